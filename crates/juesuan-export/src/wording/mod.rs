//! The two languages of people: what the workbook and the messages say in Chinese or English.
//!
//! | module | what |
//! | --- | --- |
//! | `contract` | names of the contract's tables, columns and values |
//! | `naming` | a report's cells and doubts by the words that are printed there |

mod contract;
mod naming;

pub use contract::{column, sheet, value};
pub use juesuan_model::Language;
pub use naming::Names;
