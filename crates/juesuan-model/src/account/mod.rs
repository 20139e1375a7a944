//! The account of figures: layouts, and what the readers took → who has each printed number, and which nobody has.
//!
//! The account is made from the pages and not from what the readers claim: every number of every line, cell and aside
//! line is listed first, then each is given to one owner. What is left over and looks like an amount is *unread*: it
//! counts in [`PageCoverage::unread`] and has a diagnostic with its place and text.
//!
//! | module | in | out |
//! | --- | --- | --- |
//! | `figures` | a text | the numbers that it prints, and what they look like |
//! | `regions` | the flow and its parts | which part each line and cell belongs to |
//! | `owners` | the report | whose each place is |
//! | `naming` | a grid | numbers that name rows and columns |
//! | `unread` | figures that nobody took | diagnostics |

mod figures;
mod naming;
mod owners;
mod regions;
#[cfg(test)]
mod tests;
mod unread;

use std::collections::{BTreeMap, BTreeSet};

use juesuan_document::layout::{Block, Cell, Grid, TextLine};
use juesuan_document::{Id, Layout, Surface};
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::flow::Item;
use crate::number;
use crate::parts::Part;
use crate::place::Place;
use crate::report::Report;
use figures::{Figure, Shape};
use owners::{Owner, Owners};
use regions::{Region, Regions};
use unread::Unread;

/// What became of the numbers of one page (sheet; the whole of a file without pages). The parts add up to `figures`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PageCoverage {
    /// Page or sheet, from 1; 0 for a file that has neither.
    pub page: u32,
    /// Numbers that it prints.
    pub figures: u32,
    /// Facts of the nine tables.
    pub in_tables: u32,
    /// In cells of tables that are kept raw.
    pub in_other_tables: u32,
    /// In fields of performance forms.
    pub in_forms: u32,
    /// In statements of the narrative.
    pub in_statements: u32,
    /// In dates, headings, contents, page numbers, codes, counts, notes, and in running text that states no amount.
    pub other: u32,
    /// Nothing took them.
    pub unread: u32,
}

/// What the account comes to.
pub(crate) struct Account {
    /// By page.
    pub(crate) coverage: Vec<PageCoverage>,
    /// What is unread, with its place.
    pub(crate) doubts: Vec<Diagnostic>,
    /// Unread figures by the position of the table that prints them.
    pub(crate) by_table: BTreeMap<u32, u32>,
}

/// Whether a text prints an amount or a percentage.
pub(crate) fn holds_amount(text: &str) -> bool {
    figures::figures(text).iter().any(|figure| figure.shape != Shape::Plain)
}

/// Draws up the account of a report. `beside` are cells whose figures a table read and holds in no column of its own.
pub(crate) fn account(
    layouts: &[Layout],
    items: &[Item<'_>],
    parts: &[Part],
    form_items: &[usize],
    beside: &[Place],
    report: &Report,
) -> Account {
    let regions = Regions::of(items, parts, form_items);
    let owners = Owners::of(report, beside);
    // A number that a diagnostic already names at its cell is not said twice.
    let grave = |doubt: &&Diagnostic| doubt.severity > Severity::Info && doubt.code != Code::UnreadFigures;
    let said: BTreeSet<Id> = report
        .diagnostics
        .iter()
        .filter(grave)
        .filter_map(|doubt| Some(doubt.at?.id))
        .filter(|id| id.is_some())
        .collect();
    let codes = owners.codes.values().cloned().collect();
    let mut clerk = Clerk { regions, owners, codes, said, unread: Unread::default() };
    let coverage = layouts.iter().map(|layout| clerk.page(layout)).collect();
    let Clerk { unread, .. } = clerk;
    let (doubts, by_table) = unread.finish();
    Account { coverage, doubts, by_table }
}

/// Who draws it up, page by page.
struct Clerk {
    regions: Regions,
    owners: Owners,
    /// The codes of all tables.
    codes: BTreeSet<String>,
    said: BTreeSet<Id>,
    unread: Unread,
}

/// Where a text stands that prints figures.
#[derive(Clone, Copy)]
struct Spot<'a> {
    at: Place,
    region: Region,
    /// The grid and the cell, where it is one.
    cell: Option<(&'a Grid, &'a Cell)>,
    /// Whether the cell holds nothing but one number.
    alone: bool,
}

/// Whether a cell has several lines, each of them a whole number.
fn is_list(cell: &Cell) -> bool {
    let is_number = |line: &TextLine| matches!(number::read(&line.text), number::CellValue::Number(_));
    cell.lines.len() > 1 && cell.lines.iter().all(is_number)
}

impl Clerk {
    fn page(&mut self, layout: &Layout) -> PageCoverage {
        let page = if layout.surface == Surface::Flow { 0 } else { layout.page };
        let mut counts = PageCoverage { page, ..PageCoverage::default() };
        for block in &layout.blocks {
            match block {
                Block::Line(line) => {
                    let at = Place::of_line(layout, line);
                    let region = self.regions.of_line(line.id);
                    self.line(layout, line, Spot { at, region, cell: None, alone: false }, &mut counts);
                }
                Block::Grid(grid) => self.grid(layout, grid, &mut counts),
                _ => {}
            }
        }
        for line in &layout.aside {
            let at = Place::of_line(layout, line);
            self.line(layout, line, Spot { at, region: Region::Aside, cell: None, alone: false }, &mut counts);
        }
        for ink in layout.unread.iter().filter(|ink| ink.may_be_figure()) {
            // The source has said that it is there; here it only counts.
            let add = |count: &mut u32| *count = count.saturating_add(1);
            add(&mut counts.figures);
            add(&mut counts.unread);
            self.unread.count(self.owners.table_of(ink.id));
        }
        counts
    }

    fn grid(&mut self, layout: &Layout, grid: &Grid, counts: &mut PageCoverage) {
        let naming = naming::naming(grid, &self.owners, &self.codes);
        self.unread.open_grid();
        for cell in &grid.cells {
            let at = Place::of_cell(layout, cell);
            self.unread.belongs(self.owners.table_of(cell.id));
            let text = cell.text();
            let alone = !matches!(number::read(&text), number::CellValue::Text);
            let mut spot = Spot { at, region: self.regions.of_cell(cell.id), cell: Some((grid, cell)), alone };
            if naming.contains(&cell.id) {
                spot.region = Region::Naming;
            }
            if alone {
                // One number, whatever spaces and line breaks part it; unless its lines are read as a number each.
                if let Some(figure) = figures::whole(&text)
                    && (!is_list(cell) || self.owners.take(layout, at, &figure, true).is_some())
                {
                    self.figure(layout, &figure, at, spot, counts);
                    continue;
                }
            }
            for line in &cell.lines {
                self.line(layout, line, spot, counts);
            }
        }
        self.unread.close_grid();
    }

    fn line(&mut self, layout: &Layout, line: &TextLine, spot: Spot<'_>, counts: &mut PageCoverage) {
        for figure in figures::figures(&line.text) {
            let at = spot.at.part(layout, line, figure.chars.clone());
            self.figure(layout, &figure, at, spot, counts);
        }
    }

    /// Gives one figure to its owner.
    fn figure(&mut self, layout: &Layout, figure: &Figure, at: Place, spot: Spot<'_>, counts: &mut PageCoverage) {
        let add = |count: &mut u32| *count = count.saturating_add(1);
        add(&mut counts.figures);
        let is_amount = figure.shape != Shape::Plain || spot.alone;
        let owner = self.owners.take(layout, at, figure, is_amount);
        match owner {
            Some(Owner::Fact) => add(&mut counts.in_tables),
            Some(Owner::RawCell) => add(&mut counts.in_other_tables),
            Some(Owner::FormField) => add(&mut counts.in_forms),
            Some(Owner::Statement) => add(&mut counts.in_statements),
            Some(Owner::Other) => add(&mut counts.other),
            None if spot.region.explains(figure, spot.alone) => {
                add(if spot.region == Region::Form { &mut counts.in_forms } else { &mut counts.other });
            }
            None => {
                add(&mut counts.unread);
                let column = spot.cell.map(|(_, cell)| cell.column);
                self.unread.note(figure, at, column, !self.said.contains(&at.id));
            }
        }
    }
}
