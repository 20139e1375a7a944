//! Bytes → the neutral document, by the source that reads their format.
//!
//! A further format is added in two places: `juesuan_office::recognise` tells it by its content, and [`open`] hands it to
//! its source, whose error gets its words in `error.rs`.

mod office;
mod pdf;

use juesuan_document::Document;
use juesuan_office::{Kind, recognise};

use crate::error::Error;
use crate::options::ReadOptions;

/// Reads bytes by the source of their format.
pub(crate) fn open(bytes: Vec<u8>, options: &ReadOptions) -> Result<Document, Error> {
    match recognise(&bytes) {
        // What bears no signature may be a PDF without a header: its reader looks for objects.
        // Its pages without text go through character recognition.
        Kind::Pdf | Kind::Empty | Kind::Unknown => pdf::open(bytes, options),
        _ => office::open(&bytes, options),
    }
}

/// The files of a zip archive; `None` for bytes of another kind.
pub(crate) fn archive(bytes: &[u8]) -> Option<Result<crate::read::Entries, Error>> {
    if recognise(bytes) != Kind::Zip {
        return None;
    }
    let entries = juesuan_office::entries(bytes, &juesuan_office::Limits::default());
    let files = |entries: Vec<juesuan_office::Entry>| {
        entries.into_iter().map(|entry| (entry.name, entry.bytes.ok())).collect::<Vec<_>>()
    };
    Some(entries.map(files).map_err(Error::from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;

    #[test]
    fn the_content_says_what_a_file_is() {
        let code = |bytes: &[u8]| open(bytes.to_vec(), &ReadOptions::default()).map_err(|error| error.code());
        assert_eq!(code(b"").unwrap_err(), ErrorCode::Empty);
        assert_eq!(code(b"Rar!\x1A\x07\x01\x00").unwrap_err(), ErrorCode::UnsupportedFormat);
        assert_eq!(code(b"no document").unwrap_err(), ErrorCode::UnknownFormat);
        assert_eq!(code(b"PK\x03\x04word/").unwrap_err(), ErrorCode::Damaged);
        let page = code("<p>某局部门决算</p>".as_bytes()).unwrap();
        assert_eq!(page.format(), juesuan_document::Format::Html);
    }

    #[test]
    fn limits_hold_for_every_source() {
        let mut options = ReadOptions::default();
        options.limits = options.limits.file_bytes(10);
        let error = open("<p>某局部门决算</p>".as_bytes().to_vec(), &options).unwrap_err();
        assert_eq!(error.code(), ErrorCode::Limit);
    }
}
