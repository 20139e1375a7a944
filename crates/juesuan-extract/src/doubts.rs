//! What is in doubt about the glyphs of a page: a page and what its reading came upon in, diagnostics out.

use crate::bold::Overlaps;
use crate::diagnostic::{Diagnostic, DiagnosticCode};
use crate::geometry::Rect;
use crate::limits::Limit;
use crate::page::{GlyphText, Page};
use crate::seen::Seen;
use juesuan_document::{InkKind, UnreadInk};

/// A message quotes at most so many characters of what was left out.
const LONGEST_QUOTE: usize = 40;
/// More places of one kind on a page are stated together.
const APART: usize = 8;

/// States the doubts about a page.
pub(crate) fn diagnose(page: &mut Page, overlaps: &Overlaps, seen: &Seen, damaged: u32, limit: Option<Limit>) {
    let number = page.number;
    let mut report = |code, bbox, count, message: String| {
        page.diagnostics.push(Diagnostic::new(code, number, bbox, count, message));
    };
    let is_private = |char: char| matches!(char, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..);
    let mut undecodable = Group::default();
    let mut private = Group::default();
    let mut invisible = Group::default();
    for glyph in &page.glyphs {
        match &glyph.text {
            GlyphText::Undecodable => undecodable.add(&glyph.bbox),
            GlyphText::Char(char) if is_private(*char) => private.add(&glyph.bbox),
            GlyphText::Str(text) if text.chars().any(is_private) => private.add(&glyph.bbox),
            _ => {}
        }
        if !glyph.visible {
            invisible.add(&glyph.bbox);
        }
    }
    if page.glyphs.is_empty() {
        let message = if page.images.is_empty() {
            "the page paints no text: it is blank or a drawing".to_owned()
        } else {
            "the page paints no text but has pictures: a scan, which needs character recognition first".to_owned()
        };
        report(DiagnosticCode::PageWithoutText, None, 1, message);
    }
    if let Group { count: count @ 1.., bbox } = undecodable {
        let message = format!("{count} glyphs have no known Unicode text and are marked as undecodable");
        report(DiagnosticCode::UndecodableGlyphs, bbox, count, message);
    }
    if let Group { count: count @ 1.., bbox } = private {
        let message = format!("{count} glyphs have only a private meaning in Unicode, kept as they are");
        report(DiagnosticCode::PrivateUseGlyphs, bbox, count, message);
    }
    if let Group { count: count @ 1.., bbox } = invisible {
        let message = format!("{count} glyphs are painted invisibly, kept and marked");
        report(DiagnosticCode::InvisibleText, bbox, count, message);
    }
    for kind in [InkKind::Clipped, InkKind::Covered, InkKind::Tiny, InkKind::BeyondPage, InkKind::Contradicted] {
        let own: Vec<&UnreadInk> = page.left_out.iter().filter(|ink| ink.kind == kind).collect();
        left_out(kind, &own, &mut report);
    }
    let message = "glyphs are covered in part; the text there may be wrong";
    if seen.doubtful.len() <= APART {
        seen.doubtful
            .iter()
            .for_each(|bbox| report(DiagnosticCode::OverlappingGlyphs, Some(*bbox), 1, message.to_owned()));
    } else {
        let mut half = Group::default();
        seen.doubtful.iter().for_each(|bbox| half.add(bbox));
        report(DiagnosticCode::OverlappingGlyphs, half.bbox, half.count, message.to_owned());
    }
    if seen.unfinished {
        let message = "too much is painted over text; some of the text that is given may be covered";
        report(DiagnosticCode::LimitReached, None, 1, message.to_owned());
    }
    if overlaps.count > 0 {
        let message = format!("{} different glyphs are painted over others, all kept", overlaps.count);
        report(DiagnosticCode::OverlappingGlyphs, overlaps.bbox, overlaps.count, message);
    }
    if damaged > 0 {
        let message = format!("{damaged} operators, resources or streams could not be read and were skipped");
        report(DiagnosticCode::DamagedContent, None, damaged, message);
    }
    if let Some(limit) = limit {
        let message = format!("the limit on {limit} was reached; the page is given in part");
        report(DiagnosticCode::LimitReached, None, 1, message);
    }
}

/// States what was left out: run by run where there are few, so that each has its place.
fn left_out(kind: InkKind, runs: &[&UnreadInk], report: &mut impl FnMut(DiagnosticCode, Option<Rect>, u32, String)) {
    let (code, what) = match kind {
        InkKind::Clipped => {
            (DiagnosticCode::ClippedText, "hidden by a clip (text that overflows its cell) and left out")
        }
        InkKind::Covered => (DiagnosticCode::CoveredText, "covered by what is painted over it and left out"),
        InkKind::Tiny => (DiagnosticCode::TinyText, "too small to be seen and left out"),
        InkKind::BeyondPage => (DiagnosticCode::TextBeyondPage, "beyond the edge of the page and left out"),
        InkKind::Contradicted => {
            (DiagnosticCode::ContradictedText, "stated for glyphs that say something else, which are read")
        }
        _ => return,
    };
    if runs.len() <= APART {
        for run in runs {
            let text: String = run.text.chars().take(LONGEST_QUOTE).collect();
            let count = u32::try_from(run.text.chars().count()).unwrap_or(u32::MAX);
            report(code, Some(run.bbox), count, format!("“{text}” is {what}"));
        }
        return;
    }
    let mut all = Group::default();
    let mut count = 0_usize;
    for run in runs {
        all.add(&run.bbox);
        count = count.saturating_add(run.text.chars().count());
    }
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    report(code, all.bbox, count, format!("{count} glyphs in {} places are {what}", runs.len()));
}

/// Glyphs of one kind: how many, and the box around them.
#[derive(Default)]
struct Group {
    count: u32,
    bbox: Option<Rect>,
}

impl Group {
    fn add(&mut self, bbox: &Rect) {
        self.count += 1;
        self.bbox = Some(self.bbox.map_or(*bbox, |all| all.union(bbox)));
    }
}
