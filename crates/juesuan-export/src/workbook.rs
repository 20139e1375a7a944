//! What documents give → one workbook in the reader's language: an index, what does not agree and what is in doubt, the
//! tables as they are printed, and the lists behind them; or the long tables of the contract. The command and the wheel
//! make theirs here.

use std::collections::{BTreeMap, BTreeSet};

use juesuan_model::Report;
use juesuan_model::checks::Words;
use juesuan_model::report::DocumentKind;
use serde::{Deserialize, Serialize};

use crate::contract::{DOCUMENTS, Records, SCHEMAS, Source, TABLES, records, typed, unreadable};
use crate::list::{Layout, List, Owners, owners, value_of};
use crate::lists::{CHECKS, DOUBTS, FINDINGS, Line, Lists, lists};
use crate::marks::Mark;
use crate::printed::{TableSheet, sheets};
use crate::sheet::{Content, Sheet, Style, tab_name};
use crate::value::{Record, Schema, Value};
use crate::wording::{self, Language};
use crate::xlsx::{Book, Error};

/// Tables of the contract that stand behind the printed tables of a document.
const BEHIND: &[&str] = &["projects", "project_funds", "indicators", "statements", "counts"];

/// What one document gives to a workbook. It can be sent from the process that read it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Its name in all results.
    pub document: String,
    /// Why nothing of it was read.
    pub failure: Option<Words>,
    /// Its tables as they are printed; none where only records are wanted.
    pub sheets: Vec<TableSheet>,
    /// What people read of it: what does not agree, what was checked, what is in doubt.
    pub lists: Lists,
    /// Its records by table.
    pub records: BTreeMap<String, Vec<Record>>,
}

impl Part {
    /// What a report gives, in the language of the workbook.
    #[must_use]
    pub fn of(source: &Source, report: &Report, language: Language) -> Self {
        Self {
            document: source.name.clone(),
            failure: unread(report),
            sheets: sheets(report, language, &mut BTreeSet::new()),
            lists: lists(source, report, language),
            records: by_table(records(source, report)),
        }
    }

    /// What is said of a document that could not be read.
    #[must_use]
    pub fn unread(source: &Source, failure: Words) -> Self {
        let (document, records) = (source.name.clone(), by_table(unreadable(source)));
        Self { document, failure: Some(failure), records, ..Self::default() }
    }
}

/// Why no page of a document has text, as its first and gravest doubt says.
fn unread(report: &Report) -> Option<Words> {
    let doubts = report.diagnostics.iter().filter(|_| report.kind == DocumentKind::Unreadable);
    // The first of those that are equally grave.
    let gravest = doubts.rev().max_by_key(|doubt| doubt.severity)?;
    Some(Words::new(gravest.in_chinese(), gravest.message.clone()))
}

fn by_table(all: Vec<Records>) -> BTreeMap<String, Vec<Record>> {
    all.into_iter().map(|records| (records.schema.name.to_owned(), records.rows)).collect()
}

/// A workbook of one or more documents in the making.
pub struct Contents {
    language: Language,
    /// Whether the tables of the contract stand in place of the printed tables.
    long: bool,
    several: bool,
    index: Sheet,
    line: u32,
    sheets: Vec<Sheet>,
    taken: BTreeSet<String>,
    documents: usize,
    records: Vec<Vec<Record>>,
    /// How many records of each table the documents before the last one have.
    before: Vec<usize>,
    findings: Vec<Record>,
    checks: Vec<Line>,
    doubts: Vec<Record>,
    /// The marked values: table, record among all, column, how it looks and why.
    marks: Vec<(String, usize, String, Style, String)>,
}

/// A line of the index: Chinese and English heading, and where its value comes from.
const HEADINGS: &[(&str, &str)] = &[
    ("文件", "document"),
    ("部门", "department"),
    ("年度", "year"),
    ("文件的读取", "reading of the document"),
    ("文件的前后不符", "findings of the document"),
    ("表格", "table"),
    ("表号", "form no."),
    ("起始页", "first page"),
    ("结束页", "last page"),
    ("单位", "unit"),
    ("行数", "rows"),
    ("状态", "status"),
    ("读取", "reading"),
    ("前后不符", "findings"),
    ("说明", "note"),
];

impl Contents {
    /// An empty one. Where there are several documents, the names of their sheets begin with a number. The long form has
    /// the tables of the contract in place of the printed tables.
    #[must_use]
    pub fn new(several: bool, long: bool, language: Language) -> Self {
        let mut taken = BTreeSet::new();
        let mut index = Sheet::new(tab_name(wording::sheet("contents", language), &mut taken));
        let lists = [&FINDINGS, &CHECKS, &DOUBTS].into_iter().chain(SCHEMAS.iter().copied());
        taken.extend(lists.map(|schema| wording::sheet(schema.name, language).to_lowercase()));
        for ((zh, en), column) in HEADINGS.iter().zip(0..) {
            index.put(0, column, language.pick(zh, en), Style::Header);
        }
        index.frozen_rows = 1;
        Self {
            language,
            long,
            several,
            index,
            line: 1,
            sheets: Vec::new(),
            taken,
            documents: 0,
            records: vec![Vec::new(); SCHEMAS.len()],
            before: vec![0; SCHEMAS.len()],
            findings: Vec::new(),
            checks: Vec::new(),
            doubts: Vec::new(),
            marks: Vec::new(),
        }
    }

    /// Takes what the next document gives.
    pub fn take(&mut self, part: Part) {
        let Part { document: name, failure, sheets, lists, records } = part;
        self.documents = self.documents.saturating_add(1);
        let records = typed(records);
        let mut sheets: Vec<TableSheet> = if self.long { Vec::new() } else { sheets };
        let of = |schema: &Schema| SCHEMAS.iter().position(|known| *known == schema);
        let table = |schema| of(schema).and_then(|at| records.get(at)).map(Vec::as_slice).unwrap_or_default();
        for document in table(&DOCUMENTS) {
            let account = value_of(&DOCUMENTS, document, "account");
            let tables: Vec<&Record> =
                table(&TABLES).iter().filter(|table| value_of(&TABLES, table, "account") == account).collect();
            for table in tables.iter().copied() {
                let this = |sheet: &TableSheet| {
                    let same = |column, number: u32| value_of(&TABLES, table, column) == Some(&Value::from(number));
                    same("account", sheet.account) && same("position", sheet.position)
                };
                let sheet = sheets.iter().position(this).map(|at| sheets.remove(at));
                self.write_line((&name, document, failure.as_ref()), Some(table), sheet);
            }
            if tables.is_empty() {
                self.write_line((&name, document, failure.as_ref()), None, None);
            }
        }
        self.take_lists(lists, &records);
        for (all, more) in self.records.iter_mut().zip(records) {
            all.extend(more);
        }
    }

    fn take_lists(&mut self, lists: Lists, records: &[Vec<Record>]) {
        let typed = |schema: &Schema, record: Record| -> Record {
            schema.columns.iter().zip(record).map(|(column, value)| value.of_kind(column.kind)).collect()
        };
        self.findings.extend(lists.findings.into_iter().map(|record| typed(&FINDINGS, record)));
        self.doubts.extend(lists.doubts.into_iter().map(|record| typed(&DOUBTS, record)));
        for mut line in lists.checks {
            line.values = typed(&CHECKS, line.values);
            self.checks.push(line);
        }
        for Mark { account, table, row, column, style, reason, .. } in lists.marks {
            let Some(at) = SCHEMAS.iter().position(|schema| schema.name == table) else { continue };
            let (Some(before), Some(own)) = (self.before.get(at), records.get(at)) else { continue };
            // Records stand account by account.
            let of_account = |record: &Record| record.get(1) == Some(&Value::from(account));
            let Some(first) = own.iter().position(of_account) else { continue };
            let row = before.saturating_add(first).saturating_add(row.saturating_sub(1));
            self.marks.push((table, row, column, style, reason));
        }
        for (before, more) in self.before.iter_mut().zip(records) {
            *before = before.saturating_add(more.len());
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

    /// A line of the index: a document's name, its record and why it was not read; a table and its sheet.
    fn write_line(
        &mut self,
        (name, document, failure): (&str, &Record, Option<&Words>),
        table: Option<&Record>,
        sheet: Option<TableSheet>,
    ) {
        let language = self.language;
        let findings = sheet.as_ref().map(|sheet| Value::from(sheet.findings));
        let sheet = sheet.map(|sheet| self.add(sheet.sheet));
        let of_document = |column: &str| value_of(&DOCUMENTS, document, column);
        let word = |value: Option<&Value>, column: &str| -> Content {
            wording::value(column, &value.map(ToString::to_string).unwrap_or_default(), language).into()
        };
        let mut line: Vec<Content> = vec![
            name.into(),
            content(of_document("department")),
            // A year has no separator of thousands.
            of_document("year").map(ToString::to_string).unwrap_or_default().into(),
            word(of_document("verdict"), "verdict"),
            content(of_document("findings")),
        ];
        if let Some(table) = table {
            let of_table = |column: &str| value_of(&TABLES, table, column);
            let title = of_table("title").map(ToString::to_string).unwrap_or_default();
            line.push(match sheet {
                Some(sheet) => Content::Link { text: title, sheet },
                None => title.into(),
            });
            line.extend(["form_no", "first_page", "last_page", "unit", "rows"].map(|column| content(of_table(column))));
            let (status, verdict) = (word(of_table("status"), "status"), word(of_table("verdict"), "verdict"));
            // A table that could not be read is said to be so once.
            let verdict = if status == verdict { Content::Blank } else { verdict };
            line.extend([status, verdict, content(findings.as_ref()), content(of_table("note"))]);
        } else if let Some(failure) = failure {
            line.resize(HEADINGS.len().saturating_sub(1), Content::Blank);
            line.push(language.of(failure).into());
        }
        for (content, column) in line.into_iter().zip(0..) {
            self.index.put(self.line, column, content, Style::Body);
        }
        self.line = self.line.saturating_add(1);
    }

    /// What the colours mean, and where the rest is.
    fn legend(&mut self) {
        let language = self.language;
        let width = u16::try_from(HEADINGS.len()).unwrap_or(1);
        let mut row = self.line.saturating_add(1);
        let legend = [
            (
                Style::Finding,
                "这种颜色：与文件中的其他数字不符，批注说明原因",
                "this colour: does not agree with other numbers of the document; the note says why",
            ),
            (
                Style::Doubt,
                "这种颜色：读取存疑，请对照原页",
                "this colour: was not read without doubt; look at the page",
            ),
        ];
        for (style, zh, en) in legend {
            self.index.put_over((row, 0), (1, width), language.pick(zh, en), style);
            row = row.saturating_add(1);
        }
        let lists = [(&FINDINGS, self.findings.len()), (&DOUBTS, self.doubts.len()), (&CHECKS, self.checks.len())];
        for (schema, _) in lists.into_iter().filter(|(_, rows)| *rows > 0) {
            let name = wording::sheet(schema.name, language).to_owned();
            let link = Content::Link { text: name.clone(), sheet: name };
            self.index.put(row, 0, link, Style::Plain);
            row = row.saturating_add(1);
        }
    }

    /// The workbook: the index, what does not agree and what is in doubt, the printed tables, and the lists; in the long
    /// mode the tables of the contract. What agrees comes last.
    ///
    /// # Errors
    /// When a sheet would hold more than Excel can.
    pub fn book(mut self) -> Result<Book, Error> {
        self.legend();
        let at = |schema: &Schema| SCHEMAS.iter().position(|known| *known == schema);
        let documents = at(&DOCUMENTS).and_then(|at| self.records.get(at)).map(Vec::as_slice).unwrap_or_default();
        let owners = owners(documents);
        let mut book = Book::new();
        book.add_sheet(&self.index)?;
        for (schema, records) in [(&FINDINGS, &self.findings), (&DOUBTS, &self.doubts)] {
            if !records.is_empty() {
                book.add_list(&self.list(schema, records, &owners))?;
            }
        }
        for sheet in &self.sheets {
            book.add_sheet(sheet)?;
        }
        for (schema, records) in SCHEMAS.iter().zip(&self.records) {
            // These two stand in the lists for people.
            let told = [CHECKS.name, DOUBTS.name].contains(&schema.name);
            let wanted = self.long || BEHIND.contains(&schema.name) && !records.is_empty();
            if wanted && !told {
                book.add_list(&self.list(schema, records, &owners))?;
            }
        }
        if !self.checks.is_empty() {
            book.add_list(&self.checks(&owners))?;
        }
        Ok(book)
    }

    /// Records as a long sheet, with their marks.
    fn list(&self, schema: &Schema, records: &[Record], owners: &Owners) -> List {
        let layout = Layout::of(schema, self.language);
        let mut list = layout.list(wording::sheet(schema.name, self.language).to_owned());
        list.rows = records.iter().map(|record| layout.row(record, owners)).collect();
        for (_, row, column, style, reason) in self.marks.iter().filter(|(table, ..)| table == schema.name) {
            if let (Some(row), Some(column)) = (list.rows.get_mut(*row), layout.column(column)) {
                row.marks.push((column, *style, reason.clone()));
            }
        }
        list
    }

    /// What was checked: a line for each rule, its checks folded below it.
    fn checks(&self, owners: &Owners) -> List {
        let layout = Layout::of(&CHECKS, self.language);
        let mut list = layout.list(wording::sheet(CHECKS.name, self.language).to_owned());
        let row = |line: &Line| {
            let mut row = layout.row(&line.values, owners);
            (row.folded, row.sums) = (line.folded, !line.folded);
            row
        };
        list.rows = self.checks.iter().map(row).collect();
        list
    }
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
        let texts = |language| {
            let mut contents = Contents::new(true, false, language);
            contents.take(Part::unread(&Source::new("a.pdf", ""), Words::new("文件为空", "the file is empty")));
            let cells = contents.index.cells.iter();
            let texts: Vec<Content> = cells.map(|cell| cell.content.clone()).collect();
            assert!(contents.book().is_ok());
            texts
        };
        let said = |text: &str| Content::Text(text.to_owned());
        let (zh, en) = (texts(Language::Chinese), texts(Language::English));
        assert!(zh.contains(&said("a.pdf")) && zh.contains(&said("文件为空")) && zh.contains(&said("文件")));
        assert!(en.contains(&said("the file is empty")) && en.contains(&said("document")));
    }
}
