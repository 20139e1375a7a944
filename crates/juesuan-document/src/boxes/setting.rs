//! How lines are set: the finished layouts of pages → each line's [`Setting`].
//!
//! This is what the eye sees of paragraphs before it reads: indents, full lines, gaps. Files without pages have no
//! settings; they say where paragraphs begin ([`crate::Break`]).

use std::collections::BTreeMap;
use std::ops::Range;

use crate::layout::{Block, Layout, Surface, TextLine};

/// How a line is set on its page. Lengths are in half characters, as wide as a digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Whether it goes on in the row of the line before it, behind a wide gap.
    pub beside: bool,
    /// How far its row begins to the right of the edge that the text keeps; negative where it hangs out over that.
    pub indent: i16,
    /// How much room its row leaves before the right edge of the text; negative where it reaches beyond.
    pub room: i16,
    /// How much room its row needed at its beginning: its first word with the marks that cannot be parted from it.
    pub lead: i16,
    /// How far its row stands below the one before it.
    pub gap: Gap,
}

/// How far a row stands below the one before it on its page, against the usual distance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// As usual, or closer.
    Usual,
    /// A little further: some space paragraphs instead of indenting them.
    Spaced,
    /// So far that it opens a paragraph.
    Wide,
    /// So far that one line may be missing.
    OfALine,
    /// It is not below another: it is the first of its page or column.
    None,
}

/// A gap of this many usual distances is a little wider than usual.
const SPACED: f32 = 1.15;

/// A gap of this many usual distances is wide.
const WIDE: f32 = 1.5;

/// A line that is not there leaves a gap of about two usual distances.
const OF_A_LINE: Range<f32> = 1.7..2.6;

/// So many lines that begin at one place show the left edge of the text, and so many that end at one the right.
const FLUSH: usize = 2;
const JUSTIFIED: usize = 3;

/// Lines begin or end at one place that lie within this share of a character.
const REACH: f32 = 0.6;

/// Fewer lines of running text show no edges: then those of all pages alike are looked at, and those around tables, too.
const FEWEST: usize = 20;

/// An indent that lacks no more than this many half characters of a whole one is whole.
const SHORT_OF: f32 = 0.2;

/// Gives the lines of pages their settings.
pub(super) fn set(layouts: &mut [Layout]) {
    let rows = rows(layouts);
    let mut groups: BTreeMap<(u16, i32), Vec<&Row>> = BTreeMap::new();
    for row in &rows {
        groups.entry(row.group).or_default().push(row);
    }
    let mut columns: BTreeMap<usize, TextColumn> = BTreeMap::new();
    for rows in groups.values() {
        let mut whole = running(rows);
        if whole.len() < FEWEST {
            whole.clone_from(rows);
        }
        let whole = TextColumn::of(&whole);
        let mut rest = rows.as_slice();
        while let Some(first) = rest.first() {
            let page = first.layout;
            rest = rest.get(rest.partition_point(|row| row.layout <= page)..).unwrap_or_default();
            let from = rows.partition_point(|row| row.layout < page.saturating_sub(1));
            let to = rows.partition_point(|row| row.layout <= page.saturating_add(1));
            let near = running(rows.get(from..to).unwrap_or_default());
            columns.insert(page, if near.len() < FEWEST { whole } else { TextColumn::of(&near) });
        }
    }
    let sides = sides(&rows);
    let mut above: Option<&Row> = None;
    for (index, row) in rows.iter().enumerate() {
        let column = sides.get(&index).or_else(|| columns.get(&row.layout)).copied().unwrap_or_default();
        let gap = above.filter(|above| above.layout == row.layout).map_or(Gap::None, |above| column.gap(above, row));
        above = Some(row);
        let Some(blocks) = layouts.get_mut(row.layout).and_then(|layout| layout.blocks.get_mut(row.blocks.clone()))
        else {
            continue;
        };
        for (index, block) in blocks.iter_mut().enumerate() {
            if let Block::Line(line) = block {
                line.setting = Some(Setting {
                    beside: index > 0,
                    indent: halves(row.left - column.left, row.size, f32::floor, SHORT_OF),
                    room: halves(column.right - row.right, row.size, f32::floor, 0.0),
                    lead: halves(row.lead, row.size, f32::round, 0.0),
                    gap,
                });
            }
        }
    }
}

/// So many rows side by side with as many others are a column of text.
const ROWS_OF_COLUMN: usize = 6;

/// The edges of the rows, by index, that stand in one of two columns of a page: reading goes on further up, to the right
/// of all rows before.
fn sides(rows: &[Row]) -> BTreeMap<usize, TextColumn> {
    let mut found = BTreeMap::new();
    let mut first = 0_usize;
    for page in rows.chunk_by(|a, b| a.layout == b.layout) {
        let start = first;
        first = first.saturating_add(page.len());
        let up = |pair: &[Row]| matches!(pair, [a, b] if a.baseline - b.baseline > b.size && b.left > a.left);
        let mut ups = page.windows(2).enumerate().filter(|(_, pair)| up(pair)).map(|(at, _)| at.saturating_add(1));
        let (Some(turn), None) = (ups.next(), ups.next()) else { continue };
        let (left, right) = page.split_at_checked(turn).unwrap_or((page, &[]));
        let (left, right) = (numbered_text(start, left), numbered_text(start.saturating_add(turn), right));
        let edges = |rows: &[(usize, &Row)]| TextColumn::of(&rows.iter().map(|(_, row)| *row).collect::<Vec<_>>());
        let edge = edges(&right);
        let left: Vec<_> = left.into_iter().filter(|(_, row)| row.right <= edge.left).collect();
        let right: Vec<_> = right.into_iter().filter(|(_, row)| row.left >= edge.left - row.size).collect();
        if left.len() < ROWS_OF_COLUMN || right.len() < ROWS_OF_COLUMN {
            continue;
        }
        let (own, other) = (edges(&left), edges(&right));
        let own = TextColumn { right: own.right.min(edge.left), ..own };
        found.extend(left.iter().map(|(index, _)| (*index, own)));
        found.extend(right.iter().map(|(index, _)| (*index, other)));
    }
    found
}

/// The rows of running text among these, with their indexes; the first row has this one.
fn numbered_text(first: usize, rows: &[Row]) -> Vec<(usize, &Row)> {
    (first..).zip(rows).filter(|(_, row)| row.running).collect()
}

/// The rows of running text among these.
fn running<'r>(rows: &[&'r Row]) -> Vec<&'r Row> {
    rows.iter().copied().filter(|row| row.running).collect()
}

/// A length in half characters of a size, with so much added before it is rounded.
#[allow(clippy::cast_possible_truncation)] // a cast of floats saturates
fn halves(length: f32, size: f32, rounded: fn(f32) -> f32, added: f32) -> i16 {
    if size > 0.0 { rounded(length / size * 2.0 + added) as i16 } else { 0 }
}

/// A printed line: the fragments on one baseline.
#[derive(Debug)]
struct Row {
    layout: usize,
    blocks: Range<usize>,
    /// The file and the page's width in whole points: pages alike have the same edges.
    group: (u16, i32),
    /// Whether it stands on a page without tables, and not where running heads stand.
    running: bool,
    left: f32,
    right: f32,
    /// The right edge without a mark at the end: marks may hang over the edge of the text.
    right_of_words: f32,
    lead: f32,
    baseline: f32,
    size: f32,
    page_width: f32,
}

fn rows(layouts: &[Layout]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (at, layout) in layouts.iter().enumerate().filter(|(_, layout)| layout.surface == Surface::Page) {
        let tables = layout.blocks.iter().any(|block| matches!(block, Block::Grid(_)));
        for (index, block) in layout.blocks.iter().enumerate() {
            let Block::Line(line) = block else { continue };
            if line.text.trim().is_empty() {
                continue;
            }
            let same = rows.last_mut().filter(|row| {
                row.layout == at
                    && row.blocks.end == index
                    && (row.baseline - line.baseline).abs() < line.size * 0.3
                    && line.bbox.x0 >= row.right - line.size * 0.5
            });
            if let Some(row) = same {
                row.blocks.end = index.saturating_add(1);
                (row.right, row.right_of_words) = (line.bbox.x1, right_of_words(line));
                continue;
            }
            #[allow(clippy::cast_possible_truncation)] // pages are at most some thousand points wide
            let width = layout.width.round() as i32;
            rows.push(Row {
                layout: at,
                blocks: index..index.saturating_add(1),
                group: (layout.file, width),
                running: !tables && !layout.in_margin(line),
                left: line.bbox.x0,
                right: line.bbox.x1,
                right_of_words: right_of_words(line),
                lead: first_word_width(line),
                baseline: line.baseline,
                size: line.size,
                page_width: layout.width,
            });
        }
    }
    rows
}

/// The edges of the text on a page and those next to it, and the usual distance of its lines.
#[derive(Debug, Clone, Copy)]
struct TextColumn {
    left: f32,
    right: f32,
    pitch: f32,
}

impl Default for TextColumn {
    fn default() -> Self {
        Self { left: 0.0, right: 0.0, pitch: f32::INFINITY }
    }
}

impl TextColumn {
    /// Edges that several rows share. Where too few rows are full, the right margin is taken to be as wide as the left.
    fn of(rows: &[&Row]) -> Self {
        let Some(first) = rows.first() else { return Self::default() };
        let size = middle(rows.iter().map(|row| row.size).collect()).unwrap_or_default();
        let lefts: Vec<f32> = rows.iter().map(|row| row.left).collect();
        let leftmost = lefts.iter().copied().fold(f32::INFINITY, f32::min);
        let left = outermost(lefts, size * REACH, FLUSH).map_or(leftmost, |(left, _)| left);
        let rights: Vec<f32> = rows.iter().map(|row| -row.right_of_words).collect();
        let furthest = -rights.iter().copied().fold(f32::INFINITY, f32::min);
        let mirrored = first.page_width - left - size;
        let shared = outermost(rights, size * REACH, JUSTIFIED);
        let right = shared.map_or(furthest.max(mirrored), |(_, right)| -right);
        let pairs = rows.iter().zip(rows.iter().skip(1));
        let below = pairs.filter(|(a, b)| a.layout == b.layout && a.blocks.end == b.blocks.start);
        let pitches = below.map(|(a, b)| b.baseline - a.baseline).filter(|pitch| *pitch > 0.0).collect();
        Self { left, right, pitch: middle(pitches).unwrap_or(f32::INFINITY) }
    }

    /// How far a row stands below another.
    fn gap(&self, above: &Row, row: &Row) -> Gap {
        let gap = row.baseline - above.baseline;
        match gap / self.pitch {
            _ if gap <= 0.0 => Gap::None,
            share if OF_A_LINE.contains(&share) => Gap::OfALine,
            share if share > WIDE => Gap::Wide,
            share if share > SPACED => Gap::Spaced,
            _ => Gap::Usual,
        }
    }
}

/// The one in the middle when they are sorted.
fn middle(mut lengths: Vec<f32>) -> Option<f32> {
    lengths.sort_by(f32::total_cmp);
    lengths.get(lengths.len() / 2).copied()
}

/// The outermost edges of so many lines that end at one place: the outer and the inner. A tenth of the lines may reach
/// beyond.
fn outermost(mut edges: Vec<f32>, reach: f32, lines: usize) -> Option<(f32, f32)> {
    edges.sort_by(f32::total_cmp);
    let windows = edges.windows(lines).take(edges.len() / 10 + 1);
    windows.filter_map(|edges| Some((*edges.first()?, *edges.last()?))).find(|(outer, inner)| inner - outer <= reach)
}

fn right_of_words(line: &TextLine) -> f32 {
    let marks = line.text.chars().rev().take_while(|c| c.is_whitespace() || closes(*c)).count();
    let kept = line.extents.len().saturating_sub(marks);
    line.extents.get(..kept).and_then(|kept| kept.last()).map_or(line.bbox.x1, |extent| extent.1)
}

/// The width of what cannot be parted from the first character: a word or number, the punctuation after it.
fn first_word_width(line: &TextLine) -> f32 {
    let mut chars = line.text.chars().zip(&line.extents).skip_while(|(c, _)| c.is_whitespace());
    let Some((mut last, first)) = chars.next() else { return 0.0 };
    let mut right = first.1;
    for (c, extent) in chars {
        let word = c.is_ascii_alphanumeric() && (last.is_ascii_alphanumeric() || matches!(last, '.' | ',' | ')'));
        if !(word || closes(c) || opens(last) || quotes(c) || quotes(last)) {
            break;
        }
        right = extent.1;
        last = c;
    }
    (right - first.0).max(0.0)
}

/// Marks that no line begins with.
fn closes(c: char) -> bool {
    "，。、；：！？）”’》】〕,.;:)%％".contains(c)
}

/// Marks that no line ends with.
fn opens(c: char) -> bool {
    "（“‘《【〔(".contains(c)
}

/// Quotes are not parted from what stands on either side of them.
fn quotes(c: char) -> bool {
    "“”‘’".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;

    /// The settings of a page of lines, each 10 points a character: (left, baseline, text).
    #[allow(clippy::cast_precision_loss)]
    fn settings(lines: &[(f32, f32, &str)]) -> Vec<Setting> {
        let mut page = Layout::new(1, 300.0, 842.0);
        for (x0, y1, text) in lines {
            let x1 = x0 + text.chars().count() as f32 * 10.0;
            page.blocks.push(Block::Line(TextLine::evenly(text, Rect { x0: *x0, y0: y1 - 10.0, x1, y1: *y1 })));
        }
        let mut pages = [page];
        set(&mut pages);
        let [page] = pages;
        page.blocks.iter().filter_map(|block| if let Block::Line(line) = block { line.setting } else { None }).collect()
    }

    const FULL: &str = "满行的文字一共有十九个不多也不少这样多";

    #[test]
    fn indents_and_room_are_counted_in_half_characters() {
        let mut lines = vec![(70.0, 200.0, "首行缩进两个字符的这一行十六个字"), (40.0, 220.0, "一、悬出")];
        lines.extend((0_u8..8).map(|row| (50.0, 240.0 + 20.0 * f32::from(row), FULL)));
        let found = settings(&lines);
        let of = |read: fn(&Setting) -> i16| found.iter().take(3).map(read).collect::<Vec<_>>();
        assert_eq!(of(|set| set.indent), [4, -2, 0]);
        assert_eq!(of(|set| set.room), [2, 32, 0]);
        assert_eq!(of(|set| set.lead), [2, 4, 2]);
    }

    #[test]
    fn each_of_two_columns_has_edges_of_its_own() {
        let column = |left: f32| {
            let line = move |row: u8| (left, 200.0 + 20.0 * f32::from(row), "一行八个字的文字");
            (0..6).map(line).chain([(left + 20.0, 320.0, "缩进两个字符")])
        };
        let lines: Vec<(f32, f32, &str)> = column(40.0).chain(column(160.0)).collect();
        let found = settings(&lines);
        let edges: Vec<(i16, i16)> = found.iter().map(|set| (set.indent, set.room)).collect();
        assert_eq!(edges[..6], [(0, 0); 6]);
        assert_eq!((edges[6], edges[13]), ((4, 0), (4, 0)));
        assert_eq!(edges[7..13], [(0, 0); 6]);
        assert_eq!(found[7].gap, Gap::None);
    }

    #[test]
    fn an_indent_may_lack_a_tenth_of_a_character() {
        let found = settings(&[(50.0, 200.0, FULL), (50.0, 220.0, FULL), (59.1, 240.0, "甲"), (58.9, 260.0, "乙")]);
        assert_eq!(found.iter().map(|set| set.indent).collect::<Vec<_>>(), [0, 0, 2, 1]);
    }

    #[test]
    fn a_first_word_keeps_its_marks_and_quotes() {
        for (text, lead) in [("12345.67万元", 8 * 2), ("（二）支出", 6), ("三公”经费", 2), ("“三公”经费", 4)]
        {
            let found = settings(&[(50.0, 200.0, text)]);
            assert_eq!(found.first().map(|set| set.lead), Some(lead), "{text}");
        }
    }

    #[test]
    fn marks_over_the_edge_do_not_widen_the_text() {
        let hanging = format!("{FULL}，");
        let hanging = hanging.as_str();
        let found = settings(&[(50.0, 200.0, hanging), (50.0, 220.0, hanging), (50.0, 240.0, hanging)]);
        assert_eq!(found.first().map(|set| set.room), Some(-2));
    }

    #[test]
    fn gaps_are_told_apart_by_the_usual_distance() {
        let mut y = 100.0;
        let mut lines = vec![(50.0, y, FULL)];
        for step in [20.0, 20.0, 20.0, 20.0, 20.0, 24.0, 32.0, 40.0, 60.0] {
            y += step;
            lines.push((50.0, y, FULL));
        }
        lines.push((400.0, 100.0, "另一栏"));
        let found: Vec<Gap> = settings(&lines).iter().skip(5).map(|set| set.gap).collect();
        assert_eq!(found, [Gap::Usual, Gap::Spaced, Gap::Wide, Gap::OfALine, Gap::Wide, Gap::None]);
    }

    #[test]
    fn what_stands_on_one_baseline_is_one_row() {
        let found = settings(&[(50.0, 200.0, "一、概况"), (200.0, 200.0, "3"), (50.0, 220.0, "二、决算表")]);
        assert_eq!(found.iter().map(|set| set.beside).collect::<Vec<_>>(), [false, true, false]);
        assert_eq!(found[0].room, found[1].room);
    }

    #[test]
    fn text_around_tables_has_no_say_where_there_is_running_text() {
        let line = |x0: f32, y1: f32| {
            let bbox = Rect { x0, y0: y1 - 10.0, x1: 250.0, y1 };
            Block::Line(TextLine::evenly(FULL, bbox))
        };
        let mut text = Layout::new(1, 300.0, 842.0);
        text.blocks.extend((0_u8..20).map(|at| line(50.0, 200.0 + 20.0 * f32::from(at))));
        let mut table = Layout::new(2, 300.0, 842.0);
        table.blocks.extend([line(20.0, 200.0), line(20.0, 220.0)]);
        table.blocks.push(Block::Grid(crate::layout::Grid::of_cells(1, 1, Vec::new())));
        let mut pages = [text, table];
        set(&mut pages);
        let indent = |page: &Layout| match page.blocks.first() {
            Some(Block::Line(line)) => line.setting.map(|set| set.indent),
            _ => None,
        };
        assert_eq!(indent(&pages[0]), Some(0));
        assert!(indent(&pages[1]).is_some_and(|indent| indent < 0));
    }
}
