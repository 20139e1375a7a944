//! The single-byte encodings that PDF names: code → character.

use crate::objects::Object;

/// A base encoding of a simple font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Standard,
    WinAnsi,
    MacRoman,
    Symbol,
    ZapfDingbats,
    /// What the font program says, which is asked elsewhere.
    BuiltIn,
}

/// Where the standard encoding differs from ASCII.
const STANDARD: [(u8, char); 56] = [
    (0x27, '\u{2019}'),
    (0x60, '\u{2018}'),
    (0xA1, '¡'),
    (0xA2, '¢'),
    (0xA3, '£'),
    (0xA4, '\u{2044}'),
    (0xA5, '¥'),
    (0xA6, 'ƒ'),
    (0xA7, '§'),
    (0xA8, '¤'),
    (0xA9, '\''),
    (0xAA, '“'),
    (0xAB, '«'),
    (0xAC, '‹'),
    (0xAD, '›'),
    (0xAE, '\u{FB01}'),
    (0xAF, '\u{FB02}'),
    (0xB1, '–'),
    (0xB2, '†'),
    (0xB3, '‡'),
    (0xB4, '·'),
    (0xB6, '¶'),
    (0xB7, '•'),
    (0xB8, '‚'),
    (0xB9, '„'),
    (0xBA, '”'),
    (0xBB, '»'),
    (0xBC, '…'),
    (0xBD, '‰'),
    (0xBF, '¿'),
    (0xC1, '`'),
    (0xC2, '´'),
    (0xC3, 'ˆ'),
    (0xC4, '˜'),
    (0xC5, '¯'),
    (0xC6, '˘'),
    (0xC7, '˙'),
    (0xC8, '¨'),
    (0xCA, '˚'),
    (0xCB, '¸'),
    (0xCD, '˝'),
    (0xCE, '˛'),
    (0xCF, 'ˇ'),
    (0xD0, '—'),
    (0xE1, 'Æ'),
    (0xE3, 'ª'),
    (0xE8, 'Ł'),
    (0xE9, 'Ø'),
    (0xEA, 'Œ'),
    (0xEB, 'º'),
    (0xF1, 'æ'),
    (0xF5, 'ı'),
    (0xF8, 'ł'),
    (0xF9, 'ø'),
    (0xFA, 'œ'),
    (0xFB, 'ß'),
];

/// The Symbol font from code 0x20 and from code 0xA0; U+FFFD for codes without a character.
const SYMBOL_LOW: &str =
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\u{FFFD}αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";
const SYMBOL_HIGH: &str = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…\u{FFFD}\u{FFFD}↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑\
    \u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}〉∫⌠\u{FFFD}⌡";

impl Encoding {
    /// The encoding of that name.
    pub(crate) fn named(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"StandardEncoding" => Self::Standard,
            b"WinAnsiEncoding" => Self::WinAnsi,
            b"MacRomanEncoding" => Self::MacRoman,
            _ => return None,
        })
    }

    /// The encoding that a font object names, if it names one.
    pub(crate) fn of(object: &Object) -> Option<Self> {
        Self::named(object.as_name().ok()?)
    }

    /// The character of a code.
    pub(crate) fn char(self, code: u8) -> Option<char> {
        match self {
            Self::BuiltIn => None,
            Self::Standard => match STANDARD.binary_search_by_key(&code, |&(code, _)| code) {
                Ok(index) => STANDARD.get(index).map(|&(_, char)| char),
                Err(_) => (0x20..0x7F).contains(&code).then_some(code as char),
            },
            // Tabs and line ends are no glyphs, but some producers write them for spaces.
            Self::WinAnsi | Self::MacRoman if matches!(code, 0x09 | 0x0A | 0x0D) => Some(' '),
            Self::WinAnsi => match code {
                0x20..0x7F => Some(code as char),
                // The specification: unused codes above 040 are bullets.
                0x7F | 0x81 | 0x8D | 0x8F | 0x90 | 0x9D => Some('•'),
                0xAD => Some('-'),
                0x80.. => single_byte(encoding_rs::WINDOWS_1252, code),
                _ => None,
            },
            Self::MacRoman => (code >= 0x20 && code != 0x7F).then(|| single_byte(encoding_rs::MACINTOSH, code))?,
            Self::Symbol => {
                let char = match code {
                    0x20..=0x7F => SYMBOL_LOW.chars().nth(usize::from(code - 0x20)),
                    0xA0.. => SYMBOL_HIGH.chars().nth(usize::from(code - 0xA0)),
                    _ => None,
                };
                char.filter(|char| *char != char::REPLACEMENT_CHARACTER)
            }
            Self::ZapfDingbats => char::from_u32(zapf_dingbats(code)?),
        }
    }
}

fn single_byte(encoding: &'static encoding_rs::Encoding, code: u8) -> Option<char> {
    encoding.decode_without_bom_handling(&[code]).0.chars().next()
}

/// The Dingbats block of Unicode follows the font, but for characters that Unicode had before.
fn zapf_dingbats(code: u8) -> Option<u32> {
    Some(match code {
        0x20 => 0x20,
        0x25 => 0x260E,
        0x2A => 0x261B,
        0x2B => 0x261E,
        0x48 => 0x2605,
        0x6C => 0x25CF,
        0x6E => 0x25A0,
        0x73 => 0x25B2,
        0x74 => 0x25BC,
        0x75 => 0x25C6,
        0x77 => 0x25D7,
        0x21..=0x7E => 0x2700 + u32::from(code - 0x20),
        0xA8 => 0x2663,
        0xA9 => 0x2666,
        0xAA => 0x2665,
        0xAB => 0x2660,
        0xAC..=0xB5 => 0x2460 + u32::from(code - 0xAC),
        0xD5 => 0x2192,
        0xD6 => 0x2194,
        0xD7 => 0x2195,
        0xA1..=0xEF | 0xF1..=0xFE => 0x2700 + u32::from(code) - 0x40,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_table_is_sorted() {
        assert!(STANDARD.is_sorted_by_key(|&(code, _)| code));
        assert_eq!(SYMBOL_LOW.chars().count(), 0x7F - 0x20);
    }

    #[test]
    fn characters_of_codes() {
        assert_eq!(Encoding::WinAnsi.char(b'7'), Some('7'));
        assert_eq!(Encoding::WinAnsi.char(0x96), Some('–'));
        assert_eq!(Encoding::MacRoman.char(0xA5), Some('•'));
        assert_eq!(Encoding::Standard.char(0xBA), Some('”'));
        assert_eq!(Encoding::Standard.char(0x80), None);
        assert_eq!(Encoding::Symbol.char(b'a'), Some('α'));
        assert_eq!(Encoding::Symbol.char(0xB3), Some('≥'));
        assert_eq!(Encoding::Symbol.char(0xD6), Some('√'));
        assert_eq!(Encoding::Symbol.char(0xE5), Some('∑'));
        assert_eq!(Encoding::Symbol.char(0xF2), Some('∫'));
        assert_eq!(Encoding::ZapfDingbats.char(0x34), Some('✔'));
        assert_eq!(Encoding::ZapfDingbats.char(0xC0), Some('❀').filter(|_| false).or(char::from_u32(0x2780)));
        assert_eq!(Encoding::BuiltIn.char(b'7'), None);
    }
}
