//! Lines at the edge of a page: where running heads and page numbers stand.

use crate::layout::{Block, Layout, Surface, TextLine};

/// The share of a page, at its top and at its bottom, that is its margin.
const MARGIN: f32 = 0.1;

/// A line is in the middle of a page whose middle is no further from the page's than this share of the width.
const MIDDLE: f32 = 0.05;

impl Layout {
    /// Whether a line stands where running heads and page numbers do: at the top or the bottom of a page. Sheets and
    /// flowing texts have no margins.
    ///
    /// ```
    /// use juesuan_document::{Rect, TextLine, layout::Layout};
    /// let page = Layout::new(1, 600.0, 800.0);
    /// let at = |y0, y1| page.in_margin(&TextLine::evenly("12", Rect { x0: 90.0, y0, x1: 200.0, y1 }));
    /// assert!(at(60.0, 72.0) && at(730.0, 742.0) && !at(90.0, 102.0) && !at(700.0, 712.0));
    /// ```
    #[must_use]
    pub fn in_margin(&self, line: &TextLine) -> bool {
        let (top, bottom) = (self.height * MARGIN, self.height * (1.0 - MARGIN));
        self.surface == Surface::Page && (line.bbox.y1 < top || line.bbox.y0 > bottom)
    }

    /// Whether a line is the last of its page and stands in the middle: on a page that is cut short, the page number
    /// stands far from the margin.
    #[must_use]
    pub fn ends_centred(&self, line: &TextLine) -> bool {
        let last = matches!(self.blocks.last(), Some(Block::Line(last)) if std::ptr::eq(last, line));
        last && (line.bbox.center().x - self.width / 2.0).abs() < self.width * MIDDLE
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;

    #[test]
    fn only_the_last_line_in_the_middle_ends_a_page() {
        let line =
            |x0: f32, y0: f32| Block::Line(TextLine::evenly("23", Rect { x0, y0, x1: x0 + 10.0, y1: y0 + 10.0 }));
        let ends = |blocks: Vec<Block>| {
            let page = Layout { blocks, ..Layout::new(1, 600.0, 800.0) };
            let lines =
                page.blocks.iter().filter_map(|block| if let Block::Line(line) = block { Some(line) } else { None });
            lines.map(|line| page.ends_centred(line)).collect::<Vec<_>>()
        };
        assert_eq!(ends(vec![line(295.0, 100.0), line(295.0, 120.0)]), [false, true]);
        assert_eq!(ends(vec![line(90.0, 100.0)]), [false]);
    }
}
