//! Records of the contract for many documents in one folder: read what is new or changed, keep the rest, and let the new
//! files take the place of the old. Documents stand in the order of their names, whenever they came.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use juesuan_export::Record;
use juesuan_export::contract::{SCHEMAS, typed};
use serde_json::value::RawValue;

use crate::answer::{Answer, Form, Task};
use crate::args::{ReadArgs, ReplaceArgs};
use crate::batch::{self, Order, Session};
use crate::csv::ManifestLine;
use crate::failure::Failure;
use crate::fetch::Bounds;
use crate::holding::{Holding, MANIFEST, MARKER};
use crate::input::{self, Input};
use crate::interrupt;
use crate::lock::Lock;
use crate::naming::{self, Named};
use crate::output::{Outcome, Stop};
use crate::remark::{self, Changes};
use crate::replacement::Ready;
use crate::separate;
use crate::spool::{Key, Spool};

/// Where records go.
pub(crate) trait Sink {
    /// Takes the records of one document, a list for each of [`SCHEMAS`].
    fn take(&mut self, line: &ManifestLine<'_>, records: Vec<Vec<Record>>) -> Result<(), Stop>;

    /// Takes the rows of a document from the files that were there.
    fn keep(&mut self, document: &str) -> Result<(), Stop>;

    /// After the last document: the complete files.
    fn finish(self) -> Result<Vec<Ready>, Stop>;
}

/// How the files are written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Format {
    pub(crate) name: &'static str,
    pub(crate) extension: &'static str,
    /// Whether cells that a spreadsheet would run stand as they are.
    pub(crate) raw_cells: bool,
}

/// Where results go, and what becomes of what is there.
pub(crate) struct Target<'a> {
    pub(crate) folder: &'a Path,
    pub(crate) replace: ReplaceArgs,
    pub(crate) format: Format,
}

impl Target<'_> {
    /// The files that are written.
    fn names(&self) -> Vec<String> {
        let tables = SCHEMAS.iter().map(|schema| format!("{}.{}", schema.name, self.format.extension));
        tables.chain([MANIFEST.to_owned()]).collect()
    }
}

/// Where the rows of a document come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum From {
    /// The files that were there.
    Held,
    /// An answer in the journal.
    Journal(u64),
}

/// Reads the inputs that are new or changed, and hands all records to a sink.
pub(crate) fn run<S: Sink>(
    args: &ReadArgs,
    target: &Target<'_>,
    session: Session,
    open: impl FnOnce(&Holding, &BTreeSet<String>) -> Result<S, Stop>,
) -> Result<Outcome, Stop> {
    let folder = target.folder;
    let inputs = input::collect(args)?;
    let names = target.names();
    separate::outputs_from_inputs(names.iter().map(|name| folder.join(name)), &inputs, args)?;
    separate::outputs_from_inputs([folder.join(MARKER)], &inputs, args)?;
    fs::create_dir_all(folder).map_err(Stop::to_file(folder))?;
    let _lock = Lock::of_folder(folder)?;
    let holding = Holding::open(folder, target.format.name, &names, target.replace.force)?;
    // A single document is soon read again.
    let inputs_are_several = inputs.len() > 1;
    let mut spool = if !inputs_are_several { Spool::in_memory() } else { Spool::in_folder(folder)? };
    remark::replaced_by_force(folder, &holding.foreign, session);
    remark::damaged_journal(folder, spool.damaged, session);

    let task = Task { form: Form::Records, options: args.read_options() };
    let bounds = Bounds { bytes: task.options.limits.file_bytes, seconds: None };
    let hash_of = |input: &Input| input.is_file().then(|| input.bytes(bounds).ok())?.map(|bytes| bytes.sha256());
    let reader = args.reader();
    let named = naming::name(inputs, folder, &holding.documents, hash_of);
    let mut sources: BTreeMap<String, From> = BTreeMap::new();
    let mut left = Vec::new();
    let mut all_read = true;
    let is_fresh = holding.documents.is_empty() && spool.is_empty();
    for Named { input, .. } in &named {
        let known = if is_fresh { None } else { hash_of(input) };
        match known.and_then(|sha256| find(input, &sha256, &reader, &holding, &spool)) {
            Some(from) => drop(sources.insert(input.name.clone(), from)),
            None => left.push(input.clone()),
        }
    }
    remark::read_before(named.len(), named.len().saturating_sub(left.len()), session);

    let kept = |source| Stop::Output { path: Some(folder.to_owned()), source };
    if !left.is_empty() {
        if inputs_are_several {
            interrupt::say_how_to_go_on(session.lang);
        }
        batch::run(&left, &task, &args.pace(Order::OfArrival), session, |input, answer| {
            all_read &= answer.manifest.error.is_none();
            // What is not there now does not unsay what it was.
            let is_absent = answer.manifest.error.as_ref().is_some_and(Failure::is_absent);
            if is_absent && holding.documents.contains_key(&input.name) {
                sources.insert(input.name.clone(), From::Held);
                remark::stays(input, session);
                return Ok(());
            }
            let (document, sha256) = (input.name.clone(), answer.manifest.sha256.clone());
            let offset = spool.keep(&Key { document, sha256, reader: reader.clone() }, &answer).map_err(kept)?;
            sources.insert(input.name.clone(), From::Journal(offset));
            Ok(())
        })?;
    }
    let by_name: BTreeMap<&str, &Named> = named.iter().map(|named| (named.input.name.as_str(), named)).collect();
    let gone = |name: &&String| !by_name.contains_key(name.as_str());
    let removed: Vec<String> =
        holding.documents.keys().filter(gone).filter(|_| target.replace.prune).cloned().collect();
    for name in holding.documents.keys().filter(gone).filter(|_| !target.replace.prune) {
        sources.insert(name.clone(), From::Held);
    }
    let is_new = |name: &&String| !matches!(sources.get(*name), Some(From::Held));
    let dropped: BTreeSet<String> = holding.documents.keys().filter(is_new).cloned().collect();

    let mut sink = open(&holding, &dropped)?;
    let read_now: BTreeSet<&str> = left.iter().map(|input| input.name.as_str()).collect();
    for (name, from) in &sources {
        let named = by_name.get(name.as_str());
        let is_told = read_now.contains(name.as_str());
        let mut failed_before = |failure: Option<&Failure>| {
            // Those of this run have been named, and what is not among its inputs is not its business.
            if let (Some(named), Some(failure), false) = (named, failure, is_told) {
                all_read = false;
                eprintln!("juesuan: {}", failure.line(&named.input.on_a_line(), session.lang));
            }
        };
        match from {
            From::Held => {
                failed_before(holding.documents.get(name).and_then(|held| held.error.as_ref()));
                sink.keep(name)?;
            }
            From::Journal(offset) => {
                let Answer { manifest, result } = spool.answer(*offset).map_err(kept)?;
                failed_before(manifest.error.as_ref());
                let records = records(&result).map_err(|error| kept(error.into()))?;
                let input = named.map(|named| named.input.shown()).unwrap_or_default();
                let path = named.and_then(|named| named.path.as_deref());
                sink.take(&ManifestLine { input: &input, path, reader: &reader, manifest: &manifest }, records)?;
            }
        }
    }
    holding.replace(sink.finish()?, target.format.raw_cells)?;
    let unused = spool.finish(by_name.keys().copied());
    let changes = Changes::between(&holding.documents, sources.keys(), &dropped, &removed);
    remark::changes(folder, &changes, unused, session);
    Ok(Outcome::of(all_read))
}

/// Where the answer about these very bytes is already, unless it may be another one this time.
fn find(input: &Input, sha256: &str, reader: &str, holding: &Holding, spool: &Spool) -> Option<From> {
    let (document, sha256, reader) = (input.name.clone(), sha256.to_owned(), reader.to_owned());
    let held = holding.documents.get(&document).filter(|held| {
        held.sha256 == sha256 && held.reader == reader && !held.error.as_ref().is_some_and(Failure::is_passing)
    });
    let journal = || spool.find(&Key { document: document.clone(), sha256: sha256.clone(), reader: reader.clone() });
    held.map(|_| From::Held).or_else(|| journal().map(From::Journal))
}

/// The records of an answer.
pub(crate) fn records(result: &RawValue) -> serde_json::Result<Vec<Vec<Record>>> {
    let tables: BTreeMap<&str, Vec<Record>> = serde_json::from_str(result.get())?;
    Ok(typed(tables))
}
