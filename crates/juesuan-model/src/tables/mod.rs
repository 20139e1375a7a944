//! The nine statutory tables: the flow's grids → typed tables, facts, raw tables and doubts.
//!
//! | module | in | out |
//! | --- | --- | --- |
//! | `find`, `around` | the flow | titled tables, each with all its grids, its number, unit and notes |
//! | `captions` | the flow | the order in which it is read where captions stand below their tables |
//! | `nine` | – | which tables there are: their names and typed places |
//! | `schema` | – | titles, columns and amounts of the nine tables, as data |
//! | `recognise` | title, header, rows, number | which of the nine a table is, and what said so |
//! | `header`, `header_rows`, `header_words` | a grid and a schema | what each column is for |
//! | `wrapped` | a cell of a header | the cells that are one header text with it |
//! | `read`, `lane`, `several` | a table's grids | rows: codes, labels, amounts |
//! | `misread` | labels of scans | the words that such tables print |
//! | `facts` | rows | facts |
//! | `unread`, `oddities`, `blanks`, `names`, `code_names` | rows and facts | doubts |
//! | `assemble` | rows and facts | the typed tables of [`types`](self) |
//! | `printed` | a table's grids | the table as its pages show it |

mod alone;
mod around;
mod assemble;
mod blanks;
mod captions;
mod code_names;
#[cfg(test)]
mod evidence;
mod facts;
mod find;
mod header;
mod header_rows;
mod header_words;
mod ids;
mod lane;
#[cfg(test)]
mod misplaced;
mod misread;
mod misread_header;
mod names;
mod nine;
mod oddities;
mod order;
#[cfg(test)]
mod pages;
mod printed;
mod read;
mod recognise;
mod schema;
mod several;
#[cfg(test)]
mod sketch;
#[cfg(test)]
mod tests;
mod three_public;
mod types;
mod unread;
#[cfg(test)]
mod unseen;
#[cfg(test)]
mod variants;
mod wrapped;

use std::ops::Range;

pub use ids::{Column, Side};
pub use nine::{TableId, Tables};
pub use schema::basic_expenditure::BasicAmounts;
pub use schema::expenditure::ExpenditureAmounts;
pub use schema::fiscal_appropriation_summary::FiscalExpenditureAmounts;
pub use schema::general_budget_expenditure::BudgetExpenditureAmounts;
pub use schema::income::IncomeAmounts;
pub use schema::income_expenditure_summary::SummaryAmounts;
pub use schema::three_public::ThreePublicAmounts;
pub use types::{
    Amounts, BasicExpenditureTable, CodeLevel, ExpenditureTable, Fact, FiscalAppropriationSummary, FurtherTable,
    GeneralBudgetExpenditureTable, GovernmentFundTable, IncomeExpenditureSummary, IncomeTable, ListTable,
    PrintedColumn, PrintedTable, RawCell, RawTable, Row, StateCapitalTable, Subject, TableHead, TableStatus,
    ThreePublicTable, TwoSidedTable, Witness,
};

use crate::clock::Clock;
use crate::diagnostic::Diagnostic;
use crate::flow::Item;
use crate::place::Place;
use crate::value::Text;

pub(crate) use code_names::class_names;
pub(crate) use header_rows::numbers_columns;
pub(crate) use header_words::clean;
pub(crate) use schema::titles;

/// Whether a text heads a column of figures in one of the lists of codes.
pub(crate) fn is_column_of_lists(text: &str) -> bool {
    let key = header_words::header_key(text);
    let mut lists = nine::SCHEMAS.iter().filter(|schema| schema.shape == schema::Shape::List);
    lists.any(|schema| schema.names(&key))
}

/// Everything that was read from the tables of a document.
#[derive(Debug, Default)]
pub(crate) struct TablesRead {
    /// The nine, typed.
    pub(crate) tables: Tables,
    /// Further tables of one kind.
    pub(crate) further: Vec<FurtherTable>,
    /// All others, raw.
    pub(crate) other_tables: Vec<RawTable>,
    /// All of them as their pages show them.
    pub(crate) printed: Vec<PrintedTable>,
    /// Every number of the nine.
    pub(crate) facts: Vec<Fact>,
    /// Figures of the nine that were read and that no column of theirs holds: counts, columns beyond the contract's.
    pub(crate) left_out: Vec<Place>,
    /// Titles of the nine without a table.
    pub(crate) alone: Vec<(TableId, Text)>,
    /// Numbers of the nine in pictures that were not read: where each would stand, as zeros.
    pub(crate) unread: Vec<Fact>,
    /// Doubts about the tables.
    pub(crate) doubts: Vec<Diagnostic>,
}

/// Reads the tables. `skip` tells items that other readers have taken; untitled grids count only inside `parts`.
/// Without `typed` (a document that is no 决算) every table is kept raw. `year` and `department`, as a key, are the
/// document's.
pub(crate) fn read<E>(
    items: &[Item<'_>],
    skip: &dyn Fn(usize) -> bool,
    parts: &[Range<usize>],
    typed: bool,
    year: Option<u16>,
    department: Option<&str>,
    clock: Clock<'_, E>,
) -> Result<TablesRead, E> {
    assemble::assemble(find::find(items, skip, parts, year, clock)?, typed, department, clock)
}
