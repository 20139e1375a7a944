//! Final accounts (部门决算) side by side: reports → a comparison, checks across documents, hits of a search.
//!
//! ```
//! use juesuan_compare::{Comparison, Entry, Names, across};
//! # let reports: Vec<(String, juesuan_model::Report)> = Vec::new();
//! // One document can hold several accounts: each is an entry of its own.
//! let entries: Vec<Entry> = reports.iter().flat_map(|(name, report)| Entry::all_of(report, name, "")).collect();
//! let comparison = Comparison::of(&entries, &Names::default());
//! assert!(comparison.sections.iter().all(|section| section.lines.is_empty()));
//! assert!(across::run(&entries, &Names::default()).is_empty());
//! ```
//!
//! | module | in | out |
//! | --- | --- | --- |
//! | [`entry`] | a report | its accounts: every number under the key of what it is of, with its place |
//! | [`figure`] | – | those numbers and keys |
//! | [`names`] | a mapping file | which names are one |
//! | [`departments`] | entries | whose they are, year by year |
//! | [`measure`] | – | what is compared |
//! | [`comparison`], `over_budget` | entries | departments × years, growth, who exceeds the budget |
//! | [`across`] | entries | what agrees between documents and what does not |
//! | [`find`] | a report | where a number, a code or a word stands |
//! | [`mod@write`] | a comparison | CSV, HTML, Excel |
//!
//! Nothing here opens a file. An [`Entry`] can be sent from the process that read its document.
#![forbid(unsafe_code)]

pub mod across;
pub mod comparison;
pub mod departments;
pub mod entry;
pub mod figure;
pub mod find;
pub mod measure;
pub mod names;
mod over_budget;
mod words;
pub mod write;

pub use comparison::Comparison;
pub use entry::Entry;
pub use juesuan_model::Language;
pub use names::Names;
