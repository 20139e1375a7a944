//! What the pages themselves give rise to doubt: page layouts → diagnostics, and which pages cannot be read.

use juesuan_document::layout::Block;
use juesuan_document::{DiagnosticCode, Layout};

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::place::Place;

/// The doubts of all pages in the report's terms, and the numbers of the pages that cannot be read.
pub(crate) fn diagnostics(layouts: &[Layout]) -> (Vec<Diagnostic>, Vec<u32>) {
    let mut doubts = Vec::new();
    let mut unreadable = Vec::new();
    for layout in layouts {
        if !layout.has_text && layout.has_pictures {
            unreadable.push(layout.page);
            let message = "the page is a picture without a text layer: it needs character recognition (OCR) to be read";
            let at = Place::on(layout, juesuan_document::Rect::default());
            doubts.push(Diagnostic::new(Code::ScannedPage, Severity::Error, Some(at), message));
        }
        let blank = !layout.has_text && !layout.has_pictures;
        for doubt in &layout.diagnostics {
            let Some((mut code, severity)) = in_terms_of_the_report(doubt.code) else { continue };
            let mut message = doubt.message.clone();
            match code {
                Code::PageWithoutText if !blank => continue,
                Code::DamagedContent | Code::LimitReached if blank => {
                    code = Code::UnreadablePage;
                    unreadable.push(layout.page);
                }
                Code::UndecodableGlyphs => {
                    let cells = cells_with(layout, char::REPLACEMENT_CHARACTER);
                    message.push_str(&format!("; {cells} table cells hold some"));
                }
                _ => {}
            }
            let at = Place { id: doubt.id, ..Place::new(doubt.page, doubt.bbox.unwrap_or_default()) };
            doubts.push(Diagnostic::new(code, severity, Some(at), message));
        }
    }
    unreadable.sort_unstable();
    unreadable.dedup();
    (doubts, unreadable)
}

/// How many table cells hold a character.
fn cells_with(layout: &Layout, character: char) -> usize {
    let grids = layout.blocks.iter().filter_map(|block| match block {
        Block::Grid(grid) => Some(grid),
        _ => None,
    });
    grids.flat_map(|grid| &grid.cells).filter(|cell| cell.text().contains(character)).count()
}

fn in_terms_of_the_report(code: DiagnosticCode) -> Option<(Code, Severity)> {
    Some(match code {
        DiagnosticCode::UndecodableGlyphs => (Code::UndecodableGlyphs, Severity::Error),
        DiagnosticCode::PrivateUseGlyphs => (Code::PrivateUseGlyphs, Severity::Warning),
        DiagnosticCode::InvisibleText => (Code::InvisibleText, Severity::Warning),
        DiagnosticCode::ClippedText => (Code::ClippedText, Severity::Info),
        DiagnosticCode::HiddenContent => (Code::HiddenContent, Severity::Info),
        DiagnosticCode::ValueMissing => (Code::ValueMissing, Severity::Error),
        DiagnosticCode::OverlappingGlyphs => (Code::OverlappingGlyphs, Severity::Warning),
        DiagnosticCode::InkWithoutText => (Code::InkWithoutText, Severity::Warning),
        DiagnosticCode::CoveredText => (Code::CoveredText, Severity::Info),
        DiagnosticCode::TinyText => (Code::TinyText, Severity::Info),
        DiagnosticCode::ContradictedText => (Code::ContradictedText, Severity::Warning),
        DiagnosticCode::TurnedText => (Code::TurnedText, Severity::Warning),
        DiagnosticCode::NoteMarks => (Code::NoteMarks, Severity::Info),
        DiagnosticCode::StruckText => (Code::StruckText, Severity::Warning),
        DiagnosticCode::TextBeyondPage => (Code::TextBeyondPage, Severity::Info),
        DiagnosticCode::TextOutsideCells => (Code::TextOutsideCells, Severity::Warning),
        DiagnosticCode::DamagedContent => (Code::DamagedContent, Severity::Error),
        DiagnosticCode::LimitReached => (Code::LimitReached, Severity::Error),
        DiagnosticCode::PageWithoutText => (Code::PageWithoutText, Severity::Info),
        _ => return None,
    })
}
