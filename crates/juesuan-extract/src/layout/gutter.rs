//! Two tables side by side: rules and glyphs in, the gutter between the tables; what stands on either side of it, and
//! above each, is read for itself, the left one first.

use crate::geometry::Rect;
use crate::layout::frame::Ink;
use crate::page::{Orientation, Rule};

/// Rules at one height differ by at most so much, in points.
const LEVEL: f32 = 1.0;
/// The ends of the rules on both sides are in one line to within this much, in points.
const STRAIGHT: f32 = 1.5;
/// A gutter is at least so wide, in points: wider than the gaps between the rules under headers.
const NARROWEST: f32 = 12.0;
/// A table is at least so wide, in points.
const TABLE: f32 = 90.0;
/// Both tables have rules at so many heights.
const HEIGHTS: usize = 2;
/// Rules under headers stand so near to those of their own table, in points, which cross the gap between them.
const NEAR: f32 = 60.0;
/// Glyphs of one line stand no farther apart, in sizes.
const LINE_GAP: f32 = 2.0;

/// The gap between two tables, or between two columns of text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Gutter {
    x: f32,
    top: f32,
    bottom: f32,
}

/// Where something stands: above what the gutter parts, left, right, below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Zone {
    Above,
    Left,
    Right,
    Below,
}

impl Gutter {
    /// A gutter at a place, from one height to another.
    pub(super) fn between(x: f32, top: f32, bottom: f32) -> Self {
        Self { x, top, bottom }
    }

    pub(super) fn zone(&self, bbox: Rect) -> Zone {
        let middle = bbox.center();
        match middle {
            _ if middle.y < self.top => Zone::Above,
            _ if middle.y > self.bottom => Zone::Below,
            _ if middle.x < self.x => Zone::Left,
            _ => Zone::Right,
        }
    }

    /// Whether it runs between two positions at a height.
    pub(super) fn parts(&self, left: f32, right: f32, y: f32) -> bool {
        (self.top..=self.bottom).contains(&y) && (left..=right).contains(&self.x)
    }
}

/// The gutter of a page, if it has one.
pub(super) fn find(rules: &[Rule], inks: &[Ink<'_>]) -> Option<Gutter> {
    let mut across: Vec<&Rule> = rules.iter().filter(|rule| rule.orientation == Orientation::Horizontal).collect();
    across.sort_by(|a, b| a.position.total_cmp(&b.position).then(a.start.total_cmp(&b.start)));
    // Gaps between two long rules at one height: from, to, height.
    let mut gaps: Vec<(f32, f32, f32)> = Vec::new();
    for level in across.chunk_by(|a, b| b.position - a.position <= LEVEL) {
        let mut level = level.to_vec();
        level.sort_by(|a, b| a.start.total_cmp(&b.start));
        let long = |rule: &Rule| rule.end - rule.start >= TABLE;
        let pairs = level.iter().zip(level.iter().skip(1));
        let gap = pairs.filter(|(a, b)| long(a) && long(b) && b.start - a.end >= NARROWEST);
        gaps.extend(gap.map(|(a, b)| (a.end, b.start, a.position)));
    }
    gaps.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.2.total_cmp(&b.2)));
    let same = |a: &(f32, f32, f32), b: &(f32, f32, f32)| b.0 - a.0 <= STRAIGHT && (b.1 - a.1).abs() <= STRAIGHT;
    let mut found = gaps.chunk_by(same).filter(|gaps| gaps.len() >= HEIGHTS);
    let (Some(gaps), None) = (found.next(), found.next()) else { return None };
    let (from, to, _) = gaps.first()?;
    let top = gaps.iter().map(|gap| gap.2).fold(f32::MAX, f32::min);
    let bottom = gaps.iter().map(|gap| gap.2).fold(f32::MIN, f32::max);
    let crosses = |rule: &&&Rule| rule.start < to - STRAIGHT && rule.end > from + STRAIGHT;
    let near = |rule: &&&Rule| (top - NEAR..=bottom + NEAR).contains(&rule.position);
    if across.iter().any(|rule| crosses(&rule) && near(&rule)) {
        return None;
    }
    let x = f32::midpoint(*from, *to);
    let lines = lines_across(inks, *from, *to);
    if lines.iter().any(|y| (top..=bottom).contains(y)) {
        return None;
    }
    Some(Gutter {
        x,
        top: lines.iter().copied().filter(|y| *y < top).fold(0.0, f32::max),
        bottom: lines.iter().copied().filter(|y| *y > bottom).fold(f32::MAX, f32::min),
    })
}

/// The heights of the lines of text that run across a gap.
fn lines_across(inks: &[Ink<'_>], from: f32, to: f32) -> Vec<f32> {
    let x = f32::midpoint(from, to);
    let beside = |ink: &&Ink<'_>| {
        let reach = LINE_GAP * ink.size;
        !ink.blank && ink.bbox.x1 > from - reach && ink.bbox.x0 < to + reach
    };
    let mut near: Vec<&Ink<'_>> = inks.iter().filter(beside).collect();
    near.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
    let mut heights = Vec::new();
    for line in near.chunk_by(|a, b| b.middle() - a.middle() < 0.3 * a.size) {
        let inside = line.iter().any(|ink| ink.bbox.x0 < to - STRAIGHT && ink.bbox.x1 > from + STRAIGHT);
        let left = line.iter().map(|ink| ink.bbox.x1).filter(|end| *end <= x).fold(f32::MIN, f32::max);
        let right = line.iter().map(|ink| ink.bbox.x0).filter(|start| *start >= x).fold(f32::MAX, f32::min);
        let joined = line.first().is_some_and(|ink| right - left < LINE_GAP * ink.size);
        if inside || joined {
            heights.extend(line.first().map(|ink| ink.middle()));
        }
    }
    heights
}
