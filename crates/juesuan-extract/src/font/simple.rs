//! Simple fonts (Type 1, TrueType, Type 3): one byte a code.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::font::cff::CompactFont;
use crate::font::cmap::Meaning;
use crate::font::encodings::Encoding;
use crate::font::truetype::GlyphMap;
use crate::font::{glyph_names, type1, widths};
use crate::objects::{Dictionary, Object, Objects};

/// The embedded font program, as far as it says what its glyphs mean.
enum Program {
    Unread,
    None,
    TrueType(GlyphMap),
    /// Names by code, of a Type 1 or CFF program.
    Names(BTreeMap<u8, Vec<u8>>),
}

/// A simple font has so many codes.
const CODES: usize = 256;

/// The names of glyphs that a font states by code. Most fonts of some producers name 256, and few of them are asked for:
/// all stand in one piece.
#[derive(Default)]
struct Differences {
    names: Vec<u8>,
    /// Where the name of each code stands; empty where the font states none.
    places: Vec<Option<Range<usize>>>,
}

/// A simple font.
pub(crate) struct Simple {
    base: Encoding,
    differences: Differences,
    first: u32,
    widths: Vec<f32>,
    missing_width: Option<f32>,
    /// From glyph space to text space: 1/1000 but for Type 3.
    unit: f64,
    em: f64,
    name: String,
    descriptor: Option<Dictionary>,
    symbolic: bool,
    program: Program,
}

impl Simple {
    pub(crate) fn read(objects: &Objects, dictionary: &Dictionary) -> Self {
        let descriptor = objects.get_dict(dictionary, b"FontDescriptor");
        let name = String::from_utf8_lossy(objects.get_name(dictionary, b"BaseFont").unwrap_or_default()).into_owned();
        let flags = descriptor.and_then(|descriptor| objects.get_number(descriptor, b"Flags")).unwrap_or(0.0) as u32;
        let symbolic = flags & 4 != 0 && flags & 32 == 0;
        let embedded = descriptor.is_some_and(|descriptor| {
            [b"FontFile".as_slice(), b"FontFile2", b"FontFile3"]
                .iter()
                .any(|key| objects.get_stream(descriptor, key).is_some())
        });
        let type3 = objects.get_name(dictionary, b"Subtype") == Some(b"Type3");
        let default = if name.contains("ZapfDingbats") {
            Encoding::ZapfDingbats
        } else if name.split('+').next_back().is_some_and(|name| name == "Symbol" || name.starts_with("Symbol,")) {
            Encoding::Symbol
        } else if embedded || type3 {
            Encoding::BuiltIn
        } else if objects.get_name(dictionary, b"Subtype") == Some(b"TrueType") {
            Encoding::WinAnsi
        } else {
            Encoding::Standard
        };
        let encoding = objects.get(dictionary, b"Encoding");
        let (mut base, mut differences) = (default, Differences::default());
        match encoding {
            Some(Object::Dictionary(encoding)) => {
                base = objects.get(encoding, b"BaseEncoding").and_then(Encoding::of).unwrap_or(match default {
                    // Differences of a nonsymbolic font are from the standard encoding.
                    Encoding::BuiltIn if !symbolic && !type3 => Encoding::Standard,
                    default => default,
                });
                differences =
                    Differences::read(objects, objects.get_array(encoding, b"Differences").unwrap_or_default());
            }
            Some(encoding) if !matches!(default, Encoding::Symbol | Encoding::ZapfDingbats) => {
                base = Encoding::of(encoding).unwrap_or(default);
            }
            _ => {}
        }
        let matrix: Option<[f32; 6]> = objects.get_numbers(dictionary, b"FontMatrix").filter(|_| type3);
        let [unit, _, _, rise, ..] = matrix.unwrap_or([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]);
        let em = match objects.get_numbers::<4>(dictionary, b"FontBBox").filter(|_| type3) {
            // A Type 3 font may be drawn in any unit: its box tells how large its glyphs are. A box that is about an
            // em high says that the unit is the usual one, not how large the em is: that of a subset may be that of
            // a comma.
            Some([_, low, _, high]) if (high - low).abs() > 0.0 => {
                let height = f64::from((high - low) * rise).abs();
                if (0.2..=2.5).contains(&height) { 1.0 } else { height }
            }
            _ => f64::from(rise * 1000.0).abs(),
        };
        let widths = objects.get_array(dictionary, b"Widths").unwrap_or_default();
        Self {
            base,
            differences,
            first: objects.get_number(dictionary, b"FirstChar").unwrap_or(0.0) as u32,
            widths: widths.iter().take(256).map(|width| objects.number(width).unwrap_or(0.0)).collect(),
            missing_width: descriptor.and_then(|descriptor| objects.get_number(descriptor, b"MissingWidth")),
            unit: if type3 { unit.abs().into() } else { 0.001 },
            em: if em.is_finite() && em > 0.0 { em } else { 1.0 },
            name,
            descriptor: descriptor.cloned(),
            symbolic,
            program: if embedded { Program::Unread } else { Program::None },
        }
    }

    /// How many glyphs of its program it holds in memory.
    pub(crate) fn held(&self) -> usize {
        match &self.program {
            Program::TrueType(map) => map.len(),
            Program::Unread | Program::None | Program::Names(_) => 0,
        }
    }

    pub(crate) fn em(&self) -> f64 {
        self.em
    }

    /// Advance width for font size 1.
    pub(crate) fn width(&self, code: u8) -> f64 {
        let stated = u32::from(code).checked_sub(self.first).and_then(|at| self.widths.get(at as usize)).copied();
        let width = stated
            .or(self.missing_width)
            .unwrap_or_else(|| if self.widths.is_empty() { widths::standard_width(&self.name, code) } else { 0.0 });
        f64::from(width) * self.unit
    }

    /// The Unicode of a code, by encoding and glyph names, then by the embedded font program.
    pub(crate) fn meaning(&mut self, objects: &Objects, code: u8) -> Option<Meaning> {
        if let Some(name) = self.differences.name(code) {
            if let Some(text) = glyph_names::to_unicode(name) {
                return Some(Meaning::from_text(text));
            }
        } else if let Some(char) = self.base.char(code) {
            return Some(Meaning::Char(char));
        }
        if matches!(self.program, Program::Unread) {
            self.program = self.read_program(objects).unwrap_or(Program::None);
        }
        match &self.program {
            Program::TrueType(map) => {
                // Without an encoding, a code selects a glyph through the symbol or Macintosh subtable.
                if let Some(char) = map.glyph_of_code(code).and_then(|glyph| map.character(glyph)) {
                    return Some(Meaning::Char(char));
                }
            }
            Program::Names(names) => {
                return names.get(&code).and_then(|name| glyph_names::to_unicode(name)).map(Meaning::from_text);
            }
            Program::None | Program::Unread => {}
        }
        let nameless = self.base == Encoding::BuiltIn && !self.symbolic && self.differences.places.is_empty();
        nameless.then(|| Encoding::Standard.char(code).map(Meaning::Char))?
    }

    fn read_program(&self, objects: &Objects) -> Option<Program> {
        let descriptor = self.descriptor.as_ref()?;
        if let Some(stream) = objects.get_stream(descriptor, b"FontFile") {
            return Some(Program::Names(type1::encoding(&objects.decode(stream).ok()?)));
        }
        let stream =
            objects.get_stream(descriptor, b"FontFile2").or_else(|| objects.get_stream(descriptor, b"FontFile3"))?;
        let bytes = objects.decode(stream).ok()?;
        if bytes.first() == Some(&1) && !bytes.starts_with(&[0, 1, 0, 0]) {
            return Some(Program::Names(CompactFont::read(&bytes)?.names_by_code()));
        }
        Some(Program::TrueType(GlyphMap::read(&bytes)))
    }
}

impl Differences {
    fn read(objects: &Objects, array: &[Object]) -> Self {
        let mut found = Self::default();
        let mut code = 0_u32;
        for item in array {
            match objects.resolve(item) {
                Some(Object::Name(name)) => {
                    if let Ok(code) = u8::try_from(code) {
                        let start = found.names.len();
                        found.names.extend_from_slice(name);
                        found.places.resize(CODES, None);
                        // Of several names the last counts.
                        if let Some(place) = found.places.get_mut(usize::from(code)) {
                            *place = Some(start..found.names.len());
                        }
                    }
                    code = code.saturating_add(1);
                }
                Some(number) => code = objects.number(number).unwrap_or(0.0) as u32,
                None => {}
            }
        }
        found
    }

    /// The name that a code has.
    fn name(&self, code: u8) -> Option<&[u8]> {
        self.names.get(self.places.get(usize::from(code))?.clone()?)
    }
}
