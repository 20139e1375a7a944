//! Footnotes and endnotes of a Word file, by their ids.

use std::collections::BTreeMap;

use crate::table::Piece;
use crate::xml::Xml;

use super::body::Reader;

/// Which note a mark in the text leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NoteKind {
    Footnote,
    Endnote,
}

/// The texts of all notes.
pub(crate) type Notes = BTreeMap<(NoteKind, String), Vec<Piece>>;

/// Reads `footnotes.xml` and `endnotes.xml`.
pub(crate) fn read(footnotes: &str, endnotes: &str, reader: &mut Reader, depth: usize) -> Notes {
    let mut notes = Notes::new();
    for (text, name, kind) in [(footnotes, "footnote", NoteKind::Footnote), (endnotes, "endnote", NoteKind::Endnote)] {
        let mut xml = Xml::new(text, depth);
        while let Some(element) = xml.find(name) {
            let id = element.attribute("id").unwrap_or_default().to_owned();
            // Lines that part the notes from the text are notes of a kind, too.
            if element.attribute("type").is_some_and(|kind| kind != "normal") {
                xml.skip();
                continue;
            }
            let pieces = reader.blocks(&mut xml);
            notes.insert((kind, id), pieces);
        }
    }
    notes
}
