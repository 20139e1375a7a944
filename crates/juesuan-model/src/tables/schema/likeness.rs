//! A title that no list holds → the table of the nine that its words are of.
//!
//! Titles are put together of a few words: the fund, what of it, and how it is shown. These words are read one by one,
//! so that a title nobody has seen is no lost table. What is found here is only likely: the table's header or its rows
//! must say the same (see [`crate::tables::recognise`]).

use super::TableId;
use super::titles::without_brackets;

/// Words of tables that list units.
const BY_UNIT: &[&str] = &["分单位", "按单位", "分部门", "按部门", "分地区"];

/// What the names of those who publish tables end with.
const PUBLISHERS: &[char] =
    &['局', '委', '办', '厅', '院', '会', '心', '处', '所', '校', '馆', '站', '队', '府', '室', '镇', '乡', '学'];

/// What the titles of the nine are put together of, longer words before their beginnings.
const PLAIN: &[&str] = &[
    "一般公共预算",
    "一般公共财政",
    "公共预算",
    "公共财政",
    "一般预算",
    "政府性基金预算",
    "政府性基金",
    "国有资本经营预算",
    "国有资本经营",
    "国有资本",
    "国资预算",
    "国资",
    "财政",
    "拨款",
    "部门",
    "单位",
    "本年",
    "本级",
    "全口径",
    "各项",
    "全部",
    "总体",
    "综合",
    "功能分类",
    "经济分类",
    "收入",
    "支出",
    "收支",
    "基本",
    "决算",
    "执行",
    "情况",
    "报表",
    "报告",
    "明细",
    "总表",
    "公开",
    "批复",
    "一览",
    "汇总",
    "科目",
    "分类",
    "按",
    "总",
    "与",
    "和",
    "及",
    "的",
    "表",
];

/// Words of tables beyond the nine, whatever else their title says.
const BEYOND: &[&str] = &[
    "专户",
    "采购",
    "资产",
    "绩效",
    "机关运行",
    "机构运行",
    "债务",
    "转移支付",
    "购买服务",
    "人员情况",
    "基本情况",
    "统计表",
    "评价",
    "自评",
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
    /// The same, but it does not say that it is of accounts (`支出情况表`): header and rows must both say so too.
    Perhaps(TableId),
    /// Its words are those of another table.
    Beyond,
    /// Its words do not tell.
    Open,
}

/// What the words of a title's key tell.
pub(crate) fn likeness(title: &str) -> Likeness {
    // `【支出决算表】`: a title in brackets as a whole.
    let inner = title.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let title = inner.filter(|inner| !inner.contains(['(', ')'])).unwrap_or(title);
    let (base, brackets) = without_brackets(title);
    let has = |words: &[&str]| words.iter().any(|word| base.contains(word));
    let others = |words: &[&str]| brackets.iter().any(|bracket| words.iter().any(|word| bracket.contains(word)));
    let fund = fund(title);
    let three_public = base.contains("三公");
    let beyond = |words: &[&str]| has(words) || others(words);
    // A title that names 三公 first may name more beside it, and show it as 统计表.
    if beyond(BY_UNIT) || !three_public && beyond(BEYOND) || is_budget(base) {
        return Likeness::Beyond;
    }
    if three_public {
        return if fund.is_none() { Likeness::Of(TableId::ThreePublic) } else { Likeness::Beyond };
    }
    let named = has(&["决算", "总表", "批复", "收入表", "支出表"]) && has(&["收", "支"]);
    let general = GENERAL.iter().any(|word| title.contains(word));
    match whose(base, fund, general, has(IN_DETAIL) || others(IN_DETAIL)) {
        Likeness::Of(id) if !named && is_plain(base) => Likeness::Perhaps(id),
        Likeness::Of(_) | Likeness::Beyond if !named => Likeness::Open,
        likeness => likeness,
    }
}

/// The table that the words for fund, side and detail name.
fn whose(base: &str, fund: Option<TableId>, general: bool, in_detail: bool) -> Likeness {
    let has = |words: &[&str]| words.iter().any(|word| base.contains(word));
    if base.contains("基本支出") {
        return if general && fund.is_none() {
            Likeness::Of(TableId::GeneralBudgetBasicExpenditure)
        } else {
            Likeness::Beyond
        };
    }
    if in_detail || base.contains("项目支出") {
        return Likeness::Beyond;
    }
    let both = has(BOTH_SIDES);
    match fund {
        Some(id) if base.contains('支') => Likeness::Of(id),
        Some(_) => Likeness::Beyond,
        None if general && base.contains('支') => Likeness::Of(TableId::GeneralBudgetExpenditure),
        None if general => Likeness::Beyond,
        None if base.contains("拨款") && both => Likeness::Of(TableId::FiscalAppropriationSummary),
        None if base.contains("拨款") => Likeness::Beyond,
        None if both => Likeness::Of(TableId::IncomeExpenditureSummary),
        None if base.contains("收入") => Likeness::Of(TableId::Income),
        None if base.contains("支出") => Likeness::Of(TableId::Expenditure),
        None => Likeness::Open,
    }
}

/// 政府性基金 or 国有资本经营, where a title names one.
fn fund(base: &str) -> Option<TableId> {
    if base.contains("政府性基金") {
        Some(TableId::GovernmentFund)
    } else if base.contains("国有资本") || base.contains("国资") {
        Some(TableId::StateCapital)
    } else {
        None
    }
}

/// Whether a title is of a budget: 预算 that is not the name of a fund, and no 决算.
fn is_budget(base: &str) -> bool {
    let bare = ["公共预算", "一般预算", "基金预算", "经营预算", "国资预算"]
        .iter()
        .fold(base.to_owned(), |text, fund| text.replace(fund, ""));
    (bare.contains("预算") || base.contains(BUDGET)) && !base.contains("决算")
}

/// Whether a title holds nothing but plain words, after the name of who publishes it: `国库集中支付支出情况表` is none of
/// the nine, whatever its rows are.
fn is_plain(base: &str) -> bool {
    let mut rest = base.trim_start_matches(|c: char| c.is_ascii_digit() || c == '年' || c == '度');
    // The 府 of 政府性基金 ends no name.
    let ends = rest.char_indices().filter(|(at, c)| {
        PUBLISHERS.contains(c) && rest.get(at + c.len_utf8()..).is_some_and(|after| !after.starts_with('性'))
    });
    if let Some(end) = ends.map(|(at, c)| at + c.len_utf8()).next_back() {
        rest = rest.get(end..).unwrap_or_default();
    }
    loop {
        rest =
            rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '年' | '度' | '、' | '-' | '(' | ')'));
        match PLAIN.iter().find_map(|word| rest.strip_prefix(word)) {
            Some(after) => rest = after,
            None => return rest.is_empty(),
        }
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
            ("基本支出决算表（一般公共预算）", GeneralBudgetBasicExpenditure),
            ("支出决算表（政府性基金）", GovernmentFund),
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

    #[test]
    fn titles_that_do_not_say_of_what_are_only_perhaps_one_of_the_nine() {
        use TableId::*;
        for (title, id) in [
            ("某县林业局2024年度支出执行情况表", Expenditure),
            ("部门收入总体情况表", Income),
            ("政府性基金收支情况表", GovernmentFund),
            ("国资预算支出情况表", StateCapital),
            ("财政拨款收支总体情况表", FiscalAppropriationSummary),
            ("一般公共预算基本支出明细表", GeneralBudgetBasicExpenditure),
        ] {
            assert_eq!(likeness(&key(title)), Likeness::Perhaps(id), "{title}");
        }
        for title in ["国库集中支付支出情况表", "非税收入征缴情况表"] {
            assert_eq!(likeness(&key(title)), Likeness::Open, "{title}");
        }
        assert_eq!(likeness(&key("【各项支出决算】")), Likeness::Of(Expenditure));
        assert_eq!(likeness(&key("部门支出预算情况表")), Likeness::Beyond);
        assert_eq!(likeness(&key("“三公”经费情况统计表")), Likeness::Of(ThreePublic));
    }
}
