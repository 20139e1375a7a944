//! 一般公共预算财政拨款支出决算表

use super::funds::FUND_SUMS;
use super::{Schema, Shape, grouped};
use crate::tables::types::amounts;
use crate::tables::{Column, TableId};

const EXPENDITURE: &[&str] = &["本年支出", "支出决算数", "本年支出决算数"];

pub(crate) static SCHEMA: Schema = Schema {
    id: TableId::GeneralBudgetExpenditure,
    titles: &[
        "一般公共预算财政拨款支出决算表",
        "一般公共预算财政拨款收入支出决算表",
        "一般公共预算支出决算表",
        "公共预算财政拨款支出决算表",
        "公共预算财政拨款收入支出决算表",
        "一般公共预算财政拨款支出决算总表",
    ],
    shape: Shape::List,
    columns: &[
        grouped(
            Column::OpeningBalance,
            &["年初结转和结余", "年初结转结余", "上年结转和结余"],
            &["年初结转和结余", "年初结转结余", "上年结转和结余"],
        ),
        grouped(
            Column::Income,
            &["本年收入", "本年收入合计", "收入合计", "当年收入", "本年拨入", "本年拨款"],
            &["本年收入"],
        ),
        grouped(
            Column::Total,
            &[
                "本年支出合计",
                "合计",
                "小计",
                "本年支出",
                "支出合计",
                "总计",
                "支出总额",
                "支出总计",
                "当年支出",
                "决算数",
                "金额",
                "本年决算数",
                "本年数",
            ],
            EXPENDITURE,
        ),
        grouped(Column::Basic, &["基本支出", "基本支出合计", "基本支出小计"], EXPENDITURE),
        grouped(Column::Project, &["项目支出"], EXPENDITURE),
        grouped(Column::Personnel, &["人员经费", "人员支出"], EXPENDITURE),
        grouped(Column::Public, &["公用经费", "日常公用经费", "公用支出", "日常公用支出"], EXPENDITURE),
        grouped(Column::ClosingBalance, &["年末结转和结余", "年末结转结余"], &["年末结转和结余", "年末结转结余"]),
    ],
    groups: &[
        "年初结转和结余",
        "年初结转结余",
        "上年结转和结余",
        "本年收入",
        "本年支出",
        "支出决算数",
        "本年支出决算数",
        "年末结转和结余",
        "年末结转结余",
        "年初预算数",
        "上年决算数",
    ],
    ignored: &[
        "基本支出结转",
        "项目支出结转和结余",
        "项目支出结转",
        "项目支出结余",
        "备注",
        "年初预算数",
        "上年决算数",
    ],
    sums: FUND_SUMS,
};

amounts! {
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
}
