//! A scanned page → the same [`Page`] that a text layer gives: glyphs on common baselines, and ruling lines.

use std::collections::BTreeMap;

use juesuan_extract::{Diagnostic, DiagnosticCode, Glyph, GlyphText, Page, Point, Rect};

use crate::doubt::{self, By, Reading, Wording};
use crate::lettering;
use crate::model::{Crop, Recogniser, Seen};
use crate::raster::Raster;
use crate::ruling::{self, Lines};
use crate::segments::{self, Area, Segment, Segments};
use crate::stains::Stains;

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
/// What is left of a seal is at most so high, in sizes of its segment: half as high as a character, where it stands alone.
const REMAINS: f32 = 0.75;
/// An amount is compared with at least this many amounts of its column.
const COLUMN: usize = 3;

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

    /// Cuts segments behind an amount, where the gap is wider than within it and another number or a label begins.
    fn cut(&mut self, seen: Vec<Vec<Seen>>) -> Vec<Vec<Seen>> {
        let segments = std::mem::take(&mut self.found.segments);
        let mut cut = Vec::with_capacity(seen.len());
        for (segment, mut seen) in segments.into_iter().zip(seen) {
            seen.retain(|seen| seen.character != ' ');
            let frame = crop(&segment, MARGIN);
            let place = |seen: &Seen| frame.x0 + seen.at * (frame.x1 - frame.x0);
            let usual = self.digit_gap(&segment, &seen, &place);
            let text: Vec<char> = seen.iter().map(|seen| seen.character).collect();
            let (mut from, mut left, mut ends) = (0, segment.ink.x0, Vec::new());
            for (index, pair) in seen.windows(2).enumerate() {
                let [a, b] = pair else { continue };
                // Its commas may have been read as points: `1.234.50`.
                let before = text.get(from..=index).unwrap_or_default();
                let amount = doubt::is_amount(&before.iter().collect::<String>()) || doubt::is_one_amount(before);
                if !amount || !begins_another(text.get(index + 1..).unwrap_or_default()) {
                    continue;
                }
                let (gap_from, gap_to) = self.blank(&segment, place(a), place(b));
                // `5.621.47` is one amount whose comma was read as a point, unless the gap is one between columns.
                let one = doubt::is_one_amount(text.get(from..).unwrap_or_default());
                let least = if one { segment.size * 2 / 5 } else { 0 };
                if gap_to - gap_from > (usual + usual / 2).max(2).max(least) {
                    ends.push((index + 1, Area { x0: left, x1: gap_from, ..segment.ink }));
                    (from, left) = (index + 1, gap_to);
                }
            }
            if ends.is_empty() {
                self.found.segments.push(segment);
                cut.push(seen);
                continue;
            }
            ends.push((seen.len(), Area { x0: left, ..segment.ink }));
            let mut start = 0;
            for (end, ink) in ends {
                let part = Segment { ink, ..segment.clone() };
                let own = crop(&part, MARGIN);
                let moved = |one: &Seen| Seen { at: (place(one) - own.x0) / (own.x1 - own.x0).max(1.0), ..*one };
                cut.push(seen.get(start..end).unwrap_or_default().iter().map(moved).collect());
                self.found.segments.push(part);
                start = end;
            }
        }
        cut
    }

    /// How far the digits of a segment are apart, mostly.
    fn digit_gap(&self, segment: &Segment, seen: &[Seen], place: &dyn Fn(&Seen) -> f32) -> usize {
        let digits = |pair: &[Seen]| pair.iter().all(|seen| seen.character.is_ascii_digit());
        let pairs = seen.windows(2).filter(|pair| digits(pair)).take(40);
        let gap = |pair: &[Seen]| match pair {
            [a, b] => self.blank(segment, place(a), place(b)),
            _ => (0, 0),
        };
        let mut gaps: Vec<usize> = pairs.map(gap).map(|(from, to)| to - from).collect();
        gaps.sort_unstable();
        gaps.get(gaps.len() / 2).copied().unwrap_or(0)
    }

    /// Specks of a seal that are left of it are no text: among the rows of a table without rulings they would end it.
    /// What passes for a digit or a dash stays, and is doubted.
    fn leave_out_remains(&self, readings: &mut [Reading]) {
        for (segment, reading) in self.found.segments.iter().zip(readings) {
            let Segment { ink, size, .. } = segment;
            let around = Area { x0: ink.x0.saturating_sub(*size), x1: ink.x1 + size, ..*ink };
            let small = ink.width() <= *size && ink.height() as f32 <= REMAINS * *size as f32;
            let numeric = |seen: &Seen| {
                doubt::is_part(seen.character)
                    || doubt::is_sign(seen.character)
                    || seen.character == char::REPLACEMENT_CHARACTER
            };
            if small && !is_dash(reading) && !reading.seen.iter().any(numeric) && self.stains.touch(&around) {
                reading.seen.clear();
            }
        }
    }

    /// Ink that is no text over a number, or just beside it, may hide a part of it.
    fn look_for_blots(&self, readings: &mut [Reading]) {
        for (segment, reading) in self.found.segments.iter().zip(readings) {
            let beside = Area {
                x0: segment.ink.x0.saturating_sub(segment.size),
                x1: segment.ink.x1 + segment.size / 2,
                ..segment.ink
            };
            // A dash there may be a stroke of the seal, or the sign of the number that it is put before.
            if is_dash(reading) && self.stains.touch(&beside) {
                reading.accepted = false;
                reading.seen.iter_mut().for_each(|seen| seen.character = char::REPLACEMENT_CHARACTER);
            }
            let numeric = reading.seen.iter().any(|seen| seen.character.is_ascii_digit());
            if numeric && self.stains.touch(&beside) {
                reading.stained = true;
                let digits = reading.seen.iter().filter(|seen| doubt::is_part(seen.character));
                // The end of a stroke of the seal is no sign.
                let signed = doubt::is_signed(&reading.text()) && doubt::is_number(&reading.text());
                if signed || digits.map(|seen| seen.probability).fold(1.0, f32::min) < doubt::UNDER_INK {
                    reading.reject();
                }
            }
            let hidden = self.found.blots.iter().any(|blot| blot.meets(&beside) && !is_frame(blot, &segment.cell));
            if hidden && numeric {
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
            if !reading.accepted
                || !doubt::is_number(&text)
                || doubt::is_amount(&text)
                || digits < 3 && !text.contains('.')
            {
                continue;
            }
            let under = |amount: &&Area| amount.x0 < segment.ink.x1 && segment.ink.x0 < amount.x1;
            let point = text.contains('.');
            // A whole number above or below amounts may be a code or a count; one with a point is an amount cut short.
            let ends = |amount: &&Area| point || amount.x1.abs_diff(segment.ink.x1) <= segment.size / 2;
            if amounts.iter().filter(under).filter(ends).count() >= COLUMN {
                reading.reject();
            }
        }
    }

    /// A dash that stands close before a number changes it: where it is not sure, it may be the rest of a border.
    fn join_signs(&self, readings: &mut [Reading]) {
        let dashes: Vec<&Segment> = self
            .found
            .segments
            .iter()
            .zip(readings.iter())
            .filter(|(_, reading)| is_dash(reading) && reading.confidence < doubt::NEAR)
            .map(|(segment, _)| segment)
            .take(MAX_DASHES)
            .collect();
        for (segment, reading) in self.found.segments.iter().zip(readings) {
            let close = |dash: &&Segment| {
                let middle = (dash.ink.y0 + dash.ink.y1) / 2;
                // In a cell between lines a sign may stand at the left border, far from its number.
                let in_cell = dash.cell == segment.cell && segment.cell.width() * 2 < self.raster.width;
                // A stroke of a seal there need not stand in the middle of the line to be taken into it.
                let slack = if in_cell { segment.ink.height() / 2 } else { 0 };
                (segment.ink.y0.saturating_sub(slack)..segment.ink.y1 + slack).contains(&middle)
                    && dash.ink.x1 <= segment.ink.x0 + 2
                    && (in_cell || segment.ink.x0 <= dash.ink.x1 + dash.size)
            };
            if reading.accepted && doubt::is_number(&reading.text()) && dashes.iter().any(close) {
                reading.reject();
            }
        }
    }

    /// In a column, amounts of as many digits are as wide: one that is not has a digit too many or too few.
    fn compare_widths(&self, readings: &mut [Reading]) {
        type Shape = (usize, usize, usize);
        let shape = |text: &str| -> Shape {
            let count = |wanted: fn(char) -> bool| text.chars().filter(|c| wanted(*c)).count();
            (count(|c| c.is_ascii_digit()), count(|c| c == ','), text.chars().count())
        };
        let fonts = lettering::placed(&self.found.segments, readings);
        let mut columns: BTreeMap<Shape, Vec<Printed>> = BTreeMap::new();
        let segments = self.found.segments.iter().zip(readings.iter()).zip(fonts);
        for (index, ((segment, reading), (_, font))) in segments.enumerate() {
            let text = reading.text();
            if reading.accepted && doubt::is_amount(&text) {
                let printed = Printed { index, ink: segment.ink, size: segment.size, font };
                columns.entry(shape(&text)).or_default().push(printed);
            }
        }
        for ((digits, ..), mut alike) in columns {
            alike.sort_by_key(|amount| (amount.ink.x1, amount.ink.y0));
            for column in alike.chunk_by_mut(|a, b| b.ink.x1 - a.ink.x1 <= a.size / 4) {
                let of_all = middle_width(column);
                // Two tables on one page may be printed in two sizes.
                column.sort_by(|a, b| a.font.total_cmp(&b.font));
                for alike in column.chunk_by(|a, b| lettering::is_one_size(a.font, b.font)) {
                    let Some(usual) = middle_width(alike).or(of_all) else { continue };
                    let half = usual / (digits + 1).max(1) / 2;
                    let differs = |amount: &&Printed| amount.ink.width().abs_diff(usual) > half.max(2);
                    for amount in alike.iter().filter(differs) {
                        if let Some(reading) = readings.get_mut(amount.index) {
                            reading.reject();
                        }
                    }
                }
            }
        }
    }

    /// A row of numbers that count the columns, but for some that were not read: those are what they must be.
    fn fill_column_numbers(row: &[usize], readings: &mut [Reading]) {
        let text = |index: &usize| readings.get(*index).map(Reading::text).unwrap_or_default();
        let texts: Vec<String> = row.iter().map(text).collect();
        let unread = |text: &str| text.chars().count() <= 2 && text.contains(char::REPLACEMENT_CHARACTER);
        let counts = |(place, text): (u32, &String)| doubt::ordinal(text) == Some(place);
        let counting = (1..).zip(&texts).filter(|pair| counts(*pair)).count();
        let whole = (1..).zip(&texts).all(|pair| counts(pair) || unread(pair.1));
        if !whole || counting < COLUMN || counting * 3 < texts.len() * 2 {
            return;
        }
        for (place, index) in (1_u32..).zip(row) {
            let Some(reading) = readings.get_mut(*index).filter(|reading| unread(&reading.text())) else { continue };
            let Some(first) = reading.seen.first().copied() else { continue };
            reading.seen = place.to_string().chars().map(|character| Seen { character, ..first }).collect();
            reading.accepted = true;
        }
    }

    /// A row of column numbers whose name was not read would pass for a row of figures.
    fn hide_column_numbers(&self, readings: &mut [Reading], wording: &Wording) {
        let segments = &self.found.segments;
        let mut order: Vec<usize> = (0..segments.len()).collect();
        let ink = |index: usize| segments.get(index).map(|segment| segment.ink);
        order.sort_by_key(|index| ink(*index).map(|ink| (ink.y0 + ink.y1, ink.x0)));
        let middle = |index: usize| ink(index).map_or(0, |ink| (ink.y0 + ink.y1) / 2);
        let near = |a: usize, b: usize| {
            let size = segments.get(a).map_or(0, |segment| segment.size);
            middle(a).abs_diff(middle(b)) * 3 <= size
        };
        for row in order.chunk_by(|a, b| near(*a, *b)) {
            let text = |index: &usize| readings.get(*index).map(Reading::text).unwrap_or_default();
            let mut row: Vec<usize> = row.to_vec();
            row.sort_by_key(|index| ink(*index).map(|ink| ink.x0));
            let unnamed = |index: &usize| !wording.names_column_numbers(&text(index));
            let numbers: Vec<usize> = row.iter().copied().filter(unnamed).collect();
            Self::fill_column_numbers(&numbers, readings);
            let text = |index: &usize| readings.get(*index).map(Reading::text).unwrap_or_default();
            let texts: Vec<String> = row.iter().map(text).collect();
            let numbers: Vec<u32> = texts.iter().filter_map(|text| doubt::ordinal(text)).collect();
            let rising = numbers.windows(2).all(|pair| matches!(pair, [a, b] if a < b));
            let named = texts.iter().any(|text| wording.names_column_numbers(text));
            let figures = texts.iter().any(|text| doubt::is_amount(text));
            // Some tables number their columns without a name: a whole row of numbers says so itself.
            let whole = numbers.iter().zip(1..).all(|(number, place)| *number == place);
            // Of a row that is hidden in part, few may be left, and nothing else stands in it.
            let alone = !numbers.is_empty() && numbers.len() == row.len();
            let few = numbers.len() < COLUMN && !(alone && self.is_stained(&row));
            if few || !rising || (whole && numbers.len() >= COLUMN) || named || figures {
                continue;
            }
            for (index, text) in row.iter().zip(&texts) {
                if doubt::ordinal(text).is_some()
                    && let Some(reading) = readings.get_mut(*index)
                {
                    reading.reject();
                }
            }
        }
    }

    /// Whether foreign ink lies anywhere at the height of a row.
    fn is_stained(&self, row: &[usize]) -> bool {
        let inks = row.iter().filter_map(|index| self.found.segments.get(*index)).map(|segment| segment.ink);
        let band = inks.reduce(|a, b| a.join(&b)).map(|ink| Area { x0: 0, x1: self.raster.width, ..ink });
        band.is_some_and(|band| self.stains.touch(&band) || self.found.blots.iter().any(|blot| blot.meets(&band)))
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
    fn blank(&self, segment: &Segment, from: f32, to: f32) -> (usize, usize) {
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

/// Whether what stands behind an amount is no part of it: a label, another amount, or a code.
fn begins_another(rest: &[char]) -> bool {
    let number: String = rest.iter().take_while(|c| doubt::is_part(**c)).collect();
    rest.first().is_some_and(|c| u32::from(*c) >= 0x3400)
        || doubt::is_amount(&number)
        || number.len() >= 3 && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Where large amounts are printed with commas, one without them has a digit that is none, or a comma that was lost.
fn compare_groups(readings: &mut [Reading]) {
    let grouped = |reading: &Reading| {
        let text = reading.text();
        if reading.accepted && doubt::is_amount(&text) { doubt::is_grouped(&text) } else { None }
    };
    let with = readings.iter().filter(|reading| grouped(reading) == Some(true)).count();
    let without = readings.iter().filter(|reading| grouped(reading) == Some(false)).count();
    if with >= COLUMN && with > FEW * without {
        readings.iter_mut().filter(|reading| grouped(reading) == Some(false)).for_each(Reading::reject);
    }
}

/// An amount where it is printed: which segment it is, its ink, its height, its font size.
struct Printed {
    index: usize,
    ink: Area,
    size: usize,
    font: f32,
}

/// The width of the middle one of some amounts; nothing where there are too few to compare.
fn middle_width(amounts: &[Printed]) -> Option<usize> {
    let mut widths: Vec<usize> = amounts.iter().map(|amount| amount.ink.width()).collect();
    widths.sort_unstable();
    widths.get(widths.len() / 2).copied().filter(|_| widths.len() >= COLUMN)
}

/// So many times more amounts are printed in one way than in the other, where the other is a misreading.
const FEW: usize = 3;

/// Unsure dashes of a page that are looked at.
const MAX_DASHES: usize = 500;

/// Whether a text is a dash, or what a dash is taken for.
fn is_dash(reading: &Reading) -> bool {
    matches!(reading.text().trim(), "-" | "—" | "一" | "－" | "–" | "_" | "~")
}

/// A drawn frame around a cell is no ink over it.
fn is_frame(blot: &Area, cell: &Area) -> bool {
    blot.x0 <= cell.x0 + 3 && blot.y0 <= cell.y0 + 3 && blot.x1 + 3 >= cell.x1 && blot.y1 + 3 >= cell.y1
}

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
mod tests {
    use super::*;

    const WORDING: Wording = Wording { mended: &[], column_numbers: &["栏次"] };

    /// A page with a row of texts, 100 pixels apart, and the readings of them.
    fn row(texts: &[&str], blots: Vec<Area>) -> (Prepared, Vec<Reading>) {
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

    fn figures_left(texts: &[&str], blots: &[Area]) -> usize {
        let (prepared, mut readings) = row(texts, blots.to_vec());
        prepared.hide_column_numbers(&mut readings, &WORDING);
        readings.iter().filter(|reading| reading.accepted && doubt::ordinal(&reading.text()).is_some()).count()
    }

    /// A seal over the name of the row of column numbers and over some of them: what is left are no figures.
    #[test]
    fn column_numbers_that_are_hidden_in_part_are_no_figures() {
        assert_eq!(figures_left(&["1", "2", "4", "5", "12"], &[]), 0);
        let seal = Area { x0: 300, y0: 0, x1: 900, y1: 100 };
        assert_eq!(figures_left(&["4", "5"], &[seal]), 0);
        assert_eq!(figures_left(&["1", "2"], &[seal]), 0);
    }

    #[test]
    fn unread_numbers_of_a_row_that_counts_are_filled_in() {
        let (prepared, mut readings) = row(&["1", "2", "3", "4", "7"], Vec::new());
        readings[4].reject();
        prepared.hide_column_numbers(&mut readings, &WORDING);
        assert_eq!((readings[4].text().as_str(), readings[4].accepted), ("5", true));
        let (prepared, mut readings) = row(&["栏次", "1", "栏次", "2", "3", "7"], Vec::new());
        readings[5].reject();
        prepared.hide_column_numbers(&mut readings, &WORDING);
        assert_eq!(readings[5].text(), "4", "named");
        // Numbers that do not count the columns are none of it.
        let (prepared, mut readings) = row(&["1", "2", "4", "5", "7"], Vec::new());
        readings[4].reject();
        prepared.hide_column_numbers(&mut readings, &WORDING);
        assert!(readings.iter().all(|reading| !reading.accepted));
    }

    #[test]
    fn a_dash_under_a_seal_is_read_as_nothing() {
        let read = |coloured: u8| {
            let (mut prepared, mut readings) = row(&["一", "12.50"], Vec::new());
            prepared.stains = Stains::of(&prepared.raster, Some(&Raster::filled(180, 100, coloured)));
            prepared.look_for_blots(&mut readings);
            readings[0].text()
        };
        assert_eq!((read(200).as_str(), read(0).as_str()), ("\u{FFFD}", "一"));
    }

    #[test]
    fn specks_of_a_seal_are_no_text_and_what_passes_for_a_digit_stays() {
        let left = |text: &str, height: usize, coloured: u8| {
            let (mut prepared, mut readings) = row(&[text], Vec::new());
            prepared.stains = Stains::of(&prepared.raster, Some(&Raster::filled(180, 100, coloured)));
            prepared.found.segments[0].ink = Area { x0: 100, x1: 108, y0: 50, y1: 50 + height };
            prepared.leave_out_remains(&mut readings);
            readings[0].text()
        };
        assert_eq!([left("中", 8, 200), left("#", 8, 200)], ["", ""]);
        assert_eq!([left("中", 8, 0), left("中", 19, 200)], ["中", "中"], "no seal, or as high as print");
        assert_eq!([left("1", 8, 200), left("-", 8, 200), left("一", 8, 200)], ["1", "-", "一"]);
    }

    #[test]
    fn an_unsure_dash_in_the_cell_of_a_number_makes_it_a_gap() {
        let read = |cells: [(usize, usize); 2], dash: f32| {
            let (mut prepared, mut readings) = row(&["-", "12.50"], Vec::new());
            for (segment, (x0, x1)) in prepared.found.segments.iter_mut().zip(cells) {
                (segment.cell.x0, segment.cell.x1) = (x0, x1);
            }
            readings[0].confidence = dash;
            prepared.join_signs(&mut readings);
            readings[1].accepted
        };
        assert!(!read([(90, 300), (90, 300)], 0.8), "far from its number");
        assert!(read([(90, 300), (90, 300)], 0.99), "a sure sign");
        assert!(read([(90, 150), (150, 300)], 0.8), "of another cell");
        assert!(read([(0, 1000), (0, 1000)], 0.8), "of another column, perhaps");
    }

    /// Small print: the comma of the amount was read as a point, and a code stands close behind it.
    #[test]
    fn an_amount_whose_comma_was_read_as_a_point_is_cut_from_what_stands_behind_it() {
        let text = "1.234.5030216";
        let (mut prepared, _) = row(&[text], Vec::new());
        let seen: Vec<Seen> = text
            .chars()
            .enumerate()
            .map(|(index, character)| Seen {
                character,
                probability: 0.99,
                at: (index as f32 + 0.5 + if index > 7 { 1.0 } else { 0.0 }) / 14.0,
                kin: 0.99,
            })
            .collect();
        prepared.found.segments[0].ink.x1 = 100 + 14 * 10;
        for y in 50..70 {
            let row = prepared.raster.row_mut(y);
            row[100..240].fill(0);
            // A column of blank between characters, and a wider gap behind the amount.
            (110..240).step_by(10).for_each(|x| row[x] = 255);
            row[180..190].fill(255);
        }
        let cut = prepared.cut(vec![seen]);
        let texts: Vec<String> = cut.into_iter().map(|seen| doubt::judge(seen, None, &WORDING).text()).collect();
        assert_eq!(texts, ["1,234.50", "30216"]);
    }

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

    /// A column of amounts of these widths, each with a label beside it in this font size: which count as read.
    fn column(amounts: &[(usize, usize)]) -> Vec<bool> {
        let (mut prepared, mut readings) = row(&[], Vec::new());
        for (at, (width, font)) in (1..).zip(amounts) {
            let (mut beside, texts) = row(&["住房保障支出", "12.50"], Vec::new());
            let y = at * 40;
            let cells = [(100, 100 + 6 * font, *font), (800 - width, 800, font * 3 / 4)];
            for (segment, (x0, x1, high)) in beside.found.segments.iter_mut().zip(cells) {
                segment.ink = Area { x0, x1, y0: y, y1: y + high };
                segment.cell = Area { x0: 0, y0: 0, x1: 1000, y1: 1000 };
            }
            prepared.found.segments.append(&mut beside.found.segments);
            readings.extend(texts);
            for (index, seen) in readings[(at - 1) * 2].seen.iter_mut().enumerate() {
                seen.at = (index as f32 + 0.5) / 6.0;
            }
        }
        prepared.compare_widths(&mut readings);
        readings.iter().skip(1).step_by(2).map(|reading| reading.accepted).collect()
    }

    #[test]
    fn an_amount_wider_than_its_column_has_lost_a_digit() {
        assert_eq!(column(&[(36, 18), (36, 18), (37, 18), (45, 18)]), [true, true, true, false]);
        assert_eq!(column(&[(36, 18), (45, 18)]), [true, true], "too few to tell");
    }

    /// The end of a table in small print above the beginning of another one.
    #[test]
    fn amounts_of_one_column_in_two_sizes_are_compared_apart() {
        let two = [(30, 15), (30, 15), (30, 15), (30, 15), (36, 18), (36, 18), (37, 18)];
        assert_eq!(column(&two), [true; 7]);
        assert!(!column(&[&two[..], &[(45, 18)]].concat())[7], "a digit too many");
    }

    #[test]
    fn rows_that_say_what_they_are_stay() {
        assert_eq!(figures_left(&["栏次", "1", "2", "4"], &[]), 3, "named");
        assert_eq!(figures_left(&["1", "2", "3"], &[]), 3, "a whole row says so itself");
        assert_eq!(figures_left(&["1", "2"], &[]), 2, "nothing hides a part of it");
        assert_eq!(figures_left(&["1", "2", "12.50"], &[]), 2, "a row of figures");
    }
}
