//! The nine tables as Rust types: one type per table, typed rows, every number an [`Amount`].

use serde::{Deserialize, Serialize};

use super::ids::{Column, Side, TableId};
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

/// Declares the amounts of a row: one optional field per column.
macro_rules! amounts {
    ($($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $field:ident: $column:ident,)+ })+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub struct $name {
            $($(#[$doc])* #[serde(skip_serializing_if = "Option::is_none")] pub $field: Option<Amount>,)+
        }

        impl Amounts for $name {
            fn put(&mut self, column: Column, amount: Amount) -> bool {
                match column {
                    $(Column::$column => self.$field = Some(amount),)+
                    _ => return false,
                }
                true
            }

            fn get(&self, column: Column) -> Option<&Amount> {
                match column {
                    $(Column::$column => self.$field.as_ref(),)+
                    _ => None,
                }
            }
        }
    )+};
}

amounts! {
    /// Amounts of 收入支出决算总表, and of the income side of 财政拨款收入支出决算总表.
    SummaryAmounts {
        /// 年初预算数
        initial_budget: InitialBudget,
        /// 全年预算数
        adjusted_budget: AdjustedBudget,
        /// 决算数
        final_amount: Final,
    }
    /// Amounts of 收入决算表.
    IncomeAmounts {
        /// 本年收入合计
        total: Total,
        /// 财政拨款收入
        fiscal_appropriation: FiscalAppropriation,
        /// 上级补助收入
        superior_subsidy: SuperiorSubsidy,
        /// 事业收入
        institutional: Institutional,
        /// 经营收入
        operating: Operating,
        /// 附属单位上缴收入
        affiliate_remittance: AffiliateRemittance,
        /// 其他收入
        other: Other,
    }
    /// Amounts of 支出决算表.
    ExpenditureAmounts {
        /// 本年支出合计
        total: Total,
        /// 基本支出
        basic: Basic,
        /// 项目支出
        project: Project,
        /// 上缴上级支出
        superior_remittance: SuperiorRemittance,
        /// 经营支出
        operating: Operating,
        /// 对附属单位补助支出
        affiliate_subsidy: AffiliateSubsidy,
    }
    /// Amounts of the expenditure side of 财政拨款收入支出决算总表.
    FiscalExpenditureAmounts {
        /// 年初预算数
        initial_budget: InitialBudget,
        /// 全年预算数
        adjusted_budget: AdjustedBudget,
        /// 合计
        total: Total,
        /// 一般公共预算财政拨款
        general_budget: GeneralBudget,
        /// 政府性基金预算财政拨款
        government_fund: GovernmentFund,
        /// 国有资本经营预算财政拨款
        state_capital: StateCapital,
    }
    /// Amounts of 一般公共预算财政拨款支出决算表 and of the two fund tables.
    BudgetExpenditureAmounts {
        /// 年初结转和结余
        opening_balance: OpeningBalance,
        /// 本年收入
        income: Income,
        /// 本年支出合计
        total: Total,
        /// 基本支出
        basic: Basic,
        /// 人员经费
        personnel: Personnel,
        /// 公用经费
        public: Public,
        /// 项目支出
        project: Project,
        /// 年末结转和结余
        closing_balance: ClosingBalance,
    }
    /// The one amount of a row of 一般公共预算财政拨款基本支出决算表.
    BasicAmounts {
        /// 决算数
        final_amount: Final,
    }
    /// The “三公” expenses, budgeted or spent.
    ThreePublicAmounts {
        /// 合计
        total: Total,
        /// 因公出国（境）费
        overseas_travel: OverseasTravel,
        /// 公务用车购置及运行维护费
        vehicles: Vehicles,
        /// 公务用车购置费
        vehicle_purchase: VehiclePurchase,
        /// 公务用车运行维护费
        vehicle_operation: VehicleOperation,
        /// 公务接待费
        reception: Reception,
        /// 会议费
        meetings: Meetings,
        /// 培训费
        training: Training,
    }
}

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

/// The nine statutory tables; `None` where the document has none.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Tables {
    /// 收入支出决算总表
    pub income_expenditure_summary: Option<IncomeExpenditureSummary>,
    /// 收入决算表
    pub income: Option<IncomeTable>,
    /// 支出决算表
    pub expenditure: Option<ExpenditureTable>,
    /// 财政拨款收入支出决算总表
    pub fiscal_appropriation_summary: Option<FiscalAppropriationSummary>,
    /// 一般公共预算财政拨款支出决算表
    pub general_budget_expenditure: Option<GeneralBudgetExpenditureTable>,
    /// 一般公共预算财政拨款基本支出决算（明细）表
    pub general_budget_basic_expenditure: Option<BasicExpenditureTable>,
    /// 政府性基金预算财政拨款收入支出决算表
    pub government_fund: Option<GovernmentFundTable>,
    /// 国有资本经营预算财政拨款（收入）支出决算表
    pub state_capital: Option<StateCapitalTable>,
    /// 财政拨款“三公”经费支出决算表
    pub three_public: Option<ThreePublicTable>,
}

impl Tables {
    /// The heads of the tables that are there, in the order of the official form.
    #[must_use]
    pub fn heads(&self) -> Vec<&TableHead> {
        let heads = [
            self.income_expenditure_summary.as_ref().map(|table| &table.head),
            self.income.as_ref().map(|table| &table.head),
            self.expenditure.as_ref().map(|table| &table.head),
            self.fiscal_appropriation_summary.as_ref().map(|table| &table.head),
            self.general_budget_expenditure.as_ref().map(|table| &table.head),
            self.general_budget_basic_expenditure.as_ref().map(|table| &table.head),
            self.government_fund.as_ref().map(|table| &table.head),
            self.state_capital.as_ref().map(|table| &table.head),
            self.three_public.as_ref().map(|table| &table.head),
        ];
        heads.into_iter().flatten().collect()
    }

    /// What every row is about, with the table that it stands in.
    pub(crate) fn subjects(&self) -> Vec<(TableId, &Subject)> {
        fn of<A>(table: TableId, rows: &[Row<A>]) -> impl Iterator<Item = (TableId, &Subject)> {
            rows.iter().map(move |row| (table, &row.subject))
        }
        let mut all = Vec::new();
        if let Some(table) = &self.income_expenditure_summary {
            all.extend(of(TableId::IncomeExpenditureSummary, &table.income));
            all.extend(of(TableId::IncomeExpenditureSummary, &table.expenditure));
        }
        if let Some(table) = &self.income {
            all.extend(of(TableId::Income, &table.rows));
        }
        if let Some(table) = &self.expenditure {
            all.extend(of(TableId::Expenditure, &table.rows));
        }
        if let Some(table) = &self.fiscal_appropriation_summary {
            all.extend(of(TableId::FiscalAppropriationSummary, &table.income));
            all.extend(of(TableId::FiscalAppropriationSummary, &table.expenditure));
        }
        if let Some(table) = &self.general_budget_expenditure {
            all.extend(of(TableId::GeneralBudgetExpenditure, &table.rows));
        }
        if let Some(table) = &self.general_budget_basic_expenditure {
            all.extend(of(TableId::GeneralBudgetBasicExpenditure, &table.personnel));
            all.extend(of(TableId::GeneralBudgetBasicExpenditure, &table.total));
            all.extend(of(TableId::GeneralBudgetBasicExpenditure, &table.public));
        }
        if let Some(table) = &self.government_fund {
            all.extend(of(TableId::GovernmentFund, &table.rows));
        }
        if let Some(table) = &self.state_capital {
            all.extend(of(TableId::StateCapital, &table.rows));
        }
        all
    }

    /// The same heads, to be completed.
    pub(crate) fn heads_mut(&mut self) -> Vec<&mut TableHead> {
        let heads = [
            self.income_expenditure_summary.as_mut().map(|table| &mut table.head),
            self.income.as_mut().map(|table| &mut table.head),
            self.expenditure.as_mut().map(|table| &mut table.head),
            self.fiscal_appropriation_summary.as_mut().map(|table| &mut table.head),
            self.general_budget_expenditure.as_mut().map(|table| &mut table.head),
            self.general_budget_basic_expenditure.as_mut().map(|table| &mut table.head),
            self.government_fund.as_mut().map(|table| &mut table.head),
            self.state_capital.as_mut().map(|table| &mut table.head),
            self.three_public.as_mut().map(|table| &mut table.head),
        ];
        heads.into_iter().flatten().collect()
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
