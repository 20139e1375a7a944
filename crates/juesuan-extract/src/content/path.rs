//! Painted paths: which of them are ruling lines, which are backgrounds.
//!
//! In: path construction in displayed-page coordinates. Out: pieces of [`Rule`]s (not yet merged) and the boxes of
//! larger filled rectangles. A ruling line is a stroked horizontal or vertical segment, an edge of a stroked
//! rectangle, a filled rectangle that is thin, or the ring between two nested rectangles. The edges of larger filled
//! rectangles are not: they are the shading of cells.

use crate::geometry::{Point, Rect};
use crate::page::{Orientation, Rule};

/// Thicker than this many points is no ruling line but a bar or a background. Office programs draw borders of up to
/// 3 pt (6 pt for the rare "thick" styles); a row of text is at least 7 pt high.
const MAX_THICKNESS: f32 = 4.0;
/// Letters are at most this large and at least this high, in points.
const LARGEST_LETTER: f32 = 60.0;
const LOWEST_LETTER: f32 = 2.5;
/// A box that hides what lies below it fills this much of its bounds.
const SOLID: f32 = 0.97;
/// How far a line may rise, in points, and still be taken for horizontal.
const MAX_SLANT: f32 = 0.6;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Segment {
    Move(Point),
    Line(Point),
    /// The end of a Bézier curve: moves the current point, paints no ruling line.
    Curve(Point),
    Close,
}

/// What painted paths left behind.
#[derive(Debug, Default)]
pub(crate) struct Painted {
    /// Pieces of ruling lines.
    pub(crate) rules: Vec<Rule>,
    /// Large filled boxes.
    pub(crate) fills: Vec<Rect>,
    /// Filled boxes that hide what lies below them.
    pub(crate) covers: Vec<Rect>,
    /// Boxes of other shapes that are no larger than a letter.
    pub(crate) shapes: Vec<Rect>,
}

/// The path under construction.
#[derive(Debug, Default)]
pub(crate) struct Path {
    segments: Vec<Segment>,
    start: Point,
}

impl Path {
    pub(crate) fn clear(&mut self) {
        self.segments.clear();
    }

    pub(crate) fn len(&self) -> usize {
        self.segments.len()
    }

    pub(crate) fn move_to(&mut self, point: Point) {
        self.start = point;
        self.segments.push(Segment::Move(point));
    }

    pub(crate) fn line_to(&mut self, point: Point) {
        self.segments.push(if self.segments.is_empty() { Segment::Move(point) } else { Segment::Line(point) });
    }

    pub(crate) fn curve_to(&mut self, point: Point) {
        self.segments.push(if self.segments.is_empty() { Segment::Move(point) } else { Segment::Curve(point) });
    }

    pub(crate) fn close(&mut self) {
        if !self.segments.is_empty() {
            self.segments.push(Segment::Close);
        }
    }

    /// A closed quadrilateral.
    pub(crate) fn quadrilateral(&mut self, corners: [Point; 4]) {
        let [first, rest @ ..] = corners;
        self.move_to(first);
        for corner in rest {
            self.line_to(corner);
        }
        self.close();
    }

    /// The box around all points; `None` for an empty path.
    pub(crate) fn bounds(&self) -> Option<Rect> {
        let points = self.segments.iter().filter_map(|segment| match *segment {
            Segment::Move(point) | Segment::Line(point) | Segment::Curve(point) => Some(point),
            Segment::Close => None,
        });
        bounds(points)
    }

    /// Adds the ruling lines of the path stroked with a pen `width` points wide.
    pub(crate) fn stroke(&self, width: f32, clip: &Rect, painted: &mut Painted) {
        let mut current = Point::default();
        let mut start = Point::default();
        for segment in &self.segments {
            let end = match *segment {
                Segment::Move(point) => {
                    (start, current) = (point, point);
                    continue;
                }
                Segment::Curve(point) => {
                    current = point;
                    continue;
                }
                Segment::Line(point) => point,
                Segment::Close => start,
            };
            stroke_segment(current, end, width, clip, painted);
            current = end;
        }
    }

    /// Whether the path is one box.
    pub(crate) fn is_box(&self) -> bool {
        let mut polygons = self.segments.chunk_by(|_, next| !matches!(next, Segment::Move(_)));
        let solid = |polygon| {
            filled_box(polygon).is_some_and(|(bounds, area)| area.abs() >= SOLID * bounds.width() * bounds.height())
        };
        polygons.next().is_some_and(solid) && polygons.next().is_none()
    }

    /// Adds the letters that may be drawn with a pen: shapes with curves.
    pub(crate) fn stroke_shapes(&self, painted: &mut Painted) {
        let polygons = self.segments.chunk_by(|_, next| !matches!(next, Segment::Move(_)));
        let curved = |polygon: &&[Segment]| polygon.iter().any(|segment| matches!(segment, Segment::Curve(_)));
        painted.shapes.extend(polygons.filter(curved).filter_map(shape));
    }

    /// Adds the ruling lines and backgrounds of the path filled.
    pub(crate) fn fill(&self, even_odd: bool, clip: &Rect, painted: &mut Painted) {
        let mut outer: Option<(Rect, f32)> = None;
        for polygon in self.segments.chunk_by(|_, next| !matches!(next, Segment::Move(_))) {
            let Some((bounds, area)) = filled_box(polygon) else {
                outer = None;
                painted.shapes.extend(shape(polygon));
                continue;
            };
            if area.abs() >= SOLID * bounds.width() * bounds.height() {
                painted.covers.push(bounds);
            }
            if bounds.width() <= MAX_THICKNESS || bounds.height() <= MAX_THICKNESS {
                bar(&bounds, clip, painted);
                continue;
            }
            if let Some((ring, ring_area)) = outer
                && (even_odd || ring_area * area < 0.0)
                && frame(&ring, &bounds, clip, painted)
            {
                // The box counted as a background before was the outside of a frame.
                painted.fills.pop();
                painted.covers.clear();
                outer = None;
                continue;
            }
            painted.fills.push(bounds);
            outer = Some((bounds, area));
        }
    }
}

/// The box of a shape that may be a letter.
fn shape(polygon: &[Segment]) -> Option<Rect> {
    let points = polygon.iter().filter_map(|segment| match *segment {
        Segment::Move(point) | Segment::Line(point) | Segment::Curve(point) => Some(point),
        Segment::Close => None,
    });
    let bounds = bounds(points)?;
    let larger = bounds.width().max(bounds.height());
    (LOWEST_LETTER..=LARGEST_LETTER).contains(&larger).then_some(bounds)
}

fn bounds(mut points: impl Iterator<Item = Point>) -> Option<Rect> {
    let first = points.next()?;
    let start = Rect { x0: first.x, y0: first.y, x1: first.x, y1: first.y };
    Some(points.fold(start, |bounds, point| bounds.union(&Rect::from_corners(point, point))))
}

/// The box of a polygon that all but fills its box, with its signed area; `None` for any other shape.
fn filled_box(polygon: &[Segment]) -> Option<(Rect, f32)> {
    const MAX_CORNERS: usize = 12;
    let mut points = [Point::default(); MAX_CORNERS];
    let mut count = 0;
    for segment in polygon {
        match *segment {
            Segment::Move(point) | Segment::Line(point) => {
                *points.get_mut(count)? = point;
                count += 1;
            }
            Segment::Curve(_) => return None,
            Segment::Close => {}
        }
    }
    let corners = points.get(..count).filter(|corners| corners.len() >= 2)?;
    let bounds = bounds(corners.iter().copied())?;
    let next = corners.iter().cycle().skip(1);
    let area = corners.iter().zip(next).map(|(a, b)| a.x * b.y - b.x * a.y).sum::<f32>() / 2.0;
    let thin = bounds.width().min(bounds.height());
    // A degenerate rectangle is painted as a hairline; a thin one may have mitred ends.
    let required = if thin <= 0.3 { 0.0 } else { 0.6 };
    (area.abs() >= required * bounds.width() * bounds.height()).then_some((bounds, area))
}

fn stroke_segment(from: Point, to: Point, width: f32, clip: &Rect, painted: &mut Painted) {
    let (dx, dy) = ((to.x - from.x).abs(), (to.y - from.y).abs());
    let spanned = Rect::from_corners(from, to);
    let middle = spanned.center();
    let half = width / 2.0;
    let pen = if dy <= MAX_SLANT && dx > 2.0 * dy {
        Rect { y0: middle.y - half, y1: middle.y + half, ..spanned }
    } else if dx <= MAX_SLANT && dy > 2.0 * dx {
        Rect { x0: middle.x - half, x1: middle.x + half, ..spanned }
    } else {
        return;
    };
    bar(&pen, clip, painted);
}

/// A painted bar: a rule when it is thin; both ways when it is a small square, as corners of borders are.
fn bar(bounds: &Rect, clip: &Rect, painted: &mut Painted) {
    let (width, height) = (bounds.width(), bounds.height());
    if width <= MAX_THICKNESS.min(height) {
        push(Rule::new(Orientation::Vertical, bounds.center().x, bounds.y0, bounds.y1, width), clip, painted);
    }
    if height <= MAX_THICKNESS.min(width) {
        push(Rule::new(Orientation::Horizontal, bounds.center().y, bounds.x0, bounds.x1, height), clip, painted);
    }
    let squarish = width <= MAX_THICKNESS && height <= MAX_THICKNESS && width.max(height) < 2.0 * width.min(height);
    if squarish && width < height {
        push(Rule::new(Orientation::Horizontal, bounds.center().y, bounds.x0, bounds.x1, height), clip, painted);
    } else if squarish && height < width {
        push(Rule::new(Orientation::Vertical, bounds.center().x, bounds.y0, bounds.y1, width), clip, painted);
    }
}

/// The four sides between two nested boxes; `false` when these are no frame.
fn frame(outer: &Rect, inner: &Rect, clip: &Rect, painted: &mut Painted) -> bool {
    let sides = [
        (Orientation::Horizontal, outer.y0, inner.y0),
        (Orientation::Horizontal, inner.y1, outer.y1),
        (Orientation::Vertical, outer.x0, inner.x0),
        (Orientation::Vertical, inner.x1, outer.x1),
    ];
    if !sides.iter().all(|&(_, low, high)| (-0.01..=MAX_THICKNESS).contains(&(high - low))) {
        return false;
    }
    for (orientation, low, high) in sides.into_iter().filter(|&(_, low, high)| high - low > 0.01) {
        let (start, end) = match orientation {
            Orientation::Horizontal => (outer.x0, outer.x1),
            Orientation::Vertical => (outer.y0, outer.y1),
        };
        push(Rule::new(orientation, (low + high) / 2.0, start, end, high - low), clip, painted);
    }
    true
}

/// Keeps what the clip leaves of a rule.
fn push(mut rule: Rule, clip: &Rect, painted: &mut Painted) {
    let (along, across) = match rule.orientation {
        Orientation::Horizontal => ((clip.x0, clip.x1), (clip.y0, clip.y1)),
        Orientation::Vertical => ((clip.y0, clip.y1), (clip.x0, clip.x1)),
    };
    let half = rule.thickness / 2.0;
    rule.start = rule.start.max(along.0);
    rule.end = rule.end.min(along.1);
    if rule.start <= rule.end && rule.position + half >= across.0 && rule.position - half <= across.1 {
        painted.rules.push(rule);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLIP: Rect = Rect { x0: 0.0, y0: 0.0, x1: 500.0, y1: 500.0 };

    fn rectangle(path: &mut Path, x0: f32, y0: f32, x1: f32, y1: f32) {
        path.quadrilateral([
            Point { x: x0, y: y0 },
            Point { x: x1, y: y0 },
            Point { x: x1, y: y1 },
            Point { x: x0, y: y1 },
        ]);
    }

    fn painted(build: impl FnOnce(&mut Path), paint: impl FnOnce(&Path, &mut Painted)) -> Painted {
        let (mut path, mut painted) = (Path::default(), Painted::default());
        build(&mut path);
        paint(&path, &mut painted);
        painted
    }

    #[test]
    fn stroked_rectangles_have_four_edges() {
        let rules =
            painted(|path| rectangle(path, 10.0, 20.0, 110.0, 70.0), |path, out| path.stroke(0.5, &CLIP, out)).rules;
        assert_eq!(rules.len(), 4);
        assert!(rules.contains(&Rule::new(Orientation::Horizontal, 20.0, 10.0, 110.0, 0.5)));
        assert!(rules.contains(&Rule::new(Orientation::Vertical, 10.0, 20.0, 70.0, 0.5)));
    }

    #[test]
    fn thin_filled_rectangles_are_rules_and_large_ones_are_backgrounds() {
        let thin = painted(|path| rectangle(path, 10.0, 20.0, 110.0, 20.5), |path, out| path.fill(false, &CLIP, out));
        assert_eq!(thin.rules, [Rule::new(Orientation::Horizontal, 20.25, 10.0, 110.0, 0.5)]);
        let large = painted(|path| rectangle(path, 10.0, 20.0, 110.0, 40.0), |path, out| path.fill(false, &CLIP, out));
        assert!(large.rules.is_empty());
        assert_eq!(large.fills.len(), 1);
    }

    #[test]
    fn a_ring_of_two_rectangles_is_a_frame() {
        let build = |path: &mut Path| {
            rectangle(path, 10.0, 20.0, 110.0, 70.0);
            rectangle(path, 11.0, 21.0, 109.0, 69.0);
        };
        let ring = painted(build, |path, out| path.fill(true, &CLIP, out));
        assert_eq!(ring.rules.len(), 4);
        assert!(ring.fills.is_empty());
        // Filled by the nonzero rule both boxes are solid.
        let solid = painted(build, |path, out| path.fill(false, &CLIP, out));
        assert!(solid.rules.is_empty());
    }

    #[test]
    fn curves_and_slanted_lines_are_no_rules() {
        let build = |path: &mut Path| {
            path.move_to(Point { x: 10.0, y: 10.0 });
            path.curve_to(Point { x: 100.0, y: 10.0 });
            path.line_to(Point { x: 150.0, y: 60.0 });
        };
        assert!(painted(build, |path, out| path.stroke(1.0, &CLIP, out)).rules.is_empty());
    }

    #[test]
    fn a_wide_pen_drawing_a_short_line_makes_a_rule_across() {
        let build = |path: &mut Path| {
            path.move_to(Point { x: 100.0, y: 50.0 });
            path.line_to(Point { x: 100.5, y: 50.0 });
        };
        let rules = painted(build, |path, out| path.stroke(40.0, &CLIP, out)).rules;
        assert_eq!(rules, [Rule::new(Orientation::Vertical, 100.25, 30.0, 70.0, 0.5)]);
    }

    #[test]
    fn the_clip_cuts_rules() {
        let clip = Rect { x0: 50.0, y0: 0.0, x1: 60.0, y1: 15.0 };
        let rules =
            painted(|path| rectangle(path, 10.0, 10.0, 110.0, 70.0), |path, out| path.stroke(1.0, &clip, out)).rules;
        assert_eq!(rules, [Rule::new(Orientation::Horizontal, 10.0, 50.0, 60.0, 1.0)]);
    }
}
