//! Entries → departments × years: every cell with its figure, growth from year to year, and who exceeds the budget.

mod lines;
mod projects;

use std::collections::BTreeSet;

use juesuan_model::checks::Words;
use juesuan_model::tables::{Column, TableId};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;

use crate::departments::{Department, LeftOut, departments};
use crate::entry::Entry;
use crate::figure::{Figure, Key, RowKey};
use crate::measure::{SectionId, measures, table_by_function};
use crate::names::{MatchedBy, Names};
use crate::over_budget::{budget_of, over_budget};
use crate::words::words;
use lines::Lines;

/// Departments and years side by side.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Comparison {
    /// The years, in order.
    pub years: Vec<u16>,
    /// The departments and units, in the order of the documents.
    pub departments: Vec<Department>,
    /// What is compared, by section.
    pub sections: Vec<Section>,
    /// Who spent more than the budget.
    pub over_budget: Vec<OverBudget>,
    /// Rows whose names differ between the years, and what matched them.
    pub renamed: Vec<Renamed>,
    /// What is not compared, and why.
    pub left_out: Vec<LeftOut>,
}

/// A section: lines of one kind.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Section {
    /// Which one.
    pub id: SectionId,
    /// One line a measure and department.
    pub lines: Vec<Line>,
}

/// One measure of one department over the years.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Line {
    /// What is measured.
    pub name: Words,
    /// The classification or project code, where there is one.
    pub code: Option<String>,
    /// Index of the department.
    pub department: usize,
    /// What says that the rows of the years are one, where names or codes had to be matched.
    pub matched: Option<MatchedBy>,
    /// What is counted, where it is a count.
    pub counted: Option<&'static str>,
    /// One cell a year; nothing where no document of that year prints it.
    pub cells: Vec<Option<Cell>>,
    /// Growth from the year before, in per cent with one decimal; nothing where a year is missing, or was nothing.
    pub growth: Vec<Option<Decimal>>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cell {
    /// The document.
    pub document: String,
    /// Which account of it, from 1.
    pub account: u32,
    /// The number, its unit, place and verdict.
    pub figure: Figure,
}

impl Cell {
    /// The number that is compared, as [`Figure::compared`].
    #[must_use]
    pub fn compared(&self) -> Option<Decimal> {
        self.figure.compared()
    }

    pub(crate) fn of(entry: &Entry, figure: &Figure) -> Self {
        Self { document: entry.document.clone(), account: entry.account, figure: figure.clone() }
    }
}

/// More was spent than the budget.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct OverBudget {
    /// Index of the department.
    pub department: usize,
    /// The year.
    pub year: u16,
    /// Of what.
    pub name: Words,
    /// The budget.
    pub budget: Cell,
    /// What was spent.
    pub spent: Cell,
    /// By how much, in 元.
    pub over: Decimal,
    /// In per cent of the budget; nothing where that is nothing.
    pub percent: Option<Decimal>,
}

/// A row whose name differs between documents.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Renamed {
    /// What matched them.
    pub by: MatchedBy,
    /// The code, where that is it.
    pub code: Option<String>,
    /// The names, each with the years that print it.
    pub names: Vec<(String, Vec<u16>)>,
}

impl Comparison {
    /// Puts entries side by side.
    #[must_use]
    pub fn of(entries: &[Entry], names: &Names) -> Self {
        let (departments, mut left_out) = departments(entries, names);
        let years: BTreeSet<u16> = departments.iter().flat_map(|of| of.accounts.keys().copied()).collect();
        let years: Vec<u16> = years.into_iter().collect();
        for department in &departments {
            for (year, index) in &department.again {
                let first = department.accounts.get(year).and_then(|first| entries.get(*first));
                let (Some(entry), Some(first)) = (entries.get(*index), first) else { continue };
                let why = words(
                    format!("{}已有该部门 {year} 年的决算；两者的差异见 check --across", first.document),
                    format!(
                        "{} already has this account of {year}; check --across shows how they differ",
                        first.document
                    ),
                );
                left_out.push(LeftOut::of(entry, why));
            }
        }
        let mut lines = Lines::new(entries, names, &years, &departments, left_out);
        let sections = SectionId::ALL.iter().map(|id| Section { id: *id, lines: lines.of_section(*id) }).collect();
        let (renamed, left_out) = (lines.renamed(), lines.left_out);
        let over_budget = over_budget(entries, &departments);
        Self { years, departments, sections, over_budget, renamed, left_out }
    }
}

/// What a comparison shows of an entry: without the rest, hundreds of documents fit into memory.
#[must_use]
pub fn compared_only(mut entry: Entry) -> Entry {
    let measured: BTreeSet<Key> =
        SectionId::ALL.iter().flat_map(|id| measures(*id)).flat_map(|measure| measure.keys).collect();
    let tables: Vec<TableId> = SectionId::ALL.iter().filter_map(|id| table_by_function(*id)).collect();
    let budgets: BTreeSet<Key> = entry.figures.iter().filter_map(|figure| budget_of(&figure.key)).collect();
    entry.figures.retain(|figure| match &figure.key {
        Key::Form { .. } | Key::Stated(_) | Key::Counted(_) => true,
        key if measured.contains(key) || budgets.contains(key) || budget_of(key).is_some() => true,
        Key::Cell { table, row: RowKey::Code(code), column: Column::Total, .. } => {
            tables.contains(table) && code.len() <= SECTION_DIGITS
        }
        Key::Cell { .. } => false,
    });
    entry.claims.clear();
    entry
}

/// Digits of 款; what is longer is 项.
const SECTION_DIGITS: usize = 5;

/// 100 × part ÷ whole with one decimal; nothing of nothing, and of a negative number.
pub(crate) fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    if whole <= Decimal::ZERO {
        return None;
    }
    let percent = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?;
    let mut percent = percent.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero);
    percent.rescale(1);
    Some(percent)
}

#[cfg(test)]
mod tests;
