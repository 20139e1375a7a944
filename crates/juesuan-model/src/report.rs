//! The whole report of a document, as the readers of its parts give it.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
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
    /// Doubts, in the order of the pages.
    pub diagnostics: Vec<Diagnostic>,
}
