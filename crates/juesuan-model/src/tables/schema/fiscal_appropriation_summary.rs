//! 财政拨款收入支出决算总表

use super::{Schema, Shape, column, sided};
use crate::tables::types::amounts;
use crate::tables::{Column, Side, TableId};

pub(crate) static SCHEMA: Schema = Schema {
    id: TableId::FiscalAppropriationSummary,
    titles: &[
        "财政拨款收入支出决算总表",
        "财政拨款收入支出决算表",
        "财政拨款收支决算总表",
        "财政拨款收支决算表",
        "财政拨款收入支出总表",
        "财政拨款收支总表",
    ],
    shape: Shape::TwoSided,
    columns: &[
        column(Column::InitialBudget, &["年初预算数", "年初预算", "年初预算金额", "预算数"]),
        column(
            Column::AdjustedBudget,
            &["全年预算数", "调整预算数", "全年预算", "调整预算", "调整后预算数", "全年(调整)预算数"],
        ),
        sided(Side::Expenditure, Column::GeneralBudget, &["一般公共预算财政拨款", "一般公共预算", "公共预算财政拨款"]),
        sided(
            Side::Expenditure,
            Column::GovernmentFund,
            &["政府性基金预算财政拨款", "政府性基金预算", "政府性基金", "基金预算"],
        ),
        sided(
            Side::Expenditure,
            Column::StateCapital,
            &[
                "国有资本经营预算财政拨款",
                "国有资本经营预算",
                "国有资本经营财政拨款",
                "国有资本经营",
                "国有资本",
                "国资预算",
            ],
        ),
        sided(
            Side::Expenditure,
            Column::Total,
            &["合计", "小计", "金额", "总计", "决算数", "本年支出合计", "本年数", "本年决算数"],
        ),
        sided(
            Side::Income,
            Column::Final,
            &["决算数", "金额", "合计", "决算金额", "本年决算数", "小计", "本年数", "当年决算数"],
        ),
    ],
    groups: &[],
    ignored: &["备注"],
    sums: &[],
};

amounts! {
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
}
