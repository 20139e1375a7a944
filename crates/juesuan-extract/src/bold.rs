//! Fake bold: glyphs painted again a fraction of a point away (or filled, then stroked) are kept once.

use crate::geometry::{Point, Rect};
use crate::page::{Glyph, GlyphText};

/// How far apart, as a share of the font size, two paintings of one glyph may be.
const MAX_SHIFT: f32 = 0.08;
/// The same in points, for large type.
const MAX_SHIFT_POINTS: f32 = 1.0;
/// Size of the cells in which repetitions are looked for, in points; larger than any shift.
const CELL: f32 = 4.0;
/// Glyphs compared within one cell; more of them is no text.
const MAX_IN_CELL: usize = 24;

/// Different glyphs that were painted over one another.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Overlaps {
    pub(crate) count: u32,
    pub(crate) bbox: Option<Rect>,
}

/// Removes repeated glyphs, keeping the first of each, and counts different glyphs at the same place.
pub(crate) fn remove_repetitions(glyphs: &mut Vec<Glyph>) -> Overlaps {
    // Towards zero, which is faster than down: the cells along the page's edges are larger, which does no harm.
    let cell = |value: f32| (value / CELL) as i32;
    let mut order: Vec<(i32, i32, u32)> = glyphs
        .iter()
        .zip(0..)
        .filter(|(glyph, _)| !is_space(glyph))
        .map(|(glyph, index)| (cell(glyph.origin.y), cell(glyph.origin.x), index))
        .collect();
    order.sort_unstable();
    let mut repeated = vec![false; glyphs.len()];
    let mut overlaps = Overlaps::default();
    for (place, &(y, x, index)) in order.iter().enumerate() {
        let own = (y, x);
        let Some(glyph) = glyphs.get(index as usize) else { continue };
        if repeated.get(index as usize) == Some(&true) {
            continue;
        }
        let shift = (glyph.size * MAX_SHIFT).min(MAX_SHIFT_POINTS);
        let Point { x: at_x, y: at_y } = glyph.origin;
        // Shifts are smaller than a cell: a repetition is in this cell or in a neighbour that the shift reaches.
        let cells = (cell(at_y - shift)..=cell(at_y + shift))
            .flat_map(|near_y| (cell(at_x - shift)..=cell(at_x + shift)).map(move |near_x| (near_y, near_x)));
        for near in cells {
            let from =
                if near == own { place + 1 } else { order.partition_point(|&other| other <= (near.0, near.1, index)) };
            let later = order.iter().skip(from).take_while(|&&(y, x, _)| (y, x) == near);
            for &(.., other) in later.take(MAX_IN_CELL) {
                let Some(second) = glyphs.get(other as usize) else { continue };
                let apart = (second.origin.x - at_x).abs().max((second.origin.y - at_y).abs());
                if apart > shift {
                    continue;
                }
                if second.text == glyph.text && second.code == glyph.code {
                    if let Some(flag) = repeated.get_mut(other as usize) {
                        *flag = true;
                    }
                } else if second.text != glyph.text && glyph.visible && second.visible && !glyph.faint && !second.faint
                {
                    overlaps.count += 1;
                    overlaps.bbox = Some(overlaps.bbox.map_or(glyph.bbox, |bbox| bbox.union(&glyph.bbox)));
                }
            }
        }
    }
    if repeated.contains(&true) {
        let mut flags = repeated.iter();
        glyphs.retain(|_| flags.next() != Some(&true));
    }
    overlaps
}

fn is_space(glyph: &Glyph) -> bool {
    matches!(glyph.text, GlyphText::Char(char) if char.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: char, x: f32, y: f32) -> Glyph {
        Glyph::upright(text, Point { x, y }, 10.0, 10.0)
    }

    #[test]
    fn repetitions_are_removed_whatever_their_order() {
        let mut glyphs = vec![
            at('决', 10.0, 20.0),
            at('算', 20.0, 20.0),
            at('决', 10.3, 20.0),
            at('算', 20.0, 20.3),
            at('决', 9.9, 19.9),
        ];
        assert_eq!(remove_repetitions(&mut glyphs), Overlaps::default());
        assert_eq!(glyphs, [at('决', 10.0, 20.0), at('算', 20.0, 20.0)]);
    }

    #[test]
    fn equal_neighbours_stay() {
        let mut glyphs: Vec<Glyph> = (0..5).map(|index| at('1', 10.0 + 2.5 * index as f32, 20.0)).collect();
        remove_repetitions(&mut glyphs);
        assert_eq!(glyphs.len(), 5);
    }

    #[test]
    fn different_glyphs_at_one_place_are_counted() {
        let mut glyphs = vec![at('3', 10.0, 20.0), at('8', 10.1, 20.0)];
        let overlaps = remove_repetitions(&mut glyphs);
        assert_eq!((glyphs.len(), overlaps.count), (2, 1));
    }
}
