//! What a sum says of the one number in it that was not read.

use std::collections::BTreeSet;

use juesuan_document::Id;
use rust_decimal::Decimal;

use super::equation::Evaluated;
use super::finding::Relation;
use super::types::Status;

/// What one sum says of a number.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Vote {
    /// The cell of the number.
    pub(crate) id: Id,
    /// Its value in yuan.
    pub(crate) value: Decimal,
    /// The rule.
    pub(crate) rule: String,
    /// The cells of the sum.
    pub(crate) cells: BTreeSet<(Id, String)>,
}

/// What an equation of at least two read numbers says of the only unread number in it, which stands in it as zero.
pub(super) fn vote(check: &Evaluated, unread: &BTreeSet<Id>) -> Option<Vote> {
    if check.relation != Relation::Equal || check.check.status == Status::Skipped || check.signs.len() < 2 {
        return None;
    }
    let mut unknown = check.signs.iter().filter(|(cell, _)| unread.contains(&cell.at.id));
    let (cell, sign) = unknown.next()?;
    if unknown.next().is_some() {
        return None;
    }
    let value = check.residual.checked_mul(Decimal::from(-sign))?;
    let cells = check.signs.iter().map(|(cell, _)| (cell.at.id, cell.to_string())).collect();
    Some(Vote { id: cell.at.id, value, rule: check.check.id.to_string(), cells })
}
