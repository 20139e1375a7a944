//! PDF bytes → the neutral document, by `juesuan-extract`.

use juesuan_document::Document;
use juesuan_extract::OpenOptions;

use crate::error::Error;
use crate::options::ReadOptions;

/// Reads a PDF.
pub(crate) fn open(bytes: Vec<u8>, options: &ReadOptions) -> Result<Document, Error> {
    let mut open = OpenOptions::default().limits(options.limits.clone());
    if let Some(password) = &options.password {
        open = open.password(password);
    }
    let pdf = juesuan_extract::Document::open_with(bytes, &open)?;
    Ok(pdf.document())
}
