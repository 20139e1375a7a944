//! Bands → bands without the marks of notes, and the marks.
//!
//! A small figure that is raised or lowered beside a number is the number of a note. Joined to the number it would make
//! another number of it.

use juesuan_document::{InkKind, UnreadInk};

use crate::layout::frame::Ink;
use crate::layout::lines::{Band, MARK_GAP, MARK_SIZE, text_line};

/// A mark's baseline differs from its neighbour's by at least this part of the neighbour's size: less is no rise but
/// a smaller figure on the line, as decimals may be.
const RISE: f32 = 0.1;

/// Takes the marks of notes off the bands.
pub(super) fn take(bands: &mut Vec<Band<'_>>) -> Vec<UnreadInk> {
    let mut notes = Vec::new();
    for band in bands.iter_mut() {
        let smallest = band.inks.iter().map(|ink| ink.size).fold(f32::MAX, f32::min);
        let largest = band.inks.iter().map(|ink| ink.size).fold(0.0, f32::max);
        if smallest <= MARK_SIZE * largest {
            take_from(band, largest, &mut notes);
        }
    }
    bands.retain(|band| !band.inks.is_empty());
    notes
}

fn take_from(band: &mut Band<'_>, largest: f32, notes: &mut Vec<UnreadInk>) {
    let small: Vec<bool> =
        band.inks.iter().map(|ink| ink.size <= MARK_SIZE * largest && is_mark(ink.first_char())).collect();
    let mut is_note = vec![false; band.inks.len()];
    let mut from = 0;
    // Runs of small marks, and what stands before and after each.
    for run in small.chunk_by(|a, b| a == b) {
        let range = from..from + run.len();
        from = range.end;
        if run.first() != Some(&true) {
            continue;
        }
        let (Some(first), Some(last)) = (band.inks.get(range.start), band.inks.get(range.end.saturating_sub(1))) else {
            continue;
        };
        let before = range.start.checked_sub(1).and_then(|at| band.inks.get(at)).filter(|ink| stands_at(first, ink));
        let after = band.inks.get(range.end).filter(|ink| stands_at(last, ink));
        // An exponent belongs to its unit: m².
        let exponent = before.is_some_and(|ink| ink.first_char().is_ascii_alphabetic());
        if (before.is_some() || after.is_some()) && !exponent {
            is_note.iter_mut().take(range.end).skip(range.start).for_each(|note| *note = true);
            let run = band.inks.get(range).unwrap_or_default();
            let line = text_line(run.iter());
            notes.extend(line.map(|line| UnreadInk::new(InkKind::Note, line.bbox, line.text)));
        }
    }
    let mut flags = is_note.into_iter();
    band.inks.retain(|_| flags.next() != Some(true));
}

/// Whether a small mark stands directly beside a larger glyph, raised or lowered.
fn stands_at(mark: &Ink<'_>, ink: &Ink<'_>) -> bool {
    let gap = (mark.bbox.x0 - ink.bbox.x1).max(ink.bbox.x0 - mark.bbox.x1);
    mark.size <= MARK_SIZE * ink.size
        && gap.abs() <= MARK_GAP * ink.size
        && (mark.baseline - ink.baseline).abs() > RISE * ink.size
}

/// What marks of notes are made of.
fn is_mark(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(
            c,
            '*' | '＊' | '†' | '‡' | '※' | '#' | '①'
                ..='⑳' | '[' | ']' | '(' | ')' | '（' | '）' | '〔' | '〕' | ',' | '，' | '注'
        )
}
