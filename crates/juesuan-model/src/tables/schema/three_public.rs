//! 财政拨款“三公”经费支出决算表

use super::{Schema, Shape, column};
use crate::tables::ids::{Column, TableId};

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
        column(Column::VehiclePurchase, &["公务用车购置费", "公务用车购置", "公务用车购置支出", "购置费"]),
        column(
            Column::VehicleOperation,
            &[
                "公务用车运行维护费",
                "公务用车运行费",
                "公务用车运行维护支出",
                "公务用车运行维护",
                "运行维护费",
                "运行费",
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
};

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
