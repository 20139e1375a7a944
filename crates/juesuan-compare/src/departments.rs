//! Entries → whose they are: the departments and units, each with its accounts by year, and the names that it bore.

use std::collections::{BTreeMap, BTreeSet};

use juesuan_model::checks::Words;
use juesuan_model::report::{DocumentKind, Level};
use serde::Serialize;

use crate::entry::Entry;
use crate::names::{MatchedBy, Names};
use crate::words::words;

/// A department or a unit, over the years.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Department {
    /// Its name as the latest year prints it.
    pub name: String,
    /// The key that its names lead to.
    pub key: String,
    /// 部门 or 单位, where the documents say.
    pub level: Option<Level>,
    /// Its account of each year: the index of the entry.
    pub accounts: BTreeMap<u16, usize>,
    /// Further documents that print the account of a year once more.
    pub again: Vec<(u16, usize)>,
    /// The names that it bore, and what says that they are one.
    pub names: Vec<NameOfYear>,
}

/// The name that a document prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NameOfYear {
    /// The year.
    pub year: u16,
    /// The name as printed.
    pub name: String,
    /// What says that it is the same department.
    pub by: MatchedBy,
}

/// What is not compared, and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeftOut {
    /// The document.
    pub document: String,
    /// Which account of it, from 1.
    pub account: u32,
    /// Why.
    pub why: Words,
}

impl LeftOut {
    pub(crate) fn of(entry: &Entry, why: Words) -> Self {
        Self { document: entry.document.clone(), account: entry.account, why }
    }
}

/// Whose accounts the entries are, in the order of their first entry; and the entries that are nobody's.
#[must_use]
pub fn departments(entries: &[Entry], names: &Names) -> (Vec<Department>, Vec<LeftOut>) {
    let mut left_out = Vec::new();
    let mut named: Vec<(usize, u16, String, MatchedBy)> = Vec::new();
    let mut seen: BTreeSet<(&str, u32)> = BTreeSet::new();
    for (index, entry) in entries.iter().enumerate() {
        let why = match (entry.kind, entry.year, &entry.department) {
            (DocumentKind::FinalAccounts, Some(year), Some(department)) => {
                if !entry.sha256.is_empty() && !seen.insert((entry.sha256.as_str(), entry.account)) {
                    words("与前面的文件逐字节相同", "the same bytes as an earlier document")
                } else {
                    let (key, by) = names.resolve(department);
                    named.push((index, year, key, by));
                    continue;
                }
            }
            (DocumentKind::FinalAccounts, None, _) => words("没有读到年度", "its year was not read"),
            (DocumentKind::FinalAccounts, _, None) => words("没有读到部门名称", "its department was not read"),
            (DocumentKind::Budget, ..) => words("这是预算，不是决算", "a budget (预算), no final accounts (决算)"),
            (DocumentKind::Unreadable, ..) => words("没有可读的文字", "it has no readable text"),
            _ => words("这不是决算", "no final accounts (决算)"),
        };
        left_out.push(LeftOut::of(entry, why));
    }
    (grouped(entries, &named), left_out)
}

/// Those of one name and level are one. A document that does not say its level belongs to the only one of its name.
fn grouped(entries: &[Entry], named: &[(usize, u16, String, MatchedBy)]) -> Vec<Department> {
    let level_of = |index: usize| entries.get(index).and_then(|entry| entry.level);
    let mut levels: BTreeMap<&str, BTreeSet<bool>> = BTreeMap::new();
    for (index, _, key, _) in named {
        if let Some(level) = level_of(*index) {
            levels.entry(key).or_default().insert(level == Level::Department);
        }
    }
    let only_level = |key: &str| match levels.get(key).map(|known| known.iter().copied().collect::<Vec<bool>>()) {
        Some(known) if known.len() == 1 => known.first().map(|is| if *is { Level::Department } else { Level::Unit }),
        _ => None,
    };
    let mut place: BTreeMap<(String, Option<bool>), usize> = BTreeMap::new();
    let mut found: Vec<Department> = Vec::new();
    for (index, year, key, by) in named {
        let Some(entry) = entries.get(*index) else { continue };
        let level = level_of(*index).or_else(|| only_level(key));
        let at = *place.entry((key.clone(), level.map(|level| level == Level::Department))).or_insert_with(|| {
            found.push(Department {
                name: String::new(),
                key: key.clone(),
                level,
                accounts: BTreeMap::new(),
                again: Vec::new(),
                names: Vec::new(),
            });
            found.len().saturating_sub(1)
        });
        let Some(department) = found.get_mut(at) else { continue };
        if department.accounts.contains_key(year) {
            department.again.push((*year, *index));
        } else {
            department.accounts.insert(*year, *index);
        }
        let name = entry.department.clone().unwrap_or_default();
        department.names.push(NameOfYear { year: *year, name, by: *by });
    }
    for department in &mut found {
        department.names.sort_by_key(|name| name.year);
        department.name = department.names.last().map(|name| name.name.clone()).unwrap_or_default();
    }
    found
}

#[cfg(test)]
pub(crate) mod tests {
    use juesuan_model::Report;

    use super::*;

    /// An entry without figures.
    pub(crate) fn entry(department: &str, year: u16, level: Option<Level>, document: &str) -> Entry {
        let mut report = Report::read(&[]);
        report.kind = DocumentKind::FinalAccounts;
        let mut entry = Entry::all_of(&report, document, "").remove(0);
        (entry.department, entry.year, entry.level) = (Some(department.to_owned()), Some(year), level);
        entry
    }

    #[test]
    fn a_department_and_its_unit_of_the_same_name_are_two() {
        let (department, unit) = (Some(Level::Department), Some(Level::Unit));
        let entries = [
            entry("甲局", 2021, department, "a"),
            entry("甲局", 2021, unit, "b"),
            entry("甲局", 2022, department, "c"),
            entry("乙站", 2021, unit, "d"),
            entry("乙站", 2022, None, "e"),
            entry("甲局", 2023, None, "f"),
        ];
        let (found, left_out) = departments(&entries, &Names::default());
        assert!(left_out.is_empty());
        let years: Vec<Vec<u16>> = found.iter().map(|found| found.accounts.keys().copied().collect()).collect();
        assert_eq!(years, [vec![2021, 2022], vec![2021], vec![2021, 2022], vec![2023]], "乙站 has one level, 甲局 two");
    }

    #[test]
    fn a_new_name_is_the_same_department_only_where_the_file_says_so() {
        let entries = [entry("甲局", 2021, None, "a"), entry("丙局", 2022, None, "b")];
        assert_eq!(departments(&entries, &Names::default()).0.len(), 2);
        let (found, _) = departments(&entries, &Names::read("甲局,丙局").unwrap());
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].name.as_str(), found[0].names[0].by), ("丙局", MatchedBy::File));
    }

    #[test]
    fn what_is_not_compared_says_why() {
        let mut entries =
            [entry("甲局", 2021, None, "a"), entry("甲局", 2021, None, "b"), entry("甲局", 2022, None, "c")];
        entries[0].sha256 = "1".to_owned();
        entries[1].sha256 = "1".to_owned();
        entries[2].year = None;
        let (_, left_out) = departments(&entries, &Names::default());
        let why: Vec<&str> = left_out.iter().map(|left| left.why.en.as_str()).collect();
        assert_eq!(why, ["the same bytes as an earlier document", "its year was not read"]);
    }
}
