//! What a spreadsheet shows, before any file format: cells with spans, styles and comments.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// One sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Sheet {
    /// The name on its tab.
    pub name: String,
    /// Its cells by row, then column; they do not overlap.
    pub cells: Vec<SheetCell>,
    /// Rows at the top that stay in view.
    pub frozen_rows: u32,
    /// Columns at the left that stay in view.
    pub frozen_columns: u16,
}

/// A cell of a sheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SheetCell {
    /// From 0.
    pub row: u32,
    /// From 0.
    pub column: u16,
    /// Rows covered.
    pub rows: u32,
    /// Columns covered.
    pub columns: u16,
    /// What stands in it.
    pub content: Content,
    /// How it looks.
    pub style: Style,
    /// Why it is marked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Content {
    /// Nothing.
    Blank,
    /// Text, also codes.
    Text(String),
    /// A number that is shown with its own decimals.
    Number(Decimal),
    /// A text that leads to another sheet.
    Link {
        /// What is shown.
        text: String,
        /// Name of the sheet.
        sheet: String,
    },
}

/// How a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Style {
    /// The title of a sheet.
    Title,
    /// What stands between title and table, and notes under it.
    Caption,
    /// A header.
    Header,
    /// A cell of a table.
    Body,
    /// A number that a finding points at.
    Suspect,
    /// A number that was not read without doubt.
    Doubtful,
    /// A sentence below a table: something that the department printed inconsistently.
    Finding,
    /// A sentence below a table: something that was not read without doubt.
    Doubt,
    /// A value of a list.
    Plain,
    /// A text of a list that may take several lines.
    Wrapped,
    /// A line of a list that sums up those folded below it.
    Sum,
}

impl Sheet {
    /// An empty sheet.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Puts something into one cell.
    pub fn put(&mut self, row: u32, column: u16, content: impl Into<Content>, style: Style) {
        self.put_over((row, column), (1, 1), content, style);
    }

    /// Puts something into a cell that covers several rows and columns.
    pub fn put_over(
        &mut self,
        (row, column): (u32, u16),
        (rows, columns): (u32, u16),
        content: impl Into<Content>,
        style: Style,
    ) {
        let (rows, columns, content) = (rows.max(1), columns.max(1), content.into());
        self.cells.push(SheetCell { row, column, rows, columns, content, style, comment: None });
    }

    /// The sheet as several of at most so many rows, each with the rows that stay in view; itself where it is short enough.
    #[must_use]
    pub fn pieces(&self, longest: u32) -> Vec<Cow<'_, Self>> {
        let (kept, end) = (self.frozen_rows, self.cells.iter().map(|cell| cell.row).max().unwrap_or(0));
        let per_piece = longest.saturating_sub(kept).max(1);
        if end < longest {
            return vec![Cow::Borrowed(self)];
        }
        let mut pieces: BTreeMap<u32, Vec<SheetCell>> = BTreeMap::new();
        let head: Vec<&SheetCell> = self.cells.iter().filter(|cell| cell.row < kept).collect();
        for cell in self.cells.iter().filter(|cell| cell.row >= kept) {
            let row = cell.row.saturating_sub(kept);
            let piece = pieces.entry(row / per_piece).or_insert_with(|| head.iter().copied().cloned().collect());
            let row = kept.saturating_add(row % per_piece);
            // What reaches over the end of a piece ends with it.
            let rows = cell.rows.min(longest.saturating_sub(row)).max(1);
            piece.push(SheetCell { row, rows, ..cell.clone() });
        }
        let name = |piece: u32| match piece {
            0 => self.name.clone(),
            piece => numbered(&self.name, piece.saturating_add(1)),
        };
        let (frozen_rows, frozen_columns) = (kept, self.frozen_columns);
        let sheet = |(piece, cells)| Cow::Owned(Self { name: name(piece), cells, frozen_rows, frozen_columns });
        pieces.into_iter().map(sheet).collect()
    }

    /// Marks the cell that was put last, and says why.
    pub fn mark(&mut self, style: Style, reason: &str) {
        if let Some(cell) = self.cells.last_mut() {
            cell.style = style;
            cell.comment = Some(reason.to_owned());
        }
    }
}

impl From<&str> for Content {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Blank } else { Self::Text(text.to_owned()) }
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Blank } else { Self::Text(text) }
    }
}

impl From<Decimal> for Content {
    fn from(number: Decimal) -> Self {
        Self::Number(number)
    }
}

/// Longest name of a tab. Excel counts UTF-16 units: a character beyond the basic plane is two.
const LONGEST: usize = 31;

/// A name for a tab that no other sheet has: at most 31 UTF-16 units, none of `[]:*?/\`, no control characters, no
/// apostrophe at either end.
pub fn tab_name(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let forbidden =
        |c: char| matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') || c.is_control() || is_no_character(c);
    let clean: String = wanted.chars().filter(|c| !forbidden(*c)).collect();
    let clean = clean.trim_matches(['\'', ' ']);
    // Excel keeps this name for itself.
    let clean = if clean.is_empty() || clean.eq_ignore_ascii_case("history") { "表" } else { clean };
    let shortened = |longest: usize| cut(clean, longest).trim_end_matches(['\'', ' ']);
    let mut name = shortened(LONGEST).to_owned();
    let mut number = 2_usize;
    // Two names that differ only in case are one for Excel.
    while !taken.insert(name.to_lowercase()) {
        let end = format!(" {number}");
        name = shortened(LONGEST.saturating_sub(end.len())).to_owned() + &end;
        number = number.saturating_add(1);
    }
    name
}

/// The name of a further sheet of the same rows.
#[must_use]
pub fn numbered(name: &str, number: u32) -> String {
    let end = format!("（{number}）");
    format!("{}{end}", cut(name, LONGEST.saturating_sub(end.encode_utf16().count())))
}

/// The beginning of a text that has not more than so many UTF-16 units.
#[must_use]
pub fn cut(text: &str, longest: usize) -> &str {
    let mut units = 0_usize;
    let end = text.char_indices().find(|(_, c)| {
        units = units.saturating_add(c.len_utf16());
        units > longest
    });
    end.and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// Code points that XML does not allow.
fn is_no_character(c: char) -> bool {
    u32::from(c) & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tab_names_are_short_clean_and_apart() {
        let mut taken = BTreeSet::new();
        assert_eq!(tab_name("收入/支出:决算", &mut taken), "收入支出决算");
        assert_eq!(tab_name("收入支出决算", &mut taken), "收入支出决算 2");
        assert_eq!(tab_name("", &mut taken), "表");
        let long = "一般公共预算财政拨款基本支出决算明细表（按经济分类科目和部门列示）";
        assert_eq!(tab_name(long, &mut taken).chars().count(), 31);
        assert_eq!(tab_name("'History'", &mut taken), "表 2");
        let second = tab_name(long, &mut taken);
        assert!(second.ends_with(" 2") && second.chars().count() == 31, "{second}");
    }

    #[test]
    fn a_sheet_that_is_too_long_goes_on_in_another_with_its_header() {
        let mut sheet = Sheet::new("一般公共预算财政拨款支出决算表");
        sheet.put(0, 0, "题", Style::Title);
        for row in 1..8 {
            sheet.put(row, 0, Decimal::from(row), Style::Body);
        }
        sheet.frozen_rows = 1;
        assert!(matches!(sheet.pieces(8)[..], [Cow::Borrowed(_)]));
        let pieces = sheet.pieces(4);
        let names: Vec<&str> = pieces.iter().map(|piece| piece.name.as_str()).collect();
        let name = "一般公共预算财政拨款支出决算表";
        assert_eq!(names, [name, &format!("{name}（2）"), &format!("{name}（3）")]);
        let rows: Vec<Vec<String>> = pieces
            .iter()
            .map(|piece| piece.cells.iter().map(|cell| format!("{} {:?}", cell.row, cell.content)).collect())
            .collect();
        assert_eq!(rows[0], ["0 Text(\"题\")", "1 Number(1)", "2 Number(2)", "3 Number(3)"]);
        assert_eq!(rows[2], ["0 Text(\"题\")", "1 Number(7)"]);
    }

    #[test]
    fn tab_names_count_utf16_units() {
        let mut taken = BTreeSet::new();
        let long = "\u{20000}".repeat(20);
        for _ in 0..3 {
            let name = tab_name(&long, &mut taken);
            assert!(name.encode_utf16().count() <= LONGEST, "{name}");
        }
        assert_eq!(taken.len(), 3);
        assert_eq!(cut("a\u{20000}b", 2), "a");
        assert_eq!(cut("a\u{20000}b", 3), "a\u{20000}");
        assert_eq!(
            tab_name(&format!("{}'x", "表".repeat(30)), &mut taken),
            "表".repeat(30),
            "no apostrophe at the end"
        );
    }
}
