//! Records → CSV: UTF-8, comma, RFC 4180 quoting, a header row, `\n`.

use std::io::{self, Write};

use crate::value::{Record, Schema};

/// Writes the header row of a table.
///
/// # Errors
/// When the writer fails.
pub fn write_header(schema: &Schema, out: impl Write) -> io::Result<()> {
    let mut writer = writer(out);
    writer.write_record(schema.columns.iter().map(|column| column.name))?;
    writer.flush()
}

/// Writes records, without a header row.
///
/// # Errors
/// When the writer fails.
pub fn write_records<'a>(records: impl IntoIterator<Item = &'a Record>, out: impl Write) -> io::Result<()> {
    let mut writer = writer(out);
    for record in records {
        for value in record {
            writer.write_field(value.to_string())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
}

fn writer<W: Write>(out: W) -> ::csv::Writer<W> {
    ::csv::WriterBuilder::new().has_headers(false).flexible(true).from_writer(out)
}
