//! Set pages to PDF with krilla: embedded subsets, ToUnicode, compressed streams — what an office program
//! of today writes.

use crate::face::Face;
use crate::flow::{PageSetup, Placing};
use crate::typeset::{Metrics, Op, SetPage};
use flate2::{Compression, write::ZlibEncoder};
use krilla::geom::{PathBuilder, Point, Rect, Transform};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Document, SerializeSettings, color::rgb};
use std::io::Write;

/// Width of ruling lines, in points.
const RULE: f32 = 0.5;

/// The document as bytes, the same for the same pages.
pub(crate) fn write(pages: &[SetPage], face: &Face) -> Vec<u8> {
    let settings = SerializeSettings { xmp_metadata: false, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let font = face.for_krilla().expect("the font can be embedded");
    for page in pages {
        let (width, height) = paper(page.setup);
        let mut sheet = document.start_page_with(PageSettings::from_wh(width, height).expect("a page has a size"));
        let mut surface = sheet.surface();
        if page.setup.placing != Placing::Upright {
            surface.push_transform(&Transform::from_row(0.0, -1.0, 1.0, 0.0, 0.0, page.setup.width));
        }
        for ops in page.ops.chunk_by(|left, right| kind(left) == kind(right)) {
            match kind(&ops[0]) {
                Kind::Text => ops.iter().for_each(|op| text(&mut surface, op, &font, face)),
                Kind::Stroked => rules(&mut surface, ops, false),
                Kind::Filled => rules(&mut surface, ops, true),
            }
        }
        if page.setup.placing != Placing::Upright {
            surface.pop();
        }
        surface.finish();
        sheet.finish();
    }
    document.finish().expect("krilla writes what was drawn")
}

/// Width and height of the sheet of paper.
pub(crate) fn paper(setup: PageSetup) -> (f32, f32) {
    match setup.placing {
        Placing::Upright => (setup.width, setup.height),
        Placing::Sideways | Placing::Rotated => (setup.height, setup.width),
    }
}

/// What operations are drawn together as.
#[derive(PartialEq)]
enum Kind {
    Text,
    Stroked,
    Filled,
}

fn kind(op: &Op) -> Kind {
    match op {
        Op::Text { .. } => Kind::Text,
        Op::Rule { filled: false, .. } => Kind::Stroked,
        Op::Rule { filled: true, .. } => Kind::Filled,
    }
}

fn black() -> Fill {
    Fill { paint: rgb::Color::black().into(), opacity: NormalizedF32::ONE, rule: Default::default() }
}

fn text(surface: &mut Surface, op: &Op, font: &Font, face: &Face) {
    if let Op::Text { x, y, size, text } = op {
        surface.set_fill(Some(black()));
        surface.draw_glyphs(Point::from_xy(*x, *y), &glyphs(text, face), font.clone(), text, *size, false);
    }
}

/// Ruling lines as one path: stroked lines, or thin filled rectangles.
fn rules(surface: &mut Surface, ops: &[Op], filled: bool) {
    let mut path = PathBuilder::new();
    for op in ops {
        let Op::Rule { x0, y0, x1, y1, .. } = op else { continue };
        let half = RULE / 2.0;
        if !filled {
            path.move_to(*x0, *y0);
            path.line_to(*x1, *y1);
        } else if let Some(rect) = Rect::from_ltrb(x0 - half, y0 - half, x1 + half, y1 + half) {
            path.push_rect(rect);
        }
    }
    surface.set_fill(filled.then(black));
    surface.set_stroke((!filled).then(|| Stroke { width: RULE, ..Stroke::default() }));
    path.finish().into_iter().for_each(|path| surface.draw_path(&path));
    surface.set_stroke(None);
}

/// Data for a stream with `FlateDecode`.
pub(crate) fn deflated(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).and_then(|()| encoder.finish()).expect("writing to memory")
}

fn glyphs(text: &str, face: &Face) -> Vec<KrillaGlyph> {
    text.char_indices()
        .map(|(at, character)| KrillaGlyph {
            glyph_id: GlyphId::new(face.glyph(character)),
            text_range: at..at + character.len_utf8(),
            x_advance: face.advance(character),
            x_offset: 0.0,
            y_offset: 0.0,
            y_advance: 0.0,
            location: None,
        })
        .collect()
}
