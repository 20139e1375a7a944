//! The parts of a document: flow → cover, 目录, 概况, tables, narrative, glossary, attachments.
//!
//! Headings are known by their names first; `by_content` knows the others by the 目录, their numbers and what follows.

mod by_content;

use std::ops::Range;

use crate::contents;
use crate::flow::Item;
use crate::key::key;
use crate::numbering::{Style, numbering};
use crate::place::Place;
use crate::value::Text;
use crate::year::years;

/// What a part of the document holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PartKind {
    /// 封面: before everything else.
    Cover,
    /// 目录
    Contents,
    /// 概况: duties, divisions, units.
    Overview,
    /// 决算表
    Tables,
    /// 情况说明
    Narrative,
    /// 名词解释
    Glossary,
    /// 附件
    Attachments,
}

/// One part, a range of the flow's items; its heading lines are not in the range.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// What it holds.
    pub kind: PartKind,
    /// Its heading, wrapped lines joined; none for the cover.
    pub heading: Option<Text>,
    /// Its items.
    pub items: Range<usize>,
}

/// Words of a part heading, most telling first.
const HEADING_WORDS: &[(&str, PartKind)] = &[
    ("名词解释", PartKind::Glossary),
    ("名称解释", PartKind::Glossary),
    ("专业名词", PartKind::Glossary),
    ("情况说明", PartKind::Narrative),
    ("决算说明", PartKind::Narrative),
    ("情况的说明", PartKind::Narrative),
    ("重要事项", PartKind::Narrative),
    ("附件", PartKind::Attachments),
    ("附录", PartKind::Attachments),
    ("绩效自评", PartKind::Attachments),
    ("决算表", PartKind::Tables),
    ("决算报表", PartKind::Tables),
    ("预算表", PartKind::Tables),
    ("公开表", PartKind::Tables),
    ("附表", PartKind::Tables),
    ("报表", PartKind::Tables),
    ("概况", PartKind::Overview),
    ("基本情况", PartKind::Overview),
    ("情况分析", PartKind::Narrative),
    ("说明", PartKind::Narrative),
];

/// How a part's heading ends where the parts are numbered `一、`, `二、`. Sections of the narrative are numbered so, too:
/// only words that no section ends with.
const NUMBERED_ENDS: &[(&str, PartKind)] = &[
    ("名词解释", PartKind::Glossary),
    ("部门决算情况说明", PartKind::Narrative),
    ("单位决算情况说明", PartKind::Narrative),
    ("年度决算情况说明", PartKind::Narrative),
    ("部门决算表", PartKind::Tables),
    ("单位决算表", PartKind::Tables),
    ("部门概况", PartKind::Overview),
    ("单位概况", PartKind::Overview),
    ("部门基本情况", PartKind::Overview),
    ("单位基本情况", PartKind::Overview),
];

/// The sections of an overview, where they are numbered as the parts are.
const OVERVIEW_SECTIONS: &[&str] = &["主要职责", "主要职能", "机构设置", "机构设置情况", "机构情况"];

/// Titles of parts that are not numbered, after the year and the department, and the order of the parts.
const PLAIN_TITLES: &[(&str, PartKind, usize)] = &[
    ("概况", PartKind::Overview, 1),
    ("基本情况", PartKind::Overview, 1),
    ("决算表", PartKind::Tables, 2),
    ("决算报表", PartKind::Tables, 2),
    ("决算公开表", PartKind::Tables, 2),
    ("决算情况说明", PartKind::Narrative, 3),
    ("决算说明", PartKind::Narrative, 3),
    ("专业名词解释", PartKind::Glossary, 4),
    ("名词解释", PartKind::Glossary, 4),
    ("附件", PartKind::Attachments, 5),
];

/// What stands before a plain title besides a year.
const PLAIN_LEADS: &[&str] = &["", "部门", "单位", "本部门", "本单位", "学校", "医院"];

/// Words of the titles of tables and of sections: a plain title with one of them is no part's.
const NO_PLAIN_LEADS: &[&str] = &["收入", "支出", "收支", "财政拨款", "预算", "三公", "资产", "采购", "绩效"];

/// The heading of the 目录 names at most what is listed (`部门决算公开目录`).
const LONGEST_CONTENTS_HEADING: usize = 10;

/// A heading's lines end where the next line is smaller than this share of its size.
const SAME_SIZE: f32 = 0.9;

struct Heading {
    ordinal: usize,
    kind: PartKind,
    text: Text,
    items: Range<usize>,
}

/// Cuts the flow into its parts. Where their headings are not known by name, what follows them tells what they hold; what
/// is in no part at all is read by every reader that looks for its own.
#[must_use]
pub fn split(items: &[Item<'_>]) -> Vec<Part> {
    let Some(at) = closing_contents(items) else { return split_body(items) };
    let mut parts = split_body(items.get(..at).unwrap_or_default());
    let heading = items.get(at).map(Item::text);
    parts.push(Part { kind: PartKind::Contents, heading, items: at + 1..items.len() });
    parts
}

/// The 目录 at the end of a document: nothing but entries follows its heading, and more stands before it.
fn closing_contents(items: &[Item<'_>]) -> Option<usize> {
    let at = items.iter().position(|item| is_contents_heading(&item.key()))?;
    // Contents at the front, as nearly all documents have them, are not read here.
    let rest = items.get(at + 1..).filter(|rest| at > rest.len())?;
    let (entries, length) = contents::entries(rest);
    let whole = length.min(contents::length(rest)) == rest.len();
    (whole && !entries.is_empty()).then_some(at)
}

fn split_body(items: &[Item<'_>]) -> Vec<Part> {
    let mut headings = headings(items);
    if !headings.iter().any(|heading| ordinal(&key(&heading.text.text)).is_some()) {
        let others = [numbered_headings, plain_headings].into_iter().map(|read| read(items));
        headings = others.into_iter().find(|found| !found.is_empty()).unwrap_or(headings);
    }
    let contents = items.iter().position(|item| is_contents_heading(&item.key()));
    let first_body = first_body_heading(&headings, contents);
    let mut body = headings.split_off(first_body.min(headings.len()));
    let (entries, length) = match contents.and_then(|contents| items.get(contents + 1..)) {
        Some(rest) => {
            let (entries, length) = contents::entries(rest);
            (entries, length.min(contents::length(rest)))
        }
        None => (Vec::new(), 0),
    };
    let front = contents.map_or(0, |contents| contents + 1 + length);
    let end_of_front = body.first().map_or(items.len(), |heading| heading.items.start);
    let end_of_front = if contents.is_some() { end_of_front.min(front) } else { end_of_front };
    if !body.iter().any(|heading| heading.kind == PartKind::Narrative) {
        let start = if contents.is_some_and(|contents| contents < end_of_front) { end_of_front } else { 0 };
        by_content::add(items, start, &entries, &mut body);
    }
    let end_of_front = body.first().map_or(end_of_front, |heading| heading.items.start.min(end_of_front));
    let mut parts = Vec::new();
    let cover_end = contents.filter(|at| *at < end_of_front).unwrap_or(end_of_front);
    parts.push(Part { kind: PartKind::Cover, heading: None, items: 0..cover_end });
    if cover_end < end_of_front {
        let heading = items.get(cover_end).map(Item::text);
        parts.push(Part { kind: PartKind::Contents, heading, items: cover_end + 1..end_of_front });
    }
    for (index, heading) in body.iter().enumerate() {
        let end = body.get(index + 1).map_or(items.len(), |next| next.items.start);
        let items = heading.items.end..end.max(heading.items.end);
        let text = Some(heading.text.clone()).filter(|text| !text.is_empty());
        parts.push(Part { kind: heading.kind, heading: text, items });
    }
    parts
}

/// `目录`, `目 录`, `决算公开目录`
fn is_contents_heading(key: &str) -> bool {
    key.ends_with("目录") && key.chars().count() <= LONGEST_CONTENTS_HEADING
}

/// The headings of the body repeat those that the 目录 lists: the body starts where the numbering starts again.
fn first_body_heading(headings: &[Heading], contents: Option<usize>) -> usize {
    let Some(contents) = contents else { return 0 };
    let mut last = 0;
    for (index, heading) in headings.iter().enumerate() {
        if heading.items.start > contents && heading.ordinal <= last {
            return index;
        }
        last = heading.ordinal;
    }
    // Never repeated: entries of the 目录 when they stand on its page, else headings of the body.
    let page = |heading: &Heading| heading.text.at.page;
    let first = headings.first().map(page);
    if headings.len() > 1 && headings.iter().all(|heading| Some(page(heading)) == first) { headings.len() } else { 0 }
}

fn headings(items: &[Item<'_>]) -> Vec<Heading> {
    let mut found: Vec<Heading> = Vec::new();
    let mut index = 0;
    while let Some(item) = items.get(index) {
        let Some(ordinal) = ordinal(&item.key()).or_else(|| unnumbered(items, index)) else {
            index += 1;
            continue;
        };
        let end = heading_end(items, index);
        let mut text = Text::new("", item.place());
        for line in items.get(index..end).unwrap_or_default() {
            let piece = line.text();
            text.text.push_str(&piece.text);
            text.at = Place::join(text.at, piece.at);
        }
        text.text = without_leader(&text.text).to_owned();
        if let Some(kind) = kind_of(&text.text) {
            found.push(Heading { ordinal, kind, text, items: index..end });
        }
        index = end;
    }
    found
}

/// The parts of a document that numbers them `一、`, `二、`; none unless the narrative and another part are among them.
fn numbered_headings(items: &[Item<'_>]) -> Vec<Heading> {
    let heading = |(index, item): (usize, &Item<'_>)| {
        let text = Text::new(without_leader(&item.line()?.text), item.place());
        let number = numbering(&text.text).filter(|number| number.style == Style::Chinese)?;
        let key = key(&text.text);
        let title = self::key(text.text.get(number.len..).unwrap_or_default());
        if OVERVIEW_SECTIONS.iter().any(|end| title.ends_with(end)) {
            // Its heading is part of the overview.
            let ordinal = number.value as usize;
            return Some(Heading { ordinal, kind: PartKind::Overview, text, items: index..index });
        }
        let whole = (title == "概况").then_some(&PartKind::Overview);
        let ended = || NUMBERED_ENDS.iter().find(|(end, _)| key.ends_with(end)).map(|(_, kind)| kind);
        let kind = whole.or_else(ended)?;
        Some(Heading { ordinal: number.value as usize, kind: *kind, text, items: index..index + 1 })
    };
    let found: Vec<Heading> = items.iter().enumerate().filter_map(heading).collect();
    let narrative = found.iter().filter(|heading| heading.kind == PartKind::Narrative).count();
    if narrative > 0 && narrative < found.len() { found } else { Vec::new() }
}

/// The parts of a document that does not number them: `部门概况`, `2023年度部门决算表`, `决算情况说明`, `名词解释`, each
/// alone on its line. None unless the narrative and another part are among them.
fn plain_headings(items: &[Item<'_>]) -> Vec<Heading> {
    let heading = |(index, item): (usize, &Item<'_>)| {
        let text = Text::new(without_leader(&item.line()?.text), item.place());
        let key = key(&text.text);
        let (title, kind, ordinal) = PLAIN_TITLES.iter().find(|(title, ..)| key.ends_with(title))?;
        let lead = key.strip_suffix(title)?;
        let year = years(lead);
        let lead: String = match year.first() {
            Some(year) => [lead.get(..year.bytes.start)?, lead.get(year.bytes.end..)?].concat(),
            None => lead.to_owned(),
        };
        let named = !year.is_empty() && !NO_PLAIN_LEADS.iter().any(|word| lead.contains(word));
        let title = named || PLAIN_LEADS.contains(&lead.as_str());
        let sentence = text.text.contains(['。', '，', '；', '：', '、']);
        let found = Heading { ordinal: *ordinal, kind: *kind, text, items: index..index + 1 };
        (title && !sentence).then_some(found)
    };
    let found: Vec<Heading> = items.iter().enumerate().filter_map(heading).collect();
    let narrative = found.iter().filter(|heading| heading.kind == PartKind::Narrative).count();
    if narrative > 0 && narrative < found.len() { found } else { Vec::new() }
}

/// The number of `第一部分`, `第二部分` ...
fn ordinal(key: &str) -> Option<usize> {
    let mut chars = key.strip_prefix('第')?.chars();
    let numeral = chars.next()?;
    let index = "一二三四五六七八九十".chars().position(|c| c == numeral)?;
    chars.as_str().starts_with("部分").then_some(index + 1)
}

/// `某局2024年度部门决算表` alone on a line, larger than the line after it: a part heading whose number is missing.
fn unnumbered(items: &[Item<'_>], index: usize) -> Option<usize> {
    let key = items.get(index)?.key();
    if numbering(&key).is_some() {
        return None;
    }
    let named = key.contains("年度") && (key.ends_with("部门决算表") || key.ends_with("单位决算表"));
    named.then_some(2)
}

/// A heading that says nothing yet is wrapped: lines of the same size follow until it does.
fn heading_end(items: &[Item<'_>], start: usize) -> usize {
    let Some(first) = items.get(start).and_then(Item::line) else { return start + 1 };
    if kind_of(&first.text).is_some() {
        return start + 1;
    }
    let mut end = start + 1;
    while let Some(line) = items.get(end).and_then(Item::line) {
        let key = key(&line.text);
        if end > start + 2 || !similar(line.size, first.size) || ordinal(&key).is_some() || key.contains('、') {
            break;
        }
        end += 1;
        if kind_of(&line.text).is_some() {
            break;
        }
    }
    end
}

fn similar(a: f32, b: f32) -> bool {
    a >= b * SAME_SIZE && b >= a * SAME_SIZE
}

/// What a part heading with these words opens.
pub(crate) fn kind_of(text: &str) -> Option<PartKind> {
    let key = key(text);
    HEADING_WORDS.iter().find(|(word, _)| key.contains(word)).map(|(_, kind)| *kind)
}

/// A 目录 entry without its leader dots and page number.
#[must_use]
pub fn without_leader(text: &str) -> &str {
    let bare = text.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | '(' | ')'));
    let cut = bare.trim_end_matches(|c: char| matches!(c, '.' | '…' | '·' | '．' | '_' | '⋯') || c.is_whitespace());
    if cut.len() < bare.len() { cut } else { text.trim() }
}

#[cfg(test)]
mod tests {
    use juesuan_document::Rect;
    use juesuan_document::layout::{Block, Layout, TextLine};

    use super::*;
    use crate::flow::flow;

    fn pages(pages: &[&[&str]]) -> Vec<Layout> {
        (1..)
            .zip(pages)
            .map(|(number, lines)| {
                let mut layout = Layout::new(number, 595.0, 842.0);
                let mut y = 200.0;
                for text in *lines {
                    #[allow(clippy::cast_precision_loss)]
                    let x1 = 90.0 + 12.0 * text.chars().count() as f32;
                    let bbox = Rect { x0: 90.0, y0: y, x1, y1: y + 12.0 };
                    layout.blocks.push(Block::Line(TextLine::evenly(text, bbox)));
                    y += 20.0;
                }
                layout
            })
            .collect()
    }

    fn kinds(document: &[&[&str]]) -> Vec<(PartKind, usize)> {
        let pages = pages(document);
        split(&flow(&pages)).iter().map(|part| (part.kind, part.items.len())).collect()
    }

    #[test]
    fn the_body_starts_where_the_numbering_starts_again() {
        let found = kinds(&[
            &["2024年度某局部门决算"],
            &[
                "目 录",
                "第一部分：某局概况.....3",
                "一、主要职责",
                "第二部分：某局部门决算表",
                "第三部分：某局2024年度情况说明",
            ],
            &["第一部分：某局概况", "一、主要职责"],
            &["第二部分：某局2024年度部门决算表"],
            &["第三部分：某局2024年度部门决算情况说", "明", "一、总体情况", "正文"],
        ]);
        let expected = [
            (PartKind::Cover, 1),
            (PartKind::Contents, 4),
            (PartKind::Overview, 1),
            (PartKind::Tables, 0),
            (PartKind::Narrative, 2),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_heading_without_number_still_opens_the_tables() {
        let found = kinds(&[&["第一部分 概况", "职责"], &["某市某局2024年度部门决算表", "收入支出决算总表"]]);
        assert_eq!(found.last(), Some(&(PartKind::Tables, 1)));
    }

    #[test]
    fn parts_may_be_numbered_as_sections_are() {
        let found = kinds(&[
            &["2023年度某局部门决算", "目录", "一、部门概况 1", "二、2023年度部门决算情况说明 4", "三、名词解释 9"],
            &["一、部门概况", "（一）主要职责", "职责"],
            &["二、2023年度部门决算情况说明", "一、收入支出决算总体情况说明", "正文"],
            &["三、名词解释", "（一）财政拨款收入：指……"],
        ]);
        let kinds_only: Vec<PartKind> = found.iter().map(|part| part.0).collect();
        use PartKind::{Contents, Cover, Glossary, Narrative, Overview};
        assert_eq!(kinds_only, [Cover, Contents, Overview, Narrative, Glossary]);
        // The title's own numerals are no number.
        let other = kinds(&[&["一、十四五概况", "职责"], &["二、决算情况说明", "正文"], &["三、名词解释", "词"]]);
        assert!(other.iter().all(|part| part.0 != Overview), "{other:?}");
        let found = kinds(&[
            &["目录", "一、主要职责", "二、2023年度单位决算表", "三、单位决算情况说明", "四、名词解释"],
            &["一、主要职责", "职责", "二、2023年度单位决算表", "三、单位决算情况说明", "正文", "四、名词解释"],
        ]);
        let expected = [(Cover, 0), (Contents, 4), (Overview, 2), (PartKind::Tables, 0), (Narrative, 1), (Glossary, 0)];
        assert_eq!(found, expected);
        let sections = kinds(&[&["一、收入支出决算总体情况说明", "正文", "二、收入决算情况说明", "十、名词解释"]]);
        assert_eq!(sections, [(PartKind::Cover, 4)]);
    }

    #[test]
    fn parts_may_have_plain_titles() {
        let found = kinds(&[
            &["某镇2023年决算公开"],
            &["部门概况", "一、主要职责"],
            &["2023年度部门决算表", "收入决算表"],
            &["决算情况说明", "收入决算情况说明", "正文"],
            &["名词解释", "词"],
        ]);
        use PartKind::{Cover, Glossary, Narrative, Overview, Tables};
        assert_eq!(found, [(Cover, 1), (Overview, 1), (Tables, 1), (Narrative, 2), (Glossary, 1)]);
    }

    #[test]
    fn a_narrative_without_heading_begins_with_its_first_section() {
        let found = kinds(&[
            &["2023年度某局部门决算", "一、收入支出决算总体情况说明", "二、名词解释"],
            &["收入支出决算总表"],
            &["一、收入支出决算总体情况说明", "收入总计3万元。", "二、名词解释", "词"],
        ]);
        assert_eq!(found, [(PartKind::Cover, 4), (PartKind::Narrative, 2), (PartKind::Glossary, 1)]);
    }

    #[test]
    fn the_contents_end_where_their_lines_end() {
        let contents: &[&str] = &["目录", "一、学校概况", "二、决算报表", "三、决算报表说明"];
        let found = kinds(&[&["某大学决算"], contents, &["一、学校概况", "学校的情况"], &["二、决算报表"]]);
        assert_eq!(found.get(1), Some(&(PartKind::Contents, 3)));
        let found =
            kinds(&[&["某大学决算"], &["目录", "一、学校概况", "二、决算报表", "学校设有若干部门，另有医院。"]]);
        assert_eq!(found.get(1), Some(&(PartKind::Contents, 2)));
        let found = kinds(&[&["某大学决算"], &["目录", "一、甲", "二、乙", "金额单位：万元", "三、丙"]]);
        assert_eq!(found.get(1), Some(&(PartKind::Contents, 2)));
    }

    #[test]
    fn the_contents_may_stand_at_the_end() {
        let found = kinds(&[
            &["某局2023年度部门决算"],
            &["第一部分 部门概况", "一、主要职责", "某局负责某项工作。", "二、机构设置", "内设三个科室。"],
            &["第二部分 部门决算情况说明", "收入总计3.00万元。", "支出总计3.00万元。"],
            &["目录", "第一部分 部门概况....2", "第二部分 部门决算情况说明....3"],
        ]);
        use PartKind::{Contents, Cover, Narrative, Overview};
        assert_eq!(found, [(Cover, 1), (Overview, 4), (Narrative, 2), (Contents, 2)]);
    }

    #[test]
    fn the_contents_end_where_their_first_entry_comes_again() {
        let found = kinds(&[&[
            "目录",
            "一、某局基本情况",
            "二、预算执行分析",
            "三、名词解释",
            "一、某局基本情况",
            "某局负责某项工作。",
            "二、预算执行分析",
            "本年收入10.00万元。",
            "三、名词解释",
            "一、财政拨款收入：指某某资金。",
        ]]);
        use PartKind::{Contents, Cover, Glossary, Narrative, Overview};
        assert_eq!(found, [(Cover, 0), (Contents, 3), (Overview, 2), (Narrative, 2), (Glossary, 1)]);
    }

    #[test]
    fn sections_that_no_list_names_are_known_by_what_they_state() {
        let found = kinds(&[&[
            "2017年度某局决算说明",
            "一、我们是谁",
            "某局是市政府工作部门。",
            "二、部门主要工作总结",
            "争取项目经费300万元。",
            "三、2017年钱从哪里来",
            "2017年本年收入10.00万元。",
            "四、“三公”经费支出",
            "公务接待费1.00万元。",
            "五、名词解释",
            "一、财政拨款收入：指某某资金。",
        ]]);
        use PartKind::{Cover, Glossary, Narrative, Overview};
        assert_eq!(found, [(Cover, 3), (Overview, 2), (Narrative, 4), (Glossary, 1)]);
    }

    #[test]
    fn a_text_without_numbers_is_read_from_its_first_amount_on() {
        let found = kinds(&[&["某局决算", "收支情况", "本年收入10.00万元。", "本年支出9.00万元。"]]);
        assert_eq!(found, [(PartKind::Cover, 1), (PartKind::Narrative, 3)]);
        assert_eq!(kinds(&[&["某局概况", "某局负责某项工作。"]]), [(PartKind::Cover, 2)]);
    }

    #[test]
    fn leaders_are_no_text() {
        assert_eq!(without_leader("一、收入支出决算总表……………12"), "一、收入支出决算总表");
        assert_eq!(without_leader("截至2022"), "截至2022");
    }
}
