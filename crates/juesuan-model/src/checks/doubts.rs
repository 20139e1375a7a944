//! Which cells were not read without doubt.

use crate::diagnostic::{Code, Diagnostic};
use crate::place::Place;

use super::types::CellRef;

/// Doubts that put numbers in question.
pub(super) const ABOUT_NUMBERS: &[Code] = &[
    Code::UndecodableGlyphs,
    Code::PrivateUseGlyphs,
    Code::ScannedPage,
    Code::UnreadablePage,
    Code::DamagedContent,
    Code::LimitReached,
    Code::OverlappingGlyphs,
    Code::TextOutsideCells,
    Code::MalformedNumber,
    Code::AstrideBorder,
    Code::UnknownHeader,
    Code::RowWithoutSubject,
    Code::UnitContradicted,
];

/// A doubt that explains why an equation misses.
#[derive(Debug)]
pub(super) struct Doubt<'a> {
    /// Where it stands.
    pub(super) at: Place,
    /// What is in doubt.
    pub(super) diagnostic: &'a Diagnostic,
}

/// The doubts of a document that put numbers in question.
#[derive(Debug)]
pub(super) struct Doubts<'a>(Vec<(Place, &'a Diagnostic)>);

impl<'a> Doubts<'a> {
    /// Picks them out of all diagnostics.
    pub(super) fn new(diagnostics: &'a [Diagnostic]) -> Self {
        let about = diagnostics.iter().filter(|doubt| ABOUT_NUMBERS.contains(&doubt.code));
        Self(about.filter_map(|doubt| Some((doubt.at?, doubt))).collect())
    }

    /// A doubt that lies among these cells: in the row or column, on one page, that those of one table span.
    pub(super) fn about(&self, cells: &[CellRef]) -> Option<Doubt<'a>> {
        let mut spans: Vec<(&str, Place)> = Vec::new();
        for cell in cells {
            match spans.iter_mut().find(|(table, at)| *table == cell.table && at.page == cell.at.page) {
                Some((_, at)) => *at = at.join(cell.at),
                None => spans.push((&cell.table, cell.at)),
            }
        }
        let hits = |at: &Place| {
            spans.iter().any(|(_, span)| span.touches(at) || span.adjoins(at))
                || cells.iter().any(|cell| cell.at.touches(at))
        };
        self.0.iter().find(|(at, _)| hits(at)).map(|(at, diagnostic)| Doubt { at: *at, diagnostic })
    }
}
