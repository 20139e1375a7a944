//! Raw tables drawn as text, for the tests of the definitions: cells split by `|`, `<` continues the cell to the left.

use crate::place::Place;
use crate::tables::{RawCell, RawTable, TableHead, TableStatus};
use crate::value::{Text, Unit};

/// A table in 万元.
pub(super) fn table(title: &str, rows: &[&str]) -> RawTable {
    let mut cells: Vec<RawCell> = Vec::new();
    for (row, line) in rows.iter().enumerate() {
        for (column, text) in line.split('|').map(str::trim).enumerate() {
            match (text, cells.last_mut()) {
                ("<", Some(left)) => left.column_span += 1,
                ("" | "<", _) => {}
                _ => cells.push(RawCell {
                    row,
                    column,
                    row_span: 1,
                    column_span: 1,
                    text: text.to_owned(),
                    at: Place::default(),
                }),
            }
        }
    }
    let mut head = TableHead::announced(None, 1, Text::new(title, Place::default()), TableStatus::Raw);
    head.unit = Some(Unit::TenThousandYuan);
    RawTable { head, cells }
}

/// The sums that hold, by table, column and whole.
pub(super) fn sums(tables: &[RawTable]) -> Vec<(String, bool)> {
    let beyond = super::TablesBeyond::among(tables);
    let sum = |sum: &super::ItemSum<'_>| {
        let parts: rust_decimal::Decimal = sum.parts.iter().map(|(_, part)| part.value).sum();
        (format!("{}.{}.{}", sum.table, sum.whole.0, sum.column), parts == sum.whole.1.value)
    };
    beyond.sums().iter().map(sum).collect()
}
