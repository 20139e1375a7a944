//! The department = the sum of its units, where all are there.

use std::collections::BTreeMap;

use juesuan_model::checks::{RowRole, Words};
use juesuan_model::diagnostic::Severity;
use juesuan_model::key::key;
use juesuan_model::report::Level;
use juesuan_model::tables::{Column, TableId};
use rust_decimal::Decimal;

use super::equation::{About, Term, equal, skipped};
use super::{Books, Cited, CrossCheck, Rule};
use crate::departments::Department;
use crate::entry::Entry;
use crate::figure::{Figure, Key, RowKey};
use crate::words::{title, words};

const RULE: Rule = Rule {
    id: "x.units",
    zh: "部门的数字＝所属各单位之和",
    en: "a number of the department = the sum of its units",
    severity: Severity::Warning,
};

/// What the name of a department's own unit ends with, as keys.
const OWN_UNIT_ENDS: &[&str] = &["本级", "(本级)", "机关", "(机关)", "机关本级", "本部", "(本部)"];

pub(super) fn run(books: &Books<'_>) -> Vec<CrossCheck> {
    let mut all = Vec::new();
    for department in books.departments.iter().filter(|of| of.level != Some(Level::Unit)) {
        for (year, index) in &department.accounts {
            let Some(entry) = books.entries.get(*index) else { continue };
            if entry.units.len() < 2 {
                continue;
            }
            match units(books, department, *year, entry) {
                Ok(units) => all.extend(sums(department, *year, entry, &units)),
                Err(why) => {
                    let subject = words(format!("{year} 所属单位"), format!("{year}, its units"));
                    all.push(skipped(&RULE, about(department, *year, subject), Vec::new(), &why));
                }
            }
        }
    }
    all
}

fn about(department: &Department, year: u16, subject: Words) -> About {
    About { department: department.name.clone(), years: vec![year], subject }
}

/// The accounts of all units of a department in a year, or which are not there.
fn units<'a>(books: &Books<'a>, department: &Department, year: u16, entry: &Entry) -> Result<Vec<&'a Entry>, Words> {
    let counted = entry.unit_count.filter(|count| *count != Decimal::from(entry.units.len()));
    if let Some(count) = counted {
        let named = entry.units.len();
        return Err(words(
            format!("文件称有 {count} 个单位，读到名称 {named} 个"),
            format!("the document counts {count} units, {named} names were read"),
        ));
    }
    let mut found: Vec<&Entry> = Vec::new();
    let mut missing: Vec<&str> = Vec::new();
    for name in &entry.units {
        let own = is_own_unit(name, entry);
        let (unit, _) = books.names.resolve(name);
        let of_name = |other: &&Department| {
            let is_it = if own { is_own_key(&other.key, &department.key) } else { other.key == unit };
            is_it && other.level == Some(Level::Unit)
        };
        let account = books.departments.iter().filter(of_name).find_map(|other| books.account(other, year));
        match account {
            Some(account) if !found.iter().any(|known| std::ptr::eq(*known, account)) => found.push(account),
            _ => missing.push(name),
        }
    }
    if missing.is_empty() {
        return Ok(found);
    }
    let (zh, en) = (missing.join("、"), missing.join(", "));
    Err(words(format!("没有这些单位的文件：{zh}"), format!("the documents of these units are not there: {en}")))
}

/// Whether a unit is the department itself, without those below it.
fn is_own_unit(unit: &str, entry: &Entry) -> bool {
    let department = entry.department.as_deref().map(key).unwrap_or_default();
    is_own_key(&key(unit), &department)
}

fn is_own_key(unit: &str, department: &str) -> bool {
    unit.strip_prefix(department).is_some_and(|rest| rest.is_empty() || OWN_UNIT_ENDS.contains(&rest))
}

/// Tables that hold fiscal appropriations only: nothing is paid between the units.
const OF_APPROPRIATIONS: &[TableId] = &[
    TableId::FiscalAppropriationSummary,
    TableId::GeneralBudgetExpenditure,
    TableId::GeneralBudgetBasicExpenditure,
    TableId::GovernmentFund,
    TableId::StateCapital,
    TableId::ThreePublic,
];

/// Columns of what units pay one another: it may be taken out of the department's account.
const BETWEEN_UNITS: &[(TableId, Column)] = &[
    (TableId::Income, Column::SuperiorSubsidy),
    (TableId::Income, Column::AffiliateRemittance),
    (TableId::Expenditure, Column::SuperiorRemittance),
    (TableId::Expenditure, Column::AffiliateSubsidy),
];

/// Labels of the summary for the same.
const LINES_BETWEEN_UNITS: &[&str] = &["上级补助收入", "附属单位上缴收入", "上缴上级支出", "对附属单位补助支出"];

/// Whether an account shows money that units pay one another.
fn has_transfers(entry: &Entry) -> bool {
    entry.figures.iter().any(|figure| match &figure.key {
        Key::Cell { table, row, column, .. } if !figure.value.is_zero() => {
            let by_line = matches!(row, RowKey::Name(name) if LINES_BETWEEN_UNITS.contains(&name.as_str()));
            by_line || *row == RowKey::Role(RowRole::Total) && BETWEEN_UNITS.contains(&(*table, *column))
        }
        _ => false,
    })
}

fn sums(department: &Department, year: u16, entry: &Entry, units: &[&Entry]) -> Vec<CrossCheck> {
    let transfers = std::iter::once(&entry).chain(units).any(|account| has_transfers(account));
    let of_units: Vec<BTreeMap<&Key, Option<&Figure>>> = units.iter().map(|unit| unit.by_key()).collect();
    let mut all = Vec::new();
    for (key, figure) in entry.by_key() {
        let (Key::Cell { table, .. }, Some(figure)) = (key, figure) else { continue };
        let name = title(figure);
        let subject = words(format!("{year} {}", name.zh), format!("{year}, {}", name.en));
        let left = Term::of(entry, figure);
        let mut right = Vec::new();
        let mut excuse = (transfers && !OF_APPROPRIATIONS.contains(table)).then(|| {
            words(
                "单位之间有补助或上缴，汇总时可能已抵销",
                "the units pay one another, which may be taken out of the department's account",
            )
        });
        for (unit, figures) in units.iter().zip(&of_units) {
            match figures.get(key) {
                Some(Some(part)) => right.push(Term::of(unit, part)),
                Some(None) => {
                    let zh = format!("{} 印了不止一次", unit.document);
                    excuse = excuse.or(Some(words(zh, format!("{} prints it more than once", unit.document))));
                }
                // What a whole table does not print is no part of the sum.
                None if unit.table(*table).is_some_and(crate::entry::TableState::is_whole) => {}
                None => {
                    let zh = format!("{} 的这张表没有读全", unit.document);
                    excuse =
                        excuse.or(Some(words(zh, format!("this table of {} was not read as a whole", unit.document))));
                }
            }
        }
        if right.is_empty() && !figure.value.is_zero() {
            excuse = excuse.or(Some(words("各单位都没有印出这个数字", "no unit prints this number")));
        }
        all.push(equal(&RULE, about(department, year, subject), &left, &right, excuse));
    }
    all.extend(left_out(department, year, entry, units, &of_units));
    all
}

/// Numbers of the units that the department does not print at all.
fn left_out(
    department: &Department,
    year: u16,
    entry: &Entry,
    units: &[&Entry],
    of_units: &[BTreeMap<&Key, Option<&Figure>>],
) -> Vec<CrossCheck> {
    let own = entry.by_key();
    let mut missing: BTreeMap<TableId, Vec<Cited>> = BTreeMap::new();
    for (unit, figures) in units.iter().zip(of_units) {
        for (key, figure) in figures {
            if let (Key::Cell { table, .. }, Some(figure)) = (key, figure)
                && !own.contains_key(key)
                && !figure.value.is_zero()
            {
                missing.entry(*table).or_default().push(Term::of(unit, figure).cited);
            }
        }
    }
    let line = |(table, cells): (TableId, Vec<Cited>)| {
        let (zh, count) = (table.chinese(), cells.len());
        let subject = words(format!("{year} 《{zh}》"), format!("{year}, {} ({zh})", table.english()));
        let why = words(
            format!("各单位印出的 {count} 个数字，部门没有印出或没有读到"),
            format!("{count} numbers of the units are not printed by the department, or were not read"),
        );
        skipped(&RULE, about(department, year, subject), cells, &why)
    };
    missing.into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_departments_own_unit_has_many_names() {
        for unit in ["甲局本级", "甲局(本级)", "甲局机关", "甲局"] {
            assert!(is_own_key(unit, "甲局"), "{unit}");
        }
        assert!(!is_own_key("甲局服务中心", "甲局"));
        assert!(!is_own_key("乙局本级", "甲局"));
    }
}
