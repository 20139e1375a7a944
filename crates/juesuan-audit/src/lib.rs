//! A document and its report → one self-contained page on which a person can check every number.
//!
//! | module | in | out |
//! | --- | --- | --- |
//! | [`pictures`] | PDF bytes | pages as PNG pictures, with boxes drawn on them if asked |
//! | `fonts` | the fonts of this machine | one for Chinese text whose font is not embedded |
//! | [`page`] | a document, its report, pictures | the HTML page |
//!
//! The page is built by the scripts in `src/page/` from the report's JSON: it names no element of a report that
//! the JSON does not name.
#![forbid(unsafe_code)]

mod fonts;
pub mod page;
pub mod pictures;

pub use juesuan_model::Language;
pub use page::Audit;
pub use pictures::{Mark, Picture, PictureError, Pictures};
