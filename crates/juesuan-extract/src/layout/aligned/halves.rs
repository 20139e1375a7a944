//! Columns that were torn in two: a centred header may stand clear of the values beneath it (codes at the left of a
//! wide column, numbers at its right), which makes one column look like two. A grid → the grid with such halves joined.

use crate::layout::{Cell, Grid};

/// Joins every column without a header of its own to the neighbour whose header is nearest, unless a row has text in
/// both. `header_rows` are the rows of the grid that are its header.
pub(super) fn joined(mut grid: Grid, header_rows: usize) -> Grid {
    if header_rows == 0 {
        return grid;
    }
    let mut column = 0;
    while column < grid.columns() {
        if has_header(&grid, column, header_rows) {
            column += 1;
            continue;
        }
        let right = fits(&grid, column, column + 1, header_rows);
        let left = column.checked_sub(1).and_then(|left| fits(&grid, left, column, header_rows));
        match (left, right) {
            (Some(near), Some(far)) if near <= far => grid = without_border(grid, column),
            (_, Some(_)) => grid = without_border(grid, column + 1),
            (Some(_), None) => grid = without_border(grid, column),
            (None, None) => column += 1,
        }
    }
    grid
}

/// Whether the header's lowest texts include one over this column.
fn has_header(grid: &Grid, column: usize, header_rows: usize) -> bool {
    let over = |cell: &&Cell| cell.columns().contains(&column) && !cell.lines.is_empty();
    grid.cells.iter().filter(over).any(|cell| cell.rows().end == header_rows)
}

/// How far the texts of two neighbouring columns are apart; nothing where they cannot be one column.
fn fits(grid: &Grid, left: usize, right: usize, header_rows: usize) -> Option<f32> {
    if right >= grid.columns() {
        return None;
    }
    let other = if has_header(grid, left, header_rows) { left } else { right };
    if !has_header(grid, other, header_rows) {
        return None;
    }
    let apart = (0..grid.rows()).all(|row| match (grid.cell_at(row, left), grid.cell_at(row, right)) {
        (Some(a), Some(b)) => (a.row, a.column) == (b.row, b.column),
        _ => true,
    });
    apart.then(|| extent(grid, right).0 - extent(grid, left).1)
}

/// The left and right end of a column's texts, of those that stand in this column alone.
fn extent(grid: &Grid, column: usize) -> (f32, f32) {
    let own = grid.cells.iter().filter(|cell| cell.columns() == (column..column + 1));
    own.map(Cell::text_box).fold((f32::MAX, f32::MIN), |(x0, x1), text| (x0.min(text.x0), x1.max(text.x1)))
}

/// The grid without the border at the left of a column.
fn without_border(mut grid: Grid, column: usize) -> Grid {
    for cell in &mut grid.cells {
        let columns = cell.columns();
        if columns.start >= column {
            cell.column -= 1;
        } else if columns.end > column {
            cell.column_span -= 1;
        }
    }
    grid.column_edges.remove(column);
    let edge = |index: usize| grid.column_edges.get(index).copied().unwrap_or_default();
    for cell in &mut grid.cells {
        (cell.area.x0, cell.area.x1) = (edge(cell.column), edge(cell.column + cell.column_span));
    }
    grid
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;
    use crate::layout::{GridKind, TextLine};

    fn grid(columns: usize, rows: &[&[(usize, usize, &str)]]) -> Grid {
        let edges = |count: usize| (0..=count).map(|i| 50.0 * i as f32).collect::<Vec<f32>>();
        let cell = |row: usize, column: usize, span: usize, text: &str| {
            let area =
                Rect { x0: 50.0 * column as f32, y0: 50.0 * row as f32, x1: 50.0 * (column + span) as f32, y1: 50.0 };
            Cell::new(row, column, area, vec![TextLine::evenly(text, area)]).spanning(1, span)
        };
        let cells =
            rows.iter().enumerate().flat_map(|(row, cells)| cells.iter().map(move |c| cell(row, c.0, c.1, c.2)));
        Grid::new(GridKind::Aligned, edges(rows.len()), edges(columns), cells.collect())
    }

    fn texts(grid: &Grid) -> Vec<(usize, usize, String)> {
        grid.cells.iter().map(|cell| (cell.row, cell.column, cell.text())).collect()
    }

    #[test]
    fn values_beside_their_header_are_one_column_with_it() {
        let torn = grid(
            5,
            &[&[(1, 1, "编码"), (2, 1, "名称"), (3, 1, "合计")], &[(0, 1, "201"), (2, 1, "支出"), (4, 1, "0.00")]],
        );
        let whole = joined(torn, 1);
        assert_eq!(whole.columns(), 3);
        let expected = [(0, 0, "编码"), (0, 1, "名称"), (0, 2, "合计"), (1, 0, "201"), (1, 1, "支出"), (1, 2, "0.00")];
        assert_eq!(texts(&whole), expected.map(|(row, column, text)| (row, column, text.to_owned())));
    }

    #[test]
    fn columns_that_share_a_row_stay_apart() {
        let apart = grid(3, &[&[(0, 1, "编码"), (1, 1, "名称")], &[(0, 1, "201"), (1, 1, "支出"), (2, 1, "0.00")]]);
        assert_eq!(joined(apart.clone(), 1), apart);
    }
}
