//! A page, a sheet or a flowing text as lines and grids in reading order: what sources give and `juesuan-model` takes.
//!
//! A source that knows no geometry (Word, HTML, a workbook) says what it does know: [`TextLine::breaks`] where a
//! paragraph begins, the grid positions of cells, and an [`Address`] in place of a box. Its edges are counted in
//! columns and rows ([`Grid::of_cells`]).

use std::ops::Range;

use crate::boxes::Setting;
use crate::diagnostic::Diagnostic;
use crate::geometry::{Point, Rect};
use crate::identity::{Id, Origin};
use crate::ink::UnreadInk;
use crate::place::Address;

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
    /// The main text is upside down.
    Half,
}

/// How a line follows the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Break {
    /// The source does not know: the text must tell.
    #[default]
    Unknown,
    /// It begins a paragraph.
    Opens,
    /// It goes on with the paragraph of the line before it.
    Continues,
}

/// A run of text on one baseline, not interrupted by a ruling line or a column gap.
#[derive(Debug, Clone, PartialEq, Default)]
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
    /// Its identity, where it stands outside every grid; the lines of a cell have none.
    pub id: Id,
    /// Where it stands in a file without pages.
    pub address: Option<Address>,
    /// Where its text comes from.
    pub origin: Origin,
    /// Whether it begins a paragraph.
    pub breaks: Break,
    /// How it is set, where it stands on a page outside every grid. Known once the document is whole
    /// ([`crate::complete`]).
    pub setting: Option<Setting>,
    /// The cell of the table above it below whose border it was painted. Known once the document is whole.
    pub overflows: Id,
}

impl TextLine {
    /// A line whose characters are evenly spread over its box: for sources that know no glyph boxes, and for tests.
    ///
    /// ```
    /// use juesuan_document::{Rect, TextLine};
    /// let line = TextLine::evenly("合计 1.00", Rect { x0: 0.0, y0: 0.0, x1: 70.0, y1: 10.0 });
    /// assert_eq!(line.rect_of(0..2).x1, 20.0);
    /// ```
    #[must_use]
    #[allow(clippy::cast_precision_loss)] // a line has far fewer characters than f32 counts exactly
    pub fn evenly(text: &str, bbox: Rect) -> Self {
        let count = text.chars().count();
        let step = if count == 0 { 0.0 } else { bbox.width() / count as f32 };
        let extents = (0..count).map(|i| (bbox.x0 + step * i as f32, bbox.x0 + step * (i + 1) as f32)).collect();
        let (baseline, size) = (bbox.y1 - 0.12 * bbox.height(), bbox.height());
        Self { text: text.to_owned(), extents, bbox, baseline, size, ..Self::default() }
    }

    /// A line of a file without pages.
    ///
    /// ```
    /// use juesuan_document::{Address, Break, TextLine};
    /// let line = TextLine::flowing("一、收入支出决算总体情况", Break::Opens, Address::Paragraph(14));
    /// assert_eq!(line.address.map(|address| address.to_string()).as_deref(), Some("paragraph 14"));
    /// ```
    #[must_use]
    pub fn flowing(text: &str, breaks: Break, address: Address) -> Self {
        let extents = vec![(0.0, 0.0); text.chars().count()];
        Self { text: text.to_owned(), extents, breaks, address: Some(address), ..Self::default() }
    }

    /// Puts a character that is not printed before another: it has no width. Nothing where there is no such character.
    ///
    /// ```
    /// use juesuan_document::{Rect, TextLine};
    /// let mut line = TextLine::evenly(".35", Rect { x0: 0.0, y0: 0.0, x1: 30.0, y1: 10.0 });
    /// line.put_before(0, '0');
    /// assert_eq!((line.text.as_str(), line.rect_of(0..2).x1), ("0.35", 10.0));
    /// ```
    pub fn put_before(&mut self, index: usize, c: char) {
        let Some((byte, _)) = self.text.char_indices().nth(index) else { return };
        let Some((left, _)) = self.extents.get(index).copied() else { return };
        self.text.insert(byte, c);
        self.extents.insert(index, (left, left));
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
    /// Its identity.
    pub id: Id,
    /// Where it stands in a file without pages.
    pub address: Option<Address>,
    /// Whether its text leaves no room, so that the end of a page may have cut it. Known once the document is whole.
    pub full: bool,
}

impl Cell {
    /// A cell that covers one row and one column.
    #[must_use]
    pub fn new(row: usize, column: usize, area: Rect, lines: Vec<TextLine>) -> Self {
        Self { row, column, row_span: 1, column_span: 1, area, lines, ..Self::default() }
    }

    /// The same cell, covering several rows or columns.
    #[must_use]
    pub fn spanning(mut self, row_span: usize, column_span: usize) -> Self {
        self.row_span = row_span.max(1);
        self.column_span = column_span.max(1);
        self
    }

    /// The same cell at an address of a file without pages.
    #[must_use]
    pub fn at(mut self, address: Address) -> Self {
        self.address = Some(address);
        self
    }

    /// Where its text comes from: the weakest of its lines.
    #[must_use]
    pub fn origin(&self) -> Origin {
        self.lines.iter().fold(Origin::Text, |origin, line| origin.weaker(line.origin))
    }

    /// The cell's text with line breaks, and the spaces around them, removed.
    #[must_use]
    pub fn text(&self) -> String {
        match self.lines.as_slice() {
            [line] => line.text.trim().to_owned(),
            lines => lines.iter().map(|line| line.text.trim()).collect(),
        }
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
    /// The file says which cells there are (Word, HTML, a workbook).
    Declared,
}

/// Width and height of one column and row of a grid without geometry.
pub const UNIT: f32 = 10.0;

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
    /// Cells by row, then column: [`Grid::row`] and [`Grid::cell_at`] rely on it.
    pub cells: Vec<Cell>,
    /// The number of each column border, one more than there are columns. Once the document is whole, equal numbers are
    /// one border in all grids that go on from one another, and no other grid has them.
    pub tracks: Vec<u32>,
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
        let tracks = (0..).take(column_edges.len()).collect();
        Self { kind, bbox, row_edges, column_edges, cells, tracks }
    }

    /// A grid that its file declares: every row and column is one [`UNIT`] high or wide.
    #[must_use]
    #[allow(clippy::cast_precision_loss)] // tables have fewer rows than f32 counts exactly
    pub fn of_cells(rows: usize, columns: usize, mut cells: Vec<Cell>) -> Self {
        let edge = |count: usize| count as f32 * UNIT;
        for cell in &mut cells {
            cell.area = Rect {
                x0: edge(cell.column),
                y0: edge(cell.row),
                x1: edge(cell.columns().end),
                y1: edge(cell.rows().end),
            };
            // Its texts fill it: in a file without geometry none leaves its cell.
            cell.lines.iter_mut().for_each(|line| line.bbox = cell.area);
        }
        Self::new(GridKind::Declared, (0..=rows).map(edge).collect(), (0..=columns).map(edge).collect(), cells)
    }

    /// The same with rows for columns. The edges then only count them: where a cell stands is said by its lines.
    #[must_use]
    pub fn transposed(&self) -> Self {
        let mut cells = self.cells.clone();
        for cell in &mut cells {
            (cell.row, cell.column) = (cell.column, cell.row);
            (cell.row_span, cell.column_span) = (cell.column_span, cell.row_span);
        }
        let turned = Self::new(self.kind, self.column_edges.clone(), self.row_edges.clone(), cells);
        Self { bbox: self.bbox, ..turned }
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

    /// The numbers of a cell's left and right border ([`Grid::tracks`]).
    #[must_use]
    pub fn borders(&self, cell: &Cell) -> Range<u32> {
        let track = |column: usize| self.tracks.get(column).copied().unwrap_or_default();
        track(cell.column)..track(cell.columns().end)
    }

    /// The cells that begin in a row, from left to right. They are looked up, not sought: a table has as many rows as
    /// its file likes.
    ///
    /// ```
    /// use juesuan_document::layout::{Cell, Grid};
    /// use juesuan_document::Rect;
    /// let cell = |row, column| Cell::new(row, column, Rect::default(), Vec::new());
    /// let grid = Grid::of_cells(2, 2, vec![cell(1, 0), cell(0, 0).spanning(2, 1), cell(1, 1)]);
    /// assert_eq!(grid.row(1).len(), 2);
    /// assert_eq!(grid.over_row(1, grid.tallest()).count(), 3);
    /// ```
    #[must_use]
    pub fn row(&self, row: usize) -> &[Cell] {
        self.between(row, row)
    }

    /// The cells that cover a row, in their order; `tallest` as [`Grid::tallest`] gives it, asked for once for all rows.
    pub fn over_row(&self, row: usize, tallest: usize) -> impl Iterator<Item = &Cell> {
        let first = row.saturating_sub(tallest.saturating_sub(1));
        self.between(first, row).iter().filter(move |cell| cell.rows().contains(&row))
    }

    /// How many rows the tallest cell covers.
    #[must_use]
    pub fn tallest(&self) -> usize {
        self.cells.iter().map(|cell| cell.row_span).max().unwrap_or(1)
    }

    /// The cells that begin in these rows, both included.
    fn between(&self, first: usize, last: usize) -> &[Cell] {
        let from = self.cells.partition_point(|cell| cell.row < first);
        let to = self.cells.partition_point(|cell| cell.row <= last);
        self.cells.get(from..to).unwrap_or_default()
    }

    /// The cell that covers a position.
    #[must_use]
    pub fn cell_at(&self, row: usize, column: usize) -> Option<&Cell> {
        // Of the cells that begin in one row, only the last one at or before the column can reach it.
        let over = |begun: usize| {
            let cells = self.row(begun);
            let before = cells.partition_point(|cell| cell.column <= column).checked_sub(1)?;
            cells.get(before).filter(|cell| cell.rows().contains(&row) && cell.columns().contains(&column))
        };
        (0..=row).rev().find_map(over)
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

/// What a [`Layout`] is in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Surface {
    /// A page of fixed size.
    #[default]
    Page,
    /// A sheet of a workbook; [`Layout::page`] is its number.
    Sheet,
    /// A text without pages: the whole of a Word file or of a web page. [`Layout::page`] is 1, and no place names it.
    Flow,
}

/// A page's text lines and grids from top to bottom, in the reading frame: the displayed page, turned so that its main
/// text runs upright from left to right.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layout {
    /// Page number, from 1.
    pub page: u32,
    /// Width of the reading frame.
    pub width: f32,
    /// Height of the reading frame.
    pub height: f32,
    /// How the reading frame lies on the displayed page.
    pub turn: Turn,
    /// By how much the page lies askew, in radians, clockwise; the reading frame is straight.
    pub skew: f32,
    /// Lines and grids from top to bottom, then left to right.
    pub blocks: Vec<Block>,
    /// Watermarks, rotated stamps, invisible text: kept out of the blocks.
    pub aside: Vec<TextLine>,
    /// What stands on the page and is no text here: outlines, pictures in cells, covered or turned text …
    pub unread: Vec<UnreadInk>,
    /// Whether the page paints any glyph at all.
    pub has_text: bool,
    /// Whether pictures cover a good part of the page (a scan, when there is no text).
    pub has_pictures: bool,
    /// Doubts of the page and of its layout.
    pub diagnostics: Vec<Diagnostic>,
    /// What it is in its file.
    pub surface: Surface,
    /// Name of the sheet.
    pub name: Option<String>,
    /// Which of the document's files it stands in, from 0.
    pub file: u16,
}

impl Layout {
    /// An empty upright page of the given size, to be filled by another source or a test.
    #[must_use]
    pub fn new(page: u32, width: f32, height: f32) -> Self {
        Self { page, width, height, ..Self::default() }
    }

    /// How many text lines and cells there are.
    #[must_use]
    pub fn pieces(&self) -> usize {
        let within = |block: &Block| match block {
            Block::Line(_) => 1,
            Block::Grid(grid) => grid.cells.iter().map(|cell| cell.lines.len().max(1)).sum(),
        };
        self.aside.len() + self.blocks.iter().map(within).sum::<usize>()
    }

    /// The cell that holds a box: that has its middle and most of its width and height. [`Id::NONE`] where none does,
    /// or where the cells have no numbers yet.
    #[must_use]
    pub fn cell_holding(&self, rect: &Rect) -> Id {
        let middle = rect.center();
        let holds = |cell: &&Cell| {
            let inside = Rect {
                x0: rect.x0.max(cell.area.x0),
                y0: rect.y0.max(cell.area.y0),
                x1: rect.x1.min(cell.area.x1),
                y1: rect.y1.min(cell.area.y1),
            };
            cell.area.contains(middle) && inside.width() >= rect.width() / 2.0 && inside.height() >= rect.height() / 2.0
        };
        let grids = self.blocks.iter().filter_map(|block| match block {
            Block::Grid(grid) if grid.bbox.contains(middle) => Some(grid),
            _ => None,
        });
        grids.flat_map(|grid| &grid.cells).find(holds).map_or(Id::NONE, |cell| cell.id)
    }

    /// A box of the reading frame, as it lies on the displayed page.
    #[must_use]
    pub fn on_page(&self, rect: Rect) -> Rect {
        let turn = |x: f32, y: f32| match self.turn {
            Turn::None => Point { x, y },
            Turn::Clockwise => Point { x: y, y: self.width - x },
            Turn::CounterClockwise => Point { x: self.height - y, y: x },
            Turn::Half => Point { x: self.width - x, y: self.height - y },
        };
        let straight = Rect::from_corners(turn(rect.x0, rect.y0), turn(rect.x1, rect.y1));
        if self.skew == 0.0 {
            return straight;
        }
        // Around the middle of the page; the box keeps its size.
        let middle = turn(self.width / 2.0, self.height / 2.0);
        let (sin, cos) = self.skew.sin_cos();
        let from = straight.center();
        let (x, y) = (from.x - middle.x, from.y - middle.y);
        let (right, down) = (x * cos - y * sin - x, x * sin + y * cos - y);
        Rect { x0: straight.x0 + right, y0: straight.y0 + down, x1: straight.x1 + right, y1: straight.y1 + down }
    }
}
