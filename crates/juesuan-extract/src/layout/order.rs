//! Pieces outside grids → lines; lines and grids → reading order.

use crate::layout::gutter::{Gutter, Zone};
use crate::layout::lines::{Piece, is_wide, text_line};
use crate::layout::{Block, Grid, TextLine};

/// A gap wider than this (in font sizes) ends a line: what follows is another column or field.
const COLUMN_GAP: f32 = 2.0;
/// Single ideographs are spread farther than that to fill a heading (`目　　录`).
const SPREAD_GAP: f32 = 5.0;

/// Joins the pieces of each baseline into lines, ended by column gaps, rules (`walls` between two x at a height) and
/// grids standing between.
pub(super) fn join_lines(mut pieces: Vec<Piece<'_>>, walls: &dyn Fn(f32, f32, f32) -> bool) -> Vec<TextLine> {
    pieces.sort_by(|a, b| a.band.cmp(&b.band).then(a.x0().total_cmp(&b.x0())));
    let mut lines = Vec::new();
    for run in pieces.chunk_by(|a, b| a.band == b.band && !apart(a, b, walls)) {
        lines.extend(text_line(run.iter().flat_map(|piece| piece.inks.iter())));
    }
    lines
}

fn apart(left: &Piece<'_>, right: &Piece<'_>, walls: &dyn Fn(f32, f32, f32) -> bool) -> bool {
    let (Some(a), Some(b)) = (left.inks.last(), right.inks.first()) else { return true };
    let single = |piece: &Piece<'_>| piece.inks.len() == 1 && piece.inks.iter().all(|ink| is_wide(ink.first_char()));
    let limit = if single(left) && single(right) { SPREAD_GAP } else { COLUMN_GAP };
    let gap = b.bbox.x0 - left.x1();
    gap > limit * a.size.max(b.size) || walls(left.x1(), b.bbox.x0, a.middle())
}

/// Blocks from top to bottom, then left to right; left of a gutter before right of it. Lines on one baseline stay
/// together from left to right.
pub(super) fn blocks(lines: Vec<TextLine>, grids: Vec<Grid>, gutter: Option<Gutter>) -> Vec<Block> {
    let zone = |bbox| gutter.map_or(Zone::Above, |gutter| gutter.zone(bbox));
    let mut blocks: Vec<(Zone, f32, f32, Block)> = Vec::with_capacity(lines.len() + grids.len());
    let mut lines = lines;
    lines.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
    let mut shared = f32::MIN;
    for line in lines {
        // Baselines that differ by a trace are one row of text.
        if line.baseline - shared > 0.3 * line.size {
            shared = line.baseline;
        }
        blocks.push((zone(line.bbox), shared - 0.35 * line.size, line.bbox.x0, Block::Line(line)));
    }
    for grid in grids {
        blocks.push((zone(grid.bbox), grid.bbox.y0, grid.bbox.x0, Block::Grid(grid)));
    }
    blocks.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2)));
    blocks.into_iter().map(|(.., block)| block).collect()
}
