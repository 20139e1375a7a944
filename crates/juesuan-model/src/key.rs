//! Matching keys: printed text → the form in which titles, headers and labels are compared.
//!
//! Documents print one title in many ways: `财政拨款“三公”经费支出决算表`, `财政拨款"三公"经费支出 决算表`. Keys drop
//! white space, fold full-width forms, quotes, brackets and dashes, so that data files list each wording once.

/// The matching key of a text.
///
/// ```
/// use juesuan_model::key::key;
/// assert_eq!(key("因公出国(境)费"), key("因公出国（境） 费"));
/// assert_eq!(key("财政拨款\"三公\"经费"), key("财政拨款“三公”经费"));
/// ```
#[must_use]
pub fn key(text: &str) -> String {
    // Most texts are their own keys, or are up to their end: what is the same is copied in one piece.
    let mut key = String::with_capacity(text.len());
    let mut copied = 0;
    for (at, c) in text.char_indices() {
        let kept = key_char(c);
        if kept != Some(c) {
            key.push_str(text.get(copied..at).unwrap_or_default());
            key.extend(kept);
            copied = at + c.len_utf8();
        }
    }
    key.push_str(text.get(copied..).unwrap_or_default());
    key
}

/// One character of a key; nothing for characters that do not count.
#[must_use]
pub fn key_char(c: char) -> Option<char> {
    match c {
        // Most characters by far.
        '0'..='9' | '\u{4E00}'..='\u{9FFF}' => Some(c),
        c if c.is_whitespace() => None,
        '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{00AD}' => None,
        '“' | '”' | '"' | '„' | '‟' | '〝' | '〞' | '＂' | '「' | '」' | '『' | '』' => None,
        '‘' | '’' | '\'' | '＇' => None,
        '〔' | '［' | '【' | '﹝' => Some('('),
        '〕' | '］' | '】' | '﹞' => Some(')'),
        '—' | '–' | '―' | '─' | '－' | '−' => Some('-'),
        '∶' | '︰' => Some(':'),
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0),
        _ => Some(c),
    }
}
