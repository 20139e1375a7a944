//! Fonts: character codes of a content stream in, Unicode text and advance widths out.
//!
//! The Unicode of a glyph comes from the first of these that knows it: the font's `ToUnicode`; its predefined
//! encoding and character collection, or its single-byte encoding and glyph names; the embedded font program. What
//! none of them knows is [`GlyphText::Undecodable`]: nothing is guessed.

mod cache;
mod cff;
mod cmap;
mod composite;
mod encodings;
mod glyph_names;
mod simple;
mod truetype;
mod type1;
mod widths;

pub(crate) use cache::FontCache;

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::objects::{Dictionary, Objects};
use crate::page::GlyphText;
use crate::radicals;
use cmap::{CMap, Meaning};
use composite::Composite;
use simple::Simple;

/// Bytes that the text of one glyph has at most; longer than any ligature.
const MAX_TEXT: usize = 128;
/// Codes of a font that are kept once they are found out.
const MAX_KNOWN: usize = 1 << 16;

/// What is known of one character code of a font.
#[derive(Debug, Clone)]
pub(crate) struct CharInfo {
    pub(crate) text: GlyphText,
    /// The text before radicals were unified, where it differs.
    pub(crate) printed: Option<char>,
    /// Horizontal advance for font size 1.
    pub(crate) width: f64,
    /// For vertical writing and font size 1.
    pub(crate) vertical: Vertical,
}

/// Metrics for vertical writing, for font size 1.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Vertical {
    /// Advance along y, negative for downwards.
    pub(crate) advance: f64,
    /// From the horizontal to the vertical origin.
    pub(crate) origin: (f64, f64),
}

enum Kind {
    Simple(Box<Simple>),
    Composite(Box<Composite>),
}

/// A font of the document.
pub(crate) struct Font {
    /// The number of its object, which does not depend on the order in which pages are read.
    pub(crate) id: u32,
    pub(crate) vertical: bool,
    /// Above the baseline, for font size 1.
    pub(crate) ascent: f64,
    /// Below the baseline (negative), for font size 1.
    pub(crate) descent: f64,
    /// Size of its em for font size 1; other than 1 for Type 3 fonts.
    pub(crate) em: f64,
    kind: Kind,
    to_unicode: Option<CMap>,
    known: HashMap<u64, u32, BuildHasherDefault<CodeHasher>>,
    chars: Vec<CharInfo>,
}

impl Font {
    /// Reads a font dictionary. One that is damaged gives a font that knows as much as is whole.
    pub(crate) fn read(objects: &Objects, dictionary: &Dictionary, id: u32) -> Self {
        let composite = objects.get_name(dictionary, b"Subtype") == Some(b"Type0");
        let to_unicode = objects
            .get_stream(dictionary, b"ToUnicode")
            .and_then(|stream| objects.decode(stream).ok())
            .map(|bytes| CMap::parse(&bytes, None))
            .filter(CMap::has_unicode);
        let (kind, (ascent, descent), vertical, em) = if composite {
            let composite = Composite::read(objects, dictionary);
            let extents = extents(objects, composite.descriptor(objects));
            let vertical = composite.is_vertical();
            (Kind::Composite(Box::new(composite)), extents, vertical, 1.0)
        } else if to_unicode.is_none()
            && let Some(composite) = Composite::read_gbk(objects, dictionary)
        {
            let extents = extents(objects, composite.descriptor(objects));
            (Kind::Composite(Box::new(composite)), extents, false, 1.0)
        } else {
            let simple = Simple::read(objects, dictionary);
            let (em, descriptor) = (simple.em(), objects.get_dict(dictionary, b"FontDescriptor"));
            (Kind::Simple(Box::new(simple)), extents(objects, descriptor), false, em)
        };
        let known = HashMap::default();
        Self {
            id,
            vertical,
            ascent: ascent * em,
            descent: descent * em,
            em,
            kind,
            to_unicode,
            known,
            chars: Vec::new(),
        }
    }

    /// The code at the start of a string, and its length in bytes (at least 1).
    pub(crate) fn next_code(&self, bytes: &[u8]) -> (u32, usize) {
        match &self.kind {
            Kind::Simple(_) => (bytes.first().copied().unwrap_or(0).into(), 1),
            Kind::Composite(composite) => composite.next_code(bytes),
        }
    }

    /// How many ranges, widths and glyphs it holds in memory.
    pub(crate) fn held(&self) -> usize {
        let kind = match &self.kind {
            Kind::Simple(simple) => simple.held(),
            Kind::Composite(composite) => composite.held(),
        };
        kind + self.chars.len() + self.to_unicode.as_ref().map_or(0, CMap::len)
    }

    /// What is known of a code; found out once.
    pub(crate) fn char(&mut self, objects: &Objects, code: u32, length: usize) -> Option<&CharInfo> {
        let key = ((length as u64) << 32) | u64::from(code);
        let index = match self.known.get(&key) {
            Some(&index) => index,
            None => {
                if self.chars.len() >= MAX_KNOWN {
                    self.known.clear();
                    self.chars.clear();
                }
                let info = self.find_out(objects, code, length);
                let index = self.chars.len() as u32;
                self.chars.push(info);
                self.known.insert(key, index);
                index
            }
        };
        self.chars.get(index as usize)
    }

    fn find_out(&mut self, objects: &Objects, code: u32, length: usize) -> CharInfo {
        let stated = self.to_unicode.as_ref().and_then(|map| map.unicode(code)).and_then(usable);
        let (meaning, width, vertical) = match &mut self.kind {
            Kind::Simple(simple) => {
                let code = code as u8;
                let meaning = stated.or_else(|| simple.meaning(objects, code).and_then(usable));
                (meaning, simple.width(code), Vertical::default())
            }
            Kind::Composite(composite) => {
                let cid = composite.cid(code, length);
                let meaning = stated.or_else(|| composite.meaning(objects, code, cid).and_then(usable));
                let (width, vertical) = composite.metrics(cid.unwrap_or(0));
                (meaning, width, vertical)
            }
        };
        let (text, printed) = normalised(meaning);
        CharInfo { text, printed, width, vertical }
    }
}

/// Meanings that say nothing count as absent, so that the next source is asked.
fn usable(meaning: Meaning) -> Option<Meaning> {
    let says_nothing = |char: char| match char {
        '\t' | '\n' | '\r' => false,
        '\u{FFFD}' | '\u{FFFE}' | '\u{FFFF}' => true,
        char => char.is_control(),
    };
    match &meaning {
        Meaning::Char(char) => !says_nothing(*char),
        Meaning::Str(text) => (1..=MAX_TEXT).contains(&text.len()) && !text.chars().any(says_nothing),
    }
    .then_some(meaning)
}

/// Unifies radicals; control characters that stand for white space become spaces.
fn normalised(meaning: Option<Meaning>) -> (GlyphText, Option<char>) {
    match meaning {
        None => (GlyphText::Undecodable, None),
        Some(Meaning::Char(char)) => match radicals::unified(char) {
            Some(ideograph) => (GlyphText::Char(ideograph), Some(char)),
            None => (GlyphText::Char(if matches!(char, '\t' | '\n' | '\r') { ' ' } else { char }), None),
        },
        Some(Meaning::Str(text)) => {
            (GlyphText::Str(text.chars().map(|char| radicals::unified(char).unwrap_or(char)).collect()), None)
        }
    }
}

/// Ascent and descent for font size 1. Descriptors lie (zero, positive descents, values of the whole bounding box);
/// what cannot be true is replaced by what is usual for Chinese fonts.
fn extents(objects: &Objects, descriptor: Option<&Dictionary>) -> (f64, f64) {
    const USUAL: (f64, f64) = (0.88, -0.12);
    let Some(descriptor) = descriptor else { return USUAL };
    let value = |key| objects.get_number(descriptor, key).map(|value| f64::from(value) / 1000.0);
    let (Some(ascent), Some(descent)) = (value(b"Ascent"), value(b"Descent")) else { return USUAL };
    let descent = -descent.abs();
    if (0.6..=1.1).contains(&ascent) && (-0.4..=-0.05).contains(&descent) { (ascent, descent) } else { USUAL }
}

/// Character codes are small integers: a multiplication spreads them well enough.
#[derive(Default)]
struct CodeHasher(u64);

impl Hasher for CodeHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(byte.into());
        }
    }

    fn write_u64(&mut self, value: u64) {
        let spread = (self.0 ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = spread ^ (spread >> 32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meanings_that_say_nothing_are_absent() {
        assert_eq!(usable(Meaning::Char('\0')), None);
        assert_eq!(usable(Meaning::Char('\u{FFFD}')), None);
        assert_eq!(usable(Meaning::Char('一')), Some(Meaning::Char('一')));
    }

    #[test]
    fn radicals_are_unified_and_kept_as_printed() {
        assert_eq!(normalised(Some(Meaning::Char('⾦'))), (GlyphText::Char('金'), Some('⾦')));
        assert_eq!(normalised(Some(Meaning::Char('金'))), (GlyphText::Char('金'), None));
        assert_eq!(normalised(None), (GlyphText::Undecodable, None));
    }
}
