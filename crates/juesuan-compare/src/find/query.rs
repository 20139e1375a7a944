//! What is looked for: words, a code, or an amount with or without its unit.

use juesuan_model::key::key;
use juesuan_model::number::read;
use juesuan_model::value::Unit;
use rust_decimal::Decimal;

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    words: String,
    amount: Option<(Decimal, Option<Unit>)>,
    percent: bool,
}

/// Units after an amount, the longest first.
const UNITS: &[(&str, Unit)] =
    &[("亿元", Unit::HundredMillionYuan), ("万元", Unit::TenThousandYuan), ("元", Unit::Yuan)];

/// A text as it is compared: its key, in small letters.
pub(super) fn folded(text: &str) -> String {
    key(text).to_lowercase()
}

impl Query {
    /// Reads what is looked for; nothing where it is blank.
    ///
    /// ```
    /// use juesuan_compare::find::Query;
    /// let query = Query::parse("6148.25").unwrap();
    /// assert!(query.is_in("本年支出合计6,148.25万元"));
    /// assert!(!query.is_in("16148.25"));
    /// assert!(Query::parse("湿地 保护").unwrap().is_in("湿地保护项目"));
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let words = folded(text);
        if words.is_empty() {
            return None;
        }
        let of_unit = UNITS.iter().find_map(|(name, unit)| Some((words.strip_suffix(name)?, *unit)));
        let (digits, unit) = of_unit.map_or((words.as_str(), None), |(digits, unit)| (digits, Some(unit)));
        let percent = digits.ends_with('%');
        let amount = read(digits).rate().map(|value| (value.normalize(), unit));
        Some(Self { words, amount, percent })
    }

    /// Whether a number of a table, a form or a text is it: as printed, or in 元 where it was asked for so or is not
    /// said otherwise.
    #[must_use]
    pub fn is_amount(&self, value: Decimal, unit: Option<Unit>) -> bool {
        let Some((wanted, of)) = self.amount else { return false };
        let yuan = |value: Decimal, unit: Unit| value.checked_mul(unit.in_yuan());
        match (of, unit) {
            (Some(of), Some(unit)) => yuan(wanted, of).is_some_and(|wanted| Some(wanted) == yuan(value, unit)),
            // The printed unit is not known: the digits decide.
            (Some(_), None) => value == wanted,
            (None, unit) => value == wanted || unit.is_some_and(|unit| yuan(value, unit) == Some(wanted)),
        }
    }

    /// Whether a code is it.
    #[must_use]
    pub fn is_code(&self, code: &str) -> bool {
        folded(code) == self.words
    }

    /// Whether words are looked for, and a text holds them.
    pub(super) fn holds_words(&self, text: &str) -> bool {
        self.amount.is_none() && self.is_in(text)
    }

    /// Whether a text holds it: a number as a whole number, anything else as words.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        let Some((wanted, unit)) = self.amount else { return folded(text).contains(&self.words) };
        let text = folded(text);
        let numbers = text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-')));
        let mut after = 0;
        for digits in numbers {
            // Where the text goes on after these digits: the pieces and single separators add up to the text.
            let start = after;
            let rest = text.get(start..).and_then(|rest| rest.get(digits.len()..)).unwrap_or_default();
            after = start + digits.len() + rest.chars().next().map_or(0, char::len_utf8);
            let printed = UNITS.iter().find(|(name, _)| rest.starts_with(name)).map(|(_, unit)| *unit);
            if self.percent && !rest.starts_with('%') {
                continue;
            }
            let Some(value) = read(digits.trim_matches(['.', ',', '-'])).number() else { continue };
            if value == wanted && unit.is_none() || self.is_amount(value, printed) {
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(text: &str) -> Query {
        Query::parse(text).unwrap()
    }

    #[test]
    fn an_amount_is_found_in_the_unit_that_is_printed_and_in_yuan() {
        let (value, unit) = ("6148.25".parse().unwrap(), Some(Unit::TenThousandYuan));
        for text in ["6148.25", "6,148.25", "61482500", "6148.25万元", "６１４８.２５", "0.614825亿元"] {
            assert!(query(text).is_amount(value, unit), "{text}");
        }
        for text in ["6148.2", "148.25", "6148.25元"] {
            assert!(!query(text).is_amount(value, unit), "{text}");
        }
        assert!(query("6148.250").is_amount(value, unit), "trailing zeros are no other number");
    }

    #[test]
    fn a_number_in_a_text_is_a_whole_number() {
        assert!(query("117").is_in("全年国内公务接待14批次、117人次。"));
        assert!(!query("11").is_in("全年国内公务接待14批次、117人次。"));
        assert!(query("3.7万元").is_in("比上年增加3.7万元，增长24.7%"));
        assert!(query("37000").is_in("比上年增加3.7万元，增长24.7%"));
        assert!(query("24.7%").is_in("比上年增加3.7万元，增长24.7%"));
        assert!(!query("3.7%").is_in("比上年增加3.7万元，增长24.7%"));
        assert!(!query("3.7元").is_in("比上年增加3.7万元"));
    }

    #[test]
    fn words_are_found_whatever_their_spaces_and_marks() {
        assert!(query("“三公” 经费").is_in("财政拨款\"三公\"经费支出"));
        assert!(query("abc").is_in("系统ABC"));
        assert_eq!(Query::parse("  "), None);
        assert!(query("213").is_code("213") && !query("213").is_code("21302"));
    }
}
