//! The cells of an unruled table's body: lines by column, wrapped lines joined, blocks at one height in one row.

use std::ops::Range;

use crate::layout::TextLine;
use crate::layout::aligned::atoms::{Atom, Row};
use crate::layout::aligned::columns::Columns;
use crate::layout::aligned::regions::{SAME_HEIGHT, alone};
use crate::layout::aligned::wrapped::{self, Wrapped};
use crate::layout::aligned::{Placed, Surroundings};
use crate::layout::item::begins_item;
use crate::layout::lines::text_line;

/// Lines of a wrapped text are at most this many font sizes apart.
pub(super) const WRAP_PITCH: f32 = 1.55;
/// With wide leading they are this far apart, but nearer than rows, and stand around the numbers of their row.
const LOOSE_PITCH: f32 = 2.4;
/// The lines of a label are centred on its numbers to within this many font sizes.
const CENTRED: f32 = 0.35;
/// A text wraps only where its column ends: its last line but one reaches to within this many font sizes.
const WRAP_REACH: f32 = 2.2;
/// The same where wrapped lines would be as far apart as rows are.
const TIGHT_REACH: f32 = 1.1;
/// A line is the label of the numbers below it when it is nearer to them by this factor than to those above it.
const NEARER: f32 = 0.8;
/// A label that does not stand on its numbers' baseline is at most this many font sizes away.
const NEAR_NUMBERS: f32 = 0.6;
/// Rows are at most this many font sizes apart where one row alone has numbers.
const MAX_PITCH: f32 = 3.0;

/// Cells by row, and the rows' upper borders with the last lower one.
pub(super) struct Body {
    pub(super) edges: Vec<f32>,
    pub(super) cells: Vec<Placed>,
}

/// Lines that are one cell's text.
struct Block {
    columns: Range<usize>,
    lines: Vec<TextLine>,
    /// A row with numbers of its own: such lines never continue another line.
    anchored: bool,
    numeric: bool,
}

impl Block {
    fn top(&self) -> f32 {
        self.lines.first().map_or(0.0, |line| line.baseline - 0.8 * line.size)
    }

    fn bottom(&self) -> f32 {
        self.lines.last().map_or(0.0, |line| line.baseline + 0.1 * line.size)
    }
}

/// Where a body really begins: the first line of a wrapped label may stand half a line above the row's numbers.
pub(super) fn first_row(rows: &[Row<'_, '_>], range: &Range<usize>, free_from: usize) -> usize {
    let near = |index: usize| match (rows.get(index), rows.get(range.start)) {
        (Some(above), Some(first)) => {
            first.baseline - above.baseline < SAME_HEIGHT * first.size || is_mirrored(above, first, rows, range.start)
        }
        _ => false,
    };
    (free_from..range.start).rev().take_while(|index| near(*index)).last().unwrap_or(range.start)
}

/// Whether a line above a row with numbers and one below it are the first and the last of a wrapped label that is
/// centred on the numbers.
fn is_mirrored(above: &Row<'_, '_>, numbers: &Row<'_, '_>, rows: &[Row<'_, '_>], at: usize) -> bool {
    let distance = numbers.baseline - above.baseline;
    let Some(below) = rows.get(at + 1).filter(|below| alone(below).is_empty()) else { return false };
    let as_far = (below.baseline - numbers.baseline - distance).abs() < CENTRED * numbers.size;
    let over = |a: &Atom<'_, '_>, b: &Atom<'_, '_>| a.x0 < b.x1 && b.x0 < a.x1;
    distance < LOOSE_PITCH * numbers.size
        && as_far
        && above.atoms.iter().all(|atom| {
            below.atoms.iter().any(|other| over(atom, other)) && !numbers.atoms.iter().any(|other| over(atom, other))
        })
}

/// Where a body really ends: lines right below its last row that are the rest of its wrapped labels belong to it.
pub(super) fn last_row(
    rows: &[Row<'_, '_>],
    range: &Range<usize>,
    columns: &Columns,
    around: &Surroundings<'_>,
) -> usize {
    let mut end = range.end;
    let body = rows.get(range.clone()).unwrap_or_default();
    let mut wrapped = Wrapped::of(body, columns, around);
    let pitch = row_pitch(&anchors(body, &wrapped.rows));
    while let (Some(last), Some(next)) = (rows.get(end - 1), rows.get(end)) {
        let distance = next.baseline - last.baseline;
        let column = |atom: &Atom<'_, '_>| {
            let under = columns.under(atom.x0, atom.x1);
            columns.list.get(under.start).filter(|column| under.len() == 1 && !column.numeric)
        };
        let fits = |atom: &Atom<'_, '_>| {
            column(atom).is_some_and(|c| atom.x0 > c.body.0 - columns.size && atom.x1 < c.body.1 + columns.size)
        };
        let mirrored = end > range.start + 1
            && rows
                .get(end - 2)
                .is_some_and(|above| alone(above).is_empty() && is_mirrored(above, last, rows, end - 1));
        let wraps = |atom: &Atom<'_, '_>| {
            distance < SAME_HEIGHT * next.size
                || mirrored
                || last.atoms.iter().any(|above| {
                    above.x0 < atom.x1
                        && atom.x0 < above.x1
                        && column(above).is_some_and(|column| above.x1 > column.body.1 - WRAP_REACH * next.size)
                })
        };
        // A row of labels whose amounts are all blank, on the pitch of the rows before it.
        let is_label = |atom: &Atom<'_, '_>| {
            column(atom).is_some_and(|column| (atom.x0 - column.body.0).abs() < 0.3 * next.size)
                && !atom.inks.iter().any(|ink| matches!(ink.first_char(), '：' | ':' | '。' | '，'))
        };
        let rest = distance <= WRAP_PITCH * next.size && next.atoms.iter().all(|atom| fits(atom) && wraps(atom));
        let blank = distance <= 1.1 * pitch.min(MAX_PITCH * next.size)
            && (next.size - columns.size).abs() < 0.05 * columns.size
            && next.atoms.iter().all(|atom| fits(atom) && is_label(atom));
        let goes_on = wrapped.goes_on(rows.get(range.start..=end).unwrap_or_default()) == Some(true);
        if !(rest || blank || goes_on) {
            break;
        }
        end += 1;
    }
    end
}

/// Builds the body's cells.
pub(super) fn body(rows: &[Row<'_, '_>], columns: &Columns, around: &Surroundings<'_>) -> Body {
    let mut blocks: Vec<Block> = Vec::new();
    let wrapped = Wrapped::of(rows, columns, around).rows;
    let anchors = anchors(rows, &wrapped);
    // For each column the block that was met last.
    let mut open: Vec<Option<usize>> = vec![None; columns.list.len()];
    for (row, goes_on) in rows.iter().zip(wrapped) {
        let cells: Vec<(Range<usize>, TextLine, bool)> = by_column(row, columns)
            .into_iter()
            .filter_map(|(range, atoms)| {
                let line = text_line(atoms.iter().flat_map(|atom| atom.inks.iter().copied()))?;
                Some((range, line, atoms.iter().all(|atom| atom.numeric)))
            })
            .collect();
        let above = |range: &Range<usize>| open.get(range.start).copied().flatten();
        let half = |range: &Range<usize>, line: &TextLine| {
            let is_half = |block: &Block| goes_on && block.columns == *range;
            above(range).and_then(|index| blocks.get(index)).is_some_and(|block| is_half(block) || halves(block, line))
        };
        let is_half: Vec<bool> =
            cells.iter().map(|(range, line, numeric)| (*numeric || goes_on) && half(range, line)).collect();
        let anchored = !alone(row).is_empty() && cells.iter().zip(&is_half).any(|(cell, half)| cell.2 && !half);
        for ((range, line, numeric), half) in cells.into_iter().zip(is_half) {
            if let Some(block) = open.get(range.start).copied().flatten().and_then(|index| blocks.get_mut(index))
                && (half || !numeric && continues(block, &line, &range, anchored, &anchors, columns, around))
            {
                block.anchored |= anchored;
                block.lines.push(line);
                continue;
            }
            for slot in open.iter_mut().take(range.end).skip(range.start) {
                *slot = Some(blocks.len());
            }
            blocks.push(Block { columns: range, lines: vec![line], anchored, numeric });
        }
    }
    in_rows(blocks)
}

/// A row's atoms by the columns they stand in.
fn by_column<'r, 'a, 'p>(row: &'r Row<'a, 'p>, columns: &Columns) -> Vec<(Range<usize>, Vec<&'r Atom<'a, 'p>>)> {
    let mut groups: Vec<(Range<usize>, Vec<&'r Atom<'a, 'p>>)> = Vec::new();
    for atom in &row.atoms {
        let under = columns.under(atom.x0, atom.x1);
        match groups.last_mut() {
            Some((range, atoms)) if under.start < range.end => {
                range.end = range.end.max(under.end);
                atoms.push(atom);
            }
            _ => groups.push((under, vec![atom])),
        }
    }
    groups
}

/// Whether a line is the last digit of a number that wraps in a narrow column: `15,208.4`, `7`.
fn halves(block: &Block, line: &TextLine) -> bool {
    let Some(last) = block.lines.last() else { return false };
    let one_decimal = last.text.trim().split_once('.').is_some_and(|(_, decimals)| decimals.len() == 1);
    let digit = |text: &str| text.len() == 1 && text.bytes().all(|b| b.is_ascii_digit());
    one_decimal
        && block.lines.len() == 1
        && digit(line.text.trim())
        && line.baseline - last.baseline < wrapped::PITCH * line.size
}

/// The baselines of rows with numbers of their own.
fn anchors(rows: &[Row<'_, '_>], wrapped: &[bool]) -> Vec<f32> {
    let own = |(row, goes_on): &(&Row<'_, '_>, &bool)| !**goes_on && !alone(row).is_empty();
    rows.iter().zip(wrapped).filter(own).map(|(row, _)| row.baseline).collect()
}

/// The least distance between rows with numbers.
fn row_pitch(anchors: &[f32]) -> f32 {
    let distances = anchors.windows(2).filter_map(|pair| match pair {
        [a, b] => Some(b - a),
        _ => None,
    });
    distances.fold(f32::MAX, f32::min)
}

/// Whether a line is the continuation of a wrapped text.
fn continues(
    block: &Block,
    line: &TextLine,
    range: &Range<usize>,
    anchored: bool,
    anchors: &[f32],
    columns: &Columns,
    around: &Surroundings<'_>,
) -> bool {
    let Some(last) = block.lines.last() else { return false };
    let (Some(first), Some(end)) = (columns.list.get(range.start), columns.list.get(range.end.saturating_sub(1)))
    else {
        return false;
    };
    let size = line.size.max(last.size);
    let width = end.body.1 - first.body.0;
    let pitch = line.baseline - last.baseline;
    let row_pitch = row_pitch(anchors);
    // The block has numbers of its own, and the line is nearer to the next numbers: it is their label.
    let first_line = block.lines.first().map_or(last.baseline, |line| line.baseline);
    let above = anchors.iter().rfind(|anchor| **anchor < line.baseline - 0.3 * size);
    let below = anchors.iter().find(|anchor| **anchor > line.baseline + 0.01);
    let leads = above.zip(below).is_some_and(|(above, below)| {
        *above > first_line - NEAR_NUMBERS * size
            && below - line.baseline < NEARER * (line.baseline - above)
            && below - line.baseline < LOOSE_PITCH / 2.0 * size
    });
    let reach = if pitch < 0.95 * row_pitch { WRAP_REACH } else { TIGHT_REACH } * size;
    let full = last.bbox.x1 > end.body.1 - reach || last.bbox.width() > width - reach;
    // Around numbers that no other text of this column stands beside.
    let middle = (first_line + line.baseline) / 2.0;
    let centred = anchors.iter().any(|anchor| (anchor - middle).abs() < CENTRED * size);
    let loose = pitch < LOOSE_PITCH * size
        && pitch < 0.95 * row_pitch
        && (centred && !anchored && !block.anchored || anchored != block.anchored);
    block.columns == *range
        && !block.numeric
        && !(anchored && (block.anchored || pitch >= 0.95 * row_pitch))
        && (pitch < WRAP_PITCH * size || loose)
        && full
        && !leads
        && !begins_item(&line.text)
        && !around.has_rule_between(last.baseline, line.baseline, line.bbox.x0, line.bbox.x1)
}

/// Puts blocks that share a height into one row.
fn in_rows(mut blocks: Vec<Block>) -> Body {
    blocks.sort_by(|a, b| a.top().total_cmp(&b.top()).then(a.columns.start.cmp(&b.columns.start)));
    let mut rows: Vec<Vec<Block>> = Vec::new();
    for block in blocks {
        let joins = rows.last().is_some_and(|row| {
            let bottom = row.iter().map(Block::bottom).fold(f32::MIN, f32::max);
            let height = row.iter().map(|b| b.bottom() - b.top()).fold(block.bottom() - block.top(), f32::min);
            let free = row.iter().all(|b| b.columns.end <= block.columns.start || block.columns.end <= b.columns.start);
            free && bottom - block.top() > 0.3 * height
        });
        match rows.last_mut() {
            Some(row) if joins => row.push(block),
            _ => rows.push(vec![block]),
        }
    }
    let mut edges = Vec::with_capacity(rows.len() + 1);
    let mut cells = Vec::new();
    let mut last_bottom: Option<f32> = None;
    for (index, row) in rows.into_iter().enumerate() {
        let top = row.iter().map(Block::top).fold(f32::MAX, f32::min);
        edges.push(last_bottom.map_or(top, |bottom| (bottom + top) / 2.0));
        last_bottom = Some(row.iter().map(Block::bottom).fold(f32::MIN, f32::max));
        cells.extend(row.into_iter().map(|b| Placed { rows: index..index + 1, columns: b.columns, lines: b.lines }));
    }
    edges.extend(last_bottom);
    Body { edges, cells }
}
