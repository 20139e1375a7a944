//! Tables that are not there and that the others ask for: the report without its account → doubts.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::report::Report;
use crate::tables::{Column, Fact, Side, TableId};

/// Tables that the figures of another one ask for, where most of the nine are there.
pub(crate) fn owed(report: &Report) -> Vec<Diagnostic> {
    let heads = report.table_heads();
    let there = |table: TableId| heads.iter().any(|head| head.table == Some(table));
    if TableId::ALL.iter().filter(|table| there(**table)).count() < MOST_OF_NINE {
        return Vec::new();
    }
    let spent = |fact: &&Fact, debt: &Debt| {
        let code = fact.code.as_ref().map_or("", |code| code.text.as_str());
        fact.table == debt.by
            && fact.column == debt.column
            && fact.side != Some(Side::Income)
            && (debt.codes.is_empty() || debt.codes.contains(&code))
            && !fact.amount.value.is_zero()
    };
    let say = |debt: &Debt| {
        let fact = report.facts.iter().find(|fact| spent(fact, debt)).filter(|_| !there(debt.table))?;
        let message = format!(
            "{} prints “{}” and there is no table of the kind {}: its page may be missing",
            debt.by.in_messages(),
            fact.amount.value,
            debt.table.in_messages()
        );
        Some(Diagnostic::new(Code::PartMissing, Severity::Warning, None, message))
    };
    let lacking: Vec<TableId> = CORE.iter().copied().filter(|table| !there(*table)).collect();
    // One of six is missed; where more are not there, the document publishes other tables.
    let core = match lacking.as_slice() {
        [one] => {
            let message = format!(
                "the other tables are there, and there is none of the kind {}: its page may be missing",
                one.in_messages()
            );
            Some(Diagnostic::new(Code::PartMissing, Severity::Warning, None, message))
        }
        _ => None,
    };
    DEBTS.iter().filter_map(say).chain(core).collect()
}

/// The tables that every final account has.
const CORE: &[TableId] = &[
    TableId::IncomeExpenditureSummary,
    TableId::Income,
    TableId::Expenditure,
    TableId::FiscalAppropriationSummary,
    TableId::GeneralBudgetExpenditure,
    TableId::GeneralBudgetBasicExpenditure,
];

/// Figures of one table that another one has to tell in detail.
struct Debt {
    by: TableId,
    column: Column,
    /// Of these codes only; any, where there are none.
    codes: &'static [&'static str],
    table: TableId,
}

/// So many of the nine tables make a document that publishes all of them.
const MOST_OF_NINE: usize = 5;

const DEBTS: &[Debt] = &[
    Debt {
        by: TableId::FiscalAppropriationSummary,
        column: Column::GovernmentFund,
        codes: &[],
        table: TableId::GovernmentFund,
    },
    Debt {
        by: TableId::FiscalAppropriationSummary,
        column: Column::StateCapital,
        codes: &[],
        table: TableId::StateCapital,
    },
    Debt {
        by: TableId::GeneralBudgetBasicExpenditure,
        column: Column::Final,
        codes: &["30212", "30217", "30231", "31013"],
        table: TableId::ThreePublic,
    },
];
