//! A sheet as its file has it: shown texts by row and column, merged cells, what is hidden.

use std::collections::{BTreeMap, BTreeSet};

use crate::limits::Budget;
use crate::table::{MOST_COLUMNS, MOST_ROWS};

/// Row and column, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Position {
    pub(crate) row: u32,
    pub(crate) column: u32,
}

impl Position {
    /// `C12`; without the signs of an absolute reference.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.replace('$', "");
        let digits = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let letters = text.get(..text.len().saturating_sub(digits.len()))?;
        let column = letters.bytes().try_fold(0_u32, |column, letter| {
            column
                .checked_mul(26)?
                .checked_add(u32::from(letter.to_ascii_uppercase().checked_sub(b'A')?))?
                .checked_add(1)
        })?;
        let position = Self { row: digits.parse::<u32>().ok()?.checked_sub(1)?, column: column.checked_sub(1)? };
        position.is_possible().then_some(position)
    }

    /// Whether a sheet can have it.
    pub(crate) fn is_possible(self) -> bool {
        (self.row as usize) < MOST_ROWS && (self.column as usize) < MOST_COLUMNS
    }
}

/// A merged area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Merged {
    pub(crate) first: Position,
    pub(crate) last: Position,
}

impl Merged {
    /// `A1:C3`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once(':')?;
        Self::new(Position::parse(first)?, Position::parse(last)?)
    }

    /// An area of more than one cell.
    pub(crate) fn new(first: Position, last: Position) -> Option<Self> {
        let ordered = first.row <= last.row && first.column <= last.column && first != last;
        (ordered && last.is_possible()).then_some(Self { first, last })
    }
}

/// What a cell shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Value {
    /// The text as it is shown.
    pub(crate) text: String,
    /// Whether lines are drawn at its sides.
    pub(crate) ruled: bool,
}

/// A sheet.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) hidden: bool,
    /// Cells that show text, and blank ones with lines at their sides.
    pub(crate) cells: BTreeMap<Position, Value>,
    pub(crate) merged: Vec<Merged>,
    pub(crate) hidden_rows: BTreeSet<u32>,
    pub(crate) hidden_columns: BTreeSet<u32>,
    pub(crate) formulas_without_value: u32,
    /// Large pictures and boxes with text over the cells.
    pub(crate) drawn: u32,
}

impl Sheet {
    /// Adds a cell. Blank cells without lines are nothing.
    pub(crate) fn put(&mut self, at: Position, text: &str, ruled: bool, budget: &mut Budget) {
        let blank = text.trim().is_empty();
        if blank && !ruled || !at.is_possible() || !budget.take(text.len()) {
            return;
        }
        let text = if blank { String::new() } else { text.to_owned() };
        self.cells.insert(at, Value { text, ruled });
    }

    /// Blanks a cell: its zero is not shown.
    pub(crate) fn blank(&mut self, at: Position) {
        if let Some(value) = self.cells.get_mut(&at) {
            value.text.clear();
        }
    }

    /// Hides columns.
    pub(crate) fn hide_columns(&mut self, first: u32, last: u32) {
        let last = last.min(u32::try_from(MOST_COLUMNS).unwrap_or(u32::MAX));
        self.hidden_columns.extend(first..=last);
    }

    /// Whether a column is hidden.
    pub(crate) fn hides_column(&self, column: u32) -> bool {
        self.hidden_columns.contains(&column)
    }

    /// Whether a cell is shown.
    pub(crate) fn shows(&self, at: Position) -> bool {
        !self.hidden_rows.contains(&at.row) && !self.hides_column(at.column)
    }

    /// How many texts stand in hidden rows and columns.
    pub(crate) fn hidden_texts(&self) -> usize {
        self.cells.iter().filter(|(at, value)| !value.text.is_empty() && !self.shows(**at)).count()
    }

    /// Whether it shows anything.
    pub(crate) fn has_text(&self) -> bool {
        self.cells.values().any(|value| !value.text.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read() {
        assert_eq!(Position::parse("C12"), Some(Position { row: 11, column: 2 }));
        assert_eq!(Position::parse("$AA$1"), Some(Position { row: 0, column: 26 }));
        for wrong in ["", "12", "C", "C0", "ZZZZZZZZ1", "A99999999999", "XFE1"] {
            assert_eq!(Position::parse(wrong), None, "{wrong}");
        }
        assert!(Merged::parse("B2:A1").is_none() && Merged::parse("A1:A1").is_none());
    }
}
