//! Performance forms (绩效自评表): the document's lines and grids → [`ProjectSelfAssessment`]s and
//! [`DepartmentSelfAssessment`]s.
//!
//! A form is found by its title or by its head and blocks; its grids are joined over pages, and columns of two
//! figures parted (`paired`), and rows that list several indicators (`lined`). Its rows are then read block by block: head, funds (资金; `across` where the sources stand
//! side by side, `tasks` where they are those of tasks), goals (总体目标), indicators (绩效指标), 总分, closing remarks. All wording is
//! data in `vocabulary`; what has no field is kept as [`Remainder`] with its place.

mod across;
mod body;
mod breaks;
mod doubt;
mod find;
mod funds;
mod goals;
mod head;
mod indicators;
mod levels;
mod lined;
mod paired;
mod quantity;
mod sheet;
mod tasks;
#[cfg(test)]
mod tests;
mod types;
mod vocabulary;

use crate::diagnostic::Diagnostic;
use crate::flow::Item;

pub use types::{
    Comparator, DepartmentSelfAssessment, Fund, FundLine, Indicator, Measured, ProjectSelfAssessment, Quantity,
    Remainder, SelfAssessment,
};

/// The performance forms of a document.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Forms {
    /// 项目支出绩效自评表, in the order of the document.
    pub projects: Vec<ProjectSelfAssessment>,
    /// 部门整体支出绩效自评表, in the order of the document.
    pub departments: Vec<DepartmentSelfAssessment>,
    /// The items that belong to the forms, ascending: their title lines, grids and notes.
    pub used: Vec<usize>,
    /// What is in doubt, in the order of the document.
    pub doubts: Vec<Diagnostic>,
}

/// Whether a line is the title of a performance form.
#[must_use]
pub fn is_title(text: &str) -> bool {
    vocabulary::title(text).is_some()
}

/// Reads the performance forms of a document.
#[must_use]
pub fn read(items: &[Item<'_>]) -> Forms {
    let found = find::Finder::find(items);
    let mut forms = Forms { used: found.used, ..Forms::default() };
    let mut year_above = None;
    for draft in &found.drafts {
        let mut form = body::read(draft, &mut forms.doubts);
        let (body::Form::Project(ProjectSelfAssessment { assessment, .. })
        | body::Form::Department(DepartmentSelfAssessment { assessment, .. })) = &mut form;
        if draft.shares_title {
            assessment.year = assessment.year.take().or(year_above);
        }
        year_above = assessment.year.clone();
        match form {
            body::Form::Project(form) => forms.projects.push(form),
            body::Form::Department(form) => forms.departments.push(form),
        }
    }
    forms
}
