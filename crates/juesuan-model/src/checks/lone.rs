//! Sums that hold by rounding alone, where all others of the document hold exactly: checks and facts → the sums that one
//! number with a wrong last digit explains.
//!
//! Rounded numbers leave many sums a little apart. Where dozens of sums hold to the last digit and all that do not have
//! one number in common, that number, whose every sum is apart, is the better explanation.

use std::collections::BTreeSet;

use super::types::{CellRef, Check, Status};
use crate::tables::{Fact, Side, TableId};

/// So many sums of several numbers tell the custom of a document.
const FEWEST_SUMS: usize = 30;

/// Where numbers are rounded, more than one sum in so many is apart.
const ROUNDED: usize = 10;

/// A sum of fewer numbers that are not zero repeats one of them: it is exact in any case.
const FEWEST_NUMBERS: usize = 3;

/// The sums of a form's funds are of whole amounts as well.
const FUNDS: &str = "f.funds";

type Cell<'a> = (&'a str, u32, &'a str, &'a str);

fn name(cell: &CellRef) -> Cell<'_> {
    (&cell.table, cell.row, &cell.side, &cell.column)
}

/// The positions of the checks that one number with a wrong last digit explains.
pub(crate) fn lone(checks: &[Check], facts: &[Fact]) -> Vec<usize> {
    let misses = |check: &Check| check.difference.is_some_and(|difference| !difference.is_zero());
    if !checks.iter().any(|check| check.status == Status::Pass && misses(check)) {
        return Vec::new();
    }
    let filled: BTreeSet<Cell<'_>> = facts
        .iter()
        .filter(|fact| !fact.amount.value.is_zero())
        .map(|fact| (fact.table.as_str(), fact.row, fact.side.map_or("", Side::as_str), fact.column.as_str()))
        .collect();
    let of_table = |cell: &Cell<'_>| TableId::ALL.iter().any(|table| table.as_str() == cell.0);
    let in_tables = |check: &Check| check.id == FUNDS || check.cells.iter().all(|cell| of_table(&name(cell)));
    let mut sums = 0_usize;
    let mut apart: Vec<(usize, Vec<Cell<'_>>)> = Vec::new();
    let mut exact: Vec<Vec<Cell<'_>>> = Vec::new();
    for (at, check) in checks.iter().enumerate().filter(|(_, check)| in_tables(check)) {
        let agrees = check.difference.map(|difference| difference.abs()) <= check.tolerance;
        let Some(difference) = check.difference.filter(|_| check.status == Status::Pass && agrees) else { continue };
        let mut own: Vec<Cell<'_>> =
            check.cells.iter().map(name).filter(|cell| !of_table(cell) || filled.contains(cell)).collect();
        own.sort_unstable();
        own.dedup();
        if own.len() >= FEWEST_NUMBERS || !difference.is_zero() {
            sums = sums.saturating_add(1);
        }
        if difference.is_zero() {
            exact.push(own);
        } else if !own.is_empty() {
            apart.push((at, own));
        }
    }
    let Some((_, first)) = apart.first() else { return Vec::new() };
    if sums < FEWEST_SUMS || apart.len().saturating_mul(ROUNDED) > sums {
        return Vec::new();
    }
    let holds = |own: &[Cell<'_>], cell: &Cell<'_>| own.binary_search(cell).is_ok();
    let explains =
        |cell: &Cell<'_>| apart.iter().all(|(_, own)| holds(own, cell)) && !exact.iter().any(|own| holds(own, cell));
    match first.iter().any(explains) {
        true => apart.iter().map(|(at, _)| *at).collect(),
        false => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::checks::Words;
    use crate::diagnostic::Severity;
    use crate::place::Place;

    fn check(cells: &[(u32, &'static str)], difference: i64) -> Check {
        let cells = cells.iter().map(|(row, column)| CellRef::new("project_funds", *row, "", column, Place::default()));
        Check {
            id: FUNDS.into(),
            formula: Words::default(),
            status: Status::Pass,
            severity: Severity::Warning,
            left: None,
            right: None,
            difference: Some(Decimal::new(difference, 2)),
            tolerance: Some(Decimal::new(2, 2)),
            sides: None,
            cells: cells.collect(),
            pages: Vec::new(),
            message: Words::default(),
            group: None,
        }
    }

    fn exact(sums: u32) -> Vec<Check> {
        (1..=sums).map(|row| check(&[(row, "a"), (row, "b"), (row, "c")], 0)).collect()
    }

    #[test]
    fn one_number_explains_all_sums_that_are_apart() {
        let mut checks = exact(30);
        checks.push(check(&[(40, "a"), (40, "b"), (40, "c")], 1));
        checks.push(check(&[(40, "a"), (41, "a"), (42, "a")], 1));
        assert_eq!(lone(&checks, &[]), [30, 31]);
    }

    #[test]
    fn rounded_documents_and_sums_that_have_nothing_in_common_say_nothing() {
        let mut apart = exact(30);
        apart.push(check(&[(40, "a"), (40, "b"), (40, "c")], 1));
        apart.push(check(&[(41, "a"), (41, "b"), (41, "c")], 1));
        assert!(lone(&apart, &[]).is_empty());
        // The number stands in a sum that is exact.
        let mut confirmed = exact(30);
        confirmed.push(check(&[(1, "a"), (1, "b"), (1, "c")], 1));
        assert!(lone(&confirmed, &[]).is_empty());
        let mut few = exact(9);
        few.push(check(&[(40, "a"), (40, "b"), (40, "c")], 1));
        assert!(lone(&few, &[]).is_empty());
    }
}
