//! The document's lines and grids → drafts of forms: where each begins and ends, its grids joined over pages.

use std::collections::BTreeSet;
use std::ops::Range;

use juesuan_document::layout::{Surface, TextLine};

use crate::flow::Item;
use crate::key::key;
use crate::place::Place;
use crate::value::Text;

use super::sheet::{Cell, Row, rows};
use super::vocabulary::{CLOSING, Kind, NOTE_STARTS, REPORT_ROWS, SUM, TOTAL, lists, of_label, title};
use super::{funds, goals, head, indicators};

/// A title stands no more than this many lines above its grid.
const LINES_TO_GRID: usize = 8;

/// No more than this many lines (`续表`, a unit) stand between two grids of a form.
const LINES_BETWEEN: usize = 3;

/// The head of a form is within this many rows of its grid.
const HEAD_ROWS: usize = 4;

/// No more than this many column borders of a continuation are new, and more than these are not: every grid has sides.
const MISSED: usize = 1;
const SIDES: usize = 2;

/// A title that is wrapped has no longer lines than this.
const LONGEST_TITLE_LINE: usize = 40;

/// What belongs to one form.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// What its title says.
    pub(super) kind: Option<Kind>,
    pub(super) title: Option<Text>,
    /// The lines between title and grid.
    pub(super) lines: Vec<Text>,
    pub(super) rows: Vec<Row>,
    /// Whether it goes on in the grid of the form before it, without a title of its own: what the title over them says of
    /// the year is said of both.
    pub(super) shares_title: bool,
    /// Notes under its grids.
    pub(super) notes: Vec<Text>,
    pub(super) at: Place,
    pub(super) last_page: u32,
    /// The project or department that it names first.
    name: Option<String>,
    /// Whether more than the head has been seen.
    past_head: bool,
    /// Whether the header of the indicators has been seen.
    in_indicators: bool,
    /// Whether 总分 has been seen.
    complete: bool,
    /// The column borders of its grids.
    borders: BTreeSet<u32>,
}

/// A title line, or two that make one, not yet followed by a grid.
struct Heading {
    kind: Kind,
    text: Text,
    items: Range<usize>,
}

/// What a grid is to the forms.
enum Role {
    Begins,
    GoesOn,
    Foreign,
}

/// Walks over the items of a document.
#[derive(Default)]
pub(super) struct Finder {
    /// The forms found.
    pub(super) drafts: Vec<Draft>,
    /// The items that belong to them.
    pub(super) used: Vec<usize>,
    /// Whether the last form may go on.
    open: bool,
    heading: Option<Heading>,
    /// Lines since the last title or grid.
    since: Vec<usize>,
    /// Lines that belong into cells of the grid above them.
    overflow: Vec<usize>,
    ids: usize,
}

impl Finder {
    /// Finds the forms of a document.
    pub(super) fn find(items: &[Item<'_>]) -> Self {
        let mut finder = Self::default();
        let mut index = 0;
        while let Some(item) = items.get(index) {
            match (item.grid(), heading_at(items, index)) {
                (Some(_), _) => finder.grid(items, index),
                (None, Some(heading)) => {
                    index = heading.items.end;
                    let number = finder.since.pop().filter(|at| is_form_no(items, *at));
                    finder.since = number.into_iter().collect();
                    finder.heading = Some(heading);
                    continue;
                }
                (None, None) => finder.line(item, index),
            }
            index += 1;
        }
        finder.used.sort_unstable();
        finder.used.dedup();
        finder
    }

    fn line(&mut self, item: &Item<'_>, index: usize) {
        if self.overflow.contains(&index) {
            self.used.push(index);
            return;
        }
        let key = item.key();
        match self.drafts.last_mut() {
            Some(draft)
                if self.open
                    && self.heading.is_none()
                    && self.since.is_empty()
                    && item.page() == draft.last_page
                    && is_note(&key) =>
            {
                draft.notes.push(item.text());
                self.used.push(index);
            }
            _ => self.since.push(index),
        }
    }

    fn grid(&mut self, items: &[Item<'_>], index: usize) {
        let Some(item) = items.get(index) else { return };
        let lines: Vec<(usize, &TextLine)> = items
            .iter()
            .enumerate()
            .skip(index + 1)
            .map_while(|(at, next)| {
                let line = next.line().filter(|_| next.page() == item.page() && !is_note(&next.key()))?;
                Some((at, line))
            })
            .filter(|(at, line)| line.overflows.is_some() && heading_at(items, *at).is_none())
            .collect();
        let overflow: Vec<&TextLine> = lines.iter().map(|(_, line)| *line).collect();
        let rows = rows(item, &overflow, self.ids);
        self.ids += item.grid().map_or(0, |grid| grid.cells.len());
        let role = self.role(items, index, &rows);
        let heading = self.heading.take();
        let since = std::mem::take(&mut self.since);
        self.open = !matches!(role, Role::Foreign);
        if !self.open {
            return;
        }
        if matches!(role, Role::Begins) {
            let texts = |at: &usize| items.get(*at).map(Item::text);
            self.drafts.push(Draft {
                kind: heading.as_ref().map(|heading| heading.kind),
                at: heading.as_ref().map_or_else(|| item.place(), |heading| heading.text.at),
                title: heading.as_ref().map(|heading| heading.text.clone()),
                lines: if heading.is_some() { since.iter().filter_map(texts).collect() } else { Vec::new() },
                ..Draft::default()
            });
        }
        if matches!(role, Role::GoesOn) || heading.is_some() {
            self.used.extend(since);
        }
        self.used.extend(heading.into_iter().flat_map(|heading| heading.items));
        self.used.push(index);
        self.overflow = lines.iter().map(|(at, _)| *at).collect();
        self.push(rows, item);
    }

    fn role(&self, items: &[Item<'_>], index: usize, rows: &[Row]) -> Role {
        let Some(item) = items.get(index) else { return Role::Foreign };
        let names = head::names(rows);
        let name = names.iter().take(HEAD_ROWS).flatten().next();
        let rest_first = rows.first().is_some_and(|row| has_total(row, rows.get(1), |cell| lists(TOTAL, &cell.label)));
        let titled = self.heading.is_some() && self.since.len() <= LINES_TO_GRID
            || rows.iter().take(1).any(|row| title_of(row).is_some());
        if let Some(draft) = self.drafts.last().filter(|_| self.open) {
            let near = self.is_near(draft, items, item) && self.since.len() <= LINES_BETWEEN;
            let aligned = aligned(draft, item, rows);
            // Its last row, and below it the next form; unless the forms begin with 总分.
            let leads = draft.rows.first().is_some_and(|row| row.printed().any(|cell| lists(TOTAL, &cell.label)));
            let same = name.is_none()
                || name == draft.name.as_ref()
                || draft.in_indicators && rest_first && !leads
                || draft.rows.is_empty();
            let goes_on = if draft.complete {
                !titled && name.is_none() && self.since.is_empty() && (aligned || closes(rows))
            } else {
                same && (aligned || !titled && has_block(rows))
            };
            if near && goes_on && !names_table(items, &self.since) {
                return Role::GoesOn;
            }
        }
        let department = self.heading.as_ref().is_some_and(|heading| heading.kind == Kind::Department);
        let begins = if titled {
            has_block(rows) || name.is_some() && has_block(&next_rows(items, index)) || department && is_report(rows)
        } else {
            name.is_some() && (assesses(rows) || next_assesses(items, index))
        };
        if begins { Role::Begins } else { Role::Foreign }
    }

    /// Whether a grid stands where a form goes on: on its page or the next, with blank pages between.
    fn is_near(&self, draft: &Draft, items: &[Item<'_>], item: &Item<'_>) -> bool {
        let pages = [draft.last_page, item.page()];
        let blank = || self.since.iter().filter_map(|at| items.get(*at)).all(|line| pages.contains(&line.page()));
        item.page() <= draft.last_page + 1 || item.layout.surface == Surface::Page && blank()
    }

    /// Adds the rows of a grid to the last draft; a title or head among them begins another.
    fn push(&mut self, rows: Vec<Row>, item: &Item<'_>) {
        let names = head::names(&rows);
        let mut repeats = true;
        let borders = || item.grid().into_iter().flat_map(|grid| grid.tracks.iter().copied());
        let mut rows = rows.into_iter().enumerate().peekable();
        while let Some((index, row)) = rows.next() {
            let below = rows.peek().map(|(_, row)| row);
            let next_name = names.iter().skip(index).take(HEAD_ROWS).flatten().next();
            let title = title_of(&row);
            let Some(draft) = self.drafts.last_mut() else { return };
            let same = !draft.complete && (next_name.is_none() || next_name == draft.name.as_ref());
            if draft.past_head && (title.is_some() || names.get(index).is_some_and(Option::is_some)) {
                if repeats && same {
                    continue;
                }
                let at = row.place();
                let shares_title = title.is_none() && index > 0;
                self.drafts.push(Draft { at, shares_title, borders: borders().collect(), ..Draft::default() });
            }
            let Some(draft) = self.drafts.last_mut() else { return };
            draft.last_page = item.page();
            if index == 0 {
                draft.borders.extend(borders());
            }
            if let Some((kind, text)) = title {
                draft.kind = draft.kind.or(Some(kind));
                draft.title.get_or_insert(text);
                continue;
            }
            draft.in_indicators |= indicators::columns(&row, below).is_some();
            draft.past_head |= is_block_header(&row, below);
            repeats &= !draft.past_head || row.printed().next().is_none();
            draft.complete |= draft.in_indicators
                && has_total(&row, below, |cell| lists(TOTAL, &cell.label) || lists(SUM, &cell.label));
            draft.name = draft.name.take().or_else(|| names.get(index).cloned().flatten());
            draft.rows.push(row);
        }
    }
}

/// Whether a grid, or its first row, has the column borders of the form before it; the border of a broken cell may be
/// missing.
fn aligned(draft: &Draft, item: &Item<'_>, rows: &[Row]) -> bool {
    let goes_on = |borders: &mut dyn Iterator<Item = u32>| {
        let (shared, new): (Vec<u32>, Vec<u32>) = borders.partition(|border| draft.borders.contains(border));
        shared.len() > SIDES && new.len() <= MISSED
    };
    let all = item.grid().into_iter().flat_map(|grid| &grid.tracks);
    let first = rows.first().into_iter().flat_map(|row| &row.cells);
    goes_on(&mut all.copied()) || goes_on(&mut first.map(|cell| cell.borders.start))
}

/// A title on this line, or on this and the next.
fn heading_at(items: &[Item<'_>], index: usize) -> Option<Heading> {
    let item = items.get(index)?;
    let first = item.text();
    if let Some(kind) = item.line().and_then(|_| title(&first.text)) {
        return Some(Heading { kind, text: first, items: index..index + 1 });
    }
    let next = items.get(index + 1)?;
    let short = |item: &Item<'_>| item.line().is_some_and(|line| line.text.chars().count() < LONGEST_TITLE_LINE);
    let second = next.text();
    if !short(item) || !short(next) || next.page() != item.page() || title(&second.text).is_some() {
        return None;
    }
    let whole = format!("{}{}", first.text, second.text);
    let kind = title(&whole)?;
    Some(Heading { kind, text: Text::new(whole, first.at.join(second.at)), items: index..index + 2 })
}

/// The title that a row holds alone.
fn title_of(row: &Row) -> Option<(Kind, Text)> {
    let mut printed = row.printed();
    let cell = printed.next()?;
    let kind = title(&cell.text)?;
    printed.next().is_none().then(|| (kind, cell.text()))
}

fn is_note(key: &str) -> bool {
    NOTE_STARTS.iter().any(|note| key.starts_with(note))
}

fn is_form_no(items: &[Item<'_>], index: usize) -> bool {
    items.get(index).is_some_and(|item| head::is_form_no(&item.text().text))
}

fn is_block_header(row: &Row, below: Option<&Row>) -> bool {
    indicators::columns(row, below).is_some() || funds::columns(row).is_some() || goals::is_header(row)
}

/// Whether a row has the label of the last line of the indicators. A column of their header may be called so, too.
fn has_total(row: &Row, below: Option<&Row>, is_total: fn(&Cell) -> bool) -> bool {
    row.printed().any(is_total) && indicators::columns(row, below).is_none()
}

fn has_block(rows: &[Row]) -> bool {
    rows.iter().enumerate().any(|(index, row)| is_block_header(row, rows.get(index + 1)))
}

/// Whether the rows name indicators or goals with their results: only a self-assessment does.
fn assesses(rows: &[Row]) -> bool {
    let indicators = |(index, row)| indicators::columns(row, rows.get(index + 1)).is_some();
    rows.iter().enumerate().any(indicators) || rows.iter().any(goals::is_header)
}

/// The rows of the next grid, which has what this one lacks where a head is a grid or a page of its own.
fn next_rows(items: &[Item<'_>], index: usize) -> Vec<Row> {
    let rest = items.get(index + 1..).unwrap_or_default();
    let next = rest.iter().take(LINES_BETWEEN + 1).find(|item| item.grid().is_some());
    next.map(|next| rows(next, &[], 0)).unwrap_or_default()
}

/// Whether the next grid names indicators or goals, and no project of its own.
fn next_assesses(items: &[Item<'_>], index: usize) -> bool {
    let rows = next_rows(items, index);
    assesses(&rows) && head::names(&rows).iter().all(Option::is_none)
}

/// Whether the rows are those of a report in the shape of a table (部门整体支出绩效自评情况).
fn is_report(rows: &[Row]) -> bool {
    let named = |row: &&Row| row.printed().any(|cell| REPORT_ROWS.iter().any(|word| key(&cell.text).contains(word)));
    rows.iter().filter(named).count() >= 2
}

/// Whether the rows begin with a closing remark.
fn closes(rows: &[Row]) -> bool {
    let first = rows.iter().find_map(|row| row.printed().next());
    first.is_some_and(|cell| of_label(CLOSING, &cell.label).is_some())
}

/// Whether one of the lines is the title of another table.
fn names_table(items: &[Item<'_>], lines: &[usize]) -> bool {
    lines.iter().filter_map(|at| items.get(*at)).any(|item| {
        let key = item.key();
        key.ends_with('表') && !key.ends_with("续表") && !head::is_form_no(&key)
    })
}
