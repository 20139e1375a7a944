//! A Word file (docx) → one flowing text: paragraphs with their numbers, tables with merged cells, text boxes,
//! footnotes, the unit of page headers. Tracked changes count as accepted, fields show their results, hidden text is left out.

mod body;
mod headers;
mod notes;
mod numbering;
mod paragraph;
mod styles;
#[cfg(test)]
mod tests;

use juesuan_document::{DiagnosticCode, Document, Format};

use crate::error::Error;
use crate::flow::Flow;
use crate::kind::Kind;
use crate::limits::{Budget, Limits};
use crate::package::Package;
use crate::xml::Xml;

/// Where the main part stands, unless the package says otherwise.
const MAIN: &str = "word/document.xml";

/// Reads a Word file.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Error> {
    let mut package = Package::open(bytes, Kind::Docx, limits)?;
    let main = main_part(&mut package, limits)?;
    let folder = main.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let text = package.xml(&main)?.ok_or_else(|| Error::damaged(Kind::Docx, "its main part is missing"))?;
    // Parts beside the text may be damaged: the text is read without them.
    let mut beside = |name: &str| package.xml(&format!("{folder}{name}")).ok().flatten().unwrap_or_default();
    let (styles, numbering) = (beside("styles.xml"), beside("numbering.xml"));
    let (footnotes, endnotes) = (beside("footnotes.xml"), beside("endnotes.xml"));
    let styles = styles::read(&mut Xml::new(&styles, limits.depth));
    let numbering = numbering::read(&mut Xml::new(&numbering, limits.depth));

    let mut budget = Budget::new(limits);
    let mut reader = body::Reader::new(styles, numbering);
    reader.notes = notes::read(&footnotes, &endnotes, &mut reader, limits.depth);
    reader.units = headers::read(&mut package, &main, &mut reader, limits.depth);
    let mut xml = Xml::new(&text, limits.depth);
    let pieces = match xml.find("body") {
        Some(_) => reader.blocks(&mut xml),
        None => Vec::new(),
    };
    if pieces.is_empty()
        && let Some(what) = xml.damage
    {
        return Err(Error::damaged(Kind::Docx, what));
    }
    let mut flow = Flow::new(&mut budget);
    flow.extend(pieces);
    if let Some(what) = xml.damage {
        let message = format!("the text is damaged ({what}): what stands before the damage is given");
        flow.doubt(DiagnosticCode::DamagedContent, 1, message);
    }
    if reader.hidden > 0 {
        let message = "text that is formatted as hidden or struck out is left out";
        flow.doubt(DiagnosticCode::HiddenContent, reader.hidden, message);
    }
    if reader.not_read > 0 {
        let message = "large pictures or embedded files stand in the text: what they show is not read";
        flow.doubt(DiagnosticCode::InkWithoutText, reader.not_read, message);
    }
    let mut layout = flow.finish();
    layout.has_pictures = reader.pictures && !layout.has_text;
    Ok(Document::new(Format::Docx, vec![layout]))
}

/// The main part that the package names.
fn main_part(package: &mut Package<'_>, limits: &Limits) -> Result<String, Error> {
    let relations = package.xml("_rels/.rels").ok().flatten().unwrap_or_default();
    let mut xml = Xml::new(&relations, limits.depth);
    while let Some(relation) = xml.find("Relationship") {
        let is_main = relation.attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument"));
        if is_main && let Some(target) = relation.attribute("Target") {
            return Ok(target.trim_start_matches('/').to_owned());
        }
    }
    Ok(MAIN.to_owned())
}
