//! Doubts about what was read from a PDF, as data: a stable code, a place, a message.

use crate::geometry::Rect;
use crate::identity::Id;
use crate::place::Place;

/// What kind of doubt a [`Diagnostic`] states. The names are stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum DiagnosticCode {
    /// Glyphs whose Unicode text could not be determined.
    UndecodableGlyphs,
    /// Glyphs decoded to the private use area of Unicode.
    PrivateUseGlyphs,
    /// A page that paints no text at all (a scan, a picture, or blank).
    PageWithoutText,
    /// Text that is present but painted invisibly (rendering mode 3 or 7).
    InvisibleText,
    /// Shapes of the size of letters, a picture or a form field without appearance where text is expected.
    InkWithoutText,
    /// Text that something painted later covers: not given, as it cannot be seen.
    CoveredText,
    /// Text too small to be seen: not given.
    TinyText,
    /// A text that the file states for glyphs that say something else: not given, the glyphs are.
    ContradictedText,
    /// Text that runs upside down, or is mirrored.
    TurnedText,
    /// Small raised or lowered figures beside text: marks of notes, kept apart from the text.
    NoteMarks,
    /// Text that is struck through.
    StruckText,
    /// Text beyond the edge of the displayed page.
    TextBeyondPage,
    /// Text that a clip hides (an overflowing cell): not given, as it cannot be seen.
    ClippedText,
    /// Different glyphs painted over one another.
    OverlappingGlyphs,
    /// Text inside a ruled table that stands in none of its cells.
    TextOutsideCells,
    /// The file is not whole, by what it says itself: something of it is missing.
    IncompleteFile,
    /// A part of the file is damaged; what could be read is given.
    DamagedContent,
    /// A limit of reading was reached; the page is incomplete.
    LimitReached,
    /// Hidden rows, columns, sheets or texts of a file: not given, as they are not shown.
    HiddenContent,
    /// Formulas of a workbook without a stored value: blank here.
    ValueMissing,
}

/// One doubt about a page, with its place.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// What kind of doubt.
    pub code: DiagnosticCode,
    /// Page, from 1; 0 for the whole document.
    pub page: u32,
    /// The box concerned, where there is one.
    pub bbox: Option<Rect>,
    /// The one cell that the box lies in, where there is one. Given with the numbers of the cells.
    pub id: Id,
    /// How many things (glyphs, operators, ...) it concerns.
    pub count: u32,
    /// What was found and what was done about it, in one English sentence.
    pub message: String,
}

impl Diagnostic {
    /// Where it stands; nothing where it concerns the file as a whole.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        (self.page > 0).then(|| Place { id: self.id, ..Place::new(self.page, self.bbox.unwrap_or_default()) })
    }

    /// A doubt about a page.
    #[must_use]
    pub fn new(code: DiagnosticCode, page: u32, bbox: Option<Rect>, count: u32, message: impl Into<String>) -> Self {
        Self { code, page, bbox, id: Id::NONE, count, message: message.into() }
    }
}
