//! Characters of a Word file → paragraphs and tables. Fields show their results, deleted and hidden text is left out.

use crate::table::{Line, Piece};

use super::header::Character;
use super::properties::{Characters, Look, Paragraphs};
use super::rows::OpenTable;

/// Tables deeper in one another than this are not believed.
const MOST_TABLES: usize = 32;

/// What has been read.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) pieces: Vec<Piece>,
    /// Texts that are formatted as hidden.
    pub(super) hidden: u32,
    /// Paragraphs with a number of an automatic list.
    pub(super) numbered: u32,
    pub(super) pictures: bool,
}

/// Reads the text.
pub(super) struct Reader<'p> {
    paragraphs: &'p Paragraphs,
    looks: &'p Characters,
    read: Read,
    tables: Vec<OpenTable>,
    /// Lines of the paragraph under way that are complete.
    lines: Vec<Line>,
    units: Vec<u16>,
    /// Fields under way: whether their results are shown yet.
    fields: Vec<bool>,
    was_hidden: bool,
}

impl<'p> Reader<'p> {
    pub(super) fn new(paragraphs: &'p Paragraphs, looks: &'p Characters) -> Self {
        Self {
            paragraphs,
            looks,
            read: Read::default(),
            tables: Vec::new(),
            lines: Vec::new(),
            units: Vec::new(),
            fields: Vec::new(),
            was_hidden: false,
        }
    }

    /// Reads the main text, the notes, or the text boxes.
    pub(super) fn story(&mut self, characters: &[Character]) {
        for character in characters {
            self.character(*character);
        }
        if !self.units.is_empty() || !self.lines.is_empty() {
            self.paragraph(Look::default(), false);
        }
        self.close(0);
        self.fields.clear();
    }

    fn character(&mut self, character: Character) {
        match character.unit {
            0x0d | 0x07 | 0x0c => {
                let look = self.paragraphs.at(character.at);
                self.paragraph(look, character.unit == 0x07);
            }
            0x13 => self.fields.push(false),
            0x14 => {
                if let Some(shown) = self.fields.last_mut() {
                    *shown = true;
                }
            }
            0x15 => {
                self.fields.pop();
            }
            _ if self.fields.contains(&false) => {}
            unit => self.shown(unit, character.at),
        }
    }

    fn shown(&mut self, unit: u16, at: u32) {
        let look = self.looks.at(at);
        if look.deleted {
            return;
        }
        let blank = unit == 0x20 || unit == 0x3000;
        if look.hidden && !blank {
            self.read.hidden = self.read.hidden.saturating_add(u32::from(!self.was_hidden));
        }
        self.was_hidden = look.hidden;
        // A raised figure is the mark of a note: it must not join the number before it.
        let mark = look.raised && char::from_u32(u32::from(unit)).is_some_and(|c| c.is_ascii_digit());
        if look.hidden || mark {
            return;
        }
        match unit {
            0x0b | 0x0e => self.end_line(),
            0x01 | 0x08 => self.read.pictures = true,
            0x09 | 0xa0 => self.units.push(0x20),
            0x1e => self.units.push(u16::from(b'-')),
            0x00..=0x1f => {}
            unit => self.units.push(unit),
        }
    }

    fn end_line(&mut self) {
        let text = String::from_utf16_lossy(&std::mem::take(&mut self.units));
        if !text.trim().is_empty() {
            self.lines.push(Line { text, broken: !self.lines.is_empty() });
        }
    }

    /// Ends a paragraph.
    fn paragraph(&mut self, look: Look, cell_mark: bool) {
        self.end_line();
        // The code of a field ends with its paragraph, end or not: else a damaged field would hide the rest.
        self.fields.retain(|shown| *shown);
        let lines = std::mem::take(&mut self.lines);
        self.read.numbered = self.read.numbered.saturating_add(u32::from(look.numbered && !lines.is_empty()));
        let depth = look.depth.min(MOST_TABLES);
        self.close(depth);
        while self.tables.len() < depth {
            self.tables.push(OpenTable::default());
        }
        let pieces = lines.into_iter().map(Piece::Line);
        let Some(table) = self.tables.last_mut() else {
            self.read.pieces.extend(pieces);
            return;
        };
        table.push(pieces);
        if look.ends_row && (cell_mark || depth > 1) {
            table.end_row(look.row);
        } else if cell_mark && depth == 1 || look.ends_inner_cell {
            table.end_cell();
        }
    }

    /// Closes the tables deeper than this.
    fn close(&mut self, depth: usize) {
        while self.tables.len() > depth {
            let Some(table) = self.tables.pop() else { return };
            let table = Piece::Table(table.finish());
            match self.tables.last_mut() {
                Some(outer) => outer.push([table]),
                None => self.read.pieces.push(table),
            }
        }
    }

    /// What has been read.
    pub(super) fn finish(mut self) -> Read {
        self.close(0);
        self.read
    }
}
