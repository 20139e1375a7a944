//! A Word file of 1997–2003 (doc) → one flowing text: paragraphs, tables with merged cells, footnotes, text boxes.
//!
//! After [MS-DOC]: the header tells where the pieces of the text lie (`header`), pages of properties tell which
//! paragraphs end cells and rows and which characters are hidden or deleted (`properties`), rows tell where their cells
//! begin and end (`rows`). Numbers of automatic lists are not worked out: the document says so where there are some.

mod header;
mod properties;
mod rows;
#[cfg(test)]
mod tests;
mod text;

use juesuan_document::{DiagnosticCode, Document, Format};

use crate::compound::Compound;
use crate::error::Error;
use crate::flow::Flow;
use crate::kind::Kind;
use crate::limits::{Budget, Limits};

use header::Header;
use properties::{Characters, Paragraphs};

/// Reads a Word file.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Error> {
    let mut file = Compound::open(bytes, Kind::Doc, limits)?;
    let main = file.stream("WordDocument")?.ok_or_else(|| Error::damaged(Kind::Doc, "its text is missing"))?;
    let header = Header::read(&main)?;
    let table = file.stream(header.table)?.ok_or_else(|| Error::damaged(Kind::Doc, "its table stream is missing"))?;
    let data = file.stream("Data").ok().flatten().unwrap_or_default();

    let pieces = header::pieces(&main, &table)?;
    let (characters, complete) = header::characters(&main, &pieces, limits.text);
    let paragraphs = Paragraphs::read(&main, &table, &data);
    let looks = Characters::read(&main, &table);

    let mut reader = text::Reader::new(&paragraphs, &looks);
    for story in header.stories(&main) {
        reader.story(characters.get(story.start..story.end.min(characters.len())).unwrap_or_default());
    }
    let read = reader.finish();
    let mut budget = Budget::new(limits);
    budget.exceeded = !complete;
    let mut flow = Flow::new(&mut budget);
    flow.extend(read.pieces);
    if characters.len() < header.length(&main) {
        let message = "the text ends before its end: what stands before is given";
        flow.doubt(DiagnosticCode::DamagedContent, 1, message);
    }
    if read.hidden > 0 {
        let message = "text that is formatted as hidden is left out";
        flow.doubt(DiagnosticCode::HiddenContent, read.hidden, message);
    }
    if read.numbered > 0 {
        let message = "the numbers of automatic lists are not given; save the file as docx to have them";
        flow.doubt(DiagnosticCode::HiddenContent, read.numbered, message);
    }
    if read.pictures {
        let message = "pictures or embedded files stand in the text: what they show is not read";
        flow.doubt(DiagnosticCode::HiddenContent, 1, message);
    }
    let mut layout = flow.finish();
    layout.has_pictures = read.pictures && !layout.has_text;
    Ok(Document::new(Format::Doc, vec![layout]))
}
