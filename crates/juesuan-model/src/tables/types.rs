//! The nine tables as Rust types: one type per table, typed rows, every number an [`Amount`].

use serde::{Deserialize, Serialize};

use super::assemble::Builder;
use super::ids::{Column, Side};
use super::nine::{TableId, Typed};
use super::{
    BasicAmounts, BudgetExpenditureAmounts, ExpenditureAmounts, FiscalExpenditureAmounts, IncomeAmounts,
    SummaryAmounts, ThreePublicAmounts,
};
use crate::place::Place;
use crate::value::{Amount, Text, Unit};
use crate::verdict::Verdict;

/// What became of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TableStatus {
    /// Read: it holds at least one figure.
    Read,
    /// It prints no figure.
    Empty,
    /// The contents announce it; the document lacks it.
    Missing,
    /// Kept without a schema.
    Raw,
    /// None of its figures could be read: they stand on pages that cannot be read, or under no known header.
    Unreadable,
}

impl TableStatus {
    /// The name in the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Empty => "empty",
            Self::Missing => "missing",
            Self::Raw => "raw",
            Self::Unreadable => "unreadable",
        }
    }

    /// The name for people, in Chinese.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Read => "已读取",
            Self::Empty => "空表",
            Self::Missing => "缺失",
            Self::Raw => "原样保留",
            Self::Unreadable => "无法读取",
        }
    }
}

/// What said which of the nine a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Witness {
    /// Its title.
    Title,
    /// Its columns.
    Header,
    /// Its codes and labels.
    Rows,
    /// Its number among the nine.
    Position,
}

impl Witness {
    /// The name in the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Header => "header",
            Self::Rows => "rows",
            Self::Position => "position",
        }
    }
}

/// What stands around a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TableHead {
    /// Which of the nine it is; absent for any other.
    pub table: Option<TableId>,
    /// Position among the document's tables, from 1.
    pub order: u32,
    /// Title as printed, without a number before it.
    pub title: Text,
    /// 公开01表, 表1: the form number as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form_no: Option<Text>,
    /// 部门: the name as printed at the table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<Text>,
    /// 单位: the unit of its amounts; taken from an earlier table where it prints none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// Page of its first row; 0 for a table that is missing.
    pub first_page: u32,
    /// Page of its last row; 0 for a table that is missing.
    pub last_page: u32,
    /// The columns of figures in the order of the page, also those without a figure; none where the items are rows.
    pub columns: Vec<PrintedColumn>,
    /// Number of printed data rows.
    pub rows: u32,
    /// What became of it.
    pub status: TableStatus,
    /// What said which of the nine it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recognised_by: Vec<Witness>,
    /// 注: notes under the table.
    pub notes: Vec<Text>,
    /// The printed reason why there are no figures (空表说明).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
    /// How many of its figures nothing took.
    pub unread_figures: u32,
    /// How many failed checks of weight come from its cells, grouped by cause: what the department printed inconsistently.
    pub findings: u32,
    /// How far it can be trusted.
    pub verdict: Verdict,
}

impl TableHead {
    /// What said which of the nine it is, joined by `+`.
    #[must_use]
    pub fn recognised_by(&self) -> String {
        self.recognised_by.iter().map(|witness| witness.as_str()).collect::<Vec<_>>().join("+")
    }

    /// The head of a table that is only announced.
    pub(crate) fn announced(table: Option<TableId>, order: u32, title: Text, status: TableStatus) -> Self {
        Self {
            table,
            order,
            title,
            form_no: None,
            department: None,
            unit: None,
            first_page: 0,
            last_page: 0,
            columns: Vec::new(),
            rows: 0,
            status,
            recognised_by: Vec::new(),
            notes: Vec::new(),
            reason: None,
            unread_figures: 0,
            findings: 0,
            verdict: Verdict::default(),
        }
    }
}

/// A column of figures, as the header of a table shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PrintedColumn {
    /// Which column.
    pub column: Column,
    /// The side that it belongs to, where the header alone tells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// The header as printed, levels joined by `/`.
    pub header: String,
}

/// One printed number of a table with all that names it: a row of the contract's `facts.csv`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Fact {
    /// The table.
    pub table: TableId,
    /// The table's position among the document's tables: it tells several tables of one kind apart.
    pub order: u32,
    /// Data row inside the table, from 1, continued over page breaks.
    pub row: u32,
    /// The side, where the table has sides.
    pub side: Option<Side>,
    /// Classification code, digits joined.
    pub code: Option<Text>,
    /// Row label as printed.
    pub label: Option<Text>,
    /// 行次 where printed.
    pub line_no: Option<Text>,
    /// The column.
    pub column: Column,
    /// The printed header of the column, levels joined by `/`.
    pub header: String,
    /// The number, its unit and place.
    pub amount: Amount,
}

/// The level of a classification code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum CodeLevel {
    /// 类: three digits.
    #[serde(rename = "类")]
    Class,
    /// 款: five digits.
    #[serde(rename = "款")]
    Section,
    /// 项: seven digits.
    #[serde(rename = "项")]
    Item,
}

impl CodeLevel {
    /// The level of a joined code, by its length.
    ///
    /// ```
    /// use juesuan_model::tables::CodeLevel;
    /// assert_eq!(CodeLevel::of("2010601"), Some(CodeLevel::Item));
    /// ```
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        match code.len() {
            3 => Some(Self::Class),
            5 => Some(Self::Section),
            7 => Some(Self::Item),
            _ => None,
        }
    }
}

/// What a row is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Subject {
    /// Data row inside the table, from 1.
    pub row: u32,
    /// Classification code (科目编码), digits joined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Text>,
    /// Label (科目名称, 项目) as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// 类 / 款 / 项, by the code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<CodeLevel>,
    /// 行次 where printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line_no: Option<Text>,
}

/// A row: its subject and its amounts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "RowOf{A}"))]
#[non_exhaustive]
pub struct Row<A> {
    /// What the row is about.
    #[serde(flatten)]
    pub subject: Subject,
    /// Its amounts; a blank cell is `None`, a printed zero is not.
    #[serde(flatten)]
    pub amounts: A,
}

/// The amounts of one row of a table.
pub trait Amounts: Default {
    /// Puts an amount into its column; `false` when the type has no such column.
    fn put(&mut self, column: Column, amount: Amount) -> bool;
    /// The amount of a column.
    fn get(&self, column: Column) -> Option<&Amount>;
}

/// Declares the amounts of a row: one optional field per column. Those of a table stand in its file of `schema/`.
macro_rules! amounts {
    ($($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $field:ident: $column:ident,)+ })+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub struct $name {
            $($(#[$doc])* #[serde(skip_serializing_if = "Option::is_none")] pub $field: Option<$crate::value::Amount>,)+
        }

        impl $crate::tables::Amounts for $name {
            fn put(&mut self, column: $crate::tables::Column, amount: $crate::value::Amount) -> bool {
                use $crate::tables::Column;
                match column {
                    $(Column::$column => self.$field = Some(amount),)+
                    _ => return false,
                }
                true
            }

            fn get(&self, column: $crate::tables::Column) -> Option<&$crate::value::Amount> {
                use $crate::tables::Column;
                match column {
                    $(Column::$column => self.$field.as_ref(),)+
                    _ => None,
                }
            }
        }
    )+};
}

pub(super) use amounts;

/// A table with one list of rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ListTableOf{A}"))]
#[non_exhaustive]
pub struct ListTable<A> {
    /// Title, unit, pages, notes.
    pub head: TableHead,
    /// The rows in printed order; those without any number too.
    pub rows: Vec<Row<A>>,
}

impl<A: Amounts> Typed for ListTable<A> {
    fn build(head: TableHead, of: &Builder<'_>) -> Self {
        Self { head, rows: of.list() }
    }

    fn head(&self) -> &TableHead {
        &self.head
    }

    fn head_mut(&mut self) -> &mut TableHead {
        &mut self.head
    }

    fn subjects(&self) -> Vec<&Subject> {
        self.rows.iter().map(|row| &row.subject).collect()
    }
}

/// 收入决算表
pub type IncomeTable = ListTable<IncomeAmounts>;
/// 支出决算表
pub type ExpenditureTable = ListTable<ExpenditureAmounts>;
/// 一般公共预算财政拨款支出决算表
pub type GeneralBudgetExpenditureTable = ListTable<BudgetExpenditureAmounts>;
/// 政府性基金预算财政拨款收入支出决算表
pub type GovernmentFundTable = ListTable<BudgetExpenditureAmounts>;
/// 国有资本经营预算财政拨款（收入）支出决算表
pub type StateCapitalTable = ListTable<BudgetExpenditureAmounts>;

/// A table with income on one side and expenditure on the other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "TwoSidedTableOf{I}And{E}"))]
#[non_exhaustive]
pub struct TwoSidedTable<I, E> {
    /// Title, unit, pages, notes.
    pub head: TableHead,
    /// 收入
    pub income: Vec<Row<I>>,
    /// 支出
    pub expenditure: Vec<Row<E>>,
}

impl<I: Amounts, E: Amounts> Typed for TwoSidedTable<I, E> {
    fn build(head: TableHead, of: &Builder<'_>) -> Self {
        Self { head, income: of.side(Side::Income), expenditure: of.side(Side::Expenditure) }
    }

    fn head(&self) -> &TableHead {
        &self.head
    }

    fn head_mut(&mut self) -> &mut TableHead {
        &mut self.head
    }

    fn subjects(&self) -> Vec<&Subject> {
        let income = self.income.iter().map(|row| &row.subject);
        income.chain(self.expenditure.iter().map(|row| &row.subject)).collect()
    }
}

/// 收入支出决算总表
pub type IncomeExpenditureSummary = TwoSidedTable<SummaryAmounts, SummaryAmounts>;
/// 财政拨款收入支出决算总表
pub type FiscalAppropriationSummary = TwoSidedTable<SummaryAmounts, FiscalExpenditureAmounts>;

/// 一般公共预算财政拨款基本支出决算（明细）表
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BasicExpenditureTable {
    /// Title, unit, pages, notes.
    pub head: TableHead,
    /// 人员经费: 301 and 303.
    pub personnel: Vec<Row<BasicAmounts>>,
    /// 合计 of both, where it is a column of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub total: Vec<Row<BasicAmounts>>,
    /// 公用经费: 302, 307, 309, 310 and others.
    pub public: Vec<Row<BasicAmounts>>,
}

impl Typed for BasicExpenditureTable {
    fn build(head: TableHead, of: &Builder<'_>) -> Self {
        let [personnel, public] = [Side::Personnel, Side::Public].map(|side| of.lane_rows(side));
        Self { head, personnel, total: of.rows_of_both(), public }
    }

    fn head(&self) -> &TableHead {
        &self.head
    }

    fn head_mut(&mut self) -> &mut TableHead {
        &mut self.head
    }

    fn subjects(&self) -> Vec<&Subject> {
        let rows = self.personnel.iter().chain(&self.total).chain(&self.public);
        rows.map(|row| &row.subject).collect()
    }
}

/// 财政拨款“三公”经费支出决算表
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ThreePublicTable {
    /// Title, unit, pages, notes.
    pub head: TableHead,
    /// 预算数
    pub budget: ThreePublicAmounts,
    /// 决算数
    #[serde(rename = "final")]
    pub final_accounts: ThreePublicAmounts,
}

impl Typed for ThreePublicTable {
    fn build(head: TableHead, of: &Builder<'_>) -> Self {
        let [budget, final_accounts] = [Side::Budget, Side::Final].map(|side| of.amounts(side));
        Self { head, budget, final_accounts }
    }

    fn head(&self) -> &TableHead {
        &self.head
    }

    fn head_mut(&mut self) -> &mut TableHead {
        &mut self.head
    }

    fn subjects(&self) -> Vec<&Subject> {
        Vec::new()
    }
}

/// A further table of a kind of which the document holds several: of a unit, or printed once more. It is never joined
/// with the first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FurtherTable {
    /// Title, department, unit, pages, notes.
    pub head: TableHead,
    /// Its numbers, one by one.
    pub facts: Vec<Fact>,
}

/// A cell of a table that is kept without a schema.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RawCell {
    /// Row in the table, from 0, continued over page breaks.
    pub row: usize,
    /// Column, from 0.
    pub column: usize,
    /// Rows covered.
    pub row_span: usize,
    /// Columns covered.
    pub column_span: usize,
    /// The text.
    pub text: String,
    /// Where it is printed.
    pub at: Place,
}

/// A table that fits no schema, kept as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RawTable {
    /// Title, unit, pages, notes.
    pub head: TableHead,
    /// Its cells that hold text.
    pub cells: Vec<RawCell>,
}

/// A table as its pages show it, those of the nine too: all its cells, blank ones as well, in one grid.
///
/// A header that a later page repeats is left out.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PrintedTable {
    /// The table's position among the document's tables.
    pub order: u32,
    /// So many rows at the top are its header; 0 where that is not known.
    pub header_rows: usize,
    /// Its cells by row, then column.
    pub cells: Vec<RawCell>,
}
