//! Wording of the official template that was left in a narrative, and slips that follow from filling it in.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Severity};

use super::figures::{CAPITALS, NUMERALS};
use super::plain::Plain;
use super::vocabulary::{PERCENT_BEFORE, TEMPLATE_WORDS, THRESHOLD_ENDS, THRESHOLD_STARTS, UNIT_DECLARED};

/// A number in words has at least so many numerals: fewer are figures of speech (`百万元`, `千万元`).
const FEWEST_NUMERALS: usize = 3;

/// A number in words is at most so long.
const MOST_NUMERALS: usize = 24;

/// `三千二百万元`, `百分之八点五`: figures that no reader of digits sees. Thresholds are none.
fn numbers_in_words(text: &str) -> Vec<Range<usize>> {
    let numeral = |c: &char| NUMERALS.contains(*c) || CAPITALS.contains(*c);
    let amounts = text.match_indices(['元', '圆']).filter_map(|(at, unit)| {
        let before = text.get(..at)?;
        let digits: Vec<char> = before.chars().rev().take(MOST_NUMERALS).take_while(numeral).collect();
        let start = at.checked_sub(digits.iter().map(|c| c.len_utf8()).sum())?;
        let end = at + unit.len();
        let rest = text.get(end..)?;
        let threshold = THRESHOLD_ENDS.iter().any(|word| rest.starts_with(word))
            || THRESHOLD_STARTS.iter().any(|word| text.get(..start).is_some_and(|text| text.ends_with(word)));
        let after_digits = text.get(..start).is_some_and(|text| text.ends_with(|c: char| c.is_ascii_digit()));
        (digits.len() >= FEWEST_NUMERALS && !threshold && !after_digits).then_some(start..end)
    });
    let rates = text.match_indices(PERCENT_BEFORE).filter_map(|(at, word)| {
        let rest = text.get(at + word.len()..)?;
        let length: usize = rest.chars().take(MOST_NUMERALS).take_while(numeral).map(char::len_utf8).sum();
        (length > 0 && !rest.starts_with('百')).then_some(at..at + word.len() + length)
    });
    amounts.chain(rates).collect()
}

/// Ends of words after which an amount is told.
const TOLD_BEFORE: &[&str] =
    &["为", "支出", "收入", "预算", "决算", "增加", "减少", "合计", "总计", "共计", "总额", "金额", "拨款", "费用"];

/// What may follow an amount.
const TOLD_AFTER: &[&str] =
    &["，", "。", ";", "、", ")", "(", "比", "较", "占", "完成", "增", "减", "下降", "其中", "主要", "用于"];

/// Ends of words after which a percentage is told.
const RATE_BEFORE: &[&str] = &["增长", "下降", "增加", "减少", "提高", "降低", "占", "的", "为", "完成", "达到"];

/// `支出决算为万元，`, `增长%`: units whose number is not there.
fn units_alone(text: &str) -> Vec<Range<usize>> {
    let told = |at: usize, unit: &str, before: &[&str], after: &[&str]| {
        let end = at.checked_add(unit.len())?;
        let (start, rest) = (text.get(..at)?, text.get(end..)?);
        let word = before.iter().find(|word| start.ends_with(**word))?;
        let ends = rest.is_empty() || after.is_empty() || after.iter().any(|word| rest.starts_with(word));
        ends.then_some(at.checked_sub(word.len())?..end)
    };
    let amounts = ["万元", "亿元", "元"].iter().flat_map(|unit| {
        text.match_indices(*unit).filter_map(|(at, unit)| told(at, unit, TOLD_BEFORE, TOLD_AFTER)).collect::<Vec<_>>()
    });
    amounts.chain(text.match_indices('%').filter_map(|(at, unit)| told(at, unit, RATE_BEFORE, &[]))).collect()
}

/// Adds what a paragraph still holds of the template.
pub(super) fn doubts(plain: &Plain<'_, '_>, found: &mut Vec<Diagnostic>) {
    let text = plain.text.as_str();
    for word in TEMPLATE_WORDS {
        let mut end = 0;
        for (at, _) in text.match_indices(word) {
            // `XXXX` is one blank.
            if at > end || end == 0 {
                let place = plain.place(at..at + word.len());
                let message = format!("“{word}” is left over from the template");
                found.push(Diagnostic::new(Code::TemplateText, Severity::Warning, Some(place), message));
            }
            end = at + word.len();
        }
    }
    for doubled in ["。。", "，，", ";;", "，。", "。，", "::"] {
        for (at, _) in text.match_indices(doubled) {
            let place = plain.place(at..at + doubled.len());
            let message = format!("doubled punctuation: “{doubled}”");
            found.push(Diagnostic::new(Code::WordingSlip, Severity::Info, Some(place), message));
        }
    }
    for written in numbers_in_words(text) {
        let message = format!("“{}” is a number in words: it is not read", plain.get(written.clone()));
        found.push(Diagnostic::new(Code::UnreadFigures, Severity::Warning, Some(plain.place(written)), message));
    }
    let declared = UNIT_DECLARED.find(text).unwrap_or_default();
    for alone in units_alone(text).into_iter().filter(|alone| !declared.contains(&alone.start)) {
        let message = format!("“{}”: the number is not there, or was not read", plain.get(alone.clone()));
        found.push(Diagnostic::new(Code::AmountMissing, Severity::Warning, Some(plain.place(alone)), message));
    }
    if let Some(at) = unclosed(text) {
        let message = "an opening bracket is never closed";
        found.push(Diagnostic::new(Code::WordingSlip, Severity::Info, Some(plain.place(at..at + 1)), message));
    }
}

/// The first opening bracket that the paragraph does not close.
fn unclosed(text: &str) -> Option<usize> {
    let mut open = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' => open.push(at),
            ')' => drop(open.pop()),
            _ => {}
        }
    }
    open.first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alone(text: &str) -> Vec<&str> {
        units_alone(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn numbers_in_words_are_found() {
        let found = |text: &'static str| -> Vec<&str> {
            numbers_in_words(text).into_iter().map(|range| &text[range]).collect()
        };
        assert_eq!(found("支出决算为三千二百万元，下降百分之八点五。"), ["三千二百万元", "百分之八点五"]);
        assert_eq!(found("支出决算为贰拾壹万叁仟捌佰元整。"), ["贰拾壹万叁仟捌佰元"]);
        assert_eq!(found("共计壹仟零伍拾圆。"), ["壹仟零伍拾圆"]);
        assert_eq!(found("节约百万元，支出12.00万元。"), [] as [&str; 0]);
    }

    #[test]
    fn units_without_their_number_are_found() {
        assert_eq!(alone("本年支出决算为万元，比上年增长%。"), ["为万元", "增长%"]);
        assert_eq!(alone("其中基本支出万元;"), ["支出万元"]);
    }

    #[test]
    fn units_that_tell_no_amount_are_left_alone() {
        for text in ["收入支出(万元)", "单位:万元", "投入数万元，", "支出12.00万元，增长8.5%。", "比重(%)", "占比%"]
        {
            assert_eq!(alone(text), [] as [&str; 0], "{text}");
        }
    }
}
