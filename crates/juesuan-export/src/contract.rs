//! The tabular contract: which tables there are, and how a report fills them.
//!
//! A column's name, kind and value stand on one line, so that CSV, Excel and Parquet cannot disagree.

use juesuan_model::checks::{Check, Status};
use juesuan_model::diagnostic::Severity;
use juesuan_model::forms::{Fund, FundLine, Indicator, SelfAssessment};
use juesuan_model::narrative::{Base, Direction, Statement};
use juesuan_model::report::{DocumentKind, Level, Report};
use juesuan_model::tables::{Fact, Side, TableHead, TableStatus};
use juesuan_model::{Amount, Number, Text, Verdict};

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

/// A performance form of either kind.
struct Form<'a> {
    kind: &'static str,
    code: Option<&'a Text>,
    name: Option<&'a Text>,
    implementing_unit: Option<&'a Text>,
    budget_unit: Option<&'a Text>,
    body: &'a SelfAssessment,
}

/// The forms of a document in its order.
fn forms(report: &Report) -> Vec<Form<'_>> {
    let projects = report.project_self_assessments.iter().map(|form| Form {
        kind: "project",
        code: form.code.as_ref(),
        name: form.name.as_ref(),
        implementing_unit: form.implementing_unit.as_ref(),
        budget_unit: form.budget_unit.as_ref(),
        body: &form.assessment,
    });
    let departments = report.department_self_assessments.iter().map(|form| Form {
        kind: "department",
        code: None,
        name: form.name.as_ref(),
        implementing_unit: None,
        budget_unit: None,
        body: &form.assessment,
    });
    let mut forms: Vec<Form<'_>> = departments.chain(projects).collect();
    forms.sort_by_key(|form| form.body.at.page);
    forms
}

/// A line of a form, with the form.
struct Of<'a, T> {
    form: &'a Form<'a>,
    line: &'a T,
}

table! {
    /// One record per performance self-assessment form.
    PROJECTS = "projects"; project(source, form: &Form<'_>) {
        document: Text = &source.name,
        page: Integer = form.body.at.page,
        form: Text = form.kind,
        project_code: Text = form.code,
        project_name: Text = form.name,
        year: Integer = form.body.year.as_ref().and_then(|year| u32::try_from(year.value).ok()),
        implementing_unit: Text = form.implementing_unit,
        budget_unit: Text = form.budget_unit,
        expected_goal: Text = form.body.expected_goal.as_ref(),
        actual_goal: Text = form.body.actual_goal.as_ref(),
        total_weight: Decimal = number(&form.body.total_weight),
        total_score: Decimal = number(&form.body.total_score),
    }
}

table! {
    /// One record per funding line of such a form.
    PROJECT_FUNDS = "project_funds"; project_fund(source, row: &Of<'_, FundLine>) {
        document: Text = &source.name,
        page: Integer = fund_page(row),
        form: Text = row.form.kind,
        project_code: Text = row.form.code,
        project_name: Text = row.form.name,
        fund: Text = row.line.fund.map(Fund::as_str),
        initial_budget: Decimal = amount(&row.line.initial_budget),
        adjusted_budget: Decimal = amount(&row.line.adjusted_budget),
        executed: Decimal = amount(&row.line.executed),
        weight: Decimal = number(&row.line.weight),
        execution_rate: Decimal = number(&row.line.execution_rate),
        score: Decimal = number(&row.line.score),
        unit: Text = row.form.body.unit.map(|unit| unit.as_str()),
    }
}

table! {
    /// One record per 三级指标 line of such a form.
    INDICATORS = "indicators"; indicator(source, row: &Of<'_, Indicator>) {
        document: Text = &source.name,
        page: Integer = row.line.at.page,
        form: Text = row.form.kind,
        project_code: Text = row.form.code,
        project_name: Text = row.form.name,
        level1: Text = row.line.level1.as_ref(),
        level1_weight: Decimal = number(&row.line.level1_weight),
        level2: Text = row.line.level2.as_ref(),
        level3: Text = row.line.level3.as_ref(),
        target: Text = row.line.target.as_ref().map(|target| &target.text),
        actual: Text = row.line.actual.as_ref().map(|actual| &actual.text),
        weight: Decimal = number(&row.line.weight),
        score: Decimal = number(&row.line.score),
        deviation: Text = row.line.deviation.as_ref(),
    }
}

table! {
    /// One record per amount stated in the narrative part.
    STATEMENTS = "statements"; statement(source, said: &Statement) {
        document: Text = &source.name,
        page: Integer = said.at.page,
        section: Text = &said.section,
        subject: Text = &said.subject,
        value: Decimal = amount(&said.value),
        unit: Text = said.value.as_ref().and_then(|value| value.unit).map(|unit| unit.as_str()),
        base: Text = said.base().map(Base::as_str),
        direction: Text = said.comparison.as_ref().and_then(|compared| compared.direction).map(Direction::as_str),
        change: Decimal = said.comparison.as_ref().and_then(|compared| amount(&compared.change)),
        change_unit: Text = said
            .comparison
            .as_ref()
            .and_then(|compared| compared.change.as_ref()?.unit)
            .map(|unit| unit.as_str()),
        change_percent: Decimal = said.comparison.as_ref().and_then(|compared| number(&compared.change_percent)),
        completion_percent: Decimal = said.completion.as_ref().and_then(|completed| number(&completed.percent)),
        share_percent: Decimal = said.share.as_ref().map(|share| share.percent.value),
    }
}

fn amount(amount: &Option<Amount>) -> Option<rust_decimal::Decimal> {
    amount.as_ref().map(|amount| amount.value)
}

fn number(number: &Option<Number>) -> Option<rust_decimal::Decimal> {
    number.as_ref().map(|number| number.value)
}

/// The page of a funding line: of its label, or where that is blank of its form.
fn fund_page(row: &Of<'_, FundLine>) -> u32 {
    if row.line.label.is_empty() { row.form.body.at.page } else { row.line.label.at.page }
}

/// All tables of the contract, in its order.
pub static SCHEMAS: [&Schema; 8] =
    [&DOCUMENTS, &TABLES, &FACTS, &PROJECTS, &PROJECT_FUNDS, &INDICATORS, &STATEMENTS, &CHECKS];

/// The records of a document, one [`Records`] for each of [`SCHEMAS`], in that order.
#[must_use]
pub fn records(source: &Source, report: &Report) -> Vec<Records> {
    let input = Inventory { report: Some(report), heads: report.table_heads() };
    let forms = forms(report);
    let funds = forms.iter().flat_map(|form| form.body.funds.iter().map(move |line| Of { form, line }));
    let indicators = forms.iter().flat_map(|form| form.body.indicators.iter().map(move |line| Of { form, line }));
    let statements = report.narrative.statements.iter().filter(|said| said.is_about_amounts());
    vec![
        Records { schema: &DOCUMENTS, rows: vec![document(source, &input)] },
        Records { schema: &TABLES, rows: input.heads.iter().map(|head| table(source, head)).collect() },
        Records { schema: &FACTS, rows: report.facts.iter().map(|row| fact(source, row)).collect() },
        Records { schema: &PROJECTS, rows: forms.iter().map(|form| project(source, form)).collect() },
        Records { schema: &PROJECT_FUNDS, rows: funds.map(|row| project_fund(source, &row)).collect() },
        Records { schema: &INDICATORS, rows: indicators.map(|row| indicator(source, &row)).collect() },
        Records { schema: &STATEMENTS, rows: statements.map(|said| statement(source, said)).collect() },
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
