//! The standard blocks of a narrative, each a type of its own, from its statements and counts.

use serde::Serialize;

use super::plain::Plain;
use super::types::{CountStatement, Statement};

/// The blocks that every narrative must contain.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[non_exhaustive]
pub struct Blocks {}

pub(super) fn review(_plain: &Plain<'_, '_>, _statements: &[Statement]) -> Option<()> {
    None
}

pub(super) fn blocks(_statements: &[Statement], _counts: &[CountStatement], _reviews: Vec<()>) -> Blocks {
    Blocks {}
}
