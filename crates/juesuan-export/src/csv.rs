//! Records ↔ CSV: UTF-8, comma, RFC 4180 quoting, a header row, `\n`.
//!
//! A text that begins as a formula does (`=`, `+`, `-`, `@`, a tab, and their full-width forms) and is no number would be
//! run by a spreadsheet that opens the file. Under [`Cells::Guarded`] one space stands before such a text, and before
//! one that has spaces there already, so that taking one space away gives back what was printed: see [`unguarded`].

use std::borrow::Cow;
use std::io::{self, Read, Write};

use crate::value::{Record, Schema, Value};

/// How texts stand in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cells {
    /// So that no spreadsheet runs them.
    #[default]
    Guarded,
    /// As they are.
    Raw,
}

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
pub fn write_records<'a>(
    records: impl IntoIterator<Item = &'a Record>,
    cells: Cells,
    out: impl Write,
) -> io::Result<()> {
    let mut writer = writer(out);
    for record in records {
        for value in record {
            let text = value.to_string();
            match cells {
                Cells::Guarded => writer.write_field(guarded(&text).as_bytes())?,
                Cells::Raw => writer.write_field(text)?,
            }
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
}

/// Reads back what was written: records whose values are texts.
pub fn read_records(file: impl Read, cells: Cells) -> impl Iterator<Item = io::Result<Record>> {
    let reader = ::csv::ReaderBuilder::new().has_headers(true).from_reader(file);
    reader.into_records().map(move |record| {
        let text = |field: &str| match cells {
            Cells::Guarded => Value::from(unguarded(field)),
            Cells::Raw => Value::from(field),
        };
        Ok(record?.iter().map(text).collect())
    })
}

/// A text as no spreadsheet runs it.
#[must_use]
pub fn guarded(text: &str) -> Cow<'_, str> {
    let rest = text.trim_start_matches(' ');
    let spaced = rest.len() < text.len();
    if begins_formula(rest) && (spaced || !is_harmless(rest)) { Cow::Owned(format!(" {text}")) } else { text.into() }
}

/// The text that [`guarded`] was given.
///
/// ```
/// use juesuan_export::csv::{guarded, unguarded};
/// for text in ["=1+1", " =1+1", "-12.00", "—", "@部门", " -1"] {
///     assert_eq!(unguarded(&guarded(text)), text);
/// }
/// ```
#[must_use]
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix(' ') {
        Some(rest) if begins_formula(rest.trim_start_matches(' ')) => rest,
        _ => text,
    }
}

/// Full-width signs begin a formula, too, where the spreadsheet is Chinese or Japanese.
fn begins_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// A number, with or without a percent sign, or signs alone: printed so by many tables, and nothing to run.
fn is_harmless(text: &str) -> bool {
    let number = text.strip_suffix('%').unwrap_or(text);
    let digits = number.strip_prefix(['+', '-']).unwrap_or(number);
    let is_number = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().filter(|byte| *byte == b'.').count() <= 1
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_number || text.chars().all(|c| matches!(c, '-' | '－' | '+' | '＋'))
}

fn writer<W: Write>(out: W) -> ::csv::Writer<W> {
    ::csv::WriterBuilder::new().has_headers(false).flexible(true).from_writer(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_get_a_space_and_numbers_stay_numbers() {
        for text in
            ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "=100%", "＝12月31日前", "-3人次", "-1.2.3"]
        {
            assert_eq!(guarded(text), format!(" {text}"));
        }
        for text in ["-12.00", "+3", "-5%", "12", "-", "--", "－", "合计", "", "a=1", "—", "≥95%"] {
            assert_eq!(guarded(text), text);
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let texts = ["=1+1", " =1", "  -x", " -1", " a", "", "-12.00", "a,\"b\"\nc", "\t"];
        for cells in [Cells::Guarded, Cells::Raw] {
            let record: Record = texts.iter().map(|text| Value::from(*text)).collect();
            let mut file = b"a,b,c,d,e,f,g,h,i\n".to_vec();
            write_records([&record], cells, &mut file).unwrap();
            let read: Vec<Record> = read_records(file.as_slice(), cells).map(Result::unwrap).collect();
            assert_eq!(read, [record], "{cells:?}");
        }
    }
}
