//! Glyph names of an embedded CFF program (Type 1C), and which codes its own encoding gives them. Every read is
//! checked; CID-keyed programs have no names.

use std::collections::BTreeMap;

/// The strings that every CFF program shares, one a line.
const STANDARD_STRINGS: &str = include_str!("data/cff_standard_strings.txt");
const STANDARD_COUNT: u16 = 391;

/// Longer names than PDF allows are none: every glyph of a program may have the same one.
const MAX_NAME: usize = 127;

/// The names and codes of a CFF program.
#[derive(Debug, Default)]
pub(crate) struct CompactFont {
    /// By glyph.
    names: Vec<Vec<u8>>,
    /// Code → glyph, when the program has an encoding of its own.
    codes: BTreeMap<u8, u16>,
    standard_encoding: bool,
}

fn u8_at(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at).copied()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// An INDEX structure: its items, and where it ends.
fn index(bytes: &[u8], at: usize) -> Option<(Vec<&[u8]>, usize)> {
    let count = usize::from(u16_at(bytes, at)?);
    if count == 0 {
        return Some((Vec::new(), at + 2));
    }
    let size = usize::from(u8_at(bytes, at + 2).filter(|size| (1..=4).contains(size))?);
    let offset = |item: usize| {
        let raw = bytes.get(at + 3 + item * size..)?.get(..size)?;
        Some(raw.iter().fold(0_usize, |offset, &byte| (offset << 8) | usize::from(byte)))
    };
    let data = at + 3 + (count + 1) * size - 1;
    let mut items = Vec::with_capacity(count);
    for item in 0..count {
        items.push(bytes.get(data + offset(item)?..data + offset(item + 1)?)?);
    }
    Some((items, data + offset(count)?))
}

/// The integer operands of a DICT by operator; escaped operators are numbered from 0x0C00.
fn dict(bytes: &[u8]) -> BTreeMap<u16, Vec<i32>> {
    let mut entries = BTreeMap::new();
    let mut operands = Vec::new();
    let mut rest = bytes.iter().copied();
    while let Some(byte) = rest.next() {
        let mut next = || i32::from(rest.next().unwrap_or(0));
        match byte {
            0..=21 => {
                let operator = if byte == 12 { 0x0C00 + next() as u16 } else { byte.into() };
                entries.insert(operator, std::mem::take(&mut operands));
            }
            28 => operands.push(i32::from(((next() << 8) | next()) as i16)),
            29 => operands.push((next() << 24) | (next() << 16) | (next() << 8) | next()),
            30 => {
                // A real number ends with a nibble of 15; none of the operators asked for has one.
                while rest.next().is_some_and(|pair| pair & 0x0F != 0x0F && pair >> 4 != 0x0F) {}
                operands.push(0);
            }
            32..=246 => operands.push(i32::from(byte) - 139),
            247..=250 => operands.push((i32::from(byte) - 247) * 256 + next() + 108),
            251..=254 => operands.push(-(i32::from(byte) - 251) * 256 - next() - 108),
            _ => {}
        }
    }
    entries
}

impl CompactFont {
    /// Reads a program; `None` when its structure is damaged.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let (_, at) = index(bytes, usize::from(u8_at(bytes, 2)?))?;
        let (tops, at) = index(bytes, at)?;
        let (strings, _) = index(bytes, at)?;
        let top = dict(tops.first()?);
        let number = |operator: u16| top.get(&operator).and_then(|operands| operands.first()).copied().unwrap_or(0);
        const CHARSET: u16 = 15;
        const ENCODING: u16 = 16;
        const CHAR_STRINGS: u16 = 17;
        const CID_KEYED: u16 = 0x0C1E;
        if top.contains_key(&CID_KEYED) {
            return Some(Self::default());
        }
        let glyphs = u16_at(bytes, usize::try_from(number(CHAR_STRINGS)).ok()?)?;
        let ids = charset(bytes, number(CHARSET), glyphs);
        let standard: Vec<&str> = STANDARD_STRINGS.lines().collect();
        let name = |id: &u16| match id.checked_sub(STANDARD_COUNT) {
            None => standard.get(usize::from(*id)).map(|name| name.as_bytes().to_vec()).unwrap_or_default(),
            Some(own) => {
                let name = strings.get(usize::from(own)).filter(|name| name.len() <= MAX_NAME);
                name.map(|name| name.to_vec()).unwrap_or_default()
            }
        };
        let names = ids.iter().map(name).collect();
        let encoding = number(ENCODING);
        let mut codes = BTreeMap::new();
        if encoding > 1 {
            let _ = encoding_codes(bytes, usize::try_from(encoding).ok()?, &mut codes);
        }
        Some(Self { names, codes, standard_encoding: encoding == 0 })
    }

    /// How many glyphs have names.
    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    /// The name of a glyph.
    pub(crate) fn name(&self, glyph: u16) -> Option<&[u8]> {
        self.names.get(usize::from(glyph)).map(Vec::as_slice)
    }

    /// The names that its own encoding gives to codes.
    pub(crate) fn names_by_code(&self) -> BTreeMap<u8, Vec<u8>> {
        if self.standard_encoding {
            // The names once, not once a code: a program may have 65,535.
            let mut named: BTreeMap<String, &Vec<u8>> = BTreeMap::new();
            for name in &self.names {
                if let Some(text) = super::glyph_names::to_unicode(name) {
                    named.entry(text).or_insert(name);
                }
            }
            let known = |code: u8| {
                let char = super::encodings::Encoding::Standard.char(code)?;
                Some((code, (*named.get(char.encode_utf8(&mut [0; 4]) as &str)?).clone()))
            };
            return (0..=255).filter_map(known).collect();
        }
        self.codes.iter().filter_map(|(&code, &glyph)| Some((code, self.name(glyph)?.to_vec()))).collect()
    }
}

/// String numbers of the names of all glyphs.
fn charset(bytes: &[u8], offset: i32, glyphs: u16) -> Vec<u16> {
    let mut ids = vec![0];
    if offset <= 2 {
        // ISOAdobe counts up; the expert sets have no text that matters here.
        ids.extend((1..glyphs).take_while(|_| offset == 0).take(228));
        return ids;
    }
    let _ = charset_ids(bytes, offset as usize, glyphs, &mut ids);
    ids
}

fn charset_ids(bytes: &[u8], offset: usize, glyphs: u16, ids: &mut Vec<u16>) -> Option<()> {
    let format = u8_at(bytes, offset)?;
    let mut at = offset + 1;
    while ids.len() < usize::from(glyphs) {
        let first = u16_at(bytes, at)?;
        let (more, size) = match format {
            0 => (0, 2),
            1 => (u8_at(bytes, at + 2)?.into(), 3),
            _ => (u16_at(bytes, at + 2)?, 4),
        };
        ids.extend((first..=first.saturating_add(more)).take(usize::from(glyphs) - ids.len()));
        at += size;
    }
    Some(())
}

fn encoding_codes(bytes: &[u8], offset: usize, codes: &mut BTreeMap<u8, u16>) -> Option<()> {
    let format = u8_at(bytes, offset)? & 0x7F;
    let count = usize::from(u8_at(bytes, offset + 1)?);
    let mut glyph = 1;
    for item in 0..count {
        let (first, more) = match format {
            0 => (u8_at(bytes, offset + 2 + item)?, 0),
            _ => (u8_at(bytes, offset + 2 + 2 * item)?, u8_at(bytes, offset + 3 + 2 * item)?),
        };
        for code in first..=first.saturating_add(more) {
            codes.insert(code, glyph);
            glyph += 1;
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A program with two glyphs, `A` and a name of its own, at codes 10 and 11.
    fn program() -> Vec<u8> {
        let mut bytes = vec![1, 0, 4, 1];
        bytes.extend([0, 1, 1, 1, 2, b'F']);
        // Offsets of charset, encoding and char strings, as three-byte integers.
        let top_at = bytes.len();
        bytes.extend([0, 1, 1, 1, 13]);
        let operands = bytes.len();
        bytes.extend([28, 0, 0, 15, 28, 0, 0, 16, 28, 0, 0, 17]);
        bytes.extend([0, 1, 1, 1, 8]);
        bytes.extend(b"uni51B3");
        bytes.extend([0, 0]);
        let place = |slot: usize, data: &[u8], bytes: &mut Vec<u8>| {
            let at = bytes.len() as u16;
            bytes[operands + 4 * slot + 1..operands + 4 * slot + 3].copy_from_slice(&at.to_be_bytes());
            bytes.extend(data);
        };
        place(0, &[0, 0, 34, 1, 135], &mut bytes);
        place(1, &[0, 2, 10, 11], &mut bytes);
        place(2, &[0, 3, 1, 1, 2, 3, 4, 14, 14, 14], &mut bytes);
        assert_eq!(bytes[top_at + 4], 13);
        bytes
    }

    #[test]
    fn names_by_glyph_and_code() {
        let font = CompactFont::read(&program()).unwrap();
        assert_eq!(font.name(1), Some(b"A".as_slice()));
        assert_eq!(font.name(2), Some(b"uni51B3".as_slice()));
        let names = font.names_by_code();
        assert_eq!(names.get(&11).map(Vec::as_slice), Some(b"uni51B3".as_slice()));
    }

    #[test]
    fn names_by_the_standard_encoding() {
        let mut standard = program();
        // The operand of the encoding: see `program`.
        standard[20..22].fill(0);
        let names = CompactFont::read(&standard).unwrap().names_by_code();
        assert_eq!(names.into_iter().collect::<Vec<_>>(), [(b'A', b"A".to_vec())]);
    }

    #[test]
    fn damage_is_harmless() {
        let whole = program();
        for at in 0..whole.len() {
            // Also where a length or an offset is, as found by fuzzing.
            let mut changed = whole.clone();
            changed[at] = 255;
            let _ = CompactFont::read(&changed).map(|font| font.names_by_code());
        }
        for length in 0..whole.len() {
            let _ = CompactFont::read(&whole[..length]);
        }
    }
}
