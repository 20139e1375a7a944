//! The neutral document: what every source gives and every reader of meaning takes.
//!
//! Data goes one way: bytes → a source crate → [`Document`] → `juesuan-model`. This crate knows neither a file format
//! nor what the pages say.
//!
//! | module | what |
//! | --- | --- |
//! | [`geometry`] | points and boxes |
//! | [`layout`] | a page, a sheet or a flowing text: lines and grids in reading order |
//! | [`identity`] | the identity of a line or a cell, and where its content comes from |
//! | [`ink`] | what a page shows and what is no text of its layout |
//! | `boxes` | what boxes tell: how lines are set, whether texts keep within their cell, which borders are one |
//! | [`place`] | where something stands: page and box, or an address in the file |
//! | [`diagnostic`] | doubts of the source, as data |
#![forbid(unsafe_code)]

mod boxes;
pub mod diagnostic;
mod document;
pub mod geometry;
pub mod identity;
pub mod ink;
pub mod layout;
pub mod place;

pub use boxes::{Gap, PlaceIndex, Setting};
pub use diagnostic::{Diagnostic, DiagnosticCode};
pub use document::{Document, Format, Link, SourceFile, complete};
pub use geometry::{Point, Rect};
pub use identity::{Id, Origin};
pub use ink::{InkKind, UnreadInk};
pub use layout::{Block, Break, Cell, Grid, GridKind, Layout, Surface, TextLine, Turn};
pub use place::{Address, Place};
