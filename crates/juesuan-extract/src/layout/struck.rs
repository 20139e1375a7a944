//! Text that a line strikes through: glyphs and rules in, which of the glyphs are struck.
//!
//! Where a struck number stands beside another one in a cell, the other one replaces it.

use crate::geometry::Rect;
use crate::layout::frame::Ink;
use crate::layout::lines::{Band, Piece};
use crate::page::{Orientation, Rule};
use juesuan_document::{InkKind, UnreadInk};

/// A line strikes text through between these heights above the baseline (in font sizes): through the figures, neither
/// under nor over them.
const LOW: f32 = 0.12;
const HIGH: f32 = 0.5;
/// It begins and ends with the text, to within this many font sizes. The border of a cell is longer.
const ENDS: f32 = 0.6;

/// Marks the glyphs that a line strikes through.
pub(super) fn mark(bands: &mut [Band<'_>], rules: &[Rule]) {
    let widest: Vec<f32> =
        bands.iter().map(|band| band.inks.iter().map(|ink| ink.bbox.width().abs()).fold(0.0, f32::max)).collect();
    let largest = bands.iter().flat_map(|band| &band.inks).map(|ink| ink.size).fold(0.0, f32::max);
    let lines = rules.iter().filter(|rule| rule.orientation == Orientation::Horizontal);
    for rule in lines {
        let from = bands.partition_point(|band| band.baseline() < rule.position - 0.1 * largest);
        for (band, widest) in bands.iter_mut().zip(&widest).skip(from) {
            if band.baseline() > rule.position + largest {
                break;
            }
            let under = |ink: &Ink<'_>| {
                let middle = ink.bbox.center().x;
                let height = ink.baseline - rule.position;
                (rule.start..=rule.end).contains(&middle) && height > LOW * ink.size && height < HIGH * ink.size
            };
            // The inks stand from left to right: those that end before the line or begin behind it are not looked at.
            let left = band.inks.partition_point(|ink| ink.bbox.x0 < rule.start - widest);
            let right = band.inks.partition_point(|ink| ink.bbox.x0 <= rule.end).max(left);
            let Some(near) = band.inks.get_mut(left..right) else { continue };
            let (Some(first), Some(last)) = (near.iter().position(under), near.iter().rposition(under)) else {
                continue;
            };
            let Some(run) = near.get_mut(first..=last) else { continue };
            let ends = match run {
                [one] => Some((one.bbox.x0, one.bbox.x1, one.size)),
                [one, .., other] => Some((one.bbox.x0, other.bbox.x1, one.size)),
                [] => None,
            };
            let fits = ends.is_some_and(|(x0, x1, size)| {
                (rule.start - x0).abs() < ENDS * size && (rule.end - x1).abs() < ENDS * size
            });
            if fits {
                run.iter_mut().for_each(|ink| ink.struck = true);
            }
        }
    }
}

/// What becomes of the struck pieces of a cell: those beside others are left out, those alone stay.
pub(super) struct Struck {
    /// Left out: replaced by what stands beside them.
    pub(super) replaced: Vec<UnreadInk>,
    /// Kept, and in doubt.
    pub(super) kept: Vec<Rect>,
}

/// Sorts out the struck pieces of all cells.
pub(super) fn settle<'c, 'p: 'c>(cells: impl Iterator<Item = &'c mut Vec<Piece<'p>>>) -> Struck {
    let mut struck = Struck { replaced: Vec::new(), kept: Vec::new() };
    for pieces in cells {
        if !pieces.iter().any(is_struck) {
            continue;
        }
        let alone = pieces.iter().all(is_struck);
        for piece in pieces.iter().filter(|piece| is_struck(piece)) {
            let Some(line) = crate::layout::lines::text_line(piece.inks.iter()) else { continue };
            if alone {
                struck.kept.push(line.bbox);
            } else {
                struck.replaced.push(UnreadInk::new(InkKind::Struck, line.bbox, line.text));
            }
        }
        if !alone {
            pieces.retain(|piece| !is_struck(piece));
        }
    }
    struck
}

fn is_struck(piece: &Piece<'_>) -> bool {
    piece.inks.iter().all(|ink| ink.struck)
}
