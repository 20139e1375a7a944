//! Characters that are certain to mean an ordinary ideograph: Kangxi radicals (⼀ U+2F00), CJK radicals (⻔ U+2ED4)
//! and CJK compatibility ideographs (U+F900 and on), which some fonts and converters write instead.

use std::sync::LazyLock;

/// From Unicode's `EquivalentUnifiedIdeograph` and its canonical decompositions, sorted.
static UNIFIED: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let char = |hex: &str| char::from_u32(u32::from_str_radix(hex, 16).ok()?);
    let entry = |line: &str| line.split_once('\t').and_then(|(from, to)| Some((char(from)?, char(to)?)));
    include_str!("font/data/unified_ideographs.tsv").lines().filter_map(entry).collect()
});

/// The ideograph that is meant by a radical or compatibility character; `None` for all other characters.
pub(crate) fn unified(char: char) -> Option<char> {
    if !matches!(char, '\u{2E80}'..='\u{2FD5}' | '\u{F900}'..='\u{FADD}') {
        return None;
    }
    let index = UNIFIED.binary_search_by_key(&char, |&(from, _)| from).ok()?;
    UNIFIED.get(index).map(|&(_, to)| to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_become_ideographs() {
        let text: String = "⼀⼊⾦⻔⻋⽀".chars().map(|char| unified(char).unwrap_or(char)).collect();
        assert_eq!(text, "一入金门车支");
        assert_eq!(unified('\u{F98E}'), Some('年'));
        assert_eq!(unified('门'), None);
        assert_eq!(unified('\u{2E80}'), None);
    }
}
