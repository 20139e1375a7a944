//! Numbers that open headings and list items: `第一部分`, `一、`, `（一）`, `1.`, `（1）`, `①` → style, value, length.

use crate::year::years;

/// The styles of numbering, from the outermost to the innermost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Style {
    /// `第一部分`
    Part,
    /// `一、`
    Chinese,
    /// `（一）`
    BracketedChinese,
    /// `1.`, `1、`, `1．`
    Arabic,
    /// `（1）`, `1）`
    BracketedArabic,
    /// `①`
    Circled,
}

/// The number that opens a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Numbering {
    /// Its style.
    pub style: Style,
    /// Its value.
    pub value: u32,
    /// Bytes of the text that it takes, with the white space and the colon after it.
    pub len: usize,
}

impl Numbering {
    /// Whether this is the number after another one of the same style.
    #[must_use]
    pub fn follows(&self, other: &Self) -> bool {
        self.style == other.style && other.value.checked_add(1) == Some(self.value)
    }
}

/// Reads the number that a text opens with.
///
/// ```
/// use juesuan_model::numbering::{Style, numbering};
/// let found = numbering("十一、机关运行经费").unwrap();
/// assert_eq!((found.style, found.value), (Style::Chinese, 11));
/// assert_eq!(&"十一、机关运行经费"[found.len..], "机关运行经费");
/// assert_eq!(numbering("1.5万元"), None);
/// ```
#[must_use]
pub fn numbering(text: &str) -> Option<Numbering> {
    let body = text.trim_start();
    let (style, value, rest) =
        part(body).or_else(|| bracketed(body)).or_else(|| plain(body)).or_else(|| circled(body))?;
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：'));
    Some(Numbering { style, value, len: text.len().saturating_sub(rest.len()) })
}

/// The text behind the number that opens it; all of it where none does, or nothing stands behind.
pub(crate) fn unnumbered(text: &str) -> &str {
    numbering(text).and_then(|number| text.get(number.len..)).filter(|rest| !rest.is_empty()).unwrap_or(text)
}

/// Whether a number opens the text.
pub(crate) fn is_numbered(text: &str) -> bool {
    numbering(text).is_some()
}

fn part(text: &str) -> Option<(Style, u32, &str)> {
    let (value, rest) = chinese(text.strip_prefix('第')?.trim_start())?;
    Some((Style::Part, value, rest.trim_start().strip_prefix("部分")?))
}

fn bracketed(text: &str) -> Option<(Style, u32, &str)> {
    let inner = text.strip_prefix(['（', '(', '〔'])?.trim_start();
    let close = |rest: &'_ str| rest.trim_start().starts_with(['）', ')', '〕']);
    let after = |rest| str::trim_start(rest).trim_start_matches(['）', ')', '〕']).trim_start_matches('、');
    match (chinese(inner), arabic(inner)) {
        (Some((value, rest)), _) if close(rest) => Some((Style::BracketedChinese, value, after(rest))),
        (_, Some((value, rest))) if close(rest) => Some((Style::BracketedArabic, value, after(rest))),
        _ => None,
    }
}

fn plain(text: &str) -> Option<(Style, u32, &str)> {
    if let Some((value, rest)) = chinese(text) {
        // `一.` is as rare as `一，二` is wrong: both are only taken with a mark that opens no sentence.
        let rest = rest.trim_start().strip_prefix(['、', '.', '．'])?;
        return Some((Style::Chinese, value, rest));
    }
    let (value, rest) = arabic(text)?;
    let rest = rest.trim_start();
    if let Some(rest) = rest.strip_prefix(['）', ')']) {
        return Some((Style::BracketedArabic, value, rest));
    }
    let rest = rest.strip_prefix(['、', '.', '．'])?;
    // `1.5万元` against `1.2025年预算总表`.
    let near = rest.char_indices().nth(LONGEST_YEAR).map_or(rest, |(at, _)| rest.get(..at).unwrap_or_default());
    let year = || years(near).first().is_some_and(|year| year.bytes.start == 0);
    let decimals = rest.starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c)) && !year();
    (!decimals).then_some((Style::Arabic, value, rest))
}

/// `2025年度` is not longer than this, spaces included.
const LONGEST_YEAR: usize = 16;

/// Numbers in one sign: `①`, `㈠`, `⑴`, `⒈`: the style, its first sign, how many there are.
const SIGNS: &[(Style, char, u32)] = &[
    (Style::Circled, '①', 20),
    (Style::BracketedChinese, '㈠', 10),
    (Style::BracketedArabic, '⑴', 20),
    (Style::Arabic, '⒈', 20),
];

fn circled(text: &str) -> Option<(Style, u32, &str)> {
    let first = text.chars().next()?;
    let found = SIGNS.iter().find_map(|(style, one, many)| {
        let value = u32::from(first).checked_sub(u32::from(*one)).filter(|value| value < many)?;
        Some((*style, value.saturating_add(1)))
    });
    let (style, value) = found?;
    let rest = text.get(first.len_utf8()..)?;
    Some((style, value, if style == Style::Circled { rest } else { rest.trim_start_matches('、') }))
}

/// At most three digits, half or full width: a longer number is a code or a year.
fn arabic(text: &str) -> Option<(u32, &str)> {
    let digit = |c: char| c.to_digit(10).or_else(|| u32::from(c).checked_sub(u32::from('０')).filter(|d| *d < 10));
    let mut value = 0_u32;
    let mut rest = text;
    for _ in 0..4 {
        let Some((next, c)) = rest.chars().next().and_then(|c| Some((digit(c)?, c))) else { break };
        value = value.saturating_mul(10).saturating_add(next);
        rest = rest.get(c.len_utf8()..)?;
    }
    (rest.len() < text.len() && value > 0 && value < 1000).then_some((value, rest))
}

/// 一 to 九十九.
pub(crate) fn chinese(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| chinese_digit(c).is_none() && c != '十').unwrap_or(text.len());
    let (numeral, rest) = text.split_at_checked(end).filter(|(numeral, _)| !numeral.is_empty())?;
    let digit = |part: &str| {
        let mut chars = part.chars();
        chars.next().filter(|_| chars.next().is_none()).and_then(chinese_digit).filter(|digit| *digit > 0)
    };
    let value = match numeral.split_once('十') {
        None => digit(numeral)?,
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            let ones = if ones.is_empty() { 0 } else { digit(ones)? };
            tens.saturating_mul(10).saturating_add(ones)
        }
    };
    Some((value, rest))
}

/// The value of 〇 to 九, as years are written (二〇二四).
#[must_use]
pub fn chinese_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '○' | '零' | 'Ｏ' | '◯' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Style, u32, &str)> {
        numbering(text).map(|found| (found.style, found.value, &text[found.len..]))
    }

    #[test]
    fn every_style_is_read() {
        assert_eq!(read("第三部分：情况说明"), Some((Style::Part, 3, "情况说明")));
        assert_eq!(read("第 二 部分 表"), Some((Style::Part, 2, "表")));
        assert_eq!(read("二十一、其他"), Some((Style::Chinese, 21, "其他")));
        assert_eq!(read("（十）负责"), Some((Style::BracketedChinese, 10, "负责")));
        assert_eq!(read(" 12． 承担"), Some((Style::Arabic, 12, "承担")));
        assert_eq!(read("３、承担"), Some((Style::Arabic, 3, "承担")));
        assert_eq!(read("4．2025年预算总表"), Some((Style::Arabic, 4, "2025年预算总表")));
        assert_eq!(read("(2)因公"), Some((Style::BracketedArabic, 2, "因公")));
        assert_eq!(read("2）因公"), Some((Style::BracketedArabic, 2, "因公")));
        assert_eq!(read("③购置"), Some((Style::Circled, 3, "购置")));
        assert_eq!(read("㈡支出"), Some((Style::BracketedChinese, 2, "支出")));
        assert_eq!(read("⒊支出"), Some((Style::Arabic, 3, "支出")));
    }

    #[test]
    fn amounts_years_and_words_are_no_numbers() {
        for text in ["1.5万元", "2024、2023", "一般公共预算", "一是加强", "（含）", "第一季度", "", "3"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
