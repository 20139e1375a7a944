//! What a check says: its status, both sides, its cells.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use crate::diagnostic::Severity;
use crate::place::Place;

/// A sentence in the two languages of the reports.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Words {
    /// 中文
    pub zh: String,
    /// English
    pub en: String,
}

impl Words {
    /// A sentence in both languages.
    #[must_use]
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Both sides agree within the rounding of the printed numbers.
    Pass,
    /// They do not.
    Fail,
    /// It could not be run: what it needs is not in the document, or was not read without doubt.
    Skipped,
}

impl Status {
    /// The name in the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Skipped => "skipped",
        }
    }
}

/// A printed value that enters a check.
///
/// It prints as `table:row:side:column@page`. `table` is one of the nine, or the CSV file that holds the value:
/// `statements`, `projects`, `project_funds`, `indicators`; then `row` is the row in that file, from 1.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CellRef {
    /// Table or file.
    pub table: &'static str,
    /// Row, from 1; 0 where there are no rows.
    pub row: u32,
    /// Side, or the fund of a funding line; empty where there is none.
    pub side: &'static str,
    /// Column.
    pub column: &'static str,
    /// Where it is printed.
    pub at: Place,
}

impl CellRef {
    /// A printed value.
    #[must_use]
    pub fn new(table: &'static str, row: u32, side: &'static str, column: &'static str, at: Place) -> Self {
        Self { table, row, side, column, at }
    }

    /// Whether both name the same printed value.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        // Lanes of one table can share row, side and column. The place tells them apart, and most others first.
        let name = |cell: &Self| (cell.row, cell.column, cell.side, cell.table);
        self.at == other.at && name(self) == name(other)
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { table, row, side, column, at } = self;
        write!(f, "{table}:{row}:{side}:{column}@{}", at.page)
    }
}

impl Serialize for CellRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// One reconciliation (勾稽) of one document: a formula applied to certain cells.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Check {
    /// Stable identifier of the rule: `t3.row`.
    pub id: &'static str,
    /// What must hold, in words.
    pub formula: Words,
    /// How it ended.
    pub status: Status,
    /// How much a fail weighs.
    pub severity: Severity,
    /// The formula's left side, in the unit of its first cell, or in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<Decimal>,
    /// The right side, in the same unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right: Option<Decimal>,
    /// Left minus right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<Decimal>,
    /// How far the sides may be apart by the rounding of the numbers that enter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<Decimal>,
    /// The cells that enter it, the suspected one of a fail first.
    pub cells: Vec<CellRef>,
    /// The pages of its cells, in order, each once.
    pub pages: Vec<u32>,
    /// What was compared and what came out; of a skipped check, why.
    pub message: Words,
    /// Of a fail: the cell that it and other fails come from, if one wrong cell explains them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
}

impl Check {
    /// Whether the sides differ, but by no more than rounding explains.
    #[must_use]
    pub fn is_rounding_hint(&self) -> bool {
        self.status == Status::Pass && self.difference.is_some_and(|difference| !difference.is_zero())
    }
}
