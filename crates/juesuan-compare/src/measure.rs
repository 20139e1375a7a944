//! What is compared: sections of measures, each the keys under which it may stand, the best first.

use juesuan_model::checks::{RowRole, Words};
use juesuan_model::tables::{Column, Side, TableId};
use serde::Serialize;

use crate::figure::{Counted, Key, RowKey, Stated};
use crate::words::{counted, stated, words};

/// A group of measures: a sheet of the workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SectionId {
    /// 收入支出
    Totals,
    /// “三公”经费
    ThreePublic,
    /// “三公”实物量
    Counts,
    /// 机关运行经费和政府采购
    Running,
    /// 基本支出和项目支出
    BasicAndProject,
    /// 支出（按功能分类）
    Function,
    /// 一般公共预算财政拨款支出（按功能分类）
    GeneralBudgetFunction,
    /// 绩效自评得分
    Performance,
}

impl SectionId {
    /// All of them, in the order of the outputs.
    pub const ALL: &[Self] = &[
        Self::Totals,
        Self::ThreePublic,
        Self::Counts,
        Self::Running,
        Self::BasicAndProject,
        Self::Function,
        Self::GeneralBudgetFunction,
        Self::Performance,
    ];

    /// The name in CSV.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Totals => "totals",
            Self::ThreePublic => "three_public",
            Self::Counts => "counts",
            Self::Running => "running_and_procurement",
            Self::BasicAndProject => "basic_and_project",
            Self::Function => "function",
            Self::GeneralBudgetFunction => "general_budget_function",
            Self::Performance => "performance",
        }
    }

    /// The name for people.
    #[must_use]
    pub fn title(self) -> Words {
        match self {
            Self::Totals => words("收入支出", "income and expenditure"),
            Self::ThreePublic => words("三公经费", "three public expenses"),
            Self::Counts => words("三公实物量", "trips, vehicles, receptions"),
            Self::Running => words("运行经费和采购", "running and procurement"),
            Self::BasicAndProject => words("基本和项目支出", "basic and project"),
            Self::Function => words("支出按功能", "expenditure by function"),
            Self::GeneralBudgetFunction => words("一般公共预算按功能", "general budget by function"),
            Self::Performance => words("绩效得分", "performance scores"),
        }
    }
}

/// A number that is compared.
#[derive(Debug, Clone)]
pub struct Measure {
    /// Its name.
    pub name: Words,
    /// The keys under which it may stand, the best first.
    pub keys: Vec<Key>,
    /// What is counted, where it is a count.
    pub counted: Option<&'static str>,
}

fn cell(table: TableId, side: Option<Side>, role: RowRole, column: Column) -> Key {
    Key::Cell { table, side, row: RowKey::Role(role), column }
}

fn money(zh: &str, en: &str, keys: Vec<Key>) -> Measure {
    Measure { name: words(zh, en), keys, counted: None }
}

/// The columns of the “三公” table, in its order, with their English names.
const THREE_PUBLIC: &[(Column, &str)] = &[
    (Column::Total, "total"),
    (Column::OverseasTravel, "travel abroad"),
    (Column::Vehicles, "vehicles"),
    (Column::VehiclePurchase, "vehicles bought"),
    (Column::VehicleOperation, "vehicles run"),
    (Column::Reception, "receptions"),
    (Column::Meetings, "meetings"),
    (Column::Training, "training"),
];

/// The cell of the “三公” table.
pub(crate) fn three_public(side: Side, column: Column) -> Key {
    Key::Cell { table: TableId::ThreePublic, side: Some(side), row: RowKey::Only, column }
}

/// The measures of a section that are the same for all departments; none where they depend on codes and projects.
#[must_use]
pub fn measures(section: SectionId) -> Vec<Measure> {
    use RowRole::{Closing, GrandTotal, OfTheYear, Opening, PersonnelTotal, PublicTotal, Total};
    let (income, spending) = (Some(Side::Income), Some(Side::Expenditure));
    let (t1, t4) = (TableId::IncomeExpenditureSummary, TableId::FiscalAppropriationSummary);
    match section {
        SectionId::Totals => vec![
            money(
                "本年收入合计",
                "income of the year",
                vec![cell(TableId::Income, None, Total, Column::Total), cell(t1, income, OfTheYear, Column::Final)],
            ),
            money(
                "本年支出合计",
                "expenditure of the year",
                vec![
                    cell(TableId::Expenditure, None, Total, Column::Total),
                    cell(t1, spending, OfTheYear, Column::Final),
                ],
            ),
            money("年初结转和结余", "opening balance", vec![cell(t1, income, Opening, Column::Final)]),
            money("年末结转和结余", "closing balance", vec![cell(t1, spending, Closing, Column::Final)]),
            money(
                "收支总计",
                "grand total",
                vec![cell(t1, income, GrandTotal, Column::Final), cell(t1, spending, GrandTotal, Column::Final)],
            ),
            money("财政拨款本年收入", "fiscal appropriation, income", vec![cell(t4, income, OfTheYear, Column::Final)]),
            money(
                "财政拨款本年支出",
                "fiscal appropriation, spent",
                vec![cell(t4, spending, OfTheYear, Column::Total)],
            ),
        ],
        SectionId::ThreePublic => {
            let item = |(column, en): &(Column, &str)| {
                let zh = column.chinese();
                [(Side::Budget, "预算数", "budget"), (Side::Final, "决算数", "final")].map(
                    |(side, side_zh, side_en)| {
                        let name = words(format!("{zh}（{side_zh}）"), format!("{en}, {side_en}"));
                        Measure { name, keys: vec![three_public(side, *column)], counted: None }
                    },
                )
            };
            THREE_PUBLIC.iter().flat_map(item).collect()
        }
        SectionId::Counts => [
            Counted::TravelGroups,
            Counted::Travellers,
            Counted::VehiclesBought,
            Counted::VehiclesKept,
            Counted::DomesticReceptions,
            Counted::DomesticGuests,
            Counted::ForeignReceptions,
            Counted::ForeignGuests,
            Counted::Vehicles,
        ]
        .map(|which| {
            let (name, unit) = counted(which);
            Measure { name, keys: vec![Key::Counted(which)], counted: Some(unit) }
        })
        .into(),
        SectionId::Running => [
            Stated::OrganOperation,
            Stated::Procurement,
            Stated::ProcurementOfGoods,
            Stated::ProcurementOfWorks,
            Stated::ProcurementOfServices,
            Stated::ProcurementFromSme,
            Stated::ProcurementFromMicro,
        ]
        .map(|which| Measure { name: stated(which), keys: vec![Key::Stated(which)], counted: None })
        .into(),
        SectionId::BasicAndProject => {
            let basic = TableId::GeneralBudgetBasicExpenditure;
            let t5 = |column| vec![cell(TableId::GeneralBudgetExpenditure, None, Total, column)];
            let t3 = |column| vec![cell(TableId::Expenditure, None, Total, column)];
            let by_column = |role, side| {
                vec![cell(basic, None, role, Column::Final), cell(basic, Some(side), Total, Column::Final)]
            };
            vec![
                money("基本支出", "basic expenditure", t3(Column::Basic)),
                money("项目支出", "project expenditure", t3(Column::Project)),
                money("一般公共预算基本支出", "general budget, basic", t5(Column::Basic)),
                money("一般公共预算项目支出", "general budget, project", t5(Column::Project)),
                money("人员经费", "personnel", by_column(PersonnelTotal, Side::Personnel)),
                money("公用经费", "public", by_column(PublicTotal, Side::Public)),
            ]
        }
        SectionId::Function | SectionId::GeneralBudgetFunction | SectionId::Performance => Vec::new(),
    }
}

/// The table whose rows by function a section compares.
pub(crate) fn table_by_function(section: SectionId) -> Option<TableId> {
    match section {
        SectionId::Function => Some(TableId::Expenditure),
        SectionId::GeneralBudgetFunction => Some(TableId::GeneralBudgetExpenditure),
        _ => None,
    }
}
