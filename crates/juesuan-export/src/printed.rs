//! A report → its tables as they are printed, one sheet each: title, merged headers, rows, notes.

use std::collections::{BTreeMap, BTreeSet};

use juesuan_model::checks::Status;
use juesuan_model::report::Report;
use juesuan_model::tables::{
    Amounts, Column, Fact, ListTable, PrintedColumn, RawTable, Row, Side, Subject, TableHead, ThreePublicAmounts,
};
use juesuan_model::{Amount, Place};

use crate::sheet::{Content, Sheet, Style, tab_name};

/// The sheets of all tables of a report, in the order of the document. `taken` holds the names of tabs in use.
#[must_use]
pub fn sheets(report: &Report, taken: &mut BTreeSet<String>) -> Vec<Sheet> {
    let doubts = suspects(report);
    let mut sheets: Vec<(u32, Sheet)> = Vec::new();
    for lanes in typed(report) {
        sheets.push((lanes.head.order, lanes.draw(&doubts, taken)));
    }
    for table in &report.other_tables {
        sheets.push((table.head.order, raw(table, taken)));
    }
    sheets.sort_by_key(|(order, _)| *order);
    sheets.into_iter().map(|(_, sheet)| sheet).collect()
}

/// Why a printed number is suspected, by where it stands.
type Suspects = Vec<(Place, String)>;

/// The cells that failed checks point at, with the messages of those checks.
fn suspects(report: &Report) -> Suspects {
    let mut suspects: Suspects = Vec::new();
    for check in report.checks.iter().filter(|check| check.status == Status::Fail) {
        let Some(cell) = check.cells.first() else { continue };
        let reason = format!("{}\n{}", check.formula.zh, check.message.zh);
        match suspects.iter_mut().find(|(at, _)| *at == cell.at) {
            Some((_, reasons)) => {
                reasons.push('\n');
                reasons.push_str(&reason);
            }
            None => suspects.push((cell.at, reason)),
        }
    }
    suspects
}

/// A table as lists of rows beside one another.
struct Lanes<'a> {
    head: &'a TableHead,
    lanes: Vec<Lane<'a>>,
}

/// One list of rows: the columns of its subjects, then those of its amounts.
struct Lane<'a> {
    /// What stands over all of its columns.
    title: Option<&'static str>,
    subjects: Vec<SubjectColumn>,
    /// Columns of amounts with their printed headers.
    columns: Vec<(Column, Vec<&'a str>)>,
    rows: Vec<LaneRow<'a>>,
}

struct LaneRow<'a> {
    /// The row in the table, from 0.
    at: u32,
    subject: Option<&'a Subject>,
    amounts: BTreeMap<Column, &'a Amount>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum SubjectColumn {
    Code,
    Name,
    LineNumber,
}

/// The typed tables of a report as lanes.
fn typed(report: &Report) -> Vec<Lanes<'_>> {
    let tables = &report.tables;
    let headers = |head| Headers { facts: &report.facts, head };
    let mut all = Vec::new();
    if let Some(table) = &tables.income_expenditure_summary {
        let of = headers(&table.head);
        let lanes = vec![
            of.lane(Some(Side::Income), &table.income, true),
            of.lane(Some(Side::Expenditure), &table.expenditure, true),
        ];
        all.push(Lanes { head: &table.head, lanes });
    }
    if let Some(table) = &tables.fiscal_appropriation_summary {
        let of = headers(&table.head);
        let lanes = vec![
            of.lane(Some(Side::Income), &table.income, true),
            of.lane(Some(Side::Expenditure), &table.expenditure, true),
        ];
        all.push(Lanes { head: &table.head, lanes });
    }
    if let Some(table) = &tables.general_budget_basic_expenditure {
        let of = headers(&table.head);
        let lanes = vec![
            of.lane(Some(Side::Personnel), &table.personnel, false),
            of.lane(Some(Side::Public), &table.public, false),
        ];
        all.push(Lanes { head: &table.head, lanes });
    }
    if let Some(table) = &tables.three_public {
        let of = headers(&table.head);
        let lanes = vec![of.single(Side::Budget, &table.budget), of.single(Side::Final, &table.final_accounts)];
        all.push(Lanes { head: &table.head, lanes });
    }
    all.extend(tables.income.as_ref().map(|table| headers(&table.head).list(table)));
    all.extend(tables.expenditure.as_ref().map(|table| headers(&table.head).list(table)));
    all.extend(tables.general_budget_expenditure.as_ref().map(|table| headers(&table.head).list(table)));
    all.extend(tables.government_fund.as_ref().map(|table| headers(&table.head).list(table)));
    all.extend(tables.state_capital.as_ref().map(|table| headers(&table.head).list(table)));
    all
}

/// Where the printed headers of a table are found.
struct Headers<'a> {
    facts: &'a [Fact],
    head: &'a TableHead,
}

impl<'a> Headers<'a> {
    fn list<A: Amounts>(&self, table: &'a ListTable<A>) -> Lanes<'a> {
        Lanes { head: &table.head, lanes: vec![self.lane(None, &table.rows, false)] }
    }

    /// A lane of typed rows. Rows of a two-sided table stand where they are printed, others one after another.
    fn lane<A: Amounts>(&self, side: Option<Side>, rows: &'a [Row<A>], two_sided: bool) -> Lane<'a> {
        let has = |part: fn(&Subject) -> bool| rows.iter().any(|row| part(&row.subject));
        let mut subjects = Vec::new();
        if has(|subject| subject.code.is_some()) {
            subjects.push(SubjectColumn::Code);
        }
        subjects.push(SubjectColumn::Name);
        if has(|subject| subject.line_no.is_some()) {
            subjects.push(SubjectColumn::LineNumber);
        }
        let columns = self.columns(side);
        let mut drawn = Vec::new();
        for (row, position) in rows.iter().zip(0_u32..) {
            let at = if two_sided { row.subject.row.saturating_sub(1) } else { position };
            let amounts = columns.iter().filter_map(|(column, _)| Some((*column, row.amounts.get(*column)?))).collect();
            drawn.push(LaneRow { at, subject: Some(&row.subject), amounts });
        }
        Lane { title: side.map(Side::chinese), subjects, columns, rows: drawn }
    }

    /// The one row of a side of the “三公” table.
    fn single(&self, side: Side, amounts: &'a ThreePublicAmounts) -> Lane<'a> {
        let columns = self.columns(Some(side));
        let amounts = columns.iter().filter_map(|(column, _)| Some((*column, amounts.get(*column)?))).collect();
        let rows = vec![LaneRow { at: 0, subject: None, amounts }];
        Lane { title: None, subjects: Vec::new(), columns, rows }
    }

    /// The columns of a side in the order of the page; where the header does not tell them, those that hold a number.
    fn columns(&self, side: Option<Side>) -> Vec<(Column, Vec<&'a str>)> {
        let of_side = |column: &&PrintedColumn| column.side.is_none() || column.side == side;
        let printed = self.head.columns.iter().filter(of_side).map(|printed| (printed.column, &printed.header));
        let of_table = |fact: &&Fact| self.head.table == Some(fact.table) && fact.side == side;
        let used = self.facts.iter().filter(of_table).map(|fact| (fact.column, &fact.header));
        let mut columns: Vec<(Column, Vec<&str>)> = Vec::new();
        for (column, header) in printed.chain(used) {
            if !columns.iter().any(|(known, _)| *known == column) {
                columns.push((column, header.split('/').collect()));
            }
        }
        columns
    }
}

impl Lane<'_> {
    fn width(&self) -> u16 {
        u16::try_from(self.subjects.len().saturating_add(self.columns.len())).unwrap_or(u16::MAX)
    }

    /// Rows that the headers of its columns need.
    fn depth(&self) -> u32 {
        let levels = self.columns.iter().map(|(_, header)| header.len()).max().unwrap_or(0);
        u32::try_from(levels.max(1)).unwrap_or(1)
    }
}

impl Lanes<'_> {
    fn draw(&self, suspects: &Suspects, taken: &mut BTreeSet<String>) -> Sheet {
        let mut sheet = Sheet::new(tab_name(&self.head.title.text, taken));
        let width = self.lanes.iter().map(Lane::width).fold(0, u16::saturating_add).max(1);
        let top = caption(&mut sheet, self.head, width);
        let titled = u32::from(self.lanes.iter().any(|lane| lane.title.is_some()));
        let depth = self.lanes.iter().map(Lane::depth).max().unwrap_or(1);
        let body = top.saturating_add(titled).saturating_add(depth);
        let mut left = 0_u16;
        for lane in &self.lanes {
            if let Some(title) = lane.title {
                sheet.put_over((top, left), (1, lane.width()), title, Style::Header);
            }
            draw_header(&mut sheet, lane, (top.saturating_add(titled), left), depth);
            draw_rows(&mut sheet, lane, (body, left), suspects);
            left = left.saturating_add(lane.width());
        }
        let rows = self.lanes.iter().flat_map(|lane| lane.rows.iter().map(|row| row.at.saturating_add(1))).max();
        notes(&mut sheet, self.head, body.saturating_add(rows.unwrap_or(0)), width);
        sheet.frozen_rows = body;
        sheet.frozen_columns = match self.lanes.as_slice() {
            [only] => u16::try_from(only.subjects.len()).unwrap_or(0),
            _ => 0,
        };
        sheet
    }
}

/// Title, number, department and unit; returns the first row below them.
fn caption(sheet: &mut Sheet, head: &TableHead, width: u16) -> u32 {
    sheet.put_over((0, 0), (1, width), head.title.text.as_str(), Style::Title);
    let mut parts = Vec::new();
    parts.extend(head.form_no.as_ref().map(|number| number.text.clone()));
    parts.extend(head.department.as_ref().map(|department| format!("部门：{}", department.text)));
    parts.extend(head.unit.map(|unit| format!("单位：{}", unit.as_str())));
    sheet.put_over((1, 0), (1, width), parts.join("    "), Style::Caption);
    2
}

fn notes(sheet: &mut Sheet, head: &TableHead, mut row: u32, width: u16) {
    for note in head.reason.iter().chain(&head.notes) {
        sheet.put_over((row, 0), (1, width), note.text.as_str(), Style::Caption);
        row = row.saturating_add(1);
    }
}

/// The header of a lane: equal levels of neighbouring columns are one cell, the last level reaches the body.
fn draw_header(sheet: &mut Sheet, lane: &Lane<'_>, (top, left): (u32, u16), depth: u32) {
    for (subject, column) in lane.subjects.iter().zip(left..) {
        let title = match subject {
            SubjectColumn::Code => "科目编码",
            SubjectColumn::Name => "项目",
            SubjectColumn::LineNumber => "行次",
        };
        sheet.put_over((top, column), (depth, 1), title, Style::Header);
    }
    let left = left.saturating_add(u16::try_from(lane.subjects.len()).unwrap_or(0));
    let headers: Vec<&[&str]> = lane.columns.iter().map(|(_, header)| header.as_slice()).collect();
    for level in 0..depth as usize {
        let mut index = 0;
        while let Some(header) = headers.get(index) {
            let last = header.len() == level.saturating_add(1);
            let same = |other: &&&[&str]| {
                !last && other.len() > level.saturating_add(1) && other.get(..=level) == header.get(..=level)
            };
            let run = headers.iter().skip(index.saturating_add(1)).take_while(same).count().saturating_add(1);
            if let (Some(text), Ok(offset), Ok(columns)) = (header.get(level), u16::try_from(index), u16::try_from(run))
            {
                let row = u32::try_from(level).unwrap_or(0);
                let rows = if last { depth.saturating_sub(row) } else { 1 };
                sheet.put_over(
                    (top.saturating_add(row), left.saturating_add(offset)),
                    (rows, columns),
                    *text,
                    Style::Header,
                );
            }
            index = index.saturating_add(run);
        }
    }
}

fn draw_rows(sheet: &mut Sheet, lane: &Lane<'_>, (top, left): (u32, u16), suspects: &Suspects) {
    for row in &lane.rows {
        let at = top.saturating_add(row.at);
        let text =
            |text: &Option<juesuan_model::Text>| text.as_ref().map_or(Content::Blank, |text| text.text.as_str().into());
        for (subject, column) in lane.subjects.iter().zip(left..) {
            let content = match (subject, row.subject) {
                (_, None) => Content::Blank,
                (SubjectColumn::Code, Some(subject)) => text(&subject.code),
                (SubjectColumn::Name, Some(subject)) => text(&subject.name),
                (SubjectColumn::LineNumber, Some(subject)) => text(&subject.line_no),
            };
            sheet.put(at, column, content, Style::Body);
        }
        let left = left.saturating_add(u16::try_from(lane.subjects.len()).unwrap_or(0));
        for ((column, _), place) in lane.columns.iter().zip(left..) {
            let amount = row.amounts.get(column);
            let content = amount.map_or(Content::Blank, |amount| amount.value.into());
            let reason = amount.and_then(|amount| suspects.iter().find(|(at, _)| *at == amount.at));
            sheet.put(at, place, content, Style::Body);
            if let Some((_, reason)) = reason {
                sheet.suspect(reason);
            }
        }
    }
}

/// A table without a schema, cell by cell.
fn raw(table: &RawTable, taken: &mut BTreeSet<String>) -> Sheet {
    let mut sheet = Sheet::new(tab_name(&table.head.title.text, taken));
    let width = table.cells.iter().map(|cell| cell.column.saturating_add(cell.column_span)).max().unwrap_or(1);
    let top = caption(&mut sheet, &table.head, u16::try_from(width).unwrap_or(u16::MAX));
    let mut end = top;
    for cell in &table.cells {
        let (Ok(row), Ok(column), Ok(rows), Ok(columns)) = (
            u32::try_from(cell.row),
            u16::try_from(cell.column),
            u32::try_from(cell.row_span),
            u16::try_from(cell.column_span),
        ) else {
            continue;
        };
        let row = top.saturating_add(row);
        end = end.max(row.saturating_add(rows));
        sheet.put_over((row, column), (rows, columns), cell.text.as_str(), Style::Body);
    }
    notes(&mut sheet, &table.head, end, u16::try_from(width).unwrap_or(u16::MAX));
    sheet
}
