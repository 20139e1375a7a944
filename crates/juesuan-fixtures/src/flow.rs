//! What is to be typeset: pages, lines of text and tables, with the marks of the records that they state.
//! Knows nothing of accounts above it or of PDF below it.

use crate::truth::Mark;

/// How the content of a page lies on the sheet of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Placing {
    Upright,
    /// wide content drawn sideways on a portrait page that is displayed as it is
    Sideways,
    /// wide content drawn sideways on a portrait page with `/Rotate 90`, so displayed upright
    Rotated,
}

/// The size of a page as its content sees it, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct PageSetup {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) placing: Placing,
}

impl PageSetup {
    pub(crate) const PORTRAIT: PageSetup = PageSetup { width: 595.0, height: 842.0, placing: Placing::Upright };
    pub(crate) const LANDSCAPE: PageSetup = PageSetup { width: 842.0, height: 595.0, placing: Placing::Upright };

    /// A wide page, its content placed on the sheet as said.
    pub(crate) fn wide(placing: Placing) -> Self {
        PageSetup { placing, ..Self::LANDSCAPE }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Center,
    Right,
}

/// Text set in lines; `stated` are the byte offsets of the amounts that records state.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub(crate) text: String,
    pub(crate) size: f32,
    pub(crate) align: Align,
    /// of the first line, in points
    pub(crate) indent: f32,
    pub(crate) stated: Vec<(usize, Mark)>,
}

impl Text {
    pub(crate) fn new(text: impl Into<String>, size: f32, align: Align) -> Self {
        Text { text: text.into(), size, align, indent: 0.0, stated: Vec::new() }
    }

    /// With a record that the text states from its beginning.
    pub(crate) fn marked(mut self, mark: Mark) -> Self {
        self.stated.push((0, mark));
        self
    }
}

/// A cell of a table; `\n` in its text is a line break of the layout.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    pub(crate) column: usize,
    pub(crate) columns: usize,
    pub(crate) rows: usize,
    pub(crate) text: String,
    pub(crate) align: Align,
    pub(crate) marks: Vec<Mark>,
}

impl Cell {
    pub(crate) fn new(column: usize, text: impl Into<String>, align: Align) -> Self {
        Cell { column, columns: 1, rows: 1, text: text.into(), align, marks: Vec::new() }
    }

    pub(crate) fn spanning(mut self, columns: usize, rows: usize) -> Self {
        (self.columns, self.rows) = (columns, rows);
        self
    }

    pub(crate) fn marked(mut self, mark: Mark) -> Self {
        self.marks.push(mark);
        self
    }
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    pub(crate) cells: Vec<Cell>,
    /// starts a page of its own
    pub(crate) new_page: bool,
}

impl Row {
    pub(crate) fn of(cells: Vec<Cell>) -> Self {
        Row { cells, new_page: false }
    }
}

/// The ruling lines of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rules {
    /// every cell edge, as stroked lines
    Full,
    /// every cell edge, as thin filled rectangles
    Filled,
    /// above the header, below the header, below the last row
    Three,
    None,
}

/// How a table looks and how it breaks over pages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    pub(crate) rules: Rules,
    pub(crate) size: f32,
    /// above and below the text of a row
    pub(crate) padding: f32,
    pub(crate) repeat_header: bool,
    /// a row of several lines may be broken by the end of the page
    pub(crate) split_rows: bool,
}

/// A table ready to be typeset.
#[derive(Clone, Debug)]
pub(crate) struct Grid {
    /// relative widths of the columns
    pub(crate) widths: Vec<f32>,
    pub(crate) header: Vec<Row>,
    pub(crate) body: Vec<Row>,
    pub(crate) look: Look,
    /// printed again, above the table, on every page that continues it
    pub(crate) running_title: Option<String>,
}

/// A piece of a document.
#[derive(Clone, Debug)]
pub(crate) enum Block {
    /// A new page, and the setup of those that follow by overflow.
    Page(PageSetup),
    /// A new page unless so many points are left on this one.
    Need(f32),
    Gap(f32),
    Text(Text),
    Table(Grid),
}

impl Grid {
    /// The columns before `column` and those from it on, as two grids; spanning cells are cut in two.
    pub(crate) fn split_at(self, column: usize) -> (Grid, Grid) {
        let side = |rows: &[Row], right: bool| -> Vec<Row> {
            let cut = |cell: &Cell| {
                let (start, end) = (cell.column, cell.column + cell.columns);
                let (start, end) = if right { (start.max(column), end) } else { (start, end.min(column)) };
                let shift = if right { column } else { 0 };
                (start < end).then(|| Cell { column: start - shift, columns: end - start, ..cell.clone() })
            };
            rows.iter().map(|row| Row { cells: row.cells.iter().filter_map(cut).collect(), ..*row }).collect()
        };
        let half = |right: bool| Grid {
            widths: if right { self.widths[column..].to_vec() } else { self.widths[..column].to_vec() },
            header: side(&self.header, right),
            body: side(&self.body, right),
            look: self.look,
            running_title: self.running_title.clone(),
        };
        (half(false), half(true))
    }
}
