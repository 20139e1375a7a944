//! A web page → one flowing text: paragraphs, tables with spans, links to attachments.
//!
//! The page is read as browsers read it, end tags or not, and in one pass: `html5gum` cuts it into tags and texts, and
//! what is open is kept here. Scripts, styles, navigation and what is not shown are left out.

mod links;
mod reader;
mod style;
mod text;

use html5gum::{DefaultEmitter, Token, Tokenizer};
use juesuan_document::{DiagnosticCode, Document, Format};

use crate::charset;
use crate::error::Error;
use crate::flow::Flow;
use crate::limits::{Budget, Limits};

/// Reads a web page.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Error> {
    let decoded = charset::decode(bytes);
    let mut budget = Budget::new(limits);
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let tokens = Tokenizer::new_with_emitter(decoded.text.as_str(), emitter);
    let mut reader = reader::Reader::new(limits, &mut budget);
    for token in tokens {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => reader.open(&reader::Tag::of(&tag)),
            Token::EndTag(tag) => reader.close(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => reader.text(&String::from_utf8_lossy(&text.value)),
            _ => {}
        }
    }
    let read = reader.finish();
    let mut flow = Flow::new(&mut budget);
    flow.extend(read.pieces);
    if decoded.undecodable > 0 {
        let message = "bytes that stand for no character in the charset of the page";
        flow.doubt(DiagnosticCode::UndecodableGlyphs, decoded.undecodable, message);
    }
    if read.hidden > 0 {
        let message = "text that the page does not show, or shows struck out, is left out";
        flow.doubt(DiagnosticCode::HiddenContent, read.hidden, message);
    }
    if read.large_pictures > 0 {
        let message = "large pictures stand in the text: what they show is not read";
        flow.doubt(DiagnosticCode::InkWithoutText, read.large_pictures, message);
    }
    if read.unended {
        let message = "an element that is left out has no end: what follows it in the page may be missing";
        flow.doubt(DiagnosticCode::DamagedContent, 1, message);
    }
    let mut layout = flow.finish();
    layout.has_pictures = read.pictures && !layout.has_text;
    let mut document = Document::new(Format::Html, vec![layout]);
    document.links = read.links;
    Ok(document)
}

#[cfg(test)]
mod tests;
