//! The typed [`Report`](juesuan_model::Report) → flat tables, the same columns whatever city or year it comes from.
//!
//! | module | in | out |
//! | --- | --- | --- |
//! | [`contract`] | a report | the records of the tabular contract: documents, tables, facts, projects ... |
//! | [`value`] | – | the values of those records and the kinds of their columns |
//! | [`csv`] (feature `csv`) | records | CSV |
//!
//! Everything that writes records goes by [`contract::SCHEMAS`]: a column has its name, kind and value in one place.
#![forbid(unsafe_code)]

pub mod contract;
#[cfg(feature = "csv")]
pub mod csv;
pub mod value;

pub use contract::{Records, Source, records, unreadable};
pub use value::{Column, Kind, Record, Schema, Value};
