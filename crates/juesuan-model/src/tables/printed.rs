//! A table's grids → the table as its pages show it: one grid of all its cells, the header once.

use juesuan_document::layout::Cell;

use super::find::{Part, Source};
use super::read::GridHeader;
use super::types::{PrintedTable, RawCell};
use crate::key::cell_key;
use crate::place::Place;

/// The table; `headers` are those of its grids, none for a table without a schema.
pub(super) fn printed(source: &Source<'_>, order: u32, headers: &[GridHeader]) -> PrintedTable {
    let mut cells: Vec<RawCell> = Vec::new();
    let (mut offset, mut header_rows) = (0_usize, 0);
    let mut first: Vec<String> = Vec::new();
    for (index, part) in source.parts.iter().enumerate() {
        let header = headers.get(index);
        let rows = header.map_or(0, |header| header.rows).min(part.end_row.saturating_sub(part.first_row));
        let words = words(part, rows);
        let repeated = index > 0 && !words.is_empty() && words == first;
        if index == 0 {
            (header_rows, first) = (rows, words);
        }
        let from = if repeated { part.first_row.saturating_add(rows) } else { part.first_row };
        let columns = header.map(|header| header.columns.as_slice()).unwrap_or_default();
        for cell in part.grid.cells.iter().filter(|cell| (from..part.end_row).contains(&cell.row)) {
            cells.push(RawCell {
                row: offset.saturating_add(cell.row.saturating_sub(from)),
                column: columns.get(cell.column).copied().unwrap_or(cell.column),
                row_span: cell.row_span.min(part.end_row.saturating_sub(cell.row)).max(1),
                column_span: width(cell, columns),
                text: super::clean(&cell.text()),
                at: Place::of_cell(part.item.layout, cell),
            });
        }
        offset = offset.saturating_add(part.end_row.saturating_sub(from));
    }
    PrintedTable { order, header_rows, cells }
}

/// How many columns a cell covers, counted in those that its grid goes on with.
fn width(cell: &Cell, columns: &[usize]) -> usize {
    let last = cell.columns().end.saturating_sub(1);
    match (columns.get(cell.column), columns.get(last)) {
        (Some(first), Some(last)) => last.saturating_sub(*first).saturating_add(1),
        _ => cell.column_span.max(1),
    }
}

/// The words of the first rows of a grid.
fn words(part: &Part<'_>, rows: usize) -> Vec<String> {
    let header = part.first_row..part.first_row.saturating_add(rows);
    let cells = part.grid.cells.iter().filter(|cell| header.contains(&cell.row));
    cells.map(cell_key).filter(|word| !word.is_empty()).collect()
}
