//! Rows of a Word file, each with edges of its own → one table: edges that several rows share are its columns.

use crate::table::{MOST_COLUMNS, Piece, Table, TableCell};

use super::properties::RowShape;

/// Edges closer than this, in twentieths of a point, are one: programs round them.
const SAME_EDGE: i32 = 30;

/// A table under way.
#[derive(Debug, Default)]
pub(super) struct OpenTable {
    rows: Vec<(RowShape, Vec<Vec<Piece>>)>,
    cells: Vec<Vec<Piece>>,
    cell: Vec<Piece>,
}

impl OpenTable {
    /// Adds to the open cell.
    pub(super) fn push(&mut self, pieces: impl IntoIterator<Item = Piece>) {
        self.cell.extend(pieces);
    }

    /// Ends the cell.
    pub(super) fn end_cell(&mut self) {
        self.cells.push(std::mem::take(&mut self.cell));
    }

    /// Ends the row.
    pub(super) fn end_row(&mut self, shape: Option<RowShape>) {
        if !self.cell.is_empty() {
            self.end_cell();
        }
        let cells = std::mem::take(&mut self.cells);
        let shape = shape.filter(|shape| shape.edges.len() > cells.len()).unwrap_or_else(|| evenly(cells.len()));
        self.rows.push((shape, cells));
    }

    /// The table. A row without end is a row.
    pub(super) fn finish(mut self) -> Table {
        if !self.cells.is_empty() || !self.cell.is_empty() {
            self.end_row(None);
        }
        let columns = columns(&self.rows);
        let mut table = Table { columns: columns.len().saturating_sub(1).max(1), ..Table::default() };
        // For each column at which a merged cell begins, where it stands among the cells.
        let mut merged: Vec<Option<usize>> = vec![None; columns.len()];
        for (row, (shape, cells)) in self.rows.into_iter().enumerate() {
            let first_of_row = table.cells.len();
            for ((index, content), nth) in cells.into_iter().enumerate().zip(1_u32..) {
                let edge = |index: usize| shape.edges.get(index).map(|edge| column_of(&columns, *edge));
                let (Some(column), Some(end)) = (edge(index), edge(index.saturating_add(1))) else { continue };
                let column_span = end.saturating_sub(column).max(1);
                let merge = shape.merges.get(index).copied().unwrap_or_default();
                if merge.left
                    && table.cells.len() > first_of_row
                    && let Some(left) = table.cells.last_mut()
                {
                    left.column_span = left.column_span.saturating_add(column_span);
                    left.content.extend(content);
                    continue;
                }
                let above = merged.get(column).copied().flatten().filter(|_| merge.above);
                let spanned = above.and_then(|above| table.cells.get_mut(above)).filter(|above| {
                    above.row.saturating_add(above.row_span) == row && above.column_span == column_span
                });
                if let Some(above) = spanned {
                    above.row_span = above.row_span.saturating_add(1);
                    continue;
                }
                if let Some(slot) = merged.get_mut(column) {
                    *slot = Some(table.cells.len()).filter(|_| merge.above || merge.begins);
                }
                table.cells.push(TableCell { row, column, row_span: 1, column_span, nth, content });
            }
            table.rows = row.saturating_add(1);
        }
        table.trim();
        table
    }
}

/// Edges for a row that says nothing of its own.
fn evenly(cells: usize) -> RowShape {
    /// Cells without a width of their own are an inch wide.
    const WIDTH: usize = 1440;
    let edge = |index: usize| i16::try_from(index.saturating_mul(WIDTH)).unwrap_or(i16::MAX);
    RowShape { edges: (0..=cells).map(edge).collect(), merges: Vec::new() }
}

/// The edges of all rows, those close together once.
fn columns(rows: &[(RowShape, Vec<Vec<Piece>>)]) -> Vec<i16> {
    let mut edges: Vec<i16> = rows
        .iter()
        .flat_map(|(shape, cells)| shape.edges.iter().take(cells.len().saturating_add(1)))
        .copied()
        .collect();
    edges.sort_unstable();
    edges.dedup_by(|next, last| i32::from(*next) - i32::from(*last) < SAME_EDGE);
    edges.truncate(MOST_COLUMNS);
    edges
}

/// The column that begins at an edge.
fn column_of(columns: &[i16], edge: i16) -> usize {
    columns.partition_point(|column| *column <= edge).saturating_sub(1)
}
