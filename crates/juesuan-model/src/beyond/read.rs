//! A raw table and a definition → amounts by item and column.
//!
//! An amount is named by the label to its left and by the headers above it, both in the definition's words. Two lists side
//! by side each have labels of their own. What two cells claim with different values is nobody's.

use std::collections::{BTreeMap, BTreeSet};

use super::definition::{Amounts, Definition, Named};
use crate::key::key;
use crate::number;
use crate::numbering::numbering;
use crate::tables::{RawCell, RawTable};
use crate::value::{Amount, Unit};

/// Endings of labels that count things: their numbers have no unit of money.
const COUNTED: &[&str] = &["辆)", "个)", "人)", "次)", "人次)", "批次)", "台,套)", "台(套))", "套)", "台)"];

/// The amounts of a table that bears one of the definition's titles; none where none is named without doubt.
pub(super) fn amounts(table: &RawTable, definition: &Definition) -> Option<Amounts> {
    let title = key(&table.head.title.text);
    if !definition.titles.iter().any(|known| title.ends_with(known)) {
        return None;
    }
    let grid = Grid::of(table);
    let mut found = Amounts::new();
    let mut twice = BTreeSet::new();
    for cell in &table.cells {
        let Some(value) = number::read(&cell.text).number() else { continue };
        let Some((item, label)) = grid.label(cell).and_then(|label| Some((named(label, definition.items)?, label)))
        else {
            continue;
        };
        let Some(column) = grid.column(cell, definition) else { continue };
        let unit = if counts(label) { None } else { unit_of(label).or(table.head.unit) };
        let amount = Amount::new(value, unit, cell.at);
        match found.get(&(item, column)) {
            Some(known) if known.value != value => {
                twice.insert((item, column));
            }
            Some(_) => {}
            None => drop(found.insert((item, column), amount)),
        }
    }
    found.retain(|name, _| !twice.contains(name));
    (!found.is_empty()).then_some(found)
}

/// The texts of a table by row.
struct Grid<'t> {
    /// By row: the cells that begin there, and those that reach into it from above.
    rows: BTreeMap<usize, Vec<&'t RawCell>>,
    /// The first row with an amount: headers stand above it.
    first: usize,
}

impl<'t> Grid<'t> {
    fn of(table: &'t RawTable) -> Self {
        /// Rows that one cell can reach over; a larger span is a mistake of its source.
        const MOST_ROWS: usize = 200;
        let mut rows: BTreeMap<usize, Vec<&RawCell>> = BTreeMap::new();
        for cell in &table.cells {
            for row in cell.row..cell.row.saturating_add(cell.row_span.clamp(1, MOST_ROWS)) {
                rows.entry(row).or_default().push(cell);
            }
        }
        let is_amount = |cell: &&RawCell| cell.text.contains('.') && number::read(&cell.text).number().is_some();
        let with_label = |row: usize| rows.get(&row).is_some_and(|cells| cells.iter().any(|cell| is_label(cell)));
        // A row of column numbers (1, 2, 3) is still part of the header.
        let mut numbered = table.cells.iter().filter(|cell| number::read(&cell.text).number().is_some());
        let first = table.cells.iter().find(is_amount).or_else(|| numbered.find(|cell| with_label(cell.row)));
        Self { first: first.map_or(usize::MAX, |cell| cell.row), rows }
    }

    /// The label of an amount: the next text to its left.
    fn label(&self, cell: &RawCell) -> Option<&'t RawCell> {
        let row = self.rows.get(&cell.row)?;
        row.iter().copied().filter(|left| left.column < cell.column && is_label(left)).max_by_key(|left| left.column)
    }

    /// The column of an amount: what the lowest header above it that names one says.
    fn column(&self, cell: &RawCell, definition: &Definition) -> Option<&'static str> {
        let above = self.rows.range(..self.first).rev().flat_map(|(_, cells)| cells);
        let covers = |header: &&&RawCell| {
            (header.column..header.column.saturating_add(header.column_span.max(1))).contains(&cell.column)
        };
        above.filter(covers).find_map(|header| named(header, definition.columns))
    }
}

/// Whether a cell is a text and no number.
fn is_label(cell: &RawCell) -> bool {
    cell.text.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
}

/// What a text names: without its numbering, what it is a part of, and its unit.
fn named(cell: &RawCell, names: &'static [Named]) -> Option<&'static str> {
    let text = key(&cell.text);
    let bare = bare(&text);
    names.iter().find(|(_, words)| words.contains(&bare)).map(|(name, _)| *name)
}

fn bare(text: &str) -> &str {
    let mut rest = text;
    // `其中:1.货物支出(万元)`
    for _ in 0..3 {
        let number = numbering(rest).map_or(0, |number| number.len);
        rest = rest.get(number..).unwrap_or_default();
        rest = rest.trim_start_matches("其中").trim_start_matches([':', '-', '*']);
    }
    let unit = rest.rfind('(').filter(|at| {
        let inside = rest.get(*at..).unwrap_or_default();
        COUNTED.iter().any(|end| inside.ends_with(end)) || inside.ends_with("元)")
    });
    unit.and_then(|at| rest.get(..at)).unwrap_or(rest)
}

fn counts(label: &RawCell) -> bool {
    let text = key(&label.text);
    COUNTED.iter().any(|end| text.ends_with(end))
}

/// The unit that a label prints itself: `货物(万元)`.
fn unit_of(label: &RawCell) -> Option<Unit> {
    let text = key(&label.text);
    let (_, unit) = text.strip_suffix(')')?.rsplit_once('(')?;
    Unit::parse(unit)
}
