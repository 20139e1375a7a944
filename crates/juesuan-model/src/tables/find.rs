//! Where the tables are: the flow's lines and grids → titled tables with all the grids that belong to each.
//!
//! A table is the grid under a title. Grids that follow without a title of their own go on with it when their header
//! or their columns fit (continuation pages, also sideways ones).

use std::ops::Range;

use juesuan_extract::layout::Grid;

use super::columns::continued;
use super::header::{self, clean};
use super::ids::TableId;
use super::schema::titles::{self, Title};
use super::schema::{Schema, schema, words};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::flow::Item;
use crate::key::key;
use crate::number;
use crate::place::Place;
use crate::value::{Text, Unit};

/// How many lines above a grid may stand between it and its title.
const HEAD_LINES: usize = 24;

/// How many rows a header has at most.
const HEADER_ROWS: usize = 4;

/// A line of more characters than this is no header text.
const LONGEST_HEADER: usize = 24;

/// A title with this many header words under it and no figure is a table that is blank.
const BLANK_TABLE: usize = 4;

/// A wrapped title's lines are at most this many font sizes apart.
const TITLE_LEADING: f32 = 2.2;

/// One grid of a table.
pub(crate) struct Part<'a> {
    pub(crate) item: Item<'a>,
    pub(crate) grid: &'a Grid,
    /// The first grid row that is no title, unit or department line.
    pub(crate) first_row: usize,
    /// The grid row after the last that is no note.
    pub(crate) end_row: usize,
}

/// A table as it stands in the document.
pub(crate) struct Source<'a> {
    pub(crate) id: Option<TableId>,
    pub(crate) title: Text,
    pub(crate) form_no: Option<Text>,
    pub(crate) department: Option<Text>,
    pub(crate) units: Vec<(Unit, Place)>,
    pub(crate) parts: Vec<Part<'a>>,
    pub(crate) notes: Vec<Text>,
}

/// The tables of a document and the doubts about where they begin and end.
pub(crate) struct Found<'a> {
    pub(crate) sources: Vec<Source<'a>>,
    pub(crate) doubts: Vec<Diagnostic>,
}

/// What stands above a grid, or in its first rows.
#[derive(Default)]
struct Head {
    title: Option<(Title, Text)>,
    form_no: Option<Text>,
    department: Option<Text>,
    unit: Option<(Unit, Place)>,
    /// How many of the pending lines, from the end, belong to the head.
    lines: usize,
}

/// Finds the tables in the flow. `skip` tells items that other readers have taken (目录, forms); untitled grids
/// count only inside `tables`, the ranges of the parts that hold tables.
pub(crate) fn find<'a>(items: &[Item<'a>], skip: &dyn Fn(usize) -> bool, tables: &[Range<usize>]) -> Found<'a> {
    let mut finder =
        Finder { found: Found { sources: Vec::new(), doubts: Vec::new() }, pending: Vec::new(), open: false };
    for (index, item) in items.iter().enumerate() {
        if skip(index) {
            finder.close();
            continue;
        }
        match item.grid() {
            Some(grid) => finder.grid(*item, grid, tables.iter().any(|range| range.contains(&index))),
            None => finder.pending.push(*item),
        }
    }
    finder.close();
    finder.found
}

struct Finder<'a> {
    found: Found<'a>,
    /// Lines since the last grid.
    pending: Vec<Item<'a>>,
    /// Whether the last table may still go on.
    open: bool,
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
        head.unit = inner.unit.or(head.unit).or_else(|| unit_of_headers(item, grid, first_row));
        let (end_row, notes) = notes_inside(item, grid, first_row);
        let part = Part { item, grid, first_row, end_row };
        let between = self.pending.len() - head.lines;
        let goes_on = !self.is_another_form(head.form_no.as_ref())
            && match &head.title {
                Some((title, text)) => self.repeats_title(title, text, &part),
                None => self.fits(&part, self.is_table_text(between)),
            };
        if goes_on && let Some(source) = self.found.sources.last_mut() {
            source.units.extend(head.unit);
            source.parts.push(part);
            source.notes.extend(notes);
            self.pending.clear();
            return;
        }
        self.pending.truncate(between);
        self.close();
        if head.title.is_none() && !in_tables {
            return;
        }
        let (id, title) = match head.title {
            Some((title, text)) => {
                let number = title.number.map(|number| Text::new(number, text.at));
                head.form_no = head.form_no.or(number);
                (title.id, Text::new(clean(&title.text), text.at))
            }
            None => (None, Text::new("", item.place())),
        };
        self.found.sources.push(Source {
            id,
            title,
            form_no: head.form_no,
            department: head.department,
            units: head.unit.into_iter().collect(),
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
            if source.id.is_some() {
                let below = pending
                    .iter()
                    .take_while(|item| !is_note(&item.key()) && titles::read(&item.text().text).is_none());
                self.found.doubts.extend(stray_amounts(below, &source.title));
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
            let blank = title.id.and_then(schema).is_some_and(|schema| is_blank_table(rest, schema));
            if !explained && known {
                self.found.doubts.extend(stray_amounts(rest.iter(), text));
            }
            if (explained || blank) && known {
                let form_no = head.form_no.or(title.number.as_ref().map(|number| Text::new(number.as_str(), text.at)));
                self.found.sources.push(Source {
                    id: title.id,
                    title: Text::new(clean(&title.text), text.at),
                    form_no,
                    department: head.department,
                    units: head.unit.into_iter().collect(),
                    parts: Vec::new(),
                    notes,
                });
            }
        }
    }

    /// Whether a form number is another one than that of the open table.
    fn is_another_form(&self, number: Option<&Text>) -> bool {
        let open = self.found.sources.last().filter(|_| self.open).and_then(|source| source.form_no.as_ref());
        matches!((open, number), (Some(open), Some(number)) if key(&open.text) != key(&number.text))
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
        let Some(schema) = source.id.and_then(schema) else { return false };
        let first = |part: &Part<'_>| {
            let header = header::read(part.grid, part.first_row, schema);
            let row = part.first_row + header.rows;
            let texts: Vec<String> =
                part.grid.cells.iter().filter(|cell| cell.row == row).map(|cell| key(&cell.text())).collect();
            (header.amounts(), texts)
        };
        source.parts.first().is_some_and(|opening| first(opening) == first(part))
    }

    /// Whether the first so many pending lines are text of the open table itself: header words and item labels that an
    /// unruled page leaves outside its grid.
    fn is_table_text(&self, lines: usize) -> bool {
        let schema = self.found.sources.last().and_then(|source| source.id).and_then(schema);
        let of_table = |item: &Item<'_>| schema.is_some_and(|schema| header::is_table_text(&item.text().text, schema));
        self.pending.iter().take(lines).all(of_table)
    }

    /// A grid without a title goes on with the open table when its header, or else its columns, fit.
    fn fits(&mut self, part: &Part<'a>, directly: bool) -> bool {
        let Some(source) = self.found.sources.last().filter(|_| self.open) else { return false };
        let Some(last) = source.parts.last() else { return false };
        if part.item.page() > last.item.page() + 2 {
            return false;
        }
        let same_columns = part.grid.columns() == last.grid.columns();
        let schema = source.id.and_then(schema);
        if let Some(schema) = schema {
            let header = header::read(part.grid, part.first_row, schema);
            if header.has_amounts() {
                // A header misread in part (two blank columns taken for one) still names the table's other columns.
                let opening =
                    source.parts.first().map(|part| header::read(part.grid, part.first_row, schema).amounts());
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
            schema.is_some_and(|schema| header::read(part.grid, part.first_row, schema).has_amounts())
        };
        let headed = source.parts.iter().rfind(has_header).unwrap_or(last);
        let fits = directly && (same_columns || continued(part.grid, headed.grid).is_some());
        if fits && !(same_columns && edges_match(part.grid, last.grid)) {
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

/// The amounts that stand alone among the lines of a table outside its grids, one doubt for all: a table without rules
/// was not recognised, or not all of it.
fn stray_amounts<'i, 'a: 'i>(lines: impl Iterator<Item = &'i Item<'a>>, title: &Text) -> Option<Diagnostic> {
    let is_amount = |word: &str| number::read(word).number().is_some_and(|value| value.scale() > 0);
    let amounts = lines.map(Item::text).filter(|text| text.text.split_whitespace().all(is_amount) && !text.is_empty());
    let places: Vec<Place> = amounts.map(|text| text.at).collect();
    let at = places.iter().copied().reduce(Place::join)?;
    let message = format!(
        "{} lines of amounts that belong to {} stand outside its grid: they are left out",
        places.len(),
        title.text
    );
    Some(Diagnostic::new(Code::UnreadFigures, Severity::Warning, Some(at), message))
}

/// Whether lines under a title are the header of a table and nothing else: an unruled table without figures.
fn is_blank_table(lines: &[Item<'_>], schema: &Schema) -> bool {
    let texts: Vec<Text> = lines.iter().map(Item::text).collect();
    let table = texts.iter().take_while(|text| !is_note(&key(&text.text)));
    let words = table.clone().flat_map(|text| text.text.split_whitespace());
    let columns = words.filter(|word| header::is_table_text(word, schema)).count();
    columns >= BLANK_TABLE && !table.clone().any(|text| number::has_amount(&text.text))
}

/// Whether the column borders of two grids are the same within a few points.
fn edges_match(grid: &Grid, other: &Grid) -> bool {
    grid.column_edges.iter().zip(&other.column_edges).all(|(a, b)| (a - b).abs() < 6.0)
}

/// Reads the lines above a grid from the grid upwards, to its title. Short lines on the way are header texts that an
/// unruled grid left outside; a sentence or a note ends the search.
fn head_above(pending: &[Item<'_>]) -> Head {
    let mut head = Head::default();
    let mut inside = true;
    for (index, item) in pending.iter().enumerate().rev().take(HEAD_LINES) {
        let text = item.text();
        if text.is_empty() || take_head_line(&text, &mut head) {
            if inside {
                head.lines = pending.len() - index;
            }
            continue;
        }
        if let Some((title, text, lines)) = title_at(pending, index) {
            head.title = Some((title, text));
            head.lines = pending.len() - index - 1 + lines;
            // 公开01表 may also stand above the title.
            for above in pending.get(..pending.len() - head.lines).unwrap_or_default().iter().rev().take(4) {
                if !take_head_line(&above.text(), &mut head) {
                    break;
                }
                head.lines += 1;
            }
            break;
        }
        let key = item.key();
        if key.chars().count() > LONGEST_HEADER || key.ends_with(['。', ';', ',']) || is_note(&key) {
            break;
        }
        inside = false;
    }
    head
}

/// Takes a line that gives form number, unit or department. `false` for any other line.
fn take_head_line(text: &Text, head: &mut Head) -> bool {
    let key = key(&text.text);
    if titles::is_form_number(&text.text) {
        head.form_no.get_or_insert_with(|| Text::new(clean(&text.text), text.at));
        return true;
    }
    let unit = unit_in(&key);
    if let Some(unit) = unit {
        head.unit.get_or_insert((unit, text.at));
    }
    let department = department_in(&text.text);
    if let Some(name) = &department {
        head.department.get_or_insert_with(|| Text::new(name.clone(), text.at));
    }
    let number = key.rsplit("单位:").nth(1).filter(|before| titles::is_form_number(before));
    if let Some(number) = number {
        head.form_no.get_or_insert_with(|| Text::new(number, text.at));
    }
    unit.is_some() || department.is_some() || is_empty_label(&key)
}

/// A head label whose value is missing, or a date.
fn is_empty_label(key: &str) -> bool {
    let date = key.ends_with('日') && key.contains('月') && key.chars().count() <= 12;
    let year = key.ends_with("年度") && key.chars().count() <= 8;
    date || year || ["部门:", "单位:", "编制单位:", "编制部门:", "公开部门:", "部门名称:", "单位名称:"].contains(&key)
}

/// `单位：万元` anywhere in a line.
pub(crate) fn unit_in(key: &str) -> Option<Unit> {
    let after = key.rsplit("单位:").next().filter(|after| after.len() < key.len())?;
    let after = after.trim_start_matches("人民币").trim_start_matches('(');
    [Unit::TenThousandYuan, Unit::HundredMillionYuan, Unit::Yuan]
        .into_iter()
        .find(|unit| after.starts_with(unit.as_str()))
}

/// `部门：某局` → `某局`.
pub(crate) fn department_in(text: &str) -> Option<String> {
    const LABELS: &[&str] = &[
        "编制单位",
        "编制部门",
        "公开部门",
        "公开单位",
        "部门名称",
        "单位名称",
        "填报单位",
        "填报部门",
        "预算单位",
        "部门",
        "单位",
    ];
    let text = text.trim().trim_start_matches(['（', '(']);
    let (label, rest) = text.split_once(['：', ':', '∶'])?;
    let label = key(label);
    let name = rest.split("金额单位").next()?.split("单位：").next()?.split("单位:").next()?.trim();
    let named = LABELS.contains(&label.as_str())
        && Unit::parse(&key(name)).is_none()
        && unit_in(&format!("单位:{}", key(name))).is_none();
    (named && !name.is_empty()).then(|| clean(name))
}

/// The title that ends with the line at an index: the line alone, or a wrapped title's last line.
fn title_at(pending: &[Item<'_>], index: usize) -> Option<(Title, Text, usize)> {
    let item = pending.get(index)?;
    let alone =
        titles::read(&item.text().text).filter(|title| title.continued || key(&title.text).chars().count() >= 4);
    let wrapped =
        index.checked_sub(1).and_then(|above| pending.get(above)).and_then(|above| wrapped_title(above, item));
    match (wrapped, alone) {
        (Some((title, text)), None) => Some((title, text, 2)),
        (Some((title, text)), Some(single)) if title.id.is_some() || single.id.is_some() => Some((title, text, 2)),
        (_, Some(title)) => Some((title, item.text(), 1)),
        (None, None) => None,
    }
}

/// Two centred lines of one size that are one title.
fn wrapped_title(above: &Item<'_>, item: &Item<'_>) -> Option<(Title, Text)> {
    let (first, second) = (above.line()?, item.line()?);
    let upper = key(&first.text);
    let apart = upper.ends_with(['表', '。', ':', '；', ')', '页'])
        || upper.starts_with('第')
        || first.size < second.size * 0.93;
    let bigger = first.size > second.size * 1.07;
    let near = above.page() == item.page() && second.baseline - first.baseline < second.size * TITLE_LEADING;
    let centred = (first.bbox.center().x - second.bbox.center().x).abs() < second.size * 1.5;
    if apart || bigger || !near || !centred || titles::is_form_number(&first.text) || unit_in(&upper).is_some() {
        return None;
    }
    let (one, two) = (above.text(), item.text());
    let title = titles::read(&format!("{}{}", one.text, two.text))?;
    let text = Text::new(format!("{}{}", one.text, two.text), one.at.join(two.at));
    Some((title, text))
}

/// Title, unit and department lines inside the grid's first rows.
fn head_inside(item: Item<'_>, grid: &Grid) -> (usize, Head) {
    let mut head = Head::default();
    let mut first = 0;
    for row in 0..grid.rows() {
        let cells: Vec<_> = grid.cells.iter().filter(|cell| cell.row == row && !cell.lines.is_empty()).collect();
        let mut taken = true;
        for cell in &cells {
            let text = Text::new(cell.text(), Place::on(item.layout, cell.text_box()));
            let wide = cell.column_span * 2 > grid.columns();
            // Any other table's title must stand alone over the whole width: it could be a header's.
            let alone = cell.column_span == grid.columns() && !titles::is_form_number(&text.text);
            let title = titles::read(&text.text)
                .filter(|title| wide && head.title.is_none() && (title.id.is_some() || alone && row < first + 2));
            match title {
                Some(title) => head.title = Some((title, text)),
                None => taken &= take_head_line(&text, &mut head),
            }
        }
        if !taken {
            break;
        }
        first = row + 1;
    }
    if first >= grid.rows() { (0, Head::default()) } else { (first, head) }
}

/// Notes that the table's borders enclose: its last rows, each of one cell over the width of the table. Gives the row
/// after the last that is no note.
fn notes_inside(item: Item<'_>, grid: &Grid, first_row: usize) -> (usize, Vec<Text>) {
    let (mut end, mut notes) = (grid.rows(), Vec::new());
    for row in (first_row + 1..grid.rows()).rev() {
        let mut cells = grid.cells.iter().filter(|cell| cell.row == row && !cell.lines.is_empty());
        match (cells.next(), cells.next()) {
            (None, _) => continue,
            (Some(cell), None) if cell.column == 0 && is_note(&key(&cell.text())) => {
                notes.insert(0, Text::new(clean(&cell.text()), Place::on(item.layout, cell.text_box())));
                end = row;
            }
            _ => break,
        }
    }
    (end, notes)
}

/// A unit that only the column headers print (`决算数（万元）`).
fn unit_of_headers(item: Item<'_>, grid: &Grid, first_row: usize) -> Option<(Unit, Place)> {
    let rows = first_row..(first_row + HEADER_ROWS).min(grid.rows());
    let cells = grid.cells.iter().filter(|cell| rows.contains(&cell.row));
    cells
        .filter_map(|cell| Some((header::split_unit(&key(&cell.text())).1?, Place::on(item.layout, cell.text_box()))))
        .next()
}

/// The notes among the lines after a table: from the first that reads like one, to the end of its page.
fn notes(lines: &[Item<'_>]) -> Vec<Text> {
    let note = |item: &Item<'_>| is_note(&item.key());
    let Some(first) = lines.iter().position(note).filter(|at| *at < 3) else { return Vec::new() };
    let page = lines.get(first).map(Item::page);
    let mut notes: Vec<Text> = Vec::new();
    for item in lines.get(first..).unwrap_or_default() {
        let text = item.text();
        if Some(item.page()) != page || titles::read(&text.text).is_some() {
            break;
        }
        let starts = note(item) || notes.last().is_none_or(|last| last.text.ends_with('。'));
        match notes.last_mut() {
            Some(last) if !starts => {
                last.text.push_str(&text.text);
                last.at = last.at.join(text.at);
            }
            _ => notes.push(text),
        }
    }
    notes
}

fn is_note(key: &str) -> bool {
    ["注", "说明", "备注", "本表", "(注"].iter().any(|start| key.starts_with(start))
        || words::NO_DATA.iter().any(|word| key.contains(word)) && key.chars().count() < 80
}
