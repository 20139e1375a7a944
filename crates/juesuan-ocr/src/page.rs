//! A scanned page → the same [`Page`] that a text layer gives: glyphs on common baselines, and ruling lines.

use juesuan_extract::{Diagnostic, DiagnosticCode, Glyph, GlyphText, Page, Point, Rect};

use crate::doubt::{self, Reading};
use crate::model::{Crop, Recogniser, Seen};
use crate::raster::Raster;
use crate::ruling::{self, Lines};
use crate::segments::{self, Area, Segment, Segments};

/// Blank kept around a crop, in heights of its text.
const MARGIN: f32 = 0.14;
/// The same for a second reading.
const SECOND_MARGIN: f32 = 0.26;
/// Segments whose middles are this near, in heights, stand on one baseline.
const ONE_BASELINE: f32 = 0.3;
/// Characters that are this far apart, in heights, have a space between them.
const SPACE: f32 = 0.6;
/// Segments recognised to see whether a page is the right way up.
const SAMPLE: usize = 24;
/// Text that is the right way up has a mean probability above this.
const UPRIGHT: f32 = 0.8;
/// An amount is compared with at least this many amounts of its column.
const COLUMN: usize = 3;

/// A raster prepared for recognition.
pub(crate) struct Prepared {
    pub(crate) raster: Raster,
    pub(crate) lines: Lines,
    pub(crate) found: Segments,
    pub(crate) scale: f64,
}

/// Finds lines and segments of a straight, evenly lit raster.
pub(crate) fn prepare(mut raster: Raster, scale: f64) -> Prepared {
    let lines = ruling::find(&raster, scale);
    lines.wipe(&mut raster);
    let found = segments::find(&raster, &lines, scale);
    Prepared { raster, lines, found, scale }
}

impl Prepared {
    /// How sure the recogniser is of some of the segments: from 0 (upside down) to 1.
    pub(crate) fn legible(&self, recogniser: &Recogniser) -> f32 {
        let mut segments: Vec<&Segment> =
            self.found.segments.iter().filter(|segment| segment.ink.width() > 2 * segment.ink.height()).collect();
        let step = (segments.len() / SAMPLE).max(1);
        segments = segments.into_iter().step_by(step).take(SAMPLE).collect();
        let crops: Vec<Crop> = segments.iter().map(|segment| crop(segment, MARGIN)).collect();
        let seen = recogniser.read(&self.raster, &crops);
        let (mut sum, mut count) = (0.0, 0.0);
        for (crop, seen) in crops.iter().zip(seen) {
            // Text on its side gives one or two characters where many would stand.
            let expected = ((crop.x1 - crop.x0) / (crop.y1 - crop.y0) * 0.6).max(1.0);
            let fill = (seen.len() as f32 / expected).min(1.0);
            let mean = seen.iter().map(|seen| seen.probability).sum::<f32>() / seen.len().max(1) as f32;
            sum += mean * fill;
            count += 1.0;
        }
        if count < 3.0 { 0.0 } else { sum / count }
    }

    /// Whether a page is legible enough to be the right way up.
    pub(crate) fn is_upright(legible: f32) -> bool {
        legible >= UPRIGHT
    }

    /// Recognises everything.
    pub(crate) fn read(&self, recogniser: &Recogniser) -> Vec<Reading> {
        let segments = &self.found.segments;
        let crops: Vec<Crop> = segments.iter().map(|segment| crop(segment, MARGIN)).collect();
        let first = recogniser.read(&self.raster, &crops);
        let doubtful: Vec<usize> = first
            .iter()
            .enumerate()
            .filter(|(_, seen)| {
                let digits = seen.iter().filter(|seen| doubt::is_part(seen.character));
                digits.map(|seen| seen.probability).fold(1.0, f32::min) < doubt::NEAR
            })
            .map(|(index, _)| index)
            .collect();
        let again: Vec<Crop> = doubtful
            .iter()
            .filter_map(|index| segments.get(*index))
            .map(|segment| crop(segment, SECOND_MARGIN))
            .collect();
        let mut second = doubtful.into_iter().zip(recogniser.read(&self.raster, &again)).peekable();
        let mut readings = Vec::with_capacity(first.len());
        for (index, seen) in first.into_iter().enumerate() {
            let again = second.next_if(|(other, _)| *other == index).map(|(_, seen)| seen);
            readings.push(doubt::judge(seen, again.as_deref()));
        }
        self.look_for_blots(&mut readings);
        self.compare_columns(&mut readings);
        readings
    }

    /// Ink that is no text over a number, or just beside it, may hide a part of it.
    fn look_for_blots(&self, readings: &mut [Reading]) {
        for (segment, reading) in self.found.segments.iter().zip(readings) {
            let beside = Area {
                x0: segment.ink.x0.saturating_sub(segment.size),
                x1: segment.ink.x1 + segment.size / 2,
                ..segment.ink
            };
            let hidden = self.found.blots.iter().any(|blot| blot.meets(&beside) && !is_frame(blot, &segment.cell));
            if hidden && reading.seen.iter().any(|seen| doubt::is_part(seen.character)) {
                reading.reject();
            }
        }
    }

    /// In a column of amounts a number without two decimals has lost its point.
    fn compare_columns(&self, readings: &mut [Reading]) {
        let segments = &self.found.segments;
        let amounts: Vec<Area> = segments
            .iter()
            .zip(readings.iter())
            .filter(|(_, reading)| reading.accepted && doubt::is_amount(&reading.text()))
            .map(|(segment, _)| segment.ink)
            .collect();
        for (segment, reading) in segments.iter().zip(readings) {
            let text = reading.text();
            let digits = text.chars().filter(char::is_ascii_digit).count();
            if !reading.accepted || !doubt::is_number(&text) || doubt::is_amount(&text) || digits < 3 {
                continue;
            }
            let slack = segment.size / 2;
            let under = |amount: &&Area| amount.x1.abs_diff(segment.ink.x1) <= slack;
            if amounts.iter().filter(under).count() >= COLUMN {
                reading.reject();
            }
        }
    }

    /// The page, in the frame in which it was read.
    #[allow(clippy::cast_possible_truncation)] // pixels of a page
    pub(crate) fn page(&self, number: u32, readings: &[Reading]) -> Page {
        let points = |pixels: usize| (pixels as f64 / self.scale) as f32;
        let mut page = Page::new(number, points(self.raster.width), points(self.raster.height));
        page.rules = self.lines.rules(self.scale);
        page.images = vec![Rect { x0: 0.0, y0: 0.0, x1: page.width, y1: page.height }];
        let placed = self.placed(readings);
        let (mut unread, mut around) = (0_u32, None::<Rect>);
        for ((segment, reading), (middle, size)) in self.found.segments.iter().zip(readings).zip(placed) {
            let glyphs = self.glyphs(segment, reading, middle, size);
            if !reading.accepted {
                unread = unread.saturating_add(1);
                for glyph in &glyphs {
                    around = Some(around.map_or(glyph.bbox, |all| all.union(&glyph.bbox)));
                }
                if unread <= MAX_NAMED {
                    let bbox = glyphs.iter().map(|glyph| glyph.bbox).reduce(|all, bbox| all.union(&bbox));
                    let text = reading.text();
                    let message = format!("a number of the scan was not read: {text:?} is the best reading");
                    page.diagnostics.push(Diagnostic::new(DiagnosticCode::UndecodableGlyphs, number, bbox, 1, message));
                }
            }
            page.glyphs.extend(glyphs);
        }
        if unread > MAX_NAMED {
            let message = format!("{unread} numbers of the scan were not read, not all of them named");
            page.diagnostics.push(Diagnostic::new(DiagnosticCode::UndecodableGlyphs, number, around, unread, message));
        }
        page
    }

    /// For each segment the middle of its line and its font size, in pixels: segments of one row share them.
    fn placed(&self, readings: &[Reading]) -> Vec<(f32, f32)> {
        let segments = &self.found.segments;
        let own: Vec<(f32, f32)> =
            segments.iter().zip(readings).map(|(segment, reading)| natural(segment, reading)).collect();
        let mut sizes: Vec<f32> = own.iter().map(|own| own.1).collect();
        sizes.sort_by(f32::total_cmp);
        let common = sizes.get(sizes.len() / 2).copied().unwrap_or(1.0);
        let mut order: Vec<usize> = (0..segments.len()).collect();
        let at = |index: usize| own.get(index).copied().unwrap_or((0.0, 1.0));
        order.sort_by(|a, b| at(*a).0.total_cmp(&at(*b).0));
        let mut placed = own.clone();
        let mut row: Vec<usize> = Vec::new();
        let snap = |row: &mut Vec<usize>, placed: &mut Vec<(f32, f32)>| {
            let mut middles: Vec<f32> = row.iter().map(|index| at(*index).0).collect();
            middles.sort_by(f32::total_cmp);
            let middle = middles.get(middles.len() / 2).copied().unwrap_or_default();
            for index in row.drain(..) {
                if let Some(slot) = placed.get_mut(index) {
                    slot.0 = middle;
                }
            }
        };
        for index in order {
            let first = row.first().map_or(f32::MIN, |first| at(*first).0);
            if !row.is_empty() && at(index).0 - first > ONE_BASELINE * common {
                snap(&mut row, &mut placed);
            }
            row.push(index);
        }
        snap(&mut row, &mut placed);
        for slot in &mut placed {
            if (slot.1 - common).abs() < 0.22 * common {
                slot.1 = common;
            }
        }
        placed
    }

    #[allow(clippy::cast_possible_truncation)] // pixels of a page
    fn glyphs(&self, segment: &Segment, reading: &Reading, middle: f32, size: f32) -> Vec<Glyph> {
        let scale = self.scale as f32;
        let frame = crop(segment, MARGIN);
        let place = |seen: &Seen| frame.x0 + seen.at * (frame.x1 - frame.x0);
        let (left, right) = (segment.ink.x0 as f32, segment.ink.x1 as f32);
        let shown: Vec<&Seen> = reading.seen.iter().filter(|seen| seen.character != ' ').collect();
        let mut borders = vec![(left, left)];
        for pair in shown.windows(2) {
            let [a, b] = pair else { continue };
            borders.push(self.gap(segment, place(a), place(b), size));
        }
        borders.push((right, right));
        let mut glyphs = Vec::with_capacity(shown.len());
        let baseline = (middle + 0.35 * size) / scale;
        let ends = borders.iter().zip(borders.iter().skip(1));
        for (seen, (from, to)) in shown.into_iter().zip(ends) {
            let (x0, x1) = (from.1.max(left) / scale, to.0.min(right).max(from.1 + 1.0) / scale);
            let origin = Point { x: x0, y: baseline };
            let mut glyph = Glyph::upright(seen.character, origin, (x1 - x0).max(0.1), size / scale);
            if seen.character == char::REPLACEMENT_CHARACTER {
                glyph.text = GlyphText::Undecodable;
            }
            glyph.recognised = Some(seen.probability);
            glyphs.push(glyph);
        }
        glyphs
    }

    /// The border between two characters: where the first ends and the second begins.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // pixels of a page
    fn gap(&self, segment: &Segment, from: f32, to: f32, size: f32) -> (f32, f32) {
        let (from, to) = (from.max(0.0) as usize, to.max(0.0) as usize);
        let blank = |x: usize| (segment.ink.y0..segment.ink.y1).all(|y| self.raster.at(x, y) >= crate::paper::INK);
        let (mut best, mut start) = ((0, 0), None);
        for x in from..=to {
            match (start, x < to && blank(x)) {
                (None, true) => start = Some(x),
                (Some(begin), false) => {
                    if x - begin > best.1 - best.0 {
                        best = (begin, x);
                    }
                    start = None;
                }
                _ => {}
            }
        }
        let (begin, end) = (best.0 as f32, best.1 as f32);
        if best.1 == 0 {
            let middle = (from + to) as f32 / 2.0;
            (middle, middle)
        } else if end - begin > SPACE * size {
            (begin, end)
        } else {
            ((begin + end) / 2.0, (begin + end) / 2.0)
        }
    }
}

/// Unread numbers of a page that are named one by one.
const MAX_NAMED: u32 = 200;

/// A drawn frame around a cell is no ink over it.
fn is_frame(blot: &Area, cell: &Area) -> bool {
    blot.x0 <= cell.x0 + 3 && blot.y0 <= cell.y0 + 3 && blot.x1 + 3 >= cell.x1 && blot.y1 + 3 >= cell.y1
}

/// What is cut out for recognition: the ink with some blank around it, at least as high as a character.
fn crop(segment: &Segment, margin: f32) -> Crop {
    let Segment { ink, cell, size } = segment;
    let height = (ink.height() as f32).max(*size as f32);
    let middle = (ink.y0 + ink.y1) as f32 / 2.0;
    let around = margin * height;
    Crop {
        x0: (ink.x0 as f32 - around - 1.0).max(cell.x0 as f32),
        x1: (ink.x1 as f32 + around + 1.0).min(cell.x1 as f32),
        y0: middle - height / 2.0 - around,
        y1: middle + height / 2.0 + around,
    }
}

/// The middle of the line of a segment and its font size, from its own ink.
fn natural(segment: &Segment, reading: &Reading) -> (f32, f32) {
    let middle = (segment.ink.y0 + segment.ink.y1) as f32 / 2.0;
    let height = segment.ink.height() as f32;
    let wide = |seen: &&Seen| u32::from(seen.character) >= 0x3400;
    let digit = |seen: &&Seen| seen.character.is_ascii_alphanumeric();
    // A comma reaches below the baseline.
    let comma = reading.seen.iter().any(|seen| matches!(seen.character, ',' | '，' | ';' | '；'));
    if reading.seen.iter().any(|seen| wide(&seen) && !"一二三、。".contains(seen.character)) {
        (middle, height / 0.95)
    } else if reading.seen.iter().any(|seen| digit(&seen)) {
        let below = if comma { 0.14 } else { 0.0 };
        let size = height / (0.72 + below);
        (middle - below * size / 2.0, size)
    } else {
        (middle, segment.size as f32)
    }
}
