//! Header words that mean the same in every table.

/// Columns of classification codes: these words anywhere in the header.
pub(crate) const CODE: &[&str] = &["科目编号", "科目编码", "编码", "科目代码", "代码"];

/// The parts of a split code (类 / 款 / 项).
pub(crate) const CODE_PARTS: &[&str] = &["类", "款", "项"];

/// Columns of row labels.
pub(crate) const NAME: &[&str] = &[
    "科目名称",
    "名称",
    "项目",
    "项目(按功能分类)",
    "项目(按功能分类科目)",
    "项目名称",
    "功能分类科目名称",
    "功能分类科目",
    "支出功能分类",
    "支出功能分类科目",
    "支出功能分类科目名称",
    "经济分类科目名称",
    "经济分类科目",
    "收入项目",
    "支出项目",
    "科目",
    "功能分类",
    "年度",
    "年份",
];

/// What the headers of other columns of labels end with.
pub(crate) const NAME_ENDS: &[&str] = &["科目", "科目名", "科目名称", "项目名称", "收支项目"];

/// What may stand before the words that name a column.
pub(crate) const BEFORE_CORE: &[&str] = &["其中:", "其中", "本年", "当年", "(一)", "(二)", "(三)"];

/// What may stand behind them.
pub(crate) const AFTER_CORE: &[&str] = &["决算数", "决算", "执行数", "金额", "总额", "数", "支出", "收入"];

/// What a header says that gives nothing but a year.
pub(crate) const OF_A_YEAR: &str = "本年数";

/// Words of figures that are neither of a budget nor of its outturn, or not of this year's.
pub(crate) const NO_SIDE: &[&str] = &[
    "上年",
    "上一年",
    "去年",
    "前年",
    "上期",
    "完成",
    "率",
    "%",
    "占",
    "差",
    "比",
    "增",
    "减",
    "超",
    "节约",
    "结余",
    "财政拨款",
    "公共预算",
    "基金预算",
    "经营预算",
];

/// Columns of row labels where each row is a unit's (分单位).
pub(crate) const UNIT_NAME: &[&str] = &["单位名称", "部门名称", "单位", "部门", "预算单位"];

/// Columns of line numbers.
pub(crate) const LINE_NUMBER: &[&str] = &["行次"];

/// A second expenditure list (by nature and economic class) that some summaries add; the contract leaves it out.
pub(crate) const OTHER_LISTS: &[&str] = &[
    "项目(按支出性质和经济分类)",
    "项目(按支出性质)",
    "项目(按经济分类)",
    "支出性质和经济分类",
    "按支出性质和经济分类",
];

/// Words that name a column only together with the header above them.
pub(crate) const GENERIC: &[&str] = &["合计", "小计", "金额", "总计", "决算数", "数"];

/// Headers that group columns and say nothing of their own.
pub(crate) const NEUTRAL: &[&str] =
    &["收入", "支出", "项目", "决算数", "预算数", "金额", "本年数", "科目", "备注", "收入决算数", "支出决算数"];

/// What precedes the words of a column of another year.
pub(crate) const OTHER_YEAR: &[&str] = &["上年", "上一年", "去年", "前年"];

/// What precedes the words of a column of the document's own year.
pub(crate) const OWN_YEAR: &[&str] = &["本年", "当年"];

/// The economic classification of the departments' budgets, whose codes (301 …) the tables are keyed by, and that of the
/// government's budget (501 …), which some print before it (since the reform of 2018).
pub(crate) const OWN_CLASSIFICATION: &[&str] = &["部门预算"];
pub(crate) const OTHER_CLASSIFICATION: &[&str] = &["政府预算"];

/// Figures of another year, or made of the others: no column of any of the nine.
pub(crate) const OTHER_FIGURES: &[&str] = &[
    "比上年增减",
    "比上年增减(%)",
    "比上年增减%",
    "较上年增减",
    "增减率%",
    "增减%",
    "完成率%",
    "完成预算%",
    "完成预算(%)",
    "完成预算比例",
    "预算执行率",
    "执行率",
    "执行率(%)",
    "占比%",
    "所占比例",
    "所占比重",
    "占总支出比重",
    "上年数",
    "上年决算数",
    "上年决算",
    "上年执行数",
    "上年金额",
    "上年支出合计",
    "上年收入合计",
    "上年合计",
    "上年支出",
    "上年收入",
    "去年决算数",
    "增减",
    "增减额",
    "增减数",
    "增减率",
    "增减率(%)",
    "增减(%)",
    "增减变动",
    "增减幅度",
    "增长率",
    "增长率(%)",
    "增长",
    "差额",
    "差异",
    "差异率",
    "完成率",
    "完成率(%)",
    "完成预算",
    "占比",
    "占比(%)",
    "比重",
    "备注",
];

/// The row under a header that numbers the columns.
pub(crate) const COLUMN_NUMBERS: &[&str] = &["栏次", "栏目", "栏次栏次"];

/// What stands above the columns of labels in a row that numbers the columns.
pub(crate) const STEMS: &[&str] = &["甲", "乙", "丙", "丁"];

/// The side that a group header opens in a two-sided table.
pub(crate) const INCOME: &[&str] = &["收入", "收入项目", "收入决算数", "收入决算", "收入部分", "本年收入"];
/// See [`INCOME`].
pub(crate) const EXPENDITURE: &[&str] = &["支出", "支出项目", "支出决算数", "支出决算", "支出部分", "本年支出"];

/// Header words of the budget and of the final figures where both stand under each item.
pub(crate) const BUDGET_SIDE: &[&str] =
    &["预算数", "年初预算数", "全年预算数", "预算", "调整预算数", "本年预算数", "年度预算数", "预算金额"];
/// See [`BUDGET_SIDE`].
pub(crate) const FINAL_SIDE: &[&str] = &[
    "决算数",
    "支出决算数",
    "决算",
    "决算统计数",
    "统计数",
    "本年决算数",
    "年度决算数",
    "决算金额",
    "实际支出数",
    "本年数",
    "本年决算",
    "当年决算数",
    "执行数",
    "本年执行数",
];

/// Labels that close a list: such a row is complete without a code or a number before its label.
pub(crate) const CLOSING: &[&str] = &[
    "合计",
    "总计",
    "小计",
    "本年收入合计",
    "本年支出合计",
    "收入总计",
    "支出总计",
    "收入合计",
    "支出合计",
    "使用非财政拨款结余",
    "用事业基金弥补收支差额",
    "年初结转和结余",
    "年末结转和结余",
    "结余分配",
    "年初财政拨款结转和结余",
    "年末财政拨款结转和结余",
    "一般公共预算财政拨款",
    "政府性基金预算财政拨款",
    "国有资本经营预算财政拨款",
    "人员经费合计",
    "公用经费合计",
    "人员经费",
    "公用经费",
];

/// Items of the two summaries that are no functional class, without their numbers.
pub(crate) const SUMMARY_ITEMS: &[&str] = &[
    "一般公共预算财政拨款收入",
    "政府性基金预算财政拨款收入",
    "国有资本经营预算财政拨款收入",
    "一般公共预算财政拨款",
    "政府性基金预算财政拨款",
    "国有资本经营预算财政拨款",
    "上级补助收入",
    "事业收入",
    "经营收入",
    "附属单位上缴收入",
    "其他收入",
    "外交支出",
    "债务还本支出",
    "债务付息支出",
    "抗疫特别国债安排的支出",
    "本年收入合计",
    "本年支出合计",
    "使用非财政拨款结余",
    "使用非财政拨款结余和专用结余",
    "年初结转和结余",
    "年末结转和结余",
    "年初财政拨款结转和结余",
    "年末财政拨款结转和结余",
    "结余分配",
];

/// Labels of who publishes a table, before a colon.
pub(crate) const DEPARTMENT: &[&str] = &[
    "编制单位",
    "编制部门",
    "公开部门",
    "公开单位",
    "部门名称",
    "单位名称",
    "填报单位",
    "填报部门",
    "预算单位",
    "部门",
    "单位",
];

/// How a note to a table begins.
pub(crate) const NOTE_STARTS: &[&str] = &["注", "说明", "备注", "本表", "(注"];

/// How the line begins that says who filled in a table, and when: the last row of some grids.
pub(crate) const SIGN_OFFS: &[&str] = &[
    "填表人",
    "填报人",
    "制表人",
    "编制人",
    "经办人",
    "审核人",
    "复核人",
    "联系人",
    "单位负责人",
    "部门负责人",
    "财务负责人",
    "分管负责人",
    "负责人",
    "填表日期",
    "填报日期",
    "制表日期",
    "编制日期",
];

/// Words by which a note explains a table without figures (空表说明).
pub(crate) const NO_DATA: &[&str] = &[
    "无数据",
    "无发生额",
    "没有",
    "无此项",
    "为空表",
    "空表",
    "未发生",
    "无相关",
    "本年度无",
    "无政府性基金",
    "无国有资本",
    "不涉及",
    "未安排",
    "无收支",
];

/// Titles of tables that show many figures of a department, 三公 among them.
pub(crate) const STATISTICS: &[&str] = &["机构运行", "机关运行", "统计表", "信息表"];
