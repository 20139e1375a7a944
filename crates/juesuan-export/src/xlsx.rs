//! Sheets and records → an Excel workbook, by `rust_xlsxwriter`.
//!
//! Numbers are numbers with their printed decimals; codes are text. The same sheets give the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Seek, Write};

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Note, Url, Workbook, Worksheet, XlsxError,
};

use crate::list::{List, ListColumn, ListRow};
use crate::sheet::{Content, Sheet, SheetCell, Style, cut as cut_to, numbered, tab_name};
use crate::value::{Record, Schema, Value};

/// Why a workbook could not be made.
#[derive(Debug, thiserror::Error)]
#[error("the workbook cannot be written: {0}")]
pub struct Error(#[from] XlsxError);

/// Rows that a sheet can hold, the header included.
const LONGEST: u32 = 1_048_576;
/// UTF-16 units that a cell can hold.
const LONGEST_TEXT: usize = 32_767;
/// What stands at the end of a text that a cell cannot hold.
const CUT_HERE: &str = "……［单元格放不下，全文见 CSV 或 JSON / cut here: the CSV and the JSON have the whole text］";

/// Height of a line of text in points.
const LINE: f64 = 15.0;
/// Lines that a row of remarks shows at most: a row cannot be higher than 409 points.
const MOST_LINES: f64 = 24.0;
/// Width in digits of a column that nothing decides.
const DEFAULT_WIDTH: f64 = 8.43;
/// How much wider the letters of a title are.
const TITLE_WIDTH: f64 = 1.4;
/// Columns of more digits than this are too small to read on an upright page.
const PORTRAIT: f64 = 100.0;

/// The colour of what does not agree.
const SUSPECT: Color = Color::RGB(0x00FF_C7CE);
/// The colour of what was not read without doubt.
const DOUBTFUL: Color = Color::RGB(0x00FF_EB9C);

/// Who wrote the workbook and changed it last, as it says itself.
pub const AUTHOR: &str = "juesuan";

/// A workbook in the making.
pub struct Book {
    workbook: Workbook,
    formats: BTreeMap<(Style, Option<u32>), Format>,
    /// Rows that a sheet can hold.
    longest: u32,
    /// The names of its sheets: a long one that goes on in another must not take that of a third.
    taken: BTreeSet<String>,
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
        Self { workbook, formats: BTreeMap::new(), longest: LONGEST, taken: BTreeSet::new() }
    }

    /// Adds a sheet as it is laid out; as several, where one cannot hold its rows.
    ///
    /// # Errors
    /// When cells lie beyond what Excel can hold.
    pub fn add_sheet(&mut self, sheet: &Sheet) -> Result<(), Error> {
        for piece in sheet.pieces(self.longest) {
            self.add_table(&piece)?;
        }
        Ok(())
    }

    fn add_table(&mut self, sheet: &Sheet) -> Result<(), Error> {
        let mut worksheet = Worksheet::new();
        if worksheet.set_name(tab_name(&sheet.name, &mut self.taken)).is_err() {
            // One odd title must not cost the workbook: the sheet gets the name that the library gives.
            worksheet = Worksheet::new();
        }
        let mut widths: BTreeMap<u16, usize> = BTreeMap::new();
        for cell in &sheet.cells {
            let format = self.format(cell.style, decimals(&cell.content));
            write_cell(&mut worksheet, cell, &format)?;
            if cell.columns == 1 && is_of_table(cell.style) {
                let width = widths.entry(cell.column).or_default();
                let shown = shown_width(&cell.content);
                // A header may take two lines.
                *width = (*width).max(if cell.style == Style::Header { shown.div_ceil(2) } else { shown });
            }
        }
        let mut page = Paper::default();
        for (column, width) in widths {
            let width = sensible(width);
            page.widths.insert(column, width);
            worksheet.set_column_width(column, width)?;
        }
        // Not every program fits the height of a row to its texts, and none to one that stands over several columns.
        let mut heights: BTreeMap<u32, f64> = BTreeMap::new();
        for cell in sheet.cells.iter().filter(|cell| cell.rows == 1) {
            let lines = heights.entry(cell.row).or_insert(1.0);
            *lines = lines.max(page.lines(cell));
        }
        for (row, lines) in heights.into_iter().filter(|(_, lines)| *lines > 1.0) {
            worksheet.set_row_height(row, lines * LINE)?;
        }
        page.set_up(&mut worksheet, sheet.frozen_rows)?;
        worksheet.set_freeze_panes(sheet.frozen_rows, sheet.frozen_columns)?;
        self.workbook.push_worksheet(worksheet);
        Ok(())
    }

    /// Adds records as a long sheet with the contract's own headers.
    ///
    /// # Errors
    /// When cells lie beyond what Excel can hold.
    pub fn add_records(&mut self, schema: &Schema, rows: &[Record]) -> Result<(), Error> {
        self.add_list(&List::plain(schema, rows))
    }

    /// Adds a long sheet with a header row and a filter; as several, where one cannot hold its rows.
    ///
    /// # Errors
    /// When cells lie beyond what Excel can hold.
    pub fn add_list(&mut self, list: &List) -> Result<(), Error> {
        let per_sheet = self.longest.saturating_sub(1).max(1) as usize;
        let pieces = list.rows.len().div_ceil(per_sheet).max(1);
        for piece in 0..pieces {
            let number = u32::try_from(piece).unwrap_or(u32::MAX).saturating_add(1);
            let name = if piece == 0 { list.name.clone() } else { numbered(&list.name, number) };
            let rows = list.rows.get(piece * per_sheet..).unwrap_or_default();
            self.add_piece(&name, &list.columns, rows.get(..per_sheet).unwrap_or(rows))?;
        }
        Ok(())
    }

    fn add_piece(&mut self, name: &str, columns: &[ListColumn], rows: &[ListRow]) -> Result<(), Error> {
        let mut worksheet = Worksheet::new();
        worksheet.set_name(tab_name(name, &mut self.taken))?;
        let header = self.format(Style::Header, None);
        let mut page = Paper::default();
        for (column, place) in columns.iter().zip(0..) {
            worksheet.write_string_with_format(0, place, &column.header, &header)?;
            let width = f64::from(column.width);
            page.widths.insert(place, width);
            worksheet.set_column_width(place, width)?;
        }
        worksheet.set_row_height(0, 2.0 * LINE)?;
        for (row, at) in rows.iter().zip(1..) {
            let lines = lines_of(columns, row);
            if lines > 1.0 {
                worksheet.set_row_height(at, lines * LINE)?;
            }
            for (index, (value, place)) in row.values.iter().zip(0..).enumerate() {
                let mark = row.marks.iter().find(|(column, ..)| *column == index);
                let wraps = columns.get(index).is_some_and(|column| column.wraps);
                let style = match mark {
                    Some((_, style, _)) => *style,
                    None if row.sums => Style::Sum,
                    None if wraps => Style::Wrapped,
                    None => Style::Plain,
                };
                self.write_value(&mut worksheet, (at, place), value, style)?;
                if let Some((.., reason)) = mark {
                    worksheet.insert_note(at, place, &note(reason))?;
                }
            }
        }
        fold(&mut worksheet, rows)?;
        page.set_up(&mut worksheet, 1)?;
        worksheet.set_freeze_panes(1, 0)?;
        if let (Ok(last_row), Some(last)) = (u32::try_from(rows.len()), columns.len().checked_sub(1)) {
            worksheet.autofilter(0, 0, last_row, u16::try_from(last).unwrap_or(0))?;
        }
        self.workbook.push_worksheet(worksheet);
        Ok(())
    }

    fn write_value(
        &mut self,
        worksheet: &mut Worksheet,
        (row, column): (u32, u16),
        value: &Value,
        style: Style,
    ) -> Result<(), Error> {
        match value {
            Value::None if style == Style::Sum => {
                let format = self.format(style, None);
                worksheet.write_blank(row, column, &format)?;
            }
            Value::None => {}
            Value::Text(text) => {
                let format = self.format(style, None);
                worksheet.write_string_with_format(row, column, cut(text), &format)?;
            }
            #[allow(clippy::cast_precision_loss)] // counts of pages and rows
            Value::Integer(number) => {
                let format = self.format(style, None);
                worksheet.write_number_with_format(row, column, *number as f64, &format)?;
            }
            Value::Points(number) => drop(worksheet.write_number(row, column, *number)?),
            Value::Decimal(number) => {
                let format = self.format(style, Some(number.scale()));
                write_number(worksheet, (row, column), *number, &format)?;
            }
        }
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
                Style::Caption => format.set_text_wrap(),
                Style::Header => format
                    .set_bold()
                    .set_align(FormatAlign::Center)
                    .set_text_wrap()
                    .set_border(FormatBorder::Thin)
                    .set_background_color(Color::RGB(0x00E8_EEF4)),
                Style::Body => format.set_border(FormatBorder::Thin).set_text_wrap(),
                Style::Suspect => format.set_border(FormatBorder::Thin).set_background_color(SUSPECT),
                Style::Doubtful => format.set_border(FormatBorder::Thin).set_background_color(DOUBTFUL),
                Style::Finding => format.set_text_wrap().set_background_color(SUSPECT),
                Style::Doubt => format.set_text_wrap().set_background_color(DOUBTFUL),
                Style::Plain => format.set_align(FormatAlign::Top),
                Style::Wrapped => format.set_text_wrap().set_align(FormatAlign::Top),
                Style::Sum => format.set_bold().set_text_wrap().set_background_color(Color::RGB(0x00F2_F2F2)),
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
        worksheet.insert_note(row, column, &note(comment))?;
    }
    Ok(())
}

/// Why a cell is marked.
fn note(reason: &str) -> Note {
    Note::new(cut(reason)).set_author(AUTHOR).add_author_prefix(false).set_width(320).set_height(140)
}

/// Folds the rows that belong below the row before them.
fn fold(worksheet: &mut Worksheet, rows: &[ListRow]) -> Result<(), Error> {
    let mut first: Option<u32> = None;
    let mut last = 0_u32;
    let mut any = false;
    for (row, at) in rows.iter().zip(1_u32..) {
        match (row.folded, first) {
            (true, None) => first = Some(at),
            (false, Some(from)) => {
                worksheet.group_rows_collapsed(from, last)?;
                first = None;
            }
            _ => {}
        }
        any |= row.folded;
        last = at;
    }
    if let Some(from) = first {
        worksheet.group_rows_collapsed(from, last)?;
    }
    if any {
        worksheet.group_symbols_above(true);
    }
    Ok(())
}

/// Whether a style is of the cells of a table, whose width they decide, or of a text over it or below it.
fn is_of_table(style: Style) -> bool {
    !matches!(style, Style::Title | Style::Caption | Style::Finding | Style::Doubt)
}

/// How many lines the highest text of a row takes.
fn lines_of(columns: &[ListColumn], row: &ListRow) -> f64 {
    let texts = columns.iter().zip(&row.values).filter(|(column, _)| column.wraps);
    let lines = texts.map(|(column, value)| match value {
        Value::Text(text) => text.split('\n').map(|line| lines(digits(line), column.width.into())).sum(),
        _ => 1.0,
    });
    lines.fold(1.0, f64::max).min(MOST_LINES)
}

/// How many lines a text of so many digits takes in a column of so many.
#[allow(clippy::cast_precision_loss)] // a cell holds 32,767 units
fn lines(shown: usize, width: f64) -> f64 {
    (shown as f64 / width.max(1.0)).ceil().clamp(1.0, MOST_LINES)
}

/// How a sheet is printed.
#[derive(Default)]
struct Paper {
    /// The widths of its columns in digits.
    widths: BTreeMap<u16, f64>,
}

impl Paper {
    /// How many lines a text over several columns takes.
    fn lines(&self, cell: &SheetCell) -> f64 {
        let columns = cell.column..cell.column.saturating_add(cell.columns);
        let width: f64 = columns.map(|column| self.widths.get(&column).copied().unwrap_or(DEFAULT_WIDTH)).sum();
        let size = if cell.style == Style::Title { TITLE_WIDTH } else { 1.0 };
        lines(shown_width(&cell.content), width / size)
    }

    /// A4, one page wide, landscape where the columns are wide; the rows at the top on every page, page numbers below.
    fn set_up(&self, worksheet: &mut Worksheet, header: u32) -> Result<(), Error> {
        /// A4 in the numbers of Excel.
        const A4: u8 = 9;
        worksheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
        worksheet.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3).set_footer("&L&A&R&P / &N");
        if self.widths.values().sum::<f64>() > PORTRAIT {
            worksheet.set_landscape();
        }
        if let Some(last) = header.checked_sub(1) {
            worksheet.set_repeat_rows(0, last)?;
        }
        Ok(())
    }
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

/// The text without what XML does not allow; where a cell cannot hold all of it, its beginning, and that it is cut.
fn cut(text: &str) -> String {
    let allowed = |c: &char| u32::from(*c) & 0xFFFE != 0xFFFE;
    if cut_to(text, LONGEST_TEXT).len() == text.len() {
        return text.chars().filter(allowed).collect();
    }
    let room = LONGEST_TEXT.saturating_sub(CUT_HERE.encode_utf16().count());
    cut_to(text, room).chars().filter(allowed).chain(CUT_HERE.chars()).collect()
}

/// How wide a content is in digits: an ideograph takes two.
fn shown_width(content: &Content) -> usize {
    match content {
        Content::Blank => 0,
        Content::Text(text) | Content::Link { text, .. } => digits(text),
        // With separators of thousands.
        Content::Number(number) => {
            let digits = number.to_string().len();
            digits.saturating_add(digits / 3)
        }
    }
}

/// How wide a text is in digits.
fn digits(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Not too narrow, and not so wide that the next column is out of sight.
#[allow(clippy::cast_precision_loss)] // a few dozen
fn sensible(width: usize) -> f64 {
    width.clamp(8, 44) as f64 + 2.0
}

#[cfg(test)]
#[allow(clippy::indexing_slicing)] // a test that cannot go on fails
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};

    use super::*;
    use crate::list::ListRow;
    use crate::value::Kind;

    fn rows(book: Book) -> Vec<(String, Vec<String>)> {
        let mut bytes = Cursor::new(Vec::new());
        book.save(&mut bytes).unwrap();
        let mut read: Xlsx<_> = open_workbook_from_rs(bytes).unwrap();
        let text = |cell: &Data| cell.to_string();
        let sheets = read.worksheets().into_iter();
        sheets.map(|(name, range)| (name, range.rows().map(|row| text(&row[0])).collect())).collect()
    }

    #[test]
    fn a_text_that_a_cell_cannot_hold_says_that_it_is_cut() {
        let whole = "算".repeat(LONGEST_TEXT);
        assert_eq!(cut(&whole), whole);
        let longer = cut(&format!("{whole}𠮷"));
        assert!(longer.starts_with("算算") && longer.ends_with(CUT_HERE));
        assert_eq!(longer.encode_utf16().count(), LONGEST_TEXT);
    }

    #[test]
    fn more_rows_than_a_sheet_holds_go_on_in_another() {
        let mut book = Book { longest: 4, ..Book::new() };
        let mut sheet = Sheet::new("支出决算表");
        for row in 0..9 {
            sheet.put(row, 0, format!("行{row}"), Style::Body);
        }
        sheet.frozen_rows = 1;
        book.add_sheet(&sheet).unwrap();
        let column = ListColumn { header: "项目".to_owned(), kind: Kind::Text, width: 9, wraps: false };
        let row = |at: u32| ListRow { values: vec![format!("值{at}").into()], ..ListRow::default() };
        book.add_list(&List { name: "明细".to_owned(), columns: vec![column], rows: (1..=7).map(row).collect() })
            .unwrap();
        let read = rows(book);
        let names: Vec<&str> = read.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["支出决算表", "支出决算表（2）", "支出决算表（3）", "明细", "明细（2）", "明细（3）"]);
        let lines: Vec<String> = read.iter().map(|(_, rows)| rows.join(" ")).collect();
        assert_eq!(lines[..3], ["行0 行1 行2 行3", "行0 行4 行5 行6", "行0 行7 行8"]);
        assert_eq!(lines[3..], ["项目 值1 值2 值3", "项目 值4 值5 值6", "项目 值7"]);
    }

    #[test]
    fn a_sheet_that_goes_on_takes_no_name_of_another() {
        let mut book = Book { longest: 2, ..Book::new() };
        for name in ["支出决算表", "支出决算表（2）"] {
            let mut sheet = Sheet::new(name);
            for row in 0..3 {
                sheet.put(row, 0, format!("{name}{row}"), Style::Body);
            }
            book.add_sheet(&sheet).unwrap();
        }
        let names: Vec<String> = rows(book).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["支出决算表", "支出决算表（2）", "支出决算表（2） 2", "支出决算表（2）（2）"]);
    }

    #[test]
    fn the_last_row_of_a_full_sheet_is_there_and_the_next_one_too() {
        let mut book = Book::new();
        let mut sheet = Sheet::new("长表");
        for row in [0, LONGEST - 1, LONGEST] {
            sheet.put(row, 0, format!("行{row}"), Style::Body);
        }
        book.add_sheet(&sheet).unwrap();
        let read = rows(book);
        assert_eq!((read[0].1.len(), read[0].1.last().unwrap().as_str()), (LONGEST as usize, "行1048575"));
        assert_eq!(read[1], ("长表（2）".to_owned(), vec!["行1048576".to_owned()]));
    }
}
