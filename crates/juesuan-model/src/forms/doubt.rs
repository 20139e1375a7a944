//! The doubts that the forms raise.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::place::Place;
use crate::value::Text;

use super::quantity::points;
use super::types::Remainder;

/// A cell of a figure column that holds something else.
pub(super) fn malformed(text: &Text) -> Diagnostic {
    let message = format!("{:?} stands where a figure is expected in a performance form; no value was read", text.text);
    Diagnostic::new(Code::MalformedNumber, Severity::Warning, Some(text.at), message)
}

/// A column with so many figures is one of figures; a lone one may be a remark.
const FIGURES: usize = 2;

/// A column whose header is not known. Where figures stand under it, they may be those of a field of the form.
pub(super) fn unknown_header(header: &Text, remainder: &[Remainder]) -> Diagnostic {
    let under = |rest: &&Remainder| rest.label.as_ref() == Some(header);
    // `9.5/10` are two.
    let is_figure =
        |rest: &&Remainder| rest.text.text.split(['/', '／']).all(|part| matches!(points(part), Ok(Some(_))));
    let figures = remainder.iter().filter(under).filter(is_figure).count();
    let (severity, what) = match figures >= FIGURES {
        true => (Severity::Warning, "figures"),
        false => (Severity::Info, "texts"),
    };
    let message =
        format!("column “{}” of a performance form is not known; its {what} are kept as remainder", header.text);
    Diagnostic::new(Code::UnknownHeader, severity, Some(header.at), message)
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
