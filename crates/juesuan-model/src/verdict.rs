//! How far what was read can be trusted: doubts and checks → a verdict per table and per document.

use serde::{Deserialize, Serialize};

use crate::checks::{Check, Status};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::report::{DocumentKind, Report};
use crate::tables::{Fact, TableHead, TableId, TableStatus};

/// How far a table or a document can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Verdict {
    /// Read without doubt and confirmed by the sums that touch it.
    Verified,
    /// Read without doubt; no sum confirms it.
    #[default]
    Unverified,
    /// Something in it was not read without doubt, or a sum points at a cell of it.
    Doubtful,
    /// It could not be read.
    Unreadable,
}

impl Verdict {
    /// The name in the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Unverified => "unverified",
            Self::Doubtful => "doubtful",
            Self::Unreadable => "unreadable",
        }
    }
}

/// Writes the verdicts into a report whose checks have been run.
pub(crate) fn judge(report: &mut Report) {
    let Report { tables, other_tables, missing_tables, facts, diagnostics, checks, .. } = report;
    let all = tables.heads_mut().into_iter().chain(other_tables.iter_mut().map(|table| &mut table.head));
    for head in all.chain(missing_tables.iter_mut()) {
        head.verdict = of_table(head, facts, diagnostics, checks);
    }
    report.verdict = of_document(report);
}

fn of_table(head: &TableHead, facts: &[Fact], diagnostics: &[Diagnostic], checks: &[Check]) -> Verdict {
    match (head.status, head.table) {
        (TableStatus::Unreadable, _) => Verdict::Unreadable,
        _ if diagnostics.iter().any(|doubt| concerns(doubt, head, facts)) => Verdict::Doubtful,
        (TableStatus::Read, Some(table)) => by_sums(table, checks),
        _ => Verdict::Unverified,
    }
}

fn by_sums(table: TableId, checks: &[Check]) -> Verdict {
    let own = |check: &&Check| check.cells.iter().any(|cell| cell.table == table.as_str());
    // The first cell of a fail is the one that it comes from.
    let accused = |check: &Check| {
        check.status == Status::Fail
            && check.severity == Severity::Error
            && check.cells.first().is_some_and(|cell| cell.table == table.as_str())
    };
    if checks.iter().any(accused) {
        return Verdict::Doubtful;
    }
    let confirms = |check: &Check| check.status == Status::Pass && check.left.is_some() && check.cells.len() > 1;
    if checks.iter().filter(own).any(confirms) { Verdict::Verified } else { Verdict::Unverified }
}

/// Doubts that do not touch what the tables say.
const HARMLESS: &[Code] = &[Code::TemplateText, Code::InvisibleText, Code::TableMissing, Code::NotFinalAccounts];

/// Whether a doubt is about a table: it stands among its numbers, or at its title.
fn concerns(doubt: &Diagnostic, head: &TableHead, facts: &[Fact]) -> bool {
    let Some(at) = doubt.at else { return false };
    if doubt.severity < Severity::Warning || HARMLESS.contains(&doubt.code) {
        return false;
    }
    if at.touches(&head.title.at) {
        return true;
    }
    if at.address.is_some() {
        // Identities are counted in the order of the document.
        let own = facts.iter().filter(|fact| Some(fact.table) == head.table).map(|fact| fact.amount.at.id);
        let last = own.clone().max();
        return own.min().zip(last).is_some_and(|(first, last)| (first..=last).contains(&at.id));
    }
    if at.page < head.first_page || at.page > head.last_page {
        return false;
    }
    let own = facts.iter().filter(|fact| Some(fact.table) == head.table && fact.amount.at.page == at.page);
    let span = own.map(|fact| fact.amount.at).reduce(|all, at| all.join(at));
    span.is_some_and(|span| span.bbox.intersects(&at.bbox))
}

fn of_document(report: &Report) -> Verdict {
    if report.kind == DocumentKind::Unreadable {
        return Verdict::Unreadable;
    }
    let heads = report.tables.heads();
    let any = |verdict| heads.iter().any(|head| head.verdict == verdict);
    let lost = !report.unreadable_pages.is_empty()
        || report.missing_tables.iter().any(|head| head.table.is_some())
        || report.diagnostics.iter().any(|doubt| doubt.severity == Severity::Error)
        || report.checks.iter().any(|check| check.status == Status::Fail && check.severity == Severity::Error);
    if lost || any(Verdict::Doubtful) || any(Verdict::Unreadable) {
        return Verdict::Doubtful;
    }
    let read = heads.iter().filter(|head| head.status == TableStatus::Read);
    let confirmed = any(Verdict::Verified) && read.clone().all(|head| head.verdict == Verdict::Verified);
    if confirmed { Verdict::Verified } else { Verdict::Unverified }
}
