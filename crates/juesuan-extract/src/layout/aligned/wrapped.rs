//! Numbers that wrap inside their digits in a narrow column: `1,234,56` on one line and `7.89` on the next.
//!
//! Two numbers below one another are nearly always two amounts. They are parts of one only where all texts of a row go on
//! from those right above them, which end where their column ends, and where what they make up is one well-formed number
//! that could not be two. Nearer to each other than rows are, lines are parts of one cell even where they make up no
//! number: such a number is malformed, and that is said behind.

use std::cell::OnceCell;

use crate::layout::aligned::Surroundings;
use crate::layout::aligned::atoms::{Atom, Row};
use crate::layout::aligned::columns::{Column, Columns};
use crate::layout::item::{is_number, is_unsigned, narrow};

/// The parts of a number are at most this many font sizes apart.
pub(super) const PITCH: f32 = 1.8;
/// Lines of one cell are nearer than rows are by this factor.
const NEARER: f32 = 0.8;
/// A number wraps where its column ends: to within this many font sizes.
const REACH: f32 = 1.1;
/// No number is longer than so many characters.
const LONGEST: usize = 32;
/// So many decimals end an amount.
const DECIMALS: usize = 2;

/// Which rows of a body go on with the numbers above them.
pub(super) struct Wrapped<'c> {
    columns: &'c Columns,
    around: &'c Surroundings<'c>,
    /// The least distance between rows with numbers and other texts.
    pitch: f32,
    /// For each column, once it is asked, whether all its whole numbers have a number right below them.
    integers: Vec<OnceCell<bool>>,
    /// For each row so far, whether it holds nothing but later parts of numbers.
    pub(super) rows: Vec<bool>,
}

impl<'c> Wrapped<'c> {
    /// Looks at the rows of a body, from top to bottom.
    pub(super) fn of(rows: &[Row<'_, '_>], columns: &'c Columns, around: &'c Surroundings<'c>) -> Self {
        let word = |atom: &Atom<'_, '_>| !atom.inks.iter().all(|ink| is_unsigned(ink.first_char()));
        let labelled = |row: &&Row<'_, '_>| row.atoms.iter().any(|atom| atom.numeric) && row.atoms.iter().any(word);
        let baselines: Vec<f32> = rows.iter().filter(labelled).map(|row| row.baseline).collect();
        let distances = baselines.windows(2).filter_map(|pair| match pair {
            [a, b] => Some(b - a),
            _ => None,
        });
        // Of one row nothing tells how far rows are apart.
        let pitch = distances.reduce(f32::min).unwrap_or_default();
        let integers = vec![OnceCell::new(); columns.list.len()];
        let mut found = Self { columns, around, pitch, integers, rows: Vec::with_capacity(rows.len()) };
        while found.rows.len() < rows.len() && found.goes_on(rows).is_some() {}
        found
    }

    /// Looks at one more row: whether it goes on with the numbers above it.
    pub(super) fn goes_on(&mut self, rows: &[Row<'_, '_>]) -> Option<bool> {
        let at = self.rows.len();
        let row = rows.get(at)?;
        let goes_on = !row.atoms.is_empty() && row.atoms.iter().all(|atom| self.is_part(rows, at, atom));
        self.rows.push(goes_on);
        Some(goes_on)
    }

    /// The column of amounts in which a text stands.
    fn column(&self, atom: &Atom<'_, '_>) -> Option<(usize, &'c Column)> {
        let under = self.columns.under(atom.x0, atom.x1);
        let column = self.columns.list.get(under.start)?;
        (under.len() == 1 && column.amounts).then_some((under.start, column))
    }

    /// Whether a text goes on with the number above it.
    fn is_part(&self, rows: &[Row<'_, '_>], at: usize, atom: &Atom<'_, '_>) -> bool {
        if !atom.inks.iter().all(|ink| is_unsigned(ink.first_char())) {
            return false;
        }
        let (Some(row), Some((index, column))) = (rows.get(at), self.column(atom)) else { return false };
        let Some((above, first)) = self.above(rows, at, index) else { return false };
        // Nearly all numbers above others are complete: of these no text is made.
        if first.inks.iter().rev().nth(DECIMALS).is_some_and(|ink| narrow(ink.first_char()) == '.') {
            return false;
        }
        let mut begun = first.text();
        let (mut from, mut up) = (above, self.rows.get(above).copied().unwrap_or_default());
        while up
            && begun.len() <= LONGEST
            && let Some((next, part)) = self.above(rows, from, index)
        {
            begun.insert_str(0, &part.text());
            (from, up) = (next, self.rows.get(next).copied().unwrap_or_default());
        }
        let (begun, rest) = (begun.trim(), atom.text());
        let rest = rest.trim();
        let Some(line) = rows.get(above) else { return false };
        let full = first.x1 - first.x0 > column.body.1 - column.body.0 - REACH * atom.size;
        let begins = begun.len() <= LONGEST
            && begun.contains(|c| narrow(c).is_ascii_digit())
            && begun.trim_start_matches(['-', '－']).chars().all(is_unsigned)
            && decimals(begun).is_none_or(|decimals| decimals < DECIMALS);
        let whole = is_number(&format!("{begun}{rest}"));
        // `15,208.4`, `7`: amounts have two decimals.
        let cut = decimals(begun) == Some(1) && rest.chars().count() == 1;
        let two = is_number(begun) && is_number(rest) && !cut;
        let tight = || row.baseline - line.baseline < NEARER * self.pitch;
        let one = || tight() && (!whole || decimals(rest).is_some() && self.integers_go_on(rows, index) == Some(true));
        full && begins
            && !line.numbers_columns()
            && (whole && !two || one())
            && !self.around.has_rule_between(line.baseline, row.baseline, first.x0, first.x1)
    }

    /// The text right above a row in a column, and its row.
    fn above<'r, 'a, 'p>(
        &self,
        rows: &'r [Row<'a, 'p>],
        at: usize,
        column: usize,
    ) -> Option<(usize, &'r Atom<'a, 'p>)> {
        let row = rows.get(at)?;
        let near = |above: &Row<'_, '_>| row.baseline - above.baseline < PITCH * row.size;
        let rows = rows.get(..at)?.iter().enumerate().rev().take_while(|(_, above)| near(above));
        let in_column = |atom: &&Atom<'_, '_>| self.column(atom).is_some_and(|(index, _)| index == column);
        rows.filter(|(_, above)| above.baseline < row.baseline)
            .find_map(|(at, above)| Some((at, above.atoms.iter().find(in_column)?)))
    }

    /// Whether all whole numbers of a column have a number right below them: the column is of amounts with decimals.
    fn integers_go_on(&self, rows: &[Row<'_, '_>], column: usize) -> Option<bool> {
        let own = |row: &Row<'_, '_>| {
            row.atoms.iter().any(|atom| {
                atom.numeric && !atom.is_decimal() && self.column(atom).is_some_and(|(index, _)| index == column)
            })
        };
        let goes_on = |(at, row): (usize, &Row<'_, '_>)| {
            // What stands right below another number may be a part of it itself.
            if self.above(rows, at, column).is_some() {
                return true;
            }
            let below = rows.iter().skip(at + 1).take_while(|below| below.baseline - row.baseline < PITCH * row.size);
            below.flat_map(|below| &below.atoms).any(|atom| self.column(atom).is_some_and(|(index, _)| index == column))
        };
        let all = || rows.iter().enumerate().filter(|(_, row)| own(row)).all(goes_on);
        self.integers.get(column).map(|known| *known.get_or_init(all))
    }
}

/// How many decimals a text has, where it has a point.
fn decimals(text: &str) -> Option<usize> {
    text.rsplit_once(['.', '．']).map(|(_, decimals)| decimals.chars().count())
}
