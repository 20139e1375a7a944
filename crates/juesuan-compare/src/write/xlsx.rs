//! A comparison → a workbook: a sheet a section with a column of growth, charts, who exceeds the budget, names, sources.
//! Numbers are numbers; one of more than fifteen digits stays exact as text. The same comparison gives the same bytes.

use std::io::{Seek, Write};

use juesuan_model::Language;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    Chart, ChartType, Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Note, Workbook,
    Worksheet, XlsxError,
};

use super::shown::{self, MARK};
use crate::comparison::{Cell, Comparison, Line, Section};

/// Why a workbook could not be made.
#[derive(Debug, thiserror::Error)]
#[error("the workbook cannot be written: {0}")]
pub struct Error(#[from] XlsxError);

/// Writes the comparison. `author` is who the workbook says has made it.
///
/// # Errors
/// When the writer fails, or a sheet would be longer than Excel allows.
pub fn write(
    comparison: &Comparison,
    language: Language,
    author: &str,
    out: impl Write + Seek + Send,
) -> Result<(), Error> {
    let mut workbook = Workbook::new();
    // The time of writing would make every file differ.
    if let Ok(fixed) = ExcelDateTime::from_ymd(2020, 1, 1) {
        workbook.set_properties(&DocProperties::new().set_author(author).set_creation_datetime(&fixed));
    }
    let mut book = Book { comparison, language, styles: Styles::new(), sources: Vec::new() };
    for section in comparison.sections.iter().filter(|section| !section.lines.is_empty()) {
        workbook.push_worksheet(book.section(section)?);
    }
    let over = book.over_budget()?;
    workbook.push_worksheet(over);
    let charts = book.charts()?;
    workbook.push_worksheet(charts);
    let notes = book.notes()?;
    workbook.push_worksheet(notes);
    let sources = book.all_sources()?;
    workbook.push_worksheet(sources);
    workbook.save_to_writer(out)?;
    Ok(())
}

struct Styles {
    header: Format,
    text: Format,
    wrapped: Format,
    percent: Format,
    plain: Format,
}

impl Styles {
    fn new() -> Self {
        let plain = Format::new().set_align(FormatAlign::VerticalCenter);
        let text = plain.clone().set_border(FormatBorder::Thin);
        let header = text
            .clone()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Center)
            .set_background_color(Color::RGB(0x00E8_EEF4));
        let percent = text.clone().set_num_format("+0.0\"%\";-0.0\"%\";0.0\"%\"");
        let wrapped = plain.clone().set_text_wrap();
        Self { header, text, wrapped, percent, plain }
    }

    /// A number with so many decimals; marked where nothing confirms it.
    fn number(&self, decimals: u32, marked: bool) -> Format {
        let decimals = usize::try_from(decimals).unwrap_or_default();
        let zeros = if decimals == 0 { String::new() } else { format!(".{}", "0".repeat(decimals)) };
        let format = self.text.clone().set_num_format(format!("#,##0{zeros}"));
        if marked { format.set_background_color(Color::RGB(0x00FF_F6D6)) } else { format }
    }
}

struct Book<'c> {
    comparison: &'c Comparison,
    language: Language,
    styles: Styles,
    /// Sheet, cell and source of every number.
    sources: Vec<[String; 3]>,
}

/// Columns before the first year: item, department.
const FIRST_YEAR: u16 = 2;
/// The header's rows.
const HEADER: u32 = 2;

impl Book<'_> {
    fn pick<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        self.language.pick(zh, en)
    }

    /// The column of a year's number: each year has a number and its unit, each but the first its growth.
    fn column(index: usize) -> u16 {
        let columns = if index == 0 { 0 } else { index.saturating_mul(3).saturating_sub(1) };
        u16::try_from(columns).unwrap_or(u16::MAX - 3).saturating_add(FIRST_YEAR)
    }

    fn section(&mut self, section: &Section) -> Result<Worksheet, Error> {
        let mut sheet = Worksheet::new();
        let name = self.language.of(&section.id.title()).to_owned();
        sheet.set_name(&name)?;
        sheet.write_string_with_format(0, 0, shown::legend(self.language), &self.styles.plain)?;
        let (row, header) = (1, self.styles.header.clone());
        sheet.write_string_with_format(row, 0, self.pick("项目", "item"), &header)?;
        sheet.write_string_with_format(row, 1, self.pick("部门", "department"), &header)?;
        for (index, year) in self.comparison.years.iter().enumerate() {
            let at = Self::column(index);
            sheet.write_number_with_format(row, at, f64::from(*year), &header)?;
            sheet.write_string_with_format(row, at + 1, self.pick("原单位", "printed in"), &header)?;
            sheet.set_column_width(at, 18)?;
            sheet.set_column_width(at + 1, 9)?;
            if index > 0 {
                sheet.write_string_with_format(row, at + 2, self.pick("较上年", "growth"), &header)?;
            }
        }
        sheet.set_column_width(0, 34)?;
        sheet.set_column_width(1, 28)?;
        for (line, row) in section.lines.iter().zip(HEADER..) {
            self.line(&mut sheet, &name, row, line)?;
        }
        sheet.set_freeze_panes(HEADER, FIRST_YEAR)?;
        sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(1, 1)?;
        Ok(sheet)
    }

    fn line(&mut self, sheet: &mut Worksheet, name: &str, row: u32, line: &Line) -> Result<(), Error> {
        sheet.write_string_with_format(row, 0, shown::name(line, self.language), &self.styles.text)?;
        sheet.write_string_with_format(row, 1, shown::department(self.comparison, line), &self.styles.text)?;
        for (index, (cell, growth)) in line.cells.iter().zip(&line.growth).enumerate() {
            let at = Self::column(index);
            match cell {
                Some(cell) => {
                    let source = shown::source(cell, self.language);
                    self.number(sheet, row, at, cell)?;
                    let (_, unit) = shown::number(cell, line);
                    let mark = if cell.figure.is_marked() { MARK } else { "" };
                    sheet.write_string_with_format(row, at + 1, format!("{unit} {mark}").trim(), &self.styles.text)?;
                    sheet.insert_note(row, at, &Note::new(&source).set_author("juesuan"))?;
                    let place = rust_xlsxwriter::utility::row_col_to_cell(row, at);
                    self.sources.push([name.to_owned(), place, source]);
                }
                None => {
                    sheet.write_blank(row, at, &self.styles.text)?;
                    sheet.write_blank(row, at + 1, &self.styles.text)?;
                }
            }
            if index > 0 {
                match growth.and_then(|growth| growth.to_f64()) {
                    Some(growth) => drop(sheet.write_number_with_format(row, at + 2, growth, &self.styles.percent)?),
                    None => drop(sheet.write_blank(row, at + 2, &self.styles.text)?),
                }
            }
        }
        Ok(())
    }

    fn number(&self, sheet: &mut Worksheet, row: u32, at: u16, cell: &Cell) -> Result<(), Error> {
        let (value, decimals) = match cell.figure.yuan() {
            Some(yuan) => (yuan.normalize(), yuan.normalize().scale().max(2)),
            None => (cell.figure.value, cell.figure.value.scale()),
        };
        let format = self.styles.number(decimals, cell.figure.is_marked());
        write_number(sheet, row, at, value, &format)
    }

    fn over_budget(&mut self) -> Result<Worksheet, Error> {
        let mut sheet = Worksheet::new();
        let name = self.pick("超预算", "over budget").to_owned();
        sheet.set_name(&name)?;
        let heads = shown::over_budget_heads(self.language);
        for (head, column) in heads.iter().zip(0_u16..) {
            sheet.write_string_with_format(0, column, *head, &self.styles.header)?;
        }
        for (over, row) in self.comparison.over_budget.iter().zip(1_u32..) {
            let department = self.comparison.departments.get(over.department).map_or("", |of| of.name.as_str());
            sheet.write_string_with_format(row, 0, department, &self.styles.text)?;
            sheet.write_number_with_format(row, 1, f64::from(over.year), &self.styles.text)?;
            sheet.write_string_with_format(row, 2, self.language.of(&over.name), &self.styles.text)?;
            for (cell, column) in [(&over.budget, 3_u16), (&over.spent, 4)] {
                self.number(&mut sheet, row, column, cell)?;
                let source = shown::source(cell, self.language);
                sheet.insert_note(row, column, &Note::new(&source).set_author("juesuan"))?;
                let place = rust_xlsxwriter::utility::row_col_to_cell(row, column);
                self.sources.push([name.clone(), place, source]);
            }
            write_number(&mut sheet, row, 5, over.over.normalize(), &self.styles.number(2, false))?;
            if let Some(percent) = over.percent.and_then(|percent| percent.to_f64()) {
                sheet.write_number_with_format(row, 6, percent, &self.styles.percent)?;
            }
        }
        for (width, column) in [30, 8, 50, 18, 18, 18, 10].into_iter().zip(0_u16..) {
            sheet.set_column_width(column, width)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
        Ok(sheet)
    }

    /// Charts, each with its numbers beside it: a department a row, a year a column.
    fn charts(&self) -> Result<Worksheet, Error> {
        /// Rows that a chart takes.
        const ROWS: u32 = 22;
        let mut sheet = Worksheet::new();
        let name = self.pick("图表", "charts");
        sheet.set_name(name)?;
        sheet.set_column_width(0, 30)?;
        let years = self.comparison.years.len();
        let last = u16::try_from(years).unwrap_or(u16::MAX);
        let right = last.saturating_add(2);
        for ((id, lines), place) in shown::charted(self.comparison).into_iter().zip(0_u32..) {
            let Some(first) = lines.first() else { continue };
            let top = place.saturating_mul(ROWS);
            let title = format!("{} · {}（元）", self.language.of(&id.title()), self.language.of(&first.name));
            sheet.write_string_with_format(top, 0, &title, &self.styles.header)?;
            for (year, column) in self.comparison.years.iter().zip(1_u16..) {
                sheet.write_string_with_format(top, column, year.to_string(), &self.styles.header)?;
            }
            let mut chart = Chart::new(ChartType::Column);
            chart.title().set_name(&title);
            for (line, row) in lines.iter().zip(top.saturating_add(1)..) {
                let department = shown::department(self.comparison, line);
                sheet.write_string_with_format(row, 0, department, &self.styles.text)?;
                for (cell, column) in line.cells.iter().zip(1_u16..) {
                    if let Some(cell) = cell {
                        self.number(&mut sheet, row, column, cell)?;
                    }
                }
                chart
                    .add_series()
                    .set_name((name, row, 0))
                    .set_categories((name, top, 1, top, last))
                    .set_values((name, row, 1, row, last));
            }
            chart.set_width(760).set_height(400);
            sheet.insert_chart(top, right, &chart)?;
        }
        for column in 1..=last {
            sheet.set_column_width(column, 18)?;
        }
        sheet.set_landscape().set_print_fit_to_pages(1, 0);
        Ok(sheet)
    }

    fn notes(&self) -> Result<Worksheet, Error> {
        let mut sheet = Worksheet::new();
        sheet.set_name(self.pick("名称和说明", "names and notes"))?;
        sheet.set_column_width(0, 90)?;
        sheet.set_column_width(1, 50)?;
        let mut row = 0_u32;
        let mut put = |one: &str, other: &str, format: &Format| -> Result<(), Error> {
            sheet.write_string_with_format(row, 0, one, format)?;
            sheet.write_string_with_format(row, 1, other, format)?;
            row = row.saturating_add(1);
            Ok(())
        };
        put(self.pick("部门、年度", "departments and years"), self.pick("依据", "matched by"), &self.styles.header)?;
        for department in &self.comparison.departments {
            let (line, by) = shown::department_line(department, self.language);
            put(&line, by, &self.styles.wrapped)?;
        }
        put(
            self.pick("名称有变化的行", "rows whose names changed"),
            self.pick("依据", "matched by"),
            &self.styles.header,
        )?;
        for renamed in &self.comparison.renamed {
            let (names, by) = shown::renamed(renamed, self.language);
            put(&names, &by, &self.styles.wrapped)?;
        }
        put(self.pick("没有列入对比的内容", "not compared"), self.pick("原因", "why"), &self.styles.header)?;
        for left in &self.comparison.left_out {
            let account = if left.account > 1 { format!(" #{}", left.account) } else { String::new() };
            put(&format!("{}{account}", left.document), self.language.of(&left.why), &self.styles.wrapped)?;
        }
        Ok(sheet)
    }

    fn all_sources(&self) -> Result<Worksheet, Error> {
        let mut sheet = Worksheet::new();
        sheet.set_name(self.pick("出处", "sources"))?;
        let heads = [
            self.pick("工作表", "sheet"),
            self.pick("单元格", "cell"),
            self.pick("文件、位置、原文", "file, place, as printed"),
        ];
        for ((head, column), width) in heads.iter().zip(0_u16..).zip([24, 10, 110]) {
            sheet.write_string_with_format(0, column, *head, &self.styles.header)?;
            sheet.set_column_width(column, width)?;
        }
        for (source, row) in self.sources.iter().zip(1_u32..) {
            for (text, column) in source.iter().zip(0_u16..) {
                sheet.write_string_with_format(row, column, text, &self.styles.plain)?;
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        Ok(sheet)
    }
}

/// Excel's numbers have fifteen digits: a longer one stays exact as text.
fn write_number(sheet: &mut Worksheet, row: u32, at: u16, value: Decimal, format: &Format) -> Result<(), Error> {
    match value.to_f64() {
        Some(short) if value.mantissa().unsigned_abs() < 1_000_000_000_000_000 => {
            sheet.write_number_with_format(row, at, short, format)?;
        }
        _ => drop(sheet.write_string_with_format(row, at, value.to_string(), format)?),
    }
    Ok(())
}
