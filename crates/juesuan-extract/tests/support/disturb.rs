//! Changes of a page that must not change what is read from it.

use juesuan_extract::{Orientation, Page};

/// A fixed sequence of numbers that look random, each below a bound.
pub(crate) fn sequence(mut seed: u64) -> impl FnMut(usize) -> usize {
    move |below| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    }
}

/// Puts things into another order.
pub(crate) fn shuffle<T>(things: &mut [T], seed: u64) {
    let mut below = sequence(seed);
    for index in (1..things.len()).rev() {
        things.swap(index, below(index + 1));
    }
}

/// Moves all that a page holds; the paper stays.
pub(crate) fn shift(page: &mut Page, dx: f32, dy: f32) {
    for glyph in &mut page.glyphs {
        (glyph.origin.x, glyph.origin.y) = (glyph.origin.x + dx, glyph.origin.y + dy);
        (glyph.bbox.x0, glyph.bbox.x1) = (glyph.bbox.x0 + dx, glyph.bbox.x1 + dx);
        (glyph.bbox.y0, glyph.bbox.y1) = (glyph.bbox.y0 + dy, glyph.bbox.y1 + dy);
    }
    for rule in &mut page.rules {
        let (across, along) = if rule.orientation == Orientation::Horizontal { (dy, dx) } else { (dx, dy) };
        (rule.position, rule.start, rule.end) = (rule.position + across, rule.start + along, rule.end + along);
    }
}
