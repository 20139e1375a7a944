//! Ruling lines → lattices: connected horizontal and vertical rules, their borders, and the cells between them.
//!
//! In: the rules of a page in the reading frame. Out: [`Lattice`]s, whose cells never overlap and cover every
//! position. Text plays no part here, except to tell an open outer border from a line that overshoots.

use std::ops::Range;

use super::beside;
use crate::geometry::{Point, Rect};
use crate::page::{Orientation, Rule};

/// Lines stop short of one another, or overshoot, by this many points.
const JOIN: f32 = 2.5;
/// Parallel borders nearer than this are one border (double lines; boxes drawn cell by cell): no text fits between.
const SNAP: f32 = 3.2;
/// However many lines chain up, one border is not thicker than this.
const MAX_BORDER: f32 = 6.0;
/// A border stands between two positions when lines cover this part of their common side.
const COVERED: f32 = 0.6;
/// Lines running past the outermost crossing line by more than this leave room for an open cell.
const OPEN_CELL: f32 = 8.0;
/// Shorter rules (ticks, bullets, check boxes) draw no table.
const MIN_LENGTH: f32 = 4.0;
/// No statement has more positions than this; more rules or positions are drawings, and a cap on the work.
const MAX_POSITIONS: usize = 60_000;
const MAX_RULES: usize = 12_000;

/// A cell of a lattice: ranges of rows and columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) rows: Range<usize>,
    pub(super) columns: Range<usize>,
}

/// Borders and cells drawn by connected rules.
#[derive(Debug, Clone)]
pub(super) struct Lattice {
    pub(super) xs: Vec<f32>,
    pub(super) ys: Vec<f32>,
    pub(super) spans: Vec<Span>,
    /// The cell of each position, row by row.
    owners: Vec<usize>,
}

impl Lattice {
    pub(super) fn bbox(&self) -> Rect {
        let ends = |edges: &[f32]| (edges.first().copied().unwrap_or(0.0), edges.last().copied().unwrap_or(0.0));
        let ((x0, x1), (y0, y1)) = (ends(&self.xs), ends(&self.ys));
        Rect { x0, y0, x1, y1 }
    }

    /// Index into [`Lattice::spans`] of the cell at a point.
    pub(super) fn cell_at(&self, point: Point) -> Option<usize> {
        let (column, row) = (slot(&self.xs, point.x)?, slot(&self.ys, point.y)?);
        self.owners.get(row * (self.xs.len() - 1) + column).copied()
    }

    pub(super) fn area(&self, span: &Span) -> Rect {
        let at = |edges: &[f32], i: usize| edges.get(i).copied().unwrap_or_default();
        Rect {
            x0: at(&self.xs, span.columns.start),
            x1: at(&self.xs, span.columns.end),
            y0: at(&self.ys, span.rows.start),
            y1: at(&self.ys, span.rows.end),
        }
    }
}

/// Which interval between consecutive edges holds a value.
fn slot(edges: &[f32], value: f32) -> Option<usize> {
    let after = edges.partition_point(|edge| *edge <= value);
    (after > 0 && after < edges.len()).then(|| after - 1)
}

/// The lattices of a page, and whether a cap cut the work short. `inked` tells whether any text stands in a box.
pub(super) fn lattices(rules: &[Rule], inked: &dyn Fn(Rect) -> bool) -> (Vec<Lattice>, bool) {
    let mut usable: Vec<Rule> = rules.iter().filter(|rule| rule.end - rule.start >= MIN_LENGTH).copied().collect();
    let capped = usable.len() > MAX_RULES;
    if capped {
        usable.sort_by(|a, b| (b.end - b.start).total_cmp(&(a.end - a.start)));
        usable.truncate(MAX_RULES);
    }
    let mut found = Vec::new();
    let mut too_large = false;
    for component in beside::adopt(components(&usable)) {
        too_large |= !build(&component, inked, &mut found, 0);
    }
    (found, capped || too_large)
}

/// Groups rules that cross or touch, directly or through others.
fn components(rules: &[Rule]) -> Vec<Vec<Rule>> {
    let (mut across, mut upright): (Vec<Rule>, Vec<Rule>) =
        rules.iter().partition(|rule| rule.orientation == Orientation::Horizontal);
    across.sort_by(|a, b| a.position.total_cmp(&b.position).then(a.start.total_cmp(&b.start)));
    upright.sort_by(|a, b| a.position.total_cmp(&b.position).then(a.start.total_cmp(&b.start)));
    let mut parents: Vec<usize> = (0..across.len() + upright.len()).collect();
    for (j, v) in upright.iter().enumerate() {
        let from = across.partition_point(|h| h.position < v.start - JOIN);
        let to = across.partition_point(|h| h.position <= v.end + JOIN);
        for (i, h) in across.iter().enumerate().take(to).skip(from) {
            let slack = JOIN + v.thickness / 2.0;
            if h.start - slack <= v.position && v.position <= h.end + slack {
                join(&mut parents, i, across.len() + j);
            }
        }
    }
    let mut members: Vec<(usize, Rule)> = Vec::with_capacity(rules.len());
    for (i, rule) in across.iter().chain(&upright).enumerate() {
        members.push((root(&mut parents, i), *rule));
    }
    members.sort_by_key(|(root, _)| *root);
    members.chunk_by(|a, b| a.0 == b.0).map(|run| run.iter().map(|(_, rule)| *rule).collect()).collect()
}

fn root(parents: &mut [usize], mut node: usize) -> usize {
    while let Some(&parent) = parents.get(node) {
        if parent == node {
            break;
        }
        let grand = parents.get(parent).copied().unwrap_or(parent);
        if let Some(slot) = parents.get_mut(node) {
            *slot = grand;
        }
        node = parent;
    }
    node
}

fn join(parents: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(parents, a), root(parents, b));
    if let Some(slot) = parents.get_mut(a.max(b)) {
        *slot = a.min(b);
    }
}

/// Builds the lattice of connected rules, cutting it where two stacked tables only seem connected. `false` when it
/// has more positions than the cap.
fn build(rules: &[Rule], inked: &dyn Fn(Rect) -> bool, found: &mut Vec<Lattice>, depth: usize) -> bool {
    /// Each cut removes at least one row; this many stacked tables never touch.
    const MAX_CUTS: usize = 20;
    let (xs, open_x) = borders(rules, Orientation::Vertical, inked);
    let (ys, _) = borders(rules, Orientation::Horizontal, inked);
    if xs.len() < 2 || ys.len() < 2 {
        return true;
    }
    if (xs.len() - 1).saturating_mul(ys.len() - 1) > MAX_POSITIONS {
        return false;
    }
    let walls = Walls::new(rules, xs, ys, open_x);
    if let Some(row) = walls.gap_row()
        && depth < MAX_CUTS
    {
        let middle = walls.row_middle(row);
        let (above, below) = parted(rules, middle);
        let whole = build(&above, inked, found, depth + 1);
        return build(&below, inked, found, depth + 1) && whole;
    }
    if let Some(lattice) = walls.lattice() {
        found.push(lattice);
    }
    true
}

/// The rules above and below a height, upright ones cut in two.
fn parted(rules: &[Rule], y: f32) -> (Vec<Rule>, Vec<Rule>) {
    let (mut above, mut below) = (Vec::new(), Vec::new());
    for rule in rules {
        match rule.orientation {
            Orientation::Horizontal if rule.position < y => above.push(*rule),
            Orientation::Horizontal => below.push(*rule),
            Orientation::Vertical => {
                if rule.start < y {
                    above.push(Rule { end: rule.end.min(y), ..*rule });
                }
                if rule.end > y {
                    below.push(Rule { start: rule.start.max(y), ..*rule });
                }
            }
        }
    }
    (above, below)
}

/// Border positions in one direction, with an outer border added on a side where the crossing rules run on past the
/// last one and text stands there; and whether (first, last) were added.
fn borders(rules: &[Rule], along: Orientation, inked: &dyn Fn(Rect) -> bool) -> (Vec<f32>, (bool, bool)) {
    let mut lines: Vec<(f32, f32)> = rules
        .iter()
        .filter(|rule| rule.orientation == along)
        .map(|rule| (rule.position, rule.end - rule.start))
        .collect();
    lines.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut edges: Vec<f32> = Vec::new();
    let mut group: Vec<(f32, f32)> = Vec::new();
    let close = |group: &mut Vec<(f32, f32)>, edges: &mut Vec<f32>| {
        let weight: f32 = group.iter().map(|line| line.1).sum();
        if weight > 0.0 {
            edges.push(group.iter().map(|line| line.0 * line.1).sum::<f32>() / weight);
        }
        group.clear();
    };
    for line in lines {
        let apart = match (group.first(), group.last()) {
            (Some(first), Some(last)) => line.0 - last.0 > SNAP || line.0 - first.0 > MAX_BORDER,
            _ => false,
        };
        if apart {
            close(&mut group, &mut edges);
        }
        group.push(line);
    }
    close(&mut group, &mut edges);

    let (Some(&first), Some(&last)) = (edges.first(), edges.last()) else { return (edges, (false, false)) };
    let crossing: Vec<&Rule> = rules.iter().filter(|rule| rule.orientation != along).collect();
    let past_first: Vec<&Rule> = crossing.iter().filter(|rule| rule.start < first - OPEN_CELL).copied().collect();
    let past_last: Vec<&Rule> = crossing.iter().filter(|rule| rule.end > last + OPEN_CELL).copied().collect();
    let low = past_first.iter().map(|rule| rule.start).fold(first, f32::min);
    let high = past_last.iter().map(|rule| rule.end).fold(last, f32::max);
    let strip = |from: f32, to: f32, over: &[&Rule]| {
        let near = over.iter().map(|rule| rule.position).fold(f32::MAX, f32::min);
        let far = over.iter().map(|rule| rule.position).fold(f32::MIN, f32::max);
        match along {
            Orientation::Vertical => Rect { x0: from, x1: to, y0: near, y1: far },
            Orientation::Horizontal => Rect { x0: near, x1: far, y0: from, y1: to },
        }
    };
    let open_first = past_first.len() >= 2 && inked(strip(low, first, &past_first));
    let open_last = past_last.len() >= 2 && inked(strip(last, high, &past_last));
    if open_first {
        edges.insert(0, low);
    }
    if open_last {
        edges.push(high);
    }
    (edges, (open_first, open_last))
}

/// Which sides of which positions have a border.
struct Walls {
    xs: Vec<f32>,
    ys: Vec<f32>,
    /// Border `i` (of `xs`) beside row `r`, at `r * xs.len() + i`.
    upright: Vec<bool>,
    /// Border `j` (of `ys`) over column `c`, at `c * ys.len() + j`.
    across: Vec<bool>,
    /// The outer left and right borders are not drawn at all.
    open: (bool, bool),
}

impl Walls {
    fn new(rules: &[Rule], xs: Vec<f32>, ys: Vec<f32>, open: (bool, bool)) -> Self {
        let upright = covered(rules, Orientation::Vertical, &xs, &ys);
        let across = covered(rules, Orientation::Horizontal, &ys, &xs);
        let walls = Self { xs, ys, upright, across, open };
        walls.without_ghosts(rules)
    }

    /// Borders that stand nowhere (lines too short to separate anything) are dropped.
    fn without_ghosts(self, rules: &[Rule]) -> Self {
        let keep = |edges: &[f32], drawn: &[bool], first: bool, last: bool| -> Vec<f32> {
            let stands = |i: usize| drawn.iter().skip(i).step_by(edges.len()).any(|wall| *wall);
            let end = edges.len().saturating_sub(1);
            let kept = |&(i, _): &(usize, &f32)| stands(i) || (i == 0 && first) || (i == end && last);
            edges.iter().enumerate().filter(kept).map(|(_, edge)| *edge).collect()
        };
        let xs = keep(&self.xs, &self.upright, self.open.0, self.open.1);
        let ys = keep(&self.ys, &self.across, true, true);
        if xs.len() == self.xs.len() && ys.len() == self.ys.len() {
            return self;
        }
        let upright = covered(rules, Orientation::Vertical, &xs, &ys);
        let across = covered(rules, Orientation::Horizontal, &ys, &xs);
        Self { xs, ys, upright, across, open: self.open }
    }

    fn rows(&self) -> usize {
        self.ys.len().saturating_sub(1)
    }

    fn columns(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }

    fn row_middle(&self, row: usize) -> f32 {
        let at = |i: usize| self.ys.get(i).copied().unwrap_or_default();
        (at(row) + at(row + 1)) / 2.0
    }

    /// Left (or right) of position (row, column) when `border` is `column` (or `column + 1`).
    fn has_upright(&self, border: usize, row: usize) -> bool {
        self.upright.get(row * self.xs.len() + border).copied().unwrap_or(false)
    }

    fn has_across(&self, border: usize, column: usize) -> bool {
        self.across.get(column * self.ys.len() + border).copied().unwrap_or(false)
    }

    /// A row between two stacked tables: no upright border at all stands beside it, though the table has outer ones.
    fn gap_row(&self) -> Option<usize> {
        if self.open.0 && self.open.1 {
            return None;
        }
        let bare = |row: usize| (0..self.xs.len()).all(|border| !self.has_upright(border, row));
        (0..self.rows()).find(|row| bare(*row))
    }

    /// Joins positions without a border between them into rectangular cells.
    fn lattice(self) -> Option<Lattice> {
        let (rows, columns) = (self.rows(), self.columns());
        if rows == 0 || columns == 0 {
            return None;
        }
        let regions = self.regions();
        let mut owners = vec![usize::MAX; rows * columns];
        let mut spans = Vec::new();
        let region = |row: usize, column: usize| regions.get(row * columns + column).copied();
        for row in 0..rows {
            for column in 0..columns {
                if owners.get(row * columns + column).is_none_or(|owner| *owner != usize::MAX) {
                    continue;
                }
                // An L-shaped region falls into rectangles, the widest from the top left first.
                let mine = region(row, column);
                let free = |r: usize, c: usize| {
                    region(r, c) == mine && owners.get(r * columns + c).is_some_and(|owner| *owner == usize::MAX)
                };
                let mut right = column + 1;
                while right < columns && free(row, right) && !self.has_upright(right, row) {
                    right += 1;
                }
                let fits = |r: usize| {
                    (column..right).all(|c| free(r, c) && !self.has_across(r, c))
                        && (column + 1..right).all(|c| !self.has_upright(c, r))
                };
                let mut bottom = row + 1;
                while bottom < rows && fits(bottom) {
                    bottom += 1;
                }
                for r in row..bottom {
                    for owner in owners.iter_mut().skip(r * columns + column).take(right - column) {
                        *owner = spans.len();
                    }
                }
                spans.push(Span { rows: row..bottom, columns: column..right });
            }
        }
        Some(Lattice { xs: self.xs, ys: self.ys, spans, owners })
    }

    /// A number for each position, the same for positions with an open way between them.
    fn regions(&self) -> Vec<usize> {
        let (rows, columns) = (self.rows(), self.columns());
        let mut parents: Vec<usize> = (0..rows * columns).collect();
        for row in 0..rows {
            for column in 0..columns {
                let here = row * columns + column;
                if column + 1 < columns && !self.has_upright(column + 1, row) {
                    join(&mut parents, here, here + 1);
                }
                if row + 1 < rows && !self.has_across(row + 1, column) {
                    join(&mut parents, here, here + columns);
                }
            }
        }
        (0..parents.len()).map(|i| root(&mut parents, i)).collect()
    }
}

/// For every border (of `edges`) and every step between `stops`: do rules cover that side? Row-major by step.
fn covered(rules: &[Rule], along: Orientation, edges: &[f32], stops: &[f32]) -> Vec<bool> {
    let steps = stops.len().saturating_sub(1);
    let mut cover = vec![0.0_f32; steps * edges.len()];
    for rule in rules.iter().filter(|rule| rule.orientation == along) {
        let Some(border) = nearest(edges, rule.position) else { continue };
        let (start, end) = (rule.start - JOIN, rule.end + JOIN);
        let first = stops.partition_point(|stop| *stop <= start).saturating_sub(1);
        for (step, pair) in stops.windows(2).enumerate().skip(first) {
            let [low, high] = pair else { continue };
            if *low >= end {
                break;
            }
            if let Some(sum) = cover.get_mut(step * edges.len() + border) {
                *sum += (high.min(end) - low.max(start)).max(0.0) / (high - low).max(0.1);
            }
        }
    }
    cover.into_iter().map(|part| part >= COVERED).collect()
}

/// The border a rule was snapped to.
fn nearest(edges: &[f32], position: f32) -> Option<usize> {
    let after = edges.partition_point(|edge| *edge < position);
    let candidates = [after.checked_sub(1), Some(after)];
    let distance = |i: &usize| edges.get(*i).map_or(f32::MAX, |edge| (edge - position).abs());
    candidates
        .into_iter()
        .flatten()
        .min_by(|a, b| distance(a).total_cmp(&distance(b)))
        .filter(|i| distance(i) <= MAX_BORDER)
}
