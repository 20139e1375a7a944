//! Numbers of pictures that were not read → those on which the sums agree.
//!
//! One sum alone never restores a number: a misread number elsewhere in it would give a wrong one. Two sums that have
//! nothing else in common, and none that says otherwise, do. What is restored is marked so and stays in doubt: it was
//! not printed legibly.

use std::collections::{BTreeMap, BTreeSet};

use juesuan_document::layout::Block;
use juesuan_document::{Id, Layout, Origin, TextLine};
use rust_decimal::Decimal;

use crate::checks::{self, CheckInput, Vote};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::place::Place;
use crate::report::Report;
use crate::tables::Fact;
use crate::value::Unit;

/// Fewer sums are a guess.
const SUMS: usize = 2;
/// A restored number may complete the sum of another: so often they are looked at again.
const ROUNDS: usize = 4;
/// More unread numbers than that are a page that was not read.
const MOST: usize = 2_000;
/// Amounts are printed with so many decimals.
const DECIMALS: u32 = 2;

/// A number that was not read, as the sums say it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Restored {
    /// Where it stands, with its value.
    pub(crate) fact: Fact,
    /// The rules of the sums that agree on it.
    pub(crate) sums: Vec<String>,
}

/// The unread numbers on which two or more sums agree.
pub(crate) fn restored(report: &Report, unread: &[Fact]) -> Vec<Restored> {
    if unread.is_empty() || unread.len() > MOST {
        return Vec::new();
    }
    let mut facts: Vec<Fact> = report.facts.iter().chain(unread).cloned().collect();
    let mut open: BTreeSet<Id> = unread.iter().map(|fact| fact.amount.at.id).collect();
    let mut found = Vec::new();
    for _ in 0..ROUNDS {
        let votes = checks::votes(&CheckInput { facts: &facts, ..CheckInput::of(report) }, &open);
        let mut by_cell: BTreeMap<Id, Vec<&Vote>> = BTreeMap::new();
        for vote in &votes {
            by_cell.entry(vote.id).or_default().push(vote);
        }
        let before = open.len();
        for (id, votes) in by_cell {
            let Some(value) = agreed(&votes) else { continue };
            let mut same = facts.iter_mut().filter(|fact| fact.amount.at.id == id);
            let (Some(fact), None) = (same.next(), same.next()) else { continue };
            let per = fact.amount.unit.map_or(Decimal::ONE, Unit::in_yuan);
            let Some(value) = value.checked_div(per).filter(|value| value.normalize().scale() <= DECIMALS) else {
                continue;
            };
            fact.amount.value = value;
            fact.amount.value.rescale(DECIMALS);
            open.remove(&id);
            let sums = votes.iter().map(|vote| vote.rule.clone()).collect();
            found.push(Restored { fact: fact.clone(), sums });
        }
        if open.is_empty() || open.len() == before {
            break;
        }
    }
    found
}

/// The value that all sums say, where there are enough that share no other number.
fn agreed(votes: &[&Vote]) -> Option<Decimal> {
    let first = votes.first()?;
    if votes.iter().any(|vote| vote.value != first.value) {
        return None;
    }
    let apart = |vote: &&&Vote| vote.cells.intersection(&first.cells).count() <= 1;
    let independent = 1 + votes.iter().filter(apart).count();
    (independent >= SUMS).then_some(first.value)
}

/// Puts the values into their cells.
pub(crate) fn put_in(layouts: &mut [Layout], restored: &[Restored]) {
    let by_id: BTreeMap<Id, &Restored> = restored.iter().map(|one| (one.fact.amount.at.id, one)).collect();
    for block in layouts.iter_mut().flat_map(|layout| &mut layout.blocks) {
        let Block::Grid(grid) = block else { continue };
        for cell in &mut grid.cells {
            let recognised = matches!(cell.origin(), Origin::Recognised { .. });
            if let Some(one) = by_id.get(&cell.id).filter(|_| recognised) {
                let line = TextLine::evenly(&one.fact.amount.value.to_string(), cell.text_box());
                cell.lines = vec![TextLine { origin: Origin::Restored, ..line }];
            }
        }
    }
}

/// What is said of a restored number.
pub(crate) fn doubt(one: &Restored) -> Diagnostic {
    let (value, sums) = (one.fact.amount.value, one.sums.join(", "));
    let at = Place { origin: Origin::Restored, ..one.fact.amount.at };
    let message = format!("{value} was not read: it is what the sums {sums} agree on");
    Diagnostic::new(Code::RestoredFromSums, Severity::Warning, Some(at), message)
}
