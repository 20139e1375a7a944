//! What an embedded TrueType or OpenType font says about its glyphs: the `cmap` table read backwards, and the codes
//! of its symbol and Macintosh subtables. Every read is checked; a damaged table gives what is whole.

use std::collections::BTreeMap;

/// The glyphs of a font program.
#[derive(Debug, Default)]
pub(crate) struct GlyphMap {
    /// Glyph → the character that maps to it.
    characters: BTreeMap<u16, char>,
    /// Character code → glyph, of the symbol (3,0) subtable, `F0xx` folded to `xx`.
    symbol: BTreeMap<u8, u16>,
    /// Character code → glyph, of the Macintosh (1,0) subtable.
    macintosh: BTreeMap<u8, u16>,
}

/// More mappings than any real font has.
const MAX_MAPPINGS: usize = 400_000;
/// More subtables than any real font has; sixty thousand may say the same at length.
const MAX_SUBTABLES: usize = 16;

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

impl GlyphMap {
    /// Reads a font file; empty when it has no readable `cmap`.
    pub(crate) fn read(font: &[u8]) -> Self {
        let mut map = Self::default();
        let _ = map.read_tables(font);
        map
    }

    fn read_tables(&mut self, font: &[u8]) -> Option<()> {
        // A collection begins with the offset of its first font.
        let start = if font.starts_with(b"ttcf") { u32_at(font, 12)? as usize } else { 0 };
        let tables = u16_at(font, start.checked_add(4)?)?;
        let cmap = (0..usize::from(tables)).find_map(|index| {
            let record = font.get(start + 12 + 16 * index..)?;
            record.starts_with(b"cmap").then(|| font.get(u32_at(record, 8)? as usize..))?
        })?;
        let mut subtables: Vec<(u8, u16, u16, usize)> = (0..usize::from(u16_at(cmap, 2)?))
            .filter_map(|index| {
                let record = 4 + 8 * index;
                let (platform, encoding) = (u16_at(cmap, record)?, u16_at(cmap, record + 2)?);
                let order = match (platform, encoding) {
                    (3, 10) | (0, 4..=6) => 0,
                    (3, 1) | (0, _) => 1,
                    (3, 0) => 2,
                    (1, 0) => 3,
                    _ => return None,
                };
                Some((order, platform, encoding, u32_at(cmap, record + 4)? as usize))
            })
            .take(MAX_SUBTABLES)
            .collect();
        subtables.sort_unstable();
        for (_, platform, encoding, offset) in subtables {
            let mut mappings = Vec::new();
            let _ = cmap.get(offset..).and_then(|subtable| mappings_of(subtable, &mut mappings));
            for (code, glyph) in mappings.into_iter().filter(|&(_, glyph)| glyph != 0) {
                match (platform, encoding) {
                    (1, 0) => {
                        if let Ok(code) = u8::try_from(code) {
                            self.macintosh.entry(code).or_insert(glyph);
                        }
                    }
                    (3, 0) => {
                        if matches!(code >> 8, 0 | 0xF0 | 0xF1 | 0xF2) {
                            self.symbol.entry((code & 0xFF) as u8).or_insert(glyph);
                        }
                    }
                    _ => self.add(code, glyph),
                }
            }
        }
        Some(())
    }

    /// Several characters may share a glyph: the plain ideograph or letter is meant, not a radical, a compatibility
    /// form, a space of another width or a private character.
    fn add(&mut self, code: u32, glyph: u16) {
        let Some(char) = char::from_u32(code).filter(|char| !char.is_control()) else { return };
        let rank = |char: char| match char {
            '\u{E000}'..='\u{F8FF}' | '\u{F0000}'.. => 3,
            '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}' => 2,
            '\u{A0}' | '\u{AD}' | '\u{2000}'..='\u{200F}' => 1,
            _ => 0,
        };
        let better = self.characters.get(&glyph).is_none_or(|&known| (rank(char), char) < (rank(known), known));
        if better {
            self.characters.insert(glyph, char);
        }
    }

    /// How many glyphs have a character.
    pub(crate) fn len(&self) -> usize {
        self.characters.len()
    }

    /// The character of a glyph.
    pub(crate) fn character(&self, glyph: u16) -> Option<char> {
        self.characters.get(&glyph).copied()
    }

    /// The glyph that a simple symbolic font paints for a code.
    pub(crate) fn glyph_of_code(&self, code: u8) -> Option<u16> {
        self.symbol.get(&code).or_else(|| self.macintosh.get(&code)).copied()
    }
}

/// Reads one subtable into (code, glyph) pairs.
fn mappings_of(subtable: &[u8], mappings: &mut Vec<(u32, u16)>) -> Option<()> {
    match u16_at(subtable, 0)? {
        0 => {
            let glyphs = subtable.get(6..)?.iter().take(256);
            mappings.extend((0..).zip(glyphs.map(|&glyph| u16::from(glyph))));
        }
        4 => segments(subtable, mappings)?,
        6 => {
            let (first, count) = (u32::from(u16_at(subtable, 6)?), usize::from(u16_at(subtable, 8)?));
            for index in 0..count {
                mappings.push((first + index as u32, u16_at(subtable, 10 + 2 * index)?));
            }
        }
        12 => {
            for group in 0..u32_at(subtable, 12)? as usize {
                let record = subtable.get(16 + 12 * group..)?;
                let (first, last, glyph) = (u32_at(record, 0)?, u32_at(record, 4)?, u32_at(record, 8)?);
                for (code, glyph) in (first..=last.min(0x10_FFFF)).zip(glyph..=0xFFFF) {
                    if mappings.len() >= MAX_MAPPINGS {
                        return None;
                    }
                    mappings.push((code, glyph as u16));
                }
            }
        }
        _ => {}
    }
    Some(())
}

/// Format 4.
fn segments(subtable: &[u8], mappings: &mut Vec<(u32, u16)>) -> Option<()> {
    let doubled = usize::from(u16_at(subtable, 6)?) & !1;
    for at in (0..doubled).step_by(2) {
        let last = u16_at(subtable, 14 + at)?;
        let first = u16_at(subtable, 16 + doubled + at)?;
        let delta = u16_at(subtable, 16 + 2 * doubled + at)?;
        let range_at = 16 + 3 * doubled + at;
        let range = usize::from(u16_at(subtable, range_at)?);
        for code in first..=last {
            if code == 0xFFFF || mappings.len() >= MAX_MAPPINGS {
                break;
            }
            let glyph = if range == 0 {
                code.wrapping_add(delta)
            } else {
                match u16_at(subtable, range_at + range + 2 * usize::from(code - first)) {
                    Some(0) | None => 0,
                    Some(glyph) => glyph.wrapping_add(delta),
                }
            };
            mappings.push((code.into(), glyph));
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A font file with nothing but a `cmap` of one subtable.
    fn font(platform: u16, encoding: u16, subtable: &[u8]) -> Vec<u8> {
        let mut font = Vec::new();
        let words = |font: &mut Vec<u8>, words: &[u16]| words.iter().for_each(|word| font.extend(word.to_be_bytes()));
        words(&mut font, &[0, 1, 1, 0, 0, 0]);
        font.extend(b"cmap\0\0\0\0");
        words(&mut font, &[0, 28, 0, 100]);
        words(&mut font, &[0, 1, platform, encoding, 0, 12]);
        font.extend(subtable);
        font
    }

    fn bytes(words: &[u16]) -> Vec<u8> {
        words.iter().flat_map(|word| word.to_be_bytes()).collect()
    }

    #[test]
    fn segments_are_read_backwards() {
        // One segment 4E00..4E02 → glyphs 5..7, and the closing one.
        let subtable =
            bytes(&[4, 32, 0, 4, 0, 0, 0, 0x4E02, 0xFFFF, 0, 0x4E00, 0xFFFF, 5_u16.wrapping_sub(0x4E00), 1, 0, 0]);
        let map = GlyphMap::read(&font(3, 1, &subtable));
        assert_eq!(map.character(6), Some('丁'));
        assert_eq!(map.character(8), None);
    }

    #[test]
    fn the_plain_character_is_preferred() {
        let mut map = GlyphMap::default();
        for code in [0x2F00, 0xE000, 0x4E00] {
            map.add(code, 9);
        }
        assert_eq!(map.character(9), Some('一'));
    }

    #[test]
    fn symbol_codes_are_folded() {
        let subtable = bytes(&[6, 14, 0, 0xF041, 2, 3, 4]);
        let map = GlyphMap::read(&font(3, 0, &subtable));
        assert_eq!(map.glyph_of_code(0x42), Some(4));
    }

    #[test]
    fn groups_of_any_size_end() {
        let subtable = bytes(&[12, 0, 0, 28, 0, 0, 0, 1, 0, 0x20, 0xFFFF, 0xFFFF, 0, 1]);
        let map = GlyphMap::read(&font(3, 10, &subtable));
        assert_eq!(map.character(1), Some(' '));
    }

    #[test]
    fn subtables_of_any_number_end() {
        let mut font = font(3, 1, &[]);
        font.truncate(28);
        font.extend(bytes(&[0, 60_000]));
        // Each has all characters, and the last one is an A.
        let everything = bytes(&[12, 0, 0, 28, 0, 0, 0, 1, 0, 0x20, 0xFFFF, 0xFFFF, 0, 1]);
        let at = 4 + 8 * 60_000_u32;
        for _ in 1..60_000 {
            font.extend(bytes(&[3, 10, (at >> 16) as u16, at as u16]));
        }
        font.extend(bytes(&[3, 1, ((at + 28) >> 16) as u16, (at + 28) as u16]));
        font.extend(everything);
        font.extend(bytes(&[6, 14, 0, 0x41, 1, 0xFFF0]));
        let map = GlyphMap::read(&font);
        assert_eq!((map.character(1), map.character(0xFFF0)), (Some(' '), char::from_u32(0x20 + 0xFFEF)));
        assert_eq!(map.len(), 0xFFFF - (0xDFFF - 0xD800 + 1) - 33);
    }

    #[test]
    fn damage_gives_what_is_whole() {
        let whole = font(3, 1, &bytes(&[6, 14, 0, 0x41, 9, 3]));
        assert_eq!(GlyphMap::read(&whole).character(3), Some('A'));
        for length in 0..whole.len() {
            let _ = GlyphMap::read(&whole[..length]);
        }
    }
}
