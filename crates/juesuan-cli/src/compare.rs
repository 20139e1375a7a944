//! `juesuan compare`: the accounts of many documents side by side, as a workbook, a page or CSV.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;

use juesuan::compare::departments::LeftOut;
use juesuan::compare::{Comparison, Entry, Names, comparison, write};
use juesuan::{Language, Report};
use juesuan_export::Source;

use crate::answer::{Answer, Form, Task};
use crate::args::{CompareArgs, ReadArgs};
use crate::batch::{self, Order, Session};
use crate::input;
use crate::lang::Lang;
use crate::lock::Lock;
use crate::output::{Outcome, Stop};
use crate::replacement::Replacement;
use crate::{remark, separate};

/// The kinds of file that a comparison is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Csv,
    Html,
    #[cfg(feature = "xlsx")]
    Xlsx,
}

/// The endings of those kinds, for people.
const KNOWN: &str = if cfg!(feature = "xlsx") { ".xlsx .html .csv" } else { ".html .csv" };

impl Kind {
    fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "csv" => Some(Self::Csv),
            "html" | "htm" => Some(Self::Html),
            #[cfg(feature = "xlsx")]
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }

    /// Whether a file is one that this command has written.
    fn wrote(self, path: &Path) -> bool {
        /// The mark stands in the first lines.
        const HEAD: u64 = 512;
        let head = || {
            let mut head = Vec::new();
            let file = File::open(Some(path).filter(|path| path.is_file())?).ok()?;
            file.take(HEAD).read_to_end(&mut head).ok()?;
            Some(String::from_utf8_lossy(&head).into_owned())
        };
        match self {
            Self::Csv => head().is_some_and(|head| head.starts_with(&write::csv::COLUMNS.join(","))),
            Self::Html => head().is_some_and(|head| head.contains(write::html::GENERATOR)),
            #[cfg(feature = "xlsx")]
            Self::Xlsx => crate::xlsx::workbook_of_ours(path),
        }
    }
}

pub(crate) fn run(args: &CompareArgs, session: Session) -> Result<Outcome, Stop> {
    let out = args.out.as_path();
    let Some(kind) = Kind::of(out) else { return Err(Stop::OutputKind { path: out.to_owned(), known: KNOWN }) };
    let names = names(args.names.as_deref())?;
    let is_ours = kind.wrote(out);
    let mut inputs = input::collect(&args.input)?;
    // A comparison of an earlier run in the folder that is read is no document.
    if is_ours && !args.input.inputs.iter().any(|named| separate::is_same(out, named)) {
        inputs.retain(|input| !input.paths().iter().any(|path| separate::is_same(out, path)));
    }
    if inputs.is_empty() {
        return Err(Stop::NoInput);
    }
    separate::outputs_from_inputs([out.to_owned()], &inputs, &args.input)?;
    if out.exists() {
        if !is_ours && !args.force {
            let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let name = out.file_name().unwrap_or_default().to_string_lossy().into_owned();
            return Err(Stop::Foreign { folder: folder.to_owned(), files: vec![name] });
        }
        remark::replaced(out, session);
    }
    let _lock = Lock::of_file(out)?;
    // Opened first: what cannot be written should not be read for.
    let mut file = Replacement::create(out)?;
    let Accounts { entries, unread, outcome } = read(&args.input, &inputs, false, session)?;
    let mut comparison = Comparison::of(&entries, &names);
    say(&comparison, session);
    comparison.left_out.extend(unread);
    let language = Language::from(session.lang);
    match kind {
        Kind::Csv => {
            let csv = write::csv::csv(&comparison).map_err(std::io::Error::other).map_err(Stop::to_file(out))?;
            file.write(|out| out.write_all(&csv))?;
        }
        Kind::Html => {
            let page = write::html::html(&comparison, language);
            file.write(|out| out.write_all(page.as_bytes()))?;
        }
        #[cfg(feature = "xlsx")]
        Kind::Xlsx => {
            // In memory first: an error of the disk is then the system's own.
            let mut bytes = std::io::Cursor::new(Vec::new());
            write::xlsx::write(&comparison, language, juesuan_export::xlsx::AUTHOR, &mut bytes)
                .map_err(std::io::Error::other)
                .map_err(Stop::to_file(out))?;
            file.write(|out| out.write_all(bytes.get_ref()))?;
        }
    }
    file.finish()?;
    Ok(outcome)
}

/// What was read of all inputs.
pub(crate) struct Accounts {
    /// Their accounts, in the order of the inputs.
    pub(crate) entries: Vec<Entry>,
    /// Those that could not be read.
    pub(crate) unread: Vec<LeftOut>,
    pub(crate) outcome: Outcome,
}

/// The accounts of the inputs. One that cannot be read is named, and costs no more than its own row.
pub(crate) fn read(args: &ReadArgs, inputs: &[input::Input], whole: bool, session: Session) -> Result<Accounts, Stop> {
    let task = Task { form: Form::Entries { whole }, options: args.read_options() };
    let (mut entries, mut unread): (Vec<Entry>, Vec<LeftOut>) = (Vec::new(), Vec::new());
    let outcome = batch::run(inputs, &task, &args.pace(Order::OfInputs), session, |_, answer: Answer| {
        let of_document: Option<Vec<Entry>> =
            serde_json::from_str(answer.result.get()).map_err(std::io::Error::from).map_err(Stop::to_stdout)?;
        match (of_document, &answer.manifest.error) {
            (Some(of_document), _) => entries.extend(of_document),
            (None, Some(failure)) => {
                let document = answer.manifest.document.clone();
                unread.push(LeftOut { document, account: 1, why: failure.words() });
            }
            (None, None) => {}
        }
        Ok(())
    })?;
    Ok(Accounts { entries, unread, outcome })
}

/// The accounts of a document: all of it, or what a comparison shows.
pub(crate) fn entries(source: &Source, report: &Report, whole: bool) -> Vec<Entry> {
    let all = Entry::all_of(report, &source.name, &source.sha256).into_iter();
    if whole { all.collect() } else { all.map(comparison::compared_only).collect() }
}

/// The file that says which names are one.
pub(crate) fn names(path: Option<&Path>) -> Result<Names, Stop> {
    /// A longer one is no list of names.
    const LONGEST: u64 = 16 << 20;
    let Some(path) = path else { return Ok(Names::default()) };
    let mut text = String::new();
    let read = File::open(path).and_then(|file| file.take(LONGEST).read_to_string(&mut text));
    read.map_err(|source| Stop::List { path: path.to_owned(), source })?;
    Names::read(&text).map_err(|error| {
        let (zh, en) = (error.in_chinese(), error.to_string());
        Stop::Names { path: path.to_owned(), zh, en }
    })
}

/// What stands side by side, in one line; and what does not.
fn say(comparison: &Comparison, session: Session) {
    if session.quiet {
        return;
    }
    let lang = session.lang;
    for left in comparison.left_out.iter() {
        let why = Language::from(lang).of(&left.why);
        eprintln!("juesuan: {}: {}", crate::text::escaped(&left.document), crate::text::escaped(why));
    }
    let (departments, cells) = (comparison.departments.len(), cells(comparison));
    let years = match (comparison.years.first(), comparison.years.last()) {
        (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
        (Some(only), _) => only.to_string(),
        _ => lang.pick("没有年度", "no year").to_owned(),
    };
    match lang {
        Lang::Zh => eprintln!("juesuan: {departments} 个部门和单位，{years}，{cells} 个数字"),
        Lang::En => eprintln!("juesuan: {departments} departments and units, {years}, {cells} numbers"),
    }
}

fn cells(comparison: &Comparison) -> usize {
    let lines = comparison.sections.iter().flat_map(|section| &section.lines);
    lines.map(|line| line.cells.iter().flatten().count()).fold(0, usize::saturating_add)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_ending_says_the_kind() {
        assert_eq!(Kind::of(Path::new("a.HTML")), Some(Kind::Html));
        assert_eq!(Kind::of(Path::new("a.csv")), Some(Kind::Csv));
        assert_eq!(Kind::of(Path::new("a.pdf")), None);
        assert_eq!(Kind::of(Path::new("html")), None);
    }

    #[test]
    fn a_file_of_others_is_told_from_ours() {
        let folder = std::env::temp_dir().join(format!("juesuan-compare-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("a.csv");
        fs::write(&path, "year,value\n").unwrap();
        assert!(!Kind::Csv.wrote(&path));
        let ours = write::csv::csv(&Comparison::of(&[], &Names::default())).unwrap();
        fs::write(&path, ours).unwrap();
        assert!(Kind::Csv.wrote(&path));
        fs::remove_dir_all(&folder).unwrap();
    }
}
