//! What a check says: its status, both sides, its cells.

use std::borrow::Cow;
use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::diagnostic::Severity;
use crate::place::Place;
use crate::tables::Column;
use crate::value::Unit;

/// A sentence in the two languages of the reports.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
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

impl Words {
    /// A number of a row, named by the row's own words and its column.
    pub(super) fn in_column(row: &str, column: Column) -> Self {
        Self::new(format!("{row}（{}）", column.chinese()), format!("{row} ({})", column.english()))
    }
}

/// A text that is the same in both languages: the document's own words.
impl From<String> for Words {
    fn from(own: String) -> Self {
        Self { zh: own.clone(), en: own }
    }
}

impl From<Column> for Words {
    fn from(column: Column) -> Self {
        Self::new(column.chinese(), column.english())
    }
}

impl From<&str> for Words {
    fn from(own: &str) -> Self {
        own.to_owned().into()
    }
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    pub table: Cow<'static, str>,
    /// Row, from 1; 0 where there are no rows.
    pub row: u32,
    /// Side, or the fund of a funding line; empty where there is none.
    pub side: Cow<'static, str>,
    /// Column.
    pub column: Cow<'static, str>,
    /// Where it is printed.
    pub at: Place,
}

impl CellRef {
    /// A printed value.
    #[must_use]
    pub fn new(table: &'static str, row: u32, side: &'static str, column: &'static str, at: Place) -> Self {
        Self { table: table.into(), row, side: side.into(), column: column.into(), at }
    }

    /// The cell that a text names; of its place, the page alone.
    fn parse(text: &str) -> Option<Self> {
        let (name, page) = text.rsplit_once('@')?;
        let mut parts = name.splitn(4, ':');
        let (table, row, side, column) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let at = Place::new(page.parse().ok()?, juesuan_document::Rect::default());
        let owned = |text: &str| Cow::Owned(text.to_owned());
        Some(Self { table: owned(table), row: row.parse().ok()?, side: owned(side), column: owned(column), at })
    }

    /// Whether both name the same printed value.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        // Lanes of one table can share row, side and column. The place tells them apart, and most others first.
        self.at == other.at
            && self.row == other.row
            && self.column == other.column
            && self.side == other.side
            && self.table == other.table
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

impl<'de> Deserialize<'de> for CellRef {
    /// Of its place, the text keeps the page alone.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("a cell is `table:row:side:column@page`"))
    }
}

/// How a number enters its side of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Operation {
    /// It is added.
    Plus,
    /// It is taken off.
    Minus,
    /// What stands before it is multiplied by it.
    Times,
    /// The sum before it is divided by the sum that begins with it.
    Over,
}

/// A printed number on one side of a check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Entry {
    /// How it enters.
    pub operation: Operation,
    /// Which number it is.
    pub cell: CellRef,
    /// The number as printed.
    pub value: Decimal,
    /// Its unit, where it is money and the unit is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
}

/// The two sides of a failed check: which printed numbers are left and which are right.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Sides {
    /// Whether left may be less than right.
    pub at_most: bool,
    /// The numbers of the left side; none where it prints nothing, which counts as zero.
    pub left: Vec<Entry>,
    /// Those of the right side.
    pub right: Vec<Entry>,
}

/// One reconciliation (勾稽) of one document: a formula applied to certain cells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Check {
    /// Stable identifier of the rule: `t3.row`.
    pub id: Cow<'static, str>,
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
    /// Of a fail that has two sides: the printed numbers of each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sides: Option<Sides>,
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
