//! A report → which printed numbers are marked, and why: those that findings point at, and those that were not read
//! without doubt. One place for table sheets and lists.

use std::collections::BTreeMap;

use juesuan_model::checks::{Check, Status};
use juesuan_model::diagnostic::{Diagnostic, Severity};
use juesuan_model::report::Report;
use juesuan_model::{Id, Place};
use serde::{Deserialize, Serialize};

use crate::contract::forms;
use crate::sheet::Style;
use crate::wording::{Language, Names};

/// A page with more doubts than this is in doubt as a whole: the table says so, its cells do not one by one.
const MANY_DOUBTS: usize = 200;

/// A check of so few numbers accuses all of them; one of more accuses the number that it probably comes from.
const BOTH_SIDES: usize = 2;

/// A value of the contract's records that is marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Mark {
    /// The account, from 1.
    pub account: u32,
    /// The table of the contract.
    pub table: String,
    /// The record among those of the account, from 1.
    pub row: usize,
    /// The column.
    pub column: String,
    /// How it looks.
    pub style: Style,
    /// Why it is marked.
    pub reason: String,
}

/// Whether a check found something that the department printed inconsistently.
#[must_use]
pub fn is_finding(check: &Check) -> bool {
    check.status == Status::Fail && check.severity > Severity::Info
}

/// What is to be said about printed numbers.
pub(crate) struct Marks<'a> {
    language: Language,
    names: Names<'a>,
    fails: BTreeMap<Spot, Vec<&'a Check>>,
    by_id: BTreeMap<Id, Vec<&'a Diagnostic>>,
    by_page: BTreeMap<u32, Vec<(Place, &'a Diagnostic)>>,
}

/// What tells printed numbers apart: the line or cell and the corner of the box.
type Spot = (Id, u32, [u32; 2]);

fn spot(at: &Place) -> Spot {
    (at.id, at.page, [at.bbox.x0.to_bits(), at.bbox.y0.to_bits()])
}

impl<'a> Marks<'a> {
    pub(crate) fn of(report: &'a Report, language: Language) -> Self {
        let names = Names::of(report);
        let (fails, by_id, by_page) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let mut marks = Self { language, names, fails, by_id, by_page };
        for check in report.checks.iter().filter(|check| is_finding(check)) {
            let accused = if check.cells.len() > BOTH_SIDES { 1 } else { BOTH_SIDES };
            for cell in check.cells.iter().take(accused) {
                marks.fails.entry(spot(&cell.at)).or_default().push(check);
            }
        }
        let doubts = report.diagnostics.iter().chain(&report.narrative.doubts);
        for doubt in doubts.filter(|doubt| doubt.severity > Severity::Info) {
            match doubt.at {
                // Without pages only identities tell.
                Some(at) if at.address.is_some() => marks.by_id.entry(at.id).or_default().push(doubt),
                Some(at) => marks.by_page.entry(at.page).or_default().push((at, doubt)),
                None => {}
            }
        }
        marks
    }

    /// How a printed number looks, and why; nothing where nothing is to be said.
    pub(crate) fn about(&self, at: &Place) -> Option<(Style, String)> {
        let checks = self.fails.get(&spot(at)).map(Vec::as_slice).unwrap_or_default();
        let mut reasons: Vec<String> = Vec::new();
        for check in checks {
            let (formula, message) = (self.language.of(&check.formula), self.language.of(&check.message));
            let mut lines = vec![formula.to_owned(), message.to_owned()];
            lines.extend(self.names.sides(check, self.language));
            let reason = lines.join("\n");
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        if !reasons.is_empty() {
            return Some((Style::Suspect, reasons.join("\n")));
        }
        let said = |doubt: &Diagnostic| match self.language {
            Language::Chinese => doubt.in_chinese(),
            Language::English => doubt.message.clone(),
        };
        let own = self.by_id.get(&at.id).filter(|_| at.id.is_some()).and_then(|doubts| doubts.first());
        let near = || {
            let on_page = self.by_page.get(&at.page).filter(|doubts| doubts.len() <= MANY_DOUBTS)?;
            let meets = |doubt: &Place| at.address.is_none() && doubt.bbox.intersects(&at.bbox) && is_small(doubt, at);
            on_page.iter().find(|(doubt, _)| meets(doubt)).map(|(_, doubt)| doubt)
        };
        own.or_else(near).map(|doubt| (Style::Doubtful, said(doubt)))
    }
}

/// Whether a doubt is about a number, and not about all that surrounds it.
fn is_small(doubt: &Place, number: &Place) -> bool {
    /// The box of a doubt about one number is at most so many times as high.
    const OF_ONE_NUMBER: f32 = 3.0;
    doubt.bbox.height() <= OF_ONE_NUMBER * number.bbox.height()
}

/// The marked values of the contract's records of one account.
pub(crate) fn marks(report: &Report, account: u32, language: Language) -> Vec<Mark> {
    let of = Marks::of(report, language);
    let mut found = Vec::new();
    let mut look = |table: &str, row: usize, column: &str, at: Option<&Place>| {
        if let Some((style, reason)) = at.and_then(|at| of.about(at)) {
            let (table, column) = (table.to_owned(), column.to_owned());
            found.push(Mark { account, table, row, column, style, reason });
        }
    };
    for (row, fact) in (1..).zip(&report.facts) {
        look("facts", row, "value", Some(&fact.amount.at));
    }
    let said = report.narrative.statements.iter().filter(|said| said.is_about_amounts());
    for (row, said) in (1..).zip(said) {
        look("statements", row, "value", said.value.as_ref().map(|value| &value.at));
        if let Some(compared) = &said.comparison {
            look("statements", row, "change", compared.change.as_ref().map(|change| &change.at));
            look("statements", row, "change_percent", compared.change_percent.as_ref().map(|rate| &rate.at));
        }
        let completed = said.completion.as_ref().and_then(|completed| completed.percent.as_ref());
        look("statements", row, "completion_percent", completed.map(|rate| &rate.at));
        look("statements", row, "share_percent", said.share.as_ref().map(|share| &share.percent.at));
    }
    let (mut fund, mut line) = (0_usize, 0_usize);
    for (row, form) in (1..).zip(forms(report)) {
        look("projects", row, "total_weight", form.body.total_weight.as_ref().map(|number| &number.at));
        look("projects", row, "total_score", form.body.total_score.as_ref().map(|number| &number.at));
        for of in &form.body.funds {
            fund = fund.saturating_add(1);
            look("project_funds", fund, "initial_budget", of.initial_budget.as_ref().map(|amount| &amount.at));
            look("project_funds", fund, "adjusted_budget", of.adjusted_budget.as_ref().map(|amount| &amount.at));
            look("project_funds", fund, "executed", of.executed.as_ref().map(|amount| &amount.at));
            look("project_funds", fund, "weight", of.weight.as_ref().map(|number| &number.at));
            look("project_funds", fund, "execution_rate", of.execution_rate.as_ref().map(|number| &number.at));
            look("project_funds", fund, "score", of.score.as_ref().map(|number| &number.at));
        }
        for of in &form.body.indicators {
            line = line.saturating_add(1);
            look("indicators", line, "level1_weight", of.level1_weight.as_ref().map(|number| &number.at));
            look("indicators", line, "weight", of.weight.as_ref().map(|number| &number.at));
            look("indicators", line, "score", of.score.as_ref().map(|number| &number.at));
        }
    }
    found
}
