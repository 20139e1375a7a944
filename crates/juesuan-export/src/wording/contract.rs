//! The tables, columns and values of the contract in the languages of people. In English the sheets and columns bear the
//! contract's own names.

use juesuan_model::tables::{Column, TableId};

use super::Language;

/// Chinese names of tables.
const SHEETS: &[(&str, &str)] = &[
    ("documents", "文件"),
    ("tables", "表格清单"),
    ("facts", "表格数字"),
    ("projects", "绩效自评表"),
    ("project_funds", "自评表资金"),
    ("indicators", "绩效指标"),
    ("statements", "情况说明数字"),
    ("checks", "勾稽核对"),
    ("diagnostics", "读取存疑"),
    ("counts", "情况说明数量"),
    ("cells", "其他表格"),
    ("coverage", "数字去向"),
    ("findings", "前后不符"),
    ("contents", "目录"),
];

/// Headers that one table has of its own: table, column, Chinese, English.
const OWN_HEADERS: &[(&str, &str, &str, &str)] = &[
    ("tables", "department", "表上所印部门", "department_printed"),
    ("projects", "year", "表上所印年度", "form_year"),
    ("cells", "title", "表名", "title"),
];

/// Chinese headers of columns.
const HEADERS: &[(&str, &str)] = &[
    ("document", "文件"),
    ("account", "第几套决算"),
    ("department", "部门"),
    ("year", "年度"),
    ("sha256", "校验值 SHA-256"),
    ("format", "格式"),
    ("kind", "类型"),
    ("level", "级别"),
    ("pages", "页"),
    ("unreadable_pages", "无文字的页数"),
    ("tables_found", "读到的表"),
    ("tables_missing", "缺失的表"),
    ("errors", "错误"),
    ("warnings", "提醒"),
    ("unread_figures", "未读取的数字"),
    ("findings", "前后不符（处）"),
    ("verdict", "读取结论"),
    ("position", "表序"),
    ("table_id", "表"),
    ("title", "表名"),
    ("form_no", "表号"),
    ("first_page", "起始页"),
    ("last_page", "结束页"),
    ("unit", "单位"),
    ("rows", "行数"),
    ("status", "状态"),
    ("recognised_by", "认定依据"),
    ("note", "说明"),
    ("page", "页"),
    ("row", "行"),
    ("side", "栏别"),
    ("check_id", "勾稽编号"),
    ("code", "科目编码"),
    ("label", "项目"),
    ("line_no", "行次"),
    ("column_id", "栏目"),
    ("value", "金额"),
    ("value_yuan", "金额（元）"),
    ("header", "表头"),
    ("origin", "来源"),
    ("confidence", "识别把握"),
    ("place", "位置"),
    ("x0", "左"),
    ("y0", "上"),
    ("x1", "右"),
    ("y1", "下"),
    ("form_index", "自评表序号"),
    ("form", "自评表种类"),
    ("project_code", "项目编码"),
    ("project_name", "项目名称"),
    ("implementing_unit", "实施单位"),
    ("budget_unit", "主管部门"),
    ("expected_goal", "预期目标"),
    ("actual_goal", "实际完成情况"),
    ("total_weight", "总分分值"),
    ("total_score", "总分得分"),
    ("fund", "资金来源"),
    ("initial_budget", "年初预算数"),
    ("adjusted_budget", "全年预算数"),
    ("executed", "全年执行数"),
    ("initial_budget_yuan", "年初预算数（元）"),
    ("adjusted_budget_yuan", "全年预算数（元）"),
    ("executed_yuan", "全年执行数（元）"),
    ("weight", "分值"),
    ("execution_rate", "执行率（%）"),
    ("score", "得分"),
    ("level1", "一级指标"),
    ("level1_weight", "一级指标分值"),
    ("level2", "二级指标"),
    ("level3", "三级指标"),
    ("target", "年度指标值"),
    ("actual", "实际完成值"),
    ("deviation", "偏差原因及改进措施"),
    ("section", "章节"),
    ("subject", "事项"),
    ("base", "比较基数"),
    ("direction", "增减"),
    ("change", "变动额"),
    ("change_unit", "变动额单位"),
    ("change_yuan", "变动额（元）"),
    ("change_percent", "变动率（%）"),
    ("completion_percent", "完成率（%）"),
    ("share_percent", "占比（%）"),
    ("count", "数量"),
    ("column_no", "列"),
    ("row_span", "跨行"),
    ("column_span", "跨列"),
    ("text", "内容"),
    ("figures", "印出的数字"),
    ("in_tables", "九张表"),
    ("in_other_tables", "其他表"),
    ("in_forms", "自评表"),
    ("in_statements", "情况说明"),
    ("other", "日期、编号等"),
    ("unread", "未读取"),
    ("cause", "原因组"),
    ("severity", "程度"),
    ("finding", "发现"),
    ("message", "说明"),
    ("rule", "应当成立"),
    ("left_value", "左边"),
    ("right_value", "右边"),
    ("difference", "差额"),
    ("tolerance", "舍入范围"),
    ("source", "可能源于"),
    ("cells", "涉及的数字"),
    ("quote", "原文"),
    ("table", "表名"),
    ("reading", "文件读取结论"),
];

/// Columns whose values are words of the contract, each with its Chinese.
const VALUES: &[(&str, &[(&str, &str)])] = &[
    ("kind", &[("final_accounts", "决算"), ("budget", "预算"), ("other", "其他"), ("unreadable", "无法读取")]),
    ("level", &[("department", "部门"), ("unit", "单位")]),
    ("verdict", VERDICTS),
    ("reading", VERDICTS),
    (
        "status",
        &[
            ("read", "已读取"),
            ("empty", "空表"),
            ("missing", "缺失"),
            ("raw", "原样保留"),
            ("unreadable", "无法读取"),
            ("pass", "相符"),
            ("fail", "不符"),
            ("skipped", "未核对"),
        ],
    ),
    ("recognised_by", &[("title", "标题"), ("header", "表头"), ("rows", "各行"), ("position", "次序")]),
    (
        "side",
        &[
            ("income", "收入"),
            ("expenditure", "支出"),
            ("personnel", "人员经费"),
            ("public", "公用经费"),
            ("budget", "预算数"),
            ("final", "决算数"),
        ],
    ),
    ("origin", &[("text", "文件文字"), ("recognised", "图像识别"), ("restored", "由合计还原")]),
    ("form", &[("project", "项目支出"), ("department", "部门整体支出")]),
    (
        "fund",
        &[
            ("total", "年度资金总额"),
            ("current_appropriation", "当年财政拨款"),
            ("carried_over", "上年结转资金"),
            ("fiscal_account", "财政专户管理资金"),
            ("unit_funds", "单位资金"),
            ("other", "其他资金"),
        ],
    ),
    ("base", &[("prior_year", "上年决算数"), ("initial_budget", "年初预算数"), ("adjusted_budget", "全年预算数")]),
    ("direction", &[("increase", "增加"), ("decrease", "减少"), ("flat", "持平")]),
    ("severity", &[("error", "严重"), ("warning", "注意"), ("info", "提示")]),
];

const VERDICTS: &[(&str, &str)] =
    &[("verified", "已核实"), ("unverified", "未核实"), ("doubtful", "存疑"), ("unreadable", "无法读取")];

/// The name of a table of the contract, as a sheet bears it.
#[must_use]
pub fn sheet(table: &str, language: Language) -> &str {
    let chinese = SHEETS.iter().find(|(name, _)| *name == table).map_or(table, |(_, zh)| *zh);
    language.pick(chinese, table)
}

/// The header of a column.
#[must_use]
pub fn column(table: &str, column: &'static str, language: Language) -> &'static str {
    if let Some((.., zh, en)) = OWN_HEADERS.iter().find(|(of, name, ..)| *of == table && *name == column) {
        return language.pick(zh, en);
    }
    // The pages of a document are counted, those of a check are named.
    let zh = match (table, column) {
        ("documents", "pages") => "页数",
        _ => HEADERS.iter().find(|(name, _)| *name == column).map_or(column, |(_, zh)| *zh),
    };
    language.pick(zh, column)
}

/// The Chinese header of a column, whatever its table.
pub(super) fn header(column: &str) -> &str {
    HEADERS.iter().find(|(name, _)| *name == column).map_or(column, |(_, zh)| *zh)
}

/// A value of a column: a word of the contract in the language, any other text as it is.
#[must_use]
pub fn value(column: &str, text: &str, language: Language) -> String {
    match column {
        "table_id" => {
            let table = TableId::ALL.iter().find(|table| table.as_str() == text);
            return table.map_or(text, |table| language.pick(table.chinese(), table.english())).to_owned();
        }
        "column_id" => {
            let column = Column::ALL.iter().find(|column| column.as_str() == text);
            return column.map_or(text, |column| language.pick(column.chinese(), column.english())).to_owned();
        }
        _ => {}
    }
    let Some((_, words)) = VALUES.iter().find(|(name, _)| *name == column) else { return text.to_owned() };
    let word = |text: &str| match (words.iter().find(|(known, _)| *known == text), language) {
        (Some((_, zh)), Language::Chinese) => (*zh).to_owned(),
        (Some((en, _)), Language::English) => en.replace('_', " "),
        (None, _) => text.to_owned(),
    };
    let and = language.pick("＋", ", ");
    if column == "recognised_by" { text.split('+').map(word).collect::<Vec<_>>().join(and) } else { word(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::SCHEMAS;

    #[test]
    fn every_table_and_column_of_the_contract_has_a_chinese_name() {
        for schema in SCHEMAS {
            assert_ne!(sheet(schema.name, Language::Chinese), schema.name);
            for of in schema.columns {
                let zh = column(schema.name, of.name, Language::Chinese);
                assert!(zh != of.name, "{} {}", schema.name, of.name);
            }
        }
    }

    #[test]
    fn words_of_the_contract_are_said_in_words_and_other_texts_left_alone() {
        let zh = |column, text| value(column, text, Language::Chinese);
        assert_eq!(zh("base", "prior_year"), "上年决算数");
        assert_eq!(zh("table_id", "three_public"), "财政拨款“三公”经费支出决算表");
        assert_eq!(zh("column_id", "initial_budget"), "年初预算数");
        assert_eq!(zh("recognised_by", "title+header"), "标题＋表头");
        assert_eq!(zh("subject", "total"), "total", "a text of the document");
        assert_eq!(value("base", "prior_year", Language::English), "prior year");
        assert_eq!(value("table_id", "income", Language::English), "Final Accounts of Income");
        assert_eq!(value("column_id", "initial_budget", Language::English), "initial budget");
        assert_eq!(value("recognised_by", "title+header", Language::English), "title, header");
    }
}
