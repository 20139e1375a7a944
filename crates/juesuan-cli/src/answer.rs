//! One document → the answer to what is asked of it: the same in this process and in a worker.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use juesuan::diagnostic::{Code, Severity};
use juesuan::tables::TableHead;
use juesuan::{DocumentKind, Fetched, ReadOptions, Report};
#[cfg(feature = "xlsx")]
use juesuan_export::workbook::Part;
use juesuan_export::{Records, Source, records, unreadable};
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};

#[cfg(feature = "audit")]
use crate::audit;
use crate::check::{Show, Tally};
use crate::failure::Failure;
use crate::lang::Lang;
use crate::{check, inspect, json, rows};
#[cfg(feature = "compare")]
use crate::{compare, find};

/// What is asked of every document of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// The records of the contract: an object with one list of records (lists of values) per table.
    Records,
    /// The typed report.
    Report {
        /// Indented text; else JSON on one line.
        pretty: bool,
        /// With the places of all values.
        places: bool,
        /// With the document's name before everything else.
        named: bool,
    },
    /// The rows and grids of the pages, as text: JSON lines.
    Rows {
        /// With the document's name in each row.
        named: bool,
    },
    /// What is in the document, as text.
    Inspect { lang: Lang },
    /// The page on which a person checks it, as text.
    #[cfg(feature = "audit")]
    Audit { lang: Lang },
    /// Its checks.
    Check(Show),
    /// Its accounts, to be put beside those of other documents.
    #[cfg(feature = "compare")]
    Entries {
        /// With all numbers; else with those that a comparison shows.
        whole: bool,
    },
    /// Where something stands in it.
    #[cfg(feature = "compare")]
    Find {
        /// What: it is known for as long as the process runs.
        query: &'static str,
    },
    /// Its tables as they are printed, the lists that people read, and all records.
    #[cfg(feature = "xlsx")]
    Sheets { lang: Lang },
}

/// What is done with every document of a run.
#[derive(Debug, Clone)]
pub(crate) struct Task {
    pub(crate) form: Form,
    pub(crate) options: ReadOptions,
}

/// What a worker says of one document, in one line.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Answer {
    /// What the document is, and how reading it went.
    pub(crate) manifest: Manifest,
    /// What was asked: a string is text to be printed as it is, anything else is data; `null` when there is none.
    pub(crate) result: Box<RawValue>,
}

/// What the manifest says of one input.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Manifest {
    pub(crate) document: String,
    pub(crate) sha256: String,
    pub(crate) kind: String,
    pub(crate) year: Option<u16>,
    pub(crate) department: Option<String>,
    pub(crate) pages: Option<u32>,
    pub(crate) unreadable_pages: Vec<u32>,
    /// Those of them that are pictures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) scanned_pages: Vec<u32>,
    /// What the file lacks, where it is not whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) incomplete: Option<String>,
    /// How far the document can be trusted.
    pub(crate) verdict: String,
    /// Those of the nine tables that are there or announced.
    pub(crate) tables: BTreeMap<String, TableState>,
    pub(crate) checks: Tally,
    pub(crate) diagnostics: Doubts,
    /// Seconds spent on the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) seconds: Option<f64>,
    pub(crate) error: Option<Failure>,
}

/// What became of one of the nine tables.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct TableState {
    status: String,
    verdict: String,
}

/// How many diagnostics there are of each severity.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Doubts {
    pub(crate) error: usize,
    pub(crate) warning: usize,
    pub(crate) info: usize,
}

impl Answer {
    /// Reads a document and answers. `fetched` is told the hash of the bytes before they are read.
    pub(crate) fn to(name: &str, bytes: Result<Fetched, Failure>, task: &Task, fetched: impl FnOnce(&str)) -> Self {
        let started = Instant::now();
        let mut source = Source::new(name, "");
        let answered = match bytes {
            Ok(bytes) => {
                source.sha256 = bytes.sha256();
                fetched(&source.sha256);
                guarded(|| answer(&source, bytes, task))
            }
            Err(failure) => Err(failure),
        };
        let mut answer = answered.unwrap_or_else(|failure| Self::failed(&source, task.form, failure));
        answer.manifest.seconds = Some(started.elapsed().as_secs_f64());
        answer
    }

    /// The answer about a document that could not be opened.
    pub(crate) fn failed(source: &Source, form: Form, failure: Failure) -> Self {
        let result = match form {
            Form::Records => raw(&ByTable(&unreadable(source))),
            #[cfg(feature = "xlsx")]
            Form::Sheets { .. } => raw(&Part::unread(source, failure.words())),
            Form::Report { named: true, .. } => {
                raw(&json::Unread { document: &source.name, kind: "unreadable", error: &failure })
            }
            _ => None,
        };
        let manifest = Manifest {
            document: source.name.clone(),
            sha256: source.sha256.clone(),
            kind: "unreadable".to_owned(),
            verdict: "unreadable".to_owned(),
            diagnostics: Doubts { error: 1, ..Doubts::default() },
            error: Some(failure),
            ..Manifest::default()
        };
        Self { manifest, result: result.unwrap_or_default() }
    }
}

fn answer(source: &Source, bytes: Fetched, task: &Task) -> Result<Answer, Failure> {
    let name = source.name.as_str();
    #[cfg(feature = "audit")]
    let kept = matches!(task.form, Form::Audit { .. }).then(|| bytes.clone());
    let document = bytes.open(&task.options.clone().name(name))?;
    let report = juesuan::report_of(&document, &task.options)?;
    let result = match task.form {
        Form::Records => raw(&ByTable(&records(source, &report))),
        Form::Report { pretty, places, named } => json::render(named.then_some(name), &report, pretty, places),
        Form::Rows { named } => rows::render(named.then_some(name), &document.layouts).ok().and_then(|text| raw(&text)),
        Form::Inspect { lang } => raw(&inspect::render(name, &report, lang)),
        #[cfg(feature = "audit")]
        Form::Audit { lang } => {
            let pictures = kept.map(|bytes| bytes.pictures(&document, task.options.password.as_deref()));
            raw(&audit::render(name, &document, &report, &pictures.unwrap_or_default(), lang))
        }
        #[cfg(feature = "xlsx")]
        Form::Sheets { lang } => raw(&Part::of(source, &report, lang.into())),
        Form::Check(show) => check::render(name, &report, show),
        #[cfg(feature = "compare")]
        Form::Entries { whole } => raw(&compare::entries(source, &report, whole)),
        #[cfg(feature = "compare")]
        Form::Find { query } => raw(&find::hits(&document, &report, query)),
    };
    Ok(Answer { manifest: manifest(source, &report), result: result.ok_or_else(Failure::defect)? })
}

fn manifest(source: &Source, report: &Report) -> Manifest {
    let severe = |severity| report.diagnostics.iter().filter(|doubt| doubt.severity == severity).count();
    let with = |code| report.diagnostics.iter().filter(move |doubt| doubt.code == code);
    let pages_with = |code| with(code).filter_map(|doubt| Some(doubt.at?.page)).collect();
    let missing: Vec<&str> = with(Code::IncompleteFile).map(|doubt| doubt.message.as_str()).collect();
    let heads = report.table_heads();
    let table = |head: &&TableHead| {
        let (status, verdict) = (head.status.as_str().to_owned(), head.verdict.as_str().to_owned());
        Some((head.table?.as_str().to_owned(), TableState { status, verdict }))
    };
    Manifest {
        document: source.name.clone(),
        sha256: source.sha256.clone(),
        kind: juesuan_export::contract::kind_name(report.kind).to_owned(),
        year: report.year,
        department: report.department.as_ref().map(|department| department.text.clone()),
        pages: Some(report.pages),
        unreadable_pages: report.unreadable_pages.clone(),
        scanned_pages: pages_with(Code::ScannedPage),
        incomplete: (!missing.is_empty()).then(|| missing.join("; ")),
        verdict: report.verdict.as_str().to_owned(),
        tables: heads.iter().filter_map(table).collect(),
        checks: Tally::of(&report.checks),
        diagnostics: Doubts {
            error: severe(Severity::Error),
            warning: severe(Severity::Warning),
            info: severe(Severity::Info),
        },
        seconds: None,
        error: (report.kind == DocumentKind::Unreadable).then(|| unread(report)),
    }
}

/// Why no page of a document has text.
fn unread(report: &Report) -> Failure {
    let has = |code| report.diagnostics.iter().any(|doubt| doubt.code == code);
    if has(Code::LimitReached) || !has(Code::ScannedPage) {
        return Failure::without_text(has(Code::LimitReached));
    }
    Failure::scan()
}

/// Records as an object with one list per table.
struct ByTable<'a>(&'a [Records]);

impl Serialize for ByTable<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|records| (records.schema.name, &records.rows)))
    }
}

/// A value as JSON text; `None` only for values that are no JSON, of which there are none here.
pub(crate) fn raw(value: &impl Serialize) -> Option<Box<RawValue>> {
    to_raw_value(value).ok()
}

/// The last guard: a panic on one document must not end a run over many.
fn guarded<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(Failure::defect()))
}
