//! The records of an Excel file of 1997–2003 (BIFF), and the texts in them.

use encoding_rs::{Encoding, GBK, WINDOWS_1252};

use crate::compound::Numbers;

/// A record goes on in records of this number.
const CONTINUE: u16 = 0x3c;

/// A record: its number, and its bytes in the pieces that they were written in.
#[derive(Debug, Clone)]
pub(crate) struct Record<'b> {
    pub(crate) number: u16,
    pub(crate) pieces: Vec<&'b [u8]>,
}

impl<'b> Record<'b> {
    /// The bytes of its first piece: all there are for most records.
    pub(crate) fn bytes(&self) -> &'b [u8] {
        self.pieces.first().copied().unwrap_or_default()
    }
}

/// The records from a position on.
pub(crate) struct Records<'b> {
    rest: &'b [u8],
}

impl<'b> Records<'b> {
    /// The records from a position of the stream on.
    pub(crate) fn from(stream: &'b [u8], at: usize) -> Self {
        Self { rest: stream.get(at..).unwrap_or_default() }
    }

    fn piece(&mut self) -> Option<(u16, &'b [u8])> {
        let number = self.rest.short(0)?;
        let length = usize::from(self.rest.short(2)?);
        let body = self.rest.get(4..)?;
        // A record that is cut at the end of the file is given as far as it goes.
        let (bytes, rest) = body.split_at_checked(length).unwrap_or((body, &[]));
        self.rest = rest;
        Some((number, bytes))
    }
}

impl<'b> Iterator for Records<'b> {
    type Item = Record<'b>;

    fn next(&mut self) -> Option<Record<'b>> {
        let (number, bytes) = self.piece()?;
        let mut pieces = vec![bytes];
        while self.rest.short(0) == Some(CONTINUE) {
            let Some((_, more)) = self.piece() else { break };
            pieces.push(more);
        }
        Some(Record { number, pieces })
    }
}

/// How texts are written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Texts {
    /// Since 1997: bytes or UTF-16, as each text says.
    Unicode,
    /// Before: bytes of a code page.
    Bytes(&'static Encoding),
}

/// The encoding of a code page.
pub(crate) fn code_page(number: u16) -> &'static Encoding {
    match number {
        950 => encoding_rs::BIG5,
        1252 | 0x8001 => WINDOWS_1252,
        _ => GBK,
    }
}

/// Reads texts from a record and the records that it goes on in.
pub(crate) struct Cursor<'r, 'b> {
    pieces: &'r [&'b [u8]],
    piece: usize,
    at: usize,
}

impl<'r, 'b> Cursor<'r, 'b> {
    /// At a position of the record's first piece.
    pub(crate) fn at(record: &'r Record<'b>, at: usize) -> Self {
        Self { pieces: &record.pieces, piece: 0, at }
    }

    fn left(&self) -> &'b [u8] {
        self.pieces.get(self.piece).and_then(|piece| piece.get(self.at..)).unwrap_or_default()
    }

    /// Goes to the next piece; no where there is none.
    fn turn(&mut self) -> bool {
        self.piece = self.piece.saturating_add(1);
        self.at = 0;
        self.piece < self.pieces.len()
    }

    pub(crate) fn byte(&mut self) -> Option<u8> {
        while self.left().is_empty() {
            if !self.turn() {
                return None;
            }
        }
        let byte = self.left().byte(0);
        self.at = self.at.saturating_add(1);
        byte
    }

    pub(crate) fn short(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    pub(crate) fn long(&mut self) -> Option<u32> {
        Some(u32::from(self.short()?) | u32::from(self.short()?) << 16)
    }

    fn skip(&mut self, mut bytes: usize) {
        while bytes > 0 {
            let here = self.left().len().min(bytes);
            self.at = self.at.saturating_add(here);
            bytes = bytes.saturating_sub(here);
            if bytes > 0 && !self.turn() {
                return;
            }
        }
    }

    /// A text with its length before it, in one byte or two.
    pub(crate) fn text(&mut self, texts: Texts, long: bool) -> Option<String> {
        let count = if long { usize::from(self.short()?) } else { usize::from(self.byte()?) };
        match texts {
            Texts::Bytes(encoding) => {
                let bytes = self.left().get(..count.min(self.left().len()))?;
                self.at = self.at.saturating_add(bytes.len());
                Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
            }
            Texts::Unicode => self.unicode(count),
        }
    }

    fn unicode(&mut self, count: usize) -> Option<String> {
        let flags = self.byte()?;
        let runs = if flags & 0x08 != 0 { usize::from(self.short()?) } else { 0 };
        let extra = if flags & 0x04 != 0 { self.long()? as usize } else { 0 };
        let mut wide = flags & 0x01 != 0;
        let mut units: Vec<u16> = Vec::new();
        while units.len() < count {
            if self.left().is_empty() {
                if !self.turn() {
                    break;
                }
                // Each piece says anew how its characters are written.
                wide = self.byte()? & 0x01 != 0;
            }
            if wide {
                let Some(unit) = self.left().short(0) else {
                    self.at = self.at.saturating_add(1);
                    continue;
                };
                units.push(unit);
                self.at = self.at.saturating_add(2);
            } else {
                units.push(u16::from(self.left().byte(0)?));
                self.at = self.at.saturating_add(1);
            }
        }
        self.skip(runs.saturating_mul(4));
        self.skip(extra);
        Some(String::from_utf16_lossy(&units))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_may_go_on_in_the_next_record() {
        // Three characters, the first two as UTF-16, the last one as a byte in the record that goes on.
        let stream = [0xfc, 0, 7, 0, 3, 0, 1, 0x40, 0x5c, 0x41, 0x5c, 0x3c, 0, 2, 0, 0, b'A', 0x0a, 0, 0, 0];
        let records: Vec<Record<'_>> = Records::from(&stream, 0).collect();
        assert_eq!(records.iter().map(|record| record.number).collect::<Vec<_>>(), [0xfc, 0x0a]);
        let text = Cursor::at(&records[0], 0).text(Texts::Unicode, true);
        assert_eq!(text.as_deref(), Some("\u{5c40}\u{5c41}A"));
    }

    #[test]
    fn cut_records_end_with_the_file() {
        let stream = [0x03, 0x02, 14, 0, 1, 2];
        let records: Vec<Record<'_>> = Records::from(&stream, 0).collect();
        assert_eq!(records[0].bytes(), [1, 2]);
        assert!(Records::from(&stream, 100).next().is_none());
    }
}
