//! A report → the lists of a workbook that people read: what does not agree, what was checked, what was not read without
//! doubt. They say in the reader's language what the contract's `checks` and `diagnostics` say for programs.

use std::collections::BTreeMap;

use juesuan_model::checks::{Check, Status};
use juesuan_model::diagnostic::{Diagnostic, Severity};
use juesuan_model::report::Report;
use serde::{Deserialize, Serialize};

use crate::contract::Source;
use crate::marks::{Mark, is_finding, marks};
use crate::value::{Column, Kind, Record, Schema, Value};
use crate::wording::{Language, Names, value};

const fn text(name: &'static str) -> Column {
    Column { name, kind: Kind::Text }
}

const fn integer(name: &'static str) -> Column {
    Column { name, kind: Kind::Integer }
}

const fn decimal(name: &'static str) -> Column {
    Column { name, kind: Kind::Decimal }
}

/// What the department printed inconsistently; those of one cause stand together.
pub static FINDINGS: Schema = Schema {
    name: "findings",
    columns: &[
        text("document"),
        integer("account"),
        integer("cause"),
        text("severity"),
        text("pages"),
        text("finding"),
        decimal("left_value"),
        decimal("right_value"),
        decimal("difference"),
        decimal("tolerance"),
        text("rule"),
        text("source"),
        text("quote"),
        text("cells"),
    ],
};

/// What was checked and agrees, or could not be checked: a line for each rule, its checks folded below it.
pub static CHECKS: Schema = Schema {
    name: "checks",
    columns: &[
        text("document"),
        integer("account"),
        text("rule"),
        text("status"),
        text("message"),
        decimal("left_value"),
        decimal("right_value"),
        decimal("difference"),
        decimal("tolerance"),
        text("pages"),
    ],
};

/// What was not read without doubt.
pub static DOUBTS: Schema = Schema {
    name: "diagnostics",
    columns: &[
        text("document"),
        integer("account"),
        text("severity"),
        integer("page"),
        text("place"),
        text("table"),
        text("message"),
    ],
};

/// The cells of a finding that are named; the rest is counted.
const NAMED: usize = 6;

/// A record of a list of checks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Line {
    /// Its values.
    pub values: Record,
    /// Whether it is folded below the line before it.
    pub folded: bool,
}

/// The lists of one document.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Lists {
    /// The records of [`FINDINGS`].
    pub findings: Vec<Record>,
    /// The records of [`CHECKS`].
    pub checks: Vec<Line>,
    /// The records of [`DOUBTS`].
    pub doubts: Vec<Record>,
    /// The values of the contract's records that are marked.
    pub marks: Vec<Mark>,
}

/// The lists of a document, account by account.
#[must_use]
pub fn lists(source: &Source, report: &Report, language: Language) -> Lists {
    let mut lists = Lists::default();
    for (account, report) in (1_u32..).zip(report.accounts()) {
        let names = Names::of(report);
        let of = Account { source, account, report, names, language };
        lists.findings.extend(of.findings());
        lists.checks.extend(of.checks());
        lists.doubts.extend(of.doubts());
        lists.marks.extend(marks(report, account, language));
    }
    lists
}

struct Account<'a> {
    source: &'a Source,
    account: u32,
    report: &'a Report,
    names: Names<'a>,
    language: Language,
}

impl Account<'_> {
    fn findings(&self) -> Vec<Record> {
        let language = self.language;
        let mut found: Vec<&Check> = self.report.checks.iter().filter(|check| is_finding(check)).collect();
        // The gravest first; those of one cause together, where the gravest of them stands.
        let mut causes: BTreeMap<&str, (std::cmp::Reverse<Severity>, usize)> = BTreeMap::new();
        for (index, check) in found.iter().enumerate() {
            if let Some(group) = &check.group {
                let first = causes.entry(group).or_insert((std::cmp::Reverse(check.severity), index));
                first.0 = first.0.min(std::cmp::Reverse(check.severity));
            }
        }
        let order: BTreeMap<usize, (std::cmp::Reverse<Severity>, usize)> = found
            .iter()
            .enumerate()
            .map(|(index, check)| {
                let own = (std::cmp::Reverse(check.severity), index);
                (index, check.group.as_deref().and_then(|group| causes.get(group).copied()).unwrap_or(own))
            })
            .collect();
        let mut sorted: Vec<(usize, &Check)> = found.drain(..).enumerate().collect();
        sorted.sort_by_key(|(index, _)| (order.get(index).copied(), *index));
        let mut cause = 0_u32;
        let mut last: Option<(std::cmp::Reverse<Severity>, usize)> = None;
        let mut records = Vec::new();
        for (index, check) in sorted {
            let own = order.get(&index).copied();
            if own != last || last.is_none() {
                cause = cause.saturating_add(1);
                last = own;
            }
            let suspect = check.cells.first().filter(|_| check.group.is_some());
            let mut cells: Vec<String> = self.names.sides(check, language);
            if cells.is_empty() {
                cells = check.cells.iter().take(NAMED).map(|cell| self.names.cell(cell, language)).collect();
            }
            let rest = check.cells.len().checked_sub(NAMED).filter(|rest| *rest > 0 && check.sides.is_none());
            if let Some(rest) = rest {
                cells.push(match language {
                    Language::Chinese => format!("……等 {} 个", rest.saturating_add(NAMED)),
                    Language::English => format!("… and {rest} more"),
                });
            }
            records.push(self.record(vec![
                cause.into(),
                self.severity(check.severity),
                self.pages(check),
                language.of(&check.message).into(),
                check.left.into(),
                check.right.into(),
                check.difference.into(),
                check.tolerance.into(),
                language.of(&check.formula).into(),
                suspect.map(|cell| self.names.cell(cell, language)).into(),
                self.names.quotes(check).join("\n").into(),
                cells.join("\n").into(),
            ]));
        }
        records
    }

    fn checks(&self) -> Vec<Line> {
        let language = self.language;
        let others: Vec<&Check> = self.report.checks.iter().filter(|check| !is_finding(check)).collect();
        let mut rules: Vec<&str> = Vec::new();
        let mut of_rule: BTreeMap<&str, Vec<&Check>> = BTreeMap::new();
        for check in others {
            let held = of_rule.entry(check.id.as_ref()).or_default();
            if held.is_empty() {
                rules.push(check.id.as_ref());
            }
            held.push(check);
        }
        let mut lines = Vec::new();
        for checks in rules.iter().filter_map(|rule| of_rule.get(rule)) {
            let Some(first) = checks.first() else { continue };
            let count = |status| checks.iter().filter(|check| check.status == status).count();
            let counts = [
                (Status::Pass, count(Status::Pass)),
                (Status::Fail, count(Status::Fail)),
                (Status::Skipped, count(Status::Skipped)),
            ];
            let said: Vec<String> = counts
                .iter()
                .filter(|(_, count)| *count > 0)
                .map(|(status, count)| format!("{count} {}", value("status", status.as_str(), language)))
                .collect();
            let sum = vec![language.of(&first.formula).into(), said.join(language.pick("，", ", ")).into()];
            lines.push(Line { values: self.filled(sum, CHECKS.columns.len()), folded: false });
            for check in checks {
                let values = self.record(vec![
                    Value::None,
                    value("status", check.status.as_str(), language).into(),
                    language.of(&check.message).into(),
                    check.left.into(),
                    check.right.into(),
                    check.difference.into(),
                    check.tolerance.into(),
                    self.pages(check),
                ]);
                lines.push(Line { values, folded: true });
            }
        }
        lines
    }

    fn doubts(&self) -> Vec<Record> {
        let all = self.report.diagnostics.iter().chain(&self.report.narrative.doubts);
        let mut sorted: Vec<&Diagnostic> = all.collect();
        sorted.sort_by_key(|doubt| std::cmp::Reverse(doubt.severity));
        let record = |doubt: &Diagnostic| {
            let table = doubt.at.and_then(|at| self.names.table_of(&at)).map(|order| self.names.title(order));
            self.record(vec![
                self.severity(doubt.severity),
                doubt.at.map(|at| at.page).filter(|page| *page > 0).into(),
                doubt.at.and_then(|at| at.address).map(|address| address.to_string()).into(),
                table.into(),
                self.names.doubt(doubt, self.language).into(),
            ])
        };
        sorted.into_iter().map(record).collect()
    }

    fn record(&self, values: Vec<Value>) -> Record {
        let mut record = vec![Value::from(&self.source.name), self.account.into()];
        record.extend(values);
        record
    }

    fn filled(&self, values: Vec<Value>, columns: usize) -> Record {
        let mut record = self.record(values);
        record.resize(columns, Value::None);
        record
    }

    fn pages(&self, check: &Check) -> Value {
        self.language.pages(&check.pages).into()
    }

    fn severity(&self, severity: Severity) -> Value {
        let word = match severity {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        value("severity", word, self.language).into()
    }
}
