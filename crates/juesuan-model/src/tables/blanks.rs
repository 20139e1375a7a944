//! Blank cells where something should be printed: rows → doubts.
//!
//! A blank is no zero, and mostly it is just a blank. It is said to be one where the table's own custom, or the figures
//! around it, make it unlikely.

use std::collections::{BTreeMap, BTreeSet};

use super::ids::Column;
use super::lane::Lane;
use super::oddities::CUSTOM;
use super::read::Rows;
use super::schema::{Schema, Shape};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::key::key;

/// So many rows of a page, and of the others, show what the custom is.
const ROWS_OF_A_PAGE: usize = 3;

/// The blank cells of a table that are worth a look.
pub(super) fn blanks(schema: &Schema, rows: &Rows) -> Vec<Diagnostic> {
    if schema.shape == Shape::BudgetAndFinal {
        return Vec::new();
    }
    let mut doubts = Vec::new();
    let mut implied: BTreeSet<(usize, usize)> = BTreeSet::new();
    let lists = rows.rows.iter().map(|row| row.lanes.len()).max().unwrap_or_default();
    let lists: Vec<List<'_>> = (0..lists).map(|at| List::new(rows, at)).collect();
    for (at, list) in lists.iter().enumerate() {
        for (row, lane, why) in list.totals().into_iter().chain(list.parts()) {
            implied.insert((at, row));
            doubts.push(doubt(Code::BlankInSum, Severity::Warning, lane, why));
        }
    }
    doubts.extend(
        lists
            .iter()
            .flat_map(List::blank_on_a_page)
            .map(|(lane, why)| doubt(Code::BlankInSum, Severity::Warning, lane, why)),
    );
    if schema.shape == Shape::Lanes {
        doubts.extend(tree(&lists).map(|(lane, why)| doubt(Code::BlankInSum, Severity::Warning, lane, why)));
    }
    let blank: Vec<(usize, &Lane, Column)> = (lists.iter().enumerate())
        .flat_map(|(at, list)| list.blank().map(move |blank| (at, blank)))
        .filter(|(at, (row, ..))| !implied.contains(&(*at, *row)))
        .map(|(at, (_, lane, column))| (at, lane, column))
        .collect();
    let zeros: usize = lists.iter().map(List::zeros).sum();
    for (at, lane, column) in &blank {
        let alone = blank.iter().filter(|(list, _, other)| (list, other) == (at, column)).count() == 1;
        let zeros_of = lists.get(*at).map_or(0, |list| list.zeros_of(*column));
        if blank.len() * CUSTOM <= zeros || alone && zeros_of > 1 {
            let why = "a cell of the row is blank where the table prints its zeros";
            doubts.push(doubt(Code::BlankAmongZeros, Severity::Info, lane, why));
        }
    }
    doubts.dedup();
    doubts
}

fn doubt(code: Code, severity: Severity, lane: &Lane, why: &str) -> Diagnostic {
    Diagnostic::new(code, severity, lane.span(), why)
}

/// One of the lists that stand side by side in a table.
struct List<'a> {
    /// Rows with code or label.
    rows: Vec<(usize, &'a Lane)>,
    columns: BTreeSet<Column>,
}

impl<'a> List<'a> {
    fn new(rows: &'a Rows, at: usize) -> Self {
        let rows = rows.rows.iter().enumerate().filter_map(|(row, data)| Some((row, data.lanes.get(at)?)));
        let rows: Vec<(usize, &Lane)> = rows.filter(|(_, lane)| lane.has_subject()).collect();
        let columns = rows.iter().flat_map(|(_, lane)| lane.amounts.iter().map(|figure| figure.column)).collect();
        Self { rows, columns }
    }

    fn zeros(&self) -> usize {
        self.columns.iter().map(|column| self.zeros_of(*column)).sum()
    }

    fn zeros_of(&self, column: Column) -> usize {
        self.rows.iter().filter(|(_, lane)| value(lane, column) == Some(false)).count()
    }

    /// The blank cells of all rows but headings, which have no figures.
    fn blank(&self) -> impl Iterator<Item = (usize, &'a Lane, Column)> + '_ {
        let single = self.columns.len() == 1;
        let rows = self.rows.iter().filter(move |(_, lane)| single || !lane.amounts.is_empty());
        rows.flat_map(|(row, lane)| {
            let blank = self.columns.iter().filter(|column| value(lane, **column).is_none());
            blank.map(|column| (*row, *lane, *column))
        })
    }

    /// Totals without a figure in a column that has figures, where other totals have one or it is the only column.
    fn totals(&self) -> Vec<(usize, &'a Lane, &'static str)> {
        let is_total = |lane: &Lane| lane.name.as_ref().is_some_and(|name| key(&name.text).ends_with('计'));
        let totals: Vec<_> = self.rows.iter().filter(|(_, lane)| is_total(lane)).collect();
        let usual = |column: Column| {
            let filled = self.rows.iter().any(|(_, lane)| value(lane, column) == Some(true));
            let others = totals.iter().any(|(_, lane)| value(lane, column).is_some());
            filled && (others || self.columns.len() == 1)
        };
        let lacks = |lane: &Lane| self.columns.iter().any(|column| usual(*column) && value(lane, *column).is_none());
        let why = "a total is blank where its column has figures";
        totals.iter().filter(|(_, lane)| lacks(lane)).map(|(row, lane)| (*row, *lane, why)).collect()
    }

    /// Columns without any figure on one page, in a table whose other pages print every cell, zeros as well.
    fn blank_on_a_page(&self) -> Vec<(&'a Lane, &'static str)> {
        let filled = self.rows.iter().filter(|(_, lane)| !lane.amounts.is_empty());
        let mut pages: BTreeMap<u32, Vec<&'a Lane>> = BTreeMap::new();
        for (_, lane) in filled {
            pages.entry(lane.place().map_or(0, |at| at.page)).or_default().push(lane);
        }
        let lacks = |lanes: &[&Lane], column: Column| lanes.iter().all(|lane| value(lane, column).is_none());
        let whole =
            |lanes: &[&Lane]| lanes.iter().all(|lane| self.columns.iter().all(|column| value(lane, *column).is_some()));
        if self.zeros() < ROWS_OF_A_PAGE {
            return Vec::new();
        }
        let why = "a column is blank on this page, and the other pages of the table print every cell";
        let odd = |(page, lanes): (&u32, &Vec<&'a Lane>)| {
            let others: Vec<_> = pages.iter().filter(|(other, _)| *other != page).map(|(_, lanes)| lanes).collect();
            let rows: usize = others.iter().map(|lanes| lanes.len()).sum();
            let blank = lanes.len() >= ROWS_OF_A_PAGE && self.columns.iter().any(|column| lacks(lanes, *column));
            let lane = lanes.first().copied().filter(|_| blank && rows >= ROWS_OF_A_PAGE)?;
            others.iter().all(|lanes| whole(lanes)).then_some((lane, why))
        };
        pages.iter().filter_map(odd).collect()
    }

    /// The one row that prints its total without any part, or parts without their total.
    fn parts(&self) -> Vec<(usize, &'a Lane, &'static str)> {
        if !self.columns.contains(&Column::Total) || self.columns.len() == 1 {
            return Vec::new();
        }
        let filled: Vec<_> =
            self.rows.iter().filter(|(_, lane)| lane.amounts.iter().any(|figure| !figure.value.is_zero())).collect();
        let odd = |lane: &Lane| value(lane, Column::Total).is_none() || lane.amounts.len() == 1;
        let mut odd = filled.iter().filter(|(_, lane)| odd(lane));
        let why = "a row prints a total without parts, or parts without their total";
        match (odd.next(), odd.next()) {
            (Some((row, lane)), None) if filled.len() > 2 => vec![(*row, *lane, why)],
            _ => Vec::new(),
        }
    }
}

/// Whether the figure in a column is other than zero; nothing where it is blank.
fn value(lane: &Lane, column: Column) -> Option<bool> {
    lane.amounts.iter().find(|figure| figure.column == column).map(|figure| !figure.value.is_zero())
}

/// The one class without a figure above sections with figures, or the other way round.
fn tree<'a>(lists: &[List<'a>]) -> Option<(&'a Lane, &'static str)> {
    let mut codes: BTreeMap<&str, (&'a Lane, bool)> = BTreeMap::new();
    for (_, lane) in lists.iter().flat_map(|list| &list.rows) {
        let filled = lane.amounts.iter().any(|figure| !figure.value.is_zero());
        codes.extend(lane.code.as_ref().map(|code| (code.text.as_str(), (*lane, filled))));
    }
    let (mut regular, mut odd) = (0, Vec::new());
    for (class, (lane, filled)) in codes.iter().filter(|(code, _)| code.len() == 3) {
        let mut below = codes.iter().filter(|(code, _)| code.len() > 3 && code.starts_with(class)).peekable();
        if below.peek().is_none() {
            continue;
        }
        if below.any(|(_, (_, filled))| *filled) == *filled { regular += 1 } else { odd.push(*lane) }
    }
    match odd.as_slice() {
        [lane] if regular > 0 => Some((*lane, "a class and the sections below it: one has figures, the other none")),
        _ => None,
    }
}
