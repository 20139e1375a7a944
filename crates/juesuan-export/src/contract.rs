//! The tabular contract: which tables there are, and how a report fills them.
//!
//! A column's name, kind and value stand on one line, so that CSV, Excel and Parquet cannot disagree.

use juesuan_model::Verdict;
use juesuan_model::checks::{Check, Status};
use juesuan_model::diagnostic::Severity;
use juesuan_model::report::{DocumentKind, Level, Report};
use juesuan_model::tables::{Fact, Side, TableHead, TableStatus};

use crate::value::{Column, Kind, Record, Schema, Value};

/// What is known of an input besides its report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Source {
    /// The input's file name: the column `document` of every table.
    pub name: String,
    /// SHA-256 of its bytes in hexadecimal.
    pub sha256: String,
}

impl Source {
    /// A source with its name and the hash of its bytes.
    #[must_use]
    pub fn new(name: impl Into<String>, sha256: impl Into<String>) -> Self {
        Self { name: name.into(), sha256: sha256.into() }
    }
}

/// The records of one table of the contract.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Records {
    /// Which table, and its columns.
    pub schema: &'static Schema,
    /// Its records, in the order of the document.
    pub rows: Vec<Record>,
}

/// Declares a table: its schema, and the function that makes a record.
macro_rules! table {
    ($(#[$doc:meta])* $schema:ident = $name:literal; $function:ident($source:ident, $row:ident: $type:ty) {
        $($column:ident: $kind:ident = $value:expr,)+
    }) => {
        $(#[$doc])*
        pub static $schema: Schema = Schema {
            name: $name,
            columns: &[$(Column { name: stringify!($column), kind: Kind::$kind },)+],
        };

        fn $function($source: &Source, $row: $type) -> Record {
            vec![$(Value::from($value),)+]
        }
    };
}

table! {
    /// One record per input.
    DOCUMENTS = "documents"; document(source, input: &Inventory<'_>) {
        document: Text = &source.name,
        sha256: Text = &source.sha256,
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
        verdict: Text = input.verdict(),
    }
}

table! {
    /// One record per table that the document holds or announces.
    TABLES = "tables"; table(source, head: &TableHead) {
        document: Text = &source.name,
        order: Integer = head.order,
        table: Text = head.table.map(|table| table.as_str()),
        title: Text = &head.title,
        form_no: Text = head.form_no.as_ref(),
        first_page: Integer = printed(head).then_some(head.first_page),
        last_page: Integer = printed(head).then_some(head.last_page),
        unit: Text = head.unit.map(|unit| unit.as_str()),
        rows: Integer = printed(head).then_some(head.rows),
        status: Text = head.status.as_str(),
        note: Text = head.reason.as_ref(),
        verdict: Text = head.verdict.as_str(),
    }
}

table! {
    /// One record per number that is printed in one of the nine tables.
    FACTS = "facts"; fact(source, fact: &Fact) {
        document: Text = &source.name,
        table: Text = fact.table.as_str(),
        page: Integer = fact.amount.at.page,
        row: Integer = fact.row,
        side: Text = fact.side.map(Side::as_str),
        code: Text = fact.code.as_ref(),
        label: Text = fact.label.as_ref(),
        line_no: Text = fact.line_no.as_ref(),
        column: Text = fact.column.as_str(),
        value: Decimal = fact.amount.value,
        unit: Text = fact.amount.unit.map(|unit| unit.as_str()),
        header: Text = &fact.header,
        x0: Points = fact.amount.at.rounded()[0],
        y0: Points = fact.amount.at.rounded()[1],
        x1: Points = fact.amount.at.rounded()[2],
        y1: Points = fact.amount.at.rounded()[3],
    }
}

table! {
    /// One record per reconciliation (勾稽) check. Messages and formulas are Chinese.
    CHECKS = "checks"; check(source, check: &Check) {
        document: Text = &source.name,
        check: Text = check.id,
        severity: Text = (check.status == Status::Fail).then(|| severity(check.severity)),
        status: Text = check.status.as_str(),
        left: Decimal = check.left,
        right: Decimal = check.right,
        difference: Decimal = check.difference,
        tolerance: Decimal = check.tolerance,
        pages: Text = joined(&check.pages),
        cells: Text = joined(&check.cells),
        message: Text = &check.message.zh,
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// A list in one field.
fn joined<T: ToString>(parts: &[T]) -> String {
    parts.iter().map(ToString::to_string).collect::<Vec<String>>().join(";")
}

/// Columns whose records are not made yet.
macro_rules! columns {
    ($schema:ident = $name:literal; $($column:ident: $kind:ident,)+) => {
        #[allow(missing_docs)]
        pub static $schema: Schema = Schema {
            name: $name,
            columns: &[$(Column { name: stringify!($column), kind: Kind::$kind },)+],
        };
    };
}

columns! { PROJECTS = "projects";
    document: Text, page: Integer, form: Text, project_code: Text, project_name: Text, year: Integer,
    implementing_unit: Text, budget_unit: Text, expected_goal: Text, actual_goal: Text, total_weight: Decimal,
    total_score: Decimal,
}
columns! { PROJECT_FUNDS = "project_funds";
    document: Text, page: Integer, form: Text, project_code: Text, project_name: Text, fund: Text,
    initial_budget: Decimal, adjusted_budget: Decimal, executed: Decimal, weight: Decimal, execution_rate: Decimal,
    score: Decimal, unit: Text,
}
columns! { INDICATORS = "indicators";
    document: Text, page: Integer, form: Text, project_code: Text, project_name: Text, level1: Text,
    level1_weight: Decimal, level2: Text, level3: Text, target: Text, actual: Text, weight: Decimal, score: Decimal,
    deviation: Text,
}
columns! { STATEMENTS = "statements";
    document: Text, page: Integer, section: Text, subject: Text, value: Decimal, unit: Text, base: Text,
    direction: Text, change: Decimal, change_unit: Text, change_percent: Decimal, completion_percent: Decimal,
    share_percent: Decimal,
}
/// All tables of the contract, in its order.
pub static SCHEMAS: [&Schema; 8] =
    [&DOCUMENTS, &TABLES, &FACTS, &PROJECTS, &PROJECT_FUNDS, &INDICATORS, &STATEMENTS, &CHECKS];

/// The records of a document, one [`Records`] for each of [`SCHEMAS`], in that order.
#[must_use]
pub fn records(source: &Source, report: &Report) -> Vec<Records> {
    let input = Inventory { report: Some(report), heads: report.table_heads() };
    vec![
        Records { schema: &DOCUMENTS, rows: vec![document(source, &input)] },
        Records { schema: &TABLES, rows: input.heads.iter().map(|head| table(source, head)).collect() },
        Records { schema: &FACTS, rows: report.facts.iter().map(|row| fact(source, row)).collect() },
        Records { schema: &PROJECTS, rows: Vec::new() },
        Records { schema: &PROJECT_FUNDS, rows: Vec::new() },
        Records { schema: &INDICATORS, rows: Vec::new() },
        Records { schema: &STATEMENTS, rows: Vec::new() },
        Records { schema: &CHECKS, rows: report.checks.iter().map(|row| check(source, row)).collect() },
    ]
}

/// The records of an input that could not be opened: its line in `documents`, and nothing else.
#[must_use]
pub fn unreadable(source: &Source) -> Vec<Records> {
    let input = Inventory { report: None, heads: Vec::new() };
    let rows = |schema: &Schema| if schema == &DOCUMENTS { vec![document(source, &input)] } else { Vec::new() };
    SCHEMAS.iter().map(|schema| Records { schema, rows: rows(schema) }).collect()
}

/// What the record of a document is made from; no report when it could not be opened.
struct Inventory<'a> {
    report: Option<&'a Report>,
    heads: Vec<&'a TableHead>,
}

impl Inventory<'_> {
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

/// Whether the table stands in the document, and not only in its contents.
fn printed(head: &TableHead) -> bool {
    head.status != TableStatus::Missing
}
