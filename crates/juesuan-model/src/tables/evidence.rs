//! Tables known by evidence, tables that are kept apart, and rows that need telling apart: one test per rule.

use super::sketch::Drawn::{Line, Table};
use super::sketch::{brief, layouts, read, read_layouts, read_of};
use super::{Side, TableId, TablesRead, Witness};
use crate::diagnostic::Code;
use crate::value::Unit;

const EXPENDITURE: &[&str] = &[
    "科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 | 对附属单位补助支出",
    "合计 | < | 7.00 | 5.00 | 2.00 | 0.00 | 0.00",
    "201 | 一般公共服务支出 | 4.00 | 4.00 | 0.00 | 0.00 | 0.00",
    "208 | 社会保障和就业支出 | 3.00 | 1.00 | 2.00 | 0.00 | 0.00",
];

const GENERAL: &[&str] = &[
    "项目 | < | 某某预算支出情况 | < | <",
    "科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出",
    "201 | 一般公共服务支出 | 4.00 | 4.00 | 0.00",
    "208 | 社会保障和就业支出 | 3.00 | 1.00 | 2.00",
];

fn one(title: &'static str, rows: &'static [&'static str]) -> TablesRead {
    read(&[&[Line(title), Line("单位：万元"), Table(rows)]])
}

fn says(out: &TablesRead, code: Code) -> bool {
    out.doubts.iter().any(|doubt| doubt.code == code)
}

#[test]
fn a_title_that_no_list_holds_is_known_by_its_words_and_the_rows() {
    let out = one("一般公共财政拨款支出决算表", GENERAL);
    let head = out.tables.general_budget_expenditure.as_ref().expect("the table").head.clone();
    assert_eq!(head.recognised_by, [Witness::Title, Witness::Header, Witness::Rows]);
    assert!(says(&out, Code::RecognisedByEvidence));
    assert_eq!(out.facts.len(), 6);
    let out = one("公开表三", EXPENDITURE);
    assert_eq!(out.tables.expenditure.expect("the table").head.recognised_by(), "header+rows");
}

#[test]
fn what_is_only_near_is_kept_raw_and_said() {
    let out = one("一般公共财政拨款支出决算表", &["事项 | 甲 | 乙", "差旅 | 1.00 | 2.00", "会议 | 3.00 | 4.00"]);
    assert!(out.facts.is_empty() && says(&out, Code::NearMiss));
    // The words of another table are never overruled by columns and rows that fit.
    for title in ["财政拨款支出决算明细表", "支出决算表（按单位列示）", "项目支出决算表"]
    {
        assert!(one(title, EXPENDITURE).facts.is_empty(), "{title}");
    }
}

#[test]
fn rows_that_contradict_the_title_are_not_squeezed_in() {
    let economic = &[
        "科目编码 | 科目名称 | 合计 | 基本支出",
        "301 | 工资福利支出 | 4.00 | 4.00",
        "30101 | 基本工资 | 4.00 | 4.00",
        "302 | 商品和服务支出 | 1.00 | 1.00",
    ];
    let out = one("支出决算表", economic);
    assert!(out.facts.is_empty() && says(&out, Code::NearMiss));
    let halves = one("一般公共预算财政拨款支出决算表(二)", economic);
    assert!(halves.facts.iter().all(|fact| fact.table == TableId::GeneralBudgetBasicExpenditure));
}

#[test]
fn a_word_that_no_list_holds_costs_one_column() {
    let out = one(
        "支出决算表",
        &["科目编码 | 科目名称 | 本年支出合计 | 某某支出 | 项目支出", "201 | 一般公共服务支出 | 4.00 | 1.00 | 3.00"],
    );
    assert_eq!(brief(&out.facts), ["201 total 4.00", "201 project 3.00"]);
    assert!(says(&out, Code::UnknownHeader));
    // A column of labels is one, whatever stands above it.
    let out = one(
        "收入支出决算总表",
        &[
            "收入来源 | 决算数 | 用途一览 | 决算数",
            "一、财政拨款收入 | 4.00 | 一、一般公共服务支出 | 3.00",
            "二、事业收入 | 1.00 | 二、外交支出 | 2.00",
            "本年收入合计 | 5.00 | 本年支出合计 | 5.00",
        ],
    );
    assert_eq!(out.facts.iter().filter(|fact| fact.side == Some(Side::Expenditure)).count(), 3);
}

#[test]
fn figures_of_another_year_are_left_out() {
    let out = one(
        "支出决算表",
        &[
            "科目编码 | 科目名称 | 2023年支出合计 | 本年支出合计 | 基本支出 | 增减额",
            "201 | 一般公共服务支出 | 3.00 | 4.00 | 4.00 | 1.00",
        ],
    );
    assert_eq!(brief(&out.facts), ["201 total 4.00", "201 basic 4.00"]);
}

#[test]
fn a_table_of_another_unit_is_kept_apart() {
    let page =
        |department: &'static str| [Line("支出决算表"), Line(department), Line("单位：万元"), Table(EXPENDITURE)];
    let out = read(&[&page("部门：某局"), &page("部门：某局文化馆")]);
    assert_eq!((out.facts.len(), out.further.len()), (15, 1));
    let further = out.further.first().expect("the unit's table");
    assert_eq!(further.head.department.as_ref().map(|text| text.text.as_str()), Some("某局文化馆"));
    assert!(further.facts.iter().all(|fact| fact.order == 2) && says(&out, Code::TableTwice));
    // The unit's may stand before that of the department whose document it is.
    let order = |own| {
        let out = read_of(&layouts(&[&page("部门：某馆"), &page("部门：某局")]), own);
        out.facts.first().map(|fact| fact.order)
    };
    assert_eq!((order(Some("某局")), order(Some("某厅")), order(None)), (Some(2), Some(1), Some(1)));
}

#[test]
fn the_whole_of_a_second_table_is_not_joined_with_the_first() {
    let other = &[
        "科目编码 | 科目名称 | 本年支出合计 | 基本支出",
        "合计 | < | 2.00 | 2.00",
        "204 | 公共安全支出 | 2.00 | 2.00",
    ];
    let first =
        &["科目编码 | 科目名称 | 本年支出合计 | 基本支出", "合计 | < | 4.00 | 4.00", "201 | 教育 | 4.00 | 4.00"];
    let page = |rows| [Line("支出决算表"), Line("单位：万元"), Table(rows)];
    let out = read(&[&page(first), &page(other)]);
    assert_eq!((out.facts.len(), out.further.len()), (4, 1));
    let own = [Line("支出决算表（本级）"), Line("单位：万元"), Table(first)];
    let all = [Line("支出决算表（汇总）"), Line("单位：万元"), Table(other)];
    let out = read(&[&own, &all]);
    assert_eq!(out.facts.first().map(|fact| fact.order), Some(2));
    let labelled = |department, rows| [Line("支出决算表"), Line(department), Line("单位：万元"), Table(rows)];
    let out = read(&[&labelled("部门：某局（本级）", first), &labelled("部门：某局（汇总）", other)]);
    assert_eq!(out.facts.first().map(|fact| fact.order), Some(2));
}

#[test]
fn units_that_contradict_one_another_give_none() {
    let rows: &[&str] = &["科目编码 | 科目名称 | 本年支出合计（元）", "201 | 一般公共服务支出 | 4.00"];
    let out = one("支出决算表", rows);
    assert!(says(&out, Code::UnitContradicted) && out.facts.iter().all(|fact| fact.amount.unit.is_none()));
    let titled = read(&[&[Line("支出决算表（单位：万元）"), Table(EXPENDITURE)]]);
    assert_eq!(titled.facts.first().and_then(|fact| fact.amount.unit), Some(Unit::TenThousandYuan));
    let strange = read(&[&[Line("支出决算表"), Line("单位：千元"), Table(EXPENDITURE)]]);
    assert!(says(&strange, Code::UnitMissing) && strange.facts.iter().all(|fact| fact.amount.unit.is_none()));
}

#[test]
fn a_unit_is_read_wherever_it_is_printed() {
    let first = |out: &TablesRead| out.facts.first().and_then(|fact| fact.amount.unit);
    let carried: &[&str] =
        &["科目编码 | 科目名称 | 本年支出合计", "201 | 一般公共服务支出 | 4.00元", "208 | 社会保障和就业支出 | 3.00元"];
    let out = read(&[&[Line("支出决算表"), Table(carried)]]);
    assert_eq!((out.facts.len(), first(&out)), (2, Some(Unit::Yuan)));
    let plain: &[&str] =
        &["科目编码 | 科目名称 | 本年支出合计", "201 | 一般公共服务支出 | 4.00", "208 | 社会保障和就业支出 | 3.00"];
    for (note, unit) in [
        ("注：1.本表反映支出。2.本表金额单位为元。", Unit::Yuan),
        ("注：本表以“万元”为金额单位（保留两位小数）。", Unit::TenThousandYuan),
    ] {
        assert_eq!(first(&read(&[&[Line("支出决算表"), Table(plain), Line(note)]])), Some(unit), "{note}");
    }
    let said = "说明：以下各表金额单位均为万元。";
    assert_eq!(first(&read(&[&[Line(said)], &[Line("支出决算表"), Table(plain)]])), Some(Unit::TenThousandYuan));
    // The head of a later table says nothing of the first.
    let procurement: &[&str] = &["项目 | 金额", "货物 | 1.00"];
    let later = [Line("附表3 单位：元"), Line("政府采购情况表"), Table(procurement)];
    assert_eq!(first(&read(&[&[Line("支出决算表"), Table(plain)], &later])), None);
    let none = read(&[&[Line("支出决算表"), Table(plain), Line("注：本表按四舍五入取整。")]]);
    assert!(first(&none).is_none() && says(&none, Code::UnitMissing));
}

#[test]
fn a_title_in_two_languages_is_one() {
    let out = read(&[&[
        Line("支出决算表"),
        Line("Final Accounts of All Expenditure"),
        Line("单位：万元"),
        Table(EXPENDITURE),
    ]]);
    assert_eq!(out.facts.len(), 15);
}

#[test]
fn line_numbers_may_stand_before_the_items() {
    let out = one(
        "收入支出决算总表",
        &[
            "行次 | 收入项目 | 决算数 | 行次 | 支出项目 | 决算数",
            "1 | 一、财政拨款收入 | 4.00 | 11 | 一、一般公共服务支出 | 3.00",
            "2 | 二、事业收入 | 1.00 | 12 | 二、外交支出 | 2.00",
            "3 | 本年收入合计 | 5.00 | 13 | 本年支出合计 | 5.00",
        ],
    );
    let of = |side| out.facts.iter().filter(|fact| fact.side == Some(side)).count();
    assert_eq!((of(Side::Income), of(Side::Expenditure)), (3, 3));
    let lines: Vec<&str> = out.facts.iter().filter_map(|fact| Some(fact.line_no.as_ref()?.text.as_str())).collect();
    assert_eq!(lines, ["1", "11", "2", "12", "3", "13"]);
}

#[test]
fn rows_of_a_three_public_table_are_told_apart_or_not_taken() {
    let title = "“三公”经费支出决算表";
    let of = |rows: &'static [&'static str]| {
        let out = one(title, rows);
        let totals = out.facts.iter().filter(|fact| fact.column.as_str() == "total");
        (totals.map(|fact| fact.amount.value.to_string()).collect::<Vec<_>>(), says(&out, Code::RowWithoutSubject))
    };
    let years = &[
        "年度 | 合计 | 因公出国（境）费 | 公务用车运行维护费 | 公务接待费",
        "上年数 | 6.00 | 1.00 | 2.00 | 3.00",
        "本年数 | 9.00 | 2.00 | 3.00 | 4.00",
    ];
    assert_eq!(of(years), (vec!["9.00".to_owned()], false));
    let units = &[
        "单位名称 | 合计 | 因公出国（境）费 | 公务用车运行维护费 | 公务接待费",
        "本级 | 6.00 | 1.00 | 2.00 | 3.00",
        "甲分局 | 9.00 | 2.00 | 3.00 | 4.00",
    ];
    assert_eq!(of(units), (vec![], true));
    let summed = &[
        "单位名称 | 合计 | 因公出国（境）费 | 公务用车运行维护费 | 公务接待费",
        "甲分局 | 6.00 | 1.00 | 2.00 | 3.00",
        "某局 | 15.00 | 3.00 | 5.00 | 7.00",
        "乙分局 | 9.00 | 2.00 | 3.00 | 4.00",
    ];
    assert_eq!(of(summed), (vec!["15.00".to_owned()], false));
    let numbers = &[
        "合计 | 因公出国（境）费 | 公务用车运行维护费 | 公务接待费 | 会议费",
        "1 | 2 | 4 | | 12",
        "9.00 | 2.00 | 3.00 | 4.00 | 1.00",
    ];
    assert_eq!(of(numbers), (vec!["9.00".to_owned()], false));
}

#[test]
fn basic_expenditure_with_a_total_beside_its_sides() {
    let out = one(
        "一般公共预算财政拨款基本支出决算表",
        &[
            "科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费",
            "301 | 工资福利支出 | 4.00 | 4.00 | ",
            "302 | 商品和服务支出 | 1.00 |  | 1.00",
        ],
    );
    let sides: Vec<Option<Side>> = out.facts.iter().map(|fact| fact.side).collect();
    assert_eq!(sides, [None, Some(Side::Personnel), None, Some(Side::Public)]);
    let table = out.tables.general_budget_basic_expenditure.expect("the table");
    assert_eq!((table.total.len(), table.personnel.len(), table.public.len()), (2, 1, 1));
}

#[test]
fn a_running_head_parts_no_table() {
    let rows = [
        "科目编码 | 科目名称 | 本年支出合计 | 基本支出",
        "合计 | < | 4.00 | 4.00",
        "201 | 一般公共服务支出 | 3.00 | 3.00",
    ];
    let pages = |y: f32| {
        let mut pages = layouts(&[
            &[Line("支出决算表"), Line("单位：万元"), Table(&rows)],
            &[Line("某局部门决算"), Table(&["208 | 社会保障和就业支出 | 1.00 | 1.00"])],
        ]);
        let head = pages.last_mut().and_then(|page| page.blocks.first_mut());
        if let Some(juesuan_document::Block::Line(line)) = head {
            (line.bbox.y0, line.bbox.y1) = (y, y + 10.0);
        }
        read_layouts(&pages)
    };
    assert_eq!(pages(40.0).facts.len(), 6);
}
