//! Marked content: which of it is switched off, and text that replaces what its glyphs say (`ActualText`).

use juesuan_document::{InkKind, UnreadInk};

use crate::page::{Glyph, GlyphText};

/// One open `BMC` or `BDC`.
#[derive(Debug)]
pub(crate) enum Marked {
    Plain,
    /// Optional content that is switched off.
    Off,
    /// Glyphs from the index on are replaced by the text.
    ActualText {
        from: usize,
        text: String,
    },
}

/// The open marked-content sequences of one stream.
#[derive(Debug, Default)]
pub(crate) struct MarkedStack {
    open: Vec<Marked>,
    /// Sequences opened beyond the depth that is kept.
    beyond: u64,
    off: u32,
}

impl MarkedStack {
    const MAX_DEPTH: usize = 4096;

    /// Whether content painted now is switched off.
    pub(crate) fn is_off(&self) -> bool {
        self.off > 0
    }

    pub(crate) fn open(&mut self, marked: Marked) {
        if self.open.len() >= Self::MAX_DEPTH {
            self.beyond += 1;
            return;
        }
        self.off += u32::from(matches!(marked, Marked::Off));
        self.open.push(marked);
    }

    /// Whether the stream has ended fewer sequences than it began.
    pub(crate) fn has_open(&self) -> bool {
        self.beyond > 0 || !self.open.is_empty()
    }

    /// Ends the innermost sequence, and applies its text to the glyphs painted since it began. Gives a text that
    /// contradicts them.
    pub(crate) fn close(&mut self, glyphs: &mut Vec<Glyph>) -> Option<UnreadInk> {
        if self.beyond > 0 {
            self.beyond -= 1;
            return None;
        }
        match self.open.pop() {
            Some(Marked::Off) => {
                self.off -= 1;
                None
            }
            Some(Marked::ActualText { from, text }) => replace(glyphs, from, &text),
            Some(Marked::Plain) | None => None,
        }
    }
}

/// Whether glyphs whose text is known show other figures than a text that is stated for them. Spelled out, joined or
/// spaced differently they may be; a figure is a figure.
fn contradicts(said: &str, text: &str) -> bool {
    let figures = |text: &str| text.chars().map(plain).filter(char::is_ascii_digit).collect::<String>();
    let known = !said.chars().any(|char| char == char::REPLACEMENT_CHARACTER || is_private(char));
    let shown = figures(said);
    known && !shown.is_empty() && shown != figures(text)
}

/// A full-width digit as a plain one.
fn plain(char: char) -> char {
    match char {
        '０'..='９' => char::from_u32(u32::from(char) - 0xFEE0).unwrap_or(char),
        _ => char,
    }
}

fn is_private(char: char) -> bool {
    matches!(char, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}

/// Gives the glyphs from an index on the text that the file states for them: one character each where the numbers
/// agree, otherwise the whole text to one glyph over the box of all. Glyphs that already say the same stay, and so do
/// figures: the text that contradicts them is given back.
fn replace(glyphs: &mut Vec<Glyph>, from: usize, text: &str) -> Option<UnreadInk> {
    let painted = glyphs.get_mut(from..).filter(|painted| !painted.is_empty())?;
    let mut said = String::new();
    for glyph in painted.iter() {
        match &glyph.text {
            GlyphText::Char(char) => said.push(*char),
            GlyphText::Str(str) => said.push_str(str),
            GlyphText::Undecodable => said.push(char::REPLACEMENT_CHARACTER),
        }
    }
    let solid = |text: &str| text.chars().filter(|char| !char.is_whitespace() && *char != '\u{AD}').collect::<Vec<_>>();
    let wanted = solid(text);
    if wanted == solid(&said) {
        return None;
    }
    let bbox = painted.iter().map(|glyph| glyph.bbox).reduce(|all, bbox| all.union(&bbox));
    if contradicts(&said, text) {
        return Some(UnreadInk::new(InkKind::Contradicted, bbox?, text.trim()));
    }
    if wanted.is_empty() {
        glyphs.truncate(from);
        return None;
    }
    if wanted.len() == painted.len() {
        for (glyph, char) in painted.iter_mut().zip(wanted) {
            glyph.text = GlyphText::Char(char);
            glyph.printed = None;
        }
        return None;
    }
    if let (Some(first), Some(bbox)) = (painted.first_mut(), bbox) {
        if first.advance.y == 0.0 && first.advance.x >= 0.0 {
            first.advance.x = bbox.x1 - first.origin.x;
        }
        first.bbox = bbox;
        first.text = match (wanted.as_slice(), text.trim()) {
            ([single], _) => GlyphText::Char(*single),
            (_, trimmed) => GlyphText::Str(trimmed.into()),
        };
        first.printed = None;
    }
    glyphs.truncate(from + 1);
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Point;

    fn glyphs(text: &str) -> Vec<Glyph> {
        let at = |(index, char)| Glyph::upright(char, Point { x: 10.0 * index as f32, y: 100.0 }, 10.0, 10.0);
        text.chars().enumerate().map(at).collect()
    }

    fn replaced(painted: &str, text: &str) -> Vec<GlyphText> {
        let mut glyphs = glyphs(painted);
        let mut stack = MarkedStack::default();
        stack.open(Marked::ActualText { from: 0, text: text.to_owned() });
        stack.close(&mut glyphs);
        glyphs.into_iter().map(|glyph| glyph.text).collect()
    }

    #[test]
    fn actual_text_replaces_what_glyphs_say() {
        assert_eq!(replaced("ab", "决算"), [GlyphText::Char('决'), GlyphText::Char('算')]);
        assert_eq!(replaced("\u{FB01}", "fi"), [GlyphText::Str("fi".into())]);
        assert_eq!(replaced("abc", "决"), [GlyphText::Char('决')]);
        assert!(replaced("-", "\u{AD}").is_empty() || replaced("-", "\u{AD}").len() == 1);
    }

    #[test]
    fn figures_are_what_their_glyphs_say() {
        let mut run = glyphs("10.00");
        let contradiction = replace(&mut run, 0, "90.00");
        assert_eq!(run, glyphs("10.00"));
        assert_eq!(contradiction.map(|ink| ink.text), Some("90.00".to_owned()));
        assert!(replace(&mut glyphs("１０"), 0, "10").is_none());
        assert!(replace(&mut glyphs("10"), 0, "").is_some());
    }

    #[test]
    fn a_replaced_run_covers_all_of_its_glyphs() {
        let mut run = glyphs("xyz");
        replace(&mut run, 0, "12,345");
        assert_eq!(run.len(), 1);
        assert_eq!((run[0].bbox.x0, run[0].bbox.x1, run[0].advance.x), (0.0, 30.0, 30.0));
    }

    #[test]
    fn glyphs_that_agree_stay() {
        let mut run = glyphs("12");
        replace(&mut run, 0, "1 2");
        assert_eq!(run, glyphs("12"));
    }

    #[test]
    fn off_content_nests() {
        let mut stack = MarkedStack::default();
        stack.open(Marked::Off);
        stack.open(Marked::Plain);
        assert!(stack.is_off());
        stack.close(&mut Vec::new());
        assert!(stack.is_off());
        stack.close(&mut Vec::new());
        assert!(!stack.is_off());
        stack.close(&mut Vec::new());
    }
}
