//! One file, several accounts: layouts → the runs of layouts that are an account each.
//!
//! A department's account and those of its units one after another, two years, a 决算 and next year's 预算, in any order,
//! each with or without a cover of its own. Each is read by itself, so that nothing of one is taken for another's.
//!
//! An account begins where one of these says so, and where what follows is an account (tables or a narrative):
//! - a cover of another department, year, level or kind;
//! - another 目录 that announces tables, or one after tables;
//! - the first part again, after later parts;
//! - the first table again, after most of the others, with another department or year at its head, or after a
//!   narrative;
//! - tables of a 预算 after those of a 决算, or the other way about, one after another.
//!
//! Units' tables before the department's own, behind its cover, are parted by `units`.
//!
//! What repeats without any of these stays in one account, where a table that comes twice is said.

mod units;

use std::collections::BTreeSet;

use juesuan_document::layout::{Layout, Surface};

use crate::contents::{announced_tables, read as read_contents};
use crate::cover::{self, labelled_department, title};
use crate::flow::Item;
use crate::key::key;
use crate::parts::{PartKind, kind_of};
use crate::report::{DocumentKind, Level};
use crate::tables::{TableId, titles};
use crate::year::years;

/// So many different tables have come before the first one comes again as that of another account. A unit's extract of
/// one or two tables inside an account does not reach it.
const MOST_TABLES: usize = 5;

/// A 目录 of an account announces at least so many tables; that of an attached report names fewer.
const ANNOUNCED: usize = 3;

/// So many table titles, or the heading of a narrative, make a run of pages an account.
const SUBSTANCE: usize = 3;

/// Ends of the titles of an account's tables, as keys, brackets left out.
const TABLE_ENDS: &[&str] = &["决算总表", "决算表", "决算明细表", "预算总表", "预算表", "预算明细表", "收支总表"];

/// Headings of a narrative as keys.
const NARRATIVE_ENDS: &[&str] =
    &["决算情况说明", "决算情况的说明", "预算情况说明", "预算安排情况说明", "决算说明", "预算说明"];

/// The first part is of a department or a unit, and of no project or review.
const FIRST_PARTS: &[&str] = &["部门概况", "单位概况", "部门基本情况", "单位基本情况", "概况"];

/// Words before 概况 that make it one of an attached report.
const NO_FIRST_PARTS: &[&str] = &["项目概况", "评价概况", "资金概况", "工作概况"];

/// A title is not longer than this.
const LONGEST_TITLE: usize = 60;

/// A department's name has so many characters: `部门`, `单位` are none.
const SHORTEST_NAME: usize = 3;

/// Rows of a grid in which a table's title and head may stand.
const HEAD_ROWS: usize = 3;

/// Who an account is of, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Owner {
    kind: Option<DocumentKind>,
    level: Option<Level>,
    year: Option<u16>,
    department: Option<String>,
}

impl Owner {
    /// Whether both name something and differ in it.
    fn differs(&self, other: &Self) -> bool {
        fn apart<T: PartialEq>(own: &Option<T>, other: &Option<T>) -> bool {
            own.is_some() && other.is_some() && own != other
        }
        // A cover may print the short name, or the name with （本级） or （汇总）.
        let other_department = match (&self.department, &other.department) {
            (Some(own), Some(other)) => !own.contains(other.as_str()) && !other.contains(own.as_str()),
            _ => false,
        };
        apart(&self.kind, &other.kind)
            || apart(&self.level, &other.level)
            || apart(&self.year, &other.year)
            || other_department
    }

    /// Whether both name the same department.
    fn is_named_as(&self, other: &Self) -> bool {
        self.department.is_some() && self.department == other.department
    }

    /// Takes what the other knows and this one does not.
    fn complete(&mut self, other: Self) {
        self.kind = self.kind.or(other.kind);
        self.level = self.level.or(other.level);
        self.year = self.year.or(other.year);
        if self.department.is_none() {
            self.department = other.department;
        }
    }
}

/// What a page says about where accounts begin.
#[derive(Debug, Default)]
struct Signs {
    /// It is a cover, of this owner.
    cover: Option<Owner>,
    /// It holds a 目录 that announces tables.
    contents: bool,
    /// It opens the first part.
    first_part: bool,
    /// It opens the second part or a later one.
    later_part: bool,
    /// It opens a narrative.
    narrative: bool,
    /// The titles of tables that it prints, those of the nine by name.
    tables: Vec<Option<TableId>>,
    /// How many of those titles are of a 决算, and of a 预算.
    finals: usize,
    budgets: usize,
    /// Whose the page is, as the heads of its tables or the heading of its first part say.
    owner: Owner,
    /// It holds nothing but a few lines.
    bare: bool,
}

/// The layouts of one account.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) pages: Vec<usize>,
    /// It is that of a unit, behind the cover of its department.
    pub(crate) is_unit: bool,
}

/// The accounts of a document. The first has the first layout, the others follow in the document's order.
pub(crate) fn split(layouts: &[Layout]) -> Vec<Account> {
    let signs: Vec<Signs> = layouts.iter().map(read).collect();
    if let Some(parted) = units::part(layouts, &signs) {
        return parted;
    }
    let mut starts = vec![0_usize];
    let mut current = Current::default();
    for (index, page) in signs.iter().enumerate() {
        if let Some(start) = current.ends_before(&signs, index)
            && start > starts.last().copied().unwrap_or_default()
            && is_account(signs.get(index..).unwrap_or_default())
        {
            starts.push(start);
            current = Current::default();
            signs.get(start..index).unwrap_or_default().iter().for_each(|page| current.take(page));
        }
        current.take(page);
    }
    let ends = starts.iter().skip(1).copied().chain([layouts.len()]);
    let account = |(start, end)| Account { pages: (start..end).collect(), is_unit: false };
    starts.iter().copied().zip(ends).map(account).collect()
}

/// Whether what begins here has the tables or the narrative of an account, before another 目录 or cover.
fn is_account(signs: &[Signs]) -> bool {
    let mut tables = 0_usize;
    for (index, page) in signs.iter().enumerate() {
        if index > 0 && page.contents && tables > 0 {
            break;
        }
        tables = tables.saturating_add(page.tables.len());
        if tables >= SUBSTANCE || page.narrative {
            return true;
        }
    }
    false
}

/// What is known of the account that is being read.
#[derive(Debug, Default)]
struct Current {
    owner: Owner,
    tables: BTreeSet<TableId>,
    titles: usize,
    contents: bool,
    first_part: bool,
    later_part: bool,
    narrative: bool,
    narrative_after_tables: bool,
    finals: usize,
    budgets: usize,
}

impl Current {
    fn take(&mut self, page: &Signs) {
        if let Some(owner) = &page.cover {
            self.owner.complete(owner.clone());
        }
        self.owner.complete(page.owner.clone());
        self.finals = self.finals.saturating_add(page.finals);
        self.budgets = self.budgets.saturating_add(page.budgets);
        // A narrative that opens before any table tells nothing about tables that come again.
        self.narrative_after_tables |= page.narrative && self.titles >= SUBSTANCE;
        self.tables.extend(page.tables.iter().flatten());
        self.titles = self.titles.saturating_add(page.tables.len());
        self.contents |= page.contents;
        self.first_part |= page.first_part;
        self.later_part |= page.later_part;
        self.narrative |= page.narrative;
    }

    /// Whether the account has had tables or a narrative.
    fn has_body(&self) -> bool {
        self.titles >= SUBSTANCE || self.narrative
    }

    /// Whether the tables of the other kind, 决算 or 预算, begin on the first of these pages.
    fn changes_kind(&self, pages: &[Signs]) -> bool {
        let Some(page) = pages.first() else { return false };
        let finals_end = self.finals >= SUBSTANCE && self.budgets == 0 && page.budgets > 0;
        let budgets_end = self.budgets >= SUBSTANCE && self.finals == 0 && page.finals > 0;
        finals_end && run(pages, |page| (page.budgets, page.finals))
            || budgets_end && run(pages, |page| (page.finals, page.budgets))
    }

    /// Where the next account begins, when a page says that this one is over.
    fn ends_before(&self, signs: &[Signs], index: usize) -> Option<usize> {
        let page = signs.get(index)?;
        if !self.has_body() {
            return None;
        }
        let other_cover = page.cover.as_ref().is_some_and(|owner| owner.differs(&self.owner));
        let other_contents = page.contents && (self.contents || self.titles >= SUBSTANCE);
        let again = page.first_part && self.first_part && self.later_part;
        let first = page.tables.contains(&Some(TableId::IncomeExpenditureSummary));
        let repeated = first
            && self.tables.contains(&TableId::IncomeExpenditureSummary)
            && self.tables.len() >= MOST_TABLES
            && (page.owner.differs(&self.owner) || self.narrative_after_tables && !page.owner.is_named_as(&self.owner));
        if other_cover || repeated || self.changes_kind(signs.get(index..).unwrap_or_default()) {
            return Some(index);
        }
        // A cover, whose name may be a picture or the same, stands before its 目录 or its first part.
        (other_contents || again).then(|| {
            let before = |back: usize| index.checked_sub(back).filter(|at| signs.get(*at).is_some_and(front));
            match (before(1), before(2)) {
                (Some(_), Some(second)) => second,
                (Some(first), None) => first,
                _ => index,
            }
        })
    }
}

/// Whether so many titles of one kind follow one another, without one of the other kind among them, that they are the
/// tables of an account.
fn run(signs: &[Signs], counts: impl Fn(&Signs) -> (usize, usize)) -> bool {
    let mut own = 0_usize;
    for page in signs {
        let (more, others) = counts(page);
        if others > 0 {
            return false;
        }
        own = own.saturating_add(more);
        if own >= SUBSTANCE {
            return true;
        }
    }
    false
}

/// A page that may stand before a 目录 or a first part: a cover.
fn front(page: &Signs) -> bool {
    page.contents || page.bare && page.tables.is_empty() && !page.later_part && page.cover.is_some()
}

/// So many lines a bare page has at most.
const BARE: usize = 16;

fn read(layout: &Layout) -> Signs {
    let items: Vec<Item<'_>> = layout.blocks.iter().map(|block| Item { layout, block }).collect();
    let mut signs = Signs::default();
    let lines = items.iter().filter(|item| item.line().is_some()).count();
    let grids = items.len().saturating_sub(lines);
    signs.bare = grids == 0 && lines <= BARE;
    if let Some(at) = items.iter().position(|item| key(&item.text().text) == "目录") {
        let entries = read_contents(items.get(at.saturating_add(1)..).unwrap_or_default());
        signs.contents = announced_tables(&entries).len() >= ANNOUNCED;
    }
    let listed = signs.contents && layout.surface != Surface::Flow;
    for item in items.iter().filter(|_| !listed) {
        match item.grid() {
            None => take_text(&mut signs, &item.text().text, grids > 0),
            Some(grid) => {
                let head = grid.cells.iter().filter(|cell| cell.row < HEAD_ROWS);
                head.for_each(|cell| take_text(&mut signs, &cell.text(), true));
            }
        }
    }
    let department = || crate::paragraphs::lines(&items).iter().find_map(labelled_department);
    if !signs.tables.is_empty() {
        signs.owner.department = department().map(|name| key(&name.text)).or(signs.owner.department.take());
    }
    if signs.bare && !listed && !signs.first_part && !signs.later_part && signs.tables.is_empty() {
        let cover = cover::read(&items);
        if cover.title.is_some() {
            signs.cover = Some(Owner {
                kind: cover.kind,
                level: cover.level,
                year: cover.year.map(|year| year.year),
                department: cover.department.map(|name| key(&name.text)),
            });
        }
    }
    signs
}

/// What a line, or a cell at the head of a grid, says.
fn take_text(signs: &mut Signs, text: &str, beside_grid: bool) {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST_TITLE {
        return;
    }
    let key = key(text);
    if let Some(ordinal) = part_number(&key) {
        let first = kind_of(&key) == Some(PartKind::Overview)
            && FIRST_PARTS.iter().any(|end| key.ends_with(end))
            && !NO_FIRST_PARTS.iter().any(|end| key.ends_with(end));
        signs.first_part |= ordinal == 1 && (first || key.chars().count() <= "第一部分".chars().count());
        signs.later_part |= ordinal > 1;
        if ordinal == 1 {
            signs.owner.department = signs.owner.department.take().or_else(|| department_of_part(&key));
        }
    }
    signs.narrative |= NARRATIVE_ENDS.iter().any(|end| key.ends_with(end)) && !key.contains('、');
    if !beside_grid || key.contains(['。', ',', ';']) {
        return;
    }
    let bare = key.split_once('(').filter(|(_, rest)| rest.ends_with(')')).map_or(key.as_str(), |(bare, _)| bare);
    if TABLE_ENDS.iter().any(|end| bare.ends_with(end)) {
        let ends_with = |ends: [&str; 3]| usize::from(ends.iter().any(|end| bare.ends_with(end)));
        signs.budgets = signs.budgets.saturating_add(ends_with(["预算总表", "预算表", "预算明细表"]));
        signs.finals = signs.finals.saturating_add(ends_with(["决算总表", "决算表", "决算明细表"]));
        signs.tables.push(titles::read(text).and_then(|title| title.id));
        let year = years(text).into_iter().find(|year| year.fiscal).map(|year| year.year);
        signs.owner.year = signs.owner.year.or(year);
        let kind = title(text).map(|title| title.kind);
        signs.owner.kind = signs.owner.kind.or(kind);
    }
}

/// The number of `第一部分`, `第二部分` at the start of a heading.
fn part_number(key: &str) -> Option<usize> {
    let (number, _) = key.strip_prefix('第')?.split_once("部分")?;
    let digits = "一二三四五六七八九";
    let mut chars = number.chars();
    match (chars.next(), chars.next()) {
        (Some(digit), None) => digits.chars().position(|known| known == digit).map(|at| at.saturating_add(1)),
        _ => None,
    }
}

/// The name in `第一部分 某局概况`.
fn department_of_part(key: &str) -> Option<String> {
    let (_, heading) = key.split_once("部分")?;
    let name = FIRST_PARTS.iter().find_map(|end| heading.strip_suffix(end))?.trim_matches(':');
    (name.chars().count() >= SHORTEST_NAME).then(|| name.to_owned())
}

/// Which of the accounts is the main one: the first 决算 of a department, else the first 决算, else the first.
pub(crate) fn main_account(kinds: &[(DocumentKind, Option<Level>)]) -> usize {
    let is_final = |kind: &DocumentKind| *kind == DocumentKind::FinalAccounts;
    let department = kinds.iter().position(|(kind, level)| is_final(kind) && *level == Some(Level::Department));
    department.or_else(|| kinds.iter().position(|(kind, _)| is_final(kind))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use juesuan_document::Rect;
    use juesuan_document::layout::Block;
    use juesuan_document::layout::{Grid, GridKind, TextLine};

    use super::*;

    fn page(number: u32, lines: &[&str], grid: bool) -> Layout {
        let mut layout = Layout::new(number, 595.0, 842.0);
        let mut y0 = 100.0;
        for text in lines {
            let bbox = Rect { x0: 100.0, y0, x1: 480.0, y1: y0 + 20.0 };
            layout.blocks.push(Block::Line(TextLine::evenly(text, bbox)));
            y0 += 30.0;
        }
        if grid {
            let (rows, columns) = (vec![y0, y0 + 20.0], vec![50.0, 500.0]);
            layout.blocks.push(Block::Grid(Grid::new(GridKind::Ruled, rows, columns, Vec::new())));
        }
        layout
    }

    const TITLES: [&str; 5] =
        ["收入支出决算总表", "收入决算表", "支出决算表", "财政拨款收入支出决算总表", "一般公共预算财政拨款支出决算表"];

    fn tables(label: &str) -> Vec<(Vec<String>, bool)> {
        TITLES.iter().map(|title| (vec![(*title).to_owned(), label.to_owned()], true)).collect()
    }

    fn contents() -> (Vec<String>, bool) {
        let mut lines = vec!["目录".to_owned(), "第一部分 部门概况".to_owned(), "第二部分 部门决算表".to_owned()];
        lines.extend(TITLES.iter().map(|title| format!("{title}……3")));
        (lines, false)
    }

    fn cover(title: &str) -> (Vec<String>, bool) {
        (vec![title.to_owned()], false)
    }

    fn starts(pages: Vec<(Vec<String>, bool)>) -> Vec<usize> {
        accounts(pages).iter().filter_map(|account| account.pages.first().copied()).collect()
    }

    fn accounts(pages: Vec<(Vec<String>, bool)>) -> Vec<Account> {
        let layouts: Vec<Layout> = pages
            .iter()
            .zip(1..)
            .map(|((lines, grid), number)| page(number, &lines.iter().map(String::as_str).collect::<Vec<_>>(), *grid))
            .collect();
        split(&layouts)
    }

    fn pages(accounts: &[Account]) -> Vec<(&[usize], bool)> {
        accounts.iter().map(|account| (account.pages.as_slice(), account.is_unit)).collect()
    }

    #[test]
    fn units_before_their_department_are_accounts_of_their_own() {
        let mut all = vec![cover("2024年度澜川市应急管理局部门决算")];
        all.extend(tables("部门：澜川市救援中心").split_off(3));
        all.extend(tables("部门：澜川市应急管理局").split_off(2));
        all.push((vec!["第三部分 2024年度部门决算情况说明".to_owned()], false));
        assert_eq!(pages(&accounts(all.clone())), [(&[0, 3, 4, 5, 6][..], false), (&[1, 2], true)]);
        // Where no name is the cover's, nobody can tell which is the department's.
        all[0] = cover("2024年度澜川市水务局部门决算");
        assert_eq!(starts(all), [0]);
        // A table that the department has once is its own, whoever it names.
        let mut once = tables("部门：澜川市救援中心");
        once.truncate(2);
        once.extend(tables("部门：澜川市应急管理局").split_off(2));
        once.insert(0, cover("2024年度澜川市应急管理局部门决算"));
        assert_eq!(starts(once), [0]);
    }

    #[test]
    fn the_sheet_that_sums_up_is_the_departments() {
        let sheets = |names: [&str; 3], label: &str| {
            let title = [(vec!["支出决算表".to_owned(), label.to_owned()], true)];
            let mut layouts: Vec<Layout> = Vec::new();
            for (name, number) in names.iter().zip(1..) {
                let lines: Vec<&str> = title[0].0.iter().map(String::as_str).collect();
                let mut layout = page(number, &lines, true);
                (layout.surface, layout.name) = (Surface::Sheet, Some((*name).to_owned()));
                layouts.push(layout);
            }
            split(&layouts)
        };
        let parted = [(&[2][..], false), (&[0], true), (&[1], true)];
        assert_eq!(pages(&sheets(["局机关", "救援中心", "汇总"], "部门：澜川市应急管理局")), parted);
        assert_eq!(pages(&sheets(["局机关", "救援中心", "合计"], "")), parted);
        assert_eq!(sheets(["局机关", "救援中心", "培训中心"], "").len(), 1);
    }

    #[test]
    fn a_cover_of_another_unit_year_or_kind_begins_an_account() {
        for second in
            ["2024年度澜川市水务局单位决算", "2023年度澜川市应急管理局部门决算", "2025年度澜川市应急管理局部门预算"]
        {
            let mut pages = vec![cover("2024年度澜川市应急管理局部门决算")];
            pages.extend(tables("部门：澜川市应急管理局"));
            pages.push(cover(second));
            pages.extend(tables("部门：澜川市应急管理局"));
            assert_eq!(starts(pages), [0, 6], "{second}");
        }
    }

    #[test]
    fn the_same_cover_again_is_the_title_of_a_part() {
        let mut pages = vec![cover("2024年度澜川市应急管理局部门决算")];
        pages.extend(tables("部门：澜川市应急管理局"));
        pages.push(cover("2024年度澜川市应急管理局部门决算"));
        pages.extend(tables("部门：澜川市应急管理局"));
        assert_eq!(starts(pages), [0]);
    }

    #[test]
    fn another_contents_begins_an_account_with_the_cover_before_it() {
        let mut pages = vec![contents()];
        pages.extend(tables("部门：澜川市应急管理局"));
        pages.push(cover("2024年度部门决算"));
        pages.push(contents());
        pages.extend(tables("部门：澜川市水务局"));
        assert_eq!(starts(pages), [0, 6]);
    }

    #[test]
    fn the_first_table_again_with_another_name_begins_an_account() {
        let mut pages = tables("部门：澜川市应急管理局");
        pages.extend(tables("部门：澜川市水务局"));
        assert_eq!(starts(pages), [0, 5]);
        let mut same = tables("部门：澜川市应急管理局");
        same.extend(tables("部门：澜川市应急管理局"));
        assert_eq!(starts(same), [0]);
    }

    #[test]
    fn the_first_part_again_begins_an_account() {
        let part = |text: &str| (vec![text.to_owned()], false);
        let mut pages = vec![part("第一部分 澜川市应急管理局部门概况"), part("第二部分 部门决算表")];
        pages.extend(tables(""));
        pages.push(part("第一部分 澜川市水务局部门概况"));
        pages.extend(tables(""));
        assert_eq!(starts(pages), [0, 7]);
    }

    #[test]
    fn tables_of_a_budget_after_those_of_a_final_account_begin_one() {
        let budget = ["收支预算总表", "收入预算总表", "支出预算总表", "财政拨款支出预算表"];
        let pages = |titles: &[&str]| -> Vec<(Vec<String>, bool)> {
            titles.iter().map(|title| (vec![(*title).to_owned()], true)).collect()
        };
        assert_eq!(starts([pages(&TITLES), pages(&budget)].concat()), [0, 5]);
        assert_eq!(starts([pages(&budget), pages(&TITLES)].concat()), [0, 4]);
        // One table of a budget among those of the account stays there.
        assert_eq!(starts([pages(&TITLES), pages(&budget[..1]), pages(&TITLES[3..])].concat()), [0]);
    }

    #[test]
    fn tables_after_a_contents_of_their_own_are_another_account() {
        let mut pages = tables("部门：澜川市应急管理局");
        pages.push(contents());
        pages.extend(tables(""));
        assert_eq!(starts(pages), [0, 5]);
    }

    #[test]
    fn an_attached_report_is_no_account() {
        let mut pages = vec![contents()];
        pages.extend(tables(""));
        pages.push((vec!["第一部分 项目概况".to_owned()], false));
        pages.push((vec!["2023年度澜川市水务局单位决算".to_owned()], false));
        assert_eq!(starts(pages), [0]);
    }

    #[test]
    fn the_main_account_is_the_departments_own_final_account() {
        let (unit, department) = (Some(Level::Unit), Some(Level::Department));
        let of = |kinds: &[(DocumentKind, Option<Level>)]| main_account(kinds);
        assert_eq!(of(&[(DocumentKind::Budget, department), (DocumentKind::FinalAccounts, department)]), 1);
        assert_eq!(of(&[(DocumentKind::FinalAccounts, unit), (DocumentKind::FinalAccounts, department)]), 1);
        assert_eq!(of(&[(DocumentKind::FinalAccounts, unit), (DocumentKind::FinalAccounts, None)]), 0);
        assert_eq!(of(&[(DocumentKind::Budget, None)]), 0);
    }
}
