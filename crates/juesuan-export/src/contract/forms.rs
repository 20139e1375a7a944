//! `projects`, `project_funds` and `indicators`: the performance forms (绩效自评表) of an account.

use juesuan_model::forms::{Fund, FundLine, Indicator, SelfAssessment};
use juesuan_model::report::Report;
use juesuan_model::{Place, Text};

use super::{Account, amount, confidence, number, page, table};
use crate::value::{Column, Kind, Record, Schema, Value};

/// A performance form of either kind.
#[derive(Debug)]
pub(crate) struct Form<'a> {
    /// From 1, in the order of the document.
    index: u32,
    kind: &'static str,
    code: Option<&'a Text>,
    name: Option<&'a Text>,
    implementing_unit: Option<&'a Text>,
    budget_unit: Option<&'a Text>,
    pub(crate) body: &'a SelfAssessment,
}

impl<'a> Form<'a> {
    /// The name of the project or department.
    pub(crate) fn name(&self) -> &'a str {
        self.name.map_or("", |name| name.text.as_str())
    }
}

/// The forms of a document in its order.
pub(crate) fn forms(report: &Report) -> Vec<Form<'_>> {
    let projects = report.project_self_assessments.iter().map(|form| Form {
        index: 0,
        kind: "project",
        code: form.code.as_ref(),
        name: form.name.as_ref(),
        implementing_unit: form.implementing_unit.as_ref(),
        budget_unit: form.budget_unit.as_ref(),
        body: &form.assessment,
    });
    let departments = report.department_self_assessments.iter().map(|form| Form {
        index: 0,
        kind: "department",
        code: None,
        name: form.name.as_ref(),
        implementing_unit: None,
        budget_unit: None,
        body: &form.assessment,
    });
    let mut forms: Vec<Form<'_>> = departments.chain(projects).collect();
    forms.sort_by_key(|form| form.body.at.page);
    for (form, index) in forms.iter_mut().zip(1..) {
        form.index = index;
    }
    forms
}

/// A line of a form, with the form.
pub(super) struct Of<'a, T> {
    form: &'a Form<'a>,
    line: &'a T,
}

table! {
    /// One record per performance self-assessment form.
    PROJECTS = "projects"; project(account, form: &Form<'_>) {
        form_index: Integer = form.index,
        page: Integer = page(form.body.at),
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
    PROJECT_FUNDS = "project_funds"; project_fund(account, row: &Of<'_, FundLine>) {
        form_index: Integer = row.form.index,
        page: Integer = page(fund_place(row)),
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
    INDICATORS = "indicators"; indicator(account, row: &Of<'_, Indicator>) {
        form_index: Integer = row.form.index,
        page: Integer = page(row.line.at),
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
        origin: Text = row.line.at.origin.as_str(),
        confidence: Decimal = confidence(row.line.at),
    }
}

/// The place of a funding line: of its label, or where that is blank of its form.
fn fund_place(row: &Of<'_, FundLine>) -> Place {
    if row.line.label.is_empty() { row.form.body.at } else { row.line.label.at }
}

/// The forms of an account.
pub(super) fn projects(account: &Account<'_>, report: &Report) -> Vec<Record> {
    forms(report).iter().map(|form| project(account, form)).collect()
}

/// Their funding lines.
pub(super) fn funds(account: &Account<'_>, report: &Report) -> Vec<Record> {
    let forms = forms(report);
    let lines = forms.iter().flat_map(|form| form.body.funds.iter().map(move |line| Of { form, line }));
    lines.map(|row| project_fund(account, &row)).collect()
}

/// Their indicators.
pub(super) fn indicators(account: &Account<'_>, report: &Report) -> Vec<Record> {
    let forms = forms(report);
    let lines = forms.iter().flat_map(|form| form.body.indicators.iter().map(move |line| Of { form, line }));
    lines.map(|row| indicator(account, &row)).collect()
}
