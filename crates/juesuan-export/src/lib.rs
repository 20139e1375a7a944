//! The typed [`Report`](juesuan_model::Report) → flat tables, the same columns whatever city or year it comes from.
//!
//! | module | in | out |
//! | --- | --- | --- |
//! | [`contract`] | a report | the records of the tabular contract: documents, tables, facts, projects ... |
//! | [`value`] | – | the values of those records and the kinds of their columns |
//! | [`csv`] (feature `csv`) | records | CSV |
//! | [`printed`], [`sheet`] | a report | its tables as they are printed: cells with spans, styles and comments |
//! | [`lists`], [`marks`] | a report | what does not agree, what was checked, what is in doubt; which numbers are marked |
//! | [`list`] | records, lists | the long sheets of a workbook, in the reader's language |
//! | [`wording`] | – | the words of both languages |
//! | [`parquet`] (feature `parquet`) | records | Parquet |
//! | [`xlsx`] (feature `xlsx`) | sheets, records | Excel workbooks |
//! | [`workbook`] (feature `xlsx`) | what documents give | the workbook of one or more documents |
//!
//! Everything that writes records goes by [`contract::SCHEMAS`]: a column has its name, kind and value in one place.
#![forbid(unsafe_code)]

pub mod contract;
#[cfg(feature = "csv")]
pub mod csv;
pub mod list;
pub mod lists;
pub mod marks;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod printed;
pub mod sheet;
pub mod value;
pub mod wording;
#[cfg(feature = "xlsx")]
pub mod workbook;
#[cfg(feature = "xlsx")]
pub mod xlsx;

pub use contract::{Records, Source, records, unreadable};
pub use value::{Column, Kind, Record, Schema, Value};
pub use wording::Language;
