//! Checks across documents: entries → what agrees between years, between a department and its units, and between two
//! prints of one account; what does not; what could not be checked, and why.
//!
//! | module | what must hold |
//! | --- | --- |
//! | `carried` | 年末结转和结余 of one year = 年初结转和结余 of the next |
//! | `prior` | what the text says of the year before = what that year's document prints |
//! | `units` | the department = the sum of its units |
//! | `again` | the same number in two documents |
//! | `equation` | the sums, the rounding, the words: as for the checks inside one document |
//!
//! Numbers may be apart by what the rounding of the printed numbers explains, and by no more. A miss of numbers that
//! were not read without doubt is no failure. What is not printed is not zero.

mod again;
mod carried;
mod equation;
mod prior;
mod units;

use juesuan_model::Verdict;
use juesuan_model::checks::{Status, Words};
use juesuan_model::diagnostic::Severity;
use juesuan_model::place::Place;
use juesuan_model::value::Unit;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::departments::{Department, departments};
use crate::entry::Entry;
use crate::names::Names;

/// One check across documents.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CrossCheck {
    /// Stable identifier of the rule: `x.carried`.
    pub id: &'static str,
    /// What must hold, in words.
    pub formula: Words,
    /// How it ended.
    pub status: Status,
    /// How much a fail weighs.
    pub severity: Severity,
    /// The department, as its latest document names it.
    pub department: String,
    /// The years that it is about.
    pub years: Vec<u16>,
    /// Left side in 元.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<Decimal>,
    /// Right side in 元.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right: Option<Decimal>,
    /// Left minus right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<Decimal>,
    /// How far the sides may be apart by rounding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<Decimal>,
    /// The printed numbers of both sides.
    pub cells: Vec<Cited>,
    /// What was compared and what came out; of a skipped check, why.
    pub message: Words,
}

/// A printed number that enters a check.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cited {
    /// The document.
    pub document: String,
    /// Which account of it, from 1.
    pub account: u32,
    /// What it is, in words.
    pub what: Words,
    /// The number as printed; nothing where a text implies it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Decimal>,
    /// Its unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// Where it is printed.
    pub at: Place,
    /// How far it can be trusted.
    pub verdict: Verdict,
}

/// A rule: identifier, words and weight.
#[derive(Clone, Copy)]
struct Rule {
    id: &'static str,
    zh: &'static str,
    en: &'static str,
    severity: Severity,
}

/// What the rules look at.
struct Books<'a> {
    entries: &'a [Entry],
    departments: &'a [Department],
    names: &'a Names,
}

impl<'a> Books<'a> {
    /// The account of a department in a year.
    fn account(&self, department: &Department, year: u16) -> Option<&'a Entry> {
        self.entries.get(*department.accounts.get(&year)?)
    }
}

/// Runs every check that documents of several years, units or prints allow.
#[must_use]
pub fn run(entries: &[Entry], names: &Names) -> Vec<CrossCheck> {
    let (departments, _) = departments(entries, names);
    let books = Books { entries, departments: &departments, names };
    let mut all = carried::run(&books);
    all.extend(prior::run(&books));
    all.extend(units::run(&books));
    all.extend(again::run(&books));
    all
}
