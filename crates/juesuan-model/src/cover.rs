//! The cover (封面): its lines → title, year, department, level, and whether it is of a final account or a budget.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::flow::Item;
use crate::key::key;
use crate::paragraphs::{Paragraph, joined, lines as printed_lines};
use crate::report::{DocumentKind, Level};
use crate::value::Text;
use crate::year::{YearMention, years};

/// Title lines are at least this share of the largest line's size.
const TITLE_SIZE: f32 = 0.55;

/// A cover has few lines; where there are more, it is a page of text.
const MOST_LINES: usize = 16;

/// After `部门决算` a title goes on with no more than `信息公开`, `公开情况说明`, `（本级）` and the like.
const LONGEST_TAIL: usize = 14;

/// A title may end so, whatever follows it.
const LEVELLED_ENDS: &[&str] = &["部门决算", "单位决算"];

/// What the cover says.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Cover {
    /// The title, its lines joined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// 决算 or 预算, as the title says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<DocumentKind>,
    /// The fiscal year (年度) and where it is printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<FiscalYear>,
    /// The department's or unit's name, from the title or from a line such as `部门名称：…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<Text>,
    /// 部门决算 or 单位决算.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
}

/// A fiscal year (年度) with its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FiscalYear {
    /// The year.
    pub year: u16,
    /// The year as printed, and where.
    pub printed: Text,
}

/// What a title says of its document, with bytes of the title: `上海市某局2024年度部门决算` and its variants.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Title {
    pub(crate) kind: DocumentKind,
    pub(crate) level: Option<Level>,
    pub(crate) year: Option<YearMention>,
    name: Option<Range<usize>>,
}

impl Title {
    /// The department's name; `slice` cuts bytes out of the title.
    pub(crate) fn department(&self, slice: impl Fn(Range<usize>) -> Text) -> Option<Text> {
        self.name.clone().map(slice).and_then(department_name)
    }
}

/// Labels of a line that names the department, as keys; the longer ones first.
pub(crate) const DEPARTMENT_LABELS: &[&str] = &[
    "预算主管部门",
    "部门(单位)名称",
    "单位(部门)名称",
    "部门(单位)",
    "公开部门",
    "编制部门",
    "填报部门",
    "部门名称",
    "预算部门",
    "决算部门",
    "单位名称",
    "预算单位",
    "编制单位",
    "填报单位",
    "公开单位",
    "部门",
];

const COLONS: [char; 4] = [':', '：', '∶', '︰'];

/// What stands between year and `决算` and names no department.
const NO_NAMES: &[&str] = &[
    "部门",
    "单位",
    "省级",
    "市级",
    "区级",
    "县级",
    "省本级",
    "市本级",
    "区本级",
    "县本级",
    "本级",
    "省直",
    "市直",
    "区直",
];

/// Reads the cover. The items may run on into the document when it has no part headings: only the first page counts.
#[must_use]
pub fn read(items: &[Item<'_>]) -> Cover {
    let first_page = items.first().map(Item::page);
    let front = items.iter().take_while(|item| item.grid().is_none() && Some(item.page()) == first_page);
    let lines: Vec<Item<'_>> = front.copied().filter(|item| !item.text().is_empty()).take(MOST_LINES + 1).collect();
    if lines.len() > MOST_LINES {
        return Cover::default();
    }
    let labelled = printed_lines(&lines).iter().find_map(labelled_department);
    let mut seen = BTreeSet::new();
    let title_lines: Vec<Item<'_>> =
        lines.into_iter().filter(|item| is_title_line(item) && seen.insert(item.key())).collect();
    let largest = title_lines.iter().filter_map(Item::line).map(|line| line.size).fold(0.0, f32::max);
    let large = |item: &&Item<'_>| item.line().is_some_and(|line| line.size >= largest * TITLE_SIZE);
    let large_lines: Vec<Item<'_>> = title_lines.iter().filter(large).copied().collect();
    // In a text without pages what the cover is of follows at once, perhaps in type of the same size: a form alone.
    let ended = title_lines.iter().position(|item| LEVELLED_ENDS.iter().any(|end| item.key().ends_with(end)));
    let ended = ended.and_then(|at| title_lines.get(..=at)).map(<[Item<'_>]>::to_vec).unwrap_or_default();
    for candidate in [large_lines, title_lines, ended] {
        let Some(text) = joined(&candidate) else { continue };
        if let Some(title) = title(&text.text) {
            let department = labelled.or_else(|| title.department(|bytes| text.slice(bytes)));
            let year = title.year.map(|year| FiscalYear { year: year.year, printed: text.slice(year.bytes) });
            return Cover { title: Some(text.whole()), kind: Some(title.kind), year, department, level: title.level };
        }
    }
    Cover { department: labelled, ..Cover::default() }
}

/// Dates, printing notes, labelled lines and attachment numbers belong to no title.
fn is_title_line(item: &Item<'_>) -> bool {
    let key = key(&item.text().text);
    let dated = key.contains('年') && key.ends_with(['月', '日']);
    let labelled = key.contains(':') && !key.ends_with(':');
    !(dated || labelled || key.ends_with("印制") || key.ends_with("编制") || key.starts_with("附件") || key == "目录")
}

/// Reads a title; nothing when the text is none.
pub(crate) fn title(text: &str) -> Option<Title> {
    let (kind, kind_at) = title_kind(text)?;
    let (before, tail) = text.split_at_checked(kind_at)?;
    let (stem, level) = without_level(before.trim_end());
    let year = year_before(text, stem);
    let tail = key(tail);
    let of_table = level.is_none() && (tail.ends_with('表') || tail.ends_with('数'));
    let sentence = text.contains(['。', '，', '；', ',', ';']) || tail.chars().count() > LONGEST_TAIL;
    if of_table || sentence || (year.is_none() && level.is_none()) {
        return None;
    }
    let name = name(stem, year.as_ref());
    Some(Title { kind, level, year, name })
}

/// 决算 or 预算, whichever the title ends with, and where that word begins.
fn title_kind(text: &str) -> Option<(DocumentKind, usize)> {
    let final_accounts = text.rfind("决算").map(|at| (DocumentKind::FinalAccounts, at));
    let budget = text.rfind("预算").map(|at| (DocumentKind::Budget, at));
    [final_accounts, budget].into_iter().flatten().max_by_key(|(_, at)| *at)
}

/// `…部门`, `…单位` before the word 决算, and the level that it means.
fn without_level(text: &str) -> (&str, Option<Level>) {
    let strip = |suffix: &str, level| text.strip_suffix(suffix).map(|stem| (stem.trim_end(), Some(level)));
    strip("部门", Level::Department).or_else(|| strip("单位", Level::Unit)).unwrap_or((text, None))
}

/// The fiscal year of a title: the last 年度 before the word 决算, else the last 年.
fn year_before(text: &str, stem: &str) -> Option<YearMention> {
    let mut mentions = years(text);
    mentions.retain(|mention| mention.bytes.end <= stem.len());
    let fiscal = mentions.iter().rposition(|mention| mention.fiscal);
    let index = fiscal.or(mentions.len().checked_sub(1))?;
    mentions.into_iter().nth(index)
}

/// The name stands before the year or between the year and `部门决算`.
fn name(stem: &str, year: Option<&YearMention>) -> Option<Range<usize>> {
    let Some(year) = year else { return Some(0..stem.len()) };
    let after = key(stem.get(year.bytes.end..)?);
    match (after.is_empty(), NO_NAMES.contains(&after.as_str())) {
        (true, _) => Some(0..year.bytes.start),
        // `某市2024年度市级部门决算`: what stands before the year is the place, not the department.
        (_, true) => None,
        _ => Some(year.bytes.end..stem.len()),
    }
}

/// A text that can be a department's name, white space of the layout removed.
pub(crate) fn department_name(mut found: Text) -> Option<Text> {
    found.text.retain(|c| !c.is_whitespace());
    for lead in ["关于公开", "关于"] {
        found.text = found.text.strip_prefix(lead).unwrap_or(&found.text).to_owned();
    }
    for trail in ["关于", "部门", "单位"] {
        found.text = found.text.strip_suffix(trail).unwrap_or(&found.text).to_owned();
    }
    let names = found.text.chars().count() >= 3
        && !found.text.contains(['，', '。', '；', '：', ':', '、'])
        && !["决算", "预算", "年度"].iter().any(|word| found.text.contains(word))
        && !found.text.starts_with("第")
        && !found.text.is_ascii();
    names.then_some(found)
}

/// The name in a printed line `部门：某局`, `预算单位：某局 单位：万元`, also where a gap follows the colon.
pub(crate) fn labelled_department(line: &Paragraph<'_>) -> Option<Text> {
    let colon = line.text.find(COLONS)?;
    let (label, rest) = line.text.split_at_checked(colon)?;
    if !DEPARTMENT_LABELS.contains(&key(label).as_str()) {
        return None;
    }
    let start = line.text.len().saturating_sub(rest.trim_start_matches(COLONS).trim_start().len());
    // What a gap parts from the name is no part of it: `公开01表`.
    let piece = line.pieces.iter().find(|piece| piece.bytes.end > start)?;
    let value = line.text.get(start..piece.bytes.end)?;
    // The head of a table may go on with the unit: `部门：某局 单位：万元`.
    let end = value.find(COLONS).map_or(value.len(), |colon| {
        let head = value.get(..colon).unwrap_or_default().trim_end();
        head.rfind(char::is_whitespace).unwrap_or(0)
    });
    let code = value.len().saturating_sub(without_code(value).len());
    department_name(line.slice(start.saturating_add(code)..start.saturating_add(end)))
}

/// `[105]某局`, `105001-某局` → `某局`.
fn without_code(name: &str) -> &str {
    name.trim_start_matches(|c: char| {
        c.is_ascii_digit() || c.is_whitespace() || matches!(c, '[' | ']' | '【' | '】' | '-' | '－' | '—' | '_')
    })
}

#[cfg(test)]
mod tests {
    use juesuan_document::Rect;
    use juesuan_document::layout::{Block, Layout, TextLine};

    use super::*;
    use crate::flow::flow;

    fn cover(lines: &[(f32, &str)]) -> Cover {
        let mut layout = Layout::new(1, 595.0, 842.0);
        let mut y0 = 150.0;
        for (size, text) in lines {
            layout.blocks.push(Block::Line(TextLine::evenly(text, Rect { x0: 100.0, y0, x1: 480.0, y1: y0 + size })));
            y0 += size * 2.0;
        }
        juesuan_document::complete(std::slice::from_mut(&mut layout));
        read(&flow(&[layout]))
    }

    fn facts(lines: &[(f32, &str)]) -> (Option<DocumentKind>, Option<u16>, String, Option<Level>) {
        let cover = cover(lines);
        let department = cover.department.map(|name| name.text).unwrap_or_default();
        (cover.kind, cover.year.map(|year| year.year), department, cover.level)
    }

    const FINAL: Option<DocumentKind> = Some(DocumentKind::FinalAccounts);
    const DEPARTMENT: Option<Level> = Some(Level::Department);

    #[test]
    fn a_name_broken_over_lines_is_joined() {
        let found = facts(&[(36.0, "澜川市河滨区规划和自然"), (36.0, "资源局"), (36.0, "2024 年度部门决算")]);
        assert_eq!(found, (FINAL, Some(2024), "澜川市河滨区规划和自然资源局".to_owned(), DEPARTMENT));
    }

    #[test]
    fn year_and_name_stand_in_either_order() {
        for lines in [
            &[(22.0, "2022年度澜川市应急管理局部门决算")][..],
            &[(22.0, "澜川市应急管理局2022年部门决算公开")],
            &[(22.0, "２０２２年度"), (30.0, "澜川市应急管理局部门决"), (30.0, "算"), (16.0, "2023年9月")],
            &[(30.0, "澜川市应急管理局"), (22.0, "二〇二二年度部门决算"), (16.0, "二〇二三年九月")],
            &[(10.5, "2022年度部门决算公开"), (22.0, "2022年度澜川市应急管理局部门决算")],
            &[(22.0, "关于澜川市应急管理局2022年度部门决算的说明")],
            &[(22.0, "澜川市2022年度市级部门决算"), (16.0, "部门名称：澜川市应急管理局")],
        ] {
            let expected = (FINAL, Some(2022), "澜川市应急管理局".to_owned(), DEPARTMENT);
            assert_eq!(facts(lines), expected, "{lines:?}");
        }
    }

    #[test]
    fn units_and_budgets_are_told_apart() {
        let unit = facts(&[(22.0, "澜川市应急服务中心2023年度单位决算")]);
        assert_eq!(unit, (FINAL, Some(2023), "澜川市应急服务中心".to_owned(), Some(Level::Unit)));
        let budget = facts(&[(22.0, "澜川市2025年区级单位预算"), (22.0, "预算单位：澜川市商务局")]);
        let expected = (Some(DocumentKind::Budget), Some(2025), "澜川市商务局".to_owned(), Some(Level::Unit));
        assert_eq!(budget, expected);
    }

    #[test]
    fn a_table_title_is_no_cover() {
        assert_eq!(cover(&[(18.0, "收入支出决算总表")]), Cover::default());
        assert_eq!(cover(&[(18.0, "2023年度收入支出决算总表")]), Cover::default());
        let head = cover(&[(18.0, "收入支出决算总表"), (10.0, "部门：澜川市应急管理局 单位：万元")]);
        assert_eq!(head.department.map(|name| name.text).as_deref(), Some("澜川市应急管理局"));
        assert_eq!(head.title, None);
    }

    #[test]
    fn what_follows_a_cover_in_a_text_without_pages_is_no_part_of_its_title() {
        let lines = ["澜川市应急管理局", "2023年度部门决算", "项目支出绩效自评表", "（2023年度）"];
        let found = facts(&lines.map(|line| (16.0, line)));
        assert_eq!(found, (FINAL, Some(2023), "澜川市应急管理局".to_owned(), DEPARTMENT));
    }

    #[test]
    fn a_place_is_no_department() {
        assert_eq!(facts(&[(22.0, "澜川市2025年区级部门预算")]).2, "");
    }
}
