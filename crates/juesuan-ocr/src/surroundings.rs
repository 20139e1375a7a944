//! Readings of a page → those that what stands around them belies are no numbers: ink over and beside them, signs, and the
//! other amounts of their column.

use std::collections::BTreeMap;

use crate::doubt::{self, Reading};
use crate::lettering;
use crate::model::Seen;
use crate::page::Prepared;
use crate::segments::{Area, Segment};

/// So many times more amounts are printed in one way than in the other, where the other is a misreading.
const FEW: usize = 3;
/// Unsure dashes of a page that are looked at.
const MAX_DASHES: usize = 500;
/// What is left of a seal is at most so high, in sizes of its segment: half as high as a character, where it stands alone.
const REMAINS: f32 = 0.75;
/// An amount is compared with at least this many amounts of its column.
pub(crate) const COLUMN: usize = 3;

impl Prepared {
    /// Specks of a seal that are left of it are no text: among the rows of a table without rulings they would end it.
    /// What passes for a digit or a dash stays, and is doubted.
    pub(crate) fn leave_out_remains(&self, readings: &mut [Reading]) {
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
    pub(crate) fn look_for_blots(&self, readings: &mut [Reading]) {
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
    pub(crate) fn compare_columns(&self, readings: &mut [Reading]) {
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
    pub(crate) fn join_signs(&self, readings: &mut [Reading]) {
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
    pub(crate) fn compare_widths(&self, readings: &mut [Reading]) {
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
}

/// Where large amounts are printed with commas, one without them has a digit that is none, or a comma that was lost.
pub(crate) fn compare_groups(readings: &mut [Reading]) {
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

/// Whether a text is a dash, or what a dash is taken for.
fn is_dash(reading: &Reading) -> bool {
    matches!(reading.text().trim(), "-" | "—" | "一" | "－" | "–" | "_" | "~")
}

/// A drawn frame around a cell is no ink over it.
fn is_frame(blot: &Area, cell: &Area) -> bool {
    blot.x0 <= cell.x0 + 3 && blot.y0 <= cell.y0 + 3 && blot.x1 + 3 >= cell.x1 && blot.y1 + 3 >= cell.y1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::sketch::row;
    use crate::raster::Raster;
    use crate::stains::Stains;

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
}
