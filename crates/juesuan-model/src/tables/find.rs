//! Where the tables are: the flow's lines and grids → titled tables with all the grids that belong to each.
//!
//! A table is the grid under a title. Grids that follow without a title of their own go on with it when their header
//! or their columns fit (continuation pages, also sideways ones).

use std::collections::VecDeque;
use std::ops::Range;

use juesuan_document::layout::{Grid, TextLine};

use super::alone::alone;
use super::around::{
    HEAD_LINES, Head, caption, head_above, head_inside, is_note, notes, notes_inside, take_head_line, title_at,
    unit_of_all, unit_of_title, units_of_cells, units_of_headers, units_of_notes, units_said,
};
use super::captions;
use super::header;
use super::header_words::{clean, is_table_text};
use super::nine::TableId;
use super::recognise::{Recognised, lists_three_public, recognise, recognise_captioned};
use super::schema::titles::{self, Title};
use super::schema::{Schema, Shape, words};
use super::types::Witness;
use crate::clock::Clock;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::flow::Item;
use crate::key::{cell_key, key};
use crate::number;
use crate::numbering::is_numbered;
use crate::place::Place;
use crate::value::{Text, Unit};

/// A title with this many header words under it and no figure is a table that is blank.
const BLANK_TABLE: usize = 4;

/// One grid of a table.
#[derive(Clone)]
pub(crate) struct Part<'a> {
    pub(crate) item: Item<'a>,
    pub(crate) grid: &'a Grid,
    /// The first grid row that is no title, unit or department line.
    pub(crate) first_row: usize,
    /// The grid row after the last that is no note.
    pub(crate) end_row: usize,
}

/// A table as it stands in the document.
#[derive(Clone)]
pub(crate) struct Source<'a> {
    pub(crate) id: Option<TableId>,
    /// What said so.
    pub(crate) by: Vec<Witness>,
    /// The document's year.
    pub(crate) year: Option<u16>,
    /// A printed unit that is none of the contract's.
    pub(crate) strange_unit: Option<Text>,
    pub(crate) title: Text,
    pub(crate) form_no: Option<Text>,
    pub(crate) department: Option<Text>,
    pub(crate) units: Vec<(Unit, Place)>,
    pub(crate) parts: Vec<Part<'a>>,
    pub(crate) notes: Vec<Text>,
}

impl Source<'_> {
    /// The unit of its amounts; none where it prints several, or one that is not known.
    pub(crate) fn unit(&self) -> Option<Unit> {
        let (first, rest) = self.units.split_first()?;
        (self.strange_unit.is_none() && rest.iter().all(|(unit, _)| *unit == first.0)).then_some(first.0)
    }
}

/// The tables of a document and the doubts about where they begin and end.
pub(crate) struct Found<'a> {
    pub(crate) sources: Vec<Source<'a>>,
    /// The unit that a line before the first table gives to all of them.
    pub(crate) unit_of_all: Option<Unit>,
    pub(crate) doubts: Vec<Diagnostic>,
    /// Titles of the nine without a table, where none of their kind was found.
    pub(crate) alone: Vec<(TableId, Text)>,
}

impl Found<'_> {
    /// Regions without a “三公” table print its figures among the statistics (`机构运行信息表`, `相关信息统计表`). Where
    /// another table is that of 三公, or several may be, they stay raw. The table of statistics stands raw beside the
    /// one that is read from it: it has other figures too.
    fn take_three_public_from_statistics(&mut self, year: Option<u16>) {
        let id = Some(TableId::ThreePublic);
        if self.sources.iter().any(|source| source.id == id) {
            return;
        }
        let lists = |source: &Source<'_>| {
            let shows = words::STATISTICS.iter().any(|word| key(&source.title.text).contains(word));
            let [part] = source.parts.as_slice() else { return false };
            source.id.is_none() && shows && lists_three_public(part.grid, part.first_row, year)
        };
        let mut found = self.sources.iter().enumerate().filter(|(_, source)| lists(source));
        let (Some((at, source)), None) = (found.next(), found.next()) else { return };
        let three_public = Source { id, by: vec![Witness::Header, Witness::Rows], ..source.clone() };
        let message =
            format!("{}: its rows list the 三公 expenditure, and no other table does: read", source.title.text);
        let doubt = Diagnostic::new(Code::RecognisedByEvidence, Severity::Info, Some(source.title.at), message);
        self.doubts.push(doubt);
        self.sources.insert(at, three_public);
    }
}

/// Finds the tables in the flow. `skip` tells items that other readers have taken (目录, forms); untitled grids
/// count only inside `tables`, the ranges of the parts that hold tables.
pub(crate) fn find<'a, E>(
    items: &[Item<'a>],
    skip: &dyn Fn(usize) -> bool,
    tables: &[Range<usize>],
    year: Option<u16>,
    clock: Clock<'_, E>,
) -> Result<Found<'a>, E> {
    let found = Found { sources: Vec::new(), unit_of_all: None, doubts: Vec::new(), alone: Vec::new() };
    let mut finder = Finder { found, pending: Vec::new(), open: false, year };
    let order = captions::order(items, skip, year);
    finder.found.doubts.extend(order.doubt);
    for (index, item) in order.indices.iter().filter_map(|index| Some((*index, items.get(*index)?))) {
        if skip(index) {
            finder.close();
            continue;
        }
        match item.grid() {
            Some(grid) => {
                clock()?;
                finder.grid(*item, grid, tables.iter().any(|range| range.contains(&index)));
            }
            None => {
                // Behind the first table a unit is that of a table.
                if finder.found.unit_of_all.is_none() && finder.found.sources.is_empty() {
                    finder.found.unit_of_all = item.line().and_then(|line| unit_of_all(&line.text));
                }
                finder.pending.push(*item);
            }
        }
    }
    clock()?;
    finder.close();
    finder.found.take_three_public_from_statistics(year);
    finder.found.alone = alone(items, skip, tables, &finder.found.sources);
    Ok(finder.found)
}

struct Finder<'a> {
    found: Found<'a>,
    /// Lines since the last grid.
    pending: Vec<Item<'a>>,
    /// Whether the last table may still go on.
    open: bool,
    /// The document's year.
    year: Option<u16>,
}

impl<'a> Finder<'a> {
    fn grid(&mut self, item: Item<'a>, grid: &'a Grid, in_tables: bool) {
        if grid.columns() < 2 || grid.rows() < 1 {
            return;
        }
        let mut head = head_above(&self.pending);
        let (first_row, inner) = head_inside(item, grid);
        head.title = inner.title.or(head.title);
        head.form_no = inner.form_no.or(head.form_no);
        head.department = inner.department.or(head.department);
        let mut recognised = self.recognise(&head, grid, first_row);
        if head.title.is_none()
            && let Some((title, text, lines)) = caption(&self.pending)
            && let Some(found) = recognise_captioned(grid, first_row, &title, self.year)
        {
            (head.title, head.lines, recognised) = (Some((title, text)), head.lines.max(lines), found);
        }
        if head.title.is_none()
            && let Some(title) = self.title_of_sheet(item)
        {
            head.title = Some(title);
            recognised = self.recognise(&head, grid, first_row);
        }
        let of_nine = recognised.id.map(TableId::schema);
        head.units.extend(inner.units);
        head.strange_unit = head.strange_unit.or(inner.strange_unit);
        head.units.extend(head.title.as_ref().and_then(|(_, text)| unit_of_title(text)));
        head.units.extend(of_nine.map(|schema| units_of_headers(item, grid, first_row, schema)).unwrap_or_default());
        let (end_row, notes) = notes_inside(item, grid, first_row);
        head.units.extend(units_of_notes(&notes));
        if head.units.is_empty() && of_nine.is_some() {
            head.units = units_of_cells(item, grid, first_row);
        }
        let part = Part { item, grid, first_row, end_row };
        let between = self.pending.len() - head.lines;
        let goes_on = !self.is_another_form(&head)
            && match &head.title {
                Some((title, text)) => self.repeats_title(title, text, &part) && !self.is_of_another(&head, &part),
                None => !self.is_of_another_form(&recognised) && self.fits(&part, self.is_table_text(between)),
            };
        if goes_on && let Some(source) = self.found.sources.last_mut() {
            source.units.extend(head.units);
            source.parts.push(part);
            source.notes.extend(notes);
            self.pending.clear();
            return;
        }
        self.pending.truncate(between);
        self.close();
        if head.title.is_none() && !in_tables && recognised.id.is_none() {
            return;
        }
        let title = match &head.title {
            Some((title, text)) => {
                let number = title.number.as_ref().map(|number| Text::new(number.as_str(), text.at));
                head.form_no = head.form_no.or(number);
                Text::new(clean(&title.text), text.at)
            }
            None => Text::new("", item.place()),
        };
        let doubt = doubt_of(&recognised, head.title.as_ref().map(|(title, _)| title), &title, grid, item);
        self.found.doubts.extend(doubt);
        self.found.sources.push(Source {
            id: recognised.id,
            by: recognised.by,
            year: self.year,
            strange_unit: head.strange_unit,
            title,
            form_no: head.form_no,
            department: head.department,
            units: head.units,
            parts: vec![part],
            notes,
        });
        self.open = true;
    }

    /// Gives the lines since the last grid to the table before them, as its notes, and to tables that have no grid.
    fn close(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        if self.open
            && let Some(source) = self.found.sources.last_mut()
        {
            source.notes.extend(notes(&pending));
            if source.units.is_empty() {
                source.units = units_said(&source.notes);
            }
            if source.id.is_some() {
                let is_other = |item: &Item<'_>| is_note(&item.key()) || titles::read(&item.text().text).is_some();
                self.found.doubts.extend(stray_amounts(&pending, is_other, &source.title));
            }
        }
        self.open = false;
        self.without_grid(&pending);
    }

    /// A title under which nothing stands but the reason why there are no figures, or a header without any.
    fn without_grid(&mut self, lines: &[Item<'a>]) {
        let titles = (0..lines.len()).filter_map(|at| title_at(lines, at).map(|title| (at, title))).collect::<Vec<_>>();
        for (at, (title, text, _)) in &titles {
            let below = lines.get(at + 1..).unwrap_or_default();
            let own = below.iter().position(|item| titles::read(&item.text().text).is_some()).unwrap_or(below.len());
            let mut head = Head::default();
            let rest = below.get(..own.min(HEAD_LINES)).unwrap_or_default();
            let from = rest.iter().position(|item| !take_head_line(&item.text(), &mut head)).unwrap_or(rest.len());
            let notes = notes(rest.get(from..).unwrap_or_default());
            let explained = notes.iter().any(|note| words::NO_DATA.iter().any(|word| key(&note.text).contains(word)));
            let known = title.id.is_some() && !self.found.sources.iter().any(|source| source.id == title.id);
            let blank = title.id.map(TableId::schema).is_some_and(|schema| is_blank_table(rest, schema));
            if !explained && known {
                self.found.doubts.extend(stray_amounts(rest, |_| false, text));
            }
            if (explained || blank) && known {
                let form_no = head.form_no.or(title.number.as_ref().map(|number| Text::new(number.as_str(), text.at)));
                self.found.sources.push(Source {
                    id: title.id,
                    by: vec![Witness::Title],
                    year: self.year,
                    strange_unit: head.strange_unit,
                    title: Text::new(clean(&title.text), text.at),
                    form_no,
                    department: head.department,
                    units: head.units,
                    parts: Vec::new(),
                    notes,
                });
            }
        }
    }

    /// Whether a form number is another one than that of the open table. Pages of one title may be numbered too:
    /// `公开03-1表`, `公开03-2表`.
    fn is_another_form(&self, head: &Head) -> bool {
        let Some(source) = self.found.sources.last().filter(|_| self.open) else { return false };
        let same_title = head.title.as_ref().is_some_and(|(_, text)| key(&text.text) == key(&source.title.text));
        let number = |text: &Text| {
            let number = key(&text.text);
            let form = number.split('-').next().filter(|_| same_title).unwrap_or(&number);
            form.trim_end_matches('表').to_owned()
        };
        matches!((&source.form_no, &head.form_no), (Some(open), Some(next)) if number(open) != number(next))
    }

    /// A continuation page that repeats the title, perhaps with 续.
    fn repeats_title(&self, title: &Title, text: &Text, part: &Part<'a>) -> bool {
        let Some(source) = self.found.sources.last().filter(|_| self.open) else { return false };
        if title.continued && title.text.is_empty() {
            return true;
        }
        let same_title = key(&title.text) == key(&source.title.text);
        let same_table = title.id.is_some() && title.id == source.id;
        // 收入支出决算表 and 支出决算表 of one fund are two tables of one form.
        (same_title || same_table && title.continued)
            && (title.continued || text.at.page > source.title.at.page && !self.starts_again(part))
    }

    /// Whether a grid's first data row is the first data row of the table again: then it is another table.
    fn starts_again(&self, part: &Part<'a>) -> bool {
        let Some(source) = self.found.sources.last() else { return false };
        let Some(schema) = source.id.map(TableId::schema) else { return false };
        let first = |part: &Part<'_>| {
            let header = header::read(part.grid, part.first_row, schema, self.year);
            let row = part.first_row + header.rows;
            let texts: Vec<String> = part.grid.row(row).iter().map(cell_key).collect();
            (header.amounts(), texts)
        };
        source.parts.first().is_some_and(|opening| first(opening) == first(part))
    }

    /// The name of a sheet that is the title of one of the nine: that of its first table, where its cells give none.
    fn title_of_sheet(&self, item: Item<'a>) -> Option<(Title, Text)> {
        let name = item.layout.name.as_ref()?;
        let first = self.found.sources.last().is_none_or(|source| source.title.at.page != item.page());
        let title = titles::read(name).filter(|title| title.id.is_some() && first)?;
        Some((title, Text::new(name.as_str(), item.place())))
    }

    /// Which of the nine a grid is.
    fn recognise(&self, head: &Head, grid: &Grid, first_row: usize) -> Recognised {
        let title = head.title.as_ref().map(|(title, _)| title);
        let number = head.form_no.as_ref().map(|text| text.text.as_str());
        let number = number.or_else(|| title.and_then(|title| title.number.as_deref()));
        recognise(grid, first_row, title, number, self.year)
    }

    /// Whether a table under the same title is of another department, or has a whole of its own.
    fn is_of_another(&self, head: &Head, part: &Part<'a>) -> bool {
        let Some(source) = self.found.sources.last() else { return false };
        let name = |text: &Text| key(&text.text);
        let named = source.department.as_ref().map(name).zip(head.department.as_ref().map(name));
        if named.is_some_and(|(open, next)| open != next) {
            return true;
        }
        // Pages of a table that goes on sideways repeat its rows under other columns.
        let Some(schema) = source.id.map(TableId::schema).filter(|schema| schema.shape == Shape::List) else {
            return false;
        };
        let columns = |part: &Part<'a>| header::read(part.grid, part.first_row, schema, self.year).amounts();
        let own = columns(part);
        has_whole(part) && source.parts.iter().any(|open| has_whole(open) && columns(open) == own)
    }

    /// Whether header and rows of a grid without a title are those of a table of another form than the open one.
    fn is_of_another_form(&self, recognised: &Recognised) -> bool {
        let shape = |id: Option<TableId>| id.map(|id| id.schema().shape);
        let open = self.found.sources.last().and_then(|source| shape(source.id));
        open.zip(shape(recognised.id)).is_some_and(|(open, own)| open != own)
    }

    /// Whether the first so many pending lines are text of the open table itself: header words and item labels that an
    /// unruled page leaves outside its grid.
    fn is_table_text(&self, lines: usize) -> bool {
        let schema = self.found.sources.last().and_then(|source| source.id).map(TableId::schema);
        let of_table = |text: &str| schema.is_some_and(|schema| is_table_text(text, schema));
        let parts = self.pending.iter().take(lines).filter(|item| !is_running_head(item)).filter_map(Item::line);
        let mut rest: VecDeque<&TextLine> = parts.filter(|line| !of_table(&line.text)).collect();
        // What is left must be the lines of wrapped headers, one below the other (`功能分类科目编`, `码`).
        while let Some(first) = rest.pop_front() {
            let below = rest.iter().filter(|line| line.shares_column(first)).map(|line| line.text.trim());
            if !of_table(&std::iter::once(first.text.trim()).chain(below).collect::<String>()) {
                return false;
            }
            rest.retain(|line| !line.shares_column(first));
        }
        true
    }

    /// A grid without a title goes on with the open table when its header, or else its columns, fit.
    fn fits(&mut self, part: &Part<'a>, directly: bool) -> bool {
        let Some(source) = self.found.sources.last().filter(|_| self.open) else { return false };
        let Some(last) = source.parts.last() else { return false };
        if part.item.page() > last.item.page() + 2 {
            return false;
        }
        let same_columns = part.grid.columns() == last.grid.columns();
        let schema = source.id.map(TableId::schema);
        if let Some(schema) = schema {
            let header = header::read(part.grid, part.first_row, schema, self.year);
            if header.has_amounts() {
                // A header misread in part (two blank columns taken for one) still names the table's other columns.
                let opening = source
                    .parts
                    .first()
                    .map(|part| header::read(part.grid, part.first_row, schema, self.year).amounts());
                let shared = header
                    .amounts()
                    .iter()
                    .filter(|column| opening.as_ref().is_some_and(|all| all.contains(column)))
                    .count();
                let unknown = header.heads.iter().filter(|head| head.role == header::Role::Unknown).count();
                return unknown == 0 || same_columns || shared > unknown;
            }
        }
        let has_header = |part: &&Part<'_>| {
            schema.is_some_and(|schema| header::read(part.grid, part.first_row, schema, self.year).has_amounts())
        };
        let headed = source.parts.iter().rfind(has_header).unwrap_or(last);
        let fits = directly && (same_columns || part.grid.columns_under(headed.grid).is_some());
        let goes_on = || same_columns && codes_go_on(last, part);
        if fits && !(same_columns && part.grid.stands_under(last.grid)) && !goes_on() {
            let message = format!(
                "a table without title and header was joined to {}: its columns fit only roughly",
                source.title.text
            );
            let doubt = Diagnostic::new(Code::JoinedByGuess, Severity::Warning, Some(part.item.place()), message);
            self.found.doubts.push(doubt);
        }
        fits
    }
}

/// A line in the margin of a page, without an amount, that is no title and no heading: it stands between the halves of a table and says
/// nothing of them.
fn is_running_head(item: &Item<'_>) -> bool {
    let text = item.text();
    item.in_margin()
        && titles::read(&text.text).is_none()
        && !is_numbered(&key(&text.text))
        && !text.text.starts_with('第')
        && !number::has_amount(&text.text)
}

/// Whether a grid has the row of the whole: 合计 as its label.
fn has_whole(part: &Part<'_>) -> bool {
    let rows = part.first_row..part.end_row;
    let cells = part.grid.cells.iter().filter(|cell| rows.contains(&cell.row) && !cell.lines.is_empty());
    let mut wholes = cells.clone().filter(|cell| matches!(cell_key(cell).as_str(), "合计" | "总计"));
    // A header may say 合计 as well: its row has no amounts.
    wholes.any(|whole| {
        let mut others = part.grid.cells.iter().filter(|cell| cell.row == whole.row);
        let first = others.clone().find(|cell| !cell.lines.is_empty()).is_some_and(|cell| cell.column == whole.column);
        first && others.any(|cell| number::read(&cell.text()).number().is_some_and(|value| value.scale() > 0))
    })
}

/// What there is to say about how a table was recognised, or not.
fn doubt_of(
    recognised: &Recognised,
    title: Option<&Title>,
    text: &Text,
    grid: &Grid,
    item: Item<'_>,
) -> Option<Diagnostic> {
    let name = if text.is_empty() { "a table without title" } else { text.text.as_str() };
    let at = Some(if text.is_empty() { item.place() } else { text.at });
    let say = |code, severity, message: String| Some(Diagnostic::new(code, severity, at, message));
    if let (Some(id), Some(near)) = (recognised.id, recognised.near.filter(|_| recognised.belied)) {
        let message = format!(
            "{name}: its title is that of {}, its header and rows are those of {}: read so",
            near.in_messages(),
            id.in_messages()
        );
        return say(Code::NearMiss, Severity::Warning, message);
    }
    if let Some(id) = recognised.id.filter(|_| recognised.by_evidence(title)) {
        let by: Vec<&str> = recognised.by.iter().map(|witness| witness.as_str()).collect();
        let message = format!("{name}: the title is in no list; read as {} by {}", id.in_messages(), by.join(" and "));
        return say(Code::RecognisedByEvidence, Severity::Info, message);
    }
    let figures =
        grid.cells.iter().any(|cell| number::read(&cell.text()).number().is_some_and(|value| value.scale() > 0));
    let near = recognised.near.filter(|_| recognised.id.is_none() && figures)?;
    let message = match title.and_then(|title| title.id) {
        Some(_) => format!("{name}: its rows are not those of {}: it is kept raw", near.in_messages()),
        None => format!("{name}: it may be {}, but nothing else says so: it is kept raw", near.in_messages()),
    };
    say(Code::NearMiss, Severity::Warning, message)
}

/// The amounts that stand alone among the lines of a table outside its grids, up to the first that is something else;
/// one doubt for all: a table without rules was not recognised, or not all of it.
fn stray_amounts(lines: &[Item<'_>], is_other: impl Fn(&Item<'_>) -> bool, title: &Text) -> Option<Diagnostic> {
    let is_amount = |word: &str| number::read(word).number().is_some_and(|value| value.scale() > 0);
    let is_stray = |text: &Text| text.text.split_whitespace().all(is_amount) && !text.is_empty();
    // Lines without amounts are most of a document: what else they are is not asked before there is one.
    let strays = || lines.iter().enumerate().map(|(at, item)| (at, item.text())).filter(|(_, text)| is_stray(text));
    strays().next()?;
    let end = lines.iter().position(is_other).unwrap_or(lines.len());
    let places: Vec<Place> = strays().take_while(|(at, _)| *at < end).map(|(_, text)| text.at).collect();
    let at = places.iter().copied().reduce(Place::join)?;
    let message =
        format!("amounts on {} line(s) below {} stand outside its grid: they are left out", places.len(), title.text);
    Some(Diagnostic::new(Code::UnreadFigures, Severity::Warning, Some(at), message))
}

/// Whether lines under a title are the header of a table and nothing else: an unruled table without figures.
fn is_blank_table(lines: &[Item<'_>], schema: &Schema) -> bool {
    let texts: Vec<Text> = lines.iter().map(Item::text).collect();
    let table = texts.iter().take_while(|text| !is_note(&key(&text.text)));
    let words = table.clone().flat_map(|text| text.text.split_whitespace());
    let columns = words.filter(|word| is_table_text(word, schema)).count();
    columns >= BLANK_TABLE && !table.clone().any(|text| number::has_amount(&text.text))
}

/// Whether the codes of a grid come after those of the one before it, as they do in one table.
fn codes_go_on(last: &Part<'_>, next: &Part<'_>) -> bool {
    let codes = |part: &Part<'_>| -> Vec<String> {
        let rows = part.first_row..part.end_row;
        let cells = part.grid.cells.iter().filter(|cell| rows.contains(&cell.row));
        let texts = cells.map(cell_key);
        texts.filter(|text| matches!(text.len(), 3 | 5 | 7) && text.bytes().all(|b| b.is_ascii_digit())).collect()
    };
    let (before, after) = (codes(last), codes(next));
    matches!((before.last(), after.first()), (Some(a), Some(b)) if a < b && a.get(..1) == b.get(..1))
}
