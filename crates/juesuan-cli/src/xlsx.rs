//! `juesuan xlsx`: one workbook of one or more documents.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Cursor, Read, Write};
use std::path::Path;

use juesuan_export::contract::{DOCUMENTS, SCHEMAS, TABLES};
use juesuan_export::list::{Layout, List, Owners, owners, value_of};
use juesuan_export::lists::{CHECKS, DOUBTS, FINDINGS, Line, Lists};
use juesuan_export::marks::Mark;
use juesuan_export::printed::TableSheet;
use juesuan_export::sheet::{Content, Sheet, Style, tab_name};
use juesuan_export::wording::{self, Language};
use juesuan_export::xlsx::{AUTHOR, Book};
use juesuan_export::{Record, Schema, Value};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::answer::{Answer, Form, Manifest, Task};
use crate::args::XlsxArgs;
use crate::batch::{self, Order, Session};
use crate::dataset::records;
use crate::input;
use crate::lang::Lang;
use crate::lock::Lock;
use crate::output::{Outcome, Stop};
use crate::remark;
use crate::replacement::{Replacement, remove_leftovers};
use crate::separate;

/// Tables of the contract that stand behind the printed tables of a document.
const BEHIND: &[&str] = &["projects", "project_funds", "indicators", "statements", "counts"];

/// The answer of a worker: the printed tables, the lists that people read, and all records.
#[derive(Deserialize)]
struct Printed {
    sheets: Vec<TableSheet>,
    lists: Lists,
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
    let task = Task { form: Form::Sheets { lang: session.lang }, options: args.input.read_options() };
    let mut file = Replacement::create(&args.out)?;
    let mut contents = Contents::new(inputs.len() > 1, args.long, session.lang);
    let outcome = batch::run(&inputs, &task, &args.input.pace(Order::OfInputs), session, |input, answer| {
        contents.take(&input.name, answer).map_err(io::Error::from).map_err(Stop::to_file(&args.out))
    })?;
    // In memory first: an error of the disk is then the system's own.
    let bytes = contents.bytes().map_err(Stop::to_file(&args.out))?;
    file.write(|out| out.write_all(&bytes))?;
    file.finish()?;
    Ok(outcome)
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

/// What is known of all documents of a workbook.
struct Contents {
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
    fn new(several: bool, long: bool, lang: Lang) -> Self {
        let language = Language::from(lang);
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

    /// Takes what was read of a document.
    fn take(&mut self, name: &str, answer: Answer) -> serde_json::Result<()> {
        let Answer { manifest, result } = answer;
        self.documents += 1;
        let printed: Option<Printed> =
            if result.get().starts_with("{\"sheets\"") { Some(serde_json::from_str(result.get())?) } else { None };
        let (sheets, lists, records) = match printed {
            Some(printed) => (printed.sheets, printed.lists, records(&printed.records)?),
            None => (Vec::new(), Lists::default(), records(&result)?),
        };
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
                self.write_line(name, document, &manifest, Some(table), sheet);
            }
            if tables.is_empty() {
                self.write_line(name, document, &manifest, None, None);
            }
        }
        self.take_lists(lists, &records);
        for (all, more) in self.records.iter_mut().zip(records) {
            all.extend(more);
        }
        Ok(())
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

    fn write_line(
        &mut self,
        name: &str,
        document: &Record,
        manifest: &Manifest,
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
        } else if let Some(failure) = &manifest.error {
            line.resize(HEADINGS.len().saturating_sub(1), Content::Blank);
            line.push(language.pick(failure.chinese(), failure.english()).into());
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

    /// The workbook's bytes.
    fn bytes(self) -> io::Result<Vec<u8>> {
        let book = self.book().map_err(io::Error::other)?;
        let mut bytes = Cursor::new(Vec::new());
        book.save(&mut bytes).map_err(io::Error::other)?;
        Ok(bytes.into_inner())
    }

    /// The workbook: the index, what does not agree and what is in doubt, the printed tables, and the lists; in the long
    /// mode the tables of the contract. What agrees comes last.
    fn book(mut self) -> Result<Book, juesuan_export::xlsx::Error> {
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

/// The workbook of documents that were read as [`Form::Sheets`].
#[cfg(feature = "serve")]
pub(crate) fn of_answers(answers: Vec<Answer>, lang: Lang) -> io::Result<Vec<u8>> {
    let mut contents = Contents::new(answers.len() > 1, false, lang);
    for answer in answers {
        let name = answer.manifest.document.clone();
        contents.take(&name, answer)?;
    }
    contents.bytes()
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

fn content(value: Option<&Value>) -> Content {
    match value {
        Some(Value::Integer(number)) => Content::Number((*number).into()),
        Some(value) => value.to_string().into(),
        None => Content::Blank,
    }
}
