//! `juesuan xlsx`: one workbook of one or more documents.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Cursor, Read, Write};
use std::path::Path;

use juesuan::Verdict;
use juesuan::tables::TableStatus;
use juesuan_export::contract::{SCHEMAS, TABLES};
use juesuan_export::sheet::{Content, Sheet, Style, tab_name};
use juesuan_export::xlsx::{AUTHOR, Book};
use juesuan_export::{Record, Value};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::answer::{Answer, Form, Manifest, Task};
use crate::args::XlsxArgs;
use crate::batch::{self, Order, Session};
use crate::dataset::records;
use crate::input::{self, Input};
use crate::lang::Lang;
use crate::lock::Lock;
use crate::output::{Outcome, Stop};
use crate::remark;
use crate::replacement::{Replacement, remove_leftovers};
use crate::separate;
use crate::text::{status_name, verdict_name};

/// Tables of the contract that stand behind the printed tables of a document.
const LISTS: &[&str] = &["projects", "project_funds", "indicators", "statements", "counts", "checks", "diagnostics"];

/// The answer of a worker: the printed tables, and all records.
#[derive(Deserialize)]
struct Printed {
    sheets: Vec<Sheet>,
    records: Box<RawValue>,
}

pub(crate) fn run(args: &XlsxArgs, session: Session) -> Result<Outcome, Stop> {
    let mut inputs = input::collect(&args.input)?;
    let is_ours = workbook_of_ours(&args.out);
    // A workbook of an earlier run in the folder that is read is no document.
    if is_ours && !args.input.inputs.iter().any(|named| separate::is_same(&args.out, named)) {
        inputs.retain(|input| !input.paths().iter().any(|path| separate::is_same(&args.out, path)));
    }
    if inputs.is_empty() {
        return Err(Stop::NoInput);
    }
    separate::outputs_from_inputs([args.out.clone()], &inputs, &args.input)?;
    let folder = args.out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = args.out.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let is_there = args.out.is_file();
    if is_there && !is_ours && !args.force {
        return Err(Stop::Foreign { folder: folder.to_owned(), files: vec![name] });
    }
    let _lock = Lock::of_file(&args.out)?;
    remove_leftovers(folder, |leftover| leftover == name);
    if is_there {
        remark::replaced(&args.out, session);
    }
    let form = if args.long { Form::Records } else { Form::Sheets };
    let task = Task { form, options: args.input.read_options() };
    let mut file = Replacement::create(&args.out)?;
    let mut contents = Contents::new(inputs.len() > 1);
    let mut rows: Vec<Vec<Record>> = vec![Vec::new(); SCHEMAS.len()];
    let outcome = batch::run(&inputs, &task, &args.input.pace(Order::OfInputs), session, |input, answer| {
        let added = contents.take(input, answer).map_err(io::Error::from).map_err(Stop::to_file(&args.out))?;
        for (rows, more) in rows.iter_mut().zip(added) {
            rows.extend(more);
        }
        Ok(())
    })?;
    // In memory first: an error of the disk is then the system's own.
    let bytes = contents.bytes(rows, args.long).map_err(Stop::to_file(&args.out))?;
    file.write(|out| out.write_all(&bytes))?;
    file.finish()?;
    Ok(outcome)
}

/// The workbook of documents that were read as [`Form::Sheets`].
#[cfg(feature = "serve")]
pub(crate) fn of_answers(answers: Vec<Answer>) -> io::Result<Vec<u8>> {
    let mut contents = Contents::new(answers.len() > 1);
    let mut rows: Vec<Vec<Record>> = vec![Vec::new(); SCHEMAS.len()];
    for answer in answers {
        let input = Input { name: answer.manifest.document.clone(), ..Input::stdin() };
        for (rows, more) in rows.iter_mut().zip(contents.take(&input, answer)?) {
            rows.extend(more);
        }
    }
    contents.bytes(rows, false)
}

/// The records of a document that was read as [`Form::Sheets`].
#[cfg(feature = "serve")]
pub(crate) fn records_of(answer: &Answer) -> serde_json::Result<Vec<Vec<Record>>> {
    if answer.result.get().starts_with("{\"sheets\"") {
        let printed: Printed = serde_json::from_str(answer.result.get())?;
        return records(&printed.records);
    }
    records(&answer.result)
}

/// Whether a file is a workbook that this program has written and nobody has changed: it says so itself. Other programs
/// write their own name, or the time.
pub(crate) fn workbook_of_ours(path: &Path) -> bool {
    const LONGEST: u64 = 1 << 16;
    let properties = || -> Option<String> {
        // Opening a pipe would wait for ever.
        let file = File::open(Some(path).filter(|path| path.is_file())?).ok()?;
        let mut archive = zip::ZipArchive::new(file).ok()?;
        let mut text = String::new();
        archive.by_name("docProps/core.xml").ok()?.take(LONGEST).read_to_string(&mut text).ok()?;
        Some(text)
    };
    properties().is_some_and(|text| {
        let says = |element: &str| text.contains(element);
        says(&format!("<cp:lastModifiedBy>{AUTHOR}</cp:lastModifiedBy>"))
            && says("<dcterms:modified xsi:type=\"dcterms:W3CDTF\">2020-01-01T00:00:00Z</dcterms:modified>")
    })
}

/// The index, and the sheets that it leads to.
struct Contents {
    index: Sheet,
    line: u32,
    sheets: Vec<Sheet>,
    taken: BTreeSet<String>,
    documents: usize,
    several: bool,
}

const INDEX: &str = "目录";
const HEADINGS: &[&str] =
    &["文件", "部门", "年度", "文件结论", "表格", "表号", "起始页", "结束页", "单位", "行数", "状态", "结论", "说明"];

impl Contents {
    fn new(several: bool) -> Self {
        let mut taken: BTreeSet<String> = LISTS.iter().map(|name| (*name).to_owned()).collect();
        let mut index = Sheet::new(tab_name(INDEX, &mut taken));
        for (heading, column) in HEADINGS.iter().zip(0..) {
            index.put(0, column, *heading, Style::Header);
        }
        index.frozen_rows = 1;
        Self { index, line: 1, sheets: Vec::new(), taken, documents: 0, several }
    }

    /// Takes a document's sheets, and gives back its records.
    fn take(&mut self, input: &Input, answer: Answer) -> serde_json::Result<Vec<Vec<Record>>> {
        let Answer { manifest, result } = answer;
        self.documents += 1;
        let printed: Option<Printed> =
            if result.get().starts_with("{\"sheets\"") { Some(serde_json::from_str(result.get())?) } else { None };
        let (sheets, records) = match printed {
            Some(printed) => (printed.sheets, records(&printed.records)?),
            None => (Vec::new(), records(&result)?),
        };
        let mut sheets = sheets.into_iter();
        let tables = records.get(1).map(Vec::as_slice).unwrap_or_default();
        for table in tables {
            self.write_line(input, &manifest, Some(table), |of| match field(table, "status").as_str() {
                "missing" | "unreadable" => None,
                _ => sheets.next().map(|sheet| of.add(sheet)),
            });
        }
        if tables.is_empty() {
            self.write_line(input, &manifest, None, |_| None);
        }
        Ok(records)
    }

    /// Adds a sheet under a name that no other has, which it gives back.
    fn add(&mut self, mut sheet: Sheet) -> String {
        let wanted = if self.several { format!("{} {}", self.documents, sheet.name) } else { sheet.name };
        sheet.name = tab_name(&wanted, &mut self.taken);
        let name = sheet.name.clone();
        self.sheets.push(sheet);
        name
    }

    fn write_line(
        &mut self,
        input: &Input,
        manifest: &Manifest,
        table: Option<&Record>,
        sheet: impl FnOnce(&mut Self) -> Option<String>,
    ) {
        let sheet = sheet(self);
        let year = manifest.year.map(|year| year.to_string()).unwrap_or_default();
        let department = manifest.department.clone().unwrap_or_default();
        let mut line: Vec<Content> =
            vec![input.name.clone().into(), department.into(), year.into(), in_chinese(&manifest.verdict).into()];
        if let Some(table) = table {
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
        } else if let Some(failure) = &manifest.error {
            line.resize(HEADINGS.len().saturating_sub(1), Content::Blank);
            line.push(failure.chinese().into());
        }
        for (content, column) in line.into_iter().zip(0..) {
            self.index.put(self.line, column, content, Style::Body);
        }
        self.line = self.line.saturating_add(1);
    }

    /// The workbook's bytes.
    fn bytes(self, rows: Vec<Vec<Record>>, long: bool) -> io::Result<Vec<u8>> {
        let book = self.book(rows, long).map_err(io::Error::other)?;
        let mut bytes = Cursor::new(Vec::new());
        book.save(&mut bytes).map_err(io::Error::other)?;
        Ok(bytes.into_inner())
    }

    /// The workbook: the index, the printed tables, and the lists; in the long mode the tables of the contract.
    fn book(self, rows: Vec<Vec<Record>>, long: bool) -> Result<Book, juesuan_export::xlsx::Error> {
        let mut book = Book::new();
        book.add_sheet(&self.index)?;
        for sheet in &self.sheets {
            book.add_sheet(sheet)?;
        }
        for (schema, rows) in SCHEMAS.iter().zip(&rows) {
            let wanted = if long { true } else { LISTS.contains(&schema.name) && !rows.is_empty() };
            if wanted {
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
    let verdicts = verdicts.map(|verdict| (verdict.as_str(), verdict_name(verdict, Lang::Zh)));
    let statuses = statuses.map(|status| (status.as_str(), status_name(status, Lang::Zh)));
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
