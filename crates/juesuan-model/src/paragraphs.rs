//! Paragraphs: lines of the flow → texts as they were written, joined over line and page breaks.
//!
//! A line opens a paragraph when it is indented, when it opens with a number, when the line before it is not full, or
//! when size or spacing change. Over a page break the same rules hold. How lines are set is known: here they are read.

mod torn;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

use juesuan_document::layout::{Break, Layout, TextLine};
use juesuan_document::{Gap, Setting};

use crate::flow::Item;
use crate::numbering::{Style, numbering};
use crate::place::Place;
use crate::value::Text;

pub(crate) use torn::torn;

/// Lines whose sizes differ by more than this factor belong to different paragraphs.
const SAME_SIZE: f32 = 1.15;

/// A first-line indent is at least this many half characters wide. Four are usual.
const INDENT: i16 = 2;

/// A text without pages may be broken where its lines were full: no line of so few characters was.
const FULL_LINE: usize = 20;

/// A paragraph with the lines that it is made of.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Paragraph<'a> {
    /// Its text; spaces at line ends are removed.
    pub text: String,
    /// The lines, in order.
    pub pieces: Vec<Piece<'a>>,
    /// The items that it is made of, as indices into the slice that was read.
    pub items: Range<usize>,
    /// Bytes of the text, and the characters before each.
    counted: OnceCell<Vec<(usize, usize)>>,
}

/// So many bytes lie between two marks at which characters are counted.
const MARKED: usize = 128;

/// A line's share of a paragraph.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Piece<'a> {
    /// The bytes of the paragraph's text that stand on this line.
    pub bytes: Range<usize>,
    /// The page.
    pub layout: &'a Layout,
    /// The line.
    pub line: &'a TextLine,
    /// Characters of the line before the piece (leading spaces).
    skipped: usize,
}

impl<'a> Paragraph<'a> {
    /// A part of the paragraph as a paragraph of its own.
    #[must_use]
    pub fn cut(&self, bytes: Range<usize>) -> Paragraph<'a> {
        let text = self.text.get(bytes.clone()).unwrap_or_default().to_owned();
        let pieces = self.pieces_in(&bytes).iter().filter_map(|piece| {
            let start = piece.bytes.start.max(bytes.start);
            let end = piece.bytes.end.min(bytes.end);
            let before = self.chars(piece.bytes.start..start);
            (start < end).then(|| Piece {
                bytes: start.saturating_sub(bytes.start)..end.saturating_sub(bytes.start),
                skipped: piece.skipped.saturating_add(before),
                ..*piece
            })
        });
        Paragraph { pieces: pieces.collect(), text, items: self.items.clone(), counted: OnceCell::new() }
    }

    /// The pieces that hold some of these bytes.
    fn pieces_in(&self, bytes: &Range<usize>) -> &[Piece<'a>] {
        let first = self.pieces.partition_point(|piece| piece.bytes.end <= bytes.start);
        let end = self.pieces.partition_point(|piece| piece.bytes.start < bytes.end);
        self.pieces.get(first..end.max(first)).unwrap_or_default()
    }

    /// The number of characters in a range of bytes. Counted from the nearest mark: a paragraph may be one very long line.
    fn chars(&self, bytes: Range<usize>) -> usize {
        let marks = self.counted.get_or_init(|| {
            let mut marks = vec![(0, 0)];
            for (count, (at, _)) in self.text.char_indices().enumerate() {
                if marks.last().is_some_and(|(last, _)| at >= last + MARKED) {
                    marks.push((at, count));
                }
            }
            marks
        });
        let up_to = |byte: usize| {
            let index = marks.partition_point(|(at, _)| *at <= byte).saturating_sub(1);
            let (at, count) = marks.get(index).copied().unwrap_or_default();
            self.text.get(at..byte).map_or(0, |text| text.chars().count()).saturating_add(count)
        };
        up_to(bytes.end).saturating_sub(up_to(bytes.start))
    }

    /// Where a range of bytes of the text is printed; over several pages, its part on the first.
    #[must_use]
    pub fn place(&self, bytes: Range<usize>) -> Place {
        let places = self.pieces_in(&bytes).iter().filter_map(|piece| {
            let start = bytes.start.max(piece.bytes.start);
            let end = bytes.end.min(piece.bytes.end);
            if start >= end {
                return None;
            }
            let first = piece.skipped.saturating_add(self.chars(piece.bytes.start..start));
            let last = first.saturating_add(self.chars(start..end));
            Some(Place::of_line(piece.layout, piece.line).part(piece.layout, piece.line, first..last))
        });
        places.reduce(Place::join).unwrap_or_default()
    }

    /// A range of bytes of the text, without the white space around it, with its place.
    #[must_use]
    pub fn slice(&self, bytes: Range<usize>) -> Text {
        let whole = self.text.get(bytes.clone()).unwrap_or_default();
        let leading = whole.len().saturating_sub(whole.trim_start().len());
        let start = bytes.start.saturating_add(leading);
        let text = whole.trim();
        Text::new(text, self.place(start..start.saturating_add(text.len())))
    }

    /// Joins the text that follows.
    pub(crate) fn append(&mut self, next: &Self) {
        let offset = self.text.len();
        self.counted = OnceCell::new();
        self.text.push_str(&next.text);
        self.pieces.extend(next.pieces.iter().cloned().map(|mut piece| {
            piece.bytes = piece.bytes.start.saturating_add(offset)..piece.bytes.end.saturating_add(offset);
            piece
        }));
        self.items.end = self.items.end.max(next.items.end);
    }

    /// The whole text with its place.
    #[must_use]
    pub fn whole(&self) -> Text {
        self.slice(0..self.text.len())
    }

    /// The page on which it begins, from 1.
    #[must_use]
    pub fn page(&self) -> u32 {
        self.pieces.first().map_or(0, |piece| piece.layout.page)
    }
}

/// Joins the lines among these items to paragraphs. Grids are left out; they end a paragraph.
#[must_use]
pub fn paragraphs<'a>(items: &[Item<'a>]) -> Vec<Paragraph<'a>> {
    let rows = rows(items);
    let mut found: Vec<Paragraph<'a>> = Vec::new();
    let mut open: Vec<&Row<'a>> = Vec::new();
    for row in &rows {
        if !continues(&open, row) {
            found.extend(paragraph(&open));
            open.clear();
        }
        open.push(row);
    }
    found.extend(paragraph(&open));
    found
}

/// All lines among these items as one text: a heading or a title over several lines. Nothing where there is no line.
#[must_use]
pub fn joined<'a>(items: &[Item<'a>]) -> Option<Paragraph<'a>> {
    paragraph(&rows(items).iter().collect::<Vec<_>>())
}

/// Every printed line, and every row of a grid, as a text of its own: for lists such as the 目录.
#[must_use]
pub fn lines<'a>(items: &[Item<'a>]) -> Vec<Paragraph<'a>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (index, item) in items.iter().enumerate() {
        let Some(grid) = item.grid() else { continue };
        found.extend(lines_between(items, start..index));
        let mut rows: BTreeMap<usize, Vec<&'a TextLine>> = BTreeMap::new();
        for cell in &grid.cells {
            let lines = cell.lines.iter().filter(|line| !line.text.trim().is_empty());
            rows.entry(cell.row).or_default().extend(lines);
        }
        let row = |lines| paragraph(&[&Row { items: index..index + 1, layout: item.layout, lines }]);
        found.extend(rows.into_values().filter_map(row).filter(|row| !row.text.is_empty()));
        start = index + 1;
    }
    found.extend(lines_between(items, start..items.len()));
    found
}

fn lines_between<'a>(items: &[Item<'a>], range: Range<usize>) -> Vec<Paragraph<'a>> {
    let rows = rows(items.get(range.clone()).unwrap_or_default());
    let found = rows.iter().filter_map(|row| paragraph(&[row]));
    found
        .map(|mut line| {
            line.items = line.items.start + range.start..line.items.end + range.start;
            line
        })
        .collect()
}

/// A printed line: fragments on one baseline, that a wide gap separates, are together again.
struct Row<'a> {
    items: Range<usize>,
    layout: &'a Layout,
    lines: Vec<&'a TextLine>,
}

impl Row<'_> {
    /// How it begins on its page.
    fn setting(&self) -> Option<Setting> {
        self.lines.first()?.setting
    }

    fn size(&self) -> f32 {
        self.lines.first().map_or(0.0, |line| line.size)
    }

    fn text(&self) -> &str {
        self.lines.first().map_or("", |line| line.text.trim())
    }

    fn breaks(&self) -> Break {
        self.lines.first().map(|line| line.breaks).unwrap_or_default()
    }

    fn ending(&self) -> Option<char> {
        self.lines.last().and_then(|line| line.text.trim_end().chars().next_back())
    }
}

fn rows<'a>(items: &[Item<'a>]) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'a>> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let Some(line) = item.line().filter(|line| !line.text.trim().is_empty()) else { continue };
        let beside = line.setting.is_some_and(|setting| setting.beside);
        match rows.last_mut().filter(|row| beside && row.items.end == index && row.layout.page == item.layout.page) {
            Some(row) => {
                row.lines.push(line);
                row.items.end = index + 1;
            }
            None => rows.push(Row { items: index..index + 1, layout: item.layout, lines: vec![line] }),
        }
    }
    rows
}

/// Whether a row goes on with the paragraph whose rows are open.
fn continues(open: &[&Row<'_>], row: &Row<'_>) -> bool {
    let (Some(first), Some(last)) = (open.first(), open.last()) else { return false };
    let directly = last.items.end == row.items.start;
    match row.breaks() {
        Break::Opens => return false,
        Break::Continues => return directly,
        Break::Unknown => {}
    }
    let (Some(opening), Some(before), Some(set)) = (first.setting(), last.setting(), row.setting()) else {
        return directly && is_cut(last, row);
    };
    let heading = open.len() == 1 && numbering(first.text()).is_some() && !in_mid_sentence(first.text());
    let ended = heading || last.ending().is_some_and(|c| matches!(c, '。' | '！' | '？'));
    let parted = !directly
        || row.size() > last.size() * SAME_SIZE
        || last.size() > row.size() * SAME_SIZE
        || last.layout.page == row.layout.page && set.gap >= if ended { Gap::Spaced } else { Gap::Wide };
    if parted {
        return false;
    }
    // What begins left of its paragraph's first line opens none: headings may stand further out than the text.
    let back = set.indent <= opening.indent.saturating_sub(INDENT) && (open.len() == 1 || alike(set, before));
    let indented = set.indent >= INDENT && !back;
    let hanging = indented && hangs(open, set);
    // Where the paragraph's own first line is indented, a list in it goes on at the margin.
    let inner = !indented && opening.indent >= INDENT && runs_on(last, row);
    // One that lacked room for the next word is full; half a character is no room.
    let full = before.room <= set.lead || !indented && breaks_off(last, row);
    full && (inner || !numbered(first, last, row, indented)) && (!indented || hanging)
}

/// Whether two lines begin one below the other.
fn alike(one: Setting, other: Setting) -> bool {
    one.indent.abs_diff(other.indent) < INDENT.unsigned_abs()
}

/// Whether a line break without geometry cuts a text: after a full line that ends no sentence, before no number; or
/// before an amount, whose name the line above it ends with.
fn is_cut(last: &Row<'_>, row: &Row<'_>) -> bool {
    let ended = last.ending().is_some_and(|c| matches!(c, '。' | '！' | '？' | '：' | ':' | '；' | ';'));
    let full = last.lines.iter().map(|line| line.text.chars().count()).sum::<usize>() >= FULL_LINE;
    // A heading or a title is no sentence, however long.
    let sentence =
        last.lines.iter().any(|line| in_mid_sentence(&line.text) || line.text.trim_end().ends_with(['万', '亿']));
    !ended && (full && sentence && numbering(row.text()).is_none() || sentence && opens_with_amount(row.text()))
}

/// Whether a text begins with an amount of money: `987.64万元，支出合计`.
fn opens_with_amount(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_numeric() || matches!(c, '.' | ',' | '．' | '，'));
    rest.len() < text.len() && ["万元", "元", "亿元"].iter().any(|unit| rest.starts_with(unit))
}

/// Whether a line breaks off before its number ends, or before the number that its last word leads to: `收入总计3，` with
/// `456.78万元` below it, `年初预算为` with `161.62万元`. Such lines belong together, however short the first is.
fn breaks_off(last: &Row<'_>, row: &Row<'_>) -> bool {
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let begins = row.text().starts_with(|c: char| digit(c) || matches!(c, '.' | ',' | '%' | '％' | '．'));
    let dated = row
        .text()
        .char_indices()
        .nth(4)
        .is_some_and(|(at, c)| c == '年' && row.text().get(..at).is_some_and(|y| y.chars().all(digit)));
    let heading = numbering(last.text()).is_some() && !in_mid_sentence(last.text());
    let apart = !begins || dated || heading || numbering(row.text()).is_some();
    let Some(line) = last.lines.last().filter(|_| !apart) else { return false };
    let text = line.text.trim_end();
    let number = text.trim_end_matches([',', '，', '.', '．']);
    number.ends_with(digit) && number.chars().any(|c| !digit(c))
        || LEADS_TO_NUMBER.iter().any(|word| text.ends_with(word))
}

/// Words that a number follows.
const LEADS_TO_NUMBER: &[&str] =
    &["为", "是", "共", "约", "计", "达", "加", "少", "长", "降", "的", "数", "额", "支出", "收入", "费", "占"];

/// Whether a line is text that the next one goes on with, and no heading.
fn in_mid_sentence(text: &str) -> bool {
    let open = |c: char| c.is_numeric() || matches!(c, '、' | '；' | ';' | '（' | '(' | '《' | '“' | '〔' | '【');
    text.contains(['。', '，', ',']) || text.trim_end().ends_with(open)
}

/// Whether a number that opens a row may stand in the middle of a text: after a line that ends no sentence, or where
/// it is of the innermost styles.
fn runs_on(last: &Row<'_>, row: &Row<'_>) -> bool {
    let innermost = |style| matches!(style, Style::BracketedArabic | Style::Circled);
    last.ending().is_some_and(|c| !matches!(c, '。' | '！' | '？'))
        || numbering(row.text()).is_some_and(|number| innermost(number.style))
}

/// Whether the row opens with a number that is one: `一、二级公路` after `修建第` is none.
fn numbered(first: &Row<'_>, last: &Row<'_>, row: &Row<'_>, indented: bool) -> bool {
    let Some(number) = numbering(row.text()) else { return false };
    let sentence_ended = last.ending().is_some_and(|c| matches!(c, '。' | '；' | '：' | ';' | ':' | '！' | '？'));
    let next = numbering(first.text()).is_some_and(|before| number.follows(&before));
    indented || sentence_ended || number.value == 1 || next
}

/// Whether the lines after the first are the indented ones.
fn hangs(open: &[&Row<'_>], set: Setting) -> bool {
    let mut settings = open.iter().filter_map(|row| row.setting());
    let further = settings.next().is_some_and(|first| first.indent < set.indent);
    let rest = open.get(1).into_iter().chain(open.last().filter(|_| open.len() > 1));
    let same = rest.filter_map(|row| row.setting()).all(|other| other.indent.abs_diff(set.indent) <= 1);
    further && same && (open.len() > 1 || open.first().is_some_and(|first| numbering(first.text()).is_some()))
}

fn paragraph<'a>(rows: &[&Row<'a>]) -> Option<Paragraph<'a>> {
    let items = rows.first()?.items.start..rows.last()?.items.end;
    let mut text = String::new();
    let mut pieces = Vec::with_capacity(rows.iter().map(|row| row.lines.len()).sum());
    for row in rows {
        for (index, line) in row.lines.iter().enumerate() {
            let piece = line.text.trim();
            let words = text.ends_with(|c: char| c.is_ascii_alphabetic())
                && piece.starts_with(|c: char| c.is_ascii_alphabetic());
            if index > 0 || words {
                text.push(' ');
            }
            let skipped = line.text.chars().take_while(|c| c.is_whitespace()).count();
            let start = text.len();
            text.push_str(piece);
            pieces.push(Piece { bytes: start..text.len(), layout: row.layout, line, skipped });
        }
    }
    Some(Paragraph { text, pieces, items, counted: OnceCell::new() })
}

#[cfg(test)]
mod tests {
    use juesuan_document::layout::Block;
    use juesuan_document::{Address, Rect, Surface};

    use super::*;
    use crate::flow::flow;

    /// Pages of lines of 10 points a character: (indent in characters, baseline row, text).
    #[allow(clippy::cast_precision_loss)]
    fn pages(pages: &[&[(f32, f32, &str)]]) -> Vec<Layout> {
        let page = |(number, lines): (u32, &&[(f32, f32, &str)])| {
            let mut layout = Layout::new(number, 260.0, 842.0);
            for (indent, row, text) in *lines {
                let x0 = 50.0 + indent * 10.0;
                let y0 = 200.0 + row * 20.0;
                let x1 = x0 + text.chars().count() as f32 * 10.0;
                layout.blocks.push(Block::Line(TextLine::evenly(text, Rect { x0, y0, x1, y1: y0 + 10.0 })));
            }
            layout
        };
        let mut pages: Vec<Layout> = (1..).zip(pages).map(page).collect();
        juesuan_document::complete(&mut pages);
        pages
    }

    fn texts(document: &[&[(f32, f32, &str)]]) -> Vec<String> {
        let pages = pages(document);
        paragraphs(&flow(&pages)).into_iter().map(|paragraph| paragraph.text).collect()
    }

    /// The paragraphs of a flowing text.
    fn flowing(lines: &[(Break, &str)]) -> Vec<String> {
        let mut layout = Layout { surface: Surface::Flow, ..Layout::new(1, 0.0, 0.0) };
        let line = |(breaks, text): &(Break, &str)| TextLine::flowing(text, *breaks, Address::Paragraph(1));
        layout.blocks.extend(lines.iter().map(line).map(Block::Line));
        paragraphs(&flow(&[layout])).into_iter().map(|paragraph| paragraph.text).collect()
    }

    #[test]
    fn what_a_source_says_of_paragraphs_counts() {
        let found = flowing(&[(Break::Opens, "甲"), (Break::Continues, "一、乙"), (Break::Opens, "丙")]);
        assert_eq!(found, ["甲一、乙", "丙"]);
    }

    #[test]
    fn a_line_break_cuts_a_text_only_after_a_full_line() {
        let full = "本年度财政拨款支出决算数为一千二百三十四万";
        assert_eq!(full.chars().count(), FULL_LINE + 1);
        let short: String = full.chars().take(FULL_LINE - 1).collect();
        assert_eq!(flowing(&[(Break::Opens, full), (Break::Unknown, "元。")]).len(), 1);
        assert_eq!(flowing(&[(Break::Opens, &short), (Break::Unknown, "元。")]).len(), 2);
        let wide = "本年度决算，收入合计";
        assert_eq!(flowing(&[(Break::Opens, wide), (Break::Unknown, "987.64万元，支出合计")]).len(), 1);
        assert_eq!(flowing(&[(Break::Opens, wide), (Break::Unknown, "987.64平方米")]).len(), 2);
        assert_eq!(flowing(&[(Break::Opens, full), (Break::Unknown, "二、收入")]).len(), 2);
        assert_eq!(flowing(&[(Break::Opens, &format!("{full}。")), (Break::Unknown, "收入")]).len(), 2);
        let title = "某某市某某区某某管理局二〇二四年度部门决算公开";
        assert_eq!(flowing(&[(Break::Opens, title), (Break::Unknown, "目录")]).len(), 2);
    }

    const FULL: &str = "满行的文字一共有十六个不多也不少";

    #[test]
    fn indented_paragraphs_are_joined_over_lines_and_pages() {
        let found = texts(&[
            &[(2.0, 0.0, "首行缩进两个字符的十四个字。"), (2.0, 1.0, "另一段首行缩进两个字符的字符"), (0.0, 2.0, FULL)],
            &[(0.0, 0.0, "止。"), (2.0, 1.0, "第三段。")],
        ]);
        let second = format!("另一段首行缩进两个字符的字符{FULL}止。");
        assert_eq!(found, ["首行缩进两个字符的十四个字。", &second, "第三段。"]);
    }

    #[test]
    fn without_indents_short_lines_numbers_and_gaps_part_them() {
        let found = texts(&[&[
            (0.0, 0.0, "短行"),
            (0.0, 1.0, FULL),
            (0.0, 2.0, "续行。"),
            (0.0, 3.0, "1. 满行的文字一共有十六个不。"),
            (0.0, 4.0, "2. 满行的文字一共有十六个不多"),
            (0.0, 5.0, "续行。"),
            (0.0, 6.0, FULL),
            (0.0, 8.0, "隔行的另一段"),
        ]]);
        assert_eq!(found.len(), 6, "{found:?}");
        assert_eq!(found[3], "2. 满行的文字一共有十六个不多续行。");
    }

    #[test]
    fn a_numbered_first_line_in_mid_sentence_is_no_heading() {
        for first in ["（一）满行的文字，共有十六个不多", "（一）满行的文字共有这么多的十六"]
        {
            let found = texts(&[&[(0.0, 0.0, first), (0.0, 1.2, FULL), (0.0, 2.2, FULL), (0.0, 3.2, "止。")]]);
            assert_eq!(found.len(), if first.contains('，') { 1 } else { 2 }, "{found:?}");
        }
    }

    #[test]
    fn headings_that_hang_out_do_not_move_the_margin() {
        let found = texts(&[&[
            (-1.0, 0.0, "一、收入情况"),
            (2.0, 1.0, "首行缩进两个字符的十四个字符"),
            (0.0, 2.0, FULL),
            (0.0, 3.0, "止。"),
            (-1.0, 4.0, "二、支出情况"),
            (2.0, 5.0, "另一段首行缩进两个字符的字符"),
            (0.0, 6.0, "续行。"),
        ]]);
        assert_eq!(found.len(), 4, "{found:?}");
        assert!(found[1].ends_with("止。") && found[3].ends_with("续行。"), "{found:?}");
    }

    #[test]
    fn spaced_paragraphs_need_no_indent() {
        let found = texts(&[&[
            (0.0, 0.0, "一、满行标题的文字一共有十六个"),
            (0.0, 1.3, FULL),
            (0.0, 2.3, "满行的文字又一共有十六个不多。"),
            (0.0, 3.6, FULL),
            (0.0, 4.6, FULL),
            (0.0, 5.6, "续行。"),
        ]]);
        assert_eq!(found.len(), 3, "{found:?}");
    }

    #[test]
    fn a_list_inside_an_indented_paragraph_goes_on_at_the_margin() {
        let found = texts(&[&[
            (2.0, 0.0, "增长的主要原因一共有两个即："),
            (0.0, 1.0, "（1）工资增长；（2）项目增长。"),
            (2.0, 2.0, "另一段的文字。"),
        ]]);
        assert_eq!(found.len(), 2, "{found:?}");
    }

    #[test]
    fn hanging_indents_continue() {
        let found = texts(&[&[
            (0.0, 0.0, "1. 悬挂缩进的文字满行十六个字"),
            (2.0, 1.0, "续行也是满的一共有十四个字数"),
            (2.0, 2.0, "再续。"),
            (0.0, 3.0, "2. 悬挂缩进的文字满行十六个字"),
        ]]);
        assert_eq!(found.len(), 2, "{found:?}");
    }

    #[test]
    fn a_numeral_inside_a_sentence_opens_no_paragraph() {
        let found = texts(&[&[
            (2.0, 0.0, "修建多条道路其中等级公路第一"),
            (0.0, 1.0, "二、三级公路若干，又修建桥梁和隧"),
            (0.0, 2.0, "道。"),
        ]]);
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn a_line_that_lacks_room_for_the_next_number_is_full() {
        let found = texts(&[&[(0.0, 0.0, FULL), (0.0, 1.0, "支出决算为"), (0.0, 2.0, "12345678901.23万元。")]]);
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn marks_that_hang_over_the_margin_do_not_widen_it() {
        let hanging = format!("{FULL}，");
        let found = texts(&[&[
            (0.0, 0.0, &hanging),
            (0.0, 1.0, &hanging),
            (0.0, 2.0, &hanging),
            (0.0, 3.0, FULL),
            (0.0, 4.0, "续行。"),
        ]]);
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn places_are_those_of_the_slice() {
        let pages =
            pages(&[&[(2.0, 0.0, "首行缩进两个字符的十四个字符")], &[(0.0, 0.0, "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳")]]);
        let items = flow(&pages);
        let paragraph = &paragraphs(&items)[0];
        let found = paragraph.text.find("乙丙").unwrap();
        let text = paragraph.slice(found..found + 6);
        assert_eq!(text.text, "乙丙");
        assert_eq!((text.at.page, text.at.bbox), (2, Rect { x0: 60.0, y0: 200.0, x1: 80.0, y1: 210.0 }));
        assert_eq!(paragraph.whole().at.page, 1);
    }
}
