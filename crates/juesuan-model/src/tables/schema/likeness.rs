//! A title that no list holds → the table of the nine that its words are of.
//!
//! Titles are put together of a few words: the fund, what of it, and how it is shown. These words are read one by one,
//! so that a title nobody has seen is no lost table. What is found here is only likely: the table's header or its rows
//! must say the same (see [`crate::tables::recognise`]).

use super::TableId;
use super::titles::without_brackets;

/// Words of tables beyond the nine, whatever else their title says.
const BEYOND: &[&str] = &[
    "分单位",
    "按单位",
    "专户",
    "采购",
    "资产",
    "绩效",
    "机关运行",
    "机构运行",
    "债务",
    "转移支付",
    "购买服务",
    "分地区",
    "人员情况",
    "基本情况",
    "统计表",
    "评价",
    "自评",
    "分部门",
    "按部门",
];

/// Words that show one thing in detail; only 基本支出 in detail is one of the nine.
const IN_DETAIL: &[&str] = &["明细", "经济分类", "经济科目"];

/// The word of a table that a budget prints, where 决算 is not said as well.
const BUDGET: &str = "预算表";

/// 一般公共预算 in its present and former names.
const GENERAL: &[&str] = &["一般公共预算", "一般公共财政", "公共预算", "公共财政", "一般预算"];

/// Words of the whole of income and expenditure.
const BOTH_SIDES: &[&str] = &["收入支出", "收支", "收入与支出", "收入和支出", "收入、支出"];

/// What a title says that is in no list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// Its words are those of one of the nine.
    Of(TableId),
    /// Its words are those of another table.
    Beyond,
    /// Its words do not tell.
    Open,
}

/// What the words of a title's key tell.
pub(crate) fn likeness(title: &str) -> Likeness {
    let (base, brackets) = without_brackets(title);
    let has = |words: &[&str]| words.iter().any(|word| base.contains(word));
    let others = |words: &[&str]| brackets.iter().any(|bracket| words.iter().any(|word| bracket.contains(word)));
    if has(BEYOND) || others(BEYOND) || others(IN_DETAIL) || base.contains(BUDGET) && !base.contains("决算") {
        return Likeness::Beyond;
    }
    let named = has(&["决算", "总表", "批复", "收入表", "支出表"]) && has(&["收", "支", "三公"]);
    let fund = if base.contains("政府性基金") {
        Some(TableId::GovernmentFund)
    } else if base.contains("国有资本") {
        Some(TableId::StateCapital)
    } else {
        None
    };
    let general = has(GENERAL);
    if base.contains("三公") {
        return if fund.is_none() { Likeness::Of(TableId::ThreePublic) } else { Likeness::Beyond };
    }
    if !named {
        return Likeness::Open;
    }
    if base.contains("基本支出") {
        return if general && fund.is_none() {
            Likeness::Of(TableId::GeneralBudgetBasicExpenditure)
        } else {
            Likeness::Beyond
        };
    }
    if has(IN_DETAIL) || base.contains("项目支出") {
        return Likeness::Beyond;
    }
    let both = has(BOTH_SIDES);
    match fund {
        Some(id) if base.contains("支") => Likeness::Of(id),
        Some(_) => Likeness::Beyond,
        None if general && base.contains("支") => Likeness::Of(TableId::GeneralBudgetExpenditure),
        None if general => Likeness::Beyond,
        None if base.contains("拨款") && both => Likeness::Of(TableId::FiscalAppropriationSummary),
        None if base.contains("拨款") => Likeness::Beyond,
        None if both => Likeness::Of(TableId::IncomeExpenditureSummary),
        None if base.contains("收入") => Likeness::Of(TableId::Income),
        None if base.contains("支出") => Likeness::Of(TableId::Expenditure),
        None => Likeness::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::key;

    #[test]
    fn the_words_of_a_title_tell_the_table() {
        use TableId::*;
        for (title, id) in [
            ("一般公共财政拨款支出决算表", GeneralBudgetExpenditure),
            ("公共预算财政拨款收入支出决算批复表", GeneralBudgetExpenditure),
            ("一般公共预算基本支出经济分类决算情况表", GeneralBudgetBasicExpenditure),
            ("一般公共预算财政拨款基本支出决算明细", GeneralBudgetBasicExpenditure),
            ("2017年度政府性基金支出决算表", GovernmentFund),
            ("高等学校收支决算总表", IncomeExpenditureSummary),
            ("一般公共预算财政拨款安排的“三公”经费支出决算表", ThreePublic),
            ("“三公”经费公共财政拨款支出决算批复表", ThreePublic),
            ("支出决算表（本级）", Expenditure),
        ] {
            assert_eq!(likeness(&key(title)), Likeness::Of(id), "{title}");
        }
    }

    #[test]
    fn tables_beyond_the_nine_are_not_squeezed_in() {
        for title in [
            "财政拨款支出决算明细表",
            "一般公共预算支出经济分类决算情况表",
            "高等学校财政拨款支出决算表",
            "政府性基金预算财政拨款“三公”经费支出决算表",
            "政府性基金预算财政拨款基本支出决算表",
            "收入决算表（按单位列示）",
            "支出预算表",
            "项目支出决算表",
            "部门决算相关信息统计表",
        ] {
            assert_eq!(likeness(&key(title)), Likeness::Beyond, "{title}");
        }
        assert_eq!(likeness(&key("附表3")), Likeness::Open);
    }
}
