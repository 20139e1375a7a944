//! Seals and other foreign ink: a page's grey raster, and how coloured it is → where such ink lies, the grey kind taken
//! off.
//!
//! Coloured ink is as light as paper in the grey raster already; it only has to be known where it lies. A seal on a grey
//! scan is lighter than print and evenly so over strokes wider than those of print: that is how it is known.

use crate::raster::Raster;
use crate::segments::Area;

/// Side of the squares in which foreign ink is noted, in pixels.
const SPOT: usize = 4;
/// A pixel is coloured when its strongest and weakest of red, green and blue differ by this much.
const COLOURED: u8 = 56;
/// So many coloured pixels make a spot of foreign ink.
const ENOUGH: u32 = 5;
/// So many spots beside each other or in a row are a stroke, not a coloured speck.
const STROKE: usize = 3;

/// Side of the squares in which grey seals are looked for, in pixels.
const TILE: usize = 32;
/// The lightness of a grey seal and of a watermark: darker is print, lighter is paper, and between them lie the soft
/// edges of small print.
const SEAL: std::ops::RangeInclusive<u8> = 85..=172;
const WATERMARK: std::ops::RangeInclusive<u8> = 205..=226;
/// How even its ink is in the mean of nine pixels, this many pixels apart.
const EVEN: u8 = 14;
const APART: usize = 1;
/// So many even pixels make a tile of a seal.
const MANY: u32 = 22;
/// A seal is at least so large across and down, in points, and so many tiles: bold titles are wide and not high.
const LEAST: f64 = 80.0;
const TILES: usize = 8;
/// Ink of a seal is darker than its middle by at most this: what is darker is print under it.
const DARKER: u8 = 28;
/// Half of a stroke's width, in pixels.
const HALF: usize = 4;
/// Wide ink of a seal is lighter than its middle by at most this, and no lighter than half way to paper.
const LIGHTER: u8 = 30;
/// So many pixels of wide ink that hang together are of the seal: dense characters have a few.
const PIECE: usize = 60;
/// Once a seal is lifted, print under it is darker than the first, or, where it is pale, than the second in the mean of
/// nine pixels; the noise of the seal's edges is neither.
const UNCOVERED: u8 = 168;
const UNCOVERED_MEAN: u8 = 225;
/// The soft edge of a seal's strokes, in pixels.
const RIM: usize = 2;

/// The thin strokes of a seal's characters are not even. They are known by having no dark core: at most this part of
/// their pixels is darker than the seal's ink, where of the page's print at least that part is.
const CORELESS: f64 = 0.03;
const CORES: f64 = 0.15;
/// Light ink so far from dark ink is no edge of print, in pixels.
const EDGE: usize = 2;
/// Paper is lighter than this.
const INKED: u8 = crate::paper::FAINT;

/// Where foreign ink lies.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stains {
    width: usize,
    height: usize,
    spots: Vec<bool>,
    /// The grey seals that were found.
    pub(crate) seals: Vec<Area>,
}

impl Stains {
    /// Where coloured ink lies on a raster; nowhere where it has no colours.
    pub(crate) fn of(raster: &Raster, tint: Option<&Raster>) -> Self {
        tint.map_or_else(|| Self::none(raster), Self::of_colour)
    }

    /// The same, turned by quarters, clockwise, with its raster.
    pub(crate) fn turned(&self, quarters: u8) -> Self {
        if quarters.is_multiple_of(4) {
            return self.clone();
        }
        let data = self.spots.iter().map(|spot| u8::from(*spot)).collect();
        let turned = Raster { width: self.width, height: self.height, data }.turned(quarters);
        let spots = turned.data.iter().map(|value| *value == 1).collect();
        Self { width: turned.width, height: turned.height, spots, seals: Vec::new() }
    }

    fn none(raster: &Raster) -> Self {
        let (width, height) = (raster.width.div_ceil(SPOT), raster.height.div_ceil(SPOT));
        Self { width, height, spots: vec![false; width.saturating_mul(height)], seals: Vec::new() }
    }

    fn at(&self, x: usize, y: usize) -> bool {
        x < self.width && self.spots.get(y * self.width + x).copied().unwrap_or(false)
    }

    fn set(&mut self, x: usize, y: usize) {
        if x < self.width
            && let Some(spot) = self.spots.get_mut(y * self.width + x)
        {
            *spot = true;
        }
    }

    /// Where coloured ink lies.
    fn of_colour(tint: &Raster) -> Self {
        let mut found = Self::none(tint);
        for y in 0..found.height {
            for x in 0..found.width {
                let rows = (y * SPOT..(y + 1) * SPOT).map(|row| tint.row(row).get(x * SPOT..).unwrap_or_default());
                let coloured = |row: &[u8]| row.iter().take(SPOT).filter(|value| **value >= COLOURED).count();
                let count: usize = rows.map(coloured).sum();
                if count >= ENOUGH as usize {
                    found.set(x, y);
                }
            }
        }
        found
    }

    /// Finds a grey seal, notes where it lies, and takes it off the raster.
    pub(crate) fn take_off(&mut self, raster: &mut Raster, scale: f64) {
        for seal in seals(raster, scale) {
            let ink = seal.level.saturating_sub(DARKER);
            let (xs, ys) = (|| seal.even.iter().map(|(x, _)| *x), || seal.even.iter().map(|(_, y)| *y));
            if let (Some(x0), Some(x1), Some(y0), Some(y1)) = (xs().min(), xs().max(), ys().min(), ys().max()) {
                self.seals.push(Area { x0, y0, x1: x1 + 1, y1: y1 + 1 });
            }
            if let Some(area) = self.seals.last().copied() {
                self.lift_wide(raster, &area, seal.level);
                self.take_off_thin(raster, &area, ink);
            }
        }
    }

    /// Divides by the ink of a seal where it is wider than the strokes of print: what was printed under it comes out.
    fn lift_wide(&mut self, raster: &mut Raster, seal: &Area, level: u8) {
        let area = Area {
            x0: seal.x0.saturating_sub(HALF),
            y0: seal.y0.saturating_sub(HALF),
            x1: (seal.x1 + HALF).min(raster.width),
            y1: (seal.y1 + HALF).min(raster.height),
        };
        let (width, height) = (area.width(), area.height());
        let ground = without_thin(raster, &area);
        let lightest = level.saturating_add(LIGHTER).min(u8::midpoint(level, 255));
        let ink = level.saturating_sub(DARKER)..=lightest;
        let mut open: Vec<bool> = ground.data.iter().map(|value| ink.contains(value)).collect();
        let mut lifted = vec![false; open.len()];
        for first in 0..open.len() {
            let (mut stack, mut piece) = (vec![first], Vec::new());
            while let Some(index) = stack.pop() {
                let Some(slot) = open.get_mut(index).filter(|slot| **slot) else { continue };
                *slot = false;
                let (column, row) = (index % width.max(1), index / width.max(1));
                piece.push((column, row));
                stack.extend(around(column, row, width, height).map(|(column, row)| row * width + column));
            }
            if piece.len() < PIECE {
                continue;
            }
            for (column, row) in piece {
                self.set((area.x0 + column) / SPOT, (area.y0 + row) / SPOT);
                for y in row.saturating_sub(RIM)..=(row + RIM).min(height.saturating_sub(1)) {
                    let rim = y * width + column.saturating_sub(RIM)..=y * width + (column + RIM).min(width - 1);
                    lifted.get_mut(rim).unwrap_or_default().fill(true);
                }
            }
        }
        let ground = smoothed(&ground);
        let mut uncovered = Raster::filled(width, height, 255);
        for y in 0..height {
            for (x, slot) in uncovered.row_mut(y).iter_mut().enumerate() {
                let seal = lifted.get(y * width + x).is_some_and(|lifted| *lifted);
                let paper = if seal { u32::from(ground.at(x, y).max(1)) } else { 255 };
                let light = u32::from(raster.at(area.x0 + x, area.y0 + y)) * 255 / paper;
                *slot = u8::try_from(light).unwrap_or(255);
            }
        }
        let mean = smoothed(&uncovered);
        for (index, _) in lifted.iter().enumerate().filter(|(_, lifted)| **lifted) {
            let (column, row) = (index % width.max(1), index / width.max(1));
            let light = uncovered.at(column, row);
            let noise = light >= UNCOVERED && mean.at(column, row) >= UNCOVERED_MEAN;
            raster.set(area.x0 + column, area.y0 + row, if noise { 255 } else { light });
        }
    }

    /// Takes off the thin strokes within a seal: ink that has no dark core, and light ink apart from dark ink.
    fn take_off_thin(&mut self, raster: &mut Raster, seal: &Area, ink: u8) {
        let area = Area {
            x0: seal.x0.saturating_sub(HALF),
            y0: seal.y0.saturating_sub(HALF),
            x1: (seal.x1 + HALF).min(raster.width),
            y1: (seal.y1 + HALF).min(raster.height),
        };
        if !is_dark_outside(raster, &area, ink) {
            return;
        }
        let mut cleared: Vec<(usize, usize)> = Vec::new();
        let mut open = vec![true; area.width().saturating_mul(area.height())];
        for first in 0..open.len() {
            let piece = connected(raster, &area, &mut open, first);
            let dark = piece.iter().filter(|(x, y)| raster.at(*x, *y) < ink).count();
            if (dark as f64) <= CORELESS * piece.len() as f64 {
                cleared.extend(piece);
                continue;
            }
            let near_dark = |x: usize, y: usize| {
                let mut rows = y.saturating_sub(EDGE)..=y + EDGE;
                rows.any(|y| (x.saturating_sub(EDGE)..=x + EDGE).any(|x| raster.at(x, y) < ink))
            };
            cleared.extend(piece.into_iter().filter(|(x, y)| raster.at(*x, *y) >= ink && !near_dark(*x, *y)));
        }
        for (x, y) in cleared {
            raster.set(x, y, 255);
            self.set(x / SPOT, y / SPOT);
        }
    }

    /// Whether foreign ink lies on an area.
    pub(crate) fn touch(&self, area: &Area) -> bool {
        if self.spots.is_empty() {
            return false;
        }
        let mut count = 0_usize;
        for y in area.y0 / SPOT..area.y1.div_ceil(SPOT).min(self.height) {
            for x in area.x0 / SPOT..area.x1.div_ceil(SPOT).min(self.width) {
                count += usize::from(self.at(x, y));
            }
        }
        count >= STROKE
    }
}

/// An area without dark strokes of less than three pixels.
fn without_thin(raster: &Raster, area: &Area) -> Raster {
    let mut ground = Raster::filled(area.width(), area.height(), 255);
    for y in 0..ground.height {
        for x in 0..ground.width {
            ground.set(x, y, raster.at(area.x0 + x, area.y0 + y));
        }
    }
    // The lightest of three and then the darkest, along rows and columns.
    for pick in [u8::max as fn(u8, u8) -> u8, u8::min] {
        let three = |a: u8, b: u8, c: u8| pick(pick(a, b), c);
        let before = ground.clone();
        for y in 0..ground.height {
            for (slot, from) in ground.row_mut(y).iter_mut().skip(1).zip(before.row(y).windows(3)) {
                if let [a, b, c] = from {
                    *slot = three(*a, *b, *c);
                }
            }
        }
        let before = ground.clone();
        for y in 1..ground.height.saturating_sub(1) {
            let (above, here, below) = (before.row(y - 1), before.row(y), before.row(y + 1));
            for (slot, ((a, b), c)) in ground.row_mut(y).iter_mut().zip(above.iter().zip(here).zip(below)) {
                *slot = three(*a, *b, *c);
            }
        }
    }
    ground
}

/// Whether the print beside a seal has dark cores: faint print cannot be told from its thin strokes.
fn is_dark_outside(raster: &Raster, seal: &Area, ink: u8) -> bool {
    let (mut inked, mut dark) = (0_u32, 0_u32);
    for y in (0..raster.height).step_by(2) {
        for (x, value) in raster.row(y).iter().enumerate() {
            let inside = (seal.x0..seal.x1).contains(&x) && (seal.y0..seal.y1).contains(&y);
            inked += u32::from(*value < INKED && !inside);
            dark += u32::from(*value < ink && !inside);
        }
    }
    f64::from(dark) > CORES * f64::from(inked)
}

/// The ink of an area that hangs together with one of its pixels, each pixel once.
fn connected(raster: &Raster, area: &Area, open: &mut [bool], first: usize) -> Vec<(usize, usize)> {
    let mut piece = Vec::new();
    let mut stack = vec![first];
    while let Some(index) = stack.pop() {
        let Some(slot) = open.get_mut(index).filter(|slot| **slot) else { continue };
        *slot = false;
        let (column, row) = (index % area.width().max(1), index / area.width().max(1));
        let (x, y) = (area.x0 + column, area.y0 + row);
        if raster.at(x, y) >= INKED {
            continue;
        }
        piece.push((x, y));
        for (column, row) in around(column, row, area.width(), area.height()) {
            stack.push(row * area.width() + column);
        }
    }
    piece
}

/// A grey seal: its even pixels, and how light its ink is.
struct Seal {
    even: Vec<(usize, usize)>,
    level: u8,
}

fn seals(raster: &Raster, scale: f64) -> Vec<Seal> {
    let (across, down) = (raster.width.div_ceil(TILE), raster.height.div_ceil(TILE));
    let mut counts = vec![0_u32; across.saturating_mul(down)];
    let mut levels: Vec<Vec<(u8, usize, usize)>> = vec![Vec::new(); counts.len()];
    let smooth = smoothed(raster);
    for y in APART..raster.height.saturating_sub(APART) {
        for x in APART..raster.width.saturating_sub(APART) {
            let value = smooth.at(x, y);
            if !SEAL.contains(&value) && !WATERMARK.contains(&value) {
                continue;
            }
            let near =
                [smooth.at(x - APART, y), smooth.at(x + APART, y), smooth.at(x, y - APART), smooth.at(x, y + APART)];
            if near.iter().all(|other| other.abs_diff(value) <= EVEN) {
                let tile = y / TILE * across + x / TILE;
                if let (Some(count), Some(levels)) = (counts.get_mut(tile), levels.get_mut(tile)) {
                    *count += 1;
                    levels.push((value, x, y));
                }
            }
        }
    }
    let mut open: Vec<bool> = counts.iter().map(|count| *count >= MANY).collect();
    let mut seals = Vec::new();
    for first in 0..open.len() {
        if !open.get(first).copied().unwrap_or(false) {
            continue;
        }
        let (mut stack, mut found) = (vec![first], Vec::new());
        while let Some(tile) = stack.pop() {
            let Some(slot) = open.get_mut(tile).filter(|slot| **slot) else { continue };
            *slot = false;
            let (column, row) = (tile % across, tile / across);
            found.push((column, row));
            for (column, row) in around(column, row, across, down) {
                stack.push(row * across + column);
            }
        }
        let side = |of: fn(&(usize, usize)) -> usize| {
            let (low, high) = (found.iter().map(of).min(), found.iter().map(of).max());
            low.zip(high).map_or(0, |(low, high)| high - low + 1) * TILE
        };
        let least = LEAST * scale;
        if found.len() < TILES || (side(|tile| tile.0) as f64) < least || (side(|tile| tile.1) as f64) < least {
            continue;
        }
        let of_tile = |(column, row): &(usize, usize)| levels.get(row * across + column).map_or(&[][..], Vec::as_slice);
        let all = || found.iter().flat_map(|tile| of_tile(tile).iter().copied());
        let mut values: Vec<u8> = all().map(|(value, ..)| value).collect();
        values.sort_unstable();
        let level = values.get(values.len() / 2).copied().unwrap_or(0);
        let even = all().map(|(_, x, y)| (x, y)).collect();
        seals.push(Seal { even, level });
    }
    seals
}

/// The eight tiles around one.
fn around(column: usize, row: usize, across: usize, down: usize) -> impl Iterator<Item = (usize, usize)> {
    let columns = column.saturating_sub(1)..=(column + 1).min(across.saturating_sub(1));
    columns.flat_map(move |x| {
        let rows = row.saturating_sub(1)..=(row + 1).min(down.saturating_sub(1));
        rows.map(move |y| (x, y)).filter(move |place| *place != (column, row))
    })
}

/// The mean of each pixel and the eight around it.
fn smoothed(raster: &Raster) -> Raster {
    let mut out = Raster::filled(raster.width, raster.height, 255);
    let mut sums: Vec<u32> = vec![0; raster.width];
    for y in 1..raster.height.saturating_sub(1) {
        let (above, here, below) = (raster.row(y - 1), raster.row(y), raster.row(y + 1));
        for (slot, ((a, b), c)) in sums.iter_mut().zip(above.iter().zip(here).zip(below)) {
            *slot = u32::from(*a) + u32::from(*b) + u32::from(*c);
        }
        let means = sums.windows(3).map(|three| three.iter().sum::<u32>() / 9);
        for (slot, mean) in out.row_mut(y).iter_mut().skip(1).zip(means) {
            *slot = u8::try_from(mean).unwrap_or(255);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A grey ring of 200 pixels, eight wide, with a dark stroke of print under it.
    fn ring() -> Raster {
        let mut raster = Raster::filled(400, 400, 255);
        for y in 0..400_usize {
            for x in 0..400_usize {
                let far = (x as f64 - 200.0).hypot(y as f64 - 200.0);
                if (96.0..104.0).contains(&far) {
                    raster.set(x, y, 140);
                }
            }
        }
        for x in 80..130 {
            raster.set(x, 200, 40);
            raster.set(x, 201, 40);
        }
        raster
    }

    #[test]
    fn a_grey_seal_is_taken_off_and_print_under_it_stays() {
        let mut raster = ring();
        let mut stains = Stains::none(&raster);
        stains.take_off(&mut raster, 2.0);
        assert_eq!(raster.at(200, 100), 255, "ink of the seal");
        assert!(raster.at(100, 200) < 120, "print");
        assert!(stains.touch(&Area { x0: 90, y0: 195, x1: 125, y1: 206 }));
        assert!(!stains.touch(&Area { x0: 10, y0: 10, x1: 60, y1: 30 }));
    }

    /// A square of the seal's ink inside its ring, multiplied onto a stroke of print.
    #[test]
    fn print_under_wide_ink_comes_out() {
        let mut raster = ring();
        for y in 180..220 {
            for x in 180..220 {
                raster.set(x, y, if (199..201).contains(&y) { 40 } else { 140 });
            }
        }
        Stains::none(&raster).take_off(&mut raster, 2.0);
        assert_eq!([raster.at(190, 190), raster.at(181, 181), raster.at(210, 196)], [255, 255, 255]);
        assert!((60..90).contains(&raster.at(200, 199)), "{}", raster.at(200, 199));
    }

    /// On a page of pale print, strokes under a seal come out no darker than specks of noise.
    #[test]
    fn pale_strokes_under_wide_ink_come_out_and_noise_does_not() {
        let mut raster = ring();
        raster.data.iter_mut().filter(|value| **value == 40).for_each(|value| *value = 178);
        for y in 180..220 {
            for x in 180..220 {
                raster.set(x, y, if (199..201).contains(&y) { 98 } else { 140 });
            }
        }
        raster.set(190, 186, 98);
        Stains::none(&raster).take_off(&mut raster, 2.0);
        assert!((170..190).contains(&raster.at(200, 199)), "a stroke: {}", raster.at(200, 199));
        assert_eq!(raster.at(190, 186), 255, "a speck");
    }

    /// A thin frame inside the seal, as its characters are made of, and a dark stroke of print across it.
    #[test]
    fn thin_strokes_of_a_seal_are_taken_off_and_print_across_them_stays() {
        let mut raster = ring();
        for at in 170..230 {
            for edge in [170, 171, 228, 229] {
                raster.set(at, edge, 140);
                raster.set(edge, at, 140);
            }
        }
        for y in 195..205 {
            for x in 225..260 {
                raster.set(x, y, 40);
            }
        }
        let mut stains = Stains::none(&raster);
        stains.take_off(&mut raster, 2.0);
        assert_eq!([raster.at(200, 170), raster.at(170, 200), raster.at(228, 175)], [255, 255, 255]);
        assert_eq!([raster.at(228, 200), raster.at(250, 200)], [40, 40]);
        assert!(stains.touch(&Area { x0: 165, y0: 165, x1: 200, y1: 175 }));
    }

    #[test]
    fn a_light_watermark_is_noted_where_it_lies() {
        let mut raster = ring();
        raster.data.iter_mut().filter(|value| **value == 140).for_each(|value| *value = 208);
        let mut stains = Stains::none(&raster);
        stains.take_off(&mut raster, 2.0);
        assert_eq!(raster.at(200, 100), 255);
        assert!(stains.touch(&Area { x0: 90, y0: 180, x1: 110, y1: 200 }));
        assert!(!stains.touch(&Area { x0: 110, y0: 190, x1: 180, y1: 210 }));
    }

    #[test]
    fn print_is_no_seal() {
        let mut raster = Raster::filled(400, 400, 255);
        for y in (20..380).step_by(12) {
            for x in 20..380 {
                raster.set(x, y, 120);
                raster.set(x, y + 1, 60);
            }
        }
        assert!(seals(&raster, 2.0).is_empty());
    }

    #[test]
    fn coloured_ink_is_noted() {
        let mut tint = Raster::filled(100, 100, 10);
        for y in 0..100 {
            for x in 40..48 {
                tint.set(x, y, 150);
            }
        }
        let stains = Stains::of_colour(&tint);
        assert!(stains.touch(&Area { x0: 30, y0: 50, x1: 60, y1: 62 }));
        assert!(!stains.touch(&Area { x0: 60, y0: 50, x1: 90, y1: 62 }));
    }
}
