//! Amounts below one without a zero before the point: layouts → the same with `.35` as `0.35`.
//!
//! Some programs print so (FoxPro, Oracle). A single `.35` may as well be what is left of `2.35`: only where a document
//! prints all of its small amounts so, zero among them, is it a habit.

use juesuan_document::Layout;
use juesuan_document::layout::{Block, TextLine};

/// So many amounts without a zero are a habit. A torn edge or a clipped column of one page may make some.
const HABIT: usize = 10;

/// The layouts with zeros before such points; nothing where the document does not print so.
pub(crate) fn completed(layouts: &[Layout]) -> Option<Vec<Layout>> {
    let (mut bare, mut zeros, mut whole) = (0_usize, 0_usize, 0_usize);
    for line in layouts.iter().flat_map(lines_of_cells) {
        let text = line.text.trim();
        bare = bare.saturating_add(usize::from(is_bare(text)));
        zeros = zeros.saturating_add(usize::from(is_bare(text) && !text.contains(|c| matches!(c, '1'..='9'))));
        whole = whole.saturating_add(usize::from(text.strip_prefix('0').is_some_and(is_bare)));
    }
    if bare < HABIT || zeros == 0 || whole > 0 {
        return None;
    }
    let mut layouts = layouts.to_vec();
    for layout in &mut layouts {
        for block in &mut layout.blocks {
            if let Block::Grid(grid) = block {
                let lines = grid.cells.iter_mut().flat_map(|cell| &mut cell.lines);
                lines.filter(|line| is_bare(line.text.trim())).for_each(complete);
            }
        }
    }
    Some(layouts)
}

fn lines_of_cells(layout: &Layout) -> impl Iterator<Item = &TextLine> {
    let grids = layout.blocks.iter().filter_map(|block| if let Block::Grid(grid) = block { Some(grid) } else { None });
    grids.flat_map(|grid| &grid.cells).flat_map(|cell| &cell.lines)
}

/// `.35`, `-.35`: two digits or more behind a point, and nothing before it.
fn is_bare(text: &str) -> bool {
    let Some(digits) = text.strip_prefix('-').unwrap_or(text).strip_prefix('.') else { return false };
    digits.len() >= 2 && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Puts a zero before the point.
fn complete(line: &mut TextLine) {
    if let Some(point) = line.text.chars().position(|c| c == '.') {
        line.put_before(point, '0');
    }
}

#[cfg(test)]
mod tests {
    use juesuan_document::Rect;
    use juesuan_document::layout::{Cell, Grid, GridKind};

    use super::*;

    fn page(texts: &[&str]) -> [Layout; 1] {
        let edges: Vec<f32> = (0..=texts.len()).map(|row| 20.0 * row as f32).collect();
        let cell = |(row, text): (usize, &&str)| {
            let area = Rect { x0: 0.0, y0: edges[row], x1: 100.0, y1: edges[row + 1] };
            Cell::new(row, 0, area, vec![TextLine::evenly(text, area)])
        };
        let cells = texts.iter().enumerate().map(cell).collect();
        let mut layout = Layout::new(1, 595.0, 842.0);
        layout.blocks.push(Block::Grid(Grid::new(GridKind::Ruled, edges.clone(), vec![0.0, 100.0], cells)));
        [layout]
    }

    fn texts(layouts: &[Layout]) -> Vec<&str> {
        layouts.iter().flat_map(lines_of_cells).map(|line| line.text.as_str()).collect()
    }

    #[test]
    fn a_document_that_prints_no_zero_before_a_point_gets_it() {
        let mut rows = vec![".00"; HABIT - 2];
        rows.extend([".35", "-.07", "12.50"]);
        let read = completed(&page(&rows)).expect("a habit");
        assert_eq!(texts(&read)[HABIT - 2..], ["0.35", "-0.07", "12.50"]);
    }

    #[test]
    fn what_may_be_the_rest_of_a_number_is_left() {
        let mut few = vec![".00"; HABIT - 1];
        assert!(completed(&page(&few)).is_none(), "too few");
        few.extend([".35", "0.00"]);
        assert!(completed(&page(&few)).is_none(), "a zero is printed elsewhere");
        assert!(completed(&page(&[".35"; HABIT])).is_none(), "no zero among them");
    }
}
