//! Page layouts → the typed report of a Chinese departmental final account (部门决算).
//!
//! Any source that yields [`juesuan_document::Layout`]s can feed this crate; it knows nothing of PDF.
//!
//! ```
//! use juesuan_extract::Document;
//! use juesuan_model::Report;
//!
//! # let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../testdata/shenzhen.pdf");
//! let document = Document::open(std::fs::read(path)?)?;
//! let report = Report::read(&document.layouts());
//! let income = report.tables.income.as_ref().expect("this document has the table");
//! let total = income.rows[0].amounts.total.as_ref().expect("its first row is the total");
//! println!("{} {:?}, page {}", total.value, total.unit, total.at.page);
//! # assert_eq!(income.rows[0].subject.name.as_ref().unwrap().text, "合计");
//! # assert_eq!(total.value.scale(), 2);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | module | in | out |
//! | --- | --- | --- |
//! | `accounts` | layouts | which of them are an account each, where a file holds several |
//! | [`flow`] | layouts | the document's lines and grids in reading order, running heads left out |
//! | [`parts`] | the flow | cover, 目录, 概况, tables, narrative, glossary, attachments |
//! | `boxed` | layouts | the same, text in ruled boxes as lines |
//! | `pointed` | layouts | the same, `.35` as `0.35` where the document prints so |
//! | `turned` | the flow's grids | tables whose rows stand as columns, turned |
//! | [`paragraphs`], [`numbering`] | lines | paragraphs joined over line and page breaks; the numbers they open with |
//! | [`cover`], [`identity`], [`year`] | cover, headings, table heads | kind, level, year, department |
//! | [`contents`], [`overview`], [`glossary`] | their parts | entries and announced tables; duties, units; terms |
//! | [`tables`] | the flow's grids and lines | the nine tables typed, others raw, facts |
//! | [`beyond`] | raw tables | typed tables beyond the nine, each by one definition |
//! | `pages`, `wholeness`, `gaps`, `owed` | what was read | what may be missing: pages, parts, numbers, tables |
//! | [`account`] | layouts and the report | whose each printed figure is, and which are unread |
//! | [`checks`], [`verdict`] | the report | what agrees, what does not; how far it can be trusted |
//! | `restored` | a report of scans and its unread numbers | those on which two sums agree, with the sums |
//! | [`forms`] | the flow | performance forms (绩效自评表) |
//! | [`narrative`] | lines of the narrative part | statements about amounts, counts, the standard blocks |
//! | `clock` | a question | whether there is time left |
//! | [`report`] | all of these | the [`Report`] |
//! | [`key`], [`number`] | printed text | matching keys; numbers, blanks and doubts |
//! | [`value`], [`place`], [`diagnostic`] | – | the types that a report is made of |
//! | `language` | – | [`Language`]: the two languages that people are spoken to in |
#![forbid(unsafe_code)]
// Tests draw pages.
#![cfg_attr(test, allow(clippy::disallowed_fields))]

pub mod account;
mod accounts;
pub mod beyond;
mod boxed;
pub mod checks;
mod clock;
pub mod contents;
pub mod cover;
pub mod diagnostic;
pub mod flow;
pub mod forms;
mod gaps;
pub mod glossary;
pub mod identity;
pub mod key;
mod language;
pub mod narrative;
pub mod number;
pub mod numbering;
pub mod overview;
mod owed;
mod pages;
pub mod paragraphs;
pub mod parts;
mod pointed;
pub mod report;
mod restored;
#[cfg(feature = "schema")]
pub mod schema;
pub mod tables;
mod turned;
pub mod value;
pub mod verdict;
mod wholeness;
pub mod year;

pub use diagnostic::Diagnostic;
pub use juesuan_document::Id;
pub use juesuan_document::place::{self, Place};
pub use language::Language;
pub use report::Report;
pub use value::{Amount, Number, Text, Unit};
pub use verdict::Verdict;
