//! What stands around the rows of a table: the lines above its grid and below it, and the rows inside it that are no
//! data → title, form number, department, unit, notes.

use juesuan_document::layout::Grid;

use super::header_rows::header_end;
use super::header_words::{clean, split_unit};
use super::schema::likeness::{Likeness, likeness};
use super::schema::titles::{self, Title};
use super::schema::{Schema, words};
use crate::flow::Item;
use crate::key::{cell_key, key};
use crate::number;
use crate::place::Place;
use crate::value::{Text, Unit};

/// How many lines above a grid may stand between it and its title.
pub(super) const HEAD_LINES: usize = 24;

/// Notes inside a table's borders, and blank rows among them, are at most so many rows.
const NOTE_ROWS: usize = 12;

/// The first note below a table is among so many lines.
const NOTE_BELOW: usize = 3;

/// A note that says that there are no data has fewer characters: longer ones are sentences about something else.
const NOTE_LENGTH: usize = 80;

/// Units of money that the contract does not have.
const STRANGE_UNITS: &[&str] = &["千元", "百元", "十万元", "百万元", "千万元", "十亿元", "美元", "港元"];

/// A line of more characters than this is no header text.
const LONGEST_HEADER: usize = 24;

/// What stands above a grid, or in its first rows.
#[derive(Default)]
pub(super) struct Head {
    pub(super) title: Option<(Title, Text)>,
    pub(super) form_no: Option<Text>,
    pub(super) department: Option<Text>,
    /// All that are printed: they should be one.
    pub(super) units: Vec<(Unit, Place)>,
    /// A unit that is none of the contract's (千元).
    pub(super) strange_unit: Option<Text>,
    /// How many of the pending lines, from the end, belong to the head.
    pub(super) lines: usize,
}

/// Reads the lines above a grid from the grid upwards, to its title. Short lines on the way are header texts that an
/// unruled grid left outside; a sentence or a note ends the search.
pub(super) fn head_above(pending: &[Item<'_>]) -> Head {
    let mut head = Head::default();
    let mut inside = true;
    for (index, item) in pending.iter().enumerate().rev().take(HEAD_LINES) {
        let text = item.text();
        if text.is_empty() || is_foreign(&text.text) || !is_titled_unit(&text) && take_head_line(&text, &mut head) {
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

/// A line of Latin letters alone: the title in another language, which says nothing of its own.
fn is_foreign(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_alphabetic()) && text.chars().all(|c| c.is_ascii() && !c.is_ascii_digit())
}

/// Words of prose and of headings: a line that says one is no name of a table.
const NO_CAPTION: &[&str] = &["说明", "分析", "如下", "目录", "附件", "第一部分", "第二部分", "第三部分", "第四部分"];

/// A caption is at most so long.
const LONGEST_CAPTION: usize = 40;

/// The line right above a grid, and above what gives its unit and department, that names a table without saying 表
/// (`某局2024年支出决算情况`, `支出决算03`), and how many of the pending lines it and those below it are.
pub(super) fn caption(pending: &[Item<'_>]) -> Option<(Title, Text, usize)> {
    let mut below = Head::default();
    let own = |item: &Item<'_>| {
        let text = item.text();
        !text.is_empty() && !take_head_line(&text, &mut below)
    };
    let lines = pending.iter().rev().take(HEAD_LINES).position(own)?;
    let item = pending.get(pending.len().checked_sub(lines + 1)?)?;
    let text = item.text();
    let key = key(&text.text);
    let bare = key.trim_end_matches(|c: char| c.is_ascii_digit());
    let prose = key.chars().count() > LONGEST_CAPTION
        || key.contains(['。', '，', ',', ';', ':'])
        || NO_CAPTION.iter().any(|word| key.contains(word));
    let like = matches!(likeness(bare), Likeness::Of(_) | Likeness::Perhaps(_));
    (like && !prose).then(|| {
        let title = Title { id: None, number: None, text: text.text.clone(), continued: false };
        (title, text, lines + 1)
    })
}

/// Takes a line that gives form number, unit or department. `false` for any other line.
pub(super) fn take_head_line(text: &Text, head: &mut Head) -> bool {
    let key = key(&text.text);
    if titles::is_form_number(&text.text) {
        head.form_no.get_or_insert_with(|| Text::new(clean(&text.text), text.at));
        return true;
    }
    // `（万元）` alone on its line.
    let alone = || Unit::parse(key.strip_prefix('(')?.strip_suffix(')')?);
    let unit = unit_in(&key).or_else(alone);
    head.units.extend(unit.map(|unit| (unit, text.at)));
    let strange = unit.is_none() && strange_unit(&key);
    if strange {
        head.strange_unit.get_or_insert_with(|| text.clone());
    }
    let department = department_in(&text.text);
    if let Some(name) = &department {
        head.department.get_or_insert_with(|| Text::new(name.clone(), text.at));
    }
    let number = key.rsplit("单位:").nth(1).filter(|before| titles::is_form_number(before));
    if let Some(number) = number {
        head.form_no.get_or_insert_with(|| Text::new(number, text.at));
    }
    unit.is_some() || strange || department.is_some() || is_empty_label(&key)
}

/// `单位：千元`, `单位：百万元`: a unit that the contract does not have.
fn strange_unit(key: &str) -> bool {
    let after = key.rsplit("单位:").next().filter(|after| after.len() < key.len());
    let after = after.map(|after| after.trim_start_matches("人民币").trim_start_matches('('));
    after.is_some_and(|after| names_two_units(after) || STRANGE_UNITS.iter().any(|unit| after.starts_with(unit)))
}

/// `支出决算表（单位：万元）` is a title, and no line of the unit.
fn is_titled_unit(text: &Text) -> bool {
    let title = titles::read(&text.text).filter(|title| title.text.ends_with('表'));
    title.is_some_and(|title| !title.text.contains([':', '：'])) && unit_of_title(text).is_some()
}

/// The unit that a title prints behind itself: `支出决算表（单位：万元）`, `支出决算表（万元）`.
pub(super) fn unit_of_title(text: &Text) -> Option<(Unit, Place)> {
    let key = key(&text.text);
    let bare = || key.strip_suffix(')')?.rsplit_once('(').and_then(|(_, bracket)| Unit::parse(bracket));
    unit_in(&key).or_else(bare).map(|unit| (unit, text.at))
}

/// A head label whose value is missing, or a date.
fn is_empty_label(key: &str) -> bool {
    let date = key.ends_with('日') && key.contains('月') && key.chars().count() <= 12;
    let year = key.ends_with("年度") && key.chars().count() <= 8;
    let label = key.strip_suffix(':').is_some_and(|label| words::DEPARTMENT.contains(&label));
    date || year || label
}

/// `单位：万元` anywhere in a line.
fn unit_in(key: &str) -> Option<Unit> {
    let led = key.rsplit("单位:").next().filter(|after| after.len() < key.len());
    // `金额：万元`, and nothing more.
    let amount = || key.rsplit("金额:").next().filter(|after| after.len() < key.len() && Unit::parse(after).is_some());
    let after = led.or_else(amount)?;
    let after = after.trim_start_matches("人民币").trim_start_matches('(');
    first_unit(after).filter(|_| !names_two_units(after))
}

/// The unit that a text begins with.
fn first_unit(text: &str) -> Option<Unit> {
    let units = [Unit::TenThousandYuan, Unit::HundredMillionYuan, Unit::Yuan];
    units.into_iter().find(|unit| text.starts_with(unit.as_str()))
}

/// `元、万元`: which of the two is not said.
fn names_two_units(text: &str) -> bool {
    let rest = first_unit(text).and_then(|unit| text.strip_prefix(unit.as_str())).unwrap_or_default();
    let other = rest.trim_start_matches(['、', '/', '或', '和', ',']);
    other.len() < rest.len() && first_unit(other).is_some()
}

/// `部门：某局` → `某局`.
fn department_in(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches(['（', '(']);
    let (label, rest) = text.split_once(['：', ':', '∶'])?;
    let label = key(label);
    let name = rest.split("金额单位").next()?.split("单位：").next()?.split("单位:").next()?.trim();
    let named = words::DEPARTMENT.contains(&label.as_str())
        && Unit::parse(&key(name)).is_none()
        && unit_in(&format!("单位:{}", key(name))).is_none();
    (named && !name.is_empty()).then(|| clean(without_year(name)))
}

/// `某局 2018年度` → `某局`: head lines that run together.
fn without_year(name: &str) -> &str {
    let bare = name.trim_end().trim_end_matches('度');
    let Some(digits) = bare.strip_suffix('年').filter(|_| bare.len() < name.len()) else { return name };
    let before = digits.trim_end_matches(|c: char| c.is_ascii_digit());
    if digits.len() - before.len() == 4 && !before.trim().is_empty() { before.trim_end() } else { name }
}

/// The title that ends with the line at an index: the line alone, or a wrapped title's last line.
pub(super) fn title_at(pending: &[Item<'_>], index: usize) -> Option<(Title, Text, usize)> {
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
    let wrapped = above.page() == item.page() && second.is_centred_under(first);
    if apart || bigger || !wrapped || titles::is_form_number(&first.text) || unit_in(&upper).is_some() {
        return None;
    }
    let (one, two) = (above.text(), item.text());
    let title = titles::read(&format!("{}{}", one.text, two.text))?;
    let text = Text::new(format!("{}{}", one.text, two.text), one.at.join(two.at));
    Some((title, text))
}

/// Title, unit and department lines inside the grid's first rows.
pub(super) fn head_inside(item: Item<'_>, grid: &Grid) -> (usize, Head) {
    let mut head = Head::default();
    let mut first = 0;
    for row in 0..grid.rows() {
        let cells: Vec<_> = grid.row(row).iter().filter(|cell| !cell.lines.is_empty()).collect();
        let mut taken = true;
        for cell in &cells {
            let text = Text::new(cell.text(), Place::of_cell(item.layout, cell));
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

/// Notes that the table's borders enclose: its last rows, each of one cell over most of the table's width, and those
/// that say who filled it in. Gives the row after the last that is no note.
pub(super) fn notes_inside(item: Item<'_>, grid: &Grid, first_row: usize) -> (usize, Vec<Text>) {
    let (mut end, mut notes) = (grid.rows(), Vec::new());
    for row in (first_row + 1..grid.rows()).rev().take(NOTE_ROWS) {
        let cells: Vec<_> = grid.row(row).iter().filter(|cell| !cell.lines.is_empty()).collect();
        let is_last = match cells.as_slice() {
            [] => continue,
            [cell] if cell.column_span * 2 > grid.columns() && is_note(&cell_key(cell)) => true,
            [first, ..] => signs_off(&cell_key(first)),
        };
        if !is_last {
            break;
        }
        let texts = cells.iter().map(|cell| Text::new(clean(&cell.text()), Place::of_cell(item.layout, cell)));
        notes.splice(0..0, texts);
        end = row;
    }
    (end, notes)
}

/// `填表人：赵某`, or the label alone with the name in the next cell. `负责人经费` is none.
fn signs_off(key: &str) -> bool {
    let rest = words::SIGN_OFFS.iter().find_map(|word| key.strip_prefix(word));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '(']))
}

/// The units that the column headers print (`决算数（万元）`), each once.
pub(super) fn units_of_headers(item: Item<'_>, grid: &Grid, first_row: usize, schema: &Schema) -> Vec<(Unit, Place)> {
    let rows = first_row..header_end(grid, first_row, schema);
    let cells = grid.cells.iter().filter(|cell| rows.contains(&cell.row));
    let units = cells.filter_map(|cell| Some((split_unit(&cell_key(cell)).1?, Place::of_cell(item.layout, cell))));
    let mut found: Vec<(Unit, Place)> = Vec::new();
    for unit in units {
        if !found.iter().any(|(other, _)| *other == unit.0) {
            found.push(unit);
        }
    }
    found
}

/// The units that the figures themselves carry (`1480.60元`), each once: where nothing else prints one.
pub(super) fn units_of_cells(item: Item<'_>, grid: &Grid, first_row: usize) -> Vec<(Unit, Place)> {
    let mut found: Vec<(Unit, Place)> = Vec::new();
    for cell in grid.cells.iter().filter(|cell| cell.row >= first_row) {
        let text = cell.text();
        if let Some((_, unit)) = number::with_unit(&text)
            && !found.iter().any(|(other, _)| *other == unit)
        {
            found.push((unit, Place::of_cell(item.layout, cell)));
        }
    }
    found
}

/// What leads to a unit in a sentence.
const UNIT_LEADS: &[&str] = &["单位为", "单位均为", "单位是", "单位统一为", "单位都是", "单位一律为"];

/// Marks around a unit in a sentence.
const QUOTES: &[char] = &['“', '”', '"', '‘', '’', '「', '」', '\'', '(', ')'];

/// The unit that a sentence gives to amounts: `本表金额单位为元`, `本表以“万元”为金额单位`.
fn unit_said(key: &str) -> Option<Unit> {
    let led = |lead: &str| key.split(lead).skip(1).find_map(|after| first_unit(after.trim_start_matches(QUOTES)));
    let by = || {
        key.split('以').skip(1).find_map(|after| {
            let after = after.trim_start_matches(QUOTES);
            let unit = first_unit(after)?;
            let rest = after.strip_prefix(unit.as_str())?.trim_start_matches(QUOTES).strip_prefix('为')?;
            let rest = ["金额", "计量", "货币", "计价"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
            rest.starts_with("单位").then_some(unit)
        })
    };
    unit_in(key).or_else(|| UNIT_LEADS.iter().find_map(|lead| led(lead))).or_else(by)
}

/// The units that notes give in sentences: they count where the table prints none elsewhere.
pub(super) fn units_said(notes: &[Text]) -> Vec<(Unit, Place)> {
    notes.iter().filter_map(|note| Some((unit_said(&key(&note.text))?, note.at))).take(1).collect()
}

/// Words by which a sentence speaks of all tables.
const ALL_TABLES: &[&str] = &["以下", "各表", "各报表", "所有", "全部", "附表", "下列", "本套", "除特别", "均为"];

/// The unit that a line of the document gives to all its tables (`以下各表金额单位均为万元`).
pub(super) fn unit_of_all(line: &str) -> Option<Unit> {
    if !line.contains("单位") || !line.contains('表') {
        return None;
    }
    let key = key(line);
    ALL_TABLES.iter().any(|word| key.contains(word)).then(|| unit_said(&key)).flatten()
}

/// The units that notes declare (`注：金额单位为万元` is prose; `单位：万元` counts).
pub(super) fn units_of_notes(notes: &[Text]) -> Vec<(Unit, Place)> {
    notes.iter().filter_map(|note| Some((unit_in(&key(&note.text))?, note.at))).collect()
}

/// The notes among the lines after a table: from the first that reads like one, to the end of its page.
pub(super) fn notes(lines: &[Item<'_>]) -> Vec<Text> {
    let note = |item: &Item<'_>| is_note(&item.key());
    let Some(first) = lines.iter().take(NOTE_BELOW).position(note) else { return Vec::new() };
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

pub(super) fn is_note(key: &str) -> bool {
    words::NOTE_STARTS.iter().any(|start| key.starts_with(start))
        || key.chars().count() < NOTE_LENGTH && words::NO_DATA.iter().any(|word| key.contains(word))
}
