//! The pictures of a page → one raster of the page as it is displayed: grey, and how much colour each pixel has.
//!
//! Tiles, strips and masks fall together here. The resolution is that of the pictures, within bounds.

use juesuan_extract::picture::Picture;

use crate::pixels::{Left, PixelError, Pixels, decode};
use crate::raster::Raster;

/// Pixels for each point at least and at most: 110 and 220 dots an inch. Below, digits blur into each other; above,
/// nothing is gained that the recogniser could use.
const SCALES: (f64, f64) = (110.0 / 72.0, 220.0 / 72.0);
/// Pixels of a page at most: A2 at 200 dots an inch.
const MAX_PIXELS: f64 = 16e6;
/// Samples that are decoded for one page.
const MAX_DECODED: u64 = 160 << 20;
/// Smaller pictures hold no text.
const MIN_SIDE: u32 = 12;

/// A page as its pictures show it.
#[derive(Debug, Default)]
pub(crate) struct Canvas {
    /// The strongest of red, green and blue: coloured ink (a seal) is as light as paper here, black is black.
    pub(crate) grey: Raster,
    /// The difference between the strongest and the weakest of them; empty where no picture is coloured.
    pub(crate) tint: Option<Raster>,
    /// Pixels for each point.
    pub(crate) scale: f64,
    /// Pictures that were painted.
    pub(crate) painted: u32,
    /// Pictures that could not be decoded.
    pub(crate) lost: u32,
    /// Pictures beyond a limit.
    pub(crate) too_large: u32,
}

/// Paints the pictures of a page of this size in points.
pub(crate) fn paint(pictures: &[Picture], width: f32, height: f32) -> Canvas {
    let mut canvas = Canvas::default();
    let (width, height) = (f64::from(width), f64::from(height));
    let area = width * height;
    if !(area > 100.0 && area.is_finite()) {
        return canvas;
    }
    let dense = pictures.iter().filter(|picture| matters(picture, area)).map(density).fold(0.0, f64::max);
    if dense <= 0.0 {
        return canvas;
    }
    let scale = dense.clamp(SCALES.0, SCALES.1).min((MAX_PIXELS / area).sqrt());
    canvas.scale = scale;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // bounded above
    let (columns, rows) = ((width * scale).ceil() as usize, (height * scale).ceil() as usize);
    canvas.grey = Raster::filled(columns, rows, 255);
    let mut left = Left(MAX_DECODED);
    for picture in pictures {
        if picture.width < MIN_SIDE || picture.height < MIN_SIDE || !is_placed(picture) {
            continue;
        }
        let mask = picture.mask.as_deref().map(|mask| decode(mask, &mut left)).transpose();
        match (decode(picture, &mut left), mask) {
            (Ok(pixels), Ok(mask)) => canvas.put(picture, &pixels, mask.as_ref()),
            (Err(PixelError::TooLarge), _) | (_, Err(PixelError::TooLarge)) => {
                canvas.too_large = canvas.too_large.saturating_add(1);
            }
            _ => canvas.lost = canvas.lost.saturating_add(1),
        }
    }
    canvas
}

fn is_placed(picture: &Picture) -> bool {
    let [a, b, c, d, e, f] = picture.placement;
    [a, b, c, d, e, f].iter().all(|value| value.is_finite()) && (a * d - b * c).abs() > 1e-6
}

/// Whether a picture counts for the resolution: it covers more than a hundredth of the page.
fn matters(picture: &Picture, area: f64) -> bool {
    let [a, b, c, d, ..] = picture.placement;
    is_placed(picture)
        && picture.width >= MIN_SIDE
        && picture.height >= MIN_SIDE
        && (a * d - b * c).abs() > area / 100.0
}

/// Pixels for each point along the denser side.
fn density(picture: &Picture) -> f64 {
    let [a, b, c, d, ..] = picture.placement;
    let (across, down) = (a.hypot(b), c.hypot(d));
    (f64::from(picture.width) / across).max(f64::from(picture.height) / down)
}

impl Canvas {
    fn put(&mut self, picture: &Picture, pixels: &Pixels, mask: Option<&Pixels>) {
        self.painted = self.painted.saturating_add(1);
        let [a, b, c, d, e, f] = picture.placement;
        let scale = self.scale;
        let determinant = a * d - b * c;
        // From the canvas to the unit square, whose y runs upwards.
        let unit = |x: f64, y: f64| {
            let (px, py) = (x / scale - e, y / scale - f);
            ((d * px - c * py) / determinant, 1.0 - (a * py - b * px) / determinant)
        };
        let corners = [(e, f), (e + a, f + b), (e + c, f + d), (e + a + c, f + b + d)];
        let clip = picture.clip;
        let low = |of: &dyn Fn(&(f64, f64)) -> f64, clip: f32| {
            corners.iter().map(of).fold(f64::MAX, f64::min).max(f64::from(clip)) * scale
        };
        let high = |of: &dyn Fn(&(f64, f64)) -> f64, clip: f32| {
            corners.iter().map(of).fold(f64::MIN, f64::max).min(f64::from(clip)) * scale
        };
        let (x0, x1) = (low(&|p| p.0, clip.x0), high(&|p| p.0, clip.x1));
        let (y0, y1) = (low(&|p| p.1, clip.y0), high(&|p| p.1, clip.y1));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // saturates
        let range = |from: f64, to: f64, most: usize| (from.max(0.0).floor() as usize)..(to.ceil() as usize).min(most);
        // How many pixels of the picture fall on one of the canvas, along each of its sides.
        let steps = (density(picture) / scale).max(1.0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // at most 4
        let taps = if steps > 1.15 { (steps.ceil() as usize).clamp(2, 4) } else { 1 };
        let stencil = picture.stencil.map(|ink| level(f64::from(ink) * 255.0));
        let opaque = |u: f64, v: f64| {
            mask.is_none_or(|mask| {
                let value = mask.nearest(u, v).first().copied().unwrap_or(255);
                // A stencil paints where its samples are 0; a soft mask where they are 1.
                if picture.mask.as_ref().is_some_and(|mask| mask.stencil.is_some()) { value < 128 } else { value > 127 }
            })
        };
        if pixels.samples == 3 && self.tint.is_none() {
            self.tint = Some(Raster::filled(self.grey.width, self.grey.height, 0));
        }
        // The unit square of the picture is an affine image of the canvas.
        let (origin, right, below) = (unit(0.0, 0.0), unit(1.0, 0.0), unit(0.0, 1.0));
        let (across, down) = ((right.0 - origin.0, right.1 - origin.1), (below.0 - origin.0, below.1 - origin.1));
        let shift = |i: usize| (i as f64 + 0.5) / taps as f64;
        let shifts: Vec<(f64, f64)> = (0..taps * taps)
            .map(|tap| (shift(tap % taps), shift(tap / taps)))
            .map(|(x, y)| (origin.0 + x * across.0 + y * down.0, origin.1 + x * across.1 + y * down.1))
            .collect();
        let columns = range(x0, x1, self.grey.width);
        for y in range(y0, y1, self.grey.height) {
            let mut grey = self.grey.row_mut(y).get_mut(columns.clone()).unwrap_or_default().iter_mut();
            let mut tints =
                self.tint.as_mut().and_then(|tint| tint.row_mut(y).get_mut(columns.clone())).map(|row| row.iter_mut());
            for x in columns.clone() {
                let (Some(slot), tinted) = (grey.next(), tints.as_mut().and_then(Iterator::next)) else { break };
                let place = (x as f64 * across.0 + y as f64 * down.0, x as f64 * across.1 + y as f64 * down.1);
                let (mut strongest, mut tint, mut count) = (0_u32, 0_u32, 0_u32);
                for (u, v) in &shifts {
                    let (u, v) = (u + place.0, v + place.1);
                    if !(0.0..1.0).contains(&u) || !(0.0..1.0).contains(&v) || !opaque(u, v) {
                        continue;
                    }
                    let (light, colour) = match (pixels.nearest(u, v), stencil) {
                        ([value, ..], Some(ink)) => (if *value < 128 { ink } else { *slot }, 0),
                        ([r, g, b], _) => {
                            let most = *r.max(g).max(b);
                            let colour = most - *r.min(g).min(b);
                            (without_edge(most, colour), colour)
                        }
                        (other, _) => (other.first().copied().unwrap_or(255), 0),
                    };
                    strongest += u32::from(light);
                    tint += u32::from(colour);
                    count += 1;
                }
                if let Some(strongest) = strongest.checked_div(count) {
                    *slot = u8::try_from(strongest).unwrap_or(255);
                    if let Some(tinted) = tinted {
                        *tinted = u8::try_from(tint / count).unwrap_or(255);
                    }
                }
            }
        }
    }
}

/// A picture's colours are coarser than its light (JPEG): the edge of a seal is darker than its middle in every colour,
/// though still coloured. Print under a seal is darker than such an edge, and grey.
const EDGE_LIGHT: u8 = 120;
const EDGE_COLOUR: u8 = 30;

/// The light of a pixel without what the edge of coloured ink takes from it.
fn without_edge(light: u8, colour: u8) -> u8 {
    let lift = colour.saturating_sub(EDGE_COLOUR);
    if light < EDGE_LIGHT { light } else { light.saturating_add(lift - lift / 4) }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped
fn level(value: f64) -> u8 {
    value.clamp(0.0, 255.0) as u8
}

impl Pixels {
    /// The samples at a place of the unit square, `v` downwards.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // the place is within the square
    fn nearest(&self, u: f64, v: f64) -> &[u8] {
        let x = ((u * self.width as f64) as usize).min(self.width.saturating_sub(1));
        let y = ((v * self.height as f64) as usize).min(self.height.saturating_sub(1));
        let from = (y * self.width + x) * self.samples;
        self.data.get(from..from + self.samples).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regions::tests::{page, region};
    use juesuan_extract::Rect;
    use juesuan_extract::picture::Coding;

    const PAGE: Rect = Rect { x0: 0.0, y0: 0.0, x1: 595.0, y1: 842.0 };

    fn picture(width: u32, height: u32, coding: Coding, data: Vec<u8>) -> Picture {
        Picture::filling(PAGE, width, height, coding, data)
    }

    fn painted(pictures: &[Picture]) -> (u32, u32, u32) {
        let canvas = paint(pictures, PAGE.x1, PAGE.y1);
        (canvas.painted, canvas.lost, canvas.too_large)
    }

    /// The head of a JPEG 2000 stream that states this size.
    fn jpeg2000(side: u32) -> Vec<u8> {
        let mut data = vec![0xff, 0x4f, 0xff, 0x51, 0, 41, 0, 0];
        for value in [side, side, 0, 0, side, side, 0, 0] {
            data.extend(value.to_be_bytes());
        }
        data.extend([0, 1, 7, 1, 1]);
        data.extend([0xff, 0x52, 0, 12, 0, 0, 0, 1, 0, 0, 4, 4, 0, 1]);
        data.extend([0xff, 0x5c, 0, 4, 0x40, 0x40]);
        data.extend([0xff, 0x90, 0, 10, 0, 0, 0, 0, 0, 14, 0, 1, 0xff, 0x93, 0xff, 0xd9]);
        data
    }

    #[test]
    fn tiny_pictures_hold_no_text_however_many_they_are() {
        assert_eq!(painted(&[picture(1, 1, Coding::Raw, vec![0])]), (0, 0, 0));
        let many = vec![picture(1, 1, Coding::Raw, vec![0]); 100_000];
        assert_eq!(painted(&many), (0, 0, 0));
    }

    #[test]
    fn pictures_that_state_too_much_are_not_decoded() {
        let side = 30_000;
        assert_eq!(painted(&[picture(side, side, Coding::Raw, vec![0; 64])]), (0, 0, 1));
        let jbig2 = |data| picture(1_000, 1_000, Coding::Jbig2 { globals: None }, data);
        assert_eq!(painted(&[jbig2(page(side, side))]), (0, 0, 1));
        assert_eq!(painted(&[jbig2([page(1_000, 1_000), region(65_535, 65_535)].concat())]), (0, 0, 1));
        assert_eq!(painted(&[picture(1_000, 1_000, Coding::Jpeg2000, jpeg2000(side))]), (0, 0, 1));
    }

    #[test]
    fn what_all_pictures_of_a_page_state_is_limited_too() {
        let large = picture(9_000, 9_000, Coding::Raw, Vec::new());
        let (painted, lost, too_large) = painted(&vec![large; 8]);
        assert_eq!(painted + lost + too_large, 8);
        assert!(too_large >= 6, "{too_large}");
    }

    /// JPEG keeps colours in squares of two: beside a seal its red is darker and still red, print under it is grey.
    #[test]
    fn the_edge_of_coloured_ink_is_paper_and_print_under_it_is_not() {
        let light = |r: u8, g: u8, b: u8| {
            let most = r.max(g).max(b);
            without_edge(most, most - r.min(g).min(b))
        };
        assert!(light(155, 63, 90) > crate::paper::FAINT, "an edge");
        assert_eq!([light(80, 30, 35), light(110, 60, 80), light(150, 140, 145)], [80, 110, 150], "print");
        assert_eq!(light(215, 40, 60), 255);
    }

    /// The left half is black; the picture lies on a part of the page.
    #[test]
    fn pixels_lie_where_the_picture_is_placed() {
        let row = [vec![0_u8; 50], vec![200; 50]].concat();
        let place = Rect { x0: 20.0, y0: 20.0, x1: 80.0, y1: 80.0 };
        let canvas = paint(&[Picture::filling(place, 100, 100, Coding::Raw, row.repeat(100))], 100.0, 100.0);
        assert_eq!((canvas.painted, canvas.tint.is_none()), (1, true));
        let at = |x: usize, y: usize| canvas.grey.at(x * canvas.grey.width / 100, y * canvas.grey.height / 100);
        assert_eq!([at(10, 50), at(30, 50), at(70, 50), at(90, 50), at(30, 10)], [255, 0, 200, 255, 255]);
    }
}
