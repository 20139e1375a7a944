//! Printed numbers: the text of one cell → number, blank, not applicable, text, or a doubt.
//!
//! Blank is not zero (guide/pitfalls): the states stay apart.

use rust_decimal::Decimal;

use crate::value::Unit;

/// What the text of a cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CellValue {
    /// A number, with its printed decimals.
    Number(Decimal),
    /// A number followed by a percent sign.
    Percent(Decimal),
    /// Nothing is printed.
    Blank,
    /// A mark for "none" (`—`, `/`, `不适用`, `不涉及`).
    NotApplicable,
    /// Looks like a number but is not a well-formed one (`12.3.4`, `1,2345.6`, an undecodable digit):
    /// never read as a value.
    Malformed,
    /// Any other text.
    Text,
}

impl CellValue {
    /// The number, for cells where money is expected.
    #[must_use]
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number(value) => Some(*value),
            _ => None,
        }
    }

    /// The number with or without a percent sign, for rates.
    #[must_use]
    pub fn rate(&self) -> Option<Decimal> {
        match self {
            Self::Number(value) | Self::Percent(value) => Some(*value),
            _ => None,
        }
    }
}

/// Reads the text of a cell.
///
/// ```
/// use juesuan_model::number::{CellValue, read};
/// assert_eq!(read("３４５，６７８．１２"), CellValue::Number("345678.12".parse().unwrap()));
/// assert_eq!(read("-3.49"), CellValue::Number("-3.49".parse().unwrap()));
/// assert_eq!(read("92.28%"), CellValue::Percent("92.28".parse().unwrap()));
/// assert_eq!(read("¥ 1,234.50"), CellValue::Number("1234.50".parse().unwrap()));
/// assert_eq!(read("12.50-"), CellValue::Number("-12.50".parse().unwrap()));
/// assert_eq!(read("—"), CellValue::NotApplicable);
/// assert_eq!(read("1,2345.6"), CellValue::Malformed);
/// assert_eq!(read("0.00 30205"), CellValue::Malformed);
/// assert_eq!(read("0.00").number().unwrap().to_string(), "0.00");
/// ```
#[must_use]
pub fn read(text: &str) -> CellValue {
    // Most texts are told from numbers by their first character.
    if text.starts_with(|c| matches!(c, '\u{4E00}'..='\u{9FFF}') && !matches!(c, '不' | '无' | '一' | '负' | '减'))
    {
        return CellValue::Text;
    }
    // Most numbers are plain as they are printed.
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')) {
        return decimal(text).map_or(CellValue::Malformed, CellValue::Number);
    }
    let mut plain: String = text.chars().filter_map(plain_char).collect();
    if plain.is_empty() {
        return CellValue::Blank;
    }
    if is_amount_and_code(text) {
        return CellValue::Malformed;
    }
    if is_none_mark(&plain) {
        return CellValue::NotApplicable;
    }
    if let Some(signed) = with_plain_sign(&plain).or_else(|| with_sign_before(text, &plain)) {
        plain = signed;
    }
    if plain.contains('·') {
        plain = with_decimal_point(&plain);
    }
    let plain = plain.as_str();
    // A sign of the currency says nothing about the number; the unit of the table stands elsewhere.
    let unsigned = plain.strip_prefix(['¥', '￥']).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let plain = unsigned.unwrap_or(plain);
    let (body, percent) = match plain.strip_suffix('%') {
        Some(body) => (body, true),
        None => (plain, false),
    };
    if !body.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | '(' | ')' | '\u{FFFD}')) {
        return CellValue::Text;
    }
    match decimal(body) {
        Some(value) if percent => CellValue::Percent(value),
        Some(value) => CellValue::Number(value),
        None => CellValue::Malformed,
    }
}

/// Whether a text is an amount and, behind a gap, a code or another whole number: of two columns that run into each
/// other. Without the gap it would be one number with many decimals.
fn is_amount_and_code(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let (Some(amount), Some(code), None) = (words.next(), words.next(), words.next()) else { return false };
    let decimals = amount.rsplit_once('.').map(|(_, decimals)| decimals);
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    decimals.is_some_and(|decimals| decimals.len() == 2 && digits(decimals)) && code.len() >= 3 && digits(code)
}

/// The half-width form of a character that may stand in a number; nothing for white space.
fn plain_char(c: char) -> Option<char> {
    match c {
        c if c.is_whitespace() => None,
        '\u{FEFF}' | '\u{200B}'..='\u{200D}' | '\u{2060}' => None,
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0),
        '−' | '‐' | '‑' | '–' | '﹣' => Some('-'),
        '﹪' => Some('%'),
        '﹒' => Some('.'),
        '﹐' | '،' | '\'' | '’' | '‘' | '`' | '´' => Some(','),
        '・' | '•' | '‧' | '∙' => Some('·'),
        _ => Some(c),
    }
}

/// A number with its unit in one cell: `1480.60元`.
#[must_use]
pub fn with_unit(text: &str) -> Option<(Decimal, Unit)> {
    if !text.trim_end().ends_with('元') {
        return None;
    }
    let plain: String = text.chars().filter_map(plain_char).collect();
    let units = [Unit::TenThousandYuan, Unit::HundredMillionYuan, Unit::Yuan];
    units.into_iter().find_map(|unit| Some((read(plain.strip_suffix(unit.as_str())?).number()?, unit)))
}

/// Words and marks that stand for a minus before a number: `负3.20`, `△3.20`, `—3.20`.
const SIGNS: &[char] = &['负', '减', '△', '▲', '—', '―', '─'];

/// A number whose minus is a word or another mark, with a plain one. `一` (one) is a minus only before decimals: what
/// was typed there is a dash.
fn with_plain_sign(plain: &str) -> Option<String> {
    let dash = || plain.strip_prefix('一').filter(|rest| rest.contains('.'));
    let rest = plain.strip_prefix(SIGNS).or_else(dash)?;
    rest.starts_with(|c: char| c.is_ascii_digit()).then(|| format!("-{rest}"))
}

/// An amount whose minus stands right behind it (`12.50-`), as some accounting programs print it. Behind a gap it is the
/// mark for none of another column, and behind a whole number it may join it to another.
fn with_sign_before(text: &str, plain: &str) -> Option<String> {
    let amount = plain.strip_suffix('-').filter(|amount| amount.contains('.'))?;
    let right_behind = text.trim_end().chars().rev().nth(1).is_some_and(|c| !c.is_whitespace());
    (right_behind && amount.starts_with(|c: char| c.is_ascii_digit())).then(|| format!("-{amount}"))
}

/// A raised point between digits is a decimal point: `1416·30`.
fn with_decimal_point(plain: &str) -> String {
    let chars: Vec<char> = plain.chars().collect();
    let digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
    let point = |(at, c): (usize, &char)| {
        if *c == '·' && digit(at.checked_sub(1)) && digit(at.checked_add(1)) { '.' } else { *c }
    };
    chars.iter().enumerate().map(point).collect()
}

/// The text of a cell without the mark of a note behind its number: `3.20*`, `3.20①`, `3.20[1]`, `3.20（注1）`.
#[must_use]
pub fn without_note_mark(text: &str) -> &str {
    let circled = |c: char| matches!(c, '*' | '＊' | '※' | '①'..='⒇' | '❶'..='❿' | '¹' | '²' | '³' | '⁰'..='⁹');
    let bare = text.trim_end().trim_end_matches(circled).trim_end();
    let bracketed = || {
        let inner = bare.strip_suffix([']', '］', '〕', '】', ')', '）'])?;
        let (number, note) = inner.rsplit_once(['[', '［', '〔', '【', '(', '（'])?;
        // `(1)` alone may be a negative amount beside another.
        let round = bare.ends_with([')', '）']);
        let worded = note.starts_with('注');
        let digits = note.trim_start_matches('注').trim();
        let mark = digits.chars().count() <= 2 && digits.chars().all(|c| c.is_ascii_digit());
        (mark && (worded || !round && !digits.is_empty())).then(|| number.trim_end())
    };
    let bare = bracketed().unwrap_or(bare);
    let decimals =
        bare.contains(['.', '．']) && bare.ends_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    if decimals { bare } else { text }
}

/// Measure words, longer ones before their beginnings.
pub(crate) const COUNT_UNITS: &[&str] = &[
    "台(套)",
    "台/套",
    "台套",
    "套(台)",
    "万人次",
    "人次",
    "批次",
    "批(次)",
    "团组",
    "个",
    "辆",
    "艘",
    "架",
    "台",
    "套",
    "次",
    "批",
    "人",
    "名",
    "分",
    "项",
    "家",
    "户",
    "件",
    "份",
    "场",
    "起",
];

/// The text of a cell without the counts in brackets behind its amount: `3.20（12批次、98人次）`.
#[must_use]
pub fn without_counts(text: &str) -> &str {
    let bracket = || {
        let inner = text.trim_end().strip_suffix([')', '）'])?;
        inner.rsplit_once(['(', '（'])
    };
    let Some((amount, counts)) = bracket() else { return text };
    // `2个团组` has two of them.
    let is_unit = |text: &str| {
        let rests = COUNT_UNITS.iter().filter_map(|unit| text.strip_prefix(unit));
        rests.into_iter().any(|rest| rest.is_empty() || COUNT_UNITS.contains(&rest))
    };
    let counted = |part: &str| {
        let unit = part.trim().trim_start_matches(|c: char| c.is_ascii_digit());
        unit.len() < part.trim().len() && is_unit(unit)
    };
    if counts.split(['、', '，', ',', '；', ';']).all(counted) { amount.trim_end() } else { text }
}

/// `—`, `/`, `不适用` and their like: a printed mark for "no value".
#[must_use]
pub fn is_none_mark(plain: &str) -> bool {
    matches!(plain, "不适用" | "不涉及" | "无" | "N/A" | "n/a" | "×" | "*" | "**")
        || plain.chars().all(|c| matches!(c, '-' | '—' | '―' | '─' | '－' | '–' | '/' | '\\' | '／' | '一'))
}

/// A signed decimal whose thousands separators, if any, stand where they belong.
fn decimal(body: &str) -> Option<Decimal> {
    let (negative, body) = match body.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inside) => (true, inside),
        None => match body.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, body.strip_prefix('+').unwrap_or(body)),
        },
    };
    let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
    if body.ends_with('.') || !fraction.bytes().all(|b| b.is_ascii_digit()) || !grouped(whole) {
        return None;
    }
    let value = if body.contains(',') { exact(&body.replace(',', ""))? } else { exact(body)? };
    Some(if negative { -value } else { value })
}

/// The number that digits with at most one point say; `None` where a decimal of 28 digits would only be near it.
#[must_use]
pub fn exact(digits: &str) -> Option<Decimal> {
    let value: Decimal = digits.parse().ok()?;
    let decimals = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    (value.scale() as usize == decimals).then_some(value)
}

/// Whether a text prints an amount, alone or with other text: a digit, a point and two digits.
#[must_use]
pub fn has_amount(text: &str) -> bool {
    let plain: Vec<char> = text.chars().filter_map(plain_char).collect();
    let amount = |four: &[char]| matches!(four, [a, '.', b, c] if [a, b, c].iter().all(|digit| digit.is_ascii_digit()));
    plain.windows(4).any(amount)
}

/// Digits alone, or one to three digits followed by groups of three; no zero before other digits.
fn grouped(whole: &str) -> bool {
    if whole.len() > 1 && whole.starts_with('0') {
        return false;
    }
    let mut groups = whole.split(',');
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let first = groups.next().is_some_and(digits);
    let mut rest = groups.peekable();
    let short_first = whole.find(',').is_none_or(|at| at <= 3);
    first && (rest.peek().is_none() || short_first && rest.all(|group| group.len() == 3 && digits(group)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_stay_apart() {
        for (text, value) in [
            ("", CellValue::Blank),
            ("\u{3000} ", CellValue::Blank),
            ("——", CellValue::NotApplicable),
            ("/", CellValue::NotApplicable),
            ("不适用", CellValue::NotApplicable),
            ("12.3.4", CellValue::Malformed),
            ("12,34.5", CellValue::Malformed),
            ("1,234,5", CellValue::Malformed),
            ("00.12", CellValue::Malformed),
            ("0000", CellValue::Malformed),
            ("123.", CellValue::Malformed),
            ("79228162514264337593543950336", CellValue::Malformed),
            ("1234567890123456789012345678.12", CellValue::Malformed),
            ("0.00000000000000000000000000001", CellValue::Malformed),
            ("1\u{FFFD}3.4", CellValue::Malformed),
            ("合计", CellValue::Text),
            ("≥95%", CellValue::Text),
        ] {
            assert_eq!(read(text), value, "{text:?}");
        }
    }

    #[test]
    fn counts_in_brackets_are_no_part_of_an_amount() {
        for (text, amount) in [
            ("3.20（12批次、98人次）", "3.20"),
            ("19.16 (8辆)", "19.16"),
            ("8.00（2个团组、5人次）", "8.00"),
            ("(3.20)", "(3.20)"),
            ("3.20（12）", "3.20（12）"),
            ("3.20（含12批次）", "3.20（含12批次）"),
            ("3.20（万元）", "3.20（万元）"),
        ] {
            assert_eq!(without_counts(text), amount, "{text}");
        }
    }

    #[test]
    fn a_minus_may_be_a_word_and_a_point_may_be_raised() {
        for (text, value) in [
            ("负3.20", "-3.20"),
            ("△3.20", "-3.20"),
            ("—3.20", "-3.20"),
            ("一3.20", "-3.20"),
            ("减3.20", "-3.20"),
            ("1,003.20-", "-1003.20"),
            ("3.20－", "-3.20"),
            ("1416·30", "1416.30"),
            ("1'416.30", "1416.30"),
        ] {
            assert_eq!(read(text).number().map(|n| n.to_string()).as_deref(), Some(value), "{text:?}");
        }
        for text in ["一3", "△", "负债", "·", "3-", "3.20 -", "-3.20-", "3.20--", "1'41.30", "—"] {
            assert_eq!(read(text).number(), None, "{text:?}");
        }
    }

    #[test]
    fn marks_of_notes_are_no_part_of_a_number() {
        for text in ["3.20*", "3.20①", "3.20[1]", "3.20（注1）", "3.20 ²", "3.20〔12〕", "3.20（注）"] {
            assert_eq!(without_note_mark(text), "3.20", "{text}");
        }
        for text in ["3.20(1)", "12①", "3.20/4.10", "3.20[123]", "公用①", "(3.20)", "3.20"] {
            assert_eq!(without_note_mark(text), text, "{text}");
        }
    }

    #[test]
    fn a_number_may_carry_its_unit() {
        let read = |text: &str| with_unit(text).map(|(value, unit)| format!("{value} {}", unit.as_str()));
        assert_eq!(read("1，480.60 元").as_deref(), Some("1480.60 元"));
        assert_eq!(read("3.20万元").as_deref(), Some("3.20 万元"));
        assert!(["元", "3.20", "合计3.20元", "3.20千元"].iter().all(|text| read(text).is_none()));
    }

    #[test]
    fn numbers_keep_their_decimals() {
        for (text, value) in [
            ("1 234.50", "1234.50"),
            ("1,234,567.00", "1234567.00"),
            ("－3.49", "-3.49"),
            ("(3.49)", "-3.49"),
            ("0", "0"),
            ("100000000000.01", "100000000000.01"),
        ] {
            assert_eq!(read(text).number().map(|n| n.to_string()).as_deref(), Some(value), "{text:?}");
        }
    }
}
