//! 第一部分 概况: its paragraphs and grids → duties, divisions, units, and every section as printed.

mod institutions;

use serde::{Deserialize, Serialize};

use crate::flow::Item;
use crate::key::key;
use crate::numbering::{Numbering, Style, numbering};
use crate::paragraphs::{Paragraph, paragraphs};
use crate::place::Place;
use crate::value::Text;

pub use institutions::{Institutions, Remark};

/// What the 概况 says.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Overview {
    /// The duties (主要职责), without their numbers.
    pub duties: Vec<Text>,
    /// The internal divisions (内设机构).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub divisions: Option<Institutions>,
    /// The subordinate units (下属单位).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subordinates: Option<Institutions>,
    /// The units that the final account includes (纳入决算编报范围的单位), the department itself among them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub units: Option<Institutions>,
    /// Everything, by section.
    pub sections: Vec<OverviewSection>,
}

/// A section of the 概况 as printed. Grids are left out.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct OverviewSection {
    /// Its heading with its number; none for what stands before the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading: Option<Text>,
    /// Its paragraphs.
    pub paragraphs: Vec<Text>,
}

/// What a section is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    Duties,
    Institutions,
    Other,
}

/// Words that section headings end with, as keys, `情况` and bracketed remarks left out; the telling ones first.
const HEADING_ENDS: &[(&str, Subject)] = &[
    ("职责", Subject::Duties),
    ("职能", Subject::Duties),
    ("机构设置", Subject::Institutions),
    ("内设机构", Subject::Institutions),
    ("机构", Subject::Institutions),
    ("机构构成", Subject::Institutions),
    ("单位构成", Subject::Institutions),
    ("部门构成", Subject::Institutions),
    ("所属单位", Subject::Institutions),
    ("下属单位", Subject::Institutions),
    ("事业单位", Subject::Institutions),
    ("决算单位", Subject::Institutions),
    ("预算单位", Subject::Institutions),
    ("编报范围", Subject::Institutions),
    ("编制范围", Subject::Institutions),
    ("人员", Subject::Other),
    ("人员构成", Subject::Other),
    ("工作任务", Subject::Other),
    ("工作任务及目标", Subject::Other),
    ("重点工作", Subject::Other),
    ("工作完成", Subject::Other),
    ("基本", Subject::Other),
];

/// A heading is not longer than this.
const LONGEST_HEADING: usize = 40;

/// Reads the 概况.
#[must_use]
pub fn read(items: &[Item<'_>]) -> Overview {
    let paragraphs = paragraphs(items);
    let sections = sections(&paragraphs);
    let mut overview = Overview::default();
    let mut about_institutions = Vec::new();
    for section in &sections {
        if section.subject == Subject::Duties {
            overview.duties.extend(duties(section.body));
        } else {
            about_institutions.push((section.heading, section.body));
        }
        let heading = section.heading.map(Paragraph::whole);
        let paragraphs = section.body.iter().map(Paragraph::whole).collect();
        overview.sections.push(OverviewSection { heading, paragraphs });
    }
    let found = institutions::read(&about_institutions, items);
    overview.divisions = found.divisions;
    overview.subordinates = found.subordinates;
    overview.units = found.units;
    overview
}

struct Section<'p, 'a> {
    heading: Option<&'p Paragraph<'a>>,
    subject: Subject,
    body: &'p [Paragraph<'a>],
}

fn sections<'p, 'a>(paragraphs: &'p [Paragraph<'a>]) -> Vec<Section<'p, 'a>> {
    let mut heads: Vec<(usize, Subject)> = Vec::new();
    // Numbers of the list inside a section open no section.
    let mut list: Option<Style> = None;
    let mut last: Option<Numbering> = None;
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let number = numbering(&paragraph.text);
        let style = number.map(|number| number.style);
        let inside = list.is_some() && style >= list && style.is_some();
        let next = last.zip(number).is_some_and(|(last, number)| number.follows(&last) && is_short(&paragraph.text));
        let subject = subject(&paragraph.text).or(next.then_some(Subject::Other)).filter(|_| !inside);
        if let Some(subject) = subject {
            heads.push((index, subject));
            list = None;
            // Sections inside a section do not end its numbering.
            last = number.filter(|number| last.is_none_or(|last| number.style <= last.style)).or(last);
        } else {
            list = list.or(style);
        }
    }
    let first = heads.first().map_or(paragraphs.len(), |(index, _)| *index);
    let mut sections = Vec::new();
    if let Some(body) = paragraphs.get(..first).filter(|body| !body.is_empty()) {
        // Without any heading everything may be duties or units; lists of duties are far the longer ones.
        let numbered = body.iter().filter(|paragraph| numbering(&paragraph.text).is_some()).count();
        let subject = if heads.is_empty() && numbered > 2 { Subject::Duties } else { Subject::Other };
        sections.push(Section { heading: None, subject, body });
    }
    for (at, (index, subject)) in heads.iter().enumerate() {
        let end = heads.get(at + 1).map_or(paragraphs.len(), |(next, _)| *next);
        let body = paragraphs.get(index + 1..end).unwrap_or_default();
        sections.push(Section { heading: paragraphs.get(*index), subject: *subject, body });
    }
    sections
}

/// What a heading is about; nothing where the text is no heading.
fn subject(text: &str) -> Option<Subject> {
    let number = numbering(text);
    let bare = number.and_then(|number| text.get(number.len..)).unwrap_or(text);
    let key = key(bare);
    let key = key.split('(').next().unwrap_or_default();
    let key = if number.is_some() { key.trim_end_matches(['。', ':']) } else { key };
    let key = key.strip_suffix("情况").unwrap_or(key);
    HEADING_ENDS.iter().find(|(end, _)| is_short(key) && key.ends_with(end)).map(|(_, subject)| *subject)
}

/// Short enough for a heading, and no sentence.
fn is_short(text: &str) -> bool {
    text.chars().count() <= LONGEST_HEADING && !text.contains(['。', '，', '；', '：', ',', ';', ':'])
}

/// The items of a list of duties; without numbers, its paragraphs.
fn duties(body: &[Paragraph<'_>]) -> Vec<Text> {
    let body: Vec<Paragraph<'_>> = body.iter().flat_map(split_inline).collect();
    let list = body.iter().find_map(|paragraph| numbering(&paragraph.text)).map(|number| number.style);
    let mut found: Vec<Text> = Vec::new();
    for paragraph in &body {
        let number = numbering(&paragraph.text).filter(|number| Some(number.style) <= list);
        match (number, found.last_mut()) {
            (Some(number), _) => found.push(paragraph.slice(number.len..paragraph.text.len())),
            (None, Some(last)) if list.is_some() => {
                last.text.push_str(&paragraph.text);
                last.at = Place::join(last.at, paragraph.whole().at);
            }
            (None, _) if list.is_none() && !paragraph.text.trim_end().ends_with(['：', ':']) => {
                found.push(paragraph.whole());
            }
            // What introduces the list is no duty.
            (None, _) => {}
        }
    }
    found
}

/// `主要职责是：（一）…；（二）…` in one paragraph: the items apart.
fn split_inline<'a>(paragraph: &Paragraph<'a>) -> Vec<Paragraph<'a>> {
    let mut cuts = vec![0];
    let mut last: Option<Numbering> = numbering(&paragraph.text);
    for (at, c) in paragraph.text.char_indices() {
        let start = at.saturating_add(c.len_utf8());
        let ends = matches!(c, '。' | '；' | ';' | '：' | ':');
        let Some(number) = paragraph.text.get(start..).filter(|_| ends).and_then(numbering) else { continue };
        let follows = last.map_or(number.value == 1, |last| number.follows(&last));
        if follows {
            cuts.push(start);
            last = Some(number);
        }
    }
    cuts.push(paragraph.text.len());
    cuts.iter().zip(cuts.iter().skip(1)).map(|(start, end)| paragraph.cut(*start..*end)).collect()
}

#[cfg(test)]
mod tests {
    use juesuan_document::Rect;
    use juesuan_document::layout::{Block, Layout, TextLine};

    use super::*;
    use crate::flow::flow;

    /// Lines of 10 points a character on pages whose text is 20 characters wide; □ is an indent.
    #[allow(clippy::cast_precision_loss)]
    fn overview(pages: &[&[&str]]) -> Overview {
        let page = |(number, lines): (u32, &&[&str])| {
            let mut layout = Layout::new(number, 300.0, 842.0);
            for (row, line) in lines.iter().enumerate() {
                let text = line.trim_start_matches('□');
                let x0 = 50.0 + 10.0 * (line.chars().count() - text.chars().count()) as f32;
                let y0 = 150.0 + 20.0 * row as f32;
                let bbox = Rect { x0, y0, x1: x0 + 10.0 * text.chars().count() as f32, y1: y0 + 10.0 };
                layout.blocks.push(Block::Line(TextLine::evenly(text, bbox)));
            }
            layout
        };
        let mut layouts: Vec<Layout> = (1..).zip(pages).map(page).collect();
        juesuan_document::complete(&mut layouts);
        read(&flow(&layouts))
    }

    fn texts(texts: &[Text]) -> Vec<&str> {
        texts.iter().map(|text| text.text.as_str()).collect()
    }

    #[test]
    fn duties_are_joined_over_lines_and_pages() {
        let found = overview(&[
            &["一、部门主要职责", "□□澜川市应急管理局的主要职责是：", "□□1. 贯彻执行国家有关法律法规，拟订行"],
            &[
                "业规划并组织实施。",
                "□□2. 负责公共服务体系建设。",
                "□□协助开展监督。",
                "二、部门机构设置",
                "□□内设处室3个。",
            ],
        ]);
        let expected = ["贯彻执行国家有关法律法规，拟订行业规划并组织实施。", "负责公共服务体系建设。协助开展监督。"];
        assert_eq!(texts(&found.duties), expected);
        let headings: Vec<_> = found.sections.iter().filter_map(|section| section.heading.as_ref()).collect();
        assert_eq!(headings.len(), 2);
        assert_eq!(found.sections[0].paragraphs.len(), 4);
        assert_eq!(found.divisions.and_then(|divisions| divisions.count).map(|count| count.value), Some(3.into()));
    }

    #[test]
    fn lists_under_headings_of_their_own_name_institutions() {
        let found = overview(&[&[
            "三、机构设置和所属单位情况",
            "□□包括 2 个内设机构、1 个下属单位，",
            "包括：",
            "（一）机关内设机构",
            "□□1.办公室",
            "□□2.法规处（信访处）",
            "（二）下属事业单位",
            "□□1.甲中心",
            "四、部门收支预算编制依据",
            "□□无。",
        ]]);
        let names = |found: Option<Institutions>| found.map(|found| texts(&found.names).join(" "));
        assert_eq!(names(found.divisions).as_deref(), Some("办公室 法规处（信访处）"));
        assert_eq!(names(found.subordinates).as_deref(), Some("甲中心"));
        assert_eq!(found.sections.len(), 4);
    }

    #[test]
    fn duties_in_one_paragraph_are_parted() {
        let found = overview(&[&["（一）主要职能", "□□职责是：（一）拟订规划；（二）负责监督", "；（三）其他任务。"]]);
        assert_eq!(texts(&found.duties), ["拟订规划；", "负责监督；", "其他任务。"]);
    }

    #[test]
    fn a_duty_about_institutions_is_no_heading() {
        let found = overview(&[&[
            "一、主要职责",
            "□□（一）承担人事工作。",
            "□□（二）指导下属单位",
            "二、机构设置情况（含人员）",
            "□□无。",
        ]]);
        assert_eq!(texts(&found.duties), ["承担人事工作。", "指导下属单位"]);
        assert_eq!(found.sections.len(), 2);
    }

    #[test]
    fn duties_without_numbers_are_paragraphs() {
        let found = overview(&[&["澜川市商务局主要职能", "□□主管商务。", "□□负责流通。"]]);
        assert_eq!(texts(&found.duties), ["主管商务。", "负责流通。"]);
    }
}
