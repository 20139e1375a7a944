//! 一般公共预算财政拨款基本支出决算（明细）表

use super::{Schema, Shape, column, sided};
use crate::tables::types::amounts;
use crate::tables::{Column, Side, TableId};

pub(crate) static SCHEMA: Schema = Schema {
    id: TableId::GeneralBudgetBasicExpenditure,
    titles: &[
        "一般公共预算财政拨款基本支出决算表",
        "一般公共预算财政拨款基本支出决算明细表",
        "一般公共预算基本支出决算表",
        "一般公共预算基本支出决算明细表",
        "公共预算财政拨款基本支出决算表",
        "公共预算财政拨款基本支出决算明细表",
        "一般公共预算财政拨款基本支出表",
    ],
    shape: Shape::Lanes,
    columns: &[
        sided(Side::Personnel, Column::Final, &["人员经费", "人员支出", "人员类支出"]),
        sided(Side::Public, Column::Final, &["公用经费", "日常公用经费", "公用支出", "日常公用支出", "公用类支出"]),
        column(Column::Final, &["决算数", "金额", "决算金额", "支出金额", "本年支出", "基本支出", "合计", "决算"]),
    ],
    groups: &[],
    ignored: &["备注", "年初预算数", "全年预算数"],
    sums: &[],
};

amounts! {
    /// The one amount of a row of 一般公共预算财政拨款基本支出决算表.
    BasicAmounts {
        /// 决算数
        final_amount: Final,
    }
}
