//! Records of the contract for many documents: read, kept in the spool, handed to a writer in the order of the inputs.

use std::fs;
use std::path::Path;

use juesuan_export::contract::SCHEMAS;
use juesuan_export::{Kind, Record, Schema, Value};
use serde_json::value::RawValue;

use crate::answer::{Answer, Form, Manifest, Task};
use crate::args::ReadArgs;
use crate::batch::{self, Order, Session};
use crate::input::{self, Input};
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
    let task = Task { form: Form::Records, options: args.open_options() };
    // A single document is soon read again.
    let mut spool = match inputs.as_slice() {
        [_] => Spool::in_memory(),
        _ => Spool::in_folder(folder, &args.settings())?,
    };
    let left: Vec<Input> = inputs.iter().filter(|input| !spool.has(input)).cloned().collect();
    let kept = |source| Stop::Output { path: Some(folder.to_owned()), source };
    if !left.is_empty() {
        batch::run(&left, &task, &args.pace(Order::OfArrival), session, |input, answer| {
            spool.keep(input, &answer).map_err(kept)
        })?;
    }
    let mut sink = open()?;
    let mut all_read = true;
    for input in &inputs {
        let Answer { manifest, result } = spool.answer(input).map_err(kept)?;
        all_read &= manifest.error.is_none();
        let records = records(&result).map_err(|error| kept(error.into()))?;
        sink.take(input, &manifest, records)?;
    }
    sink.finish()?;
    Ok(Outcome::of(all_read))
}

/// The records of an answer.
pub(crate) fn records(result: &RawValue) -> serde_json::Result<Vec<Vec<Record>>> {
    let mut tables: serde_json::Map<String, serde_json::Value> = serde_json::from_str(result.get())?;
    let mut rows = |schema: &Schema| -> serde_json::Result<Vec<Record>> {
        let rows: Vec<Vec<serde_json::Value>> = serde_json::from_value(tables.remove(schema.name).unwrap_or_default())?;
        let record =
            |row: Vec<serde_json::Value>| schema.columns.iter().zip(row).map(|(c, v)| value(c.kind, v)).collect();
        Ok(rows.into_iter().map(record).collect())
    };
    SCHEMAS.iter().map(|schema| rows(schema)).collect()
}

/// A value as its column has it.
fn value(kind: Kind, json: serde_json::Value) -> Value {
    use serde_json::Value as Json;
    match (kind, json) {
        (Kind::Text, Json::String(text)) => Value::Text(text),
        (Kind::Decimal, Json::String(text)) => text.parse().map_or(Value::Text(text), Value::Decimal),
        (Kind::Integer, Json::Number(number)) => number.as_u64().map_or(Value::None, Value::Integer),
        (Kind::Points, Json::Number(number)) => number.as_f64().map_or(Value::None, Value::Points),
        _ => Value::None,
    }
}
