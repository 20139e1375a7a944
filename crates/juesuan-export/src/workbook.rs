//! What documents give → one workbook: an index, the tables as they are printed, and the lists behind them; or the long
//! tables of the contract. The command and the wheel make theirs here.

use std::collections::{BTreeMap, BTreeSet};

use juesuan_model::tables::TableStatus;
use juesuan_model::{Report, Verdict};
use serde::{Deserialize, Serialize};

use crate::contract::{SCHEMAS, Source, TABLES, records, typed, unreadable};
use crate::printed::sheets;
use crate::sheet::{Content, Sheet, Style, tab_name};
use crate::value::{Record, Value};
use crate::wording::Language;
use crate::xlsx::{Book, Error};

/// Tables of the contract that stand behind the printed tables of a document.
const LISTS: &[&str] = &["projects", "project_funds", "indicators", "statements", "counts", "checks", "diagnostics"];

/// The name of the sheet that leads to all others.
const INDEX: &str = "目录";

/// The columns of the index.
const HEADINGS: &[&str] =
    &["文件", "部门", "年度", "文件结论", "表格", "表号", "起始页", "结束页", "单位", "行数", "状态", "结论", "说明"];

/// What one document gives to a workbook. It can be sent from the process that read it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Its name in all results.
    pub document: String,
    /// Whose accounts it holds.
    pub department: Option<String>,
    /// The year of the accounts.
    pub year: Option<u16>,
    /// How far it can be trusted, as the contract names it.
    pub verdict: String,
    /// Why nothing of it was read, in Chinese.
    pub failure: Option<String>,
    /// Its tables as they are printed; none where only records are wanted.
    pub sheets: Vec<Sheet>,
    /// Its records by table.
    pub records: BTreeMap<String, Vec<Record>>,
}

impl Part {
    /// What a report gives: with its printed tables, or, in the long form, its records alone.
    #[must_use]
    pub fn of(source: &Source, report: &Report, long: bool) -> Self {
        let all = records(source, report).into_iter();
        let tables = sheets(report, Language::Chinese, &mut BTreeSet::new()).into_iter();
        Self {
            document: source.name.clone(),
            department: report.department.as_ref().map(|department| department.text.clone()),
            year: report.year,
            verdict: report.verdict.as_str().to_owned(),
            failure: None,
            sheets: if long { Vec::new() } else { tables.map(|table| table.sheet).collect() },
            records: all.map(|records| (records.schema.name.to_owned(), records.rows)).collect(),
        }
    }

    /// What is said of a document that could not be read.
    #[must_use]
    pub fn unread(source: &Source, failure: String) -> Self {
        let all = unreadable(source).into_iter();
        Self {
            document: source.name.clone(),
            verdict: Verdict::Unreadable.as_str().to_owned(),
            failure: Some(failure),
            records: all.map(|records| (records.schema.name.to_owned(), records.rows)).collect(),
            ..Self::default()
        }
    }
}

/// A workbook of one or more documents in the making.
pub struct Contents {
    index: Sheet,
    line: u32,
    sheets: Vec<Sheet>,
    taken: BTreeSet<String>,
    documents: usize,
    several: bool,
    rows: Vec<Vec<Record>>,
}

impl Contents {
    /// An empty one. Where there are several documents, the names of their sheets begin with a number.
    #[must_use]
    pub fn new(several: bool) -> Self {
        let mut taken: BTreeSet<String> = LISTS.iter().map(|name| (*name).to_owned()).collect();
        let mut index = Sheet::new(tab_name(INDEX, &mut taken));
        for (heading, column) in HEADINGS.iter().zip(0..) {
            index.put(0, column, *heading, Style::Header);
        }
        index.frozen_rows = 1;
        let rows = vec![Vec::new(); SCHEMAS.len()];
        Self { index, line: 1, sheets: Vec::new(), taken, documents: 0, several, rows }
    }

    /// Takes what the next document gives.
    pub fn take(&mut self, mut part: Part) {
        self.documents = self.documents.saturating_add(1);
        let records = typed(std::mem::take(&mut part.records));
        let mut sheets = std::mem::take(&mut part.sheets).into_iter();
        let tables = SCHEMAS.iter().position(|schema| schema.name == TABLES.name);
        let tables = tables.and_then(|at| records.get(at)).map(Vec::as_slice).unwrap_or_default();
        for table in tables {
            let sheet = match field(table, "status").as_str() {
                "missing" | "unreadable" => None,
                _ => sheets.next().map(|sheet| self.add(sheet)),
            };
            self.write_line(&part, Some((table, sheet)));
        }
        if tables.is_empty() {
            self.write_line(&part, None);
        }
        for (rows, more) in self.rows.iter_mut().zip(records) {
            rows.extend(more);
        }
    }

    /// Adds a sheet under a name that no other has, which it gives back.
    fn add(&mut self, mut sheet: Sheet) -> String {
        let wanted = if self.several { format!("{} {}", self.documents, sheet.name) } else { sheet.name };
        sheet.name = tab_name(&wanted, &mut self.taken);
        let name = sheet.name.clone();
        self.sheets.push(sheet);
        name
    }

    /// A line of the index: a table and its sheet, or a document without tables.
    fn write_line(&mut self, part: &Part, table: Option<(&Record, Option<String>)>) {
        let year = part.year.map(|year| year.to_string()).unwrap_or_default();
        let department = part.department.clone().unwrap_or_default();
        let mut line: Vec<Content> =
            vec![part.document.clone().into(), department.into(), year.into(), in_chinese(&part.verdict).into()];
        if let Some((table, sheet)) = table {
            let title = field(table, "title");
            line.push(match sheet {
                Some(sheet) => Content::Link { text: title, sheet },
                None => title.into(),
            });
            line.extend(
                ["form_no", "first_page", "last_page", "unit", "rows"].map(|column| content(value(table, column))),
            );
            line.extend(["status", "verdict"].map(|column| in_chinese(&field(table, column)).into()));
            line.push(content(value(table, "note")));
        } else if let Some(failure) = &part.failure {
            line.resize(HEADINGS.len().saturating_sub(1), Content::Blank);
            line.push(failure.as_str().into());
        }
        for (content, column) in line.into_iter().zip(0..) {
            self.index.put(self.line, column, content, Style::Body);
        }
        self.line = self.line.saturating_add(1);
    }

    /// The workbook: the index, the printed tables, and the lists; in the long form the tables of the contract.
    ///
    /// # Errors
    /// When a sheet would hold more than Excel can.
    pub fn book(self, long: bool) -> Result<Book, Error> {
        let mut book = Book::new();
        book.add_sheet(&self.index)?;
        for sheet in &self.sheets {
            book.add_sheet(sheet)?;
        }
        for (schema, rows) in SCHEMAS.iter().zip(&self.rows) {
            if long || (LISTS.contains(&schema.name) && !rows.is_empty()) {
                book.add_records(schema, rows)?;
            }
        }
        Ok(book)
    }
}

/// A verdict or status as the index says it, whose headings are Chinese.
fn in_chinese(word: &str) -> String {
    let verdicts = [Verdict::Verified, Verdict::Unverified, Verdict::Doubtful, Verdict::Unreadable];
    let statuses =
        [TableStatus::Read, TableStatus::Empty, TableStatus::Missing, TableStatus::Raw, TableStatus::Unreadable];
    let verdicts = verdicts.map(|verdict| (verdict.as_str(), verdict.chinese()));
    let statuses = statuses.map(|status| (status.as_str(), status.chinese()));
    let name = verdicts.into_iter().chain(statuses).find(|(known, _)| *known == word);
    name.map_or(word, |(_, name)| name).to_owned()
}

/// A value of a record of `tables`.
fn value<'a>(record: &'a Record, column: &str) -> Option<&'a Value> {
    record.get(TABLES.columns.iter().position(|known| known.name == column)?)
}

fn field(record: &Record, column: &str) -> String {
    value(record, column).map(ToString::to_string).unwrap_or_default()
}

fn content(value: Option<&Value>) -> Content {
    match value {
        Some(Value::Integer(number)) => Content::Number((*number).into()),
        Some(value) => value.to_string().into(),
        None => Content::Blank,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_that_was_not_read_has_a_line_with_the_reason() {
        let mut contents = Contents::new(true);
        contents.take(Part::unread(&Source::new("a.pdf", ""), "文件为空".to_owned()));
        let texts: Vec<&Content> = contents.index.cells.iter().map(|cell| &cell.content).collect();
        assert!(texts.contains(&&Content::Text("a.pdf".to_owned())));
        assert!(texts.contains(&&Content::Text("文件为空".to_owned())));
        assert!(contents.book(false).is_ok());
    }
}
