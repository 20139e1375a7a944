//! The rows of a “三公” table whose items are columns: rows → which of them are the department's, and of which side.
//!
//! Such rows have no subject of the contract. What tells them apart is said by their labels: 预算数 and 决算数, years, 合计
//! above units or functions. Where nothing tells, no row is taken and that is said: the first is first by chance.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::find::Source;
use super::header_words::{bare_year, contains, header_key, side_word, split_year};
use super::ids::{Column, Side};
use super::lane::Lane;
use super::read::Rows;
use super::schema::{Schema, Shape, words};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::key::key;
use crate::place::Place;

/// The rows that count.
#[derive(Debug, Default)]
pub(super) struct RowsThatCount {
    /// Rows and the side that their label names; `None` counts every row by its columns.
    rows: Option<Vec<(usize, Option<Side>)>>,
    pub(super) doubt: Option<Diagnostic>,
}

impl RowsThatCount {
    /// Whether a row counts, and the side that its label names.
    pub(super) fn row(&self, index: usize) -> Option<Option<Side>> {
        match &self.rows {
            None => Some(None),
            Some(rows) => rows.iter().find(|(row, _)| *row == index).map(|(_, side)| *side),
        }
    }
}

/// What the label of a row says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    /// 预算数 or 决算数, of the document's year or of none.
    Side(Side),
    /// A year alone: its final figures.
    Year(u16),
    /// A side of another year, or 上年.
    Other,
    /// 合计, or the department's own name.
    Whole,
    /// Nothing of these.
    Nothing,
}

/// Which rows of the table count.
pub(super) fn rows_that_count(rows: &Rows, source: &Source<'_>, schema: &Schema) -> RowsThatCount {
    if schema.shape != Shape::BudgetAndFinal || rows.transposed {
        return RowsThatCount::default();
    }
    let lanes: Vec<(usize, &Lane)> = rows
        .rows
        .iter()
        .enumerate()
        .filter_map(|(index, row)| Some((index, row.lanes.first().filter(|lane| !lane.amounts.is_empty())?)))
        .collect();
    let own = source.year.or_else(|| lanes.iter().filter_map(|(_, lane)| dated_final(lane)).max());
    let said: Vec<(usize, Says)> = lanes
        .iter()
        .map(|(index, lane)| (*index, says(lane, own, source.department.as_ref().map(|text| key(&text.text)))))
        .collect();
    let of = |wanted: &dyn Fn(Says) -> bool| -> Vec<usize> {
        said.iter().filter(|(_, says)| wanted(*says)).map(|(index, _)| *index).collect()
    };
    let sided = said.iter().any(|(_, says)| matches!(says, Says::Side(_) | Says::Year(_) | Says::Other));
    if sided {
        let side = |(index, says): &(usize, Says)| match says {
            Says::Side(side) => Some((*index, Some(*side))),
            Says::Year(year) if own == Some(*year) => Some((*index, Some(Side::Final))),
            _ => None,
        };
        let found: Vec<(usize, Option<Side>)> = said.iter().filter_map(side).collect();
        let once = |wanted: Side| found.iter().filter(|(_, side)| *side == Some(wanted)).count() <= 1;
        if !found.is_empty() && once(Side::Budget) && once(Side::Final) {
            return RowsThatCount { rows: Some(found), doubt: None };
        }
    } else {
        let whole = of(&|says| says == Says::Whole);
        let single = match (whole.as_slice(), lanes.as_slice()) {
            ([whole, ..], _) => Some(*whole),
            (_, [(only, _)]) => Some(*only),
            ([], _) => unnamed(&lanes).or_else(|| sum_of_the_others(&lanes)),
        };
        if let Some(single) = single {
            return RowsThatCount { rows: Some(vec![(single, None)]), doubt: None };
        }
    }
    if lanes.is_empty() {
        return RowsThatCount::default();
    }
    let at = lanes.iter().filter_map(|(_, lane)| lane.span()).reduce(Place::join);
    let message = format!(
        "{} rows of figures, and nothing says which are the department's of the year: none is taken",
        lanes.len()
    );
    RowsThatCount {
        rows: Some(Vec::new()),
        doubt: Some(Diagnostic::new(Code::RowWithoutSubject, Severity::Warning, at, message)),
    }
}

fn label(lane: &Lane) -> String {
    lane.name.as_ref().map(|name| key(&name.text)).unwrap_or_default()
}

fn dated_final(lane: &Lane) -> Option<u16> {
    let label = label(lane);
    let (year, rest) = split_year(&label);
    let final_side = side_word(&header_key(rest)) == Some(Side::Final);
    year.filter(|_| final_side).or_else(|| bare_year(&label))
}

fn says(lane: &Lane, own: Option<u16>, department: Option<String>) -> Says {
    let label = label(lane);
    if let Some(year) = bare_year(&label) {
        return Says::Year(year);
    }
    let (year, rest) = split_year(&label);
    let prior = words::OTHER_YEAR.iter().any(|word| rest.starts_with(word));
    let side = side_word(&header_key(rest));
    match (side, year) {
        _ if prior || contains(words::OTHER_FIGURES, rest) => Says::Other,
        (Some(_), Some(year)) if own.is_some_and(|own| own != year) => Says::Other,
        (Some(side), _) => Says::Side(side),
        _ if matches!(label.as_str(), "合计" | "总计") || department.is_some_and(|name| name == label) => {
            Says::Whole
        }
        _ => Says::Nothing,
    }
}

/// Of rows with labels the only one without: the whole, of which they are the parts.
fn unnamed(lanes: &[(usize, &Lane)]) -> Option<usize> {
    let mut without = lanes.iter().filter(|(_, lane)| !lane.has_subject());
    let first = without.next()?;
    without.next().is_none().then_some(first.0)
}

/// The only row whose figures are the sums of all the others', column by column.
fn sum_of_the_others(lanes: &[(usize, &Lane)]) -> Option<usize> {
    type Sums = BTreeMap<(Column, Option<Side>), Decimal>;
    let of = |lane: &Lane| -> Sums {
        let mut sums = Sums::new();
        for figure in &lane.amounts {
            let sum = sums.entry((figure.column, figure.side)).or_default();
            *sum = sum.checked_add(figure.value).unwrap_or(Decimal::MAX);
        }
        sums
    };
    let mut all = Sums::new();
    for (key, value) in lanes.iter().flat_map(|(_, lane)| of(lane)) {
        let sum = all.entry(key).or_default();
        *sum = sum.checked_add(value).unwrap_or(Decimal::MAX);
    }
    let twice = |value: &Decimal| value.checked_add(*value);
    let is_sum = |(_, lane): &&(usize, &Lane)| {
        let own = of(lane);
        lanes.len() > 2
            && all.iter().all(|(key, sum)| twice(&own.get(key).copied().unwrap_or_default()) == Some(*sum))
            && own.values().any(|value| !value.is_zero())
    };
    let mut found = lanes.iter().filter(is_sum);
    let first = found.next()?;
    found.next().is_none().then_some(first.0)
}
