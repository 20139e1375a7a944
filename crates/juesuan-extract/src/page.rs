//! What a page shows: glyphs and ruling lines, in the coordinates of [`crate::geometry`].

use crate::diagnostic::Diagnostic;
use crate::geometry::{Point, Rect};
use juesuan_document::UnreadInk;

/// The Unicode text of one glyph.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum GlyphText {
    /// One character: nearly every glyph.
    Char(char),
    /// Several characters (a ligature, or a run under `ActualText`).
    Str(Box<str>),
    /// The character code has no known Unicode text; see [`Glyph::code`].
    Undecodable,
}

/// One painted glyph.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Glyph {
    /// Its Unicode text, radicals (⼀ ⾦ ⻔ ...) already unified to ideographs.
    pub text: GlyphText,
    /// The text before radicals were unified, where it differs.
    pub printed: Option<char>,
    /// The character code in its font's encoding.
    pub code: u32,
    /// Which font of the document (an index that is stable within a document).
    pub font: u32,
    /// Font size in points as displayed (after all transformations).
    pub size: f32,
    /// Where the glyph's baseline starts.
    pub origin: Point,
    /// From this glyph's origin to where the next one starts, without character and word spacing.
    /// `(positive, 0)` for upright horizontal text.
    pub advance: Point,
    /// The box between the font's ascent and descent (normalised to sane values) over the advance.
    pub bbox: Rect,
    /// Painted with fill or stroke; `false` for rendering modes 3 and 7 (kept, but marked).
    pub visible: bool,
    /// Fill colour is so light (or so transparent) that it is a watermark or white on white.
    pub faint: bool,
    /// Seen as in a mirror.
    pub mirrored: bool,
    /// For a glyph that was recognised in a picture: how sure that is, from 0 to 1.
    pub recognised: Option<f32>,
}

/// The direction of a ruling line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Orientation {
    /// Runs along x; [`Rule::position`] is its y.
    Horizontal,
    /// Runs along y; [`Rule::position`] is its x.
    Vertical,
}

/// A straight horizontal or vertical ruling line, from a stroke, a rectangle's edge or a thin filled rectangle.
/// Collinear touching pieces are already merged.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Rule {
    /// Horizontal or vertical.
    pub orientation: Orientation,
    /// y of a horizontal rule, x of a vertical one (its middle).
    pub position: f32,
    /// The smaller end along the rule.
    pub start: f32,
    /// The larger end along the rule.
    pub end: f32,
    /// Line width.
    pub thickness: f32,
}

/// One page as it is displayed.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Page {
    /// Page number, from 1.
    pub number: u32,
    /// Width of the displayed page.
    pub width: f32,
    /// Height of the displayed page.
    pub height: f32,
    /// By how much the page lay askew, in radians, clockwise; it is given turned straight around its middle.
    pub skew: f32,
    /// Glyphs in the order of the content stream, which is *not* reading order. Fake bold (the same glyph
    /// painted again a fraction of a point away) is there once; glyphs outside the page are not there.
    pub glyphs: Vec<Glyph>,
    /// Ruling lines, horizontal ones first, by position and start.
    pub rules: Vec<Rule>,
    /// Boxes of painted images.
    pub images: Vec<Rect>,
    /// Boxes of painted shapes of about the size of a letter that are neither rules nor backgrounds.
    pub shapes: Vec<Rect>,
    /// Text that is not shown, or is not what its glyphs say: left out.
    pub left_out: Vec<UnreadInk>,
    /// Doubts about this page.
    pub diagnostics: Vec<Diagnostic>,
}

impl Page {
    /// An empty page of the given size, to be filled by a reader of another source or by a test.
    #[must_use]
    pub fn new(number: u32, width: f32, height: f32) -> Self {
        Self { number, width, height, ..Self::default() }
    }

    /// Joins pieces of ruling lines that touch, as the layout expects them. Pages of this crate's PDF reader are joined
    /// already; a source of another format calls this once.
    pub fn merge_rules(&mut self) {
        self.rules = crate::rules::merge(std::mem::take(&mut self.rules));
    }
}

impl Glyph {
    /// An upright visible glyph, for tests and other sources than PDF.
    #[must_use]
    pub fn upright(text: char, origin: Point, advance: f32, size: f32) -> Self {
        Self {
            text: GlyphText::Char(text),
            printed: None,
            code: u32::from(text),
            font: 0,
            size,
            origin,
            advance: Point { x: advance, y: 0.0 },
            bbox: Rect { x0: origin.x, y0: origin.y - 0.88 * size, x1: origin.x + advance, y1: origin.y + 0.12 * size },
            visible: true,
            faint: false,
            mirrored: false,
            recognised: None,
        }
    }
}

impl Rule {
    /// A ruling line; `start` and `end` in any order.
    #[must_use]
    pub fn new(orientation: Orientation, position: f32, start: f32, end: f32, thickness: f32) -> Self {
        Self { orientation, position, start: start.min(end), end: start.max(end), thickness }
    }
}
