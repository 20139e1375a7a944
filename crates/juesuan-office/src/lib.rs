//! Word, Excel, web pages, OFD and plain text → the neutral [`Document`]: paragraphs, tables with merged cells, numbers
//! as they are printed.
//!
//! ```
//! let page = "<p>一、收入决算情况</p><table><tr><th>项目<th>决算数<tr><td>合计<td>12.00</table>";
//! let document = juesuan_office::read(page.as_bytes())?;
//! assert_eq!(document.layouts[0].blocks.len(), 2);
//! # Ok::<(), juesuan_office::Error>(())
//! ```
//!
//! What a file is, its content says ([`recognise`]), not its name. Files may be damaged or malicious: everything is
//! counted against [`Limits`], what is whole is given, and what is left out is said among the document's diagnostics.
//!
//! | module | what |
//! | --- | --- |
//! | `kind` | what kind of file it is |
//! | `docx`, `doc` | Word: one flowing text |
//! | `workbook` | Excel: a layout for each sheet; `xlsx`, `xls`, number formats, where the tables of a sheet stand |
//! | `html`, `text` | web pages and plain text: one flowing text |
//! | `ofd` | fixed pages: characters and lines, which `juesuan-extract` makes out as it does those of a PDF |
//! | `archive` | the files of a zip archive |
//! | `table`, `stacked`, `drawing`, `flow` | what they share: spans, frames, rows in one row, large pictures, addresses |
//! | `package`, `compound`, `xml`, `charset`, `limits` | zip, compound files, XML, characters, budgets |
#![forbid(unsafe_code)]

mod archive;
mod charset;
mod compound;
mod doc;
mod docx;
mod drawing;
mod error;
mod flow;
mod html;
mod kind;
mod limits;
mod ofd;
mod package;
#[cfg(test)]
mod package_tests;
mod stacked;
mod table;
mod text;
mod workbook;
mod xml;

use juesuan_document::Document;

pub use archive::{Entry, entries};
pub use error::Error;
pub use kind::{Kind, recognise};
pub use limits::Limits;

/// Reads a Word file, a workbook, a web page or a text.
///
/// # Errors
/// Where the file is of a kind that is not read here, is encrypted, or is damaged throughout. Each error says what to
/// do.
pub fn read(bytes: &[u8]) -> Result<Document, Error> {
    read_with(bytes, &Limits::default())
}

/// The same with limits of one's own.
///
/// # Errors
/// As [`read`], and where a file is larger than the limits.
pub fn read_with(bytes: &[u8], limits: &Limits) -> Result<Document, Error> {
    match recognise(bytes) {
        Kind::Docx => docx::read(bytes, limits),
        Kind::Doc => doc::read(bytes, limits),
        Kind::Xlsx => workbook::xlsx::read(bytes, limits),
        Kind::Xls => workbook::xls::read(bytes, limits),
        Kind::Html => html::read(bytes, limits),
        Kind::Ofd => ofd::read(bytes, limits),
        Kind::Text => text::read(bytes, limits),
        kind @ Kind::EncryptedOffice => Err(Error::Encrypted(kind)),
        kind => Err(Error::Unsupported(kind)),
    }
}
