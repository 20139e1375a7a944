//! Two reports of one document, before and after a fault → which facts are wrong, and whether the second says so.

use std::collections::BTreeMap;

use juesuan_extract::Rect;
use juesuan_model::checks::{Check, Status};
use juesuan_model::diagnostic::Severity;
use juesuan_model::tables::{Fact, TableId};
use juesuan_model::{Diagnostic, Place, Report, Verdict};

/// A fact that a fault made wrong.
pub struct Wrong {
    pub class: Class,
    /// The gravest diagnostic or failed check that was not there before and that points at it.
    pub seen: Option<Severity>,
    pub what: String,
}

/// What is wrong with a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// The number (its value, its column, or that it is there at all) of one that takes part in a sum.
    InSum,
    /// The number of another one.
    Alone,
    /// Only the code or the label that it stands under.
    Subject,
}

impl Class {
    pub const ALL: [Self; 3] = [Self::InSum, Self::Alone, Self::Subject];
}

/// Everything of a fact but its row number, which counts the rows before it, and its exact place.
fn identity(fact: &Fact) -> String {
    let text = |text: &Option<juesuan_model::Text>| text.as_ref().map(|text| text.text.clone());
    let amount = &fact.amount;
    let subject = (text(&fact.code), text(&fact.label), text(&fact.line_no));
    format!("{:?} {subject:?} {:?}", fact.table, number(fact)) + &format!("{:?} {}", amount.unit, amount.at.page)
}

/// What is printed and what it is.
fn number(fact: &Fact) -> (String, &'static str, Option<&'static str>) {
    (fact.amount.value.to_string(), fact.column.as_str(), fact.side.map(juesuan_model::tables::Side::as_str))
}

/// The facts of one report that are not in the other.
fn lacking<'a>(facts: &'a [Fact], other: &[Fact]) -> Vec<&'a Fact> {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for fact in other {
        *count.entry(identity(fact)).or_default() += 1;
    }
    let mut missing = facts.iter().collect::<Vec<_>>();
    missing.retain(|fact| match count.get_mut(&identity(fact)) {
        Some(left @ 1..) => {
            *left -= 1;
            false
        }
        _ => true,
    });
    missing
}

/// The facts that differ between the reports.
pub fn wrong(before: &Report, after: &Report) -> Vec<Wrong> {
    let news = News::new(before, after);
    let lost = lacking(&before.facts, &after.facts);
    let mut extra = lacking(&after.facts, &before.facts);
    let mut wrong = Vec::new();
    for fact in lost {
        let same_place = |other: &&Fact| other.table == fact.table && overlap(other.amount.at, fact.amount.at);
        let other = extra.iter().position(same_place).map(|at| extra.remove(at));
        let only_subject = other.is_some_and(|other| number(other) == number(fact));
        let class = match only_subject {
            true => Class::Subject,
            false if in_a_sum(fact, before) => Class::InSum,
            false => Class::Alone,
        };
        let seen = news.about(fact, &before.facts).max(other.and_then(|other| news.about(other, &after.facts)));
        let what = format!("{} became {}", identity(fact), other.map_or_else(|| "nothing".to_owned(), identity));
        wrong.push(Wrong { class, seen, what });
    }
    for fact in extra {
        let class = if in_a_sum(fact, after) { Class::InSum } else { Class::Alone };
        let what = format!("{} was not there", identity(fact));
        wrong.push(Wrong { class, seen: news.about(fact, &after.facts), what });
    }
    wrong
}

fn overlap(a: Place, b: Place) -> bool {
    a.page == b.page && (a.bbox.contains(b.bbox.center()) || b.bbox.contains(a.bbox.center()))
}

fn in_a_sum(fact: &Fact, report: &Report) -> bool {
    let is_sum = |check: &&Check| check.status != Status::Skipped && check.left.is_some() && check.cells.len() > 1;
    let enters = |check: &Check| check.cells.iter().any(|cell| cell.at == fact.amount.at);
    report.checks.iter().filter(is_sum).any(enters)
}

/// The doubts and the failed checks that a fault brought.
struct News<'a> {
    after: &'a Report,
    doubts: Vec<&'a Diagnostic>,
    fails: Vec<&'a Check>,
    /// Tables that were verified before the fault and are not verified after it.
    fallen: Vec<TableId>,
}

impl<'a> News<'a> {
    fn new(before: &Report, after: &'a Report) -> Self {
        let doubts = after.diagnostics.iter().filter(|doubt| !before.diagnostics.contains(doubt)).collect();
        // A sum that holds only by rounding has a diagnostic that names its cells.
        let speaks = |check: &&Check| check.status == Status::Fail || check.is_rounding_hint();
        let there = |check: &&Check| before.checks.iter().any(|old| old.message == check.message);
        let fails = after.checks.iter().filter(speaks).filter(|check| !there(check)).collect();
        let verified = |report: &Report, table: TableId| {
            let heads = report.table_heads();
            heads.iter().any(|head| head.table == Some(table) && head.verdict == Verdict::Verified)
        };
        let fell = |table: &TableId| verified(before, *table) && !verified(after, *table);
        let fallen = TableId::ALL.iter().copied().filter(fell).collect();
        Self { after, doubts, fails, fallen }
    }

    /// Whether one of them points at a fact: at its cell; at its row or its column, where cells of a sum are missing;
    /// or says that its whole table is not read.
    fn about(&self, fact: &Fact, all: &[Fact]) -> Option<Severity> {
        let head = self.after.table_heads().into_iter().find(|head| head.table == Some(fact.table));
        let gone = self.after.kind != juesuan_model::report::DocumentKind::FinalAccounts
            || self.after.missing_tables.iter().any(|head| head.table == Some(fact.table));
        let row = row(fact, all);
        let subjects = [&fact.code, &fact.label].into_iter().flatten().map(|text| text.at);
        let own: Vec<Place> = subjects.chain([row]).chain(head.map(|head| head.title.at)).collect();
        let hits = |doubt: &&Diagnostic| doubt.at.is_some_and(|doubt| own.iter().any(|at| touch(*at, doubt)));
        let fails = |check: &&Check| {
            check.cells.iter().any(|cell| {
                let same_table = cell.table == fact.table.as_str();
                let lines_up = cell.column == fact.column.as_str() || cell.row == fact.row || touch(cell.at, row);
                same_table && lines_up || head.is_some_and(|head| cell.at == head.title.at)
            })
        };
        let doubts = self.doubts.iter().filter(|doubt| hits(doubt)).map(|doubt| doubt.severity);
        let fails = self.fails.iter().filter(|check| fails(check)).map(|check| match check.status {
            Status::Fail => check.severity,
            _ => Severity::Info,
        });
        // A verdict that fell tells the reader as well as a warning does.
        let fell = self.fallen.contains(&fact.table);
        doubts.chain(fails).chain((gone || fell).then_some(Severity::Warning)).max()
    }
}

fn touch(a: Place, b: Place) -> bool {
    a.page == b.page && a.bbox.intersects(&b.bbox)
}

/// The box of a fact's row on its page.
fn row(fact: &Fact, all: &[Fact]) -> Place {
    let own = |other: &&Fact| other.table == fact.table && other.row == fact.row && other.side == fact.side;
    let places = all.iter().filter(own).flat_map(|fact| {
        let subject = [&fact.code, &fact.label].into_iter().flatten().map(|text| text.at);
        subject.chain([fact.amount.at])
    });
    let at = fact.amount.at;
    let bbox = places.filter(|place| place.page == at.page).fold(at.bbox, |all: Rect, at| all.union(&at.bbox));
    Place { bbox, ..at }
}
