//! Records of the contract for many documents: read, kept in the spool, handed to a writer in the order of the inputs.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use juesuan_export::contract::SCHEMAS;
use juesuan_export::{Record, Schema};
use serde_json::value::RawValue;

use crate::answer::{Answer, Form, Manifest, Task};
use crate::args::ReadArgs;
use crate::batch::{self, Order, Session};
use crate::input::{self, Input};
use crate::lang::Lang;
use crate::output::{Outcome, Stop};
use crate::spool::Spool;

/// Where records go.
pub(crate) trait Sink {
    /// Takes the records of one document, a list for each of [`SCHEMAS`].
    fn take(&mut self, input: &Input, manifest: &Manifest, records: Vec<Vec<Record>>) -> Result<(), Stop>;

    /// After the last document: makes the results appear.
    fn finish(self) -> Result<(), Stop>;
}

/// Reads all inputs, going on with what `folder` holds of an earlier run, and hands their records to a sink.
pub(crate) fn run<S: Sink>(
    args: &ReadArgs,
    folder: &Path,
    session: Session,
    open: impl FnOnce() -> Result<S, Stop>,
) -> Result<Outcome, Stop> {
    let inputs = input::collect(args)?;
    fs::create_dir_all(folder).map_err(Stop::to_file(folder))?;
    let task = Task { form: Form::Records, options: args.read_options() };
    // A single document is soon read again.
    let mut spool = match inputs.as_slice() {
        [_] => Spool::in_memory(),
        _ => Spool::in_folder(folder, &args.settings())?,
    };
    let known: Vec<bool> = inputs.iter().map(|input| spool.has(input)).collect();
    let left: Vec<Input> =
        inputs.iter().zip(&known).filter(|(_, known)| !**known).map(|(input, _)| input.clone()).collect();
    let read_before = inputs.len().saturating_sub(left.len());
    if read_before > 0 && !session.quiet {
        match session.lang {
            Lang::Zh => eprintln!("juesuan: 共 {} 份文件，其中 {read_before} 份此前已读", inputs.len()),
            Lang::En => eprintln!("juesuan: {read_before} of {} documents were read before", inputs.len()),
        }
    }
    let kept = |source| Stop::Output { path: Some(folder.to_owned()), source };
    if !left.is_empty() {
        batch::run(&left, &task, &args.pace(Order::OfArrival), session, |input, answer| {
            spool.keep(input, &answer).map_err(kept)
        })?;
    }
    let mut sink = open()?;
    let mut all_read = true;
    for (input, known) in inputs.iter().zip(known) {
        let Answer { manifest, result } = spool.answer(input).map_err(kept)?;
        all_read &= manifest.error.is_none();
        // Those of this run have been named.
        if known && let Some(failure) = &manifest.error {
            eprintln!("juesuan: {}", failure.line(&input.on_a_line(), session.lang));
        }
        let records = records(&result).map_err(|error| kept(error.into()))?;
        sink.take(input, &manifest, records)?;
    }
    sink.finish()?;
    Ok(Outcome::of(all_read))
}

/// The records of an answer.
pub(crate) fn records(result: &RawValue) -> serde_json::Result<Vec<Vec<Record>>> {
    let mut tables: BTreeMap<&str, Vec<Record>> = serde_json::from_str(result.get())?;
    let typed = |schema: &Schema, record: Record| -> Record {
        schema.columns.iter().zip(record).map(|(column, value)| value.of_kind(column.kind)).collect()
    };
    let mut rows = |schema: &'static Schema| {
        tables.remove(schema.name).unwrap_or_default().into_iter().map(move |record| typed(schema, record)).collect()
    };
    Ok(SCHEMAS.iter().map(|schema| rows(schema)).collect())
}
