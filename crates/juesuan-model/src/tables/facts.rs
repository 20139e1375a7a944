//! The rows of a table → its facts, one a number, with the side that each is on.

use super::find::Source;
use super::header_words::contains;
use super::ids::Column;
use super::read::Rows;
use super::schema::{self, COUNTS_FOLLOW, Schema, Shape, THREE_PUBLIC_ROWS, counts_three_public};
use super::three_public;
use super::types::Fact;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::key::key;
use crate::numbering::unnumbered;
use crate::value::Amount;

impl Rows {
    /// The facts of the rows, in the order of rows and columns.
    pub(crate) fn facts(&mut self, source: &Source<'_>, schema: &Schema, order: u32) -> Vec<Fact> {
        let unit = source.unit();
        let mut facts: Vec<Fact> = Vec::new();
        let mut counting = false;
        let rows_of = three_public::rows_that_count(self, source, schema);
        for (index, data) in self.rows.iter().enumerate() {
            for (at, lane) in data.lanes.iter().enumerate() {
                let listed = schema.shape != Shape::BudgetAndFinal;
                if listed && !lane.has_subject() && !lane.amounts.is_empty() {
                    let message = "figures in a row without code and label: left out";
                    self.doubts.push(Diagnostic::new(Code::RowWithoutSubject, Severity::Error, lane.span(), message));
                    continue;
                }
                let label = lane.name.as_ref().map(|name| key(&name.text)).unwrap_or_default();
                counting |= self.transposed && COUNTS_FOLLOW.iter().any(|word| label.contains(word));
                let item = if self.transposed { three_public_item(&label).filter(|_| !counting) } else { None };
                let decimals = lane.amounts.iter().any(|figure| figure.value.scale() > 0);
                if self.transposed && !counting && item.is_none() && decimals && !counts_three_public(&label) {
                    let message = format!("the row “{label}” is none of the table's items: its figures are left out");
                    self.doubts.push(Diagnostic::new(Code::UnknownHeader, Severity::Warning, lane.span(), message));
                }
                let row = rows_of.row(index);
                let sided = lane.amounts.iter().any(|figure| figure.side.is_some());
                let figures = lane.amounts.iter().map(|figure| (figure, true));
                for (figure, read) in figures.chain(lane.unread.iter().map(|figure| (figure, false))) {
                    let column = if self.transposed { item } else { Some(figure.column) };
                    let side = match schema.shape {
                        Shape::Lanes if !sided => Some(lane.side(at, &figure.header)),
                        // 合计 beside 人员经费 and 公用经费 is of no side.
                        Shape::BudgetAndFinal => row.and_then(|row| row.or(figure.side)),
                        _ => figure.side,
                    };
                    let Some(column) =
                        column.filter(|_| matches!(schema.shape, Shape::List | Shape::Lanes) || side.is_some())
                    else {
                        // Rows that nothing tells apart are not read; all others are known to be no facts.
                        self.left_out.extend((read && rows_of.doubt.is_none()).then_some(figure.at));
                        continue;
                    };
                    if !listed && facts.iter().any(|fact| fact.column == column && fact.side == side) {
                        self.left_out.extend(read.then_some(figure.at));
                        continue;
                    }
                    let fact = Fact {
                        table: schema.id,
                        order,
                        row: u32::try_from(index + 1).unwrap_or(u32::MAX),
                        side: side.filter(|_| schema.shape != Shape::List),
                        code: lane.code.clone().filter(|_| listed),
                        label: lane.name.clone().filter(|_| listed),
                        line_no: lane.line_no.clone(),
                        column,
                        header: figure.header.clone(),
                        amount: Amount::new(figure.value, unit, figure.at),
                    };
                    if read { facts.push(fact) } else { self.unread.push(fact) }
                }
            }
        }
        self.doubts.extend(rows_of.doubt);
        facts
    }
}

/// The item that a row label of a “三公” table names, its numbering left out.
fn three_public_item(label: &str) -> Option<Column> {
    let mut bare = label;
    loop {
        let rest = unnumbered(bare).trim_start_matches(|c: char| c.is_ascii_digit());
        let rest = rest.trim_start_matches("其中").trim_start_matches([':', '-']);
        if rest.len() == bare.len() {
            break;
        }
        bare = rest;
    }
    let listed = THREE_PUBLIC_ROWS.iter().find(|(_, labels)| contains(labels, bare)).map(|(column, _)| *column);
    listed.or_else(|| schema::three_public_item(bare))
}
