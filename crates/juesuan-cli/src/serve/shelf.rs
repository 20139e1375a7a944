//! The documents of a page: dropped files → what became of each, read in workers, the audit pages after everything else.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use juesuan::ReadOptions;
use serde::Serialize;

use super::room::Room;
use crate::answer::{Answer, Form, Manifest, Task};
use crate::batch::{self, Session};
use crate::failure::{Code, Failure};
use crate::input::{self, Input, Origin};
use crate::lang::Lang;
use crate::pool::{Allowance, Reader};

/// What may be dropped.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Bounds {
    /// Bytes of one file.
    pub(super) file_bytes: u64,
    /// Bytes of all files.
    pub(super) total_bytes: u64,
    pub(super) files: usize,
}

/// Why a file is not taken.
#[derive(Debug)]
pub(super) enum Refusal {
    TooLarge,
    TooMany,
    Full,
    Lost(io::Error),
}

/// How far something has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Stage {
    Waiting,
    Running,
    Ready,
    Failed,
}

struct Document {
    name: String,
    /// The file; those of an archive that could not be unpacked share it.
    path: PathBuf,
    bytes: u64,
    /// Of this file alone; it is held as long as the file is.
    password: Option<String>,
    reading: Stage,
    page: Stage,
    manifest: Option<Manifest>,
    page_failure: Option<Failure>,
}

#[derive(Default)]
struct State {
    documents: BTreeMap<u64, Document>,
    next: u64,
    bytes: u64,
}

/// A document as the page shows it.
#[derive(Serialize)]
struct Shown<'a> {
    id: u64,
    name: &'a str,
    bytes: u64,
    reading: Stage,
    page: Stage,
    #[serde(skip_serializing_if = "Option::is_none")]
    manifest: Option<&'a Manifest>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page_failure: Option<&'a Failure>,
    /// Whether it is locked: a password of its own may be given.
    locked: bool,
    /// Whether one was given.
    tried: bool,
    /// What is said about it, in Chinese and English.
    #[serde(skip_serializing_if = "Option::is_none")]
    remark: Option<[String; 2]>,
}

/// Documents, bounded in number and size.
pub(super) struct Shelf {
    pub(super) room: Room,
    bounds: Bounds,
    pub(super) lang: Lang,
    state: Mutex<State>,
    moved: Condvar,
}

/// What is to be done with a document, and its own password.
enum Job {
    Read(u64, Input, Option<String>),
    Page(u64, Input, Option<String>),
}

impl Shelf {
    pub(super) fn new(room: Room, bounds: Bounds, lang: Lang) -> Self {
        Self { room, bounds, lang, state: Mutex::default(), moved: Condvar::new() }
    }

    pub(super) fn bounds(&self) -> Bounds {
        self.bounds
    }

    /// Takes a file; an archive is the documents in it.
    pub(super) fn add(&self, name: &str, bytes: Vec<u8>) -> Result<(), Refusal> {
        if bytes.len() as u64 > self.bounds.file_bytes {
            return Err(Refusal::TooLarge);
        }
        let entries = juesuan::archive(&bytes).and_then(Result::ok).unwrap_or_default();
        let mut files: Vec<(String, Vec<u8>)> = entries
            .into_iter()
            .filter(|(entry, _)| input::is_named(Path::new(entry)))
            // One that could not be unpacked stands for itself, and says what to do when it is read.
            .map(|(entry, unpacked)| (format!("{name}/{entry}"), unpacked.unwrap_or_else(|| bytes.clone())))
            .collect();
        if files.is_empty() {
            files.push((name.to_owned(), bytes));
        }
        let mut state = self.lock();
        let length = |bytes: &Vec<u8>| bytes.len() as u64;
        let total = files.iter().fold(state.bytes, |sum, (_, bytes)| sum.saturating_add(length(bytes)));
        if files.iter().any(|(_, bytes)| length(bytes) > self.bounds.file_bytes) {
            return Err(Refusal::TooLarge);
        }
        if state.documents.len().saturating_add(files.len()) > self.bounds.files {
            return Err(Refusal::TooMany);
        }
        if total > self.bounds.total_bytes {
            return Err(Refusal::Full);
        }
        for (name, bytes) in files {
            let id = state.next;
            let path = self.room.write(&format!("{id}.file"), &bytes).map_err(Refusal::Lost)?;
            let name = apart(&name, |name| state.documents.values().any(|known| known.name == name));
            let (reading, page) = (Stage::Waiting, Stage::Waiting);
            let (bytes, password) = (length(&bytes), None);
            let document = Document { name, path, bytes, password, reading, page, manifest: None, page_failure: None };
            state.documents.insert(id, document);
            state.next = id.saturating_add(1);
            state.bytes = state.bytes.saturating_add(bytes);
        }
        drop(state);
        self.moved.notify_all();
        Ok(())
    }

    /// Reads a locked document once more, with a password of its own. Whether there is such a document.
    pub(super) fn unlock(&self, id: u64, password: String) -> bool {
        let mut state = self.lock();
        let Some(document) = state.documents.get_mut(&id).filter(|it| it.is_locked()) else { return false };
        document.password = Some(password);
        (document.reading, document.page) = (Stage::Waiting, Stage::Waiting);
        (document.manifest, document.page_failure) = (None, None);
        drop(state);
        self.moved.notify_all();
        true
    }

    /// Reads documents for as long as the process runs.
    pub(super) fn work(&self, options: &ReadOptions, allowance: Allowance) {
        let task = |form| Task { form, options: options.clone() };
        let (sheets, audit) = (task(Form::Sheets { lang: self.lang }), task(Form::Audit { lang: self.lang }));
        let mut reader = Reader::Apart { task: &sheets, allowance, worker: None };
        let mut drawer = Reader::Apart { task: &audit, allowance, worker: None };
        // A worker knows one password: a file with its own has its own worker.
        let own = |task: &Task, password: String, input: &Input| {
            let task = Task { form: task.form, options: options.clone().password(password) };
            Reader::Apart { task: &task, allowance, worker: None }.read(input)
        };
        loop {
            match self.next() {
                Job::Read(id, input, None) => self.take_reading(id, reader.read(&input)),
                Job::Read(id, input, Some(password)) => self.take_reading(id, own(&sheets, password, &input)),
                Job::Page(id, input, None) => self.take_page(id, drawer.read(&input)),
                Job::Page(id, input, Some(password)) => self.take_page(id, own(&audit, password, &input)),
            }
        }
    }

    /// The next thing to do: first all documents are read, then their pages are made.
    fn next(&self) -> Job {
        let mut state = self.lock();
        loop {
            let input = |document: &Document| Input {
                name: document.name.clone(),
                origin: Origin::File(document.path.clone()),
            };
            if let Some((id, document)) = state.documents.iter_mut().find(|(_, it)| it.reading == Stage::Waiting) {
                document.reading = Stage::Running;
                return Job::Read(*id, input(document), document.password.clone());
            }
            let is_next = |it: &Document| it.page == Stage::Waiting && it.reading != Stage::Running;
            if let Some((id, document)) = state.documents.iter_mut().find(|(_, it)| is_next(it)) {
                document.page = Stage::Running;
                return Job::Page(*id, input(document), document.password.clone());
            }
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn take_reading(&self, id: u64, answer: Answer) {
        let kept = serde_json::to_vec(&answer).map_err(io::Error::from);
        let kept = kept.and_then(|answer| self.room.write(&format!("{id}.json"), &answer));
        let mut state = self.lock();
        // It may have been removed meanwhile.
        let Some(document) = state.documents.get_mut(&id) else { return };
        let mut manifest = answer.manifest;
        if let Err(error) = kept {
            manifest.error = Some(error.into());
        }
        document.reading = if manifest.error.is_some() { Stage::Failed } else { Stage::Ready };
        // What could not be opened cannot be shown either.
        if manifest.pages.is_none() {
            document.page = Stage::Failed;
        }
        document.manifest = Some(manifest);
        drop(state);
        self.moved.notify_all();
    }

    fn take_page(&self, id: u64, answer: Answer) {
        let html: Option<String> = serde_json::from_str(answer.result.get()).ok();
        let kept = html
            .ok_or_else(|| answer.manifest.error.unwrap_or_else(Failure::defect))
            .and_then(|html| self.room.write(&format!("{id}.html"), html.as_bytes()).map_err(Failure::from));
        let mut state = self.lock();
        let Some(document) = state.documents.get_mut(&id) else { return };
        document.page = if kept.is_ok() { Stage::Ready } else { Stage::Failed };
        document.page_failure = kept.err();
    }

    /// All documents, as JSON.
    pub(super) fn shown(&self) -> serde_json::Result<String> {
        #[derive(Serialize)]
        struct State<'a> {
            documents: Vec<Shown<'a>>,
            bounds: Bounds,
            endings: &'static [&'static str],
        }
        let state = self.lock();
        let documents = state.documents.iter().map(|(id, document)| document.shown(*id)).collect();
        serde_json::to_string(&State { documents, bounds: self.bounds, endings: input::ENDINGS })
    }

    /// The answers about the documents that have been read, or about one of them.
    pub(super) fn answers(&self, only: Option<u64>) -> io::Result<Vec<Answer>> {
        let ids = self.ids(only, |it| !matches!(it.reading, Stage::Waiting | Stage::Running));
        let answer = |(id, _): &(u64, String)| Ok(serde_json::from_slice(&self.room.read(&format!("{id}.json"))?)?);
        ids.iter().map(answer).collect()
    }

    /// Names and audit pages of the documents that have one, each read when it is asked for.
    pub(super) fn pages(&self, only: Option<u64>) -> impl Iterator<Item = (String, io::Result<Vec<u8>>)> {
        let ids = self.ids(only, |it| it.page == Stage::Ready);
        ids.into_iter().map(|(id, name)| (name, self.room.read(&format!("{id}.html"))))
    }

    fn ids(&self, only: Option<u64>, wanted: impl Fn(&Document) -> bool) -> Vec<(u64, String)> {
        let state = self.lock();
        let chosen = state.documents.iter().filter(|(id, it)| only.is_none_or(|only| only == **id) && wanted(it));
        chosen.map(|(id, document)| (*id, document.name.clone())).collect()
    }

    /// Removes all documents and what was read from them.
    pub(super) fn clear(&self) -> io::Result<()> {
        let mut state = self.lock();
        state.documents.clear();
        state.bytes = 0;
        self.room.clear()
    }

    /// Removes everything; nothing is kept from now on.
    pub(super) fn close(&self) -> io::Result<()> {
        self.room.close()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Document {
    fn is_locked(&self) -> bool {
        let failure = self.manifest.as_ref().and_then(|manifest| manifest.error.as_ref());
        self.reading == Stage::Failed && failure.is_some_and(|failure| failure.code == Code::Locked)
    }

    fn shown(&self, id: u64) -> Shown<'_> {
        let remark = |lang| {
            let manifest = self.manifest.as_ref()?;
            let said = batch::remark("", manifest, Session { lang, quiet: false })?;
            Some(said.trim_start_matches(": ").to_owned())
        };
        let Self { name, bytes, reading, page, manifest, page_failure, .. } = self;
        Shown {
            id,
            name,
            bytes: *bytes,
            reading: *reading,
            page: *page,
            manifest: manifest.as_ref(),
            page_failure: page_failure.as_ref(),
            locked: self.is_locked(),
            tried: self.password.is_some(),
            remark: remark(Lang::Zh).zip(remark(Lang::En)).map(|(zh, en)| [zh, en]),
        }
    }
}

/// A name that no other document has.
fn apart(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let (stem, ending) = name.rsplit_once('.').map_or((name, String::new()), |(stem, end)| (stem, format!(".{end}")));
    let numbered = (2_u32..).map(|number| format!("{stem} ({number}){ending}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    names.find(|name| !is_taken(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shelf(parent: &Path) -> Shelf {
        let bounds = Bounds { file_bytes: 10, total_bytes: 25, files: 3 };
        Shelf::new(Room::inside(parent).unwrap(), bounds, Lang::En)
    }

    #[test]
    fn more_than_may_be_dropped_is_refused() {
        let parent = tempfile::tempdir().unwrap();
        let shelf = shelf(parent.path());
        assert!(matches!(shelf.add("a.pdf", vec![0; 11]), Err(Refusal::TooLarge)));
        shelf.add("a.pdf", vec![0; 10]).unwrap();
        shelf.add("a.pdf", vec![0; 10]).unwrap();
        assert!(matches!(shelf.add("c.pdf", vec![0; 6]), Err(Refusal::Full)));
        shelf.add("c.pdf", vec![0; 5]).unwrap();
        assert!(matches!(shelf.add("d.pdf", vec![]), Err(Refusal::TooMany)));
        let names: Vec<String> = shelf.lock().documents.values().map(|it| it.name.clone()).collect();
        assert_eq!(names, ["a.pdf", "a (2).pdf", "c.pdf"]);
        shelf.clear().unwrap();
        shelf.add("d.pdf", vec![0; 10]).unwrap();
        shelf.close().unwrap();
        assert!(matches!(shelf.add("e.pdf", vec![0; 1]), Err(Refusal::Lost(_))));
    }

    #[test]
    fn pages_are_made_after_all_documents_are_read() {
        let parent = tempfile::tempdir().unwrap();
        let shelf = shelf(parent.path());
        shelf.add("a.pdf", vec![0; 1]).unwrap();
        shelf.add("b.pdf", vec![0; 1]).unwrap();
        let source = |name: &str| juesuan_export::Source::new(name, "");
        for (id, pages) in [(0, Some(3)), (1, None)] {
            assert!(matches!(shelf.next(), Job::Read(next, ..) if next == id));
            let mut answer = Answer::failed(&source("x"), Form::Sheets { lang: Lang::En }, Failure::scan());
            answer.manifest.pages = pages;
            shelf.take_reading(id, answer);
        }
        assert!(matches!(shelf.next(), Job::Page(0, ..)), "only what could be opened has a page");
        assert_eq!(shelf.lock().documents[&1].page, Stage::Failed);
        assert_eq!(shelf.answers(None).unwrap().len(), 2);
        shelf.close().unwrap();
    }
}
