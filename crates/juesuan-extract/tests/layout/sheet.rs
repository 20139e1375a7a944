//! A page to draw on, and grids as text.

use juesuan_extract::layout::{Block, Grid, Layout, analyze};
use juesuan_extract::{Glyph, Orientation, Page, Point, Rect, Rule};

/// A page under construction. Ideographs are as wide as the font size, everything else half as wide.
pub(crate) struct Sheet {
    pub(crate) page: Page,
    pub(crate) size: f32,
}

impl Sheet {
    pub(crate) fn new() -> Self {
        Self { page: Page::new(1, 595.0, 842.0), size: 10.0 }
    }

    pub(crate) fn sized(mut self, size: f32) -> Self {
        self.size = size;
        self
    }

    pub(crate) fn width(&self, text: &str) -> f32 {
        text.chars().map(|c| self.advance(c)).sum()
    }

    fn advance(&self, c: char) -> f32 {
        if c.is_ascii() { self.size / 2.0 } else { self.size }
    }

    /// Text that starts at `x`.
    pub(crate) fn text(mut self, x: f32, baseline: f32, text: &str) -> Self {
        let mut at = x;
        for c in text.chars() {
            let advance = self.advance(c);
            self.page.glyphs.push(Glyph::upright(c, Point { x: at, y: baseline }, advance, self.size));
            at += advance;
        }
        self
    }

    /// Text that ends at `x`.
    pub(crate) fn right(self, x: f32, baseline: f32, text: &str) -> Self {
        let width = self.width(text);
        self.text(x - width, baseline, text)
    }

    /// Text with its middle at `x`.
    pub(crate) fn center(self, x: f32, baseline: f32, text: &str) -> Self {
        let width = self.width(text);
        self.text(x - width / 2.0, baseline, text)
    }

    /// Text that runs in another direction: each glyph is moved and advanced by `step` (of length 1).
    pub(crate) fn along(mut self, x: f32, y: f32, step: (f32, f32), text: &str) -> Self {
        let mut at = Point { x, y };
        for c in text.chars() {
            let length = self.advance(c);
            let mut glyph = Glyph::upright(c, at, length, self.size);
            glyph.advance = Point { x: step.0 * length, y: step.1 * length };
            let next = Point { x: at.x + glyph.advance.x, y: at.y + glyph.advance.y };
            // Up in glyph space is the advance turned left.
            let top = Point { x: at.x + step.1 * self.size, y: at.y - step.0 * self.size };
            glyph.bbox = Rect::from_corners(top, next);
            self.page.glyphs.push(glyph);
            at = next;
        }
        self
    }

    pub(crate) fn h(mut self, y: f32, x0: f32, x1: f32) -> Self {
        self.page.rules.push(Rule::new(Orientation::Horizontal, y, x0, x1, 0.5));
        self
    }

    pub(crate) fn v(mut self, x: f32, y0: f32, y1: f32) -> Self {
        self.page.rules.push(Rule::new(Orientation::Vertical, x, y0, y1, 0.5));
        self
    }

    /// All lines of a full grid.
    pub(crate) fn lattice(mut self, xs: &[f32], ys: &[f32]) -> Self {
        let (x0, x1, y0, y1) = (xs[0], xs[xs.len() - 1], ys[0], ys[ys.len() - 1]);
        for y in ys {
            self = self.h(*y, x0, x1);
        }
        for x in xs {
            self = self.v(*x, y0, y1);
        }
        self
    }

    pub(crate) fn layout(&self) -> Layout {
        analyze(&self.page)
    }

    /// The page's only grid.
    pub(crate) fn grid(&self) -> Grid {
        let mut grids = grids(&self.layout());
        assert_eq!(grids.len(), 1, "one grid expected");
        grids.remove(0)
    }

    /// The only grid's rows as text.
    pub(crate) fn rows(&self) -> Vec<String> {
        rows(&self.grid())
    }
}

pub(crate) fn grids(layout: &Layout) -> Vec<Grid> {
    let grid = |block: &Block| match block {
        Block::Grid(grid) => Some(grid.clone()),
        _ => None,
    };
    layout.blocks.iter().filter_map(grid).collect()
}

pub(crate) fn lines(layout: &Layout) -> Vec<String> {
    let line = |block: &Block| match block {
        Block::Line(line) => Some(line.text.clone()),
        _ => None,
    };
    layout.blocks.iter().filter_map(line).collect()
}

/// `|` between cells, `/` between lines, `<n>` after a cell over n columns, `^` under a cell over several rows, `~` or
/// nothing where a cell is missing or blank.
pub(crate) fn rows(grid: &Grid) -> Vec<String> {
    (0..grid.rows())
        .map(|row| {
            let mut texts = Vec::new();
            let mut column = 0;
            while column < grid.columns() {
                let Some(cell) = grid.cell_at(row, column) else {
                    texts.push(String::new());
                    column += 1;
                    continue;
                };
                let lines: Vec<&str> = cell.lines.iter().map(|line| line.text.as_str()).collect();
                let mut text = if cell.row == row { lines.join("/") } else { "^".to_owned() };
                if cell.column_span > 1 {
                    text += &format!(" <{}>", cell.column_span);
                }
                texts.push(text);
                column = cell.columns().end;
            }
            texts.join("|")
        })
        .collect()
}
