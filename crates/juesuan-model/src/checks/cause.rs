//! Which cell failing checks come from.
//!
//! One wrong cell makes every equation miss that it enters, and by the same amount. So a cell is suspected of an error
//! of a certain size when failing equations that hold it miss by just that, and cleared by passing equations
//! that would miss if it were corrected. Failing checks that one cell explains form a group.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::equation::Evaluated;
use super::types::{CellRef, Status};

/// What tells cells apart: the corner of their box and their name.
type Name = ((u32, u64, u64), u32, [Cow<'static, str>; 3]);

fn name(cell: &CellRef) -> Name {
    let [left, top, ..] = cell.at.rounded();
    ((cell.at.page, left.to_bits(), top.to_bits()), cell.row, [&cell.column, &cell.side, &cell.table].map(Cow::clone))
}

/// Where more checks fail than this, no single cell is behind it, and each stands for itself.
const MOST_FAILS: usize = 400;

/// Puts the suspected cell of every failing check first, and names the cell that each group of them comes from.
pub(super) fn group(checks: &mut [Evaluated]) {
    let fails = |check: &Evaluated| check.check.status == Status::Fail;
    let mut open: Vec<usize> = (0..checks.len()).filter(|index| checks.get(*index).is_some_and(fails)).collect();
    if open.is_empty() || open.len() > MOST_FAILS {
        return;
    }
    // Only the cells of failing checks are asked about: the checks that hold each of them.
    let failing = checks.iter().filter(|check| fails(check)).flat_map(|check| &check.check.cells);
    let mut holding: BTreeMap<Name, Vec<usize>> = failing.map(|cell| (name(cell), Vec::new())).collect();
    let done = checks.iter().enumerate().filter(|(_, check)| check.check.status != Status::Skipped);
    for (index, cell) in done.flat_map(|(index, check)| check.check.cells.iter().map(move |cell| (index, cell))) {
        if let Some(held) = holding.get_mut(&name(cell)) {
            held.push(index);
        }
    }
    while !open.is_empty() {
        let Some(best) = suspects(checks, &open, &holding).into_iter().max_by_key(|suspect| suspect.rank()) else {
            break;
        };
        for index in &best.explains {
            if let Some(check) = checks.get_mut(*index) {
                let place = check.check.cells.iter().position(|cell| cell.is(&best.cell)).unwrap_or_default();
                if let Some(cells) = check.check.cells.get_mut(..=place) {
                    cells.rotate_right(1);
                }
                check.check.group = Some(best.cell.to_string());
            }
        }
        // Checks without cells stand for themselves.
        open.retain(|index| !best.explains.contains(index));
    }
}

/// A cell under suspicion.
struct Suspect {
    cell: CellRef,
    explains: Vec<usize>,
    contradicted: usize,
    position: usize,
    first: usize,
}

impl Suspect {
    /// Explains more and is cleared by less, which weighs double; is named earlier in its check; stands first.
    fn rank(&self) -> (i64, usize, std::cmp::Reverse<usize>, std::cmp::Reverse<usize>) {
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let weight = count(self.explains.len()).saturating_sub(count(self.contradicted).saturating_mul(2));
        (weight, self.explains.len(), std::cmp::Reverse(self.position), std::cmp::Reverse(self.first))
    }
}

fn suspects(checks: &[Evaluated], open: &[usize], holding: &BTreeMap<Name, Vec<usize>>) -> Vec<Suspect> {
    let mut found = Vec::new();
    for index in open {
        let Some(check) = checks.get(*index) else { continue };
        for (position, cell) in check.check.cells.iter().enumerate() {
            let error = sign(check, cell)
                .map(|sign| Error { size: check.residual.saturating_mul(Decimal::from(sign)), slack: check.envelope });
            let mut suspect =
                Suspect { cell: cell.clone(), explains: Vec::new(), contradicted: 0, position, first: *index };
            for other in holding.get(&name(cell)).into_iter().flatten() {
                let Some(held) = checks.get(*other) else { continue };
                match held.check.status {
                    Status::Fail if open.contains(other) && would_hold(held, cell, error.as_ref()) => {
                        suspect.explains.push(*other);
                    }
                    Status::Pass if !would_hold(held, cell, error.as_ref()) => suspect.contradicted += 1,
                    _ => {}
                }
            }
            if !suspect.explains.contains(index) {
                suspect.explains.push(*index);
            }
            found.push(suspect);
        }
    }
    found
}

/// How far a cell is off.
struct Error {
    size: Decimal,
    slack: Decimal,
}

fn sign(check: &Evaluated, cell: &CellRef) -> Option<i8> {
    check.signs.iter().find(|(other, _)| other.is(cell)).map(|(_, sign)| *sign)
}

/// Whether a check would hold with the cell's error taken out. Of a ratio only its present result is known.
fn would_hold(check: &Evaluated, cell: &CellRef, error: Option<&Error>) -> bool {
    match (sign(check, cell), error) {
        (Some(sign), Some(error)) => {
            let corrected = check.residual.saturating_sub(error.size.saturating_mul(Decimal::from(sign)));
            check.relation.holds(corrected, check.envelope.saturating_add(error.slack))
        }
        _ => check.check.status == Status::Fail,
    }
}
