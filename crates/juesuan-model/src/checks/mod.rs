//! Reconciliation (勾稽): facts, statements and forms → what agrees, what does not, and from which cell it comes.
//!
//! Every rule is one item in a list: an identifier, its formula in words, and a closure that finds where the document
//! has what the formula needs. Units, exact sums, rounding, reasons for skipping and the search for causes are the same
//! for all of them.
//!
//! | module | what |
//! | --- | --- |
//! | `summaries` | T1, T4 |
//! | `lists` | T2, T3, T5, T8, T9: rows and trees |
//! | `basic` | T6, T7 |
//! | `cross` | one table against another |
//! | `rows` | rows of one table against the same codes of another |
//! | `narrative` | the narrative against tables and against itself |
//! | `forms` | performance forms, alone and against the narrative |
//! | `items` | sums of the items of tables beyond the nine |
//! | `document` | completeness, year and department |
//! | `ledger` | the facts by table and line |
//! | `finding` | rules, and the printed numbers that they find |
//! | `equation` | findings → checks |
//! | `cause` | which cell failing checks come from |
//! | `doubts` | cells that were not read without doubt |
//! | `lone` | sums that one wrong last digit explains |
//! | `vote` | what a sum says of a number in it that was not read |
//! | `printed` | the numbers of one report, for checks over several |

mod basic;
mod cause;
mod cross;
mod document;
mod doubts;
mod equation;
mod finding;
mod forms;
mod items;
mod ledger;
mod lists;
mod lone;
mod narrative;
mod printed;
mod rows;
mod summaries;
#[cfg(test)]
mod tests;
mod types;
mod vote;

pub(crate) use lone::lone;
pub use narrative::subject_name;
pub use printed::{NumberDoubts, Printed, RowRole, margin, printed, rounding};
pub use types::{CellRef, Check, Entry, Operation, Sides, Status, Words};
pub(crate) use vote::Vote;

use crate::beyond::{ItemSum, TablesBeyond};
use crate::contents::{self, ContentsEntry};
use crate::diagnostic::Diagnostic;
use crate::forms::{DepartmentSelfAssessment, ProjectSelfAssessment};
use crate::narrative::Narrative;
use crate::report::Report;
use crate::tables::{Fact, TableHead, Tables};
use crate::value::Text;
use std::collections::BTreeSet;

use doubts::Doubts;
use juesuan_document::Id;
use ledger::Ledger;

/// What the checks look at.
#[derive(Debug, Clone)]
pub struct CheckInput<'a> {
    /// Every number of the nine tables.
    pub facts: &'a [Fact],
    /// The nine tables, for rows without any number.
    pub tables: &'a Tables,
    /// Typed tables beyond the nine.
    pub tables_beyond: Option<&'a TablesBeyond>,
    /// The heads of all tables.
    pub heads: Vec<&'a TableHead>,
    /// 决算情况说明, where the document has one.
    pub narrative: Option<&'a Narrative>,
    /// 项目支出绩效自评表
    pub projects: &'a [ProjectSelfAssessment],
    /// 部门整体支出绩效自评表
    pub departments: &'a [DepartmentSelfAssessment],
    /// 目录
    pub contents: &'a [ContentsEntry],
    /// The report's year.
    pub year: Option<u16>,
    /// The department's name.
    pub department: Option<&'a Text>,
    /// Doubts: a check that misses where something is in doubt is skipped.
    pub diagnostics: &'a [Diagnostic],
}

impl<'a> CheckInput<'a> {
    /// Everything of a report that can be checked.
    #[must_use]
    pub fn of(report: &'a Report) -> Self {
        Self {
            facts: &report.facts,
            tables: &report.tables,
            tables_beyond: Some(&report.tables_beyond),
            heads: report.table_heads(),
            narrative: Some(&report.narrative),
            projects: &report.project_self_assessments,
            departments: &report.department_self_assessments,
            contents: &report.contents,
            year: report.year,
            department: report.department.as_ref(),
            diagnostics: &report.diagnostics,
        }
    }
}

/// What the rules look things up in.
struct Books<'a> {
    ledger: Ledger<'a>,
    /// Sums of the items of tables beyond the nine.
    item_sums: Vec<ItemSum<'a>>,
    heads: &'a [&'a TableHead],
    narrative: Option<&'a Narrative>,
    stated: Vec<narrative::Stated<'a>>,
    forms: Vec<forms::Form<'a>>,
    /// How many tables the contents name.
    announced: usize,
    /// Titles of parts and sections.
    part_titles: Vec<&'a Text>,
    year: Option<u16>,
    department: Option<&'a Text>,
}

impl<'a> Books<'a> {
    fn new(input: &'a CheckInput<'a>) -> Self {
        let projects = input.projects.iter().map(|form| (form.name.as_ref(), &form.assessment));
        let departments = input.departments.iter().map(|form| (form.name.as_ref(), &form.assessment));
        let mut part_titles: Vec<&Text> = input.contents.iter().map(|entry| &entry.text).collect();
        if let Some(narrative) = input.narrative {
            part_titles.extend(narrative.sections.iter().map(|section| &section.heading));
        }
        Self {
            ledger: Ledger::new(input.facts, input.tables, &input.heads),
            item_sums: input.tables_beyond.map(TablesBeyond::sums).unwrap_or_default(),
            heads: &input.heads,
            narrative: input.narrative,
            stated: input.narrative.map(narrative::stated).unwrap_or_default(),
            forms: forms::forms(projects, departments),
            announced: contents::announced_tables(input.contents).len(),
            part_titles,
            year: input.year,
            department: input.department,
        }
    }
}

/// All rules, in the order of their output.
fn rules() -> impl Iterator<Item = &'static finding::Rule> {
    let tables = [summaries::RULES, lists::RULES, basic::RULES, cross::RULES, rows::RULES];
    let others = [items::RULES, forms::RULES, document::RULES];
    tables.into_iter().chain(narrative::RULES.iter().copied()).chain(others).flatten()
}

/// What each sum that one of the unread numbers enters, and no other, says of it. They stand among the facts as zeros.
pub(crate) fn votes(input: &CheckInput<'_>, unread: &BTreeSet<Id>) -> Vec<Vote> {
    let books = Books::new(input);
    // Doubts are what the sums are to settle.
    let doubts = Doubts::new(&[]);
    let checks = rules().flat_map(|rule| equation::apply(rule, &books, &doubts));
    checks.filter_map(|check| vote::vote(&check, unread)).collect()
}

/// Runs every check.
#[must_use]
pub fn run(input: &CheckInput<'_>) -> Vec<Check> {
    let books = Books::new(input);
    let doubts = Doubts::new(input.diagnostics);
    let mut checks: Vec<equation::Evaluated> =
        rules().flat_map(|rule| equation::apply(rule, &books, &doubts)).collect();
    cause::group(&mut checks);
    checks.into_iter().map(|check| check.check).collect()
}
