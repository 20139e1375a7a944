//! 收入决算表

use super::{RowSum, Schema, Shape, column};
use crate::tables::types::amounts;
use crate::tables::{Column, TableId};

pub(crate) static SCHEMA: Schema = Schema {
    id: TableId::Income,
    titles: &["收入决算表", "收入决算总表", "部门收入决算表", "部门收入决算总表"],
    shape: Shape::List,
    columns: &[
        column(
            Column::Total,
            &[
                "本年收入合计",
                "合计",
                "收入合计",
                "小计",
                "总计",
                "本年收入",
                "收入总额",
                "收入总计",
                "当年收入",
                "决算数",
                "金额",
                "本年决算数",
                "本年数",
            ],
        ),
        column(Column::FiscalAppropriation, &["财政拨款收入", "财政拨款", "本年财政拨款收入", "财政补助收入"]),
        column(Column::SuperiorSubsidy, &["上级补助收入"]),
        column(Column::Institutional, &["事业收入"]),
        column(Column::Operating, &["经营收入", "事业单位经营收入"]),
        column(Column::AffiliateRemittance, &["附属单位上缴收入", "附属单位缴款", "附属单位缴款收入"]),
        column(Column::Other, &["其他收入"]),
    ],
    groups: &["财政拨款收入", "财政拨款", "事业收入"],
    ignored: &["其中:教育收费", "教育收费", "其中:教育收费收入", "备注", "其中:财政专户管理资金"],
    sums: &[RowSum::of(
        &[Column::Total],
        &[
            Column::FiscalAppropriation,
            Column::SuperiorSubsidy,
            Column::Institutional,
            Column::Operating,
            Column::AffiliateRemittance,
            Column::Other,
        ],
    )],
};

amounts! {
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
}
