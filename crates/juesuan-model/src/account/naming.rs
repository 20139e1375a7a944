//! Numbers that name rows and columns: a grid → the cells that hold 栏次, 行次, 序号 or a part of a code.

use std::collections::{BTreeMap, BTreeSet};

use juesuan_document::Id;
use juesuan_document::layout::Grid;

use super::owners::Owners;
use crate::key::cell_key;
use crate::tables::numbers_columns;

/// No table has more rows than a row number of so many digits counts.
const ROW_NUMBER_DIGITS: usize = 4;

/// The cells of a grid whose number names something; `printed` are the codes of all tables.
pub(super) fn naming(grid: &Grid, owners: &Owners, printed: &BTreeSet<String>) -> BTreeSet<Id> {
    let mut found = BTreeSet::new();
    let mut columns: BTreeMap<usize, Vec<(u32, Id)>> = BTreeMap::new();
    for cells in grid.cells.chunk_by(|a, b| a.row == b.row) {
        if cells.first().is_some_and(|cell| numbers_columns(grid, cell.row)) {
            found.extend(cells.iter().map(|cell| cell.id));
        }
        let codes: Vec<&String> = cells.iter().filter_map(|cell| owners.codes.get(&cell.id)).collect();
        for (position, cell) in cells.iter().enumerate() {
            let text = cell_key(cell);
            let number = integer(&text);
            if let (Some(number), [_]) = (number, cell.lines.as_slice()) {
                columns.entry(cell.column).or_default().push((number, cell.id));
            }
            // A code in three columns has the identity of the first.
            let is_part = position < SPLIT_CODE
                && number.is_some()
                && matches!(text.len(), 2 | 3)
                && codes.iter().any(|code| code.contains(&text));
            let is_part = is_part || position < CODE_COLUMNS && codes.iter().any(|code| ends_in_digit(code, &text));
            // The right half of a table that goes on sideways prints its codes again.
            if is_part || printed.contains(&text) {
                found.insert(cell.id);
            }
        }
    }
    for numbers in columns.values() {
        for pair in numbers.windows(2) {
            if let [(a, first), (b, second)] = pair
                && a.checked_add(1) == Some(*b)
            {
                found.extend([*first, *second]);
            }
        }
    }
    found
}

/// The columns of 类, 款, 项 are the first of a row; a second lane may stand beside.
const SPLIT_CODE: usize = 12;

/// 类, 款, 项.
const CODE_COLUMNS: usize = 3;

/// Whether a text is the 款 or 项 of a code without its zero: `1` of `2010601`.
fn ends_in_digit(code: &str, text: &str) -> bool {
    text.len() == 1
        && [3..5, 5..7].into_iter().any(|part| code.get(part).and_then(|p| p.strip_prefix('0')) == Some(text))
}

fn integer(text: &str) -> Option<u32> {
    let plain = (1..=ROW_NUMBER_DIGITS).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}
