//! The funding block: its header row and its lines.

use crate::diagnostic::Diagnostic;
use crate::number::{CellValue, read};
use crate::value::{Amount, Number, Text, Unit};

use super::doubt;
use super::quantity::points;
use super::sheet::{Cell, Columns, Row, joined, stated};
use super::types::{Fund, FundLine, Remainder};
use super::vocabulary::{self, FUND_COLUMNS, FundColumn};

/// The columns of a row that heads a funding block.
pub(super) fn columns(row: &Row) -> Option<Columns<FundColumn>> {
    let columns = Columns::named(row, FUND_COLUMNS);
    let has = |what| columns.has(what);
    let budget = has(FundColumn::InitialBudget) || has(FundColumn::AdjustedBudget);
    let result = has(FundColumn::Executed) || has(FundColumn::ExecutionRate) || has(FundColumn::Score);
    (budget && result && columns.known() >= 3).then_some(columns)
}

/// The unit that a text declares (`项目资金（万元）`, `单位：元`).
pub(super) fn unit(text: &str) -> Option<Unit> {
    let key = crate::key::key(text);
    let bracket = key.rfind('(').and_then(|at| key.get(at + 1..)?.strip_suffix(')'));
    let named = key.rsplit_once("单位:").map(|(_, unit)| unit.trim_end_matches(')'));
    [bracket, named].into_iter().flatten().find_map(Unit::parse)
}

/// Reads a row of the block. Nothing when it holds neither a label nor a figure.
pub(super) fn line(
    row: &Row,
    columns: &Columns<FundColumn>,
    first: bool,
    unit: Option<Unit>,
    remainder: &mut Vec<Remainder>,
    doubts: &mut Vec<Diagnostic>,
) -> Option<FundLine> {
    let (sorted, outside) = columns.sort(row);
    let left = |cell: &&&Cell| cell.own && !cell.text.is_empty() && cell.x.0 < columns.left();
    let label = outside.iter().rfind(left).map(|cell| cell.text());
    let unlabelled = label.is_none() && first;
    let fund = label.as_ref().and_then(|label| vocabulary::fund(&label.text)).or(unlabelled.then_some(Fund::Total));
    let mut line = FundLine {
        fund,
        label: label.unwrap_or_default(),
        initial_budget: None,
        adjusted_budget: None,
        executed: None,
        weight: None,
        execution_rate: None,
        score: None,
        reason: None,
    };
    let mut figures = false;
    for (column, cells) in columns.columns.iter().zip(&sorted) {
        let Some(text) = stated(joined(cells)) else { continue };
        let mut amount = || {
            figures = true;
            amount(&text, unit, doubts)
        };
        match column.what {
            Some(FundColumn::InitialBudget) => line.initial_budget = amount(),
            Some(FundColumn::AdjustedBudget) => line.adjusted_budget = amount(),
            Some(FundColumn::Executed) => line.executed = amount(),
            Some(FundColumn::Weight) => line.weight = number(&text, doubts),
            Some(FundColumn::ExecutionRate) => line.execution_rate = number(&text, doubts),
            Some(FundColumn::Score) => line.score = number(&text, doubts),
            Some(FundColumn::Reason) => line.reason = Some(text),
            None => remainder.push(Remainder { label: Some(column.header.clone()), text }),
        }
    }
    (figures || !line.label.is_empty() && line.fund.is_some()).then_some(line)
}

fn amount(text: &Text, unit: Option<Unit>, doubts: &mut Vec<Diagnostic>) -> Option<Amount> {
    match read(&text.text) {
        CellValue::Number(value) => Some(Amount::new(value, unit, text.at)),
        CellValue::Blank | CellValue::NotApplicable => None,
        _ => {
            doubts.push(doubt::malformed(text));
            None
        }
    }
}

/// Reads points or a rate.
pub(super) fn number(text: &Text, doubts: &mut Vec<Diagnostic>) -> Option<Number> {
    match points(&text.text) {
        Ok(value) => value.map(|value| Number::new(value, text.at)),
        Err(()) => {
            doubts.push(doubt::malformed(text));
            None
        }
    }
}
