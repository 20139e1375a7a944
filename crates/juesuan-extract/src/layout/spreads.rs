//! Two pages on one sheet: a page layout → the same, the left half of such a sheet before its right half.
//!
//! A sheet is read from top to bottom. Where two pages stand side by side on it, lines of both would take turns, and a
//! paragraph of one would go on in a table of the other.

use crate::geometry::Rect;
use crate::layout::{Block, Layout};

/// A sheet is wider than high by this factor where it may hold two pages.
const WIDE: f32 = 1.2;

/// A half with fewer lines and without a grid is no page: what stands left and right of a title, say.
const FEWEST: usize = 4;

/// Puts the halves of a sheet one after the other.
pub(super) fn part(layout: &mut Layout) {
    if is_spread(layout) {
        let middle = layout.width / 2.0;
        layout.blocks.sort_by_key(|block| bbox(block).x0 >= middle);
    }
}

/// Whether nothing on a wide sheet reaches over its middle, and both halves are filled.
fn is_spread(layout: &Layout) -> bool {
    if layout.width < layout.height * WIDE {
        return false;
    }
    let middle = layout.width / 2.0;
    if layout.blocks.iter().any(|block| bbox(block).x0 < middle && middle < bbox(block).x1) {
        return false;
    }
    let filled = |right: bool| {
        let own = || layout.blocks.iter().filter(|block| (bbox(block).x0 >= middle) == right);
        own().any(|block| matches!(block, Block::Grid(_))) || own().count() >= FEWEST
    };
    filled(false) && filled(true)
}

fn bbox(block: &Block) -> Rect {
    match block {
        Block::Line(line) => line.bbox,
        Block::Grid(grid) => grid.bbox,
        _ => Rect::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::TextLine;

    fn sheet(width: f32, lines: &[(f32, f32, &str)]) -> Layout {
        let mut layout = Layout::new(1, width, 595.0);
        for (index, (x0, x1, text)) in lines.iter().enumerate() {
            let y0 = 100.0 + 10.0 * index as f32;
            let bbox = Rect { x0: *x0, y0, x1: *x1, y1: y0 + 8.0 };
            layout.blocks.push(Block::Line(TextLine::evenly(text, bbox)));
        }
        layout
    }

    fn read(mut sheet: Layout) -> String {
        part(&mut sheet);
        let text = |block: &Block| if let Block::Line(line) = block { line.text.clone() } else { String::new() };
        sheet.blocks.iter().map(text).collect()
    }

    #[test]
    fn the_left_half_of_a_sheet_comes_first() {
        let (left, right) = ((50.0, 380.0), (460.0, 800.0));
        let line = |(x0, x1): (f32, f32), text: &'static str| (x0, x1, text);
        let both: Vec<(f32, f32, &str)> = ["1a", "2a", "3a", "4a"]
            .iter()
            .zip(["1b", "2b", "3b", "4b"])
            .flat_map(|(a, b)| [line(left, a), line(right, b)])
            .collect();
        assert_eq!(read(sheet(842.0, &both)), "1a2a3a4a1b2b3b4b");
        assert_eq!(read(sheet(595.0, &both)), "1a1b2a2b3a3b4a4b");
        assert_eq!(read(sheet(842.0, &both[..5])), "1a1b2a2b3a");
        let over: Vec<(f32, f32, &str)> = both.iter().copied().chain([(300.0, 500.0, "title")]).collect();
        assert_eq!(read(sheet(842.0, &over)), "1a1b2a2b3a3b4a4btitle");
    }
}
