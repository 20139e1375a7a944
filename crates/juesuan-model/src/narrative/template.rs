//! Wording of the official template that was left in a narrative, and slips that follow from filling it in.

use crate::diagnostic::{Code, Diagnostic, Severity};

use super::plain::Plain;
use super::vocabulary::TEMPLATE_WORDS;

/// Adds what a paragraph still holds of the template.
pub(super) fn doubts(plain: &Plain<'_, '_>, found: &mut Vec<Diagnostic>) {
    let text = plain.text.as_str();
    for word in TEMPLATE_WORDS {
        let mut end = 0;
        for (at, _) in text.match_indices(word) {
            // `XXXX` is one blank.
            if at > end || end == 0 {
                let place = plain.place(at..at + word.len());
                let message = format!("“{word}” is left over from the template");
                found.push(Diagnostic::new(Code::TemplateText, Severity::Warning, Some(place), message));
            }
            end = at + word.len();
        }
    }
    for doubled in ["。。", "，，", ";;", "，。", "。，", "::"] {
        for (at, _) in text.match_indices(doubled) {
            let place = plain.place(at..at + doubled.len());
            let message = format!("doubled punctuation: “{doubled}”");
            found.push(Diagnostic::new(Code::WordingSlip, Severity::Info, Some(place), message));
        }
    }
    if let Some(at) = unclosed(text) {
        let message = "an opening bracket is never closed";
        found.push(Diagnostic::new(Code::WordingSlip, Severity::Info, Some(plain.place(at..at + 1)), message));
    }
}

/// The first opening bracket that the paragraph does not close.
fn unclosed(text: &str) -> Option<usize> {
    let mut open = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' => open.push(at),
            ')' => drop(open.pop()),
            _ => {}
        }
    }
    open.first().copied()
}
