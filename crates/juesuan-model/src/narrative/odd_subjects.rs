//! Subjects that nobody writes: statements → doubts.
//!
//! What stands in the margin, in the column beside or before a box may run into the words before an amount. A subject
//! that is a known item but for it shows that the text was not read as it is meant.

use super::boxes::is_box;
use super::types::Statement;
use super::vocabulary::{CHANGE_WORDS, FORMER_AND_LATTER, ITEMS_ALONE, STATED_ITEMS};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::key::key;
use crate::tables::class_names;

/// The doubts about what statements are of.
pub(super) fn doubts(statements: &[Statement]) -> Vec<Diagnostic> {
    let odd = |statement: &Statement| {
        let subject = &statement.subject;
        let why = why(&key(&subject.text))?;
        let message = format!("“{}” is no name of an amount: {why}", subject.text);
        Some(Diagnostic::new(Code::OddSubject, Severity::Warning, Some(statement.at), message))
    };
    statements.iter().filter_map(odd).collect()
}

fn why(subject: &str) -> Option<&'static str> {
    if subject.contains(is_box) {
        return Some("it holds a box to tick");
    }
    if CHANGE_WORDS.contains(&subject) {
        return Some("it says only how something changed");
    }
    if FORMER_AND_LATTER.iter().any(|word| subject.starts_with(word)) {
        return Some("it refers to an amount before it, and which one is not known");
    }
    let bare: String = subject.chars().filter(|c| !c.is_ascii_digit()).collect();
    let is_item = |text: &str| STATED_ITEMS.contains(&text) || class_names().any(|name| name == text);
    let is_rest =
        |text: &str| STATED_ITEMS.iter().copied().chain(class_names()).any(|name| is_cut(text, name)) && !is_item(text);
    if bare != subject && (is_item(&bare) || ITEMS_ALONE.contains(&bare.as_str()) || is_rest(&bare)) {
        return Some("figures stand in it");
    }
    is_rest(&bare).then_some("its beginning is missing")
}

/// Whether a text is what is left of a name behind the middle of a word: words are of two characters, nearly all.
fn is_cut(text: &str, name: &str) -> bool {
    let Some(lost) = name.strip_suffix(text) else { return false };
    text.chars().count() > 2 && lost.chars().count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_items_with_something_in_them_or_off_them_are_odd() {
        for odd in ["5款收入", "卫生12健康支出", "8支出", "育支出", "增加■", "增加", "本支出", "前者"]
        {
            assert!(why(&key(odd)).is_some(), "{odd}");
        }
        for name in [
            "财政拨款收入",
            "其他支出",
            "教育支出",
            "支出",
            "收入",
            "服务支出",
            "健康支出",
            "2014年财政拨款收入",
            "110指挥中心经费",
            "一般公共预算财政拨款支出",
            "单位价值100万元以上设备",
            "3个重点项目支出",
            "机关运行经费支出",
        ] {
            assert_eq!(why(&key(name)), None, "{name}");
        }
    }
}
