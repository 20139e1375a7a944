//! The numbers that a text prints: a text → each with its characters, its digits and what it looks like.

use std::ops::Range;

/// What a number looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// `12.50`, `1,234`, `12万元`: money.
    Amount,
    /// `12.5%`
    Percent,
    /// Anything else: a year, a count, an ordinal, a code.
    Plain,
}

/// A number as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figure {
    /// Its characters in the text.
    pub(super) chars: Range<usize>,
    /// Its digits, without points and commas.
    pub(super) digits: String,
    /// What it looks like.
    pub(super) shape: Shape,
    /// As printed.
    pub(super) printed: String,
}

/// Units of money, as they follow a number; a 万 alone counts things as well.
const MONEY: &[&str] = &["元", "万元", "亿元", "千元", "百万元"];

/// Inside such a unit, or before it: about so much (`30余万元`, `30万多元`).
const ABOUT: [char; 2] = ['余', '多'];

/// The unit of money that a text begins with.
fn money(text: &str) -> Option<&str> {
    let is_unit = |end: &usize| {
        let unit: String = text.get(..*end).unwrap_or_default().replacen(ABOUT, "", 1);
        MONEY.contains(&unit.as_str())
    };
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.take(LONGEST_UNIT).filter(is_unit).last().and_then(|end| text.get(..end))
}

/// So many characters a unit has at most, with one of [`ABOUT`].
const LONGEST_UNIT: usize = 4;

/// What follows an amount that is a limit and states nothing (`50万元以上的设备`).
const LIMIT_ENDS: &[&str] = &["以上", "以下", "以内", "及以上", "(含)", "(不含)"];

/// What stands before such an amount.
const LIMIT_STARTS: &[&str] = &[
    "超过",
    "低于",
    "高于",
    "不少于",
    "不低于",
    "不高于",
    "大于",
    "小于",
    "不足",
    "起点为",
    "标准为",
    "限额为",
    "单价",
    "单位价值",
    "达到",
];

/// Years that texts name, for `2024.08`.
const YEARS: Range<u32> = 1990..2100;

/// A character in the form in which it is compared; nothing for those without width.
fn plain(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '﹪' => '%',
        '﹒' => '.',
        '﹐' => ',',
        c => c,
    }
}

/// The numbers of a text, in order.
pub(super) fn figures(text: &str) -> Vec<Figure> {
    if !text.chars().any(|c| plain(c).is_ascii_digit()) {
        return Vec::new();
    }
    let chars: Vec<char> = text.chars().map(plain).collect();
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !digit(at) {
            at += 1;
            continue;
        }
        let start = at;
        // `142. 18`: a narrow point in the place of a wide one.
        let spaced = |at: usize| {
            let rest = chars.get(at..).unwrap_or_default();
            let decimals = rest.iter().skip(2).take_while(|c| c.is_ascii_digit()).count();
            matches!(rest, ['.', ' ', ..]) && decimals == 2 && ends_amount(rest.get(4..).unwrap_or_default())
        };
        while digit(at) || matches!(chars.get(at), Some('.' | ',' | '\u{FFFD}')) && digit(at + 1) {
            at += 1;
        }
        if spaced(at) {
            at += 4;
        }
        found.push(figure(&chars, start..at));
    }
    found
}

/// Whether what follows decimals is the end of an amount: nothing, a gap, a border, or a unit of money.
fn ends_amount(rest: &[char]) -> bool {
    let next: String = rest.iter().take(4).collect();
    next.is_empty() || next.starts_with([' ', '│', '|']) || money(&next).is_some()
}

/// A text that is one number, with spaces and signs in it, as one figure.
pub(super) fn whole(text: &str) -> Option<Figure> {
    let chars: Vec<char> = text.chars().map(plain).filter(|c| !c.is_whitespace()).collect();
    let first = chars.iter().position(char::is_ascii_digit)?;
    let end = chars.iter().rposition(char::is_ascii_digit)? + 1;
    let figure = figure(&chars, first..end);
    Some(Figure { chars: 0..text.chars().count(), printed: text.trim().to_owned(), ..figure })
}

fn figure(chars: &[char], range: Range<usize>) -> Figure {
    let own = chars.get(range.clone()).unwrap_or_default();
    let before: String = chars.get(range.start.saturating_sub(6)..range.start).unwrap_or_default().iter().collect();
    let after: String =
        chars.get(range.end..).unwrap_or_default().iter().filter(|c| !c.is_whitespace()).take(8).collect();
    let printed: String = own.iter().filter(|c| **c != ' ').collect();
    let digits = own.iter().filter(|c| c.is_ascii_digit()).collect();
    let shape = shape(&printed, before.trim_end(), &after);
    Figure { chars: range, digits, shape, printed }
}

fn shape(printed: &str, before: &str, after: &str) -> Shape {
    let glued =
        before.ends_with(|c: char| c.is_ascii_alphabetic()) || after.starts_with(|c: char| c.is_ascii_alphabetic());
    if glued {
        return Shape::Plain;
    }
    if after.starts_with('%') {
        return Shape::Percent;
    }
    if let Some(unit) = money(after) {
        let rest = after.get(unit.len()..).unwrap_or_default().replace('（', "(").replace('）', ")");
        let limit = LIMIT_ENDS.iter().any(|word| rest.starts_with(word))
            || LIMIT_STARTS.iter().any(|word| before.ends_with(word));
        return if limit { Shape::Plain } else { Shape::Amount };
    }
    match printed.split_once('.') {
        // `3.1.2`, `2024.08.15`
        Some((_, rest)) if rest.contains('.') => Shape::Plain,
        Some((whole, rest)) if rest.len() >= 2 => {
            let month = rest.len() == 2 && rest.parse::<u32>().is_ok_and(|month| (1..=12).contains(&month));
            let date = month && whole.parse::<u32>().is_ok_and(|year| YEARS.contains(&year));
            if date { Shape::Plain } else { Shape::Amount }
        }
        Some(_) => Shape::Plain,
        None if is_grouped(printed) => Shape::Amount,
        None => Shape::Plain,
    }
}

/// `1,234,567`: groups of thousands.
fn is_grouped(printed: &str) -> bool {
    let mut groups = printed.split(',');
    let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()));
    let mut rest = groups.peekable();
    first && rest.peek().is_some() && rest.all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shapes(text: &str) -> Vec<(String, Shape)> {
        figures(text).into_iter().map(|figure| (figure.printed, figure.shape)).collect()
    }

    #[test]
    fn money_is_told_by_its_unit_its_decimals_or_its_commas() {
        for text in [
            "支出12万元",
            "１２．５０",
            "1,234",
            "共3元",
            "39.99万元。主要用于",
            "合计 5 亿元",
            "30余万元",
            "12.5万余元",
            "3亿多元",
        ] {
            assert!(shapes(text).iter().all(|(_, shape)| *shape == Shape::Amount), "{text}");
        }
    }

    #[test]
    fn dates_codes_counts_and_limits_are_plain() {
        for text in [
            "2024年12月31日",
            "2024.08",
            "3.1.2",
            "12人次",
            "〔2023〕12号",
            "16.1G",
            "单价50万元以上设备",
            "超过100万元",
            "1、",
            "（一）2.5倍",
        ] {
            assert!(shapes(text).iter().all(|(_, shape)| *shape == Shape::Plain), "{text}: {:?}", shapes(text));
        }
        assert_eq!(shapes("占98.6％"), [("98.6".to_owned(), Shape::Percent)]);
    }

    #[test]
    fn a_gap_after_the_point_does_not_hide_an_amount() {
        for text in ["│ 142. 18│ 19. 40│", "支出142. 18万元", "142. 18"] {
            assert!(shapes(text).iter().all(|(_, shape)| *shape == Shape::Amount), "{text}: {:?}", shapes(text));
        }
        assert_eq!(figures("142. 18").first().map(|figure| figure.digits.clone()).as_deref(), Some("14218"));
        for text in ["1. 12个项目", "3. 25年以来"] {
            assert!(shapes(text).iter().all(|(_, shape)| *shape == Shape::Plain), "{text}: {:?}", shapes(text));
        }
    }

    #[test]
    fn a_cell_is_one_figure_whatever_parts_its_digits() {
        let figure = whole(" 1 234 567.10 ").unwrap();
        assert_eq!((figure.digits.as_str(), figure.shape), ("123456710", Shape::Amount));
        assert_eq!(whole("—"), None);
    }
}
