//! A scanned page → the same [`Page`] that a text layer gives: glyphs on common baselines, and ruling lines.

use std::collections::BTreeMap;

use juesuan_extract::{Diagnostic, DiagnosticCode, Glyph, GlyphText, Page, Point, Rect};

use crate::doubt::{self, By, Reading, Wording};
use crate::lettering;
use crate::model::{Crop, Recogniser, Seen};
use crate::raster::Raster;
use crate::ruling::{self, Lines};
use crate::segments::{self, Segment, Segments};
use crate::stains::Stains;
use crate::surroundings::compare_groups;

/// Blank kept around a crop, in heights of its text.
pub(crate) const MARGIN: f32 = 0.14;
/// The same for a second reading.
const SECOND_MARGIN: f32 = 0.26;
/// Characters that are this far apart, in heights, have a space between them.
const SPACE: f32 = 0.6;
/// Punctuation fills half of the square of a character.
const HALF: f32 = 0.5;
/// Segments recognised to see whether a page is the right way up.
const SAMPLE: usize = 24;
/// Text that is the right way up has a mean probability above this.
const UPRIGHT: f32 = 0.8;

/// A raster prepared for recognition.
pub(crate) struct Prepared {
    pub(crate) raster: Raster,
    pub(crate) lines: Lines,
    pub(crate) found: Segments,
    pub(crate) stains: Stains,
    pub(crate) scale: f64,
    /// Segments that were recognised already, to see which way is up.
    known: BTreeMap<usize, Vec<Seen>>,
}

/// Finds lines and segments of a straight, evenly lit raster.
pub(crate) fn prepare(mut raster: Raster, stains: Stains, scale: f64) -> Prepared {
    let mut lines = ruling::find(&raster, scale);
    lines.leave_out_strokes(&stains.seals, scale);
    lines.wipe(&mut raster);
    let found = segments::find(&raster, &lines, scale);
    Prepared { raster, lines, found, stains, scale, known: BTreeMap::new() }
}

impl Prepared {
    /// How sure the recogniser is of some of the segments: from 0 (upside down) to 1.
    pub(crate) fn legible(&mut self, recogniser: &Recogniser) -> f32 {
        let segments = self.found.segments.iter().enumerate();
        let wide: Vec<(usize, &Segment)> =
            segments.filter(|(_, segment)| segment.ink.width() > 2 * segment.ink.height()).collect();
        let step = (wide.len() / SAMPLE).max(1);
        let sample = || wide.iter().step_by(step).take(SAMPLE);
        let crops: Vec<Crop> = sample().map(|(_, segment)| crop(segment, MARGIN)).collect();
        let seen = recogniser.read(&self.raster, &crops);
        let (mut sum, mut count) = (0.0, 0.0);
        for (crop, seen) in crops.iter().zip(&seen) {
            // Text on its side gives one or two characters where many would stand.
            let expected = ((crop.x1 - crop.x0) / (crop.y1 - crop.y0) * 0.6).max(1.0);
            let fill = (seen.len() as f32 / expected).min(1.0);
            let mean = seen.iter().map(|seen| seen.probability).sum::<f32>() / seen.len().max(1) as f32;
            sum += mean * fill;
            count += 1.0;
        }
        self.known = sample().map(|(index, _)| *index).zip(seen).collect();
        if count < 1.0 { 0.0 } else { sum / count }
    }

    /// What the recogniser sees in each segment.
    fn seen(&mut self, recogniser: &Recogniser) -> Vec<Vec<Seen>> {
        let mut known = std::mem::take(&mut self.known);
        let segments = self.found.segments.iter().enumerate();
        let crops: Vec<Crop> = segments
            .filter(|(index, _)| !known.contains_key(index))
            .map(|(_, segment)| crop(segment, MARGIN))
            .collect();
        let mut rest = recogniser.read(&self.raster, &crops).into_iter();
        let all = 0..self.found.segments.len();
        all.map(|index| known.remove(&index).or_else(|| rest.next()).unwrap_or_default()).collect()
    }

    /// Whether a page is legible enough to be the right way up.
    pub(crate) fn is_upright(legible: f32) -> bool {
        legible >= UPRIGHT
    }

    /// Recognises everything. Segments that turn out to hold several numbers are cut.
    pub(crate) fn read(&mut self, recogniser: &Recogniser, wording: &Wording) -> Vec<Reading> {
        let first = self.seen(recogniser);
        let first = self.cut(first);
        let segments = &self.found.segments;
        let doubtful: Vec<usize> = first
            .iter()
            .enumerate()
            .filter(|(_, seen)| {
                let digits = seen.iter().filter(|seen| doubt::is_part(seen.character));
                digits.map(|seen| seen.probability).fold(1.0, f32::min) < doubt::NEAR || doubt::is_littered(seen)
            })
            .map(|(index, _)| index)
            .collect();
        // Another model looks at the same crop, the same model at another one.
        let (reader, margin, by) = match recogniser.second() {
            Some(other) => (other, MARGIN, By::AnotherModel),
            None => (recogniser, SECOND_MARGIN, By::SameModel),
        };
        let again: Vec<Crop> =
            doubtful.iter().filter_map(|index| segments.get(*index)).map(|segment| crop(segment, margin)).collect();
        let mut second = doubtful.into_iter().zip(reader.read(&self.raster, &again)).peekable();
        let mut readings = Vec::with_capacity(first.len());
        for (index, seen) in first.into_iter().enumerate() {
            let again = second.next_if(|(other, _)| *other == index).map(|(_, seen)| seen);
            readings.push(doubt::judge(seen, again.map(|seen| (seen, by)), wording));
        }
        self.leave_out_remains(&mut readings);
        self.look_for_blots(&mut readings);
        self.compare_columns(&mut readings);
        self.join_signs(&mut readings);
        compare_groups(&mut readings);
        self.compare_widths(&mut readings);
        self.hide_column_numbers(&mut readings, wording);
        readings
    }

    /// The page, in the frame in which it was read.
    #[allow(clippy::cast_possible_truncation)] // pixels of a page
    pub(crate) fn page(&self, number: u32, readings: &[Reading]) -> Page {
        let points = |pixels: usize| (pixels as f64 / self.scale) as f32;
        let mut page = Page::new(number, points(self.raster.width), points(self.raster.height));
        page.rules = self.lines.rules(self.scale);
        page.images = vec![Rect { x0: 0.0, y0: 0.0, x1: page.width, y1: page.height }];
        let placed = lettering::placed(&self.found.segments, readings);
        let (mut unread, mut stained, mut around) = (0_u32, 0_u32, None::<Rect>);
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
            } else if reading.stained {
                stained = stained.saturating_add(1);
                if stained <= MAX_NAMED {
                    let bbox = glyphs.iter().map(|glyph| glyph.bbox).reduce(|all, bbox| all.union(&bbox));
                    let text = reading.text();
                    let message =
                        format!("a seal or other ink lies over {text:?} or beside it: it may hide a part of it");
                    page.diagnostics.push(Diagnostic::new(DiagnosticCode::OverlappingGlyphs, number, bbox, 1, message));
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
            let space = if leaves_blank(a.character, b.character) { SPACE + HALF } else { SPACE };
            borders.push(self.gap(segment, place(a), place(b), space * size));
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

    /// The widest stretch without ink between two places of a segment; empty where there is none.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // pixels of a page
    pub(crate) fn blank(&self, segment: &Segment, from: f32, to: f32) -> (usize, usize) {
        let (from, to) = (from.max(0.0) as usize, to.max(0.0) as usize);
        let blank = |x: usize| (segment.ink.y0..segment.ink.y1).all(|y| self.raster.at(x, y) >= crate::paper::FAINT);
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
        best
    }

    /// The border between two characters: where the first ends and the second begins.
    fn gap(&self, segment: &Segment, from: f32, to: f32, space: f32) -> (f32, f32) {
        let best = self.blank(segment, from, to);
        let (begin, end) = (best.0 as f32, best.1 as f32);
        if best.1 == 0 {
            let middle = f32::midpoint(from, to);
            (middle, middle)
        } else if end - begin > space {
            (begin, end)
        } else {
            ((begin + end) / 2.0, (begin + end) / 2.0)
        }
    }
}

/// Whether the blank half of a square lies between two characters: behind 、 or before （.
fn leaves_blank(before: char, after: char) -> bool {
    matches!(before, '、' | '，' | '。' | '；' | '：' | '）' | '”' | '》') || matches!(after, '（' | '“' | '《')
}

/// Unread numbers of a page that are named one by one.
const MAX_NAMED: u32 = 200;

/// What is cut out for recognition: the ink with some blank around it, at least as high as a character.
pub(crate) fn crop(segment: &Segment, margin: f32) -> Crop {
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

#[cfg(test)]
pub(crate) mod sketch {
    use super::*;
    use crate::segments::Area;

    pub(crate) const WORDING: Wording = Wording { mended: &[], column_numbers: &["栏次"] };

    /// A page with a row of texts, 100 pixels apart, and the readings of them.
    pub(crate) fn row(texts: &[&str], blots: Vec<Area>) -> (Prepared, Vec<Reading>) {
        let mut found = Segments { blots, ..Segments::default() };
        let mut readings = Vec::new();
        for (at, text) in (1..).zip(texts) {
            let ink = Area { x0: at * 100, y0: 50, x1: at * 100 + 10 * text.len(), y1: 70 };
            found.segments.push(Segment { ink, cell: Area { x0: 0, y0: 40, x1: 1000, y1: 80 }, size: 24 });
            let seen = |character| Seen { character, probability: 0.99, at: 0.5, kin: 0.0 };
            readings.push(doubt::judge(text.chars().map(seen).collect(), None, &WORDING));
        }
        let raster = Raster::filled(1000, 100, 255);
        let stains = Stains::of(&raster, None);
        let prepared = Prepared { raster, lines: Lines::default(), found, stains, scale: 2.0, known: BTreeMap::new() };
        (prepared, readings)
    }
}

#[cfg(test)]
mod tests {
    use super::sketch::row;

    /// The mark 、 leaves the right half of its square blank: what stands behind it is no other column.
    #[test]
    fn the_blank_half_of_a_mark_is_no_gap_between_columns() {
        let borders = |text: &str| {
            let (mut prepared, readings) = row(&[text], Vec::new());
            // Ink of 10 pixels, 15 blank, ink to the end.
            for y in 50..70 {
                prepared.raster.row_mut(y)[100..130].fill(0);
                prepared.raster.row_mut(y)[110..125].fill(255);
            }
            let mut reading = readings[0].clone();
            for (seen, at) in reading.seen.iter_mut().zip([0.1, 0.9]) {
                seen.at = at;
            }
            prepared.found.segments[0].ink.x1 = 130;
            let glyphs = prepared.glyphs(&prepared.found.segments[0], &reading, 60.0, 20.0);
            glyphs[1].bbox.x0 - glyphs[0].bbox.x1
        };
        assert!(borders("十支") > 5.0, "a gap");
        assert!(borders("、支") < 0.1, "{}", borders("、支"));
    }
}
