//! Two pages on one sheet: page layouts → the same, the left half of such a sheet before its right half.
//!
//! A sheet is read from top to bottom. Where two pages stand side by side on it, lines of both would take turns, and a
//! paragraph of one would go on in a table of the other.

use juesuan_document::layout::{Block, Surface};
use juesuan_document::{Layout, Rect};

/// A sheet is wider than high by this factor where it may hold two pages.
const WIDE: f32 = 1.2;

/// A half with fewer lines and without a grid is no page: what stands left and right of a title, say.
const FEWEST: usize = 4;

/// The layouts with the halves of their sheets one after the other; nothing where no sheet has two.
pub(crate) fn in_order(layouts: &[Layout]) -> Option<Vec<Layout>> {
    if !layouts.iter().any(is_spread) {
        return None;
    }
    let mut layouts = layouts.to_vec();
    for layout in layouts.iter_mut().filter(|layout| is_spread(layout)) {
        let middle = layout.width / 2.0;
        layout.blocks.sort_by_key(|block| bbox(block).x0 >= middle);
    }
    Some(layouts)
}

/// Whether nothing on a wide sheet reaches over its middle, and both halves are filled.
fn is_spread(layout: &Layout) -> bool {
    if layout.surface != Surface::Page || layout.width < layout.height * WIDE {
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
    use juesuan_document::layout::TextLine;

    use super::*;

    fn sheet(width: f32, lines: &[(f32, f32, &str)]) -> Layout {
        let mut layout = Layout::new(1, width, 595.0);
        for (index, (x0, x1, text)) in lines.iter().enumerate() {
            let y0 = 100.0 + 10.0 * index as f32;
            let bbox = Rect { x0: *x0, y0, x1: *x1, y1: y0 + 8.0 };
            layout.blocks.push(Block::Line(TextLine::evenly(text, bbox)));
        }
        layout
    }

    fn texts(layouts: &[Layout]) -> String {
        let text = |block: &Block| match block {
            Block::Line(line) => line.text.clone(),
            _ => String::new(),
        };
        layouts.iter().flat_map(|layout| &layout.blocks).map(text).collect()
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
        assert_eq!(texts(&in_order(&[sheet(842.0, &both)]).expect("a spread")), "1a2a3a4a1b2b3b4b");
        assert!(in_order(&[sheet(595.0, &both)]).is_none());
        assert!(in_order(&[sheet(842.0, &both[..5])]).is_none());
        let over: Vec<(f32, f32, &str)> = both.iter().copied().chain([(300.0, 500.0, "title")]).collect();
        assert!(in_order(&[sheet(842.0, &over)]).is_none());
    }
}
