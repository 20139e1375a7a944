//! Reads Chinese departmental final accounts (部门决算) into typed data.
//!
//! ```
//! # let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../testdata/shenzhen.pdf");
//! let report = juesuan::read_path(path)?;
//! if let Some(income) = &report.tables.income
//!     && let Some(total) = income.rows.first().and_then(|row| row.amounts.total.as_ref())
//! {
//!     println!("{} {:?}, page {}", total.value, total.unit, total.at.page);
//! #   assert_eq!(total.value.scale(), 2);
//! }
//! # assert!(report.tables.income.is_some());
//! # Ok::<(), juesuan::Error>(())
//! ```
//!
//! | what you have | what you call |
//! | --- | --- |
//! | bytes | [`read()`] |
//! | a file | [`read_path`] |
//! | a password, other limits, a file's name | [`read_with`], [`read_path_with`] and [`ReadOptions`] |
//! | several files that are one disclosure | [`read_together`] |
//! | a need of the lines and cells themselves | [`open`], [`open_together`], and [`Report::of`] to read what they say |
//!
//! What is read is a [`Report`]: the nine statutory tables ([`tables`]), the narrative ([`narrative`]), the performance
//! forms ([`forms`]), the checks ([`checks`]), the doubts ([`diagnostic`]), each number with its [`Place`]. A doubt is
//! data in the report; only a file of which nothing can be given is an [`Error`].
//!
//! | module of this crate | in | out |
//! | --- | --- | --- |
//! | `options` | – | [`ReadOptions`] |
//! | `fetched` | bytes of one or several files | what they are known by, pictures of their pages |
//! | `sources` | bytes | which format they are; the neutral [`Document`] |
//! | `error` | the errors of all sources | one [`Error`] with code, path, cause and remedy |
#![forbid(unsafe_code)]

mod error;
mod fetched;
mod options;
mod read;
mod sources;

pub use error::{Error, ErrorCode};
pub use fetched::{Fetched, sha256};
pub use juesuan_document::{Document, Format, Link, Origin, Place, Rect, SourceFile};
pub use juesuan_extract::{Limit, Limits};
pub use juesuan_model::report::{DocumentKind, Level};
pub use juesuan_model::{Amount, Diagnostic, Language, Number, Report, Text, Unit, Verdict};
#[cfg(feature = "ocr")]
pub use juesuan_ocr as ocr;
pub use options::ReadOptions;
#[cfg(feature = "ocr")]
pub use options::Recognition;
pub use read::{
    Entries, archive, open, open_together, read, read_path, read_path_with, read_together, read_with, report_of,
};

/// The lines and cells of a document, as its source gives them: what [`open`] returns is made of these.
pub mod layout {
    pub use juesuan_document::layout::{Block, Break, Cell, Grid, GridKind, Layout, Surface, TextLine, Turn};
    pub use juesuan_document::place::Address;
    pub use juesuan_document::{Id, Point};
}
pub use juesuan_model::{
    checks, contents, cover, diagnostic, forms, glossary, narrative, overview, report, tables, value, verdict,
};

#[cfg(feature = "schema")]
pub use juesuan_model::schema;

/// A document as a page on which a person can check every number, and its pages as pictures.
#[cfg(feature = "audit")]
pub use juesuan_audit as audit;

/// Departments and years side by side, checks across documents, finding a number in many.
#[cfg(feature = "compare")]
pub use juesuan_compare as compare;

/// The examples of this crate's README must compile.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// The examples of the repository's README must compile.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct RepositoryReadme;

/// The examples of the cookbook must compile.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/cookbook.md")]
struct Cookbook;
