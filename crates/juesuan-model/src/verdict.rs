//! How far what was read can be trusted: doubts, checks and the account of figures → a verdict per table and document.
//!
//! A verdict is earned: a table is `verified` when nothing in it is in doubt, all its figures were read, its ends are
//! there, and every number stands in a check that passes and could fail. It speaks of the reading only: what the
//! department printed inconsistently is counted in `findings` beside it.

use std::collections::{BTreeMap, BTreeSet};

use juesuan_document::{Id, Origin};
use serde::{Deserialize, Serialize};

use crate::checks::{CellRef, Check, Status};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::key::key;
use crate::place::Place;
use crate::report::{DocumentKind, Report};
use crate::tables::{Column, Fact, FurtherTable, Side, Subject, TableHead, TableId, TableStatus};

/// How far a table or a document can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Verdict {
    /// Read without doubt, whole, and every number confirmed by a sum or by another table.
    Verified,
    /// Read without doubt; not every number is confirmed.
    #[default]
    Unverified,
    /// Something in it was not read without doubt.
    Doubtful,
    /// It could not be read.
    Unreadable,
}

impl Verdict {
    /// The name in the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Unverified => "unverified",
            Self::Doubtful => "doubtful",
            Self::Unreadable => "unreadable",
        }
    }

    /// The name for people, in Chinese.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Verified => "已核实",
            Self::Unverified => "未核实",
            Self::Doubtful => "存疑",
            Self::Unreadable => "无法读取",
        }
    }
}

/// Writes the verdicts and the numbers of findings into a report whose checks have been run.
pub(crate) fn judge(report: &mut Report) {
    let evidence = Evidence::of(report);
    let judged: BTreeMap<u32, (Verdict, u32)> = report
        .table_heads()
        .into_iter()
        .map(|head| (head.order, (evidence.of_table(head), evidence.findings(head.table))))
        .collect();
    let doubtful: BTreeSet<u32> = report
        .further_tables
        .iter()
        .filter(|table| evidence.doubts_further(table))
        .map(|table| table.head.order)
        .collect();
    let Report { tables, other_tables, missing_tables, further_tables, .. } = report;
    for head in further_tables.iter_mut().map(|table| &mut table.head) {
        let doubtful = doubtful.contains(&head.order);
        head.verdict = if doubtful { Verdict::Doubtful } else { Verdict::Unverified };
    }
    let all = tables.heads_mut().into_iter().chain(other_tables.iter_mut().map(|table| &mut table.head));
    for head in all.chain(missing_tables.iter_mut()) {
        if let Some((verdict, findings)) = judged.get(&head.order) {
            (head.verdict, head.findings) = (*verdict, *findings);
        }
    }
    report.findings = findings(report.checks.iter().filter(|check| is_finding(check)));
    report.verdict = of_document(report);
}

/// A failed check of weight: something that the department printed inconsistently, or that was misread.
fn is_finding(check: &Check) -> bool {
    check.status == Status::Fail && check.severity > Severity::Info
}

/// How many causes these failed checks have: those that one cell explains are one.
fn findings<'a>(fails: impl Iterator<Item = &'a Check>) -> u32 {
    let (mut causes, mut alone) = (BTreeSet::new(), 0_u32);
    for check in fails {
        match &check.group {
            Some(cause) => {
                causes.insert(cause.as_str());
            }
            None => alone = alone.saturating_add(1),
        }
    }
    u32::try_from(causes.len()).unwrap_or(u32::MAX).saturating_add(alone)
}

/// A cell of a table: the identity of its line or cell, and its table, row, side and column.
type CellName<'a> = (Id, &'a str, u32, &'a str, &'a str);

fn name(cell: &CellRef) -> CellName<'_> {
    (cell.at.id, &cell.table, cell.row, &cell.side, &cell.column)
}

/// What the verdicts on tables look at.
struct Evidence<'a> {
    report: &'a Report,
    facts: BTreeMap<TableId, Vec<&'a Fact>>,
    /// What every row of a table is about.
    subjects: BTreeMap<TableId, Vec<&'a Subject>>,
    /// The lines and cells of each table, and the box of them on each page.
    ids: BTreeMap<TableId, BTreeSet<Id>>,
    spans: BTreeMap<(TableId, u32), Place>,
    /// Cells that a passing check confirms, one that could fail.
    confirmed: BTreeSet<CellName<'a>>,
    /// Tables that a failed check of weight touches, or one that misses and could not be judged.
    contradicted: BTreeSet<&'a str>,
    /// Warnings and errors about what is read.
    doubts: Doubts,
    /// Blank cells among printed zeros.
    blanks: Doubts,
    /// Cells with other decimals than their table.
    decimals: Doubts,
}

/// Where doubts stand, by what they are looked up by: a document may have many tables and many doubts.
#[derive(Default)]
struct Doubts {
    ids: BTreeSet<Id>,
    /// Those of files without pages.
    addressed: BTreeSet<Id>,
    /// Those on pages.
    boxes: BTreeMap<u32, Vec<Place>>,
    /// The tables with one at a cell of theirs, or among their cells.
    tables: BTreeSet<TableId>,
}

impl Doubts {
    fn insert(&mut self, at: Place) {
        if at.id.is_some() {
            self.ids.insert(at.id);
        }
        if at.address.is_some() {
            self.addressed.insert(at.id);
        } else {
            self.boxes.entry(at.page).or_default().push(at);
        }
    }

    /// Whether one is about a table: at its title, at one of its cells, or among them.
    fn concern(&self, head: &TableHead) -> bool {
        let title = head.title.at;
        let at_title = self.ids.contains(&title.id) || title.address.is_none() && self.touch(&title);
        at_title || head.table.is_some_and(|table| self.tables.contains(&table))
    }

    /// Whether one stands at one of these; in a file without pages, between the first and the last of them.
    fn among(&self, ids: &BTreeSet<Id>) -> bool {
        // Identities are counted in the order of the document.
        let ends = ids.first().zip(ids.last());
        let between = ends.is_some_and(|(first, last)| self.addressed.range(first..=last).next().is_some());
        between || ids.iter().any(|id| self.ids.contains(id))
    }

    /// Whether one lies over this place, or among what it spans.
    fn touch(&self, span: &Place) -> bool {
        let boxes = self.boxes.get(&span.page).map(Vec::as_slice).unwrap_or_default();
        boxes.iter().any(|at| at.overlaps(span))
    }
}

/// Doubts that do not touch what the tables say.
const HARMLESS: &[Code] = &[Code::TemplateText, Code::InvisibleText, Code::TableMissing, Code::NotFinalAccounts];

/// Doubts about the narrative after which a figure of it is not read, or not read rightly.
const LOSES_A_FIGURE: &[Code] = &[Code::AmountMissing, Code::OddSubject, Code::UnreadFigures];

impl<'a> Evidence<'a> {
    fn of(report: &'a Report) -> Self {
        let mut evidence = Self {
            report,
            facts: BTreeMap::new(),
            subjects: BTreeMap::new(),
            ids: BTreeMap::new(),
            spans: BTreeMap::new(),
            confirmed: BTreeSet::new(),
            contradicted: BTreeSet::new(),
            doubts: Doubts::default(),
            blanks: Doubts::default(),
            decimals: Doubts::default(),
        };
        for fact in &report.facts {
            evidence.facts.entry(fact.table).or_default().push(fact);
            let texts = [&fact.code, &fact.label, &fact.line_no].into_iter().flatten().map(|text| text.at);
            texts.chain([fact.amount.at]).for_each(|at| evidence.place(fact.table, at));
        }
        for (table, subject) in report.tables.subjects() {
            evidence.subjects.entry(table).or_default().push(subject);
            let texts = [&subject.code, &subject.name, &subject.line_no].into_iter().flatten();
            texts.for_each(|text| evidence.place(table, text.at));
        }
        for check in &report.checks {
            // Both sides agree; that one is less than the other confirms neither.
            let agree = check.difference.map(|difference| difference.abs()) <= check.tolerance;
            let can_fail = check.difference.is_some() && check.cells.len() > 1;
            // A number that was put in because sums agree on it confirms none of them.
            let printed = check.cells.iter().all(|cell| cell.at.origin != Origin::Restored);
            if check.status == Status::Pass && can_fail && agree && printed {
                // What was recognised in a picture is confirmed by an exact sum only: a misread digit may hide in
                // the rounding.
                let exact = check.difference.is_some_and(|difference| difference.is_zero());
                let counts = |cell: &&CellRef| exact || cell.at.origin == Origin::Text;
                evidence.confirmed.extend(check.cells.iter().filter(counts).map(name));
            }
            // A sum that misses and that something unread may explain was not judged: nothing confirms it.
            let apart = check.difference.map(|difference| difference.abs()) > check.tolerance;
            if check.status == Status::Skipped && check.tolerance.is_some() && apart || is_finding(check) {
                evidence.contradicted.extend(check.cells.iter().map(|cell| cell.table.as_ref()));
            }
        }
        let counts = |doubt: &Diagnostic| doubt.severity > Severity::Info && !HARMLESS.contains(&doubt.code);
        evidence.doubts = evidence.standing(counts);
        evidence.blanks = evidence.standing(|doubt| doubt.code == Code::BlankAmongZeros);
        evidence.decimals = evidence.standing(|doubt| doubt.code == Code::UnusualDecimals);
        evidence
    }

    fn place(&mut self, table: TableId, at: Place) {
        if at.id.is_some() {
            self.ids.entry(table).or_default().insert(at.id);
        }
        self.spans.entry((table, at.page)).and_modify(|all| *all = all.join(at)).or_insert(at);
    }

    fn of_table(&self, head: &TableHead) -> Verdict {
        match (head.status, head.table) {
            (TableStatus::Unreadable, _) => Verdict::Unreadable,
            _ if head.unread_figures > 0 || self.doubts.concern(head) => Verdict::Doubtful,
            (TableStatus::Read, Some(table)) if self.is_earned(head, table) => Verdict::Verified,
            _ => Verdict::Unverified,
        }
    }

    /// Where those of the document's doubts stand that count.
    fn standing(&self, counts: impl Fn(&Diagnostic) -> bool) -> Doubts {
        let mut doubts = Doubts::default();
        let counted = self.report.diagnostics.iter().filter(|doubt| counts(doubt));
        counted.filter_map(|doubt| doubt.at).for_each(|at| doubts.insert(at));
        let listed = self.ids.iter().filter(|(_, ids)| doubts.among(ids)).map(|(table, _)| *table);
        let spanned = self.spans.iter().filter(|(_, span)| doubts.touch(span)).map(|((table, _), _)| *table);
        let tables = listed.chain(spanned).collect();
        Doubts { tables, ..doubts }
    }

    /// Whether a doubt stands at a cell of a further table, or among its cells. No check runs over such a table: it is
    /// never `verified`.
    fn doubts_further(&self, table: &FurtherTable) -> bool {
        let mut spans: BTreeMap<u32, Place> = BTreeMap::new();
        let mut ids: BTreeSet<Id> = BTreeSet::new();
        for fact in &table.facts {
            let texts = [&fact.code, &fact.label, &fact.line_no].into_iter().flatten().map(|text| text.at);
            for at in texts.chain([fact.amount.at]) {
                ids.insert(at.id);
                spans.entry(at.page).and_modify(|all| *all = all.join(at)).or_insert(at);
            }
        }
        ids.iter().any(|id| self.doubts.ids.contains(id)) || spans.values().any(|span| self.doubts.touch(span))
    }

    /// Whether all that `verified` asks of a table without doubts is there.
    fn is_earned(&self, head: &TableHead, table: TableId) -> bool {
        let facts = self.facts.get(&table).map(Vec::as_slice).unwrap_or_default();
        let cell = |fact: &Fact| {
            let side = fact.side.map_or("", Side::as_str);
            (fact.amount.at.id, table.as_str(), fact.row, side, fact.column.as_str())
        };
        !facts.is_empty()
            && head.unread_figures == 0
            && !self.contradicted.contains(table.as_str())
            && facts.iter().all(|fact| self.confirmed.contains(&cell(fact)))
            && self.ends_are_there(table, facts)
            && columns_are_there(head, table, facts)
            && !self.has_odd_cells(head, table)
    }

    /// Whether a cell is blank where a list of codes prints all its zeros, or prints other decimals than its table: too
    /// little for a doubt, too much to be confirmed.
    fn has_odd_cells(&self, head: &TableHead, table: TableId) -> bool {
        self.decimals.concern(head) || is_list(table) && self.blanks.concern(head)
    }

    /// Whether the totals are there that close a table of this kind.
    fn ends_are_there(&self, table: TableId, facts: &[&Fact]) -> bool {
        let labelled = |side: Option<Side>, words: &[&str]| {
            facts.iter().filter(|fact| side.is_none() || fact.side == side).any(|fact| {
                let label = fact.label.as_ref().map(|label| key(&label.text)).unwrap_or_default();
                words.iter().any(|word| label.ends_with(word))
            })
        };
        // The last row of a side that prints figures is its total.
        let closes = |side: Side| {
            let last = facts.iter().filter(|fact| fact.side == Some(side)).max_by_key(|fact| fact.row);
            let label = last.and_then(|fact| fact.label.as_ref()).map(|label| key(&label.text)).unwrap_or_default();
            label.ends_with("总计") || label.ends_with("合计")
        };
        match table {
            TableId::IncomeExpenditureSummary | TableId::FiscalAppropriationSummary => {
                [Side::Income, Side::Expenditure]
                    .into_iter()
                    .all(|side| labelled(Some(side), &["总计", "支出合计", "收入合计", "小计"]) && closes(side))
            }
            TableId::GeneralBudgetBasicExpenditure => labelled(None, &["合计", "总计", "小计", "人员经费", "公用经费"]),
            TableId::ThreePublic => {
                let sides: BTreeSet<Option<Side>> = facts.iter().map(|fact| fact.side).collect();
                let total =
                    |side: &Option<Side>| facts.iter().any(|fact| fact.side == *side && fact.column == Column::Total);
                sides.iter().all(total)
            }
            _ => labelled(None, &["合计", "总计"]),
        }
    }

    /// How many findings come from a table's cells.
    fn findings(&self, table: Option<TableId>) -> u32 {
        let Some(table) = table else { return 0 };
        let own = |check: &&Check| check.cells.first().is_some_and(|cell| cell.table == table.as_str());
        findings(self.report.checks.iter().filter(|check| is_finding(check)).filter(own))
    }
}

/// The tables that list codes, one row each.
fn is_list(table: TableId) -> bool {
    matches!(
        table,
        TableId::Income
            | TableId::Expenditure
            | TableId::GeneralBudgetExpenditure
            | TableId::GovernmentFund
            | TableId::StateCapital
    )
}

/// Whether the columns of a list have figures: its totals always, one of the parts where any is printed, and all of them
/// where the table prints zeros.
fn columns_are_there(head: &TableHead, table: TableId, facts: &[&Fact]) -> bool {
    let has = |column: Column| facts.iter().any(|fact| fact.column == column);
    let zeros = facts.iter().any(|fact| fact.amount.value.is_zero());
    let mut parts =
        head.columns.iter().map(|printed| printed.column).filter(|column| PARTS.contains(column)).peekable();
    let parted = parts.peek().is_none() || parts.any(has);
    !is_list(table)
        || has(Column::Total) && parted && (!zeros || head.columns.iter().all(|printed| has(printed.column)))
}

/// The columns into which the total of a row is parted.
const PARTS: &[Column] = &[Column::Basic, Column::Project, Column::FiscalAppropriation];

/// Whether the narrative tells the amounts of projects (自评综述) and there is no form of any.
fn lacks_its_forms(report: &Report) -> bool {
    let performance = report.narrative.blocks.performance.as_ref();
    let told =
        performance.is_some_and(|performance| performance.reviews.iter().any(|review| review.executed.is_some()));
    told && report.project_self_assessments.is_empty()
}

fn of_document(report: &Report) -> Verdict {
    if report.kind == DocumentKind::Unreadable {
        return Verdict::Unreadable;
    }
    let heads = report.tables.heads();
    let any = |verdict| heads.iter().any(|head| head.verdict == verdict);
    let lost = !report.unreadable_pages.is_empty()
        || report.missing_tables.iter().any(|head| head.table.is_some())
        || report.diagnostics.iter().any(|doubt| doubt.severity == Severity::Error);
    if lost || any(Verdict::Doubtful) || any(Verdict::Unreadable) {
        return Verdict::Doubtful;
    }
    let read = heads.iter().filter(|head| head.status == TableStatus::Read);
    let confirmed = any(Verdict::Verified) && read.clone().all(|head| head.verdict == Verdict::Verified);
    let whole = report.unread_figures == 0
        && report.findings == 0
        && !report.diagnostics.iter().any(|doubt| doubt.severity > Severity::Info && !HARMLESS.contains(&doubt.code))
        && !report.narrative.doubts.iter().any(|doubt| LOSES_A_FIGURE.contains(&doubt.code))
        && !lacks_its_forms(report);
    if confirmed && whole { Verdict::Verified } else { Verdict::Unverified }
}
