//! Divisions (内设机构), subordinate and included units: prose, lists and tables → counts and names.

use std::collections::BTreeMap;
use std::ops::Range;

use juesuan_document::layout::{Cell, Grid};
use serde::{Deserialize, Serialize};

use crate::flow::Item;
use crate::key::{cell_key, key};
use crate::numbering::{chinese, numbering};
use crate::paragraphs::Paragraph;
use crate::place::Place;
use crate::value::{Number, Text};

/// Institutions that the text counts, names, or both.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Institutions {
    /// The printed count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<Number>,
    /// The printed names.
    pub names: Vec<Text>,
    /// What a table says of them besides: 备注, 经费性质, 人员编制数.
    pub remarks: Vec<Remark>,
}

/// What a table of units says of one of them, in one column.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Remark {
    /// Which of the names, from 0.
    pub name: usize,
    /// The column's header.
    pub header: String,
    /// The printed text.
    pub text: Text,
}

/// What was found of each kind.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) divisions: Option<Institutions>,
    pub(super) subordinates: Option<Institutions>,
    pub(super) units: Option<Institutions>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Divisions,
    Subordinates,
    Units,
}

/// Words after a count that only divisions have.
const DIVISION_NOUNS: &[&str] =
    &["处室", "科室", "股室", "内设", "职能处", "职能科", "职能股", "职能部门", "业务科", "业务处"];

/// Words before a count of subordinate units.
const SUBORDINATE_WORDS: &[&str] = &["下属", "所属", "直属", "下设", "下辖"];

/// Words that open a list of names.
const LIST_WORDS: &[&str] =
    &["具体包括", "主要包括", "分别包括", "分别是", "分别为", "具体为", "具体是", "包括", "即", "为", "是", "：", ":"];

/// Headers of a table column that names units.
const UNIT_HEADERS: &[&str] = &["单位名称", "预算单位名称", "决算单位名称", "单位", "预算单位", "决算单位", "名称"];

/// Headers of a column that only counts the rows.
const NUMBER_HEADERS: &[&str] = &["序号", "编号"];

/// Headers of a table column that names divisions.
const DIVISION_HEADERS: &[&str] = &["处室名称", "科室名称", "内设机构", "内设机构名称", "机构名称"];

/// A name is not longer than this, its remarks in brackets included.
const LONGEST_NAME: usize = 50;

impl Found {
    fn of(&mut self, role: Role) -> &mut Institutions {
        let slot = match role {
            Role::Divisions => &mut self.divisions,
            Role::Subordinates => &mut self.subordinates,
            Role::Units => &mut self.units,
        };
        slot.get_or_insert_default()
    }
}

/// A section's heading and paragraphs.
pub(super) type SectionText<'p, 'a> = (Option<&'p Paragraph<'a>>, &'p [Paragraph<'a>]);

/// Reads counts and names from the sections about institutions and from the grids of the whole 概况.
pub(super) fn read(sections: &[SectionText<'_, '_>], items: &[Item<'_>]) -> Found {
    let mut found = Found::default();
    for (heading, body) in sections {
        for (index, paragraph) in body.iter().enumerate() {
            for segment in segments(&paragraph.text) {
                read_segment(paragraph, segment, &mut found);
            }
            if paragraph.text.trim_end().ends_with(['：', ':']) {
                read_list(&paragraph.text, body.get(index + 1..).unwrap_or_default(), &mut found);
            }
        }
        if let Some(heading) = heading {
            read_list(&heading.text, body, &mut found);
        }
    }
    read_grids(items, &mut found);
    found
}

/// A numbered list of names under a heading or behind a colon.
fn read_list(introduction: &str, body: &[Paragraph<'_>], found: &mut Found) {
    let composition = introduction.trim_end().ends_with("单位构成").then_some(Role::Units);
    let Some(role) = listed_role(introduction).or(composition) else { return };
    let listed = body.iter().map_while(|item| numbering(&item.text).map(|number| (item, number)));
    let names = listed.map(|(item, number)| item.slice(number.len..name_end(&item.text)));
    add_names(found, role, names.filter(|name| !name.is_empty()).collect());
}

/// A sentence, or what stands between its semicolons.
fn segments(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if matches!(c, '。' | '；' | ';') {
            found.push(start..at);
            start = at.saturating_add(c.len_utf8());
        }
    }
    found.push(start..text.len());
    found
}

struct Count {
    value: u32,
    /// Where the words before it begin: behind the count before it.
    context: usize,
    digits: Range<usize>,
    /// Behind 个 or 家.
    end: usize,
    role: Option<Role>,
}

impl Count {
    fn fits(&self, names: &[Text]) -> bool {
        usize::try_from(self.value).is_ok_and(|value| value == names.len())
    }
}

fn read_segment(paragraph: &Paragraph<'_>, segment: Range<usize>, found: &mut Found) {
    let counts = counts(&paragraph.text, segment.clone());
    for count in &counts {
        if let Some(role) = count.role {
            let institutions = found.of(role);
            if institutions.count.is_none() {
                institutions.count = Some(Number::new(count.value.into(), paragraph.place(count.digits.clone())));
            }
        }
    }
    let mut unnamed: Vec<&Count> = Vec::new();
    for count in &counts {
        match (listed_before(paragraph, count), count.role) {
            (Some(names), Some(role)) => add_names(found, role, names),
            _ => unnamed.push(count),
        }
    }
    let from = counts.last().map_or(segment.start, |count| count.end);
    let Some(Enumeration { start, names }) = listed_after(paragraph, from..segment.end, counts.is_empty()) else {
        return;
    };
    let fits = |count: &&&Count| count.fits(&names);
    // The list belongs to the count that it fits; a list that fits none, to the only one.
    let role = match (unnamed.iter().rev().find(fits), counts.as_slice()) {
        (Some(count), _) => count.role,
        (None, [only]) => only.role,
        (None, []) => listed_role(paragraph.text.get(segment.start..start).unwrap_or_default()),
        (None, _) => None,
    };
    if let Some(role) = role {
        add_names(found, role, names);
    }
}

/// A sentence among the names shows that the enumeration is none of names.
fn add_names(found: &mut Found, role: Role, names: Vec<Text>) {
    let is_name = |name: &Text| name.text.chars().count() <= LONGEST_NAME && !name.text.contains(['：', ':', '。']);
    if names.is_empty() || !names.iter().all(is_name) {
        return;
    }
    let institutions = found.of(role);
    if institutions.names.is_empty() {
        institutions.names = names;
    }
}

/// What a list names, by the words before it.
fn listed_role(text: &str) -> Option<Role> {
    let subordinate = SUBORDINATE_WORDS.iter().any(|word| text.contains(word));
    if text.contains("范围") && text.contains("单位") {
        Some(Role::Units)
    } else if text.contains("内设") {
        // `内设机构和下属单位` is about both.
        (!subordinate).then_some(Role::Divisions)
    } else if subordinate && text.contains("单位") {
        Some(Role::Subordinates)
    } else {
        None
    }
}

/// The counts `8个`, `三家` in a segment.
fn counts(text: &str, segment: Range<usize>) -> Vec<Count> {
    let mut found: Vec<Count> = Vec::new();
    let mut at = segment.start;
    let mut context = segment.start;
    while let Some(rest) = text.get(at..segment.end).filter(|rest| !rest.is_empty()) {
        let Some((value, after)) = number(rest) else {
            at = at.saturating_add(rest.chars().next().map_or(1, char::len_utf8));
            continue;
        };
        let digits = at..segment.end.saturating_sub(after.len());
        at = digits.end;
        let Some(behind) = after.trim_start().strip_prefix(['个', '家']) else { continue };
        let end = segment.end.saturating_sub(behind.len());
        let before = text.get(context..digits.start).unwrap_or_default();
        let role = role(before, behind.split(['，', ',', '：', ':']).next().unwrap_or_default());
        found.push(Count { value, context, digits, end, role });
        context = end;
        at = end;
    }
    found
}

/// A whole number in Arabic or Chinese digits, and the text behind it.
fn number(text: &str) -> Option<(u32, &str)> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == text.len() {
        return chinese(text);
    }
    Some((text.get(..text.len().saturating_sub(rest.len()))?.parse().ok()?, rest))
}

/// What is counted, by the words around the count; of several words before it, the nearest.
fn role(before: &str, behind: &str) -> Option<Role> {
    let units = before.contains("单位") || behind.contains("单位");
    let division = before.rfind("内设");
    let subordinate = SUBORDINATE_WORDS.iter().filter_map(|word| before.rfind(word)).max().filter(|_| units);
    if before.contains("范围") && units {
        Some(Role::Units)
    } else if division > subordinate || DIVISION_NOUNS.iter().any(|noun| behind.contains(noun)) {
        Some(Role::Divisions)
    } else {
        subordinate.map(|_| Role::Subordinates)
    }
}

/// `内设办公室、人事科等2个科室`, `下属单位包括甲中心、乙中心2个`: as many as counted, or the first of them.
fn listed_before(paragraph: &Paragraph<'_>, count: &Count) -> Option<Vec<Text>> {
    let before = paragraph.text.get(count.context..count.digits.start)?.trim_end().trim_end_matches('共');
    let (open, before) = before.strip_suffix('等').map_or((false, before), |before| (true, before));
    let opening = ["包括", "有", "为", "是"].iter().find_map(|word| before.rfind(word).map(|at| at + word.len()));
    let at = opening
        .or_else(|| ["内设", "下设", "设"].iter().find_map(|word| before.find(word).map(|at| at + word.len())))?;
    let start = count.context.saturating_add(at);
    let found = names(paragraph, start..count.context.saturating_add(before.len()));
    (open || count.fits(&found) && found.len() > 1).then_some(found)
}

/// `8个，分别是办公室、…`: what follows the last word that opens a list.
fn listed_after(paragraph: &Paragraph<'_>, bytes: Range<usize>, uncounted: bool) -> Option<Enumeration> {
    let text = paragraph.text.get(bytes.clone())?;
    let (at, word) = LIST_WORDS.iter().find_map(|word| {
        let at = text.find(word)?;
        // 为 and 是 open a list only directly behind the count: `1个，为某中心`.
        let long = word.chars().count() > 1 || matches!(*word, "：" | ":");
        let direct = at <= "预算单位，".len() && !uncounted;
        (long || direct).then_some((at, word))
    })?;
    let start = bytes.start.saturating_add(at).saturating_add(word.len());
    let names = names(paragraph, start..bytes.end);
    (!names.is_empty()).then_some(Enumeration { start, names })
}

/// Names, and the byte of the paragraph where they begin.
struct Enumeration {
    start: usize,
    names: Vec<Text>,
}

/// The names in an enumeration. Separators inside brackets do not part them.
fn names(paragraph: &Paragraph<'_>, bytes: Range<usize>) -> Vec<Text> {
    let text = paragraph.text.get(bytes.clone()).unwrap_or_default();
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut start = bytes.start;
    let mut push = |range: Range<usize>| {
        let mut name = paragraph.slice(range);
        if let Some(bare) = name.text.strip_suffix('等') {
            name.text = bare.to_owned();
        }
        name.text = name.text.trim_start_matches(['：', ':', '“']).trim_end_matches('”').to_owned();
        name.text.retain(|c| !c.is_whitespace());
        if name.text.chars().any(char::is_alphanumeric) {
            found.push(name);
        }
    };
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' => depth = depth.saturating_add(1),
            '）' | ')' => depth = depth.saturating_sub(1),
            '、' | '，' | ',' if depth == 0 => {
                push(start..bytes.start.saturating_add(at));
                start = bytes.start.saturating_add(at).saturating_add(c.len_utf8());
            }
            _ => {}
        }
    }
    push(start..bytes.end);
    found
}

/// Where a listed name ends: before its full stop.
fn name_end(text: &str) -> usize {
    text.trim_end().trim_end_matches(['。', '；', ';', '，', '、']).len()
}

/// Tables of units or divisions, continued over pages without their header.
fn read_grids(items: &[Item<'_>], found: &mut Found) {
    let mut open: Option<(Role, usize, usize)> = None;
    let mut headers: BTreeMap<usize, String> = BTreeMap::new();
    for item in items {
        let Some(grid) = item.grid() else { continue };
        let (role, column, first_row) = match (name_column(grid), open) {
            (Some((role, column, row)), _) => (role, column, row + 1),
            (None, Some((role, column, columns))) if columns == grid.columns() => (role, column, 0),
            _ => continue,
        };
        open = Some((role, column, grid.columns()));
        let text = |cell: &Cell| Text::new(cell.text(), Place::of_cell(item.layout, cell));
        let words = |text: &Text| text.text.chars().any(char::is_alphanumeric);
        if first_row > 0 {
            let heads = grid.cells.iter().filter(|cell| cell.row + 1 == first_row);
            headers = heads.map(|cell| (cell.column, cell.text())).collect();
        }
        let mut rows: BTreeMap<usize, (Option<Text>, Vec<&Cell>)> = BTreeMap::new();
        for cell in grid.cells.iter().filter(|cell| cell.row >= first_row) {
            let row = rows.entry(cell.row).or_default();
            if cell.column == column {
                row.0 = Some(text(cell)).filter(words);
            } else {
                row.1.push(cell);
            }
        }
        let institutions = found.of(role);
        for (name, others) in rows.into_values() {
            let Some(name) = name else { continue };
            let index = institutions.names.len();
            institutions.names.push(name);
            let remarks = others.into_iter().filter_map(|cell| {
                let header =
                    headers.get(&cell.column).filter(|header| !NUMBER_HEADERS.contains(&key(header).as_str()))?;
                let text = Some(text(cell)).filter(words)?;
                Some(Remark { name: index, header: header.clone(), text })
            });
            institutions.remarks.extend(remarks);
        }
    }
}

/// The column of names, and the row of its header.
fn name_column(grid: &Grid) -> Option<(Role, usize, usize)> {
    let headers = grid.cells.iter().filter(|cell| cell.row < 2);
    headers
        .filter_map(|cell| {
            let key = cell_key(cell);
            let is = |headers: &[&str]| headers.contains(&key.as_str());
            let role = match () {
                () if is(UNIT_HEADERS) => Role::Units,
                () if is(DIVISION_HEADERS) => Role::Divisions,
                () => return None,
            };
            Some((role, cell.column, cell.row))
        })
        .next()
}

#[cfg(test)]
mod tests {
    use juesuan_document::Rect;
    use juesuan_document::layout::{Block, GridKind, Layout, TextLine};

    use super::*;
    use crate::flow::flow;
    use crate::paragraphs::paragraphs;

    type Shown = Option<(Option<String>, Vec<String>)>;

    fn shown(institutions: Option<Institutions>) -> Shown {
        institutions.map(|institutions| {
            let names = institutions.names.into_iter().map(|name| name.text).collect();
            (institutions.count.map(|count| count.value.to_string()), names)
        })
    }

    fn from_blocks(blocks: Vec<Block>) -> [Shown; 3] {
        let mut layout = Layout::new(1, 595.0, 842.0);
        layout.blocks = blocks;
        let mut layouts = [layout];
        juesuan_document::complete(&mut layouts);
        let items = flow(&layouts);
        let paragraphs = paragraphs(&items);
        let found = read(&[(None, &paragraphs)], &items);
        [shown(found.divisions), shown(found.subordinates), shown(found.units)]
    }

    #[allow(clippy::cast_precision_loss)]
    fn from_lines(lines: &[&str]) -> [Shown; 3] {
        let line = |(row, text): (usize, &&str)| {
            let y0 = 100.0 + 20.0 * row as f32;
            let x1 = 90.0 + 4.0 * text.chars().count() as f32;
            Block::Line(TextLine::evenly(text, Rect { x0: 90.0, y0, x1, y1: y0 + 10.0 }))
        };
        from_blocks(lines.iter().enumerate().map(line).collect())
    }

    fn expected(count: &str, names: &[&str]) -> Shown {
        let count = Some(count.to_owned()).filter(|count| !count.is_empty());
        Some((count, names.iter().map(|name| (*name).to_owned()).collect()))
    }

    #[test]
    fn counts_and_names_in_prose() {
        let found = from_lines(&[
            "澜川市某局本级内设处室3个,分别是办公室、规划处（信息处、督查处）、机关党委;下属单位2个,分别是甲中心、乙中心;以上均纳入决算。",
        ]);
        assert_eq!(found[0], expected("3", &["办公室", "规划处（信息处、督查处）", "机关党委"]));
        assert_eq!(found[1], expected("2", &["甲中心", "乙中心"]));
        assert_eq!(found[2], None);
    }

    #[test]
    fn a_list_belongs_to_the_count_that_it_fits() {
        let found = from_lines(&[
            "纳入澜川市某局2022年部门决算编报范围的单位共3个,包括某局本级和下属2个预算单位,下属单位分别是某局本级、甲中心、乙中心。",
        ]);
        assert_eq!(found[2], expected("3", &["某局本级", "甲中心", "乙中心"]));
        assert_eq!(found[1], expected("2", &[]));
    }

    #[test]
    fn counts_without_names_and_in_other_orders() {
        let found = from_lines(&["澜川市某局内设处室 10 个，下属单位 1 个，均纳入本部门决算编报范围。"]);
        assert_eq!([&found[0], &found[1]], [&expected("10", &[]), &expected("1", &[])]);
        let found = from_lines(&["澜川市某局内设办公室、人事科等二个科室。"]);
        assert_eq!(found[0], expected("2", &["办公室", "人事科"]));
        let found = from_lines(&["某局设8个职能科室，所属事业单位1家，为甲中心。"]);
        assert_eq!([&found[0], &found[1]], [&expected("8", &[]), &expected("1", &["甲中心"])]);
        let found = from_lines(&["内设机构包括办公室、人事科等21个内设机构，下属单位包括甲中心、乙中心2个事业单位。"]);
        assert_eq!(found[0], expected("21", &["办公室", "人事科"]));
        assert_eq!(found[1], expected("2", &["甲中心", "乙中心"]));
    }

    #[test]
    fn numbered_lists_name_units() {
        let found = from_lines(&["纳入编制范围的预算单位包括：", "1.澜川市某局本级；", "2.澜川市甲中心。", "其他。"]);
        assert_eq!(found[2], expected("", &["澜川市某局本级", "澜川市甲中心"]));
    }

    #[test]
    #[allow(clippy::cast_precision_loss)]
    fn tables_name_units() {
        let rows = [["序号", "单位名称", "备注"], ["1", "某局（本级）", ""], ["2", "甲中心", ""], ["3", "。。。", ""]];
        let edge = |index: usize| 100.0 + 20.0 * index as f32;
        let cells = rows.iter().enumerate().flat_map(|(row, texts)| {
            texts.iter().enumerate().map(move |(column, text)| {
                let area = Rect { x0: edge(column), y0: edge(row), x1: edge(column + 1), y1: edge(row + 1) };
                Cell::new(row, column, area, vec![TextLine::evenly(text, area)])
            })
        });
        let grid = Grid::new(GridKind::Ruled, (0..5).map(edge).collect(), (0..4).map(edge).collect(), cells.collect());
        assert_eq!(from_blocks(vec![Block::Grid(grid)])[2], expected("", &["某局（本级）", "甲中心"]));
    }
}
