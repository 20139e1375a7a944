//! The whole report of a document, as the readers of its parts give it.

use std::borrow::Cow;

use juesuan_document::layout::{Block, Grid};
use juesuan_document::{Document, Layout, SourceFile, Surface};
use serde::{Deserialize, Serialize};

use crate::account::{self, PageCoverage};
use crate::accounts;
use crate::beyond::TablesBeyond;
use crate::boxed;
use crate::checks::{self, CellRef, Check, CheckInput};
use crate::clock::{self, Clock};
use crate::contents::{self, ContentsEntry};
use crate::cover::{self, Cover};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::flow::{self, Item};
use crate::forms::{self, DepartmentSelfAssessment, ProjectSelfAssessment};
use crate::gaps;
use crate::glossary::{self, GlossaryEntry};
use crate::identity;
use crate::key::key;
use crate::narrative::{self, Narrative};
use crate::overview::{self, Overview};
use crate::owed;
use crate::pages;
use crate::paragraphs;
use crate::parts::{self, Part, PartKind};
use crate::pointed;
use crate::restored;
use crate::tables::{
    self, Fact, FurtherTable, PrintedTable, RawTable, TableHead, TableId, TableStatus, Tables, titles,
};
use crate::turned;
use crate::value::Text;
use crate::verdict::{self, Verdict};
use crate::wholeness;

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DocumentKind {
    /// 决算: final accounts.
    FinalAccounts,
    /// 预算: a budget. Its tables are kept raw.
    Budget,
    /// Anything else that has text.
    Other,
    /// No page has a text layer: scans, or damage throughout.
    Unreadable,
}

/// Whether a document is of a department or of one unit of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 部门决算
    Department,
    /// 单位决算
    Unit,
}

/// Version of the form of [`Report`] in JSON. It goes up when a field changes its meaning or goes away; new fields
/// leave it as it is.
pub const SCHEMA_VERSION: u32 = 2;

/// Everything that was read from one document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Report {
    /// Version of the report's form: [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// The files that it was read from.
    #[serde(default)]
    pub files: Vec<SourceFile>,
    /// The sheets of workbooks by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sheets: Vec<SheetName>,
    /// What the document is.
    pub kind: DocumentKind,
    /// 部门 or 单位, where the document says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// The fiscal year (年度).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// The department's or unit's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<Text>,
    /// Number of pages.
    pub pages: u32,
    /// Pages that could not be read (scans, damage), from 1.
    pub unreadable_pages: Vec<u32>,
    /// 封面
    pub cover: Cover,
    /// 目录
    pub contents: Vec<ContentsEntry>,
    /// 概况: duties, divisions, units.
    pub overview: Overview,
    /// The nine statutory tables.
    pub tables: Tables,
    /// Further tables of a kind that is there already: of units, say. Never joined with the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further_tables: Vec<FurtherTable>,
    /// Tables beyond the nine, as they stand.
    pub other_tables: Vec<RawTable>,
    /// Those of them of which the items are known, typed.
    #[serde(default, skip_serializing_if = "TablesBeyond::is_empty")]
    pub tables_beyond: TablesBeyond,
    /// Tables that the contents (目录) announce and the document lacks.
    pub missing_tables: Vec<TableHead>,
    /// Every number of the nine tables, one by one: what [`Report::tables`] holds, flat. JSON leaves it out: a report that
    /// is read from JSON has none here.
    #[serde(skip)]
    pub facts: Vec<Fact>,
    /// Every table as its pages show it, for those who print it again. JSON leaves it out, as [`Report::facts`].
    #[serde(skip)]
    pub printed: Vec<PrintedTable>,
    /// 情况说明
    pub narrative: Narrative,
    /// 项目支出绩效自评表, in the order of the document.
    pub project_self_assessments: Vec<ProjectSelfAssessment>,
    /// 部门整体支出绩效自评表, in the order of the document.
    pub department_self_assessments: Vec<DepartmentSelfAssessment>,
    /// 名词解释
    pub glossary: Vec<GlossaryEntry>,
    /// The account of figures, page by page: what became of every printed number.
    pub coverage: Vec<PageCoverage>,
    /// How many figures no table, form, statement or heading took.
    pub unread_figures: u32,
    /// How many failed checks of weight, grouped by cause: what the department printed inconsistently.
    pub findings: u32,
    /// Doubts, in the order of the pages.
    pub diagnostics: Vec<Diagnostic>,
    /// 勾稽: what agrees and what does not.
    pub checks: Vec<Check>,
    /// How far the whole can be trusted.
    pub verdict: Verdict,
    /// Where the document holds several accounts (of a department and its units, of two years, a 决算 and a 预算): the
    /// others, each with its own department, year, tables, text and checks. They have no further ones themselves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<Self>,
}

/// The name of a sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SheetName {
    /// The number of the sheet, as places give it.
    pub page: u32,
    /// Its name.
    pub name: String,
}

impl Report {
    /// Reads a document. Where it holds several accounts, the main one is given, with the others in
    /// [`Report::further`].
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let Ok(report) = Self::of_with(document, &clock::endless);
        report
    }

    /// Reads a document as [`Report::of`] does, as long as there is time: nothing, once `has_time` has said that there is
    /// none. It is asked between the steps, and for each paragraph and each table. Without a limit of time every step is
    /// bounded by what it counts.
    #[must_use]
    pub fn of_while(document: &Document, has_time: &dyn Fn() -> bool) -> Option<Self> {
        Self::of_with(document, &|| if has_time() { Ok(()) } else { Err(clock::Over) }).ok()
    }

    fn of_with<E>(document: &Document, clock: Clock<'_, E>) -> Result<Self, E> {
        // Several files were put together because they are one disclosure.
        let accounts = match document.files.len() {
            0 | 1 => accounts::split(&document.layouts),
            _ => Vec::new(),
        };
        let whole = pages::of_the_whole(document);
        let mut reports = Vec::new();
        for account in accounts.iter().filter(|account| accounts.len() > 1 && !account.pages.is_empty()) {
            let mut report = Self::read_with(&pages_of(document, &account.pages), &whole, clock)?;
            if account.is_unit {
                report.level = Some(Level::Unit);
                // The department's cover says it for all.
                report.year = report.year.or_else(|| reports.first().and_then(|department: &Self| department.year));
            }
            report.files.clone_from(&document.files);
            reports.push(report);
        }
        if reports.is_empty() {
            let mut report = Self::read_with(&document.layouts, &whole, clock)?;
            report.files.clone_from(&document.files);
            return Ok(report);
        }
        let owners: Vec<_> = reports.iter().map(|report| (report.kind, report.level)).collect();
        let main = accounts::main_account(&owners).min(reports.len().saturating_sub(1));
        let mut report = reports.remove(main);
        report.further = reports;
        Ok(report)
    }

    /// The report itself and the further accounts of the document, in order.
    pub fn accounts(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.further)
    }

    /// Reads a document from the layouts of its pages, in order.
    #[must_use]
    pub fn read(layouts: &[Layout]) -> Self {
        let Ok(report) = Self::read_with(layouts, &[], &clock::endless);
        report
    }

    fn read_with<E>(layouts: &[Layout], whole: &[Diagnostic], clock: Clock<'_, E>) -> Result<Self, E> {
        if layouts.iter().all(|layout| is_numbered(layout) && grids(layout).all(in_order)) {
            return Self::read_numbered(layouts, whole, clock);
        }
        let mut layouts = layouts.to_vec();
        for block in layouts.iter_mut().flat_map(|layout| &mut layout.blocks) {
            if let Block::Grid(grid) = block {
                grid.cells.sort_by_key(|cell| (cell.row, cell.column));
            }
        }
        juesuan_document::complete(&mut layouts);
        Self::read_numbered(&layouts, whole, clock)
    }

    /// Reads layouts whose lines and cells have their identities, with the doubts about the document as a whole.
    ///
    /// Numbers of pictures that were not read and that the sums agree on are put in, and all is read once more.
    fn read_numbered<E>(layouts: &[Layout], whole: &[Diagnostic], clock: Clock<'_, E>) -> Result<Self, E> {
        let (report, unread) = Self::read_once(layouts, whole, clock)?;
        let restored = restored::restored(&report, &unread);
        if restored.is_empty() {
            return Ok(report);
        }
        let mut layouts = layouts.to_vec();
        restored::put_in(&mut layouts, &restored);
        let whole: Vec<Diagnostic> = whole.iter().cloned().chain(restored.iter().map(restored::doubt)).collect();
        Ok(Self::read_once(&layouts, &whole, clock)?.0)
    }

    /// The report, and the numbers of its tables that were not read, as zeros.
    fn read_once<E>(layouts: &[Layout], whole: &[Diagnostic], clock: Clock<'_, E>) -> Result<(Self, Vec<Fact>), E> {
        let read_so = as_read(layouts);
        let layouts = read_so.as_deref().unwrap_or(layouts);
        let items = flow::flow(layouts);
        clock()?;
        let parts = parts::split(&items);
        clock()?;
        let of = |kind: PartKind| part_items(&items, &parts, kind);
        let cover = cover::read(&of(PartKind::Cover));
        let identity = identity::identify(&items, &cover, &parts);
        let contents = contents::read(&of(PartKind::Contents));

        let mut taken: Vec<usize> = ranges(&parts, &[PartKind::Contents]).into_iter().flatten().collect();
        let forms = forms::read(&items);
        taken.extend(&forms.used);
        taken.sort_unstable();
        let skip = |index: usize| taken.binary_search(&index).is_ok();
        let in_tables = ranges(&parts, &[PartKind::Tables, PartKind::Attachments]);
        let year = identity.year.as_ref().map(|year| year.year);
        let department = identity.department.as_ref().map(|name| key(&name.text));
        let typed = identity.kind == DocumentKind::FinalAccounts;
        clock()?;
        let read = tables::read(&items, &skip, &in_tables, typed, year, department.as_deref(), clock)?;

        let (mut diagnostics, unreadable_pages) = pages::diagnostics(layouts);
        diagnostics.extend_from_slice(whole);
        diagnostics.extend(read.doubts);
        diagnostics.extend(wholeness::pages(layouts));
        diagnostics.extend(wholeness::forms(&forms));
        if identity.kind == DocumentKind::FinalAccounts {
            diagnostics.extend(wholeness::parts(&contents, &items, &parts));
            diagnostics.extend(wholeness::headings(
                &items,
                &parts,
                &forms,
                identity.year.as_ref().map(|year| year.year),
            ));
        }
        diagnostics.extend(forms.doubts);
        let year = identity.year.as_ref().map(|year| year.year);
        let narrative_items: Vec<Item<'_>> = ranges(&parts, &[PartKind::Narrative])
            .into_iter()
            .flatten()
            .filter(|index| !skip(*index))
            .filter_map(|index| items.get(index).copied())
            .collect();
        let narrative = narrative::read_of_year_while(&narrative_items, year, clock)?;
        let mut report = Self {
            schema_version: SCHEMA_VERSION,
            files: Vec::new(),
            sheets: sheet_names(layouts),
            kind: identity.kind,
            level: identity.level,
            year,
            department: identity.department,
            pages: u32::try_from(layouts.len()).unwrap_or(u32::MAX),
            unreadable_pages,
            cover,
            contents,
            overview: overview::read(&of(PartKind::Overview)),
            tables: read.tables,
            further_tables: read.further,
            tables_beyond: if typed { TablesBeyond::among(&read.other_tables) } else { TablesBeyond::default() },
            other_tables: read.other_tables,
            missing_tables: Vec::new(),
            facts: read.facts,
            printed: read.printed,
            narrative,
            project_self_assessments: forms.projects,
            department_self_assessments: forms.departments,
            glossary: glossary::read(&of(PartKind::Glossary)),
            coverage: Vec::new(),
            unread_figures: 0,
            findings: 0,
            diagnostics,
            checks: Vec::new(),
            verdict: Verdict::default(),
            further: Vec::new(),
        };
        clock()?;
        report.note_kind();
        if report.kind == DocumentKind::FinalAccounts {
            let lacking = wholeness::tables(&report);
            report.diagnostics.extend(lacking);
        }
        report.take_account(account::account(layouts, &items, &parts, &forms.used, &read.left_out, &report));
        report.find_missing_tables(&read.alone, layouts.iter().any(|layout| layout.surface == Surface::Page));
        if report.kind == DocumentKind::FinalAccounts {
            let owed = owed::owed(&report);
            report.diagnostics.extend(owed);
            let gaps = gaps::gaps(&items, &parts, &report.contents, &report.narrative);
            report.diagnostics.extend(gaps);
            report.diagnostics.extend(paragraphs::torn(&narrative_items));
        }
        report.sort_diagnostics();
        clock()?;
        if report.kind == DocumentKind::FinalAccounts {
            report.checks = checks::run(&CheckInput::of(&report));
            report.note_rounding();
        }
        clock()?;
        verdict::judge(&mut report);
        Ok((report, read.unread))
    }

    /// Writes down what the account of figures came to.
    fn take_account(&mut self, account: account::Account) {
        self.unread_figures = account.coverage.iter().fold(0, |sum, page| sum.saturating_add(page.unread));
        self.coverage = account.coverage;
        self.diagnostics.extend(account.doubts);
        let further = self.further_tables.iter_mut().map(|table| &mut table.head);
        let others = self.other_tables.iter_mut().map(|table| &mut table.head);
        for head in self.tables.heads_mut().into_iter().chain(further).chain(others) {
            head.unread_figures = account.by_table.get(&head.order).copied().unwrap_or_default();
        }
    }

    fn sort_diagnostics(&mut self) {
        self.diagnostics.sort_by_key(|doubt| doubt.at.map_or(0, |at| at.page));
    }

    /// Sums of tables that hold only by rounding: a wrong last digit would look no different.
    fn note_rounding(&mut self) {
        let in_tables = |cell: &CellRef| TableId::ALL.iter().any(|table| table.as_str() == cell.table);
        let within = |check: &&Check| {
            let apart = check.difference.map(|difference| difference.abs());
            check.is_rounding_hint() && apart <= check.tolerance && check.cells.iter().all(in_tables)
        };
        let lone = checks::lone(&self.checks, &self.facts);
        let note = |(index, check): (usize, &Check)| {
            let alone = lone.contains(&index);
            let (severity, why) = match alone {
                true => (Severity::Warning, "; all other sums of the document hold exactly: a last digit may be wrong"),
                false => (Severity::Info, ""),
            };
            let message = format!("{}: {}{why}", check.formula.en, check.message.en);
            let at = check.cells.first().map(|cell| cell.at);
            Diagnostic::new(Code::WithinRounding, severity, at, message)
        };
        let within = |(index, check): &(usize, &Check)| within(check) || lone.contains(index);
        let notes: Vec<Diagnostic> = self.checks.iter().enumerate().filter(within).map(note).collect();
        self.diagnostics.extend(notes);
        self.sort_diagnostics();
    }

    fn note_kind(&mut self) {
        let what = match self.kind {
            DocumentKind::FinalAccounts | DocumentKind::Unreadable => return,
            DocumentKind::Budget => "a budget (预算)",
            DocumentKind::Other => "no final account (决算)",
        };
        let message = format!("the document is {what}: its tables are kept raw and give no facts");
        self.diagnostics.push(Diagnostic::new(Code::NotFinalAccounts, Severity::Warning, None, message));
    }

    /// Tables of the 目录 that are not among those read. A file without any table, of which every figure was read, holds
    /// the text alone: its tables are in another file.
    /// `alone` are titles of tables under which none stands.
    fn find_missing_tables(&mut self, alone: &[(TableId, Text)], on_paper: bool) {
        if self.table_heads().is_empty() && self.unreadable_pages.is_empty() && self.unread_figures == 0 {
            self.note_text_alone(on_paper);
            return;
        }
        if self.kind != DocumentKind::FinalAccounts {
            return;
        }
        let names = |head: &TableHead| (head.table, key(&head.title.text));
        let there: Vec<_> = self.table_heads().into_iter().map(names).collect();
        let mut missing: Vec<(Option<TableId>, Text, String)> = Vec::new();
        for entry in contents::announced_tables(&self.contents) {
            let title = titles::read(&entry.text.text);
            let id = title.as_ref().and_then(|title| title.id);
            let name = key(title.as_ref().map_or(&entry.text.text, |title| &title.text));
            if !there.iter().any(|(table, title)| id.is_some() && *table == id || *title == name) {
                let message = format!("the contents announce {}: it was not found", entry.text.text);
                missing.push((id, entry.text.clone(), message));
            }
        }
        for (id, title) in alone {
            if !missing.iter().any(|(other, ..)| *other == Some(*id)) {
                let message =
                    format!("no table stands under the title {}: it may be a picture or lie elsewhere", title.text);
                missing.push((Some(*id), title.clone(), message));
            }
        }
        let first = u32::try_from(there.len()).unwrap_or(u32::MAX).saturating_add(1);
        // A page that cannot be read may well hold the table.
        let status = if self.unreadable_pages.is_empty() { TableStatus::Missing } else { TableStatus::Unreadable };
        for (order, (id, title, message)) in (first..).zip(missing) {
            let doubt = Diagnostic::new(Code::TableMissing, Severity::Warning, Some(title.at), message);
            self.diagnostics.push(doubt);
            self.missing_tables.push(TableHead::announced(id, order, title, status));
        }
    }

    fn note_text_alone(&mut self, on_paper: bool) {
        let announced = contents::announced_tables(&self.contents).len();
        if announced > 0 && self.kind == DocumentKind::FinalAccounts {
            // A PDF mostly holds the whole disclosure; a Word file or a web page mostly its text.
            let severity = if on_paper { Severity::Warning } else { Severity::Info };
            let message = format!(
                "the contents announce {announced} tables and the file holds none: read it together with the file that \
                 holds them (`--together`)"
            );
            self.diagnostics.push(Diagnostic::new(Code::TablesElsewhere, severity, None, message));
        }
    }

    /// The heads of all tables, typed, raw and missing, in the document's order.
    #[must_use]
    pub fn table_heads(&self) -> Vec<&TableHead> {
        let mut heads: Vec<&TableHead> = self.tables.heads();
        heads.extend(self.further_tables.iter().map(|table| &table.head));
        heads.extend(self.other_tables.iter().map(|table| &table.head));
        heads.extend(&self.missing_tables);
        heads.sort_by_key(|head| head.order);
        heads
    }
}

/// Some layouts of a document, in its order.
fn pages_of<'d>(document: &'d Document, pages: &[usize]) -> Cow<'d, [Layout]> {
    let whole =
        pages.first().zip(pages.last()).filter(|(first, last)| last.abs_diff(**first).saturating_add(1) == pages.len());
    match whole.and_then(|(first, last)| document.layouts.get(*first..=*last)) {
        Some(slice) => Cow::Borrowed(slice),
        None => pages.iter().filter_map(|page| document.layouts.get(*page)).cloned().collect(),
    }
}

/// The layouts as they are read: text in boxes as lines, tables whose rows stand as columns turned, zeros before points.
fn as_read(layouts: &[Layout]) -> Option<Vec<Layout>> {
    let opened = boxed::opened(layouts);
    let upright = turned::upright(opened.as_deref().unwrap_or(layouts)).or(opened);
    pointed::completed(upright.as_deref().unwrap_or(layouts)).or(upright)
}

/// The names of the sheets among the layouts.
fn sheet_names(layouts: &[Layout]) -> Vec<SheetName> {
    let sheets = layouts.iter().filter(|layout| layout.surface == Surface::Sheet);
    sheets.filter_map(|layout| Some(SheetName { page: layout.page, name: layout.name.clone()? })).collect()
}

fn grids(layout: &Layout) -> impl Iterator<Item = &Grid> {
    layout.blocks.iter().filter_map(|block| match block {
        Block::Grid(grid) => Some(grid),
        _ => None,
    })
}

/// Whether the cells of a grid stand in the order on which looking them up relies: whoever made it may have added some.
fn in_order(grid: &Grid) -> bool {
    grid.cells.is_sorted_by_key(|cell| (cell.row, cell.column))
}

/// Whether the lines and cells of a layout have their identities.
fn is_numbered(layout: &Layout) -> bool {
    layout.blocks.first().is_none_or(|block| match block {
        Block::Line(line) => line.id.is_some(),
        Block::Grid(grid) => grid.cells.first().is_none_or(|cell| cell.id.is_some()),
        _ => true,
    })
}

/// The items of all parts of a kind.
fn part_items<'a>(items: &[Item<'a>], parts: &[Part], kind: PartKind) -> Vec<Item<'a>> {
    ranges(parts, &[kind]).into_iter().filter_map(|range| items.get(range)).flatten().copied().collect()
}

/// The ranges of all parts of these kinds.
fn ranges(parts: &[Part], kinds: &[PartKind]) -> Vec<std::ops::Range<usize>> {
    parts.iter().filter(|part| kinds.contains(&part.kind)).map(|part| part.items.clone()).collect()
}
