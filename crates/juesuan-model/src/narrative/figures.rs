//! The figures of a scanned text: money amounts, percentages, counts. Years, thresholds and ordinals are none.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::key::key;
use crate::number::COUNT_UNITS;
use crate::value::Unit;

use super::by_year::listed_at;
use super::vocabulary::{
    ABOUT, ABOUT_AFTER, ABOUT_BEFORE, ACCOUNT_ITEMS, DATE_UNITS, NOT_ABOUT, PERCENT_BEFORE, THRESHOLD_ENDS,
    THRESHOLD_STARTS,
};

/// What a figure is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// `12.5万元`; `complete` is false where `元` is missing (`0.39万（`).
    Amount { unit: Unit, complete: bool },
    /// `12.5%`
    Percent,
    /// `12人次`, with its measure word.
    Count(&'static str),
    /// A number without unit.
    Bare,
}

/// A number with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figure {
    pub(super) kind: Kind,
    pub(super) value: Decimal,
    /// The digits, with sign.
    pub(super) digits: Range<usize>,
    /// Digits and unit, with what says that it is about so much.
    pub(super) whole: Range<usize>,
    /// What is odd about it.
    pub(super) oddity: Option<Oddity>,
}

/// Why a figure is not quite what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Oddity {
    /// `9800多万元`, `近9800万元`: about so much.
    About,
    /// `费万2.28元`: the 万 stands before the number.
    UnitApart,
}

/// The figures from an offset on.
pub(super) fn figures(text: &str, start: usize) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut at = start;
    while let Some(offset) = text.get(at..).and_then(|rest| rest.find(|c: char| c.is_ascii_digit() || c == ZERO)) {
        let start = at + offset;
        let zero = text.get(start..).is_some_and(|rest| rest.starts_with(ZERO));
        let digits = if zero { start..start + ZERO.len_utf8() } else { number_at(text, start) };
        at = digits.end.max(start + 1);
        if let Some(figure) = compound(text, &digits).or_else(|| figure(text, digits)) {
            at = figure.whole.end;
            found.push(figure);
        }
    }
    found
}

/// Amounts in two units: what stands between their numbers, behind the second, and how much the first is more.
const COMPOUNDS: &[(&str, &str, Unit, i64)] = &[
    ("万", "元", Unit::Yuan, 10_000),
    ("亿", "万元", Unit::TenThousandYuan, 10_000),
    ("亿", "元", Unit::Yuan, 100_000_000),
];

/// `3177万5000元`, `1亿2000万元`: one amount.
fn compound(text: &str, digits: &Range<usize>) -> Option<Figure> {
    let exact = |digits: &Range<usize>| {
        let plain: String = text.get(digits.clone())?.chars().filter(|c| !matches!(c, ',' | ' ')).collect();
        crate::number::exact(&plain)
    };
    let after = text.get(digits.end..)?;
    let second = |between: &str| {
        let start = digits.end + between.len();
        Some(number_at(text, start)).filter(|second| after.starts_with(between) && second.end > start)
    };
    let found = COMPOUNDS.iter().find_map(|compound| {
        let second = second(compound.0)?;
        let rest = text.get(second.end..)?;
        let bare = without_about(rest);
        let end = second.end + rest.len() - bare.strip_prefix(compound.1)?.len();
        Some((compound, second, end, bare.len() < rest.len()))
    });
    let ((.., unit, factor), second, end, about) = found?;
    let factor = Decimal::from(*factor);
    // More than the first unit holds is no rest of it: a mark between two amounts was lost.
    let rest = exact(&second).filter(|rest| *rest < factor)?;
    let value = exact(digits)?.checked_mul(factor)?.checked_add(rest)?;
    let kind = Kind::Amount { unit: *unit, complete: true };
    let before = about_before(text.get(..digits.start)?);
    let oddity = (about || before.is_some()).then_some(Oddity::About);
    let start = before.unwrap_or(digits.start);
    Some(Figure { kind, value, digits: digits.start..second.end, whole: start..end, oddity })
}

/// What follows a character that says about so much.
fn without_about(after: &str) -> &str {
    after.strip_prefix(ABOUT).unwrap_or(after)
}

/// Where the words before a number begin that say about so much.
fn about_before(before: &str) -> Option<usize> {
    let rest = ABOUT_BEFORE.iter().find_map(|word| before.strip_suffix(word))?;
    (!rest.ends_with(NOT_ABOUT)).then_some(rest.len())
}

/// `零万元`, `零辆`: nothing, in words.
const ZERO: char = '零';

/// Before 零 these make a larger number (`一百零五`).
pub(super) const NUMERALS: &str = "一二三四五六七八九十百千万亿点〇零";

/// Those of cheques and vouchers (大写): `壹拾万陆仟玖佰元整`.
pub(super) const CAPITALS: &str = "壹贰貳叁叄參肆伍陆陸柒捌玖拾佰仟萬億两";

/// Whether a printed text holds an amount, a percentage or a count.
pub(super) fn holds_figure(text: &str) -> bool {
    figures(text, 0).iter().any(|figure| figure.kind != Kind::Bare)
}

/// Whether a printed text states an amount of an account: `本年收入103.90万元`.
pub(crate) fn states_account(text: &str) -> bool {
    if !text.contains('元') {
        return false;
    }
    let text = key(text);
    figures(&text, 0).iter().any(|figure| {
        let before = text.get(..figure.whole.start).unwrap_or_default();
        let near = before.char_indices().rev().nth(ACCOUNT_REACH).map_or(0, |(at, _)| at);
        let words = before.get(near..).unwrap_or_default();
        matches!(figure.kind, Kind::Amount { .. }) && ACCOUNT_ITEMS.iter().any(|item| words.contains(item))
    })
}

/// What an amount is of stands at most so many characters before it.
const ACCOUNT_REACH: usize = 24;

fn figure(text: &str, digits: Range<usize>) -> Option<Figure> {
    let before = text.get(..digits.start)?;
    let after = text.get(digits.end..)?;
    let glued = before.ends_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '.' | ',' | '\u{FFFD}'))
        || after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '\u{FFFD}');
    if glued || before.ends_with('第') || DATE_UNITS.iter().any(|unit| after.starts_with(unit)) {
        return None;
    }
    if listed_at(text, digits.start).is_some() {
        return None; // `2022、2023、2024年度`
    }
    let (negative, start) = match before.strip_suffix('-') {
        Some(rest) if !rest.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '年') => (true, rest.len()),
        _ => (false, digits.start),
    };
    let printed = text.get(digits.clone())?;
    let zero = printed.starts_with(ZERO);
    let plain: String = printed.chars().filter(|c| !matches!(c, ',' | ' ')).collect();
    let value: Decimal = if zero { Decimal::ZERO } else { crate::number::exact(&plain)? };
    let (kind, unit_len, about) = unit(after)?;
    let (kind, start) = match before.strip_suffix(PERCENT_BEFORE).filter(|_| kind == Kind::Bare) {
        Some(rest) => (Kind::Percent, rest.len()),
        None => (kind, start),
    };
    let amount = matches!(kind, Kind::Amount { .. });
    if zero && (kind == Kind::Bare || before.ends_with(|c| NUMERALS.contains(c))) {
        return None;
    }
    let apart = before.strip_suffix('万').filter(|rest| !rest.ends_with(|c: char| c.is_ascii_digit()));
    let apart = apart.filter(|_| kind == Kind::Amount { unit: Unit::Yuan, complete: true });
    let near = about_before(before).filter(|_| amount && apart.is_none() && !negative);
    let start = apart.map(str::len).or(near).unwrap_or(start);
    let oddity = apart.map(|_| Oddity::UnitApart).or((about || near.is_some()).then_some(Oddity::About));
    let end = digits.end + unit_len;
    let rest = text.get(end..).unwrap_or_default();
    let threshold = THRESHOLD_ENDS.iter().any(|word| rest.starts_with(word))
        || THRESHOLD_STARTS.iter().any(|word| before.ends_with(word));
    if matches!(kind, Kind::Amount { .. }) && threshold {
        return None;
    }
    let value = if negative { -value } else { value };
    Some(Figure { kind, value, digits: start..digits.end, whole: start..end, oddity })
}

/// The unit after a number, its length, and whether it says about so much; nothing where the number is part of a date or
/// a model name.
fn unit(after: &str) -> Option<(Kind, usize, bool)> {
    if after.starts_with('%') {
        return Some((Kind::Percent, 1, false));
    }
    let scaled = without_about(after);
    let scale = scaled.strip_prefix('亿').map(|rest| (Unit::HundredMillionYuan, rest));
    let scale = scale.or_else(|| Some((Unit::TenThousandYuan, scaled.strip_prefix('万')?)));
    let (unit, rest) = scale.unwrap_or((Unit::Yuan, scaled));
    let bare = if scale.is_some() { without_about(rest) } else { rest };
    let about = scaled.len() < after.len() || bare.len() < rest.len();
    if let Some(rest) = bare.strip_prefix('元') {
        let end = ABOUT_AFTER.iter().find_map(|word| rest.strip_prefix(word));
        let len = after.len() - end.unwrap_or(rest).len();
        return Some((Kind::Amount { unit, complete: true }, len, about || end.is_some()));
    }
    if scale.is_some() {
        // `0.39 万（含`: the 元 is missing. Before a word it is a count of something.
        let ends = bare.is_empty() || bare.starts_with(['(', ')', '，', ';', '。', '、']);
        return ends.then(|| (Kind::Amount { unit, complete: false }, after.len() - bare.len(), about));
    }
    if about {
        return None;
    }
    let count = COUNT_UNITS.iter().find(|unit| after.starts_with(**unit));
    Some(count.map_or((Kind::Bare, 0, false), |unit| (Kind::Count(unit), unit.len(), false)))
}

/// The number that begins here: digits, groups of thousands parted by commas or spaces, decimals.
fn number_at(text: &str, start: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let digits_from = |at: usize| bytes.iter().skip(at).take_while(|b| b.is_ascii_digit()).count();
    let mut end = start + digits_from(start);
    if end - start <= 3 {
        while matches!(bytes.get(end), Some(b',' | b' ')) && digits_from(end + 1) == 3 {
            end += 4;
        }
    }
    if bytes.get(end) == Some(&b'.') && digits_from(end + 1) > 0 {
        end += 1 + digits_from(end + 1);
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, Kind)> {
        figures(text, 0).into_iter().map(|figure| (figure.value.to_string(), figure.kind)).collect()
    }

    fn amount(value: &str, unit: Unit) -> (String, Kind) {
        (value.to_owned(), Kind::Amount { unit, complete: true })
    }

    #[test]
    fn an_amount_in_two_units_is_one() {
        for (text, value, unit) in [
            ("收入3177万5000元，", "31775000", Unit::Yuan),
            ("支出1亿2000万元", "12000", Unit::TenThousandYuan),
            ("支出1亿2000元", "100002000", Unit::Yuan),
            ("支出12万元", "12", Unit::TenThousandYuan),
            ("支出12万9999元", "129999", Unit::Yuan),
            ("支出66万8,200元", "668200", Unit::Yuan),
        ] {
            assert_eq!(read(text), [(value.to_owned(), Kind::Amount { unit, complete: true })], "{text}");
        }
        // What stands behind the first unit is more than one of it.
        assert!(read("支出12万34567元").iter().all(|(value, _)| value != "154567"), "{:?}", read("支出12万34567元"));
    }

    #[test]
    fn amounts_keep_decimals_and_units() {
        assert_eq!(read("收入120,791.50万元"), [amount("120791.50", Unit::TenThousandYuan)]);
        assert_eq!(read("共支出3元"), [amount("3", Unit::Yuan)]);
        assert_eq!(read("1.2亿元"), [amount("1.2", Unit::HundredMillionYuan)]);
        assert_eq!(read("结余-3.50万元"), [amount("-3.50", Unit::TenThousandYuan)]);
    }

    #[test]
    fn years_thresholds_ordinals_and_names_are_none() {
        for text in [
            "2025年度",
            "截至12月31日",
            "单价100万元(含)以上设备",
            "单位价值100万元以上",
            "第3次",
            "16.1G",
            "IPv6",
            "单价超过50万元的设备",
            "增长3.5倍",
            "2022、2023、2024年度",
            "2022-2024年",
        ] {
            assert!(!holds_figure(text), "{text}");
        }
    }

    #[test]
    fn zero_in_words_and_numbers_that_say_about_are_amounts() {
        assert_eq!(read("结余分配零万元"), [amount("0", Unit::TenThousandYuan)]);
        assert_eq!(read("一百零五万元"), []);
        let oddity = |text: &str| figures(text, 0).first().and_then(|figure| figure.oddity);
        assert_eq!(oddity("资金9800多万元"), Some(Oddity::About));
        assert_eq!(oddity("因公出国(境)费万2.28元"), Some(Oddity::UnitApart));
        assert_eq!(oddity("支出2.28元"), None);
    }

    #[test]
    fn about_so_much_is_said_before_the_number_in_its_unit_or_behind_it() {
        let read = |text: &str| {
            let found = figures(text, 0);
            let figure = found.first().unwrap();
            (figure.value.to_string(), text.get(figure.whole.clone()).unwrap().to_owned(), figure.oddity)
        };
        for (text, value, whole) in [
            ("支出345.6万余元，", "345.6", "345.6万余元"),
            ("支出345万多元，", "345", "345万多元"),
            ("支出3.4亿余元，", "3.4", "3.4亿余元"),
            ("支出340余元，", "340", "340余元"),
            ("支出近345万元，", "345", "近345万元"),
            ("支出约为345万元，", "345", "约为345万元"),
            ("支出逾3亿元，", "3", "逾3亿元"),
            ("支出345万元左右，", "345", "345万元左右"),
            ("支出345万余(含", "345", "345万余"),
            ("支出约3万5000元，", "35000", "约3万5000元"),
            ("支出3万5000余元，", "35000", "3万5000余元"),
        ] {
            assert_eq!(read(text), (value.to_owned(), whole.to_owned(), Some(Oddity::About)), "{text}");
        }
        for text in ["会议费节约3万元", "最近3万元", "3万元余额"] {
            assert_eq!(read(text).2, None, "{text}");
        }
        assert_eq!(figures("来访300余人", 0), []);
    }

    #[test]
    fn lines_of_an_account_are_known_by_what_their_amounts_are_of() {
        assert!(states_account("2017年本年收入１０.00万元"));
        assert!(!states_account("引进10亿元以上项目"));
        assert!(!states_account("本年收入增加"));
    }

    #[test]
    fn a_unit_without_yuan_is_ten_thousand_yuan_before_a_mark() {
        let incomplete = Kind::Amount { unit: Unit::TenThousandYuan, complete: false };
        assert_eq!(read("支出0.39万(含外宾)"), [("0.39".to_owned(), incomplete)]);
        assert_eq!(read("服务3万群众"), []);
    }

    #[test]
    fn counts_keep_their_measure_word() {
        assert_eq!(read("69台(套)"), [("69".to_owned(), Kind::Count("台(套)"))]);
        assert_eq!(read("2批次"), [("2".to_owned(), Kind::Count("批次"))]);
    }
}
