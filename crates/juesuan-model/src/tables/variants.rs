//! Habits of regions and years, drawn small: how they number columns, write codes, name years and sides, place notes.

use super::sketch::Drawn::{Line, Table};
use super::sketch::{brief, read};
use super::{Subject, TableStatus};
use crate::value::Unit;

/// The facts of one list table with the given rows under its header.
fn expenditure(rows: &[&str]) -> Vec<String> {
    let header = ["科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出"];
    let drawn: Vec<&str> = header.iter().chain(rows).copied().collect();
    brief(&read(&[&[Line("支出决算表"), Line("单位：万元"), Table(&drawn)]]).facts)
}

#[test]
fn rows_that_number_the_columns_come_in_many_forms() {
    let data = "205 | 教育支出 | 9.00 | 4.00 | 5.00";
    let facts = ["205 total 9.00", "205 basic 4.00", "205 project 5.00"];
    for numbers in [
        "栏次 | < | 1 | 2 | 3",
        "栏次 | < | 1=2+3 | 2 | 3",
        " | | 1=2+3 | 2 | 3",
        "甲 | 乙 | 1 | 2 | 3",
        "栏  次 | | （1） | （2） | （3）",
        " | | （1） | （2） | （3）",
        "栏次 | | ① | ② | ③",
        " | | ① | ② | ③",
    ] {
        assert_eq!(expenditure(&[numbers, data]), facts, "{numbers}");
    }
}

#[test]
fn a_column_under_one_merged_header_may_be_used_in_two_halves() {
    let table = |rows: [&str; 2]| {
        let header = "科目编码 | 科目名称 | 本年支出合计 | < | 基本支出 | 项目支出";
        let drawn = [header, rows[0], rows[1]];
        brief(&read(&[&[Line("支出决算表"), Line("单位：万元"), Table(&drawn)]]).facts)
    };
    let facts = table(["205 | 教育支出 | 9.00 | | 4.00 | 5.00", "20502 | 普通教育 | | 8.00 | 4.00 | 4.00"]);
    let expected = ["205 total 9.00", "205 basic 4.00", "205 project 5.00"];
    assert_eq!(facts[..3], expected);
    assert_eq!(facts[3..], ["20502 total 8.00", "20502 basic 4.00", "20502 project 4.00"]);
    // Where a row has a figure in both, no one knows which is meant.
    let facts = table(["205 | 教育支出 | 9.00 | 8.00 | 4.00 | 5.00", "20502 | 普通教育 | | 8.00 | 4.00 | 4.00"]);
    assert_eq!(facts, ["205 basic 4.00", "205 project 5.00", "20502 basic 4.00", "20502 project 4.00"]);
}

#[test]
fn codes_may_have_groups_of_thousands() {
    let rows = [
        "205 | 教育支出 | 9.00 | 9.00 | ",
        "20,502 | 普通教育 | 9.00 | 9.00 | ",
        "2,050,201 | 学前教育 | 9.00 | 9.00 | ",
    ];
    let facts = [
        "205 total 9.00",
        "205 basic 9.00",
        "20502 total 9.00",
        "20502 basic 9.00",
        "2050201 total 9.00",
        "2050201 basic 9.00",
    ];
    assert_eq!(expenditure(&rows), facts);
}

#[test]
fn figures_are_no_column_numbers() {
    assert_eq!(expenditure(&["205 | 教育支出 | 3 | 1 | 2"]), ["205 total 3", "205 basic 1", "205 project 2"]);
}

#[test]
fn a_code_may_share_the_cell_of_its_name() {
    for label in ["20502 普通教育", "20502普通教育", "[20502]普通教育", "［２０５０２］ 普通教育", "20502-普通教育"]
    {
        let row = format!("{label} | 9.00 | 4.00 | 5.00");
        let out = read(&[&[
            Line("支出决算表"),
            Line("单位：万元"),
            Table(&["项目 | 本年支出合计 | 基本支出 | 项目支出", "合计 | 9.00 | 4.00 | 5.00", &row]),
        ]]);
        assert_eq!(brief(&out.facts)[3..], ["20502 total 9.00", "20502 basic 4.00", "20502 project 5.00"], "{label}");
        assert_eq!(out.facts[3].label.as_ref().map(|label| label.text.as_str()), Some("普通教育"), "{label}");
    }
}

#[test]
fn a_header_may_print_the_unit() {
    for header in ["决算数（亿元）", "决算数/亿元", "决算数（单位：亿元）"] {
        let header = format!("科目编码 | 科目名称 | {header}");
        let out = read(&[&[Line("一般公共预算财政拨款基本支出决算表"), Table(&[&header, "30201 | 办公费 | 0.15"])]]);
        assert_eq!(brief(&out.facts), ["public 30201 final 0.15"], "{header}");
        assert_eq!(out.facts[0].amount.unit, Some(Unit::HundredMillionYuan), "{header}");
    }
}

#[test]
fn a_header_may_print_the_year() {
    let out = read(&[&[
        Line("财政拨款“三公”经费支出决算表"),
        Line("单位：万元"),
        Table(&[
            "项目 | 2021年决算数 | 2022年度预算数 | 2022年度决算数",
            "“三公”经费合计 | 8.00 | 9.00 | 7.00",
            "1．公务接待费 | 3.00 | 4.00 | 2.00",
        ]),
    ]]);
    assert_eq!(
        brief(&out.facts),
        ["budget total 9.00", "final total 7.00", "budget reception 4.00", "final reception 2.00"]
    );
}

#[test]
fn budget_and_final_may_be_rows() {
    let out = read(&[&[
        Line("财政拨款“三公”经费支出决算表"),
        Line("单位：万元"),
        Table(&[
            "项目 | 合计 | 因公出国（境）费 | 公务接待费",
            "上年决算数 | 8.00 | 5.00 | 3.00",
            "年初预算数 | 9.00 | 5.00 | 4.00",
            "决算数 | 7.00 | 5.50 | 1.50",
        ]),
    ]]);
    assert_eq!(
        brief(&out.facts),
        [
            "budget total 9.00",
            "budget overseas_travel 5.00",
            "budget reception 4.00",
            "final total 7.00",
            "final overseas_travel 5.50",
            "final reception 1.50",
        ]
    );
}

#[test]
fn of_a_table_by_units_the_total_is_read_wherever_it_stands() {
    let out = read(&[&[
        Line("财政拨款“三公”经费支出决算表"),
        Line("单位：万元"),
        Table(&[
            "单位名称 | 预算数 | < | 决算数 | <",
            "^ | 合计 | 公务接待费 | 合计 | 公务接待费",
            "某局本级 | 2.00 | 2.00 | 1.00 | 1.00",
            "某服务中心 | 3.00 | 3.00 | 2.00 | 2.00",
            "合计 | 5.00 | 5.00 | 3.00 | 3.00",
        ]),
    ]]);
    assert_eq!(
        brief(&out.facts),
        ["budget total 5.00", "budget reception 5.00", "final total 3.00", "final reception 3.00"]
    );
}

#[test]
fn notes_may_stand_inside_the_borders() {
    let out = read(&[&[
        Line("国有资本经营预算财政拨款支出决算表"),
        Line("单位：万元"),
        Table(&[
            "科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出",
            " | | | | ",
            "注：本单位没有国有资本经营预算支出，本表无数据。 | < | < | < | <",
        ]),
    ]]);
    let head = &out.tables.state_capital.expect("the table").head;
    assert_eq!((head.status, head.rows), (TableStatus::Empty, 0));
    assert_eq!(
        head.reason.as_ref().map(|reason| reason.text.as_str()),
        Some("注：本单位没有国有资本经营预算支出，本表无数据。")
    );
}

#[test]
fn who_filled_in_a_table_is_no_row_of_it() {
    let row = "205 | 教育支出 | 9.00 | 4.00 | 5.00";
    let facts = ["205 total 9.00", "205 basic 4.00", "205 project 5.00"];
    assert_eq!(expenditure(&[row, "填表人：赵某 | | 填报日期 | 2015.03 | 12"]), facts);
    assert_eq!(expenditure(&[row, "单位负责人 | 钱某 | 制表日期 | | 2015.03", " | | | | "]), facts);
    // A label of the table that only begins so is a row.
    assert_eq!(expenditure(&[row, "206 | 负责人培训 | 1.00 | | "]).len(), 4);
}

#[test]
fn expenditure_may_stand_on_the_left() {
    let out = read(&[&[
        Line("收入支出决算总表"),
        Line("单位：万元"),
        Table(&[
            "支出 | < | 收入 | <",
            "项目 | 决算数 | 项目 | 决算数",
            "一、一般公共服务支出 | 3.00 | 一、财政拨款收入 | 4.00",
            "本年支出合计 | 3.00 | 本年收入合计 | 4.00",
        ]),
    ]]);
    let table = out.tables.income_expenditure_summary.expect("the table");
    let label = |subject: &Subject| subject.name.as_ref().map(|name| name.text.clone());
    let income: Vec<_> = table.income.iter().filter_map(|row| label(&row.subject)).collect();
    let expenditure: Vec<_> = table.expenditure.iter().filter_map(|row| label(&row.subject)).collect();
    assert_eq!(income, ["一、财政拨款收入", "本年收入合计"]);
    assert_eq!(expenditure, ["一、一般公共服务支出", "本年支出合计"]);
}

#[test]
fn any_title_may_stand_inside_the_borders() {
    let out = read(&[&[Table(&[
        "公开08表 | < | <",
        "机关运行经费支出明细表 | < | <",
        "部门：某局 | < | 单位：元",
        "项目 | 预算 | 决算",
        "办公费 | 1.00 | 2.00",
    ])]]);
    assert_eq!(out.facts, []);
    let head = &out.other_tables.first().expect("the table").head;
    assert_eq!((head.title.text.as_str(), head.unit), ("机关运行经费支出明细表", Some(Unit::Yuan)));
    assert_eq!(head.form_no.as_ref().map(|number| number.text.as_str()), Some("公开08表"));
}

#[test]
fn a_code_may_be_cut_by_the_end_of_the_page() {
    let header = "科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出";
    let first = [header, "20502 | 普通教育 | 9.00 | 4.00 | 5.00", "20502 | 高中教育 | 9.00 | 4.00 | 5.00"];
    let second = [header, "04 | | | | ", "20508 | 进修及培训 | 1.00 | 1.00 | "];
    let out = read(&[&[Line("支出决算表"), Line("单位：万元"), Table(&first)], &[Table(&second)]]);
    let codes: Vec<String> = brief(&out.facts).into_iter().filter(|fact| fact.contains("total")).collect();
    assert_eq!(codes, ["20502 total 9.00", "2050204 total 9.00", "20508 total 1.00"]);
}

#[test]
fn two_tables_of_one_fund_stay_apart() {
    let header = "科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出";
    let empty = [header, " | | | | "];
    let figures = [header, "223 | 国有资本经营预算支出 | 2.00 | | 2.00"];
    let out = read(&[
        &[Line("国有资本经营预算财政拨款收入支出决算表"), Line("单位：万元"), Table(&empty)],
        &[Line("国有资本经营预算财政拨款支出决算表"), Line("单位：万元"), Table(&figures)],
    ]);
    assert_eq!(out.facts, []);
    assert_eq!(out.further.first().map(|table| table.facts.len()), Some(2));
}

#[test]
fn a_note_inside_the_borders_is_no_rest_of_a_label() {
    let header = "科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出";
    let first = [header, "205 | 教育支出 | 9.00 | 4.00 | 5.00"];
    let second = [header, "注：本表反映各项支出情况。 | < | < | < | <"];
    let out = read(&[&[Line("支出决算表"), Line("单位：万元"), Table(&first)], &[Table(&second)]]);
    assert_eq!(out.facts[0].label.as_ref().map(|label| label.text.as_str()), Some("教育支出"));
    assert_eq!(out.tables.expenditure.expect("the table").head.notes.len(), 1);
}

#[test]
fn other_years_are_not_the_tables() {
    let next = read(&[&[
        Line("财政拨款“三公”经费支出决算表"),
        Line("单位：万元"),
        Table(&["项目 | 2022年初预算数 | 2022年决算数 | 2023年预算数", "“三公”经费合计 | 9.00 | 7.00 | 5.00"]),
    ]]);
    assert_eq!(brief(&next.facts), ["budget total 9.00", "final total 7.00"]);
    let rows = read(&[&[
        Line("财政拨款“三公”经费支出决算表"),
        Line("单位：万元"),
        Table(&[
            "项目 | 合计 | 公务接待费",
            "2021年决算数 | 8.00 | 3.00",
            "2022年预算数 | 9.00 | 4.00",
            "2022年决算数 | 7.00 | 1.50",
        ]),
    ]]);
    assert_eq!(
        brief(&rows.facts),
        ["budget total 9.00", "budget reception 4.00", "final total 7.00", "final reception 1.50"]
    );
}

#[test]
fn budgets_of_several_years_alone_are_nobodys() {
    let out = read(&[&[
        Line("支出决算表"),
        Line("单位：万元"),
        Table(&["科目编码 | 科目名称 | 2022年基本支出 | 2023年项目支出", "205 | 教育支出 | 9.00 | 4.00"]),
    ]]);
    assert_eq!(brief(&out.facts), [""; 0]);
}

#[test]
fn a_unit_in_a_row_label_is_not_the_tables() {
    let out = read(&[&[
        Line("财政拨款“三公”经费支出决算表"),
        Table(&["项目 | 预算数 | 决算数", "“三公”经费合计 | 9.00 | 7.00", "人均接待费（元） | 100.00 | 90.00"]),
    ]]);
    assert_eq!(out.facts[0].amount.unit, None);
}

#[test]
fn a_row_of_a_code_alone_does_not_take_its_parents_place() {
    let (title, unit) = (Line("支出决算表"), Line("单位：万元"));
    let first =
        Table(&["科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出", "205 | 教育支出 | 9.00 | 4.00 | 5.00"]);
    let second = Table(&["20502 | | | | ", "2050201 | 学前教育 | 9.00 | 4.00 | 5.00"]);
    let facts = brief(&read(&[&[title, unit, first], &[second]]).facts);
    assert_eq!(facts.first().map(String::as_str), Some("205 total 9.00"));
}

#[test]
fn items_may_be_numbered_without_a_mark() {
    let out = read(&[&[
        Line("财政拨款“三公”经费支出决算表"),
        Line("单位：万元"),
        Table(&["项目 | 预算数 | 决算数", "1 因公出国（境）费 | 2.00 | 1.00", "2公务接待费 | 4.00 | 3.00"]),
    ]]);
    assert_eq!(
        brief(&out.facts),
        ["budget overseas_travel 2.00", "final overseas_travel 1.00", "budget reception 4.00", "final reception 3.00"]
    );
}

#[test]
fn pages_of_one_table_may_be_numbered() {
    let header = "科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出";
    let (title, unit) = ("支出决算表", "单位：万元");
    let out = read(&[
        &[Line(title), Line("公开03-1表"), Line(unit), Table(&[header, "205 | 教育支出 | 9.00 | 4.00 | 5.00"])],
        &[Line(title), Line("公开03-2表"), Line(unit), Table(&[header, "208 | 社会保障和就业支出 | 1.00 | 1.00 | "])],
    ]);
    assert_eq!(out.facts.len(), 5, "{:?}", brief(&out.facts));
    assert!(out.other_tables.is_empty());
}
