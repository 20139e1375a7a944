//! Which columns go on: a grid and one with a header → the column of the header under which each of its columns stands.
//!
//! On a ruled page, and where a file declares its tables, both have the same borders. An unruled page shows only the
//! columns that hold something: there the text decides, since within one table no text leaves the strip of its column.

use std::ops::Range;

use crate::layout::{Cell, Grid, GridKind};

/// A text between two columns belongs to the nearer one when the other is more than this many times as far away.
const CLEARLY_NEARER: f32 = 2.0;

/// Borders stand below one another that lie this close, in points.
const BELOW: f32 = 6.0;

impl Grid {
    /// For each column the column of `headed` that it continues; `None` when one of them has no sure place.
    #[must_use]
    pub fn columns_under(&self, headed: &Self) -> Option<Vec<usize>> {
        let columns = 0..self.columns();
        let found: Option<Vec<usize>> = if self.kind != GridKind::Aligned && headed.kind != GridKind::Aligned {
            columns.map(|column| headed.column_at(self.middle_of(column))).collect()
        } else {
            let strips: Vec<Option<Range<f32>>> = (0..headed.columns()).map(|column| strip(headed, column)).collect();
            columns.map(|column| strip_at(&strips, &strip(self, column)?)).collect()
        };
        let in_order = |found: &Vec<usize>| found.windows(2).all(|pair| matches!(pair, [a, b] if a < b));
        let same = || (self.columns() == headed.columns()).then(|| (0..self.columns()).collect());
        found.filter(in_order).or_else(same)
    }

    /// Whether its column borders stand below those of another with as many columns.
    #[must_use]
    pub fn stands_under(&self, other: &Self) -> bool {
        self.column_edges.iter().zip(&other.column_edges).all(|(edge, above)| (edge - above).abs() < BELOW)
    }

    /// The column of a cell: where it covers several, the one that its text stands in the middle of.
    #[must_use]
    pub fn column_of_text(&self, cell: &Cell) -> usize {
        let middle = self.column_at(cell.text_box().center().x);
        middle.filter(|at| cell.column_span > 1 && cell.columns().contains(at)).unwrap_or(cell.column)
    }

    /// The middle of a column.
    fn middle_of(&self, column: usize) -> f32 {
        let edge = |index: usize| self.column_edges.get(index).copied().unwrap_or_default();
        (edge(column) + edge(column + 1)) / 2.0
    }

    /// The column at an x.
    fn column_at(&self, x: f32) -> Option<usize> {
        self.column_edges.windows(2).position(|pair| matches!(pair, [left, right] if (*left..*right).contains(&x)))
    }
}

/// From where to where the texts of a column reach.
fn strip(grid: &Grid, column: usize) -> Option<Range<f32>> {
    let own = grid.cells.iter().filter(|cell| cell.column == column && cell.column_span == 1 && !cell.lines.is_empty());
    own.map(|cell| cell.text_box())
        .map(|text| text.x0..text.x1)
        .reduce(|all, text| all.start.min(text.start)..all.end.max(text.end))
}

/// The strip that a text overlaps most, or the one that is clearly nearest.
fn strip_at(strips: &[Option<Range<f32>>], text: &Range<f32>) -> Option<usize> {
    // Negative for texts that overlap.
    let distance = |strip: &Range<f32>| (strip.start - text.end).max(text.start - strip.end);
    let mut near: Vec<(f32, usize)> =
        strips.iter().enumerate().filter_map(|(at, strip)| Some((distance(strip.as_ref()?), at))).collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0));
    match near.as_slice() {
        [(first, at), rest @ ..] => {
            let second = rest.first().map_or(f32::INFINITY, |(second, _)| *second);
            (*first < 0.0 || second > CLEARLY_NEARER * first).then_some(*at)
        }
        [] => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;
    use crate::layout::TextLine;

    /// A grid of one row whose texts stand between the given edges.
    fn unruled(texts: &[Range<f32>]) -> Grid {
        let mut edges = vec![0.0];
        edges.extend(texts.windows(2).map(|pair| (pair[0].end + pair[1].start) / 2.0));
        edges.push(500.0);
        let cell = |(column, text): (usize, &Range<f32>)| {
            let bbox = Rect { x0: text.start, y0: 0.0, x1: text.end, y1: 10.0 };
            let area = Rect { x0: edges[column], y0: 0.0, x1: edges[column + 1], y1: 10.0 };
            Cell::new(0, column, area, vec![TextLine::evenly("1.00", bbox)])
        };
        let cells = texts.iter().enumerate().map(cell).collect();
        Grid::new(GridKind::Aligned, vec![0.0, 10.0], edges, cells)
    }

    #[test]
    fn a_page_that_shows_some_columns_is_placed_by_its_texts() {
        let headed = unruled(&[10.0..50.0, 100.0..140.0, 200.0..240.0, 300.0..340.0]);
        assert_eq!(unruled(&[10.0..40.0, 120.0..140.0, 320.0..340.0]).columns_under(&headed), Some(vec![0, 1, 3]));
    }

    #[test]
    fn a_text_between_two_columns_has_no_sure_place() {
        let headed = unruled(&[10.0..50.0, 100.0..140.0, 200.0..240.0]);
        assert_eq!(unruled(&[10.0..40.0, 145.0..160.0]).columns_under(&headed), Some(vec![0, 1]));
        assert_eq!(unruled(&[10.0..40.0, 165.0..175.0]).columns_under(&headed), None);
    }

    #[test]
    fn borders_that_are_moved_stand_below_no_others() {
        let headed = unruled(&[10.0..50.0, 100.0..140.0]);
        let moved = |by: f32| {
            let mut grid = headed.clone();
            grid.column_edges.iter_mut().for_each(|edge| *edge += by);
            grid.stands_under(&headed)
        };
        assert!(moved(5.0) && !moved(7.0));
    }

    #[test]
    fn a_shifted_page_with_all_columns_goes_on_by_position() {
        let headed = unruled(&[10.0..50.0, 100.0..140.0, 200.0..240.0]);
        assert_eq!(unruled(&[70.0..110.0, 160.0..190.0, 290.0..300.0]).columns_under(&headed), Some(vec![0, 1, 2]));
    }
}
