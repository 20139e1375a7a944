//! Numbers that name rows and columns: a grid → the cells that hold 栏次, 行次, 序号 or a part of a code.

use std::collections::{BTreeMap, BTreeSet};

use juesuan_document::Id;
use juesuan_document::layout::{Cell, Grid};

use super::owners::Owners;
use crate::key::key;
use crate::tables::numbers_columns;

/// No table has more rows than a row number of so many digits counts.
const ROW_NUMBER_DIGITS: usize = 4;

/// The cells of a grid whose number names something; `printed` are the codes of all tables.
pub(super) fn naming(grid: &Grid, owners: &Owners, printed: &BTreeSet<String>) -> BTreeSet<Id> {
    let mut found = BTreeSet::new();
    let mut columns: BTreeMap<usize, Vec<(u32, Id)>> = BTreeMap::new();
    let mut by_row: BTreeMap<usize, Vec<&Cell>> = BTreeMap::new();
    for cell in &grid.cells {
        by_row.entry(cell.row).or_default().push(cell);
        if let Some(number) = integer(cell) {
            columns.entry(cell.column).or_default().push((number, cell.id));
        }
    }
    for (row, cells) in &by_row {
        if numbers_columns(grid, *row) {
            found.extend(cells.iter().map(|cell| cell.id));
        }
        let codes: Vec<&String> = cells.iter().filter_map(|cell| owners.codes.get(&cell.id)).collect();
        let part = |cell: &&&Cell| {
            let text = key(&cell.text());
            matches!(text.len(), 2 | 3) && integer_of(&text).is_some() && codes.iter().any(|code| code.contains(&text))
        };
        // A code in three columns has the identity of the first.
        if !codes.is_empty() {
            found.extend(cells.iter().take(SPLIT_CODE).filter(part).map(|cell| cell.id));
        }
    }
    // The right half of a table that goes on sideways prints its codes again.
    let again = |cell: &&Cell| !printed.is_empty() && printed.contains(&key(&cell.text()));
    found.extend(grid.cells.iter().filter(again).map(|cell| cell.id));
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

fn integer(cell: &Cell) -> Option<u32> {
    let [line] = cell.lines.as_slice() else { return None };
    integer_of(&key(&line.text))
}

fn integer_of(text: &str) -> Option<u32> {
    let plain = (1..=ROW_NUMBER_DIGITS).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}
