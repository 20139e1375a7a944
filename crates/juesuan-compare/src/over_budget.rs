//! Accounts → who spent more than the budget: by item of “三公”, by line of the two summaries, by project.

use juesuan_model::checks::RowRole;
use juesuan_model::tables::{Column, Side, TableId};

use crate::comparison::{Cell, OverBudget, percent};
use crate::departments::Department;
use crate::entry::Entry;
use crate::figure::{Figure, FormNumber, Key, RowKey};
use crate::words::title;

/// What was spent beyond its budget, by department and year. What rounding explains is not beyond.
pub(crate) fn over_budget(entries: &[Entry], departments: &[Department]) -> Vec<OverBudget> {
    let mut all = Vec::new();
    for (department, of) in departments.iter().enumerate() {
        for (year, index) in &of.accounts {
            let Some(entry) = entries.get(*index) else { continue };
            all.extend(
                pairs(entry).into_iter().filter_map(|(budget, spent)| over(entry, department, *year, budget, spent)),
            );
        }
    }
    all
}

/// The budgets of an account with what was spent of each. Keys that the document prints more than once have no pair.
fn pairs(entry: &Entry) -> Vec<(&Figure, &Figure)> {
    let by_key = entry.by_key();
    let only = |key: &Key| by_key.get(key).copied().flatten();
    let pair = |spent: &Figure| Some((only(&budget_of(&spent.key)?)?, only(&spent.key)?));
    entry.figures.iter().filter_map(pair).collect()
}

/// The key of the budget that a number is spent of.
pub(crate) fn budget_of(spent: &Key) -> Option<Key> {
    match spent {
        Key::Cell { table: TableId::ThreePublic, side: Some(Side::Final), row, column } => {
            Some(Key::Cell { table: TableId::ThreePublic, side: Some(Side::Budget), row: row.clone(), column: *column })
        }
        Key::Cell { table, side: Some(Side::Expenditure), row, column } if is_spending(row) => {
            let is_spent = match table {
                TableId::IncomeExpenditureSummary => *column == Column::Final,
                TableId::FiscalAppropriationSummary => *column == Column::Total,
                _ => false,
            };
            let column = Column::AdjustedBudget;
            is_spent.then(|| Key::Cell { table: *table, side: Some(Side::Expenditure), row: row.clone(), column })
        }
        Key::Form { project, what: FormNumber::Executed } => {
            Some(Key::Form { project: project.clone(), what: FormNumber::Budget })
        }
        _ => None,
    }
}

/// What is left over at the end of the year is not spent.
fn is_spending(row: &RowKey) -> bool {
    match row {
        RowKey::Role(role) => *role == RowRole::OfTheYear,
        RowKey::Name(name) => !name.starts_with("结余分配"),
        RowKey::Code(_) | RowKey::Only => true,
    }
}

fn over(entry: &Entry, department: usize, year: u16, budget: &Figure, spent: &Figure) -> Option<OverBudget> {
    let (planned, paid) = (budget.yuan()?, spent.yuan()?);
    let over = paid.checked_sub(planned)?;
    if over <= budget.half.checked_add(spent.half)? {
        return None;
    }
    let (budget, cell) = (Cell::of(entry, budget), Cell::of(entry, spent));
    Some(OverBudget {
        department,
        year,
        name: title(spent),
        budget,
        spent: cell,
        over,
        percent: percent(over, planned),
    })
}

#[cfg(test)]
mod tests {
    use juesuan_model::Verdict;
    use juesuan_model::place::Place;
    use juesuan_model::value::Unit;

    use super::*;
    use crate::departments::departments;
    use crate::departments::tests::entry;
    use crate::measure::three_public;
    use crate::names::Names;

    #[test]
    fn more_than_the_budget_is_said_with_both_numbers() {
        let mut of = entry("甲局", 2020, None, "a");
        for (side, column, value) in [
            (Side::Budget, Column::Reception, "4.50"),
            (Side::Final, Column::Reception, "4.95"),
            (Side::Budget, Column::Vehicles, "9.00"),
            (Side::Final, Column::Vehicles, "9.01"),
            (Side::Budget, Column::OverseasTravel, "0.00"),
            (Side::Final, Column::OverseasTravel, "1.00"),
        ] {
            of.figures.push(Figure {
                key: three_public(side, column),
                label: String::new(),
                value: value.parse().unwrap(),
                unit: Some(Unit::TenThousandYuan),
                half: "50".parse().unwrap(),
                at: Place::default(),
                verdict: Verdict::Verified,
                doubt: None,
            });
        }
        let entries = [of];
        let (found, _) = departments(&entries, &Names::default());
        let over = over_budget(&entries, &found);
        let said: Vec<(String, Option<String>)> = over
            .iter()
            .map(|over| (over.over.normalize().to_string(), over.percent.map(|percent| percent.to_string())))
            .collect();
        assert_eq!(said, [("4500".to_owned(), Some("10.0".to_owned())), ("10000".to_owned(), None)]);
    }
}
