//! Doubts about a page's layout, as diagnostics.

use crate::diagnostic::{Diagnostic, DiagnosticCode};
use crate::geometry::Rect;
use crate::layout::TextLine;
use crate::layout::frame::Ink;
use crate::layout::lines::{Band, Piece};
use crate::layout::struck::Struck;
use juesuan_document::{InkKind, UnreadInk};

/// Two different glyphs that share more than this part of the narrower one's width are painted over one another.
const OVERLAP: f32 = 0.5;
/// More places of one kind on a page are stated together.
const APART: usize = 8;

/// Different glyphs of one baseline painted over one another: text of a cell that runs into the next cell's text, or
/// text that was replaced by painting over it.
pub(super) fn overlapping(bands: &[Band<'_>], page: u32) -> Vec<Diagnostic> {
    let mut places: Vec<Rect> = Vec::new();
    for band in bands {
        let mut open: Option<Rect> = None;
        for pair in band.inks.windows(2) {
            let [a, b] = pair else { continue };
            if overlap(a, b) {
                let bbox = a.bbox.union(&b.bbox);
                open = Some(open.map_or(bbox, |all| all.union(&bbox)));
            } else if open.is_some_and(|all| a.bbox.x0 - all.x1 > a.size) {
                places.extend(open.take());
            }
        }
        places.extend(open);
    }
    let message = "different glyphs are painted over one another; the text there may be wrong";
    each(DiagnosticCode::OverlappingGlyphs, &places, page, |_| message.to_owned())
}

/// One doubt for each place where there are few, and one for all where there are many.
fn each(code: DiagnosticCode, places: &[Rect], page: u32, message: impl Fn(usize) -> String) -> Vec<Diagnostic> {
    if places.len() <= APART {
        return places
            .iter()
            .enumerate()
            .map(|(at, bbox)| Diagnostic::new(code, page, Some(*bbox), 1, message(at)))
            .collect();
    }
    let all = places.iter().copied().reduce(|all, bbox| all.union(&bbox));
    let count = u32::try_from(places.len()).unwrap_or(u32::MAX);
    vec![Diagnostic::new(code, page, all, count, format!("{}; {count} places on the page", message(0)))]
}

/// Text that is struck through.
pub(super) fn struck(struck: &Struck, page: u32) -> Vec<Diagnostic> {
    let replaced: Vec<Rect> = struck.replaced.iter().map(|ink| ink.bbox).collect();
    let text = |at: usize| struck.replaced.get(at).map_or("", |ink| ink.text.as_str());
    let mut doubts = each(DiagnosticCode::StruckText, &replaced, page, |at| {
        format!("“{}” is struck through beside another text of its cell, and left out", text(at))
    });
    let message = "the text of a cell is struck through; it is read";
    doubts.extend(each(DiagnosticCode::StruckText, &struck.kept, page, |_| message.to_owned()));
    doubts
}

/// Text that runs upside down, or is mirrored.
pub(super) fn turned(upside_down: &[TextLine], mirrored: &[TextLine], page: u32) -> Vec<Diagnostic> {
    let boxes = |lines: &[TextLine]| lines.iter().map(|line| line.bbox).collect::<Vec<Rect>>();
    let text = |lines: &[TextLine], at: usize| lines.get(at).map(|line| line.text.clone()).unwrap_or_default();
    let mut doubts = each(DiagnosticCode::TurnedText, &boxes(upside_down), page, |at| {
        format!("“{}” is upside down; it is read only inside a cell", text(upside_down, at))
    });
    doubts.extend(each(DiagnosticCode::TurnedText, &boxes(mirrored), page, |at| {
        format!("“{}” is mirrored and not read", text(mirrored, at))
    }));
    doubts
}

/// Ink without text.
pub(super) fn inkless(found: &[UnreadInk], page: u32) -> Vec<Diagnostic> {
    let of = |kind: InkKind, what: &str| {
        let boxes: Vec<Rect> = found.iter().filter(|ink| ink.kind == kind).map(|ink| ink.bbox).collect();
        each(DiagnosticCode::InkWithoutText, &boxes, page, |_| {
            format!("{what} where text is expected; it was not read")
        })
    };
    let mut doubts = of(InkKind::Outlines, "shapes of the size of letters");
    doubts.extend(of(InkKind::Picture, "a picture"));
    doubts
}

/// Marks of notes that were kept apart from text.
pub(super) fn notes(unread: &[UnreadInk], page: u32) -> Vec<Diagnostic> {
    let notes: Vec<&UnreadInk> = unread.iter().filter(|ink| ink.kind == InkKind::Note).collect();
    let boxes: Vec<Rect> = notes.iter().map(|ink| ink.bbox).collect();
    let text = |at: usize| notes.get(at).map_or("", |ink| ink.text.as_str());
    each(DiagnosticCode::NoteMarks, &boxes, page, |at| {
        format!("“{}” is the mark of a note beside text, and kept apart from it", text(at))
    })
}

fn overlap(a: &Ink<'_>, b: &Ink<'_>) -> bool {
    let shared = a.bbox.x1.min(b.bbox.x1) - b.bbox.x0;
    let narrower = a.bbox.width().min(b.bbox.width());
    // The box of full-width punctuation is half empty; typesetters let the next character into it.
    let solid = |ink: &Ink<'_>| ink.first_char().is_alphanumeric();
    narrower > 0.0 && shared > OVERLAP * narrower && a.text != b.text && solid(a) && solid(b)
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
