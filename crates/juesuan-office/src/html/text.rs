//! Characters of a page → lines: white space as browsers show it.

use crate::table::Line;

/// So many spaces at the start of a line are an indent: it begins a paragraph.
const INDENT: usize = 2;

/// A line under way.
#[derive(Debug, Default)]
pub(crate) struct LineText {
    text: String,
    /// White space is still to come, and whether a line of the source ended in it.
    space: Option<bool>,
    /// Spaces of the page itself at the start.
    indent: usize,
    /// Line breaks since the last text of this paragraph.
    breaks: usize,
    /// Whether the paragraph has text already.
    inside: bool,
    /// How many bytes of the line stand in links to other pages.
    pub(crate) linked: usize,
}

impl LineText {
    /// Adds characters; gives how many bytes they added.
    pub(crate) fn push(&mut self, text: &str) -> usize {
        let before = self.text.len();
        for c in text.chars() {
            match c {
                '\u{a0}' | '\u{3000}' | '\u{2002}' | '\u{2003}' if self.text.is_empty() => {
                    self.indent = self.indent.saturating_add(if c == '\u{3000}' { INDENT } else { 1 })
                }
                '\u{200b}' | '\u{feff}' | '\u{ad}' | '\u{200c}' | '\u{200d}' => {}
                ' ' | '\t' | '\u{c}' => self.space = Some(self.space.unwrap_or(false)),
                '\n' | '\r' => self.space = Some(true),
                _ => {
                    let c = if c == '\u{a0}' { ' ' } else { c };
                    self.add(c);
                }
            }
        }
        self.text.len().saturating_sub(before)
    }

    fn add(&mut self, c: char) {
        if let Some(wrapped) = self.space.take()
            && let Some(last) = self.text.chars().next_back()
            // Editors wrap Chinese text anywhere: a line end between two characters is no space.
            && !(wrapped && !last.is_ascii() && !c.is_ascii())
        {
            self.text.push(' ');
        }
        self.text.push(c);
    }

    /// Ends the line at a `br`.
    pub(crate) fn line_break(&mut self) -> Option<Line> {
        let line = self.take();
        self.breaks = self.breaks.saturating_add(1);
        line
    }

    /// Ends the paragraph.
    pub(crate) fn end(&mut self) -> Option<Line> {
        let line = self.take();
        (self.breaks, self.inside) = (0, false);
        line
    }

    fn take(&mut self) -> Option<Line> {
        let text = std::mem::take(&mut self.text);
        let indent = std::mem::take(&mut self.indent);
        self.space = None;
        self.linked = 0;
        if text.trim().is_empty() {
            return None;
        }
        let broken = self.inside && self.breaks == 1 && indent < INDENT;
        (self.breaks, self.inside) = (0, true);
        Some(Line { text: text.trim().to_owned(), broken })
    }

    /// Bytes of the line so far.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_as_browsers_show_it() {
        let mut line = LineText::default();
        line.push("  某市\n某局  2024\n  年度 ");
        assert_eq!(line.end().map(|line| line.text).as_deref(), Some("某市某局 2024 年度"));
    }

    #[test]
    fn one_break_goes_on_two_or_an_indent_begin_a_paragraph() {
        let mut line = LineText::default();
        let mut found = Vec::new();
        for (text, breaks) in [("甲", 1), ("乙", 2), ("丙", 1), ("\u{3000}丁", 1), ("\u{a0}\u{a0}戊", 1)] {
            line.push(text);
            for _ in 0..breaks {
                found.extend(line.line_break().map(|line| line.broken));
            }
        }
        assert_eq!(found, [false, true, false, false, false]);
    }
}
