//! Borders that are set as characters (`┌─┬─┐`, `│`, `├─┼─┤`): glyphs in, the rules that they draw; the others stay text.
//!
//! Every such character has arms. Two characters that face each other with an arm each are joined from middle to
//! middle, whatever the leading between the lines is, so the rules have no gaps.

use crate::layout::frame::Ink;
use crate::page::{GlyphText, Orientation, Rule};
use crate::rules;

/// Characters of one line of the drawing stand this near to each other, in sizes.
const SAME: f32 = 0.3;
/// From one character to the next in a line of text, end to start, in sizes.
const BESIDE: f32 = 0.6;
/// From one line of text to the next, in sizes: text is set no wider apart than that.
const BELOW: f32 = 2.6;
/// So many upright joints make a table; fewer are dashes and ornaments.
const JOINTS: usize = 4;
/// How thick the rules are, in points.
const THICKNESS: f32 = 0.5;

/// The arms of a box character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Arms {
    left: bool,
    right: bool,
    up: bool,
    down: bool,
}

/// A box character on the page.
#[derive(Debug, Clone, Copy)]
struct Stroke {
    /// Which of the inks it is.
    index: usize,
    arms: Arms,
    /// Its middle.
    x: f32,
    y: f32,
    x0: f32,
    x1: f32,
    size: f32,
}

fn arms(text: &GlyphText) -> Option<Arms> {
    let GlyphText::Char(c) = text else { return None };
    let (left, right, up, down) = match *c {
        '─' | '━' | '┄' | '┅' | '┈' | '┉' | '╌' | '╍' | '═' | '╼' | '╾' => {
            (true, true, false, false)
        }
        '│' | '┃' | '┆' | '┇' | '┊' | '┋' | '╎' | '╏' | '║' | '╽' | '╿' => {
            (false, false, true, true)
        }
        '┌'..='┏' | '╒'..='╔' | '╭' => (false, true, false, true),
        '┐'..='┓' | '╕'..='╗' | '╮' => (true, false, false, true),
        '└'..='┗' | '╘'..='╚' | '╰' => (false, true, true, false),
        '┘'..='┛' | '╛'..='╝' | '╯' => (true, false, true, false),
        '├'..='┣' | '╞'..='╠' => (false, true, true, true),
        '┤'..='┫' | '╡'..='╣' => (true, false, true, true),
        '┬'..='┳' | '╤'..='╦' => (true, true, false, true),
        '┴'..='┻' | '╧'..='╩' => (true, true, true, false),
        '┼'..='╋' | '╪'..='╬' => (true, true, true, true),
        _ => return None,
    };
    Some(Arms { left, right, up, down })
}

/// Takes the characters out that draw a table, and adds the rules that they draw.
pub(super) fn take(inks: &mut Vec<Ink<'_>>, rules: &mut Vec<Rule>) {
    let stroke = |(index, ink): (usize, &Ink<'_>)| {
        let bbox = ink.bbox;
        let arms = arms(ink.text)?;
        Some(Stroke { index, arms, x: bbox.center().x, y: ink.middle(), x0: bbox.x0, x1: bbox.x1, size: ink.size })
    };
    let mut strokes: Vec<Stroke> = inks.iter().enumerate().filter_map(stroke).collect();
    let mut drawing = vec![false; inks.len()];
    let mut pieces = Vec::new();
    let mut join = |orientation, position, from: &Stroke, to: &Stroke| {
        let (start, end) = if orientation == Orientation::Vertical { (from.y, to.y) } else { (from.x, to.x) };
        pieces.push(Rule::new(orientation, position, start, end, THICKNESS));
        for index in [from.index, to.index] {
            if let Some(drawing) = drawing.get_mut(index) {
                *drawing = true;
            }
        }
    };
    let mut joints = 0_usize;
    for column in groups(&mut strokes, |stroke| stroke.x, |stroke| stroke.y) {
        let position = middle(column.iter().map(|stroke| stroke.x));
        for pair in column.windows(2) {
            let [above, below] = pair else { continue };
            if above.arms.down && below.arms.up && below.y - above.y <= BELOW * above.size {
                join(Orientation::Vertical, position, above, below);
                joints = joints.saturating_add(1);
            }
        }
    }
    if joints < JOINTS {
        return;
    }
    for line in groups(&mut strokes, |stroke| stroke.y, |stroke| stroke.x) {
        let position = middle(line.iter().map(|stroke| stroke.y));
        for pair in line.windows(2) {
            let [left, right] = pair else { continue };
            if left.arms.right && right.arms.left && right.x0 - left.x1 <= BESIDE * left.size {
                join(Orientation::Horizontal, position, left, right);
            }
        }
    }
    rules.append(&mut pieces);
    *rules = rules::merge(std::mem::take(rules));
    let mut drawing = drawing.into_iter();
    inks.retain(|_| !drawing.next().unwrap_or_default());
}

/// The strokes in groups of nearly one position, each in the order of the other coordinate.
fn groups(strokes: &mut [Stroke], position: fn(&Stroke) -> f32, along: fn(&Stroke) -> f32) -> Vec<Vec<Stroke>> {
    strokes.sort_by(|a, b| position(a).total_cmp(&position(b)));
    let near = |a: &Stroke, b: &Stroke| position(b) - position(a) <= SAME * a.size;
    let mut groups: Vec<Vec<Stroke>> = strokes.chunk_by(near).map(<[Stroke]>::to_vec).collect();
    for group in &mut groups {
        group.sort_by(|a, b| along(a).total_cmp(&along(b)));
    }
    groups
}

#[allow(clippy::cast_precision_loss)] // a page holds some thousands of characters
fn middle(values: impl ExactSizeIterator<Item = f32>) -> f32 {
    let count = values.len().max(1) as f32;
    values.sum::<f32>() / count
}
