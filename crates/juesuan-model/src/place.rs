//! Where on the document something was read.

use juesuan_extract::{Layout, Rect};
use serde::ser::{Serialize, SerializeTuple, Serializer};

/// A page and the box, on it, of the glyphs that something was read from.
///
/// Boxes are in PDF points with the origin at the top left of the page as it is displayed, y downwards.
/// In JSON a place is one array `[page, x0, y0, x1, y1]` with hundredths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Place {
    /// Page number, from 1.
    pub page: u32,
    /// The box on the displayed page.
    pub bbox: Rect,
}

impl Place {
    /// The place of a box in the reading frame of a page.
    #[must_use]
    pub fn on(layout: &Layout, rect: Rect) -> Self {
        Self { page: layout.page, bbox: layout.on_page(rect) }
    }

    /// One place for two pieces of the same thing. Where they stand on different pages, the first.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        if self.page == other.page { Self { bbox: self.bbox.union(&other.bbox), ..self } } else { self }
    }

    /// The box's coordinates `x0, y0, x1, y1` in hundredths of a point, rounded.
    #[must_use]
    pub fn rounded(&self) -> [f64; 4] {
        let Rect { x0, y0, x1, y1 } = self.bbox;
        [x0, y0, x1, y1].map(|edge| (f64::from(edge) * 100.0).round() / 100.0)
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut tuple = serializer.serialize_tuple(5)?;
        tuple.serialize_element(&self.page)?;
        for edge in self.rounded() {
            tuple.serialize_element(&edge)?;
        }
        tuple.end()
    }
}
