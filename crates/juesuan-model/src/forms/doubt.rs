//! The doubts that the forms raise.

use crate::diagnostic::{Code, Diagnostic, Severity};
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
