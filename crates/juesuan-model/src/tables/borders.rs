//! Whose a number is that does not keep within the borders of its cell: cells of a row → whether their figures may be
//! another column's, or parts of a number.

use juesuan_document::layout::{Cell, Grid, GridKind, TextLine};

use super::lane::is_digit;

/// A number with more than this share of its width beyond the borders of its cell is nobody's.
const ASTRIDE: f32 = 1.0 / 3.0;

/// A number that a neighbour's figures reach into, by more than this many of their sizes, may be what is left of one.
const INTRUDES: f32 = 0.8;

/// Whether so much of a cell's number lies beyond its borders that it may belong to the next column.
pub(super) fn lies_astride(cell: &Cell) -> bool {
    let text = cell.text_box();
    let outside = (cell.area.x0 - text.x0).max(0.0) + (text.x1 - cell.area.x1).max(0.0);
    outside > ASTRIDE * text.width()
}

/// Whether figures of a cell reach into a neighbour: those of both, set solid across the border, are then in one cell.
pub(super) fn reaches_out(cell: &Cell) -> bool {
    let figures = |text: &str| text.chars().any(is_digit) && !text.chars().any(char::is_alphabetic);
    cell.lines.iter().any(|line| {
        let reach = INTRUDES * line.size;
        (line.bbox.x0 < cell.area.x0 - reach || line.bbox.x1 > cell.area.x1 + reach) && figures(&line.text)
    })
}

/// Whether figures of a neighbour reach into a cell. Only where borders are drawn does it matter where they end.
pub(super) fn is_intruded(grid: &Grid, intruders: &[&Cell], cell: &Cell) -> bool {
    let reaches = |line: &TextLine| {
        let (left, right) = (line.bbox.x0.max(cell.area.x0), line.bbox.x1.min(cell.area.x1));
        right - left > INTRUDES * line.size
    };
    grid.kind == GridKind::Ruled
        && intruders.iter().any(|other| other.column != cell.column && other.lines.iter().any(reaches))
}
