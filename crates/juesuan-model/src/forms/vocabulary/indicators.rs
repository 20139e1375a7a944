//! The words of the goals and of the indicators, each listed once: a city's new wording is one line here.
//!
//! All words are matching keys (see [`crate::key`]), without the star, the colon, the numbering and the closing
//! bracket that forms print around them (see [`word`](super::word)).

/// A column of the goals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::forms) enum GoalColumn {
    Expected,
    Adjusted,
    Actual,
}

/// A column of the indicators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::forms) enum IndicatorColumn {
    Level1,
    /// 分值 beside 一级指标.
    Level1Weight,
    Level2,
    /// 一级 and 二级指标 in one cell: `产出指标—数量指标`.
    Levels,
    Level3,
    /// 指标性质: the first part of a split target.
    TargetNature,
    Target,
    /// 度量单位: the last part of a split target.
    TargetUnit,
    AdjustedTarget,
    Actual,
    Weight,
    Score,
    Deviation,
}

pub(in crate::forms) const GOAL_COLUMNS: &[(&str, GoalColumn)] = &[
    ("预期目标", GoalColumn::Expected),
    ("年初预期目标", GoalColumn::Expected),
    ("年初设定目标", GoalColumn::Expected),
    ("年初绩效目标", GoalColumn::Expected),
    ("年初目标", GoalColumn::Expected),
    ("年度预期目标", GoalColumn::Expected),
    ("预期绩效目标", GoalColumn::Expected),
    ("年初设定绩效目标", GoalColumn::Expected),
    ("年度设定目标", GoalColumn::Expected),
    ("年初总体目标", GoalColumn::Expected),
    ("目标", GoalColumn::Expected),
    ("全年(调整)绩效目标", GoalColumn::Adjusted),
    ("调整绩效目标", GoalColumn::Adjusted),
    ("实际完成情况", GoalColumn::Actual),
    ("目标实际完成情况", GoalColumn::Actual),
    ("全年目标实际完成情况", GoalColumn::Actual),
    ("全年实际完成情况", GoalColumn::Actual),
    ("年度目标完成情况", GoalColumn::Actual),
    ("目标完成情况", GoalColumn::Actual),
    ("全年完成情况", GoalColumn::Actual),
    ("年度完成情况", GoalColumn::Actual),
    ("年度实际完成情况", GoalColumn::Actual),
    ("总体完成情况", GoalColumn::Actual),
    ("具体完成情况", GoalColumn::Actual),
    ("实际完成目标", GoalColumn::Actual),
    ("绩效目标完成情况", GoalColumn::Actual),
    ("绩效目标实际完成情况", GoalColumn::Actual),
    ("完成情况", GoalColumn::Actual),
];

/// Labels beside the goals: where no goal column is named, the text beside them is the expected goal.
pub(super) const GOAL_SIDES: &[&str] = &["年度总体目标", "总体目标", "年度绩效目标", "绩效目标", "年度目标"];

pub(in crate::forms) const INDICATOR_COLUMNS: &[(&str, IndicatorColumn)] = &[
    ("一级指标", IndicatorColumn::Level1),
    ("二级指标", IndicatorColumn::Level2),
    ("三级指标", IndicatorColumn::Level3),
    ("三级指标名称", IndicatorColumn::Level3),
    ("指标名称", IndicatorColumn::Level3),
    ("具体指标", IndicatorColumn::Level3),
    ("指标内容", IndicatorColumn::Level3),
    ("指标性质", IndicatorColumn::TargetNature),
    ("年度指标值", IndicatorColumn::Target),
    ("指标值", IndicatorColumn::Target),
    ("年初指标值", IndicatorColumn::Target),
    ("预期指标值", IndicatorColumn::Target),
    ("全年指标值", IndicatorColumn::Target),
    ("绩效指标值", IndicatorColumn::Target),
    ("年度目标值", IndicatorColumn::Target),
    ("计划指标值", IndicatorColumn::Target),
    ("目标值", IndicatorColumn::Target),
    ("年初目标值", IndicatorColumn::Target),
    ("年初设定目标值", IndicatorColumn::Target),
    ("预期目标值", IndicatorColumn::Target),
    ("全年目标值", IndicatorColumn::Target),
    ("指标目标值", IndicatorColumn::Target),
    ("绩效目标值", IndicatorColumn::Target),
    ("年度绩效指标值", IndicatorColumn::Target),
    ("年初设定值", IndicatorColumn::Target),
    ("年度计划值", IndicatorColumn::Target),
    ("计划完成值", IndicatorColumn::Target),
    ("计划值", IndicatorColumn::Target),
    ("预期值", IndicatorColumn::Target),
    ("指标方向", IndicatorColumn::TargetNature),
    ("指标符号", IndicatorColumn::TargetNature),
    ("计算符号", IndicatorColumn::TargetNature),
    ("运算符号", IndicatorColumn::TargetNature),
    ("指标单位", IndicatorColumn::TargetUnit),
    ("指标值单位", IndicatorColumn::TargetUnit),
    ("单位", IndicatorColumn::TargetUnit),
    ("度量单位", IndicatorColumn::TargetUnit),
    ("计量单位", IndicatorColumn::TargetUnit),
    ("调整指标值", IndicatorColumn::AdjustedTarget),
    ("调整后指标值", IndicatorColumn::AdjustedTarget),
    ("实际完成值", IndicatorColumn::Actual),
    ("全年实际完成值", IndicatorColumn::Actual),
    ("全年完成值", IndicatorColumn::Actual),
    ("实际完成指标值", IndicatorColumn::Actual),
    ("完成值", IndicatorColumn::Actual),
    ("完成指标值", IndicatorColumn::Actual),
    ("指标完成值", IndicatorColumn::Actual),
    ("指标完成情况", IndicatorColumn::Actual),
    ("年度实际完成值", IndicatorColumn::Actual),
    ("年度完成值", IndicatorColumn::Actual),
    ("全年实际值", IndicatorColumn::Actual),
    ("全年实际完成情况", IndicatorColumn::Actual),
    ("全年完成情况", IndicatorColumn::Actual),
    ("实际完成", IndicatorColumn::Actual),
    ("实际完成数", IndicatorColumn::Actual),
    ("实际值", IndicatorColumn::Actual),
    ("实际完成情况", IndicatorColumn::Actual),
    ("完成情况", IndicatorColumn::Actual),
    ("分值", IndicatorColumn::Weight),
    ("标准分", IndicatorColumn::Weight),
    ("标准分值", IndicatorColumn::Weight),
    ("权重", IndicatorColumn::Weight),
    ("指标权重", IndicatorColumn::Weight),
    ("指标分值", IndicatorColumn::Weight),
    ("标准分数", IndicatorColumn::Weight),
    ("设定分值", IndicatorColumn::Weight),
    ("满分", IndicatorColumn::Weight),
    ("满分值", IndicatorColumn::Weight),
    ("分值权重", IndicatorColumn::Weight),
    ("权重分值", IndicatorColumn::Weight),
    ("得分", IndicatorColumn::Score),
    ("指标得分", IndicatorColumn::Score),
    ("自评得分", IndicatorColumn::Score),
    ("自评分", IndicatorColumn::Score),
    ("实际得分", IndicatorColumn::Score),
    ("自评分数", IndicatorColumn::Score),
    ("自评分值", IndicatorColumn::Score),
    ("评价得分", IndicatorColumn::Score),
    ("单项得分", IndicatorColumn::Score),
    ("评分", IndicatorColumn::Score),
    ("偏差原因分析及改进措施", IndicatorColumn::Deviation),
    ("偏差原因分析和改进措施", IndicatorColumn::Deviation),
    ("偏差原因分析与改进措施", IndicatorColumn::Deviation),
    ("偏差原因及改进措施", IndicatorColumn::Deviation),
    ("偏差原因分析", IndicatorColumn::Deviation),
    ("偏差原因", IndicatorColumn::Deviation),
    ("偏差分析及改进措施", IndicatorColumn::Deviation),
    ("未完成原因分析", IndicatorColumn::Deviation),
    ("未完成原因分析及改进措施", IndicatorColumn::Deviation),
    ("未完成原因及改进措施", IndicatorColumn::Deviation),
    ("未完成原因", IndicatorColumn::Deviation),
    ("原因分析", IndicatorColumn::Deviation),
    ("原因", IndicatorColumn::Deviation),
    ("扣分原因", IndicatorColumn::Deviation),
    ("扣分原因及改进措施", IndicatorColumn::Deviation),
    ("未完成原因和改进措施", IndicatorColumn::Deviation),
    ("备注", IndicatorColumn::Deviation),
];

/// What the header of a column holds that gives both levels in one cell: `一级—二级指标`, `一级/二级指标`.
pub(super) const BOTH_LEVELS: &[&str] = &["一级", "二级"];
/// What it does not hold.
pub(super) const THIRD_LEVEL: &str = "三级";

/// Headers of columns that count the rows.
pub(in crate::forms) const COUNTS_ROWS: &[&str] = &["序号", "编号"];

/// What the header of a column of explanations holds, in ever another order and company: 偏差原因分析及改进措施,
/// 未完成原因和改进措施, 扣分原因.
pub(super) const EXPLANATIONS: &[&str] = &["原因", "偏差", "改进措施"];

/// Labels of the last line of the indicators. A [`SUM`] is one only there: funding lines are called so too.
pub(in crate::forms) const TOTAL: &[&str] = &[
    "总分",
    "总得分",
    "自评总分",
    "自评总得分",
    "评价总分",
    "综合得分",
    "综合评分",
    "总分合计",
    "合计得分",
    "得分合计",
    "总分值",
    "总评分",
    "自评得分",
    "绩效自评得分",
    "绩效自评总分",
    "最终得分",
];
pub(in crate::forms) const SUM: &[&str] = &["合计", "总计"];

/// Names of blocks, beside or above them: they say nothing that the typed form does not.
#[rustfmt::skip] // as a list it would be far longer than it is telling
pub(in crate::forms) const BLOCKS: &[&str] = &[
    "资金使用情况", "项目资金", "预算执行情况", "项目预算执行情况", "部门预算执行情况", "资金情况", "年度资金",
    "项目目标完成情况", "目标完成情况", "年度总体目标", "年度总体目标完成情况", "总体目标", "年度绩效目标",
    "绩效目标", "年度目标", "年度绩效指标", "年度绩效指标完成情况", "绩效指标完成情况", "绩效指标",
    "项目基本情况", "基本信息",
];

/// Names of 一级 and 二级指标: they tell one that a page break has cut from two that it has parted.
#[rustfmt::skip] // as a list it would be far longer than it is telling
pub(in crate::forms) const LEVELS: &[&str] = &[
    "产出", "效益", "效果", "满意度", "投入", "过程", "决策", "成本", "数量", "质量", "时效", "经济效益",
    "社会效益", "生态效益", "环境效益", "可持续影响", "经济成本", "社会成本", "生态环境成本", "服务对象满意度",
    "其他满意度", "预算执行", "管理效率", "履职效能", "社会效应", "可持续发展能力", "预算编制", "财务管理",
    "资产管理", "预算管理", "重点工作任务", "履职质量", "项目管理", "项目立项", "绩效目标", "资金投入", "资金管理",
    "组织实施", "产出数量", "产出质量", "产出时效", "产出成本", "项目效益", "整体效能", "专项效能", "信息公开",
    "绩效管理", "采购管理", "运行成本", "社会公众满意度", "履职效果", "履职效益", "目标设定", "预算配置", "部门决策",
    "部门管理", "综合管理", "基础管理", "职责履行", "能力建设", "预算执行率",
];
