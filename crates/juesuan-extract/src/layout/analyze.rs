//! The order of the steps of layout analysis.

use crate::diagnostic::{Diagnostic, DiagnosticCode};
use crate::geometry::Rect;
use crate::layout::aligned::{self, Surroundings};
use crate::layout::below::join_below;
use crate::layout::frame::{Frame, frame};
use crate::layout::gutter::{self, Gutter, Zone};
use crate::layout::lattice::lattices;
use crate::layout::lines::{Piece, bands, pieces};
use crate::layout::order::{blocks, join_lines};
use crate::layout::ruled::{Filled, fill, inked};
use crate::layout::{
    Grid, Layout, TextLine, doubts, drawn, inkless, line_numbers, notes, spreads, struck, text_columns,
};
use crate::page::{Orientation, Page, Rule};
use juesuan_document::{InkKind, UnreadInk};

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
    let frame = frame(page);
    let Frame { only_invisible, has_text, has_pictures, .. } = frame;
    let Frame {
        turn,
        width,
        height,
        mut inks,
        mut rules,
        mut aside,
        crosswise,
        upside_down,
        mirrored,
        shapes,
        pictures,
        ..
    } = frame;
    drawn::take(&mut inks, &mut rules);
    let mut unread = frame.left_out;
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
    let gutter = gutter::find(&rules, &inks).or_else(|| text_columns::find(&rules, &inks));
    let mut bands = bands(inks);
    unread.extend(notes::take(&mut bands));
    struck::mark(&mut bands, &rules);
    diagnostics.extend(doubts::overlapping(&bands, page.number));
    let (mut filled, mut outside) = fill(lattices, pieces(&bands, &rules));
    let struck = struck::settle(filled.iter_mut().flat_map(|table| &mut table.cells));
    diagnostics.extend(doubts::struck(&struck, page.number));
    unread.extend(struck.replaced);
    let mut tables = Vec::new();
    for table in filled {
        if table.is_table() { tables.push(table) } else { outside.extend(table.into_pieces()) }
    }
    diagnostics.extend(doubts::turned(&upside_down, &mirrored, page.number));
    let mut adopted: Vec<Vec<(usize, TextLine)>> = vec![Vec::new(); tables.len()];
    aside.extend(adopt(&tables, &mut adopted, crosswise));
    for line in adopt(&tables, &mut adopted, upside_down).into_iter().chain(mirrored) {
        unread.push(UnreadInk::new(InkKind::Turned, line.bbox, line.text.clone()));
        aside.push(line);
    }
    let mut grids: Vec<Grid> = tables.into_iter().zip(adopted).map(|(table, runs)| table.into_grid(runs)).collect();
    let boxes: Vec<Rect> = grids.iter().map(|grid| grid.bbox).collect();
    diagnostics.extend(doubts::outside_cells(&outside, &boxes, page.number));
    let (unruled, outside) = unruled(outside, &Surroundings { grids: &boxes, rules: &rules }, gutter);
    let between = |above: f32, below: f32| outside.iter().any(|piece| (above..below).contains(&piece.middle()));
    let unruled = join_below(&mut grids, unruled, &between);
    grids.extend(unruled);
    let uprights: Vec<&Rule> = rules.iter().filter(|rule| rule.orientation == Orientation::Vertical).collect();
    let boxes: Vec<Rect> = grids.iter().map(|grid| grid.bbox).collect();
    let walls = |left: f32, right: f32, y: f32| {
        uprights.iter().any(|rule| (left..=right).contains(&rule.position) && rule.start <= y && y <= rule.end)
            || boxes.iter().any(|grid| grid.x0 < right && grid.x1 > left && grid.y0 <= y && y <= grid.y1)
            || gutter.is_some_and(|gutter| gutter.parts(left, right, y))
    };
    let lines = join_lines(outside, &walls);
    let inkless = inkless::find(&shapes, &pictures, &grids, &lines);
    diagnostics.extend(doubts::inkless(&inkless, page.number));
    unread.extend(inkless);
    diagnostics.extend(doubts::notes(&unread, page.number));
    let mut layout = Layout {
        page: page.number,
        width,
        height,
        turn,
        skew: page.skew,
        blocks: blocks(lines, grids, gutter),
        aside,
        unread,
        has_text,
        has_pictures,
        diagnostics,
        ..Layout::default()
    };
    line_numbers::set_aside(&mut layout);
    spreads::part(&mut layout);
    layout
}

/// The unruled tables; those on either side of a gutter are looked for apart.
fn unruled<'p>(
    pieces: Vec<Piece<'p>>,
    around: &Surroundings<'_>,
    gutter: Option<Gutter>,
) -> (Vec<Grid>, Vec<Piece<'p>>) {
    let Some(gutter) = gutter else { return aligned::find(pieces, around) };
    let zone = |piece: &Piece<'_>| {
        let (x0, x1, y) = (piece.x0(), piece.x1(), piece.middle());
        gutter.zone(Rect { x0, x1, y0: y, y1: y })
    };
    let (mut grids, mut rest) = (Vec::new(), Vec::new());
    let (sides, others): (Vec<_>, Vec<_>) =
        pieces.into_iter().partition(|piece| matches!(zone(piece), Zone::Left | Zone::Right));
    let (left, right) = sides.into_iter().partition(|piece| zone(piece) == Zone::Left);
    for pieces in [others, left, right] {
        let (found, outside) = aligned::find(pieces, around);
        grids.extend(found);
        rest.extend(outside);
    }
    (grids, rest)
}

/// Gives runs that lie inside a cell to that cell; returns the others.
fn adopt(tables: &[Filled<'_>], adopted: &mut [Vec<(usize, TextLine)>], runs: Vec<TextLine>) -> Vec<TextLine> {
    let mut others = Vec::new();
    for run in runs {
        let home = tables.iter().zip(adopted.iter_mut()).find_map(|(table, slot)| Some((table.adopts(&run)?, slot)));
        match home {
            Some((cell, slot)) => slot.push((cell, run)),
            None => others.push(run),
        }
    }
    others
}
