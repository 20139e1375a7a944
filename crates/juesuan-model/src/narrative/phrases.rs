//! The words before a figure, or a clause without one → what they say: the raw subject, the base, the direction.

use std::ops::Range;

use super::subjects::{Account, account, is_money};
use super::types::{Base, Direction};
use super::vocabulary::{
    BEFORE_CHANGE, BOTH_ACCOUNTS, COMPARED_WITH, COMPLETED, COMPLETED_OF, DIRECTION, DIRECTION_FIRST, FLAT, NO_CHANGE,
    NOT_EXCEEDED, REACHED, REASON, SAVED, SHORT_DECREASE, SHORT_INCREASE, SIZED_AGAINST, STARTED_FROM,
};
use super::wording::Found;

/// What something is compared with, as worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Against {
    Base(Base),
    /// 预算 without saying which: the budget that the text named last.
    SomeBudget,
    /// 年初: the budget of that time; of a stock (资产), what it was then.
    StartOfYear,
}

/// What the words before a figure say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// The amount of the subject.
    Value,
    /// A difference, or a rate of change.
    Change { direction: Option<Direction> },
    /// The amount that the subject is compared with (`比年初预算数12.5万元`).
    BaseAmount,
    /// The amount that it came to (`由3.00万元增加到3.70万元`).
    Reached { direction: Option<Direction> },
    /// The percentage of a budget used, or that budget's amount.
    Completion { against: Option<Against> },
    /// After the budget's amount: `的` before the percentage.
    CompletionOf,
    /// The percentage of a whole.
    Share { of: Range<usize> },
    /// A percentage of its own (资产负债率).
    Other,
}

/// The words before a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lead {
    /// The words that may name a subject.
    pub(super) subject: Range<usize>,
    pub(super) role: Role,
    pub(super) compared: Option<Against>,
}

/// Behind one of these a direction in one word is one, without a base.
const EACH: [char; 6] = ['各', '均', '净', '又', '再', '则'];

/// Reads the words before an amount (or, with `percent`, before a percentage).
pub(super) fn lead(text: &str, range: Range<usize>, percent: bool) -> Lead {
    let words = text.get(range.clone()).unwrap_or_default();
    let at = |offset: usize| range.start + offset;
    if percent && COMPLETED_OF.find(words).is_some() {
        let role = if words.is_empty() { Role::Other } else { Role::CompletionOf };
        return Lead { subject: range.start..range.start, role, compared: None };
    }
    if let Some(found) = COMPLETED.captures(words) {
        let start = found.range().start;
        let named = against(&found);
        if percent || named.is_some() {
            let before = compared(words.get(..start).unwrap_or_default());
            let subject_end = before.as_ref().map_or(start, |(phrase, _)| phrase.start);
            let against = named.or(before.map(|(_, against)| against));
            return Lead { subject: range.start..at(subject_end), role: Role::Completion { against }, compared: None };
        }
    }
    if percent && let Some(start) = words.rfind('占') {
        let of = whole(words, start + '占'.len_utf8());
        let of = at(of.start)..at(of.end);
        return Lead { subject: range.start..at(start), role: Role::Share { of }, compared: None };
    }
    if !percent && let Some(found) = REACHED.captures(words) {
        let subject = without_stray(text, range.start..at(found.range().start));
        return Lead { subject, role: Role::Reached { direction: direction(&found) }, compared: None };
    }
    if !percent && let Some(found) = STARTED_FROM.find(words) {
        let compared = Some(Against::Base(Base::PriorYear));
        return Lead { subject: range.start..at(found.start), role: Role::BaseAmount, compared };
    }
    if let Some(found) = DIRECTION.captures(words) {
        let start = found.range().start;
        let (subject, compared) = around(words.get(..start).unwrap_or_default(), range.start);
        let subject = without_stray(text, subject);
        let saved = percent
            && compared.is_none()
            && SAVED.iter().any(|saved| words.get(start..).is_some_and(|word| word.starts_with(saved)));
        let role = if saved { Role::Other } else { Role::Change { direction: direction(&found) } };
        return Lead { subject, role, compared };
    }
    if let Some((start, direction)) = short_direction(words) {
        let (subject, against) = around(words.get(..start).unwrap_or_default(), range.start);
        let stem = words.get(..start).unwrap_or_default();
        if against.is_some() || percent && !subject.is_empty() || stem.is_empty() || stem.ends_with(EACH) {
            let role = Role::Change { direction: Some(direction) };
            return Lead { subject: without_stray(text, subject), role, compared: against };
        }
    }
    if percent {
        return Lead { subject: range, role: Role::Other, compared: None };
    }
    if let Some((phrase, against)) = compared(words)
        && phrase.end == words.trim_end_matches(['的', '为']).len()
    {
        return Lead { subject: range.start..at(phrase.start), role: Role::BaseAmount, compared: Some(against) };
    }
    if let Some((start, against)) = compared_by_name(words) {
        return Lead { subject: range.start..at(start), role: Role::BaseAmount, compared: Some(against) };
    }
    if let Some(found) = DIRECTION_FIRST.captures(words)
        && let Some(noun) = found.name("noun")
    {
        let role = Role::Change { direction: direction(&found) };
        return Lead { subject: at(noun.start)..at(noun.end), role, compared: None };
    }
    Lead { subject: range, role: Role::Value, compared: None }
}

/// What some words end with that compare something with the year before (`比去年`).
pub(super) fn ends_in_prior(words: &str) -> Option<Against> {
    let prior = Against::Base(Base::PriorYear);
    compared(words).filter(|(phrase, against)| phrase.end == words.len() && *against == prior).map(|_| prior)
}

/// What a clause without a figure claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Claim {
    /// `与上年决算数持平`, `决算数小于预算数`
    Compared { subject: Range<usize>, against: Against, direction: Direction },
    /// `项目支出增加`, `较上年有所减少`
    Moved { subject: Range<usize>, against: Option<Against>, direction: Option<Direction> },
    /// `与2023年度相比`: the base of what follows.
    Introduced { subject: Range<usize>, against: Against },
    /// `公务用车购置费不变`: the base was said before (`与2014年相比`).
    Unchanged { subject: Range<usize> },
    /// `持平` after the amount that it is said of: `比年初预算数0万元持平`
    Flat,
    /// Nothing of the kind.
    None,
}

/// Reads a clause without a figure.
pub(super) fn claim(text: &str, range: Range<usize>) -> Claim {
    let words = text.get(range.clone()).unwrap_or_default();
    let at = |offset: usize| range.start + offset;
    if let Some(flat) = FLAT.find(words) {
        let before = words.get(..flat.start).unwrap_or_default();
        let both = || Some((BOTH_ACCOUNTS.find(before)?, Against::SomeBudget));
        return match compared(before).or_else(both) {
            Some((phrase, against)) => {
                Claim::Compared { subject: range.start..at(phrase.start), against, direction: Direction::Flat }
            }
            None if flat.start == 0 => Claim::Flat,
            None if is_money(before) => Claim::Unchanged { subject: range.start..at(flat.start) },
            None => Claim::None,
        };
    }
    if let Some(found) = SIZED_AGAINST.captures(words)
        && let start = found.range().start
        && !words.get(..start).is_some_and(|before| before.ends_with('不'))
        && let Some(against) = against(&found)
    {
        let direction = match (found.has("greater"), found.has("less")) {
            (true, _) => Direction::Increase,
            (_, true) => Direction::Decrease,
            _ => Direction::Flat,
        };
        return Claim::Compared { subject: range.start..at(start), against, direction };
    }
    if let Some(found) = DIRECTION.captures(words) {
        let start = found.range().start;
        let (subject, against) = around(words.get(..start).unwrap_or_default(), range.start);
        return Claim::Moved { subject, against, direction: direction(&found) };
    }
    match compared(words) {
        Some((phrase, against)) if phrase.end == words.len() => {
            Claim::Introduced { subject: range.start..at(phrase.start), against }
        }
        _ => Claim::None,
    }
}

/// Whether some words say that nothing changed.
pub(super) fn is_flat(words: &str) -> bool {
    FLAT.find(words).is_some_and(|flat| flat.start == 0)
}

/// `比上年少`, `接待费支出增`: a direction in one word, and where it begins.
fn short_direction(words: &str) -> Option<(usize, Direction)> {
    let bare = words.strip_suffix('了').unwrap_or(words);
    let stem = bare.get(..bare.char_indices().next_back()?.0)?;
    let last = bare.chars().next_back()?;
    let direction = match (SHORT_INCREASE.contains(&last), SHORT_DECREASE.contains(&last)) {
        (true, _) => Direction::Increase,
        (_, true) => Direction::Decrease,
        _ => return None,
    };
    (!stem.ends_with(NO_CHANGE)).then_some((stem.len(), direction))
}

/// What changed, without the words of the template or the misprints that stand between it and its direction.
fn without_stray(text: &str, mut subject: Range<usize>) -> Range<usize> {
    while let Some(word) = text.get(subject.clone()).and_then(|t| BEFORE_CHANGE.iter().find(|word| t.ends_with(**word)))
    {
        subject.end -= word.len();
    }
    subject
}

/// The phrase that says that a reason follows, in a part of the text.
pub(super) fn reason(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let words = text.get(range.clone())?;
    let found = REASON.find(words)?;
    Some(range.start + found.start..range.start + found.end)
}

/// The last phrase of comparison in some words.
fn compared(words: &str) -> Option<(Range<usize>, Against)> {
    let found = COMPARED_WITH.last_captures(words)?;
    let against = against(&found).unwrap_or(Against::Base(Base::PriorYear)); // 同比
    Some((found.range(), against))
}

/// `比2020年“三公”经费财政拨款年初预算`, up to the amount: where it begins, and the budget.
fn compared_by_name(words: &str) -> Option<(usize, Against)> {
    let (account, of) = account(words.trim_end_matches('为'))?;
    // `与2022年度财政拨款支出年初预算…万元相比`
    let kept = NOT_EXCEEDED.iter().any(|word| of.ends_with(word));
    let start = if kept || of.starts_with(['与', '同']) { 0 } else { of.rfind(['比', '较'])? };
    match account {
        Account::Budget(base) => Some((start, Against::Base(base))),
        Account::SomeBudget => Some((start, Against::SomeBudget)),
        Account::Outturn => None,
    }
}

/// The subject and the base of the words before a direction: the subject stands before the base, or else after it.
pub(super) fn around(words: &str, offset: usize) -> (Range<usize>, Option<Against>) {
    match compared(words) {
        Some((phrase, against)) => {
            let before = words.get(..phrase.start).unwrap_or_default();
            let named = before.chars().any(char::is_alphabetic);
            let range = if named { 0..phrase.start } else { phrase.end..words.len() };
            (offset + range.start..offset + range.end, Some(against))
        }
        None => (offset..offset + words.len(), None),
    }
}

fn against(found: &Found) -> Option<Against> {
    if found.has("initial") {
        Some(Against::Base(Base::InitialBudget))
    } else if found.has("start") {
        Some(Against::StartOfYear)
    } else if found.has("adjusted") {
        Some(Against::Base(Base::AdjustedBudget))
    } else if found.has("prior") {
        Some(Against::Base(Base::PriorYear))
    } else if found.has("generic") {
        Some(Against::SomeBudget)
    } else {
        None
    }
}

fn direction(found: &Found) -> Option<Direction> {
    let other = found.groups() > 1 && !found.has("noun");
    match (found.has("increase"), found.has("decrease")) {
        _ if other => None,
        (true, _) => Some(Direction::Increase),
        (_, true) => Some(Direction::Decrease),
        _ => None,
    }
}

/// What follows 占, without the words that lead to the percentage.
fn whole(words: &str, start: usize) -> Range<usize> {
    let mut end = words.len();
    let ends = ["的", "比例", "比重", "百分比", "为", "约", "达", "比", "了"];
    while let Some(word) = words.get(start..end).and_then(|rest| ends.iter().find(|end| rest.ends_with(**end))) {
        end -= word.len();
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> (&str, Role, Option<Against>) {
        let lead = lead(text, 0..text.len(), false);
        (&text[lead.subject], lead.role, lead.compared)
    }

    fn rate(text: &str) -> (&str, Role) {
        let lead = lead(text, 0..text.len(), true);
        (&text[lead.subject], lead.role)
    }

    const PRIOR: Against = Against::Base(Base::PriorYear);
    const INITIAL: Against = Against::Base(Base::InitialBudget);
    const UP: Role = Role::Change { direction: Some(Direction::Increase) };
    const DOWN: Role = Role::Change { direction: Some(Direction::Decrease) };

    #[test]
    fn words_before_an_amount() {
        assert_eq!(amount("年初预算为"), ("年初预算为", Role::Value, None));
        assert_eq!(amount("比上年决算数增加"), ("", UP, Some(PRIOR)));
        assert_eq!(amount("收、支总计各增加"), ("收、支总计", UP, None));
        assert_eq!(amount("机关运行经费比2023年度减少"), ("机关运行经费", DOWN, Some(PRIOR)));
        assert_eq!(amount("与2023年度相比收入总计减少了"), ("收入总计", DOWN, Some(PRIOR)));
        assert_eq!(amount("增加(减少)"), ("", Role::Change { direction: None }, None));
        assert_eq!(amount("比年初预算数"), ("", Role::BaseAmount, Some(INITIAL)));
        assert_eq!(amount("较上年的"), ("", Role::BaseAmount, Some(PRIOR)));
        assert_eq!(amount("未超出年初预算"), ("", Role::BaseAmount, Some(INITIAL)));
        assert_eq!(amount("与财政拨款支出年初预算"), ("", Role::BaseAmount, Some(INITIAL)));
        assert_eq!(amount("减少会议费"), ("会议费", DOWN, None));
        assert_eq!(amount("比2017年决算数少"), ("", DOWN, Some(PRIOR)));
        assert_eq!(amount("比2014决算数减少"), ("", DOWN, Some(PRIOR)));
        let up = Some(Direction::Increase);
        assert_eq!(amount("增加到2024年的"), ("", Role::Reached { direction: up }, None));
        assert_eq!(amount("本年支出增至"), ("本年支出", Role::Reached { direction: up }, None));
        assert_eq!(amount("本年支出由2023年的"), ("本年支出", Role::BaseAmount, Some(PRIOR)));
        assert_eq!(amount("至少"), ("至少", Role::Value, None));
        assert_eq!(amount("新增"), ("新增", Role::Value, None));
        let adjusted = Role::Completion { against: Some(Against::Base(Base::AdjustedBudget)) };
        assert_eq!(amount("完成全年预算"), ("", adjusted, None));
    }

    #[test]
    fn words_before_a_percentage() {
        assert_eq!(rate("完成年初预算的"), ("", Role::Completion { against: Some(INITIAL) }));
        assert_eq!(rate("完成预算的"), ("", Role::Completion { against: Some(Against::SomeBudget) }));
        assert_eq!(rate("执行率为"), ("", Role::Completion { against: None }));
        assert_eq!(rate("测绘外业较年初完成"), ("测绘外业", Role::Completion { against: Some(Against::StartOfYear) }));
        assert_eq!(rate("的"), ("", Role::CompletionOf));
        assert_eq!(rate("增长"), ("", UP));
        assert_eq!(rate("公务接待费支出增"), ("公务接待费支出", UP));
        assert_eq!(rate("运行费分别下下降"), ("运行费", DOWN));
        assert_eq!(rate("增长下降"), ("", DOWN));
        assert_eq!(rate("节约率"), ("", Role::Other));
        assert_eq!(rate("下降(增长)"), ("", Role::Change { direction: None }));
        let text = "货物采购占货物支出金额的";
        let share = lead(text, 0..text.len(), true);
        let Role::Share { of } = share.role else { panic!() };
        assert_eq!((&text[share.subject], &text[of]), ("货物采购", "货物支出金额"));
    }

    #[test]
    fn clauses_without_a_figure() {
        let read = |text: &str| claim(text, 0..text.len());
        let compared = |subject, against, direction| Claim::Compared { subject, against, direction };
        assert_eq!(read("决算数同预算数持平"), compared(0..9, Against::SomeBudget, Direction::Flat));
        assert_eq!(read("决算数小于年初预算数"), compared(0..9, INITIAL, Direction::Decrease));
        assert_eq!(read("预决算持平"), compared(0..0, Against::SomeBudget, Direction::Flat));
        assert_eq!(read("预算数与决算数一致"), compared(0..0, Against::SomeBudget, Direction::Flat));
        assert_eq!(read("与2023年度相比"), Claim::Introduced { subject: 0..0, against: PRIOR });
        assert_eq!(
            read("项目支出增加"),
            Claim::Moved { subject: 0..12, against: None, direction: Some(Direction::Increase) }
        );
        assert_eq!(read("支付进度与时序进度持平"), Claim::None);
        assert_eq!(read("主要用于以下方面"), Claim::None);
        assert_eq!(read("公务用车购置费不变"), Claim::Unchanged { subject: 0..21 });
    }
}
