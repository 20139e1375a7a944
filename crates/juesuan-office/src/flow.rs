//! Lines and tables of a text without pages, in order → one flowing layout with addresses.

use juesuan_document::{Address, Block, Break, Cell, Diagnostic, DiagnosticCode, Grid, Layout, Surface, TextLine};

use crate::limits::Budget;
use crate::stacked;
use crate::table::{Line, Piece, Table};
use crate::text;

/// Collects a flowing text.
#[derive(Debug)]
pub(crate) struct Flow<'b> {
    layout: Layout,
    paragraphs: u32,
    tables: u32,
    budget: &'b mut Budget,
}

impl<'b> Flow<'b> {
    /// An empty text.
    pub(crate) fn new(budget: &'b mut Budget) -> Self {
        let layout = Layout { page: 1, surface: Surface::Flow, ..Layout::default() };
        Self { layout, paragraphs: 0, tables: 0, budget }
    }

    /// Adds lines and tables.
    pub(crate) fn extend(&mut self, pieces: impl IntoIterator<Item = Piece>) {
        let mut tabbed: Vec<Line> = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Line(line) if text::is_tabbed(&line.text) => tabbed.push(line),
                Piece::Line(line) => {
                    self.tabbed(&mut tabbed);
                    self.line(&line);
                }
                Piece::Table(table) => {
                    self.tabbed(&mut tabbed);
                    self.table(table);
                }
            }
        }
        self.tabbed(&mut tabbed);
    }

    /// Lines whose words are parted by tabs: a table where they are like one, or else lines.
    fn tabbed(&mut self, lines: &mut Vec<Line>) {
        let lines = std::mem::take(lines);
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        match text::table_of_lines(&texts) {
            Some(table) => self.table(table),
            None => lines.iter().for_each(|line| self.line(line)),
        }
    }

    fn line(&mut self, line: &Line) {
        // A line break inside a paragraph may end a heading or cut a sentence: the text must tell.
        let breaks = if line.broken { Break::Unknown } else { Break::Opens };
        self.push(&line.text.replace('\t', " "), breaks, !line.broken);
    }

    /// Adds a line of a text that does not say where paragraphs begin.
    pub(crate) fn plain_line(&mut self, text: &str) {
        self.push(text, Break::Unknown, true);
    }

    fn push(&mut self, text: &str, breaks: Break, counts: bool) {
        let text = text.trim_end();
        if text.trim().is_empty() || !self.budget.take(text.len()) {
            return;
        }
        self.layout.has_text = true;
        if counts || self.paragraphs == 0 {
            self.paragraphs = self.paragraphs.saturating_add(1);
        }
        self.layout.blocks.push(Block::Line(TextLine::flowing(text, breaks, Address::Paragraph(self.paragraphs))));
    }

    fn table(&mut self, table: Table) {
        if table.is_frame() {
            for cell in table.cells {
                self.extend(cell.content);
            }
            return;
        }
        self.tables = self.tables.saturating_add(1);
        let mut inner = Vec::new();
        let mut cells = Vec::with_capacity(table.cells.len());
        for cell in table.cells {
            let number = |index: usize| u32::try_from(index.saturating_add(1)).unwrap_or(u32::MAX);
            let address = Address::Cell { table: self.tables, row: number(cell.row), cell: cell.nth };
            let mut lines = Vec::new();
            for piece in cell.content.into_iter().flat_map(unboxed) {
                match piece {
                    Piece::Table(table) => inner.push(Piece::Table(table)),
                    Piece::Line(line) if line.text.trim().is_empty() => {}
                    Piece::Line(line) => {
                        let breaks = if line.broken { Break::Unknown } else { Break::Opens };
                        lines.push(TextLine::flowing(line.text.replace('\t', " ").trim_end(), breaks, address));
                    }
                }
            }
            if !self.budget.take(lines.iter().map(|line| line.text.len()).sum()) {
                break;
            }
            self.layout.has_text |= !lines.is_empty();
            let cell = Cell { row: cell.row, column: cell.column, lines, ..Cell::default() }
                .spanning(cell.row_span, cell.column_span)
                .at(address);
            cells.push(cell);
        }
        let (rows, cells) = stacked::part_rows(table.rows, cells);
        self.layout.blocks.push(Block::Grid(Grid::of_cells(rows, table.columns, cells)));
        self.extend(inner);
    }

    /// Notes a doubt.
    pub(crate) fn doubt(&mut self, code: DiagnosticCode, count: u32, message: impl Into<String>) {
        self.layout.diagnostics.push(Diagnostic::new(code, 0, None, count, message));
    }

    /// The finished layout; says where a limit cut it.
    pub(crate) fn finish(mut self) -> Layout {
        if self.budget.exceeded {
            let message = "the file holds more than the limits allow: what stands beyond them is left out";
            self.doubt(DiagnosticCode::LimitReached, 1, message);
        }
        self.layout
    }
}

/// What stands in a table of one cell: the table is a box around it, and it is text of the cell in which the box stands.
fn unboxed(piece: Piece) -> Vec<Piece> {
    match piece {
        Piece::Table(table) if table.rows == 1 && table.columns == 1 => {
            table.cells.into_iter().flat_map(|cell| cell.content).collect()
        }
        other => vec![other],
    }
}
