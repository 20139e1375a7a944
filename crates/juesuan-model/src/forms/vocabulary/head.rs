//! The words of a form's title and head, and of the lines that close it, each listed once: a city's new wording is one
//! line here.
//!
//! All words are matching keys (see [`crate::key`]), without the star, the colon, the numbering and the closing
//! bracket that forms print around them (see [`word`](super::word)).

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
    /// The points that the whole form may reach, where its head says them.
    FullMark,
    /// 总分: the score, or where another label says that, the full mark.
    FullMarkOrScore,
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
    ("满分", Head::FullMark),
    ("总分值", Head::FullMark),
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

/// How a note under a form begins.
pub(in crate::forms) const NOTE_STARTS: &[&str] = &["注:", "备注", "说明:", "填报人", "填表人", "联系人"];

/// Marks of a line that does not apply.
pub(in crate::forms) const NOT_APPLICABLE: &[&str] = &["不适用", "不涉及"];
