//! Paragraphs → the section tree, and the body texts with the heading path that they stand under.

use std::collections::BTreeMap;

use crate::numbering::{Style, numbering};
use crate::paragraphs::Paragraph;
use crate::value::Text;

use super::figures::holds_figure;
use super::plain::{leads_to_amount, without_spaces};
use super::types::Section;
use super::vocabulary::HEADING_ENDS;

/// A heading is at most this many characters long.
const LONGEST_HEADING: usize = 50;

/// A heading without a number is larger than the text by this factor.
const LARGER: f32 = 1.12;

/// A heading without a number has no more characters.
const LONGEST_UNNUMBERED: usize = 30;

/// A paragraph, or what follows the heading in its first sentence.
pub(super) struct Body<'p, 'a> {
    /// The headings above it, joined by `/`.
    pub(super) section: String,
    /// The innermost heading without its number.
    pub(super) heading: String,
    /// The paragraph.
    pub(super) paragraph: &'p Paragraph<'a>,
    /// The byte of the paragraph's text where the body begins: after a heading or an item number.
    pub(super) start: usize,
}

/// The section tree, and its bodies in the order of the text.
pub(super) fn sections<'p, 'a>(paragraphs: &'p [Paragraph<'a>]) -> (Vec<Section>, Vec<Body<'p, 'a>>) {
    let mut tree = Tree::default();
    let mut bodies = Vec::new();
    let text_size = text_size(paragraphs);
    let mut numbered_size = 0.0_f32;
    for paragraph in paragraphs {
        let numbered = heading(paragraph);
        if numbered.as_ref().is_some_and(|heading| heading.level == 1) {
            numbered_size = size(paragraph);
        }
        // What is no smaller than the headings of sections ends the section before it.
        let larger = || size(paragraph) >= numbered_size.max(text_size * LARGER) && text_size > 0.0;
        if numbered.is_none() && larger() && is_title(paragraph) {
            tree.open(1, paragraph.slice(0..paragraph.text.len()));
            continue;
        }
        let start = match numbered {
            Some(heading) => {
                tree.open(heading.level, heading.text);
                if heading.end >= paragraph.text.len() {
                    continue;
                }
                heading.end
            }
            None => numbering(&paragraph.text).map_or(0, |number| number.len),
        };
        let printed = if start_of_body(paragraph, start) { start } else { 0 };
        tree.add(paragraph.slice(printed..paragraph.text.len()));
        bodies.push(Body { section: tree.path(), heading: tree.innermost(), paragraph, start });
    }
    (tree.finish(), bodies)
}

/// The size of most of the text; none where the source knows none.
fn text_size(paragraphs: &[Paragraph<'_>]) -> f32 {
    let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
    for paragraph in paragraphs {
        let length = sizes.entry(size(paragraph).to_bits()).or_default();
        *length = length.saturating_add(paragraph.text.len());
    }
    sizes.into_iter().max_by_key(|(_, length)| *length).map_or(0.0, |(bits, _)| f32::from_bits(bits))
}

fn size(paragraph: &Paragraph<'_>) -> f32 {
    paragraph.pieces.first().map_or(0.0, |piece| piece.line.size)
}

/// Whether a paragraph is one short line of words, as headings are.
fn is_title(paragraph: &Paragraph<'_>) -> bool {
    let text = paragraph.text.trim();
    (2..=LONGEST_UNNUMBERED).contains(&text.chars().count())
        && paragraph.pieces.len() == 1
        && numbering(text).is_none()
        && !text.contains(['。', '，', '：', '；', ':', ';'])
        && !holds_figure(text)
}

/// Whether the body begins after a heading in the same paragraph (an item's number is part of its text).
fn start_of_body(paragraph: &Paragraph<'_>, start: usize) -> bool {
    numbering(&paragraph.text).is_some_and(|number| number.len < start)
}

struct Heading {
    level: u8,
    text: Text,
    /// The byte of the paragraph's text after it.
    end: usize,
}

/// A whole paragraph that is a heading, or the heading that a paragraph begins with.
fn heading(paragraph: &Paragraph<'_>) -> Option<Heading> {
    let number = numbering(&paragraph.text)?;
    let level = match number.style {
        Style::Chinese => 1,
        Style::BracketedChinese => 2,
        Style::Arabic => 3,
        Style::BracketedArabic => 4,
        _ => return None,
    };
    let after = paragraph.text.get(number.len..)?;
    let stop = after.find(['。', '；', ';', '！', '：', ':']);
    let title = after.get(..stop.unwrap_or(after.len()))?;
    let end = stop.map_or(paragraph.text.len(), |stop| {
        let mark = after.get(stop..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        number.len + stop + mark
    });
    let whole = paragraph.text.get(end..).is_none_or(|rest| rest.trim().is_empty());
    let colon = after.get(stop.unwrap_or(after.len())..).is_some_and(|rest| rest.starts_with([':', '：', '；', ';']));
    let named = HEADING_ENDS.iter().any(|word| title.trim_end().ends_with(word));
    let figured = holds_figure(title) || leads_to_amount(title);
    let short = !title.is_empty() && title.chars().count() <= LONGEST_HEADING && !figured;
    // An Arabic number opens list items too: those end in a mark or go on after a comma.
    let fits = match level {
        1 | 2 if whole => named || !(colon || title.contains('，')),
        1 | 2 => named && !title.contains('，'),
        _ => whole && (stop.is_none() || named) && !title.contains('，'),
    };
    (short && fits).then(|| Heading { level, text: heading_text(paragraph, number.len + title.len()), end })
}

fn heading_text(paragraph: &Paragraph<'_>, end: usize) -> Text {
    let mut text = paragraph.slice(0..end);
    text.text = without_spaces(&text.text);
    text
}

/// Sections on the way to being closed, outermost first.
#[derive(Default)]
struct Tree {
    done: Vec<Section>,
    open: Vec<Section>,
}

impl Tree {
    fn open(&mut self, level: u8, heading: Text) {
        self.close(level);
        self.open.push(Section { heading, level, ..Section::default() });
    }

    /// Closes the sections of this level and of those inside it.
    fn close(&mut self, level: u8) {
        while self.open.last().is_some_and(|section| section.level >= level) {
            let Some(closed) = self.open.pop() else { break };
            match self.open.last_mut() {
                Some(parent) => parent.children.push(closed),
                None => self.done.push(closed),
            }
        }
    }

    fn add(&mut self, paragraph: Text) {
        if self.open.is_empty() && self.done.is_empty() {
            self.done.push(Section::default());
        }
        if let Some(section) = self.open.last_mut().or(self.done.last_mut()) {
            section.paragraphs.push(paragraph);
        }
    }

    fn path(&self) -> String {
        let headings = self.open.iter().map(|section| section.heading.text.as_str()).filter(|text| !text.is_empty());
        headings.collect::<Vec<_>>().join("/")
    }

    fn innermost(&self) -> String {
        let heading = self.open.last().map(|section| section.heading.text.as_str()).unwrap_or_default();
        let number = numbering(heading).map_or(0, |number| number.len);
        heading.get(number..).unwrap_or_default().to_owned()
    }

    fn finish(mut self) -> Vec<Section> {
        self.close(0);
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::super::plain::tests::page;
    use super::*;
    use crate::flow::flow;
    use crate::paragraphs::paragraphs;

    fn paths(lines: &[&str]) -> Vec<(String, String)> {
        let pages = [page(lines)];
        let items = flow(&pages);
        let paragraphs = paragraphs(&items);
        let (_, bodies) = sections(&paragraphs);
        bodies
            .into_iter()
            .map(|body| (body.section, body.paragraph.text.get(body.start..).unwrap_or_default().to_owned()))
            .collect()
    }

    #[test]
    fn headings_make_a_path_and_numbered_items_are_paragraphs() {
        let found = paths(&[
            "一、2022年度收入支出决算总体情况说明",
            "(一) 年度收入总体情况。",
            "1. 事业收入0万元，与上年决算数持平。",
            "（二）支出",
            "正文。",
            "二、其他",
            "正文。",
        ]);
        let path = "一、2022年度收入支出决算总体情况说明/(一)年度收入总体情况";
        assert_eq!(found[0], (path.to_owned(), "事业收入0万元，与上年决算数持平。".to_owned()));
        assert_eq!(found[1].0, "一、2022年度收入支出决算总体情况说明/（二）支出");
        assert_eq!(found[2].0, "二、其他");
    }

    #[test]
    fn a_larger_line_ends_the_section_before_it() {
        let of = |size: f32| {
            let texts = [
                "一、收入决算情况",
                "本年收入合计3.00万元，其中财政拨款收入3.00万元。",
                "其他公开事项",
                "资产总额1.00万元。",
            ];
            let mut layout = page(&texts);
            for (block, size) in layout.blocks.iter_mut().zip([size, 10.0, size, 10.0]) {
                if let juesuan_document::Block::Line(line) = block {
                    line.size = size;
                }
            }
            let pages = [layout];
            let items = flow(&pages);
            let paragraphs = paragraphs(&items);
            let (_, bodies) = sections(&paragraphs);
            bodies.last().map(|body| body.section.clone())
        };
        assert_eq!(of(14.0).as_deref(), Some("其他公开事项"));
        assert_eq!(of(10.0).as_deref(), Some("一、收入决算情况"));
    }

    #[test]
    fn a_heading_may_open_its_paragraph() {
        let found = paths(&["（一）机关运行经费支出情况。本年支出3万元。", "（二）本年支出3万元。"]);
        assert_eq!(found[0], ("（一）机关运行经费支出情况".to_owned(), "本年支出3万元。".to_owned()));
        assert_eq!(found[1].0, "（一）机关运行经费支出情况");
    }

    #[test]
    fn the_tree_holds_paragraphs_under_their_headings() {
        let pages = [page(&["前言。", "一、甲情况", "（一）乙情况", "正文共有七字。", "二、丙情况", "文。"])];
        let items = flow(&pages);
        let paragraphs = paragraphs(&items);
        let (tree, _) = sections(&paragraphs);
        assert_eq!(tree.iter().map(|section| section.level).collect::<Vec<_>>(), [0, 1, 1]);
        assert_eq!(tree[1].children[0].paragraphs[0].text, "正文共有七字。");
    }
}
