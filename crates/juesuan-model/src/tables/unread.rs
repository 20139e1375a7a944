//! Tables that are kept raw although they may be a part of one of the nine: grids → doubts. Single figures that no reader
//! took are the business of [`crate::account`].

use juesuan_document::layout::Cell;

use super::find::Source;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::number;

/// A table without a title that prints amounts may be the rest of the one before it, or one of the nine.
pub(super) fn untitled(source: &Source<'_>) -> Option<Diagnostic> {
    let part = source.parts.first().filter(|_| source.title.is_empty())?;
    if !part.grid.cells.iter().any(holds_amount) {
        return None;
    }
    let message = "a table without title was not recognised: it is kept raw, its amounts are in no table";
    Some(Diagnostic::new(Code::UnreadFigures, Severity::Warning, Some(part.item.place()), message))
}

/// Whether a cell prints an amount with decimals, alone or with other text.
fn holds_amount(cell: &Cell) -> bool {
    let text = cell.text();
    number::read(&text).number().is_some_and(|value| value.scale() > 0) || number::has_amount(&text)
}
