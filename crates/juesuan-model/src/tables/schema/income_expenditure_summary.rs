//! 收入支出决算总表

use super::{Schema, Shape, column};
use crate::tables::types::amounts;
use crate::tables::{Column, TableId};

pub(crate) static SCHEMA: Schema = Schema {
    id: TableId::IncomeExpenditureSummary,
    titles: &[
        "收入支出决算总表",
        "收入支出决算表",
        "收支决算总表",
        "收支决算表",
        "收入支出总表",
        "收支总表",
        "部门收支决算总表",
        "部门收入支出决算总表",
    ],
    shape: Shape::TwoSided,
    columns: &[
        column(Column::InitialBudget, &["年初预算数", "年初预算", "年初预算金额", "预算数"]),
        column(
            Column::AdjustedBudget,
            &["全年预算数", "调整预算数", "全年预算", "调整预算", "调整后预算数", "全年(调整)预算数"],
        ),
        column(
            Column::Final,
            &[
                "决算数",
                "金额",
                "决算金额",
                "本年决算数",
                "决算",
                "年末决算数",
                "支出决算数",
                "收入决算数",
                "本年数",
                "当年决算数",
            ],
        ),
    ],
    groups: &[],
    ignored: &["备注", "增减额", "增减率", "完成率", "占比"],
    sums: &[],
};

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
}
