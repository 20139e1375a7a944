//! Forms of several years → projects: forms of one code are of one project, and forms of one name.

use std::collections::BTreeMap;

use juesuan_model::key::key;

use crate::figure::Figure;
use crate::names::{MatchedBy, Names};

/// The projects of a department.
#[derive(Default)]
pub(super) struct Projects<'e> {
    pub(super) all: Vec<Project<'e>>,
    by_code: BTreeMap<String, usize>,
    by_name: BTreeMap<String, usize>,
}

/// One project, with what its forms say year by year.
pub(super) struct Project<'e> {
    /// The form of the whole department.
    pub(super) of_department: bool,
    pub(super) code: Option<String>,
    /// The name that the latest year prints.
    pub(super) label: String,
    /// The weakest sign by which any of its years was matched.
    pub(super) matched: Option<MatchedBy>,
    pub(super) by_year: BTreeMap<usize, Vec<&'e Figure>>,
}

impl<'e> Projects<'e> {
    /// Adds the number of a form: to the project of its code, else to that of its name.
    pub(super) fn add(&mut self, names: &Names, project: Option<&str>, figure: &'e Figure, at: usize) {
        let is_code = |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let code = project.filter(is_code).map(str::to_owned);
        let of_department = project.is_none();
        let name = if of_department { String::new() } else { names.resolve_key(&key(&figure.label)).0 };
        let named = of_department || !name.is_empty();
        let coded = code.as_ref().and_then(|code| self.by_code.get(code)).copied();
        // Two projects of one year may bear one name: then the codes decide.
        let other = |index: &usize| {
            let project = self.all.get(*index);
            let taken = project.is_some_and(|project| project.by_year.contains_key(&at) && project.code != code);
            !(taken && code.is_some())
        };
        let known = coded.or_else(|| self.by_name.get(&name).filter(|_| named).copied().filter(other));
        // The form of the whole department is the only one of its kind.
        let label_of = |index: usize| self.all.get(index).map(|project| key(&project.label));
        let by = known.filter(|_| !of_department).map(|index| match coded {
            Some(_) => MatchedBy::Code,
            None if label_of(index) == Some(key(&figure.label)) => MatchedBy::Name,
            None => MatchedBy::File,
        });
        let index = known.unwrap_or_else(|| {
            let label = figure.label.clone();
            self.all.push(Project { of_department, code: None, label, matched: None, by_year: BTreeMap::new() });
            self.all.len().saturating_sub(1)
        });
        if let Some(code) = &code {
            self.by_code.insert(code.clone(), index);
        }
        if named {
            self.by_name.entry(name).or_insert(index);
        }
        if let Some(project) = self.all.get_mut(index) {
            project.code = code.or(project.code.take());
            project.matched = [project.matched, by].into_iter().flatten().max_by_key(|by| weakness(*by));
            project.label.clone_from(&figure.label);
            project.by_year.entry(at).or_default().push(figure);
        }
    }
}

/// How little a sign says: a name can be two projects', a code is one's, and a mapping file was written for it.
fn weakness(by: MatchedBy) -> u8 {
    match by {
        MatchedBy::Code => 0,
        MatchedBy::File => 1,
        MatchedBy::Name => 2,
    }
}
