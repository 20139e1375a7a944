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
