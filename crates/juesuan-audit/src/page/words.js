"use strict";
// The words of the page in both languages. What the report says in words of its own is taken from it.
const WORDS = {
  zh: {
    tabs: { tables: "表格", forms: "绩效自评表", statements: "文字说明", findings: "前后不符", doubts: "读取存疑", account: "数字去向" },
    verdict: { verified: "已核实", unverified: "未核实", doubtful: "存疑", unreadable: "无法读取" },
    status: { read: "已读取", empty: "空表", missing: "缺失", raw: "原样保留", unreadable: "无法读取" },
    reading: "读取", page: "第{}页", sheet: "工作表 {}", document: "全文", filter: "筛选", language: "English", print: "打印", all: "显示全部",
    findings: "{} 处前后不符", none: "没有", code: "编码", label: "项目", left: "左边", right: "右边", difference: "差额", tolerance: "舍入范围",
    amount: "金额", subject: "事项", change: "变动", share: "占比", section: "章节", where: "位置", severity: { error: "严重", warning: "注意", info: "提示" },
    figures: "数字", in_tables: "九张表", in_other_tables: "其他表", in_forms: "自评表", in_statements: "文字", other: "日期、编号等", unread: "未读取",
    fund: "资金", initial_budget: "年初预算数", adjusted_budget: "全年预算数", executed: "全年执行数", weight: "分值", execution_rate: "执行率", score: "得分",
    level1: "一级指标", level2: "二级指标", level3: "三级指标", target: "年度指标值", actual: "实际完成值", deviation: "偏差原因", total: "总分",
    sides: { income: "收入", expenditure: "支出", personnel: "人员经费", public: "公用经费", budget: "预算数", final: "决算数" },
    overlay: "本页字体未嵌入，图上文字由浏览器按读取结果显示。", next: "下一处", previous: "上一处", only: "只看存疑或不符", unit: "单位", same: "同一处原因",
    nothing: "这里没有读成数字", pages: "页面", result: "读取结果", year: "{}年度",
  },
  en: {
    tabs: { tables: "Tables", forms: "Performance forms", statements: "Narrative", findings: "Findings", doubts: "Doubts of reading", account: "Account of figures" },
    verdict: { verified: "verified", unverified: "unverified", doubtful: "doubtful", unreadable: "unreadable" },
    status: { read: "read", empty: "empty", missing: "missing", raw: "kept as it stands", unreadable: "unreadable" },
    reading: "Reading", page: "page {}", sheet: "sheet {}", document: "whole text", filter: "Filter", language: "中文", print: "Print", all: "Show all",
    findings: "{} findings", none: "none", code: "Code", label: "Row", left: "Left", right: "Right", difference: "Difference", tolerance: "Rounding",
    amount: "Amount", subject: "Subject", change: "Change", share: "Share", section: "Section", where: "Place", severity: { error: "error", warning: "warning", info: "note" },
    figures: "Figures", in_tables: "nine tables", in_other_tables: "other tables", in_forms: "forms", in_statements: "narrative", other: "dates, numbers of headings …", unread: "unread",
    fund: "Fund", initial_budget: "Initial budget", adjusted_budget: "Adjusted budget", executed: "Executed", weight: "Weight", execution_rate: "Rate", score: "Score",
    level1: "Level 1", level2: "Level 2", level3: "Indicator", target: "Target", actual: "Actual", deviation: "Deviation", total: "Total",
    sides: { income: "income", expenditure: "expenditure", personnel: "personnel", public: "public", budget: "budget", final: "final" },
    overlay: "A font of this page is not embedded: the browser shows the text as it was read.", next: "Next", previous: "Previous", only: "Only doubts and findings", unit: "unit", same: "same cause",
    nothing: "no number was read here", pages: "Pages", result: "What was read", year: "{}",
  },
};
