//! Coordinates of an OFD page: millimetres from the top left, moved and scaled object by object, to points.

use juesuan_extract::Point;

/// Points in a millimetre.
pub(super) const POINTS: f32 = 72.0 / 25.4;

/// `a b c d e f`: x' = a·x + c·y + e, y' = b·x + d·y + f.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix([f32; 6]);

impl Matrix {
    pub(super) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// `CTM="1 0 0 1 0 0"`; one that is no matrix leaves everything where it is.
    pub(super) fn parse(text: Option<&str>) -> Self {
        let numbers = text.map(numbers).unwrap_or_default();
        <[f32; 6]>::try_from(numbers).map_or(Self::IDENTITY, Self)
    }

    /// A point of the object on the page, in points.
    pub(super) fn apply(self, origin: Point, x: f32, y: f32) -> Point {
        let [a, b, c, d, e, f] = self.0;
        Point { x: (a * x + c * y + e + origin.x) * POINTS, y: (b * x + d * y + f + origin.y) * POINTS }
    }

    /// This matrix after another one.
    pub(super) fn after(self, first: Self) -> Self {
        let ([a, b, c, d, e, f], [p, q, r, s, t, u]) = (self.0, first.0);
        Self([a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f])
    }

    /// A point of what stands in a box, in millimetres.
    pub(super) fn on(self, [left, top, ..]: [f32; 4], x: f32, y: f32) -> (f32, f32) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e + left, b * x + d * y + f + top)
    }

    /// A way of the object on the page, in points.
    pub(super) fn turn(self, x: f32, y: f32) -> Point {
        let [a, b, c, d, ..] = self.0;
        Point { x: (a * x + c * y) * POINTS, y: (b * x + d * y) * POINTS }
    }
}

/// The numbers of a list, as far as they are numbers.
pub(super) fn numbers(text: &str) -> Vec<f32> {
    let numbers = text.split_whitespace().map_while(|word| word.parse::<f32>().ok());
    numbers.filter(|number| number.is_finite() && number.abs() < 1e6).collect()
}

/// `Boundary="x y width height"`.
pub(super) fn boundary(text: Option<&str>) -> Option<[f32; 4]> {
    numbers(text?).try_into().ok()
}

/// `DeltaX="g 3 2.5 4"`: 2.5 2.5 2.5 4. No more than `most`, one for each character.
pub(super) fn deltas(text: Option<&str>, most: usize) -> Vec<f32> {
    let mut found = Vec::new();
    let mut words = text.unwrap_or_default().split_whitespace();
    while let Some(word) = words.next() {
        let (times, value) = match word {
            "g" => (words.next().and_then(|times| times.parse().ok()).unwrap_or(0), words.next().unwrap_or_default()),
            value => (1_usize, value),
        };
        let Ok(value) = value.parse::<f32>() else { break };
        let room = most.saturating_sub(found.len());
        found.extend(std::iter::repeat_n(value, times.min(room)).filter(|value| value.is_finite()));
        if room == 0 {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_distances_are_written_once() {
        assert_eq!(deltas(Some("g 3 2.5 4"), 10), [2.5, 2.5, 2.5, 4.0]);
        assert_eq!(deltas(Some("g 1000000000 2.5"), 2), [2.5, 2.5]);
        assert_eq!(deltas(Some("1 x 2"), 10), [1.0]);
        assert!(deltas(None, 10).is_empty());
    }

    #[test]
    fn what_is_no_matrix_moves_nothing() {
        assert_eq!(Matrix::parse(Some("1 0 0 1")), Matrix::IDENTITY);
        let point = Matrix::parse(Some("2 0 0 2 1 1")).apply(Point { x: 10.0, y: 0.0 }, 1.0, 2.0);
        assert_eq!((point.x / POINTS, point.y / POINTS), (13.0, 5.0));
        assert!(boundary(Some("1 2 3")).is_none());
    }
}
