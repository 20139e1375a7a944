//! The whole report of a document, as the readers of its parts give it.

use juesuan_extract::Layout;
use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::flow;
use crate::parts::{self, Part, PartKind};
use crate::tables::{self, Fact, RawTable, TableHead, Tables};
use crate::value::Text;

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DocumentKind {
    /// 决算: final accounts.
    FinalAccounts,
    /// 预算: a budget. Its tables are kept raw.
    Budget,
    /// Anything else that has text.
    Other,
    /// No page has a text layer: scans, or damage throughout.
    Unreadable,
}

/// Whether a document is of a department or of one unit of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 部门决算
    Department,
    /// 单位决算
    Unit,
}

/// Everything that was read from one document.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// What the document is.
    pub kind: DocumentKind,
    /// 部门 or 单位, where the document says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// The fiscal year (年度).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// The department's or unit's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<Text>,
    /// Number of pages.
    pub pages: u32,
    /// Pages that could not be read (scans, damage), from 1.
    pub unreadable_pages: Vec<u32>,
    /// The nine statutory tables.
    pub tables: Tables,
    /// Tables beyond the nine, as they stand.
    pub other_tables: Vec<RawTable>,
    /// Tables that the contents (目录) announce and the document lacks.
    pub missing_tables: Vec<TableHead>,
    /// Every number of the nine tables, one by one: what [`Report::tables`] holds, flat.
    #[serde(skip)]
    pub facts: Vec<Fact>,
    /// Doubts, in the order of the pages.
    pub diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Reads a document from the layouts of its pages, in order.
    #[must_use]
    pub fn read(layouts: &[Layout]) -> Self {
        let items = flow::flow(layouts);
        let parts = parts::split(&items);
        let kind = DocumentKind::FinalAccounts;
        let contents = ranges(&parts, &[PartKind::Contents]);
        let skip = |index: usize| contents.iter().any(|range| range.contains(&index));
        let in_tables = ranges(&parts, &[PartKind::Tables, PartKind::Attachments]);
        let read = tables::read(&items, &skip, &in_tables, kind == DocumentKind::FinalAccounts);
        let mut diagnostics: Vec<Diagnostic> = read.doubts;
        diagnostics.sort_by_key(|doubt| doubt.at.map_or(0, |at| at.page));
        Self {
            kind,
            level: None,
            year: None,
            department: None,
            pages: u32::try_from(layouts.len()).unwrap_or(u32::MAX),
            unreadable_pages: Vec::new(),
            tables: read.tables,
            other_tables: read.other_tables,
            missing_tables: Vec::new(),
            facts: read.facts,
            diagnostics,
        }
    }

    /// The heads of all tables, typed, raw and missing, in the document's order.
    #[must_use]
    pub fn table_heads(&self) -> Vec<&TableHead> {
        let mut heads: Vec<&TableHead> = self.tables.heads();
        heads.extend(self.other_tables.iter().map(|table| &table.head));
        heads.extend(&self.missing_tables);
        heads.sort_by_key(|head| head.order);
        heads
    }
}

/// The items of all parts of these kinds.
fn ranges(parts: &[Part], kinds: &[PartKind]) -> Vec<std::ops::Range<usize>> {
    parts.iter().filter(|part| kinds.contains(&part.kind)).map(|part| part.items.clone()).collect()
}
