//! Ink that is no text: shapes of the size of letters and pictures, where text is expected.
//!
//! In: the boxes of shapes and pictures, the grids and the lines of text of a page. Out: what stands in cells, and what
//! looks like a line of text outside them.

use std::collections::BTreeMap;

use juesuan_document::{InkKind, UnreadInk};

use crate::geometry::{Point, Rect};
use crate::layout::{Cell, Grid, TextLine};

/// Lower than this, in points, is no figure.
const LOWEST: f32 = 3.0;
/// The higher ones of a line of drawn letters are between these heights, in points.
const LETTERS: (f32, f32) = (4.0, 40.0);
/// So many drawn letters side by side are a line of text.
const ENOUGH: usize = 4;
/// So many in a gap of a line of text are a part of it (`5.2`): text leaves no room there for anything else.
const ENOUGH_IN_A_GAP: usize = 3;
/// Drawn letters of one line are at most this many times their height apart.
const APART: f32 = 1.0;
/// More places than this on one page are a drawing.
const MOST: usize = 128;
/// Shapes looked at on one page.
const MAX_SHAPES: usize = 50_000;

/// What the shapes and pictures of a page show in its cells, and in lines of their own.
pub(super) fn find(shapes: &[Rect], pictures: &[Rect], grids: &[Grid], texts: &[TextLine]) -> Vec<UnreadInk> {
    if shapes.is_empty() && pictures.is_empty() {
        return Vec::new();
    }
    let tables: Vec<Positions<'_>> = grids.iter().map(Positions::new).collect();
    let mut drawn: BTreeMap<(usize, usize), Rect> = BTreeMap::new();
    let mut shown: BTreeMap<(usize, usize), Rect> = BTreeMap::new();
    let mut outside = Vec::new();
    for shape in shapes.iter().take(MAX_SHAPES) {
        match home(&tables, shape) {
            Some(place) => {
                drawn.entry(place).and_modify(|all| *all = all.union(shape)).or_insert(*shape);
            }
            None => outside.push(*shape),
        }
    }
    for picture in pictures.iter().take(MAX_SHAPES) {
        if let Some(place) = home(&tables, picture) {
            shown.entry(place).and_modify(|all| *all = all.union(picture)).or_insert(*picture);
        }
    }
    let mut found = Vec::new();
    for (places, kind) in [(drawn, InkKind::Outlines), (shown, InkKind::Picture)] {
        for ((table, position), bbox) in places {
            let behind =
                tables.get(table).and_then(|table| table.cell(position)).is_some_and(|cell| is_behind(&bbox, cell));
            if bbox.height() >= LOWEST && !behind {
                found.push(UnreadInk::new(kind, bbox, ""));
            }
        }
    }
    found.extend(lines(outside, texts));
    found.truncate(MOST);
    found
}

/// A grid and which of its cells takes each position.
struct Positions<'g> {
    grid: &'g Grid,
    cells: Vec<Option<u32>>,
}

impl<'g> Positions<'g> {
    fn new(grid: &'g Grid) -> Self {
        /// Larger grids are no tables.
        const MAX_POSITIONS: usize = 1_000_000;
        let (rows, columns) = (grid.rows(), grid.columns());
        let count = rows.saturating_mul(columns);
        let mut cells = vec![None; if count <= MAX_POSITIONS { count } else { 0 }];
        for (cell, index) in grid.cells.iter().zip(0_u32..) {
            for row in cell.rows() {
                for column in cell.columns() {
                    if let Some(slot) = cells.get_mut(row.saturating_mul(columns).saturating_add(column)) {
                        *slot = Some(index);
                    }
                }
            }
        }
        Self { grid, cells }
    }

    /// The position of a point, that of the first one of its cell.
    fn position(&self, at: Point) -> Option<usize> {
        let index = |edges: &[f32], value: f32| edges.partition_point(|edge| *edge <= value).checked_sub(1);
        let (row, column) = (index(&self.grid.row_edges, at.y)?, index(&self.grid.column_edges, at.x)?);
        if row >= self.grid.rows() || column >= self.grid.columns() {
            return None;
        }
        let position = |row: usize, column: usize| row.saturating_mul(self.grid.columns()).saturating_add(column);
        let here = position(row, column);
        Some(self.cell(here).map_or(here, |cell| position(cell.row, cell.column)))
    }

    fn cell(&self, position: usize) -> Option<&'g Cell> {
        self.grid.cells.get((*self.cells.get(position)?)? as usize)
    }

    /// The area of a position.
    fn area(&self, position: usize) -> Option<Rect> {
        if let Some(cell) = self.cell(position) {
            return Some(cell.area);
        }
        let (row, column) = (position.checked_div(self.grid.columns())?, position.checked_rem(self.grid.columns())?);
        let edge = |edges: &[f32], index: usize| edges.get(index).copied();
        Some(Rect {
            x0: edge(&self.grid.column_edges, column)?,
            y0: edge(&self.grid.row_edges, row)?,
            x1: edge(&self.grid.column_edges, column + 1)?,
            y1: edge(&self.grid.row_edges, row + 1)?,
        })
    }
}

/// The grid and the position that hold a box; what is larger than its cell is a stamp, a background or a drawing.
fn home(tables: &[Positions<'_>], bbox: &Rect) -> Option<(usize, usize)> {
    let middle = bbox.center();
    let (index, table) = tables.iter().enumerate().find(|(_, table)| table.grid.bbox.contains(middle))?;
    let position = table.position(middle)?;
    let area = table.area(position)?;
    let fits = bbox.height() < area.height() && bbox.width() < area.width();
    fits.then_some((index, position))
}

/// Whether the text of a cell stands on it: a background, a box around it, a line under it.
fn is_behind(bbox: &Rect, cell: &Cell) -> bool {
    cell.lines.iter().any(|line| {
        let middle = line.bbox.center();
        bbox.contains(Point { y: line.baseline - 0.35 * line.size, ..middle }) && bbox.width() > 0.8 * line.bbox.width()
    })
}

/// Drawn letters side by side, where no text stands.
fn lines(mut shapes: Vec<Rect>, texts: &[TextLine]) -> Vec<UnreadInk> {
    shapes.sort_by(|a, b| a.y1.total_cmp(&b.y1).then(a.x0.total_cmp(&b.x0)));
    let mut found = Vec::new();
    for row in shapes.chunk_by_mut(|a, b| b.y1 - a.y1 < 0.25 * a.height().max(b.height())) {
        row.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        for run in row.chunk_by(|a, b| b.x0 - a.x1 < APART * a.height().max(b.height())) {
            let Some(bbox) = run.iter().copied().reduce(|all, shape| all.union(&shape)) else { continue };
            if !(LETTERS.0..=LETTERS.1).contains(&bbox.height()) || found.len() >= MOST {
                continue;
            }
            // Shapes inside others are the holes of letters.
            let apart = run.windows(2).filter(|pair| matches!(pair, [a, b] if b.x0 > a.center().x)).count() + 1;
            let mut beside = texts.iter().filter(|text| text.bbox.intersects(&bbox)).peekable();
            let in_a_gap = beside.peek().is_some();
            let long = apart >= ENOUGH && bbox.width() > 2.0 * bbox.height();
            if (long || in_a_gap && apart >= ENOUGH_IN_A_GAP) && !beside.any(|text| has_letter_at(text, &bbox)) {
                found.push(UnreadInk::new(InkKind::Outlines, bbox, ""));
            }
        }
    }
    found
}

/// Whether a letter of a line stands where a box is, not only a gap of the line.
fn has_letter_at(line: &TextLine, bbox: &Rect) -> bool {
    let letters = line.text.chars().zip(&line.extents).filter(|(c, _)| !c.is_whitespace());
    letters.map(|(_, (left, right))| (left + right) / 2.0).any(|middle| (bbox.x0..=bbox.x1).contains(&middle))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters of 5 by 8 points from `x`, their feet at 110.
    fn drawn(x: f32, count: u8) -> Vec<Rect> {
        let left = |index: u8| x + 6.0 * f32::from(index);
        (0..count).map(|index| Rect { x0: left(index), y0: 102.0, x1: left(index) + 5.0, y1: 110.0 }).collect()
    }

    /// `预算数` from 100 to 130 and `元` from 150 on, on the same line.
    fn line_with_a_gap() -> TextLine {
        let mut line = TextLine::evenly("预算数 元", Rect { x0: 100.0, y0: 100.0, x1: 160.0, y1: 112.0 });
        line.extents = vec![(100.0, 110.0), (110.0, 120.0), (120.0, 130.0), (130.0, 150.0), (150.0, 160.0)];
        line
    }

    fn found(shapes: &[Rect], texts: &[TextLine]) -> usize {
        find(shapes, &[], &[], texts).len()
    }

    #[test]
    fn drawn_letters_are_a_line_of_their_own_or_stand_in_a_gap_of_one() {
        assert_eq!(found(&drawn(100.0, 4), &[]), 1);
        assert_eq!(found(&drawn(100.0, 3), &[]), 0, "three shapes alone are a drawing");
        assert_eq!(found(&drawn(131.0, 3), &[line_with_a_gap()]), 1);
        assert_eq!(found(&drawn(131.0, 2), &[line_with_a_gap()]), 0);
        assert_eq!(found(&drawn(112.0, 5), &[line_with_a_gap()]), 0, "shapes behind letters");
    }
}
