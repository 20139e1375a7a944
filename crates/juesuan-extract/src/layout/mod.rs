//! Glyphs and ruling lines of a [`crate::Page`] → text lines and grids of a [`Layout`], in reading order.
//!
//! Content-stream order is never trusted: everything here comes from positions.
//!
//! Coordinates are those of the **reading frame**: the displayed page, turned so that its main text runs upright
//! from left to right ([`Layout::turn`]). For nearly every page the turn is [`Turn::None`] and the reading frame
//! is the displayed page. [`Layout::on_page`] takes a box back to the displayed page.

mod aligned;
mod analyze;
mod below;
mod doubts;
mod frame;
mod item;
mod lattice;
mod lines;
mod order;
mod ruled;
mod split;
mod types;

pub use analyze::analyze;
pub use types::{Block, Cell, Grid, GridKind, Layout, TextLine, Turn};
