//! The rows of a table → its facts, one a number, with the side that each is on.

use super::find::Source;
use super::header_words::{contains, header_key, split_year};
use super::ids::{Column, Side};
use super::read::Rows;
use super::schema::{COUNTS_FOLLOW, Schema, Shape, THREE_PUBLIC_ROWS, words};
use super::types::Fact;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::key::key;
use crate::numbering::unnumbered;
use crate::value::Amount;

impl Rows {
    /// The facts of the rows, in the order of rows and columns.
    pub(crate) fn facts(&mut self, source: &Source<'_>, schema: &Schema) -> Vec<Fact> {
        let unit = source.units.first().map(|(unit, _)| *unit);
        let mut facts: Vec<Fact> = Vec::new();
        let mut counting = false;
        let whole = self.row_of_the_whole(schema);
        let own_year = self.year_of_the_accounts();
        for (index, row) in self.rows.iter().enumerate() {
            for (at, lane) in row.lanes.iter().enumerate() {
                let listed = schema.shape != Shape::BudgetAndFinal;
                if listed && !lane.has_subject() && !lane.amounts.is_empty() {
                    let message = "figures in a row without code and label: left out";
                    self.doubts.push(Diagnostic::new(Code::RowWithoutSubject, Severity::Error, lane.span(), message));
                    continue;
                }
                let label = lane.name.as_ref().map(|name| key(&name.text)).unwrap_or_default();
                counting |= self.transposed && COUNTS_FOLLOW.iter().any(|word| label.contains(word));
                let item = if self.transposed { three_public_item(&label).filter(|_| !counting) } else { None };
                let other_year = split_year(&label).0.is_some_and(|year| own_year != Some(year));
                let row_side = side_of_row(&label).filter(|_| !listed && !other_year);
                let sided = lane.amounts.iter().any(|figure| figure.side.is_some());
                for figure in &lane.amounts {
                    let column = if self.transposed { item } else { Some(figure.column) };
                    let side = match schema.shape {
                        Shape::Lanes if !sided => Some(lane.side(at, &figure.header)),
                        Shape::BudgetAndFinal if whole == Whole::BySide => row_side,
                        _ => figure.side,
                    };
                    let Some(column) = column.filter(|_| schema.shape == Shape::List || side.is_some()) else {
                        self.left_out.push(figure.at);
                        continue;
                    };
                    // Of a “三公” table by units, the first row is the whole, or the one that says so.
                    if whole.leaves_out(index)
                        || !listed && facts.iter().any(|fact| fact.column == column && fact.side == side)
                    {
                        continue;
                    }
                    facts.push(Fact {
                        table: schema.id,
                        row: u32::try_from(index + 1).unwrap_or(u32::MAX),
                        side: side.filter(|_| schema.shape != Shape::List),
                        code: lane.code.clone().filter(|_| listed),
                        label: lane.name.clone().filter(|_| listed),
                        line_no: lane.line_no.clone(),
                        column,
                        header: figure.header.clone(),
                        amount: Amount::new(figure.value, unit, figure.at),
                    });
                }
            }
        }
        facts
    }
}

/// Which rows of a “三公” table with its items as columns are the whole department's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whole {
    /// The first that prints a figure.
    First,
    /// This one, since it is labelled 合计.
    Row(usize),
    /// One row a side: 预算数, 决算数.
    BySide,
}

impl Whole {
    fn leaves_out(self, row: usize) -> bool {
        matches!(self, Self::Row(whole) if whole != row)
    }
}

impl Rows {
    fn row_of_the_whole(&self, schema: &Schema) -> Whole {
        if schema.shape != Shape::BudgetAndFinal || self.transposed {
            return Whole::First;
        }
        let labels = self.rows.iter().enumerate().filter_map(|(index, row)| {
            Some((index, key(&row.lanes.first().filter(|lane| !lane.amounts.is_empty())?.name.as_ref()?.text)))
        });
        let labels: Vec<(usize, String)> = labels.collect();
        if labels.iter().any(|(_, label)| side_of_row(label).is_some()) {
            return Whole::BySide;
        }
        let whole = labels.iter().find(|(_, label)| matches!(label.as_str(), "合计" | "总计"));
        whole.map_or(Whole::First, |(index, _)| Whole::Row(*index))
    }
}

impl Rows {
    /// Of rows for several years (`2021年决算数`, `2022年决算数`), the latest year that has a 决算.
    fn year_of_the_accounts(&self) -> Option<u16> {
        let labels = self.rows.iter().filter_map(|row| Some(key(&row.lanes.first()?.name.as_ref()?.text)));
        labels.filter(|label| side_of_row(label) == Some(Side::Final)).filter_map(|label| split_year(&label).0).max()
    }
}

/// The side that a row label names where the items of a “三公” table are columns.
fn side_of_row(label: &str) -> Option<Side> {
    let label = header_key(label);
    let sides = [(Side::Budget, words::BUDGET_SIDE), (Side::Final, words::FINAL_SIDE)];
    sides.iter().find(|(_, words)| contains(words, &label)).map(|(side, _)| *side)
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
    THREE_PUBLIC_ROWS.iter().find(|(_, labels)| contains(labels, bare)).map(|(column, _)| *column)
}
