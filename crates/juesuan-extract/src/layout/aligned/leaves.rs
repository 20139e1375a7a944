//! Which header text heads which column: the lowest header texts, matched with the columns from left to right.
//!
//! A header is centred over its column, while amounts stand at the right or left border of theirs, so a header need
//! not overlap its amounts, and may even be nearer to those of a neighbour. The texts together tell: they come in the
//! order of their columns, and all amounts lean to the same side. In: header texts and columns. Out: for each text
//! that heads a column the columns it heads, and the columns with those added whose body is blank.

use std::ops::Range;

use crate::layout::aligned::columns::{Column, Columns, Leaning};
use crate::layout::aligned::header::{SAME_CENTER, Text};

/// A header may stand beside its column at most this far (in font sizes).
const BESIDE: f32 = 8.0;
/// Costs in font sizes: of a blank column, of a text that heads a group, of columns of numbers and of words without
/// any header, and of a header on the wrong side of its amounts.
const BLANK: f32 = 2.0;
const GROUP: f32 = 1.0;
const BARE_NUMBERS: f32 = 8.0;
const BARE_WORDS: f32 = 3.0;
const WRONG_SIDE: f32 = 4.0;
/// How much distance between middles counts beside distance of borders.
const MIDDLES: f32 = 0.05;
/// Headers on one level differ in height by less than this (in font sizes): some wrap, some do not.
const BESIDE_HEIGHT: f32 = 1.3;
/// A text is lower than another one by at least this part of its size.
const LOWER: f32 = 0.3;
/// A group's own headers are at least this many font sizes below its header.
const ROW_BELOW: f32 = 0.6;
/// Texts of one middle that are no farther apart than this (in font sizes) may be the lines of a wrapped one.
const WRAPPED: f32 = 2.2;
/// More texts or columns than this are no header of a statement.
const MAX_TEXTS: usize = 64;

/// What a header text is for.
#[derive(Debug, Clone, PartialEq)]
enum Use {
    /// It heads columns, given by their place among the columns of the body.
    Heads(Range<usize>),
    /// It heads a column whose body is blank, before this column of the body.
    Blank(usize),
}

/// For each text the columns it heads, and nothing for headers of groups; blank columns are added to `columns`.
pub(super) fn leaves(texts: &[Text], columns: &mut Columns) -> Vec<Option<Range<usize>>> {
    let mut found = vec![None; texts.len()];
    let mut order: Vec<usize> = (0..texts.len()).filter(|index| is_lowest(*index, texts)).collect();
    if order.len() > MAX_TEXTS || columns.list.len() > MAX_TEXTS {
        return found;
    }
    let center = |index: &usize| texts.get(*index).map_or(0.0, Text::center);
    order.sort_by(|a, b| center(a).total_cmp(&center(b)));
    let leaves: Vec<Leaf<'_>> = order.iter().filter_map(|index| leaf(*index, &order, texts)).collect();
    let uses = Matching { leaves: &leaves, columns }.best();
    let mut shift = 0;
    for ((index, leaf), used) in order.iter().zip(&leaves).zip(uses) {
        let span = match used {
            Some(Use::Heads(span)) => span.start + shift..span.end + shift,
            Some(Use::Blank(at)) => {
                let (x0, x1) = (leaf.text.x0, leaf.text.x1);
                let at = (at + shift).min(columns.list.len());
                columns.list.insert(at, Column { x0, x1, numeric: true, amounts: true, body: (x0, x1) });
                shift += 1;
                at..at + 1
            }
            None => continue,
        };
        if let Some(slot) = found.get_mut(*index) {
            *slot = Some(span);
        }
    }
    found
}

fn overlap(a: (f32, f32), b: (f32, f32)) -> bool {
    a.0 < b.1 && b.0 < a.1
}

/// Whether no other text stands below this one.
fn is_lowest(index: usize, texts: &[Text]) -> bool {
    let Some(text) = texts.get(index) else { return false };
    !texts.iter().any(|other| is_lower(other, text) && overlap((other.x0, other.x1), (text.x0, text.x1)))
}

fn is_lower(other: &Text, text: &Text) -> bool {
    other.first() > text.last() + LOWER * text.size()
}

/// A text that may head a column.
struct Leaf<'t> {
    text: &'t Text,
    /// From where to where it reaches with the lines above it that may be its own.
    extent: (f32, f32),
    /// It may head a group: it stands between two that stand lower.
    may_group: bool,
    /// It may head a blank column: another header stands on its height.
    may_be_blank: bool,
}

fn leaf<'t>(index: usize, order: &[usize], texts: &'t [Text]) -> Option<Leaf<'t>> {
    let text = texts.get(index)?;
    let at = order.iter().position(|other| *other == index)?;
    let neighbour = |at: Option<usize>| at.and_then(|at| order.get(at)).and_then(|index| texts.get(*index));
    let neighbours = [neighbour(at.checked_sub(1)), neighbour(Some(at + 1))];
    let mut extent = (text.x0, text.x1);
    let mut top = text;
    while let Some(above) = texts.iter().find(|other| {
        is_lower(top, other)
            && (other.center() - top.center()).abs() < SAME_CENTER * top.size()
            && top.first() - other.last() < WRAPPED * top.size()
            && !neighbours.iter().flatten().any(|beside| overlap((beside.x0, beside.x1), (other.x0, other.x1)))
    }) {
        extent = (extent.0.min(above.x0), extent.1.max(above.x1));
        top = above;
    }
    let level = |other: &Text| {
        let apart = (text.first() - other.last()).max(other.first() - text.last());
        apart < BESIDE_HEIGHT * text.size()
    };
    Some(Leaf {
        text,
        extent,
        may_group: neighbours
            .iter()
            .all(|other| other.is_some_and(|other| other.first() > text.last() + ROW_BELOW * text.size())),
        may_be_blank: order.iter().filter(|other| **other != index).any(|other| texts.get(*other).is_some_and(level)),
    })
}

/// The cheapest way to match the first texts with the first columns.
#[derive(Debug, Clone)]
struct Best {
    cost: f32,
    /// What the last text is for, if it was decided last; and the step before.
    used: Option<Option<Use>>,
    from: (usize, usize),
}

struct Matching<'m, 't> {
    leaves: &'m [Leaf<'t>],
    columns: &'m Columns,
}

impl Matching<'_, '_> {
    /// What each text is for.
    fn best(&self) -> Vec<Option<Use>> {
        let (texts, count) = (self.leaves.len(), self.columns.list.len());
        let mut table: Vec<Vec<Option<Best>>> = vec![vec![None; count + 1]; texts + 1];
        let offer = |table: &mut Vec<Vec<Option<Best>>>, to: (usize, usize), best: Best| {
            if let Some(slot) = table.get_mut(to.0).and_then(|row| row.get_mut(to.1))
                && slot.as_ref().is_none_or(|held| best.cost < held.cost)
            {
                *slot = Some(best);
            }
        };
        offer(&mut table, (0, 0), Best { cost: 0.0, used: None, from: (0, 0) });
        for i in 0..=texts {
            for j in 0..=count {
                let Some(cost) = table.get(i).and_then(|row| row.get(j)).and_then(Option::as_ref).map(|b| b.cost)
                else {
                    continue;
                };
                let from = (i, j);
                if let Some(column) = self.columns.list.get(j) {
                    let bare = if column.numeric { BARE_NUMBERS } else { BARE_WORDS };
                    offer(&mut table, (i, j + 1), Best { cost: cost + bare, used: None, from });
                }
                let Some(leaf) = self.leaves.get(i) else { continue };
                let aside = if leaf.may_group { GROUP } else { f32::from(u8::MAX) };
                offer(&mut table, (i + 1, j), Best { cost: cost + aside, used: Some(None), from });
                if leaf.may_be_blank && self.is_between(leaf, j) {
                    let used = Some(Some(Use::Blank(j)));
                    offer(&mut table, (i + 1, j), Best { cost: cost + BLANK, used, from });
                }
                for end in j + 1..=count {
                    let Some(more) = self.cost(leaf, j..end) else { break };
                    let used = Some(Some(Use::Heads(j..end)));
                    offer(&mut table, (i + 1, end), Best { cost: cost + more, used, from });
                }
            }
        }
        let mut uses = Vec::with_capacity(texts);
        let mut at = (texts, count);
        while at != (0, 0) {
            let Some(best) = table.get(at.0).and_then(|row| row.get(at.1)).and_then(Option::as_ref) else { break };
            uses.extend(best.used.clone());
            at = best.from;
        }
        uses.reverse();
        uses
    }

    /// Whether a text has room before a column and after the one before it.
    fn is_between(&self, leaf: &Leaf<'_>, column: usize) -> bool {
        let slack = 0.1 * self.columns.size;
        let left = column.checked_sub(1).and_then(|left| self.columns.list.get(left));
        left.is_none_or(|left| left.x1 <= leaf.extent.0 + slack)
            && self.columns.list.get(column).is_none_or(|right| right.x0 >= leaf.extent.1 - slack)
    }

    /// How badly a text fits over columns; nothing where it cannot head them. Several columns have one header only
    /// where it reaches over all of them.
    fn cost(&self, leaf: &Leaf<'_>, span: Range<usize>) -> Option<f32> {
        let columns = self.columns.list.get(span.clone())?;
        let size = self.columns.size.max(1.0);
        if let [column] = columns {
            let gap = (column.x0 - leaf.extent.1).max(leaf.extent.0 - column.x1).max(0.0) / size;
            let center = (leaf.extent.0 + leaf.extent.1) / 2.0;
            let middles = ((column.x0 + column.x1) / 2.0 - center).abs() / size;
            return (gap < BESIDE).then(|| gap + MIDDLES * middles + self.wrong_side(column, center));
        }
        let slack = 0.15 * size;
        let over = |column: &Column| leaf.extent.0 < column.x1 - slack && column.x0 < leaf.extent.1 - slack;
        columns.iter().all(over).then_some(0.0)
    }

    /// The cost of a header on the side to which the amounts lean.
    fn wrong_side(&self, column: &Column, center: f32) -> f32 {
        let size = self.columns.size.max(1.0);
        let beyond = match self.columns.leaning {
            Some(Leaning::Right) => center - column.x1,
            Some(Leaning::Left) => column.x0 - center,
            Some(Leaning::Middle) => (center - (column.x0 + column.x1) / 2.0).abs() - size,
            None => 0.0,
        };
        if column.amounts && beyond > 0.5 * size { WRONG_SIDE + beyond / size } else { 0.0 }
    }
}
