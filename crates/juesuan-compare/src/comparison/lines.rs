//! The accounts of departments and years → the lines of a section: a figure of each year, its growth, and the rows that
//! bear different names.

use std::collections::{BTreeMap, BTreeSet};

use juesuan_model::checks::Words;
use juesuan_model::key::key;
use juesuan_model::tables::{Column, TableId};
use rust_decimal::Decimal;

use super::projects::Projects;
use super::{Cell, Line, Renamed, SECTION_DIGITS, percent};
use crate::departments::{Department, LeftOut};
use crate::entry::Entry;
use crate::figure::{Figure, FormNumber, Key, RowKey};
use crate::measure::{Measure, SectionId, measures, table_by_function};
use crate::names::{MatchedBy, Names};
use crate::words::{title, words};

/// The names of a row, each with the years that print it, and the sign that matched them.
type NamesOfRow = BTreeMap<String, (BTreeSet<u16>, MatchedBy)>;

/// What stands under a key in one account.
enum Found<'e> {
    Nothing,
    One(&'e Figure),
    /// Printed more than once, with different numbers.
    Several(&'e Figure),
}

impl<'e> Found<'e> {
    fn of(mut all: impl Iterator<Item = &'e Figure>) -> Self {
        let Some(first) = all.next() else { return Self::Nothing };
        if all.all(|other| (other.value, other.unit) == (first.value, first.unit)) {
            Self::One(first)
        } else {
            Self::Several(first)
        }
    }
}

/// Makes the lines, section by section.
pub(super) struct Lines<'e> {
    entries: &'e [Entry],
    names: &'e Names,
    years: &'e [u16],
    departments: &'e [Department],
    /// Names by code or key, of rows that have both.
    rows: BTreeMap<String, NamesOfRow>,
    pub(super) left_out: Vec<LeftOut>,
}

impl<'e> Lines<'e> {
    pub(super) fn new(
        entries: &'e [Entry],
        names: &'e Names,
        years: &'e [u16],
        departments: &'e [Department],
        left_out: Vec<LeftOut>,
    ) -> Self {
        Self { entries, names, years, departments, rows: BTreeMap::new(), left_out }
    }

    pub(super) fn of_section(&mut self, section: SectionId) -> Vec<Line> {
        if let Some(table) = table_by_function(section) {
            return self.by_function(table);
        }
        if section == SectionId::Performance {
            return self.scores();
        }
        let mut lines = Vec::new();
        for measure in measures(section) {
            for department in 0..self.departments.len() {
                lines.extend(self.line(&measure, department));
            }
        }
        lines
    }

    fn account(&self, department: usize, year: u16) -> Option<&'e Entry> {
        self.entries.get(*self.departments.get(department)?.accounts.get(&year)?)
    }

    /// One measure of one department; nothing where no year has it.
    fn line(&mut self, measure: &Measure, department: usize) -> Option<Line> {
        let years = self.years;
        let found: Vec<Found<'e>> = years
            .iter()
            .map(|year| {
                let Some(entry) = self.account(department, *year) else { return Found::Nothing };
                let mut all = measure.keys.iter().map(|key| Found::of(entry.all(key)));
                all.find(|found| !matches!(found, Found::Nothing)).unwrap_or(Found::Nothing)
            })
            .collect();
        self.finish(Row::of(measure.name.clone()), department, measure.counted, found)
    }

    /// What was found of each year → a line. What a document prints more than once is left out and said.
    fn finish(
        &mut self,
        Row { name, code, matched }: Row,
        department: usize,
        counted: Option<&'static str>,
        found: Vec<Found<'e>>,
    ) -> Option<Line> {
        let mut cells = Vec::with_capacity(found.len());
        for (found, year) in found.into_iter().zip(self.years) {
            let Some(entry) = self.account(department, *year) else {
                cells.push(None);
                continue;
            };
            cells.push(match found {
                Found::One(figure) => Some(Cell::of(entry, figure)),
                Found::Nothing => None,
                Found::Several(figure) => {
                    let Words { zh, en, .. } = title(figure);
                    let zh = format!("{zh}：印了不止一次且数字不同，没有列入对比");
                    let why = words(zh, format!("{en}: printed more than once with different numbers, not compared"));
                    self.left_out.push(LeftOut::of(entry, why));
                    None
                }
            });
        }
        cells.iter().any(Option::is_some).then(|| {
            let growth = growth(self.years, &cells);
            let several = cells.iter().flatten().count() > 1;
            Line { name, code, department, matched: matched.filter(|_| several), counted, cells, growth }
        })
    }

    /// The coded rows of a table, 类 and 款: by code; in the order of the codes.
    fn by_function(&mut self, table: TableId) -> Vec<Line> {
        let mut rows: BTreeMap<(String, usize), Vec<Found<'e>>> = BTreeMap::new();
        let mut labels: BTreeMap<String, String> = BTreeMap::new();
        let years = self.years;
        for department in 0..self.departments.len() {
            for (at, year) in years.iter().enumerate() {
                let Some(entry) = self.account(department, *year) else { continue };
                let mut own: BTreeMap<&str, Vec<&'e Figure>> = BTreeMap::new();
                for figure in &entry.figures {
                    match &figure.key {
                        Key::Cell { table: of, side: None, row: RowKey::Code(code), column: Column::Total }
                            if *of == table && code.len() <= SECTION_DIGITS =>
                        {
                            own.entry(code).or_default().push(figure);
                        }
                        _ => {}
                    }
                }
                for (code, figures) in own {
                    for figure in &figures {
                        self.note_name(code, &figure.label, *year, MatchedBy::Code);
                        labels.insert(code.to_owned(), figure.label.trim().to_owned());
                    }
                    let row = rows.entry((code.to_owned(), department)).or_default();
                    row.resize_with(at, || Found::Nothing);
                    row.push(Found::of(figures.into_iter()));
                }
            }
        }
        let line = |((code, department), mut found): ((String, usize), Vec<Found<'e>>)| {
            found.resize_with(years.len(), || Found::Nothing);
            let label = labels.get(&code).cloned().unwrap_or_default();
            let row = Row { name: words(label.clone(), label), code: Some(code), matched: Some(MatchedBy::Code) };
            self.finish(row, department, None, found)
        };
        rows.into_iter().filter_map(line).collect()
    }

    /// Scores of the performance forms: forms of one code are of one project, and forms of one name.
    fn scores(&mut self) -> Vec<Line> {
        let years = self.years;
        let mut lines = Vec::new();
        for department in 0..self.departments.len() {
            let mut projects = Projects::default();
            for (at, year) in years.iter().enumerate() {
                let Some(entry) = self.account(department, *year) else { continue };
                for figure in &entry.figures {
                    let Key::Form { project, what: FormNumber::Score } = &figure.key else { continue };
                    projects.add(self.names, project.as_deref(), figure, at);
                }
            }
            for project in projects.all {
                let row = project.code.clone().unwrap_or_else(|| key(&project.label));
                let by = if project.code.is_some() { MatchedBy::Code } else { MatchedBy::File };
                let mut found: Vec<Found<'e>> = years.iter().map(|_| Found::Nothing).collect();
                for (at, figures) in project.by_year {
                    for (figure, year) in figures.iter().zip(years.get(at).into_iter().cycle()) {
                        self.note_name(&row, &figure.label, *year, by);
                    }
                    if let Some(cell) = found.get_mut(at) {
                        *cell = Found::of(figures.into_iter());
                    }
                }
                let whole = project.of_department;
                let name =
                    if whole { words("部门整体支出", "whole department") } else { words(project.label, "") };
                let name = if name.en.is_empty() { words(name.zh.clone(), name.zh) } else { name };
                let row = Row { name, code: project.code, matched: project.matched };
                lines.extend(self.finish(row, department, None, found));
            }
        }
        lines
    }

    fn note_name(&mut self, row: &str, name: &str, year: u16, by: MatchedBy) {
        if row.is_empty() || name.trim().is_empty() {
            return;
        }
        let names = self.rows.entry(row.to_owned()).or_default();
        let known = names.entry(name.trim().to_owned()).or_insert_with(|| (BTreeSet::new(), by));
        known.0.insert(year);
    }

    /// The rows that bear different names, spaces and marks aside; and the departments that do.
    pub(super) fn renamed(&self) -> Vec<Renamed> {
        let differ = |names: &mut dyn Iterator<Item = &str>| names.map(key).collect::<BTreeSet<String>>().len() > 1;
        let mut all = Vec::new();
        for department in self.departments {
            if differ(&mut department.names.iter().map(|name| name.name.as_str())) {
                let mut names: BTreeMap<&str, BTreeSet<u16>> = BTreeMap::new();
                for name in &department.names {
                    names.entry(&name.name).or_default().insert(name.year);
                }
                let names = names.into_iter().map(|(name, years)| (name.to_owned(), years.into_iter().collect()));
                all.push(Renamed { by: MatchedBy::File, code: None, names: in_order_of_years(names) });
            }
        }
        for (row, names) in &self.rows {
            if differ(&mut names.keys().map(String::as_str)) {
                let by = names.values().map(|(_, by)| *by).max().unwrap_or(MatchedBy::Name);
                let code = (by == MatchedBy::Code).then(|| row.clone());
                let names = names.iter().map(|(name, (years, _))| (name.clone(), years.iter().copied().collect()));
                all.push(Renamed { by, code, names: in_order_of_years(names) });
            }
        }
        all
    }
}

/// What the lines of a row have in common.
struct Row {
    name: Words,
    code: Option<String>,
    matched: Option<MatchedBy>,
}

impl Row {
    /// One that every document has in the same place: nothing had to be matched.
    fn of(name: Words) -> Self {
        Self { name, code: None, matched: None }
    }
}

fn in_order_of_years(names: impl Iterator<Item = (String, Vec<u16>)>) -> Vec<(String, Vec<u16>)> {
    let mut names: Vec<(String, Vec<u16>)> = names.collect();
    names.sort_by(|(_, one), (_, other)| one.cmp(other));
    names
}

/// Growth of each year over the year before, in per cent.
fn growth(years: &[u16], cells: &[Option<Cell>]) -> Vec<Option<Decimal>> {
    let mut growth = Vec::with_capacity(cells.len());
    let mut before: Option<(u16, Option<Decimal>)> = None;
    for (year, cell) in years.iter().zip(cells) {
        let now = cell.as_ref().and_then(Cell::compared);
        let last = before.filter(|(last, _)| last.checked_add(1) == Some(*year)).and_then(|(_, last)| last);
        growth.push(last.zip(now).and_then(|(last, now)| percent(now.checked_sub(last)?, last)));
        before = Some((*year, now));
    }
    growth
}
