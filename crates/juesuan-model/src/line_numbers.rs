//! Line numbers in the margin: page layouts → the same without them.
//!
//! A word processor counts the lines of a text beside it. The numbers stand on the lines' own baselines, so that they
//! become part of them: `5 款收入3.00万元`.

use juesuan_document::layout::{Block, Surface, TextLine};
use juesuan_document::{Id, Layout, Rect};

/// A page counts its lines where at least so many of them are numbered.
const FEWEST: usize = 5;

/// A line number has at most so many digits.
const DIGITS: usize = 4;

/// The text stands further from its number than so many sizes: an item's own number stands nearer.
const APART: f32 = 0.5;

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
}

/// The layouts without line numbers; nothing where no page has any.
pub(crate) fn without(layouts: &[Layout]) -> Option<Vec<Layout>> {
    let found: Vec<Vec<Numbered>> = layouts.iter().map(numbers).collect();
    if found.iter().all(Vec::is_empty) {
        return None;
    }
    let mut layouts = layouts.to_vec();
    for (layout, numbers) in layouts.iter_mut().zip(&found) {
        for number in numbers.iter().rev() {
            let Some(Block::Line(line)) = layout.blocks.get_mut(number.block) else { continue };
            layout.aside.push(part(line, 0, number.digits, Id::default()));
            if number.text < line.extents.len() {
                *line = part(line, number.text, line.extents.len(), line.id);
            } else {
                layout.blocks.remove(number.block);
            }
        }
    }
    Some(layouts)
}

/// The characters of a line from one to another.
fn part(line: &TextLine, from: usize, to: usize, id: Id) -> TextLine {
    let text = line.text.chars().skip(from).take(to.saturating_sub(from)).collect();
    let extents = line.extents.get(from..to).unwrap_or_default().to_vec();
    let x0 = extents.first().map_or(line.bbox.x0, |(left, _)| *left);
    let x1 = extents.last().map_or(line.bbox.x1, |(_, right)| *right);
    TextLine { text, extents, bbox: Rect { x0, x1, ..line.bbox }, id, ..line.clone() }
}

/// The line numbers of a page, in the order of its blocks.
fn numbers(layout: &Layout) -> Vec<Numbered> {
    if layout.surface != Surface::Page {
        return Vec::new();
    }
    let lines = || layout.blocks.iter().enumerate();
    let all: Vec<Numbered> = lines().filter_map(|(index, block)| numbered(index, block)).collect();
    // They stand in one column: the outermost.
    let Some(right) = all.iter().map(|number| number.right).min_by(f32::total_cmp) else { return Vec::new() };
    let mut found: Vec<Numbered> = all.into_iter().filter(|number| number.right - right < ALIGNED).collect();
    found.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let step = match found.as_slice() {
        [first, second, ..] => second.value.checked_sub(first.value).filter(|step| *step > 0),
        _ => None,
    };
    let counts = found.windows(2).all(|pair| match pair {
        [above, below] => step.is_some() && below.value.checked_sub(above.value) == step,
        _ => false,
    });
    // Nothing else stands so far to the left.
    let outside = lines().all(|(index, block)| match block {
        Block::Line(line) => line.bbox.x0 > right || found.iter().any(|number| number.block == index),
        Block::Grid(grid) => grid.bbox.x0 > right || !found.iter().any(|number| within(grid.bbox, number.baseline)),
        _ => true,
    });
    if found.len() < FEWEST || !counts || !outside {
        return Vec::new();
    }
    found.sort_by_key(|number| number.block);
    found
}

fn within(bbox: Rect, y: f32) -> bool {
    bbox.y0 < y && y < bbox.y1
}

fn numbered(block: usize, of: &Block) -> Option<Numbered> {
    let Block::Line(line) = of else { return None };
    let digits = line.text.chars().take_while(char::is_ascii_digit).count();
    let value = line.text.get(..digits)?.parse().ok().filter(|_| (1..=DIGITS).contains(&digits))?;
    let text = digits + line.text.chars().skip(digits).take_while(|c| c.is_whitespace()).count();
    let (_, right) = *line.extents.get(digits.checked_sub(1)?)?;
    let apart = line.extents.get(text).is_none_or(|(left, _)| text > digits && left - right > APART * line.size);
    apart.then_some(Numbered { block, value, digits, text, right, baseline: line.baseline })
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
            let bbox = Rect { x0: 60.0 - 4.0 * count, y0: y, x1: 60.0, y1: y + 10.0 };
            let mut line = TextLine::evenly(number, bbox);
            if !text.is_empty() {
                let left = if number.is_empty() { 60.0 } else { 60.0 + gap };
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

    fn texts(layout: &Layout) -> Vec<&str> {
        let line = |block: &'_ Block| match block {
            Block::Line(line) => Some(line.text.clone()),
            _ => None,
        };
        assert!(layout.blocks.iter().filter_map(line).all(|text| !text.is_empty()));
        layout
            .blocks
            .iter()
            .filter_map(|block| if let Block::Line(line) = block { Some(line.text.as_str()) } else { None })
            .collect()
    }

    const LINES: &[(&str, &str)] = &[
        ("1", "一、总体情况"),
        ("2", "收入3.00万元，其中："),
        ("3", ""),
        ("4", "款收入2.00万元"),
        ("5", "，其他收入1.00万元。"),
        ("6", "完"),
    ];

    #[test]
    fn numbers_of_lines_are_taken_off_them() {
        let layouts = without(&[page(LINES, 20.0)]).expect("line numbers");
        assert_eq!(
            texts(&layouts[0]),
            ["一、总体情况", "收入3.00万元，其中：", "款收入2.00万元", "，其他收入1.00万元。", "完"]
        );
        let numbers: Vec<&str> = layouts[0].aside.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(numbers, ["6", "5", "4", "3", "2", "1"]);
    }

    #[test]
    fn items_of_a_list_and_numbers_that_do_not_count_stay() {
        assert!(without(&[page(LINES, 4.0)]).is_none());
        assert!(without(&[page(&LINES[..4], 20.0)]).is_none());
        let mut other = LINES.to_vec();
        other[2].0 = "9";
        assert!(without(&[page(&other, 20.0)]).is_none());
    }
}
