//! The words before an amount → its subject: as printed, without connectives, the department's name and the year.

use std::ops::Range;

use super::codes::code_before;
use super::plain::Plain;
use super::types::Base;
use super::vocabulary::{
    A_YEAR, ACCOUNT, AFTER_SUBJECT, ASIDE, BARE_YEAR, BEFORE_SUBJECT, COMMON_ITEMS, DEPENDENT_SUBJECT, FLOW_ENDS, FUND,
    MEANS, MONEY_ENDS, NAME_ENDS, NAMELESS, ORGANISATION_ENDS, PAYERS, REFERENCES, STOCKS,
};
use crate::numbering::numbering;

/// What an amount is of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Subject {
    /// As printed, cleaned.
    pub(super) text: String,
    /// Where in the scanned text.
    pub(super) range: Range<usize>,
}

impl Subject {
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// A subject's account: which budget, or the outturn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Account {
    Budget(Base),
    /// 预算 without saying which.
    SomeBudget,
    /// 决算, 执行数
    Outturn,
}

/// Reads the subject out of a range of the scanned text.
///
/// `names` collects the departments' names that stand before a year; later subjects lose them too.
pub(super) fn subject(plain: &Plain<'_, '_>, range: Range<usize>, names: &mut Vec<String>) -> Subject {
    let mut start = range.start;
    let mut end = range.end;
    loop {
        let text = plain.get(start..end);
        if let Some(year) = A_YEAR.find(text) {
            let before = text.get(..year.start).unwrap_or_default();
            if is_organisation(before) || before.is_empty() {
                if !before.is_empty() && names.len() < MOST_NAMES && !names.iter().any(|name| name == before) {
                    names.push(before.to_owned());
                }
                start += year_end(text, &year);
                continue;
            }
        }
        if let Some(name) = names.iter().find(|name| text.starts_with(name.as_str())) {
            start += name.len();
            continue;
        }
        if let Some(name) = name_before_item(text) {
            if names.len() < MOST_NAMES {
                names.push(name.to_owned());
            }
            start += name.len();
            continue;
        }
        if let Some(payer) = payer(text) {
            start += payer;
            continue;
        }
        if let Some(code) = code_before(text) {
            start += code;
            continue;
        }
        if BARE_YEAR.find(text).is_some() {
            start += YEAR_DIGITS;
            continue;
        }
        if let Some(number) = numbering(text) {
            start += number.len;
            continue;
        }
        let bullets = text.len() - text.trim_start_matches(BULLETS).len();
        if bullets > 0 {
            start += bullets;
            continue;
        }
        // `（单位：万元，下同）收入总计`
        if let Some((_, rest)) = text.strip_prefix("(单位:").and_then(|rest| rest.split_once(')')) {
            start = end - rest.len();
            continue;
        }
        if let Some(aside) = ASIDE.find(text) {
            end = start + aside.start;
            continue;
        }
        let mean = MEANS.iter().any(|mean| text.ends_with(mean));
        if let Some(word) = AFTER_SUBJECT.iter().find(|word| !mean && text.ends_with(**word)) {
            end -= word.len();
            continue;
        }
        if is_bare(text) {
            break; // 全年 belongs to 全年预算数
        }
        let Some(word) = BEFORE_SUBJECT.iter().find(|word| text.starts_with(**word)) else { break };
        start += word.len();
    }
    let text = if start < end { plain.printed(start..end).text } else { String::new() };
    // A number is no name.
    let text = if text.chars().any(|c| c.is_alphabetic()) { text } else { String::new() };
    Subject { text: without_inner_year(&text), range: start..end.max(start) }
}

/// The digits of a year.
const YEAR_DIGITS: usize = 4;

/// Marks before an item of a list.
const BULLETS: &[char] =
    &['●', '○', '■', '□', '◆', '◇', '★', '☆', '•', '·', '►', '▶', '※', '✓', '➢', '—', '–', '-', '*'];

/// So many names of departments are remembered.
const MOST_NAMES: usize = 200;

/// `“教育支出”（类）2020年度决算` → `“教育支出”（类）决算`. After 的 the year is part of a name.
fn without_inner_year(text: &str) -> String {
    match A_YEAR.find(text) {
        Some(year) if text.get(..year.start).is_some_and(|before| !before.ends_with(['的', '（', '('])) => {
            [text.get(..year.start), text.get(year_end(text, &year)..)].into_iter().flatten().collect()
        }
        _ => text.to_owned(),
    }
}

/// Where the year ends: the 年 of 年末, 年初 and 年底 belongs to what follows.
fn year_end(text: &str, year: &Range<usize>) -> usize {
    let of_date = text.get(year.end..).is_some_and(|rest| rest.starts_with(['末', '初', '底']));
    let ends_so = text.get(year.clone()).is_some_and(|year| year.ends_with('年'));
    if of_date && ends_so { year.end.saturating_sub('年'.len_utf8()) } else { year.end }
}

/// The department's name, where it stands before an item that every narrative has.
fn name_before_item(text: &str) -> Option<&str> {
    if !COMMON_ITEMS.iter().any(|word| text.contains(word)) || !NAME_ENDS.iter().any(|word| text.contains(word)) {
        return None;
    }
    let ends = text.char_indices().skip(2).take(30).take_while(|(_, c)| !matches!(c, '，' | '。' | ';' | ':'));
    let mut names = ends.filter_map(|(at, _)| text.split_at_checked(at));
    let (name, _) = names.find(|(name, item)| {
        NAME_ENDS.iter().any(|end| name.ends_with(end)) && COMMON_ITEMS.iter().any(|word| item.starts_with(word))
    })?;
    Some(name)
}

/// The length of `…各预算单位开支财政拨款的`.
fn payer(text: &str) -> Option<usize> {
    let (before, after) = text.split_once("财政拨款")?;
    let rest = ["开支", "安排"].iter().find_map(|word| after.strip_prefix(word)).unwrap_or(after);
    let rest = rest.strip_prefix('的').unwrap_or(rest);
    PAYERS.iter().any(|payer| before.ends_with(payer)).then(|| text.len().saturating_sub(rest.len()))
}

fn is_organisation(text: &str) -> bool {
    let name = match text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        Some((name, _)) => name,
        None => text,
    };
    ORGANISATION_ENDS.iter().any(|end| name.ends_with(end))
}

/// The account that a subject ends with, and the rest of the subject.
pub(super) fn account(text: &str) -> Option<(Account, &str)> {
    let found = ACCOUNT.captures(text)?;
    let rest = text.get(..found.range().start)?;
    let account = if found.has("initial") {
        Account::Budget(Base::InitialBudget)
    } else if found.has("adjusted") {
        Account::Budget(Base::AdjustedBudget)
    } else if found.has("generic") {
        Account::SomeBudget
    } else {
        Account::Outturn
    };
    Some((account, rest))
}

/// Whether an account stands without what it is of (`支出决算`).
pub(super) fn is_bare(text: &str) -> bool {
    account(text).is_some_and(|(_, of)| NAMELESS.contains(&of))
}

/// What several accounts are of: the subject without its account (`…支出年初预算` → `…支出`). 支出 before 决算 stays.
pub(super) fn topic(text: &str) -> Option<&str> {
    let (account, rest) = account(text).filter(|(_, rest)| !NAMELESS.contains(rest))?;
    let own = match account {
        Account::Outturn => text.get(..rest.len() + text.get(rest.len()..)?.find(['决', '执'])?)?,
        _ => rest,
    };
    Some(own)
}

/// Whether two accounts are of one thing: before 决算 it may be called 支出.
pub(super) fn same_topic(a: &str, b: &str) -> bool {
    a.trim_end_matches("支出") == b.trim_end_matches("支出")
}

/// `…支出` + `支出决算` → `…支出决算`.
pub(super) fn join(topic: &str, noun: &str) -> String {
    let noun = account(noun).and_then(|(_, of)| noun.strip_prefix(of)).unwrap_or(noun);
    let overlap = ["支出", "收入"].into_iter().find(|word| topic.ends_with(word) && noun.starts_with(word));
    format!("{topic}{}", overlap.and_then(|word| noun.strip_prefix(word)).unwrap_or(noun))
}

/// Whether a subject names a sum of money.
pub(super) fn is_money(text: &str) -> bool {
    MONEY_ENDS.iter().any(|end| text.ends_with(end))
}

/// Where the name of a sum of money that some words begin with ends. What only says which sum (`该项经费`), or what it
/// is used for, names none.
pub(super) fn money_end(words: &str) -> Option<usize> {
    let ends = words.char_indices().map(|(at, c)| at + c.len_utf8());
    let end = ends.filter(|end| words.get(..*end).is_some_and(is_money)).find(|end| {
        let rest = words.get(*end..).unwrap_or_default();
        !MONEY_ENDS.iter().any(|more| rest.starts_with(more)) && !rest.starts_with(['、', '及', '和'])
    })?;
    let name = words.get(..end)?;
    let itself = MONEY_ENDS.contains(&name) || REFERENCES.iter().any(|word| name.contains(word));
    (!itself).then_some(end)
}

/// Whether a subject is what there is at a time, and no flow of it (`固定资产购置支出`).
pub(super) fn is_stock(text: &str) -> bool {
    let item = topic(text).unwrap_or(text);
    STOCKS.iter().any(|stock| item.contains(stock)) && !FLOW_ENDS.iter().any(|end| item.ends_with(end))
}

/// Whether a subject needs what it depends on before it (`涉及预算金额`).
pub(super) fn is_dependent(text: &str) -> bool {
    DEPENDENT_SUBJECT.iter().any(|word| text.starts_with(word))
}

/// How surely two subjects name one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// The same but for the account and the fund's name.
    Similar,
    /// The same but for marks.
    Same,
}

/// What subjects are compared by, made once for each: a text may name thousands of items.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Name {
    /// Without marks and without 数 at the end; none where there are marks only.
    letters: Option<String>,
    /// Without the account and the fund's name, too.
    core: String,
    /// The account that it ends with.
    pub(super) account: Option<Account>,
    /// Whether it is of 财政拨款, and whether it is a total of all funds.
    of_fund: bool,
    pub(super) is_total_of_all_funds: bool,
}

impl Name {
    pub(super) fn of(text: &str) -> Self {
        let letters = letters(text);
        Self {
            letters: (!letters.is_empty()).then(|| letters.trim_end_matches('数').to_owned()),
            core: core(&letters),
            account: account(text).map(|(account, _)| account),
            of_fund: text.contains(FUND),
            is_total_of_all_funds: text.ends_with("总计") && !text.contains(FUND),
        }
    }

    /// Whether it names one item with another.
    pub(super) fn likeness(&self, other: &Self) -> Option<Likeness> {
        if self.letters.as_ref()? == other.letters.as_ref()? {
            return Some(Likeness::Same);
        }
        (self.core == other.core && !self.core.is_empty()).then_some(Likeness::Similar)
    }

    /// Whether of the two one only is of 财政拨款. Where [totals of all funds](Self::is_total_of_all_funds) are stated
    /// too, these are two items.
    pub(super) fn is_of_other_fund(&self, other: &Self) -> bool {
        self.of_fund != other.of_fund
    }
}

/// The letters of a subject without the account and the fund's name.
fn core(letters: &str) -> String {
    let text = pair(letters).unwrap_or_else(|| letters.to_owned());
    let text = text.replace(FUND, "");
    text.trim_start_matches("本年").trim_end_matches('数').trim_end_matches("决算").trim_end_matches("支出").to_owned()
}

/// Income and expenditure in one: `收入总计、支出总计`, `收、支`, `收入、支出决算总计` are one item.
fn pair(text: &str) -> Option<String> {
    let (income, expenditure) = text.split_once('收')?;
    let income = income.trim_start_matches("本年");
    let rest = expenditure.strip_prefix('入').unwrap_or(expenditure);
    let rest = rest.trim_start_matches(['总', '合', '计', '决', '算']).strip_prefix('支')?;
    let rest = rest.strip_prefix('出').unwrap_or(rest).trim_start_matches(['总', '合', '计', '决', '算']);
    rest.is_empty().then(|| format!("{income}收支"))
}

/// Without marks: `财政拨款收、支总计` → `财政拨款收支总计`.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::plain::tests::page;
    use super::*;
    use crate::flow::flow;
    use crate::paragraphs::paragraphs;

    fn read(text: &str) -> String {
        let pages = [page(&[text])];
        let items = flow(&pages);
        let paragraphs = paragraphs(&items);
        let plain = Plain::new(&paragraphs[0]);
        let mut names = vec!["某市某局".to_owned()];
        subject(&plain, 0..plain.text.len(), &mut names).text
    }

    #[test]
    fn subjects_lose_names_years_and_connectives() {
        for (text, expected) in [
            ("河滨区湿地管理局2024年度收入支出总计", "收入支出总计"),
            ("2022年度“三公”经费财政拨款支出决算为", "“三公”经费财政拨款支出决算"),
            ("其中本年收入", "本年收入"),
            ("收、支总计均为", "收、支总计"),
            ("某市某局机关运行经费支出", "机关运行经费支出"),
            ("政府采购金额（以合同签订为准）为", "政府采购金额"),
            ("因公出国（境）费", "因公出国（境）费"),
            ("编报绩效目标的2024年度项目", "编报绩效目标的2024年度项目"),
            ("“教育支出”（类）2020年度决算", "“教育支出”（类）决算"),
            ("全年使用财政拨款安排出国（境）团组", "出国（境）团组"),
            ("各", ""),
            ("●收入总计", "收入总计"),
            ("——财政拨款收入", "财政拨款收入"),
            ("2015本年收入", "本年收入"),
            ("2012505港澳台侨事务——台湾事务", "港澳台侨事务——台湾事务"),
            ("23.26", ""),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn accounts_are_split_from_what_they_are_of() {
        assert_eq!(account("支出决算"), Some((Account::Outturn, "")));
        assert_eq!(account("甲项目全年预数"), Some((Account::Budget(Base::AdjustedBudget), "甲项目")));
        assert_eq!(topic("一般公共预算财政拨款支出年初预算"), Some("一般公共预算财政拨款支出"));
        assert_eq!(topic("因公出国（境）费支出决算"), Some("因公出国（境）费支出"));
        assert_eq!(topic("年初预算"), None);
        assert_eq!(join("一般公共预算财政拨款支出", "支出决算"), "一般公共预算财政拨款支出决算");
    }

    #[test]
    fn one_item_has_many_names() {
        let likeness = |a: &str, b: &str| Name::of(a).likeness(&Name::of(b));
        assert_eq!(likeness("收、支总计", "收支总计"), Some(Likeness::Same));
        assert_eq!(likeness("“三公”经费支出决算数", "“三公”经费财政拨款支出决算"), Some(Likeness::Similar));
        assert_eq!(likeness("公务接待费支出", "公务接待费支出决算"), Some(Likeness::Similar));
        assert_eq!(likeness("收入总计、支出总计", "收、支总计"), Some(Likeness::Similar));
        assert_eq!(likeness("财政拨款收入、支出决算总计", "收支"), Some(Likeness::Similar));
        assert_eq!(likeness("资产总额", "本年资产总额"), Some(Likeness::Similar));
        assert_eq!(likeness("收入总计", "支出总计"), None);
        assert_eq!(likeness("基本支出", "项目支出"), None);
    }
}
