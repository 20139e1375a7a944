//! A funding block whose sources stand side by side, 年初预算数, 全年执行数 … below each other → its funding lines.

use crate::diagnostic::Diagnostic;
use crate::value::Unit;

use super::funds::{amount, blank, figure, number};
use super::sheet::{Cell, Columns, Row, stated};
use super::types::{Fund, FundLine, Remainder};
use super::vocabulary::{FUND_COLUMNS, FUNDS, FundColumn, is_block, of_label};

/// The sources that a row names, where the row below it begins with what a funding block has in its columns.
pub(super) fn header(row: &Row, below: Option<&Row>) -> Option<Columns<Fund>> {
    let sources = Columns::named(row, FUNDS);
    let all = sources.known() == sources.columns.len() && sources.known() > 1;
    (all && label(below?, &sources).is_some()).then_some(sources)
}

/// The lines of the sources, without figures yet.
pub(super) fn lines(sources: &Columns<Fund>) -> Vec<FundLine> {
    sources.columns.iter().map(|source| blank(source.what, source.header.clone())).collect()
}

/// What the label of a row says, and where.
fn label<'r>(row: &'r Row, sources: &Columns<Fund>) -> Option<(FundColumn, &'r Cell)> {
    let mut left = row.printed().filter(|cell| cell.borders.start < sources.left() && !is_block(&cell.text));
    let cell = left.next().filter(|_| left.next().is_none())?;
    Some((of_label(FUND_COLUMNS, &cell.label)?, cell))
}

/// Reads a row into the lines. Whether it is one of the block.
pub(super) fn row(
    row: &Row,
    sources: &Columns<Fund>,
    lines: &mut [FundLine],
    unit: Option<Unit>,
    remainder: &mut Vec<Remainder>,
    doubts: &mut Vec<Diagnostic>,
) -> bool {
    let Some((what, label)) = label(row, sources) else { return false };
    let header = label.text();
    let (sorted, _) = sources.sort(row);
    for (line, cells) in lines.iter_mut().zip(&sorted) {
        let own: Vec<&Cell> = cells.iter().copied().filter(|cell| cell.own).collect();
        let Some(text) = stated(figure(&header, &own, remainder, doubts)) else { continue };
        match what {
            FundColumn::InitialBudget => line.initial_budget = amount(&text, unit, doubts),
            FundColumn::AdjustedBudget => line.adjusted_budget = amount(&text, unit, doubts),
            FundColumn::Executed => line.executed = amount(&text, unit, doubts),
            FundColumn::Weight => line.weight = number(&text, doubts),
            FundColumn::ExecutionRate => line.execution_rate = number(&text, doubts),
            FundColumn::Score => line.score = number(&text, doubts),
            FundColumn::Reason => line.reason = Some(text),
        }
    }
    true
}
