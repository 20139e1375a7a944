//! Rows that stand twice or out of order: rows → doubts.
//!
//! Codes are unique in a table, a code stands behind those above it, and 行次 counts on. Where most rows of a table do not
//! keep to an order, it has none, and nothing is said.

use std::collections::{BTreeMap, BTreeSet};

use super::lane::Lane;
use super::oddities::CUSTOM;
use super::read::Rows;
use super::schema::{Schema, Shape};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::key::key;
use crate::value::Text;

/// Rows of a table that stand twice or out of order.
pub(super) fn order(schema: &Schema, rows: &Rows) -> Vec<Diagnostic> {
    if schema.shape == Shape::BudgetAndFinal {
        return Vec::new();
    }
    let lanes = rows.rows.iter().map(|row| row.lanes.len()).max().unwrap_or_default();
    let mut doubts = Vec::new();
    let mut seen: BTreeMap<&str, ()> = BTreeMap::new();
    for at in 0..lanes {
        let list: Vec<&Lane> = rows.rows.iter().filter_map(|row| row.lanes.get(at)).collect();
        doubts.extend(list.windows(2).filter_map(|pair| match pair {
            [above, below] => repeats_label(above, below),
            _ => None,
        }));
        for code in list.iter().filter_map(|lane| lane.code.as_ref()) {
            if seen.insert(code.text.as_str(), ()).is_some() {
                doubts.push(repeated(code, "stands twice in its table"));
            }
        }
        doubts.extend(line_numbers(&list));
        if matches!(schema.shape, Shape::List | Shape::Lanes) {
            doubts.extend(codes(&list, schema.shape));
        }
        if schema.shape == Shape::List {
            doubts.extend(childless(&list));
        }
    }
    doubts
}

fn repeated(text: &Text, what: &str) -> Diagnostic {
    let message = format!("“{}” {what}: a row may be printed over another", text.text);
    Diagnostic::new(Code::RowRepeated, Severity::Warning, Some(text.at), message)
}

/// A row with figures and the label of the row above it.
fn repeats_label(above: &Lane, below: &Lane) -> Option<Diagnostic> {
    let (first, second) = (above.name.as_ref()?, below.name.as_ref()?);
    let same = key(&first.text) == key(&second.text) && !above.amounts.is_empty() && !below.amounts.is_empty();
    // Codes that differ tell two items of one name apart.
    let one = above.code.as_ref().map(|code| &code.text) == below.code.as_ref().map(|code| &code.text);
    (same && one).then(|| repeated(second, "is the label of the row above as well"))
}

fn out_of_order(text: &Text, message: String) -> Diagnostic {
    Diagnostic::new(Code::RowOutOfOrder, Severity::Warning, Some(text.at), message)
}

/// 行次 that do not follow the one before.
fn line_numbers(list: &[&Lane]) -> Vec<Diagnostic> {
    let numbers: Vec<(u32, &Text)> = list
        .iter()
        .filter_map(|lane| lane.line_no.as_ref())
        .filter_map(|text| Some((key(&text.text).parse().ok()?, text)))
        .collect();
    let odd: Vec<&Text> = numbers
        .windows(2)
        .filter_map(|pair| match pair {
            [(a, _), (b, text)] if a.checked_add(1) != Some(*b) => Some(*text),
            _ => None,
        })
        .collect();
    if odd.len() * CUSTOM > numbers.len() {
        return Vec::new();
    }
    odd.iter().map(|text| out_of_order(text, format!("行次 “{}” does not follow the one above", text.text))).collect()
}

/// So many codes of a level have codes below them, where the one that has none lacks them.
const WITH_CHILDREN: usize = 4;

/// The one code of its level, above the lowest, that has no codes below it: they may be lost.
fn childless(list: &[&Lane]) -> Vec<Diagnostic> {
    let printed: Vec<&Text> = list.iter().filter_map(|lane| lane.code.as_ref()).collect();
    let codes: BTreeSet<&str> = printed.iter().map(|code| code.text.as_str()).collect();
    let lowest = codes.iter().map(|code| code.len()).max().unwrap_or_default();
    let has = |code: &str| codes.iter().any(|other| other.len() > code.len() && other.starts_with(code));
    let levels: BTreeSet<usize> = codes.iter().map(|code| code.len()).filter(|len| *len < lowest).collect();
    let odd = |level: usize| {
        let (with, without): (Vec<&Text>, Vec<&Text>) =
            printed.iter().copied().filter(|code| code.text.len() == level).partition(|code| has(&code.text));
        match without.as_slice() {
            [one] if with.len() >= WITH_CHILDREN => Some(*one),
            _ => None,
        }
    };
    let say = |code: &Text| {
        let message = format!("“{}” has no codes below it, and all others of its level have", code.text);
        Diagnostic::new(Code::OddSubject, Severity::Warning, Some(code.at), message)
    };
    levels.into_iter().filter_map(odd).map(say).collect()
}

/// So many digits of a code are its class.
const CLASS: usize = 3;

/// Codes that stand before the codes above them, or among the rows of another code. The classes by economic code stand in
/// the order of their sides (301, 303, 302): there a code follows those of its own class only.
fn codes(list: &[&Lane], shape: Shape) -> Vec<Diagnostic> {
    let printed: Vec<&Text> = list.iter().filter_map(|lane| lane.code.as_ref()).collect();
    let all: BTreeSet<&str> = printed.iter().map(|code| code.text.as_str()).collect();
    let parent = |code: &str| (1..code.len()).rev().find_map(|len| all.get(code.get(..len)?).copied());
    let mut before: BTreeSet<&str> = BTreeSet::new();
    let mut last = "";
    let mut odd: Vec<&Text> = Vec::new();
    for code in &printed {
        let text = code.text.as_str();
        let stands_under = parent(text).is_none_or(|parent| before.contains(parent) && last.starts_with(parent));
        let of_class = shape == Shape::List || text.get(..CLASS) == last.get(..CLASS);
        let ascends = text > last || !of_class;
        if !stands_under || !ascends && text != last {
            odd.push(code);
        }
        before.insert(text);
        last = text;
    }
    // Small tables have few rows: one of them may be out of order.
    if odd.len() > 2 && odd.len() * CUSTOM > printed.len() {
        return Vec::new();
    }
    odd.iter().map(|code| out_of_order(code, format!("the code “{}” stands out of order", code.text))).collect()
}
