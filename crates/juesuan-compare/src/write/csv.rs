//! A comparison → CSV, one row a cell: identifiers in English, everything else as printed.

use csv::Writer;
use rust_decimal::Decimal;

use crate::comparison::{Cell, Comparison};
use crate::names::MatchedBy;

/// The columns.
pub const COLUMNS: &[&str] = &[
    "section",
    "item",
    "item_en",
    "code",
    "matched_by",
    "department",
    "level",
    "year",
    "value_yuan",
    "value",
    "unit",
    "growth_percent",
    "verdict",
    "doubt",
    "printed_name",
    "document",
    "account",
    "page",
    "place",
    "x0",
    "y0",
    "x1",
    "y1",
];

/// The comparison as CSV, in the order of sections, lines and years.
///
/// # Errors
/// Only when memory does not suffice.
pub fn csv(comparison: &Comparison) -> Result<Vec<u8>, csv::Error> {
    let mut writer = Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for section in &comparison.sections {
        for line in &section.lines {
            let department = comparison.departments.get(line.department);
            let level = department.and_then(|of| of.level).map_or("", level_name);
            let name = department.map_or("", |of| of.name.as_str());
            for ((cell, growth), year) in line.cells.iter().zip(&line.growth).zip(&comparison.years) {
                let Some(cell) = cell else { continue };
                let mut row: Vec<String> = vec![
                    section.id.as_str().to_owned(),
                    line.name.zh.clone(),
                    line.name.en.clone(),
                    line.code.clone().unwrap_or_default(),
                    line.matched.map_or("", matched_name).to_owned(),
                    name.to_owned(),
                    level.to_owned(),
                    year.to_string(),
                ];
                row.extend(number(cell, line.counted));
                row.push(growth.map(|growth| growth.to_string()).unwrap_or_default());
                row.extend(place(cell));
                writer.write_record(row.iter().map(|field| safe(field)))?;
            }
        }
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

fn matched_name(by: MatchedBy) -> &'static str {
    match by {
        MatchedBy::Code => "code",
        MatchedBy::Name => "name",
        MatchedBy::File => "file",
    }
}

fn level_name(level: juesuan_model::report::Level) -> &'static str {
    match level {
        juesuan_model::report::Level::Department => "department",
        juesuan_model::report::Level::Unit => "unit",
    }
}

fn number(cell: &Cell, counted: Option<&'static str>) -> [String; 3] {
    let figure = &cell.figure;
    let yuan = figure.yuan().map(plain).unwrap_or_default();
    let unit = figure.unit.map(juesuan_model::Unit::as_str).or(counted).unwrap_or_default();
    [yuan, figure.value.to_string(), unit.to_owned()]
}

/// Without the zeros that come of a conversion: at least the two decimals of 元.
fn plain(yuan: Decimal) -> String {
    let mut shown = yuan.normalize();
    if shown.scale() < 2 {
        shown.rescale(2);
    }
    shown.to_string()
}

fn place(cell: &Cell) -> Vec<String> {
    let figure = &cell.figure;
    let page = if figure.at.page == 0 { String::new() } else { figure.at.page.to_string() };
    let mut fields = vec![
        figure.verdict.as_str().to_owned(),
        figure.doubt.clone().unwrap_or_default(),
        figure.label.clone(),
        cell.document.clone(),
        cell.account.to_string(),
        page,
    ];
    match figure.at.address {
        Some(address) => {
            fields.push(address.to_string());
            fields.extend(std::iter::repeat_with(String::new).take(4));
        }
        None => {
            fields.push(String::new());
            fields.extend(figure.at.rounded().map(|edge| edge.to_string()));
        }
    }
    fields
}

/// A text that a spreadsheet would run as a formula gets a space before it. Numbers are none.
fn safe(field: &str) -> String {
    let runs =
        field.starts_with(['=', '+', '@', '\t', '\r']) || field.starts_with('-') && field.parse::<Decimal>().is_err();
    if runs { format!(" {field}") } else { field.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yuan_has_two_decimals_at_least() {
        let shown = |value: &str| plain(value.parse().unwrap());
        assert_eq!(shown("61482500.0000"), "61482500.00");
        assert_eq!(shown("1.2345"), "1.2345");
    }

    #[test]
    fn texts_do_not_run_as_formulas() {
        assert_eq!(safe("=1+1"), " =1+1");
        assert_eq!(safe("-5.00"), "-5.00");
        assert_eq!(safe("-甲"), " -甲");
    }
}
