//! Rows inside a ruled row: a body that is ruled once around several data rows is split by its baselines.
//!
//! In and out: a [`Grid`].

use crate::geometry::Rect;
use crate::layout::item::is_number;
use crate::layout::{Cell, Grid, TextLine};

/// Lines of neighbouring cells stand on one baseline when they differ by less than this (in font sizes).
const SAME_BASELINE: f32 = 0.35;
/// A text wraps only where its cell ends: to within this many font sizes.
const WRAP_REACH: f32 = 2.5;

/// Splits every row that holds several data rows: numbers and their labels, or other numbers, share each baseline.
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
    for cell in grid.cells {
        let inner = cuts.get(cell.row).filter(|cuts| cell.row_span == 1 && !cuts.is_empty());
        let Some(inner) = inner else {
            let (from, to) = (start(cell.row), start(cell.row + cell.row_span));
            cells.push(Cell { row: from, row_span: to - from, ..cell });
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

fn on_one_baseline(a: &TextLine, b: &TextLine) -> bool {
    (a.baseline - b.baseline).abs() < SAME_BASELINE * a.size
}

/// Heights at which a row is to be split.
fn row_cuts(grid: &Grid, row: usize) -> Vec<f32> {
    let cells: Vec<&Cell> = grid.cells.iter().filter(|cell| cell.row == row && cell.row_span == 1).collect();
    let stacked: Vec<&Cell> =
        cells.iter().filter(|cell| cell.lines.len() > 1 && cell.lines.iter().all(is_amount)).copied().collect();
    let Some(longest) = stacked.iter().max_by_key(|cell| cell.lines.len()) else { return Vec::new() };
    let shared = |line: &&TextLine| {
        cells.iter().filter(|cell| cell.lines.iter().any(|other| on_one_baseline(line, other))).count() > 1
    };
    let anchors: Vec<&TextLine> = longest.lines.iter().filter(shared).collect();
    if anchors.len() < 2 || !are_rows(&cells, &stacked, anchors.len()) {
        return Vec::new();
    }
    let mut rows: Vec<f32> = anchors.iter().map(|line| middle(line)).collect();
    rows.extend(cells.iter().flat_map(|cell| unnumbered(cell, &anchors)));
    rows.sort_by(f32::total_cmp);
    rows.dedup_by(|a, b| (*a - *b).abs() < SAME_BASELINE * longest.lines.first().map_or(1.0, |line| line.size));
    rows.windows(2)
        .filter_map(|pair| match pair {
            [a, b] => Some((a + b) / 2.0),
            _ => None,
        })
        .collect()
}

fn is_amount(line: &TextLine) -> bool {
    is_number(&line.text)
}

/// Whether stacked numbers are numbers of several rows, not the halves of one long number that wraps in a narrow
/// cell (`15,208.4`, `7`): halves do not have the same decimals.
fn are_rows(cells: &[&Cell], stacked: &[&Cell], count: usize) -> bool {
    let decimals = |line: &TextLine| line.text.trim().split_once('.').map(|(_, decimals)| decimals.len());
    let whole = |cell: &Cell| {
        let mut all = cell.lines.iter().map(decimals);
        all.next().flatten().is_some_and(|first| all.all(|next| next == Some(first)))
    };
    let broken =
        |cell: &Cell| matches!(cell.lines.as_slice(), [a, b] if decimals(a).is_some() != decimals(b).is_some());
    let named = cells.iter().any(|cell| cell.lines.len() >= count && !cell.lines.iter().all(is_amount));
    let sure = count > 2 && !stacked.iter().all(|cell| wraps(cell)) || stacked.iter().any(|cell| whole(cell));
    sure && (named || stacked.iter().all(|cell| whole(cell))) && !stacked.iter().any(|cell| broken(cell))
}

/// Whether stacked digits may be one long code that wraps: each line but the last reaches the end of the cell.
fn wraps(cell: &Cell) -> bool {
    cell.lines
        .split_last()
        .is_some_and(|(_, rest)| rest.iter().all(|line| cell.area.width() - line.bbox.width() < WRAP_REACH * line.size))
}

/// Lines of a label cell that begin a row without numbers: the line above does not reach the end of the cell.
fn unnumbered(cell: &Cell, anchors: &[&TextLine]) -> Vec<f32> {
    let begins = |pair: &[TextLine]| match pair {
        [above, line] => {
            let wraps = above.bbox.x1 > cell.area.x1 - WRAP_REACH * line.size;
            (!wraps && !is_amount(line) && !anchors.iter().any(|anchor| on_one_baseline(anchor, line)))
                .then(|| middle(line))
        }
        _ => None,
    };
    cell.lines.windows(2).filter_map(begins).collect()
}
