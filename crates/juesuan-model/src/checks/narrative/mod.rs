//! The narrative against the tables, against the forms, and against itself.
//!
//! | module | what |
//! | --- | --- |
//! | `stated` | statements with their cells and comparable names |
//! | `subjects` | which number of the tables a subject restates |
//! | `classification` | 类, 款 and 项 that a subject names |
//! | `amounts` | amounts that restate a table; parts of one another |
//! | `rates` | shares, completion and growth rates; words of comparison |
//! | `wording` | what the template left over |

mod amounts;
mod classification;
mod rates;
mod stated;
mod subjects;
mod wording;

pub use stated::name as subject_name;
pub(super) use stated::{Stated, stated};

use super::finding::Rule;

/// The rules about the narrative.
pub(super) const RULES: &[&[Rule]] = &[amounts::RULES, rates::RULES, wording::RULES];
