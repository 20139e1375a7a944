//! Pages that lie a little askew, as scans that were recognised do: glyphs in, the angle of their lines out.

use crate::content::matrix::Matrix;
use crate::page::Glyph;

/// Less than this (as a tangent) does no harm: over the width of a page lines stay apart.
const LEAST: f32 = 0.005;
/// More than this is no skew but a direction.
const MOST: f32 = 0.1;
/// The lines of a page that lies askew are parallel, to within this tangent.
const PARALLEL: f32 = 0.002;
/// Nearly all glyphs of such a page have one direction: this part of them, in hundredths.
const NEARLY_ALL: usize = 90;
/// Fewer glyphs say nothing.
const ENOUGH: usize = 20;

/// By how much the lines of a page rise or fall, in radians, where all do.
pub(crate) fn of(glyphs: &[Glyph]) -> Option<f32> {
    let slanted = glyphs.iter().filter(|glyph| glyph.advance.y != 0.0 && glyph.advance.x != 0.0).count();
    if slanted < ENOUGH || slanted.saturating_mul(100) < glyphs.len().saturating_mul(NEARLY_ALL) {
        return None;
    }
    let tangent = |glyph: &Glyph| Some(glyph.advance.y / glyph.advance.x).filter(|_| glyph.advance.x > 0.0);
    let mut tangents: Vec<f32> = glyphs.iter().filter_map(tangent).collect();
    tangents.sort_by(f32::total_cmp);
    let middle = tangents.get(tangents.len() / 2).copied()?;
    let parallel = tangents.iter().filter(|tangent| (**tangent - middle).abs() < PARALLEL).count();
    let askew = (LEAST..MOST).contains(&middle.abs());
    (askew && parallel.saturating_mul(100) >= glyphs.len().saturating_mul(NEARLY_ALL)).then(|| middle.atan())
}

/// Turns a page of this size straight around its middle.
pub(crate) fn straighten(angle: f32, width: f32, height: f32) -> Matrix {
    let (sin, cos) = f64::from(angle).sin_cos();
    let (x, y) = (f64::from(width) / 2.0, f64::from(height) / 2.0);
    Matrix { a: cos, b: -sin, c: sin, d: cos, e: x - cos * x - sin * y, f: y + sin * x - cos * y }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Point;

    fn page(tangent: f32, count: usize) -> Vec<Glyph> {
        let mut glyph = Glyph::upright('0', Point { x: 100.0, y: 100.0 }, 5.0, 10.0);
        glyph.advance.y = 5.0 * tangent;
        vec![glyph; count]
    }

    #[test]
    fn lines_that_all_rise_alike_are_askew() {
        let angle = of(&page(0.02, 40)).unwrap();
        assert!((angle - 0.02).abs() < 1e-4);
        assert_eq!(of(&page(0.0, 40)), None);
        assert_eq!(of(&page(0.001, 40)), None);
        assert_eq!(of(&page(0.5, 40)), None);
        let mut mixed = page(0.02, 40);
        mixed.extend(page(0.0, 10));
        assert_eq!(of(&mixed), None);
    }

    #[test]
    fn a_straightened_line_is_level_and_the_middle_stays() {
        let matrix = straighten(0.02, 600.0, 800.0);
        let moved = matrix.apply_vector(100.0, 100.0 * f64::from(0.02_f32.tan()));
        assert!(moved.y.abs() < 1e-3);
        let middle = matrix.apply(300.0, 400.0);
        assert!((middle.x - 300.0).abs() < 1e-3 && (middle.y - 400.0).abs() < 1e-3);
    }
}
