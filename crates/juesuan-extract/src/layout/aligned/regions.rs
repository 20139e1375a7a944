//! Rows of atoms → bodies of unruled tables: runs of rows whose numbers stand alone and under one another.

use std::ops::Range;

use crate::layout::aligned::Surroundings;
use crate::layout::aligned::atoms::{Atom, Row, SAME_START};

/// A number stands alone when the gap on its left is this wide (in font sizes); words of a sentence never do.
const ALONE: f32 = 0.8;
/// Rows of one table are at most this many font sizes apart.
const MAX_ROW_GAP: f32 = 9.0;
/// Text this long (in font sizes) without a gap is a sentence, not a header or a label.
const SENTENCE: f32 = 26.0;
/// Numbers of one column need not overlap: column numbers are centred, amounts right-aligned.
const NEAR: f32 = 2.5;
/// Running text when more than one row in this many has punctuation of sentences: justified lines leave gaps around
/// their figures.
const SENTENCE_SHARE: usize = 4;
/// Rows whose baselines are nearer than this (in font sizes) share their height: lines of wrapped cells around a text.
pub(super) const SAME_HEIGHT: f32 = 0.85;
/// One row alone is a table body when it has this many numbers.
const ONE_ROW: usize = 4;

/// Fewer numbers are a body under a header of so many texts, each at most so long, at most so far above (in font sizes).
const HEADER_TEXTS: usize = 3;
const HEADER_TEXT: f32 = 12.0;
const MAX_HEADER_GAP: f32 = 4.0;

/// A body under construction.
struct Draft {
    rows: Range<usize>,
    /// Where its numbers stand.
    numbers: Vec<(f32, f32)>,
}

/// The bodies of unruled tables, from top to bottom.
pub(super) fn bodies(rows: &[Row<'_, '_>], around: &Surroundings<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut draft: Option<Draft> = None;
    for (index, row) in rows.iter().enumerate() {
        let numbers = alone(row);
        if numbers.is_empty() {
            continue;
        }
        if let Some(open) = &mut draft {
            let between = rows.get(open.rows.end..index).unwrap_or_default();
            let last = rows.get(open.rows.end.saturating_sub(1));
            if last.is_some_and(|last| continues(open, last, between, row, &numbers, around)) {
                open.rows.end = index + 1;
                extend(&mut open.numbers, &numbers);
                continue;
            }
        }
        found.extend(draft.take());
        let mut open = Draft { rows: index..index + 1, numbers: Vec::new() };
        extend(&mut open.numbers, &numbers);
        draft = Some(open);
    }
    found.extend(draft);
    rejoined(found, rows, around)
        .into_iter()
        .map(|draft| trimmed(rows, draft.rows))
        .filter(|range| rows.get(range.clone()).is_some_and(|body| is_body(body) || is_headed(rows, range)))
        .collect()
}

/// Joins a run of rows with the next one where nothing stands between and all its numbers are under those of the next:
/// the first rows of a two-sided table may have numbers on one side only, and the next ones on the other.
fn rejoined(found: Vec<Draft>, rows: &[Row<'_, '_>], around: &Surroundings<'_>) -> Vec<Draft> {
    let mut joined: Vec<Draft> = Vec::with_capacity(found.len());
    for mut draft in found {
        if let Some(above) = joined.last()
            && above.rows.end == draft.rows.start
            && let (Some(last), Some(first)) = (rows.get(above.rows.end.saturating_sub(1)), rows.get(draft.rows.start))
            && first.baseline - last.baseline < MAX_HEADER_GAP * first.size
            && !around.has_grid_between(last.baseline, first.baseline - 0.5 * first.size)
            && above.numbers.iter().all(|a| draft.numbers.iter().any(|b| a.0 < b.1 && b.0 < a.1))
        {
            draft.rows.start = above.rows.start;
            joined.pop();
        }
        joined.push(draft);
    }
    joined
}

/// Whether a row or two with a few amounts stand under a row of short texts, the header of a table with little to say.
fn is_headed(rows: &[Row<'_, '_>], range: &Range<usize>) -> bool {
    let (Some(body), Some(above)) = (rows.get(range.clone()), range.start.checked_sub(1).and_then(|at| rows.get(at)))
    else {
        return false;
    };
    let amounts = body.iter().map(|row| alone(row).iter().filter(|number| number.is_decimal()).count()).max();
    let Some(first) = body.first() else { return false };
    let short = |atom: &Atom<'_, '_>| {
        let ends = |c: char| matches!(c, '：' | ':' | '。' | '，' | '；');
        atom.x1 - atom.x0 < HEADER_TEXT * atom.size && !atom.inks.iter().any(|ink| ends(ink.first_char()))
    };
    let apart = above.atoms.windows(2).all(|pair| match pair {
        [a, b] => b.x0 - a.x1 >= ALONE * above.size,
        _ => true,
    });
    amounts.is_some_and(|count| count > 1)
        && !body.iter().any(has_sentence)
        && first.baseline - above.baseline < MAX_HEADER_GAP * first.size
        && above.atoms.len() >= HEADER_TEXTS
        && apart
        && above.atoms.iter().all(|atom| short(atom) && !atom.numeric || above.numbers_columns())
}

/// The numbers of a row that stand alone, if anything else stands apart from them in the row. An amount may almost
/// touch the label of the next column on its right; see [`is_open`].
pub(super) fn alone<'r, 'a, 'p>(row: &'r Row<'a, 'p>) -> Vec<&'r Atom<'a, 'p>> {
    let mut numbers = Vec::new();
    let mut apart = 0;
    for (index, atom) in row.atoms.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|i| row.atoms.get(i));
        let wide = before.is_none_or(|before| atom.x0 - before.x1 >= ALONE * row.size);
        apart += usize::from(wide && before.is_some());
        if atom.x1 - atom.x0 > SENTENCE * row.size && !(atom.has_leaders() && row.atoms.iter().any(Atom::is_decimal)) {
            return Vec::new();
        }
        if atom.numeric && wide {
            numbers.push(atom);
        }
    }
    if apart == 0 { Vec::new() } else { numbers }
}

/// Whether one of a row's numbers has a wide gap on its right, too, or the label of a lane of the table. In a table
/// most rows have one, in justified text few do.
fn is_open(row: &Row<'_, '_>, rows: &[Row<'_, '_>]) -> bool {
    alone(row).iter().any(|number| {
        let after = row.atoms.iter().find(|atom| atom.x0 > number.x0);
        after.is_none_or(|after| {
            after.x0 - number.x1 >= ALONE * row.size
                || rows.iter().filter(|other| starts_lane(after, other)).count() > 1
        })
    })
}

/// Whether a row has an atom that begins right where another does, after a wide gap.
fn starts_lane(atom: &Atom<'_, '_>, row: &Row<'_, '_>) -> bool {
    row.atoms.iter().enumerate().any(|(index, other)| {
        let before = index.checked_sub(1).and_then(|i| row.atoms.get(i));
        (other.x0 - atom.x0).abs() < SAME_START * atom.size
            && before.is_none_or(|before| other.x0 - before.x1 >= ALONE * row.size)
    })
}

/// Takes rows off both ends whose numbers stand under none of the open rows' numbers.
fn trimmed(rows: &[Row<'_, '_>], range: Range<usize>) -> Range<usize> {
    let Some(inside) = rows.get(range.clone()) else { return range };
    let open: Vec<bool> = inside.iter().map(|row| is_open(row, inside)).collect();
    let mut columns = Vec::new();
    for (row, _) in inside.iter().zip(&open).filter(|(_, open)| **open) {
        extend(&mut columns, &alone(row));
    }
    let under = |row: &Row<'_, '_>| {
        alone(row).iter().any(|number| columns.iter().any(|column| number.x0 < column.1 && column.0 < number.x1))
    };
    let stays: Vec<bool> = inside.iter().zip(&open).map(|(row, open)| *open || under(row)).collect();
    match (stays.iter().position(|stays| *stays), stays.iter().rposition(|stays| *stays)) {
        (Some(first), Some(last)) => range.start + first..range.start + last + 1,
        _ => range.start..range.start,
    }
}

/// Whether a row with numbers continues a body over the rows between.
fn continues(
    open: &Draft,
    last: &Row<'_, '_>,
    between: &[Row<'_, '_>],
    row: &Row<'_, '_>,
    numbers: &[&Atom<'_, '_>],
    around: &Surroundings<'_>,
) -> bool {
    let mut above = last;
    for next in between.iter().chain([row]) {
        let size = above.size.max(next.size);
        if next.baseline - above.baseline > MAX_ROW_GAP * size
            || around.has_grid_between(above.baseline, next.baseline - 0.5 * next.size)
        {
            return false;
        }
        above = next;
    }
    // Text over the columns of numbers is the header of another table, a note or a title. The first column may
    // hold codes, which labels without a code run across.
    let columns = open.numbers.get(usize::from(open.numbers.len() > 1)..).unwrap_or_default();
    let overlaps = |x0: f32, x1: f32| columns.iter().any(|column| x0 < column.1 && column.0 < x1);
    // An amount there is one of the column's, which stands close before the label of the other side.
    let text_over = |atom: &Atom<'_, '_>| !atom.is_decimal() && overlaps(atom.x0, atom.x1);
    if between.iter().any(|row| row.atoms.iter().any(text_over)) {
        return false;
    }
    let near = NEAR * row.size;
    let under = |number: &&Atom<'_, '_>| {
        open.numbers.iter().any(|column| number.x0 - near < column.1 && column.0 < number.x1 + near)
    };
    // The sides of a two-sided table have their numbers in different rows; there the labels of the right side align.
    let lane = |above: &Row<'_, '_>| {
        row.atoms.iter().enumerate().any(|(index, atom)| {
            (index > 0 || above.atoms.first().is_some_and(|first| first.x1 < atom.x0))
                && !atom.numeric
                && starts_lane(atom, row)
                && above.atoms.iter().any(|other| (other.x0 - atom.x0).abs() < SAME_START * row.size)
        })
    };
    row.baseline - last.baseline < SAME_HEIGHT * row.size
        || numbers.iter().any(under)
        || last.numbers_columns()
        || between.iter().chain([last]).any(lane)
}

/// Adds numbers to the stretches where numbers stand.
fn extend(columns: &mut Vec<(f32, f32)>, numbers: &[&Atom<'_, '_>]) {
    columns.extend(numbers.iter().map(|number| (number.x0, number.x1)));
    columns.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut merged: Vec<(f32, f32)> = Vec::with_capacity(columns.len());
    for column in columns.drain(..) {
        match merged.last_mut() {
            Some(last) if column.0 < last.1 => last.1 = last.1.max(column.1),
            _ => merged.push(column),
        }
    }
    *columns = merged;
}

/// Whether rows are the body of a table rather than a list, a 目录 or a form letter.
fn is_body(rows: &[Row<'_, '_>]) -> bool {
    let sentences = rows.iter().filter(|row| has_sentence(row)).count();
    if sentences * SENTENCE_SHARE > rows.len() {
        return false;
    }
    let counts: Vec<usize> =
        rows.iter().filter(|row| is_open(row, rows)).map(|row| alone(row).len()).filter(|count| *count > 0).collect();
    let rich = counts.iter().filter(|count| **count > 1).count();
    let richest = counts.iter().copied().max().unwrap_or(0);
    if rich >= 2 || richest >= ONE_ROW {
        return true;
    }
    counts.len() >= 3 && !counts_pages(rows)
}

/// Whether a row has the punctuation of sentences, which labels rarely have.
fn has_sentence(row: &Row<'_, '_>) -> bool {
    row.atoms.iter().flat_map(|atom| &atom.inks).any(|ink| matches!(ink.first_char(), '，' | '。' | '；'))
}

/// A single column of rising whole numbers is the page numbers of a 目录, or the numbers of a list.
fn counts_pages(rows: &[Row<'_, '_>]) -> bool {
    let mut last = 0_u32;
    rows.iter().flat_map(alone).all(|number| {
        let value = number.text().trim().parse::<u32>();
        let rises = value.as_ref().is_ok_and(|value| *value >= last);
        last = value.unwrap_or(last);
        rises
    })
}
