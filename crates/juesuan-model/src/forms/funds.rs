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
    let mut columns = Columns::named(row, FUND_COLUMNS);
    columns.adopt(FundColumn::Reason, vocabulary::explains);
    let has = |what| columns.has(what);
    let budget = has(FundColumn::InitialBudget) || has(FundColumn::AdjustedBudget);
    let result = has(FundColumn::Executed) || has(FundColumn::ExecutionRate) || has(FundColumn::Score);
    (budget && result && columns.known() >= 3).then_some(columns)
}

/// The unit that a text declares (`项目资金（万元）`, `预算执行情况（元）（20分）`, `单位：元`).
pub(super) fn unit(text: &str) -> Option<Unit> {
    let key = crate::key::key(text);
    let brackets = key.split('(').skip(1).filter_map(|rest| rest.split_once(')').map(|(inside, _)| inside));
    let named = key.rsplit_once("单位:").map(|(_, unit)| unit.trim_end_matches(')'));
    brackets.chain(named).find_map(Unit::parse)
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
    let left = |cell: &&&Cell| cell.own && !cell.text.is_empty() && cell.borders.start < columns.left();
    let label = outside.iter().rfind(left).map(|cell| cell.text());
    let unlabelled = label.is_none() && first;
    let fund = label.as_ref().and_then(|label| vocabulary::fund(&label.text)).or(unlabelled.then_some(Fund::Total));
    let mut line = blank(fund, label.unwrap_or_default());
    let mut figures = false;
    for (column, cells) in columns.columns.iter().zip(&sorted) {
        let is_text = matches!(column.what, None | Some(FundColumn::Reason));
        let text = if is_text { stated(joined(cells)) } else { figure(&column.header, cells, remainder, doubts) };
        let Some(text) = text else { continue };
        let mut amount = || {
            let amount = amount(&text, unit, doubts);
            figures |= amount.is_some();
            amount
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

/// The text of the one cell that holds a figure. Several are none, glued: they are doubted and kept as remainder.
pub(super) fn figure(
    header: &Text,
    cells: &[&Cell],
    remainder: &mut Vec<Remainder>,
    doubts: &mut Vec<Diagnostic>,
) -> Option<Text> {
    let text = stated(joined(cells))?;
    if cells.iter().filter(|cell| !cell.text.is_empty()).count() > 1 {
        doubts.push(doubt::several(header, &text));
        remainder.push(Remainder { label: Some(header.clone()), text });
        return None;
    }
    Some(text)
}

/// A line without figures.
pub(super) fn blank(fund: Option<Fund>, label: Text) -> FundLine {
    FundLine {
        fund,
        label,
        initial_budget: None,
        adjusted_budget: None,
        executed: None,
        weight: None,
        execution_rate: None,
        score: None,
        reason: None,
    }
}

pub(super) fn amount(text: &Text, unit: Option<Unit>, doubts: &mut Vec<Diagnostic>) -> Option<Amount> {
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
