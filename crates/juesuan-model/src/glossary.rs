//! The glossary (名词解释): its paragraphs → terms and their definitions.

use serde::{Deserialize, Serialize};

use crate::flow::Item;
use crate::numbering::{Style, numbering};
use crate::paragraphs::{Paragraph, paragraphs};
use crate::place::Place;
use crate::value::Text;

/// A term is at most this many characters long: functional classes are terms with their full path (类、款、项).
const LONGEST_TERM: usize = 70;

/// Words between a term and its definition where there is no colon.
const DEFINING_WORDS: &[&str] = &["是指", "指", "反映"];

/// Openings of a paragraph that belongs to the definition before it.
const CONTINUING_WORDS: &[&str] = &["其中", "主要包括", "包括", "具体包括", "主要是", "即", "注", "上述"];

/// What follows the glossary without a heading of its own.
const AFTER_GLOSSARY: &[&str] = &["附件", "附表", "附录"];

/// A term with its definition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct GlossaryEntry {
    /// The term as printed, without its number.
    pub term: Text,
    /// The definition, from the word 指 on; its paragraphs are parted by line feeds. Empty where none is printed.
    pub definition: Text,
}

/// Reads the glossary's entries. It ends where a table or an attachment follows.
#[must_use]
pub fn read(items: &[Item<'_>]) -> Vec<GlossaryEntry> {
    let end = items.iter().position(|item| item.grid().is_some() || ends_glossary(&item.key())).unwrap_or(items.len());
    let paragraphs = paragraphs(items.get(..end).unwrap_or_default());
    let paragraphs: Vec<Paragraph<'_>> = paragraphs.iter().flat_map(split_at_terms).collect();
    let style = entry_style(&paragraphs);
    let mut entries: Vec<GlossaryEntry> = Vec::new();
    // Whether the entry takes the paragraphs that follow; a heading inside the glossary stops it.
    let mut open = false;
    for paragraph in &paragraphs {
        let number = numbering(&paragraph.text);
        let own_style = number.map(|number| number.style);
        let start = number.map_or(0, |number| number.len);
        let outer = own_style.zip(style).is_some_and(|(own, entries)| own < entries);
        let found = term_end(paragraph.text.get(start..).unwrap_or_default());
        match found {
            Some((term, definition)) if own_style == style || (outer && definition > 0) => {
                let split = start.saturating_add(term);
                let rest = start.saturating_add(definition);
                let (term, definition) = (paragraph.slice(start..split), paragraph.slice(rest..paragraph.text.len()));
                entries.push(GlossaryEntry { term, definition });
                open = true;
            }
            None if style.is_some() && own_style == style && is_bare_term(&paragraph.text) => {
                entries.push(GlossaryEntry {
                    term: paragraph.slice(start..paragraph.text.len()),
                    definition: Text::default(),
                });
                open = true;
            }
            _ if outer => open = false,
            _ => {
                if let Some(entry) = entries.last_mut().filter(|_| open) {
                    extend(&mut entry.definition, &paragraph.whole());
                }
            }
        }
    }
    entries
}

fn ends_glossary(key: &str) -> bool {
    AFTER_GLOSSARY.iter().any(|word| key.starts_with(word)) || key.ends_with("自评表")
}

fn extend(definition: &mut Text, next: &Text) {
    if definition.is_empty() {
        *definition = next.clone();
        return;
    }
    definition.text.push('\n');
    definition.text.push_str(&next.text);
    definition.at = Place::join(definition.at, next.at);
}

/// The style of numbers that most entries open with; none where most open without.
fn entry_style(paragraphs: &[Paragraph<'_>]) -> Option<Style> {
    let mut counts: Vec<(Option<Style>, usize)> = Vec::new();
    for paragraph in paragraphs {
        let number = numbering(&paragraph.text);
        let start = number.map_or(0, |number| number.len);
        if term_end(paragraph.text.get(start..).unwrap_or_default()).is_none() {
            continue;
        }
        let style = number.map(|number| number.style);
        match counts.iter_mut().find(|(other, _)| *other == style) {
            Some((_, count)) => *count += 1,
            None => counts.push((style, 1)),
        }
    }
    // The first of the most frequent.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).and_then(|(style, _)| style)
}

/// Where a term ends and where its definition begins, in bytes; nothing where the text opens with no term.
fn term_end(text: &str) -> Option<(usize, usize)> {
    let limit = text.char_indices().nth(LONGEST_TERM).map_or(text.len(), |(at, _)| at);
    let head = text.get(..limit)?;
    let head = head.split(['。', '；', ';']).next()?;
    let continuing = CONTINUING_WORDS.iter().any(|word| head.trim_start().starts_with(word));
    if continuing {
        return None;
    }
    if let Some(at) = head.find([':', '：', '∶']) {
        let rest = head.get(at..)?;
        let colon = rest.chars().next()?.len_utf8();
        return (at > 0).then_some((at, at.saturating_add(colon)));
    }
    // Without a colon the sentence must begin soon: `基本支出是指…`, `“三公”经费 指…`.
    let (at, _) = DEFINING_WORDS.iter().find_map(|word| Some((head.find(word)?, word)))?;
    let term = head.get(..at)?;
    let plain = !term.contains(['，', ',']) && term.chars().count() >= 2;
    plain.then_some((at, at))
}

/// A numbered line that is only a term; its definition follows in the next paragraph.
fn is_bare_term(text: &str) -> bool {
    text.chars().count() <= LONGEST_TERM && !text.trim_end().ends_with(['。', '；', ';', '，'])
}

/// Entries without indent and number run into each other where the last line is full: a line that opens with
/// `term：指` after the end of a sentence opens an entry.
fn split_at_terms<'a>(paragraph: &Paragraph<'a>) -> Vec<Paragraph<'a>> {
    let mut cuts = vec![0];
    for piece in paragraph.pieces.iter().skip(1) {
        let start = piece.bytes.start;
        let before = paragraph.text.get(..start).unwrap_or_default();
        let line = paragraph.text.get(start..).unwrap_or_default();
        let entry = term_end(line).and_then(|(_, definition)| line.get(definition..));
        if before.trim_end().ends_with('。') && entry.is_some_and(|text| text.trim_start().starts_with(['指', '是']))
        {
            cuts.push(start);
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

    /// Lines of 10 points a character on pages whose text is 20 characters wide.
    #[allow(clippy::cast_precision_loss)]
    fn glossary(pages: &[&[&str]]) -> Vec<(String, String)> {
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
        read(&flow(&layouts)).into_iter().map(|entry| (entry.term.text, entry.definition.text)).collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(term, definition)| ((*term).to_owned(), (*definition).to_owned())).collect()
    }

    #[test]
    fn numbered_terms_over_page_breaks() {
        let found = glossary(&[
            &["□□一、财政拨款收入：指单位从本级财政部门", "取得的各类财政拨款资金，包括一般公共预算"],
            &[
                "拨款。",
                "□□二、“三公”经费：指因公出国等支出。",
                "□□其中：公务接待费反映接待支出。",
                "□□（一）公务接待费：指接待。",
            ],
        ]);
        let expected = pairs(&[
            ("财政拨款收入", "指单位从本级财政部门取得的各类财政拨款资金，包括一般公共预算拨款。"),
            ("“三公”经费", "指因公出国等支出。\n其中：公务接待费反映接待支出。\n（一）公务接待费：指接待。"),
        ]);
        assert_eq!(found, expected);
    }

    #[test]
    fn terms_without_number_or_colon() {
        let found = glossary(&[&[
            "□□基本支出：指人员与公用支出。",
            "□□项目支出是指在基本支出之外的支出。",
            "□□机关运行经费 指日常支出。",
        ]]);
        let expected = pairs(&[
            ("基本支出", "指人员与公用支出。"),
            ("项目支出", "是指在基本支出之外的支出。"),
            ("机关运行经费", "指日常支出。"),
        ]);
        assert_eq!(found, expected);
    }

    #[test]
    fn terms_on_lines_of_their_own_under_group_headings() {
        let found = glossary(&[&[
            "□□一、收入科目",
            "□□1.事业收入",
            "□□指事业单位开展业务的收入。",
            "□□2.其他收入：指其他。",
            "□□二、支出科目",
            "□□1.基本支出:指保障运转。",
            "附件：绩效自评",
        ]]);
        let expected = pairs(&[
            ("事业收入", "指事业单位开展业务的收入。"),
            ("其他收入", "指其他。"),
            ("基本支出", "指保障运转。"),
        ]);
        assert_eq!(found, expected);
    }

    #[test]
    fn entries_that_end_with_a_full_line_are_parted() {
        let found = glossary(&[&[
            "事业收入：指事业单位开展业务活动取得的收。",
            "经营收入：指事业单位在专业业务活动之外的",
            "收入。",
        ]]);
        assert_eq!(found.len(), 2, "{found:?}");
    }
}
