//! Header texts → the columns each stands over.
//!
//! The lowest texts head one column each ([`super::leaves`]). The others, row by row from the bottom upwards, are headers
//! of groups, and those of one row share the columns out among them so that each is centred over its own.

use std::ops::Range;

use crate::layout::aligned::atoms::Row;
use crate::layout::aligned::columns::{Column, Columns};
use crate::layout::aligned::header::Text;
use crate::layout::aligned::leaves::leaves;

/// A group header's middle differs from the group's middle by at most this many font sizes, or this part of the
/// group's width.
const OFF_CENTER: f32 = 1.6;
const OFF_CENTER_SHARE: f32 = 0.12;
/// How much unequal heights of the headers below count against a group, compared with lying off its centre.
const UNEVEN: f32 = 0.8;
/// How much lying off the middle of a group's text counts, compared with lying off every possible middle of the group.
const HULL: f32 = 0.1;
/// Leaving a column without a group costs this many font sizes: of groups that fit alike the larger is meant.
const LEFT_OUT: f32 = 0.12;
/// A group's own headers are at least this many font sizes below its header: rows of a header do not overlap.
const ROW_BELOW: f32 = 1.0;
/// Texts of one row stand on one baseline, to within this many font sizes.
const SAME_ROW: f32 = 0.3;
/// The numbers of columns have two digits at most, and are not longer than this (in font sizes).
const COLUMN_NUMBER: f32 = 1.3;
/// No statement has more columns; group headers of wider drawings are not looked for.
const MAX_COLUMNS: usize = 64;

/// Columns whose texts never stand in one row are one column when one header text stands over both, or over one of
/// them and nothing, or only the header of a group, over the other: a column number in the middle, amounts at the
/// right.
pub(super) fn join_under_one_header(texts: &[Text], columns: &mut Columns, body: &[Row<'_, '_>]) {
    let mut index = 1;
    while index < columns.list.len() {
        let (Some(left), Some(right)) = (columns.list.get(index - 1), columns.list.get(index)) else { break };
        let over = |text: &&Text, column: &Column| text.x0 < column.x1 && column.x0 < text.x1;
        let lowest = |column: &Column| {
            texts.iter().filter(|text| over(text, column)).max_by(|a, b| a.last().total_cmp(&b.last()))
        };
        // Numbers without decimals beside amounts are column numbers, unless they are long: codes.
        let code = |column: &Column| !column.amounts && column.x1 - column.x0 > COLUMN_NUMBER * columns.size;
        let alike = left.amounts == right.amounts || !code(left) && !code(right);
        let near = left.numeric && right.numeric && alike && right.x0 - left.x1 < 3.0 * columns.size;
        let one_header = match (lowest(left), lowest(right)) {
            (Some(a), Some(b)) => a.place() == b.place() || near && is_above(a, b),
            (None, None) => false,
            _ => near,
        };
        if !one_header || columns.stand_together(index - 1, body) {
            index += 1;
            continue;
        }
        columns.join(index - 1);
    }
}

/// Whether one of two texts ends above the other's first line.
fn is_above(a: &Text, b: &Text) -> bool {
    (a.first() - b.last()).max(b.first() - a.last()) > ROW_BELOW * a.size()
}

/// Texts placed so far.
struct Placing<'t> {
    texts: &'t [Text],
    /// The columns of the first texts; those after it are still to be placed.
    spans: Vec<Option<Range<usize>>>,
}

impl<'t> Placing<'t> {
    fn placed(&self) -> impl Iterator<Item = (&'t Text, &Range<usize>)> {
        self.texts.iter().zip(&self.spans).filter_map(|(text, span)| Some((text, span.as_ref()?)))
    }

    /// The topmost header text of each column so far.
    fn heads(&self, columns: &Columns) -> Vec<Option<&'t Text>> {
        let mut heads: Vec<Option<&'t Text>> = vec![None; columns.list.len()];
        for (text, span) in self.placed() {
            for head in heads.iter_mut().take(span.end).skip(span.start) {
                *head = head.filter(|head| head.first() < text.first()).or(Some(text));
            }
        }
        heads
    }
}

/// The columns each text stands over (texts from the bottom upwards); the height of the lowest misfit otherwise.
pub(super) fn place(texts: &[Text], columns: &mut Columns) -> Result<Vec<Range<usize>>, f32> {
    let leaves = leaves(texts, columns);
    for (text, span) in texts.iter().zip(&leaves) {
        if let Some(span) = span.as_ref().filter(|span| span.len() == 1)
            && let Some(column) = columns.list.get_mut(span.start)
        {
            column.x0 = column.x0.min(text.x0);
            column.x1 = column.x1.max(text.x1);
        }
    }
    let mut placing = Placing { texts, spans: vec![None; texts.len()] };
    let mut from = 0;
    for row in texts.chunk_by(|a, b| (a.last() - b.last()).abs() < SAME_ROW * a.size()) {
        let to = from + row.len();
        for (slot, leaf) in placing.spans.iter_mut().zip(&leaves).take(to).skip(from) {
            slot.clone_from(leaf);
        }
        groups(&mut placing, from..to, columns);
        if let Some(text) = row.iter().zip(placing.spans.iter().skip(from)).find_map(|(t, s)| s.is_none().then_some(t))
        {
            return Err(text.last());
        }
        from = to;
    }
    let mut spans: Vec<Range<usize>> = placing.spans.into_iter().flatten().collect();
    share_out(texts, &mut spans, columns);
    Ok(spans)
}

/// A group a text may head, and how badly it fits.
struct Candidate {
    cost: f32,
    span: Range<usize>,
}

/// Shares columns out among the texts of one row that head groups: the cheapest choice of groups that do not overlap.
fn groups(placing: &mut Placing<'_>, row: Range<usize>, columns: &Columns) {
    let open: Vec<usize> = row.filter(|index| placing.spans.get(*index).is_some_and(Option::is_none)).collect();
    let count = columns.list.len();
    if open.is_empty() || count > MAX_COLUMNS {
        return;
    }
    let heads = placing.heads(columns);
    let candidates: Vec<Vec<Candidate>> = open
        .iter()
        .map(|index| placing.texts.get(*index).map_or_else(Vec::new, |text| fits(text, columns, &heads, placing)))
        .collect();
    // best[free] = the cheapest way to place the texts seen so far, from the right, using columns from `free` on.
    let mut best: Vec<Option<(f32, Vec<Range<usize>>)>> = vec![Some((0.0, Vec::new())); count + 1];
    for options in candidates.iter().rev() {
        let mut next: Vec<Option<(f32, Vec<Range<usize>>)>> = vec![None; count + 1];
        for option in options {
            let Some(Some((rest, spans))) = best.get(option.span.end) else { continue };
            let cost = rest + option.cost;
            let mut spans = spans.clone();
            spans.push(option.span.clone());
            for slot in next.iter_mut().take(option.span.start + 1) {
                if slot.as_ref().is_none_or(|(least, _)| cost < *least) {
                    *slot = Some((cost, spans.clone()));
                }
            }
        }
        best = next;
    }
    let Some(Some((_, spans))) = best.into_iter().next() else { return };
    for (index, span) in open.into_iter().zip(spans.into_iter().rev()) {
        if let Some(slot) = placing.spans.get_mut(index) {
            *slot = Some(span);
        }
    }
}

/// How far the outermost columns may reach: as far beyond their text as to their neighbours' text. Amounts end at
/// their columns' right borders, which tell the width of the first column.
fn outer_borders(columns: &Columns) -> (f32, f32) {
    let list = columns.list.as_slice();
    let left = match list {
        [first, second, ..] => {
            let beyond = first.x0 + first.x1 - second.x0;
            let pitch = 2.0 * first.x1 - second.x1;
            if first.numeric && second.numeric { beyond.min(pitch) } else { beyond }
        }
        _ => 0.0,
    };
    let right = match list {
        [.., second, last] => 2.0 * last.x1 - second.x1 - (last.x1 - last.x0),
        _ => 0.0,
    };
    (left, right)
}

/// The groups of columns a text may be centred over. The columns' true borders lie somewhere between their text and
/// that of their neighbours, so a group has a range of possible middles.
fn fits(text: &Text, columns: &Columns, heads: &[Option<&Text>], placing: &Placing<'_>) -> Vec<Candidate> {
    let under = columns.under(text.x0, text.x1);
    let size = text.size();
    let head = |i: usize| heads.get(i).copied().flatten();
    let below = |i: usize| head(i).is_none_or(|head| head.first() > text.last() + ROW_BELOW * size);
    let cuts = |range: &Range<usize>| {
        placing.placed().any(|(_, span)| {
            span.start < range.end && range.start < span.end && !(range.start <= span.start && span.end <= range.end)
        })
    };
    let outer = outer_borders(columns);
    let mut found = Vec::new();
    for start in (0..=under.start).rev().take_while(|i| below(*i)) {
        for end in start + 1..=columns.list.len() {
            if !below(end - 1) {
                break;
            }
            let (Some(first), Some(last)) = (columns.list.get(start), columns.list.get(end - 1)) else { break };
            if end < under.end && text.x1 > last.x1 || end <= under.start || cuts(&(start..end)) {
                continue;
            }
            let before = start.checked_sub(1).and_then(|i| columns.list.get(i)).map_or(outer.0, |column| column.x1);
            let after = columns.list.get(end).map_or(outer.1, |column| column.x0);
            let (low, high) = ((before + last.x1) / 2.0, (first.x0 + after) / 2.0);
            let center = text.center();
            let off = (low.min(high) - center).max(center - high.max(low)).max(0.0);
            let width = last.x1 - first.x0;
            if off > (OFF_CENTER * size).max(OFF_CENTER_SHARE * width) || text.x1 - text.x0 > after - before + size {
                continue;
            }
            // Headers of one group stand on one level; one that is centred on another height belongs elsewhere.
            let middles = || (start..end).filter_map(head).map(|head| (head.first() + head.last()) / 2.0);
            let uneven = middles().fold(f32::MIN, f32::max) - middles().fold(f32::MAX, f32::min);
            // A text right over one other header is its upper part only when no larger group fits.
            let one = end - start == 1 || placing.placed().any(|(_, span)| *span == (start..end));
            let alone = if one { OFF_CENTER * size } else { 0.0 };
            #[allow(clippy::cast_precision_loss)]
            let left_out = LEFT_OUT * size * (columns.list.len() - (end - start)) as f32;
            let cost = off
                + HULL * ((first.x0 + last.x1) / 2.0 - center).abs()
                + UNEVEN * uneven.clamp(0.0, OFF_CENTER * size)
                + alone
                + left_out;
            found.push(Candidate { cost, span: start..end });
        }
    }
    found
}

/// Where two or more group headers stand side by side, a column between or beside them whose header stands on the
/// height of the groups' own headers belongs to the nearest group.
fn share_out(texts: &[Text], spans: &mut [Range<usize>], columns: &Columns) {
    let near = |a: f32, b: f32| (a - b).abs() < 0.3 * columns.size;
    for index in 0..columns.list.len() {
        let mut own = texts.iter().zip(spans.iter()).filter(|(_, span)| span.contains(&index));
        let (Some((leaf, _)), None) = (own.next(), own.next()) else { continue };
        let beside = |group: &usize| {
            let (Some(text), Some(span)) = (texts.get(*group), spans.get(*group)) else { return false };
            let level = texts.iter().zip(spans.iter()).any(|(sub, inner)| {
                inner.len() == 1
                    && span.contains(&inner.start)
                    && near(sub.first(), leaf.first())
                    && sub.last() > text.last()
            });
            span.len() > 1
                && level
                && text.last() < leaf.first() - 0.5 * leaf.size()
                && (span.start == index + 1 || span.end == index)
        };
        let side_by_side = |group: &usize| {
            texts.iter().zip(spans.iter()).enumerate().any(|(other, (text, span))| {
                other != *group && span.len() > 1 && texts.get(*group).is_some_and(|t| near(t.last(), text.last()))
            })
        };
        let distance = |group: &usize| texts.get(*group).map_or(f32::MAX, |text| (text.center() - leaf.center()).abs());
        let nearest = (0..texts.len())
            .filter(|group| beside(group) && side_by_side(group))
            .min_by(|a, b| distance(a).total_cmp(&distance(b)));
        if let Some(span) = nearest.and_then(|group| spans.get_mut(group)) {
            *span = span.start.min(index)..span.end.max(index + 1);
        }
    }
}
