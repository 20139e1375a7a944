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
/// Words of one header text are nearer than this (in font sizes).
const WORD_GAP: f32 = 0.8;
/// A group header's middle differs from the group's middle by at most this many font sizes, or this part of the
/// group's width.
const OFF_CENTER: f32 = 1.6;
const OFF_CENTER_SHARE: f32 = 0.12;
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
        let texts = texts(rows);
        let mut widened = columns.clone();
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
            || fields(row).iter().any(|field| is_caption(field, right - left))
        {
            break;
        }
        used += 1;
        below = row;
    }
    used
}

/// A row's texts: atoms nearer than a word gap together.
fn fields<'r, 'a, 'p>(row: &'r Row<'a, 'p>) -> Vec<Vec<&'r Atom<'a, 'p>>> {
    let mut fields: Vec<Vec<&'r Atom<'a, 'p>>> = Vec::new();
    for atom in &row.atoms {
        match fields.last_mut() {
            Some(field) if field.last().is_some_and(|last| atom.x0 - last.x1 < WORD_GAP * row.size) => {
                field.push(atom);
            }
            _ => fields.push(vec![atom]),
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
fn texts(rows: &[Row<'_, '_>]) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    for row in rows {
        let mut new = Vec::new();
        for field in fields(row) {
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
        match single(text, columns, &tops).or_else(|| group(text, columns, &tops)) {
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
    Ok(spans)
}

/// The column without a header that a text heads: the one it stands over, else the nearest one beside it.
fn single(text: &Text, columns: &Columns, tops: &[f32]) -> Option<Range<usize>> {
    let under = columns.under(text.x0, text.x1);
    let bare = |i: usize| tops.get(i).is_some_and(|top| *top == f32::MAX);
    if under.clone().all(bare) {
        return Some(under);
    }
    if under.len() != 1 {
        return None;
    }
    // Numbers at the right of a wide column, their header in its middle: no overlap, and the nearest column may be
    // the left neighbour.
    let column = columns.list.get(under.start)?;
    let apart = text.x0 >= column.x1 || text.x1 <= column.x0;
    let next = under.start + 1;
    let gap = columns.list.get(next).map(|next| next.x0 - text.x1)?;
    (apart && bare(next) && text.x0 >= column.x1 && gap < 6.0 * columns.size).then_some(next..next + 1)
}

/// The group of headed columns that a text is centred over.
fn group(text: &Text, columns: &Columns, tops: &[f32]) -> Option<Range<usize>> {
    let under = columns.under(text.x0, text.x1);
    let above = |i: usize| tops.get(i).is_some_and(|top| *top == f32::MAX || *top > text.last() + 0.5 * text.size());
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
            let width = last.x1 - first.x0;
            let off = ((first.x0 + last.x1) / 2.0 - text.center()).abs();
            let limit = (OFF_CENTER * text.size()).max(OFF_CENTER_SHARE * width);
            // A text right over a single header is its upper part only when no group fits.
            let cost = off + if end - start == 1 { OFF_CENTER * text.size() } else { 0.0 };
            if off <= limit
                && text.x1 - text.x0 <= width + 2.0 * text.size()
                && best.as_ref().is_none_or(|b| cost < b.0)
            {
                best = Some((cost, start..end));
            }
        }
    }
    best.map(|(_, span)| span)
}

/// A header between two headed columns, on the height of their headers: a column whose body is blank.
fn insert(text: &Text, columns: &mut Columns, tops: &[f32]) -> Option<usize> {
    let at = columns.list.iter().take_while(|column| column.x1 <= text.x0 + 0.1).count();
    let free = columns.list.get(at).is_none_or(|next| next.x0 >= text.x1 - 0.1);
    let level = |i: Option<usize>| {
        i.and_then(|i| tops.get(i)).is_some_and(|top| (*top - text.first()).abs() < 1.2 * text.size())
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
