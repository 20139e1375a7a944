//! Pieces → atoms (text without any gap) in rows by baseline.

use crate::layout::frame::Ink;
use crate::layout::item::{begins_number, ends_number, is_number, is_placeholder, is_unread_number, narrow};
use crate::layout::lines::{Piece, amount_ends, is_figure, is_wide, text_line, tracking};

/// A gap of this many font sizes ends an atom.
const ATOM_GAP: f32 = 0.3;
/// After a figure a smaller one does: a right-aligned amount almost touches the label or code of the next column.
const NARROW_GAP: f32 = 0.1;
/// Single ideographs of one word (`合　　计`) are spread at most this far.
pub(super) const SPREAD: f32 = 4.0;

/// Decimals are set apart from their integer by at most so many font sizes, and a sign from its number.
const SET_APART: f32 = 1.0;
const SIGN_GAP: f32 = 4.0;

/// Labels of one column begin at the same place, to within this many font sizes.
pub(super) const SAME_START: f32 = 0.15;
/// So many rows have to have a label there before one is parted from the amount that it touches.
const GLUED_ROWS: usize = 2;

/// Text on one baseline without any gap.
#[derive(Debug, Clone)]
pub(super) struct Atom<'a, 'p> {
    pub(super) inks: Vec<&'a Ink<'p>>,
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) size: f32,
    /// A number, or a mark that stands for one.
    pub(super) numeric: bool,
}

/// The atoms of one baseline, from left to right.
#[derive(Debug, Clone)]
pub(super) struct Row<'a, 'p> {
    pub(super) band: usize,
    pub(super) baseline: f32,
    pub(super) size: f32,
    pub(super) atoms: Vec<Atom<'a, 'p>>,
}

impl<'a, 'p> Atom<'a, 'p> {
    pub(super) fn new(inks: Vec<&'a Ink<'p>>) -> Self {
        let x0 = inks.iter().map(|ink| ink.bbox.x0).fold(f32::MAX, f32::min);
        let x1 = inks.iter().map(|ink| ink.bbox.x1).fold(f32::MIN, f32::max);
        let size = inks.iter().map(|ink| ink.size).fold(0.0, f32::max);
        let numeric = inks.first().is_some_and(|ink| !is_wide(ink.first_char()) || inks.len() > 1)
            && text_line(inks.iter().copied()).is_some_and(|line| {
                let scanned = inks.iter().any(|ink| ink.recognised.is_some());
                is_numeric(&line.text) || scanned && is_unread_number(&line.text)
            });
        Self { inks, x0, x1, size, numeric }
    }

    pub(super) fn text(&self) -> String {
        text_line(self.inks.iter().copied()).map(|line| line.text).unwrap_or_default()
    }

    pub(super) fn center(&self) -> f32 {
        (self.x0 + self.x1) / 2.0
    }

    /// A number with decimals: an amount, never the number of a column.
    pub(super) fn is_decimal(&self) -> bool {
        self.numeric && self.inks.iter().any(|ink| matches!(ink.first_char(), '.' | '．'))
    }

    /// Whether it ends in dots that lead the eye to a figure.
    pub(super) fn has_leaders(&self) -> bool {
        let dots = self.inks.iter().rev().take_while(|ink| matches!(ink.first_char(), '.' | '…' | '·' | '．' | '⋯'));
        dots.count() > 2
    }

    pub(super) fn is_single_ideograph(&self) -> bool {
        matches!(self.inks.as_slice(), [ink] if is_wide(ink.first_char()))
    }
}

/// Whether a text is a number, or stands for none. A sign and decimals may be set apart from the whole.
fn is_numeric(text: &str) -> bool {
    let parted = text.contains(' ') || text.starts_with(['¥', '￥']);
    is_number(text)
        || begins_number(text)
        || ends_number(text)
        || is_placeholder(text)
        || parted && is_number(&solid(text))
}

/// A number without the gaps after its sign and before its decimals.
fn solid(text: &str) -> String {
    let text = text.trim();
    let sign = |c: char| matches!(c, '-' | '－' | '−' | '¥' | '￥');
    let whole = text.strip_prefix(sign).map_or(text, str::trim_start);
    let sign = text.get(..text.len().saturating_sub(whole.len())).unwrap_or_default().trim_end();
    let sign = if sign.starts_with(['¥', '￥']) { "" } else { sign };
    format!("{sign}{}", whole.replace(" .", ".").replace(" ．", "．"))
}

impl<'a, 'p> Row<'a, 'p> {
    /// Whether its numbers count the columns: 1, 2, 3 …
    pub(super) fn numbers_columns(&self) -> bool {
        let numbers = self.atoms.iter().filter(|atom| atom.numeric);
        let counts = numbers.clone().zip(1..).all(|(atom, count)| atom.text().trim().parse() == Ok(count));
        counts && numbers.count() > 1
    }

    /// The same row with spread words (`合　　计`) as one atom each.
    pub(super) fn with_words_joined(&self) -> Self {
        let mut atoms: Vec<Atom<'a, 'p>> = Vec::with_capacity(self.atoms.len());
        let mut word = false;
        for atom in &self.atoms {
            let single = atom.is_single_ideograph();
            match atoms.last_mut() {
                Some(last) if single && word && atom.x0 - last.x1 <= SPREAD * atom.size => {
                    last.inks.extend(&atom.inks);
                    last.x1 = atom.x1;
                }
                _ => {
                    atoms.push(atom.clone());
                    word = single;
                }
            }
        }
        Self { atoms, ..*self }
    }
}

/// All text in rows of atoms, from top to bottom.
pub(super) fn rows<'a, 'p>(pieces: &'a [Piece<'p>]) -> Vec<Row<'a, 'p>> {
    let mut sorted: Vec<&'a Piece<'p>> = pieces.iter().collect();
    sorted.sort_by(|a, b| a.band.cmp(&b.band).then(a.x0().total_cmp(&b.x0())));
    let rows: Vec<Row<'a, 'p>> = sorted.chunk_by(|a, b| a.band == b.band).filter_map(row).collect();
    with_signs_joined(without_glued(rows))
}

/// Parts an amount from the label or code that touches it (`1,234.50一、公共安全支出`, `5.5030201`, without any gap)
/// where other rows have texts that begin at the very place of that label.
fn without_glued<'a, 'p>(mut rows: Vec<Row<'a, 'p>>) -> Vec<Row<'a, 'p>> {
    let glued = |atom: &Atom<'_, '_>| {
        let at = glued_at(&atom.inks)?;
        Some((atom.inks.get(at)?.bbox.x0, atom.inks.len().saturating_sub(at)))
    };
    let mut cuts: Vec<(f32, usize)> = rows.iter().flat_map(|row| &row.atoms).filter_map(glued).collect();
    if cuts.is_empty() {
        return rows;
    }
    cuts.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut starts: Vec<f32> = rows.iter().flat_map(|row| &row.atoms).map(|atom| atom.x0).collect();
    starts.sort_by(f32::total_cmp);
    let begins = |x: f32, slack: f32| {
        let alone =
            starts.partition_point(|start| *start <= x + slack) - starts.partition_point(|start| *start < x - slack);
        let (from, to) =
            (cuts.partition_point(|cut| cut.0 < x - slack), cuts.partition_point(|cut| cut.0 <= x + slack));
        let near = cuts.get(from..to).unwrap_or_default();
        // Decimals of one column are as many in each row; codes of several levels differ in length.
        let differ = || near.iter().zip(near.iter().skip(1)).any(|(one, next)| one.1 != next.1);
        alone >= GLUED_ROWS || near.len() > GLUED_ROWS && differ()
    };
    for row in &mut rows {
        let mut atoms: Vec<Atom<'a, 'p>> = Vec::with_capacity(row.atoms.len());
        for atom in row.atoms.drain(..) {
            let mut rest = atom.inks.as_slice();
            while let Some(at) = glued_at(rest)
                && let Some((amount, label)) = rest.split_at_checked(at)
                && label.first().is_some_and(|ink| begins(ink.bbox.x0, SAME_START * atom.size))
            {
                atoms.push(Atom::new(amount.to_vec()));
                rest = label;
            }
            atoms.push(if rest.len() == atom.inks.len() { atom } else { Atom::new(rest.to_vec()) });
        }
        row.atoms = atoms;
    }
    rows
}

/// Where a label begins inside an atom, right after an amount with two decimals.
fn glued_at(inks: &[&Ink<'_>]) -> Option<usize> {
    let point = inks.iter().position(|ink| matches!(ink.first_char(), '.' | '．')).filter(|at| *at > 0)?;
    let at = point + 3;
    let next = inks.get(at)?;
    let figure = is_figure(next.first_char());
    let amount = text_line(inks.get(..at)?.iter().copied())?;
    (is_number(&amount.text) && (is_wide(next.first_char()) || figure && inks.len() >= at + 3)).then_some(at)
}

/// Parts amounts that touch (`34567800.0023456700.00`): each has two decimals, and that tells where it ends.
fn amounts_apart<'a, 'p>(atom: Atom<'a, 'p>) -> Vec<Atom<'a, 'p>> {
    let points = atom.inks.iter().filter(|ink| matches!(ink.first_char(), '.' | '．')).count();
    if points < 2 {
        return vec![atom];
    }
    let text: Vec<char> = atom.inks.iter().map(|ink| narrow(ink.first_char())).collect();
    let in_order = atom.inks.windows(2).all(|pair| matches!(pair, [a, b] if a.order < b.order));
    let Some(ends) = amount_ends(&text).filter(|_| in_order) else { return vec![atom] };
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts.zip(&ends).filter_map(|(from, to)| Some(Atom::new(atom.inks.get(from..*to)?.to_vec()))).collect()
}

/// Joins decimals that are set apart from their integer (`3456` `.78`): a number never begins with its point.
fn with_decimals_joined<'a, 'p>(atoms: Vec<Atom<'a, 'p>>) -> Vec<Atom<'a, 'p>> {
    let point = |c: char| matches!(c, '.' | '．');
    let digit = |ink: &&Ink<'_>| narrow(ink.first_char()).is_ascii_digit();
    let decimals = |atom: &Atom<'_, '_>| match atom.inks.as_slice() {
        [first, rest @ ..] => point(first.first_char()) && !rest.is_empty() && rest.iter().all(digit),
        [] => false,
    };
    let mut joined: Vec<Atom<'a, 'p>> = Vec::with_capacity(atoms.len());
    for atom in atoms {
        match joined.last_mut() {
            Some(whole)
                if whole.numeric
                    && !whole.is_decimal()
                    && decimals(&atom)
                    && atom.x0 - whole.x1 < SET_APART * atom.size =>
            {
                let inks = whole.inks.iter().chain(&atom.inks).copied().collect();
                *whole = Atom::new(inks);
            }
            _ => joined.push(atom),
        }
    }
    joined
}

/// Joins the sign of a number that stands apart from it at the left border of its column (`-   500.10`). A sign that
/// stands in a column of its own, where other rows have numbers, stands for no amount.
fn with_signs_joined<'a, 'p>(rows: Vec<Row<'a, 'p>>) -> Vec<Row<'a, 'p>> {
    let is_sign = |atom: &Atom<'_, '_>| matches!(atom.inks.as_slice(), [ink] if matches!(ink.first_char(), '-' | '－' | '−' | '¥' | '￥'));
    if !rows.iter().flat_map(|row| &row.atoms).any(is_sign) {
        return rows;
    }
    // Where numbers stand that have no sign before them, by their left border.
    let mut numbers: Vec<(f32, f32)> = Vec::new();
    for row in &rows {
        let mut signed = false;
        for atom in &row.atoms {
            if atom.numeric && !is_sign(atom) && !signed {
                numbers.push((atom.x0, atom.x1));
            }
            signed = is_sign(atom);
        }
    }
    numbers.sort_by(|a, b| a.1.total_cmp(&b.1));
    // The unsigned numbers that end within a stretch.
    let ends_in = |from: f32, to: f32| {
        let first = numbers.partition_point(|number| number.1 < from);
        let end = numbers.partition_point(|number| number.1 <= to);
        numbers.get(first..end).unwrap_or_default()
    };
    let own_column =
        |sign: &Atom<'_, '_>, number: &Atom<'_, '_>| ends_in(sign.x0, number.x0).iter().any(|other| other.0 < sign.x1);
    // Unsigned numbers under the signed one show that the sign is no column of its own.
    let shared = |number: &Atom<'_, '_>| {
        let slack = SAME_START * number.size;
        !ends_in(number.x1 - slack, number.x1 + slack).is_empty()
    };
    rows.into_iter()
        .map(|row| {
            let mut atoms: Vec<Atom<'a, 'p>> = Vec::with_capacity(row.atoms.len());
            for atom in row.atoms {
                match atoms.last_mut() {
                    Some(sign)
                        if is_sign(sign)
                            && atom.is_decimal()
                            && atom.x0 - sign.x1 < SIGN_GAP * atom.size
                            && !own_column(sign, &atom)
                            && shared(&atom) =>
                    {
                        let inks = sign.inks.iter().chain(&atom.inks).copied().collect();
                        *sign = Atom::new(inks);
                    }
                    _ => atoms.push(atom),
                }
            }
            Row { atoms, ..row }
        })
        .collect()
}

fn row<'a, 'p>(pieces: &[&'a Piece<'p>]) -> Option<Row<'a, 'p>> {
    let mut atoms = Vec::new();
    for piece in pieces {
        let mut inks: Vec<&'a Ink<'p>> = Vec::new();
        let tracking = tracking(&piece.inks.iter().collect::<Vec<_>>());
        for ink in &piece.inks {
            if inks.last().is_some_and(|last| parts(last, ink, tracking)) {
                atoms.push(Atom::new(std::mem::take(&mut inks)));
            }
            inks.push(ink);
        }
        atoms.push(Atom::new(inks));
    }
    let atoms = with_decimals_joined(atoms).into_iter().flat_map(amounts_apart).collect::<Vec<_>>();
    let first = pieces.first()?.inks.first()?;
    let size = atoms.iter().map(|atom| atom.size).fold(0.0, f32::max);
    Some(Row { band: pieces.first()?.band, baseline: first.baseline, size, atoms })
}

fn parts(left: &Ink<'_>, right: &Ink<'_>, tracking: f32) -> bool {
    let (a, b) = (left.first_char(), right.first_char());
    let limit = if is_wide(a) != is_wide(b) || is_figure(a) && is_figure(b) { NARROW_GAP } else { ATOM_GAP };
    right.bbox.x0 - left.bbox.x1 - tracking > limit * left.size.max(right.size)
}
