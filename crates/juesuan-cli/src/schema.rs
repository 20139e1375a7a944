//! `juesuan schema`: the JSON Schema of the report, or the tables with their columns.

use std::io::{self, Write};

use juesuan_export::Kind;
use juesuan_export::contract::SCHEMAS;
use serde::Serialize;

use crate::args::SchemaArgs;
use crate::output::{Outcome, Stop};

#[derive(Serialize)]
struct Table {
    name: &'static str,
    columns: Vec<Column>,
}

#[derive(Serialize)]
struct Column {
    name: &'static str,
    kind: &'static str,
}

pub(crate) fn run(args: &SchemaArgs) -> Result<Outcome, Stop> {
    let text = if args.tables {
        serde_json::to_string_pretty(&tables())
    } else {
        serde_json::to_string_pretty(&juesuan::schema::report())
    };
    let text = text.map_err(io::Error::from).map_err(Stop::to_stdout)?;
    let mut out = io::stdout().lock();
    writeln!(out, "{text}").map_err(Stop::to_stdout)?;
    Ok(Outcome::Read)
}

fn tables() -> Vec<Table> {
    let column = |column: &juesuan_export::Column| Column { name: column.name, kind: kind(column.kind) };
    SCHEMAS
        .iter()
        .map(|schema| Table { name: schema.name, columns: schema.columns.iter().map(column).collect() })
        .collect()
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Integer => "integer",
        Kind::Decimal => "decimal",
        _ => "number",
    }
}
