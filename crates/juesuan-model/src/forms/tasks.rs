//! The funds of a department's form that lists its tasks (年度主要任务): 总额, 财政拨款 and 其他资金 side by side under 预算数
//! and again under 执行数 → the funding lines that the row of their sums makes.

use crate::diagnostic::Diagnostic;
use crate::value::{Number, Unit};

use super::funds::{amount, blank, figure, number};
use super::sheet::{Columns, Row};
use super::types::{Fund, FundLine, Remainder};
use super::vocabulary::{FUNDS, FundColumn, fund};

/// The sources of money that a second header row names under the columns of the amounts.
pub(super) fn parts(row: &Row, columns: &Columns<FundColumn>) -> Option<Columns<Fund>> {
    let parts = Columns::named(row, FUNDS);
    let totals = parts.columns.iter().filter(|part| part.what == Some(Fund::Total)).count();
    let under = parts.columns.iter().all(|part| columns.over(part).is_some());
    (totals > 1 && under && parts.known() == row.printed().count()).then_some(parts)
}

/// The funding lines of the row of the sums. None for the row of a task.
pub(super) fn sums(
    row: &Row,
    columns: &Columns<FundColumn>,
    parts: &Columns<Fund>,
    unit: Option<Unit>,
    remainder: &mut Vec<Remainder>,
    doubts: &mut Vec<Diagnostic>,
) -> Vec<FundLine> {
    let Some(label) = row.printed().next().filter(|cell| fund(&cell.text) == Some(Fund::Total)) else {
        return Vec::new();
    };
    let mut lines: Vec<FundLine> = Vec::new();
    let (sorted, _) = parts.sort(row);
    for (part, cells) in parts.columns.iter().zip(&sorted) {
        let (Some(source), Some(over)) = (part.what, columns.over(part)) else { continue };
        let amount = figure(&part.header, cells, remainder, doubts).and_then(|text| amount(&text, unit, doubts));
        if !lines.iter().any(|line| line.fund == Some(source)) {
            let name = if source == Fund::Total { label.text() } else { part.header.clone() };
            lines.push(blank(Some(source), name));
        }
        let Some(line) = lines.iter_mut().find(|line| line.fund == Some(source)) else { continue };
        match over {
            FundColumn::InitialBudget => line.initial_budget = amount,
            FundColumn::AdjustedBudget => line.adjusted_budget = amount,
            FundColumn::Executed => line.executed = amount,
            _ => {}
        }
    }
    let (sorted, _) = columns.sort(row);
    if let Some(total) = lines.iter_mut().find(|line| line.fund == Some(Fund::Total)) {
        let mut under = |what| -> Option<Number> {
            let (column, cells) = columns.columns.iter().zip(&sorted).find(|(column, _)| column.what == Some(what))?;
            number(&figure(&column.header, cells, remainder, doubts)?, doubts)
        };
        total.weight = under(FundColumn::Weight);
        total.execution_rate = under(FundColumn::ExecutionRate);
        total.score = under(FundColumn::Score);
    }
    lines
}
