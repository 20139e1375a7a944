//! Word, Excel, web pages, OFD and plain text → the neutral document, by `juesuan-office`.

use juesuan_document::Document;
use juesuan_office::{Limits, recognise};

use crate::error::Error;
use crate::options::ReadOptions;

/// Reads an Office file, a web page or a text.
pub(crate) fn open(bytes: &[u8], options: &ReadOptions) -> Result<Document, Error> {
    let given = &options.limits;
    if bytes.len() as u64 > given.file_bytes {
        return Err(juesuan_office::Error::TooLarge { kind: recognise(bytes), what: "its bytes" }.into());
    }
    let mut limits = Limits::default();
    limits.unpacked = limits.unpacked.min(given.total_bytes);
    limits.pieces = limits.pieces.min(given.pieces as usize);
    Ok(juesuan_office::read_with(bytes, &limits)?)
}
