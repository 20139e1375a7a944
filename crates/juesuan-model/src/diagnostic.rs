//! Doubts about a document, as data: a stable code, a severity, a place, a message, and what was done about it.

use serde::Serialize;

use crate::place::Place;

/// How much a doubt weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing; nothing is in doubt.
    Info,
    /// Something may be wrong or incomplete.
    Warning,
    /// Something could not be read.
    Error,
}

/// What kind of doubt it is. The names, in snake case, are stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Code {
    /// Glyphs without a known Unicode text.
    UndecodableGlyphs,
    /// Glyphs that decode to the private use area.
    PrivateUseGlyphs,
    /// A page with pictures and without text: a scan. Needs character recognition before it can be read.
    ScannedPage,
    /// A page without any text that is no scan: blank, or a drawing.
    PageWithoutText,
    /// A page that could not be read at all.
    UnreadablePage,
    /// A part of the file is damaged.
    DamagedContent,
    /// A reading limit was reached; the page is incomplete.
    LimitReached,
    /// Text painted invisibly.
    InvisibleText,
    /// Text that a clip hides; it is not given.
    ClippedText,
    /// Different glyphs painted over one another.
    OverlappingGlyphs,
    /// Text inside a table's box that stands in none of its cells.
    TextOutsideCells,
    /// A cell of an amount column that is neither number, blank nor a mark for none.
    MalformedNumber,
    /// A header leaf that the table's schema does not know.
    UnknownHeader,
    /// Amounts that a table prints and that were not read.
    UnreadFigures,
    /// A number with other decimals than nearly all of its table.
    UnusualDecimals,
    /// A blank cell in a table that otherwise prints its zeros.
    BlankAmongZeros,
    /// A blank cell where the total or the parts of a sum are printed.
    BlankInSum,
    /// A row with amounts that lacks its code or its label, or both.
    RowWithoutSubject,
    /// A code with a wrong number of digits or without the codes above it, or a label with figures in it.
    OddSubject,
    /// Two tables name the same item differently.
    NameContradicted,
    /// The contents (目录) announce a table that was not found.
    TableMissing,
    /// Two tables claim to be the same one of the nine.
    TableTwice,
    /// A table without a printed unit.
    UnitMissing,
    /// A table prints two different units.
    UnitContradicted,
    /// A page without title and header was joined to the table before it.
    JoinedByGuess,
    /// The document is no final account (决算).
    NotFinalAccounts,
    /// A sum that does not hold exactly, but within the rounding of its numbers.
    WithinRounding,
    /// Text of the official template was left in.
    TemplateText,
    /// A slip in the narrative's wording: `元` or `%` missing, punctuation doubled, a bracket not closed.
    WordingSlip,
}

/// One doubt.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Diagnostic {
    /// What kind of doubt.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// Where; absent when it concerns the whole document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Place>,
    /// What was found and what was done about it.
    pub message: String,
}

impl Diagnostic {
    /// A doubt with its place.
    #[must_use]
    pub fn new(code: Code, severity: Severity, at: Option<Place>, message: impl Into<String>) -> Self {
        Self { code, severity, at, message: message.into() }
    }
}
