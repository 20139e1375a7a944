//! `juesuan json`: the typed report.

use std::io::{self, BufWriter, Write};

use juesuan::Report;
use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::answer::{Form, Task, raw};
use crate::args::JsonArgs;
use crate::batch::{self, Order, Session};
use crate::failure::Failure;
use crate::input;
use crate::output::{Outcome, Stop, write_result};
use crate::separate;

/// A report under its document's name.
#[derive(Serialize)]
struct Named<'a, R> {
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<&'a str>,
    #[serde(flatten)]
    report: &'a R,
}

/// What stands in a report's place when there is none.
#[derive(Serialize)]
pub(crate) struct Unread<'a> {
    pub(crate) document: &'a str,
    pub(crate) kind: &'static str,
    pub(crate) error: &'a Failure,
}

pub(crate) fn run(args: &JsonArgs, session: Session) -> Result<Outcome, Stop> {
    let inputs = input::collect(&args.input)?;
    separate::stdout_from_inputs(&inputs)?;
    let named = args.jsonl || inputs.len() > 1;
    let form = Form::Report { pretty: !args.compact && !args.jsonl, places: !args.no_places, named };
    let task = Task { form, options: args.input.read_options() };
    let mut out = BufWriter::new(io::stdout().lock());
    let outcome = batch::run(&inputs, &task, &args.input.pace(Order::OfInputs), session, |_, answer| {
        write_result(&answer.result, &mut out).map_err(Stop::to_stdout)
    })?;
    out.flush().map_err(Stop::to_stdout)?;
    Ok(outcome)
}

/// The report as JSON: indented, or on one line.
pub(crate) fn render(document: Option<&str>, report: &Report, pretty: bool, places: bool) -> Option<Box<RawValue>> {
    let named = Named { document, report };
    if places {
        return written(&named, pretty);
    }
    let mut value = serde_json::to_value(&named).ok()?;
    remove_places(&mut value);
    written(&value, pretty)
}

fn written(value: &impl Serialize, pretty: bool) -> Option<Box<RawValue>> {
    if pretty { RawValue::from_string(serde_json::to_string_pretty(value).ok()?).ok() } else { raw(value) }
}

/// Removes the places (`at`) of all values.
fn remove_places(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.shift_remove("at");
            fields.values_mut().for_each(remove_places);
        }
        Value::Array(items) => items.iter_mut().for_each(remove_places),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_places_everything_else_keeps_its_order() {
        let text = r#"{"b":{"value":"1.00","at":[1,0.0,0.0,1.0,1.0]},"a":[{"at":[1],"text":"合计"}]}"#;
        let mut value: Value = serde_json::from_str(text).unwrap();
        remove_places(&mut value);
        assert_eq!(value.to_string(), r#"{"b":{"value":"1.00"},"a":[{"text":"合计"}]}"#);
    }
}
