//! A ruled header with an unruled body below it → one grid.

use crate::layout::{Cell, Grid, GridKind};

/// The body begins at most this many times the header's lowest row below it, and never farther than this (points).
const MAX_GAP: f32 = 24.0;
/// A header has few rows; a ruled grid with more is a table of its own.
const MAX_HEADER_ROWS: usize = 5;

/// Joins every unruled grid without a header to the ruled header right above it, when each of its rows fits the
/// header's columns. `between` tells whether anything stands between two heights.
pub(super) fn join_below(ruled: &mut [Grid], unruled: Vec<Grid>, between: &dyn Fn(f32, f32) -> bool) -> Vec<Grid> {
    let mut rest = Vec::new();
    for body in unruled {
        let head = ruled.iter_mut().find(|head| {
            let gap = body.bbox.y0 - head.bbox.y1;
            (-1.0..=MAX_GAP).contains(&gap) && head.rows() <= MAX_HEADER_ROWS && !between(head.bbox.y1, body.bbox.y0)
        });
        match head {
            Some(head) => match joined(head, &body) {
                Some(grid) => *head = grid,
                None => rest.push(body),
            },
            None => rest.push(body),
        }
    }
    rest
}

/// The grid of both; `None` when two texts of one row fall under one header column, or one text under none.
fn joined(head: &Grid, body: &Grid) -> Option<Grid> {
    let mut cells = head.cells.clone();
    let first = head.rows();
    for row in 0..body.rows() {
        let mut taken = 0;
        for cell in body.cells.iter().filter(|cell| cell.row == row) {
            let text = cell.text_box();
            let after = head.column_edges.partition_point(|edge| *edge <= text.center().x);
            let columns = head.column_edges.get(after.checked_sub(1)?).zip(head.column_edges.get(after))?;
            if after <= taken {
                return None;
            }
            taken = after;
            let area = crate::geometry::Rect { x0: *columns.0, x1: *columns.1, ..cell.area };
            let placed = Cell::new(first + row, after - 1, area, cell.lines.clone());
            cells.push(placed.spanning(cell.row_span, 1));
        }
    }
    let mut row_edges = head.row_edges.clone();
    row_edges.extend(body.row_edges.iter().skip(1));
    Some(Grid::new(GridKind::Ruled, row_edges, head.column_edges.clone(), cells))
}
