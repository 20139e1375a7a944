//! A table as its file declares it: cells with spans → a grid, or the texts of a frame.

use crate::limits::Budget;

/// Wider and longer tables than a workbook can hold are not believed.
pub(crate) const MOST_COLUMNS: usize = 16_384;
pub(crate) const MOST_ROWS: usize = 1_048_576;

/// A part of a text in order.
#[derive(Debug, Clone)]
pub(crate) enum Piece {
    /// A line of text.
    Line(Line),
    /// A table.
    Table(Table),
}

/// A line of text, and whether it begins a paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) text: String,
    /// Whether a line break, not the end of a paragraph, parts it from the line before it.
    pub(crate) broken: bool,
}

/// A cell at its position.
#[derive(Debug, Clone, Default)]
pub(crate) struct TableCell {
    pub(crate) row: usize,
    pub(crate) column: usize,
    pub(crate) row_span: usize,
    pub(crate) column_span: usize,
    /// Which cell of its row it is, from 1: as a reader of the file counts.
    pub(crate) nth: u32,
    pub(crate) content: Vec<Piece>,
}

impl TableCell {
    /// Whether it holds any text of its own.
    fn has_text(&self) -> bool {
        self.content.iter().any(|piece| matches!(piece, Piece::Line(line) if !line.text.trim().is_empty()))
    }

    /// The cells of the tables in it.
    fn nested(&self) -> usize {
        let inner = self.content.iter().filter_map(|piece| match piece {
            Piece::Table(table) => Some(table.cells.len()),
            Piece::Line(_) => None,
        });
        inner.sum()
    }

    fn lines(&self) -> usize {
        self.content.iter().filter(|piece| matches!(piece, Piece::Line(_))).count()
    }

    fn has_figure(&self) -> bool {
        self.content
            .iter()
            .any(|piece| matches!(piece, Piece::Line(line) if line.text.contains(|c: char| c.is_ascii_digit())))
    }
}

/// A table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    pub(crate) cells: Vec<TableCell>,
}

/// A cell of a frame of one row holds at least so many lines: paragraphs, not an entry.
const PARAGRAPHS: usize = 4;

impl Table {
    /// Whether the table only places other things: one column, a row without figures, or more tables than texts in it.
    pub(crate) fn is_frame(&self) -> bool {
        if self.columns <= 1 {
            return true;
        }
        let nested: usize = self.cells.iter().map(TableCell::nested).sum();
        let own = self.cells.iter().filter(|cell| cell.has_text()).count();
        if nested > own {
            return true;
        }
        let paragraphs = self.cells.iter().any(|cell| cell.lines() >= PARAGRAPHS);
        self.rows <= 1 && (paragraphs || !self.cells.iter().any(TableCell::has_figure))
    }
}

/// No cell spans more columns, in browsers too.
const WIDEST: usize = 1000;

/// Puts the cells of a web page's table where its spans leave room, row by row.
#[derive(Debug, Default)]
pub(crate) struct Placer {
    table: Table,
    /// For each column the first row that is free.
    free: Vec<usize>,
    row: usize,
    column: usize,
    nth: u32,
    opened: bool,
}

impl Placer {
    /// Begins a row.
    pub(crate) fn row(&mut self) {
        if self.opened {
            self.row = self.row.saturating_add(1);
        }
        (self.opened, self.column, self.nth) = (true, 0, 0);
    }

    /// Adds a cell to the row. A span of no rows reaches to the end of the table.
    pub(crate) fn cell(&mut self, row_span: usize, column_span: usize, content: Vec<Piece>, budget: &mut Budget) {
        if !self.opened {
            self.row();
        }
        let is_free = |free: &[usize], column: usize| free.get(column).is_none_or(|from| *from <= self.row);
        while !is_free(&self.free, self.column) {
            self.column = self.column.saturating_add(1);
        }
        if self.column >= MOST_COLUMNS || self.row >= MOST_ROWS {
            budget.exceeded = true;
            return;
        }
        let room = MOST_COLUMNS.saturating_sub(self.column);
        // Spans are often wider than the table: columns in which nothing begins are cut off in the end.
        let asked = column_span.clamp(1, WIDEST.min(room));
        let start = self.column;
        let mut end = start;
        while end < start.saturating_add(asked) && is_free(&self.free, end) {
            end = end.saturating_add(1);
        }
        let rows = if row_span == 0 { MOST_ROWS } else { row_span.min(MOST_ROWS) };
        let until = self.row.saturating_add(rows);
        if self.free.len() < end {
            self.free.resize(end, 0);
        }
        for free in self.free.iter_mut().take(end).skip(start) {
            *free = until;
        }
        self.nth = self.nth.saturating_add(1);
        self.table.cells.push(TableCell {
            row: self.row,
            column: start,
            row_span: rows,
            column_span: end.saturating_sub(start).max(1),
            nth: self.nth,
            content,
        });
        self.column = end;
    }

    /// The table: spans end where the table ends.
    pub(crate) fn finish(self) -> Table {
        let mut table = self.table;
        table.rows = table.cells.last().map_or(0, |last| last.row.saturating_add(1));
        table.columns = table.cells.iter().map(|cell| cell.column.saturating_add(1)).max().unwrap_or(0);
        table.trim();
        table
    }
}

impl Table {
    /// Cuts spans that reach beyond the table.
    pub(crate) fn trim(&mut self) {
        for cell in &mut self.cells {
            cell.row_span = cell.row_span.clamp(1, self.rows.saturating_sub(cell.row).max(1));
            cell.column_span = cell.column_span.clamp(1, self.columns.saturating_sub(cell.column).max(1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;

    fn text(text: &str) -> Vec<Piece> {
        vec![Piece::Line(Line { text: text.to_owned(), broken: false })]
    }

    /// Row, column, rows and columns of a cell.
    type Placed = (usize, usize, usize, usize);

    fn positions(rows: &[&[(usize, usize)]]) -> (Vec<Placed>, usize, usize) {
        let mut budget = Budget::new(&Limits::default());
        let mut placer = Placer::default();
        for row in rows {
            placer.row();
            for (rows, columns) in *row {
                placer.cell(*rows, *columns, text("文"), &mut budget);
            }
        }
        let table = placer.finish();
        let found = table.cells.iter().map(|cell| (cell.row, cell.column, cell.row_span, cell.column_span));
        (found.collect(), table.rows, table.columns)
    }

    #[test]
    fn cells_go_where_spans_leave_room() {
        let (cells, rows, columns) = positions(&[&[(2, 1), (1, 2)], &[(1, 1), (1, 1)]]);
        assert_eq!(cells, [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]);
        assert_eq!((rows, columns), (2, 3));
    }

    #[test]
    fn spans_end_with_the_table_and_before_another_cell() {
        let (cells, rows, columns) = positions(&[&[(1_000_000_000, 1), (1, 1), (2, 1)], &[(1, 1_000_000_000)]]);
        assert_eq!(cells, [(0, 0, 2, 1), (0, 1, 1, 1), (0, 2, 2, 1), (1, 1, 1, 1)]);
        assert_eq!((rows, columns), (2, 3));
    }

    #[test]
    fn a_table_of_one_column_is_a_frame() {
        let (_, _, columns) = positions(&[&[(1, 1)], &[(1, 1)]]);
        assert_eq!(columns, 1);
        assert!(Table { rows: 2, columns, cells: Vec::new() }.is_frame());
    }
}
