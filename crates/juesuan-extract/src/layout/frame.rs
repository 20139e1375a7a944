//! A page → its glyphs and rules in the reading frame; text in other directions is set aside.
//!
//! In: a [`Page`]. Out: a [`Frame`], whose inks run upright from left to right.

use crate::geometry::{Point, Rect};
use crate::layout::{TextLine, Turn};
use crate::page::{Glyph, GlyphText, Orientation, Page, Rule};
use juesuan_document::UnreadInk;

/// A glyph's advance may lean this much (tangent) and still count as running along an axis: italics and the
/// skew of a scan stay in, a diagonal watermark (usually 30° to 45°) stays out.
const MAX_LEAN: f32 = 0.12;

/// Two glyphs set aside belong to one run when the second starts this near (in font sizes) to the first's end.
const ASIDE_JOIN: f32 = 1.2;

/// Part of the page that pictures must cover to be called a picture page.
const PICTURE_SHARE: f32 = 0.5;

/// One glyph in the reading frame.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink<'p> {
    pub(super) text: &'p GlyphText,
    pub(super) bbox: Rect,
    pub(super) baseline: f32,
    pub(super) size: f32,
    /// Position in the content stream: untangles text that is painted over other text.
    pub(super) order: usize,
    /// White space only.
    pub(super) blank: bool,
    /// A painted space stands before it on its line (known once lines are built).
    pub(super) space_before: bool,
    /// A line strikes it through (known once lines are built).
    pub(super) struck: bool,
    /// How sure the recogniser is, for a glyph of a picture.
    pub(super) recognised: Option<f32>,
}

impl Ink<'_> {
    /// The height at which the glyph is looked up in rows: about the middle of an ideograph or digit. The box is
    /// not asked, because fonts lie about ascent and descent.
    pub(super) fn middle(&self) -> f32 {
        self.baseline - 0.35 * self.size
    }

    /// Its first character; U+FFFD when it is undecodable.
    pub(super) fn first_char(&self) -> char {
        match self.text {
            GlyphText::Char(c) => *c,
            GlyphText::Str(text) => text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER),
            GlyphText::Undecodable => char::REPLACEMENT_CHARACTER,
        }
    }
}

/// A page in the reading frame.
#[derive(Debug)]
pub(super) struct Frame<'p> {
    pub(super) turn: Turn,
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) inks: Vec<Ink<'p>>,
    pub(super) rules: Vec<Rule>,
    /// Runs that are not part of the main text.
    pub(super) aside: Vec<TextLine>,
    /// Upright runs at a right angle to the main text; they may still be the text of a narrow cell.
    pub(super) crosswise: Vec<TextLine>,
    /// Runs that are upside down; they may still be the text of a cell.
    pub(super) upside_down: Vec<TextLine>,
    /// Runs that are seen as in a mirror.
    pub(super) mirrored: Vec<TextLine>,
    /// Boxes of shapes that may be letters, and of pictures.
    pub(super) shapes: Vec<Rect>,
    pub(super) pictures: Vec<Rect>,
    /// What the page's reader has left out.
    pub(super) left_out: Vec<UnreadInk>,
    /// All text of the page is invisible (a recognised scan) and is used all the same.
    pub(super) only_invisible: bool,
    pub(super) has_text: bool,
    pub(super) has_pictures: bool,
}

/// The direction of a glyph's advance on the displayed page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Right,
    Up,
    Down,
    /// Upside down.
    Left,
    Other,
}

impl Direction {
    /// The direction of the same text upside down.
    fn reversed(self) -> Self {
        match self {
            Self::Right => Self::Left,
            Self::Left => Self::Right,
            Self::Up => Self::Down,
            Self::Down => Self::Up,
            Self::Other => Self::Other,
        }
    }
}

fn direction(glyph: &Glyph) -> Direction {
    let Point { x, y } = glyph.advance;
    if glyph.mirrored {
        Direction::Other
    } else if y.abs() <= MAX_LEAN * x.abs() {
        if x >= 0.0 { Direction::Right } else { Direction::Left }
    } else if x.abs() <= MAX_LEAN * y.abs() {
        if y < 0.0 { Direction::Up } else { Direction::Down }
    } else {
        Direction::Other
    }
}

fn is_blank(text: &GlyphText) -> bool {
    let blank = |c: char| c.is_whitespace() || c.is_control() || is_ignorable(c);
    match text {
        GlyphText::Char(c) => blank(*c),
        GlyphText::Str(text) => text.chars().all(blank),
        GlyphText::Undecodable => false,
    }
}

/// Zero-width characters, which are neither text nor a space.
fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Turns a page into its reading frame.
pub(super) fn frame(page: &Page) -> Frame<'_> {
    let printed = |glyph: &Glyph| !is_blank(&glyph.text);
    let has_visible = page.glyphs.iter().any(|glyph| glyph.visible && printed(glyph));
    let only_invisible = !has_visible && page.glyphs.iter().any(printed);
    let counts = |glyph: &&Glyph| (glyph.visible || only_invisible) && !glyph.faint && printed(glyph);
    let turn = majority(page.glyphs.iter().filter(counts));
    let upright = match turn {
        Turn::None => Direction::Right,
        Turn::Clockwise => Direction::Up,
        Turn::CounterClockwise => Direction::Down,
        Turn::Half => Direction::Left,
    };
    let (width, height) = match turn {
        Turn::None | Turn::Half => (page.width, page.height),
        Turn::Clockwise | Turn::CounterClockwise => (page.height, page.width),
    };
    let view = View { turn, page_width: page.width, page_height: page.height };

    let mut inks = Vec::with_capacity(page.glyphs.len());
    let mut aside = Vec::new();
    let (mut crosswise, mut upside_down, mut mirrored) = (Vec::new(), Vec::new(), Vec::new());
    for (order, glyph) in page.glyphs.iter().enumerate() {
        let runs = direction(glyph);
        // A lone glyph whose advance is zero has no direction of its own.
        let runs = if glyph.advance == Point::default() { upright } else { runs };
        if matches!(glyph.text, GlyphText::Char(c) if is_ignorable(c)) {
            continue;
        }
        if (glyph.visible || only_invisible) && !glyph.faint && runs == upright {
            inks.push(view.ink(glyph, order));
        } else if glyph.visible && !glyph.faint && runs == upright.reversed() {
            upside_down.push(glyph);
        } else if glyph.visible && !glyph.faint && glyph.mirrored {
            mirrored.push(glyph);
        } else if glyph.visible && !glyph.faint && runs != Direction::Other {
            crosswise.push(glyph);
        } else {
            aside.push(glyph);
        }
    }
    let pictures: f32 = page.images.iter().map(|image| shown_area(image, page.width, page.height)).sum();
    Frame {
        turn,
        width,
        height,
        inks,
        rules: page.rules.iter().map(|rule| view.rule(rule)).collect(),
        aside: view.runs(&aside),
        crosswise: view.runs(&crosswise),
        upside_down: view.runs(&upside_down),
        mirrored: view.runs(&mirrored),
        shapes: page.shapes.iter().map(|shape| view.rect(*shape)).collect(),
        pictures: page.images.iter().map(|picture| view.rect(*picture)).collect(),
        left_out: page
            .left_out
            .iter()
            .map(|ink| UnreadInk::new(ink.kind, view.rect(ink.bbox), ink.text.clone()))
            .collect(),
        only_invisible,
        has_text: has_visible || only_invisible,
        has_pictures: pictures > PICTURE_SHARE * page.width * page.height,
    }
}

fn majority<'a>(glyphs: impl Iterator<Item = &'a Glyph>) -> Turn {
    let (mut right, mut up, mut down, mut left) = (0_u32, 0_u32, 0_u32, 0_u32);
    for glyph in glyphs {
        match direction(glyph) {
            Direction::Right => right += 1,
            Direction::Up => up += 1,
            Direction::Down => down += 1,
            Direction::Left => left += 1,
            Direction::Other => {}
        }
    }
    if right >= up && right >= down && right >= left {
        Turn::None
    } else if left >= up && left >= down {
        Turn::Half
    } else if up >= down {
        Turn::Clockwise
    } else {
        Turn::CounterClockwise
    }
}

fn shown_area(image: &Rect, width: f32, height: f32) -> f32 {
    let across = image.x1.min(width) - image.x0.max(0.0);
    let down = image.y1.min(height) - image.y0.max(0.0);
    across.max(0.0) * down.max(0.0)
}

/// Takes displayed coordinates to the reading frame.
struct View {
    turn: Turn,
    page_width: f32,
    page_height: f32,
}

impl View {
    fn point(&self, p: Point) -> Point {
        match self.turn {
            Turn::None => p,
            Turn::Clockwise => Point { x: self.page_height - p.y, y: p.x },
            Turn::CounterClockwise => Point { x: p.y, y: self.page_width - p.x },
            Turn::Half => Point { x: self.page_width - p.x, y: self.page_height - p.y },
        }
    }

    fn rect(&self, r: Rect) -> Rect {
        Rect::from_corners(self.point(Point { x: r.x0, y: r.y0 }), self.point(Point { x: r.x1, y: r.y1 }))
    }

    fn ink<'p>(&self, glyph: &'p Glyph, order: usize) -> Ink<'p> {
        Ink {
            text: &glyph.text,
            bbox: self.rect(glyph.bbox),
            baseline: self.point(glyph.origin).y,
            size: glyph.size.max(0.1),
            order,
            blank: is_blank(&glyph.text),
            space_before: false,
            struck: false,
            recognised: glyph.recognised,
        }
    }

    fn rule(&self, rule: &Rule) -> Rule {
        let (a, b) = match rule.orientation {
            Orientation::Horizontal => {
                (Point { x: rule.start, y: rule.position }, Point { x: rule.end, y: rule.position })
            }
            Orientation::Vertical => {
                (Point { x: rule.position, y: rule.start }, Point { x: rule.position, y: rule.end })
            }
        };
        let (a, b) = (self.point(a), self.point(b));
        if (a.y - b.y).abs() <= (a.x - b.x).abs() {
            Rule::new(Orientation::Horizontal, a.y, a.x, b.x, rule.thickness)
        } else {
            Rule::new(Orientation::Vertical, a.x, a.y, b.y, rule.thickness)
        }
    }

    /// Runs of text in any direction, in content order: each glyph starts where the one before it ends.
    fn runs(&self, glyphs: &[&Glyph]) -> Vec<TextLine> {
        let mut runs = Vec::new();
        let mut run: Vec<&Glyph> = Vec::new();
        for glyph in glyphs {
            if let Some(last) = run.last() {
                let next = Point { x: last.origin.x + last.advance.x, y: last.origin.y + last.advance.y };
                let away = (glyph.origin.x - next.x).hypot(glyph.origin.y - next.y);
                if away > ASIDE_JOIN * last.size || direction(last) != direction(glyph) {
                    runs.extend(self.run(&run));
                    run.clear();
                }
            }
            run.push(glyph);
        }
        runs.extend(self.run(&run));
        runs
    }

    fn run(&self, glyphs: &[&Glyph]) -> Option<TextLine> {
        let mut line = TextLine::default();
        for glyph in glyphs {
            let bbox = self.rect(glyph.bbox);
            line.bbox = if line.text.is_empty() { bbox } else { line.bbox.union(&bbox) };
            push_text(&mut line, &glyph.text, bbox.x0, bbox.x1);
        }
        let last = glyphs.last()?;
        line.baseline = self.point(last.origin).y;
        line.size = last.size;
        (!line.text.trim().is_empty()).then_some(line)
    }
}

/// Adds a glyph's characters to a line; several characters of one glyph share its width.
#[allow(clippy::cast_precision_loss)] // a glyph stands for a handful of characters
pub(super) fn push_text(line: &mut TextLine, text: &GlyphText, x0: f32, x1: f32) {
    let mut push = |c: char, extent: (f32, f32)| {
        line.text.push(if c.is_whitespace() || c.is_control() { ' ' } else { c });
        line.extents.push(extent);
    };
    match text {
        GlyphText::Char(c) => push(*c, (x0, x1)),
        GlyphText::Undecodable => push(char::REPLACEMENT_CHARACTER, (x0, x1)),
        GlyphText::Str(text) => {
            let step = (x1 - x0) / text.chars().count().max(1) as f32;
            for (i, c) in text.chars().enumerate() {
                push(c, (x0 + step * i as f32, x0 + step * (i + 1) as f32));
            }
        }
    }
}
