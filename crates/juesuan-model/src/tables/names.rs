//! One item, one name: the same code, or the same numbered line, in several tables of a document → doubts.

use std::collections::BTreeMap;

use super::ids::Side;
use super::nine::TableId;
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

/// Items that two tables name differently, or number differently: a doubt at both. Tables that agree on less than nine
/// names in ten do not list the same items.
pub(super) fn contradictions(facts: &[Fact]) -> Vec<Diagnostic> {
    let mut doubts: Vec<Diagnostic> = Vec::new();
    for tables in LISTS {
        let all: Vec<Names<'_>> = tables.iter().map(|table| names(facts, *table)).collect();
        for (index, other) in all.iter().enumerate() {
            for (a, b) in all.iter().take(index).flat_map(|first| between(first, other)) {
                for (here, there) in [(&a, &b), (&b, &a)] {
                    if !doubts.iter().any(|doubt| doubt.at == Some(here.1.at)) {
                        doubts.push(doubt(here, there));
                    }
                }
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

/// Code or number, and printed name.
type Item<'a> = (String, &'a Text);

/// The items that the tables print differently.
fn between<'a>(first: &Names<'a>, other: &Names<'a>) -> Vec<(Item<'a>, Item<'a>)> {
    let shared: Vec<_> = other.iter().filter_map(|(id, name)| Some((id, name, first.get(id)?))).collect();
    let differ: Vec<_> = shared.iter().filter(|(_, name, before)| name.0 != before.0).collect();
    if differ.len() * 10 > shared.len() {
        return Vec::new();
    }
    let renamed = differ.into_iter().map(|(id, name, before)| (((*id).clone(), before.1), ((*id).clone(), name.1)));
    // A name whose code the other table lacks, and the other way round.
    let parent = |id: &str| id.len().checked_sub(2).and_then(|end| id.get(..end)).unwrap_or_default().to_owned();
    let moved = other.iter().filter(|(id, _)| !first.contains_key(*id)).filter_map(|(id, name)| {
        let same = |before: &str, text: &str| text == name.0 && parent(before) == parent(id);
        let (before, text) =
            first.iter().find(|(before, text)| same(before, &text.0) && !other.contains_key(*before))?;
        Some(((before.clone(), text.1), (id.clone(), name.1)))
    });
    renamed.chain(moved).collect()
}

fn doubt(here: &Item<'_>, there: &Item<'_>) -> Diagnostic {
    let (page, name, other) = (there.1.at.page, &here.1.text, &there.1.text);
    let message = format!("{} “{name}” is {} “{other}” on page {page}: kept as printed", here.0, there.0);
    Diagnostic::new(Code::NameContradicted, Severity::Warning, Some(here.1.at), message)
}
