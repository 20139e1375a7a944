//! Rows inside a ruled row: a body that is ruled once around several data rows is split by its baselines.
//!
//! In and out: a [`Grid`].

use crate::geometry::Rect;
use crate::layout::{Cell, Grid, TextLine};

/// Lines of neighbouring cells stand on one baseline when they differ by less than this (in font sizes).
const SAME_BASELINE: f32 = 0.35;

/// Splits every row that holds several data rows: at least two columns have a number on each of the baselines.
pub(super) fn split_rows(grid: Grid) -> Grid {
    let cuts: Vec<Vec<f32>> = (0..grid.rows()).map(|row| row_cuts(&grid, row)).collect();
    if cuts.iter().all(Vec::is_empty) {
        return grid;
    }
    let mut edges = Vec::new();
    // Where each old row starts among the new rows.
    let mut starts = Vec::new();
    for (row, edge) in grid.row_edges.iter().enumerate() {
        starts.push(edges.len());
        edges.push(*edge);
        edges.extend(cuts.get(row).into_iter().flatten());
    }
    let start = |row: usize| starts.get(row).copied().unwrap_or_default();
    let mut cells = Vec::new();
    for cell in &grid.cells {
        let inner = cuts.get(cell.row).filter(|cuts| cell.row_span == 1 && !cuts.is_empty());
        let Some(inner) = inner else {
            let (from, to) = (start(cell.row), start(cell.row + cell.row_span));
            cells.push(Cell { row: from, row_span: to - from, ..cell.clone() });
            continue;
        };
        let mut top = cell.area.y0;
        let mut rest = cell.lines.clone();
        for (i, bottom) in inner.iter().chain([&cell.area.y1]).enumerate() {
            let last = i == inner.len();
            let lines = rest.extract_if(.., |line| last || middle(line) < *bottom).collect();
            let area = Rect { y0: top, y1: *bottom, ..cell.area };
            cells.push(Cell { row: start(cell.row) + i, row_span: 1, area, lines, ..cell.clone() });
            top = *bottom;
        }
    }
    Grid::new(grid.kind, edges, grid.column_edges, cells)
}

fn middle(line: &TextLine) -> f32 {
    line.baseline - 0.35 * line.size
}

/// Heights at which a row is to be split.
fn row_cuts(grid: &Grid, row: usize) -> Vec<f32> {
    let cells: Vec<&Cell> = grid.cells.iter().filter(|cell| cell.row == row && cell.row_span == 1).collect();
    let stacked: Vec<&Cell> =
        cells.iter().filter(|cell| cell.lines.len() > 1 && cell.lines.iter().all(is_number)).copied().collect();
    let Some(longest) = stacked.iter().max_by_key(|cell| cell.lines.len()) else { return Vec::new() };
    let on = |line: &TextLine, other: &TextLine| (line.baseline - other.baseline).abs() < SAME_BASELINE * line.size;
    let shared = |line: &&TextLine| stacked.iter().filter(|cell| cell.lines.iter().any(|o| on(line, o))).count() > 1;
    let rows: Vec<&TextLine> = longest.lines.iter().filter(shared).collect();
    // A long number broken over two lines of a narrow cell looks like two numbers; but then no other column of the
    // row has a line for each of them.
    let named = cells.iter().any(|cell| cell.lines.len() >= rows.len() && !cell.lines.iter().all(is_number));
    let complete = rows.iter().all(|line| line.text.contains('.'));
    if rows.len() < 2 || !(named || complete) {
        return Vec::new();
    }
    rows.windows(2)
        .filter_map(|pair| match pair {
            [a, b] => Some((middle(a) + middle(b)) / 2.0),
            _ => None,
        })
        .collect()
}

/// A whole amount, percentage or count: `1,234.50`, `-3`, `12.5%`.
fn is_number(line: &TextLine) -> bool {
    super::item::is_number(&line.text)
}
