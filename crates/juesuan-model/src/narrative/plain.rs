//! A paragraph in the form in which it is scanned: no layout spaces, one form of each mark; every byte knows its place.

use std::ops::Range;

use super::boxes::unchosen;
use crate::paragraphs::Paragraph;
use crate::place::Place;
use crate::value::Text;

/// The scanned form of a paragraph.
///
/// Brackets, colons, semicolons and percent signs are half-width, commas full-width unless they part thousands,
/// digits half-width. Spaces remain only between two digits.
pub(super) struct Plain<'p, 'a> {
    /// The form that is scanned.
    pub(super) text: String,
    paragraph: &'p Paragraph<'a>,
    /// For each byte of `text`, and its end, the byte of the paragraph's text.
    origin: Vec<u32>,
}

impl<'p, 'a> Plain<'p, 'a> {
    pub(super) fn new(paragraph: &'p Paragraph<'a>) -> Self {
        let mut text = String::with_capacity(paragraph.text.len());
        let mut origin = Vec::with_capacity(paragraph.text.len() + 1);
        let mut before = None;
        let mut quoted = false;
        let mut spaced = false;
        // Where the dots end that lead to a figure.
        let mut led = 0;
        let unchosen = unchosen(&paragraph.text);
        for (at, c) in paragraph.text.char_indices() {
            let next = unchosen.partition_point(|range| range.end <= at);
            if unchosen.get(next).is_some_and(|range| range.contains(&at)) {
                continue;
            }
            let next = || paragraph.text.get(at..).and_then(|rest| rest.chars().find(|c| !c.is_whitespace()));
            let after = paragraph.text.get(at + c.len_utf8()..).unwrap_or_default();
            if at < led {
                continue;
            }
            let folded = match c {
                c if is_leader(c) && !before.is_some_and(|c: char| c.is_ascii_digit()) && leads(c, after) => {
                    led = paragraph.text.len() - after.trim_start_matches(is_leader).len();
                    ':'
                }
                '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{00AD}' => continue,
                c if c.is_whitespace() && spaced => continue,
                c if c.is_whitespace() => {
                    spaced = true;
                    let digits = before.is_some_and(|c: char| c.is_ascii_digit())
                        && next().is_some_and(|c| fold(c).is_ascii_digit());
                    if !digits || text.ends_with(' ') {
                        continue;
                    }
                    ' '
                }
                ',' | '，' if parts_thousands(c, before, after) || parts_wide_thousands(&text, after) => ',',
                ',' | '，' => '，',
                '"' | '＂' => {
                    quoted = !quoted;
                    if quoted { '“' } else { '”' }
                }
                c => fold(c),
            };
            spaced &= c.is_whitespace();
            text.push(folded);
            origin.extend(std::iter::repeat_n(byte(at), folded.len_utf8()));
            before = Some(folded);
        }
        origin.push(byte(paragraph.text.len()));
        Self { text, paragraph, origin }
    }

    /// A part of the scanned text.
    pub(super) fn get(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// Where a range of the scanned text is printed.
    pub(super) fn place(&self, range: Range<usize>) -> Place {
        self.paragraph.place(self.printed_range(range))
    }

    /// A range of the scanned text as printed, without layout spaces, and its place.
    pub(super) fn printed(&self, range: Range<usize>) -> Text {
        let range = self.printed_range(range);
        let text = self.paragraph.text.get(range.clone()).unwrap_or_default();
        Text::new(without_spaces(text), self.paragraph.place(range))
    }

    /// The byte of the scanned text that an offset into the paragraph's text falls on.
    pub(super) fn scanned_offset(&self, printed: usize) -> usize {
        self.origin.partition_point(|at| *at < byte(printed)).min(self.text.len())
    }

    fn printed_range(&self, range: Range<usize>) -> Range<usize> {
        let end = self.paragraph.text.len();
        let at = |offset: usize| self.origin.get(offset).and_then(|at| usize::try_from(*at).ok()).unwrap_or(end);
        let start = at(range.start);
        // Spaces before the next scanned character belong to neither.
        let end = self.paragraph.text.get(start..at(range.end)).map_or(start, |text| start + text.trim_end().len());
        start..end
    }
}

/// Text without the spaces that layout put between Chinese characters, digits and marks; words keep theirs.
pub(super) fn without_spaces(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_whitespace() {
            let word = |c: char| c.is_ascii_alphabetic();
            if out.ends_with(word) && chars.peek().is_some_and(|c| word(*c)) {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// An offset in the form in which many are kept.
fn byte(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

fn fold(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '−' | '‐' | '‑' | '–' | '﹣' => '-',
        '﹪' => '%',
        '﹒' => '.',
        '﹐' => '，',
        '∶' | '︰' => ':',
        '〔' | '﹝' => '(',
        '〕' | '﹞' => ')',
        '„' | '‟' | '〝' | '「' | '『' => '“',
        '〞' | '」' | '』' => '”',
        _ => c,
    }
}

/// Whether a comma stands between a digit and a group of exactly three: of the same width as its digits.
fn parts_thousands(comma: char, before: Option<char>, after: &str) -> bool {
    let digit = |c: char| if comma == ',' { c.is_ascii_digit() } else { ('０'..='９').contains(&c) };
    before.is_some_and(|c| c.is_ascii_digit()) && after.chars().take_while(|c| digit(*c)).count() == 3
}

/// Dots that lead the eye to a figure.
fn is_leader(c: char) -> bool {
    matches!(c, '…' | '⋯' | '.' | '．' | '·' | '‥')
}

/// So many dots or more lead to a figure; an ellipsis has three of them in one character.
const FEWEST_DOTS: usize = 3;

/// Whether dots lead to an amount at the end of a text: to a whole number they do in contents.
pub(super) fn leads_to_amount(text: &str) -> bool {
    let mut dots = text.char_indices().filter_map(|(at, c)| Some((c, text.get(at + c.len_utf8()..)?)));
    let amount = dots.find(|(c, after)| is_leader(*c) && leads(*c, after));
    amount.is_some_and(|(_, after)| after.trim_start_matches(is_leader).contains(['.', '．']))
}

/// Whether a dot and those after it lead to a figure (`收入……3.00`).
fn leads(first: char, after: &str) -> bool {
    let rest = after.trim_start_matches(is_leader);
    let dots = |c: char| if matches!(c, '…' | '⋯') { FEWEST_DOTS } else { 1 };
    let count = after.chars().take_while(|c| is_leader(*c)).fold(dots(first), |sum, c| sum.saturating_add(dots(c)));
    count >= FEWEST_DOTS && rest.trim_start().starts_with(|c: char| fold(c).is_ascii_digit() || fold(c) == '-')
}

/// A number has at most so many groups of thousands.
const MOST_GROUPS: usize = 6;

/// Whether a comma of any width parts the thousands of an amount (`72，124，035元`): one to three digits before it, groups
/// of exactly three after it, and 元 at the end. Two numbers with nothing but a comma between them are never stated so.
fn parts_wide_thousands(before: &str, after: &str) -> bool {
    let head = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = before.len().saturating_sub(head.len());
    let grouped = head.strip_suffix(',').is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
    let first = (1..=3).contains(&digits) && !head.ends_with(['.', '，', ' ']);
    if !(first || grouped && digits == 3) {
        return false;
    }
    let mut rest = after;
    for _ in 0..MOST_GROUPS {
        let group: String = rest.chars().take(3).map(fold).collect();
        if group.len() != 3 || !group.bytes().all(|b| b.is_ascii_digit()) {
            return false;
        }
        rest = rest.char_indices().nth(3).and_then(|(at, _)| rest.get(at..)).unwrap_or_default();
        match rest.strip_prefix([',', '，']) {
            Some(more) => rest = more,
            None => break,
        }
    }
    if let Some(decimals) = rest.strip_prefix(['.', '．']) {
        rest = decimals.trim_start_matches(|c: char| fold(c).is_ascii_digit());
    }
    rest.trim_start().starts_with(['元', '万', '亿'])
}

#[cfg(test)]
pub(super) mod tests {
    use juesuan_document::Rect;
    use juesuan_document::layout::{Block, Layout, TextLine};

    use crate::flow::flow;
    use crate::paragraphs::paragraphs;

    use super::*;

    /// A page with these lines, each a paragraph of its own.
    pub(in crate::narrative) fn page(lines: &[&str]) -> Layout {
        let mut layout = Layout::new(1, 3000.0, 3000.0);
        let mut y = 400.0;
        for text in lines {
            #[allow(clippy::cast_precision_loss)]
            let bbox = Rect { x0: 100.0, y0: y, x1: 100.0 + 10.0 * text.chars().count() as f32, y1: y + 10.0 };
            layout.blocks.push(Block::Line(TextLine::evenly(text, bbox)));
            y += 40.0;
        }
        juesuan_document::complete(std::slice::from_mut(&mut layout));
        layout
    }

    fn scanned(text: &str) -> String {
        let pages = [page(&[text])];
        let items = flow(&pages);
        let paragraphs = paragraphs(&items);
        Plain::new(&paragraphs[0]).text
    }

    #[test]
    fn marks_have_one_form_and_spaces_go() {
        assert_eq!(scanned("因公出国（境） 费 ， 占 7.5％；"), "因公出国(境)费，占7.5%;");
        assert_eq!(scanned("\"三公\"经费"), "“三公”经费");
    }

    #[test]
    fn only_commas_between_groups_of_three_part_thousands() {
        assert_eq!(scanned("345,678.12万元,增长"), "345,678.12万元，增长");
        assert_eq!(scanned("３４５，６７８．１２"), "345,678.12");
        assert_eq!(scanned("接待2，300人"), "接待2，300人");
        assert_eq!(scanned("收入72，124，035 元"), "收入72,124,035元");
        assert_eq!(scanned("收入2，124.50万元，300万元"), "收入2,124.50万元，300万元");
        assert_eq!(scanned("2016，300万元"), "2016，300万元");
    }

    #[test]
    fn places_are_those_of_the_printed_characters() {
        let pages = [page(&["收 入 12 万元"])];
        let items = flow(&pages);
        let paragraphs = paragraphs(&items);
        let plain = Plain::new(&paragraphs[0]);
        assert_eq!(plain.text, "收入12万元");
        let digits = plain.place(6..8);
        assert_eq!((digits.bbox.x0, digits.bbox.x1), (140.0, 160.0));
        assert_eq!(plain.printed(0..6).text, "收入");
    }
}
