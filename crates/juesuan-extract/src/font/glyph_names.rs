//! Glyph names → Unicode: the Adobe glyph list for Latin, Greek, Cyrillic and symbols, and the `uniXXXX` forms.

use std::sync::LazyLock;

/// Name and code point, sorted by name; an extract of the Adobe Glyph List.
static LIST: LazyLock<Vec<(&'static str, char)>> = LazyLock::new(|| {
    let entry = |line: &'static str| {
        let (name, code) = line.split_once('\t')?;
        Some((name, char::from_u32(u32::from_str_radix(code, 16).ok()?)?))
    };
    include_str!("data/glyph_names.tsv").lines().filter_map(entry).collect()
});

/// The text that a glyph name stands for, by the rules of the Adobe Glyph List. Names that only number the glyphs of
/// one font (`g12`, `cid34`, `G05`) have no meaning; nor has a text longer than that of any glyph.
pub(crate) fn to_unicode(name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    let mut text = String::new();
    for part in stem.split('_') {
        text.push_str(&component(part)?);
        if text.len() > super::MAX_TEXT {
            return None;
        }
    }
    (!text.is_empty()).then_some(text)
}

fn component(name: &str) -> Option<String> {
    if let Ok(index) = LIST.binary_search_by(|(known, _)| known.as_bytes().cmp(name.as_bytes())) {
        return LIST.get(index).map(|(_, char)| char.to_string());
    }
    let hexadecimal = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if let Some(digits) = name.strip_prefix("uni").filter(|digits| hexadecimal(digits)) {
        if digits.is_empty() || digits.len() % 4 != 0 {
            return None;
        }
        let char_at = |at: usize| char::from_u32(u32::from_str_radix(digits.get(at..at + 4)?, 16).ok()?);
        return (0..digits.len()).step_by(4).map(char_at).collect();
    }
    let digits = name.strip_prefix('u').filter(|digits| hexadecimal(digits) && (4..=6).contains(&digits.len()))?;
    char::from_u32(u32::from_str_radix(digits, 16).ok()?).map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_by_the_rules_of_the_glyph_list() {
        let text = |name: &[u8]| to_unicode(name);
        assert_eq!(text(b"A").as_deref(), Some("A"));
        assert_eq!(text(b"seven").as_deref(), Some("7"));
        assert_eq!(text(b"comma.alt").as_deref(), Some(","));
        assert_eq!(text(b"uni51B37B97").as_deref(), Some("决算"));
        assert_eq!(text(b"u20BB7").as_deref(), Some("𠮷"));
        assert_eq!(text(b"f_i").as_deref(), Some("fi"));
        assert_eq!(text(b"percent").as_deref(), Some("%"));
    }

    #[test]
    fn numbered_glyphs_mean_nothing() {
        for name in [b"g12".as_slice(), b"G05", b"cid34", b".notdef", b"", b"uni12", b"unicorn", b"glyph17"] {
            assert_eq!(to_unicode(name), None, "{name:?}");
        }
        assert_eq!(to_unicode("a_".repeat(super::super::MAX_TEXT).as_bytes()), None);
    }
}
