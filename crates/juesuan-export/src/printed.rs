//! A report → its tables as they are printed, one sheet each: title, merged headers, rows, notes, and below them what is
//! to be said about the table.

use std::collections::{BTreeMap, BTreeSet};

use juesuan_model::checks::Check;
use juesuan_model::diagnostic::{Diagnostic, Severity};
use juesuan_model::report::Report;
use juesuan_model::tables::{Fact, PrintedTable, RawCell, TableHead, TableStatus};
use juesuan_model::{Id, number};
use serde::{Deserialize, Serialize};

use crate::marks::{Marks, is_finding};
use crate::sheet::{Content, Sheet, Style, tab_name};
use crate::wording::{Language, Names, value};

/// So many findings and so many doubts are listed below a table; the sheets of all of them list the rest.
const LISTED: usize = 20;

/// Columns that a sheet of Excel holds.
const WIDEST: u16 = 16_384;

/// A header of more rows than this does not stay in view: it would leave no room for the rows.
const HIGHEST_HEADER: usize = 8;

/// A table's sheet, and which table it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TableSheet {
    /// The account, from 1.
    pub account: u32,
    /// The table's position among the account's tables.
    pub position: u32,
    /// How many findings its numbers enter, those of one cause counted once.
    pub findings: u32,
    /// The sheet.
    pub sheet: Sheet,
}

/// The sheets of all tables of a document, account by account, in its order. A table that could not be read, or is only
/// announced, has none. `taken` holds the names of tabs in use.
#[must_use]
pub fn sheets(report: &Report, language: Language, taken: &mut BTreeSet<String>) -> Vec<TableSheet> {
    let mut sheets = Vec::new();
    for (account, report) in (1..).zip(report.accounts()) {
        let facts = report.facts.iter().chain(report.further_tables.iter().flat_map(|table| &table.facts));
        let page = Page {
            language,
            names: Names::of(report),
            marks: Marks::of(report, language),
            facts: facts.map(|fact| (fact.amount.at.id, fact)).collect(),
            report,
        };
        for head in report.table_heads() {
            let printed = report.printed.iter().find(|table| table.order == head.order);
            let shown = !matches!(head.status, TableStatus::Missing | TableStatus::Unreadable);
            if let Some(table) = printed.filter(|_| shown) {
                let sheet = page.draw(head, table, taken);
                sheets.push(TableSheet { account, position: head.order, findings: page.findings(head), sheet });
            }
        }
    }
    sheets
}

/// What the sheets of one account are drawn from.
struct Page<'a> {
    report: &'a Report,
    language: Language,
    names: Names<'a>,
    marks: Marks<'a>,
    facts: BTreeMap<Id, &'a Fact>,
}

impl Page<'_> {
    fn draw(&self, head: &TableHead, table: &PrintedTable, taken: &mut BTreeSet<String>) -> Sheet {
        let mut sheet = Sheet::new(tab_name(&head.title.text, taken));
        let ends = |cell: &RawCell| cell.column.saturating_add(cell.column_span);
        let columns = table.cells.iter().map(ends).max().unwrap_or(1);
        let width = u16::try_from(columns).unwrap_or(u16::MAX).clamp(1, WIDEST);
        let top = self.caption(&mut sheet, head, width);
        let header = header_rows(table);
        let (mut end, mut beyond) = (top, 0_usize);
        for cell in &table.cells {
            let (Ok(row), Ok(column), Ok(rows), Ok(columns)) = (
                u32::try_from(cell.row),
                u16::try_from(cell.column),
                u32::try_from(cell.row_span),
                u16::try_from(cell.column_span),
            ) else {
                beyond = beyond.saturating_add(1);
                continue;
            };
            if column.saturating_add(columns) > WIDEST {
                beyond = beyond.saturating_add(1);
                continue;
            }
            let row = top.saturating_add(row);
            end = end.max(row.saturating_add(rows));
            let is_header = cell.row < header;
            let style = if is_header { Style::Header } else { Style::Body };
            let fact = self.facts.get(&cell.at.id).filter(|_| cell.at.id.is_some());
            let content = match fact {
                Some(fact) => fact.amount.value.into(),
                None if is_header => cell.text.as_str().into(),
                None => figure(&cell.text),
            };
            sheet.put_over((row, column), (rows, columns), content, style);
            if !is_header
                && !cell.text.is_empty()
                && let Some((style, reason)) = self.marks.about(&cell.at)
            {
                sheet.mark(style, &reason);
            }
        }
        if beyond > 0 {
            let said = match self.language {
                Language::Chinese => {
                    format!("有 {beyond} 个单元格超出 Excel 工作表的范围，未列出；请用 csv 或 json 输出")
                }
                Language::English => {
                    format!(
                        "{beyond} cells lie beyond what a sheet of Excel holds and are not here; csv and json hold them"
                    )
                }
            };
            sheet.put_over((end, 0), (1, width), said, Style::Doubt);
            end = end.saturating_add(1);
        }
        self.remarks(&mut sheet, head, end, width);
        let header = u32::try_from(header.min(HIGHEST_HEADER)).unwrap_or(0);
        sheet.frozen_rows = top.saturating_add(header);
        sheet
    }

    /// Title; number, department and unit; pages, reading and findings. Returns the first row below them.
    fn caption(&self, sheet: &mut Sheet, head: &TableHead, width: u16) -> u32 {
        let language = self.language;
        sheet.put_over((0, 0), (1, width), head.title.text.as_str(), Style::Title);
        let mut parts = Vec::new();
        parts.extend(head.form_no.as_ref().map(|number| number.text.clone()));
        let own = head.department.as_ref().or(self.report.department.as_ref());
        parts.extend(own.map(|own| format!("{}{}", language.pick("部门：", "Department: "), own.text)));
        parts.extend(self.report.year.map(|year| match language {
            Language::Chinese => format!("{year} 年度"),
            Language::English => format!("Year: {year}"),
        }));
        let unit = head.unit.map(|unit| unit.as_str());
        parts.push(format!(
            "{}{}",
            language.pick("单位：", "Unit: "),
            unit.unwrap_or(language.pick("没有印出", "not printed"))
        ));
        sheet.put_over((1, 0), (1, width), parts.join("    "), Style::Caption);
        let pages: Vec<u32> = (head.first_page..=head.last_page).collect();
        let mut parts = vec![language.pages(&pages)];
        let verdict = value("verdict", head.verdict.as_str(), language);
        parts.push(format!("{}{verdict}", language.pick("读取：", "Reading: ")));
        parts.push(language.findings(self.findings(head)));
        parts.retain(|part| !part.is_empty());
        sheet.put_over((2, 0), (1, width), parts.join("    "), Style::Caption);
        3
    }

    /// Notes as printed, then findings and doubts.
    fn remarks(&self, sheet: &mut Sheet, head: &TableHead, mut row: u32, width: u16) {
        let language = self.language;
        let mut put = |text: String, style: Style| {
            sheet.put_over((row, 0), (1, width), text, style);
            row = row.saturating_add(1);
        };
        let mut said: Vec<&str> = Vec::new();
        for note in head.reason.iter().chain(&head.notes) {
            if !said.contains(&note.text.as_str()) {
                said.push(&note.text);
                put(note.text.clone(), Style::Caption);
            }
        }
        let findings: Vec<&Check> = self.report.checks.iter().filter(|check| self.concerns(check, head)).collect();
        for check in findings.iter().take(LISTED) {
            let heading = language.pick("前后不符：", "Finding: ");
            put(format!("{heading}{}", language.of(&check.message)), Style::Finding);
        }
        let here = |doubt: &&Diagnostic| {
            doubt.severity > Severity::Info && doubt.at.is_some_and(|at| self.names.table_of(&at) == Some(head.order))
        };
        let doubts: Vec<&Diagnostic> = self.report.diagnostics.iter().filter(here).collect();
        for doubt in doubts.iter().take(LISTED) {
            let heading = language.pick("读取存疑：", "Doubt of reading: ");
            put(format!("{heading}{}", self.names.doubt(doubt, language)), Style::Doubt);
        }
        let rest = findings.len().saturating_sub(LISTED).saturating_add(doubts.len().saturating_sub(LISTED));
        if rest > 0 {
            let more = match language {
                Language::Chinese => format!("……另有 {rest} 条，见“前后不符”和“读取存疑”"),
                Language::English => format!("… and {rest} more: see the sheets findings and diagnostics"),
            };
            put(more, Style::Caption);
        }
    }

    /// How many findings the numbers of a table enter, those of one cause counted once.
    fn findings(&self, head: &TableHead) -> u32 {
        let here = self.report.checks.iter().filter(|check| self.concerns(check, head));
        let (mut causes, mut alone) = (BTreeSet::new(), 0_usize);
        for check in here {
            match &check.group {
                Some(cause) => drop(causes.insert(cause)),
                None => alone = alone.saturating_add(1),
            }
        }
        u32::try_from(causes.len().saturating_add(alone)).unwrap_or(u32::MAX)
    }

    /// Whether a finding is about the numbers of a table.
    fn concerns(&self, check: &Check, head: &TableHead) -> bool {
        let Some(table) = head.table.filter(|_| is_finding(check)) else { return false };
        let main = self.report.tables.heads().iter().any(|main| main.order == head.order);
        main && check.cells.iter().any(|cell| cell.table == table.as_str())
    }
}

/// How many rows are the header: as it was read; of a table without a schema those above the first figure.
fn header_rows(table: &PrintedTable) -> usize {
    if table.header_rows > 0 {
        return table.header_rows;
    }
    let first = table.cells.iter().find(|cell| matches!(figure(&cell.text), Content::Number(_)));
    first.map_or(1, |cell| cell.row).min(HIGHEST_HEADER)
}

/// A text as it stands, an amount as a number. Codes and numbers of rows, which have no decimals, stay texts.
fn figure(text: &str) -> Content {
    let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '-'));
    let decimals = text.contains('.') && plain;
    match number::read(text).number().filter(|_| decimals) {
        Some(value) => value.into(),
        None => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_numbers_and_codes_are_texts() {
        assert_eq!(figure("1,234.50"), Content::Number("1234.50".parse().unwrap()));
        for text in ["2010301", "1", "12.5%", "2.1.3", "（1.00）", "合计"] {
            assert_eq!(figure(text), Content::Text(text.to_owned()), "{text}");
        }
    }
}
