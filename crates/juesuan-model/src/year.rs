//! Years in a text: `2022年度`, `２０２２ 年`, `二〇二二年度`; dates (`2023年9月`) are told apart.

use std::ops::Range;

use crate::numbering::chinese_digit;

/// A year that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct YearMention {
    /// The year.
    pub year: u16,
    /// Whether `年度` follows: a fiscal year.
    pub fiscal: bool,
    /// The bytes of the text, from the first digit to `年` or `年度`.
    pub bytes: Range<usize>,
}

/// The years that a text names, without the years of dates.
///
/// ```
/// use juesuan_model::year::years;
/// let found = years("某局二〇二二年度部门决算 2023年9月");
/// assert_eq!(found.len(), 1);
/// assert_eq!((found[0].year, found[0].fiscal), (2022, true));
/// ```
#[must_use]
pub fn years(text: &str) -> Vec<YearMention> {
    let mut found = Vec::new();
    let mut skip_to = 0;
    let mut last = None;
    for (start, c) in text.char_indices() {
        let opens = start >= skip_to && digit(c).is_some() && last.is_none_or(|c| digit(c).is_none());
        last = Some(c);
        if !opens {
            continue;
        }
        if let Some(mention) = mention(text, start) {
            skip_to = mention.bytes.end;
            found.extend((!is_date(text, mention.bytes.end)).then_some(mention));
        }
    }
    found
}

fn mention(text: &str, start: usize) -> Option<YearMention> {
    let mut rest = text.get(start..)?;
    let mut year = 0_u16;
    for _ in 0..4 {
        let c = rest.chars().next()?;
        year = year.checked_mul(10)?.checked_add(u16::try_from(digit(c)?).ok()?)?;
        rest = rest.get(c.len_utf8()..)?;
    }
    let rest = rest.trim_start().strip_prefix('年')?;
    let fiscal = rest.trim_start().strip_prefix('度');
    let end = text.len().saturating_sub(fiscal.unwrap_or(rest).len());
    (1990..2100).contains(&year).then_some(YearMention { year, fiscal: fiscal.is_some(), bytes: start..end })
}

/// Whether a month follows.
fn is_date(text: &str, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or_default().trim_start();
    let month = rest.trim_start_matches(|c| digit(c).is_some() || matches!(c, '十' | 'X' | 'x' | '×'));
    month.len() < rest.len() && month.trim_start().starts_with('月')
}

/// A digit as years are written; `O` and `0` are in use for 〇.
fn digit(c: char) -> Option<u32> {
    let full_width = || u32::from(c).checked_sub(u32::from('０')).filter(|digit| *digit < 10);
    let zero = || matches!(c, 'O' | 'o').then_some(0);
    c.to_digit(10).or_else(full_width).or_else(|| chinese_digit(c)).or_else(zero)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(u16, bool)> {
        years(text).iter().map(|mention| (mention.year, mention.fiscal)).collect()
    }

    #[test]
    fn years_are_read_in_every_writing() {
        assert_eq!(found("2024 年度部门决算"), [(2024, true)]);
        assert_eq!(found("２０２２年度某局"), [(2022, true)]);
        assert_eq!(found("二○一九年度"), [(2019, true)]);
        assert_eq!(found("二O二二 年 度"), [(2022, true)]);
        assert_eq!(found("比2021年增加,2022年度"), [(2021, false), (2022, true)]);
    }

    #[test]
    fn dates_amounts_and_codes_are_none() {
        for text in ["2023年9月", "二〇二三年十月", "截至2022年12月31日", "XX年度", "12022年", "2022.15", "0021年度"]
        {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
