//! What a short text is, by its characters alone.

/// Whether a text is one well-formed number: digits with thousands separators in place, an optional sign,
/// decimals and percent sign; full-width forms too.
pub(super) fn is_number(text: &str) -> bool {
    let plain: String = text.trim().chars().map(narrow).collect();
    let body = plain.trim_start_matches(['-', '+', '(']).trim_end_matches(['%', ')']);
    let (whole, decimals) = body.split_once('.').unwrap_or((body, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split(',');
    let head = groups.next().is_some_and(digits);
    let tail: Vec<&str> = groups.collect();
    head && digits(decimals) && tail.iter().all(|group| digits(group) && group.len() == 3)
}

/// Digits of the first line of a number that wraps: fewer find room in any column.
const FEWEST_BEGUN: usize = 4;

/// Whether a text is the beginning of a number, cut inside a group of thousands or behind its point (`1,234,56`, `1,234,`,
/// `1234.`).
pub(super) fn begins_number(text: &str) -> bool {
    if !text.ends_with(is_part) {
        return false;
    }
    let plain: String = text.trim().chars().map(narrow).collect();
    let body = plain.trim_start_matches('-');
    let whole = |text: &str| is_number(text) && text.bytes().all(|b| b.is_ascii_digit() || b == b',');
    let in_group = || {
        let (before, last) = body.rsplit_once(',')?;
        Some(whole(before) && last.len() < 3 && last.bytes().all(|b| b.is_ascii_digit()))
    };
    plain.bytes().filter(u8::is_ascii_digit).count() >= FEWEST_BEGUN
        && (body.strip_suffix('.').is_some_and(whole) || in_group() == Some(true))
}

/// Whether a character may stand in a number: most texts are told from numbers by one.
fn is_part(c: char) -> bool {
    c.is_whitespace() || is_unsigned(c)
}

/// Whether a character may stand in a number without a sign.
pub(super) fn is_unsigned(c: char) -> bool {
    matches!(narrow(c), '0'..='9' | ',' | '.')
}

/// Whether a text is the end of an amount, cut before a point or a comma (`.89`, `,567.89`).
pub(super) fn ends_number(text: &str) -> bool {
    if !text.trim_start().starts_with(|c| matches!(narrow(c), ',' | '.')) {
        return false;
    }
    let plain: String = text.trim().chars().map(narrow).collect();
    let rest =
        plain.strip_prefix(',').filter(|rest| rest.split(['.', ',']).next().is_some_and(|group| group.len() == 3));
    let decimals = plain.strip_prefix('.').filter(|decimals| decimals.bytes().all(|b| b.is_ascii_digit()));
    rest.is_some_and(is_number) || decimals.is_some_and(|decimals| decimals.len() == 2)
}

/// Whether a text is what is left of a number of a scan that was not read: its column is that of numbers all the same.
pub(super) fn is_unread_number(text: &str) -> bool {
    let text = text.trim();
    let fits =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '(' | ')' | '%' | char::REPLACEMENT_CHARACTER);
    text.contains(char::REPLACEMENT_CHARACTER)
        && text.contains(|c: char| c.is_ascii_digit() || c == '.')
        && text.chars().all(fits)
}

/// Whether a text stands for "no amount" in a column of amounts: `-`, `——`, `/`.
pub(super) fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.chars().all(|c| matches!(c, '-' | '—' | '–' | '－' | '―' | '/' | '*'))
}

/// Full-width digits and signs as plain ones.
pub(super) fn narrow(c: char) -> char {
    match c {
        '０'..='９' | '．' | '，' | '－' | '％' | '（' | '）' | '＋' => {
            char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
        }
        '−' | '—' => '-',
        _ => c,
    }
}

/// Whether a text begins with the number of a list item: `一、`, `（二）`, `3.`, `(4)`, `５、`.
pub(super) fn begins_item(text: &str) -> bool {
    let text = text.trim_start();
    let inner = text.strip_prefix(['(', '（']);
    let counter = |c: char| "一二三四五六七八九十".contains(c) || narrow(c).is_ascii_digit();
    let rest = inner.unwrap_or(text).trim_start_matches(counter);
    let counted = rest.len() < inner.unwrap_or(text).len();
    let mut after = rest.chars();
    counted
        && match (inner, after.next()) {
            (Some(_), close) => matches!(close, Some(')' | '）')),
            (None, Some('、' | '．')) => true,
            (None, Some('.')) => after.next().is_none_or(|c| !c.is_ascii_digit()),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_whole_and_well_formed() {
        for number in ["0.00", "1,234,567.89", "-3", "12.5%", "２０８", "-1,200.00"] {
            assert!(is_number(number), "{number}");
        }
        for other in ["", "1,23.00", "12.", "1 2", "201 一般", "2.1.3", "14,0"] {
            assert!(!is_number(other), "{other}");
        }
    }

    #[test]
    fn a_number_may_end_inside_a_group() {
        for begun in ["1,234,56", "1,234,", "-12,345,6", "１，２３４，５", "1,234.", "1234."] {
            assert!(begins_number(begun), "{begun}");
        }
        for other in ["1,23", "1,234", "1,234,567", "1,2,34", "1234", "1,234.5", "201,", "12.", "1,2.", "表1,234,5"] {
            assert!(!begins_number(other), "{other}");
        }
    }

    #[test]
    fn a_number_may_begin_with_its_point_or_comma() {
        for end in [".89", ",567.89", ",567", "，567．89"] {
            assert!(ends_number(end), "{end}");
        }
        for other in ["...", ".8", ".789", ",56", ",567,8", "89", ".", ",,"] {
            assert!(!ends_number(other), "{other}");
        }
    }

    #[test]
    fn an_unread_number_is_known_by_the_rest_of_it() {
        for number in ["1,2\u{FFFD}4.50", "\u{FFFD}.00", "-\u{FFFD}2.10"] {
            assert!(is_unread_number(number), "{number}");
        }
        for other in ["1,234.50", "\u{FFFD}", "\u{FFFD}支出1", "\u{FFFD}-"] {
            assert!(!is_unread_number(other), "{other}");
        }
    }

    #[test]
    fn list_items_begin_with_a_number() {
        for item in ["一、财政拨款", "（二）项目", "3. 其他", "(4)x", "十二、农林水支出"] {
            assert!(begins_item(item), "{item}");
        }
        for other in ["二十一", "3.5", "拨款", "301 工资", "一般公共服务支出"] {
            assert!(!begins_item(other), "{other}");
        }
    }
}
