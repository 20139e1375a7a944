//! Targets and results: the text of a cell → comparator, number and unit, or a date, where it is one.

use rust_decimal::Decimal;

use crate::key::key;
use crate::number::{CellValue, read};
use crate::value::Text;

use super::types::{Comparator, Measured, Quantity};

/// Words before a number, longer ones before those that they hold.
const BEFORE: &[(&str, Comparator)] = &[
    ("大于等于", Comparator::AtLeast),
    ("大于或等于", Comparator::AtLeast),
    ("小于等于", Comparator::AtMost),
    ("小于或等于", Comparator::AtMost),
    ("不少于", Comparator::AtLeast),
    ("不低于", Comparator::AtLeast),
    ("不小于", Comparator::AtLeast),
    ("至少", Comparator::AtLeast),
    ("不超过", Comparator::AtMost),
    ("不大于", Comparator::AtMost),
    ("不高于", Comparator::AtMost),
    ("不多于", Comparator::AtMost),
    ("控制在", Comparator::AtMost),
    (">=", Comparator::AtLeast),
    ("≥", Comparator::AtLeast),
    ("≧", Comparator::AtLeast),
    ("⩾", Comparator::AtLeast),
    ("<=", Comparator::AtMost),
    ("≤", Comparator::AtMost),
    ("≦", Comparator::AtMost),
    ("⩽", Comparator::AtMost),
    ("等于", Comparator::Equal),
    ("=", Comparator::Equal),
    ("大于", Comparator::MoreThan),
    ("超过", Comparator::MoreThan),
    ("高于", Comparator::MoreThan),
    ("多于", Comparator::MoreThan),
    (">", Comparator::MoreThan),
    ("小于", Comparator::LessThan),
    ("少于", Comparator::LessThan),
    ("低于", Comparator::LessThan),
    ("<", Comparator::LessThan),
    ("大约", Comparator::About),
    ("约", Comparator::About),
    ("≈", Comparator::About),
];

/// Words after a number and its unit, longer ones first.
const AFTER: &[(&str, Comparator)] = &[
    ("及以上", Comparator::AtLeast),
    ("(含)以上", Comparator::AtLeast),
    ("以上", Comparator::AtLeast),
    ("及以下", Comparator::AtMost),
    ("(含)以下", Comparator::AtMost),
    ("以下", Comparator::AtMost),
    ("以内", Comparator::AtMost),
    ("之内", Comparator::AtMost),
    ("左右", Comparator::About),
];

/// Times, after which 内 bounds (`5小时内响应`).
const TIMES: &[&str] = &["小时", "分钟", "秒", "天", "日", "工作日", "个工作日", "周", "月", "个月", "年"];

/// A unit longer than this is a sentence.
const LONGEST_UNIT: usize = 8;

/// A cell's text with what it measures.
pub(super) fn measured(text: Text) -> Measured {
    let quantity = quantity(&text.text);
    Measured { text, quantity }
}

/// What a text measures.
pub(super) fn quantity(text: &str) -> Option<Quantity> {
    let key = key(text);
    let (comparator, rest) = comparator_before(&key);
    date(rest, comparator).or_else(|| number(rest, comparator))
}

/// The comparator that the first word of comparison gives; words that stand before it name what is measured.
fn comparator_before(text: &str) -> (Option<Comparator>, &str) {
    let found = BEFORE.iter().filter_map(|(word, comparator)| {
        let at = text.find(word)?;
        let before = text.get(..at)?;
        let rest = text.get(at + word.len()..)?;
        let plain = !before.contains(|c: char| c.is_ascii_digit());
        (plain && rest.starts_with(|c: char| c.is_ascii_digit())).then_some((at, *comparator, rest))
    });
    match found.min_by_key(|(at, ..)| *at) {
        Some((_, comparator, rest)) => (Some(comparator), rest),
        None => (None, text),
    }
}

fn number(text: &str, comparator: Option<Comparator>) -> Option<Quantity> {
    let signed = text.strip_prefix('-').unwrap_or(text);
    let rest = signed.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let CellValue::Number(number) = read(text.get(..text.len() - rest.len())?) else { return None };
    let (comparator, unit) = unit(rest, comparator)?;
    Some(Quantity::Number { comparator, number, unit })
}

/// The unit, and the comparator that words after it give.
fn unit(rest: &str, comparator: Option<Comparator>) -> Option<(Option<Comparator>, String)> {
    let after = AFTER.iter().find_map(|(word, found)| Some((rest.strip_suffix(word)?, *found)));
    let within = || {
        let at = rest.find('内')?;
        let unit = rest.get(..at).filter(|unit| TIMES.contains(unit))?;
        Some((unit, Comparator::AtMost))
    };
    let (unit, comparator) = match after.or_else(within) {
        Some((unit, found)) => (unit, comparator.or(Some(found))),
        None => (rest, comparator),
    };
    let plain = |c: char| c.is_alphabetic() || matches!(c, '%' | '‰' | '/' | '²' | '³' | '(' | ')' | '·' | '*' | '℃');
    (unit.chars().count() <= LONGEST_UNIT && unit.chars().all(plain)).then(|| (comparator, unit.to_owned()))
}

fn date(text: &str, comparator: Option<Comparator>) -> Option<Quantity> {
    let (year, rest) = part(text, "年").filter(|(year, _)| *year > 1900).map_or((None, text), |(y, r)| (Some(y), r));
    let (month, rest) = part(rest, "月").filter(|(month, _)| (1..=12).contains(month)).map_or((None, rest), some_first);
    let (day, rest) = match month.and_then(|_| part(rest, "日")) {
        Some((day, rest)) if (1..=31).contains(&day) => (Some(day), rest),
        _ => (None, rest),
    };
    if year.is_none() && month.is_none() {
        return None;
    }
    let rest = rest.strip_prefix(['底', '末']).unwrap_or(rest);
    let comparator = match rest {
        "" => comparator,
        "前" | "之前" | "以前" | "前完成" => Some(Comparator::AtMost),
        "后" | "之后" | "以后" => Some(Comparator::AtLeast),
        _ => return None,
    };
    let small = |value: Option<u16>| value.and_then(|value| u8::try_from(value).ok());
    Some(Quantity::Date { comparator, year, month: small(month), day: small(day) })
}

fn some_first((value, rest): (u16, &str)) -> (Option<u16>, &str) {
    (Some(value), rest)
}

/// A whole number before a word, and what follows the word.
fn part<'t>(text: &'t str, word: &str) -> Option<(u16, &'t str)> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.get(..text.len() - rest.len())?;
    Some((digits.parse().ok()?, rest.strip_prefix(word)?))
}

/// A printed number of a form, with or without 分 or a percent sign.
pub(super) fn points(text: &str) -> Result<Option<Decimal>, ()> {
    let plain = key(text);
    let bare = plain.strip_suffix('分').unwrap_or(&plain);
    match read(bare) {
        CellValue::Number(value) | CellValue::Percent(value) => Ok(Some(value)),
        CellValue::Blank | CellValue::NotApplicable => Ok(None),
        _ => Err(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match quantity(text) {
            Some(Quantity::Number { comparator, number, unit }) => format!("{comparator:?} {number} {unit}"),
            Some(Quantity::Date { comparator, year, month, day }) => {
                format!("{comparator:?} {year:?} {month:?} {day:?}")
            }
            None => String::new(),
        }
    }

    #[test]
    fn numbers() {
        for (text, expected) in [
            ("≥95%", "Some(AtLeast) 95 %"),
            ("＝100％", "Some(Equal) 100 %"),
            ("16.1G", "None 16.1 G"),
            ("1", "None 1 "),
            ("0", "None 0 "),
            ("大于1200个", "Some(MoreThan) 1200 个"),
            ("约1493个", "Some(About) 1493 个"),
            ("不小于45G带宽", "Some(AtLeast) 45 G带宽"),
            ("24小时内", "Some(AtMost) 24 小时"),
            ("5小时内响应", "Some(AtMost) 5 小时"),
            ("本年度不超过603.8万元", "Some(AtMost) 603.8 万元"),
            ("少于3次", "Some(LessThan) 3 次"),
            ("≥86个/台", "Some(AtLeast) 86 个/台"),
            ("90%以上", "Some(AtLeast) 90 %"),
            ("≥10,000人次", "Some(AtLeast) 10000 人次"),
            ("159.87", "None 159.87 "),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn dates() {
        for (text, expected) in [
            ("2022年12月31日前", "Some(AtMost) Some(2022) Some(12) Some(31)"),
            ("＝12月31日前", "Some(AtMost) None Some(12) Some(31)"),
            ("2022年12月20日", "None Some(2022) Some(12) Some(20)"),
            ("7月底", "None None Some(7) None"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn words_are_no_quantity() {
        for text in ["有效提升", "不适用", "及时", "6台/3套", "评价5小时内响应", "一个月内", "1.2.3%", ""]
        {
            assert_eq!(shown(text), "", "{text}");
        }
    }

    #[test]
    fn points_stay_apart_from_text() {
        assert_eq!(points("12.5分"), Ok(Some(Decimal::new(125, 1))));
        assert_eq!(points("64.25%"), Ok(Some(Decimal::new(6425, 2))));
        assert_eq!(points("—"), Ok(None));
        assert_eq!(points("优"), Err(()));
    }
}
