//! The nine tables of a report → their numbers under keys.

use std::collections::BTreeMap;

use juesuan_model::Report;
use juesuan_model::Verdict;
use juesuan_model::checks::{NumberDoubts, Printed, RowRole, printed};
use juesuan_model::tables::{Column, Side, TableId};

use super::TableState;
use crate::figure::{Figure, Key, RowKey};

/// How checks name a cell: table, row, side, column.
pub(super) type CellName = (String, u32, String, String);

/// What is read of the tables.
pub(super) struct Tables {
    pub(super) states: Vec<TableState>,
    pub(super) figures: Vec<Figure>,
    /// The key of each cell, by the name that checks give it; nothing where two cells bear one name.
    pub(super) by_cell: BTreeMap<CellName, Option<Key>>,
}

pub(super) fn read(report: &Report, doubts: &NumberDoubts<'_>) -> Tables {
    let heads = report.tables.heads();
    let states: Vec<TableState> = heads
        .into_iter()
        .filter_map(|head| {
            let table = head.table?;
            Some(TableState { table, status: head.status, verdict: head.verdict, unread_figures: head.unread_figures })
        })
        .collect();
    let verdicts: BTreeMap<TableId, Verdict> = states.iter().map(|state| (state.table, state.verdict)).collect();
    let mut figures = Vec::new();
    let mut by_cell: BTreeMap<CellName, Option<Key>> = BTreeMap::new();
    for printed in printed(report) {
        let fact = printed.fact;
        let key = key_of(&printed);
        let side = fact.side.map_or("", Side::as_str).to_owned();
        let name = (fact.table.as_str().to_owned(), fact.row, side, fact.column.as_str().to_owned());
        by_cell.entry(name).and_modify(|known| *known = None).or_insert_with(|| Some(key.clone()));
        figures.push(Figure {
            key,
            label: fact.label.as_ref().map(|label| label.text.clone()).unwrap_or_default(),
            value: fact.amount.value,
            unit: fact.amount.unit,
            half: printed.half,
            at: fact.amount.at,
            verdict: verdicts.get(&fact.table).copied().unwrap_or_default(),
            doubt: doubts.about(&fact.amount.at).map(str::to_owned),
        });
    }
    Tables { states, figures, by_cell }
}

/// What a cell is known by in other years and other departments.
fn key_of(printed: &Printed<'_>) -> Key {
    let fact = printed.fact;
    let row = match (printed.role, &fact.code) {
        (Some(role), _) => RowKey::Role(role),
        (None, Some(code)) => RowKey::Code(code.text.clone()),
        _ if fact.table == TableId::ThreePublic => RowKey::Only,
        _ => RowKey::Name(printed.name.clone()),
    };
    // The side of an economic classification is told by its code.
    let by_code = fact.table == TableId::GeneralBudgetBasicExpenditure && matches!(row, RowKey::Code(_));
    let two_columns = by_code && fact.column != Column::Final;
    let side = fact.side.filter(|_| !by_code || two_columns);
    let side = side.filter(|_| !matches!(row, RowKey::Role(RowRole::PersonnelTotal | RowRole::PublicTotal)));
    Key::Cell { table: fact.table, side, row, column: fact.column }
}
