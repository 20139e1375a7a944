//! Even light, straight lines: a canvas → a raster whose paper is white and whose lines run along its rows.

use crate::raster::Raster;

/// Side of the squares in which the lightness of the paper is measured, in pixels.
const SQUARE: usize = 32;
/// Paper is lighter than this; a square without lighter pixels is covered with ink.
const DARKEST_PAPER: u8 = 110;
/// Pixels darker than this are ink.
pub(crate) const INK: u8 = 150;
/// Thin strokes of small print are lighter than that; paper with its noise is lighter than this.
pub(crate) const FAINT: u8 = 188;
/// Pages lie at most this much askew, in degrees.
const MAX_SKEW: f64 = 4.0;
/// Dark pixels that are looked at to find the skew.
const MAX_POINTS: usize = 80_000;

/// Divides by the lightness of the paper around each pixel.
#[allow(clippy::cast_possible_truncation)] // the values are checked
pub(crate) fn even_light(raster: &mut Raster) {
    let (across, down) = (raster.width.div_ceil(SQUARE), raster.height.div_ceil(SQUARE));
    let mut light = vec![255_u8; across * down];
    for (index, slot) in light.iter_mut().enumerate() {
        let (left, top) = (index % across * SQUARE, index / across * SQUARE);
        let mut counts = [0_u32; 256];
        let mut all = 0_u32;
        for y in (top..(top + SQUARE).min(raster.height)).step_by(2) {
            let row = raster.row(y).get(left..(left + SQUARE).min(raster.width)).unwrap_or_default();
            for value in row.iter().step_by(2) {
                if let Some(count) = counts.get_mut(usize::from(*value)) {
                    *count += 1;
                    all += 1;
                }
            }
        }
        let mut left_over = all / 4;
        for (value, count) in counts.iter().enumerate().rev() {
            if *count > left_over {
                *slot = u8::try_from(value).unwrap_or(255);
                break;
            }
            left_over -= count;
        }
        *slot = (*slot).max(DARKEST_PAPER);
    }
    let paper = Raster { width: across, height: down, data: light };
    for y in 0..raster.height {
        let py = (y as f32 + 0.5) / SQUARE as f32 - 0.5;
        let py = py.clamp(0.0, down.saturating_sub(1) as f32);
        // The lightness of the paper along this row, once for every eight pixels.
        let steps: Vec<u32> = (0..raster.width.div_ceil(8))
            .map(|step| {
                let px = (step as f32 * 8.0 + 4.0) / SQUARE as f32 - 0.5;
                u32::from(paper.between(px.clamp(0.0, across.saturating_sub(1) as f32), py).max(1))
            })
            .collect();
        for (pixels, paper) in raster.row_mut(y).chunks_mut(8).zip(steps) {
            // Rounded up, the factor gives what the division by the paper gives, for all values of a byte.
            let factor = (255_u32 << 16).div_ceil(paper);
            for value in pixels {
                *value = ((u32::from(*value) * factor) >> 16).min(255) as u8;
            }
        }
    }
}

/// By how much the lines of a raster lean, in degrees: positive where they fall to the right.
pub(crate) fn skew(raster: &Raster) -> f64 {
    let mut stride = 2;
    let mut points = dark_points(raster, stride);
    while points.len() > MAX_POINTS && stride < 16 {
        stride += 1;
        points = dark_points(raster, stride);
    }
    if points.len() < 200 {
        return 0.0;
    }
    let coarse = best(raster, &points, 0.0, MAX_SKEW, 0.2);
    best(raster, &points, coarse, 0.2, 0.02)
}

fn dark_points(raster: &Raster, stride: usize) -> Vec<(f64, f64)> {
    let mut points = Vec::new();
    for y in 0..raster.height {
        let row = raster.row(y).iter().enumerate().skip(y % stride).step_by(stride);
        points.extend(row.filter(|(_, value)| **value < INK).map(|(x, _)| (x as f64, y as f64)));
    }
    points
}

/// The angle around a middle at which most dark pixels fall into the same rows.
fn best(raster: &Raster, points: &[(f64, f64)], middle: f64, reach: f64, step: f64) -> f64 {
    let slack = raster.width as f64 * (MAX_SKEW + 1.0).to_radians().tan();
    let mut rows = vec![0_u32; raster.height + 2 * slack as usize + 4];
    #[allow(clippy::cast_possible_truncation)] // a few dozen
    let count = (reach / step).round() as i32;
    let mut found = (f64::MIN, middle);
    for index in -count..=count {
        let angle = middle + f64::from(index) * step;
        let slope = angle.to_radians().tan();
        rows.fill(0);
        for (x, y) in points {
            let row = (y - x * slope + slack) as usize;
            if let Some(slot) = rows.get_mut(row) {
                *slot += 1;
            }
        }
        let score: f64 = rows.iter().map(|count| f64::from(*count).powi(2)).sum();
        // Of equal angles the smaller.
        if score > found.0 * 1.000_001 {
            found = (score, angle);
        }
    }
    found.1
}

/// Turns a raster by an angle, around its middle, so that lines leaning by it run along the rows.
pub(crate) fn straightened(raster: &Raster, degrees: f64) -> Raster {
    if degrees.abs() < 0.01 {
        return raster.clone();
    }
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (middle_x, middle_y) = (raster.width as f64 / 2.0, raster.height as f64 / 2.0);
    let mut straight = Raster::filled(raster.width, raster.height, 255);
    // Places are counted in parts of a pixel, from the beginning of each row on.
    #[allow(clippy::cast_possible_truncation)] // pixels of a page
    let parts = |pixels: f64| (pixels * f64::from(PARTS)).round() as i64;
    let (step_x, step_y) = (parts(cos), parts(sin));
    for y in 0..raster.height {
        let dy = y as f64 - middle_y;
        let mut from_x = parts(middle_x - middle_x * cos - dy * sin);
        let mut from_y = parts(middle_y - middle_x * sin + dy * cos);
        for slot in straight.row_mut(y) {
            *slot = mixed(raster, from_x, from_y);
            from_x += step_x;
            from_y += step_y;
        }
    }
    straight
}

/// Parts of a pixel in which places are counted.
const PARTS: u32 = 1 << 16;

/// The value between four pixels, at a place in parts of a pixel.
fn mixed(raster: &Raster, x: i64, y: i64) -> u8 {
    let part = |at: i64| u32::try_from(at.rem_euclid(i64::from(PARTS)) >> 8).unwrap_or(0);
    let (column, row) = (x.div_euclid(i64::from(PARTS)), y.div_euclid(i64::from(PARTS)));
    let (fx, fy) = (part(x), part(y));
    let inner = || {
        let (column, row) = (usize::try_from(column).ok()?, usize::try_from(row).ok()?);
        if column + 1 >= raster.width {
            return None;
        }
        let at = row * raster.width + column;
        let above = raster.data.get(at..at + 2)?;
        let below = raster.data.get(at + raster.width..at + raster.width + 2)?;
        match (above, below) {
            ([a, b], [c, d]) => Some([*a, *b, *c, *d]),
            _ => None,
        }
    };
    let [a, b, c, d] = inner().unwrap_or_else(|| {
        let pixel = |column: i64, row: i64| match (usize::try_from(column), usize::try_from(row)) {
            (Ok(column), Ok(row)) => raster.at(column, row),
            _ => 255,
        };
        [pixel(column, row), pixel(column + 1, row), pixel(column, row + 1), pixel(column + 1, row + 1)]
    });
    let above = u32::from(a) * (256 - fx) + u32::from(b) * fx;
    let below = u32::from(c) * (256 - fx) + u32::from(d) * fx;
    u8::try_from((above * (256 - fy) + below * fy) >> 16).unwrap_or(255)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As wide as a page at 200 dots an inch: the angle of a shorter line is known less well.
    fn lines() -> Raster {
        let mut raster = Raster::filled(1600, 600, 255);
        for y in (60..560).step_by(40) {
            for x in 40..1560 {
                raster.set(x, y, 0);
                raster.set(x, y + 1, 0);
            }
        }
        raster
    }

    #[test]
    fn the_skew_of_turned_lines_is_found_and_undone() {
        for degrees in [-1.5, 0.5, 2.3] {
            let turned = straightened(&lines(), -degrees);
            assert!((skew(&turned) - degrees).abs() < 0.06, "{degrees}: {}", skew(&turned));
            assert!(skew(&straightened(&turned, degrees)).abs() < 0.06);
        }
    }

    #[test]
    fn dividing_by_a_factor_is_exact() {
        for paper in 1..=255_u32 {
            let factor = (255_u32 << 16).div_ceil(paper);
            for value in 0..=255_u32 {
                assert_eq!(((value * factor) >> 16).min(255), (value * 255 / paper).min(255), "{value} {paper}");
            }
        }
    }

    #[test]
    fn grey_paper_becomes_white_and_ink_stays_dark() {
        let mut raster = Raster::filled(100, 100, 200);
        raster.set(50, 50, 20);
        even_light(&mut raster);
        assert_eq!((raster.at(10, 10), raster.at(50, 50)), (255, 25));
    }
}
