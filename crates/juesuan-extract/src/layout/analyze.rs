//! The order of the steps of layout analysis.

use crate::diagnostic::{Diagnostic, DiagnosticCode};
use crate::geometry::Rect;
use crate::layout::aligned::{self, Surroundings};
use crate::layout::below::join_below;
use crate::layout::doubts;
use crate::layout::frame::{Frame, frame};
use crate::layout::lattice::lattices;
use crate::layout::lines::{bands, pieces};
use crate::layout::order::{blocks, join_lines};
use crate::layout::ruled::{Filled, fill, inked};
use crate::layout::{Grid, Layout, TextLine};
use crate::page::{Orientation, Page, Rule};

/// The text lines and grids of a page, in reading order.
///
/// ```
/// use juesuan_extract::{Glyph, Page, Point, layout::{Block, analyze}};
/// let mut page = Page::new(1, 595.0, 842.0);
/// page.glyphs.push(Glyph::upright('目', Point { x: 80.0, y: 100.0 }, 12.0, 12.0));
/// page.glyphs.push(Glyph::upright('录', Point { x: 116.0, y: 100.0 }, 12.0, 12.0));
/// let layout = analyze(&page);
/// assert!(matches!(layout.blocks.as_slice(), [Block::Line(line)] if line.text == "目 录"));
/// ```
#[must_use]
pub fn analyze(page: &Page) -> Layout {
    let Frame { turn, width, height, inks, rules, mut aside, crosswise, only_invisible, has_text, has_pictures } =
        frame(page);
    let mut diagnostics = page.diagnostics.clone();
    if only_invisible {
        let message = "all text of the page is invisible (a recognised scan); it is used as text";
        #[allow(clippy::cast_possible_truncation)]
        let count = inks.len() as u32;
        diagnostics.push(Diagnostic::new(DiagnosticCode::InvisibleText, page.number, None, count, message));
    }
    let (lattices, capped) = lattices(&rules, &inked(&inks));
    if capped {
        let message = "too many ruling lines; the smallest are not used";
        diagnostics.push(Diagnostic::new(DiagnosticCode::LimitReached, page.number, None, 1, message));
    }
    let bands = bands(inks);
    diagnostics.extend(doubts::overlapping(&bands, page.number));
    let (filled, mut outside) = fill(lattices, pieces(&bands, &rules));
    let mut tables = Vec::new();
    for table in filled {
        if table.is_table() { tables.push(table) } else { outside.extend(table.into_pieces()) }
    }
    let mut grids = grids(tables, crosswise, &mut aside);
    let boxes: Vec<Rect> = grids.iter().map(|grid| grid.bbox).collect();
    diagnostics.extend(doubts::outside_cells(&outside, &boxes, page.number));
    let (unruled, outside) = aligned::find(outside, &Surroundings { grids: &boxes, rules: &rules });
    let between = |above: f32, below: f32| outside.iter().any(|piece| (above..below).contains(&piece.middle()));
    let unruled = join_below(&mut grids, unruled, &between);
    grids.extend(unruled);
    let uprights: Vec<&Rule> = rules.iter().filter(|rule| rule.orientation == Orientation::Vertical).collect();
    let boxes: Vec<Rect> = grids.iter().map(|grid| grid.bbox).collect();
    let walls = |left: f32, right: f32, y: f32| {
        uprights.iter().any(|rule| (left..=right).contains(&rule.position) && rule.start <= y && y <= rule.end)
            || boxes.iter().any(|grid| grid.x0 < right && grid.x1 > left && grid.y0 <= y && y <= grid.y1)
    };
    let lines = join_lines(outside, &walls);
    Layout {
        page: page.number,
        width,
        height,
        turn,
        blocks: blocks(lines, grids),
        aside,
        has_text,
        has_pictures,
        diagnostics,
        ..Layout::default()
    }
}

/// The tables' grids; crosswise runs that lie inside a cell are its text, the others are set aside.
fn grids(tables: Vec<Filled<'_>>, crosswise: Vec<TextLine>, aside: &mut Vec<TextLine>) -> Vec<Grid> {
    let mut adopted: Vec<Vec<(usize, TextLine)>> = vec![Vec::new(); tables.len()];
    for run in crosswise {
        let home = tables.iter().zip(&mut adopted).find_map(|(table, slot)| Some((table.adopts(&run)?, slot)));
        match home {
            Some((cell, slot)) => slot.push((cell, run)),
            None => aside.push(run),
        }
    }
    tables.into_iter().zip(adopted).map(|(table, runs)| table.into_grid(runs)).collect()
}
