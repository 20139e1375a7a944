//! The columns of an unruled table: stretches that text covers, with nothing between them in any row.

use std::ops::Range;

use crate::layout::aligned::atoms::{Atom, Row};
use crate::layout::aligned::usual_size;

/// Columns are at least this far apart (in font sizes).
const RIVER: f32 = 0.1;
/// A text beside a number is at most this far from the place (in font sizes) where others touch such numbers.
const BESIDE: f32 = 3.0;
/// Text runs across two columns when this part of the rows (and at least two) has a gap inside its stretch.
const SPLIT_SHARE: f32 = 0.2;

/// A column's stretch.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    pub(super) x0: f32,
    pub(super) x1: f32,
    /// Most of its text is numbers.
    pub(super) numeric: bool,
    /// Some of them have decimals: amounts, no codes or line numbers.
    pub(super) amounts: bool,
    /// Stretch of the text of its body alone, without headers.
    pub(super) body: (f32, f32),
}

impl Column {
    /// Whether a row has text in it.
    fn holds(&self, row: &Row<'_, '_>) -> bool {
        row.atoms.iter().any(|atom| (self.x0..=self.x1).contains(&atom.center()))
    }
}

/// The columns of a table from left to right.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    pub(super) list: Vec<Column>,
    /// Font size of most of the body.
    pub(super) size: f32,
    /// Where the amounts of all columns stand in them, if they tell.
    pub(super) leaning: Option<Leaning>,
}

/// The border at which amounts of different length stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaning {
    Left,
    Middle,
    Right,
}

impl Columns {
    /// Borders: half-way between neighbouring columns.
    pub(super) fn edges(&self) -> Vec<f32> {
        let mut edges = Vec::with_capacity(self.list.len() + 1);
        edges.extend(self.list.first().map(|column| column.x0));
        edges.extend(self.list.windows(2).filter_map(|pair| match pair {
            [a, b] => Some((a.x1 + b.x0) / 2.0),
            _ => None,
        }));
        edges.extend(self.list.last().map(|column| column.x1));
        edges
    }

    /// The columns a stretch reaches into; the nearest one when it reaches into none.
    pub(super) fn under(&self, x0: f32, x1: f32) -> Range<usize> {
        self.touched(x0, x1).unwrap_or_else(|| {
            let nearest = self.nearest(x0, x1);
            nearest..nearest + 1
        })
    }

    /// The columns a stretch reaches into, if any.
    pub(super) fn touched(&self, x0: f32, x1: f32) -> Option<Range<usize>> {
        let slack = 0.15 * self.size;
        let touches = |column: &Column| {
            x0 < column.x1 - slack.min((column.x1 - column.x0) / 3.0) && column.x0 < x1 - slack.min((x1 - x0) / 3.0)
        };
        let first = self.list.iter().position(touches);
        let last = self.list.iter().rposition(touches);
        Some(first?..last? + 1)
    }

    /// Takes in a row that numbers the columns. The numbers are centred while amounts end at the right border, so a
    /// number belongs to the column that it is nearest to, unless another number is nearer: then its column is blank.
    fn add_numbers(&mut self, row: &Row<'_, '_>) {
        let numbers = || row.atoms.iter().filter(|atom| atom.numeric);
        for number in numbers() {
            let nearest = self.nearest(number.x0, number.x1);
            let Some(column) = self.list.get_mut(nearest) else { continue };
            let distance = |number: &Atom<'_, '_>| (column.x0 - number.x1).max(number.x0 - column.x1);
            let own = distance(number);
            if column.numeric && !numbers().any(|other| distance(other) < own) {
                (column.x0, column.x1) = (column.x0.min(number.x0), column.x1.max(number.x1));
            } else {
                let at = self.list.iter().take_while(|column| column.x0 < number.x0).count();
                self.list.insert(
                    at,
                    Column { x0: number.x0, x1: number.x1, numeric: true, amounts: true, body: (0.0, 0.0) },
                );
            }
        }
    }

    /// Whether some row has text in a column and in the next one.
    pub(super) fn stand_together(&self, index: usize, rows: &[Row<'_, '_>]) -> bool {
        match (self.list.get(index), self.list.get(index + 1)) {
            (Some(a), Some(b)) => rows.iter().any(|row| a.holds(row) && b.holds(row)),
            _ => true,
        }
    }

    /// Joins a column with the next one.
    pub(super) fn join(&mut self, index: usize) {
        if index + 1 >= self.list.len() {
            return;
        }
        let next = self.list.remove(index + 1);
        if let Some(column) = self.list.get_mut(index) {
            column.x1 = next.x1;
            column.body.1 = next.body.1;
        }
    }

    pub(super) fn nearest(&self, x0: f32, x1: f32) -> usize {
        let distance = |column: &Column| (column.x0 - x1).max(x0 - column.x1);
        let best = self.list.iter().enumerate().min_by(|a, b| distance(a.1).total_cmp(&distance(b.1)));
        best.map_or(0, |(index, _)| index)
    }
}

/// The columns of a body; `None` when there is only one.
pub(super) fn columns(rows: &[Row<'_, '_>]) -> Option<Columns> {
    let size = usual_size(rows);
    let rows: Vec<Row<'_, '_>> = rows.iter().map(Row::with_words_joined).collect();
    let (numbering, amounts): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.numbers_columns());
    let others = numbering.iter().flat_map(|row| &row.atoms).filter(|atom| !atom.numeric);
    let mut atoms: Vec<&Atom<'_, '_>> =
        amounts.iter().flat_map(|row| &row.atoms).chain(others).filter(|atom| !spans_columns(atom, &rows)).collect();
    atoms.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut list: Vec<Column> = Vec::new();
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for atom in atoms {
        match (list.last_mut(), counts.last_mut()) {
            (Some(column), Some(count))
                if atom.x0 < column.x1 + RIVER * size && !touches(column, atom, &rows, size) =>
            {
                column.x1 = column.x1.max(atom.x1);
                column.amounts |= atom.is_decimal();
                count.0 += usize::from(atom.numeric);
                count.1 += 1;
            }
            _ => {
                list.push(Column {
                    x0: atom.x0,
                    x1: atom.x1,
                    numeric: false,
                    amounts: atom.is_decimal(),
                    body: (0.0, 0.0),
                });
                counts.push((usize::from(atom.numeric), 1));
            }
        }
    }
    for (column, (numbers, all)) in list.iter_mut().zip(counts) {
        column.numeric = numbers * 2 > all;
    }
    let leaning = leaning(&list, &rows, size);
    let mut columns = Columns { list, size, leaning };
    numbering.iter().for_each(|row| columns.add_numbers(row));
    join_strangers(&mut columns, &rows);
    for column in &mut columns.list {
        column.body = (column.x0, column.x1);
    }
    (columns.list.len() > 1).then_some(columns)
}

/// The border at which the amounts of most columns stand: there they differ in place by less than in length.
fn leaning(list: &[Column], rows: &[Row<'_, '_>], size: f32) -> Option<Leaning> {
    let spread = |values: &[f32]| {
        values.iter().copied().fold(f32::MIN, f32::max) - values.iter().copied().fold(f32::MAX, f32::min)
    };
    let mut votes = [(Leaning::Right, 0_u32), (Leaning::Left, 0), (Leaning::Middle, 0)];
    for column in list.iter().filter(|column| column.numeric) {
        let own = || {
            let inside = |atom: &&Atom<'_, '_>| atom.is_decimal() && column.x0 <= atom.x0 && atom.x1 <= column.x1;
            rows.iter().flat_map(|row| &row.atoms).filter(inside)
        };
        let lengths: Vec<f32> = own().map(|atom| atom.x1 - atom.x0).collect();
        if lengths.len() < 2 || spread(&lengths) < 0.8 * size {
            continue;
        }
        let places = |place: fn(&Atom<'_, '_>) -> f32| spread(&own().map(place).collect::<Vec<_>>());
        let spreads = [places(|atom| atom.x1), places(|atom| atom.x0), places(|atom| atom.center())];
        let best = spreads.iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1));
        if let Some(vote) = best.and_then(|(index, _)| votes.get_mut(index)) {
            vote.1 += 1;
        }
    }
    votes.iter().filter(|vote| vote.1 > 0).max_by_key(|vote| vote.1).map(|vote| vote.0)
}

/// Whether a text begins right where the numbers of a column end, without any gap: in some row a number of that column
/// and another text stand side by side.
fn touches(column: &Column, atom: &Atom<'_, '_>, rows: &[Row<'_, '_>], size: f32) -> bool {
    let slack = RIVER * size;
    (atom.x0 - column.x1).abs() < slack
        && rows.iter().any(|row| {
            row.atoms.windows(2).any(|pair| match pair {
                [a, b] => {
                    a.numeric
                        && a.x0 > column.x0 - slack
                        && a.x1 < column.x1 + slack
                        && b.x0 > atom.x0 - slack
                        && b.x0 < atom.x1 + BESIDE * size
                }
                _ => false,
            })
        })
}

/// Whether a text runs across columns: in other rows two separate texts stand in its stretch.
fn spans_columns(atom: &Atom<'_, '_>, rows: &[Row<'_, '_>]) -> bool {
    if atom.numeric {
        return false;
    }
    let reach = 0.3 * atom.size;
    let gaps = |row: &&Row<'_, '_>| {
        row.atoms.windows(2).any(|pair| match pair {
            [a, b] => {
                b.x0 - a.x1 > reach
                    && a.x1 > atom.x0 + reach
                    && b.x0 < atom.x1 - reach
                    && (a.x1 <= atom.x1 && b.x0 >= atom.x0)
            }
            _ => false,
        })
    };
    let count = rows.iter().filter(gaps).count();
    #[allow(clippy::cast_precision_loss)]
    let enough = count >= 2 && count as f32 >= SPLIT_SHARE * rows.len() as f32;
    enough
}

/// Neighbouring columns of words that never stand side by side in a row are one column whose text is centred in
/// some rows and not in others.
fn join_strangers(columns: &mut Columns, rows: &[Row<'_, '_>]) {
    let mut index = 0;
    while let (Some(left), Some(right)) = (columns.list.get(index), columns.list.get(index + 1)) {
        if left.numeric || right.numeric || columns.stand_together(index, rows) {
            index += 1;
        } else {
            columns.join(index);
        }
    }
}
