//! Tables of units before those of their department: the pages of a file → those of the department, and of each unit.
//!
//! Such a file has one cover, the department's. Its own tables are those that say 汇总, those that bear the cover's name,
//! or those whose name begins all other names; where none of these tells, nothing is parted, and that tables come twice
//! is said.

use std::collections::BTreeSet;

use juesuan_document::layout::{Layout, Surface};

use super::{Account, Signs};
use crate::key::key;
use crate::tables::TableId;

/// Words of a name, or the name of a sheet, that sums up all units.
const SUMS: &[&str] = &["汇总", "合并"];
/// The same as the whole name of a sheet.
const SUM_SHEETS: &[&str] = &["合计", "总计", "全部门", "部门"];

/// A run of pages whose tables bear one name.
struct Run {
    name: String,
    start: usize,
    end: usize,
    tables: BTreeSet<TableId>,
}

/// The department's pages and those of each unit; none where no unit's tables stand before the department's.
pub(super) fn part(layouts: &[Layout], signs: &[Signs]) -> Option<Vec<Account>> {
    let sheets = layouts.iter().all(|layout| layout.surface == Surface::Sheet);
    let labels = runs(signs, |at| signs.get(at)?.owner.department.clone());
    // Sheets may all bear the department's name inside, and the unit's outside.
    let runs = match labels {
        Some(labels) if labels.len() > 1 || !sheets => labels,
        _ if sheets => runs(signs, |at| layouts.get(at)?.name.as_deref().map(key))?,
        _ => return None,
    };
    let first = runs.first()?.start;
    let begins_anew = |page: &Signs| page.cover.is_some() || page.contents || page.first_part;
    if signs.iter().skip(first).any(begins_anew) {
        return None;
    }
    let own = departments(&runs, signs, layouts)?;
    let department = runs.get(own)?;
    // What is not a table of the department's again is a table of its own, whoever it names.
    let units: Vec<&Run> = runs
        .iter()
        .filter(|run| run.start != department.start && !run.tables.is_disjoint(&department.tables))
        .collect();
    if !units.iter().any(|unit| unit.start < department.start) {
        return None;
    }
    let narratives = signs.iter().filter(|page| page.narrative).count();
    // How many pages of text stand before each page.
    let mut texts = vec![0_usize];
    for page in signs {
        let before = texts.last().copied().unwrap_or_default();
        texts.push(before.saturating_add(usize::from(page.narrative || page.later_part)));
    }
    let holds = |unit: &Run, at: usize| {
        let next = runs.partition_point(|run| run.start <= unit.start);
        let followed = runs.get(next).map_or(signs.len(), |run| run.start);
        // A narrative behind a unit's tables is the unit's where the department has one as well.
        let text = || texts.get(at.saturating_add(1)) > texts.get(unit.start);
        (unit.start..followed).contains(&at)
            && (at < unit.end || narratives > 1 && unit.start < department.start || !text())
    };
    let mut accounts = vec![Account { pages: Vec::new(), is_unit: false }];
    accounts.extend(units.iter().map(|_| Account { pages: Vec::new(), is_unit: true }));
    for at in 0..layouts.len() {
        let unit = units.iter().position(|unit| holds(unit, at)).map_or(0, |unit| unit.saturating_add(1));
        if let Some(account) = accounts.get_mut(unit) {
            account.pages.push(at);
        }
    }
    Some(accounts)
}

/// The pages with tables of the nine, by the name that they bear: a page without one goes on with the name before it.
/// None where a name comes again after another.
fn runs(signs: &[Signs], name: impl Fn(usize) -> Option<String>) -> Option<Vec<Run>> {
    let mut runs: Vec<Run> = Vec::new();
    let mut names = BTreeSet::new();
    for (at, page) in signs.iter().enumerate() {
        let tables: BTreeSet<TableId> = page.tables.iter().flatten().copied().collect();
        if tables.is_empty() {
            continue;
        }
        let end = at.saturating_add(1);
        let own = name(at);
        match runs.last_mut() {
            Some(run) if own.as_ref().is_none_or(|own| *own == run.name) => {
                run.end = end;
                run.tables.extend(tables);
            }
            _ => {
                let name = own?;
                if !names.insert(name.clone()) {
                    return None;
                }
                runs.push(Run { name, start: at, end, tables });
            }
        }
    }
    Some(runs)
}

/// Which run is the department's own, where that can be told.
fn departments(runs: &[Run], signs: &[Signs], layouts: &[Layout]) -> Option<usize> {
    let only = |is: &dyn Fn(&Run) -> bool| {
        let mut found = runs.iter().enumerate().filter(|(_, run)| is(run));
        found.next().filter(|_| found.next().is_none()).map(|(at, _)| at)
    };
    let sums = |name: &str| SUMS.iter().any(|word| name.contains(word));
    let sheet = |run: &Run| {
        let name =
            layouts.get(run.start).filter(|layout| layout.surface == Surface::Sheet)?.name.as_deref().map(key)?;
        Some(sums(&name) || SUM_SHEETS.contains(&name.as_str()))
    };
    let cover = signs.iter().find_map(|page| page.cover.as_ref()?.department.clone());
    only(&|run| sums(&run.name) || sheet(run) == Some(true))
        .or_else(|| only(&|run| cover.as_ref() == Some(&run.name)))
        .or_else(|| only(&|run| runs.len() > 1 && runs.iter().all(|other| other.name.starts_with(&run.name))))
}
