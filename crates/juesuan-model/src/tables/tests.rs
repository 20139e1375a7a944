//! What the nine tables look like in practice, drawn small: one test per trait of a region.

use juesuan_document::layout::Block;

use super::sketch::Drawn::{self, Line, Table};
use super::sketch::{brief, layouts, read};
use crate::diagnostic::Code;
use crate::report::Report;

#[test]
fn line_numbers_and_column_numbers_are_no_amounts() {
    let out = read(&[&[
        Line("收入支出决算总表"),
        Line("部门：某局"),
        Line("单位：万元"),
        Table(&[
            "收入 | < | < | 支出 | < | <",
            "项目 | 行次 | 决算数 | 项目 | 行次 | 决算数",
            "栏次 | | 1 | 栏次 | | 2",
            "一、一般公共预算财政拨款收入 | 1 | 1,200.50 | 一、一般公共服务支出 | 31 | 0.00",
            " | 2 | | 二、外交支出 | 32 | 7.25",
            "本年收入合计 | 27 | 1,200.50 | 本年支出合计 | 57 | 7.25",
        ]),
        Line("注：本表反映总收支情况。"),
    ]]);
    assert_eq!(
        brief(&out.facts),
        [
            "income 一、一般公共预算财政拨款收入 final 1200.50",
            "expenditure 一、一般公共服务支出 final 0.00",
            "expenditure 二、外交支出 final 7.25",
            "income 本年收入合计 final 1200.50",
            "expenditure 本年支出合计 final 7.25",
        ]
    );
    let table = out.tables.income_expenditure_summary.expect("the summary");
    assert_eq!(table.head.department.as_ref().map(|text| text.text.as_str()), Some("某局"));
    assert_eq!(table.head.notes.len(), 1);
    assert_eq!(table.expenditure[1].subject.line_no.as_ref().map(|text| text.text.as_str()), Some("32"));
    assert_eq!(out.facts[0].header, "收入/决算数");
}

#[test]
fn the_order_in_which_cells_are_given_does_not_matter() {
    let page: &[Drawn<'_>] = &[
        Line("支出决算表"),
        Line("单位：万元"),
        Table(&[
            "科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出",
            "201 | 一般公共服务支出 | 4.00 | 4.00 | 0.00",
            "208 | 社会保障和就业支出 | 3.00 | 1.00 | 2.00",
        ]),
    ];
    let mut layouts = layouts(&[page]);
    juesuan_document::complete(&mut layouts);
    let expected = Report::read(&layouts);
    assert_eq!(expected.table_heads().len(), 1);
    for block in layouts.iter_mut().flat_map(|layout| &mut layout.blocks) {
        if let Block::Grid(grid) = block {
            grid.cells.reverse();
        }
    }
    assert_eq!(Report::read(&layouts), expected);
}

#[test]
fn split_codes_are_joined_and_shared_parts_carried() {
    let out = read(&[&[
        Line("收入决算表"),
        Line("单位：元"),
        Table(&[
            "项目 | < | < | < | 本年收入合计 | 其他收入",
            "功能分类科目编码 | < | < | 科目名称 | ^ | ^",
            "类 | 款 | 项 | ^ | ^ | ^",
            "合计 | < | < | < | 5.00 | 1.00",
            "201 | | | 一般公共服务支出 | 5.00 | 1.00",
            "201 | 06 | | 财政事务 | 5.00 | 1.00",
            " | | 01 | 行政运行 | 5.00 | ",
        ]),
    ]]);
    assert_eq!(
        brief(&out.facts),
        [
            "合计 total 5.00",
            "合计 other 1.00",
            "201 total 5.00",
            "201 other 1.00",
            "20106 total 5.00",
            "20106 other 1.00",
            "2010601 total 5.00",
        ]
    );
}

#[test]
fn sub_headers_may_share_the_row_of_the_total() {
    let out = read(&[&[
        Line("政府性基金预算财政拨款收入支出决算表"),
        Line("单位：万元"),
        Table(&[
            "项目 | < | 年初结转和结余 | 本年收入 | 本年支出 | < | < | 年末结转和结余",
            "功能分类科目编码 | 科目名称 | ^ | ^ | ^ | ^ | ^ | ^",
            "合计 | < | 1.00 | 2.00 | 合计 | 基本支出 | 项目支出 | 3.00",
            "229 | 其他支出 | 1.00 | 2.00 | 0.50 | 0.20 | 0.30 | 3.00",
        ]),
    ]]);
    let expected = [
        "合计 opening_balance 1.00",
        "合计 income 2.00",
        "合计 closing_balance 3.00",
        "229 opening_balance 1.00",
        "229 income 2.00",
        "229 total 0.50",
        "229 basic 0.20",
        "229 project 0.30",
        "229 closing_balance 3.00",
    ];
    assert_eq!(brief(&out.facts), expected);
}

#[test]
fn code_headers_may_share_the_row_of_the_total() {
    let out = read(&[&[
        Line("收入决算表"),
        Line("单位：万元"),
        Table(&[
            "科目编码 | < | < | 科目名称 | 本年收入合计 | 其他收入",
            "类 | 款 | 项 | 合计 | 5.00 | 1.00",
            "201 | | | 一般公共服务支出 | 5.00 | 1.00",
        ]),
    ]]);
    assert_eq!(brief(&out.facts), ["合计 total 5.00", "合计 other 1.00", "201 total 5.00", "201 other 1.00"]);
}

#[test]
fn one_side_takes_no_column_of_the_other() {
    let out = read(&[&[
        Line("财政拨款“三公”经费支出决算表"),
        Line("单位：万元"),
        Table(&[
            "预算数 | < | 决算数 | < | < | <",
            "合计 | 因公出国（境）费 | 公务接待费 | 合计 | 因公出国（境）费 | 公务接待费",
            "6.00 | 1.00 | 5.00 | 4.00 | 0.50 | 3.50",
        ]),
    ]]);
    let expected = [
        "budget total 6.00",
        "budget overseas_travel 1.00",
        "budget reception 5.00",
        "final total 4.00",
        "final overseas_travel 0.50",
        "final reception 3.50",
    ];
    assert_eq!(brief(&out.facts), expected);
}

#[test]
fn two_columns_of_one_name_are_not_read() {
    let out = read(&[&[
        Line("一般公共预算财政拨款收入支出决算表"),
        Line("单位：元"),
        Table(&["科目编码 | 科目名称 | 合计 | 合计 | 项目支出", "201 | 一般公共服务支出 | 1.00 | 2.00 | 3.00"]),
    ]]);
    assert_eq!(brief(&out.facts), ["201 project 3.00"]);
    assert!(out.doubts.iter().any(|doubt| doubt.code == Code::UnknownHeader));
}

#[test]
fn groups_keep_their_inner_columns_apart() {
    let out = read(&[&[
        Line("一般公共预算财政拨款收入支出决算表"),
        Line("单位：元"),
        Table(&[
            "科目名称 | 年初结转和结余 | < | 本年收入 | < | 本年支出 | < | < | <",
            "^ | 合计 | 基本支出结转 | 合计 | 基本支出 | 合计 | 基本支出 | < | 项目支出",
            "^ | ^ | ^ | ^ | ^ | ^ | 小计 | 人员经费 | ^",
            "栏次 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8",
            "合计 | 1.0 | 2.0 | 3.0 | 4.0 | 5.0 | 6.0 | 7.0 | 8.0",
        ]),
    ]]);
    let expected = [
        "合计 opening_balance 1.0",
        "合计 income 3.0",
        "合计 total 5.0",
        "合计 basic 6.0",
        "合计 personnel 7.0",
        "合计 project 8.0",
    ];
    assert_eq!(brief(&out.facts), expected);
    assert!(out.doubts.is_empty(), "{:?}", out.doubts);
}

#[test]
fn lanes_take_their_side_from_the_code() {
    let out = read(&[&[
        Line("一般公共预算财政拨款基本支出决算明细表"),
        Line("单位：万元"),
        Table(&[
            "人员经费 | < | < | 公用经费 | < | < | < | < | <",
            "科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数",
            "301 | 工资福利支出 | 3.00 | 302 | 商品和服务支出 | 2.00 | 310 | 资本性支出 | 1.00",
            "303 | 对个人和家庭的补助 | 0.50 | 30201 | 办公费 | 2.00 | | | ",
            "人员经费合计 | < | 3.50 | 公用经费合计 | < | < | < | < | 3.00",
        ]),
    ]]);
    assert_eq!(
        brief(&out.facts),
        [
            "personnel 301 final 3.00",
            "public 302 final 2.00",
            "public 310 final 1.00",
            "personnel 303 final 0.50",
            "public 30201 final 2.00",
            "personnel 人员经费合计 final 3.50",
            "public 公用经费合计 final 3.00",
        ]
    );
}

#[test]
fn three_public_in_two_blocks_and_interleaved() {
    let blocks = read(&[&[
        Line("财政拨款“三公”经费支出决算表"),
        Line("单位：万元"),
        Table(&[
            "预算数 | < | < | < | 决算数 | < | < | <",
            "合计 | 因公出国（境）费 | 公务用车购置及运行维护费 | < | 合计 | 因公出国（境）费 | 公务用车购置及运行维护费 | <",
            "^ | ^ | 小计 | 公务用车购置费 | ^ | ^ | 小计 | 公务用车购置费",
            "1 | 2 | 3 | 4 | 5 | 6 | 7 | 8",
            "4.00 | 1.00 | 3.00 | 2.00 | 3.00 | 0.00 | 3.00 | ",
        ]),
    ]]);
    let interleaved = read(&[&[
        Line("财政拨款“三公”经费支出决算表"),
        Line("单位：万元"),
        Table(&[
            "财政拨款“三公”经费 | < | < | < | < | < | < | <",
            "合计 | < | 因公出国（境）费 | < | 公务用车购置及运行维护费 | < | < | <",
            "^ | ^ | ^ | ^ | 小计 | < | 公务用车购置费 | <",
            "预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数",
            "4.00 | 3.00 | 1.00 | 0.00 | 3.00 | 3.00 | 2.00 | ",
        ]),
    ]]);
    let mut expected = vec![
        "budget total 4.00",
        "budget overseas_travel 1.00",
        "budget vehicles 3.00",
        "budget vehicle_purchase 2.00",
        "final total 3.00",
        "final overseas_travel 0.00",
        "final vehicles 3.00",
    ];
    assert_eq!(brief(&blocks.facts), expected);
    assert_eq!(blocks.facts[2].header, "预算数/公务用车购置及运行维护费/小计");
    expected.sort_unstable();
    let mut found = brief(&interleaved.facts);
    found.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn three_public_printed_downwards_leaves_counts_out() {
    let out = read(&[&[
        Line("“三公”经费、行政参公单位机关运行经费情况表"),
        Line("单位：元"),
        Table(&[
            "项目 | 行次 | 预算数 | 决算统计数",
            "栏次 | | 1 | 2",
            "一、“三公”经费支出 | 1 | — | —",
            "（一）支出合计 | 2 | 300.00 | 200.00",
            "1．因公出国（境）费 | 3 | 300.00 | 200.00",
            "（二）相关统计数 | 4 | — | —",
            "1．因公出国（境）团组数（个） | 5 | — | 3",
        ]),
    ]]);
    let expected =
        ["budget total 300.00", "final total 200.00", "budget overseas_travel 300.00", "final overseas_travel 200.00"];
    assert_eq!(brief(&out.facts), expected);
}

#[test]
fn malformed_numbers_are_never_values() {
    let out = read(&[&[
        Line("支出决算表"),
        Line("单位：元"),
        Table(&["科目编码 | 科目名称 | 本年支出合计 | 基本支出", "201 | 一般公共服务支出 | 1,2345.6 | 2.00"]),
    ]]);
    assert_eq!(brief(&out.facts), ["201 basic 2.00"]);
    assert!(out.doubts.iter().any(|doubt| doubt.code == Code::MalformedNumber && doubt.at.is_some()));
}

#[test]
fn lines_of_a_header_in_cells_of_their_own_are_one_header() {
    let out = read(&[&[
        Line("收入决算表"),
        Line("单位：万元"),
        Table(&[
            "功能分类科目编 | 科目名称 | 本年收入合 | 财政拨款收 | 其他收入",
            "码 | ^ | 计 | 入 | ^",
            "201 | 一般公共服务支出 | 5.00 | 4.00 | 1.00",
        ]),
    ]]);
    let expected = ["201 total 5.00", "201 fiscal_appropriation 4.00", "201 other 1.00"];
    assert_eq!(brief(&out.facts), expected);
    assert_eq!(out.facts[0].header, "本年收入合计");
}

#[test]
fn leading_dots_are_no_part_of_a_label() {
    let out = read(&[&[
        Line("支出决算表"),
        Line("单位：万元"),
        Table(&["科目编码 | 科目名称 | 本年支出合计", " | 合计………… | 5.00", "208 | 抚恤...... | 5.00"]),
    ]]);
    let labels: Vec<_> =
        out.facts.iter().filter_map(|fact| fact.label.as_ref()).map(|label| label.text.as_str()).collect();
    assert_eq!(labels, ["合计", "抚恤"]);
}

#[test]
fn an_item_with_items_below_it_in_some_columns_is_not_read_in_the_others() {
    let out = read(&[&[
        Line("“三公”经费支出决算表"),
        Line("单位：万元"),
        Table(&[
            "合计 | < | 公务用车运行维护 | < | <",
            "预算数 | 决算数 | 费 | < | 预算数",
            "^ | ^ | 预算数 | 决算数 | ^",
            "9.00 | 8.00 | 7.00 | 6.00 | 2.00",
        ]),
    ]]);
    assert_eq!(brief(&out.facts), ["budget total 9.00", "final total 8.00"]);
    assert!(out.doubts.iter().any(|doubt| doubt.code == Code::UnknownHeader));
}

#[test]
fn a_column_that_is_a_group_alone_is_of_no_other_group() {
    let out = read(&[&[
        Line("政府性基金预算财政拨款收入支出决算表"),
        Line("单位：万元"),
        Table(&[
            "科目编码 | 科目名称 | 本年支出 | < | < | <",
            "^ | ^ | 年初结转和结余 | 小计 | 项目支出 | 年末结转和结余",
            "212 | 城乡社区支出 | 1.00 | 5.00 | 4.00 | 2.00",
        ]),
    ]]);
    let expected = ["212 opening_balance 1.00", "212 total 5.00", "212 project 4.00", "212 closing_balance 2.00"];
    assert_eq!(brief(&out.facts), expected);
}

#[test]
fn a_subtotal_beside_an_unknown_item_is_not_read() {
    let out = read(&[&[
        Line("“三公”经费支出决算表"),
        Line("单位：万元"),
        Table(&[
            "决算数 | < | < | <",
            "合计 | 因公出国（境） | < | 公务接待费",
            "^ | 某 | 小计 | ^",
            "9.00 | 1.00 | 6.00 | 2.00",
        ]),
    ]]);
    assert_eq!(brief(&out.facts), ["final total 9.00", "final reception 2.00"]);
    assert!(out.doubts.iter().any(|doubt| doubt.code == Code::UnknownHeader));
}

#[test]
fn codes_of_the_governments_classification_are_left_to_the_departments() {
    let out = read(&[&[
        Line("一般公共预算财政拨款基本支出决算表"),
        Line("单位：万元"),
        Table(&[
            "政府预算支出经济分类 | < | 部门预算支出经济分类 | < | 合计 | 人员经费 | 公用经费",
            "科目编码 | 科目名称 | 科目编码 | 科目名称 | ^ | ^ | ^",
            "合计 | < | < | < | 7.00 | 4.00 | 3.00",
            "501 | 机关工资福利支出 | 301 | 工资福利支出 | 4.00 | 4.00 | ",
            "50101 | 工资奖金津补贴 | 30101 | 基本工资 | 4.00 | 4.00 | ",
            "502 | 机关商品和服务支出 | 302 | 商品和服务支出 | 3.00 | | 3.00",
            "50201 | 办公经费 | 30205 | 水费 | 3.00 | | 3.00",
        ]),
    ]]);
    let keyed: Vec<(Option<&str>, &str)> = out
        .facts
        .iter()
        .map(|fact| {
            (fact.code.as_ref().map(|code| code.text.as_str()), fact.label.as_ref().map_or("", |label| &label.text))
        })
        .collect();
    assert_eq!(keyed[0], (None, "合计"));
    assert!(keyed.contains(&(Some("30101"), "基本工资")) && keyed.contains(&(Some("30205"), "水费")), "{keyed:?}");
    assert!(keyed.iter().all(|(code, _)| code.is_none_or(|code| code.starts_with('3'))), "{keyed:?}");
}

#[test]
fn names_over_several_rows_are_those_of_groups() {
    let out = read(&[&[
        Line("收入决算表"),
        Line("单位：万元"),
        Table(&[
            "科目名称 | < | < | 本年收入合计 | 财政拨款收入",
            "类 | 款 | 项 | ^ | ^",
            "教育支出 | 普通教育 | 小学教育 | 5.00 | 5.00",
            "^ | ^ | 初中教育 | 2.00 | 2.00",
            "^ | 小计 | < | 7.00 | 7.00",
            "卫生健康支出 | 公共卫生 | 疾病预防控制机构 | 1.00 | 1.00",
        ]),
    ]]);
    let labels: Vec<&str> =
        out.facts.iter().filter_map(|fact| fact.label.as_ref()).map(|label| label.text.as_str()).collect();
    assert_eq!(
        labels,
        ["小学教育", "小学教育", "初中教育", "初中教育", "小计", "小计", "疾病预防控制机构", "疾病预防控制机构"]
    );
}
