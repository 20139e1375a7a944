//! Set pages to a PDF of pictures: glyph outlines and rules painted into bitmaps, as a scanner with OCR
//! switched off gives them.

use crate::face::Face;
use crate::pdf::{deflated, paper};
use crate::typeset::{Metrics, Op, SetPage};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{GlyphId, MetadataProvider};

/// Pixels per point: 144 dpi.
const SCALE: f32 = 2.0;
/// Straight pieces of a curve.
const PIECES: u8 = 4;

/// The document as bytes: one picture a page.
pub(crate) fn write(pages: &[SetPage], face: &Face) -> Vec<u8> {
    let mut pdf = Pdf::new();
    let (catalog, tree) = (Ref::new(1), Ref::new(2));
    let ids: Vec<[Ref; 3]> =
        (0..).zip(pages).map(|(at, _)| std::array::from_fn(|k| Ref::new(3 + 3 * at + k as i32))).collect();
    pdf.catalog(catalog).pages(tree);
    pdf.pages(tree).kids(ids.iter().map(|[page, ..]| *page)).count(i32::try_from(pages.len()).expect("few pages"));
    for (page, [id, contents, picture]) in pages.iter().zip(ids) {
        let (width, height) = paper(page.setup);
        let mut object = pdf.page(id);
        object.parent(tree).media_box(Rect::new(0.0, 0.0, width, height)).contents(contents);
        object.resources().x_objects().pair(Name(b"P"), picture);
        object.finish();
        let mut content = Content::new();
        content.transform([width, 0.0, 0.0, height, 0.0, 0.0]).x_object(Name(b"P"));
        pdf.stream(contents, &content.finish()).finish();
        let bitmap = Bitmap::of(page, face);
        let data = deflated(&bitmap.bits);
        let mut image = pdf.image_xobject(picture, &data);
        image.filter(Filter::FlateDecode);
        image.width(bitmap.width as i32).height(bitmap.height as i32);
        image.bits_per_component(1).color_space().device_gray();
        image.finish();
    }
    pdf.finish()
}

/// One bit a pixel, rows padded to bytes, 1 is white.
struct Bitmap {
    width: usize,
    height: usize,
    bits: Vec<u8>,
}

impl Bitmap {
    fn of(page: &SetPage, face: &Face) -> Self {
        let (width, height) = ((page.setup.width * SCALE) as usize, (page.setup.height * SCALE) as usize);
        let mut bitmap = Bitmap { width, height, bits: vec![0xFF; width.div_ceil(8) * height] };
        for op in &page.ops {
            match op {
                Op::Text { x, y, size, text } => {
                    let mut x = *x;
                    for character in text.chars() {
                        bitmap.fill(&outline(face, character, *size, (x, *y)));
                        x += face.advance(character) * size;
                    }
                }
                Op::Rule { x0, y0, x1, y1, .. } => {
                    let edge = [(*x0, *y0), (*x1 + 0.6, *y0), (*x1 + 0.6, *y1 + 0.6), (*x0, *y1 + 0.6)];
                    let edges = (0..4).map(|at| (edge[at], edge[(at + 1) % 4])).collect::<Vec<_>>();
                    bitmap.fill(&edges);
                }
            }
        }
        bitmap
    }

    fn blacken(&mut self, x: usize, y: usize) {
        if x < self.width && y < self.height {
            self.bits[y * self.width.div_ceil(8) + x / 8] &= !(0x80 >> (x % 8));
        }
    }

    /// Fills what the edges enclose (nonzero winding), sampled at pixel centres.
    fn fill(&mut self, edges: &[(Point, Point)]) {
        let rows = edges.iter().flat_map(|(from, to)| [from.1, to.1]).map(|y| (y * SCALE).max(0.0) as usize);
        let (Some(first), Some(last)) = (rows.clone().min(), rows.max()) else { return };
        for row in first..=last {
            let y = (row as f32 + 0.5) / SCALE;
            let mut crossings: Vec<(f32, i32)> = edges
                .iter()
                .filter(|(from, to)| (from.1 <= y) != (to.1 <= y))
                .map(|(from, to)| {
                    let x = from.0 + (y - from.1) / (to.1 - from.1) * (to.0 - from.0);
                    (x, if from.1 < to.1 { 1 } else { -1 })
                })
                .collect();
            crossings.sort_by(|left, right| left.0.total_cmp(&right.0));
            let mut winding = 0;
            for pair in crossings.windows(2) {
                winding += pair[0].1;
                if winding != 0 {
                    let (from, to) = (pair[0].0 * SCALE - 0.5, pair[1].0 * SCALE - 0.5);
                    (from.ceil().max(0.0) as usize..=to.max(0.0) as usize).for_each(|x| self.blacken(x, row));
                }
            }
        }
    }
}

type Point = (f32, f32);

/// The outline of a glyph as straight edges on the page, its origin at `origin`.
fn outline(face: &Face, character: char, size: f32, origin: Point) -> Vec<(Point, Point)> {
    let mut pen = Edges { origin, start: origin, at: origin, edges: Vec::new() };
    let font = face.font();
    if let Some(glyph) = font.outline_glyphs().get(GlyphId::new(face.glyph(character))) {
        let settings = DrawSettings::unhinted(Size::new(size), LocationRef::default());
        glyph.draw(settings, &mut pen).expect("the outlines of the font can be read");
    }
    pen.edges
}

/// Collects outlines as edges, y downwards.
struct Edges {
    origin: Point,
    start: Point,
    at: Point,
    edges: Vec<(Point, Point)>,
}

impl Edges {
    fn point(&self, x: f32, y: f32) -> Point {
        (self.origin.0 + x, self.origin.1 - y)
    }

    fn edge(&mut self, to: Point) {
        self.edges.push((self.at, to));
        self.at = to;
    }

    /// A Bézier curve with two control points.
    fn curve(&mut self, first: Point, second: Point, end: Point) {
        let start = self.at;
        for piece in 1..=PIECES {
            let t = f32::from(piece) / f32::from(PIECES);
            let u = 1.0 - t;
            let along = |a: f32, b: f32, c: f32, d: f32| {
                u * u * u * a + 3.0 * u * u * t * b + 3.0 * u * t * t * c + t * t * t * d
            };
            self.edge((along(start.0, first.0, second.0, end.0), along(start.1, first.1, second.1, end.1)));
        }
    }
}

impl OutlinePen for Edges {
    fn move_to(&mut self, x: f32, y: f32) {
        self.start = self.point(x, y);
        self.at = self.start;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.edge(self.point(x, y));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (from, control, to) = (self.at, self.point(cx, cy), self.point(x, y));
        let towards = |end: Point| (end.0 + (control.0 - end.0) * 2.0 / 3.0, end.1 + (control.1 - end.1) * 2.0 / 3.0);
        self.curve(towards(from), towards(to), to);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.curve(self.point(cx0, cy0), self.point(cx1, cy1), self.point(x, y));
    }

    fn close(&mut self) {
        self.edge(self.start);
    }
}
