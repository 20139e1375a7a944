//! The nine tables of a small department: consistent as they stand, and with one number changed.

use super::{causes, check_facts, failing, of, place, text};
use crate::checks::Status;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::tables::{Column, Fact, Side, TableId, Tables};
use crate::value::{Amount, Unit};

/// `table side row code label | column=value …`, one printed row a line; `-` where there is nothing.
const DEPARTMENT: &str = "
income_expenditure_summary income 1 - 一、一般公共预算财政拨款收入 | final=80.00
income_expenditure_summary income 2 - 二、政府性基金预算财政拨款收入 | final=6.00
income_expenditure_summary income 3 - 三、国有资本经营预算财政拨款收入 | final=4.00
income_expenditure_summary income 8 - 八、其他收入 | final=10.00
income_expenditure_summary income 27 - 本年收入合计 | final=100.00
income_expenditure_summary income 28 - 使用非财政拨款结余（含专用结余） | final=1.00
income_expenditure_summary income 29 - 年初结转和结余 | final=5.00
income_expenditure_summary income 30 - 总计 | final=106.00
income_expenditure_summary expenditure 1 - 一、一般公共服务支出 | final=62.00
income_expenditure_summary expenditure 8 - 八、社会保障和就业支出 | final=30.00
income_expenditure_summary expenditure 11 - 十一、城乡社区支出 | final=6.00
income_expenditure_summary expenditure 21 - 二十一、国有资本经营预算支出 | final=4.00
income_expenditure_summary expenditure 27 - 本年支出合计 | final=102.00
income_expenditure_summary expenditure 28 - 结余分配 | final=1.00
income_expenditure_summary expenditure 29 - 年末结转和结余 | final=3.00
income_expenditure_summary expenditure 30 - 总计 | final=106.00
income - 1 - 合计 | total=100.00 fiscal_appropriation=90.00 other=10.00
income - 2 201 一般公共服务支出 | total=60.00 fiscal_appropriation=50.00 other=10.00
income - 3 20101 人大事务 | total=60.00 fiscal_appropriation=50.00 other=10.00
income - 4 2010101 行政运行 | total=60.00 fiscal_appropriation=50.00 other=10.00
income - 5 208 社会保障和就业支出 | total=40.00 fiscal_appropriation=40.00
income - 6 20805 行政事业单位养老支出 | total=40.00 fiscal_appropriation=40.00
income - 7 2080501 行政单位离退休 | total=25.00 fiscal_appropriation=25.00
income - 8 2080599 其他行政事业单位养老支出 | total=15.00 fiscal_appropriation=15.00
expenditure - 1 - 合计 | total=102.00 basic=50.00 project=52.00
expenditure - 2 201 一般公共服务支出 | total=62.00 basic=30.00 project=32.00
expenditure - 3 20101 人大事务 | total=62.00 basic=30.00 project=32.00
expenditure - 4 2010101 行政运行 | total=30.00 basic=30.00
expenditure - 5 2010104 人大会议 | total=32.00 project=32.00
expenditure - 6 208 社会保障和就业支出 | total=30.00 basic=20.00 project=10.00
expenditure - 7 212 城乡社区支出 | total=6.00 project=6.00
expenditure - 8 223 国有资本经营预算支出 | total=4.00 project=4.00
fiscal_appropriation_summary income 1 - 一、一般公共预算财政拨款 | final=80.00
fiscal_appropriation_summary income 2 - 二、政府性基金预算财政拨款 | final=6.00
fiscal_appropriation_summary income 3 - 三、国有资本经营预算财政拨款 | final=4.00
fiscal_appropriation_summary income 27 - 本年收入合计 | final=90.00
fiscal_appropriation_summary income 28 - 年初财政拨款结转和结余 | final=5.00
fiscal_appropriation_summary income 29 - 一般公共预算财政拨款 | final=4.00
fiscal_appropriation_summary income 30 - 政府性基金预算财政拨款 | final=1.00
fiscal_appropriation_summary income 32 - 总计 | final=95.00
fiscal_appropriation_summary expenditure 1 - 一、一般公共服务支出 | total=54.00 general_budget=54.00
fiscal_appropriation_summary expenditure 8 - 八、社会保障和就业支出 | total=28.00 general_budget=28.00
fiscal_appropriation_summary expenditure 11 - 十一、城乡社区支出 | total=6.00 government_fund=6.00
fiscal_appropriation_summary expenditure 21 - 二十一、国有资本经营预算支出 | total=4.00 state_capital=4.00
fiscal_appropriation_summary expenditure 27 - 本年支出合计 | total=92.00 general_budget=82.00 government_fund=6.00 state_capital=4.00
fiscal_appropriation_summary expenditure 28 - 年末财政拨款结转和结余 | total=3.00 general_budget=2.00 government_fund=1.00
fiscal_appropriation_summary expenditure 32 - 总计 | total=95.00 general_budget=84.00 government_fund=7.00 state_capital=4.00
general_budget_expenditure - 1 - 合计 | total=82.00 basic=45.00 project=37.00
general_budget_expenditure - 2 201 一般公共服务支出 | total=54.00 basic=27.00 project=27.00
general_budget_expenditure - 3 20101 人大事务 | total=54.00 basic=27.00 project=27.00
general_budget_expenditure - 4 2010101 行政运行 | total=27.00 basic=27.00
general_budget_expenditure - 5 2010104 人大会议 | total=27.00 project=27.00
general_budget_expenditure - 6 208 社会保障和就业支出 | total=28.00 basic=18.00 project=10.00
general_budget_basic_expenditure personnel 1 301 工资福利支出 | final=30.00
general_budget_basic_expenditure public 1 302 商品和服务支出 | final=10.00
general_budget_basic_expenditure personnel 2 30101 基本工资 | final=20.00
general_budget_basic_expenditure public 2 30201 办公费 | final=4.00
general_budget_basic_expenditure personnel 3 30102 津贴补贴 | final=10.00
general_budget_basic_expenditure public 3 30217 公务接待费 | final=1.00
general_budget_basic_expenditure personnel 4 303 对个人和家庭的补助 | final=5.00
general_budget_basic_expenditure public 4 30231 公务用车运行维护费 | final=3.00
general_budget_basic_expenditure personnel 5 30302 退休费 | final=5.00
general_budget_basic_expenditure public 5 30212 因公出国（境）费用 | final=2.00
general_budget_basic_expenditure personnel 6 - 人员经费合计 | final=35.00
general_budget_basic_expenditure public 6 - 公用经费合计 | final=10.00
government_fund - 1 - 合计 | opening_balance=1.00 income=6.00 total=6.00 project=6.00 closing_balance=1.00
government_fund - 2 212 城乡社区支出 | opening_balance=1.00 income=6.00 total=6.00 project=6.00 closing_balance=1.00
state_capital - 1 - 合计 | income=4.00 total=4.00 project=4.00
state_capital - 2 223 国有资本经营预算支出 | income=4.00 total=4.00 project=4.00
three_public budget 1 - - | total=10.00 overseas_travel=3.00 vehicles=5.00 vehicle_operation=5.00 reception=2.00
three_public final 1 - - | total=8.00 overseas_travel=2.00 vehicles=4.00 vehicle_operation=4.00 reception=2.00
";

/// A part of the department: the rows of the tables that begin so.
pub(super) fn facts(tables: &str) -> Vec<Fact> {
    let mut facts = Vec::new();
    for line in DEPARTMENT.lines().filter(|line| line.starts_with(tables) && !line.is_empty()) {
        let (row, cells) = line.split_once(" | ").unwrap();
        let [table, side, row, code, label] = row.split(' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
        for cell in cells.split(' ') {
            let (column, value) = cell.split_once('=').unwrap();
            let index = facts.len();
            let some = |word: &str| (word != "-").then(|| text(word, index));
            facts.push(Fact {
                order: 1,
                table: *TableId::ALL.iter().find(|id| id.as_str() == table).unwrap(),
                row: row.parse().unwrap(),
                side: Side::ALL.iter().find(|id| id.as_str() == side).copied(),
                code: some(code),
                label: some(label),
                line_no: None,
                column: *Column::ALL.iter().find(|id| id.as_str() == column).unwrap(),
                header: String::new(),
                amount: Amount::new(value.parse().unwrap(), Some(Unit::TenThousandYuan), place(index)),
            });
        }
    }
    facts
}

/// The department with one number changed; the cell is `table:row:side:column`.
fn changed(cell: &str, value: &str) -> Vec<Fact> {
    let mut facts = facts("");
    let name = |fact: &Fact| {
        format!("{}:{}:{}:{}", fact.table.as_str(), fact.row, fact.side.map_or("", Side::as_str), fact.column.as_str())
    };
    let fact = facts.iter_mut().find(|fact| name(fact) == cell).unwrap_or_else(|| panic!("no cell {cell}"));
    fact.amount.value = value.parse().unwrap();
    facts
}

const TABLE_RULES: &[&str] = &[
    "t1.income_total",
    "t1.expenditure_total",
    "t1.balance",
    "t1.income_items",
    "t1.expenditure_items",
    "t2.row",
    "t2.tree",
    "t3.row",
    "t3.tree",
    "t4.row",
    "t4.balance",
    "t4.items",
    "t4.totals",
    "t5.row",
    "t5.tree",
    "t6.tree",
    "t6.totals",
    "t7.sum",
    "t8.row",
    "t8.tree",
    "t9.row",
    "t9.tree",
    "x.t1_t2",
    "x.t1_t3",
    "x.t1_t3_class",
    "x.t1_t4",
    "x.t2_t4",
    "x.t4_t5",
    "x.t4_t5_class",
    "x.t4_t8",
    "x.t4_t9",
    "x.t5_t6",
    "x.t6_t7",
];

#[test]
fn a_consistent_department_passes_every_rule() {
    let checks = check_facts(&facts(""));
    assert_eq!(failing(&checks), [] as [&str; 0]);
    for id in TABLE_RULES {
        assert!(!of(&checks, id, Status::Pass).is_empty(), "{id} was not run");
        assert!(of(&checks, id, Status::Skipped).is_empty(), "{id} was skipped");
    }
}

#[test]
fn one_wrong_number_is_found_and_is_the_only_cause() {
    for (cell, value, ids) in [
        ("income_expenditure_summary:28:income:final", "9.00", &["t1.income_total"][..]),
        ("income_expenditure_summary:28:expenditure:final", "9.00", &["t1.expenditure_total"]),
        ("income_expenditure_summary:30:income:final", "160.00", &["t1.income_total", "t1.balance"]),
        ("income_expenditure_summary:8:income:final", "19.00", &["t1.income_items", "x.t1_t2"]),
        ("income_expenditure_summary:8:expenditure:final", "31.00", &["t1.expenditure_items", "x.t1_t3_class"]),
        (
            "income_expenditure_summary:27:expenditure:final",
            "120.00",
            &["t1.expenditure_total", "t1.expenditure_items", "x.t1_t3"],
        ),
        ("income:4::other", "1.00", &["t2.row", "t2.tree"]),
        ("income:1::fiscal_appropriation", "91.00", &["t2.row", "t2.tree", "x.t1_t2", "x.t2_t4"]),
        ("expenditure:4::total", "130.00", &["t3.row", "t3.tree"]),
        (
            "fiscal_appropriation_summary:8:expenditure:general_budget",
            "29.00",
            &["t4.row", "t4.items", "x.t4_t5_class"],
        ),
        ("fiscal_appropriation_summary:30:income:final", "2.00", &["t4.balance", "x.t4_t8"]),
        ("fiscal_appropriation_summary:28:expenditure:total", "4.00", &["t4.row", "t4.totals"]),
        ("fiscal_appropriation_summary:1:income:final", "81.00", &["t4.balance", "t4.items", "x.t1_t4"]),
        ("general_budget_expenditure:5::project", "28.00", &["t5.row", "t5.tree"]),
        ("general_budget_expenditure:1::total", "83.00", &["t5.row", "t5.tree", "x.t4_t5"]),
        ("general_budget_basic_expenditure:2:public:final", "14.00", &["t6.tree"]),
        ("general_budget_basic_expenditure:6:public:final", "11.00", &["t6.totals", "x.t5_t6"]),
        ("general_budget_basic_expenditure:3:public:final", "3.00", &["t6.tree", "x.t6_t7"]),
        ("three_public:1:final:total", "9.00", &["t7.sum"]),
        ("three_public:1:budget:vehicles", "6.00", &["t7.sum"]),
        ("government_fund:2::closing_balance", "2.00", &["t8.row", "t8.tree"]),
        ("state_capital:2::project", "3.00", &["t9.row", "t9.tree"]),
        ("state_capital:1::total", "5.00", &["t9.row", "t9.tree", "x.t4_t9"]),
    ] {
        let checks = check_facts(&changed(cell, value));
        assert_eq!(failing(&checks), ids, "{cell}");
        assert_eq!(causes(&checks), [format!("{cell}@1")], "{cell}");
        for check in checks.iter().filter(|check| check.status == Status::Fail) {
            assert_eq!(check.cells[0].to_string(), format!("{cell}@1"), "{}", check.id);
        }
    }
}

#[test]
fn classes_and_rows_of_the_funds_agree_with_the_tables_above_them() {
    let sound = check_facts(&facts(""));
    for (cell, value, id) in [
        ("government_fund:2::total", "7.00", "x.t4_t8_class"),
        ("government_fund:2::total", "7.00", "x.t3_t8_rows"),
        ("state_capital:2::total", "5.00", "x.t4_t9_class"),
        ("state_capital:2::total", "5.00", "x.t3_t9_rows"),
        ("state_capital:2::project", "5.00", "x.t3_t9_rows"),
    ] {
        assert!(!of(&sound, id, Status::Pass).is_empty(), "{id} was not run");
        let checks = check_facts(&changed(cell, value));
        assert!(failing(&checks).contains(&id), "{cell}: {:?}", failing(&checks));
    }
}

#[test]
fn a_table_in_another_unit_than_it_says_is_found() {
    let with = |table: TableId, factor: i64| {
        let mut facts = facts("");
        for fact in facts.iter_mut().filter(|fact| fact.table == table) {
            fact.amount.value = fact.amount.value.checked_mul(factor.into()).unwrap();
        }
        check_facts(&facts)
    };
    assert!(!of(&check_facts(&facts("")), "x.units", Status::Pass).is_empty());
    let cells = |table| of(&with(table, 10_000), "x.units", Status::Fail).len();
    assert!(cells(TableId::GovernmentFund) == 0, "one code of two is a chance");
    assert!(failing(&with(TableId::ThreePublic, 10_000)).contains(&"x.t5_t7"));
    let mut general: Vec<Fact> = facts("expenditure ");
    general.extend(facts("general_budget_expenditure"));
    for fact in general.iter_mut().filter(|fact| fact.table == TableId::GeneralBudgetExpenditure) {
        let same = facts("expenditure ")
            .into_iter()
            .find(|other| other.code == fact.code && other.column == fact.column)
            .map(|other| other.amount.value);
        fact.amount.value = same.unwrap_or(fact.amount.value);
    }
    for fact in general.iter_mut().filter(|fact| fact.table == TableId::Expenditure) {
        fact.amount.value = fact.amount.value.checked_mul(10_000.into()).unwrap();
    }
    assert!(failing(&check_facts(&general)).contains(&"x.units"));
}

#[test]
fn an_item_whose_amount_stands_in_the_row_beside_it_was_exchanged() {
    let with = |reception: &str, beside: &str| {
        let mut facts = facts("");
        let mut set = |table: TableId, code: &str, column: Column, value: &str| {
            let own = |fact: &&mut Fact| {
                fact.table == table
                    && fact.column == column
                    && fact.side != Some(Side::Budget)
                    && fact.code.as_ref().map_or("", |code| code.text.as_str()) == code
            };
            facts.iter_mut().find(own).expect("the fact").amount.value = value.parse().unwrap();
        };
        set(TableId::ThreePublic, "", Column::Reception, "12.34");
        set(TableId::GeneralBudgetBasicExpenditure, "30217", Column::Final, reception);
        set(TableId::GeneralBudgetBasicExpenditure, "30201", Column::Final, beside);
        check_facts(&facts)
    };
    assert!(failing(&with("4.00", "12.34")).contains(&"x.rows_exchanged"));
    for (reception, beside) in [("12.34", "4.00"), ("4.00", "12.35"), ("12.34", "12.34")] {
        assert!(!failing(&with(reception, beside)).contains(&"x.rows_exchanged"), "{reception} {beside}");
    }
}

#[test]
fn rounding_is_an_envelope_of_the_numbers_that_enter() {
    let checks = check_facts(&changed("three_public:1:final:total", "8.02"));
    assert_eq!(failing(&checks), [] as [&str; 0]);
    let hint = checks.iter().find(|check| check.is_rounding_hint()).unwrap();
    assert_eq!(hint.difference.unwrap().to_string(), "0.02");
    assert_eq!(hint.tolerance.unwrap().to_string(), "0.02");
    assert_eq!(failing(&check_facts(&changed("three_public:1:final:total", "8.03"))), ["t7.sum"]);
}

#[test]
fn units_are_converted() {
    let mut facts = facts("");
    for fact in facts.iter_mut().filter(|fact| fact.table == TableId::Income) {
        fact.amount.value = fact.amount.value.checked_mul(10_000.into()).unwrap().trunc();
        fact.amount.unit = Some(Unit::Yuan);
    }
    assert_eq!(failing(&check_facts(&facts)), [] as [&str; 0]);
    facts.retain(|fact| fact.table != TableId::Income || fact.row == 1);
    for fact in facts.iter_mut().filter(|fact| fact.table == TableId::Income) {
        fact.amount.unit = None;
    }
    let checks = check_facts(&facts);
    assert_eq!(of(&checks, "x.t2_t4", Status::Skipped).len(), 1, "an unknown unit compares with nothing");
}

#[test]
fn a_side_that_prints_nothing_is_left_out_and_no_zero() {
    let mut facts = facts("expenditure ");
    facts.retain(|fact| fact.row != 4 || fact.column != Column::Basic);
    let checks = check_facts(&facts);
    assert_eq!(failing(&checks), [] as [&str; 0], "what is not printed is not zero");
    for id in ["t3.row", "t3.tree"] {
        let skipped = of(&checks, id, Status::Skipped);
        let [check] = skipped.as_slice() else { panic!("{id}: {skipped:#?}") };
        assert!(check.message.en.contains("one side prints no number"), "{}", check.message.en);
    }
}

#[test]
fn missing_tables_skip_their_rules_and_say_why() {
    let checks = check_facts(&facts("three_public"));
    let skipped = of(&checks, "t3.row", Status::Skipped);
    assert_eq!(skipped.len(), 1);
    assert!(skipped[0].message.zh.contains("支出决算表"));
    assert_eq!(of(&checks, "t7.sum", Status::Pass).len(), 4);
}

#[test]
fn a_doubtful_cell_is_not_judged() {
    let facts = changed("three_public:1:final:total", "9.00");
    let at = facts.last().unwrap().amount.at;
    let doubt = Diagnostic::new(Code::MalformedNumber, Severity::Warning, Some(at), "1.2.3 is no number");
    let tables = Tables::default();
    let input = crate::checks::CheckInput {
        facts: &facts,
        diagnostics: std::slice::from_ref(&doubt),
        ..super::nothing(&tables)
    };
    let checks = crate::checks::run(&input);
    assert_eq!(failing(&checks), [] as [&str; 0]);
    let skipped = of(&checks, "t7.sum", Status::Skipped);
    assert!(skipped[0].message.en.contains("1.2.3"));
    assert!(skipped[0].message.zh.contains(&doubt.in_chinese()), "what is wrong, in the reader's language");
}
