//! Bytes → the neutral document, by the source that reads their format.
//!
//! A further format is added in two places: [`signature::recognise`] tells it by its content, and [`open`] hands it to
//! its source crate, whose error gets its words in `error.rs`.

mod pdf;
mod signature;

use juesuan_document::Document;

use crate::error::Error;
use crate::options::ReadOptions;
use signature::Content;

pub(crate) use signature::Unread;

/// Reads bytes by the source of their format.
pub(crate) fn open(bytes: Vec<u8>, options: &ReadOptions) -> Result<Document, Error> {
    match signature::recognise(&bytes) {
        // Word, Excel, web pages and plain text are read here, once `juesuan-office` is there.
        Content::Unread(format) => Err(Error::unsupported(&format)),
        // What bears no signature may be a PDF without a header: its reader looks for objects.
        // Pages without text go from here through character recognition, once `juesuan-ocr` is there.
        Content::Pdf | Content::Unknown => pdf::open(bytes, options),
    }
}
