//! `documents`: what an account of an input is, and how far its reading can be trusted.

use juesuan_model::Verdict;
use juesuan_model::diagnostic::Severity;
use juesuan_model::report::{DocumentKind, Level, Report};
use juesuan_model::tables::{TableHead, TableStatus};

use super::{Account, table};
use crate::value::{Column, Kind, Record, Schema, Value};

table! {
    /// One record per input and account.
    DOCUMENTS = "documents"; document(account, input: &Inventory<'_>) {
        sha256: Text = &account.source.sha256,
        format: Text = input.report.and_then(|report| Some(report.files.first()?.format.as_str())),
        kind: Text = input.kind(),
        level: Text = input.level(),
        year: Integer = input.report.and_then(|report| report.year),
        department: Text = input.report.and_then(|report| report.department.as_ref()),
        pages: Integer = input.report.map(|report| report.pages),
        unreadable_pages: Integer = input.report.map(|report| report.unreadable_pages.len()),
        tables_found: Integer = input.tables(|status| !matches!(status, TableStatus::Missing)),
        tables_missing: Integer = input.tables(|status| matches!(status, TableStatus::Missing)),
        errors: Integer = input.doubts(Severity::Error),
        warnings: Integer = input.doubts(Severity::Warning),
        unread_figures: Integer = input.report.map(|report| report.unread_figures),
        findings: Integer = input.report.map(|report| report.findings),
        verdict: Text = input.verdict(),
    }
}

/// The one record of an account.
pub(super) fn documents(account: &Account<'_>, report: &Report) -> Vec<Record> {
    vec![document(account, &Inventory::of(report))]
}

/// What the record of a document is made from; no report when it could not be opened.
pub(super) struct Inventory<'a> {
    report: Option<&'a Report>,
    heads: Vec<&'a TableHead>,
}

impl<'a> Inventory<'a> {
    fn of(report: &'a Report) -> Self {
        Self { report: Some(report), heads: report.table_heads() }
    }

    pub(super) fn unreadable() -> Self {
        Self { report: None, heads: Vec::new() }
    }

    fn kind(&self) -> &'static str {
        kind_name(self.report.map_or(DocumentKind::Unreadable, |report| report.kind))
    }

    fn level(&self) -> Option<&'static str> {
        self.report?.level.map(|level| match level {
            Level::Department => "department",
            Level::Unit => "unit",
        })
    }

    /// How many of the nine tables have such a status.
    fn tables(&self, counts: impl Fn(TableStatus) -> bool) -> usize {
        self.heads.iter().filter(|head| head.table.is_some() && counts(head.status)).count()
    }

    /// A file that cannot be opened is one error.
    fn doubts(&self, severity: Severity) -> usize {
        let Some(report) = self.report else { return usize::from(severity == Severity::Error) };
        report.diagnostics.iter().filter(|doubt| doubt.severity == severity).count()
    }

    fn verdict(&self) -> &'static str {
        self.report.map_or(Verdict::Unreadable, |report| report.verdict).as_str()
    }
}

/// The name of a kind of document in the contract.
#[must_use]
pub fn kind_name(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::FinalAccounts => "final_accounts",
        DocumentKind::Budget => "budget",
        DocumentKind::Unreadable => "unreadable",
        _ => "other",
    }
}
