//! Texts that do not keep within the borders of their cell: whose figures they are is then not sure.

use crate::layout::{Cell, Grid, GridKind, TextLine};

/// A number with more than this share of its width beyond the borders of its cell is nobody's.
const ASTRIDE: f32 = 1.0 / 3.0;

/// A number that a neighbour's figures reach into, by more than this many of their sizes, may be what is left of one.
const INTRUDES: f32 = 0.8;

/// Figures further apart than so many of their sizes are of two numbers: a space that parts thousands is narrower.
const APART: f32 = 0.9;

impl Cell {
    /// Whether so much of its text lies beyond its borders that it may belong to the next column.
    #[must_use]
    pub fn lies_astride(&self) -> bool {
        let text = self.text_box();
        let outside = (self.area.x0 - text.x0).max(0.0) + (text.x1 - self.area.x1).max(0.0);
        outside > ASTRIDE * text.width()
    }

    /// Whether figures of it reach into a neighbour: those of both, set solid across the border, are then in one cell.
    fn reaches_out(&self) -> bool {
        let figures = |text: &str| text.chars().any(is_digit) && !text.chars().any(char::is_alphabetic);
        self.lines.iter().any(|line| {
            let reach = INTRUDES * line.size;
            (line.bbox.x0 < self.area.x0 - reach || line.bbox.x1 > self.area.x1 + reach) && figures(&line.text)
        })
    }

    /// Whether text of another cell reaches into it.
    #[must_use]
    pub fn is_intruded(&self, intruders: &[&Self]) -> bool {
        let reaches = |line: &TextLine| {
            let (left, right) = (line.bbox.x0.max(self.area.x0), line.bbox.x1.min(self.area.x1));
            right - left > INTRUDES * line.size
        };
        intruders.iter().any(|other| other.column != self.column && other.lines.iter().any(reaches))
    }
}

impl Grid {
    /// The cells of a row whose figures reach into another. Only where borders are drawn does it matter where they end.
    #[must_use]
    pub fn intruders(&self, row: usize) -> Vec<&Cell> {
        let ruled = self.kind == GridKind::Ruled;
        self.row(row).iter().filter(|cell| ruled && cell.reaches_out()).collect()
    }
}

impl TextLine {
    /// Whether two of its words stand further apart than the thousands of one number; never where the source knows no
    /// places.
    #[must_use]
    pub fn is_parted(&self) -> bool {
        let printed = self.text.chars().zip(&self.extents).filter(|(c, _)| !c.is_whitespace());
        let edges: Vec<(f32, f32)> = printed.map(|(_, extent)| *extent).collect();
        edges.windows(2).any(|pair| matches!(pair, [left, right] if right.0 - left.1 > APART * self.size))
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;

    /// Cells side by side, each 50 points wide, with a text from here to there, 10 points high.
    #[allow(clippy::cast_precision_loss)]
    fn row(texts: &[(&str, f32, f32)]) -> Grid {
        let edge = |column: usize| 50.0 * column as f32;
        let cell = |(column, (text, x0, x1)): (usize, &(&str, f32, f32))| {
            let area = Rect { x0: edge(column), y0: 0.0, x1: edge(column + 1), y1: 20.0 };
            let bbox = Rect { x0: *x0, y0: 5.0, x1: *x1, y1: 15.0 };
            Cell::new(0, column, area, vec![TextLine::evenly(text, bbox)])
        };
        let cells = texts.iter().enumerate().map(cell).collect();
        Grid::new(GridKind::Ruled, vec![0.0, 20.0], (0..=texts.len()).map(edge).collect(), cells)
    }

    #[test]
    fn a_text_may_reach_a_little_over_its_border() {
        let astride = |x0: f32, x1: f32| row(&[("12.00", x0, x1)]).row(0).iter().any(Cell::lies_astride);
        assert!(!astride(5.0, 45.0) && !astride(20.0, 60.0));
        assert!(astride(35.0, 65.0));
    }

    #[test]
    fn figures_that_reach_into_a_cell_leave_its_number_in_doubt() {
        let intruded = |text: &str, x1: f32| {
            let grid = row(&[(text, 5.0, x1), ("34.00", 70.0, 95.0)]);
            grid.row(0).last().is_some_and(|cell| cell.is_intruded(&grid.intruders(0)))
        };
        assert!(intruded("1,234.00", 60.0));
        assert!(!intruded("1,234.00", 57.0), "hardly");
        assert!(!intruded("基本支出", 60.0), "no figures");
    }
}
