//! Matching keys: printed text → the form in which titles, headers and labels are compared.
//!
//! Documents print one title in many ways: `财政拨款“三公”经费支出决算表`, `财政拨款"三公"经费支出 决算表`. Keys drop
//! white space, fold full-width forms, quotes, brackets and dashes, so that data files list each wording once.

use juesuan_document::layout::Cell;

/// The matching key of a text.
///
/// ```
/// use juesuan_model::key::key;
/// assert_eq!(key("因公出国(境)费"), key("因公出国（境） 费"));
/// assert_eq!(key("财政拨款\"三公\"经费"), key("财政拨款“三公”经费"));
/// ```
#[must_use]
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    push_key(&mut key, text);
    key
}

/// The matching key of a cell's text, without that text being put together.
pub(crate) fn cell_key(cell: &Cell) -> String {
    let mut key = String::with_capacity(cell.lines.iter().map(|line| line.text.len()).sum());
    cell.lines.iter().for_each(|line| push_key(&mut key, &line.text));
    key
}

fn push_key(key: &mut String, text: &str) {
    if is_its_own_key(text) {
        return key.push_str(text);
    }
    // What is the same up to the next character that is not is copied in one piece.
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
}

/// Most texts by far are: told from their bytes, which is faster than from their characters. All characters from U+4000
/// to U+EFFF are kept, and all of ASCII but spaces, controls and quotes; their bytes in UTF-8 are these.
fn is_its_own_key(text: &str) -> bool {
    text.bytes().all(|byte| {
        let continues = matches!(byte, 0x80..=0xBF);
        let begins = matches!(byte, 0xE4..=0xEE);
        continues || begins || byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\'')
    })
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

#[cfg(test)]
mod tests {
    use juesuan_document::layout::TextLine;

    use super::*;

    #[test]
    fn a_text_of_characters_that_are_kept_is_its_own_key() {
        let mut own = 0;
        for c in '\0'..=char::MAX {
            if is_its_own_key(c.encode_utf8(&mut [0; 4])) {
                assert_eq!(key_char(c), Some(c), "{c:?}");
                own += 1;
            }
        }
        // Of ASCII 92, and U+4000 to U+EFFF without the surrogates.
        assert_eq!(own, 92 + 0xB000 - 0x800);
    }

    #[test]
    fn the_key_of_a_cell_is_that_of_its_text() {
        let line = |text: &str| TextLine { text: text.to_owned(), ..TextLine::default() };
        let cell = Cell { lines: vec![line(" 本年 收入"), line("合计（万元） ")], ..Cell::default() };
        assert_eq!(cell_key(&cell), "本年收入合计(万元)");
        assert_eq!(cell_key(&cell), key(&cell.text()));
    }
}
