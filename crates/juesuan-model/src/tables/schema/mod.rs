//! What the nine tables look like, as data: one file per table with its titles, columns, sums and amounts, one line per
//! wording. Which tables there are stands in `nine`.
//!
//! Words are compared by [`crate::key`], so white space, quotes and full-width forms need no variants. Sources:
//! the wording lists in the team's guide (titles and headers by region and year).

pub(super) mod basic_expenditure;
pub(super) mod expenditure;
pub(super) mod fiscal_appropriation_summary;
pub(super) mod funds;
pub(super) mod general_budget_expenditure;
pub(super) mod income;
pub(super) mod income_expenditure_summary;
mod lexicon;
pub(crate) mod likeness;
pub(crate) mod titles;
pub(crate) mod words;

pub(super) mod three_public;

use super::ids::{Column, Side};
use super::nine::{SCHEMAS, TableId};

pub(crate) use three_public::{
    COUNTS_FOLLOW, ROW_LABELS as THREE_PUBLIC_ROWS, is_count as counts_three_public, item as three_public_item,
};

/// How a table is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One row, one subject.
    List,
    /// Two lists next to each other: 收入 | 支出.
    TwoSided,
    /// The same list in several lanes; the code says which side a row is of.
    Lanes,
    /// Columns are items; each has a budget and a final figure.
    BudgetAndFinal,
}

/// One column of amounts.
pub(crate) struct ColumnRule {
    pub(crate) column: Column,
    /// The side that a column is of by its header alone.
    pub(crate) side: Option<Side>,
    /// Header wordings.
    pub(crate) words: &'static [&'static str],
    /// When the header has one of the table's groups above it, it must be one of these.
    pub(crate) groups: &'static [&'static str],
}

/// 年初 or 年末, 结转 or 结余, in any wording (`期初结余`, `上年结转结余`).
fn balance(key: &str) -> Option<Column> {
    let what = |times: &[&str]| {
        times.iter().find_map(|time| key.strip_prefix(time)).map(|rest| rest.trim_end_matches(['数', '额']))
    };
    let held =
        |what: &str| matches!(what, "结转和结余" | "结转结余" | "结转" | "结余" | "余" | "结转与结余" | "结余结转");
    if what(&["年初", "上年末", "上年", "期初", "上期"]).is_some_and(held) {
        return Some(Column::OpeningBalance);
    }
    what(&["年末", "期末", "年终", "本年末"]).is_some_and(held).then_some(Column::ClosingBalance)
}

/// A column that needs neither side nor group.
pub(crate) const fn column(column: Column, words: &'static [&'static str]) -> ColumnRule {
    ColumnRule { column, side: None, words, groups: &[] }
}

/// A column of one side only.
pub(crate) const fn sided(side: Side, column: Column, words: &'static [&'static str]) -> ColumnRule {
    ColumnRule { column, side: Some(side), words, groups: &[] }
}

/// A column that counts only beneath certain groups, where there are groups.
pub(crate) const fn grouped(
    column: Column,
    words: &'static [&'static str],
    groups: &'static [&'static str],
) -> ColumnRule {
    ColumnRule { column, side: None, words, groups }
}

/// What must hold in every row: some columns together are as much as others.
pub(crate) struct RowSum {
    pub(crate) left: &'static [Column],
    pub(crate) right: &'static [Column],
    /// It is asked where one of these columns is printed; always, where there are none.
    pub(crate) asked_by: &'static [Column],
    /// A miss is not judged where one of these is not printed.
    pub(crate) needs: &'static [Column],
}

impl RowSum {
    /// One that is always asked.
    pub(crate) const fn of(left: &'static [Column], right: &'static [Column]) -> Self {
        Self { left, right, asked_by: &[], needs: &[] }
    }
}

/// One of the nine tables.
pub(crate) struct Schema {
    pub(crate) id: TableId,
    /// Titles, in the wordings of all regions.
    pub(crate) titles: &'static [&'static str],
    pub(crate) shape: Shape,
    pub(crate) columns: &'static [ColumnRule],
    /// Group headers whose inner columns must not be taken for the table's own.
    pub(crate) groups: &'static [&'static str],
    /// Headers that are known and carry no fact of the contract.
    pub(crate) ignored: &'static [&'static str],
    /// Sums across each row.
    pub(crate) sums: &'static [RowSum],
}
