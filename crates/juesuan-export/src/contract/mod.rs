//! The tabular contract: which tables there are, and how a report fills them.
//!
//! A column's name, kind and value stand on one line, so that CSV, Excel and Parquet cannot disagree.
//!
//! | module | tables |
//! | --- | --- |
//! | `documents` | documents |
//! | `tables` | tables, facts, cells |
//! | `forms` | projects, project_funds, indicators |
//! | `narrative` | statements, counts |
//! | `trust` | checks, diagnostics, coverage |

use std::borrow::Borrow;
use std::collections::BTreeMap;

use juesuan_model::place::Address;
use juesuan_model::report::Report;
use juesuan_model::{Amount, Number, Place, Unit};
use rust_decimal::Decimal;

use crate::value::{Record, Schema};

mod documents;
mod forms;
mod narrative;
mod tables;
mod trust;

pub use documents::{DOCUMENTS, kind_name};
pub(crate) use forms::{Form, forms};
pub use forms::{INDICATORS, PROJECT_FUNDS, PROJECTS};
pub use narrative::{COUNTS, STATEMENTS};
pub use tables::{CELLS, FACTS, TABLES};
pub use trust::{CHECKS, COVERAGE, DIAGNOSTICS};

/// What is known of an input besides its report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Source {
    /// The input's file name: the column `document` of every table.
    pub name: String,
    /// SHA-256 of its bytes in hexadecimal.
    pub sha256: String,
}

impl Source {
    /// A source with its name and the hash of its bytes.
    #[must_use]
    pub fn new(name: impl Into<String>, sha256: impl Into<String>) -> Self {
        Self { name: name.into(), sha256: sha256.into() }
    }
}

/// The records of one table of the contract.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Records {
    /// Which table, and its columns.
    pub schema: &'static Schema,
    /// Its records, in the order of the document.
    pub rows: Vec<Record>,
}

impl Records {
    /// The records of a table as they were serialized.
    #[must_use]
    pub fn restored(schema: &'static Schema, rows: Vec<Record>) -> Self {
        Self { schema, rows: schema.typed(rows) }
    }
}

/// Declares a table: its schema, and the function that makes a record.
macro_rules! table {
    ($(#[$doc:meta])* $schema:ident = $name:literal; $function:ident($account:ident, $row:ident: $type:ty) {
        $($column:ident: $kind:ident = $value:expr,)+
    }) => {
        $(#[$doc])*
        pub static $schema: Schema = Schema {
            name: $name,
            columns: &[
                Column { name: "document", kind: Kind::Text },
                Column { name: "account", kind: Kind::Integer },
                $(Column { name: stringify!($column), kind: Kind::$kind },)+
            ],
        };

        pub(super) fn $function($account: &Account<'_>, $row: $type) -> Record {
            vec![Value::from(&$account.source.name), Value::from($account.number), $(Value::from($value),)+]
        }
    };
}
use table;

/// All tables of the contract, in its order.
pub static SCHEMAS: [&Schema; 12] = [
    &DOCUMENTS,
    &TABLES,
    &FACTS,
    &PROJECTS,
    &PROJECT_FUNDS,
    &INDICATORS,
    &STATEMENTS,
    &CHECKS,
    &DIAGNOSTICS,
    &COUNTS,
    &CELLS,
    &COVERAGE,
];

/// What fills a table of the contract from one account.
type Fill = fn(&Account<'_>, &Report) -> Vec<Record>;

/// What fills each of [`SCHEMAS`].
static FILLS: [Fill; 12] = [
    documents::documents,
    tables::heads,
    tables::facts,
    forms::projects,
    forms::funds,
    forms::indicators,
    narrative::statements,
    trust::checks,
    trust::diagnostics,
    narrative::counts,
    tables::cells,
    trust::coverage,
];

/// The tables that a report which is read from JSON cannot fill: JSON leaves out [`Report::facts`], the identities by
/// which doubts find their table, and where a text was recognised how sure that is.
pub static BEYOND_JSON: [&Schema; 3] = [&FACTS, &INDICATORS, &DIAGNOSTICS];

/// The records of a document, one [`Records`] for each of [`SCHEMAS`], in that order; within each, account by account.
#[must_use]
pub fn records(source: &Source, report: &Report) -> Vec<Records> {
    SCHEMAS.iter().map(|schema| records_of(schema, source, report)).collect()
}

/// The records of one table of a document, account by account.
#[must_use]
pub fn records_of(schema: &'static Schema, source: &Source, report: &Report) -> Records {
    let mut rows = Vec::new();
    if let Some((_, fill)) = SCHEMAS.iter().zip(FILLS).find(|(known, _)| **known == schema) {
        for (report, number) in report.accounts().zip(1..) {
            rows.extend(fill(&Account::new(source, number, report), report));
        }
    }
    Records { schema, rows }
}

/// The records of an input that could not be opened: its line in `documents`, and nothing else.
#[must_use]
pub fn unreadable(source: &Source) -> Vec<Records> {
    let account = Account { source, number: 1, report: None };
    let rows = |schema: &Schema| match schema == &DOCUMENTS {
        true => vec![documents::document(&account, &documents::Inventory::unreadable())],
        false => Vec::new(),
    };
    SCHEMAS.iter().map(|schema| Records { schema, rows: rows(schema) }).collect()
}

/// Records by the names of their tables, as they were serialized → those of each of [`SCHEMAS`], in that order, with
/// decimals where their columns say so.
#[must_use]
pub fn typed<Name: Borrow<str> + Ord>(mut tables: BTreeMap<Name, Vec<Record>>) -> Vec<Vec<Record>> {
    SCHEMAS.iter().map(|schema| schema.typed(tables.remove(schema.name).unwrap_or_default())).collect()
}

/// One account of a document: what its records have in common.
struct Account<'a> {
    source: &'a Source,
    /// From 1.
    number: u32,
    report: Option<&'a Report>,
}

impl<'a> Account<'a> {
    fn new(source: &'a Source, number: u32, report: &'a Report) -> Self {
        Self { source, number, report: Some(report) }
    }

    /// Where something stands in a file without pages: `GK01!C12`, `paragraph 14`; in a disclosure of several files
    /// with the file before it, in which a PDF's page is counted from 1: `tables.xlsx: GK01!C12`, `text.pdf: page 3`.
    fn place(&self, at: Place) -> Option<String> {
        let files = self.report.map(|report| report.files.as_slice()).unwrap_or_default();
        if files.len() < 2 {
            return self.place_in_file(at);
        }
        let page = at.page.max(1);
        let file = files.iter().rfind(|file| (1..=page).contains(&file.first_page))?;
        let inside = self.place_in_file(at).or_else(|| {
            let page = at.page.checked_sub(file.first_page)?.checked_add(1)?;
            Some(format!("page {page}"))
        })?;
        Some(format!("{}: {inside}", file.name))
    }

    fn place_in_file(&self, at: Place) -> Option<String> {
        let address = at.address?.to_string();
        let sheets = self.report.map(|report| report.sheets.as_slice()).unwrap_or_default();
        let sheet = sheets.iter().find(|sheet| sheet.page == at.page && at.page > 0);
        Some(sheet.map_or_else(|| address.clone(), |sheet| format!("{}!{address}", sheet.name)))
    }
}

/// The page or sheet of a place; none in files that have neither.
fn page(at: Place) -> Option<u32> {
    let flows = matches!(at.address, Some(Address::Paragraph(_) | Address::Cell { .. }));
    (at.page > 0 && !flows).then_some(at.page)
}

/// An edge of a place's box; none in files without pages.
fn edge(at: Place, edge: usize) -> Option<f64> {
    let drawn = at.page > 0 && at.address.is_none();
    at.rounded().get(edge).copied().filter(|_| drawn)
}

/// An amount in 元, exact: as printed where it is printed in 元, else without closing zeros.
fn in_yuan(amount: &Amount) -> Option<Decimal> {
    match amount.unit? {
        Unit::Yuan => Some(amount.value),
        unit => amount.value.checked_mul(unit.in_yuan()).map(|value| value.normalize()),
    }
}

fn amount(amount: &Option<Amount>) -> Option<Decimal> {
    amount.as_ref().map(|amount| amount.value)
}

fn number(number: &Option<Number>) -> Option<Decimal> {
    number.as_ref().map(|number| number.value)
}

/// How sure the recogniser is, with four decimals; none for text of the file.
fn confidence(at: Place) -> Option<Decimal> {
    let hundredths = (f64::from(at.origin.confidence()?) * 10_000.0).round();
    Some(Decimal::new(hundredths.clamp(0.0, 10_000.0) as i64, 4).normalize())
}

/// A list in one field.
fn joined<T: ToString>(parts: &[T]) -> String {
    parts.iter().map(ToString::to_string).collect::<Vec<String>>().join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_in_yuan_is_exact() {
        let yuan = |value: &str, unit| {
            let amount = Amount::new(value.parse().unwrap(), unit, Place::default());
            in_yuan(&amount).map(|value| value.to_string())
        };
        assert_eq!(yuan("9419.24", Some(Unit::TenThousandYuan)).as_deref(), Some("94192400"));
        assert_eq!(yuan("0.123456", Some(Unit::TenThousandYuan)).as_deref(), Some("1234.56"));
        assert_eq!(yuan("3.70", Some(Unit::Yuan)).as_deref(), Some("3.70"));
        assert_eq!(yuan("3.70", None), None);
    }

    #[test]
    fn a_cell_of_a_sheet_has_its_address_and_no_box() {
        let at = Place { page: 2, address: Some(Address::Sheet { row: 12, column: 3 }), ..Place::default() };
        assert_eq!((page(at), edge(at, 0)), (Some(2), None));
        assert_eq!((page(Place::default()), edge(Place::default(), 0)), (None, None));
        let source = Source::new("a.xlsx", "");
        let account = Account { source: &source, number: 1, report: None };
        assert_eq!(account.place(at).as_deref(), Some("C12"));
    }
}
