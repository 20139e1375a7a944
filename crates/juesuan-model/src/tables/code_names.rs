//! Codes whose printed name is not theirs: facts → doubts.
//!
//! The standard names are data (`data/code_names.tsv`). Names change from year to year and are shortened, so only a
//! contradiction that is all but certain counts: the name of another code, or a name with one character replaced.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::TablesRead;
use super::types::{Fact, RawTable};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::key::key;
use crate::place::Place;
use crate::value::Text;

/// One of so many known codes may have another name; where more have, the document numbers its items by another list.
const OTHER_LIST: usize = 4;

/// So few odd names are said in any case: two exchanged labels of a small table.
const FEW: usize = 2;

/// In shorter names one character is half of the word.
const SHORTEST: usize = 3;

/// The standard names as keys, by code.
static STANDARD: LazyLock<BTreeMap<&str, Vec<String>>> = LazyLock::new(|| {
    let mut names: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for line in include_str!("data/code_names.tsv").lines().filter(|line| !line.starts_with('#')) {
        if let [code, name, ..] = line.split('\t').collect::<Vec<_>>().as_slice() {
            names.entry(code).or_default().push(key(name));
        }
    }
    names
});

/// The names of one classification, functional (2…) or economic (3…).
static KINDS: LazyLock<BTreeMap<char, BTreeSet<&str>>> = LazyLock::new(|| {
    let mut kinds: BTreeMap<char, BTreeSet<&str>> = BTreeMap::new();
    for (code, names) in STANDARD.iter() {
        if let Some(kind) = code.chars().next() {
            kinds.entry(kind).or_default().extend(names.iter().map(String::as_str));
        }
    }
    kinds
});

/// The standard names of a code, as keys.
pub(super) fn names_of(code: &str) -> impl Iterator<Item = &'static str> {
    STANDARD.get(code).into_iter().flatten().map(String::as_str)
}

/// The standard names of the functional classes, as keys.
pub(crate) fn class_names() -> impl Iterator<Item = &'static str> {
    let class = |(code, _): &(&&str, &Vec<String>)| code.len() == 3 && code.starts_with('2');
    STANDARD.iter().filter(class).flat_map(|(_, names)| names).map(String::as_str)
}

/// Codes that print the name of another code, or their own with one character replaced: of the document's own tables
/// together, and of each further one alone.
pub(super) fn unlike(out: &TablesRead) -> Vec<Diagnostic> {
    let of_facts = |facts: &'_ [Fact]| {
        let mut seen: BTreeSet<(u32, u32, String)> = BTreeSet::new();
        let item = |fact: &Fact| {
            let (code, label) = (fact.code.as_ref()?, fact.label.as_ref()?);
            seen.insert((fact.order, fact.row, code.text.clone())).then(|| (code.text.clone(), label.clone()))
        };
        contradictions(facts.iter().filter_map(item))
    };
    let further = out.further.iter().flat_map(|table| of_facts(&table.facts));
    let others = out.other_tables.iter().flat_map(|table| contradictions(printed(table)));
    of_facts(&out.facts).into_iter().chain(further).chain(others).collect()
}

/// The codes of a table without a schema, each with the text of the next cell of its row.
fn printed(table: &RawTable) -> impl Iterator<Item = (String, Text)> {
    table.cells.windows(2).filter_map(|pair| match pair {
        [code, label] if code.row == label.row => Some((key(&code.text), Text::new(label.text.as_str(), label.at))),
        _ => None,
    })
}

fn contradictions(items: impl Iterator<Item = (String, Text)>) -> Vec<Diagnostic> {
    let mut known = 0_usize;
    let mut doubts = Vec::new();
    for (code, label) in items {
        let Some(names) = STANDARD.get(code.as_str()) else { continue };
        known = known.saturating_add(1);
        let contradicted = contradiction(&code, &key(&label.text), names);
        doubts.extend(contradicted.map(|standard| doubt(&code, &label, standard)));
    }
    if doubts.len() > FEW && doubts.len().saturating_mul(OTHER_LIST) > known { Vec::new() } else { doubts }
}

/// The standard name of a code that the printed one contradicts.
fn contradiction<'n>(code: &str, printed: &str, names: &'n [String]) -> Option<&'n str> {
    if names.iter().any(|name| name == printed) {
        return None;
    }
    let of_another = code.chars().next().and_then(|kind| KINDS.get(&kind)).is_some_and(|all| all.contains(printed));
    let near = names.iter().find(|name| one_replaced(name, printed));
    near.or_else(|| names.last().filter(|_| of_another)).map(String::as_str)
}

fn one_replaced(standard: &str, printed: &str) -> bool {
    let length = standard.chars().count();
    let differ = standard.chars().zip(printed.chars()).filter(|(a, b)| a != b).count();
    length >= SHORTEST && length == printed.chars().count() && differ == 1
}

fn doubt(code: &str, label: &Text, standard: &str) -> Diagnostic {
    let message = format!("{code} is called “{}” and its standard name is “{standard}”: kept as printed", label.text);
    let at: Place = label.at;
    Diagnostic::new(Code::NameUnlikeCode, Severity::Warning, Some(at), message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn odd(code: &str, printed: &str) -> bool {
        contradiction(code, &key(printed), &STANDARD[code]).is_some()
    }

    #[test]
    fn the_name_of_another_code_is_not_this_one() {
        assert!(odd("2210201", "提租补贴"));
        assert!(odd("30205", "电费"));
        assert!(odd("2010301", "一般行政管理事务"));
    }

    #[test]
    fn one_character_is_a_slip() {
        assert!(odd("30201", "办公某"));
        assert!(odd("2010601", "行政远行"));
    }

    #[test]
    fn names_of_other_years_and_short_forms_are_none() {
        for (code, printed) in [
            ("207", "文化体育与传媒支出"),
            ("210", "医疗卫生与计划生育支出"),
            ("20805", "行政事业单位离退休"),
            ("30311", "住房公积金"),
            ("30212", "因公出国（境）费用"),
            ("30213", "维修(护)费"),
            ("2080501", "归口管理的行政单位离退休"),
            ("201", "一般公共服务"),
        ] {
            assert!(!odd(code, printed), "{code} {printed}");
        }
    }
}
