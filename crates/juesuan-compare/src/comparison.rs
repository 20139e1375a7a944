//! Entries → departments × years: every cell with its figure, growth from year to year, and who exceeds the budget.

use std::collections::{BTreeMap, BTreeSet};

use juesuan_model::checks::Words;
use juesuan_model::key::key;
use juesuan_model::tables::{Column, TableId};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;

use crate::departments::{Department, LeftOut, departments};
use crate::entry::Entry;
use crate::figure::{Figure, FormNumber, Key, RowKey};
use crate::measure::{Measure, SectionId, measures, table_by_function};
use crate::names::{MatchedBy, Names};
use crate::over_budget::{budget_of, over_budget};
use crate::words::{title, words};

/// Departments and years side by side.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Comparison {
    /// The years, in order.
    pub years: Vec<u16>,
    /// The departments and units, in the order of the documents.
    pub departments: Vec<Department>,
    /// What is compared, by section.
    pub sections: Vec<Section>,
    /// Who spent more than the budget.
    pub over_budget: Vec<OverBudget>,
    /// Rows whose names differ between the years, and what matched them.
    pub renamed: Vec<Renamed>,
    /// What is not compared, and why.
    pub left_out: Vec<LeftOut>,
}

/// A section: lines of one kind.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Section {
    /// Which one.
    pub id: SectionId,
    /// One line a measure and department.
    pub lines: Vec<Line>,
}

/// One measure of one department over the years.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Line {
    /// What is measured.
    pub name: Words,
    /// The classification or project code, where there is one.
    pub code: Option<String>,
    /// Index of the department.
    pub department: usize,
    /// What says that the rows of the years are one, where names or codes had to be matched.
    pub matched: Option<MatchedBy>,
    /// What is counted, where it is a count.
    pub counted: Option<&'static str>,
    /// One cell a year; nothing where no document of that year prints it.
    pub cells: Vec<Option<Cell>>,
    /// Growth from the year before, in per cent with one decimal; nothing where a year is missing, or was nothing.
    pub growth: Vec<Option<Decimal>>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cell {
    /// The document.
    pub document: String,
    /// Which account of it, from 1.
    pub account: u32,
    /// The number, its unit, place and verdict.
    pub figure: Figure,
}

impl Cell {
    /// The number that is compared, as [`Figure::compared`].
    #[must_use]
    pub fn compared(&self) -> Option<Decimal> {
        self.figure.compared()
    }

    pub(crate) fn of(entry: &Entry, figure: &Figure) -> Self {
        Self { document: entry.document.clone(), account: entry.account, figure: figure.clone() }
    }
}

/// More was spent than the budget.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct OverBudget {
    /// Index of the department.
    pub department: usize,
    /// The year.
    pub year: u16,
    /// Of what.
    pub name: Words,
    /// The budget.
    pub budget: Cell,
    /// What was spent.
    pub spent: Cell,
    /// By how much, in 元.
    pub over: Decimal,
    /// In per cent of the budget; nothing where that is nothing.
    pub percent: Option<Decimal>,
}

/// A row whose name differs between documents.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Renamed {
    /// What matched them.
    pub by: MatchedBy,
    /// The code, where that is it.
    pub code: Option<String>,
    /// The names, each with the years that print it.
    pub names: Vec<(String, Vec<u16>)>,
}

impl Comparison {
    /// Puts entries side by side.
    #[must_use]
    pub fn of(entries: &[Entry], names: &Names) -> Self {
        let (departments, mut left_out) = departments(entries, names);
        let years: BTreeSet<u16> = departments.iter().flat_map(|of| of.accounts.keys().copied()).collect();
        let years: Vec<u16> = years.into_iter().collect();
        for department in &departments {
            for (year, index) in &department.again {
                let first = department.accounts.get(year).and_then(|first| entries.get(*first));
                let (Some(entry), Some(first)) = (entries.get(*index), first) else { continue };
                let why = words(
                    format!("{}已有该部门 {year} 年的决算；两者的差异见 check --across", first.document),
                    format!(
                        "{} already has this account of {year}; check --across shows how they differ",
                        first.document
                    ),
                );
                left_out.push(LeftOut::of(entry, why));
            }
        }
        let mut table =
            Table { entries, names, years: &years, departments: &departments, rows: BTreeMap::new(), left_out };
        let sections = SectionId::ALL.iter().map(|id| Section { id: *id, lines: table.lines(*id) }).collect();
        let (renamed, left_out) = (table.renamed(), table.left_out);
        let over_budget = over_budget(entries, &departments);
        Self { years, departments, sections, over_budget, renamed, left_out }
    }
}

/// What a comparison shows of an entry: without the rest, hundreds of documents fit into memory.
#[must_use]
pub fn compared_only(mut entry: Entry) -> Entry {
    let measured: BTreeSet<Key> =
        SectionId::ALL.iter().flat_map(|id| measures(*id)).flat_map(|measure| measure.keys).collect();
    let tables: Vec<TableId> = SectionId::ALL.iter().filter_map(|id| table_by_function(*id)).collect();
    let budgets: BTreeSet<Key> = entry.figures.iter().filter_map(|figure| budget_of(&figure.key)).collect();
    entry.figures.retain(|figure| match &figure.key {
        Key::Form { .. } | Key::Stated(_) | Key::Counted(_) => true,
        key if measured.contains(key) || budgets.contains(key) || budget_of(key).is_some() => true,
        Key::Cell { table, row: RowKey::Code(code), column: Column::Total, .. } => {
            tables.contains(table) && code.len() <= SECTION_DIGITS
        }
        Key::Cell { .. } => false,
    });
    entry.claims.clear();
    entry
}

/// Digits of 款; what is longer is 项.
const SECTION_DIGITS: usize = 5;

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

struct Table<'e> {
    entries: &'e [Entry],
    names: &'e Names,
    years: &'e [u16],
    departments: &'e [Department],
    /// Names by code or key, of rows that have both.
    rows: BTreeMap<String, NamesOfRow>,
    left_out: Vec<LeftOut>,
}

impl<'e> Table<'e> {
    fn lines(&mut self, section: SectionId) -> Vec<Line> {
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
    fn renamed(&self) -> Vec<Renamed> {
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

/// The projects of a department.
#[derive(Default)]
struct Projects<'e> {
    all: Vec<Project<'e>>,
    by_code: BTreeMap<String, usize>,
    by_name: BTreeMap<String, usize>,
}

struct Project<'e> {
    /// The form of the whole department.
    of_department: bool,
    code: Option<String>,
    /// The name that the latest year prints.
    label: String,
    /// The weakest sign by which any of its years was matched.
    matched: Option<MatchedBy>,
    by_year: BTreeMap<usize, Vec<&'e Figure>>,
}

impl<'e> Projects<'e> {
    /// Adds the number of a form: to the project of its code, else to that of its name.
    fn add(&mut self, names: &Names, project: Option<&str>, figure: &'e Figure, at: usize) {
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

/// 100 × part ÷ whole with one decimal; nothing of nothing, and of a negative number.
pub(crate) fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    if whole <= Decimal::ZERO {
        return None;
    }
    let percent = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?;
    let mut percent = percent.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero);
    percent.rescale(1);
    Some(percent)
}

#[cfg(test)]
mod tests {
    use juesuan_model::Verdict;
    use juesuan_model::place::Place;
    use juesuan_model::value::Unit;

    use super::*;
    use crate::departments::tests::entry;
    use crate::figure::Stated;

    fn figure(key: Key, label: &str, value: &str, unit: Option<Unit>) -> Figure {
        Figure {
            key,
            label: label.to_owned(),
            value: value.parse().unwrap(),
            unit,
            half: Decimal::ZERO,
            at: Place::default(),
            verdict: Verdict::Verified,
            doubt: None,
        }
    }

    fn function(code: &str, label: &str, value: &str, unit: Unit) -> Figure {
        let row = RowKey::Code(code.to_owned());
        let key = Key::Cell { table: TableId::Expenditure, side: None, row, column: Column::Total };
        figure(key, label, value, Some(unit))
    }

    #[test]
    fn a_project_is_known_by_its_code_and_else_by_its_name() {
        let score = |project: &str, label: &str, value: &str| {
            let key = Key::Form { project: Some(project.to_owned()), what: FormNumber::Score };
            figure(key, label, value, None)
        };
        let mut entries = [2019, 2020, 2021].map(|year| entry("甲局", year, None, &year.to_string()));
        entries[0].figures = vec![score("53001", "堤防巡查", "90"), score("53002", "湿地修复", "80")];
        // Printed without a code.
        entries[1].figures = vec![score("堤防巡查", "堤防巡查", "91")];
        // The code stays, the name does not; and another of the same name.
        entries[2].figures = vec![score("53001", "堤防养护", "92"), score("53009", "湿地修复", "83")];
        let comparison = Comparison::of(&entries, &Names::default());
        let scores = |line: &Line| -> Vec<Option<String>> {
            line.cells.iter().map(|cell| cell.as_ref().map(|cell| cell.figure.value.to_string())).collect()
        };
        let lines = line(&comparison, SectionId::Performance);
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(lines.len(), 2);
        assert_eq!(scores(&lines[0]), [some("90"), some("91"), some("92")]);
        assert_eq!(scores(&lines[1]), [some("80"), None, some("83")]);
        let by: Vec<Option<MatchedBy>> = lines.iter().map(|line| line.matched).collect();
        assert_eq!(by, [Some(MatchedBy::Name), Some(MatchedBy::Name)], "a name is a weaker sign than a code");
        assert_eq!(comparison.renamed.len(), 1, "堤防巡查, later 堤防养护: {:?}", comparison.renamed);
    }

    #[test]
    fn a_line_says_what_matched_its_years() {
        let score = |project: &str, label: &str| {
            let key = Key::Form { project: Some(project.to_owned()), what: FormNumber::Score };
            figure(key, label, "90", None)
        };
        let matched = |projects: [(&str, &str); 2], names: &Names| {
            let mut entries = [2020, 2021].map(|year| entry("甲局", year, None, &year.to_string()));
            for (entry, (project, label)) in entries.iter_mut().zip(projects) {
                entry.figures = vec![score(project, label)];
            }
            let comparison = Comparison::of(&entries, names);
            line(&comparison, SectionId::Performance).iter().map(|line| line.matched).collect::<Vec<_>>()
        };
        let none = Names::default();
        assert_eq!(matched([("53001", "堤防巡查"), ("53001", "堤防养护")], &none), [Some(MatchedBy::Code)]);
        assert_eq!(matched([("堤防巡查", "堤防巡查"), ("堤防巡查", "堤防巡查")], &none), [Some(MatchedBy::Name)]);
        assert_eq!(matched([("堤防巡查", "堤防巡查"), ("堤防养护", "堤防养护")], &none), [None, None]);
        let file = Names::read("堤防巡查,堤防养护").unwrap();
        assert_eq!(matched([("堤防巡查", "堤防巡查"), ("堤防养护", "堤防养护")], &file), [Some(MatchedBy::File)]);
    }

    fn line(comparison: &Comparison, id: SectionId) -> &[Line] {
        &comparison.sections.iter().find(|section| section.id == id).unwrap().lines
    }

    #[test]
    fn units_are_converted_and_gaps_have_no_growth() {
        let key = Key::Stated(Stated::OrganOperation);
        let mut entries = Vec::new();
        for (year, value, unit) in [
            (2019, "10.00", Unit::TenThousandYuan),
            (2020, "125000.00", Unit::Yuan),
            (2022, "20.00", Unit::TenThousandYuan),
        ] {
            let mut of = entry("甲局", year, None, &year.to_string());
            of.figures.push(figure(key.clone(), "", value, Some(unit)));
            entries.push(of);
        }
        let comparison = Comparison::of(&entries, &Names::default());
        assert_eq!(comparison.years, [2019, 2020, 2022]);
        let line = &line(&comparison, SectionId::Running)[0];
        let yuan: Vec<String> =
            line.cells.iter().flatten().map(|cell| cell.compared().unwrap().normalize().to_string()).collect();
        assert_eq!(yuan, ["100000", "125000", "200000"]);
        let growth: Vec<Option<String>> =
            line.growth.iter().map(|growth| growth.map(|growth| growth.to_string())).collect();
        assert_eq!(growth, [None, Some("25.0".to_owned()), None], "2021 is missing");
    }

    #[test]
    fn rows_are_matched_by_code_and_the_change_of_name_is_shown() {
        let mut one = entry("甲局", 2020, None, "a");
        one.figures.push(function("215", "资源勘探信息等支出", "1.00", Unit::TenThousandYuan));
        one.figures.push(function("2150101", "行政运行", "1.00", Unit::TenThousandYuan));
        let mut two = entry("甲局", 2021, None, "b");
        two.figures.push(function("215", "资源勘探工业信息等支出", "2.00", Unit::TenThousandYuan));
        let comparison = Comparison::of(&[one, two], &Names::default());
        let lines = line(&comparison, SectionId::Function);
        assert_eq!(lines.len(), 1, "类 and 款 only");
        assert_eq!((lines[0].code.as_deref(), lines[0].name.zh.as_str()), (Some("215"), "资源勘探工业信息等支出"));
        assert_eq!(comparison.renamed.len(), 1);
        assert_eq!((comparison.renamed[0].by, comparison.renamed[0].names.len()), (MatchedBy::Code, 2));
    }

    #[test]
    fn a_number_that_is_printed_twice_and_differs_is_left_out_and_said() {
        let mut one = entry("甲局", 2020, None, "a");
        one.figures.push(function("215", "其他", "1.00", Unit::TenThousandYuan));
        one.figures.push(function("215", "其他", "2.00", Unit::TenThousandYuan));
        let comparison = Comparison::of(&[one], &Names::default());
        assert!(line(&comparison, SectionId::Function).is_empty());
        assert!(comparison.left_out[0].why.en.contains("more than once"), "{:?}", comparison.left_out);
    }

    #[test]
    fn money_of_an_unknown_unit_is_shown_and_not_compared() {
        let mut entries = [entry("甲局", 2020, None, "a"), entry("甲局", 2021, None, "b")];
        entries[0].figures.push(figure(Key::Stated(Stated::Procurement), "", "5.00", None));
        entries[1].figures.push(figure(Key::Stated(Stated::Procurement), "", "6.00", Some(Unit::Yuan)));
        let comparison = Comparison::of(&entries, &Names::default());
        let line = &line(&comparison, SectionId::Running)[0];
        assert_eq!(line.cells[0].as_ref().unwrap().compared(), None);
        assert_eq!(line.growth, [None, None]);
    }
}
