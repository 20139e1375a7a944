//! Rows for what the year before was: a statement that is compared with a stated amount of last year → that amount as a
//! statement of its own, right behind it.
//!
//! The contract gives every amount of the narrative a row, and a budget figure one without base (`…年初预算`). What
//! `由2022年度的5.00万元增至2023年度的6.00万元` says of 2022 is such a figure too: in no column of the row of 6.00 does it
//! have a place. Its subject ends in 上年决算数, so that nobody takes it for the amount of the year.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::subjects::{is_bare, topic};
use super::types::{Base, Statement};
use crate::value::{Amount, Text, Unit};

/// What last year's amount is called, behind what it is of.
const EARLIER: &str = "上年决算数";

/// An amount of a sentence, by which a row that holds it is found.
type Printed = (usize, Decimal, Option<Unit>);

/// Adds the rows. An amount that its sentence already gives a row (`2023年会议费6.00万元`) gets no second one.
pub(super) fn with_rows(statements: Vec<Statement>) -> Vec<Statement> {
    let of = |sentence: usize, amount: &Amount| (sentence, amount.value, amount.unit);
    let given = statements.iter().filter_map(|said| Some(of(said.sentence, said.value.as_ref()?)));
    let mut given: BTreeSet<Printed> = given.collect();
    let mut rows = Vec::with_capacity(statements.len());
    for said in statements {
        let earlier = row(&said);
        rows.push(said);
        let new = |row: &Statement| row.value.as_ref().is_some_and(|amount| given.insert(of(row.sentence, amount)));
        rows.extend(earlier.filter(new));
    }
    rows
}

/// The row of the amount of last year that a statement is compared with.
fn row(said: &Statement) -> Option<Statement> {
    let comparison = said.comparison.as_ref().filter(|compared| compared.base == Some(Base::PriorYear))?;
    let amount = comparison.base_amount.clone()?;
    let subject = said.subject.text.as_str();
    if subject.is_empty() || is_bare(subject) {
        return None;
    }
    let subject = format!("{}{EARLIER}", topic(subject).unwrap_or(subject));
    Some(Statement {
        section: said.section.clone(),
        subject: Text::new(subject, said.subject.at),
        at: amount.at,
        value: Some(amount),
        is_earlier: true,
        sentence: said.sentence,
        ..Statement::default()
    })
}
