//! A mapping file → which names are one. Names that changed between years are one only where this file, or the name
//! itself, says so.

use std::collections::BTreeMap;

use juesuan_model::key::key;
use serde::{Deserialize, Serialize};

/// Which names are one: every name leads to the one that it is now called by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    now: BTreeMap<String, String>,
}

/// What said that two names are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatchedBy {
    /// The classification or project code.
    Code,
    /// The name itself.
    Name,
    /// The mapping file.
    File,
}

/// Why a mapping file cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NamesError {
    /// A line is no CSV.
    #[error("{0}; write one pair a line: old name,new name")]
    Csv(#[from] csv::Error),
    /// A line has not two names.
    #[error("line {line} has no two names; write one pair a line: old name,new name")]
    Pair {
        /// The line, from 1.
        line: u64,
    },
    /// A name is said to be two different ones.
    #[error("line {line} says that {name} is {second}, an earlier line that it is {first}; keep one of them")]
    Contradiction {
        /// The line, from 1.
        line: u64,
        /// The old name.
        name: String,
        /// What an earlier line says.
        first: String,
        /// What this line says.
        second: String,
    },
    /// Names lead to one another in a circle.
    #[error("{name} leads back to itself; take one of the lines of this circle out")]
    Circle {
        /// One of them.
        name: String,
    },
}

impl NamesError {
    /// The same in Chinese.
    #[must_use]
    pub fn in_chinese(&self) -> String {
        match self {
            Self::Csv(error) => format!("{error}；每行写一对：原名,现名"),
            Self::Pair { line } => format!("第 {line} 行没有两个名称；每行写一对：原名,现名"),
            Self::Contradiction { line, name, first, second } => {
                format!("第 {line} 行称 {name} 即 {second}，前面的行称即 {first}；请只保留一行")
            }
            Self::Circle { name } => format!("{name} 绕回了自身；请去掉其中一行"),
        }
    }
}

/// First lines that name the columns.
const HEADERS: &[&str] = &["old name", "old", "name", "原名", "原名称", "旧名称", "名称"];

impl Names {
    /// Reads a mapping file: CSV, `old name,new name` on each line, with or without a line of headers.
    ///
    /// # Errors
    /// When a line has not two names, or names contradict one another.
    pub fn read(text: &str) -> Result<Self, NamesError> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
        let mut printed: BTreeMap<String, (String, String)> = BTreeMap::new();
        for (record, line) in reader.records().zip(1_u64..) {
            let record = record?;
            let line = record.position().map_or(line, csv::Position::line);
            let mut fields = record.iter().filter(|field| !field.is_empty());
            let Some(old) = fields.next() else { continue };
            if line == 1 && HEADERS.contains(&old.to_lowercase().as_str()) || old.starts_with('#') {
                continue;
            }
            let Some(new) = fields.next() else { return Err(NamesError::Pair { line }) };
            if key(old) == key(new) {
                continue;
            }
            let before = printed.insert(key(old), (key(new), new.to_owned()));
            if let Some((_, first)) = before.filter(|(first, _)| *first != key(new)) {
                return Err(NamesError::Contradiction { line, name: old.to_owned(), first, second: new.to_owned() });
            }
        }
        let mut now = BTreeMap::new();
        for name in printed.keys() {
            now.insert(name.clone(), end_of(name, &printed)?);
        }
        Ok(Self { now })
    }

    /// The key of what a name is called now, and what says so.
    #[must_use]
    pub fn resolve(&self, name: &str) -> (String, MatchedBy) {
        let own = key(name);
        match self.now.get(&own) {
            Some(now) => (now.clone(), MatchedBy::File),
            None => (own, MatchedBy::Name),
        }
    }

    /// The same, of what is a key already.
    pub(crate) fn resolve_key(&self, own: &str) -> (String, MatchedBy) {
        self.now.get(own).map_or_else(|| (own.to_owned(), MatchedBy::Name), |now| (now.clone(), MatchedBy::File))
    }
}

/// Where a chain of names ends: a name that changed twice has two lines.
fn end_of(name: &str, printed: &BTreeMap<String, (String, String)>) -> Result<String, NamesError> {
    let mut at = name;
    // A chain is not longer than the file: what is, is a circle.
    for _ in 0..=printed.len() {
        match printed.get(at) {
            Some((next, _)) => at = next,
            None => return Ok(at.to_owned()),
        }
        if at == name {
            break;
        }
    }
    Err(NamesError::Circle { name: name.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_to_what_it_is_called_now() {
        let names = Names::read("原名,现名\n澜川市水利局,澜川市水务局\n\n# 2024\n澜川市水务局,澜川市河湖局\n").unwrap();
        for name in ["澜川市水利局", "澜川市 水务局"] {
            assert_eq!(names.resolve(name), ("澜川市河湖局".to_owned(), MatchedBy::File), "{name}");
        }
        assert_eq!(names.resolve("澜川市河湖局"), ("澜川市河湖局".to_owned(), MatchedBy::Name));
    }

    #[test]
    fn a_file_that_cannot_be_used_says_where_and_why() {
        let fails = |text: &str| Names::read(text).unwrap_err().to_string();
        assert!(fails("a,b\nc\n").starts_with("line 2 has no two names"), "{}", fails("a,b\nc\n"));
        assert!(fails("a,b\na,c").contains("line 2 says that a is c, an earlier line that it is b"));
        assert!(fails("a,b\nb,c\nc,a").contains("leads back to itself"));
        assert!(fails("x,a\na,b\nb,a").contains("leads back to itself"));
        assert!(Names::read("a,b\na,b").is_ok());
    }
}
