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
//!
//! Without the default feature `pdf` the crate has no dependencies: other sources than PDF (and `juesuan-model`)
//! use its page and layout types alone.
#![forbid(unsafe_code)]

pub mod diagnostic;
pub mod geometry;
pub mod layout;
pub mod page;

pub use diagnostic::{Diagnostic, DiagnosticCode};
pub use geometry::{Point, Rect};
pub use layout::Layout;
pub use page::{Glyph, GlyphText, Orientation, Page, Rule};
