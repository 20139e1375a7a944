//! What a table prints and no fact holds: grids and facts → doubts.
//!
//! Whatever goes wrong on the way from a grid to the facts (a border that is not drawn, a header that swallows a row, a
//! number in a column of labels), its figures are missing afterwards. This is where that is said.

use juesuan_document::layout::Cell;

use super::find::{Part, Source};
use super::read::Rows;
use super::schema::{Schema, Shape};
use super::types::Fact;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::number;
use crate::place::Place;

/// The figures of a table that stand in no fact and that nothing was said about, one doubt per column and page.
pub(super) fn figures(source: &Source<'_>, schema: &Schema, rows: &Rows, facts: &[Fact]) -> Vec<Diagnostic> {
    // A “三公” table may list units and counts below the one row that is read.
    if schema.shape == Shape::BudgetAndFinal && !facts.is_empty() {
        return Vec::new();
    }
    let known = facts.iter().map(|fact| fact.amount.at).chain(rows.left_out.iter().copied());
    let doubted = rows.doubts.iter().filter_map(|doubt| doubt.at);
    let known: Vec<Place> = known.chain(doubted).collect();
    source.parts.iter().flat_map(|part| of_part(part, &known)).collect()
}

/// A table without a title that prints amounts may be the rest of the one before it, or one of the nine.
pub(super) fn untitled(source: &Source<'_>) -> Option<Diagnostic> {
    let part = source.parts.first().filter(|_| source.title.is_empty())?;
    if !part.grid.cells.iter().any(holds_amount) {
        return None;
    }
    let message = "a table without title was not recognised: it is kept raw, its amounts are in no table";
    Some(Diagnostic::new(Code::UnreadFigures, Severity::Warning, Some(part.item.place()), message))
}

fn of_part(part: &Part<'_>, known: &[Place]) -> Vec<Diagnostic> {
    let mut columns: Vec<(usize, u32, Place)> = Vec::new();
    for cell in part.grid.cells.iter().filter(|cell| (part.first_row..part.end_row).contains(&cell.row)) {
        let area = Place::on(part.item.layout, cell.area);
        let is_known = || known.iter().any(|at| at.page == area.page && area.bbox.contains(at.bbox.center()));
        if !holds_amount(cell) || is_known() && number::read(&cell.text()).number().is_some() {
            continue;
        }
        let at = Place::of_cell(part.item.layout, cell);
        match columns.iter_mut().find(|(column, ..)| *column == cell.column) {
            Some((_, count, all)) => (*count, *all) = (count.saturating_add(1), all.join(at)),
            None => columns.push((cell.column, 1, at)),
        }
    }
    let doubt = |(_, count, at): (usize, u32, Place)| {
        let message = format!("{count} cells of a column print amounts that were not read: they are left out");
        Diagnostic::new(Code::UnreadFigures, Severity::Warning, Some(at), message)
    };
    columns.into_iter().map(doubt).collect()
}

/// Whether a cell prints an amount with decimals, alone or with other text.
fn holds_amount(cell: &Cell) -> bool {
    let text = cell.text();
    number::read(&text).number().is_some_and(|value| value.scale() > 0) || number::has_amount(&text)
}
