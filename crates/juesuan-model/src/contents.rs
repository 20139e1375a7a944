//! The table of contents (目录): its lines → entries with number, depth and page; the tables that it announces.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::flow::Item;
use crate::key::key;
use crate::number;
use crate::numbering::{Style, numbering};
use crate::paragraphs::{Paragraph, lines};
use crate::parts::{PartKind, kind_of};
use crate::value::Text;

/// An entry of the 目录.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ContentsEntry {
    /// The entry's text, without number, leader and page.
    pub text: Text,
    /// The number before the text, as printed but without the mark after it: `第一部分`, `三`, `（一）`, `表1`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Depth of its numbering, from 1.
    pub level: usize,
    /// The printed page number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
}

/// Numbers that only tables have: `表1`, `公开01表`, `附表3`.
const TABLE_NUMBER_WORDS: &[&str] = &["公开", "附", "财决", "表"];

/// Ends of titles that name a table, without brackets after them.
const TABLE_ENDS: &[&str] = &["表", "表格"];

/// Ends of titles that name all tables together.
const PART_ENDS: &[&str] = &["部门决算表", "单位决算表", "决算报表", "部门预算表", "单位预算表", "预算报表"];

/// Forms are numbered as tables in some regions; they are none of the tables.
const FORM_WORDS: &[&str] = &["绩效", "自评", "评分表"];

/// What the head of a table prints, as keys.
const UNIT_LABELS: &[&str] = &["单位:元", "单位:万元", "单位:亿元"];

/// How many items from the heading 目录 on are its own: it ends at the first grid that prints amounts, at the first
/// sentence or table's head, and where a numbered entry is printed again, since that is the heading it announced.
pub(crate) fn length(items: &[Item<'_>]) -> usize {
    let mut entries = BTreeSet::new();
    let own = |item: &Item<'_>| {
        if let Some(grid) = item.grid() {
            return !grid.cells.iter().any(|cell| is_amount(&cell.text()));
        }
        let text = item.text().text;
        let (end, page) = title_end(&text);
        let entry = key(text.get(..end).unwrap_or_default());
        // The short titles of sections (`（一）主要职责`) may come twice; an entry with its page is one in any case.
        let again = numbered(&text).is_some() && page.is_none() && entries.contains(&entry);
        let is_own = !again && !begins_body(&text);
        entries.insert(entry);
        is_own
    };
    let mut own = own;
    items.iter().position(|item| !own(item)).unwrap_or(items.len())
}

/// A printed amount, with decimals; page numbers have none.
fn is_amount(text: &str) -> bool {
    number::read(text).number().is_some_and(|number| number.scale() > 0)
}

/// Reads the entries of the 目录.
#[must_use]
pub fn read(items: &[Item<'_>]) -> Vec<ContentsEntry> {
    entries(items).0
}

/// The entries of a 目录 that begins here, and the number of items that it takes: it ends where an entry comes again
/// (the heading itself), or where sentences or a table begin.
pub(crate) fn entries(items: &[Item<'_>]) -> (Vec<ContentsEntry>, usize) {
    let mut window = WINDOW;
    loop {
        let seen = items.get(..window).unwrap_or(items);
        let whole = seen.len() == items.len();
        let (entries, before) = entries_within(seen);
        match before.filter(|line| whole || line.end < seen.len()) {
            Some(line) => return (entries, line.start),
            None if whole => return (entries, items.len()),
            None => window = window.saturating_mul(2),
        }
    }
}

/// So many items are looked at first, and then twice as many: a 目录 is short beside what follows it.
const WINDOW: usize = 1_000;

/// The entries among some items, and the items of the line that ends them.
fn entries_within(items: &[Item<'_>]) -> (Vec<ContentsEntry>, Option<Range<usize>>) {
    let mut levels = Vec::new();
    let mut entries: Vec<ContentsEntry> = Vec::new();
    let mut titles: BTreeSet<(Option<String>, String)> = BTreeSet::new();
    for wrapped in entry_lines(items) {
        let Some(entry) = entry(&wrapped, &mut levels) else { continue };
        let title = key(&entry.text.text);
        // With its page it is an entry all the same: two accounts in one document have sections of one name.
        let repeated = entry.page.is_none() && titles.contains(&(entry.number.clone(), title.clone()));
        if repeated || begins_body(&wrapped.text) {
            return (entries, Some(wrapped.items));
        }
        titles.insert((None, title.clone()));
        titles.insert((entry.number.clone(), title));
        entries.push(entry);
    }
    (entries, None)
}

/// The entries that name tables: those under the heading of the tables, or, where no heading of parts is listed,
/// all that are titled as a table.
///
/// Performance forms (绩效自评表) do not count, even where a region numbers them as tables.
#[must_use]
pub fn announced_tables(entries: &[ContentsEntry]) -> Vec<&ContentsEntry> {
    let mut part = None;
    let has_parts = entries.iter().any(|entry| is_part(entry) && kind_of(&entry.text.text) == Some(PartKind::Tables));
    let mut tables = Vec::new();
    for entry in entries {
        if is_part(entry) {
            part = kind_of(&entry.text.text);
        } else if (!has_parts || part == Some(PartKind::Tables)) && names_table(&entry.text.text) {
            tables.push(entry);
        }
    }
    tables
}

fn is_part(entry: &ContentsEntry) -> bool {
    entry.number.as_deref().and_then(numbering).is_some_and(|number| number.style == Style::Part)
}

fn names_table(title: &str) -> bool {
    let key = key(title);
    // `收入决算表（分科目）`
    let bare = key.split_once('(').filter(|(_, rest)| rest.ends_with(')')).map_or(key.as_str(), |(bare, _)| bare);
    let ends_with = |ends: &[&str]| ends.iter().any(|end| bare.ends_with(end));
    ends_with(TABLE_ENDS) && !ends_with(PART_ENDS) && !FORM_WORDS.iter().any(|word| key.contains(word))
}

/// Where no heading of a part follows, the 目录 ends at the first sentence, or at the head of the first table.
fn begins_body(text: &str) -> bool {
    let sentence = text.contains(['，', '；']) || text.trim_end_matches('。').contains('。');
    sentence || UNIT_LABELS.iter().any(|label| key(text).contains(label))
}

/// A line that leaves room for so many half characters was not wrapped.
const WRAPS: i16 = 8;

/// The printed lines of each entry: a line without number goes on with the entry before it, unless that has its page.
fn entry_lines<'a>(items: &[Item<'a>]) -> Vec<Paragraph<'a>> {
    let mut entries: Vec<Paragraph<'a>> = Vec::new();
    let mut last: Option<&Paragraph<'a>> = None;
    for line in &lines(items) {
        let full = |line: &Paragraph<'_>| {
            let setting = line.pieces.last().and_then(|piece| piece.line.setting);
            setting.is_some_and(|setting| setting.room < WRAPS)
        };
        let wraps = last.is_some_and(|last| {
            numbered(&line.text).is_none() && title_end(&last.text).0 == last.text.len() && full(last)
        });
        match entries.last_mut().filter(|_| wraps) {
            Some(entry) => entry.append(line),
            None => entries.push(line.clone()),
        }
        last = Some(line);
    }
    entries
}

fn entry(line: &Paragraph<'_>, levels: &mut Vec<Depth>) -> Option<ContentsEntry> {
    let (title_end, page) = title_end(&line.text);
    let (number, depth, start) = match numbered(line.text.get(..title_end)?) {
        Some((number, depth, len)) => (Some(number), depth, len),
        None => (None, Depth::Unnumbered, 0),
    };
    let level = match levels.iter().position(|other| *other == depth) {
        Some(at) => {
            levels.truncate(at + 1);
            at + 1
        }
        None => {
            levels.push(depth);
            levels.len()
        }
    };
    let text = line.slice(start..title_end);
    let words = text.text.chars().any(char::is_alphanumeric);
    let header = ["序号", "目录"].iter().any(|word| key(&line.text).starts_with(word));
    (words && !header).then_some(ContentsEntry { text, number, level, page })
}

/// Entries with numbers of one style are of one depth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Depth {
    Style(Style),
    Table,
    Unnumbered,
}

/// The number that an entry opens with, its depth, and the bytes that it takes.
fn numbered(text: &str) -> Option<(String, Depth, usize)> {
    if let Some(found) = numbering(text) {
        let number = text.get(..found.len)?.trim().trim_end_matches(['、', '.', '．', ':', '：']);
        return Some((number.trim_end().to_owned(), Depth::Style(found.style), found.len));
    }
    if let Some((digits, rest)) = text.split_once(' ')
        && digits.parse().is_ok_and(|number: u32| (1..100).contains(&number))
    {
        // A 目录 that is a table: 序号, 报表名称.
        let number = digits.to_owned();
        return Some((number, Depth::Style(Style::Arabic), text.len().saturating_sub(rest.trim_start().len())));
    }
    table_number(text).map(|(number, len)| (number, Depth::Table, len))
}

/// `表1：`, `表 1 `, `公开01表 `, `附表3 ` before a title.
fn table_number(text: &str) -> Option<(String, usize)> {
    let mut rest = text.trim_start();
    while let Some(shorter) = TABLE_NUMBER_WORDS.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter.trim_start();
    }
    let bare = rest.trim_start_matches(|c: char| c.is_numeric() || c == '-').trim_start();
    if rest.len() == text.trim_start().len() || bare.len() == rest.len() {
        return None;
    }
    let bare = bare.strip_prefix('表').filter(|rest| !rest.is_empty()).unwrap_or(bare);
    let number: String = text.get(..text.len().saturating_sub(bare.len()))?.split_whitespace().collect();
    let title = bare.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '、' | '.' | '．'));
    (!title.is_empty()).then(|| (number, text.len().saturating_sub(title.len())))
}

/// Where the title of an entry ends, before its leader, and the page number that is printed after the leader or a gap.
fn title_end(text: &str) -> (usize, Option<u32>) {
    let closed = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ')' | '）' | '-' | '—' | '–'));
    let bare = closed.trim_end_matches(|c: char| c.is_ascii_digit());
    let page = closed.get(bare.len()..).and_then(|digits| digits.parse().ok()).filter(|page| (1..1000).contains(page));
    let bracketed = |c: char| is_leader(c) || matches!(c, '(' | '（' | '-' | '—' | '–');
    let title = bare.trim_end_matches(bracketed);
    if page.is_some() && title.len() < bare.len() && !title.is_empty() {
        return (title.len(), page);
    }
    // The page number may be missing after the leader.
    (text.trim_end_matches(is_leader).len(), None)
}

fn is_leader(c: char) -> bool {
    c.is_whitespace() || matches!(c, '.' | '…' | '·' | '．' | '_' | '⋯' | '•' | '。' | '‥' | '﹒' | '∙')
}

#[cfg(test)]
mod tests {
    use juesuan_document::Rect;
    use juesuan_document::layout::{Block, Cell, Grid, GridKind, Layout, TextLine};

    use super::*;
    use crate::flow::flow;

    fn contents(lines: &[&str]) -> Vec<ContentsEntry> {
        let mut layout = Layout::new(2, 400.0, 842.0);
        let mut y0 = 150.0;
        for text in lines {
            #[allow(clippy::cast_precision_loss)]
            let x1 = (60.0 + 10.0 * text.chars().count() as f32).min(360.0);
            layout.blocks.push(Block::Line(TextLine::evenly(text, Rect { x0: 60.0, y0, x1, y1: y0 + 10.0 })));
            y0 += 20.0;
        }
        juesuan_document::complete(std::slice::from_mut(&mut layout));
        read(&flow(&[layout]))
    }

    fn shown(lines: &[&str]) -> Vec<(Option<String>, String, usize, Option<u32>)> {
        contents(lines).into_iter().map(|entry| (entry.number, entry.text.text, entry.level, entry.page)).collect()
    }

    #[test]
    fn leaders_pages_and_depths() {
        let found = shown(&[
            "第一部分：某局概况..................................3",
            "一、部门主要职责……………………………………… 3",
            "第二部分 某局2023年度部门决算表 4",
            "一、收入支出决算总表",
            "附件：项目支出绩效自评表………………………………（12）",
        ]);
        let expected = [
            (Some("第一部分"), "某局概况", 1, Some(3)),
            (Some("一"), "部门主要职责", 2, Some(3)),
            (Some("第二部分"), "某局2023年度部门决算表", 1, Some(4)),
            (Some("一"), "收入支出决算总表", 2, None),
            (None, "附件：项目支出绩效自评表", 3, Some(12)),
        ];
        let expected =
            expected.map(|(number, text, level, page)| (number.map(str::to_owned), text.to_owned(), level, page));
        assert_eq!(found, expected);
    }

    #[test]
    fn wrapped_entries_are_joined() {
        let found = shown(&[
            "第二部分 澜川市规划和自然资源局2024年度部门决算情况",
            "说明.........12",
            "第三部分 名词解释....20",
        ]);
        assert_eq!(found[0].1, "澜川市规划和自然资源局2024年度部门决算情况说明");
        assert_eq!(found[0].3, Some(12));
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn announced_tables_are_those_of_the_tables_part() {
        let entries = contents(&[
            "第二部分 某局2024年度部门决算表",
            "一、收入支出决算总表",
            "二、收入决算表（分科目）",
            "三、项目支出绩效自评表",
            "第三部分 情况说明",
            "一、收入支出决算总表说明",
            "二、某某情况表",
        ]);
        let names: Vec<&str> = announced_tables(&entries).iter().map(|entry| entry.text.text.as_str()).collect();
        assert_eq!(names, ["收入支出决算总表", "收入决算表（分科目）"]);
    }

    #[test]
    fn tables_are_announced_by_number_too() {
        let entries = contents(&["表1：收入支出决算总表", "公开02表 收入决算表 ..... 7", "附件 说明"]);
        let names: Vec<_> =
            announced_tables(&entries).iter().map(|e| (e.number.clone(), e.text.text.as_str())).collect();
        let expected = [(Some("表1".to_owned()), "收入支出决算总表"), (Some("公开02表".to_owned()), "收入决算表")];
        assert_eq!(names, expected);
    }

    #[test]
    fn a_table_of_contents_may_be_a_table() {
        let mut layout = Layout::new(2, 400.0, 842.0);
        let mut cells = Vec::new();
        for (row, texts) in [["序号", "报表名称"], ["一、", "收入支出决算总表"], ["2", "收入决算表"]].iter().enumerate()
        {
            for (column, text) in texts.iter().enumerate() {
                #[allow(clippy::cast_precision_loss)]
                let (x0, y0) = (60.0 + 50.0 * column as f32, 100.0 + 20.0 * row as f32);
                let area = Rect { x0, y0, x1: x0 + 50.0, y1: y0 + 20.0 };
                cells.push(Cell::new(row, column, area, vec![TextLine::evenly(text, area)]));
            }
        }
        let edges = vec![100.0, 120.0, 140.0, 160.0];
        layout.blocks.push(Block::Grid(Grid::new(GridKind::Ruled, edges, vec![60.0, 110.0, 160.0], cells)));
        let found: Vec<_> = read(&flow(&[layout])).into_iter().map(|entry| (entry.number, entry.text.text)).collect();
        let expected = [("一", "收入支出决算总表"), ("2", "收入决算表")];
        assert_eq!(found, expected.map(|(number, text)| (Some(number.to_owned()), text.to_owned())));
    }

    #[test]
    fn without_parts_the_contents_end_where_the_tables_begin() {
        let tables = ["一、收支总表", "二、收入决算表", "收支总表", "收入 1.00"];
        assert_eq!(contents(&tables).len(), 2);
        assert_eq!(contents(&["一、收支总表", "部门：某局 单位：万元", "收入"]).len(), 1);
        assert_eq!(contents(&["一、主要职责。", "某局是市政府工作部门，主要职责包括"]).len(), 1);
    }

    #[test]
    fn a_year_or_a_table_number_at_the_end_is_no_page() {
        assert_eq!(title_end("收入决算表").1, None);
        assert_eq!(title_end("附表9").1, None);
        assert_eq!(title_end("截至 2024").1, None);
        assert_eq!(title_end("收入决算表 ..- 9 -"), ("收入决算表".len(), Some(9)));
        assert_eq!(title_end("收入决算表………"), ("收入决算表".len(), None));
    }
}
