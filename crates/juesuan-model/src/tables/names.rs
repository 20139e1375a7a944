//! One item, one name: the same code, or the same numbered line, in several tables of a document → doubts.

use std::collections::BTreeMap;

use super::ids::{Side, TableId};
use super::types::Fact;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::key::key;
use crate::numbering::{Style, numbering};
use crate::value::Text;

/// Tables that list the same items.
const LISTS: &[&[TableId]] = &[
    &[
        TableId::Income,
        TableId::Expenditure,
        TableId::GeneralBudgetExpenditure,
        TableId::GovernmentFund,
        TableId::StateCapital,
    ],
    &[TableId::IncomeExpenditureSummary, TableId::FiscalAppropriationSummary],
];

/// The printed names of a table's items, by code or number.
type Names<'a> = BTreeMap<String, (String, &'a Text)>;

/// Items that two tables name differently, or number differently. Tables that agree on less than nine names in ten do
/// not list the same items.
pub(super) fn contradictions(facts: &[Fact]) -> Vec<Diagnostic> {
    let mut doubts = Vec::new();
    for tables in LISTS {
        let all: Vec<Names<'_>> = tables.iter().map(|table| names(facts, *table)).collect();
        for (index, other) in all.iter().enumerate() {
            for first in all.iter().take(index) {
                doubts.extend(between(first, other));
            }
        }
    }
    doubts
}

fn names(facts: &[Fact], table: TableId) -> Names<'_> {
    let own = facts.iter().filter(|fact| fact.table == table && fact.side != Some(Side::Income));
    own.filter_map(item).collect()
}

/// The code or the number of a fact's row, and its name.
fn item(fact: &Fact) -> Option<(String, (String, &Text))> {
    let label = fact.label.as_ref()?;
    if let Some(code) = &fact.code {
        return Some((code.text.clone(), (key(&label.text), label)));
    }
    let number = numbering(&label.text).filter(|number| number.style == Style::Chinese)?;
    Some((number.value.to_string(), (key(label.text.get(number.len..)?), label)))
}

fn between(first: &Names<'_>, other: &Names<'_>) -> Vec<Diagnostic> {
    let shared: Vec<_> = other.iter().filter_map(|(id, name)| Some((id, name, first.get(id)?))).collect();
    let differ: Vec<_> = shared.iter().filter(|(_, name, before)| name.0 != before.0).collect();
    if differ.len() * 10 > shared.len() {
        return Vec::new();
    }
    let renamed = differ.into_iter().map(|(id, name, before)| {
        let (text, at) = (&name.1.text, before.1.at.page);
        doubt(name.1, format!("{id} is “{text}” here and “{}” on page {at}", before.1.text))
    });
    // A name whose code the other table lacks, and the other way round.
    let parent = |id: &str| id.len().checked_sub(2).and_then(|end| id.get(..end)).unwrap_or_default().to_owned();
    let moved = other.iter().filter(|(id, _)| !first.contains_key(*id)).filter_map(|(id, name)| {
        let same = |before: &str, text: &str| text == name.0 && parent(before) == parent(id);
        let (before, text) =
            first.iter().find(|(before, text)| same(before, &text.0) && !other.contains_key(*before))?;
        Some(doubt(name.1, format!("“{}” is {id} here and {before} on page {}", name.1.text, text.1.at.page)))
    });
    renamed.chain(moved).collect()
}

fn doubt(text: &Text, message: String) -> Diagnostic {
    Diagnostic::new(Code::NameContradicted, Severity::Warning, Some(text.at), message + ": kept as printed")
}
