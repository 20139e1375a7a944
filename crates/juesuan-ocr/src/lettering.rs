//! Segments and what was read in them → the middle of the line that each stands in, and its font size, in pixels.
//!
//! Ideographs set solid tell their size. Digits and short texts tell little: they take the size of what stands beside
//! them, or else above or below them, and only then that of most of the page.

use crate::doubt::Reading;
use crate::model::Seen;
use crate::page::{MARGIN, crop};
use crate::segments::Segment;

/// Segments whose middles are this near, in heights, stand on one baseline.
const ONE_BASELINE: f32 = 0.3;
/// Rows so far apart, in heights, are of one table and share its font, where nothing nearer tells it: the lines of a
/// header, and the row of column numbers between header and figures.
const NEXT_ROWS: f32 = 4.0;

/// For each segment the middle of its line and its font size: segments of one row share the middle.
pub(crate) fn placed(segments: &[Segment], readings: &[Reading]) -> Vec<(f32, f32)> {
    let own: Vec<Natural> = segments.iter().zip(readings).map(|(segment, reading)| natural(segment, reading)).collect();
    let sizes = Sizes::of(&own);
    let at = |index: &usize| own.get(*index).map_or(0.0, |own| own.middle);
    let mut order: Vec<usize> = (0..own.len()).collect();
    order.sort_by(|a, b| at(a).total_cmp(&at(b)));
    let mut sure: Vec<(f32, f32)> = own.iter().filter(|own| own.sure).map(|own| (own.middle, own.size)).collect();
    sure.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut placed = vec![(0.0, 0.0); own.len()];
    let mut first = 0;
    while let Some(top) = order.get(first) {
        let same = |index: &&usize| at(index) - at(top) <= ONE_BASELINE * sizes.common;
        let members = order.get(first..).unwrap_or_default().iter().take_while(same).count().max(1);
        let row = order.get(first..first + members).unwrap_or_default();
        first += members;
        let middle = row.get(row.len() / 2).map_or(0.0, at);
        for index in row {
            if let (Some(slot), Some(own)) = (placed.get_mut(*index), own.get(*index)) {
                *slot = (middle, if own.sure { sizes.usual(own.size) } else { sizes.told(own, &sure) });
            }
        }
    }
    placed
}

/// What a segment says of itself.
struct Natural {
    /// The middle of its line.
    middle: f32,
    /// Its font size.
    size: f32,
    /// Whether ideographs say so.
    wide: bool,
    /// Whether enough of them follow each other to be sure.
    sure: bool,
}

/// The middle of the line of a segment and its font size, from its own ink.
fn natural(segment: &Segment, reading: &Reading) -> Natural {
    let middle = (segment.ink.y0 + segment.ink.y1) as f32 / 2.0;
    let height = segment.ink.height() as f32;
    let wide = |seen: &&Seen| u32::from(seen.character) >= 0x3400 && u32::from(seen.character) < 0xff00;
    let digit = |seen: &&Seen| seen.character.is_ascii_alphanumeric();
    // A comma reaches below the baseline.
    let comma = reading.seen.iter().any(|seen| matches!(seen.character, ',' | '，' | ';' | '；'));
    if reading.seen.iter().any(|seen| wide(&seen) && !"一二三、。".contains(seen.character)) {
        let by_height = height / 0.95;
        let size = pitch(segment, reading).filter(|pitch| (0.85..1.2).contains(&(pitch / by_height)));
        Natural { middle, size: size.unwrap_or(by_height), wide: true, sure: size.is_some() }
    } else if reading.seen.iter().any(|seen| digit(&seen)) {
        let below = if comma { 0.14 } else { 0.0 };
        let size = height / (0.72 + below);
        Natural { middle: middle - below * size / 2.0, size, wide: false, sure: false }
    } else {
        Natural { middle, size: segment.size as f32, wide: false, sure: false }
    }
}

/// How far ideographs that follow each other are apart: their font size, where they are set solid.
fn pitch(segment: &Segment, reading: &Reading) -> Option<f32> {
    /// Fewer say too little: the place of each is known to a fifth of its width.
    const ENOUGH: usize = 4;
    let frame = crop(segment, MARGIN);
    let wide = |seen: &Seen| (0x4e00..0xa000).contains(&u32::from(seen.character));
    let longest = reading.seen.chunk_by(|a, b| wide(a) && wide(b)).max_by_key(|run| run.len())?;
    let (first, last) = (longest.first()?, longest.last()?);
    let steps = longest.len().checked_sub(1).filter(|steps| steps + 1 >= ENOUGH)?;
    Some((last.at - first.at) * (frame.x1 - frame.x0) / steps as f32)
}

/// Digits differ from the ideographs of their font by at most this part of the size that their height suggests.
const DIGITS_DIFFER: f32 = 0.4;
/// The same for one to three ideographs, which may all be low ones.
const SHORT_DIFFER: f32 = 0.25;
/// Sizes that differ by less are one size, measured twice.
const ONE_SIZE: f32 = 1.07;

/// Whether two sizes are one, measured twice; the second is not the smaller.
pub(crate) fn is_one_size(smaller: f32, larger: f32) -> bool {
    larger < smaller * ONE_SIZE
}

/// The font sizes of a page.
struct Sizes {
    /// Each with the range of what was measured.
    groups: Vec<(f32, f32, f32)>,
    /// That of most segments.
    common: f32,
}

impl Sizes {
    fn of(own: &[Natural]) -> Self {
        let mut wide: Vec<f32> = own.iter().filter(|own| own.sure).map(|own| own.size).collect();
        if wide.is_empty() {
            wide = own.iter().map(|own| own.size).collect();
        }
        wide.sort_by(f32::total_cmp);
        let groups: Vec<&[f32]> = wide.chunk_by(|a, b| is_one_size(*a, *b)).collect();
        let middle = |group: &[f32]| group.get(group.len() / 2).copied().unwrap_or(1.0);
        let common = groups.iter().max_by_key(|group| group.len()).map_or(1.0, |group| middle(group));
        let range = |group: &&[f32]| Some((*group.first()?, *group.last()?, middle(group)));
        let groups = groups.iter().filter_map(range).filter(|group| group.1 < group.0 * WIDEST).collect();
        Self { groups, common }
    }

    /// The size of a segment that does not tell it: that of the nearest row with segments that do (`sure`: the middle
    /// and size of each, from top to bottom), or that of most of the page.
    fn told(&self, own: &Natural, sure: &[(f32, f32)]) -> f32 {
        // Digits tell little about the size of their font: each font draws them in its own height.
        let slack = if own.wide { SHORT_DIFFER } else { DIGITS_DIFFER };
        let fits = |size: f32| (size / own.size - 1.0).abs() < slack;
        let reach = NEXT_ROWS * self.common;
        let from = sure.partition_point(|(middle, _)| *middle < own.middle - reach);
        let near = sure.iter().skip(from).take_while(|(middle, _)| *middle <= own.middle + reach);
        let mut near: Vec<(f32, f32)> = near.copied().filter(|(_, size)| fits(*size)).collect();
        let apart = |of: &(f32, f32)| (of.0 - own.middle).abs();
        let nearest = near.iter().map(apart).fold(f32::MAX, f32::min);
        near.retain(|other| apart(other) <= nearest + ONE_BASELINE * self.common);
        near.sort_by(|a, b| a.1.total_cmp(&b.1));
        let told = near.get(near.len() / 2).map(|(_, size)| self.usual(*size));
        told.unwrap_or_else(|| if fits(self.common) { self.common } else { self.usual(own.size) })
    }

    /// The size of the page that was measured as this.
    fn usual(&self, size: f32) -> f32 {
        let near = |group: &&(f32, f32, f32)| group.0 <= size && size <= group.1;
        let found = self.groups.iter().find(near).map(|group| group.2);
        found.unwrap_or(if (size / self.common - 1.0).abs() < 0.12 { self.common } else { size })
    }
}

/// A range of sizes wider than this is several that run into each other.
const WIDEST: f32 = 1.3;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segments::Area;

    /// Segments of `text` at places, in characters of this size.
    fn page(texts: &[(&str, usize, usize, usize)]) -> Vec<(f32, f32)> {
        let (mut segments, mut readings) = (Vec::new(), Vec::new());
        for (text, x, y, size) in texts {
            let count = text.chars().count();
            let ink = Area { x0: *x, y0: *y, x1: x + count * size, y1: y + size * 95 / 100 };
            let cell = Area { x0: 0, y0: 0, x1: 2000, y1: 2000 };
            let segment = Segment { ink, cell, size: *size };
            let frame = crop(&segment, MARGIN);
            let at = |index: usize| ((x + index * size + size / 2) as f32 - frame.x0) / (frame.x1 - frame.x0);
            let seen = text.chars().enumerate();
            let seen = seen.map(|(index, character)| Seen { character, probability: 1.0, at: at(index), kin: 0.0 });
            readings.push(Reading { seen: seen.collect(), confidence: 1.0, accepted: true, stained: false });
            segments.push(segment);
        }
        placed(&segments, &readings)
    }

    /// A header in larger print than most of the page: the second line of its text is too short to tell its size.
    #[test]
    fn short_texts_have_the_size_of_the_nearest_rows() {
        let small: Vec<(&str, usize, usize, usize)> =
            (0..20).map(|row| ("住房保障支出合计", 100, 100 + row * 40, 15)).collect();
        let header = [("功能分类科目编", 100, 1400, 18), ("码", 160, 1420, 18), ("栏次", 160, 1455, 18)];
        let sizes: Vec<f32> = page(&[&small[..], &header].concat()).iter().map(|placed| placed.1).collect();
        assert!((sizes[21] - 18.0).abs() < 0.5 && (sizes[22] - 18.0).abs() < 0.5, "{sizes:?}");
        let alone = page(&[&small[..], &[("码", 160, 1900, 17)]].concat());
        assert!((alone[20].1 - 15.0).abs() < 0.5, "far from all: that of the page, not {}", alone[20].1);
    }

    #[test]
    fn digits_have_the_size_and_the_line_of_the_words_beside_them() {
        let placed = page(&[("住房保障支出", 100, 100, 18), ("201", 20, 102, 12)]);
        assert!((placed[0].1 - placed[1].1).abs() < 0.01 && placed[0].0 == placed[1].0, "{placed:?}");
    }
}
