//! Rows and facts → typed tables; everything else → raw tables.

use std::collections::BTreeSet;

use super::TablesRead;
use super::find::{Found, Source};
use super::ids::Side;
use super::lane::Lane;
use super::nine::TableId;
use super::read::{self, DataRow, Rows};
use super::schema::words;
use super::types::{Amounts, CodeLevel, Fact, FurtherTable, RawCell, RawTable, Row, Subject, TableHead, TableStatus};
use super::{blanks, code_names, names, oddities, printed, unread};
use crate::clock::Clock;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::key::key;
use crate::place::Place;
use crate::value::{Text, Unit};
use crate::verdict::Verdict;
use crate::year::years;

/// Types the tables that were found.
pub(super) fn assemble<E>(
    found: Found<'_>,
    typed: bool,
    department: Option<&str>,
    clock: Clock<'_, E>,
) -> Result<TablesRead, E> {
    let mut out = TablesRead { doubts: found.doubts, alone: found.alone, ..TablesRead::default() };
    let mut unit: Option<(Unit, &str)> = found.unit_of_all.map(|unit| (unit, "what the text says of all tables"));
    let mains = main_tables(&found.sources, department);
    for (order, (at, mut source)) in (1..).zip(found.sources.into_iter().enumerate()) {
        clock()?;
        check_unit(&mut source, &mut unit, &mut out.doubts);
        let Some(schema) = source.id.filter(|_| typed).map(TableId::schema) else {
            out.doubts.extend(unread::untitled(&source).filter(|_| typed));
            out.other_tables.push(raw(&source, order));
            out.printed.push(printed::printed(&source, order, &[]));
            continue;
        };
        let mut rows = read::rows(&source, schema);
        let facts = rows.facts(&source, schema, order);
        out.printed.push(printed::printed(&source, order, &rows.headers));
        let head = head(&source, order, &rows, !facts.is_empty());
        out.doubts.extend(oddities::oddities(schema, &rows, &facts));
        out.doubts.extend(blanks::blanks(schema, &rows));
        out.doubts.append(&mut rows.doubts);
        out.left_out.append(&mut rows.left_out);
        if mains.contains(&at) {
            out.tables.put(schema.id, head, &Builder::new(&rows, &facts));
            out.facts.extend(facts);
            out.unread.append(&mut rows.unread);
        } else {
            out.doubts.push(further(&source, schema.id));
            out.further.push(FurtherTable { head, facts });
        }
    }
    out.doubts.extend(names::contradictions(&out.facts));
    if typed {
        let unlike = code_names::unlike(&out);
        out.doubts.extend(unlike);
    }
    Ok(out)
}

/// Of several tables of one kind the department's own: of those that name no other year than the document's the one that
/// says 汇总, in its title or behind its department's name, else, where all name someone, the first that names the
/// document's department, else the first that is not 本级, else the first.
fn main_tables(sources: &[Source<'_>], department: Option<&str>) -> Vec<usize> {
    let of_kind = |id: TableId| sources.iter().enumerate().filter(move |(_, source)| source.id == Some(id));
    let of_another_year = |source: &Source<'_>| {
        let named = years(&source.title.text).first().map(|named| named.year);
        named.zip(source.year).is_some_and(|(named, own)| named != own)
    };
    let of = |id: TableId| {
        let all_of_another = of_kind(id).all(|(_, source)| of_another_year(source));
        of_kind(id).filter(move |(_, source)| all_of_another || !of_another_year(source))
    };
    let says = |source: &Source<'_>, word: &str| {
        let department = source.department.as_ref().map_or("", |name| name.text.as_str());
        source.title.text.contains(word) || department.contains(word)
    };
    let main = |id: &TableId| {
        let whole = of(*id).find(|(_, source)| says(source, "汇总") || says(source, "合并"));
        let named = || {
            let names = |source: &Source<'_>| source.department.as_ref().map(|name| key(&name.text));
            let all = of(*id).all(|(_, source)| source.department.is_some());
            of(*id).find(|(_, source)| all && department.is_some() && names(source).as_deref() == department)
        };
        let not_own = || of(*id).find(|(_, source)| !says(source, "本级"));
        whole.or_else(named).or_else(not_own).or_else(|| of(*id).next()).map(|(at, _)| at)
    };
    TableId::ALL.iter().filter_map(main).collect()
}

/// What is said of a further table of one kind.
fn further(source: &Source<'_>, id: TableId) -> Diagnostic {
    let of = source.department.as_ref().map(|name| format!(" of {}", name.text)).unwrap_or_default();
    let message = format!(
        "{}{of} is a further table of the kind {}: it is kept apart and is not the document's main one",
        source.title.text,
        id.in_messages()
    );
    Diagnostic::new(Code::TableTwice, Severity::Warning, Some(source.title.at), message)
}

/// A table without a printed unit has that of the table before it, or the one that the document gives to all tables.
/// `last` is that unit, and where it is from.
fn check_unit(source: &mut Source<'_>, last: &mut Option<(Unit, &str)>, doubts: &mut Vec<Diagnostic>) {
    if let Some(strange) = &source.strange_unit {
        let message = format!("“{}” is no unit that is known: the amounts are given without one", strange.text);
        doubts.push(Diagnostic::new(Code::UnitMissing, Severity::Warning, Some(strange.at), message));
        return;
    }
    match (source.units.first().copied(), *last) {
        (Some((unit, _)), _) => {
            if let Some((other, at)) = source.units.iter().find(|(other, _)| *other != unit) {
                let message = format!(
                    "the table declares {} and {}: its amounts are given without a unit",
                    unit.as_str(),
                    other.as_str()
                );
                doubts.push(Diagnostic::new(Code::UnitContradicted, Severity::Error, Some(*at), message));
            } else {
                *last = Some((unit, "the table before it"));
            }
        }
        (None, Some((unit, from))) => {
            let message = format!("the table prints no unit: {} is taken from {from}", unit.as_str());
            doubts.push(Diagnostic::new(Code::UnitMissing, Severity::Info, Some(source.title.at), message));
            source.units.push((unit, source.title.at));
        }
        (None, None) => {
            let message = "neither the table nor one before it prints a unit: amounts have none";
            doubts.push(Diagnostic::new(Code::UnitMissing, Severity::Warning, Some(source.title.at), message));
        }
    }
}

fn head(source: &Source<'_>, order: u32, rows: &Rows, figures: bool) -> TableHead {
    let pages = source.parts.iter().map(|part| part.item.page());
    let first_page =
        if rows.first_page > 0 { rows.first_page } else { pages.clone().min().unwrap_or(source.title.at.page) };
    let last_page = if rows.last_page > 0 { rows.last_page } else { first_page };
    let lost = || {
        rows.doubts.iter().any(|doubt| doubt.severity == Severity::Error)
            || source.parts.iter().flat_map(|part| &part.grid.cells).any(|cell| is_figure(&cell.text()))
    };
    let status = match figures {
        true => TableStatus::Read,
        false if lost() => TableStatus::Unreadable,
        false => TableStatus::Empty,
    };
    let count = u32::try_from(rows.rows.len()).unwrap_or(u32::MAX);
    TableHead { columns: rows.columns.clone(), ..plain_head(source, order, first_page, last_page, count, status) }
}

fn plain_head(
    source: &Source<'_>,
    order: u32,
    first_page: u32,
    last_page: u32,
    rows: u32,
    status: TableStatus,
) -> TableHead {
    let reason = |note: &&Text| words::NO_DATA.iter().any(|word| key(&note.text).contains(word));
    TableHead {
        table: source.id.filter(|_| status != TableStatus::Raw),
        order,
        title: source.title.clone(),
        form_no: source.form_no.clone(),
        department: source.department.clone(),
        unit: source.unit(),
        first_page,
        last_page,
        columns: Vec::new(),
        rows,
        status,
        recognised_by: source.by.clone(),
        reason: (status == TableStatus::Empty).then(|| source.notes.iter().find(reason).cloned()).flatten(),
        notes: source.notes.clone(),
        unread_figures: 0,
        findings: 0,
        verdict: Verdict::default(),
    }
}

/// The rows of a table, as typed tables take them.
pub(super) struct Builder<'a> {
    rows: &'a Rows,
    facts: &'a [Fact],
    /// The facts by row, those of one row in their order: a table has as many rows as it likes.
    by_row: Vec<&'a Fact>,
}

impl<'a> Builder<'a> {
    fn new(rows: &'a Rows, facts: &'a [Fact]) -> Self {
        let mut by_row: Vec<&Fact> = facts.iter().collect();
        by_row.sort_by_key(|fact| fact.row);
        Self { rows, facts, by_row }
    }

    fn of_row(&self, row: u32) -> &[&'a Fact] {
        let from = self.by_row.partition_point(|fact| fact.row < row);
        let to = self.by_row.partition_point(|fact| fact.row <= row);
        self.by_row.get(from..to).unwrap_or_default()
    }

    pub(super) fn list<A: Amounts>(&self) -> Vec<Row<A>> {
        self.numbered().filter_map(|(row, data)| self.row(row, data.lanes.first()?, None)).collect()
    }

    /// One of two lists beside each other.
    pub(super) fn side<A: Amounts>(&self, side: Side) -> Vec<Row<A>> {
        let lane = usize::from(side == Side::Expenditure);
        self.numbered().filter_map(|(row, data)| self.row(row, data.lanes.get(lane)?, Some(side))).collect()
    }

    pub(super) fn lane_rows<A: Amounts>(&self, side: Side) -> Vec<Row<A>> {
        // One list with a column for each side: a row is of the sides that it has figures of.
        if self.facts.iter().any(|fact| fact.side.is_none()) {
            let of_side: BTreeSet<u32> =
                self.facts.iter().filter(|fact| fact.side == Some(side)).map(|fact| fact.row).collect();
            let rows = self.numbered().filter(|(row, _)| of_side.contains(row));
            return rows.filter_map(|(row, data)| self.row(row, data.lanes.first()?, Some(side))).collect();
        }
        let lanes = self
            .numbered()
            .flat_map(|(row, data)| data.lanes.iter().enumerate().map(move |(at, lane)| (row, at, lane)));
        lanes
            .filter(|(_, at, lane)| lane.side(*at, "") == side)
            .filter_map(|(row, _, lane)| self.row(row, lane, Some(side)))
            .collect()
    }

    /// All rows of a table with a column 合计 beside those of the sides.
    pub(super) fn rows_of_both<A: Amounts>(&self) -> Vec<Row<A>> {
        if self.facts.iter().all(|fact| fact.side.is_some()) {
            return Vec::new();
        }
        self.numbered().filter_map(|(row, data)| self.row(row, data.lanes.first()?, None)).collect()
    }

    /// The amounts of a side in one row, whatever rows they are printed in.
    pub(super) fn amounts<A: Amounts>(&self, side: Side) -> A {
        let mut amounts = A::default();
        for fact in self.facts.iter().filter(|fact| fact.side == Some(side)) {
            amounts.put(fact.column, fact.amount.clone());
        }
        amounts
    }

    fn numbered(&self) -> impl Iterator<Item = (u32, &DataRow)> {
        (1..).zip(&self.rows.rows)
    }

    /// A typed row; none where the list has nothing in this row.
    fn row<A: Amounts>(&self, row: u32, lane: &Lane, side: Option<Side>) -> Option<Row<A>> {
        let mut amounts = A::default();
        let same =
            |a: &Option<Text>, b: &Option<Text>| a.as_ref().map(|text| &text.text) == b.as_ref().map(|text| &text.text);
        let facts = self
            .of_row(row)
            .iter()
            .filter(|fact| fact.side == side && same(&fact.code, &lane.code) && same(&fact.label, &lane.name));
        for fact in facts {
            amounts.put(fact.column, fact.amount.clone());
        }
        lane.code.as_ref().or(lane.name.as_ref())?;
        let level = lane.code.as_ref().and_then(|code| CodeLevel::of(&code.text));
        let subject =
            Subject { row, code: lane.code.clone(), name: lane.name.clone(), level, line_no: lane.line_no.clone() };
        Some(Row { subject, amounts })
    }
}

/// A table as it stands, cell by cell.
fn raw(source: &Source<'_>, order: u32) -> RawTable {
    let mut cells = Vec::new();
    let (mut offset, mut last_page, mut first_page) = (0, 0, 0);
    for part in &source.parts {
        let rows = part.first_row..part.end_row;
        for cell in part.grid.cells.iter().filter(|cell| rows.contains(&cell.row) && !cell.lines.is_empty()) {
            cells.push(RawCell {
                row: offset + cell.row - part.first_row,
                column: cell.column,
                row_span: cell.row_span,
                column_span: cell.column_span,
                text: super::clean(&cell.text()),
                at: Place::of_cell(part.item.layout, cell),
            });
            last_page = part.item.page();
            first_page = if first_page == 0 { last_page } else { first_page };
        }
        offset += rows.len();
    }
    let figures = cells.iter().any(|cell| is_figure(&cell.text));
    let explained = source.notes.iter().any(|note| contains_reason(&note.text));
    let status = if !figures && explained { TableStatus::Empty } else { TableStatus::Raw };
    let mut head = plain_head(source, order, first_page, last_page, u32::try_from(offset).unwrap_or(u32::MAX), status);
    head.table = None;
    head.recognised_by.clear();
    RawTable { head, cells }
}

/// Whether a cell holds an amount rather than a code or a column number.
fn is_figure(text: &str) -> bool {
    text.contains('.') && crate::number::read(text).number().is_some()
}

fn contains_reason(note: &str) -> bool {
    words::NO_DATA.iter().any(|word| key(note).contains(word))
}
