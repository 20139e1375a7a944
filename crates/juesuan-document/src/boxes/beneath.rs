//! Lines one below the other: whether two may be one wrapped text.

use crate::layout::TextLine;

/// A wrapped title's lines are at most this many font sizes apart.
const TITLE_LEADING: f32 = 2.2;

/// The middles of centred lines are no further apart than so many of their sizes.
const CENTRED: f32 = 1.5;

impl TextLine {
    /// Whether it stands close below another and has the same middle, as the second line of a title does.
    #[must_use]
    pub fn is_centred_under(&self, above: &Self) -> bool {
        let near = self.baseline - above.baseline < self.size * TITLE_LEADING;
        near && (above.bbox.center().x - self.bbox.center().x).abs() < self.size * CENTRED
    }

    /// Whether a part of it stands above or below a part of another.
    #[must_use]
    pub fn shares_column(&self, other: &Self) -> bool {
        self.bbox.x0 < other.bbox.x1 && other.bbox.x0 < self.bbox.x1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;

    fn line(x0: f32, y0: f32, x1: f32) -> TextLine {
        TextLine::evenly("决算表", Rect { x0, y0, x1, y1: y0 + 10.0 })
    }

    #[test]
    fn the_second_line_of_a_title_is_near_and_centred() {
        let above = line(100.0, 50.0, 200.0);
        assert!(line(130.0, 65.0, 170.0).is_centred_under(&above));
        assert!(!line(130.0, 50.0 + 10.0 * TITLE_LEADING + 1.0, 170.0).is_centred_under(&above));
        assert!(!line(100.0, 65.0, 160.0).is_centred_under(&above));
    }

    #[test]
    fn lines_share_a_column_that_overlap() {
        assert!(line(100.0, 50.0, 140.0).shares_column(&line(130.0, 65.0, 150.0)));
        assert!(!line(100.0, 50.0, 140.0).shares_column(&line(140.0, 65.0, 150.0)));
    }
}
