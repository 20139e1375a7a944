//! Line numbers in the margin: a page layout → the same without them; they are set aside.
//!
//! A word processor counts the lines of a text beside it. The numbers stand on the lines' own baselines, so that they
//! become part of them: `5 款收入3.00万元`.

use std::collections::BTreeSet;

use crate::geometry::Rect;
use crate::layout::{Block, Layout, TextLine};

/// A page counts its lines where at least so many of them are numbered.
const FEWEST: usize = 5;

/// A line number has at most so many digits.
const DIGITS: usize = 4;

/// The text stands further from its number than so many sizes: an item's own number stands nearer.
const APART: f32 = 0.5;

/// Of lines that are counted, some begin further in by so many sizes: those that open a paragraph. Items of a list begin
/// all at one place.
const INDENTED: f32 = 1.0;

/// A number and its line stand on baselines that are no further apart, in points: they may be of other sizes.
const SAME_LINE: f32 = 3.0;

/// One line in so many may go uncounted.
const LEFT_OUT: usize = 4;

/// The last digits of the numbers stand below one another within so many points.
const ALIGNED: f32 = 2.0;

/// A line that begins with a number.
struct Numbered {
    block: usize,
    value: u32,
    /// How many characters the number has, and where the text behind it begins.
    digits: usize,
    text: usize,
    right: f32,
    baseline: f32,
    /// Where the text behind it begins; none where the number stands alone.
    start: Option<f32>,
    size: f32,
}

/// Takes the line numbers off the lines of a page.
pub(super) fn set_aside(layout: &mut Layout) {
    let numbers = numbers(&layout.blocks);
    let mut emptied = BTreeSet::new();
    for number in &numbers {
        let Some(Block::Line(line)) = layout.blocks.get_mut(number.block) else { continue };
        layout.aside.push(part(line, 0, number.digits));
        if number.text < line.extents.len() {
            *line = part(line, number.text, line.extents.len());
        } else {
            emptied.insert(number.block);
        }
    }
    let mut index = 0..;
    layout.blocks.retain(|_| index.next().is_some_and(|index| !emptied.contains(&index)));
}

/// The characters of a line from one to another.
fn part(line: &TextLine, from: usize, to: usize) -> TextLine {
    let text = line.text.chars().skip(from).take(to.saturating_sub(from)).collect();
    let extents = line.extents.get(from..to).unwrap_or_default().to_vec();
    let x0 = extents.first().map_or(line.bbox.x0, |(left, _)| *left);
    let x1 = extents.last().map_or(line.bbox.x1, |(_, right)| *right);
    TextLine { text, extents, bbox: Rect { x0, x1, ..line.bbox }, ..line.clone() }
}

/// The line numbers of a page, from top to bottom.
fn numbers(blocks: &[Block]) -> Vec<Numbered> {
    let lines = || blocks.iter().enumerate();
    let all: Vec<Numbered> = lines().filter_map(|(index, block)| numbered(index, block)).collect();
    // They stand in one column: the outermost.
    let Some(right) = all.iter().map(|number| number.right).min_by(f32::total_cmp) else { return Vec::new() };
    let mut found: Vec<Numbered> = all.into_iter().filter(|number| number.right - right < ALIGNED).collect();
    found.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let own: BTreeSet<usize> = found.iter().map(|number| number.block).collect();
    // Nothing else stands so far to the left.
    let stands_beside = |bbox: Rect| {
        let first = found.partition_point(|number| number.baseline <= bbox.y0);
        found.get(first).is_some_and(|number| number.baseline < bbox.y1)
    };
    let outermost = lines().all(|(index, block)| match block {
        Block::Line(line) => line.bbox.x0 > right || own.contains(&index),
        Block::Grid(grid) => grid.bbox.x0 > right || !stands_beside(grid.bbox),
        _ => true,
    });
    let others: Vec<&TextLine> = lines()
        .filter(|(index, _)| !own.contains(index))
        .filter_map(|(_, block)| if let Block::Line(line) = block { Some(line) } else { None })
        .collect();
    if found.len() < FEWEST || !outermost || !is_text(&found, &others) || !count_lines(&found, &others) {
        Vec::new()
    } else {
        found
    }
}

/// Whether a number stands before a line.
fn is_counted(found: &[Numbered], line: &TextLine) -> bool {
    let next = found.partition_point(|number| number.baseline < line.baseline - SAME_LINE);
    found.get(next).is_some_and(|number| number.baseline <= line.baseline + SAME_LINE)
}

/// Whether the lines that are counted begin at different places, as those of paragraphs do.
fn is_text(found: &[Numbered], others: &[&TextLine]) -> bool {
    let beside = others.iter().filter(|line| is_counted(found, line)).map(|line| line.bbox.x0);
    let starts: Vec<f32> = found.iter().filter_map(|number| number.start).chain(beside).collect();
    let (first, last) = (starts.iter().copied().min_by(f32::total_cmp), starts.into_iter().max_by(f32::total_cmp));
    let size = found.iter().map(|number| number.size).max_by(f32::total_cmp).unwrap_or_default();
    first.zip(last).is_some_and(|(first, last)| last - first >= INDENTED * size)
}

/// Whether numbers count lines: each is as many on as the one before. Where each line has one, hardly any line between them
/// has none: a heading may be left out, and items of a list run over several lines.
fn count_lines(found: &[Numbered], others: &[&TextLine]) -> bool {
    let mut steps = found.windows(2).map(|pair| match pair {
        [above, below] => below.value.checked_sub(above.value).filter(|step| *step > 0),
        _ => None,
    });
    let Some(step) = steps.next().flatten() else { return false };
    let ends = found.first().zip(found.last());
    let within = |line: &&&TextLine| {
        ends.is_some_and(|(first, last)| first.baseline < line.baseline && line.baseline < last.baseline)
    };
    let uncounted = others.iter().filter(within).filter(|line| !is_counted(found, line)).count();
    steps.all(|other| other == Some(step)) && (step > 1 || uncounted.saturating_mul(LEFT_OUT) <= found.len())
}

fn numbered(block: usize, of: &Block) -> Option<Numbered> {
    let Block::Line(line) = of else { return None };
    let digits = line.text.chars().take_while(char::is_ascii_digit).count();
    let value = line.text.get(..digits)?.parse().ok().filter(|_| (1..=DIGITS).contains(&digits))?;
    let text = digits + line.text.chars().skip(digits).take_while(|c| c.is_whitespace()).count();
    let (_, right) = *line.extents.get(digits.checked_sub(1)?)?;
    let start = line.extents.get(text).map(|(left, _)| *left);
    let apart = start.is_none_or(|left| text > digits && left - right > APART * line.size);
    apart.then_some(Numbered { block, value, digits, text, right, baseline: line.baseline, start, size: line.size })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of lines, each with its number in the margin, if any.
    fn page(lines: &[(&str, &str)], gap: f32) -> Layout {
        let mut layout = Layout::new(1, 595.0, 842.0);
        let mut y = 100.0;
        for (number, text) in lines {
            let count = number.len() as f32;
            let x1 = if number.is_empty() { 60.0 + gap } else { 60.0 };
            let bbox = Rect { x0: x1 - 4.0 * count, y0: y, x1, y1: y + 10.0 };
            let mut line = TextLine::evenly(number, bbox);
            if !text.is_empty() {
                let left = 60.0 + gap;
                if !number.is_empty() {
                    line.text.push(' ');
                    line.extents.push((60.0, left));
                }
                line.text.push_str(text);
                line.extents.extend((0..text.chars().count()).map(|at| {
                    let x = left + 10.0 * at as f32;
                    (x, x + 10.0)
                }));
                line.bbox.x1 = 500.0;
            }
            layout.blocks.push(Block::Line(line));
            y += 20.0;
        }
        layout
    }

    fn read(mut page: Layout) -> Layout {
        set_aside(&mut page);
        page
    }

    fn texts(layout: &Layout) -> Vec<&str> {
        let line = |block| if let &Block::Line(TextLine { ref text, .. }) = block { Some(text.as_str()) } else { None };
        layout.blocks.iter().filter_map(line).collect()
    }

    const LINES: &[(&str, &str)] = &[
        ("1", "一、总体情况"),
        ("2", "　　收入3.00万元，其中："),
        ("3", ""),
        ("4", "款收入2.00万元"),
        ("5", "，其他收入1.00万元。"),
        ("6", "完"),
    ];

    #[test]
    fn numbers_of_lines_are_taken_off_them() {
        let layout = read(page(LINES, 20.0));
        let expected = ["一、总体情况", "收入3.00万元，其中：", "款收入2.00万元", "，其他收入1.00万元。", "完"];
        assert_eq!(texts(&layout), expected);
        let numbers: Vec<&str> = layout.aside.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(numbers, ["1", "2", "3", "4", "5", "6"]);
        let mut headed = LINES.to_vec();
        headed.insert(4, ("", "第二部分"));
        assert_eq!(read(page(&headed, 20.0)).aside.len(), 6, "a heading is not counted");
    }

    #[test]
    fn items_of_a_list_and_numbers_that_do_not_count_stay() {
        let with = |index: usize, line| {
            let mut lines = LINES.to_vec();
            lines.insert(index, line);
            page(&lines, 20.0)
        };
        let even: Vec<(&str, &str)> = LINES.iter().map(|(number, text)| (*number, text.trim_start())).collect();
        let mut over_two_lines = LINES.to_vec();
        over_two_lines.insert(2, ("", "其中一项"));
        over_two_lines.insert(5, ("", "其中另一项"));
        let over_two_lines = page(&over_two_lines, 20.0);
        for page in [page(LINES, 4.0), page(&LINES[..4], 20.0), with(2, ("9", "")), page(&even, 20.0), over_two_lines] {
            assert_eq!(read(page.clone()), page);
        }
    }
}
