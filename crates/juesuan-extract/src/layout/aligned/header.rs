//! The header of an unruled table: the rows above its body whose texts stand over its columns.
//!
//! Which columns a text stands over is decided in [`super::spans`].

use std::ops::Range;

use crate::layout::TextLine;
use crate::layout::aligned::atoms::{Atom, Row, SPREAD};
use crate::layout::aligned::body::WRAP_PITCH;
use crate::layout::aligned::columns::Columns;
use crate::layout::aligned::solid::{go_on_apart, parted};
use crate::layout::aligned::spans::{join_under_one_header, place};
use crate::layout::aligned::{Placed, Surroundings};
use crate::layout::lines::text_line;

/// No header has more lines of text.
const MOST_ROWS: usize = 24;
/// Header rows are at most this far apart (in font sizes).
const MAX_GAP: f32 = 4.0;
/// A title is larger than the body by this factor.
const TITLE_SIZE: f32 = 1.25;
/// Words of one header text are nearer than this (in font sizes), over a blank column than that.
pub(super) const WORD_GAP: f32 = 1.5;
const NARROW_GAP: f32 = 0.6;
/// Lines this near are of one text, whatever stands beside them.
const TIGHT_PITCH: f32 = 1.35;
/// Lines of one header text are at most this far apart (in font sizes): the usual leading, then wider ones.
const WRAP_PITCHES: [f32; 3] = [WRAP_PITCH, 1.9, 2.3];
/// Lines of one centred text have the same middle to within this many font sizes.
pub(super) const SAME_CENTER: f32 = 0.6;

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
pub(super) struct Text {
    pub(super) lines: Vec<TextLine>,
    pub(super) x0: f32,
    pub(super) x1: f32,
}

impl Text {
    pub(super) fn center(&self) -> f32 {
        (self.x0 + self.x1) / 2.0
    }

    pub(super) fn first(&self) -> f32 {
        self.lines.first().map_or(0.0, |line| line.baseline)
    }

    pub(super) fn last(&self) -> f32 {
        self.lines.last().map_or(0.0, |line| line.baseline)
    }

    /// Tells texts apart.
    pub(super) fn place(&self) -> (u32, u32) {
        (self.x0.to_bits(), self.last().to_bits())
    }

    pub(super) fn size(&self) -> f32 {
        self.lines.first().map_or(1.0, |line| line.size)
    }
}

/// Finds the header in the rows above a body, and widens columns (or adds blank ones) by what it says.
///
/// How far the lines of a wrapped header are apart is not known beforehand (wide leading looks like another level), so
/// the pitch that makes sense of most rows counts, of equal ones the least.
pub(super) fn header(
    above: &[Row<'_, '_>],
    body: &[Row<'_, '_>],
    columns: &mut Columns,
    around: &Surroundings<'_>,
) -> Header {
    let above = &parted(above.get(above.len().saturating_sub(MOST_ROWS)..).unwrap_or_default());
    let most = candidates(above, body, columns, around);
    let mut best: Option<Attempt> = None;
    for pitch in WRAP_PITCHES {
        let rows = above.get(above.len() - most..).unwrap_or_default();
        let attempt = attempt(rows, body, columns, pitch);
        if best.as_ref().is_none_or(|best| attempt.used > best.used) {
            best = Some(attempt);
        }
        if best.as_ref().is_some_and(|best| best.used == most) {
            break;
        }
    }
    let Some(best) = best else { return Header { edges: Vec::new(), cells: Vec::new(), rows_used: 0 } };
    *columns = best.columns;
    levels(best.texts, &best.spans, best.used, columns)
}

/// A reading of the lowest rows above a body as its header.
struct Attempt {
    used: usize,
    texts: Vec<Text>,
    spans: Vec<Range<usize>>,
    columns: Columns,
}

/// Reads as many of the rows as fit the columns, from the lowest upwards.
fn attempt(rows: &[Row<'_, '_>], body: &[Row<'_, '_>], columns: &Columns, pitch: f32) -> Attempt {
    let mut used = rows.len();
    loop {
        let rows = rows.get(rows.len() - used..).unwrap_or_default();
        let texts = texts(rows, columns, pitch);
        let mut columns = columns.clone();
        join_under_one_header(&texts, &mut columns, body);
        let placed = place(&texts, &mut columns).and_then(|spans| match over_all(&texts, &spans, &columns) {
            Some(misfit) => Err(misfit),
            None => Ok(spans),
        });
        match placed {
            Ok(spans) => return Attempt { used, texts, spans, columns },
            // The row that fits no columns, and all above it, are not the header.
            Err(misfit) => {
                let fitting = rows.iter().rev().take_while(|row| row.baseline > misfit + 0.1).count();
                used = fitting.min(used.saturating_sub(1));
            }
        }
    }
}

/// The height of a text over all columns, or of one that is alone: a running head or a caption, no header.
fn over_all(texts: &[Text], spans: &[Range<usize>], columns: &Columns) -> Option<f32> {
    let all = columns.list.len();
    let over = texts.iter().zip(spans).find(|(_, span)| all > 2 && (span.len() == all || texts.len() == 1));
    over.map(|(text, _)| text.last())
}

/// How many rows right above the body may be its header, by distance, size and shape alone.
fn candidates(above: &[Row<'_, '_>], body: &[Row<'_, '_>], columns: &Columns, around: &Surroundings<'_>) -> usize {
    let Some(mut below) = body.first() else { return 0 };
    let (left, right) =
        (columns.list.first().map_or(0.0, |column| column.x0), columns.list.last().map_or(0.0, |column| column.x1));
    let mut used = 0;
    let mut rules = 0;
    for (at, row) in above.iter().enumerate().rev() {
        let gap = below.baseline - row.baseline;
        rules += u32::from(around.has_rule_between(row.baseline, below.baseline - 0.5 * columns.size, left, right));
        // Beyond the header's top rule, unless another rule follows above: rules run between all rows then.
        let sky = row.baseline - MAX_GAP * columns.size;
        let over = rules >= 2 && used > 0 && !around.has_rule_between(sky, row.baseline - 0.7 * row.size, left, right);
        if over
            || gap > MAX_GAP * columns.size.max(row.size)
            || row.size > TITLE_SIZE * columns.size
            || around.has_grid_between(row.baseline, below.baseline - 0.5 * columns.size)
            || row.atoms.iter().any(Atom::is_decimal)
            || fields(row, above.get(at + 1..).unwrap_or_default(), columns)
                .iter()
                .any(|field| is_caption(field, right - left))
        {
            break;
        }
        used += 1;
        below = row;
    }
    used
}

/// A row's texts. Words near one another are one text, and so are the parts of a spread word (`收　　入`); header
/// texts of neighbouring columns may be as near, so words over different columns stay apart, and those that go on apart
/// in the rows below.
fn fields<'r, 'a, 'p>(row: &'r Row<'a, 'p>, below: &[Row<'_, '_>], columns: &Columns) -> Vec<Vec<&'r Atom<'a, 'p>>> {
    let mut fields: Vec<Vec<&'r Atom<'a, 'p>>> = Vec::new();
    for run in row.atoms.chunk_by(|a, b| a.is_single_ideograph() && b.is_single_ideograph()) {
        // Two single ideographs are a spread word; three may be the headers 类, 款, 项 of three columns.
        let word = run.len() == 2 && run.windows(2).all(|pair| matches!(pair, [a, b] if b.x0 - a.x1 < SPREAD * a.size));
        for (index, atom) in run.iter().enumerate() {
            let column = columns.under(atom.x0, atom.x1);
            let same = |last: &Atom<'_, '_>| {
                // Over a blank column nothing tells whether a gap divides words or columns.
                let known = columns.touched(atom.x0, atom.x1).is_some();
                atom.x0 - last.x1 < if known { WORD_GAP } else { NARROW_GAP } * row.size
                    && column.len() == 1
                    && columns.under(last.x0, last.x1) == column
                    && !go_on_apart(last, atom, below)
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
fn texts(rows: &[Row<'_, '_>], columns: &Columns, wrap: f32) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let mut new = Vec::new();
        let fields = fields(row, rows.get(index + 1..).unwrap_or_default(), columns);
        let extent = |field: &Vec<&Atom<'_, '_>>| Some((field.first()?.x0, field.last()?.x1));
        let extents: Vec<(f32, f32)> = fields.iter().filter_map(extent).collect();
        for (at, field) in fields.iter().enumerate() {
            let Some(line) = text_line(field.iter().flat_map(|atom| atom.inks.iter().copied())) else { continue };
            let (x0, x1) = (line.bbox.x0, line.bbox.x1);
            let over = |text: &Text, x0: f32, x1: f32| text.x0 < x1 && x0 < text.x1;
            // A text over several of this row's, or over the middle one of several that nothing else stands over, heads
            // a group.
            let bare = |at: Option<usize>| {
                at.and_then(|at| extents.get(at)).is_some_and(|(x0, x1)| {
                    let near = |text: &&Text| line.baseline - text.last() < wrap * line.size;
                    !texts.iter().filter(near).any(|text| over(text, *x0, *x1))
                })
            };
            let between_bare = bare(at.checked_sub(1)) && bare(Some(at + 1));
            let heads_others =
                |text: &Text| extents.iter().enumerate().any(|(other, (x0, x1))| other != at && over(text, *x0, *x1));
            let home = texts.iter().position(|text| {
                let pitch = line.baseline - text.last();
                let same = ((x0 + x1) / 2.0 - text.center()).abs() < SAME_CENTER * line.size
                    || (x0 - text.x0).abs() < 0.3 * line.size;
                same && pitch > 0.0
                    && pitch < wrap * line.size
                    && (line.size - text.size()).abs() < 0.1 * line.size
                    && !(between_bare && pitch > TIGHT_PITCH * line.size)
                    && !heads_others(text)
            });
            match home.and_then(|home| texts.get_mut(home)) {
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
