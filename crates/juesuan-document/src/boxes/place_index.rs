//! What stands near a place: places on pages with a number each → the numbers of those at the height of another.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::place::Place;

/// Places are looked up in bands of this height, in points: about a line.
const BAND: f32 = 12.0;

/// A text over more lines than this is found by the line that it begins on.
const MOST_BANDS: u32 = 200;

/// Numbers of places, found by where they stand on a page.
#[derive(Debug, Clone, Default)]
pub struct PlaceIndex {
    by_band: BTreeMap<(u32, u32), Vec<usize>>,
}

impl PlaceIndex {
    /// Notes a place with its number.
    ///
    /// ```
    /// use juesuan_document::{Place, PlaceIndex, Rect};
    /// let line = |y0| Place::new(1, Rect { x0: 50.0, y0, x1: 90.0, y1: y0 + 10.0 });
    /// let mut index = PlaceIndex::default();
    /// index.insert(&line(100.0).join(line(130.0)), 7);
    /// assert_eq!(index.near(&line(120.0)), [7]);
    /// assert!(index.near(&line(200.0)).is_empty());
    /// ```
    pub fn insert(&mut self, place: &Place, number: usize) {
        for band in bands(place.bbox.y0, place.bbox.y1) {
            self.by_band.entry((place.page, band)).or_default().push(number);
        }
    }

    /// The numbers of the places at the height of the middle of this one, in the order in which they were noted.
    #[must_use]
    pub fn near(&self, place: &Place) -> &[usize] {
        let middle = place.bbox.center().y;
        self.by_band.get(&(place.page, bands(middle, middle).start)).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The bands that a box reaches over.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a cast of floats saturates
fn bands(y0: f32, y1: f32) -> Range<u32> {
    let first = (y0 / BAND).floor() as u32;
    let last = (y1 / BAND).floor() as u32;
    first..last.min(first.saturating_add(MOST_BANDS)).max(first).saturating_add(1)
}
