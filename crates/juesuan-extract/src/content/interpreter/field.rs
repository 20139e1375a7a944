//! Fields of forms that have a value and no appearance: a viewer draws the value itself, and so does this reader.
//!
//! In: the annotation of a field. Out: glyphs in its rectangle.

use super::Interpreter;
use crate::content::interpreter::text_string;
use crate::content::lexer::{Lexer, Token};
use crate::content::matrix::Matrix;
use crate::geometry::Point;
use crate::limits::Limit;
use crate::objects::{Dictionary, Object, entry};
use crate::page::{Glyph, GlyphText};

/// Fields inherit from their parents, so far up.
const MAX_PARENTS: usize = 16;
/// Longer values are no figures of a table.
const MAX_VALUE: usize = 256;
/// Part of a field's height that its text takes where its size is automatic, and the largest such size.
const AUTOMATIC: f32 = 0.7;
const LARGEST_AUTOMATIC: f32 = 12.0;
/// Width of a plain character in font sizes; ideographs are one wide.
const PLAIN: f32 = 0.5;
/// The font of a value is not known.
const NO_FONT: u32 = u32::MAX;

impl<'a> Interpreter<'a> {
    /// Gives the glyphs of a text or choice field that has a value and no appearance.
    pub(super) fn show_field(&mut self, annotation: &'a Dictionary, to_page: Matrix) {
        let objects = self.context.objects;
        let name = |key: &[u8]| match self.inherited(annotation, key) {
            Some(Object::Name(name)) => Some(name.as_slice()),
            _ => None,
        };
        if objects.get_name(annotation, b"Subtype") != Some(b"Widget") || !matches!(name(b"FT"), Some(b"Tx" | b"Ch")) {
            return;
        }
        let Some(Object::String(value, _)) = self.inherited(annotation, b"V") else { return };
        let value: Vec<char> = text_string(value).trim().chars().take(MAX_VALUE).collect();
        let Some([x0, y0, x1, y1]) = objects.get_numbers::<4>(annotation, b"Rect") else { return };
        let area = to_page.apply_box(x0.into(), y0.into(), x1.into(), y1.into());
        let stated = match self.inherited(annotation, b"DA") {
            Some(Object::String(appearance, _)) => font_size(appearance),
            _ => None,
        };
        let automatic = (AUTOMATIC * area.height()).min(LARGEST_AUTOMATIC);
        let size = stated.filter(|size| *size > 0.0 && *size < 2.0 * area.height()).unwrap_or(automatic);
        let width = |char: &char| if char.is_ascii() { PLAIN * size } else { size };
        let total: f32 = value.iter().map(width).sum();
        let alignment = self.inherited(annotation, b"Q").and_then(|object| objects.number(object)).unwrap_or(0.0) as u8;
        let left = match alignment {
            2 => area.x1 - total,
            1 => area.center().x - total / 2.0,
            _ => area.x0,
        };
        let baseline = area.center().y + 0.35 * size;
        let mut x = left;
        for char in &value {
            if self.painted.glyphs.len() >= self.context.limits.glyphs_per_page as usize {
                self.painted.limit = Some(Limit::GlyphsPerPage);
                return;
            }
            let advance = width(char);
            if !char.is_control() {
                let mut glyph = Glyph::upright(*char, Point { x, y: baseline }, advance, size);
                glyph.text = GlyphText::Char(*char);
                glyph.font = NO_FONT;
                self.painted.glyphs.push(glyph);
            }
            x += advance;
        }
    }

    /// An entry of a field or of the nearest parent that has it.
    fn inherited(&self, annotation: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        let objects = self.context.objects;
        let mut field = annotation;
        for _ in 0..MAX_PARENTS {
            if let Some(found) = entry(field, key).and_then(|object| objects.resolve(object)) {
                return Some(found);
            }
            field = objects.get_dict(field, b"Parent")?;
        }
        None
    }
}

/// The font size of a default appearance (`/Helv 9 Tf 0 g`).
fn font_size(appearance: &[u8]) -> Option<f32> {
    let mut lexer = Lexer::new(appearance);
    let mut number = None;
    while let Some(token) = lexer.token() {
        match token {
            Token::Number(value) => number = Some(value),
            Token::Keyword(b"Tf") => return number,
            _ => {}
        }
    }
    None
}
