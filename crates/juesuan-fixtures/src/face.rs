//! The typeface that the documents are set in: advance widths for the typesetter, glyph ids for the PDF.

use crate::typeset::Metrics;
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;
use skrifa::{FontRef, MetadataProvider};
use std::path::Path;

/// A font file in memory, and which font of a collection is meant.
#[derive(Clone)]
pub(crate) struct Face {
    data: Vec<u8>,
    index: u32,
    units_per_em: f32,
}

impl Face {
    /// Reads a font; `index` chooses one of a collection (`.ttc`).
    pub(crate) fn open(path: &Path, index: u32) -> std::io::Result<Self> {
        let data = std::fs::read(path)?;
        let font = FontRef::from_index(&data, index).map_err(std::io::Error::other)?;
        let units_per_em = f32::from(font.head().map_err(std::io::Error::other)?.units_per_em());
        Ok(Face { data, index, units_per_em })
    }

    /// The font as krilla wants it.
    pub(crate) fn for_krilla(&self) -> Option<krilla::text::Font> {
        krilla::text::Font::new(self.data.clone().into(), self.index)
    }

    /// The glyph of a character; 0 (`.notdef`) where the font has none.
    pub(crate) fn glyph(&self, character: char) -> u32 {
        self.font().charmap().map(character).map_or(0, skrifa::GlyphId::to_u32)
    }

    pub(crate) fn font(&self) -> FontRef<'_> {
        FontRef::from_index(&self.data, self.index).expect("the font was opened before")
    }
}

impl Metrics for Face {
    fn advance(&self, character: char) -> f32 {
        let font = self.font();
        let glyph = font.charmap().map(character).unwrap_or_default();
        let width = font.glyph_metrics(Size::unscaled(), LocationRef::default()).advance_width(glyph);
        width.unwrap_or(self.units_per_em) / self.units_per_em
    }
}
