//! `教育支出（类）普通教育（款）小学教育（项）`: the classification that a subject names, and its line in T5.

use crate::checks::cross::bare_class;
use crate::checks::ledger::{Line, Sheet};
use crate::key::key;

/// The names of a functional classification, as keys without 支出 at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Classified {
    /// 类
    pub(super) class: String,
    /// 款
    pub(super) section: Option<String>,
    /// 项
    pub(super) item: Option<String>,
}

/// Reads the names out of a subject; nothing where it names no 类.
pub(super) fn classified(subject: &str) -> Option<Classified> {
    let key = key(subject);
    let (class, rest) = key.split_once("(类)")?;
    let next = |rest: &str, mark: &str| -> Option<(String, String)> {
        let (name, rest) = rest.split_once(mark)?;
        Some((bare_class(name).to_owned(), rest.to_owned()))
    };
    let class = bare_class(class).to_owned();
    let Some((section, rest)) = next(rest, "(款)") else {
        return rest.is_empty().then_some(Classified { class, section: None, item: None });
    };
    let item = next(&rest, "(项)").map(|(item, _)| item);
    Some(Classified { class, section: Some(section), item })
}

impl Classified {
    /// The line of the table with these names, each level below the one before.
    pub(super) fn line<'s, 'a>(&self, sheet: &'s Sheet<'a>) -> Option<&'s Line<'a>> {
        let mut line = below(sheet, "", 3, &self.class)?;
        for (name, len) in [(&self.section, 5), (&self.item, 7)] {
            let Some(name) = name else { break };
            line = below(sheet, line.code?, len, name)?;
        }
        Some(line)
    }

    /// The code of its 类 in the table.
    pub(super) fn class_code<'a>(&self, sheet: &Sheet<'a>) -> Option<&'a str> {
        below(sheet, "", 3, &self.class)?.code
    }
}

/// The one line of so many digits below a code with such a name.
fn below<'s, 'a>(sheet: &'s Sheet<'a>, code: &str, len: usize, name: &str) -> Option<&'s Line<'a>> {
    let fits = |line: &&Line<'a>| {
        line.code.is_some_and(|own| own.len() == len && own.starts_with(code)) && bare_class(&line.name) == name
    };
    let mut found = sheet.coded().filter(fits);
    found.next().filter(|_| found.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_three_levels() {
        let found = classified("教育支出（类）普通教育（款）小学教育（项）支出决算").unwrap();
        assert_eq!(found.class, "教育");
        assert_eq!(found.section.as_deref(), Some("普通教育"));
        assert_eq!(found.item.as_deref(), Some("小学教育"));
        assert_eq!(classified("“教育”（类）").unwrap().section, None);
        assert_eq!(classified("基本支出"), None);
    }
}
