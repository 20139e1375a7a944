//! The rows of a table: its grids and its schema → facts.

use juesuan_extract::layout::{Cell, Grid, GridKind, TextLine};
use rust_decimal::Decimal;

use super::columns::{column_at, continued};
use super::find::{Part, Source};
use super::header::{self, Head, Header, Role, clean, contains};
use super::ids::{Column, Side};
use super::schema::{Schema, Shape, THREE_PUBLIC_ROWS, words};
use super::types::{Fact, PrintedColumn};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::key::key;
use crate::number::{self, CellValue};
use crate::numbering::numbering;
use crate::place::Place;
use crate::value::{Amount, Text};

/// A number with more than this share of its width beyond the borders of its cell is nobody's.
const ASTRIDE: f32 = 1.0 / 3.0;

/// A number that a neighbour's figures reach into, by more than this many of their sizes, may be what is left of one.
const INTRUDES: f32 = 0.8;

/// One list's share of a row.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lane {
    pub(crate) code: Option<Text>,
    pub(crate) name: Option<Text>,
    pub(crate) line_no: Option<Text>,
    pub(super) amounts: Vec<Figure>,
}

/// A printed number and its column.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    pub(super) column: Column,
    side: Option<Side>,
    header: String,
    pub(super) value: Decimal,
    at: Place,
}

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
    transposed: bool,
    pub(crate) first_page: u32,
    pub(crate) last_page: u32,
    /// Amounts that the contract has no column for.
    pub(super) left_out: Vec<Place>,
    pub(crate) doubts: Vec<Diagnostic>,
}

/// Reads the rows of a table.
pub(crate) fn rows(source: &Source<'_>, schema: &Schema) -> Rows {
    let mut reader = Reader::new(schema);
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
    out: Rows,
    strips: Vec<Strip>,
    header: Header,
    /// The last grid that prints a header.
    headed: Option<(&'a Grid, Header)>,
    /// The last code of each lane, for rows that leave the parts blank that they share with it.
    codes: Vec<String>,
}

impl<'s, 'a> Reader<'s, 'a> {
    fn new(schema: &'s Schema) -> Self {
        let (out, header) = (Rows::default(), Header::default());
        Self { schema, out, strips: Vec::new(), header, headed: None, codes: Vec::new() }
    }

    fn part(&mut self, part: &Part<'a>) {
        let own = header::read(part.grid, part.first_row, self.schema);
        let skipped = if own.has_amounts() { own.rows } else { 0 };
        if own.has_amounts() {
            self.headed = Some((part.grid, own.clone()));
            self.header = own;
        } else {
            self.header = self.inherited(part.grid);
        }
        self.note_unknown_headers(part);
        let strip = self.strip();
        let page = part.item.page();
        let mut first = true;
        for row in part.first_row + skipped..part.end_row {
            if self.repeats_header(part.grid, row) {
                continue;
            }
            let lanes = self.lanes(part, row);
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
    }

    /// The header that a grid without one stands under.
    fn inherited(&self, grid: &Grid) -> Header {
        let Some((headed, header)) = &self.headed else { return Header { rows: 0, ..self.header.clone() } };
        let columns = continued(grid, headed).unwrap_or_default();
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
                    self.out.columns.extend(self.header.heads.iter().filter_map(Head::column));
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
            if head.role == Role::Unknown && !head.printed.is_empty() && !seen {
                let cell = part.grid.cell_at(part.first_row, column);
                let at = cell.map_or_else(|| part.item.place(), |cell| Place::on(part.item.layout, cell.text_box()));
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
        let cells: Vec<(usize, String)> = grid
            .cells
            .iter()
            .filter(|cell| cell.row == row && !cell.lines.is_empty())
            .map(|cell| (cell.column, key(&cell.text())))
            .collect();
        let of_header = |(column, text): &(usize, String)| {
            let head = self.header.heads.get(*column);
            head.is_some_and(|head| head.printed.split('/').any(|level| key(level) == *text))
        };
        header::numbers_columns(grid, row) || cells.len() > 1 && cells.iter().all(of_header)
    }

    fn lanes(&mut self, part: &Part<'_>, row: usize) -> Vec<Lane> {
        let count = self.header.heads.iter().map(|head| head.lane + 1).max().unwrap_or(1);
        let mut lanes = vec![Lane::default(); count];
        let mut code_parts: Vec<Vec<(usize, Text)>> = vec![Vec::new(); count];
        self.codes.resize(count, String::new());
        let intruders: Vec<&Cell> =
            part.grid.cells.iter().filter(|cell| cell.row == row && reaches_out(cell)).collect();
        for cell in part.grid.cells.iter().filter(|cell| cell.rows().contains(&row)) {
            let carried = cell.row != row;
            let column = self.column_of(part.grid, cell);
            let Some(head) = self.header.heads.get(column).cloned() else { continue };
            // A label over several lanes (`公用经费合计`) names the last of them, whose figure it stands before.
            let end = self.header.heads.get(cell.columns().end.saturating_sub(1));
            let Some(lane) = lanes.get_mut(end.map_or(head.lane, |end| end.lane)) else { continue };
            let text = clean(&cell.text());
            let at = Place::on(part.item.layout, cell.text_box());
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
                Role::Code if contains(words::CODE_PARTS, &text) => {}
                Role::Code | Role::Name => lane.add_name(Text::new(without_leaders(&text), at)),
                Role::LineNumber => lane.line_no = Some(Text::new(text, at)),
                Role::Amount(column, side) => match number::read(&text) {
                    CellValue::Number(_) if lies_astride(cell) || is_intruded(part.grid, &intruders, cell) => {
                        let message = format!(
                            "“{text}” under “{}” lies across the border of its cell, or the next column's figures reach \
                             into it: it may be another column's, or a part of a number; left out",
                            head.printed
                        );
                        self.out.doubts.push(Diagnostic::new(Code::AstrideBorder, Severity::Error, Some(at), message));
                    }
                    CellValue::Number(value) => {
                        lane.amounts.push(Figure { column, side, header: head.printed.clone(), value, at });
                    }
                    CellValue::Blank | CellValue::NotApplicable => {}
                    _ if head.printed.split('/').any(|level| level == text) => {}
                    _ => {
                        let message = format!("“{text}” under “{}” is no number: left out", head.printed);
                        let doubt = Diagnostic::new(Code::MalformedNumber, Severity::Error, Some(at), message);
                        self.out.doubts.push(doubt);
                    }
                },
                Role::Ignored => self.out.left_out.push(at),
                Role::Unknown => {}
            }
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
        lanes
    }

    /// Which part of a split code a column holds: 0 for 类, 1 for 款, 2 for 项.
    fn code_position(&self, column: usize, lane: usize) -> usize {
        let before = self.header.heads.iter().take(column);
        before.filter(|head| head.lane == lane && head.role == Role::Code).count()
    }

    /// The column that decides what a cell is: a label over several columns is of the first, a number is where it stands.
    fn column_of(&self, grid: &Grid, cell: &Cell) -> usize {
        let first_is_subject =
            self.header.heads.get(cell.column).is_some_and(|head| matches!(head.role, Role::Code | Role::Name));
        if cell.column_span == 1 || first_is_subject {
            return cell.column;
        }
        column_at(grid, cell.text_box().center().x).filter(|at| cell.columns().contains(at)).unwrap_or(cell.column)
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

/// Whether so much of a cell's number lies beyond its borders that it may belong to the next column.
fn lies_astride(cell: &Cell) -> bool {
    let text = cell.text_box();
    let outside = (cell.area.x0 - text.x0).max(0.0) + (text.x1 - cell.area.x1).max(0.0);
    outside > ASTRIDE * text.width()
}

/// Whether figures of a cell reach into a neighbour: those of both, set solid across the border, are then in one cell.
fn reaches_out(cell: &Cell) -> bool {
    let figures = |text: &str| text.chars().any(is_digit) && !text.chars().any(char::is_alphabetic);
    cell.lines.iter().any(|line| {
        let reach = INTRUDES * line.size;
        (line.bbox.x0 < cell.area.x0 - reach || line.bbox.x1 > cell.area.x1 + reach) && figures(&line.text)
    })
}

/// Whether figures of a neighbour reach into a cell. Only where borders are drawn does it matter where they end.
fn is_intruded(grid: &Grid, intruders: &[&Cell], cell: &Cell) -> bool {
    let reaches = |line: &TextLine| {
        let (left, right) = (line.bbox.x0.max(cell.area.x0), line.bbox.x1.min(cell.area.x1));
        right - left > INTRUDES * line.size
    };
    grid.kind == GridKind::Ruled
        && intruders.iter().any(|other| other.column != cell.column && other.lines.iter().any(reaches))
}

/// A label without the dots that lead the eye to its figure (`公务接待费…………`).
fn without_leaders(label: &str) -> &str {
    let bare = label.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '…' | '·' | '．' | '‥' | '⋯'));
    let leaders = label.chars().count() - bare.chars().count();
    if leaders > 1 && !bare.is_empty() { bare } else { label }
}

impl Lane {
    fn is_blank(&self) -> bool {
        self.code.is_none() && self.name.is_none() && self.line_no.is_none() && self.amounts.is_empty()
    }

    pub(super) fn place(&self) -> Option<Place> {
        let text = self.code.as_ref().or(self.name.as_ref()).map(|text| text.at);
        text.or_else(|| self.amounts.first().map(|figure| figure.at))
    }

    /// The box of all that it prints on its first page.
    pub(super) fn span(&self) -> Option<Place> {
        let subject = [&self.code, &self.name].into_iter().flatten().map(|text| text.at);
        subject.chain(self.amounts.iter().map(|figure| figure.at)).reduce(Place::join)
    }

    fn add_name(&mut self, text: Text) {
        match &mut self.name {
            Some(name) => {
                name.text.push_str(&text.text);
                name.at = name.at.join(text.at);
            }
            None => self.name = Some(text),
        }
    }

    /// `2010601 行政运行`, `[2010601]行政运行`, `2010601-行政运行` in one cell.
    fn split_code_from_name(&mut self) {
        let Some(name) = &mut self.name else { return };
        let inside = name.text.strip_prefix(['[', '［', '(', '（', '【', '〔']);
        let text = inside.unwrap_or(&name.text);
        let end = text.find(|c: char| !is_digit(c)).unwrap_or(text.len());
        let (code, rest) = text.split_at_checked(end).unwrap_or_default();
        let code = digits(code);
        let rest = match inside {
            Some(_) => rest.strip_prefix([']', '］', ')', '）', '】', '〕']).unwrap_or_default(),
            None => rest,
        };
        let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "-－—_:：.．、".contains(c));
        let starts_word = rest.chars().next().is_some_and(|c| c.is_alphabetic());
        if matches!(code.len(), 3 | 5 | 7) && starts_word {
            self.code = Some(Text::new(code, name.at));
            name.text = rest.to_owned();
        }
    }

    /// Whether this is the rest of a row whose cell a page break cut: a label that goes on, or nothing but the figures.
    fn is_rest_of(&self, before: &Self, coded: bool) -> bool {
        let Some(name) = &self.name else { return false };
        let key = key(&name.text);
        let complete =
            contains(words::CLOSING, &key) || is_numbered(&key) || before.name.as_ref().is_none_or(Text::is_empty);
        let figures = self.amounts.is_empty() || coded && before.amounts.is_empty() && before.code.is_some();
        self.code.is_none() && self.line_no.is_none() && !complete && figures && (coded || !self.is_new_item(before))
    }

    /// The whole of a code that a page break cut: its rest stands alone, perhaps with the rest of the label.
    fn rest_of_code(&self, before: &Self) -> Option<Text> {
        let (rest, begun) = (self.code.as_ref()?, before.code.as_ref()?);
        let regular = |text: &String| matches!(text.len(), 5 | 7);
        // A part whose column is shared with the code above may have got that code's digits already.
        let whole =
            if rest.text.starts_with(&begun.text) { rest.text.clone() } else { format!("{}{}", begun.text, rest.text) };
        let named = self.name.as_ref().is_some_and(|name| is_numbered(&key(&name.text)));
        let alone = self.amounts.is_empty() && self.line_no.is_none() && !named;
        let alone = alone && (self.name.is_none() || !matches!(rest.text.len(), 3 | 5 | 7));
        (alone && regular(&whole)).then(|| Text::new(whole, begun.at))
    }

    /// Without codes, only a label that starts like its neighbours is an item of its own.
    fn is_new_item(&self, before: &Self) -> bool {
        let numbered = before.name.as_ref().is_some_and(|name| is_numbered(&key(&name.text)));
        !numbered
    }

    pub(super) fn has_subject(&self) -> bool {
        self.code.is_some() || self.name.is_some()
    }

    /// 人员经费 or 公用经费: by the code, the label, the header, and last by the lane.
    pub(crate) fn side(&self, lane: usize, header: &str) -> Side {
        if let Some(code) = &self.code {
            let personnel = ["301", "303"].iter().any(|class| code.text.starts_with(class));
            return if personnel { Side::Personnel } else { Side::Public };
        }
        let label = self.name.as_ref().map(|name| key(&name.text)).unwrap_or_default();
        for text in [label.as_str(), header] {
            if text.contains("人员经费") {
                return Side::Personnel;
            }
            if text.contains("公用经费") {
                return Side::Public;
            }
        }
        if lane == 0 { Side::Personnel } else { Side::Public }
    }

    fn append(&mut self, rest: &Self) {
        if let Some(name) = &rest.name {
            self.add_name(name.clone());
        }
        self.amounts.extend(rest.amounts.iter().cloned());
    }
}

/// `一、`, `（一）`, `1.` at the start of a label's key.
fn is_numbered(key: &str) -> bool {
    let rest = key.trim_start_matches('(');
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    rest.len() < key.len() && rest.starts_with(['、', '.', ')'])
}

/// A classification code, or a part of one, as printed.
fn is_code(text: &str) -> bool {
    let digits = digits(text);
    (1..=11).contains(&digits.len()) && text.chars().all(|c| is_digit(c) || c.is_whitespace())
}

/// A digit, half or full width.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn digits(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0),
            _ => c.is_ascii_digit().then_some(c),
        })
        .collect()
}

/// A 类 that strays over the border into the amounts of the lane before is no amount: it has no label there, and its
/// own lane lacks the first part of its code.
fn reclaim_stray_codes(lanes: &mut [Lane], code_parts: &mut [Vec<(usize, Text)>]) {
    for at in 1..lanes.len() {
        let Some(parts) =
            code_parts.get_mut(at).filter(|parts| parts.first().is_none_or(|(position, _)| *position > 0))
        else {
            continue;
        };
        let named = lanes.get(at).is_some_and(|lane| lane.name.is_some());
        let Some(before) = at.checked_sub(1).and_then(|before| lanes.get_mut(before)) else { continue };
        if let [figure] = before.amounts.as_slice()
            && named
            && before.name.is_none()
            && figure.value.scale() == 0
            && figure.value.to_string().len() == 3
        {
            parts.insert(0, (0, Text::new(figure.value.to_string(), figure.at)));
            before.amounts.clear();
        }
    }
}

/// `201` + `06` + `01`. Parts that repeat what is before them (`201`, `20106`) are taken once; a first part that is
/// left blank is that of the code above.
fn join_code(parts: &[(usize, Text)], above: &str) -> Option<Text> {
    let ((position, first), rest) = parts.split_first()?;
    let mut code = first.clone();
    if *position > 0
        && code.text.len() == 2
        && let Some(shared) = above.get(..2 * position + 1)
    {
        code.text.insert_str(0, shared);
    }
    for (_, part) in rest {
        let longer = part.text.len() > code.text.len() && part.text.starts_with(&code.text);
        code.text = if longer { part.text.clone() } else { format!("{}{}", code.text, part.text) };
        code.at = code.at.join(part.at);
    }
    Some(code)
}

impl Rows {
    /// The facts of the rows, in the order of rows and columns.
    pub(crate) fn facts(&mut self, source: &Source<'_>, schema: &Schema) -> Vec<Fact> {
        let unit = source.units.first().map(|(unit, _)| *unit);
        let mut facts: Vec<Fact> = Vec::new();
        let mut counting = false;
        let whole = self.row_of_the_whole(schema);
        for (index, row) in self.rows.iter().enumerate() {
            for (at, lane) in row.lanes.iter().enumerate() {
                let listed = schema.shape != Shape::BudgetAndFinal;
                if listed && !lane.has_subject() && !lane.amounts.is_empty() {
                    let message = "figures in a row without code and label: left out";
                    self.doubts.push(Diagnostic::new(Code::RowWithoutSubject, Severity::Error, lane.span(), message));
                    self.left_out.extend(lane.amounts.iter().map(|figure| figure.at));
                    continue;
                }
                let label = lane.name.as_ref().map(|name| key(&name.text)).unwrap_or_default();
                counting |= self.transposed && COUNTS_FOLLOW.iter().any(|word| label.contains(word));
                let item = if self.transposed { three_public_item(&label).filter(|_| !counting) } else { None };
                let row_side = side_of_row(&label).filter(|_| !listed);
                let sided = lane.amounts.iter().any(|figure| figure.side.is_some());
                for figure in &lane.amounts {
                    let column = if self.transposed { item } else { Some(figure.column) };
                    let side = match schema.shape {
                        Shape::Lanes if !sided => Some(lane.side(at, &figure.header)),
                        Shape::BudgetAndFinal if whole == Whole::BySide => row_side,
                        _ => figure.side,
                    };
                    let Some(column) = column.filter(|_| schema.shape == Shape::List || side.is_some()) else {
                        self.left_out.push(figure.at);
                        continue;
                    };
                    // Of a “三公” table by units, the first row is the whole, or the one that says so.
                    if whole.leaves_out(index)
                        || !listed && facts.iter().any(|fact| fact.column == column && fact.side == side)
                    {
                        continue;
                    }
                    facts.push(Fact {
                        table: schema.id,
                        row: u32::try_from(index + 1).unwrap_or(u32::MAX),
                        side: side.filter(|_| schema.shape != Shape::List),
                        code: lane.code.clone().filter(|_| listed),
                        label: lane.name.clone().filter(|_| listed),
                        line_no: lane.line_no.clone(),
                        column,
                        header: figure.header.clone(),
                        amount: Amount::new(figure.value, unit, figure.at),
                    });
                }
            }
        }
        facts
    }
}

/// Which rows of a “三公” table with its items as columns are the whole department's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whole {
    /// The first that prints a figure.
    First,
    /// This one, since it is labelled 合计.
    Row(usize),
    /// One row a side: 预算数, 决算数.
    BySide,
}

impl Whole {
    fn leaves_out(self, row: usize) -> bool {
        matches!(self, Self::Row(whole) if whole != row)
    }
}

impl Rows {
    fn row_of_the_whole(&self, schema: &Schema) -> Whole {
        if schema.shape != Shape::BudgetAndFinal || self.transposed {
            return Whole::First;
        }
        let labels = self.rows.iter().enumerate().filter_map(|(index, row)| {
            Some((index, key(&row.lanes.first().filter(|lane| !lane.amounts.is_empty())?.name.as_ref()?.text)))
        });
        let labels: Vec<(usize, String)> = labels.collect();
        if labels.iter().any(|(_, label)| side_of_row(label).is_some()) {
            return Whole::BySide;
        }
        let whole = labels.iter().find(|(_, label)| matches!(label.as_str(), "合计" | "总计"));
        whole.map_or(Whole::First, |(index, _)| Whole::Row(*index))
    }
}

/// The side that a row label names where the items of a “三公” table are columns.
fn side_of_row(label: &str) -> Option<Side> {
    let label = header::header_key(label);
    let sides = [(Side::Budget, words::BUDGET_SIDE), (Side::Final, words::FINAL_SIDE)];
    sides.iter().find(|(_, words)| contains(words, &label)).map(|(side, _)| *side)
}

/// Labels after which a “三公” table printed downwards counts people and cars, not money.
const COUNTS_FOLLOW: &[&str] = &["相关统计数", "机关运行经费", "实物量"];

/// The item that a row label of a “三公” table names, its numbering left out.
fn three_public_item(label: &str) -> Option<Column> {
    let mut bare = label;
    loop {
        let unnumbered = numbering(bare).and_then(|number| bare.get(number.len..)).unwrap_or(bare);
        let rest = unnumbered.trim_start_matches("其中").trim_start_matches([':', '-']);
        if rest.len() == bare.len() {
            break;
        }
        bare = rest;
    }
    THREE_PUBLIC_ROWS.iter().find(|(_, labels)| contains(labels, bare)).map(|(column, _)| *column)
}
