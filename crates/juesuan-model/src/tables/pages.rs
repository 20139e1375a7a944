//! Titles, pages and what stands outside grids, drawn small: one test per trait of a page.

use juesuan_document::layout::Block;

use super::sketch::Drawn::{Line, Table};
use super::sketch::{brief, layouts, read, read_layouts};
use super::{TableId, TableStatus};
use crate::diagnostic::Code;

#[test]
fn header_texts_outside_an_unruled_grid_do_not_hide_its_title() {
    let first = Table(&["科目编码 | 科目名称 | 本年支出 | 项目支出", "229 | 其他支出 | 3.00 | 3.00"]);
    let second = Table(&["科目编码 | 科目名称 | 小计 | 项目支出", "223 | 国有资本经营预算支出 | 8.00 | 8.00"]);
    let out = read(&[
        &[Line("政府性基金预算财政拨款收入支出决算表"), Line("单位：元"), first],
        &[Line("国有资本经营预算财政拨款收入支出决算表"), Line("单位：元"), Line("项目"), Line("本年支出"), second],
    ]);
    let tables: Vec<TableId> = out.facts.iter().map(|fact| fact.table).collect();
    assert_eq!(
        tables,
        [TableId::GovernmentFund, TableId::GovernmentFund, TableId::StateCapital, TableId::StateCapital]
    );
}

#[test]
fn a_continuation_page_without_title_and_header_goes_on() {
    let out = read(&[
        &[
            Line("支出决算表"),
            Line("单位：万元"),
            Table(&[
                "功能分类科目编码 | 科目名称 | 本年支出合计 | 基本支出",
                "208 | 社会保障和就业支出 | 3.00 | 1.00",
                "2080505 | 机关事业单位基本养老保 | | ",
            ]),
        ],
        &[Table(&[" | 险缴费支出 | 2.00 | 1.00", "210 | 卫生健康支出 | 4.00 | ", "合计 | < | 7.00 | 1.00"])],
    ]);
    assert_eq!(
        brief(&out.facts),
        [
            "208 total 3.00",
            "208 basic 1.00",
            "2080505 total 2.00",
            "2080505 basic 1.00",
            "210 total 4.00",
            "合计 total 7.00",
            "合计 basic 1.00",
        ]
    );
    let row = &out.facts[2];
    assert_eq!(row.label.as_ref().map(|text| text.text.as_str()), Some("机关事业单位基本养老保险缴费支出"));
    assert_eq!(row.amount.at.page, 2);
    let head = out.tables.expenditure.expect("the table").head;
    assert_eq!((head.first_page, head.last_page, head.rows), (1, 2, 4));
}

#[test]
fn a_table_may_go_on_sideways() {
    let out = read(&[
        &[
            Line("收入决算表"),
            Line("单位：万元"),
            Table(&[
                "科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入",
                "201 | 一般公共服务支出 | 3.00 | 2.00",
                "208 | 社会保障 | 5.00 | 5.00",
            ]),
        ],
        &[Table(&[
            "科目编码 | 科目名称 | 事业收入 | 其他收入",
            "201 | 一般公共服务支出 | 0.40 | 0.60",
            "208 | 社会保障 | | 0.00",
        ])],
    ]);
    let mut found = brief(&out.facts);
    found.sort_unstable();
    let expected = [
        "201 fiscal_appropriation 2.00",
        "201 institutional 0.40",
        "201 other 0.60",
        "201 total 3.00",
        "208 fiscal_appropriation 5.00",
        "208 other 0.00",
        "208 total 5.00",
    ];
    assert_eq!(found, expected);
    assert_eq!(out.tables.income.expect("the table").rows.len(), 2);
}

#[test]
fn an_empty_table_is_not_missing() {
    let out = read(&[&[
        Line("国有资本经营预算财政拨款收入支出决算表"),
        Line("公开09表"),
        Line("单位：万元"),
        Table(&["科目编码 | 科目名称 | 本年支出", "^ | ^ | 小计", "合计 | < | ", " | | "]),
        Line("说明：某局本年度没有国有资本经营预算财政拨款收入和支出，故本表无数据。"),
    ]]);
    let head = out.tables.state_capital.expect("the table").head;
    assert_eq!(head.status, TableStatus::Empty);
    assert_eq!(head.form_no.map(|text| text.text).as_deref(), Some("公开09表"));
    assert!(head.reason.is_some_and(|reason| reason.text.ends_with("故本表无数据。")));
    assert!(out.facts.is_empty());
}

#[test]
fn a_title_with_only_a_reason_is_an_empty_table() {
    let out = read(&[
        &[
            Line("收入决算表"),
            Line("单位：元"),
            Table(&["科目编码 | 科目名称 | 本年收入合计", "201 | 一般公共服务支出 | 3.00"]),
        ],
        &[
            Line("政府性基金预算财政拨款收入支出决算表"),
            Line("单位：元"),
            Line("注：本部门无政府性基金收支，本表为空表。"),
        ],
    ]);
    let head = out.tables.government_fund.expect("the table").head;
    assert_eq!((head.status, head.first_page), (TableStatus::Empty, 2));
    assert_eq!(out.facts.len(), 1);
}

#[test]
fn other_tables_are_kept_raw() {
    let out = read(&[&[
        Line("一般公共预算财政拨款项目支出决算表"),
        Line("单位：万元"),
        Table(&["科目编码 | 科目名称 | 合计", "201 | 一般公共服务支出 | 3.00"]),
    ]]);
    assert!(out.facts.is_empty());
    assert_eq!(out.other_tables.len(), 1);
    assert_eq!(out.other_tables[0].head.status, TableStatus::Raw);
    assert_eq!(out.other_tables[0].cells.len(), 6);
}

#[test]
fn two_tables_of_one_kind_are_reported() {
    let table = Table(&["科目编码 | 科目名称 | 本年收入合计", "201 | 一般公共服务支出 | 3.00"]);
    let again = Table(&["科目编码 | 科目名称 | 本年收入合计", "201 | 一般公共服务支出 | 3.00"]);
    let out = read(&[&[Line("收入决算表"), Line("单位：元"), table], &[Line("收入决算表"), again]]);
    assert_eq!(out.facts.len(), 1);
    assert!(out.doubts.iter().any(|doubt| doubt.code == Code::TableTwice));
}

#[test]
fn a_wrapped_title_is_one_title() {
    let out = read(&[&[
        Line("一般公共预算财政拨款基本"),
        Line("支出决算表"),
        Line("单位：元"),
        Table(&["科目编码 | 科目名称 | 决算数", "301 | 工资福利支出 | 3.00"]),
    ]]);
    assert_eq!(out.facts.first().map(|fact| fact.table), Some(TableId::GeneralBudgetBasicExpenditure));
}

#[test]
fn a_title_over_a_header_alone_is_an_empty_table() {
    let page = |figure: &'static str| {
        ["国有资本经营预算财政拨款支出决算表", "单位：万元", "科目编码", "科目名称", "小计", "基本支出", "合计", figure]
            .map(Line)
    };
    let head = read(&[&page("项目支出")]).tables.state_capital.expect("the table").head;
    assert_eq!(head.status, TableStatus::Empty);
    assert!(read(&[&page("12.50")]).tables.state_capital.is_none());
}

#[test]
fn amounts_outside_the_grid_are_reported() {
    let page = [
        Line("收入决算表"),
        Line("单位：万元"),
        Table(&["科目编码 | 科目名称 | 本年收入合计", "201 | 一般公共服务支出 | 5.00"]),
        Line("合计"),
        Line("5.00"),
    ];
    let unread = |out: &super::TablesRead| out.doubts.iter().filter(|doubt| doubt.code == Code::UnreadFigures).count();
    assert_eq!(unread(&read(&[&page])), 1);
    let lines = [Line("收入决算表"), Line("单位：万元"), Line("合计"), Line("5.00 4.00"), Line("教育"), Line("1.00")];
    assert_eq!(unread(&read(&[&lines])), 1);
}

#[test]
fn a_page_whose_header_stands_outside_its_grid_goes_on_and_any_other_is_reported() {
    let first = [
        Line("收入决算表"),
        Line("单位：万元"),
        Table(&["功能分类科目编码 | 科目名称 | 本年收入合计", "201 | 一般公共服务支出 | 5.00"]),
    ];
    let rest = Table(&["204 | 公共安全支出 | 2.00"]);
    let wrapped = [Line("功能分类科目编"), Line("码"), Line("科目名称"), rest];
    let out = read(&[&first, &wrapped]);
    assert_eq!(brief(&out.facts), ["201 total 5.00", "204 total 2.00"]);
    let rest = Table(&["204 | 公共安全支出 | 2.00"]);
    let out = read(&[&first, &[Line("本部门的某些收入如下。"), rest]]);
    assert_eq!(brief(&out.facts), ["201 total 5.00"]);
    assert!(out.doubts.iter().any(|doubt| doubt.code == Code::UnreadFigures && doubt.at.unwrap().page == 2));
}

#[test]
fn a_line_without_width_is_no_header_and_no_end_of_reading() {
    let first =
        [Line("收入决算表"), Line("单位：万元"), Table(&["科目编码 | 科目名称 | 本年收入合计", "201 | 教育 | 5.00"])];
    let mut pages = layouts(&[&first, &[Line("某些"), Table(&["204 | 公共安全支出 | 2.00"])]]);
    for block in pages.iter_mut().skip(1).flat_map(|page| &mut page.blocks) {
        if let Block::Line(line) = block {
            line.bbox.x1 = line.bbox.x0;
        }
    }
    assert_eq!(brief(&read_layouts(&pages).facts), ["201 total 5.00"]);
}
