//! Advance widths of the standard fonts, which a file need not state.

/// Widths of codes 0x20 to 0x7E in thousandths, one line a font.
const STANDARD_14: &str = include_str!("data/standard_14_widths.tsv");

/// The width, in thousandths of the font size, of an ASCII code in the standard font that is named or closest.
pub(crate) fn standard_width(font: &str, code: u8) -> f32 {
    let lower = font.to_ascii_lowercase();
    if lower.contains("courier") || lower.contains("mono") {
        return 600.0;
    }
    let bold = lower.contains("bold") || lower.contains("black");
    let italic = lower.contains("italic") || lower.contains("oblique");
    let name = match (lower.contains("times") || lower.contains("serif") && !lower.contains("sans"), bold, italic) {
        (true, false, false) => "Times-Roman",
        (true, true, false) => "Times-Bold",
        (true, false, true) => "Times-Italic",
        (true, true, true) => "Times-BoldItalic",
        (false, false, _) => "Helvetica",
        (false, true, _) => "Helvetica-Bold",
    };
    let widths = STANDARD_14.lines().find_map(|line| line.split_once('\t').filter(|(known, _)| *known == name));
    let at = usize::from(code.wrapping_sub(0x20));
    widths.and_then(|(_, widths)| widths.split(' ').nth(at)?.parse().ok()).unwrap_or(556.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_of_standard_fonts() {
        assert_eq!(standard_width("Helvetica", b'0'), 556.0);
        assert_eq!(standard_width("ABCDEF+TimesNewRoman,Bold", b'i'), 278.0);
        assert_eq!(standard_width("CourierNew", b'i'), 600.0);
        assert_eq!(standard_width("Helvetica", 0x80), 556.0);
    }
}
