//! What the pages themselves give rise to doubt: page layouts → diagnostics, and which pages cannot be read.

use juesuan_extract::{DiagnosticCode, Layout};

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
            let at = Place { page: layout.page, bbox: layout.on_page(juesuan_extract::Rect::default()) };
            doubts.push(Diagnostic::new(Code::ScannedPage, Severity::Error, Some(at), message));
        }
        for doubt in &layout.diagnostics {
            let Some((code, severity)) = in_terms_of_the_report(doubt.code) else { continue };
            if code == Code::UnreadablePage {
                unreadable.push(layout.page);
            }
            let at = Place { page: doubt.page, bbox: doubt.bbox.unwrap_or_default() };
            doubts.push(Diagnostic::new(code, severity, Some(at), doubt.message.clone()));
        }
    }
    unreadable.sort_unstable();
    unreadable.dedup();
    (doubts, unreadable)
}

fn in_terms_of_the_report(code: DiagnosticCode) -> Option<(Code, Severity)> {
    Some(match code {
        DiagnosticCode::UndecodableGlyphs => (Code::UndecodableGlyphs, Severity::Error),
        DiagnosticCode::PrivateUseGlyphs => (Code::PrivateUseGlyphs, Severity::Warning),
        DiagnosticCode::InvisibleText => (Code::InvisibleText, Severity::Warning),
        DiagnosticCode::ClippedText => (Code::ClippedText, Severity::Info),
        DiagnosticCode::OverlappingGlyphs => (Code::OverlappingGlyphs, Severity::Warning),
        DiagnosticCode::TextOutsideCells => (Code::TextOutsideCells, Severity::Warning),
        DiagnosticCode::DamagedContent => (Code::DamagedContent, Severity::Error),
        DiagnosticCode::LimitReached => (Code::LimitReached, Severity::Error),
        // Blank pages are no doubt; scans are told apart by their pictures.
        DiagnosticCode::PageWithoutText => return None,
        _ => return None,
    })
}
