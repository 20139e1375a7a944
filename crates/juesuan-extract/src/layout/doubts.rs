//! Doubts about a page's layout, as diagnostics.

use crate::diagnostic::{Diagnostic, DiagnosticCode};
use crate::geometry::Rect;
use crate::layout::frame::Ink;
use crate::layout::lines::{Band, Piece};

/// Two different glyphs that share more than this part of the narrower one's width are painted over one another.
const OVERLAP: f32 = 0.5;

/// Different glyphs of one baseline painted over one another: text of a cell that runs into the next cell's text, or
/// text that was replaced by painting over it.
pub(super) fn overlapping(bands: &[Band<'_>], page: u32) -> Option<Diagnostic> {
    let mut found: Option<(Rect, u32)> = None;
    for pair in bands.iter().flat_map(|band| band.inks.windows(2)) {
        let [a, b] = pair else { continue };
        if !overlap(a, b) {
            continue;
        }
        let bbox = a.bbox.union(&b.bbox);
        found = Some(found.map_or((bbox, 1), |(all, count)| (all.union(&bbox), count + 1)));
    }
    let (bbox, count) = found?;
    let message = "different glyphs are painted over one another; the text there may be wrong";
    Some(Diagnostic::new(DiagnosticCode::OverlappingGlyphs, page, Some(bbox), count, message))
}

fn overlap(a: &Ink<'_>, b: &Ink<'_>) -> bool {
    let shared = a.bbox.x1.min(b.bbox.x1) - b.bbox.x0;
    let narrower = a.bbox.width().min(b.bbox.width());
    // The box of full-width punctuation is half empty; typesetters let the next character into it.
    let solid = |ink: &Ink<'_>| ink.first_char().is_alphanumeric();
    solid(a) && solid(b) && a.text != b.text && narrower > 0.0 && shared > OVERLAP * narrower
}

/// Text inside the box of a ruled grid that stands in none of its cells, one doubt per piece.
pub(super) fn outside_cells(pieces: &[Piece<'_>], grids: &[Rect], page: u32) -> Vec<Diagnostic> {
    let inside = |piece: &&Piece<'_>| {
        let (x, y) = ((piece.x0() + piece.x1()) / 2.0, piece.middle());
        grids.iter().any(|grid| grid.x0 < x && x < grid.x1 && grid.y0 < y && y < grid.y1)
    };
    let doubt = |piece: &Piece<'_>| {
        let bbox = piece.inks.iter().map(|ink| ink.bbox).reduce(|all, bbox| all.union(&bbox));
        let message = "text inside a table stands in none of its cells; it is given as lines";
        Diagnostic::new(DiagnosticCode::TextOutsideCells, page, bbox, 1, message)
    };
    pieces.iter().filter(inside).map(doubt).collect()
}
