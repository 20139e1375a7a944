//! The languages of people: what is said to them is said in one of these. Data does not depend on it.

use serde::{Deserialize, Serialize};

use crate::checks::Words;

/// A language of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Language {
    /// 中文
    #[default]
    Chinese,
    /// English
    English,
}

impl Language {
    /// Its tag, as HTML and HTTP know it.
    #[must_use]
    pub fn tag(self) -> &'static str {
        self.pick("zh", "en")
    }

    /// The text of this language.
    #[must_use]
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Chinese => zh,
            Self::English => en,
        }
    }

    /// The same, of a sentence in both.
    #[must_use]
    pub fn of(self, words: &Words) -> &str {
        self.pick(&words.zh, &words.en)
    }

    /// Pages as people write them: `p. 3, 7–9`, `第 3、7–9 页`; nothing for none.
    #[must_use]
    pub fn pages(self, pages: &[u32]) -> String {
        let mut sorted: Vec<u32> = pages.iter().copied().filter(|page| *page > 0).collect();
        sorted.sort_unstable();
        sorted.dedup();
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for page in sorted {
            match runs.last_mut() {
                Some((_, last)) if last.checked_add(1) == Some(page) => *last = page,
                _ => runs.push((page, page)),
            }
        }
        if runs.is_empty() {
            return String::new();
        }
        let run =
            |(first, last): (u32, u32)| if first == last { first.to_string() } else { format!("{first}–{last}") };
        let runs: Vec<String> = runs.into_iter().map(run).collect();
        match self {
            Self::Chinese => format!("第 {} 页", runs.join("、")),
            Self::English => format!("p. {}", runs.join(", ")),
        }
    }

    /// How many findings there are. How far the reading can be trusted is said in other words.
    #[must_use]
    pub fn findings(self, count: u32) -> String {
        match (self, count) {
            (Self::Chinese, 0) => "没有前后不符".to_owned(),
            (Self::Chinese, count) => format!("{count} 处前后不符"),
            (Self::English, 0) => "no findings".to_owned(),
            (Self::English, 1) => "1 finding".to_owned(),
            (Self::English, count) => format!("{count} findings"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_follow_one_another_are_one_run() {
        assert_eq!(Language::English.pages(&[3, 9, 7, 8, 3]), "p. 3, 7–9");
        assert_eq!(Language::Chinese.pages(&[3, 9, 7, 8]), "第 3、7–9 页");
        assert_eq!(Language::Chinese.pages(&[0]), "", "no pages in this file");
    }
}
