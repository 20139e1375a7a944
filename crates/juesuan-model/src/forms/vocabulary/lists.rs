//! The words of the performance forms, each listed once: a city's new wording is one line here.
//!
//! All words are matching keys (see [`crate::key`]), without the star, the colon, the numbering and the closing
//! bracket that forms print around them (see [`word`](super::word)).

use crate::forms::types::Fund;

/// Whose performance a form assesses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::forms) enum Kind {
    /// 项目支出绩效自评表
    Project,
    /// 部门整体支出绩效自评表
    Department,
}

/// The field that a label of the form's head names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::forms) enum Head {
    ProjectCode,
    ProjectName,
    Department,
    Year,
    ImplementingUnit,
    BudgetUnit,
    /// The unit of the amounts.
    AmountUnit,
    /// The score of the whole form, where its head says it.
    TotalScore,
    /// 总分: the score, or where another label says that, the full mark.
    FullMarkOrScore,
}

/// A column of the funding block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::forms) enum FundColumn {
    InitialBudget,
    AdjustedBudget,
    Executed,
    Weight,
    ExecutionRate,
    Score,
    Reason,
}

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

/// A closing remark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::forms) enum Closing {
    Conclusion,
    Problems,
    Measures,
}

/// Endings of a form's title.
pub(super) const TITLE_ENDINGS: &[&str] = &[
    "绩效自评表",
    "绩效自评情况表",
    "绩效自评价表",
    "绩效评价自评表",
    "绩效自我评价表",
    "自评报告及评分表",
    "绩效自评评分表",
    "绩效自评情况",
    "绩效目标自评表",
    "绩效目标自评情况表",
    "绩效目标完成情况表",
    "绩效自评得分表",
    "绩效自评打分表",
    "绩效自评价情况表",
    "项目自评表",
    "支出自评表",
    "资金自评表",
    "经费自评表",
    "整体自评表",
];

/// Endings that are titles only of the department's form; elsewhere headings of a narrative end so.
pub(super) const DEPARTMENT_ONLY: &[&str] = &["绩效自评情况"];

/// What the title of a department's form holds.
pub(super) const DEPARTMENT_WORDS: &[&str] = &["部门整体", "单位整体", "整体支出", "整体绩效"];

pub(super) const HEAD: &[(&str, Head)] = &[
    ("项目编码", Head::ProjectCode),
    ("项目代码", Head::ProjectCode),
    ("项目编号", Head::ProjectCode),
    ("项目名称", Head::ProjectName),
    ("项目(政策)名称", Head::ProjectName),
    ("政策(项目)名称", Head::ProjectName),
    ("专项名称", Head::ProjectName),
    ("专项资金名称", Head::ProjectName),
    ("转移支付(项目)名称", Head::ProjectName),
    ("专项(项目)名称", Head::ProjectName),
    ("项目(专项)名称", Head::ProjectName),
    ("项目支出名称", Head::ProjectName),
    ("部门名称", Head::Department),
    ("单位名称", Head::Department),
    ("部门(单位)名称", Head::Department),
    ("单位(部门)名称", Head::Department),
    ("预算部门名称", Head::Department),
    ("预算部门", Head::Department),
    ("预算部门(单位)名称", Head::Department),
    ("预算单位名称", Head::Department),
    ("部门单位名称", Head::Department),
    ("部门(单位)", Head::Department),
    ("填报部门", Head::Department),
    ("填报单位", Head::Department),
    ("绩效自评年度", Head::Year),
    ("自评年度", Head::Year),
    ("评价年度", Head::Year),
    ("预算年度", Head::Year),
    ("年度", Head::Year),
    ("实施单位", Head::ImplementingUnit),
    ("项目实施单位", Head::ImplementingUnit),
    ("实施(单位)", Head::ImplementingUnit),
    ("项目单位", Head::ImplementingUnit),
    ("资金使用单位", Head::ImplementingUnit),
    ("项目承担单位", Head::ImplementingUnit),
    ("项目执行单位", Head::ImplementingUnit),
    ("项目使用单位", Head::ImplementingUnit),
    ("实施部门", Head::ImplementingUnit),
    ("具体实施单位", Head::ImplementingUnit),
    ("一级预算单位", Head::BudgetUnit),
    ("主管部门", Head::BudgetUnit),
    ("项目主管部门", Head::BudgetUnit),
    ("主管部门及代码", Head::BudgetUnit),
    ("主管部门(单位)", Head::BudgetUnit),
    ("预算主管部门", Head::BudgetUnit),
    ("一级主管部门", Head::BudgetUnit),
    ("主管单位", Head::BudgetUnit),
    ("项目主管单位", Head::BudgetUnit),
    ("预算主管单位", Head::BudgetUnit),
    ("自评得分", Head::TotalScore),
    ("自评总分", Head::TotalScore),
    ("自评总得分", Head::TotalScore),
    ("绩效自评得分", Head::TotalScore),
    ("绩效自评总分", Head::TotalScore),
    ("综合得分", Head::TotalScore),
    ("总得分", Head::TotalScore),
    ("总分", Head::FullMarkOrScore),
    ("金额单位", Head::AmountUnit),
    ("计量单位", Head::AmountUnit),
    ("单位", Head::AmountUnit),
];

/// What a label of the head that names the score holds.
pub(super) const SCORES: &[&str] = &["得分", "评分", "自评总分"];

/// What may stand before a label of the head: `省级主管部门`.
pub(super) const LEVELS_OF_GOVERNMENT: &[&str] =
    &["中央", "地方", "省级", "市级", "州级", "区级", "县级", "区县", "本级"];

pub(in crate::forms) const FUNDS: &[(&str, Fund)] = &[
    ("年度资金总额", Fund::Total),
    ("年度预算总额", Fund::Total),
    ("项目资金总额", Fund::Total),
    ("资金总额", Fund::Total),
    ("预算总额", Fund::Total),
    ("总额", Fund::Total),
    ("年度财政资金总额", Fund::Total),
    ("年度资金总计", Fund::Total),
    ("年度资金合计", Fund::Total),
    ("全年资金总额", Fund::Total),
    ("项目总金额", Fund::Total),
    ("项目资金合计", Fund::Total),
    ("部门整体支出总额", Fund::Total),
    ("整体支出总额", Fund::Total),
    ("部门支出总额", Fund::Total),
    ("资金合计", Fund::Total),
    ("金额合计", Fund::Total),
    ("合计", Fund::Total),
    ("总计", Fund::Total),
    ("当年财政拨款", Fund::CurrentAppropriation),
    ("本年财政拨款", Fund::CurrentAppropriation),
    ("当年财政拨款资金", Fund::CurrentAppropriation),
    ("年度财政拨款", Fund::CurrentAppropriation),
    ("财政拨款", Fund::CurrentAppropriation),
    ("财政拨款资金", Fund::CurrentAppropriation),
    ("财政资金", Fund::CurrentAppropriation),
    ("当年财政资金", Fund::CurrentAppropriation),
    ("当年财政性资金", Fund::CurrentAppropriation),
    ("财政性资金", Fund::CurrentAppropriation),
    ("本年财政资金", Fund::CurrentAppropriation),
    ("本年财政拨款资金", Fund::CurrentAppropriation),
    ("政府预算资金", Fund::CurrentAppropriation),
    ("上年结转资金", Fund::CarriedOver),
    ("上年结转", Fund::CarriedOver),
    ("上年结转结余资金", Fund::CarriedOver),
    ("上年结转和结余", Fund::CarriedOver),
    ("上年结转结余", Fund::CarriedOver),
    ("上年结余资金", Fund::CarriedOver),
    ("上年结转和结余资金", Fund::CarriedOver),
    ("以前年度结转资金", Fund::CarriedOver),
    ("结转资金", Fund::CarriedOver),
    ("结转结余资金", Fund::CarriedOver),
    ("年初结转和结余", Fund::CarriedOver),
    ("财政专户管理资金", Fund::FiscalAccount),
    ("财政专户资金", Fund::FiscalAccount),
    ("单位资金", Fund::UnitFunds),
    ("单位自有资金", Fund::UnitFunds),
    ("自有资金", Fund::UnitFunds),
    ("其他资金", Fund::Other),
    ("其它资金", Fund::Other),
    ("其他", Fund::Other),
];

pub(in crate::forms) const FUND_COLUMNS: &[(&str, FundColumn)] = &[
    ("年初预算数", FundColumn::InitialBudget),
    ("年初预算", FundColumn::InitialBudget),
    ("年初预算金额", FundColumn::InitialBudget),
    ("年初部门预算", FundColumn::InitialBudget),
    ("年初预算安排数", FundColumn::InitialBudget),
    ("年初批复预算数", FundColumn::InitialBudget),
    ("年初预算批复数", FundColumn::InitialBudget),
    ("年初数", FundColumn::InitialBudget),
    ("全年预算数", FundColumn::AdjustedBudget),
    ("全年预算", FundColumn::AdjustedBudget),
    ("全年(调整)预算数", FundColumn::AdjustedBudget),
    ("调整后预算数", FundColumn::AdjustedBudget),
    ("调整预算数", FundColumn::AdjustedBudget),
    ("调整后预算", FundColumn::AdjustedBudget),
    ("调整后全年预算数", FundColumn::AdjustedBudget),
    ("全年调整预算数", FundColumn::AdjustedBudget),
    ("调整后预算金额", FundColumn::AdjustedBudget),
    ("全年预算金额", FundColumn::AdjustedBudget),
    ("全年数", FundColumn::AdjustedBudget),
    ("预算数", FundColumn::AdjustedBudget),
    ("预算金额", FundColumn::AdjustedBudget),
    ("全年执行数", FundColumn::Executed),
    ("全年执行", FundColumn::Executed),
    ("预算执行数", FundColumn::Executed),
    ("实际执行数", FundColumn::Executed),
    ("执行数", FundColumn::Executed),
    ("执行金额", FundColumn::Executed),
    ("全年执行金额", FundColumn::Executed),
    ("预算执行金额", FundColumn::Executed),
    ("全年实际执行数", FundColumn::Executed),
    ("全年支出数", FundColumn::Executed),
    ("全年实际支出数", FundColumn::Executed),
    ("实际支出数", FundColumn::Executed),
    ("实际支出", FundColumn::Executed),
    ("实际支出金额", FundColumn::Executed),
    ("分值", FundColumn::Weight),
    ("标准分", FundColumn::Weight),
    ("标准分值", FundColumn::Weight),
    ("预算执行率权重", FundColumn::Weight),
    ("预算执行率分值", FundColumn::Weight),
    ("权重", FundColumn::Weight),
    ("执行率权重", FundColumn::Weight),
    ("执行率分值", FundColumn::Weight),
    ("执行率", FundColumn::ExecutionRate),
    ("预算执行率", FundColumn::ExecutionRate),
    ("全年执行率", FundColumn::ExecutionRate),
    ("资金执行率", FundColumn::ExecutionRate),
    ("预算执行进度", FundColumn::ExecutionRate),
    ("执行进度", FundColumn::ExecutionRate),
    ("得分", FundColumn::Score),
    ("预算执行率得分", FundColumn::Score),
    ("自评分", FundColumn::Score),
    ("自评分数", FundColumn::Score),
    ("评分", FundColumn::Score),
    ("执行率得分", FundColumn::Score),
    ("自评得分", FundColumn::Score),
    ("原因", FundColumn::Reason),
    ("偏差原因", FundColumn::Reason),
    ("未完成原因", FundColumn::Reason),
    ("备注", FundColumn::Reason),
];

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

pub(in crate::forms) const CLOSING: &[(&str, Closing)] = &[
    ("评价结论", Closing::Conclusion),
    ("自评结论", Closing::Conclusion),
    ("绩效自评结论", Closing::Conclusion),
    ("存在问题", Closing::Problems),
    ("存在的问题", Closing::Problems),
    ("主要问题", Closing::Problems),
    ("存在的主要问题", Closing::Problems),
    ("改进措施", Closing::Measures),
    ("下一步改进措施", Closing::Measures),
    ("改进建议", Closing::Measures),
    ("有关建议", Closing::Measures),
];

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

/// Rows of a department's report in the shape of a table; two of them tell one.
pub(in crate::forms) const REPORT_ROWS: &[&str] = &[
    "部门概况",
    "绩效目标的设立",
    "绩效自评工作",
    "自评组织",
    "自评结果",
    "综合评价结论",
    "存在的问题",
    "绩效自评结果应用",
    "主要经验",
];

/// Marks of a line that does not apply.
pub(in crate::forms) const NOT_APPLICABLE: &[&str] = &["不适用", "不涉及"];
