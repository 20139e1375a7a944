//! What a page shows, or holds without showing it, and what is no text of its layout.
//!
//! A source that leaves something out says so here, with its kind and its box: who counts the figures of a page needs
//! them all.

use crate::geometry::Rect;
use crate::identity::Id;

/// Why something is no text of the layout. What a reader of the page sees is told apart by [`InkKind::is_seen`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum InkKind {
    /// Shapes of the size of letters: figures or words that were drawn as outlines.
    Outlines,
    /// A picture in a cell, in a line of text, or over one.
    Picture,
    /// A field of a form: what stands in it is known to the file, but no appearance says how it is shown.
    FormField,
    /// Text that runs upside down, or is mirrored.
    Turned,
    /// A small raised or lowered figure beside a number: the mark of a note, no part of the number.
    Note,
    /// Text that is struck through.
    Struck,
    /// Text that something painted later covers.
    Covered,
    /// Text that a clip hides.
    Clipped,
    /// Text that is too small to be seen.
    Tiny,
    /// Text beyond the edge of the displayed page.
    BeyondPage,
    /// A text that the file states (`ActualText`) for glyphs that say something else.
    Contradicted,
}

impl InkKind {
    /// Whether a reader of the page sees something there that the layout does not give. A figure may be lost there.
    #[must_use]
    pub fn is_seen(self) -> bool {
        matches!(self, Self::Outlines | Self::Picture | Self::FormField | Self::Turned)
    }
}

/// Something on a page that is no text of its layout.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct UnreadInk {
    /// Why it is no text of the layout.
    pub kind: InkKind,
    /// Its box in the reading frame.
    pub bbox: Rect,
    /// Its text, where that is known; empty for outlines and pictures.
    pub text: String,
    /// The cell or line that it stands in or over; [`Id::NONE`] where it stands by itself. Given with the numbers of
    /// the cells, when the layout becomes part of a document.
    pub id: Id,
}

impl UnreadInk {
    /// Something left out, before the cells of its layout are numbered.
    #[must_use]
    pub fn new(kind: InkKind, bbox: Rect, text: impl Into<String>) -> Self {
        Self { kind, bbox, text: text.into(), id: Id::NONE }
    }

    /// Whether a reader of the page sees it, and a figure of the page may be lost with it: its text has digits, or is
    /// not known.
    #[must_use]
    pub fn may_be_figure(&self) -> bool {
        self.kind.is_seen() && (self.text.is_empty() || self.text.chars().any(char::is_numeric))
    }
}
