//! A sheet → lines and grids: what stands above, between and below the tables are lines.
//!
//! The rows that are shown are cut into bands. Where a sheet rules its tables, rows with lines at the sides of their
//! cells are a table's and others are lines. Where it rules nothing, blank rows part the tables, and the rows above the
//! first one with several entries are its title, its number, its unit.

use std::collections::BTreeMap;
use std::ops::Range;

use juesuan_document::{Address, Block, Break, Cell, Grid, Layout, TextLine};

use crate::limits::Budget;

use super::{Merged, Position, Sheet, Value};

/// A row above a table has no more entries than this: `编制单位：`, the year, `金额单位：`.
const ENTRIES_ABOVE: usize = 4;

/// A row that is shown.
struct ShownRow<'s> {
    row: u32,
    /// Its texts by column, left to right.
    texts: Vec<(u32, &'s str)>,
    /// Whether any of its cells has lines at its sides.
    ruled: bool,
    /// Whether a cell above it reaches into it.
    spanned: bool,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Blank,
    Line,
    Table,
}

/// Fills the layout of a sheet.
pub(super) fn fill(sheet: &Sheet, layout: &mut Layout, budget: &mut Budget) {
    let merged = shown_areas(sheet);
    let rows = rows(sheet, &merged);
    layout.has_text = rows.iter().any(|row| !row.texts.is_empty());
    let mut start = 0;
    for index in 0..=rows.len() {
        // A band ends at a blank row that no table goes through, and where rows are left out.
        let parts = rows.get(index).is_none_or(|row| row.texts.is_empty() && !row.ruled && !row.spanned);
        if !parts {
            continue;
        }
        if let Some(band) = rows.get(start..index).filter(|band| !band.is_empty()) {
            match side_by_side(band, &merged) {
                Some(tables) => tables.iter().for_each(|band| add_band(sheet, &merged, band, layout, budget)),
                None => add_band(sheet, &merged, band, layout, budget),
            }
        }
        start = index.saturating_add(1);
    }
}

/// Merged areas by their first cell that is shown, cut to what is shown.
fn shown_areas(sheet: &Sheet) -> BTreeMap<Position, Merged> {
    let mut areas = BTreeMap::new();
    for area in &sheet.merged {
        areas.entry(area.first).or_insert(*area);
    }
    areas
}

/// The rows that are shown, with their texts. Rows without cells are nothing; a gap between rows is one blank row.
fn rows<'s>(sheet: &'s Sheet, merged: &BTreeMap<Position, Merged>) -> Vec<ShownRow<'s>> {
    let mut rows: Vec<ShownRow<'s>> = Vec::new();
    // The last row that a merged cell with text reaches.
    let mut reach = None;
    for (at, value) in &sheet.cells {
        if !sheet.shows(*at) && !shows_part(sheet, merged.get(at)) {
            continue;
        }
        let row = first_shown_row(sheet, *at, merged.get(at));
        let last = rows.last().map(|last| last.row);
        if last != Some(row) {
            let gap =
                last.is_some_and(|last| (last.saturating_add(1)..row).any(|row| !sheet.hidden_rows.contains(&row)));
            if gap {
                let blank = last.map_or(row, |last| last.saturating_add(1));
                rows.push(ShownRow { row: blank, texts: Vec::new(), ruled: false, spanned: reach >= Some(blank) });
            }
            rows.push(ShownRow { row, texts: Vec::new(), ruled: false, spanned: reach >= Some(row) });
        }
        if let Some(last) = rows.last_mut() {
            last.ruled |= value.ruled;
            if !value.text.is_empty() {
                last.texts.push((at.column, value.text.as_str()));
            }
        }
        if let Some(area) = merged.get(at).filter(|_| !value.text.is_empty()) {
            reach = reach.max(Some(area.last.row));
        }
    }
    while rows.last().is_some_and(|row| row.texts.is_empty()) {
        rows.pop();
    }
    rows
}

/// Of a merged cell so many rows and columns are looked at: where all are hidden, it is.
const LOOKED_AT: usize = 64;

/// Whether any part of a merged cell is shown, though its first row or column is not.
fn shows_part(sheet: &Sheet, area: Option<&Merged>) -> bool {
    area.is_some_and(|area| {
        (area.first.row..=area.last.row).take(LOOKED_AT).any(|row| !sheet.hidden_rows.contains(&row))
            && (area.first.column..=area.last.column).take(LOOKED_AT).any(|column| !sheet.hides_column(column))
    })
}

fn first_shown_row(sheet: &Sheet, at: Position, area: Option<&Merged>) -> u32 {
    let last = area.map_or(at.row, |area| area.last.row);
    (at.row..=last).take(LOOKED_AT).find(|row| !sheet.hidden_rows.contains(row)).unwrap_or(at.row)
}

/// A table that stands beside another has at least so many columns, and so many rows with its title.
const BESIDE_COLUMNS: u32 = 2;
const BESIDE_ROWS: usize = 3;

/// Tables side by side: blank columns part them, and the first row gives each its title and nothing else. A blank column
/// inside one table has no title to its right.
fn side_by_side<'s>(band: &[ShownRow<'s>], merged: &BTreeMap<Position, Merged>) -> Option<Vec<Vec<ShownRow<'s>>>> {
    let mut extents: Vec<(u32, u32)> = Vec::new();
    for row in band {
        for (column, _) in &row.texts {
            let at = Position { row: row.row, column: *column };
            extents.push((*column, merged.get(&at).map_or(*column, |area| area.last.column)));
        }
    }
    extents.sort_unstable();
    let mut tables: Vec<(u32, u32)> = Vec::new();
    for (first, last) in extents {
        match tables.last_mut() {
            Some(table) if first <= table.1.saturating_add(1) => table.1 = table.1.max(last),
            _ => tables.push((first, last)),
        }
    }
    let titles = &band.first()?.texts;
    let titled = |(first, last): &(u32, u32)| {
        let own = titles.iter().filter(|(column, _)| (first..=last).contains(&column));
        own.count() == 1 && last.saturating_sub(*first).saturating_add(1) >= BESIDE_COLUMNS
    };
    // Each text of the first row is the title of one of them: there are no more tables than that.
    if tables.len() < 2 || titles.len() != tables.len() || !tables.iter().all(titled) {
        return None;
    }
    let part = |(first, last): &(u32, u32)| {
        let rows = band.iter().map(|row| {
            let texts = row.texts.iter().filter(|(column, _)| (first..=last).contains(&column)).copied().collect();
            ShownRow { row: row.row, texts, ruled: row.ruled, spanned: row.spanned }
        });
        let mut rows: Vec<ShownRow<'s>> = rows.collect();
        while rows.last().is_some_and(|row| row.texts.is_empty()) {
            rows.pop();
        }
        rows
    };
    let parts: Vec<Vec<ShownRow<'s>>> = tables.iter().map(part).collect();
    parts.iter().all(|rows| rows.len() >= BESIDE_ROWS).then_some(parts)
}

/// Cuts a band into lines and tables.
fn add_band(
    sheet: &Sheet,
    merged: &BTreeMap<Position, Merged>,
    band: &[ShownRow<'_>],
    layout: &mut Layout,
    budget: &mut Budget,
) {
    let roles = roles(band, merged);
    let mut start = 0;
    while let Some(role) = roles.get(start) {
        let length = roles.get(start..).unwrap_or_default().iter().take_while(|other| *other == role).count();
        let end = start.saturating_add(length);
        let rows = band.get(start..end).unwrap_or_default();
        if *role == Role::Table {
            add_table(sheet, merged, rows, layout, budget);
        } else {
            add_lines(rows, layout, budget);
        }
        start = end;
    }
}

fn roles(band: &[ShownRow<'_>], merged: &BTreeMap<Position, Merged>) -> Vec<Role> {
    // Lines at the sides of two rows make a table; one alone may be a box around a title.
    let ruled = band.iter().filter(|row| row.ruled && !row.texts.is_empty()).count() > 1;
    let mut roles: Vec<Role> = band
        .iter()
        .map(|row| match (ruled, row.ruled || row.spanned) {
            _ if row.texts.is_empty() && !row.ruled && !row.spanned => Role::Blank,
            (true, false) => Role::Line,
            _ => Role::Table,
        })
        .collect();
    let single = |row: &ShownRow<'_>| row.texts.len() <= 1;
    // What stands above the first row with several entries.
    let first = band.iter().position(|row| row.texts.len() > 1 && !is_above(row)).unwrap_or(band.len());
    for (role, row) in roles.iter_mut().zip(band).take(first) {
        if !row.spanned {
            *role = Role::Line;
        }
    }
    // Notes below the last row with several entries, where nothing rules them or they say what they are.
    for (role, row) in roles.iter_mut().zip(band).rev() {
        if !(single(row) && (!row.ruled || row.texts.iter().any(|(_, text)| is_note(text)))) || row.spanned {
            break;
        }
        *role = Role::Line;
    }
    // Without ruling, a title in the middle of a band is merged over several columns.
    if !ruled {
        let wide = |row: &ShownRow<'_>| {
            let at = row.texts.first().map(|(column, _)| Position { row: row.row, column: *column });
            at.and_then(|at| merged.get(&at)).is_some_and(|area| area.first.column != area.last.column)
        };
        for (role, row) in roles.iter_mut().zip(band) {
            if row.texts.len() == 1 && !row.spanned && wide(row) {
                *role = Role::Line;
            }
        }
    }
    roles
}

/// Whether a row with several entries is one of a title's: few entries, one of which names what it states.
fn is_above(row: &ShownRow<'_>) -> bool {
    row.texts.len() <= ENTRIES_ABOVE && row.texts.iter().any(|(_, text)| text.contains(['：', ':']))
}

/// Whether a text below a table is a note.
fn is_note(text: &str) -> bool {
    let start = text.trim_start();
    ["注", "备注", "说明", "附注", "本表反映"].iter().any(|word| start.starts_with(word))
}

fn add_lines(rows: &[ShownRow<'_>], layout: &mut Layout, budget: &mut Budget) {
    for row in rows {
        for (column, text) in &row.texts {
            let address = address(row.row, *column);
            for piece in text.lines().filter(|piece| !piece.trim().is_empty()) {
                if budget.take(piece.len()) {
                    layout.blocks.push(Block::Line(TextLine::flowing(piece.trim_end(), Break::Opens, address)));
                }
            }
        }
    }
}

fn address(row: u32, column: u32) -> Address {
    Address::Sheet { row: row.saturating_add(1), column: column.saturating_add(1) }
}

fn add_table(
    sheet: &Sheet,
    merged: &BTreeMap<Position, Merged>,
    rows: &[ShownRow<'_>],
    layout: &mut Layout,
    budget: &mut Budget,
) {
    let Some((first, last)) = rows.first().zip(rows.last()) else { return };
    let columns = columns(sheet, merged, rows);
    let row_of: BTreeMap<u32, usize> = rows.iter().enumerate().map(|(index, row)| (row.row, index)).collect();
    let column_of: BTreeMap<u32, usize> = columns.iter().enumerate().map(|(index, column)| (*column, index)).collect();
    let mut cells = Vec::new();
    let mut covered: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    // A merged cell may begin in hidden rows right above.
    let hidden_above = (0..first.row).rev().take_while(|row| sheet.hidden_rows.contains(row)).count();
    let from = Position { row: first.row.saturating_sub(u32::try_from(hidden_above).unwrap_or(u32::MAX)), column: 0 };
    let to = Position { row: last.row, column: u32::MAX };
    for (at, value) in sheet.cells.range(from..=to).filter(|(_, value)| !value.text.is_empty()) {
        let area = merged.get(at);
        let last_at = area.map_or(*at, |area| area.last);
        let spans_rows = span(&row_of, at.row, last_at.row);
        let spans_columns = span(&column_of, at.column, last_at.column);
        let (Some(spans_rows), Some(spans_columns)) = (spans_rows, spans_columns) else { continue };
        let own = row_of.contains_key(&at.row) || area.is_some();
        let taken = covered
            .iter()
            .rev()
            .take(COVERED)
            .any(|(rows, columns)| rows.contains(&spans_rows.start) && columns.contains(&spans_columns.start));
        if !own || taken {
            continue;
        }
        if area.is_some() {
            covered.push((spans_rows.clone(), spans_columns.clone()));
        }
        cells.push(cell(*at, value, &spans_rows, &spans_columns));
    }
    add_blanks(&mut cells, rows, &columns, budget);
    layout.blocks.push(Block::Grid(Grid::of_cells(rows.len(), columns.len(), cells)));
}

/// Texts under a merged cell, which workbooks do not show, are looked for under so many merged cells before.
const COVERED: usize = 64;

fn cell(at: Position, value: &Value, rows: &Range<usize>, columns: &Range<usize>) -> Cell {
    let address = address(at.row, at.column);
    let pieces = value.text.lines().filter(|piece| !piece.trim().is_empty());
    let lines = pieces.map(|piece| TextLine::flowing(piece.trim_end(), Break::Unknown, address)).collect();
    Cell { row: rows.start, column: columns.start, lines, ..Cell::default() }
        .spanning(rows.len(), columns.len())
        .at(address)
}

/// The positions that an area covers among those shown.
fn span(index: &BTreeMap<u32, usize>, first: u32, last: u32) -> Option<Range<usize>> {
    let start = index.range(first..=last).next()?.1;
    let end = index.range(first..=last).next_back()?.1;
    Some(*start..end.saturating_add(1))
}

/// The columns of a table that are shown: from the first with a text or a line to the last.
fn columns(sheet: &Sheet, merged: &BTreeMap<Position, Merged>, rows: &[ShownRow<'_>]) -> Vec<u32> {
    let mut bounds: Option<(u32, u32)> = None;
    for row in rows {
        for (column, _) in &row.texts {
            let at = Position { row: row.row, column: *column };
            let last = merged.get(&at).map_or(*column, |area| area.last.column);
            let (first, end) = bounds.unwrap_or((*column, last));
            bounds = Some((first.min(*column), end.max(last)));
        }
    }
    let Some((first, last)) = bounds else { return Vec::new() };
    (first..=last).filter(|column| !sheet.hides_column(*column)).collect()
}

/// In larger tables positions without a cell stay without one.
const MOST_POSITIONS: usize = 1_000_000;

/// Adds the blank cells of a table, as far as the budget goes.
fn add_blanks(cells: &mut Vec<Cell>, rows: &[ShownRow<'_>], columns: &[u32], budget: &mut Budget) {
    if rows.len().saturating_mul(columns.len()) > MOST_POSITIONS {
        return;
    }
    let mut taken = vec![vec![false; columns.len()]; rows.len()];
    for cell in cells.iter() {
        for row in taken.iter_mut().take(cell.rows().end).skip(cell.row) {
            row.iter_mut().take(cell.columns().end).skip(cell.column).for_each(|taken| *taken = true);
        }
    }
    for ((index, row), taken) in rows.iter().enumerate().zip(&taken) {
        for (column, _) in taken.iter().enumerate().filter(|(_, taken)| !**taken) {
            if !budget.take(0) {
                return;
            }
            let at = columns.get(column).map(|column| address(row.row, *column));
            cells.push(Cell { row: index, column, address: at, ..Cell::default() }.spanning(1, 1));
        }
    }
}
