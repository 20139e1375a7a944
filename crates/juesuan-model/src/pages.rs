//! What the pages themselves give rise to doubt: page layouts → diagnostics, and which pages cannot be read.

use juesuan_document::layout::Block;
use juesuan_document::{DiagnosticCode, Document, InkKind, Layout};

use crate::account;
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
            let at = Place::of_page(layout);
            doubts.push(Diagnostic::new(Code::ScannedPage, Severity::Error, Some(at), message));
        }
        let blank = !layout.has_text && !layout.has_pictures;
        for doubt in &layout.diagnostics {
            let Some((mut code, mut severity)) = in_terms_of_the_report(doubt.code) else { continue };
            let mut message = doubt.message.clone();
            match code {
                Code::PageWithoutText if !blank => continue,
                Code::DamagedContent | Code::LimitReached if blank => {
                    code = Code::UnreadablePage;
                    unreadable.push(layout.page);
                }
                // A number may be lost there.
                Code::TextBeyondPage if amounts_beyond(layout) => severity = Severity::Warning,
                Code::UndecodableGlyphs => {
                    let cells = cells_with(layout, char::REPLACEMENT_CHARACTER);
                    message.push_str(&format!("; {cells} table cells hold some"));
                }
                _ => {}
            }
            doubts.push(Diagnostic::new(code, severity, doubt.place(), message));
        }
        doubts.extend(hidden_controls(layout));
    }
    unreadable.sort_unstable();
    unreadable.dedup();
    (doubts, unreadable)
}

/// The doubts about a document as a whole, in the report's terms: a file of several that is not read, say.
pub(crate) fn of_the_whole(document: &Document) -> Vec<Diagnostic> {
    let terms = document.diagnostics.iter().filter_map(|doubt| Some((doubt, in_terms_of_the_report(doubt.code)?)));
    terms.map(|(doubt, (code, severity))| Diagnostic::new(code, severity, None, doubt.message.clone())).collect()
}

/// Whether amounts stand beyond the edge of the page.
fn amounts_beyond(layout: &Layout) -> bool {
    layout.unread.iter().any(|ink| ink.kind == InkKind::BeyondPage && account::holds_amount(&ink.text))
}

/// Characters that turn text around, and those that show nothing. They are given as they are; people who look at the
/// text see another one.
fn hidden_controls(layout: &Layout) -> Option<Diagnostic> {
    let turns = |c: &char| matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let shows_nothing = |c: &char| matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}');
    let (mut turning, mut invisible) = (0_usize, 0_usize);
    let mut count = |text: &str| {
        // Nearly all texts have none: each of these characters begins with one of these bytes in UTF-8.
        if text.bytes().any(|byte| matches!(byte, 0xD8 | 0xE2 | 0xEF)) {
            turning = turning.saturating_add(text.chars().filter(turns).count());
            invisible = invisible.saturating_add(text.chars().filter(shows_nothing).count());
        }
    };
    for block in &layout.blocks {
        match block {
            Block::Line(line) => count(&line.text),
            Block::Grid(grid) => grid.cells.iter().flat_map(|cell| &cell.lines).for_each(|line| count(&line.text)),
            _ => {}
        }
    }
    let at = Place::of_page(layout);
    let doubt = |severity, message| Some(Diagnostic::new(Code::HiddenControls, severity, Some(at), message));
    match (turning, invisible) {
        (0, 0) => None,
        (0, count) => doubt(Severity::Info, format!("{count} characters show nothing (zero width), kept as they are")),
        (count, _) => {
            let message =
                format!("{count} characters turn the direction of text, kept as they are: it is not read as it looks");
            doubt(Severity::Warning, message)
        }
    }
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
        DiagnosticCode::IncompleteFile => (Code::IncompleteFile, Severity::Error),
        DiagnosticCode::DamagedContent => (Code::DamagedContent, Severity::Error),
        DiagnosticCode::LimitReached => (Code::LimitReached, Severity::Error),
        DiagnosticCode::PageWithoutText => (Code::PageWithoutText, Severity::Info),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use juesuan_document::{Diagnostic as Doubt, Rect, UnreadInk};

    use super::*;

    #[test]
    fn amounts_beyond_the_page_weigh_more_than_words() {
        let severity = |text: &str| {
            let mut layout = Layout::new(1, 595.0, 842.0);
            layout.has_text = true;
            layout.unread.push(UnreadInk::new(InkKind::BeyondPage, Rect::default(), text));
            layout.diagnostics.push(Doubt::new(DiagnosticCode::TextBeyondPage, 1, None, 1, "beyond"));
            diagnostics(&[layout]).0.first().map(|doubt| doubt.severity)
        };
        assert_eq!(severity("1,234.50"), Some(Severity::Warning));
        assert_eq!(severity("第12页"), Some(Severity::Info));
    }
}
