//! Affine transformations, in double precision: pages are scaled up and down by large factors.

use crate::geometry::{Point, Rect};

/// `x' = a x + c y + e`, `y' = b x + d y + f`, as PDF writes it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Matrix {
    pub(crate) a: f64,
    pub(crate) b: f64,
    pub(crate) c: f64,
    pub(crate) d: f64,
    pub(crate) e: f64,
    pub(crate) f: f64,
}

impl Matrix {
    pub(crate) const IDENTITY: Self = Self { a: 1.0, b: 0.0, c: 0.0, d: 1.0, e: 0.0, f: 0.0 };

    pub(crate) fn new(numbers: [f32; 6]) -> Self {
        let [a, b, c, d, e, f] = numbers.map(f64::from);
        Self { a, b, c, d, e, f }
    }

    pub(crate) fn translation(e: f64, f: f64) -> Self {
        Self { e, f, ..Self::IDENTITY }
    }

    /// First `self`, then `outer`.
    pub(crate) fn then(&self, outer: &Self) -> Self {
        Self {
            a: self.a * outer.a + self.b * outer.c,
            b: self.a * outer.b + self.b * outer.d,
            c: self.c * outer.a + self.d * outer.c,
            d: self.c * outer.b + self.d * outer.d,
            e: self.e * outer.a + self.f * outer.c + outer.e,
            f: self.e * outer.b + self.f * outer.d + outer.f,
        }
    }

    pub(crate) fn apply(&self, x: f64, y: f64) -> Point {
        Point { x: (self.a * x + self.c * y + self.e) as f32, y: (self.b * x + self.d * y + self.f) as f32 }
    }

    /// The image of a vector: no translation.
    pub(crate) fn apply_vector(&self, x: f64, y: f64) -> Point {
        Point { x: (self.a * x + self.c * y) as f32, y: (self.b * x + self.d * y) as f32 }
    }

    /// The box around the image of a box.
    pub(crate) fn apply_box(&self, x0: f64, y0: f64, x1: f64, y1: f64) -> Rect {
        let one = Rect::from_corners(self.apply(x0, y0), self.apply(x1, y1));
        one.union(&Rect::from_corners(self.apply(x0, y1), self.apply(x1, y0)))
    }

    /// Whether boxes stay boxes: no rotation but quarter turns.
    pub(crate) fn is_straight(&self) -> bool {
        let none = |x: f64, y: f64| x.abs() <= 1e-3 * y.abs();
        none(self.b, self.a) && none(self.c, self.d) || none(self.a, self.b) && none(self.d, self.c)
    }

    /// Whether writing comes out as in a mirror; pages are turned upside down, once, on their way to the display.
    pub(crate) fn mirrors(&self) -> bool {
        self.a * self.d - self.b * self.c > 0.0
    }

    /// How much a unit vector along y is stretched.
    pub(crate) fn y_scale(&self) -> f64 {
        self.c.hypot(self.d)
    }

    /// The square root of how much areas grow: how line widths scale.
    pub(crate) fn mean_scale(&self) -> f64 {
        (self.a * self.d - self.b * self.c).abs().sqrt()
    }

    pub(crate) fn is_finite(&self) -> bool {
        [self.a, self.b, self.c, self.d, self.e, self.f].iter().all(|number| number.is_finite())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transformations_follow_one_another() {
        let scale = Matrix::new([2.0, 0.0, 0.0, 3.0, 0.0, 0.0]);
        let moved = scale.then(&Matrix::translation(10.0, 20.0));
        assert_eq!(moved.apply(1.0, 1.0), Point { x: 12.0, y: 23.0 });
        assert_eq!(moved.apply_vector(1.0, 1.0), Point { x: 2.0, y: 3.0 });
        assert_eq!(moved.y_scale(), 3.0);
        let turned = Matrix::new([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]);
        assert_eq!(turned.apply_box(0.0, 0.0, 2.0, 1.0), Rect { x0: -1.0, y0: 0.0, x1: 0.0, y1: 2.0 });
    }
}
