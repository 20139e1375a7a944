//! `tables`, `facts` and `cells`: what the tables of an account hold.

use juesuan_model::report::Report;
use juesuan_model::tables::{Fact, RawCell, RawTable, Side, TableHead, TableStatus};

use super::{Account, confidence, edge, in_yuan, page, table};
use crate::value::{Column, Kind, Record, Schema, Value};

table! {
    /// One record per table that the document holds or announces.
    TABLES = "tables"; head(account, head: &TableHead) {
        position: Integer = head.order,
        table_id: Text = head.table.map(|table| table.as_str()),
        title: Text = &head.title,
        department: Text = head.department.as_ref(),
        form_no: Text = head.form_no.as_ref(),
        first_page: Integer = on_page(head, head.first_page),
        last_page: Integer = on_page(head, head.last_page),
        unit: Text = head.unit.map(|unit| unit.as_str()),
        rows: Integer = printed(head).then_some(head.rows),
        status: Text = head.status.as_str(),
        recognised_by: Text = Some(head.recognised_by()).filter(|by| !by.is_empty()),
        unread_figures: Integer = printed(head).then_some(head.unread_figures),
        findings: Integer = printed(head).then_some(head.findings),
        note: Text = head.reason.as_ref(),
        verdict: Text = head.verdict.as_str(),
    }
}

/// Whether the table stands in the document, and not only in its contents.
fn printed(head: &TableHead) -> bool {
    head.status != TableStatus::Missing
}

fn on_page(head: &TableHead, page: u32) -> Option<u32> {
    (printed(head) && page > 0).then_some(page)
}

/// The tables of an account, in the order of the document.
pub(super) fn heads(account: &Account<'_>, report: &Report) -> Vec<Record> {
    report.table_heads().into_iter().map(|table| head(account, table)).collect()
}

table! {
    /// One record per number that is printed in one of the nine tables.
    FACTS = "facts"; fact(account, fact: &Fact) {
        position: Integer = fact.order,
        table_id: Text = fact.table.as_str(),
        page: Integer = page(fact.amount.at),
        row: Integer = fact.row,
        side: Text = fact.side.map(Side::as_str),
        code: Text = fact.code.as_ref(),
        label: Text = fact.label.as_ref(),
        line_no: Text = fact.line_no.as_ref(),
        column_id: Text = fact.column.as_str(),
        value: Decimal = fact.amount.value,
        unit: Text = fact.amount.unit.map(|unit| unit.as_str()),
        value_yuan: Decimal = in_yuan(&fact.amount),
        header: Text = &fact.header,
        origin: Text = fact.amount.at.origin.as_str(),
        confidence: Decimal = confidence(fact.amount.at),
        place: Text = account.place(fact.amount.at),
        x0: Points = edge(fact.amount.at, 0),
        y0: Points = edge(fact.amount.at, 1),
        x1: Points = edge(fact.amount.at, 2),
        y1: Points = edge(fact.amount.at, 3),
    }
}

/// The facts of an account, table by table.
pub(super) fn facts(account: &Account<'_>, report: &Report) -> Vec<Record> {
    let further = report.further_tables.iter().flat_map(|table| &table.facts);
    report.facts.iter().chain(further).map(|row| fact(account, row)).collect()
}

/// A cell of a table beyond the nine.
pub(super) struct Kept<'a> {
    table: &'a RawTable,
    cell: &'a RawCell,
}

table! {
    /// One record per cell of the tables that fit no schema.
    CELLS = "cells"; cell(account, kept: &Kept<'_>) {
        position: Integer = kept.table.head.order,
        title: Text = &kept.table.head.title,
        row: Integer = kept.cell.row.saturating_add(1),
        column_no: Integer = kept.cell.column.saturating_add(1),
        row_span: Integer = kept.cell.row_span,
        column_span: Integer = kept.cell.column_span,
        text: Text = kept.cell.text.as_str(),
        page: Integer = page(kept.cell.at),
        place: Text = account.place(kept.cell.at),
        x0: Points = edge(kept.cell.at, 0),
        y0: Points = edge(kept.cell.at, 1),
        x1: Points = edge(kept.cell.at, 2),
        y1: Points = edge(kept.cell.at, 3),
    }
}

/// The cells of all tables beyond the nine.
pub(super) fn cells(account: &Account<'_>, report: &Report) -> Vec<Record> {
    let kept = report.other_tables.iter().flat_map(|table| table.cells.iter().map(move |cell| Kept { table, cell }));
    kept.map(|kept| cell(account, &kept)).collect()
}
