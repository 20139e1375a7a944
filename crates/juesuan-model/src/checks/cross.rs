//! One table against another.

use super::Books;
use super::basic::{printed_totals, three_public};
use super::finding::{Finding, Found, Relation, Rule, Term};
use super::ledger::{Line, Sheet};
use super::summaries::{FUNDS, OF_THE_YEAR, fund_lines, items, line, term};
use super::types::Words;
use crate::diagnostic::Severity;
use crate::tables::{Column, Side, TableId};

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "x.t1_t2",
        zh: "收入支出决算总表本年收入合计＝收入决算表合计，各项收入来源分别相等",
        en: "income of the year in the summary = total of the income table, and source by source",
        severity: Severity::Error,
        find: |books| {
            let summary = books.ledger.table(TableId::IncomeExpenditureSummary)?;
            let table = books.ledger.table(TableId::Income)?;
            let of_the_year = term(summary, Side::Income, OF_THE_YEAR, Column::Final);
            let mut found: Vec<Finding> =
                pair("本年收入合计", of_the_year, total(table, Column::Total)).into_iter().collect();
            for (column, names) in SOURCES {
                let lines = items(summary, Side::Income).into_iter();
                let named = lines.filter(|line| names.iter().any(|name| line.name.starts_with(name)));
                let left: Vec<Term> = named.filter_map(|line| line.term(Column::Final)).collect();
                if let Some(right) = total(table, *column)
                    && !left.is_empty()
                {
                    found.push(Finding::equal(*column, left, vec![right]));
                }
            }
            Ok(found)
        },
    },
    Rule {
        id: "x.t1_t3",
        zh: "收入支出决算总表本年支出合计＝支出决算表合计",
        en: "expenditure of the year in the summary = total of the expenditure table",
        severity: Severity::Error,
        find: |books| {
            let summary = books.ledger.table(TableId::IncomeExpenditureSummary)?;
            let table = books.ledger.table(TableId::Expenditure)?;
            let of_the_year = term(summary, Side::Expenditure, OF_THE_YEAR, Column::Final);
            Ok(pair("本年支出合计", of_the_year, total(table, Column::Total)).into_iter().collect())
        },
    },
    Rule {
        id: "x.t1_t3_class",
        zh: "收入支出决算总表各功能分类支出＝支出决算表同类支出",
        en: "each functional class of the summary = that class in the expenditure table",
        severity: Severity::Error,
        find: |books| {
            let summary = books.ledger.table(TableId::IncomeExpenditureSummary)?;
            classes(summary, Column::Final, books.ledger.table(TableId::Expenditure)?)
        },
    },
    Rule {
        id: "x.t1_t4",
        zh: "收入支出决算总表各类财政拨款收入＝财政拨款收入支出决算总表同类收入",
        en: "income by kind of appropriation in the summary = the same in the fiscal appropriation summary",
        severity: Severity::Error,
        find: |books| {
            let summary = books.ledger.table(TableId::IncomeExpenditureSummary)?;
            let fiscal = books.ledger.table(TableId::FiscalAppropriationSummary)?;
            let equation = |fund: &Column| {
                let term = |sheet| fund_lines(sheet, *fund).0.and_then(|line: &Line<'_>| line.term(Column::Final));
                pair(*fund, term(summary), term(fiscal))
            };
            Ok(FUNDS.iter().filter_map(equation).collect())
        },
    },
    Rule {
        id: "x.t2_t4",
        zh: "收入决算表财政拨款收入＝财政拨款收入支出决算总表本年收入合计",
        en: "fiscal appropriation in the income table = income of the year in the fiscal appropriation summary",
        severity: Severity::Error,
        find: |books| {
            let fiscal = books.ledger.table(TableId::FiscalAppropriationSummary)?;
            let table = books.ledger.table(TableId::Income)?;
            let income = term(fiscal, Side::Income, OF_THE_YEAR, Column::Final);
            Ok(pair("财政拨款收入", total(table, Column::FiscalAppropriation), income).into_iter().collect())
        },
    },
    Rule {
        id: "x.t4_t5",
        zh: "财政拨款收入支出决算总表一般公共预算支出＝一般公共预算财政拨款支出决算表合计",
        en: "general budget expenditure of the fiscal summary = total of the general budget table",
        severity: Severity::Error,
        find: |books| fund_totals(books, TableId::GeneralBudgetExpenditure, Column::GeneralBudget),
    },
    Rule {
        id: "x.t4_t5_class",
        zh: "财政拨款收入支出决算总表一般公共预算各类支出＝一般公共预算财政拨款支出决算表同类支出",
        en: "general budget of the fiscal summary, class by class = that class in the general budget table",
        severity: Severity::Error,
        find: |books| {
            let fiscal = books.ledger.table(TableId::FiscalAppropriationSummary)?;
            let table = books.ledger.table(TableId::GeneralBudgetExpenditure)?;
            classes(fiscal, Column::GeneralBudget, table)
        },
    },
    Rule {
        id: "x.t4_t8_class",
        zh: "财政拨款收入支出决算总表政府性基金各类支出＝政府性基金预算财政拨款收入支出决算表同类支出",
        en: "government funds of the fiscal summary, class by class = that class in the government fund table",
        severity: Severity::Error,
        find: |books| {
            let fiscal = books.ledger.table(TableId::FiscalAppropriationSummary)?;
            classes(fiscal, Column::GovernmentFund, books.ledger.table(TableId::GovernmentFund)?)
        },
    },
    Rule {
        id: "x.t4_t9_class",
        zh: "财政拨款收入支出决算总表国有资本经营预算各类支出＝国有资本经营预算财政拨款支出决算表同类支出",
        en: "state capital of the fiscal summary, class by class = that class in the state capital table",
        severity: Severity::Error,
        find: |books| {
            let fiscal = books.ledger.table(TableId::FiscalAppropriationSummary)?;
            classes(fiscal, Column::StateCapital, books.ledger.table(TableId::StateCapital)?)
        },
    },
    Rule {
        id: "x.t4_t8",
        zh: "财政拨款收入支出决算总表政府性基金＝政府性基金预算财政拨款收入支出决算表",
        en: "government funds of the fiscal summary = the government fund table",
        severity: Severity::Error,
        find: |books| fund_totals(books, TableId::GovernmentFund, Column::GovernmentFund),
    },
    Rule {
        id: "x.t4_t9",
        zh: "财政拨款收入支出决算总表国有资本经营预算＝国有资本经营预算财政拨款支出决算表",
        en: "state capital of the fiscal summary = the state capital table",
        severity: Severity::Error,
        find: |books| fund_totals(books, TableId::StateCapital, Column::StateCapital),
    },
    Rule {
        id: "x.t5_t6",
        zh: "一般公共预算财政拨款支出决算表基本支出合计＝基本支出决算表人员经费＋公用经费",
        en: "basic expenditure of the general budget table = personnel + public of the basic expenditure table",
        severity: Severity::Error,
        find: |books| {
            let table = books.ledger.table(TableId::GeneralBudgetExpenditure)?;
            let detail = books.ledger.table(TableId::GeneralBudgetBasicExpenditure)?;
            let [personnel, public] = printed_totals(detail);
            let parts: Vec<Term> = match (&personnel, &public) {
                (None, None) => detail.total().map(|line| line.terms(&[Column::Final])).unwrap_or_default(),
                _ => [personnel.clone(), public.clone()].into_iter().flatten().collect(),
            };
            let mut found = Vec::new();
            if let Some(basic) = total(table, Column::Basic)
                && !parts.is_empty()
            {
                found.push(Finding::equal("基本支出", vec![basic], parts));
            }
            found.extend(pair("人员经费", total(table, Column::Personnel), personnel));
            found.extend(pair("公用经费", total(table, Column::Public), public));
            Ok(found)
        },
    },
    Rule {
        id: "x.t5_t7",
        zh: "“三公”经费支出合计不大于一般公共预算财政拨款支出合计",
        en: "the three public expenses are at most all expenditure of the general budget",
        severity: Severity::Warning,
        find: |books| {
            let general = books.ledger.table(TableId::GeneralBudgetExpenditure)?;
            let table = books.ledger.table(TableId::ThreePublic)?;
            let spent = three_public(table, Side::Final, Column::Total);
            let all = total(general, Column::Total);
            let balance = |(left, right)| Finding::Balance {
                subject: "“三公”经费".into(),
                relation: Relation::AtMost,
                left: vec![left],
                right: vec![right],
                unread: None,
            };
            Ok(spent.zip(all).map(balance).into_iter().collect())
        },
    },
    Rule {
        id: "x.t6_t7",
        zh: "基本支出中的30212、30231、31013、30217分别不大于“三公”经费的出国（境）费、用车运行费、购置费、接待费",
        en: "30212, 30231, 31013, 30217 of basic expenditure are at most overseas travel, operation, purchase, reception of the three public expenses",
        severity: Severity::Warning,
        find: |books| {
            let detail = books.ledger.table(TableId::GeneralBudgetBasicExpenditure)?;
            let table = books.ledger.table(TableId::ThreePublic)?;
            let equation = |(code, column): &(&str, Column)| {
                let line = detail.code(code)?;
                Some(Finding::Balance {
                    subject: line.title().into(),
                    relation: Relation::AtMost,
                    left: vec![line.term(Column::Final)?],
                    right: vec![three_public(table, Side::Final, *column)?],
                    unread: None,
                })
            };
            Ok(THREE_PUBLIC_CODES.iter().filter_map(equation).collect())
        },
    },
];

/// The lines of T1 that make each column of T2.
const SOURCES: &[(Column, &[&str])] = &[
    (
        Column::FiscalAppropriation,
        &["财政拨款收入", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"],
    ),
    (Column::SuperiorSubsidy, &["上级补助收入"]),
    (Column::Institutional, &["事业收入"]),
    (Column::Operating, &["经营收入"]),
    (Column::AffiliateRemittance, &["附属单位上缴收入"]),
    (Column::Other, &["其他收入"]),
];

/// The economic codes of the three public expenses.
pub(super) const THREE_PUBLIC_CODES: &[(&str, Column)] = &[
    ("30212", Column::OverseasTravel),
    ("30217", Column::Reception),
    ("30231", Column::VehicleOperation),
    ("31013", Column::VehiclePurchase),
];

/// 合计 of a column.
pub(super) fn total(sheet: &Sheet<'_>, column: Column) -> Option<Term> {
    sheet.total()?.term(column)
}

/// Two numbers that must be equal, where both are printed.
fn pair(subject: impl Into<Words>, left: Option<Term>, right: Option<Term>) -> Option<Finding> {
    Some(Finding::equal(subject, vec![left?], vec![right?]))
}

/// Class by class: the lines of a summary against 类 of a table, by name.
fn classes(summary: &Sheet<'_>, column: Column, table: &Sheet<'_>) -> Found {
    let mut found = Vec::new();
    for line in items(summary, Side::Expenditure) {
        let Some(left) = line.term(column) else { continue };
        let mut same = table.coded().filter(|other| {
            other.code.is_some_and(|code| code.len() == 3) && bare_class(&other.name) == bare_class(&line.name)
        });
        let right = same.next().filter(|_| same.next().is_none()).and_then(|other| other.term(Column::Total));
        match right {
            Some(right) => found.push(Finding::equal(line.title(), vec![left], vec![right])),
            None if left.value.is_zero() => {}
            None => found.push(Finding::Skipped {
                cells: vec![left.cell],
                why: Words::new(
                    format!("{}：另一表中没有读到同名的类", line.title()),
                    format!("{}: the other table has no class of this name", line.title()),
                ),
            }),
        }
    }
    Ok(found)
}

/// `一般公共服务支出` and `一般公共服务` are one class.
pub(super) fn bare_class(name: &str) -> &str {
    name.trim_end_matches("支出")
}

/// One fund of T4 against the table of that fund.
fn fund_totals(books: &Books<'_>, table: TableId, fund: Column) -> Found {
    let fiscal = books.ledger.table(TableId::FiscalAppropriationSummary)?;
    let (income, opening) = fund_lines(fiscal, fund);
    let number = |line: Option<&Line<'_>>| line.and_then(|line| line.term(Column::Final));
    let spent = term(fiscal, Side::Expenditure, OF_THE_YEAR, fund);
    let closing = line(fiscal, Side::Expenditure, &["年末财政拨款结转", "年末结转"]).and_then(|line| line.term(fund));
    if books.ledger.is_empty(table) {
        // An empty table says that there is nothing.
        return Ok(vec![Finding::equal(fund, spent.into_iter().collect(), Vec::new())]);
    }
    let sheet = books.ledger.table(table)?;
    let pairs = [
        ("本年支出合计", spent, total(sheet, Column::Total)),
        ("本年收入", number(income), total(sheet, Column::Income)),
        ("年初结转和结余", number(opening), total(sheet, Column::OpeningBalance)),
        ("年末结转和结余", closing, total(sheet, Column::ClosingBalance)),
    ];
    Ok(pairs.into_iter().filter_map(|(subject, left, right)| pair(subject, left, right)).collect())
}
