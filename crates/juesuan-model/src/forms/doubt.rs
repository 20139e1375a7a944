//! The doubts that the forms raise.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::place::Place;
use crate::value::Text;

/// A cell of a figure column that holds something else.
pub(super) fn malformed(text: &Text) -> Diagnostic {
    let message = format!("{:?} stands where a figure is expected in a performance form; no value was read", text.text);
    Diagnostic::new(Code::MalformedNumber, Severity::Warning, Some(text.at), message)
}

/// A column whose header is not known.
pub(super) fn unknown_header(header: &Text) -> Diagnostic {
    let message =
        format!("column {:?} of a performance form is not known; its texts are kept as remainder", header.text);
    Diagnostic::new(Code::UnknownHeader, Severity::Info, Some(header.at), message)
}

/// Several cells stand under the header of one figure.
pub(super) fn several(header: &Text, text: &Text) -> Diagnostic {
    let message = format!("several cells stand under {:?} of a performance form; no value was read", header.text);
    Diagnostic::new(Code::MalformedNumber, Severity::Warning, Some(text.at), message)
}

/// A form whose indicators were not found, as when no rules part its cells.
pub(super) fn without_indicators(at: Place) -> Diagnostic {
    let message = "no indicators were read from a performance form: its table is not ruled, or its header is not known";
    Diagnostic::new(Code::UnreadFigures, Severity::Warning, Some(at), message)
}
