//! A number, a code or a word, and a document → every place where it stands: table, row and column where it was read
//! as such, else the line or cell that prints it.

mod query;
mod typed;

use std::collections::{BTreeMap, BTreeSet};

use juesuan_document::layout::{Block, Layout, TextLine};
use juesuan_document::{Document, Id};
use juesuan_model::Report;
use juesuan_model::place::Place;
use serde::{Deserialize, Serialize};

pub use query::Query;

/// What holds a hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum HitKind {
    /// One of the nine tables.
    Table,
    /// A table beyond the nine.
    OtherTable,
    /// A performance form.
    Form,
    /// The narrative.
    Narrative,
    /// Anything else that is printed.
    Text,
}

/// A place where it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Hit {
    /// What holds it.
    pub kind: HitKind,
    /// Which account of the document, from 1; 0 where that is not known.
    pub account: u32,
    /// The title of the table, the project of the form, the section of the text, as printed.
    pub title: String,
    /// The row: code and label.
    pub row: String,
    /// The column's header, the field of a form.
    pub column: String,
    /// What is printed: the number with its unit, or the text.
    pub text: String,
    /// Where.
    pub at: Place,
}

/// So many hits are kept of one document: more are no answer to a question.
pub const MOST_HITS: usize = 10_000;

/// So many paragraphs of a page are remembered, so that their lines are not told once more.
const PARAGRAPHS_OF_A_PAGE: usize = 50;

/// Finds it in a document and its report, at most [`MOST_HITS`] times, in the order of the pages.
#[must_use]
pub fn find(document: &Document, report: &Report, query: &Query) -> Vec<Hit> {
    let mut hits = typed::find(report, query);
    let known = Known::of(&hits);
    for layout in &document.layouts {
        if hits.len() >= MOST_HITS {
            break;
        }
        printed(layout, query, &known, &mut hits);
    }
    hits.truncate(MOST_HITS);
    let top = |hit: &Hit| (hit.at.page, hit.at.rounded()[1].max(0.0).round() as u64);
    hits.sort_by_key(top);
    hits
}

/// What the typed hits tell already.
struct Known {
    ids: BTreeSet<Id>,
    paragraphs: BTreeMap<u32, Vec<String>>,
}

impl Known {
    fn of(hits: &[Hit]) -> Self {
        let ids = hits.iter().map(|hit| hit.at.id).filter(|id| id.is_some()).collect();
        let mut paragraphs: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for hit in hits.iter().filter(|hit| hit.kind == HitKind::Narrative) {
            let of_page = paragraphs.entry(hit.at.page).or_default();
            if of_page.len() < PARAGRAPHS_OF_A_PAGE {
                of_page.push(query::folded(&hit.text));
            }
        }
        Self { ids, paragraphs }
    }

    /// Whether a line was told with its paragraph, which may have begun on the page before.
    fn tells(&self, page: u32, line: &str) -> bool {
        let line = query::folded(line);
        let pages = [Some(page), page.checked_sub(1)];
        let mut near = pages.into_iter().flatten().filter_map(|page| self.paragraphs.get(&page)).flatten();
        near.any(|paragraph| paragraph.contains(&line))
    }
}

/// The lines and cells of a layout that print it.
fn printed(layout: &Layout, query: &Query, known: &Known, hits: &mut Vec<Hit>) {
    let mut push = |text: String, at: Place| {
        let told = known.ids.contains(&at.id) && at.id.is_some() || known.tells(at.page, &text);
        if !told && hits.len() < MOST_HITS {
            hits.push(Hit {
                kind: HitKind::Text,
                account: 0,
                title: layout.name.clone().unwrap_or_default(),
                row: String::new(),
                column: String::new(),
                text,
                at,
            });
        }
    };
    let mut line = |line: &TextLine| {
        if query.is_in(&line.text) {
            push(line.text.trim().to_owned(), Place::of_line(layout, line));
        }
    };
    for block in &layout.blocks {
        if let Block::Line(text) = block {
            line(text);
        }
    }
    layout.aside.iter().for_each(&mut line);
    for block in &layout.blocks {
        let Block::Grid(grid) = block else { continue };
        for cell in &grid.cells {
            let text = cell.text();
            if query.is_in(&text) {
                push(text.trim().to_owned(), Place::of_cell(layout, cell));
            }
        }
    }
}
