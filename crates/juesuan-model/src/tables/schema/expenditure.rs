//! 支出决算表

use super::{RowSum, Schema, Shape, column};
use crate::tables::types::amounts;
use crate::tables::{Column, TableId};

pub(crate) static SCHEMA: Schema = Schema {
    id: TableId::Expenditure,
    titles: &["支出决算表", "支出决算总表", "部门支出决算表", "部门支出决算总表"],
    shape: Shape::List,
    columns: &[
        column(
            Column::Total,
            &[
                "本年支出合计",
                "合计",
                "支出合计",
                "小计",
                "总计",
                "本年支出",
                "支出总额",
                "支出总计",
                "当年支出",
                "决算数",
                "金额",
                "本年决算数",
                "本年数",
            ],
        ),
        column(Column::Basic, &["基本支出"]),
        column(Column::Project, &["项目支出"]),
        column(Column::SuperiorRemittance, &["上缴上级支出"]),
        column(Column::Operating, &["经营支出", "事业单位经营支出"]),
        column(Column::AffiliateSubsidy, &["对附属单位补助支出", "对附属单位补助"]),
    ],
    groups: &[],
    ignored: &["人员经费", "公用经费", "日常公用经费", "备注"],
    sums: &[RowSum::of(
        &[Column::Total],
        &[Column::Basic, Column::Project, Column::SuperiorRemittance, Column::Operating, Column::AffiliateSubsidy],
    )],
};

amounts! {
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
}
