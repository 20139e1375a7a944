//! The grids of a table and its schema → its rows.

use juesuan_document::Origin;
use juesuan_document::layout::{Cell, Grid};
use rust_decimal::Decimal;

use super::find::{Part, Source};
use super::header::{self, Head, Header, Role};
use super::header_rows::numbers_columns;
use super::header_words::{clean, contains};
use super::ids::{Column, Side};
use super::lane::{Figure, Lane, digits, is_code, join_code, reclaim_stray_codes};
use super::misread;
use super::nine::TableId;
use super::schema::{Schema, Shape, words};
use super::several::holds_several;
use super::types::{Fact, PrintedColumn};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::key::{cell_key, key};
use crate::number::{self, CellValue};
use crate::numbering::{Style, numbering};
use crate::place::Place;
use crate::value::{Text, Unit};

/// A data row of a table; its number is its position, from 1.
#[derive(Debug, Clone, Default)]
pub(crate) struct DataRow {
    pub(crate) lanes: Vec<Lane>,
}

/// Everything that was read from a table of the nine.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    pub(crate) rows: Vec<DataRow>,
    pub(crate) columns: Vec<PrintedColumn>,
    pub(super) transposed: bool,
    /// What is known of the header of each of the table's grids.
    pub(super) headers: Vec<GridHeader>,
    pub(crate) first_page: u32,
    pub(crate) last_page: u32,
    /// Amounts that the contract has no column for.
    pub(crate) left_out: Vec<Place>,
    /// Numbers of pictures that were not read: where each would stand, as zeros.
    pub(crate) unread: Vec<Fact>,
    pub(crate) doubts: Vec<Diagnostic>,
}

/// The header of one grid of a table.
#[derive(Debug, Default)]
pub(super) struct GridHeader {
    /// How many rows it takes; 0 where the grid goes on under the header of another.
    pub(super) rows: usize,
    /// The columns of that other grid that those of this one go on with.
    pub(super) columns: Vec<usize>,
}

/// Reads the rows of a table.
pub(crate) fn rows(source: &Source<'_>, schema: &Schema) -> Rows {
    let mut reader = Reader::new(schema, source.year, source.unit());
    for part in &source.parts {
        reader.part(part);
    }
    reader.out.transposed = reader.header.transposed;
    reader.out
}

/// The columns that one strip of a table shows (a table that goes on sideways has several), and the row it has come to.
struct Strip {
    amounts: Vec<(usize, Column, Option<Side>)>,
    next: usize,
}

struct Reader<'s, 'a> {
    schema: &'s Schema,
    /// The document's year.
    year: Option<u16>,
    /// The table's unit, where it prints one.
    unit: Option<Unit>,
    /// Whether a summary of one list has come to its expenditure, and the largest number of its items so far.
    turned: bool,
    numbered: u32,
    out: Rows,
    strips: Vec<Strip>,
    header: Header,
    /// The last grid that prints a header.
    headed: Option<(&'a Grid, Header)>,
    /// The last code of each lane, for rows that leave the parts blank that they share with it.
    codes: Vec<String>,
    /// The number of the last item of each lane.
    items: Vec<u32>,
}

impl<'s, 'a> Reader<'s, 'a> {
    fn new(schema: &'s Schema, year: Option<u16>, unit: Option<Unit>) -> Self {
        let (out, header) = (Rows::default(), Header::default());
        Self {
            schema,
            year,
            unit,
            turned: false,
            numbered: 0,
            out,
            strips: Vec::new(),
            header,
            headed: None,
            codes: Vec::new(),
            items: Vec::new(),
        }
    }

    fn part(&mut self, part: &Part<'a>) {
        let own = header::read(part.grid, part.first_row, self.schema, self.year);
        let skipped = if own.has_amounts() { own.rows } else { 0 };
        if own.has_amounts() {
            self.headed = Some((part.grid, own.clone()));
            self.header = own;
            self.out.headers.push(GridHeader { rows: skipped, columns: Vec::new() });
        } else {
            let columns =
                self.headed.as_ref().and_then(|(headed, _)| part.grid.columns_under(headed)).unwrap_or_default();
            self.header = self.inherited(&columns);
            self.out.headers.push(GridHeader { rows: 0, columns });
        }
        self.note_unknown_headers(part);
        let strip = self.strip();
        let page = part.item.page();
        let tallest = part.grid.tallest();
        let mut first = true;
        // A list printed in several columns goes on from the end of each to the next.
        let mut beside: Vec<Vec<Lane>> = Vec::new();
        for row in part.first_row + skipped..part.end_row {
            if self.repeats_header(part.grid, row) {
                continue;
            }
            let mut lanes = self.lanes(part, row, tallest);
            self.turn_to_expenditure(&mut lanes);
            if self.schema.shape == Shape::List && lanes.len() > 1 {
                let others = lanes.split_off(1);
                beside.resize(others.len(), Vec::new());
                for (column, lane) in beside.iter_mut().zip(others) {
                    column.push(lane);
                }
            }
            if lanes.iter().all(Lane::is_blank) {
                continue;
            }
            let joined = first && strip == 0 && self.join_fragment(&lanes);
            first = false;
            if !joined {
                self.place_row(strip, lanes);
            }
            self.out.last_page = self.out.last_page.max(page);
            if self.out.first_page == 0 {
                self.out.first_page = page;
            }
        }
        for lane in beside.into_iter().flatten().filter(|lane| !lane.is_blank()) {
            self.place_row(strip, vec![lane]);
        }
    }

    /// A summary whose expenditure stands below its income: from a row that only says 支出, or whose numbers begin again,
    /// the one list is that of the other side.
    fn turn_to_expenditure(&mut self, lanes: &mut Vec<Lane>) {
        let ([lane], Shape::TwoSided) = (lanes.as_slice(), self.schema.shape) else { return };
        let label = lane.name.as_ref().map(|name| key(&name.text)).unwrap_or_default();
        let number = numbering(&label).filter(|number| number.style == Style::Chinese).map(|number| number.value);
        let says = lane.amounts.is_empty() && contains(words::EXPENDITURE, &label);
        self.turned |= says || number == Some(1) && self.numbered > 1;
        self.numbered = self.numbered.max(number.unwrap_or_default());
        if !self.turned {
            return;
        }
        let Some(mut lane) = lanes.pop().filter(|_| !says) else { return };
        for figure in &mut lane.amounts {
            figure.side = Some(Side::Expenditure);
            let summary = self.schema.id == TableId::FiscalAppropriationSummary && figure.column == Column::Final;
            figure.column = if summary { Column::Total } else { figure.column };
        }
        lanes.extend([Lane::default(), lane]);
    }

    /// The header that a grid without one stands under.
    fn inherited(&self, columns: &[usize]) -> Header {
        let Some((_, header)) = &self.headed else { return Header { rows: 0, ..self.header.clone() } };
        let heads = columns.iter().filter_map(|column| header.heads.get(*column)).cloned().collect();
        Header { rows: 0, heads, transposed: header.transposed }
    }

    /// The strip that shows the columns of the present header.
    fn strip(&mut self) -> usize {
        let amounts = self.header.amounts();
        let shares = |strip: &Strip| strip.amounts.iter().any(|column| amounts.contains(column));
        match self.strips.iter().position(shares) {
            Some(at) => at,
            None => {
                if !self.header.transposed {
                    let list = self.schema.shape == Shape::List;
                    let heads = self.header.heads.iter().filter(|head| !list || head.lane == 0);
                    self.out.columns.extend(heads.filter_map(Head::column));
                }
                self.strips.push(Strip { amounts, next: 0 });
                self.strips.len() - 1
            }
        }
    }

    fn note_unknown_headers(&mut self, part: &Part<'_>) {
        if self.header.rows == 0 {
            return;
        }
        for (column, head) in self.header.heads.iter().enumerate() {
            let seen = self.out.doubts.iter().any(|doubt| doubt.message.contains(&head.printed));
            if let Some(word) = head.mended.as_ref().filter(|_| !seen) {
                let cell = part.grid.cell_at(part.first_row, column);
                let at = cell.map_or_else(|| part.item.place(), |cell| Place::of_cell(part.item.layout, cell));
                let message = format!("the header “{}” was recognised here: it is taken for “{word}”", head.printed);
                self.out.doubts.push(Diagnostic::new(Code::NameUnlikeCode, Severity::Info, Some(at), message));
            }
            if head.role == Role::Unknown && !head.printed.is_empty() && !seen {
                let cell = part.grid.cell_at(part.first_row, column);
                let at = cell.map_or_else(|| part.item.place(), |cell| Place::of_cell(part.item.layout, cell));
                let message = format!(
                    "the column “{}” is not known to this table, or another column has the same header: its figures are left out",
                    head.printed
                );
                self.out.doubts.push(Diagnostic::new(Code::UnknownHeader, Severity::Warning, Some(at), message));
            }
        }
    }

    /// A header row printed again between the data rows, or a row that numbers the columns.
    fn repeats_header(&self, grid: &Grid, row: usize) -> bool {
        let mut cells = grid.row(row).iter().filter(|cell| !cell.lines.is_empty());
        let of_header = |cell: &Cell| {
            let text = cell_key(cell);
            let head = self.header.heads.get(cell.column);
            head.is_some_and(|head| head.printed.split('/').any(|level| key(level) == text))
        };
        numbers_columns(grid, row) || cells.clone().nth(1).is_some() && cells.all(of_header)
    }

    /// A row's lanes; `tallest` is how many rows the tallest cell of the grid covers.
    fn lanes(&mut self, part: &Part<'_>, row: usize, tallest: usize) -> Vec<Lane> {
        let count = self.header.heads.iter().map(|head| head.lane + 1).max().unwrap_or(1);
        let mut lanes = vec![Lane::default(); count];
        let mut code_parts: Vec<Vec<(usize, Text)>> = vec![Vec::new(); count];
        let mut groups: Vec<Option<Text>> = vec![None; count];
        let mut ignored: Vec<(usize, Place)> = Vec::new();
        self.codes.resize(count, String::new());
        let intruders = part.grid.intruders(row);
        for cell in part.grid.over_row(row, tallest) {
            let carried = cell.row != row;
            let column = self.column_of(part.grid, cell);
            let Some(head) = self.header.heads.get(column) else { continue };
            // A label over several lanes (`公用经费合计`) names the last of them, whose figure it stands before.
            let end = self.header.heads.get(cell.columns().end.saturating_sub(1));
            let at_lane = end.map_or(head.lane, |end| end.lane);
            let Some(lane) = lanes.get_mut(at_lane) else { continue };
            let text = clean(&cell.text());
            let at = Place::of_cell(part.item.layout, cell);
            if text.is_empty() || carried && head.role != Role::Code {
                continue;
            }
            match head.role {
                Role::Code if is_code(&text) => {
                    let position = self.code_position(column, head.lane);
                    if let Some(parts) = code_parts.get_mut(head.lane) {
                        parts.push((position, Text::new(digits(&text), at)));
                    }
                }
                Role::Code | Role::Name if carried => {}
                // 类, 款, 项 may share the row of the first label.
                Role::Code if contains(words::CODE_PARTS, &text) => {} // words, no labels
                Role::Code | Role::Name => {
                    let name = Text::new(without_leaders(&text), at);
                    // Over several rows, or under 类 and 款, it names their group: the row's own name stands beside it,
                    // where it has one.
                    let leaf = || head.printed.rsplit('/').next().map(key).unwrap_or_default();
                    let of_group = cell.row_span > 1 || head.role == Role::Code && contains(words::CODE_PARTS, &leaf());
                    match groups.get_mut(at_lane).filter(|_| of_group) {
                        Some(group) => *group = Some(name),
                        None => lane.add_name(name),
                    }
                }
                Role::LineNumber => lane.line_no = Some(Text::new(text, at)),
                Role::Amount(column, side) => match self.amount(&text) {
                    CellValue::Number(_) if cell.lies_astride() || cell.is_intruded(&intruders) => {
                        let message = format!(
                            "“{text}” under “{}” lies across the border of its cell, or the next column's figures reach \
                             into it: it may be another column's, or a part of a number; left out",
                            head.printed
                        );
                        self.out.doubts.push(Diagnostic::new(Code::AstrideBorder, Severity::Error, Some(at), message));
                    }
                    CellValue::Number(_) if holds_several(cell) => {
                        let message = format!("“{text}” under “{}” are several numbers: left out", head.printed);
                        self.out.doubts.push(Diagnostic::new(
                            Code::MalformedNumber,
                            Severity::Error,
                            Some(at),
                            message,
                        ));
                    }
                    CellValue::Number(_) if self.is_of_several(part.grid, cell, head.lane) => {
                        let message = format!(
                            "“{text}” under “{}” stands in one cell over {} rows: it is of all of them together; left out",
                            head.printed, cell.row_span
                        );
                        self.out.doubts.push(Diagnostic::new(Code::AstrideBorder, Severity::Error, Some(at), message));
                    }
                    CellValue::Number(value) => {
                        lane.amounts.push(Figure { column, side, header: head.printed.clone(), value, at });
                    }
                    CellValue::Blank | CellValue::NotApplicable => {}
                    _ if head.printed.split('/').any(|level| level == text) => {}
                    other => {
                        if other == CellValue::Malformed && matches!(at.origin, Origin::Recognised { .. }) {
                            let header = head.printed.clone();
                            lane.unread.push(Figure { column, side, header, value: Decimal::ZERO, at });
                        }
                        let message = format!("“{text}” under “{}” is no number: left out", head.printed);
                        let doubt = Diagnostic::new(Code::MalformedNumber, Severity::Error, Some(at), message);
                        self.out.doubts.push(doubt);
                    }
                },
                Role::Ignored => ignored.push((head.lane, at)),
                Role::Unknown => {}
            }
        }
        for (lane, group) in lanes.iter_mut().zip(groups) {
            lane.name = lane.name.take().or(group);
        }
        reclaim_stray_codes(&mut lanes, &mut code_parts);
        for ((lane, parts), last) in lanes.iter_mut().zip(code_parts).zip(&mut self.codes) {
            lane.code = join_code(&parts, last);
            if let Some(code) = &lane.code {
                last.clone_from(&code.text);
            }
            if lane.code.is_none() && self.schema.shape != Shape::TwoSided {
                lane.split_code_from_name();
            }
        }
        self.mend_labels(&mut lanes);
        // A row that names nothing was not understood: neither were its other figures.
        let subject = |head: &Head| matches!(head.role, Role::Code | Role::Name);
        let listed = self.schema.shape != Shape::BudgetAndFinal && self.header.heads.iter().any(subject);
        let named = |at: &usize| !listed || lanes.get(*at).is_some_and(Lane::has_subject);
        self.out.left_out.extend(ignored.iter().filter(|(lane, _)| named(lane)).map(|(_, at)| *at));
        if self.schema.shape == Shape::Lanes {
            hand_labels_on(&mut lanes);
        }
        lanes
    }

    /// Whether a cell reaches down over rows of its list that have subjects of their own.
    fn is_of_several(&self, grid: &Grid, cell: &Cell, lane: usize) -> bool {
        let subject = |other: &&Cell| {
            let head = self.header.heads.get(other.column);
            head.is_some_and(|head| head.lane == lane && matches!(head.role, Role::Code | Role::Name))
                && !other.lines.is_empty()
        };
        cell.rows().skip(1).any(|row| grid.row(row).iter().any(|other| subject(&other)))
    }

    /// Puts labels right that were misread in a picture.
    fn mend_labels(&mut self, lanes: &mut [Lane]) {
        self.items.resize(lanes.len().max(self.items.len()), 0);
        for (lane, last) in lanes.iter_mut().zip(&mut self.items) {
            let Some(name) = &mut lane.name else { continue };
            if matches!(name.at.origin, Origin::Recognised { .. }) {
                let code = lane.code.as_ref().map(|code| code.text.as_str());
                self.out.doubts.extend(misread::mend(name, code, *last));
            }
            if let Some(number) = numbering(&name.text).filter(|number| number.style == Style::Chinese) {
                *last = number.value;
            }
        }
    }

    /// The number of a cell of amounts, without the mark of a note or the table's own unit behind it.
    fn amount(&self, text: &str) -> CellValue {
        let bare = number::without_note_mark(number::without_counts(text));
        let unit = self.unit.and_then(|unit| key(bare).strip_suffix(unit.as_str()).map(str::to_owned));
        match unit.map(|bare| number::read(&bare)) {
            Some(CellValue::Number(value)) => CellValue::Number(value),
            _ => number::read(bare),
        }
    }

    /// Which part of a split code a column holds: 0 for 类, 1 for 款, 2 for 项.
    fn code_position(&self, column: usize, lane: usize) -> usize {
        let before = self.header.heads.iter().take(column);
        before.filter(|head| head.lane == lane && head.role == Role::Code).count()
    }

    /// The column that decides what a cell is: a label over several columns is of the first that holds labels, a number
    /// is where it stands.
    fn column_of(&self, grid: &Grid, cell: &Cell) -> usize {
        let role = |column: usize| self.header.heads.get(column).map(|head| &head.role);
        let is_subject = |column: &usize| matches!(role(*column), Some(Role::Code | Role::Name));
        if is_subject(&cell.column) {
            return cell.column;
        }
        let label = || role(cell.column) == Some(&Role::Ignored) && number::read(&cell.text()) == CellValue::Text;
        let named = cell.columns().find(is_subject).filter(|_| label());
        named.unwrap_or_else(|| grid.column_of_text(cell))
    }

    /// The first row of a continuation page may be the rest of a cell that the page break cut.
    fn join_fragment(&mut self, lanes: &[Lane]) -> bool {
        if self.join_code(lanes) {
            return true;
        }
        let coded =
            |at: usize| self.out.rows.iter().any(|row| row.lanes.get(at).is_some_and(|lane| lane.code.is_some()));
        let Some(last) = self.out.rows.last() else { return false };
        let fits = lanes.iter().enumerate().all(|(at, lane)| {
            lane.is_blank() || last.lanes.get(at).is_some_and(|before| lane.is_rest_of(before, coded(at)))
        });
        let Some(last) = self.out.rows.last_mut().filter(|_| fits) else { return false };
        for (lane, before) in lanes.iter().zip(&mut last.lanes) {
            before.append(lane);
        }
        true
    }

    /// The rest of a code that the page break cut.
    fn join_code(&mut self, lanes: &[Lane]) -> bool {
        let before = self.out.rows.last_mut().and_then(|row| row.lanes.first_mut());
        let (Some(before), [lane, others @ ..]) = (before, lanes) else { return false };
        let Some(whole) = lane.rest_of_code(before).filter(|_| others.iter().all(Lane::is_blank)) else { return false };
        if let Some(last) = self.codes.first_mut() {
            last.clone_from(&whole.text);
        }
        before.code = Some(whole);
        before.append(lane);
        true
    }

    fn place_row(&mut self, strip: usize, lanes: Vec<Lane>) {
        let Some(Strip { next, .. }) = self.strips.get(strip) else { return };
        let next = *next;
        if strip == 0 {
            self.out.rows.push(DataRow { lanes });
            if let Some(first) = self.strips.first_mut() {
                first.next = self.out.rows.len();
            }
            return;
        }
        let subject = |lane: &Lane| lane.code.as_ref().or(lane.name.as_ref()).map(|text| key(&text.text));
        let wanted = lanes.iter().find_map(subject);
        let found = self
            .out
            .rows
            .iter()
            .enumerate()
            .skip(next)
            .find(|(_, row)| wanted.is_none() || row.lanes.iter().find_map(subject) == wanted);
        match found.map(|(at, _)| at) {
            Some(at) => {
                if let Some(row) = self.out.rows.get_mut(at) {
                    for (lane, other) in row.lanes.iter_mut().zip(lanes) {
                        lane.amounts.extend(other.amounts);
                        lane.unread.extend(other.unread);
                    }
                }
                if let Some(strip) = self.strips.get_mut(strip) {
                    strip.next = at + 1;
                }
            }
            None => {
                let at = lanes.iter().find_map(Lane::place);
                let message = "a row of a sideways continuation has no counterpart: kept as a row of its own";
                self.out.doubts.push(Diagnostic::new(Code::JoinedByGuess, Severity::Warning, at, message));
                self.out.rows.push(DataRow { lanes });
            }
        }
    }
}

/// `公用经费合计` over two lists of 公用经费 names the figure at the end of the second one.
fn hand_labels_on(lanes: &mut [Lane]) {
    for at in 1..lanes.len() {
        let Some((before, [lane, ..])) = lanes.split_at_mut_checked(at) else { continue };
        if lane.has_subject() || lane.amounts.is_empty() {
            continue;
        }
        let Some(last) = before.iter_mut().rfind(|lane| !lane.is_blank()) else { continue };
        let is_total = last.name.as_ref().is_some_and(|name| key(&name.text).ends_with("合计"));
        if is_total && last.code.is_none() && last.amounts.is_empty() {
            lane.name = last.name.take();
        }
    }
}

/// A label without the dots that lead the eye to its figure (`公务接待费…………`).
fn without_leaders(label: &str) -> &str {
    let bare = label.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '…' | '·' | '．' | '‥' | '⋯'));
    let leaders = label.chars().count() - bare.chars().count();
    if leaders > 1 && !bare.is_empty() { bare } else { label }
}
