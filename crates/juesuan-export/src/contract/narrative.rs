//! `statements` and `counts`: what the narrative of an account states.

use juesuan_model::narrative::{Base, CountStatement, Direction, Statement};
use juesuan_model::report::Report;

use super::{Account, amount, in_yuan, number, page, table};
use crate::value::{Column, Kind, Record, Schema, Value};

table! {
    /// One record per amount stated in the narrative part.
    STATEMENTS = "statements"; statement(account, said: &Statement) {
        page: Integer = page(said.at),
        section: Text = &said.section,
        subject: Text = &said.subject,
        value: Decimal = amount(&said.value),
        unit: Text = said.value.as_ref().and_then(|value| value.unit).map(|unit| unit.as_str()),
        value_yuan: Decimal = said.value.as_ref().and_then(in_yuan),
        base: Text = said.base().map(Base::as_str),
        direction: Text = said.comparison.as_ref().and_then(|compared| compared.direction).map(Direction::as_str),
        change: Decimal = said.comparison.as_ref().and_then(|compared| amount(&compared.change)),
        change_unit: Text = said
            .comparison
            .as_ref()
            .and_then(|compared| compared.change.as_ref()?.unit)
            .map(|unit| unit.as_str()),
        change_percent: Decimal = said.comparison.as_ref().and_then(|compared| number(&compared.change_percent)),
        completion_percent: Decimal = said.completion.as_ref().and_then(|completed| number(&completed.percent)),
        share_percent: Decimal = said.share.as_ref().map(|share| share.percent.value),
    }
}

/// What the narrative states of amounts.
pub(super) fn statements(account: &Account<'_>, report: &Report) -> Vec<Record> {
    let said = report.narrative.statements.iter().filter(|said| said.is_about_amounts());
    said.map(|said| statement(account, said)).collect()
}

table! {
    /// One record per number of things that the narrative states.
    COUNTS = "counts"; count(account, said: &CountStatement) {
        page: Integer = page(said.count.at),
        section: Text = said.section.as_str(),
        subject: Text = &said.subject,
        count: Decimal = said.count.value,
        unit: Text = said.unit.as_str(),
    }
}

/// What it states of things that are counted.
pub(super) fn counts(account: &Account<'_>, report: &Report) -> Vec<Record> {
    report.narrative.counts.iter().map(|said| count(account, said)).collect()
}
