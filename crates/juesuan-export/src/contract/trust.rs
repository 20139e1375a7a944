//! `checks`, `diagnostics` and `coverage`: how far the reading of an account can be trusted.

use std::collections::BTreeMap;

use juesuan_model::Id;
use juesuan_model::account::PageCoverage;
use juesuan_model::checks::{Check, Status};
use juesuan_model::diagnostic::Severity;
use juesuan_model::report::Report;
use juesuan_model::tables::{TableHead, TableId};
use juesuan_model::{Diagnostic, Place};

use super::{Account, edge, joined, page, table};
use crate::value::{Column, Kind, Record, Schema, Value};

/// A check, and the number of its cause.
pub(super) struct Grouped<'a> {
    check: &'a Check,
    cause: Option<usize>,
}

table! {
    /// One record per reconciliation (勾稽) check. Messages and formulas are Chinese.
    CHECKS = "checks"; check(account, row: &Grouped<'_>) {
        check_id: Text = row.check.id.as_ref(),
        severity: Text = (row.check.status == Status::Fail).then(|| severity(row.check.severity)),
        status: Text = row.check.status.as_str(),
        left_value: Decimal = row.check.left,
        right_value: Decimal = row.check.right,
        difference: Decimal = row.check.difference,
        tolerance: Decimal = row.check.tolerance,
        pages: Text = joined(&row.check.pages),
        cause: Integer = row.cause,
        cells: Text = joined(&row.check.cells),
        message: Text = &row.check.message.zh,
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// The checks of an account; the groups that one cell explains are numbered from 1.
pub(super) fn checks(account: &Account<'_>, report: &Report) -> Vec<Record> {
    let mut causes: Vec<&str> = Vec::new();
    let mut grouped = Vec::new();
    for check in &report.checks {
        let cause = check.group.as_deref().map(|group| match causes.iter().position(|cause| *cause == group) {
            Some(known) => known.saturating_add(1),
            None => {
                causes.push(group);
                causes.len()
            }
        });
        grouped.push(Grouped { check, cause });
    }
    grouped.iter().map(|row| self::check(account, row)).collect()
}

/// A doubt, and the table that it concerns.
pub(super) struct Doubt<'a> {
    doubt: &'a Diagnostic,
    at: Place,
    table: Option<TableId>,
}

table! {
    /// One record per doubt. Messages are English.
    DIAGNOSTICS = "diagnostics"; diagnostic(account, row: &Doubt<'_>) {
        code: Text = row.doubt.code.name(),
        severity: Text = severity(row.doubt.severity),
        page: Integer = page(row.at),
        place: Text = account.place(row.at),
        x0: Points = edge(row.at, 0),
        y0: Points = edge(row.at, 1),
        x1: Points = edge(row.at, 2),
        y1: Points = edge(row.at, 3),
        table_id: Text = row.table.map(|table| table.as_str()),
        message: Text = row.doubt.message.as_str(),
    }
}

/// The doubts of an account, those of its narrative last.
pub(super) fn diagnostics(account: &Account<'_>, report: &Report) -> Vec<Record> {
    let heads = report.tables.heads();
    let cells: BTreeMap<Id, TableId> =
        report.facts.iter().map(|fact| (fact.amount.at.id, fact.table)).filter(|(id, _)| id.is_some()).collect();
    let mut records = Vec::new();
    for doubt in report.diagnostics.iter().chain(&report.narrative.doubts) {
        let table = doubt.at.and_then(|at| cells.get(&at.id).copied().or_else(|| only_table(at, &heads)));
        records.push(diagnostic(account, &Doubt { doubt, at: doubt.at.unwrap_or_default(), table }));
    }
    records
}

/// The one table on the page of a place, where there is only one.
fn only_table(at: Place, heads: &[&TableHead]) -> Option<TableId> {
    let mut there = heads.iter().filter(|head| at.page > 0 && (head.first_page..=head.last_page).contains(&at.page));
    match (there.next(), there.next()) {
        (Some(head), None) => head.table,
        _ => None,
    }
}

table! {
    /// One record per page: what became of the figures that it prints.
    COVERAGE = "coverage"; covered(account, counts: &PageCoverage) {
        page: Integer = (counts.page > 0).then_some(counts.page),
        figures: Integer = counts.figures,
        in_tables: Integer = counts.in_tables,
        in_other_tables: Integer = counts.in_other_tables,
        in_forms: Integer = counts.in_forms,
        in_statements: Integer = counts.in_statements,
        other: Integer = counts.other,
        unread: Integer = counts.unread,
    }
}

/// The account of figures, page by page.
pub(super) fn coverage(account: &Account<'_>, report: &Report) -> Vec<Record> {
    report.coverage.iter().map(|counts| covered(account, counts)).collect()
}
