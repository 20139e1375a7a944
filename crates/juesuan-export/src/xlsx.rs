//! Sheets and records → an Excel workbook, by `rust_xlsxwriter`.
//!
//! Numbers are numbers with their printed decimals; codes are text. The same sheets give the same bytes.

use std::collections::BTreeMap;
use std::io::{Seek, Write};

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Note, Url, Workbook, Worksheet, XlsxError,
};

use crate::sheet::{Content, Sheet, SheetCell, Style, cut as cut_to};
use crate::value::{Kind, Record, Schema, Value};

/// Why a workbook could not be made.
#[derive(Debug, thiserror::Error)]
#[error("the workbook cannot be written: {0}")]
pub struct Error(#[from] XlsxError);

/// Rows that a sheet can hold, the header included.
const LONGEST: u32 = 1_048_576;
/// UTF-16 units that a cell can hold.
const LONGEST_TEXT: usize = 32_767;

/// Who wrote the workbook and changed it last, as it says itself.
pub const AUTHOR: &str = "juesuan";

/// A workbook in the making.
pub struct Book {
    workbook: Workbook,
    formats: BTreeMap<(Style, Option<u32>), Format>,
}

impl Default for Book {
    fn default() -> Self {
        Self::new()
    }
}

impl Book {
    /// An empty workbook.
    #[must_use]
    pub fn new() -> Self {
        let mut workbook = Workbook::new();
        // The time of writing would make every file differ.
        if let Ok(fixed) = ExcelDateTime::from_ymd(2020, 1, 1) {
            workbook.set_properties(&DocProperties::new().set_author(AUTHOR).set_creation_datetime(&fixed));
        }
        Self { workbook, formats: BTreeMap::new() }
    }

    /// Adds a sheet as it is laid out.
    ///
    /// # Errors
    /// When its name is taken, or cells lie beyond what Excel can hold.
    pub fn add_sheet(&mut self, sheet: &Sheet) -> Result<(), Error> {
        let mut worksheet = Worksheet::new();
        if worksheet.set_name(&sheet.name).is_err() {
            // One odd title must not cost the workbook: the sheet gets the name that the library gives.
            worksheet = Worksheet::new();
        }
        let mut widths: BTreeMap<u16, usize> = BTreeMap::new();
        for cell in &sheet.cells {
            let format = self.format(cell.style, decimals(&cell.content));
            write_cell(&mut worksheet, cell, &format)?;
            if cell.columns == 1 && cell.style != Style::Caption {
                let width = widths.entry(cell.column).or_default();
                *width = (*width).max(shown_width(&cell.content));
            }
        }
        for (column, width) in widths {
            worksheet.set_column_width(column, sensible(width))?;
        }
        worksheet.set_freeze_panes(sheet.frozen_rows, sheet.frozen_columns)?;
        self.workbook.push_worksheet(worksheet);
        Ok(())
    }

    /// Adds records as a long sheet with a header row and a filter; as several, where one cannot hold them.
    ///
    /// # Errors
    /// When the name is taken.
    pub fn add_records(&mut self, schema: &Schema, rows: &[Record]) -> Result<(), Error> {
        let per_sheet = (LONGEST - 1) as usize;
        let pieces = rows.len().div_ceil(per_sheet).max(1);
        for piece in 0..pieces {
            let name = if piece == 0 { schema.name.to_owned() } else { format!("{} {}", schema.name, piece + 1) };
            let rows = rows.get(piece * per_sheet..).unwrap_or_default();
            self.add_piece(&name, schema, rows.get(..per_sheet).unwrap_or(rows))?;
        }
        Ok(())
    }

    fn add_piece(&mut self, name: &str, schema: &Schema, rows: &[Record]) -> Result<(), Error> {
        let mut worksheet = Worksheet::new();
        worksheet.set_name(name)?;
        let header = self.format(Style::Header, None);
        for (column, place) in schema.columns.iter().zip(0..) {
            worksheet.write_string_with_format(0, place, column.name, &header)?;
            let width = if column.kind == Kind::Text { 18.0 } else { 12.0 };
            worksheet.set_column_width(place, width)?;
        }
        for (record, row) in rows.iter().zip(1..) {
            for (value, column) in record.iter().zip(0..) {
                match value {
                    Value::None => {}
                    Value::Text(text) => drop(worksheet.write_string(row, column, cut(text))?),
                    #[allow(clippy::cast_precision_loss)] // counts of pages and rows
                    Value::Integer(number) => drop(worksheet.write_number(row, column, *number as f64)?),
                    Value::Points(number) => drop(worksheet.write_number(row, column, *number)?),
                    Value::Decimal(number) => {
                        let format = self.format(Style::Caption, Some(number.scale()));
                        write_number(&mut worksheet, (row, column), *number, &format)?;
                    }
                }
            }
        }
        worksheet.set_freeze_panes(1, 0)?;
        if let (Ok(last_row), Some(last)) = (u32::try_from(rows.len()), schema.columns.len().checked_sub(1)) {
            worksheet.autofilter(0, 0, last_row, u16::try_from(last).unwrap_or(0))?;
        }
        self.workbook.push_worksheet(worksheet);
        Ok(())
    }

    /// Writes the workbook.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn save(mut self, out: impl Write + Seek + Send) -> Result<(), Error> {
        Ok(self.workbook.save_to_writer(out)?)
    }

    /// The format of a style; with decimals for a number.
    fn format(&mut self, style: Style, decimals: Option<u32>) -> Format {
        let made = self.formats.entry((style, decimals)).or_insert_with(|| {
            let format = Format::new().set_align(FormatAlign::VerticalCenter);
            let format = match style {
                Style::Title => format.set_bold().set_font_size(14).set_align(FormatAlign::Center),
                Style::Caption => format,
                Style::Header => format
                    .set_bold()
                    .set_align(FormatAlign::Center)
                    .set_text_wrap()
                    .set_border(FormatBorder::Thin)
                    .set_background_color(Color::RGB(0x00E8_EEF4)),
                Style::Body => format.set_border(FormatBorder::Thin),
                Style::Suspect => format.set_border(FormatBorder::Thin).set_background_color(Color::RGB(0x00FF_C7CE)),
            };
            match decimals {
                Some(0) => format.set_num_format("#,##0"),
                Some(decimals) => format.set_num_format(format!("#,##0.{}", "0".repeat(decimals as usize))),
                None => format,
            }
        });
        made.clone()
    }
}

fn write_cell(worksheet: &mut Worksheet, cell: &SheetCell, format: &Format) -> Result<(), Error> {
    let SheetCell { row, column, .. } = *cell;
    if cell.rows > 1 || cell.columns > 1 {
        let last = (row.saturating_add(cell.rows - 1), column.saturating_add(cell.columns - 1));
        // Spans that overlap, as a table without a schema may have them, are left out.
        let _ = worksheet.merge_range(row, column, last.0, last.1, "", format);
    }
    match &cell.content {
        Content::Blank => drop(worksheet.write_blank(row, column, format)?),
        Content::Text(text) => drop(worksheet.write_string_with_format(row, column, cut(text), format)?),
        Content::Number(number) => write_number(worksheet, (row, column), *number, format)?,
        Content::Link { text, sheet } => {
            let target = format!("internal:'{}'!A1", sheet.replace('\'', "''"));
            let text = cut(text);
            // A text that leads nowhere is better than no workbook.
            if worksheet.write_url(row, column, Url::new(target).set_text(&text)).is_err() {
                worksheet.write_string_with_format(row, column, text, format)?;
            }
        }
    }
    if let Some(comment) = &cell.comment {
        worksheet.insert_note(row, column, &Note::new(cut(comment)).set_author("juesuan"))?;
    }
    Ok(())
}

/// Excel's numbers have fifteen digits: a longer one stays exact as text.
fn write_number(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    number: Decimal,
    format: &Format,
) -> Result<(), Error> {
    match number.to_f64() {
        Some(short) if number.mantissa().unsigned_abs() < 1_000_000_000_000_000 => {
            worksheet.write_number_with_format(row, column, short, format)?;
        }
        _ => drop(worksheet.write_string_with_format(row, column, number.to_string(), format)?),
    }
    Ok(())
}

fn decimals(content: &Content) -> Option<u32> {
    match content {
        Content::Number(number) => Some(number.scale()),
        _ => None,
    }
}

/// The text, as much of it as a cell can hold, without what XML does not allow.
fn cut(text: &str) -> String {
    let allowed = |c: &char| u32::from(*c) & 0xFFFE != 0xFFFE;
    cut_to(text, LONGEST_TEXT).chars().filter(allowed).collect()
}

/// How wide a content is in digits: an ideograph takes two.
fn shown_width(content: &Content) -> usize {
    match content {
        Content::Blank => 0,
        Content::Text(text) | Content::Link { text, .. } => {
            text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
        }
        // With separators of thousands.
        Content::Number(number) => {
            let digits = number.to_string().len();
            digits.saturating_add(digits / 3)
        }
    }
}

/// Not too narrow, and not so wide that the next column is out of sight.
#[allow(clippy::cast_precision_loss)] // a few dozen
fn sensible(width: usize) -> f64 {
    width.clamp(8, 44) as f64 + 2.0
}
