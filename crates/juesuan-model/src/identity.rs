//! What a document is: cover, part headings, table titles, table heads → kind, level, year, department.
//!
//! Every fact is taken from the best source that gives it: the cover, the headings of the parts, the titles and heads
//! of the tables, at last the performance forms and the prose. A source that contradicts itself gives nothing.

use std::cell::LazyCell;
use std::collections::BTreeMap;

use juesuan_document::layout::Grid;
use serde::{Deserialize, Serialize};

use crate::cover::{Cover, FiscalYear, department_name, labelled_department, title};
use crate::flow::Item;
use crate::key::key;
use crate::numbering::unnumbered;
use crate::paragraphs::{Paragraph, lines};
use crate::parts::{Part, PartKind};
use crate::report::{DocumentKind, Level};
use crate::value::Text;
use crate::year::years;

/// What a document is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Identity {
    /// 决算, 预算 or other. [`DocumentKind::Unreadable`] where there is no text at all.
    pub kind: DocumentKind,
    /// 部门 or 单位, where the document says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// The fiscal year (年度).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<FiscalYear>,
    /// The department's or unit's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<Text>,
}

/// Ends of table titles, as keys, brackets left out.
const TABLE_ENDS: &[(&str, DocumentKind)] = &[
    ("决算总表", DocumentKind::FinalAccounts),
    ("决算表", DocumentKind::FinalAccounts),
    ("决算明细表", DocumentKind::FinalAccounts),
    ("预算总表", DocumentKind::Budget),
    ("预算表", DocumentKind::Budget),
    ("预算明细表", DocumentKind::Budget),
];

/// A title is not longer than this.
const LONGEST_TITLE: usize = 60;

/// So many table titles outweigh a cover that says something else.
const OUTWEIGH_COVER: usize = 3;

/// Words that tell the level wherever they stand. `预算单位` is none of them.
const LEVEL_WORDS: &[(&str, Level)] = &[
    ("部门决算", Level::Department),
    ("部门预算", Level::Department),
    ("本表反映部门", Level::Department),
    ("单位决算", Level::Unit),
    ("单位预算", Level::Unit),
    ("本表反映单位", Level::Unit),
];

/// Labels of the department in a performance form, as keys.
const FORM_DEPARTMENT_LABELS: &[&str] = &["一级预算单位", "主管部门", "预算主管部门", "主管部门(单位)"];

/// Labels of the year in a performance form, as keys.
const FORM_YEAR_LABELS: &[&str] = &["绩效自评年度", "自评年度", "评价年度", "预算年度"];

/// Ends of the heading of the first part, after the department's name.
const OVERVIEW_ENDS: &[&str] = &["部门概况", "单位概况", "概况", "部门基本情况", "单位基本情况", "基本情况"];

/// A headline is one of the first so many lines.
const HEADLINES: usize = 6;

/// Ends of the headline of a page without a cover, after the department's name.
const HEADLINE_ENDS: &[&str] = &[
    "决算说明",
    "决算情况说明",
    "决算公开说明",
    "决算公开情况说明",
    "决算信息公开说明",
    "决算编制说明",
    "财政收支决算说明",
];

fn prints_text(item: &Item<'_>) -> bool {
    let printed = |grid: &Grid| grid.cells.iter().flat_map(|cell| &cell.lines).any(|line| !line.text.trim().is_empty());
    item.grid().is_none_or(printed)
}

/// Tells what a document is, from its whole flow, its cover and its parts.
#[must_use]
pub fn identify(items: &[Item<'_>], cover: &Cover, parts: &[Part]) -> Identity {
    // All lines of a long document are many: they are made only where neither cover nor headings say it.
    let lines = LazyCell::new(|| lines(items));
    if !items.iter().any(prints_text) {
        return Identity { kind: DocumentKind::Unreadable, level: None, year: None, department: None };
    }
    let kind = kind(items, cover, parts);
    if kind == DocumentKind::Other {
        return Identity { kind, level: None, year: None, department: None };
    }
    Identity {
        kind,
        level: cover.level.or_else(|| heading_level(parts)).or_else(|| level(&lines)),
        year: cover.year.clone().or_else(|| heading_year(parts)).or_else(|| year(items, &lines)),
        department: cover
            .department
            .clone()
            .or_else(|| majority(parts.iter().filter_map(heading_department)))
            .or_else(|| majority(lines.iter().filter_map(labelled_department)))
            .or_else(|| {
                majority(
                    items.iter().flat_map(|item| form_values(item, FORM_DEPARTMENT_LABELS)).filter_map(department_name),
                )
            })
            .or_else(|| lines.iter().take(HEADLINES).find_map(headline_department)),
    }
}

fn kind(items: &[Item<'_>], cover: &Cover, parts: &[Part]) -> DocumentKind {
    let titles = || items.iter().filter_map(table_kind);
    let count = |kind| titles().filter(|other| *other == kind).count();
    let (final_accounts, budget) = (count(DocumentKind::FinalAccounts), count(DocumentKind::Budget));
    let by_titles = match final_accounts.cmp(&budget) {
        std::cmp::Ordering::Greater => Some(DocumentKind::FinalAccounts),
        std::cmp::Ordering::Less => Some(DocumentKind::Budget),
        std::cmp::Ordering::Equal => None,
    };
    let one_sided = final_accounts.min(budget) == 0 && final_accounts.max(budget) >= OUTWEIGH_COVER;
    if let Some(kind) = by_titles.filter(|_| one_sided) {
        return kind;
    }
    let by_headings = || unanimous(headings(parts).filter_map(|heading| title(&heading.text)).map(|title| title.kind));
    cover.kind.or_else(by_headings).or(by_titles).unwrap_or(DocumentKind::Other)
}

/// What the title of a table says, where the line is one.
fn table_kind(item: &Item<'_>) -> Option<DocumentKind> {
    let key = item.key();
    if key.is_empty() || key.chars().count() > LONGEST_TITLE || key.contains(['。', ',', ';']) {
        return None;
    }
    let bare = key.split_once('(').filter(|(_, rest)| rest.ends_with(')')).map_or(key.as_str(), |(bare, _)| bare);
    TABLE_ENDS.iter().find(|(end, _)| bare.ends_with(end)).map(|(_, kind)| *kind)
}

fn headings(parts: &[Part]) -> impl Iterator<Item = &Text> {
    parts.iter().filter_map(|part| part.heading.as_ref())
}

fn heading_level(parts: &[Part]) -> Option<Level> {
    unanimous(headings(parts).filter_map(|heading| title(&heading.text)?.level))
}

fn heading_year(parts: &[Part]) -> Option<FiscalYear> {
    let found = headings(parts).flat_map(years_in);
    one_year(found.collect())
}

/// The name in the headline of a page without a cover: `2015年度某市某局部门决算说明`.
fn headline_department(line: &Paragraph<'_>) -> Option<Text> {
    let text = line.whole();
    let key = key(&text.text);
    if key.chars().count() > LONGEST_TITLE {
        return None;
    }
    let bare = HEADLINE_ENDS.iter().find_map(|end| key.strip_suffix(end))?;
    let name = match years(bare).into_iter().next() {
        Some(year) => format!("{}{}", bare.get(..year.bytes.start)?, bare.get(year.bytes.end..)?),
        None => bare.to_owned(),
    };
    department_name(Text::new(name, text.at))
}

fn heading_department(part: &Part) -> Option<Text> {
    let heading = part.heading.as_ref()?;
    let bare = unnumbered(&heading.text);
    let cut = |text: &str| department_name(Text::new(text, heading.at));
    if part.kind == PartKind::Overview {
        let bare = bare.trim_end();
        return OVERVIEW_ENDS.iter().find_map(|end| bare.strip_suffix(end)).and_then(cut);
    }
    title(bare)?.department(|bytes| Text::new(bare.get(bytes).unwrap_or_default(), heading.at))
}

/// The level that the words of the whole document tell, where they hardly contradict each other.
fn level(lines: &[Paragraph<'_>]) -> Option<Level> {
    let mut counts = [(Level::Department, 0_usize), (Level::Unit, 0)];
    for line in lines {
        let key = key(&line.text);
        for (word, level) in LEVEL_WORDS {
            for (other, count) in &mut counts {
                if other == level {
                    *count += key.matches(word).count();
                }
            }
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let [(first, many), (_, few)] = counts;
    (many > few.saturating_mul(3)).then_some(first)
}

/// The year, where there is neither a cover nor a heading with it: titles, running heads, forms, prose.
fn year(items: &[Item<'_>], lines: &[Paragraph<'_>]) -> Option<FiscalYear> {
    let titles = || {
        let short = lines.iter().filter(|line| line.text.chars().count() <= LONGEST_TITLE);
        short
            .filter(|line| title(&line.text).is_some() || is_table_title(&line.text))
            .flat_map(|line| years_in(&line.whole()))
    };
    let forms = || {
        let labelled = items.iter().flat_map(|item| form_values(item, FORM_YEAR_LABELS));
        labelled.filter_map(year_value).chain(lines.iter().filter_map(bracketed_year))
    };
    one_year(running_heads(items))
        .or_else(|| one_year(titles().collect()))
        .or_else(|| one_year(forms().collect()))
        .or_else(|| one_year(lines.iter().filter_map(closing_date).collect()))
}

fn is_table_title(text: &str) -> bool {
    let key = key(text);
    TABLE_ENDS.iter().any(|(end, _)| key.ends_with(end))
}

/// The years of running heads such as `2017年度部门决算公开`, which the flow leaves out.
fn running_heads(items: &[Item<'_>]) -> Vec<FiscalYear> {
    let mut found = Vec::new();
    let mut page = 0;
    for item in items {
        if item.page() == page {
            continue;
        }
        page = item.page();
        for block in &item.layout.blocks {
            let item = Item { layout: item.layout, block };
            let text = item.text();
            if item.in_margin() && title(&text.text).is_some() {
                found.extend(years_in(&text));
            }
        }
    }
    found
}

fn years_in(text: &Text) -> Vec<FiscalYear> {
    let mentions = years(&text.text).into_iter().filter(|mention| mention.fiscal);
    mentions.map(|mention| FiscalYear { year: mention.year, printed: text.clone() }).collect()
}

/// `（2021年度）` alone on a line, as under the title of a performance form.
fn bracketed_year(line: &Paragraph<'_>) -> Option<FiscalYear> {
    let text = line.whole();
    let inner = text.text.trim_start_matches(['（', '(']).trim_end_matches(['）', ')']).trim();
    let found = years(inner).into_iter().next().filter(|found| found.bytes == (0..inner.len()) && found.fiscal)?;
    Some(FiscalYear { year: found.year, printed: text })
}

/// `2021`, `2021年`, `2021年度` as the value of a label.
fn year_value(text: Text) -> Option<FiscalYear> {
    let digits = key(&text.text);
    let digits = digits.trim_end_matches('度').trim_end_matches('年');
    let year = years(&format!("{digits}年")).into_iter().next()?.year;
    Some(FiscalYear { year, printed: text })
}

/// `截至2022年12月31日`: the end of the fiscal year.
fn closing_date(line: &Paragraph<'_>) -> Option<FiscalYear> {
    let key = key(&line.text);
    let (before, _) = key.split_once("年12月31日")?;
    let digits = before.get(before.len().checked_sub(4)?..)?;
    let stem = before.strip_suffix(digits)?;
    let closing = stem.ends_with("截至") || stem.ends_with("截止") || stem.ends_with("截止到");
    let year = digits.parse().ok().filter(|year| (1990..2100).contains(year) && closing)?;
    Some(FiscalYear { year, printed: line.whole() })
}

/// The year that all, or nearly all, of these name.
fn one_year(found: Vec<FiscalYear>) -> Option<FiscalYear> {
    let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
    for year in &found {
        *counts.entry(year.year).or_default() += 1;
    }
    let (year, count) = counts.iter().max_by_key(|(_, count)| **count)?;
    let others = found.len().saturating_sub(*count);
    if *count <= others.saturating_mul(3) {
        return None;
    }
    let year = *year;
    found.into_iter().find(|found| found.year == year)
}

/// The values that stand right of these labels in a grid, or behind their colon.
fn form_values(item: &Item<'_>, labels: &[&str]) -> Vec<Text> {
    let Some(grid) = item.grid() else { return Vec::new() };
    let mut found = Vec::new();
    for cell in &grid.cells {
        let text = cell.text();
        let key = key(&text);
        let Some((label, value)) = labels.iter().find_map(|label| Some((label, key.strip_prefix(label)?))) else {
            continue;
        };
        let place = |cell| crate::place::Place::of_cell(item.layout, cell);
        let value = value.trim_start_matches(':');
        if value.is_empty() && !label.is_empty() {
            let next = grid.cell_at(cell.row, cell.columns().end);
            found.extend(next.map(|next| Text::new(next.text(), place(next))).filter(|text| !text.is_empty()));
        } else if key.contains(':') {
            found.push(Text::new(value, place(cell)));
        }
    }
    found
}

/// The text that is given most often, the first of them where several are.
fn majority(found: impl Iterator<Item = Text>) -> Option<Text> {
    let found: Vec<Text> = found.collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for text in &found {
        *counts.entry(&text.text).or_default() += 1;
    }
    let most = counts.values().max().copied()?;
    found.iter().find(|text| counts.get(text.text.as_str()) == Some(&most)).cloned()
}

fn unanimous<T: PartialEq>(mut found: impl Iterator<Item = T>) -> Option<T> {
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use juesuan_document::Rect;
    use juesuan_document::layout::{Block, Cell, Grid, GridKind, Layout, TextLine};

    use super::*;
    use crate::flow::flow;
    use crate::{cover, parts};

    #[allow(clippy::cast_precision_loss)]
    fn grid(rows: &[&[&str]]) -> Block {
        let columns = rows.iter().map(|row| row.len()).max().unwrap_or(0);
        let edge = |index: usize| 300.0 + 20.0 * index as f32;
        let mut cells = Vec::new();
        for (row, texts) in rows.iter().enumerate() {
            for (column, text) in texts.iter().enumerate() {
                let area = Rect { x0: edge(column), y0: edge(row), x1: edge(column + 1), y1: edge(row + 1) };
                cells.push(Cell::new(row, column, area, vec![TextLine::evenly(text, area)]));
            }
        }
        let (rows, columns) = ((0..=rows.len()).map(edge).collect(), (0..=columns).map(edge).collect());
        Block::Grid(Grid::new(GridKind::Ruled, rows, columns, cells))
    }

    fn page(number: u32, lines: &[&str], grids: &[&[&[&str]]]) -> Layout {
        let mut layout = Layout::new(number, 595.0, 842.0);
        let mut y0 = 100.0;
        for text in lines {
            let bbox = Rect { x0: 90.0, y0, x1: 500.0, y1: y0 + 12.0 };
            layout.blocks.push(Block::Line(TextLine::evenly(text, bbox)));
            y0 += 16.0;
        }
        layout.blocks.extend(grids.iter().map(|rows| grid(rows)));
        layout
    }

    fn facts(pages: &[Layout]) -> (DocumentKind, Option<Level>, Option<u16>, String) {
        let items = flow(pages);
        let parts = parts::split(&items);
        let front = parts.first().map_or(0..0, |part| part.items.clone());
        let cover = cover::read(&items[front]);
        let found = identify(&items, &cover, &parts);
        let name = found.department.map(|name| name.text).unwrap_or_default();
        (found.kind, found.level, found.year.map(|year| year.year), name)
    }

    #[test]
    fn a_whole_document_says_it_on_its_cover() {
        let found = facts(&[
            page(1, &["澜川市应急管理局2023年度部门决算"], &[]),
            page(2, &["收入支出决算总表", "部门：澜川市应急局 单位：万元"], &[]),
            page(3, &["与2022年度部门预算相比，年初预算表有变化"], &[]),
        ]);
        let expected =
            (DocumentKind::FinalAccounts, Some(Level::Department), Some(2023), "澜川市应急管理局".to_owned());
        assert_eq!(found, expected);
    }

    #[test]
    fn a_page_without_a_cover_has_its_department_in_the_headline() {
        let section = "一、2015年决算收支总体情况";
        for headline in ["2015年度澜川市应急管理局部门决算说明", "澜川市应急管理局 2015年度决算公开情况说明"]
        {
            let found = facts(&[page(1, &[headline, section, "2015年度收入总计1.00万元。"], &[])]);
            assert_eq!((found.2, found.3.as_str()), (Some(2015), "澜川市应急管理局"), "{headline}");
        }
    }

    #[test]
    fn bare_tables_are_identified_by_their_heads_and_forms() {
        let found = facts(&[
            page(
                1,
                &["收入支出决算总表", "部门：澜川市应急管理局 单位：万元"],
                &[&[&["一、一般公共预算财政拨款收入", "1.00"]]],
            ),
            page(2, &["收入决算表", "部门：澜川市应急管理局 单位：万元"], &[]),
            page(3, &["注：本表反映部门本年度取得的各项收入情况。"], &[]),
            page(
                4,
                &["项目支出绩效自评表"],
                &[&[&["项目名称", "某项目", "绩效自评年度：", "2021"], &["年初预算数", "2020"]]],
            ),
        ]);
        let expected =
            (DocumentKind::FinalAccounts, Some(Level::Department), Some(2021), "澜川市应急管理局".to_owned());
        assert_eq!(found, expected);
    }

    #[test]
    fn without_evidence_there_is_no_year() {
        let found = facts(&[page(1, &["收入支出决算总表", "2021年度收入决算表", "2022年度支出决算表"], &[])]);
        assert_eq!(found.2, None);
        assert_eq!(found.0, DocumentKind::FinalAccounts);
    }

    #[test]
    fn budgets_and_other_documents_are_told_apart() {
        let budget =
            facts(&[page(1, &["收支预算总表", "部门：澜川市商务局", "一般公共预算“三公”经费支出预算表"], &[])]);
        assert_eq!((budget.0, budget.3.as_str()), (DocumentKind::Budget, "澜川市商务局"));
        let other = facts(&[page(1, &["会议听取了2023年决算报告，批准了2024年预算草案。"], &[])]);
        assert_eq!(other, (DocumentKind::Other, None, None, String::new()));
        assert_eq!(facts(&[]).0, DocumentKind::Unreadable);
    }

    #[test]
    fn prose_gives_the_year_at_last() {
        let found =
            facts(&[page(1, &["收入支出决算总表", "截至2022年12月31日，共有车辆3辆。", "比2021年度减少"], &[])]);
        assert_eq!(found.2, Some(2022));
    }
}
