//! The expected values of a document, in the columns of the tabular contract (without boxes). Records are
//! made from the data model; only their pages come from the typesetter, which reports where the text
//! of each [`Mark`] was placed.

use serde::{Serialize, Serializer};
use std::path::Path;

/// Ties a record to the piece of text that states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark(usize);

/// The pages (from 1) of all marks of a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places(Vec<Option<u32>>);

impl Places {
    /// A new mark, not placed yet.
    pub(crate) fn mark(&mut self) -> Mark {
        self.0.push(None);
        Mark(self.0.len() - 1)
    }

    /// Notes the page of a mark; a mark keeps its first page.
    pub(crate) fn place(&mut self, mark: Mark, page: u32) {
        self.0[mark.0].get_or_insert(page);
    }
}

/// The account column: every test document holds one account.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct AccountNumber;

impl Serialize for AccountNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(1)
    }
}

/// A page column: the mark of the text until the document is typeset, then its page.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Page {
    Of(Mark),
    Number(u32),
}

impl Page {
    /// The page, once it is known.
    #[cfg(test)]
    pub(crate) fn number(self) -> Option<u32> {
        match self {
            Page::Number(page) => Some(page),
            Page::Of(_) => None,
        }
    }

    fn settle(&mut self, places: &Places) {
        if let Page::Of(mark) = *self {
            *self = Page::Number(places.0[mark.0].expect("every stated record was typeset"));
        }
    }
}

impl Serialize for Page {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Page::Number(page) => serializer.serialize_u32(*page),
            Page::Of(_) => Err(serde::ser::Error::custom("a page before typesetting")),
        }
    }
}

/// A number printed in one of the nine tables.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Fact {
    pub(crate) document: String,
    pub(crate) account: AccountNumber,
    pub(crate) table_id: &'static str,
    pub(crate) page: Page,
    pub(crate) row: usize,
    pub(crate) side: &'static str,
    pub(crate) code: String,
    pub(crate) label: String,
    pub(crate) line_no: String,
    pub(crate) column_id: &'static str,
    pub(crate) value: String,
    pub(crate) unit: &'static str,
    pub(crate) header: String,
}

/// A table of the document; `title`, `form_no` and `note` as printed.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TableEntry {
    pub(crate) document: String,
    pub(crate) account: AccountNumber,
    pub(crate) position: usize,
    /// empty for a table beyond the nine
    pub(crate) table_id: &'static str,
    pub(crate) title: String,
    pub(crate) form_no: String,
    pub(crate) first_page: Page,
    pub(crate) last_page: Page,
    pub(crate) unit: &'static str,
    pub(crate) status: &'static str,
    pub(crate) note: String,
}

/// A performance form.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ProjectEntry {
    pub(crate) document: String,
    pub(crate) account: AccountNumber,
    pub(crate) page: Page,
    pub(crate) form: &'static str,
    pub(crate) project_code: String,
    pub(crate) project_name: String,
    pub(crate) year: i32,
    pub(crate) implementing_unit: String,
    pub(crate) budget_unit: String,
    pub(crate) expected_goal: String,
    pub(crate) actual_goal: String,
    pub(crate) total_weight: String,
    pub(crate) total_score: String,
}

/// A funding line of a form; `None` where the form prints a dash.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FundEntry {
    pub(crate) document: String,
    pub(crate) account: AccountNumber,
    pub(crate) page: Page,
    pub(crate) form: &'static str,
    pub(crate) project_code: String,
    pub(crate) project_name: String,
    pub(crate) fund: &'static str,
    pub(crate) initial_budget: String,
    pub(crate) adjusted_budget: String,
    pub(crate) executed: String,
    pub(crate) weight: Option<String>,
    pub(crate) execution_rate: Option<String>,
    pub(crate) score: Option<String>,
    pub(crate) unit: &'static str,
}

/// A 三级指标 line of a form.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct IndicatorEntry {
    pub(crate) document: String,
    pub(crate) account: AccountNumber,
    pub(crate) page: Page,
    pub(crate) form: &'static str,
    pub(crate) project_code: String,
    pub(crate) project_name: String,
    pub(crate) level1: String,
    pub(crate) level1_weight: Option<String>,
    pub(crate) level2: String,
    pub(crate) level3: String,
    pub(crate) target: String,
    pub(crate) actual: String,
    pub(crate) weight: String,
    pub(crate) score: String,
    pub(crate) deviation: String,
}

/// An amount stated in the narrative.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Statement {
    pub(crate) document: String,
    pub(crate) account: AccountNumber,
    pub(crate) page: Page,
    pub(crate) section: String,
    pub(crate) subject: String,
    pub(crate) value: String,
    pub(crate) unit: &'static str,
    pub(crate) base: &'static str,
    pub(crate) direction: &'static str,
    pub(crate) change: String,
    pub(crate) change_unit: &'static str,
    pub(crate) change_percent: String,
    pub(crate) completion_percent: String,
    pub(crate) share_percent: String,
}

/// What the document is.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DocumentEntry {
    pub(crate) document: String,
    pub(crate) account: AccountNumber,
    pub(crate) kind: &'static str,
    pub(crate) level: &'static str,
    pub(crate) year: Option<i32>,
    pub(crate) department: String,
    pub(crate) pages: usize,
    pub(crate) unreadable_pages: usize,
}

/// The expected values of one document, in the order in which it states them.
#[derive(Clone, Debug)]
pub(crate) struct Truth {
    /// the file name, first column of every file
    pub(crate) document: String,
    pub(crate) places: Places,
    pub(crate) facts: Vec<Fact>,
    pub(crate) tables: Vec<TableEntry>,
    pub(crate) projects: Vec<ProjectEntry>,
    pub(crate) funds: Vec<FundEntry>,
    pub(crate) indicators: Vec<IndicatorEntry>,
    pub(crate) statements: Vec<Statement>,
}

impl Truth {
    /// Nothing stated yet in the document of this file name.
    pub(crate) fn new(document: &str) -> Self {
        Truth {
            document: document.to_owned(),
            places: Places::default(),
            facts: Vec::new(),
            tables: Vec::new(),
            projects: Vec::new(),
            funds: Vec::new(),
            indicators: Vec::new(),
            statements: Vec::new(),
        }
    }

    /// Puts the pages of the marks into the records.
    pub(crate) fn settle(&mut self) {
        let pages = self.facts.iter_mut().map(|fact| &mut fact.page);
        let pages = pages.chain(self.tables.iter_mut().flat_map(|table| [&mut table.first_page, &mut table.last_page]));
        let pages = pages.chain(self.projects.iter_mut().map(|project| &mut project.page));
        let pages = pages.chain(self.funds.iter_mut().map(|fund| &mut fund.page));
        let pages = pages.chain(self.indicators.iter_mut().map(|indicator| &mut indicator.page));
        let pages = pages.chain(self.statements.iter_mut().map(|statement| &mut statement.page));
        pages.for_each(|page| page.settle(&self.places));
    }

    /// Writes the contract's files into `folder`.
    pub(crate) fn write(&mut self, folder: &Path, entry: &DocumentEntry) -> Result<(), csv::Error> {
        self.settle();
        std::fs::create_dir_all(folder)?;
        rows(&folder.join("documents.csv"), std::slice::from_ref(entry))?;
        rows(&folder.join("tables.csv"), &self.tables)?;
        rows(&folder.join("facts.csv"), &self.facts)?;
        rows(&folder.join("projects.csv"), &self.projects)?;
        rows(&folder.join("project_funds.csv"), &self.funds)?;
        rows(&folder.join("indicators.csv"), &self.indicators)?;
        rows(&folder.join("statements.csv"), &self.statements)
    }
}

/// One file with its header row; a file that would have no row is left out.
fn rows<T: Serialize>(path: &Path, records: &[T]) -> Result<(), csv::Error> {
    if records.is_empty() {
        return Ok(());
    }
    let mut writer = csv::Writer::from_path(path)?;
    records.iter().try_for_each(|record| writer.serialize(record))?;
    Ok(writer.flush()?)
}
