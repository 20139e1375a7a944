//! The header of a Word file (FIB) and its piece table: where the characters of the text lie.

use std::ops::Range;

use encoding_rs::WINDOWS_1252;

use crate::compound::Numbers;
use crate::error::Error;
use crate::kind::Kind;

/// The mark at the start of every Word file.
const MARK: u16 = 0xa5ec;

/// The first version of this form of the file (Word 97).
const WORD_97: u16 = 0xc1;

/// Where the header keeps the lengths of the stories, and the places in the table stream.
const LENGTHS: usize = 76;
const PIECE_TABLE: usize = 0x1a2;

/// What the header says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Header {
    /// The stream that holds the tables.
    pub(super) table: &'static str,
}

impl Header {
    /// Reads the header.
    pub(super) fn read(main: &[u8]) -> Result<Self, Error> {
        if main.short(0) != Some(MARK) {
            return Err(Error::damaged(Kind::Doc, "it has no header"));
        }
        let flags = main.short(0x0a).unwrap_or_default();
        if flags & 0x0100 != 0 {
            return Err(Error::Encrypted(Kind::Doc));
        }
        if main.short(2).unwrap_or_default() < WORD_97 {
            return Err(Error::Unsupported(Kind::OldDoc));
        }
        Ok(Self { table: if flags & 0x0200 != 0 { "1Table" } else { "0Table" } })
    }

    /// The main text, the footnotes, the endnotes and the text boxes, as ranges of characters. Headers, footers and
    /// comments lie between them.
    #[allow(clippy::unused_self)] // they are the header's
    pub(super) fn stories(self, main: &[u8]) -> Vec<Range<usize>> {
        // Text, footnotes, headers, macros, comments, endnotes, text boxes, text boxes of headers.
        const SHOWN: [bool; 8] = [true, true, false, false, false, true, true, false];
        let mut start = 0_usize;
        let mut found = Vec::new();
        for (index, shown) in SHOWN.into_iter().enumerate() {
            let length = main.long(LENGTHS.saturating_add(index.saturating_mul(4))).unwrap_or_default() as usize;
            let end = start.saturating_add(length);
            if shown && length > 0 {
                found.push(start..end);
            }
            start = end;
        }
        found
    }

    /// How many characters there are to be.
    pub(super) fn length(self, main: &[u8]) -> usize {
        self.stories(main).first().map_or(0, |text| text.end)
    }
}

/// A place of the table stream that the header gives: its bytes.
pub(super) fn place<'t>(main: &[u8], table: &'t [u8], at: usize) -> Option<&'t [u8]> {
    let start = main.long(at)? as usize;
    let length = main.long(at.checked_add(4)?)? as usize;
    table.get(start..start.checked_add(length)?.min(table.len())).filter(|bytes| !bytes.is_empty())
}

/// Some characters that lie in a row in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// How many.
    count: usize,
    /// Where in the main stream.
    at: usize,
    /// One byte each, or two.
    narrow: bool,
}

/// The pieces of the text, in order.
pub(super) fn pieces(main: &[u8], table: &[u8]) -> Result<Vec<Piece>, Error> {
    let damaged = || Error::damaged(Kind::Doc, "the list of its pieces");
    let clx = place(main, table, PIECE_TABLE).ok_or_else(damaged)?;
    let mut at = 0_usize;
    // Changes of properties stand before the list.
    while clx.byte(at) == Some(1) {
        let length = usize::from(clx.short(at.saturating_add(1)).ok_or_else(damaged)?);
        at = at.saturating_add(3).saturating_add(length);
    }
    if clx.byte(at) != Some(2) {
        return Err(damaged());
    }
    let length = clx.long(at.saturating_add(1)).ok_or_else(damaged)? as usize;
    let start = at.saturating_add(5);
    let list = clx.get(start..start.saturating_add(length).min(clx.len())).ok_or_else(damaged)?;
    let count = list.len().saturating_sub(4) / 12;
    let descriptors = count.saturating_add(1).saturating_mul(4);
    let mut found = Vec::new();
    for index in 0..count {
        let bound = |index: usize| list.long(index.saturating_mul(4)).map(|bound| bound as usize);
        let entry = descriptors.saturating_add(index.saturating_mul(8));
        let (Some(first), Some(last), Some(position)) =
            (bound(index), bound(index.saturating_add(1)), list.long(entry.saturating_add(2)))
        else {
            break;
        };
        let narrow = position & 0x4000_0000 != 0;
        let at = (position & 0x3fff_ffff) as usize;
        let at = if narrow { at / 2 } else { at };
        found.push(Piece { count: last.saturating_sub(first), at, narrow });
    }
    Ok(found)
}

/// A character and where it lies in the main stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Character {
    pub(super) unit: u16,
    pub(super) at: u32,
}

/// The characters of all pieces; no more than `most`. Says whether they are all.
pub(super) fn characters(main: &[u8], pieces: &[Piece], most: usize) -> (Vec<Character>, bool) {
    let mut found: Vec<Character> = Vec::new();
    for piece in pieces {
        let width = if piece.narrow { 1 } else { 2 };
        let end = piece.at.saturating_add(piece.count.saturating_mul(width)).min(main.len());
        let bytes = main.get(piece.at..end).unwrap_or_default();
        for (index, unit) in bytes.chunks_exact(width).enumerate() {
            if found.len() >= most {
                return (found, false);
            }
            let unit = match unit {
                [low, high] => u16::from_le_bytes([*low, *high]),
                [byte] => narrow(*byte),
                _ => 0,
            };
            let at = piece.at.saturating_add(index.saturating_mul(width));
            found.push(Character { unit, at: u32::try_from(at).unwrap_or(u32::MAX) });
        }
    }
    (found, true)
}

/// A character of one byte.
fn narrow(byte: u8) -> u16 {
    if byte < 0x80 {
        return u16::from(byte);
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
    text.encode_utf16().next().unwrap_or_default()
}
