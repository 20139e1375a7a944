//! 财政拨款“三公”经费支出决算表

use super::{Schema, Shape, column};
use crate::tables::types::amounts;
use crate::tables::{Column, TableId};

pub(crate) static SCHEMA: Schema = Schema {
    id: TableId::ThreePublic,
    titles: &[
        "财政拨款三公经费支出决算表",
        "一般公共预算财政拨款三公经费支出决算表",
        "一般公共预算财政拨款三公经费情况表",
        "一般公共预算三公经费支出决算表",
        "一般公共预算财政拨款三公经费及会议费、培训费支出决算表",
        "一般公共预算财政拨款三公经费、会议费、培训费支出决算表",
        "财政拨款三公经费及会议费、培训费支出决算表",
        "财政拨款三公经费、行政参公单位机关运行经费情况表",
        "三公经费、行政参公单位机关运行经费情况表",
        "一般公共预算三公经费、会议费、培训费支出决算表",
        "一般公共预算三公经费及会议费、培训费支出决算表",
        "财政拨款三公经费、会议费、培训费支出决算表",
        "财政拨款三公经费、会议费和培训费支出决算表",
        "一般公共预算财政拨款三公经费、会议费和培训费支出决算表",
        "三公经费、会议费、培训费支出决算表",
        "三公经费、会议费和培训费支出决算表",
        "三公经费及会议费、培训费支出决算表",
        "三公经费支出决算表",
        "三公经费决算表",
        "三公经费支出情况表",
        "财政拨款三公经费支出情况表",
        "一般公共预算财政拨款三公经费支出情况表",
        "公共预算财政拨款三公经费支出决算表",
    ],
    shape: Shape::BudgetAndFinal,
    columns: &[
        column(Column::OverseasTravel, &["因公出国(境)费", "因公出国(境)费用", "因公出国(境)", "因公出国(境)支出"]),
        column(Column::VehiclePurchase, &["公务用车购置费", "公务用车购置", "公务用车购置支出", "购置费", "购置"]),
        column(
            Column::VehicleOperation,
            &[
                "公务用车运行维护费",
                "公务用车运行费",
                "公务用车运行维护支出",
                "公务用车运行维护",
                "运行维护费",
                "运行维护",
                "运行费",
                "运行",
                "运维",
                "运维费",
            ],
        ),
        column(
            Column::Vehicles,
            &[
                "公务用车购置及运行维护费",
                "公务用车购置及运行费",
                "公务用车购置和运行维护费",
                "公务用车购置和运行费",
                "公务用车购置及运行维护支出",
                "公务用车费",
                "公务用车购置及运行维护费小计",
                "公务用车购置及运行费小计",
                "小计",
            ],
        ),
        column(Column::Reception, &["公务接待费", "公务接待", "公务接待费支出"]),
        column(Column::Meetings, &["会议费"]),
        column(Column::Training, &["培训费"]),
        column(
            Column::Total,
            &[
                "合计",
                "三公经费合计",
                "总计",
                "三公经费支出合计",
                "支出合计",
                "三公经费公共财政拨款支出合计",
                "三公经费财政拨款支出合计",
                "三公经费",
                "三公经费总额",
            ],
        ),
    ],
    groups: &["会议费", "培训费"],
    ignored: &["团组数", "人次", "车辆数", "备注", "科目编码", "科目名称"],
    sums: &[],
};

/// Words of numbers of things, and of parts of an item: no item of its own.
const NO_ITEM: &[&str] = &[
    "人次",
    "批次",
    "团组",
    "保有",
    "人数",
    "次数",
    "数量",
    "辆",
    "(个)",
    "(人)",
    "(次)",
    "国内",
    "外宾",
    "外事",
    "其中",
    "人均",
    "机关运行",
    "国(境)外",
    "率",
    "%",
    "增减",
];

/// What the label of the whole ends with, where it says 三公.
const TOTAL_ENDS: &[&str] = &["合计", "总计", "总额", "小计", "经费", "支出"];

/// An item's label is at most so long.
const LONGEST_ITEM: usize = 24;

/// Whether a label is of numbers of things, or of a part of an item.
pub(crate) fn is_count(key: &str) -> bool {
    NO_ITEM.iter().any(|word| key.contains(word))
}

/// The item that a header or a label names by its words, whatever the wording (`公车运行费`, `接待费用`, `因公出国费用`).
pub(crate) fn item(key: &str) -> Option<Column> {
    let has = |word: &str| key.contains(word);
    let items = ["出国", "接待", "会议", "培训"].iter().filter(|word| has(word)).count();
    let cars = key.contains('车') && ["公务用车", "公务车", "公车", "车辆"].iter().any(|word| has(word));
    // Most headers and labels are of something else.
    if items == 0 && !cars && !has("三公") && !has("招待") {
        return None;
    }
    if key.chars().count() > LONGEST_ITEM || NO_ITEM.iter().any(|word| has(word)) || items + usize::from(cars) > 1 {
        return None;
    }
    match key {
        _ if has("出国") => Some(Column::OverseasTravel),
        _ if has("三公") && TOTAL_ENDS.iter().any(|end| key.ends_with(end)) => Some(Column::Total),
        _ if has("接待") || has("招待") => Some(Column::Reception),
        _ if has("会议费") => Some(Column::Meetings),
        _ if has("培训费") => Some(Column::Training),
        _ if cars && has("购置") && (has("运行") || has("维护") || has("运维")) => Some(Column::Vehicles),
        _ if cars && has("购置") => Some(Column::VehiclePurchase),
        _ if cars && (has("运行") || has("维护") || has("运维")) => Some(Column::VehicleOperation),
        "公车费" | "公务用车费用" | "公务用车支出" | "公务用车" | "公车" => Some(Column::Vehicles),
        _ => None,
    }
}

/// Labels after which a table printed downwards counts people and cars, not money.
pub(crate) const COUNTS_FOLLOW: &[&str] = &["相关统计数", "机关运行经费", "实物量"];

/// Row labels where the table prints its items one below the other, without their numbering.
pub(crate) const ROW_LABELS: &[(Column, &[&str])] = &[
    (Column::Total, &["支出合计", "合计", "三公经费合计", "三公经费支出合计", "总计"]),
    (Column::OverseasTravel, &["因公出国(境)费", "因公出国(境)费用", "因公出国(境)支出"]),
    (
        Column::Vehicles,
        &[
            "公务用车购置及运行维护费",
            "公务用车购置及运行费",
            "公务用车购置和运行维护费",
            "公务用车购置和运行费",
            "公务用车购置及运行维护费支出",
        ],
    ),
    (Column::VehiclePurchase, &["公务用车购置费", "公务用车购置", "公务用车购置支出"]),
    (Column::VehicleOperation, &["公务用车运行维护费", "公务用车运行费", "公务用车运行维护支出"]),
    (Column::Reception, &["公务接待费", "公务接待费支出"]),
    (Column::Meetings, &["会议费"]),
    (Column::Training, &["培训费"]),
];

amounts! {
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
