//! Every rule with a small document that satisfies it and a change that breaks it.

mod corpus;
mod document;
mod faults;
mod forms;
mod narrative;
mod tables;

use juesuan_extract::Rect;

use super::{Check, CheckInput, Status, run};
use crate::place::Place;
use crate::tables::{Fact, Tables};
use crate::value::Text;

/// An input without anything; tests fill in what they are about.
fn nothing(tables: &Tables) -> CheckInput<'_> {
    CheckInput {
        tables_beyond: None,
        facts: &[],
        tables,
        heads: Vec::new(),
        narrative: None,
        projects: &[],
        departments: &[],
        contents: &[],
        year: None,
        department: None,
        diagnostics: &[],
    }
}

fn check_facts(facts: &[Fact]) -> Vec<Check> {
    run(&CheckInput { facts, ..nothing(&Tables::default()) })
}

fn of<'c>(checks: &'c [Check], id: &str, status: Status) -> Vec<&'c Check> {
    checks.iter().filter(|check| check.id == id && check.status == status).collect()
}

/// The failing rules, each once.
fn failing(checks: &[Check]) -> Vec<&str> {
    let mut ids: Vec<&str> =
        checks.iter().filter(|check| check.status == Status::Fail).map(|check| check.id.as_ref()).collect();
    ids.dedup();
    ids
}

/// The cells that failing checks are grouped under.
fn causes(checks: &[Check]) -> Vec<String> {
    let mut causes: Vec<String> = checks.iter().filter_map(|check| check.group.clone()).collect();
    causes.sort();
    causes.dedup();
    causes
}

/// A place of its own for everything.
fn place(index: usize) -> Place {
    #[allow(clippy::cast_precision_loss)]
    let y0 = 20.0 * index as f32;
    Place::new(1, Rect { x0: 0.0, y0, x1: 10.0, y1: y0 + 10.0 })
}

fn text(text: &str, index: usize) -> Text {
    Text::new(text, place(index))
}
