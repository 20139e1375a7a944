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
        let cells = |line: &Line| line.text.matches('\t').count();
        // A line of another kind right above a table (`部门：…` and `单位：…`) is none of its rows.
        for lines in lines.chunk_by(|above, below| cells(above) == cells(below)) {
            let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
            match text::table_of_lines(&texts) {
                Some(table) => self.table(table),
                None => lines.iter().for_each(|line| self.line(line)),
            }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use crate::package_tests::shown;
    use juesuan_document::{Document, Format};

    #[test]
    fn a_line_of_other_tabs_above_a_table_is_none_of_its_rows() {
        let lines =
            ["部门：某局\t\t\t单位：万元", "编码\t名称\t合计", "201\t服务\t1.00", "208\t保障\t2.00", "210\t医疗\t3.00"];
        let mut budget = Budget::new(&Limits::default());
        let mut flow = Flow::new(&mut budget);
        flow.extend(lines.map(|text| Piece::Line(Line { text: text.to_owned(), broken: false })));
        let found = shown(&Document::new(Format::Docx, vec![flow.finish()]));
        let grid =
            "0:0=编码 0:1=名称 0:2=合计 1:0=201 1:1=服务 1:2=1.00 2:0=208 2:1=保障 2:2=2.00 3:0=210 3:1=医疗 3:2=3.00";
        assert_eq!(found, ["部门：某局   单位：万元", grid]);
    }
}
