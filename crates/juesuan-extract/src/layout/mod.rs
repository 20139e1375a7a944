//! Glyphs and ruling lines of a [`crate::Page`] → text lines and grids of a [`Layout`], in reading order.
//!
//! Content-stream order is not trusted: everything here comes from positions. (Where text is painted over other text,
//! and only there, the order tells the two apart.) Thresholds are in font sizes, not points, except where lines are
//! drawn without any text nearby. The steps, in the order of [`analyze()`]:
//!
//! | module | in | out |
//! | --- | --- | --- |
//! | `frame` | a page | upright glyphs and rules; text in other directions is set aside |
//! | `drawn` | glyphs | the rules of borders that are set as characters |
//! | `lines` | glyphs | bands of one baseline, cut into pieces at gaps and rules; text lines |
//! | `notes`, `struck` | bands | bands without marks of notes; which glyphs are struck through |
//! | `lattice` | rules | borders and cells of connected rules |
//! | `ruled`, `split` | lattices and pieces | ruled grids; rows inside ruled rows |
//! | `aligned`, `below` | the other pieces | grids from alignment alone; those under a ruled header join it |
//! | `inkless` | shapes and pictures | ink without text in cells and lines |
//! | `gutter` | rules and glyphs | the gap between two tables side by side |
//! | `text_columns` | rules and glyphs | the gap between two columns of running text |
//! | `order` | what is left, and the grids | blocks in reading order |
//! | `line_numbers`, `spreads` | blocks | lines without the numbers beside them; two pages on one sheet in their order |
//! | `doubts` | all of it | diagnostics |
//!
//! Coordinates are those of the **reading frame**: the displayed page, turned so that its main text runs upright
//! from left to right ([`Layout::turn`]). For nearly every page the turn is [`Turn::None`] and the reading frame
//! is the displayed page. [`Layout::on_page`] takes a box back to the displayed page.

mod aligned;
mod analyze;
mod below;
mod beside;
mod doubts;
mod drawn;
mod frame;
mod gutter;
mod inkless;
mod item;
mod lattice;
mod line_numbers;
mod lines;
mod notes;
mod order;
mod ruled;
mod split;
mod spreads;
mod struck;
mod text_columns;

pub use analyze::analyze;
pub use juesuan_document::layout::{Block, Cell, Grid, GridKind, Layout, TextLine, Turn};
