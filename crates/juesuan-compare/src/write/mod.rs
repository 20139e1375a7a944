//! A comparison → CSV for programs, a page and a workbook for people.
//!
//! | module | what |
//! | --- | --- |
//! | [`mod@csv`] | one row a cell: everything that is known of it |
//! | [`html`], `chart` | one page that opens from disk, with charts |
//! | `xlsx` (feature `xlsx`) | a workbook: a sheet a section, with charts of its own |
//! | `shown` | the texts that page and workbook share |

mod chart;
pub mod csv;
pub mod html;
mod shown;
#[cfg(feature = "xlsx")]
pub mod xlsx;
