//! An Excel file of 1997–2003 (xls) → its sheets, with texts as they are shown.

use std::collections::BTreeMap;

use juesuan_document::{Document, Format};
use rust_decimal::Decimal;

use crate::compound::{Compound, Numbers};
use crate::error::Error;
use crate::kind::Kind;
use crate::limits::{Budget, Limits};

use super::biff::{Cursor, Record, Records, Texts, code_page};
use super::{Merged, NumberFormat, Position, Sheet, number};

/// Numbers of records.
mod records {
    pub(super) const FORMULA: u16 = 0x06;
    pub(super) const END: u16 = 0x0a;
    pub(super) const DATE_MODE: u16 = 0x22;
    pub(super) const PASSWORD: u16 = 0x2f;
    pub(super) const CODE_PAGE: u16 = 0x42;
    pub(super) const COLUMN_INFO: u16 = 0x7d;
    pub(super) const BOUND_SHEET: u16 = 0x85;
    pub(super) const MUL_RK: u16 = 0xbd;
    pub(super) const MUL_BLANK: u16 = 0xbe;
    pub(super) const RICH_STRING: u16 = 0xd6;
    pub(super) const STYLE: u16 = 0xe0;
    pub(super) const MERGED: u16 = 0xe5;
    pub(super) const SHARED_TEXTS: u16 = 0xfc;
    pub(super) const SHARED_TEXT: u16 = 0xfd;
    pub(super) const BLANK: u16 = 0x201;
    pub(super) const NUMBER: u16 = 0x203;
    pub(super) const LABEL: u16 = 0x204;
    pub(super) const BOOL_OR_ERROR: u16 = 0x205;
    pub(super) const STRING: u16 = 0x207;
    pub(super) const ROW: u16 = 0x208;
    pub(super) const WINDOW: u16 = 0x23e;
    pub(super) const RK: u16 = 0x27e;
    pub(super) const FORMAT: u16 = 0x41e;
    pub(super) const BEGIN: u16 = 0x809;
}

/// Reads an Excel file.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Error> {
    let mut file = Compound::open(bytes, Kind::Xls, limits)?;
    let stream = match file.stream("Workbook")? {
        Some(stream) => stream,
        None => file.stream("Book")?.ok_or_else(|| Error::damaged(Kind::Xls, "its workbook is missing"))?,
    };
    let mut budget = Budget::new(limits);
    let mut book = Book::read(&stream, &mut budget)?;
    let bound = std::mem::take(&mut book.sheets);
    let mut sheets = Vec::new();
    let mut damage = None;
    for bound in bound {
        let mut sheet = Sheet { name: bound.name, hidden: bound.hidden, ..Sheet::default() };
        // Charts and macro sheets hold no table.
        if bound.is_table {
            if !book.sheet(&stream, bound.at, &mut sheet, &mut budget) {
                damage = Some(format!("sheet {} does not end", sheet.name));
            }
        } else {
            sheet.hidden = true;
        }
        sheets.push(sheet);
    }
    if let Some(what) = damage.as_ref().filter(|_| !sheets.iter().any(Sheet::has_text)) {
        return Err(Error::damaged(Kind::Xls, what));
    }
    Ok(super::document(Format::Xls, &sheets, &mut budget, damage))
}

/// Where a sheet stands.
struct Bound {
    name: String,
    at: usize,
    hidden: bool,
    is_table: bool,
}

/// How cells of one style look.
#[derive(Debug, Clone, Copy, Default)]
struct Style {
    format: u16,
    ruled: bool,
}

/// What the sheets of a workbook share.
struct Book {
    texts: Texts,
    shared: Vec<String>,
    formats: BTreeMap<u16, NumberFormat>,
    styles: Vec<Style>,
    since_1904: bool,
    sheets: Vec<Bound>,
}

impl Book {
    fn read(stream: &[u8], budget: &mut Budget) -> Result<Self, Error> {
        let mut book = Self {
            texts: Texts::Unicode,
            shared: Vec::new(),
            formats: BTreeMap::new(),
            styles: Vec::new(),
            since_1904: false,
            sheets: Vec::new(),
        };
        for record in Records::from(stream, 0) {
            let bytes = record.bytes();
            match record.number {
                records::BEGIN if bytes.short(0) != Some(0x0600) => book.texts = Texts::Bytes(code_page(936)),
                records::PASSWORD => return Err(Error::Encrypted(Kind::Xls)),
                records::CODE_PAGE => {
                    if let Texts::Bytes(encoding) = &mut book.texts {
                        *encoding = code_page(bytes.short(0).unwrap_or_default());
                    }
                }
                records::DATE_MODE => book.since_1904 = bytes.short(0) == Some(1),
                records::BOUND_SHEET => book.sheets.extend(book.bound(&record)),
                records::FORMAT => {
                    let long = matches!(book.texts, Texts::Unicode);
                    let code = Cursor::at(&record, 2).text(book.texts, long);
                    if let (Some(id), Some(code)) = (bytes.short(0), code) {
                        book.formats.insert(id, NumberFormat::parse(&code));
                    }
                }
                records::STYLE => book.styles.push(book.style(bytes)),
                records::SHARED_TEXTS => book.shared_texts(&record, budget),
                records::END => break,
                _ => {}
            }
        }
        let used: Vec<u16> = book.styles.iter().map(|style| style.format).collect();
        for id in used {
            book.formats.entry(id).or_insert_with(|| NumberFormat::built_in(id));
        }
        if book.sheets.is_empty() {
            return Err(Error::damaged(Kind::Xls, "it has no sheets"));
        }
        Ok(book)
    }

    fn bound(&self, record: &Record<'_>) -> Option<Bound> {
        let bytes = record.bytes();
        let name = Cursor::at(record, 6).text(self.texts, false)?;
        Some(Bound {
            name,
            at: bytes.long(0)? as usize,
            hidden: bytes.byte(4)? & 0x03 != 0,
            is_table: bytes.byte(5)? == 0,
        })
    }

    fn style(&self, bytes: &[u8]) -> Style {
        let format = bytes.short(2).unwrap_or_default();
        // Left and right lines of a cell: four bits each.
        let ruled = match self.texts {
            Texts::Unicode => bytes.long(10).is_some_and(|lines| lines & 0xff != 0),
            Texts::Bytes(_) => bytes.long(12).is_some_and(|lines| lines >> 3 & 0x3f != 0),
        };
        Style { format, ruled }
    }

    fn shared_texts(&mut self, record: &Record<'_>, budget: &mut Budget) {
        let count = record.bytes().long(4).unwrap_or_default();
        let mut cursor = Cursor::at(record, 8);
        for _ in 0..count {
            let Some(text) = cursor.text(Texts::Unicode, true) else { break };
            if !budget.take(text.len()) {
                break;
            }
            self.shared.push(text);
        }
    }

    /// Reads a sheet; says whether it ends as it should.
    fn sheet(&self, stream: &[u8], at: usize, sheet: &mut Sheet, budget: &mut Budget) -> bool {
        let mut shows_zeros = true;
        let mut depth = 0_u32;
        // The formula whose text follows.
        let mut formula: Option<(Position, u16)> = None;
        let mut zeros: Vec<Position> = Vec::new();
        for record in Records::from(stream, at) {
            let bytes = record.bytes();
            let at = || {
                let (row, column) = (bytes.short(0)?, bytes.short(2)?);
                Some((Position { row: u32::from(row), column: u32::from(column) }, bytes.short(4)?))
            };
            match record.number {
                records::BEGIN => depth = depth.saturating_add(1),
                records::END => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        if !shows_zeros {
                            zeros.iter().for_each(|at| sheet.blank(*at));
                        }
                        return true;
                    }
                }
                // A chart inside the sheet has records of its own.
                _ if depth > 1 => {}
                records::WINDOW => shows_zeros = bytes.short(0).is_none_or(|options| options & 0x0010 != 0),
                records::ROW => {
                    let hidden = bytes.long(12).is_some_and(|options| options & 0x20 != 0);
                    if let Some(row) = bytes.short(0).filter(|_| hidden && budget.take(0)) {
                        sheet.hidden_rows.insert(u32::from(row));
                    }
                }
                records::COLUMN_INFO => {
                    let hidden = bytes.short(8).is_some_and(|options| options & 1 != 0) || bytes.short(4) == Some(0);
                    if let (Some(first), Some(last), true) = (bytes.short(0), bytes.short(2), hidden && budget.take(0))
                    {
                        sheet.hide_columns(u32::from(first), u32::from(last));
                    }
                }
                records::MERGED => merge(bytes, sheet, budget),
                records::STRING => {
                    let text = Cursor::at(&record, 0).text(self.texts, true);
                    if let (Some((at, style)), Some(text)) = (formula.take(), text) {
                        self.text(at, style, &text, sheet, budget);
                    }
                }
                records::MUL_RK => {
                    let Some((first, _)) = at() else { continue };
                    let pairs = bytes.get(4..bytes.len().saturating_sub(2)).unwrap_or_default().chunks_exact(6);
                    for (column, pair) in (first.column..).zip(pairs) {
                        let at = Position { column, ..first };
                        if let (Some(style), Some(value)) = (pair.short(0), pair.long(2).and_then(rk)) {
                            self.number(at, style, value, sheet, budget, &mut zeros);
                        }
                    }
                }
                records::MUL_BLANK => {
                    let Some((first, _)) = at() else { continue };
                    let styles = bytes.get(4..bytes.len().saturating_sub(2)).unwrap_or_default().chunks_exact(2);
                    for (column, style) in (first.column..).zip(styles) {
                        let ruled = style.short(0).is_some_and(|style| self.style_of(style).ruled);
                        sheet.put(Position { column, ..first }, "", ruled, budget);
                    }
                }
                records::BLANK
                | records::LABEL
                | records::RICH_STRING
                | records::SHARED_TEXT
                | records::NUMBER
                | records::RK
                | records::BOOL_OR_ERROR
                | records::FORMULA => {
                    let Some((at, style)) = at() else { continue };
                    let ruled = self.style_of(style).ruled;
                    match record.number {
                        records::BLANK => sheet.put(at, "", ruled, budget),
                        records::LABEL | records::RICH_STRING => {
                            let text = Cursor::at(&record, 6).text(self.texts, true).unwrap_or_default();
                            self.text(at, style, &text, sheet, budget);
                        }
                        records::SHARED_TEXT => {
                            let text = bytes.long(6).and_then(|index| self.shared.get(index as usize));
                            self.text(at, style, text.map_or("", String::as_str), sheet, budget);
                        }
                        records::NUMBER => {
                            if let Some(value) = bytes.double(6).and_then(number::of_float) {
                                self.number(at, style, value, sheet, budget, &mut zeros);
                            }
                        }
                        records::RK => {
                            if let Some(value) = bytes.long(6).and_then(rk) {
                                self.number(at, style, value, sheet, budget, &mut zeros);
                            }
                        }
                        records::BOOL_OR_ERROR => {
                            let text = truth_or_error(bytes.byte(6), bytes.byte(7) == Some(1));
                            sheet.put(at, text, ruled, budget);
                        }
                        _ => match result(bytes) {
                            Outcome::Number(value) => self.number(at, style, value, sheet, budget, &mut zeros),
                            Outcome::Text => formula = Some((at, style)),
                            Outcome::Known(text) => sheet.put(at, text, ruled, budget),
                            Outcome::Missing => {
                                sheet.formulas_without_value = sheet.formulas_without_value.saturating_add(1);
                                sheet.put(at, "", ruled, budget);
                            }
                        },
                    }
                }
                _ => {}
            }
        }
        false
    }

    fn style_of(&self, style: u16) -> Style {
        self.styles.get(usize::from(style)).copied().unwrap_or_default()
    }

    fn text(&self, at: Position, style: u16, text: &str, sheet: &mut Sheet, budget: &mut Budget) {
        let style = self.style_of(style);
        let text = text.replace("\r\n", "\n");
        let shown = self.formats.get(&style.format).map_or_else(|| text.clone(), |format| format.show_text(&text));
        sheet.put(at, &shown, style.ruled, budget);
    }

    fn number(
        &self,
        at: Position,
        style: u16,
        value: Decimal,
        sheet: &mut Sheet,
        budget: &mut Budget,
        zeros: &mut Vec<Position>,
    ) {
        let style = self.style_of(style);
        let shown = match self.formats.get(&style.format) {
            Some(format) => format.show(value, self.since_1904),
            None => super::format::general(value),
        };
        if value.is_zero() {
            zeros.push(at);
        }
        sheet.put(at, &shown, style.ruled, budget);
    }
}

fn merge(bytes: &[u8], sheet: &mut Sheet, budget: &mut Budget) {
    for area in bytes.get(2..).unwrap_or_default().chunks_exact(8) {
        let at = |index: usize| area.short(index).map(u32::from).unwrap_or_default();
        let (first, last) = (Position { row: at(0), column: at(4) }, Position { row: at(2), column: at(6) });
        if let Some(area) = Merged::new(first, last).filter(|_| budget.take(0)) {
            sheet.merged.push(area);
        }
    }
}

/// A number in four bytes: a whole number or the upper half of a binary fraction, in hundredths or not.
fn rk(bits: u32) -> Option<Decimal> {
    let value = if bits & 2 != 0 {
        Decimal::from(bits.cast_signed() >> 2)
    } else {
        number::of_float(f64::from_bits(u64::from(bits & !3) << 32))?
    };
    if bits & 1 != 0 { value.checked_div(Decimal::ONE_HUNDRED) } else { Some(value) }
}

/// The stored value of a formula.
enum Outcome {
    Number(Decimal),
    /// A text, in the next record.
    Text,
    Known(&'static str),
    /// None is stored.
    Missing,
}

fn result(bytes: &[u8]) -> Outcome {
    if bytes.short(12) != Some(0xffff) {
        return bytes.double(6).and_then(number::of_float).map_or(Outcome::Missing, Outcome::Number);
    }
    match bytes.byte(6) {
        Some(0) => Outcome::Text,
        Some(1) => Outcome::Known(truth_or_error(bytes.byte(8), false)),
        Some(2) => Outcome::Known(truth_or_error(bytes.byte(8), true)),
        // An empty text; where the formula is to be calculated on opening, there never was a value.
        _ if bytes.short(14).is_some_and(|options| options & 3 != 0) => Outcome::Missing,
        _ => Outcome::Known(""),
    }
}

fn truth_or_error(value: Option<u8>, is_error: bool) -> &'static str {
    match (value, is_error) {
        (Some(0), false) => "FALSE",
        (_, false) => "TRUE",
        (Some(0x00), true) => "#NULL!",
        (Some(0x07), true) => "#DIV/0!",
        (Some(0x0f), true) => "#VALUE!",
        (Some(0x17), true) => "#REF!",
        (Some(0x1d), true) => "#NAME?",
        (Some(0x24), true) => "#NUM!",
        (_, true) => "#N/A",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_four_bytes() {
        let shown = |bits| rk(bits).map(|value| value.to_string());
        assert_eq!(shown(12345 << 2 | 3).as_deref(), Some("123.45"));
        assert_eq!(shown((-7_i32 << 2).cast_unsigned() | 2).as_deref(), Some("-7"));
        let half = u32::try_from(1.5_f64.to_bits() >> 32).unwrap();
        assert_eq!(shown(half).as_deref(), Some("1.5"));
    }
}
