//! What looks wrong in a table that was read: rows and facts → doubts.
//!
//! Each of these compares a cell with the custom of its own table, so that a habit of the whole document is no doubt.

use std::collections::{BTreeMap, BTreeSet};

use super::order;
use super::read::Rows;
use super::schema::{Schema, Shape};
use super::types::Fact;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::key::key;
use crate::number;
use crate::place::Place;
use crate::value::Text;

/// A custom counts when this many cells follow it for each one that does not.
pub(super) const CUSTOM: usize = 10;

/// Everything that looks wrong in one table.
pub(super) fn oddities(schema: &Schema, rows: &Rows, facts: &[Fact]) -> Vec<Diagnostic> {
    let mut doubts = subjects(schema, rows);
    doubts.extend(decimals(facts));
    doubts.extend(order::order(schema, rows));
    doubts
}

fn doubt(code: Code, severity: Severity, at: Option<Place>, message: String) -> Diagnostic {
    Diagnostic::new(code, severity, at, message)
}

/// Codes and labels that are missing, or that are none.
fn subjects(schema: &Schema, rows: &Rows) -> Vec<Diagnostic> {
    let lanes = || rows.rows.iter().flat_map(|row| &row.lanes).filter(|lane| !lane.amounts.is_empty());
    let codes: Vec<&Text> = lanes().filter_map(|lane| lane.code.as_ref()).collect();
    let first = most_common(codes.iter().filter_map(|code| code.text.chars().next()));
    let coded = matches!(schema.shape, Shape::List | Shape::Lanes) && codes.len() > 1;
    let printed: BTreeSet<&str> = codes.iter().map(|code| code.text.as_str()).collect();
    let has_parent =
        |code: &str| code.len() <= 3 || code.get(..code.len() - 2).is_some_and(|above| printed.contains(above));
    let orphans = codes.iter().filter(|code| !has_parent(&code.text)).count();
    let figured = lanes().filter(|lane| lane.name.as_ref().is_some_and(|name| has_figures(&name.text))).count();
    let unusual_figures = figured * CUSTOM <= lanes().count();
    let mut doubts = Vec::new();
    for lane in lanes() {
        let label = lane.name.as_ref().map(|name| key(&name.text)).unwrap_or_default();
        let say =
            |message: &str| Some(doubt(Code::RowWithoutSubject, Severity::Warning, lane.place(), message.to_owned()));
        let odd = |text: &Text, what: &str| {
            let message = format!("“{}” is an unusual {what}: kept as printed", text.text);
            Some(doubt(Code::OddSubject, Severity::Warning, Some(text.at), message))
        };
        doubts.extend(match (&lane.code, &lane.name) {
            (Some(_), None) => say("a row with a code and figures has no label"),
            (None, Some(_)) if coded && !is_total(&label) => say("a row with a label and figures has no code"),
            _ => None,
        });
        let none = is_no_label(&label, lane.code.is_some()) || unusual_figures && has_figures(&label);
        doubts.extend(lane.name.as_ref().filter(|_| none).and_then(|name| odd(name, "label")));
        if let Some(code) = &lane.code {
            let regular = matches!(code.text.len(), 3 | 5 | 7) && code.text.chars().next() == first;
            let lost = orphans > 0 && orphans * CUSTOM <= codes.len() && !has_parent(&code.text);
            doubts.extend(if regular && !lost { None } else { odd(code, "code") });
        }
    }
    doubts
}

/// Labels of rows that no code belongs to.
fn is_total(label: &str) -> bool {
    label.contains('计') || ["人员经费", "公用经费"].iter().any(|word| label.contains(word))
}

/// Whether a label holds what no label holds: an amount, three digits in a row that are no year, the rest of a code
/// before it, a second number (`七、…八、…`).
fn is_no_label(label: &str, coded: bool) -> bool {
    let longest = label.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or_default();
    let numbers = label.match_indices('、').filter(|(at, _)| {
        let before = label.get(..*at).and_then(|before| before.chars().next_back());
        before.is_some_and(|c| "一二三四五六七八九十".contains(c))
    });
    number::has_amount(label)
        || longest >= 3 && !label.contains('年')
        || coded && label.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        || numbers.count() > 1
}

/// Whether a label prints figures or points at all, other than a year.
fn has_figures(label: &str) -> bool {
    label.contains(|c: char| c.is_ascii_digit() || c == '.') && !label.contains('年')
}

/// Numbers with other decimals than nearly all of their table.
fn decimals(facts: &[Fact]) -> Vec<Diagnostic> {
    let scale = |fact: &Fact| fact.amount.value.scale();
    let is_plain_zero = |fact: &&Fact| fact.amount.value.is_zero() && scale(fact) == 0;
    let figures: Vec<&Fact> = facts.iter().filter(|fact| !is_plain_zero(fact)).collect();
    let Some(usual) = most_common(figures.iter().map(|fact| scale(fact))) else { return Vec::new() };
    let other: Vec<&&Fact> = figures.iter().filter(|fact| scale(fact) != usual).collect();
    if other.len() * CUSTOM > figures.len() {
        return Vec::new();
    }
    let say = |fact: &&Fact| {
        // Fewer may be a habit; more than all others print is no number of this table.
        let (severity, may) = match scale(fact) > usual {
            true => (Severity::Warning, "hold a figure that is not its own"),
            false => (Severity::Info, "be cut"),
        };
        let message = format!("“{}” has other decimals than the table's {usual}: it may {may}", fact.amount.value);
        doubt(Code::UnusualDecimals, severity, Some(fact.amount.at), message)
    };
    other.into_iter().map(say).collect()
}

/// The value that occurs most.
fn most_common<T: Ord + Copy>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    values.for_each(|value| *counts.entry(value).or_default() += 1);
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(value, _)| value)
}
