//! The types of a page's layout: text lines, cells, grids.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::geometry::{Point, Rect};

/// How the reading frame lies on the displayed page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Turn {
    /// The main text is upright on the displayed page.
    #[default]
    None,
    /// The main text runs from bottom to top: the page must be turned clockwise to be read.
    Clockwise,
    /// The main text runs from top to bottom: the page must be turned counter-clockwise to be read.
    CounterClockwise,
}

/// A run of text on one baseline, not interrupted by a ruling line or a column gap.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct TextLine {
    /// The characters from left to right. Gaps that are wider than a space of the font show as one space.
    /// An undecodable glyph shows as U+FFFD.
    pub text: String,
    /// For every `char` of `text` its left and right edge.
    pub extents: Vec<(f32, f32)>,
    /// The box of all its glyphs.
    pub bbox: Rect,
    /// y of the baseline.
    pub baseline: f32,
    /// The font size of most of its glyphs.
    pub size: f32,
}

impl TextLine {
    /// A line whose characters are evenly spread over its box: for sources that know no glyph boxes, and for tests.
    ///
    /// ```
    /// use juesuan_extract::{Rect, layout::TextLine};
    /// let line = TextLine::evenly("合计 1.00", Rect { x0: 0.0, y0: 0.0, x1: 70.0, y1: 10.0 });
    /// assert_eq!(line.rect_of(0..2).x1, 20.0);
    /// ```
    #[must_use]
    #[allow(clippy::cast_precision_loss)] // a line has far fewer characters than f32 counts exactly
    pub fn evenly(text: &str, bbox: Rect) -> Self {
        let count = text.chars().count();
        let step = if count == 0 { 0.0 } else { bbox.width() / count as f32 };
        let extents = (0..count).map(|i| (bbox.x0 + step * i as f32, bbox.x0 + step * (i + 1) as f32)).collect();
        Self { text: text.to_owned(), extents, bbox, baseline: bbox.y1 - 0.12 * bbox.height(), size: bbox.height() }
    }

    /// The box of a range of characters (counted in `char`s); the whole line's box for an empty or wrong range.
    #[must_use]
    pub fn rect_of(&self, chars: Range<usize>) -> Rect {
        match self.extents.get(chars) {
            Some([(first, right), rest @ ..]) => {
                let (x0, x1) = rest.iter().fold((*first, *right), |(x0, x1), e| (x0.min(e.0), x1.max(e.1)));
                Rect { x0, x1, ..self.bbox }
            }
            _ => self.bbox,
        }
    }
}

/// A cell of a [`Grid`].
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Cell {
    /// First grid row, from 0.
    pub row: usize,
    /// First grid column, from 0.
    pub column: usize,
    /// Rows covered, at least 1.
    pub row_span: usize,
    /// Columns covered, at least 1.
    pub column_span: usize,
    /// The cell's area between its ruling lines (between the column borders of an aligned grid).
    pub area: Rect,
    /// Its text lines from top to bottom; empty for a blank cell.
    pub lines: Vec<TextLine>,
}

impl Cell {
    /// A cell that covers one row and one column.
    #[must_use]
    pub fn new(row: usize, column: usize, area: Rect, lines: Vec<TextLine>) -> Self {
        Self { row, column, row_span: 1, column_span: 1, area, lines }
    }

    /// The same cell, covering several rows or columns.
    #[must_use]
    pub fn spanning(mut self, row_span: usize, column_span: usize) -> Self {
        self.row_span = row_span.max(1);
        self.column_span = column_span.max(1);
        self
    }

    /// The cell's text with line breaks, and the spaces around them, removed.
    #[must_use]
    pub fn text(&self) -> String {
        self.lines.iter().map(|line| line.text.trim()).collect()
    }

    /// The box of the cell's text; its area where it has none.
    #[must_use]
    pub fn text_box(&self) -> Rect {
        self.lines.iter().map(|line| line.bbox).reduce(|a, b| a.union(&b)).unwrap_or(self.area)
    }

    /// Grid rows that the cell covers.
    #[must_use]
    pub fn rows(&self) -> Range<usize> {
        self.row..self.row.saturating_add(self.row_span)
    }

    /// Grid columns that the cell covers.
    #[must_use]
    pub fn columns(&self) -> Range<usize> {
        self.column..self.column.saturating_add(self.column_span)
    }
}

/// Where a grid's cells come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum GridKind {
    /// Ruling lines on the page.
    Ruled,
    /// Alignment of headers and values; there are no, or too few, ruling lines. Columns and spans are inferred.
    Aligned,
}

/// A table grid: cells by row and column. Cells never overlap; a position without a cell is blank.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Grid {
    /// Ruled or aligned.
    pub kind: GridKind,
    /// The box of the whole grid.
    pub bbox: Rect,
    /// Row borders from top to bottom: one more than there are rows.
    pub row_edges: Vec<f32>,
    /// Column borders from left to right: one more than there are columns.
    pub column_edges: Vec<f32>,
    /// Cells by row, then column.
    pub cells: Vec<Cell>,
}

impl Grid {
    /// A grid of these cells; rows and columns are counted from the edges.
    #[must_use]
    pub fn new(kind: GridKind, row_edges: Vec<f32>, column_edges: Vec<f32>, mut cells: Vec<Cell>) -> Self {
        cells.sort_by_key(|cell| (cell.row, cell.column));
        let bbox = Rect {
            x0: column_edges.first().copied().unwrap_or_default(),
            y0: row_edges.first().copied().unwrap_or_default(),
            x1: column_edges.last().copied().unwrap_or_default(),
            y1: row_edges.last().copied().unwrap_or_default(),
        };
        Self { kind, bbox, row_edges, column_edges, cells }
    }

    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.row_edges.len().saturating_sub(1)
    }

    /// Number of columns.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.column_edges.len().saturating_sub(1)
    }

    /// The cell that covers a position.
    #[must_use]
    pub fn cell_at(&self, row: usize, column: usize) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.rows().contains(&row) && cell.columns().contains(&column))
    }
}

/// A piece of a page in reading order.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Block {
    /// Text outside every grid.
    Line(TextLine),
    /// A table.
    Grid(Grid),
}

/// A page's text lines and grids from top to bottom, in the reading frame (see the [module](super)).
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Layout {
    /// Page number, from 1.
    pub page: u32,
    /// Width of the reading frame.
    pub width: f32,
    /// Height of the reading frame.
    pub height: f32,
    /// How the reading frame lies on the displayed page.
    pub turn: Turn,
    /// Lines and grids from top to bottom, then left to right.
    pub blocks: Vec<Block>,
    /// Watermarks, rotated stamps, invisible text: kept out of the blocks.
    pub aside: Vec<TextLine>,
    /// Whether the page paints any glyph at all.
    pub has_text: bool,
    /// Whether pictures cover a good part of the page (a scan, when there is no text).
    pub has_pictures: bool,
    /// Doubts of the page and of its layout.
    pub diagnostics: Vec<Diagnostic>,
}

impl Layout {
    /// An empty upright page of the given size, to be filled by another source or a test.
    #[must_use]
    pub fn new(page: u32, width: f32, height: f32) -> Self {
        Self { page, width, height, ..Self::default() }
    }

    /// How many text lines and cells there are.
    #[cfg(feature = "pdf")]
    pub(crate) fn pieces(&self) -> usize {
        let within = |block: &Block| match block {
            Block::Line(_) => 1,
            Block::Grid(grid) => grid.cells.iter().map(|cell| cell.lines.len().max(1)).sum(),
        };
        self.aside.len() + self.blocks.iter().map(within).sum::<usize>()
    }

    /// A box of the reading frame, as it lies on the displayed page.
    #[must_use]
    pub fn on_page(&self, rect: Rect) -> Rect {
        let turn = |x: f32, y: f32| match self.turn {
            Turn::None => Point { x, y },
            Turn::Clockwise => Point { x: y, y: self.width - x },
            Turn::CounterClockwise => Point { x: self.height - y, y: x },
        };
        Rect::from_corners(turn(rect.x0, rect.y0), turn(rect.x1, rect.y1))
    }
}
