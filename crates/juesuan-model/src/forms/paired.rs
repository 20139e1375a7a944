//! Columns of two figures (`得分/分值` over `9.5/10`): rows of a form → the same with two columns in the place of each.

use std::collections::BTreeSet;

use super::sheet::{Cell, Row};
use super::vocabulary::{FUND_COLUMNS, FundColumn, INDICATOR_COLUMNS, IndicatorColumn, label, look_up};
use crate::number::{CellValue, read};
use crate::value::Text;

/// What parts two figures, and their headers.
const STROKES: &[char] = &['/', '／'];

/// Set in the identity of the right half of a cell: no form has so many cells.
const RIGHT_HALF: usize = 1 << (usize::BITS - 1);

/// The rows with such columns parted; nothing where none has any, or where a figure under one stands alone: then it
/// cannot be told which it is.
pub(super) fn parted(rows: &[Row]) -> Option<Vec<Row>> {
    let header = |cell: &Cell| cell.own && is_header(&cell.text);
    if !rows.iter().any(|row| row.cells.iter().any(header)) {
        return None;
    }
    let mut rows = rows.to_vec();
    // Each such column gets a border more, in its middle; other columns are as wide as before.
    let headers = rows.iter().flat_map(|row| &row.cells).filter(|cell| header(cell));
    let ends: BTreeSet<u32> = headers.map(|cell| cell.borders.end).collect();
    let ends: Vec<u32> = ends.into_iter().collect();
    let moved = |border: u32| {
        let before = ends.partition_point(|end| *end <= border);
        border.saturating_add(u32::try_from(before).unwrap_or(u32::MAX))
    };
    for borders in rows.iter_mut().flat_map(|row| &mut row.cells).map(|cell| &mut cell.borders) {
        *borders = moved(borders.start)..moved(borders.end);
    }
    let mut parted = false;
    let mut from = 0;
    while let Some(at) = (from..rows.len()).find(|at| rows.get(*at).is_some_and(|row| row.cells.iter().any(header))) {
        let Some(head) = rows.get(at) else { break };
        let columns: Vec<_> = head.cells.iter().filter(|cell| header(cell)).map(|cell| cell.borders.clone()).collect();
        let end = (at + 1..rows.len()).find(|next| rows.get(*next).is_some_and(|row| row.cells.iter().any(header)));
        let to = end.unwrap_or(rows.len());
        let block = rows.get_mut(at..to).unwrap_or_default();
        for column in columns {
            let under = |cell: &&mut Cell| cell.borders == column;
            let mut cells = block.iter().flat_map(|row| &row.cells).filter(|cell| cell.borders == column);
            if !cells.all(|cell| halves(&cell.text).is_some() || !cell.text.contains(char::is_numeric)) {
                continue;
            }
            for row in block.iter_mut() {
                let right = row.cells.iter_mut().find(under).map(part);
                row.cells.extend(right);
                row.cells.sort_by_key(|cell| cell.borders.start);
            }
            parted = true;
        }
        from = to;
    }
    parted.then_some(rows)
}

/// Makes a cell its left half; gives the right one.
fn part(cell: &mut Cell) -> Cell {
    let mut right = cell.clone();
    let middle = cell.borders.end.saturating_sub(1);
    right.id |= RIGHT_HALF;
    right.borders.start = middle;
    cell.borders.end = middle;
    let (first, second) = halves(&cell.text).or(headers(&cell.text)).unwrap_or((cell.text.clone(), String::new()));
    right.set_text(Text::new(second, cell.at));
    cell.set_text(Text::new(first, cell.at));
    right
}

/// `9.5/10`
fn halves(text: &str) -> Option<(String, String)> {
    let (first, second) = text.split_once(STROKES)?;
    let figure =
        |text: &str| matches!(read(text.trim().trim_end_matches('分')), CellValue::Number(_) | CellValue::Percent(_));
    (figure(first) && figure(second)).then(|| (first.to_owned(), second.to_owned()))
}

/// `得分/分值`, each known and not the whole.
fn headers(text: &str) -> Option<(String, String)> {
    let (first, second) = text.split_once(STROKES)?;
    (!text.contains(char::is_numeric)).then(|| (first.to_owned(), second.to_owned()))
}

fn is_header(text: &str) -> bool {
    let Some((first, second)) = headers(text) else { return false };
    let points = |half: &str| {
        let known = look_up(INDICATOR_COLUMNS, half);
        known.filter(|what| matches!(what, IndicatorColumn::Weight | IndicatorColumn::Score))
    };
    let fund = |half: &str| look_up(FUND_COLUMNS, half).filter(|what| !matches!(what, FundColumn::Reason));
    let known = look_up(INDICATOR_COLUMNS, text).is_some() || look_up(FUND_COLUMNS, text).is_some();
    let two_points = points(&first).is_some() && points(&second).is_some() && points(&first) != points(&second);
    let two_funds = fund(&first).is_some() && fund(&second).is_some() && fund(&first) != fund(&second);
    !known && !label(text).is_empty() && (two_points || two_funds)
}
