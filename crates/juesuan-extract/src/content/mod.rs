//! Content streams: decoded bytes in, painted glyphs, ruling pieces and image boxes out.
//!
//! [`lexer`] cuts bytes into tokens without copying them, [`interpreter`] executes the operators on a
//! [`state`], [`path`] tells which painted paths are ruling lines, [`optional`] which content is switched off.

pub(crate) mod interpreter;
pub(crate) mod lexer;
pub(crate) mod marked;
pub(crate) mod matrix;
pub(crate) mod optional;
pub(crate) mod path;
pub(crate) mod state;
