//! Performance forms → their scores, budgets and what was spent.

use std::collections::BTreeSet;

use juesuan_model::checks::{NumberDoubts, Status, rounding};
use juesuan_model::forms::{Fund, SelfAssessment};
use juesuan_model::key::key;
use juesuan_model::{Amount, Report, Text, Verdict};
use rust_decimal::Decimal;

use crate::figure::{Figure, FormNumber, Key};

/// Figures of the forms of a report.
pub(super) fn figures(report: &Report, doubts: &NumberDoubts<'_>) -> Vec<Figure> {
    let confirmed = confirmed(report);
    let projects = report.project_self_assessments.iter().map(|form| {
        let name = form.name.as_ref().map(|name| name.text.clone()).unwrap_or_default();
        let code = form.code.as_ref().map(|code| code.text.clone());
        (Some(code.unwrap_or_else(|| key(&name))), name, &form.assessment)
    });
    let departments = report.department_self_assessments.iter().map(|form| {
        let text = |text: &Option<Text>| text.as_ref().map(|text| text.text.clone());
        (None, text(&form.name).unwrap_or_default(), &form.assessment)
    });
    let mut all = Vec::new();
    for ((project, label, form), row) in projects.chain(departments).zip(1_u32..) {
        let figure = |what, value: Decimal, unit, half, at| Figure {
            key: Key::Form { project: project.clone(), what },
            label: label.clone(),
            value,
            unit,
            half,
            at,
            verdict: Verdict::Unverified,
            doubt: doubts.about(&at).map(str::to_owned),
        };
        if let Some(score) = &form.total_score {
            let mut figure = figure(FormNumber::Score, score.value, None, rounding(score.value, None), score.at);
            if confirmed.contains(&row) {
                figure.verdict = Verdict::Verified;
            }
            all.push(figure);
        }
        let money = |what, amount: Option<&Amount>| {
            amount.map(|amount| figure(what, amount.value, amount.unit, rounding(amount.value, amount.unit), amount.at))
        };
        let total = total(form);
        all.extend(money(FormNumber::Budget, total.and_then(|line| line.adjusted_budget.as_ref())));
        all.extend(money(FormNumber::Executed, total.and_then(|line| line.executed.as_ref())));
    }
    all
}

fn total(form: &SelfAssessment) -> Option<&juesuan_model::forms::FundLine> {
    form.funds.iter().find(|line| line.fund == Some(Fund::Total))
}

/// The forms whose total score equals the sum of its parts.
fn confirmed(report: &Report) -> BTreeSet<u32> {
    let holds = report.checks.iter().filter(|check| check.status == Status::Pass && check.difference.is_some());
    holds
        .flat_map(|check| &check.cells)
        .filter(|cell| cell.table == "projects" && cell.column == "total_score")
        .map(|cell| cell.row)
        .collect()
}
