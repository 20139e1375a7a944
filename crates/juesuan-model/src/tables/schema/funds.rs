//! 政府性基金预算财政拨款收入支出决算表, 国有资本经营预算财政拨款（收入）支出决算表: two tables of one form.

use super::{ColumnRule, RowSum, Schema, Shape, grouped};
use crate::tables::{Column, TableId};

const OPENING: &[&str] = &[
    "年初结转和结余",
    "年初结转结余",
    "上年结转和结余",
    "上年结转结余",
    "年初结转",
    "年初结余",
    "上年结转",
    "上年结余",
    "期初结转结余",
    "期初余额",
];
const CLOSING: &[&str] = &[
    "年末结转和结余",
    "年末结转结余",
    "结转结余",
    "年末结转",
    "年末结余",
    "年终结转结余",
    "期末结转结余",
    "期末余额",
    "结余",
];
const EXPENDITURE: &[&str] = &["本年支出", "支出决算数", "本年支出决算数"];

const COLUMNS: &[ColumnRule] = &[
    grouped(Column::OpeningBalance, OPENING, OPENING),
    grouped(
        Column::Income,
        &["本年收入", "本年收入合计", "收入合计", "本年拨入", "当年收入", "本年拨款", "本年财政拨款收入"],
        &["本年收入"],
    ),
    grouped(
        Column::Total,
        &["本年支出合计", "小计", "合计", "本年支出", "当年支出", "支出合计", "支出总计", "总计"],
        EXPENDITURE,
    ),
    grouped(Column::Basic, &["基本支出"], EXPENDITURE),
    grouped(Column::Project, &["项目支出"], EXPENDITURE),
    grouped(Column::ClosingBalance, CLOSING, CLOSING),
];

const GROUPS: &[&str] = &[
    "年初结转和结余",
    "年初结转结余",
    "上年结转和结余",
    "本年收入",
    "本年支出",
    "支出决算数",
    "本年支出决算数",
    "年末结转和结余",
    "年末结转结余",
];

const IGNORED: &[&str] = &[
    "基本支出结转",
    "项目支出结转和结余",
    "项目支出结转",
    "项目支出结余",
    "备注",
    "人员经费",
    "公用经费",
    "结转",
    "结余",
];

/// The columns differ by region.
pub(super) const FUND_SUMS: &[RowSum] = &[
    RowSum::of(&[Column::Total], &[Column::Basic, Column::Project]),
    RowSum {
        asked_by: &[Column::Personnel, Column::Public],
        ..RowSum::of(&[Column::Basic], &[Column::Personnel, Column::Public])
    },
    RowSum {
        asked_by: &[Column::Income],
        needs: &[Column::OpeningBalance, Column::ClosingBalance],
        ..RowSum::of(&[Column::OpeningBalance, Column::Income], &[Column::Total, Column::ClosingBalance])
    },
];

pub(crate) static GOVERNMENT_FUND: Schema = Schema {
    id: TableId::GovernmentFund,
    titles: &[
        "政府性基金预算财政拨款收入支出决算表",
        "政府性基金预算财政拨款支出决算表",
        "政府性基金预算收入支出决算表",
        "政府性基金预算支出决算表",
        "政府性基金收入支出决算表",
        "政府性基金预算财政拨款收支决算表",
    ],
    shape: Shape::List,
    columns: COLUMNS,
    groups: GROUPS,
    ignored: IGNORED,
    sums: FUND_SUMS,
};

pub(crate) static STATE_CAPITAL: Schema = Schema {
    id: TableId::StateCapital,
    titles: &[
        "国有资本经营预算财政拨款收入支出决算表",
        "国有资本经营预算财政拨款支出决算表",
        "国有资本经营预算收入支出决算表",
        "国有资本经营预算支出决算表",
        "国有资本经营财政拨款收入支出决算表",
        "国有资本经营预算财政拨款收支决算表",
    ],
    shape: Shape::List,
    columns: COLUMNS,
    groups: GROUPS,
    ignored: IGNORED,
    sums: FUND_SUMS,
};
