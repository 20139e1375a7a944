//! The types of the performance forms.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::place::Place;
use crate::value::{Amount, Number, Text, Unit};

/// One 项目支出绩效自评表: the self-assessment of a project's performance.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ProjectSelfAssessment {
    /// 项目编码; its digits are text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Text>,
    /// 项目名称
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// 实施单位
    #[serde(skip_serializing_if = "Option::is_none")]
    pub implementing_unit: Option<Text>,
    /// 一级预算单位, elsewhere 主管部门
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget_unit: Option<Text>,
    /// What it has in common with the form of a department.
    #[serde(flatten)]
    pub assessment: SelfAssessment,
}

/// One 部门整体支出绩效自评表: the self-assessment of a department's whole expenditure.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct DepartmentSelfAssessment {
    /// 部门名称
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// What it has in common with the form of a project.
    #[serde(flatten)]
    pub assessment: SelfAssessment,
}

/// The body of a self-assessment form.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SelfAssessment {
    /// The title as printed; absent where the form has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// The form's number, where it is numbered as a table (`公开13-1表`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form_no: Option<Text>,
    /// Where the form begins: its title, or its first grid.
    pub at: Place,
    /// The last page that it stands on, from 1.
    pub last_page: u32,
    /// 绩效自评年度, or the year of the title (`（2019年度）`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<Number>,
    /// The unit of the amounts (`项目资金（万元）`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// 资金使用情况: the funding lines in printed order.
    pub funds: Vec<FundLine>,
    /// 预期目标
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_goal: Option<Text>,
    /// 全年（调整）绩效目标, where the form prints one beside the goal of the year's start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adjusted_goal: Option<Text>,
    /// 实际完成情况
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actual_goal: Option<Text>,
    /// 绩效指标: the lines of the indicator tree in printed order.
    pub indicators: Vec<Indicator>,
    /// 分值 of 总分
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_weight: Option<Number>,
    /// 得分 of 总分
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_score: Option<Number>,
    /// 评价结论
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conclusion: Option<Text>,
    /// 存在问题
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problems: Option<Text>,
    /// 改进措施
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measures: Option<Text>,
    /// What else the form says, as printed: contacts, remarks, columns and rows that have no field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remainder: Vec<Remainder>,
}

/// A text of a form that has no field of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Remainder {
    /// The printed label or column header, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
    /// The text.
    pub text: Text,
}

/// Where the money of a funding line comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Fund {
    /// 年度资金总额
    Total,
    /// 当年财政拨款, 财政资金
    CurrentAppropriation,
    /// 上年结转资金
    CarriedOver,
    /// 财政专户管理资金
    FiscalAccount,
    /// 单位资金
    UnitFunds,
    /// 其他资金
    Other,
}

impl Fund {
    /// The identifier that outputs use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::CurrentAppropriation => "current_appropriation",
            Self::CarriedOver => "carried_over",
            Self::FiscalAccount => "fiscal_account",
            Self::UnitFunds => "unit_funds",
            Self::Other => "other",
        }
    }
}

/// One funding line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FundLine {
    /// The source of the money; absent for a label that is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fund: Option<Fund>,
    /// The label as printed (`其中：当年财政拨款`); empty where the line has none.
    pub label: Text,
    /// 年初预算数
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_budget: Option<Amount>,
    /// 全年预算数, 调整后预算数
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adjusted_budget: Option<Amount>,
    /// 全年执行数, 预算执行数
    #[serde(skip_serializing_if = "Option::is_none")]
    pub executed: Option<Amount>,
    /// 分值, 权重: points to be had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<Number>,
    /// 执行率, in per cent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub execution_rate: Option<Number>,
    /// 得分: points given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<Number>,
    /// 原因: why the execution fell short.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
}

/// One line of the indicator tree (三级指标).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Indicator {
    /// Where the line stands; of a line over two pages, its part on the first.
    pub at: Place,
    /// 一级指标, without its weight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level1: Option<Text>,
    /// The weight printed with the 一级指标 (`产出 (50分)`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level1_weight: Option<Number>,
    /// 二级指标
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level2: Option<Text>,
    /// 三级指标; absent where none was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level3: Option<Text>,
    /// 年度指标值. Where the form splits it, 指标性质, 指标值 and 度量单位 joined in this order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<Measured>,
    /// 调整指标值
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adjusted_target: Option<Measured>,
    /// 实际完成值
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actual: Option<Measured>,
    /// 分值, 权重: points to be had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<Number>,
    /// 得分: points given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<Number>,
    /// 偏差原因分析及改进措施
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deviation: Option<Text>,
    /// Whether the line says that it does not apply (`不适用`, `不涉及`).
    pub not_applicable: bool,
}

/// A target or a result: the text as printed, and what it measures where it is a quantity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Measured {
    /// The text as printed.
    #[serde(flatten)]
    pub text: Text,
    /// The quantity that it states; absent for words (`有效提升`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
}

/// What a target or a result measures, as printed and not judged: `1` is the number 1, also where 100 % is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Quantity {
    /// `≥95%`, `16.1G`, `24小时内`
    Number {
        /// How the number bounds what is measured; absent where only a number is printed.
        #[serde(skip_serializing_if = "Option::is_none")]
        comparator: Option<Comparator>,
        /// The number, with its printed decimals.
        number: Decimal,
        /// What is counted (`%`, `小时`, `万元`); empty where nothing is printed.
        unit: String,
    },
    /// `2022年12月31日前`, `7月底`
    Date {
        /// How the date bounds what is measured.
        #[serde(skip_serializing_if = "Option::is_none")]
        comparator: Option<Comparator>,
        /// Calendar year.
        #[serde(skip_serializing_if = "Option::is_none")]
        year: Option<u16>,
        /// Month, 1 to 12.
        #[serde(skip_serializing_if = "Option::is_none")]
        month: Option<u8>,
        /// Day of the month; absent also for 月底.
        #[serde(skip_serializing_if = "Option::is_none")]
        day: Option<u8>,
    },
}

/// How a number or a date bounds what is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Comparator {
    /// `≥`, 不少于, 以上
    AtLeast,
    /// `≤`, 不超过, 以内, 前
    AtMost,
    /// `=`
    Equal,
    /// `>`, 大于
    MoreThan,
    /// `<`, 少于
    LessThan,
    /// 约
    About,
}
