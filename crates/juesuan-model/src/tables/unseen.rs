//! Habits of tables that no list holds: titles, header words, lists side by side or one below the other, codes and
//! amounts written in other ways. One test per rule.

use super::sketch::Drawn::{Line, Table};
use super::sketch::{brief, read};
use super::{TablesRead, Witness};
use crate::diagnostic::Code;

const HEADER: &str = "科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出";
const ROWS: &[&str] = &[
    "合计 | < | 7.00 | 5.00 | 2.00",
    "205 | 教育支出 | 4.00 | 4.00 | 0.00",
    "208 | 社会保障和就业支出 | 3.00 | 1.00 | 2.00",
];
const FACTS: &[&str] = &[
    "合计 total 7.00",
    "合计 basic 5.00",
    "合计 project 2.00",
    "205 total 4.00",
    "205 basic 4.00",
    "205 project 0.00",
    "208 total 3.00",
    "208 basic 1.00",
    "208 project 2.00",
];

fn under(title: &str, header: &str, rows: &[&str]) -> TablesRead {
    let drawn: Vec<&str> = std::iter::once(header).chain(rows.iter().copied()).collect();
    read(&[&[Line(title), Line("单位：万元"), Table(&drawn)]])
}

#[test]
fn a_title_without_the_word_for_accounts_needs_header_and_rows() {
    let out = under("某县林业局2024年度支出执行情况表", HEADER, ROWS);
    assert_eq!(brief(&out.facts), FACTS);
    let head = out.tables.expenditure.expect("the table").head;
    assert_eq!(head.recognised_by, [Witness::Title, Witness::Header, Witness::Rows]);
    let out = under("国库集中支付支出情况表", HEADER, ROWS);
    assert!(out.facts.is_empty(), "no plain title: {:?}", out.facts);
    assert!(out.doubts.iter().any(|doubt| doubt.code == Code::NearMiss), "{:?}", out.doubts);
}

#[test]
fn a_caption_above_a_table_is_its_title_where_everything_agrees() {
    for caption in ["某县林业局2024年支出决算情况", "支出决算03", "各项支出决算（2024年）"] {
        assert_eq!(brief(&under(caption, HEADER, ROWS).facts), FACTS, "{caption}");
    }
    for prose in ["支出决算情况说明", "2024年支出决算，共7.00万元", "2024年工作报告"] {
        assert!(under(prose, HEADER, ROWS).facts.is_empty(), "{prose}");
    }
}

#[test]
fn header_words_are_known_by_their_core() {
    for header in [
        "代码 | 支出科目 | 支出总额 | 其中：基本支出 | 其中：项目支出",
        "功能分类编码 | 功能科目 | 总计 | 基本支出决算数 | 项目支出决算数",
        "编码 | 项目 | 合计 | 基本 | 项目",
    ] {
        assert_eq!(brief(&under("支出决算表", header, ROWS).facts), FACTS, "{header}");
    }
}

#[test]
fn columns_of_bare_years_are_those_of_each_year() {
    for header in [
        "科目编码 | 科目名称 | 2023年 | 2024年 | 增减率%",
        "科目编码 | 科目名称 | 2023年决算数 | 2024年决算数 | 增减额",
    ] {
        let out = under("支出决算表", header, ROWS);
        assert_eq!(brief(&out.facts), ["合计 total 5.00", "205 total 4.00", "208 total 1.00"], "{header}");
    }
}

#[test]
fn a_header_with_an_unknown_glyph_names_no_column() {
    let header = "科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 其中：项目支\u{FFFD}决算数";
    let out = under("支出决算表", header, ROWS);
    assert_eq!(out.facts.len(), 6, "{:?}", brief(&out.facts));
    let item = "合计 | 因公出国（\u{FFFD}）费 | 公务接待费 | 公务用车购置费";
    let out = under("财政拨款“三公”经费支出决算表", item, &["9.00 | 2.00 | 3.00 | 4.00"]);
    assert!(!brief(&out.facts).iter().any(|fact| fact.contains("overseas")), "{:?}", brief(&out.facts));
}

#[test]
fn a_word_of_no_column_under_a_group_of_the_table_is_said() {
    let out = read(&[&[
        Line("政府性基金预算财政拨款收入支出决算表"),
        Line("单位：万元"),
        Table(&[
            "科目编码 | 科目名称 | 本年收入 | 本年支出 | < | <",
            "^ | ^ | ^ | 小计 | 基本支出 | 某某专项",
            "合计 | < | 9.00 | 8.00 | 1.00 | 7.00",
            "212 | 城乡社区支出 | 9.00 | 8.00 | 1.00 | 7.00",
        ]),
    ]]);
    assert!(out.doubts.iter().any(|doubt| doubt.code == Code::UnknownHeader), "{:?}", out.doubts);
}

#[test]
fn a_list_printed_in_two_columns_goes_on_from_one_to_the_next() {
    let header = "科目编码 | 科目名称 | 支出合计 | 科目编码 | 科目名称 | 支出合计";
    let rows = ["合计 | < | 7.00 | 208 | 社会保障和就业支出 | 2.00", "205 | 教育支出 | 4.00 | 213 | 农林水支出 | 1.00"];
    let out = under("支出决算表", header, &rows);
    assert_eq!(brief(&out.facts), ["合计 total 7.00", "205 total 4.00", "208 total 2.00", "213 total 1.00"]);
}

#[test]
fn expenditure_may_stand_below_income() {
    for turn in [Some("支出项目 | 金额"), None] {
        let mut rows = vec!["收入项目 | 金额", "一、财政拨款收入 | 5.00", "二、事业收入 | 2.00", "本年收入合计 | 7.00"];
        rows.extend(turn);
        rows.extend(["一、一般公共服务支出 | 4.00", "二、外交支出 | 3.00", "本年支出合计 | 7.00"]);
        let out = read(&[&[Line("收入支出决算总表"), Line("单位：万元"), Table(&rows)]]);
        let found = brief(&out.facts);
        assert_eq!(found.len(), 6, "{found:?}");
        assert_eq!(found[2], "income 本年收入合计 final 7.00");
        assert_eq!(found[3], "expenditure 一、一般公共服务支出 final 4.00");
        assert_eq!(found[5], "expenditure 本年支出合计 final 7.00");
    }
}

#[test]
fn codes_are_written_in_many_ways() {
    for code in ["208.05", "208-05", "[20805]", "20805款"] {
        let row = format!("{code} | 养老支出 | 3.00 | 1.00 | 2.00");
        let found = brief(&under("支出决算表", HEADER, &[&row]).facts);
        assert_eq!(found[0], "20805 total 3.00", "{code}");
    }
    let out =
        under("支出决算表", "科目 | 本年支出合计 | 基本支出 | 项目支出", &["养老支出（20805） | 3.00 | 1.00 | 2.00"]);
    assert_eq!(brief(&out.facts)[0], "20805 total 3.00");
}

#[test]
fn an_amount_may_carry_its_unit_or_a_mark_of_a_note() {
    for amount in ["3.00万元", "3.00①", "3.00[1]", "3.00（注2）"] {
        let row = format!("205 | 教育支出 | {amount} | 1.00 | 2.00");
        assert_eq!(brief(&under("支出决算表", HEADER, &[&row]).facts)[0], "205 total 3.00", "{amount}");
    }
    // Another unit than the table's is no number of it.
    let row = "205 | 教育支出 | 3.00亿元 | 1.00 | 2.00";
    let out = under("支出决算表", HEADER, &[row]);
    assert_eq!(brief(&out.facts), ["205 basic 1.00", "205 project 2.00"]);
    assert!(out.doubts.iter().any(|doubt| doubt.code == Code::MalformedNumber));
}

#[test]
fn items_and_sides_of_three_public_are_known_by_their_class() {
    let out = under(
        "“三公”经费情况统计表",
        "项目 | 本年预算 | 本年决算 | 上年决算",
        &[
            "合计 | 9.00 | 8.00 | 7.00",
            "因公出国费用 | 4.00 | 3.00 | 2.00",
            "公车运行费 | 3.00 | 3.00 | 3.00",
            "接待费 | 2.00 | 2.00 | 2.00",
            "某某杂项 | 2.00 | 2.00 | 2.00",
            "国内接待批次（个） | 1 | 1 | 1",
        ],
    );
    let found = brief(&out.facts);
    assert!(out.doubts.iter().any(|doubt| doubt.message.contains("某某杂项")), "{:?}", out.doubts);
    assert_eq!(found.len(), 8, "{found:?}");
    for fact in [
        "budget overseas_travel 4.00",
        "final overseas_travel 3.00",
        "final vehicle_operation 3.00",
        "final reception 2.00",
    ] {
        assert!(found.iter().any(|other| other == fact), "{fact}: {found:?}");
    }
}

#[test]
fn balances_and_second_languages_are_known_in_any_wording() {
    let out = under(
        "政府性基金预算收支决算表",
        "科目编码Code | 科目名称Item | 期初结余 | 当年收入 | 当年支出 | 基本支出 | 项目支出 | 期末结余",
        &["212 | 城乡社区支出 | 1.00 | 9.00 | 8.00 | 1.00 | 7.00 | 2.00"],
    );
    let expected =
        ["opening_balance 1.00", "income 9.00", "total 8.00", "basic 1.00", "project 7.00", "closing_balance 2.00"];
    assert_eq!(brief(&out.facts), expected.map(|fact| format!("212 {fact}")));
}

#[test]
fn a_unit_may_stand_alone_and_two_units_are_none() {
    let read = |unit| {
        let rows: Vec<&str> = std::iter::once(HEADER).chain(ROWS.iter().copied()).collect();
        let out = read(&[&[Line("支出决算表"), Line(unit), Table(&rows)]]);
        (out.facts[0].amount.unit, out.doubts.iter().any(|doubt| doubt.code == Code::UnitMissing))
    };
    assert_eq!(read("（万元）"), (Some(crate::value::Unit::TenThousandYuan), false));
    assert_eq!(read("单位：元、万元"), (None, true));
}

#[test]
fn a_header_of_all_items_is_that_of_a_three_public_table() {
    let header = "合计 | 因公出国（境）费 | 公务用车购置费 | 公务用车运行维护费 | 公务接待费";
    let out = read(&[&[Line("单位：万元"), Table(&[header, "9.00 | 1.00 | 2.00 | 3.00 | 3.00"])]]);
    assert_eq!(brief(&out.facts).first().map(String::as_str), Some("final total 9.00"));
    let out =
        read(&[&[Line("单位：万元"), Table(&["合计 | 会议费 | 培训费 | 公务接待费", "9.00 | 1.00 | 2.00 | 3.00"])]]);
    assert!(out.facts.is_empty(), "{:?}", brief(&out.facts));
}

#[test]
fn the_three_public_items_of_statistics_are_read_where_no_other_table_has_them() {
    let statistics = [
        "项目 | 行次 | 决算数",
        "一、“三公”经费支出 | 1 | —",
        "（一）支出合计 | 2 | 6.00",
        "1.因公出国（境）费 | 3 | 1.00",
        "2.公务用车购置及运行维护费 | 4 | 3.00",
        "（1）公务用车购置费 | 5 | 1.00",
        "（2）公务用车运行维护费 | 6 | 2.00",
        "3.公务接待费 | 7 | 2.00",
        "（二）相关统计数 | 8 | —",
        "1.公务用车保有量（辆） | 9 | 8",
        "二、机关运行经费 | 10 | 79.01",
    ];
    let alone = [Line("机构运行信息表"), Line("单位：万元"), Table(&statistics)];
    let out = read(&[&alone]);
    // What else it holds stays in its own raw table.
    let raw: Vec<&str> =
        out.other_tables.iter().flat_map(|table| &table.cells).map(|cell| cell.text.as_str()).collect();
    assert!(["79.01", "8"].iter().all(|figure| raw.contains(figure)), "{raw:?}");
    let facts = brief(&out.facts);
    assert_eq!(
        facts,
        [
            "final total 6.00",
            "final overseas_travel 1.00",
            "final vehicles 3.00",
            "final vehicle_purchase 1.00",
            "final vehicle_operation 2.00",
            "final reception 2.00"
        ]
    );
    let own = ["项目 | 预算数 | 决算数", "“三公”经费合计 | 9.00 | 7.00", "1.公务接待费 | 9.00 | 7.00"];
    let own = [Line("财政拨款“三公”经费支出决算表"), Line("单位：万元"), Table(&own)];
    let facts = brief(&read(&[&own, &alone]).facts);
    assert_eq!(facts.first().map(String::as_str), Some("budget total 9.00"));
    assert_eq!(facts.len(), 4);
}

#[test]
fn a_total_over_two_lists_names_the_figure_at_their_end() {
    let header = "科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数";
    let rows = [
        "301 | 工资福利支出 | 5.00 | 302 | 商品和服务支出 | 2.00 | 310 | 资本性支出 | 1.00",
        "30101 | 基本工资 | 5.00 | 30201 | 办公费 | 2.00 | 31002 | 办公设备购置 | 1.00",
        "人员经费合计 | < | 5.00 | 公用经费合计 | < | | | | 3.00",
    ];
    let facts = brief(&under("一般公共预算财政拨款基本支出决算表", header, &rows).facts);
    assert_eq!(facts.last().map(String::as_str), Some("public 公用经费合计 final 3.00"));
}
