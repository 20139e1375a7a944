//! Small pieces of text for people: columns that align, lists of pages, names of states.

use juesuan::Verdict;
use juesuan::tables::TableStatus;
use unicode_width::UnicodeWidthStr;

use crate::lang::Lang;

/// A text with spaces up to a width. An ideograph is two wide.
pub(crate) fn padded(text: &str, width: usize) -> String {
    let spaces = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(spaces))
}

/// A text as it may stand on a terminal: on one line, without characters that steer the terminal or turn the text
/// around, which are written as escapes.
pub(crate) fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_control() => shown.push_str(&format!("\\x{:02X}", u32::from(c))),
            c if is_invisible(c) => shown.push_str(&format!("\\u{{{:X}}}", u32::from(c))),
            c => shown.push(c),
        }
    }
    shown
}

/// Characters that show nothing themselves and change how others look: directions, joiners, marks of order.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{061C}' | '\u{FEFF}')
}

/// Pages as people write them: `p. 3, 7–9`, `第 3、7–9 页`.
pub(crate) fn pages(pages: &[u32], lang: Lang) -> String {
    juesuan::Language::from(lang).pages(pages)
}

pub(crate) fn verdict_name(verdict: Verdict, lang: Lang) -> &'static str {
    lang.pick(verdict.chinese(), verdict.as_str())
}

pub(crate) fn status_name(status: TableStatus, lang: Lang) -> &'static str {
    lang.pick(status.chinese(), status.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_escaped() {
        assert_eq!(escaped("a\u{1b}[31m\n\u{9b}\u{202e}部门.pdf"), "a\\x1B[31m\\x0A\\x9B\\u{202E}部门.pdf");
    }

    #[test]
    fn an_ideograph_is_two_wide() {
        assert_eq!(padded("合计", 6), "合计  ");
    }
}
