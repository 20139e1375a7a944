//! Records of a table → a long sheet for people: headers and values in their language, year and department in every row,
//! amounts also in 元, marked values with their reasons. Neutral of any file format, as [`crate::sheet`] is.

use std::collections::BTreeMap;

use juesuan_model::Unit;
use rust_decimal::Decimal;

use crate::sheet::Style;
use crate::value::{Column, Kind, Record, Schema, Value};
use crate::wording::{self, Language};

/// A long sheet.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct List {
    /// The name on its tab.
    pub name: String,
    /// Its columns.
    pub columns: Vec<ListColumn>,
    /// Its rows.
    pub rows: Vec<ListRow>,
}

impl List {
    /// Records under the contract's own headers.
    #[must_use]
    pub fn plain(schema: &Schema, rows: &[Record]) -> Self {
        let column = |column: &Column| {
            let width = if column.kind == Kind::Text { 18 } else { 12 };
            ListColumn { header: column.name.to_owned(), kind: column.kind, width, wraps: false }
        };
        let row = |record: &Record| ListRow { values: record.clone(), ..ListRow::default() };
        Self {
            name: schema.name.to_owned(),
            columns: schema.columns.iter().map(column).collect(),
            rows: rows.iter().map(row).collect(),
        }
    }
}

/// A column of a long sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListColumn {
    /// The header.
    pub header: String,
    /// What it holds.
    pub kind: Kind,
    /// Its width in digits.
    pub width: u16,
    /// Whether its texts may take several lines.
    pub wraps: bool,
}

/// A row of a long sheet.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ListRow {
    /// Its values.
    pub values: Record,
    /// Marked values: the column, how it looks and why.
    pub marks: Vec<(usize, Style, String)>,
    /// Whether it is folded below the row before it.
    pub folded: bool,
    /// Whether it sums up rows that are folded below it.
    pub sums: bool,
}

/// Year and department of each account, by document and account.
pub type Owners = BTreeMap<(String, u64), (Value, Value)>;

/// Year and department of the accounts that records of `documents` tell.
#[must_use]
pub fn owners<'a>(documents: impl IntoIterator<Item = &'a Record>) -> Owners {
    let schema = &crate::contract::DOCUMENTS;
    let of = |record: &Record, name: &str| value_of(schema, record, name).cloned().unwrap_or(Value::None);
    let owner = |record: &'a Record| (key(record), (of(record, "year"), of(record, "department")));
    documents.into_iter().map(owner).collect()
}

/// Document and account: the first two columns of every table.
fn key(record: &Record) -> (String, u64) {
    let account = match record.get(1) {
        Some(Value::Integer(account)) => *account,
        _ => 1,
    };
    (record.first().map(ToString::to_string).unwrap_or_default(), account)
}

/// A value of a record by the name of its column.
#[must_use]
pub fn value_of<'a>(schema: &Schema, record: &'a Record, column: &str) -> Option<&'a Value> {
    record.get(schema.columns.iter().position(|known| known.name == column)?)
}

/// Amounts that are given in 元 as well: table, amount, unit, the new column.
const IN_YUAN: &[(&str, &str, &str, &str)] = &[
    ("project_funds", "initial_budget", "unit", "initial_budget_yuan"),
    ("project_funds", "adjusted_budget", "unit", "adjusted_budget_yuan"),
    ("project_funds", "executed", "unit", "executed_yuan"),
    ("statements", "change", "change_unit", "change_yuan"),
];

/// Columns of long texts, which take several lines.
const WRAPPED: &[&str] = &[
    "message",
    "finding",
    "rule",
    "quote",
    "cells",
    "source",
    "expected_goal",
    "actual_goal",
    "deviation",
    "note",
    "section",
    "subject",
    "target",
    "actual",
    "level3",
];

/// Where a column of the sheet comes from.
#[derive(Debug)]
enum Origin {
    /// A column of the record.
    Given(usize, Column),
    /// The year of the account.
    Year,
    /// Its department.
    Department,
    /// An amount, and its unit, in 元.
    Yuan(usize, usize, &'static str),
}

/// How the sheet of a table is made.
#[derive(Debug)]
pub struct Layout<'a> {
    schema: &'a Schema,
    language: Language,
    origins: Vec<Origin>,
}

impl<'a> Layout<'a> {
    /// The sheet of a table of records that begin with document and account.
    #[must_use]
    pub fn of(schema: &'a Schema, language: Language) -> Self {
        let mut origins = Vec::new();
        let at = |name: &str| schema.columns.iter().position(|column| column.name == name);
        // A document says its own year and department.
        let owned = schema.name != "documents";
        for (index, column) in schema.columns.iter().enumerate() {
            origins.push(Origin::Given(index, *column));
            if index == 1 && owned {
                origins.extend([Origin::Department, Origin::Year]);
            }
            let yuan = IN_YUAN.iter().find(|(table, amount, ..)| *table == schema.name && *amount == column.name);
            if let Some((.., unit, name)) = yuan
                && let Some(unit) = at(unit)
            {
                origins.push(Origin::Yuan(index, unit, name));
            }
        }
        Self { schema, language, origins }
    }

    /// The sheet without rows.
    #[must_use]
    pub fn list(&self, name: String) -> List {
        let table = self.schema.name;
        let column = |origin: &Origin| {
            let (name, kind) = match origin {
                Origin::Given(_, column) => (wording::column(table, column.name, self.language), column.kind),
                Origin::Year => (wording::column("", "year", self.language), Kind::Integer),
                Origin::Department => (wording::column("", "department", self.language), Kind::Text),
                Origin::Yuan(.., name) => (wording::column(table, name, self.language), Kind::Decimal),
            };
            let wraps = matches!(origin, Origin::Given(_, column) if WRAPPED.contains(&column.name));
            let width = match (kind, wraps, origin) {
                (Kind::Text, true, _) => 32,
                (Kind::Text, ..) => 14,
                (Kind::Decimal, ..) => 14,
                _ => 7,
            };
            ListColumn { header: name.to_owned(), kind, width, wraps }
        };
        List { name, columns: self.origins.iter().map(column).collect(), rows: Vec::new() }
    }

    /// A record as a row of the sheet.
    #[must_use]
    pub fn row(&self, record: &Record, owners: &Owners) -> ListRow {
        let owner = owners.get(&key(record));
        let given = |at: usize| record.get(at).cloned().unwrap_or(Value::None);
        let value = |origin: &Origin| match origin {
            Origin::Given(at, column) => match given(*at) {
                Value::Text(text) => wording::value(column.name, &text, self.language).into(),
                value => value,
            },
            Origin::Year => owner.map_or(Value::None, |(year, _)| year.clone()),
            Origin::Department => owner.map_or(Value::None, |(_, department)| department.clone()),
            Origin::Yuan(amount, unit, _) => yuan(&given(*amount), &given(*unit)).into(),
        };
        ListRow { values: self.origins.iter().map(value).collect(), ..ListRow::default() }
    }

    /// The column of the sheet that shows a column of the table.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.origins.iter().position(|origin| matches!(origin, Origin::Given(_, column) if column.name == name))
    }
}

/// An amount in 元, exact.
fn yuan(amount: &Value, unit: &Value) -> Option<Decimal> {
    let (Value::Decimal(amount), Value::Text(unit)) = (amount, unit) else { return None };
    match Unit::parse(unit)? {
        Unit::Yuan => Some(*amount),
        unit => amount.checked_mul(unit.in_yuan()).map(|value| value.normalize()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{PROJECT_FUNDS, STATEMENTS, TABLES};

    fn headers(schema: &Schema, language: Language) -> Vec<String> {
        Layout::of(schema, language).list(String::new()).columns.into_iter().map(|column| column.header).collect()
    }

    #[test]
    fn every_long_sheet_has_year_department_and_its_amounts_in_yuan() {
        let zh = headers(&STATEMENTS, Language::Chinese);
        for header in ["部门", "年度", "比较基数", "金额（元）", "变动额（元）"] {
            assert!(zh.iter().any(|known| known == header), "{header}: {zh:?}");
        }
        let en = headers(&PROJECT_FUNDS, Language::English);
        for header in ["department", "year", "executed", "executed_yuan"] {
            assert!(en.iter().any(|known| known == header), "{header}: {en:?}");
        }
        let tables = headers(&TABLES, Language::English);
        assert_eq!(tables.iter().filter(|header| *header == "department").count(), 1, "{tables:?}");
    }

    #[test]
    fn a_row_says_its_owner_and_words_of_the_contract_in_chinese() {
        let layout = Layout::of(&STATEMENTS, Language::Chinese);
        let mut record = vec![Value::from("a.pdf"), Value::from(2_u32)];
        record.resize(STATEMENTS.columns.len(), Value::None);
        let put = |record: &mut Record, name: &str, value: Value| {
            let at = STATEMENTS.columns.iter().position(|column| column.name == name).unwrap();
            record[at] = value;
        };
        put(&mut record, "base", "prior_year".into());
        put(&mut record, "change", Value::Decimal("3.70".parse().unwrap()));
        put(&mut record, "change_unit", "万元".into());
        let owners = Owners::from([(("a.pdf".to_owned(), 2), (2022_u32.into(), "甲局".into()))]);
        let texts: Vec<String> = layout.row(&record, &owners).values.iter().map(ToString::to_string).collect();
        for text in ["甲局", "2022", "上年决算数", "3.70", "37000"] {
            assert!(texts.iter().any(|known| known == text), "{text}: {texts:?}");
        }
    }
}
