//! The header of an unruled table: the rows above its body whose texts stand over its columns.
//!
//! Texts are taken from the bottom upwards. A text over a column that has no header yet is that column's header;
//! one over columns that have headers is the header of the group it is centred over.

use std::ops::Range;

use crate::layout::TextLine;
use crate::layout::aligned::atoms::{Atom, Row};
use crate::layout::aligned::body::WRAP_PITCH;
use crate::layout::aligned::columns::{Column, Columns};
use crate::layout::aligned::{Placed, Surroundings};
use crate::layout::lines::text_line;

/// Header rows are at most this far apart (in font sizes).
const MAX_GAP: f32 = 4.0;
/// A title is larger than the body by this factor.
const TITLE_SIZE: f32 = 1.25;
/// Words of one header text are nearer than this (in font sizes), single ideographs of a spread word than that.
const WORD_GAP: f32 = 1.5;
const SPREAD: f32 = 4.0;
/// A group header's middle differs from the group's middle by at most this many font sizes, or this part of the
/// group's width.
const OFF_CENTER: f32 = 1.6;
const OFF_CENTER_SHARE: f32 = 0.12;
/// How much unequal heights of the headers below count against a group, compared with lying off its centre.
const UNEVEN: f32 = 0.3;
/// A header may stand beside its column at most this far (in font sizes) from the column's text.
const BESIDE: f32 = 6.0;
/// Headers on one level differ in height by less than this (in font sizes): some wrap, some do not.
const BESIDE_HEIGHT: f32 = 1.3;
/// Lines of one centred text have the same middle to within this many font sizes.
const SAME_CENTER: f32 = 0.6;

/// Header cells by row.
pub(super) struct Header {
    /// Upper borders of the header rows.
    pub(super) edges: Vec<f32>,
    pub(super) cells: Vec<Placed>,
    /// How many rows of text above the body belong to the header.
    pub(super) rows_used: usize,
}

/// One header text, perhaps of several lines.
#[derive(Debug, Clone)]
struct Text {
    lines: Vec<TextLine>,
    x0: f32,
    x1: f32,
}

impl Text {
    fn center(&self) -> f32 {
        (self.x0 + self.x1) / 2.0
    }

    fn first(&self) -> f32 {
        self.lines.first().map_or(0.0, |line| line.baseline)
    }

    fn last(&self) -> f32 {
        self.lines.last().map_or(0.0, |line| line.baseline)
    }

    /// Tells texts apart.
    fn place(&self) -> (u32, u32) {
        (self.x0.to_bits(), self.last().to_bits())
    }

    fn size(&self) -> f32 {
        self.lines.first().map_or(1.0, |line| line.size)
    }
}

/// Finds the header in the rows above a body, and widens columns (or adds blank ones) by what it says.
pub(super) fn header(
    above: &[Row<'_, '_>],
    body: &[Row<'_, '_>],
    columns: &mut Columns,
    around: &Surroundings<'_>,
) -> Header {
    let mut used = candidates(above, body, columns, around);
    loop {
        let rows = above.get(above.len() - used..).unwrap_or_default();
        let texts = texts(rows, columns);
        let mut widened = columns.clone();
        join_under_one_header(&texts, &mut widened, body);
        match place(&texts, &mut widened) {
            Ok(spans) => {
                *columns = widened;
                return levels(texts, &spans, used, columns);
            }
            // The row that fits no columns, and all above it, are not the header.
            Err(misfit) => {
                let fitting = rows.iter().rev().take_while(|row| row.baseline > misfit + 0.1).count();
                used = fitting.min(used.saturating_sub(1));
            }
        }
    }
}

/// How many rows right above the body may be its header, by distance, size and shape alone.
fn candidates(above: &[Row<'_, '_>], body: &[Row<'_, '_>], columns: &Columns, around: &Surroundings<'_>) -> usize {
    let Some(mut below) = body.first() else { return 0 };
    let (left, right) =
        (columns.list.first().map_or(0.0, |column| column.x0), columns.list.last().map_or(0.0, |column| column.x1));
    let mut used = 0;
    let mut rules = 0;
    for row in above.iter().rev() {
        let gap = below.baseline - row.baseline;
        rules += u32::from(around.has_rule_between(row.baseline, below.baseline - 0.5 * columns.size, left, right));
        // The rule under the header and the one over it.
        let over = rules >= 2 && used > 0;
        if over
            || gap > MAX_GAP * columns.size.max(row.size)
            || row.size > TITLE_SIZE * columns.size
            || around.has_grid_between(row.baseline, below.baseline - 0.5 * columns.size)
            || fields(row, columns).iter().any(|field| is_caption(field, right - left))
        {
            break;
        }
        used += 1;
        below = row;
    }
    used
}

/// A row's texts. Words near one another are one text, and so are the parts of a spread word (`收　　入`); header
/// texts of neighbouring columns may be as near, so words over different columns stay apart.
fn fields<'r, 'a, 'p>(row: &'r Row<'a, 'p>, columns: &Columns) -> Vec<Vec<&'r Atom<'a, 'p>>> {
    let mut fields: Vec<Vec<&'r Atom<'a, 'p>>> = Vec::new();
    for run in row.atoms.chunk_by(|a, b| a.is_single_ideograph() && b.is_single_ideograph()) {
        // Two single ideographs are a spread word; three may be the headers 类, 款, 项 of three columns.
        let word = run.len() == 2 && run.windows(2).all(|pair| matches!(pair, [a, b] if b.x0 - a.x1 < SPREAD * a.size));
        for (index, atom) in run.iter().enumerate() {
            let column = columns.under(atom.x0, atom.x1);
            let same = |last: &Atom<'_, '_>| {
                atom.x0 - last.x1 < WORD_GAP * row.size
                    && column.len() == 1
                    && columns.under(last.x0, last.x1) == column
            };
            match fields.last_mut() {
                Some(field) if word && index > 0 || field.last().is_some_and(|last| same(last)) => field.push(atom),
                _ => fields.push(vec![atom]),
            }
        }
    }
    fields
}

/// `部门：…`, `单位：…`, `注：…` (a name, a colon, a value) and sentences are no headers.
fn is_caption(field: &[&Atom<'_, '_>], width: f32) -> bool {
    let inks = || field.iter().flat_map(|atom| atom.inks.iter());
    let long = match (field.first(), field.last()) {
        (Some(first), Some(last)) => last.x1 - first.x0 > 0.6 * width,
        _ => false,
    };
    long || inks().any(|ink| matches!(ink.first_char(), '：' | ':'))
        || inks().last().is_some_and(|ink| matches!(ink.first_char(), '。' | '；'))
}

/// The header texts of rows, wrapped lines joined.
fn texts(rows: &[Row<'_, '_>], columns: &Columns) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    for row in rows {
        let mut new = Vec::new();
        for field in fields(row, columns) {
            let Some(line) = text_line(field.iter().flat_map(|atom| atom.inks.iter().copied())) else { continue };
            let (x0, x1) = (line.bbox.x0, line.bbox.x1);
            let home = texts.iter_mut().find(|text| {
                let pitch = line.baseline - text.last();
                let same = ((x0 + x1) / 2.0 - text.center()).abs() < SAME_CENTER * line.size
                    || (x0 - text.x0).abs() < 0.3 * line.size;
                same && pitch > 0.0
                    && pitch < WRAP_PITCH * line.size
                    && (line.size - text.size()).abs() < 0.1 * line.size
            });
            match home {
                Some(text) => {
                    text.x0 = text.x0.min(x0);
                    text.x1 = text.x1.max(x1);
                    text.lines.push(line);
                }
                None => new.push(Text { lines: vec![line], x0, x1 }),
            }
        }
        texts.append(&mut new);
    }
    texts.sort_by(|a, b| b.last().total_cmp(&a.last()).then(a.x0.total_cmp(&b.x0)));
    texts
}

/// Columns whose texts never stand in one row are one column when one header text stands over both, or over one of
/// them and nothing over the other: a column number in the middle, amounts at the right.
fn join_under_one_header(texts: &[Text], columns: &mut Columns, body: &[Row<'_, '_>]) {
    let mut index = 1;
    while index < columns.list.len() {
        let (Some(left), Some(right)) = (columns.list.get(index - 1), columns.list.get(index)) else { break };
        let over = |text: &&Text, column: &Column| text.x0 < column.x1 && column.x0 < text.x1;
        let lowest = |column: &Column| {
            texts.iter().filter(|text| over(text, column)).max_by(|a, b| a.last().total_cmp(&b.last())).map(Text::place)
        };
        let one_header = match (lowest(left), lowest(right)) {
            (Some(a), Some(b)) => a == b,
            (None, None) => false,
            _ => left.numeric && right.numeric && right.x0 - left.x1 < 3.0 * columns.size,
        };
        if !one_header || columns.stand_together(index - 1, body) {
            index += 1;
            continue;
        }
        columns.join(index - 1);
    }
}

/// The columns each text stands over (texts from the bottom upwards); the height of the lowest misfit otherwise.
fn place(texts: &[Text], columns: &mut Columns) -> Result<Vec<Range<usize>>, f32> {
    let mut spans: Vec<Range<usize>> = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let placed = texts.get(..index).unwrap_or_default();
        // Height of the topmost header text of each column so far.
        let mut tops: Vec<f32> = vec![f32::MAX; columns.list.len()];
        for (other, span) in placed.iter().zip(&spans) {
            for top in tops.iter_mut().take(span.end).skip(span.start) {
                *top = top.min(other.first());
            }
        }
        let later = texts.get(index + 1..).unwrap_or_default();
        match single(text, columns, &tops, later).or_else(|| group(text, columns, placed, &spans)) {
            Some(span) => {
                if let (1, Some(column)) = (span.len(), columns.list.get_mut(span.start)) {
                    column.x0 = column.x0.min(text.x0);
                    column.x1 = column.x1.max(text.x1);
                }
                spans.push(span);
            }
            None => {
                let Some(at) = insert(text, columns, &tops) else { return Err(text.last()) };
                for span in &mut spans {
                    let shift = |i: usize| if i >= at { i + 1 } else { i };
                    *span = shift(span.start)..shift(span.end - 1) + 1;
                }
                spans.push(at..at + 1);
            }
        }
    }
    share_out(texts, &mut spans, columns);
    Ok(spans)
}

/// The column without a header that a text heads: the one it stands over, else one right beside it that no other
/// text stands over (amounts at the right of a wide column, their header in its middle).
fn single(text: &Text, columns: &Columns, tops: &[f32], later: &[Text]) -> Option<Range<usize>> {
    let bare = |i: &usize| tops.get(*i).is_some_and(|top| *top == f32::MAX);
    let over = |text: &Text, column: &Column| text.x0 < column.x1 && column.x0 < text.x1;
    let under = columns.under(text.x0, text.x1);
    if columns.list.iter().any(|column| over(text, column)) {
        return under.clone().all(|i| bare(&i)).then_some(under);
    }
    let right = columns.list.iter().position(|column| column.x0 >= text.x1);
    let left = right.unwrap_or(columns.list.len()).checked_sub(1);
    let free = |i: &usize| {
        bare(i)
            && columns.list.get(*i).is_some_and(|column| {
                let gap = (column.x0 - text.x1).max(text.x0 - column.x1);
                gap < BESIDE * columns.size && !later.iter().any(|other| over(other, column))
            })
    };
    // Amounts are right-aligned, labels left-aligned: a header in the middle has its amounts on its right.
    let is = |i: &usize, numeric: bool| columns.list.get(*i).is_some_and(|column| column.numeric == numeric);
    let right = right.filter(free);
    let left = left.filter(free);
    let found = right.filter(|i| is(i, true)).or(left.filter(|i| is(i, false))).or(right).or(left)?;
    Some(found..found + 1)
}

/// The group of headed columns that a text is centred over. The columns' true borders lie somewhere between their
/// text and that of their neighbours, so a group has a range of possible middles.
fn group(text: &Text, columns: &Columns, placed: &[Text], spans: &[Range<usize>]) -> Option<Range<usize>> {
    let under = columns.under(text.x0, text.x1);
    // The topmost header of each column so far.
    let mut heads: Vec<Option<&Text>> = vec![None; columns.list.len()];
    for (other, span) in placed.iter().zip(spans) {
        for head in heads.iter_mut().take(span.end).skip(span.start) {
            *head = head.filter(|head| head.first() < other.first()).or(Some(other));
        }
    }
    let head = |i: usize| heads.get(i).copied().flatten();
    let parts = |range: &Range<usize>| {
        spans.iter().any(|span| {
            span.start < range.end && range.start < span.end && !(range.start <= span.start && span.end <= range.end)
        })
    };
    // Headers of one group stand on one level; a header that is centred on another height belongs to another.
    let uneven = |range: &Range<usize>| {
        let middles = || range.clone().filter_map(head).map(|head| (head.first() + head.last()) / 2.0);
        middles().fold(f32::MIN, f32::max) - middles().fold(f32::MAX, f32::min)
    };
    let above = |i: usize| head(i).is_none_or(|head| head.first() > text.last() + 0.5 * text.size());
    let mut best: Option<(f32, Range<usize>)> = None;
    for start in (0..=under.start).rev().take_while(|i| above(*i)) {
        for end in start + 1..=columns.list.len() {
            if !above(end - 1) {
                break;
            }
            let (Some(first), Some(last)) = (columns.list.get(start), columns.list.get(end - 1)) else { break };
            if end < under.end && text.x1 > last.x1 {
                continue;
            }
            let before = start.checked_sub(1).and_then(|i| columns.list.get(i)).map_or(first.x0, |column| column.x1);
            let after = columns.list.get(end).map_or(last.x1, |column| column.x0);
            let (low, high) = ((before + last.x1) / 2.0, (first.x0 + after) / 2.0);
            let center = text.center();
            let off = (low.min(high) - center).max(center - high.max(low)).max(0.0);
            let width = last.x1 - first.x0;
            let limit = (OFF_CENTER * text.size()).max(OFF_CENTER_SHARE * width);
            // A text right over a single header is its upper part only when no group fits.
            let alone = if end - start == 1 { OFF_CENTER * text.size() } else { 0.0 };
            let cost = off + 0.25 * ((first.x0 + last.x1) / 2.0 - center).abs() + alone;
            let cost = cost + UNEVEN * uneven(&(start..end)).clamp(0.0, OFF_CENTER * text.size());
            let fits = !parts(&(start..end)) && off <= limit && text.x1 - text.x0 <= after - before + text.size();
            if fits && best.as_ref().is_none_or(|b| cost < b.0) {
                best = Some((cost, start..end));
            }
        }
    }
    best.map(|(_, span)| span)
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

/// A header beside the columns' headers, over no column: a column whose body is blank.
fn insert(text: &Text, columns: &mut Columns, tops: &[f32]) -> Option<usize> {
    let at = columns.list.iter().take_while(|column| column.x1 <= text.x0 + 0.1).count();
    let free = columns.list.get(at).is_none_or(|next| next.x0 >= text.x1 - 0.1);
    let level = |i: Option<usize>| {
        i.and_then(|i| tops.get(i))
            .is_some_and(|top| *top == f32::MAX || (*top - text.first()).abs() < BESIDE_HEIGHT * text.size())
    };
    if !free || !(level(at.checked_sub(1)) || level(Some(at))) {
        return None;
    }
    let column = Column { x0: text.x0, x1: text.x1, numeric: true, body: (text.x0, text.x1) };
    columns.list.insert(at, column);
    Some(at)
}

/// Header rows: a text stands one row below the groups over it; texts with nothing below reach down to the body.
fn levels(texts: Vec<Text>, spans: &[Range<usize>], rows_used: usize, columns: &Columns) -> Header {
    let mut placed: Vec<(Text, Range<usize>, usize)> = Vec::new();
    // From the top down.
    let mut depth = vec![0_usize; columns.list.len()];
    let mut order: Vec<(Text, &Range<usize>)> = texts.into_iter().zip(spans).collect();
    order.reverse();
    for (text, span) in order {
        let level = depth.get(span.clone()).and_then(|depths| depths.iter().max().copied()).unwrap_or(0);
        for slot in depth.iter_mut().take(span.end).skip(span.start) {
            *slot = level + 1;
        }
        placed.push((text, span.clone(), level));
    }
    let height = placed.iter().map(|(_, _, level)| level + 1).max().unwrap_or(0);
    let top = |text: &Text| text.first() - 0.85 * text.size();
    let mut edges = Vec::with_capacity(height);
    for row in 0..height {
        let highest = placed.iter().filter(|p| p.2 == row).map(|p| top(&p.0)).fold(f32::MAX, f32::min);
        edges.push(edges.last().map_or(highest, |last: &f32| highest.max(*last)));
    }
    let mut cells = Vec::with_capacity(placed.len());
    for (index, (text, span, level)) in placed.iter().enumerate() {
        let overlaps = |other: &Range<usize>| other.start < span.end && span.start < other.end;
        let below = placed.iter().skip(index + 1).filter(|p| overlaps(&p.1)).map(|p| p.2).min();
        cells.push(Placed {
            rows: *level..below.unwrap_or(height).max(level + 1),
            columns: span.clone(),
            lines: text.lines.clone(),
        });
    }
    Header { edges, cells, rows_used }
}
