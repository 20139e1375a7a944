//! `2022、2023、2024年度财政拨款支出分别为1.00、2.00、3.00万元`: the years that some words list → one for each amount.

use std::ops::Range;

use super::vocabulary::{ALL_YEARS, BETWEEN_YEARS, SOME_YEARS, THROUGH_YEARS, YEARS_COUNTED};

/// Years of accounts.
const YEARS: Range<u16> = 1990..2100;

/// A list or a span is of at most so many years: more are no years of an account.
const LONGEST: u16 = 12;

/// Years that stand together; none where words say that there are several and not which.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Years {
    pub(super) years: Vec<u16>,
    /// Where they stand in the text.
    pub(super) range: Range<usize>,
}

/// The years that begin here, where two or more stand together and the last says 年.
pub(super) fn listed_at(text: &str, start: usize) -> Option<Years> {
    let mut years = Vec::new();
    let (mut end, mut marked, mut through) = (start, false, false);
    let mut rest = text.get(start..)?;
    loop {
        let digits = rest.get(..4).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
        let Some(year) = digits.and_then(|digits| digits.parse().ok()).filter(|year| YEARS.contains(year)) else {
            break;
        };
        let after = rest.get(4..)?;
        let bare = ["年度", "年"].iter().find_map(|word| after.strip_prefix(word));
        marked = bare.is_some();
        rest = bare.unwrap_or(after);
        years.push(year);
        if years.len() > usize::from(LONGEST) {
            return None;
        }
        end = text.len() - rest.len();
        let next = |marks: &[&str]| marks.iter().rev().find_map(|mark| rest.strip_prefix(mark));
        match (next(BETWEEN_YEARS), next(THROUGH_YEARS)) {
            (Some(more), _) => rest = more,
            (None, Some(more)) if years.len() == 1 => (rest, through) = (more, true),
            _ => break,
        }
    }
    if let (true, [first, last]) = (through, years.as_slice()) {
        let count = last.checked_sub(*first).filter(|count| *count < LONGEST)?;
        years = (*first..=first.checked_add(count)?).collect();
    }
    (years.len() > 1 && marked).then_some(Years { years, range: start..end })
}

/// The first list of years in a text, or words for several years.
pub(super) fn listed(text: &str) -> Option<Years> {
    let digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let opens = |at: &usize| digit(*at) && !at.checked_sub(1).is_some_and(digit);
    (0..text.len()).filter(opens).find_map(|at| listed_at(text, at)).or_else(|| some_years(text))
}

fn some_years(text: &str) -> Option<Years> {
    let named = ALL_YEARS.iter().find_map(|word| text.find(word).map(|at| at..at + word.len()));
    let counted = || {
        text.char_indices().filter(|(_, c)| YEARS_COUNTED.contains(*c)).find_map(|(at, c)| {
            let (before, after) = (text.get(..at)?, text.get(at + c.len_utf8()..)?);
            let is_year = before.ends_with(|c: char| c.is_ascii_digit());
            let fits = |(lead, tail): &&(&str, &str)| !is_year && before.ends_with(lead) && after.starts_with(tail);
            let (lead, tail) = SOME_YEARS.iter().find(fits)?;
            Some(at - lead.len()..at + c.len_utf8() + tail.len())
        })
    };
    Some(Years { years: Vec::new(), range: named.or_else(counted)? })
}

#[cfg(test)]
mod tests {
    use super::super::tests::says;
    use super::*;

    fn years(text: &str) -> Vec<u16> {
        listed(text).map(|found| found.years).unwrap_or_default()
    }

    #[test]
    fn years_are_listed_or_span() {
        assert_eq!(years("某局2022、2023、2024年度支出"), [2022, 2023, 2024]);
        assert_eq!(years("2022年、2023年和2024年支出"), [2022, 2023, 2024]);
        assert_eq!(years("2022年至2024年支出"), [2022, 2023, 2024]);
        assert_eq!(years("2022-2024年支出"), [2022, 2023, 2024]);
        assert_eq!(years(&"2023、".repeat(40)), [0_u16; 0]);
        for none in ["2024年支出", "2022、2023支出", "2024年3月、2023年", "支出2022.15、2023.16万元"] {
            assert!(years(none).len() < 2, "{none}");
        }
    }

    #[test]
    fn each_year_has_its_own_amount() {
        let expected = &[
            "2022年一般公共预算财政拨款支出 = 1.00万元",
            "2023年一般公共预算财政拨款支出 = 2.00万元",
            "2024年一般公共预算财政拨款支出 = 3.00万元",
        ];
        for text in [
            "2022、2023、2024年度一般公共预算财政拨款支出分别为1.00、2.00、3.00万元。",
            "2022年、2023年和2024年一般公共预算财政拨款支出分别为1.00万元、2.00万元和3.00万元。",
            "2022年至2024年，一般公共预算财政拨款支出分别为1.00万元、2.00万元、3.00万元。",
            "一般公共预算财政拨款支出2022、2023、2024年分别为1.00、2.00、3.00万元。",
        ] {
            says(text, expected);
        }
    }

    #[test]
    fn years_that_are_not_as_many_as_the_amounts_name_none() {
        says("2022、2023、2024年度一般公共预算财政拨款支出分别为1.00万元、2.00万元。", &[]);
        for words in ["近三年会议费", "近三年来，会议费支出", "五年来会议费", "历年会议费"] {
            says(&format!("{words}分别为3.00、2.00、1.00万元。"), &[]);
        }
    }

    #[test]
    fn the_last_unit_is_that_of_the_numbers_before_it() {
        says("甲费、乙费分别为1.00、2.00万元。", &["甲费 = 1.00万元", "乙费 = 2.00万元"]);
    }
}
