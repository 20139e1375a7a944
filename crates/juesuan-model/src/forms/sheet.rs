//! Grids → rows of cells in which a merged cell stands on every row that it spans, and columns named by a header row.

use std::ops::Range;

use juesuan_document::layout::TextLine;

use crate::flow::Item;
use crate::place::Place;
use crate::value::Text;

use super::lined::List;
use super::vocabulary::{label, of_label};

/// A cell, as it stands on one row.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    /// The same on every row that the cell spans; unique in the document's forms.
    pub(super) id: usize,
    /// Text without line breaks.
    pub(super) text: String,
    /// The same as it is looked up in lists: each row is asked for in several.
    pub(super) label: String,
    /// Where the text, or the blank cell, is.
    pub(super) at: Place,
    /// Left and right border, by their numbers.
    pub(super) borders: Range<u32>,
    /// Whether the cell begins on this row.
    pub(super) own: bool,
    /// Whether the text fills the cell, so that a page break may have cut it.
    pub(super) full: bool,
    /// Its lines, where they are a list.
    pub(super) list: Option<List>,
}

impl Cell {
    /// Its text with its place.
    pub(super) fn text(&self) -> Text {
        Text::new(self.text.clone(), self.at)
    }

    /// Gives it another text.
    pub(super) fn set_text(&mut self, text: Text) {
        self.label = label(&text.text);
        (self.text, self.at, self.list) = (text.text, text.at, None);
    }
}

/// One row of a grid.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// Its cells from left to right, those that began on a row above among them.
    pub(super) cells: Vec<Cell>,
    /// Whether it is the first row of its grid.
    pub(super) opens_grid: bool,
}

impl Row {
    /// The cells that begin on this row and are not blank.
    pub(super) fn printed(&self) -> impl Iterator<Item = &Cell> + Clone {
        self.cells.iter().filter(|cell| cell.own && !cell.text.is_empty())
    }

    /// The box of what is printed on the row.
    pub(super) fn place(&self) -> Place {
        self.printed().map(|cell| cell.at).reduce(Place::join).unwrap_or_default()
    }
}

/// The rows of a grid. `overflow` are lines just below it that belong into its last row's cells; ids are counted from
/// `first_id`.
pub(super) fn rows(item: &Item<'_>, overflow: &[&TextLine], first_id: usize) -> Vec<Row> {
    let Some(grid) = item.grid() else { return Vec::new() };
    let mut rows = vec![Row::default(); grid.rows()];
    for (index, cell) in grid.cells.iter().enumerate() {
        let below: Vec<&TextLine> =
            overflow.iter().copied().filter(|line| line.overflows.is_some() && line.overflows == cell.id).collect();
        let at = Place::of_cell(item.layout, cell);
        let at = below.iter().fold(at, |at, line| at.join(Place::of_line(item.layout, line)));
        let text: String = cell.lines.iter().chain(below.iter().copied()).map(|line| line.text.trim()).collect();
        let label = label(&text);
        let list = List::of(cell.lines.iter().chain(below.iter().copied()));
        for row in cell.rows() {
            if let Some(into) = rows.get_mut(row) {
                into.cells.push(Cell {
                    id: first_id + index,
                    text: text.clone(),
                    label: label.clone(),
                    at,
                    borders: grid.borders(cell),
                    own: row == cell.row,
                    full: cell.full,
                    list: list.clone(),
                });
            }
        }
    }
    for (index, row) in rows.iter_mut().enumerate() {
        row.cells.sort_by_key(|cell| cell.borders.start);
        row.opens_grid = index == 0;
    }
    rows
}

/// A column that a header names.
#[derive(Debug, Clone)]
pub(super) struct Column<T> {
    /// What it holds; absent where the header is not known.
    pub(super) what: Option<T>,
    /// The header as printed.
    pub(super) header: Text,
    borders: Range<u32>,
}

impl<T> Column<T> {
    /// The column that a cell heads.
    pub(super) fn of(header: &Cell, what: T) -> Self {
        Self { what: Some(what), header: header.text(), borders: header.borders.clone() }
    }

    /// Whether a cell covers it.
    pub(super) fn is_under(&self, cell: &Cell) -> bool {
        covers(&cell.borders, &self.borders)
    }

    /// Its left border.
    pub(super) fn left(&self) -> u32 {
        self.borders.start
    }
}

/// The columns that a header row names, from left to right.
#[derive(Debug, Clone)]
pub(super) struct Columns<T> {
    pub(super) columns: Vec<Column<T>>,
}

impl<T> Default for Columns<T> {
    fn default() -> Self {
        Self { columns: Vec::new() }
    }
}

impl<T: Copy + PartialEq> Columns<T> {
    /// The columns of a header row: of the first cell that the list knows, and of all to the right of it.
    pub(super) fn named(row: &Row, list: &[(&str, T)]) -> Self {
        let what = |cell: &Cell| of_label(list, &cell.label);
        let headed = row.printed().skip_while(|cell| what(cell).is_none());
        let column = |cell: &Cell| Column { what: what(cell), header: cell.text(), borders: cell.borders.clone() };
        Self { columns: headed.map(column).collect() }
    }

    /// Puts a column before the others for the cell of the header row that stands there and that the test takes.
    pub(super) fn lead(&mut self, row: &Row, test: impl Fn(&Cell) -> bool, what: Option<T>) {
        let left = self.left();
        let cell = row.printed().take_while(|cell| cell.borders.start < left).find(|cell| test(cell));
        let column = cell.map(|cell| Column { what, header: cell.text(), borders: cell.borders.clone() });
        self.columns.splice(..0, column);
    }

    /// Whether one of the columns holds this.
    pub(super) fn has(&self, what: T) -> bool {
        self.columns.iter().any(|column| column.what == Some(what))
    }

    /// What the column holds that stands over one of a second header row.
    pub(super) fn over<U>(&self, below: &Column<U>) -> Option<T> {
        self.columns.iter().find(|column| holds_middle(&column.borders, &below.borders))?.what
    }

    /// Whether both columns are there, the first on the left of the second.
    pub(super) fn is_before(&self, first: T, second: T) -> bool {
        let at = |what| self.columns.iter().position(|column| column.what == Some(what));
        at(first).zip(at(second)).is_some_and(|(first, second)| first < second)
    }

    /// How many of the columns are known.
    pub(super) fn known(&self) -> usize {
        self.columns.iter().filter(|column| column.what.is_some()).count()
    }

    /// Puts the columns of a second header row in the place of those above them.
    pub(super) fn refine(&mut self, below: Self) {
        self.columns.retain(|above| !below.columns.iter().any(|column| covers(&above.borders, &column.borders)));
        self.columns.extend(below.columns);
        self.columns.sort_by_key(|column| column.borders.start);
    }

    /// Gives a meaning to those of the unknown columns whose header the test takes; to the first of them only.
    pub(super) fn adopt(&mut self, what: T, test: fn(&str) -> bool) {
        if !self.has(what)
            && let Some(column) =
                self.columns.iter_mut().find(|column| column.what.is_none() && test(&column.header.text))
        {
            column.what = Some(what);
        }
    }

    /// How many of the columns a cell covers.
    pub(super) fn covered(&self, cell: &Cell) -> usize {
        self.columns.iter().filter(|column| covers(&cell.borders, &column.borders)).count()
    }

    /// Left border of the first column.
    pub(super) fn left(&self) -> u32 {
        self.columns.first().map_or(u32::MAX, Column::left)
    }

    /// The cells of a row by column, and those that stand in none. A cell over several columns is of the first.
    pub(super) fn sort<'r>(&self, row: &'r Row) -> (Vec<Vec<&'r Cell>>, Vec<&'r Cell>) {
        let mut sorted = vec![Vec::new(); self.columns.len()];
        let mut outside = Vec::new();
        for cell in &row.cells {
            let at = self
                .columns
                .iter()
                .position(|column| covers(&cell.borders, &column.borders))
                .or_else(|| self.columns.iter().position(|column| holds_middle(&column.borders, &cell.borders)));
            match at.and_then(|at| sorted.get_mut(at)) {
                Some(cells) => cells.push(cell),
                None => outside.push(cell),
            }
        }
        (sorted, outside)
    }
}

/// Whether a cell covers a column: no less than half of the tracks between its borders.
fn covers(cell: &Range<u32>, column: &Range<u32>) -> bool {
    let shared = cell.end.min(column.end).saturating_sub(cell.start.max(column.start));
    shared > 0 && shared.saturating_mul(2) >= column.end.saturating_sub(column.start)
}

/// Whether the middle of a cell is between the borders of a column.
pub(super) fn holds_middle(column: &Range<u32>, cell: &Range<u32>) -> bool {
    let twice = |border: u32| border.saturating_mul(2);
    (twice(column.start) + 1..twice(column.end)).contains(&cell.start.saturating_add(cell.end))
}

/// The texts of cells that make up one value, joined.
pub(super) fn joined(cells: &[&Cell]) -> Option<Text> {
    let mut printed = cells.iter().filter(|cell| !cell.text.is_empty());
    let mut text = printed.next()?.text();
    for cell in printed {
        text.text.push_str(&cell.text);
        text.at = text.at.join(cell.at);
    }
    Some(text)
}

/// A text; nothing for a dash or a slash, which say that there is none.
pub(super) fn stated(text: Option<Text>) -> Option<Text> {
    let dash = |c: char| c.is_whitespace() || "-—–―─－−/／".contains(c);
    text.filter(|text| !text.text.chars().all(dash))
}

/// Appends what follows on the next row or page.
pub(super) fn append(text: &mut Option<Text>, more: Text) {
    match text {
        Some(text) => {
            text.text.push_str(&more.text);
            text.at = text.at.join(more.at);
        }
        None => *text = Some(more),
    }
}
