//! Which rows of a grid are its header: a grid and a schema → the first row that is data.

use juesuan_document::layout::{Cell, Grid};

use super::header_words::{contains, header_key, is_header_word};
use super::schema::{Schema, words};
use super::wrapped;
use crate::key::cell_key;
use crate::number::{self, CellValue};
use crate::numbering::{Style, is_numbered, numbering};

/// No header has more rows, wrapped over an unruled grid's lines or not.
const HEADER_ROWS: usize = 12;

/// The first row that is data.
///
/// A row of words that no list holds belongs to the header where a row that is known follows before any data.
pub(super) fn header_end(grid: &Grid, first_row: usize, schema: &Schema) -> usize {
    let most = grid.rows().min(first_row.saturating_add(HEADER_ROWS));
    let mut end = first_row;
    for row in first_row..most {
        if is_header_row(grid, row, first_row, schema) {
            end = row + 1;
        } else if is_data_row(grid, row) {
            break;
        }
    }
    // Numbers of columns that are left out in part.
    if end > first_row && end < most && numbers_some_columns(grid, end) { end + 1 } else { end }
}

/// Whether a row cannot be a header: it has a figure, a code, the label of an item, or of the whole.
fn is_data_row(grid: &Grid, row: usize) -> bool {
    let mut cells = row_cells(grid, row).peekable();
    cells.peek().is_none()
        || cells.any(|cell| {
            let text = cell_key(cell);
            let figure = matches!(number::read(&text), CellValue::Number(_) | CellValue::Malformed);
            figure || is_numbered(&text) || contains(words::CLOSING, &text)
        })
}

/// Column numbers of which some are left out (`1 2 4 5 12`) under a header: whole numbers that rise, without a label.
/// Amounts do not: a total stands before its parts and is larger.
fn numbers_some_columns(grid: &Grid, row: usize) -> bool {
    let numbers: Option<Vec<u32>> = row_cells(grid, row).map(|cell| column_number(&cell_key(cell))).collect();
    let rising = |numbers: &[u32]| numbers.windows(2).all(|pair| matches!(pair, [a, b] if a < b));
    numbers.is_some_and(|numbers| numbers.len() > 2 && rising(&numbers))
}

/// The cells of a row that start in it.
fn row_cells(grid: &Grid, row: usize) -> impl Iterator<Item = &Cell> {
    grid.row(row).iter().filter(|cell| !cell.lines.is_empty())
}

fn is_header_row(grid: &Grid, row: usize, first_row: usize, schema: &Schema) -> bool {
    let cells: Vec<(String, CellValue)> =
        row_cells(grid, row).map(|cell| (header_key(&cell.text()), number::read(&cell.text()))).collect();
    if cells.is_empty() {
        // A row of blank cells only belongs to the header where a cell of the header reaches into it.
        return row > first_row
            && grid.cells.iter().any(|cell| cell.row < row && cell.rows().contains(&row) && !cell.lines.is_empty());
    }
    if numbers_columns(grid, row) {
        return true;
    }
    let amounts = cells.iter().any(|(_, value)| matches!(value, CellValue::Number(_) | CellValue::Malformed));
    if amounts {
        return false;
    }
    let is_part = |cell: &Cell| wrapped::run(grid, cell, first_row, schema).is_some();
    let known = cells.iter().zip(row_cells(grid, row));
    let known = known.filter(|((key, _), cell)| is_header_word(key, schema) || is_part(cell)).count();
    let closing_only =
        cells.len() == 1 && row > first_row && cells.iter().all(|(key, _)| matches!(key.as_str(), "合计" | "总计"));
    let subject = cells.iter().any(|(key, _)| is_numbered(key));
    // Above everything else stands a header: there half of the words will do.
    let enough = known * 2 > cells.len() || row == first_row && known > 1 && known * 2 == cells.len();
    enough && !closing_only && !subject
}

/// `栏次 1 2 3`, or column numbers alone (`1=2+3`, `（1）`, `甲 乙 1 2`).
pub(crate) fn numbers_columns(grid: &Grid, row: usize) -> bool {
    let (mut labelled, mut stems) = (false, false);
    let mut others = Vec::new();
    for key in row_cells(grid, row).map(cell_key) {
        if contains(words::COLUMN_NUMBERS, &key) {
            labelled = true;
        } else if contains(words::STEMS, &key) {
            stems = true;
        } else {
            others.push(key);
        }
    }
    if labelled {
        let amount = |key: &String| number::read(key).number().is_some_and(|number| number.scale() > 0);
        return !others.iter().any(amount);
    }
    let numbers: Option<Vec<u32>> = others.iter().map(|key| column_number(key)).collect();
    let ascending =
        |numbers: &[u32]| numbers.windows(2).all(|pair| matches!(pair, [a, b] if a.checked_add(1) == Some(*b)));
    let enough = if stems { 1 } else { 3 };
    numbers.is_some_and(|numbers| numbers.len() >= enough && ascending(&numbers))
}

/// The number of a column, alone or with the formula that gives its figures: `4`, `(4)`, `④`, `4=5+6`.
fn column_number(key: &str) -> Option<u32> {
    if key.chars().nth(1).is_none()
        && let Some(found) = numbering(key).filter(|found| found.style == Style::Circled)
    {
        return Some(found.value);
    }
    let (number, formula) = key.split_once('=').unwrap_or((key, ""));
    let of_formula = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | '*' | '/' | '÷' | '×');
    let number = number.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(number);
    let plain = (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    let number: u32 = number.parse().ok().filter(|_| plain && formula.chars().all(of_formula))?;
    (number > 0).then_some(number)
}
