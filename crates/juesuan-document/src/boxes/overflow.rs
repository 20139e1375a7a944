//! Texts at the border of their cell: the finished layouts of pages → which texts fill their cell, so that a page break
//! may have cut them ([`Cell::full`]), and which lines are painted below the last border of their table
//! ([`TextLine::overflows`]).

use crate::layout::{Block, Cell, Grid, Layout, Surface, TextLine};

/// A text that leaves less room than this many characters on its line is full: it may be cut there.
const ROOM: f32 = 1.9;

/// A text that leaves less room than this many lines above and below it, padding among it, fills its cell. Two lines
/// and their leading go to the next page together where a typesetter leaves no widow.
const LINES: f32 = 3.3;

/// Text that a producer painted below the last border of a broken cell starts within this many line heights.
const BELOW: f32 = 1.5;

/// Marks full cells and lines that overflow. Cells must have their identities.
pub(super) fn set(layouts: &mut [Layout]) {
    for layout in layouts.iter_mut().filter(|layout| layout.surface == Surface::Page) {
        let mut above: Option<&mut Grid> = None;
        for block in &mut layout.blocks {
            match block {
                Block::Grid(grid) => {
                    for cell in &mut grid.cells {
                        cell.full = cell.lines.last().is_some_and(|last| fills(cell, last));
                    }
                    above = Some(grid);
                }
                Block::Line(line) => {
                    if let Some(cell) = above.as_mut().and_then(|grid| broken_cell(grid, line)) {
                        line.overflows = cell.id;
                        cell.full = fills(cell, line);
                    }
                }
            }
        }
    }
}

/// Whether the text of a cell, with this as its last line, fills the cell.
fn fills(cell: &Cell, last: &TextLine) -> bool {
    let text = cell.text_box().union(&last.bbox);
    cell.area.width() - last.bbox.width() < last.size * ROOM && cell.area.height() - text.height() < last.size * LINES
}

/// The cell of a grid's last row whose text goes on in a line right below it.
fn broken_cell<'g>(grid: &'g mut Grid, line: &TextLine) -> Option<&'g mut Cell> {
    let below = line.bbox.y0 - grid.bbox.y1;
    if below.abs() >= line.size * BELOW {
        return None;
    }
    let (rows, half) = (grid.rows(), grid.bbox.width() / 2.0);
    grid.cells.iter_mut().find(|cell| {
        cell.rows().end == rows
            && !cell.lines.is_empty()
            && cell.area.width() < half
            && cell.area.x0 <= line.bbox.x0
            && line.bbox.x1 <= cell.area.x1
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;
    use crate::identity::Id;
    use crate::layout::GridKind;

    const TEXT: Rect = Rect { x0: 52.0, y0: 102.0, x1: 92.0, y1: 112.0 };

    /// A page with a row of cells 45 points wide and 40 high, the first with a text, and a line.
    fn page(text: Rect, line: Rect) -> Layout {
        let cell = |column: u8| {
            let x0 = 50.0 + 45.0 * f32::from(column);
            let area = Rect { x0, y0: 100.0, x1: x0 + 45.0, y1: 140.0 };
            let lines = if column == 0 { vec![TextLine::evenly("四字的文", text)] } else { Vec::new() };
            Cell { id: Id::new(u32::from(column) + 1), ..Cell::new(0, column.into(), area, lines) }
        };
        let edges = vec![50.0, 95.0, 140.0, 185.0];
        let mut page = Layout::new(1, 300.0, 400.0);
        let grid = Grid::new(GridKind::Ruled, vec![100.0, 140.0], edges, (0..3).map(cell).collect());
        page.blocks = vec![Block::Grid(grid), Block::Line(TextLine::evenly("四字的文", line))];
        let mut pages = [page];
        set(&mut pages);
        let [page] = pages;
        page
    }

    fn found(text: Rect, line: Rect) -> (bool, Id) {
        match page(text, line).blocks.as_slice() {
            [Block::Grid(grid), Block::Line(line)] => (grid.cells[0].full, line.overflows),
            _ => panic!("a grid and a line"),
        }
    }

    #[test]
    fn a_text_fills_a_cell_without_room_beside_and_below() {
        let far = Rect { x0: 52.0, y0: 300.0, x1: 92.0, y1: 310.0 };
        assert!(found(TEXT, far).0);
        assert!(!found(Rect { x1: 72.0, ..TEXT }, far).0, "two characters have room on its line");
        let high = Rect { y1: 106.0, ..TEXT };
        assert!(!found(high, far).0, "more lines have room");
    }

    #[test]
    fn a_line_right_below_its_cell_is_text_of_it() {
        let line = |x0: f32, y0: f32| Rect { x0, y0, x1: x0 + 40.0, y1: y0 + 10.0 };
        assert_eq!(found(TEXT, line(52.0, 142.0)), (true, Id::new(1)));
        assert_eq!(found(TEXT, line(52.0, 156.0)).1, Id::NONE, "too far below");
        assert_eq!(found(TEXT, line(60.0, 142.0)).1, Id::NONE, "across the border");
        assert_eq!(found(TEXT, line(97.0, 142.0)).1, Id::NONE, "below a blank cell");
    }
}
