//! A paragraph of a Word file → its lines: runs joined, fields as shown, tracked changes as accepted.

use crate::drawing::{extent_of_style, is_large};
use crate::table::{Line, Piece};
use crate::xml::{Element, Node, Xml};

use super::body::Reader;
use super::notes::NoteKind;
use super::styles::{self, Numbered};

/// Elements whose text is not shown: deleted and moved text, codes of fields, comments, the reading of characters.
const NOT_SHOWN: &[&str] = &[
    "del",
    "moveFrom",
    "delText",
    "instrText",
    "delInstrText",
    "Fallback",
    "rt",
    "sectPr",
    "pPrChange",
    "rPrChange",
    "tblPrEx",
    "fldData",
];

/// A field under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    /// Its code, which is not shown.
    Code,
    /// Its result.
    Result,
}

/// A paragraph.
#[derive(Debug, Default)]
pub(crate) struct Paragraph {
    /// Its lines before the last, where it has line breaks.
    above: Vec<String>,
    line: String,
    /// What it anchors: text boxes and notes.
    pub(crate) anchored: Vec<Piece>,
    /// Whether its end was deleted: the next paragraph goes on with it.
    pub(crate) goes_on: bool,
}

impl Paragraph {
    /// Its lines; more than one where it has line breaks.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.above.iter().chain([&self.line]).cloned().collect()
    }
}

/// What a run looks like.
#[derive(Debug, Clone, Copy, Default)]
struct Look {
    hidden: bool,
    /// Struck through.
    struck: bool,
    /// Raised, as the marks of notes are.
    raised: bool,
}

impl Reader {
    /// Reads the paragraph that was opened last.
    pub(crate) fn paragraph(&mut self, xml: &mut Xml<'_>) -> Paragraph {
        let mut found = Paragraph::default();
        let mut look = Look::default();
        let mut open = 1_usize;
        let mut runs: Vec<usize> = Vec::new();
        while open > 0 {
            match xml.next() {
                None => break,
                Some(Node::Text(_)) => {}
                Some(Node::Close) => {
                    open = open.saturating_sub(1);
                    if runs.last().is_some_and(|run| *run > open) {
                        runs.pop();
                        look = Look::default();
                    }
                }
                Some(Node::Open(element)) => {
                    let name = element.name.as_str();
                    if name == "r" {
                        open = open.saturating_add(1);
                        runs.push(open);
                        look = Look::default();
                    } else if name == "rPr" && !runs.is_empty() {
                        look = run_look(xml);
                    } else if name == "pPr" {
                        self.properties(xml, &mut found);
                    } else if !self.element(&element, xml, look, &mut found) {
                        open = open.saturating_add(1);
                    }
                }
            }
        }
        // The code of a field ends with its paragraph, end or not: else a damaged field would hide the rest.
        self.fields.retain(|field| *field == Field::Result);
        found
    }

    /// Reads an element of a paragraph; `false` where its children are still to be read.
    fn element(&mut self, element: &Element, xml: &mut Xml<'_>, look: Look, found: &mut Paragraph) -> bool {
        let shown = !self.fields.contains(&Field::Code);
        match element.name.as_str() {
            name if NOT_SHOWN.contains(&name) => xml.skip(),
            "t" => {
                let text = xml.text();
                self.run_text(&text, look, shown, found);
            }
            "tab" | "ptab" => {
                xml.skip();
                self.run_text("\t", look, shown, found);
            }
            "noBreakHyphen" => {
                xml.skip();
                self.run_text("-", look, shown, found);
            }
            "br" | "cr" => {
                // A page or column break in a paragraph is a line break, too.
                xml.skip();
                let line = std::mem::take(&mut found.line);
                found.above.push(line);
            }
            "sym" => {
                let code = element.attribute("char").and_then(|code| u32::from_str_radix(code, 16).ok());
                let symbol = code.and_then(|code| symbol(element.attribute("font").unwrap_or_default(), code));
                xml.skip();
                self.run_text(&symbol.map(String::from).unwrap_or_default(), look, shown, found);
            }
            "fldChar" => {
                match element.attribute("fldCharType") {
                    Some("begin") => self.fields.push(Field::Code),
                    Some("separate") => {
                        if let Some(field) = self.fields.last_mut() {
                            *field = Field::Result;
                        }
                    }
                    Some("end") => {
                        self.fields.pop();
                    }
                    _ => {}
                }
                xml.skip();
            }
            "footnoteReference" | "endnoteReference" => {
                let kind = if element.name.starts_with("foot") { NoteKind::Footnote } else { NoteKind::Endnote };
                let id = element.attribute("id").unwrap_or_default().to_owned();
                xml.skip();
                let note = self.notes.remove(&(kind, id)).unwrap_or_default();
                // What a cell refers to is no text of the cell.
                let at = if self.cells > 0 { &mut self.below_table } else { &mut found.anchored };
                at.extend(note);
            }
            "txbxContent" => {
                let pieces = self.blocks(xml);
                found.anchored.extend(pieces);
            }
            "drawing" | "pict" => {
                (self.pictures, self.extent) = (true, (0, 0));
                return false;
            }
            "object" => {
                self.pictures = true;
                self.not_read = self.not_read.saturating_add(1);
                return false;
            }
            "extent" => {
                self.extent = (element.number("cx").unwrap_or_default(), element.number("cy").unwrap_or_default());
                return false;
            }
            // The shape of older files (VML): its size stands in a style, its picture in `imagedata`.
            "shape" => {
                self.extent = extent_of_style(element.attribute("style").unwrap_or_default());
                return false;
            }
            "blip" | "imagedata" => {
                let (width, height) = self.extent;
                self.not_read = self.not_read.saturating_add(u32::from(is_large(width, height)));
                return false;
            }
            _ => return false,
        }
        true
    }

    fn run_text(&mut self, text: &str, look: Look, shown: bool, found: &mut Paragraph) {
        if look.hidden || look.struck {
            self.hidden = self.hidden.saturating_add(u32::from(!text.trim().is_empty()));
            return;
        }
        // A raised number is the mark of a note: it must not join the number before it.
        let mark = look.raised && text.chars().all(|c| c.is_ascii_digit() || "[]()*①②③④⑤⑥⑦⑧⑨⑩".contains(c));
        if shown && !mark {
            found.line.push_str(text);
        }
    }

    fn properties(&mut self, xml: &mut Xml<'_>, found: &mut Paragraph) {
        let mut style = None;
        let mut own = Numbered::default();
        while let Some(child) = xml.child() {
            match child.name.as_str() {
                "pStyle" => style = child.value().map(str::to_owned),
                "numPr" => {
                    own = styles::numbered(xml);
                    continue;
                }
                "sectPr" => {
                    self.read_section(xml);
                    continue;
                }
                "rPr" => {
                    while let Some(property) = xml.child() {
                        found.goes_on |= matches!(property.name.as_str(), "del" | "moveFrom");
                        xml.skip();
                    }
                    continue;
                }
                _ => {}
            }
            xml.skip();
        }
        let styled = self.styles.numbered(style.as_deref());
        let numbered = Numbered { id: own.id.or(styled.id), level: own.level.or(styled.level) };
        if let Some(number) = self.numberings.next(numbered) {
            found.line.push_str(&number);
        }
    }
}

/// What a character of a symbol font shows. Such fonts use the private area; the signs and figures of the one that is
/// named `Symbol` are those of ASCII. What other fonts show there is no text.
fn symbol(font: &str, code: u32) -> Option<char> {
    if !(0xe000..0xf900).contains(&code) {
        return char::from_u32(code);
    }
    let ascii = code.checked_sub(0xf000).and_then(char::from_u32)?;
    (font == "Symbol" && (ascii.is_ascii_digit() || "+-.,()%".contains(ascii))).then_some(ascii)
}

/// Reads `w:rPr` of a run.
fn run_look(xml: &mut Xml<'_>) -> Look {
    let mut look = Look::default();
    while let Some(child) = xml.child() {
        match child.name.as_str() {
            "vanish" => look.hidden = child.is_on(),
            "strike" | "dstrike" => look.struck |= child.is_on(),
            "vertAlign" => look.raised = child.value() == Some("superscript"),
            _ => {}
        }
        xml.skip();
    }
    look
}

/// The lines of a paragraph as pieces.
pub(crate) fn pieces(lines: Vec<String>) -> impl Iterator<Item = Piece> {
    let mut first = true;
    lines.into_iter().filter(|text| !text.trim().is_empty()).map(move |text| {
        let broken = !std::mem::take(&mut first);
        Piece::Line(Line { text, broken })
    })
}
