//! Wrapped header texts of neighbouring columns that nearly touch: rows of atoms → the same with such texts apart.
//!
//! A column that is as narrow as its header's lines leaves no gap between those and its neighbours'. The last lines are
//! shorter and stand apart, each centred under its own text: they tell where one ends and the next begins.

use crate::layout::aligned::atoms::{Atom, Row};
use crate::layout::aligned::header::{SAME_CENTER, WORD_GAP};

/// The last lines of wrapped texts are looked for in this many rows below their first.
const WRAPPED_ROWS: usize = 3;
/// Even texts that nearly touch have this gap (in font sizes); within a text there is none.
const GAP: f32 = 0.12;

/// The rows, with atoms that are several wrapped texts divided.
pub(super) fn parted<'a, 'p>(rows: &[Row<'a, 'p>]) -> Vec<Row<'a, 'p>> {
    let part = |(at, row): (usize, &Row<'a, 'p>)| {
        let below = rows.get(at + 1..).unwrap_or_default();
        let mut atoms = Vec::with_capacity(row.atoms.len());
        for atom in &row.atoms {
            match below.iter().take(WRAPPED_ROWS).find_map(|row| cut(atom, row)) {
                Some(parts) => atoms.extend(parts),
                None => atoms.push(atom.clone()),
            }
        }
        Row { atoms, ..*row }
    };
    rows.iter().enumerate().map(part).collect()
}

/// The texts that an atom is made of, one centred over each of the atoms below it.
fn cut<'a, 'p>(atom: &Atom<'a, 'p>, below: &Row<'_, '_>) -> Option<Vec<Atom<'a, 'p>>> {
    let under = |part: &&Atom<'_, '_>| part.x0 > atom.x0 - GAP * atom.size && part.x1 < atom.x1 + GAP * atom.size;
    let ends: Vec<&Atom<'_, '_>> = below.atoms.iter().filter(under).collect();
    let apart = |(left, right): (&&Atom<'_, '_>, &&Atom<'_, '_>)| stand_apart(left, right);
    if atom.numeric || ends.len() < 2 || !ends.iter().zip(ends.iter().skip(1)).all(apart) {
        return None;
    }
    let mut parts = Vec::with_capacity(ends.len());
    let mut rest = atom.inks.as_slice();
    for (end, next) in ends.iter().zip(ends.iter().skip(1).map(Some).chain([None])) {
        let (inks, following) = match next {
            Some(next) => {
                let middle = (end.center() + next.center()) / 2.0;
                let at = rest.partition_point(|ink| ink.bbox.center().x < middle);
                let (inks, following) = rest.split_at_checked(at)?;
                let gap = following.first()?.bbox.x0 - inks.last()?.bbox.x1;
                (inks, (gap > GAP * atom.size).then_some(following)?)
            }
            None => (rest, rest),
        };
        parts.push(Some(Atom::new(inks.to_vec())).filter(|part| ends_in(part, end))?);
        rest = following;
    }
    Some(parts)
}

/// Whether two words are lines of two wrapped texts: centred under each, the rest of it follows, far from the other.
pub(super) fn go_on_apart(left: &Atom<'_, '_>, right: &Atom<'_, '_>, below: &[Row<'_, '_>]) -> bool {
    below.iter().take(WRAPPED_ROWS).any(|row| {
        let end = |word: &Atom<'_, '_>| row.atoms.iter().find(|atom| ends_in(word, atom));
        end(left).zip(end(right)).is_some_and(|(one, other)| stand_apart(one, other))
    })
}

/// Whether a text may go on in one below it: both are centred.
fn ends_in(text: &Atom<'_, '_>, below: &Atom<'_, '_>) -> bool {
    (text.center() - below.center()).abs() < SAME_CENTER * below.size
}

/// Whether the ends of two texts are too far apart to be one text.
fn stand_apart(left: &Atom<'_, '_>, right: &Atom<'_, '_>) -> bool {
    right.x0 - left.x1 > WORD_GAP * right.size
}
