//! The content of an OFD page → glyphs, pieces of ruling lines, boxes of pictures.

use juesuan_extract::{Glyph, Orientation, Page, Point, Rect, Rule};

use crate::limits::Budget;
use crate::xml::{Element, Node, Xml};

use juesuan_document::{InkKind, UnreadInk};

use super::clip;
use super::matrix::{Matrix, POINTS, boundary, deltas, numbers};

/// Ink this light is a watermark, which is not read: of [`FULL`], the mean of its colours. So is what lets more than half
/// of the paper through.
const LIGHT: f32 = 190.0;
const FULL: f32 = 255.0;

/// A filled strip this thin is a ruling line, in points; a row of text is higher.
const THIN: f32 = 4.0;

/// How far a line may rise and still be level, in points.
const SLANT: f32 = 0.6;

/// The line width where none is stated, in millimetres, as the standard (GB/T 33190) has it.
const LINE_WIDTH: f32 = 0.353;

/// Text without stated distances is set solid: Latin letters and digits take half the size.
const HALF: f32 = 0.5;

/// An object under way.
#[derive(Debug, Clone)]
struct Object {
    matrix: Matrix,
    origin: Point,
    size: f32,
    width: f32,
    fills: bool,
    strokes: bool,
    light: bool,
    /// The box beyond which nothing of it is shown, in its own millimetres.
    clip: Option<[f32; 4]>,
    /// Where the next character goes.
    pen: (f32, f32),
}

impl Object {
    fn of(element: &Element) -> Option<Self> {
        let [x, y, ..] = boundary(element.attribute("Boundary")).unwrap_or_default();
        let number = |name: &str| element.attribute(name).and_then(|text| numbers(text).first().copied());
        let is = |name: &str, usual: bool| element.attribute(name).map_or(usual, |text| text == "true");
        let shown = is("Visible", true) && number("Alpha").is_none_or(|alpha| alpha > 0.0);
        let is_text = element.name == "TextObject";
        let thin = number("Alpha").is_some_and(|alpha| alpha < FULL / 2.0);
        shown.then(|| Self {
            matrix: Matrix::parse(element.attribute("CTM")),
            origin: Point { x, y },
            size: number("Size").unwrap_or_default(),
            width: number("LineWidth").unwrap_or(LINE_WIDTH),
            fills: is("Fill", is_text),
            strokes: is("Stroke", !is_text),
            light: thin,
            clip: None,
            pen: (0.0, 0.0),
        })
    }
}

impl Object {
    /// Whether a box lies beyond the clip. Writers do not agree whether the object's matrix moves its clip: what one of
    /// both shows is shown.
    fn hides(&self, bbox: &Rect) -> bool {
        let Some([x0, y0, x1, y1]) = self.clip else { return false };
        let middle = bbox.center();
        let shows = |matrix: Matrix| {
            let corners = [(x0, y0), (x1, y0), (x0, y1), (x1, y1)].map(|(x, y)| matrix.apply(self.origin, x, y));
            let area = corners.into_iter().fold(None, |area: Option<Rect>, corner| {
                let point = Rect { x0: corner.x, y0: corner.y, x1: corner.x, y1: corner.y };
                Some(area.map_or(point, |area| area.union(&point)))
            });
            area.is_some_and(|area| area.contains(middle))
        };
        !shows(Matrix::IDENTITY) && !shows(self.matrix)
    }
}

/// Adds the objects of a content stream to a page.
pub(super) fn add(text: &str, page: &mut Page, depth: usize, budget: &mut Budget) -> Option<String> {
    let mut xml = Xml::new(text, depth);
    objects(&mut xml, page, budget);
    xml.damage
}

/// Adds the objects of the element that was opened last, up to its end or that of the budget.
pub(super) fn objects(xml: &mut Xml<'_>, page: &mut Page, budget: &mut Budget) {
    let mut object: Option<Object> = None;
    let mut open = 1_usize;
    while open > 0 {
        let element = match xml.next() {
            Some(Node::Open(element)) => element,
            Some(Node::Close) => {
                open = open.saturating_sub(1);
                continue;
            }
            Some(Node::Text(_)) => continue,
            None => return,
        };
        match element.name.as_str() {
            "TextObject" | "PathObject" => {
                object = Object::of(&element);
                match object {
                    Some(_) => open = open.saturating_add(1),
                    None => xml.skip(),
                }
            }
            "ImageObject" | "CompositeObject" => {
                if let Some([x, y, width, height]) = boundary(element.attribute("Boundary")) {
                    let at = |value: f32| value * POINTS;
                    page.images.push(Rect { x0: at(x), y0: at(y), x1: at(x + width), y1: at(y + height) });
                }
                xml.skip();
            }
            "FillColor" | "StrokeColor" => {
                if let (Some(object), Some(value)) = (&mut object, element.attribute("Value")) {
                    let colour = numbers(value);
                    let lightness = match colour.as_slice() {
                        [grey] => *grey,
                        [red, green, blue] => (red + green + blue) / 3.0,
                        [cyan, magenta, yellow, black] => FULL - (cyan + magenta + yellow + black),
                        _ => 0.0,
                    };
                    object.light |= element.name == "FillColor" && lightness > LIGHT;
                }
                open = open.saturating_add(1);
            }
            "TextCode" => {
                let text = xml.text();
                if let Some(object) = &mut object
                    && !characters(object, &element, &text, page, budget)
                {
                    return;
                }
            }
            "AbbreviatedData" => {
                let path = xml.text();
                if let Some(object) = &object
                    && !rules(object, &path, page, budget)
                {
                    return;
                }
            }
            // Clips and actions hold paths and texts that are not painted.
            "Clips" => {
                let clip = clip::read(xml);
                if let Some(object) = &mut object {
                    object.clip = clip;
                }
            }
            "Actions" => xml.skip(),
            _ => open = open.saturating_add(1),
        }
    }
}

/// The characters of a `TextCode`, one glyph each. Says no where the budget is spent.
fn characters(object: &mut Object, code: &Element, text: &str, page: &mut Page, budget: &mut Budget) -> bool {
    let start = |name: &str| code.attribute(name).and_then(|value| numbers(value).first().copied());
    let (mut x, mut y) = (start("X").unwrap_or(object.pen.0), start("Y").unwrap_or(object.pen.1));
    let count = text.chars().count();
    let (right, down) = (deltas(code.attribute("DeltaX"), count), deltas(code.attribute("DeltaY"), count));
    let solid = right.is_empty() && down.is_empty();
    let mut hidden: Option<(Rect, String)> = None;
    for (at, c) in text.chars().enumerate() {
        if !budget.take(c.len_utf8()) {
            return false;
        }
        let own = if c.is_ascii() { object.size * HALF } else { object.size };
        let (dx, dy) = match (right.get(at), down.get(at)) {
            (None, None) if solid => (own, 0.0),
            (None, None) => (0.0, 0.0),
            (dx, dy) => (dx.copied().unwrap_or_default(), dy.copied().unwrap_or_default()),
        };
        // The way to the next character may be longer than the character: the cell to the right begins there.
        let advance = if dx.abs() > 0.0 { dx.min(object.size) } else { own };
        let across = if dx == 0.0 && dy.abs() > 0.0 { (0.0, own.min(dy)) } else { (advance, 0.0) };
        if !c.is_whitespace() && !c.is_control() {
            let glyph = glyph(object, c, (x, y), across);
            if object.hides(&glyph.bbox) {
                let (bbox, text) = hidden.get_or_insert((glyph.bbox, String::new()));
                *bbox = bbox.union(&glyph.bbox);
                text.push(c);
            } else {
                page.glyphs.push(glyph);
            }
        }
        x += dx;
        y += dy;
    }
    object.pen = (x, y);
    page.left_out.extend(hidden.map(|(bbox, text)| UnreadInk::new(InkKind::Clipped, bbox, text)));
    true
}

fn glyph(object: &Object, c: char, at: (f32, f32), across: (f32, f32)) -> Glyph {
    let origin = object.matrix.apply(object.origin, at.0, at.1);
    let advance = object.matrix.turn(across.0, across.1);
    let up = object.matrix.turn(0.0, -object.size);
    let size = up.x.hypot(up.y);
    let mut glyph = Glyph::upright(c, origin, advance.x, size);
    let corner = |along: f32, above: f32| Point {
        x: origin.x + advance.x * along + up.x * above,
        y: origin.y + advance.y * along + up.y * above,
    };
    let corners = [corner(0.0, 0.88), corner(1.0, 0.88), corner(0.0, -0.12), corner(1.0, -0.12)];
    let edge =
        |of: fn(&Point) -> f32, pick: fn(f32, f32) -> f32| corners.iter().map(of).reduce(pick).unwrap_or_default();
    glyph.bbox = Rect {
        x0: edge(|corner| corner.x, f32::min),
        y0: edge(|corner| corner.y, f32::min),
        x1: edge(|corner| corner.x, f32::max),
        y1: edge(|corner| corner.y, f32::max),
    };
    glyph.advance = advance;
    glyph.faint = object.light;
    glyph.mirrored = advance.x * up.y - advance.y * up.x > 0.0;
    glyph
}

/// The level and upright lines of a path. Says no where the budget is spent.
fn rules(object: &Object, path: &str, page: &mut Page, budget: &mut Budget) -> bool {
    let mut words = path.split_whitespace();
    let (mut start, mut here) = (None, None);
    let mut subpath: Vec<Point> = Vec::new();
    let thickness = object.matrix.turn(object.width, 0.0);
    let thickness = thickness.x.hypot(thickness.y);
    while let Some(word) = words.next() {
        let operands = match word {
            "S" | "M" | "L" => 2,
            "Q" => 4,
            "B" => 6,
            "A" => 7,
            "C" => 0,
            _ => continue,
        };
        if !budget.take(0) {
            return false;
        }
        let given: Vec<f32> = words.by_ref().take(operands).map_while(|word| word.parse().ok()).collect();
        let end = match given.as_slice() {
            [.., x, y] if given.len() == operands => Some(object.matrix.apply(object.origin, *x, *y)),
            _ if word == "C" => start,
            _ => return true,
        };
        match word {
            "S" | "M" => {
                strip(object, &subpath, page);
                subpath.clear();
                start = end;
            }
            "L" | "C" => {
                if let (true, Some(from), Some(to)) = (object.strokes && !object.light, here, end) {
                    page.rules.extend(rule(from, to, thickness));
                }
            }
            // A curve is no ruling line, and what holds one is no strip.
            _ => subpath.push(Point { x: f32::NAN, y: f32::NAN }),
        }
        subpath.extend(end);
        here = end;
    }
    strip(object, &subpath, page);
    true
}

fn rule(from: Point, to: Point, thickness: f32) -> Option<Rule> {
    let (width, height) = ((to.x - from.x).abs(), (to.y - from.y).abs());
    if height <= SLANT && width > height {
        return Some(Rule::new(Orientation::Horizontal, f32::midpoint(from.y, to.y), from.x, to.x, thickness));
    }
    let upright = width <= SLANT && height > width;
    upright.then(|| Rule::new(Orientation::Vertical, f32::midpoint(from.x, to.x), from.y, to.y, thickness))
}

/// A filled strip that is thin is a line.
fn strip(object: &Object, points: &[Point], page: &mut Page) {
    if !object.fills || object.light || points.len() < 3 || points.iter().any(|point| !point.x.is_finite()) {
        return;
    }
    let edge =
        |of: fn(&Point) -> f32, pick: fn(f32, f32) -> f32| points.iter().map(of).reduce(pick).unwrap_or_default();
    let (x0, x1) = (edge(|point| point.x, f32::min), edge(|point| point.x, f32::max));
    let (y0, y1) = (edge(|point| point.y, f32::min), edge(|point| point.y, f32::max));
    let (width, height) = (x1 - x0, y1 - y0);
    if height <= THIN && width > height {
        page.rules.push(Rule::new(Orientation::Horizontal, f32::midpoint(y0, y1), x0, x1, height));
    } else if width <= THIN && height > width {
        page.rules.push(Rule::new(Orientation::Vertical, f32::midpoint(x0, x1), y0, y1, width));
    }
}
