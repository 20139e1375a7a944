//! Characters that are certain to mean an ordinary ideograph: Kangxi radicals (⼀ U+2F00), CJK radicals (⻔ U+2ED4)
//! and CJK compatibility ideographs (U+F900 and on), which some fonts and converters write instead. And to mean an
//! ordinary digit: the bold ones of mathematics (𝟓 U+1D7D3), by which a font may say that it is bold.

use std::sync::LazyLock;

/// From Unicode's `EquivalentUnifiedIdeograph` and its canonical decompositions, sorted.
static UNIFIED: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let char = |hex: &str| char::from_u32(u32::from_str_radix(hex, 16).ok()?);
    let entry = |line: &str| line.split_once('\t').and_then(|(from, to)| Some((char(from)?, char(to)?)));
    include_str!("font/data/unified_ideographs.tsv").lines().filter_map(entry).collect()
});

/// The first of the digits of mathematics: five sets of ten.
const MATHEMATICAL_ZERO: u32 = 0x1D7CE;

/// The ideograph that is meant by a radical or compatibility character, the digit that is meant by one of mathematics;
/// `None` for all other characters.
pub(crate) fn unified(char: char) -> Option<char> {
    if matches!(char, '\u{1D7CE}'..='\u{1D7FF}') {
        return char::from_digit(u32::from(char).checked_sub(MATHEMATICAL_ZERO)? % 10, 10);
    }
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
        let digits: String = "𝟎𝟓𝟡𝟢𝟳𝟿".chars().map(|char| unified(char).unwrap_or(char)).collect();
        assert_eq!(digits, "059079");
    }
}
