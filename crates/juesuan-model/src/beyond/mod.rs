//! Typed tables beyond the nine: raw tables of known titles → their items, each with its amounts.
//!
//! In: the tables that are kept as they stand. Out: [`TablesBeyond`]. The raw tables stay where they are; this is a
//! second, typed view of their figures, and only of those whose item and column are both named without doubt.
//!
//! Each table is one definition: a file with its names, columns, items and their words, and the sums of its items; and one
//! line of [`tables_beyond`](self) below. Reading, sums, JSON and its schema follow from it.
//!
//! | module | what |
//! | --- | --- |
//! | `definition` | what a definition says, and the macro that makes types of it |
//! | `read` | a raw table and a definition → amounts by item and column |
//! | `procurement`, `operating_information` | the tables |

mod definition;
mod operating_information;
mod procurement;
mod read;
#[cfg(test)]
mod sketch;

pub use operating_information::{OperatingInformation, OperatingInformationAmounts};
pub use procurement::{Procurement, ProcurementAmounts};

pub(crate) use definition::ItemSum;
use definition::ItemTable;

use crate::tables::RawTable;

definition::tables_beyond! {
    /// 政府采购情况表
    procurement: Procurement,
    /// 机构运行信息表, 部门决算相关信息统计表
    operating_information: OperatingInformation,
}
