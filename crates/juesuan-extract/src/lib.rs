//! PDF bytes → pages of glyphs and ruling lines → words, lines and grids.
//!
//! This crate knows PDF and page layout; it knows nothing of what the pages say.
//! Data goes one way:
//!
//! | module | in | out |
//! | --- | --- | --- |
//! | [`page`] | – | the types of a page as it is displayed: [`Glyph`], [`Rule`], [`Page`] |
//! | [`geometry`] | – | points and boxes in PDF points, origin at the top left of the displayed page |
//! | [`layout`] | a [`Page`] | [`Layout`]: text lines and grids in reading order |
//! | [`diagnostic`] | – | doubts about what was read, as data |
//! | `picture` | streams of a page | its pictures as the file stores them, for character recognition |
//! | [`Document`] | PDF bytes | pages, one at a time, within [`Limits`] |
//!
//! Without the default feature `pdf` the crate has no dependencies: other sources than PDF (and `juesuan-model`)
//! use its page and layout types alone.
#![forbid(unsafe_code)]

#[cfg(feature = "pdf")]
mod attachments;
#[cfg(feature = "pdf")]
mod bold;
#[cfg(feature = "pdf")]
mod content;
#[cfg(feature = "pdf")]
mod document;
#[cfg(feature = "pdf")]
mod doubts;
#[cfg(feature = "pdf")]
mod error;
#[cfg(feature = "pdf")]
mod font;
pub mod layout;
#[cfg(feature = "pdf")]
mod limits;
#[cfg(feature = "pdf")]
mod objects;
pub mod page;
#[cfg(feature = "pdf")]
mod page_tree;
#[cfg(feature = "pdf")]
pub mod picture;
#[cfg(feature = "pdf")]
mod radicals;
mod rules;
#[cfg(feature = "pdf")]
mod seen;
#[cfg(feature = "pdf")]
mod skew;

#[cfg(feature = "pdf")]
pub use document::{Document, OpenOptions};
#[cfg(feature = "pdf")]
pub use error::Error;
pub use juesuan_document::{Diagnostic, DiagnosticCode, Point, Rect, diagnostic, geometry};
pub use layout::Layout;
#[cfg(feature = "pdf")]
pub use limits::{Limit, Limits};
pub use page::{Glyph, GlyphText, Orientation, Page, Rule};
