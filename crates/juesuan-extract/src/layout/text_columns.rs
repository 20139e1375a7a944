//! Running text in two newspaper columns: glyphs and rules in, the gutter between the columns.
//!
//! Lines of running text fill their column and have no gaps; those of tables, contents and forms do not. Titles and page
//! numbers over both columns end the gutter.

use crate::layout::frame::Ink;
use crate::layout::gutter::Gutter;
use crate::page::{Orientation, Rule};

/// Lines of one height differ by at most so much, in sizes.
const LEVEL: f32 = 0.3;
/// A gutter is at least so wide, in sizes.
const NARROWEST: f32 = 0.8;
/// A gap inside a line of text is narrower than this, in sizes.
const INNER: f32 = 1.5;
/// Each column has at least so many lines, of so many glyphs on average, and is so wide, in sizes.
const LINES: usize = 6;
const GLYPHS: usize = 8;
const WIDTH: f32 = 10.0;
/// At least one line in so many, and so many lines, reach the right edge of their column, to within so many sizes.
const FULL_IN: usize = 3;
const FULL: usize = 4;
const EDGE: f32 = 1.5;
/// A rule that parts the columns stands within so many points of the gutter's edge.
const PARTING: f32 = 10.0;
/// At most one line in so many has a gap.
const BROKEN_IN: usize = 8;

/// What stands of a line on one side of a gutter.
struct Half {
    left: f32,
    right: f32,
    glyphs: usize,
    /// Its widest gap, in sizes.
    gap: f32,
}

/// The gutter between two columns of running text, if the page has them.
pub(super) fn find(rules: &[Rule], inks: &[Ink<'_>]) -> Option<Gutter> {
    let mut printed: Vec<&Ink<'_>> = inks.iter().filter(|ink| !ink.blank).collect();
    printed.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
    let lines: Vec<Vec<&Ink<'_>>> = printed
        .chunk_by(|a, b| b.middle() - a.middle() < LEVEL * a.size)
        .map(|line| {
            let mut line = line.to_vec();
            line.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
            line
        })
        .collect();
    let x = edge(&lines)?;
    let is_parted = |line: &Vec<&Ink<'_>>| !crosses(line, x);
    let run = lines.chunk_by(|a, b| is_parted(a) && is_parted(b)).max_by_key(|run| run.len())?;
    let (first, last) = (height(run.first()?)?, height(run.last()?)?);
    if !run.first().is_some_and(is_parted) || rules.iter().any(|rule| disturbs(rule, x, first, last)) {
        return None;
    }
    let half = |right: bool| -> Vec<Half> {
        run.iter().filter_map(|line| half_of(line.iter().filter(|ink| (ink.bbox.center().x > x) == right))).collect()
    };
    let size = run.first()?.first()?.size;
    if !(is_text(&half(false), size) && is_text(&half(true), size)) {
        return None;
    }
    let heights = || lines.iter().filter_map(height);
    let top = heights().filter(|y| *y < first).fold(0.0, f32::max);
    let bottom = heights().filter(|y| *y > last).fold(f32::MAX, f32::min);
    Some(Gutter::between(
        x,
        f32::midpoint(top, first),
        if bottom < f32::MAX { f32::midpoint(bottom, last) } else { bottom },
    ))
}

fn height(line: &Vec<&Ink<'_>>) -> Option<f32> {
    line.first().map(|ink| ink.middle())
}

/// Just left of where most lines go on behind a gap, in the middle of the page.
fn edge(lines: &[Vec<&Ink<'_>>]) -> Option<f32> {
    let ends = lines.iter().filter_map(|line| Some((line.first()?.bbox.x0, line.last()?.bbox.x1)));
    let (left, right) = ends.fold((f32::MAX, f32::MIN), |all, line| (all.0.min(line.0), all.1.max(line.1)));
    let inner = left + (right - left) * 0.3..left + (right - left) * 0.7;
    let mut starts: Vec<(f32, f32)> = Vec::new();
    for line in lines {
        let behind = line.windows(2).filter_map(|pair| match pair {
            [a, b] if b.bbox.x0 - a.bbox.x1 > NARROWEST * a.size => Some((b.bbox.x0, b.size)),
            _ => None,
        });
        starts.extend(line.first().map(|ink| (ink.bbox.x0, ink.size)).into_iter().chain(behind));
    }
    starts.retain(|(start, _)| inner.contains(start));
    starts.sort_by(|a, b| a.0.total_cmp(&b.0));
    let same = starts.chunk_by(|a, b| b.0 - a.0 < 1.0).filter(|same| same.len() >= FULL);
    let (start, size) = *same.max_by_key(|same| same.len())?.first()?;
    Some(start - size * NARROWEST / 2.0)
}

/// Whether a line of text runs over a place, or leaves less room there than a gutter.
fn crosses(line: &[&Ink<'_>], x: f32) -> bool {
    let left = line.iter().map(|ink| ink.bbox.x1).filter(|end| *end <= x).fold(f32::MIN, f32::max);
    let right = line.iter().map(|ink| ink.bbox.x0).filter(|start| *start > x).fold(f32::MAX, f32::min);
    let over = line.iter().any(|ink| ink.bbox.x0 <= x && ink.bbox.x1 > x);
    over || line.first().is_some_and(|ink| right - left < NARROWEST * ink.size)
}

/// Whether a rule stands among the columns and does not part them.
fn disturbs(rule: &Rule, x: f32, top: f32, bottom: f32) -> bool {
    match rule.orientation {
        Orientation::Horizontal => (top..=bottom).contains(&rule.position),
        Orientation::Vertical => rule.start < bottom && rule.end > top && (rule.position - x).abs() > PARTING,
    }
}

fn half_of<'i, 'p: 'i>(inks: impl Iterator<Item = &'i &'i Ink<'p>>) -> Option<Half> {
    let mut half: Option<Half> = None;
    for ink in inks {
        let own = half.get_or_insert(Half { left: ink.bbox.x0, right: ink.bbox.x1, glyphs: 0, gap: 0.0 });
        own.gap = own.gap.max((ink.bbox.x0 - own.right) / ink.size);
        own.right = own.right.max(ink.bbox.x1);
        own.glyphs = own.glyphs.saturating_add(1);
    }
    half
}

/// Whether one side is a column of running text.
fn is_text(lines: &[Half], size: f32) -> bool {
    let left = lines.iter().map(|line| line.left).fold(f32::MAX, f32::min);
    let right = lines.iter().map(|line| line.right).fold(f32::MIN, f32::max);
    let full = lines.iter().filter(|line| line.right > right - EDGE * size && line.gap < INNER).count();
    let broken = lines.iter().filter(|line| line.gap >= INNER).count();
    let glyphs = lines.iter().fold(0_usize, |sum, line| sum.saturating_add(line.glyphs));
    lines.len() >= LINES
        && right - left >= WIDTH * size
        && full >= FULL
        && full.saturating_mul(FULL_IN) >= lines.len()
        && broken.saturating_mul(BROKEN_IN) <= lines.len()
        && glyphs >= lines.len().saturating_mul(GLYPHS)
}
