//! A grid's header: which rows it takes, what each column's path is, and what each column is for.

use juesuan_extract::layout::{Cell, Grid};

use super::ids::{Column, Side};
use super::schema::{ColumnRule, Schema, Shape, words};
use super::types::PrintedColumn;
use super::wrapped;
use crate::key::key;
use crate::number::{self, CellValue};
use crate::numbering::{Style, is_numbered, numbering};
use crate::value::Unit;

/// No header has more rows, wrapped over an unruled grid's lines or not.
const HEADER_ROWS: usize = 12;

/// What a grid column is for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Role {
    /// Classification code, or a part of one.
    Code,
    /// Row label.
    Name,
    /// 行次
    LineNumber,
    /// Amounts of one column; the side where the header alone tells it.
    Amount(Column, Option<Side>),
    /// Known, but no column of the contract.
    Ignored,
    /// Not known to the schema, or claimed by two columns.
    Unknown,
}

/// One column of a grid.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Head {
    pub(crate) role: Role,
    /// The header as printed, levels joined by `/`.
    pub(crate) printed: String,
    /// Which list of the row it belongs to, from 0 (always 0 without lists side by side).
    pub(crate) lane: usize,
}

impl Head {
    /// A column of figures as it is printed.
    pub(crate) fn column(&self) -> Option<PrintedColumn> {
        let Role::Amount(column, side) = self.role else { return None };
        Some(PrintedColumn { column, side, header: self.printed.clone() })
    }
}

/// A grid's header.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Header {
    /// How many rows it takes at the top of the grid.
    pub(crate) rows: usize,
    /// One head a column.
    pub(crate) heads: Vec<Head>,
    /// The items stand in the rows' labels; the columns tell only the side.
    pub(crate) transposed: bool,
}

impl Header {
    /// Whether any column of amounts is known.
    pub(crate) fn has_amounts(&self) -> bool {
        self.heads.iter().any(|head| matches!(head.role, Role::Amount(..)))
    }

    /// The columns of amounts, for telling whether two grids show the same ones.
    pub(crate) fn amounts(&self) -> Vec<(usize, Column, Option<Side>)> {
        let amount = |head: &Head| match head.role {
            Role::Amount(column, side) => Some((head.lane, column, side)),
            _ => None,
        };
        self.heads.iter().filter_map(amount).collect()
    }
}

/// Reads the header of a grid, starting at a row.
pub(crate) fn read(grid: &Grid, first_row: usize, schema: &Schema) -> Header {
    let end = header_end(grid, first_row, schema);
    // What numbers the columns is no text of theirs.
    let worded: Vec<usize> = (first_row..end).filter(|row| !numbers_columns(grid, *row)).collect();
    let paths: Vec<Vec<String>> = (0..grid.columns()).map(|column| path(grid, column, &worded, end, schema)).collect();
    let transposed = is_transposed(&paths, schema);
    let mut heads = Vec::with_capacity(paths.len());
    let (mut lane, mut lane_has_amounts, mut lane_side) = (0, false, None);
    for path in &paths {
        let keys: Vec<String> = path.iter().map(|text| header_key(text)).collect();
        let mut role = subject_role(&keys);
        let starts_lane = matches!(role, Some(Role::Code | Role::Name)) && lane_has_amounts;
        if starts_lane && matches!(schema.shape, Shape::TwoSided | Shape::Lanes) {
            lane += 1;
            lane_has_amounts = false;
        }
        if schema.shape == Shape::TwoSided {
            lane_side = two_sided(&keys, lane);
        }
        let of_unit = |key: &String| contains(words::UNIT_NAME, key);
        if schema.shape == Shape::BudgetAndFinal && keys.last().is_some_and(of_unit) {
            role = Some(Role::Name);
        }
        if keys.iter().any(|key| contains(words::OTHER_LISTS, key)) {
            role = Some(Role::Name);
        }
        let role = role.unwrap_or_else(|| amount_role(&keys, schema, lane_side, transposed));
        lane_has_amounts |= !matches!(role, Role::Code | Role::Name);
        heads.push(Head { role, printed: path.join("/"), lane });
    }
    if schema.shape == Shape::BudgetAndFinal {
        doubt_half_groups(&mut heads, &paths);
        share_out_sides(&mut heads);
    }
    leave_other_years(&mut heads);
    if !transposed {
        doubt_repeated(&mut heads);
    }
    Header { rows: end - first_row, heads, transposed }
}

/// 收入 on the left, 支出 on the right, unless a group header says otherwise.
fn two_sided(keys: &[String], lane: usize) -> Option<Side> {
    let under = |words: &[&str]| keys.first().is_some_and(|key| contains(words, key));
    match lane {
        _ if under(words::INCOME) => Some(Side::Income),
        _ if under(words::EXPENDITURE) && lane > 0 => Some(Side::Expenditure),
        0 => Some(Side::Income),
        1 => Some(Side::Expenditure),
        _ => None,
    }
}

/// Items printed one below the other, with only 预算数 and 决算数 as columns.
fn is_transposed(paths: &[Vec<String>], schema: &Schema) -> bool {
    let item = |path: &Vec<String>| {
        let keys: Vec<String> = path.iter().map(|text| header_key(text)).collect();
        keys.iter().any(|key| schema.columns.iter().any(|rule| contains(rule.words, key)))
    };
    schema.shape == Shape::BudgetAndFinal && !paths.iter().any(item)
}

/// The first row that is data.
pub(super) fn header_end(grid: &Grid, first_row: usize, schema: &Schema) -> usize {
    let most = grid.rows().min(first_row.saturating_add(HEADER_ROWS));
    (first_row..most).find(|row| !is_header_row(grid, *row, first_row, schema)).unwrap_or(most)
}

/// The cells of a row that start in it.
fn row_cells(grid: &Grid, row: usize) -> impl Iterator<Item = &Cell> {
    grid.cells.iter().filter(move |cell| cell.row == row && !cell.lines.is_empty())
}

fn is_header_row(grid: &Grid, row: usize, first_row: usize, schema: &Schema) -> bool {
    let cells: Vec<(String, CellValue)> =
        row_cells(grid, row).map(|cell| (header_key(&cell.text()), number::read(&cell.text()))).collect();
    if cells.is_empty() {
        // A row of blank cells only belongs to the header where a cell of the header reaches into it.
        return row > first_row
            && grid.cells.iter().any(|cell| cell.row < row && cell.rows().contains(&row) && !cell.lines.is_empty());
    }
    if numbers_columns(grid, row) {
        return true;
    }
    let amounts = cells.iter().any(|(_, value)| matches!(value, CellValue::Number(_) | CellValue::Malformed));
    if amounts {
        return false;
    }
    let is_part = |cell: &Cell| wrapped::run(grid, cell, first_row, schema).is_some();
    let parts = row_cells(grid, row).map(is_part);
    let known = cells.iter().zip(parts).filter(|((key, _), part)| *part || is_header_word(key, schema)).count();
    let closing_only =
        cells.len() == 1 && row > first_row && cells.iter().all(|(key, _)| matches!(key.as_str(), "合计" | "总计"));
    let subject = cells.iter().any(|(key, _)| is_numbered(key));
    known * 2 > cells.len() && !closing_only && !subject
}

/// `栏次 1 2 3`, or column numbers alone (`1=2+3`, `（1）`, `甲 乙 1 2`).
pub(crate) fn numbers_columns(grid: &Grid, row: usize) -> bool {
    let cells: Vec<String> = row_cells(grid, row).map(|cell| key(&cell.text())).collect();
    let is_label = |key: &&String| contains(words::COLUMN_NUMBERS, key) || contains(words::STEMS, key);
    let stems = cells.iter().filter(|key| contains(words::STEMS, key)).count();
    let labelled = cells.iter().any(|key| contains(words::COLUMN_NUMBERS, key));
    let others: Vec<&String> = cells.iter().filter(|key| !is_label(key)).collect();
    if labelled {
        let amount = |key: &&&String| number::read(key).number().is_some_and(|number| number.scale() > 0);
        return !others.iter().any(|key| amount(&key));
    }
    let numbers: Option<Vec<u32>> = others.iter().map(|key| column_number(key)).collect();
    let ascending =
        |numbers: &[u32]| numbers.windows(2).all(|pair| matches!(pair, [a, b] if a.checked_add(1) == Some(*b)));
    let enough = if stems > 0 { 1 } else { 3 };
    numbers.is_some_and(|numbers| numbers.len() >= enough && ascending(&numbers))
}

/// The number of a column, alone or with the formula that gives its figures: `4`, `(4)`, `④`, `4=5+6`.
fn column_number(key: &str) -> Option<u32> {
    let circled = |c: char| numbering(&c.to_string()).filter(|found| found.style == Style::Circled);
    if let [c] = key.chars().collect::<Vec<_>>().as_slice()
        && let Some(found) = circled(*c)
    {
        return Some(found.value);
    }
    let (number, formula) = key.split_once('=').unwrap_or((key, ""));
    let of_formula = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | '*' | '/' | '÷' | '×');
    let number = number.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(number);
    let plain = (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    let number: u32 = number.parse().ok().filter(|_| plain && formula.chars().all(of_formula))?;
    (number > 0).then_some(number)
}

/// Header words, or the label of an item in a list.
pub(crate) fn is_table_text(text: &str, schema: &Schema) -> bool {
    let key = key(text);
    contains(words::CLOSING, &key)
        || is_numbered(&key) && !key.ends_with('。')
        || text.split_whitespace().all(|word| is_header_word(&header_key(word), schema))
}

pub(super) fn is_header_word(key: &str, schema: &Schema) -> bool {
    let lists: [&[&str]; 12] = [
        words::CODE,
        words::CODE_PARTS,
        words::NAME,
        words::UNIT_NAME,
        words::LINE_NUMBER,
        words::OTHER_LISTS,
        words::GENERIC,
        words::NEUTRAL,
        words::BUDGET_SIDE,
        words::FINAL_SIDE,
        schema.groups,
        schema.ignored,
    ];
    lists.iter().any(|list| contains(list, key))
        || schema.columns.iter().any(|rule| contains(rule.words, key))
        || words::CODE.iter().any(|word| key.contains(word))
        || schema.titles.iter().any(|title| title.contains(key) && key.chars().count() >= 4)
}

/// The texts above a column, from the top down to the first value.
fn path(grid: &Grid, column: usize, worded: &[usize], end: usize, schema: &Schema) -> Vec<String> {
    let mut path: Vec<String> = Vec::new();
    let mut seen: Option<(usize, usize)> = None;
    let first_row = worded.first().copied().unwrap_or(end);
    // A sub-header may share the first data row with its label (see the module's tests).
    for row in worded.iter().copied().chain((end < grid.rows()).then_some(end)) {
        let Some(cell) = grid.cell_at(row, column) else { continue };
        if seen == Some((cell.row, cell.column)) {
            continue;
        }
        seen = Some((cell.row, cell.column));
        let text = match wrapped::run(grid, cell, first_row, schema) {
            Some(run) if run.first().is_some_and(|first| first.row < cell.row) => continue,
            Some(run) => wrapped::text(&run),
            None => clean(&cell.text()),
        };
        let key = header_key(&text);
        if row == end {
            let keys: Vec<String> = path.iter().map(|text| header_key(text)).collect();
            let sub_header = is_header_word(&key, schema) && subject_role(&keys).is_none();
            if path.is_empty() || !sub_header || cell.row < end && cell.column != column {
                continue;
            }
        }
        let number = matches!(number::read(&text), CellValue::Number(_));
        if key.is_empty() || number || contains(words::COLUMN_NUMBERS, &key) || path.last() == Some(&text) {
            continue;
        }
        path.push(text);
    }
    path
}

fn subject_role(keys: &[String]) -> Option<Role> {
    let leaf = keys.last()?;
    let any = |list: &[&str]| keys.iter().any(|key| contains(list, key));
    if contains(words::LINE_NUMBER, leaf) || any(words::LINE_NUMBER) {
        return Some(Role::LineNumber);
    }
    let code = keys.iter().any(|key| words::CODE.iter().any(|word| key.ends_with(word) || key.contains("编码")));
    if code || contains(words::CODE_PARTS, leaf) {
        let named = leaf.contains("名称") && !leaf.contains("编码");
        return Some(if named { Role::Name } else { Role::Code });
    }
    // 项目 above 基本支出 ... would make a label of an amount column: only the leaf counts.
    let closing = leaf == "合计" && keys.iter().any(|key| key.ends_with("名称"));
    (contains(words::NAME, leaf) || closing).then_some(Role::Name)
}

fn amount_role(keys: &[String], schema: &Schema, side: Option<Side>, transposed: bool) -> Role {
    if keys.is_empty() {
        return Role::Unknown;
    }
    if schema.shape == Shape::BudgetAndFinal {
        return budget_and_final(keys, schema, transposed);
    }
    // The lowest: a group header whose extent an unruled page leaves open may seem to stand over another group.
    let group = keys.iter().rfind(|key| contains(schema.groups, key));
    let rule = |key: &String| {
        schema.columns.iter().find(|rule| {
            contains(rule.words, key)
                && (rule.side.is_none() || side.is_none() || rule.side == side)
                && group.is_none_or(|group| rule.groups.is_empty() || contains(rule.groups, group))
        })
    };
    let role = |rule: &ColumnRule| Role::Amount(rule.column, side.or(rule.side));
    let (leaf, above) = match keys.split_last() {
        Some((leaf, above)) => (leaf, above),
        None => return Role::Unknown,
    };
    if contains(schema.ignored, leaf) {
        return Role::Ignored;
    }
    if contains(words::GENERIC, leaf)
        && let Some(found) = above.iter().rev().find(|key| !contains(words::NEUTRAL, key)).and_then(rule)
    {
        return role(found);
    }
    match rule(leaf) {
        Some(found) => role(found),
        None if group.is_some() || contains(words::NEUTRAL, leaf) => Role::Ignored,
        None => Role::Unknown,
    }
}

/// The side is one word of the path, the item the deepest of the others.
fn budget_and_final(keys: &[String], schema: &Schema, transposed: bool) -> Role {
    let sides = [(Side::Budget, words::BUDGET_SIDE), (Side::Final, words::FINAL_SIDE)];
    let side = keys.iter().find_map(|key| sides.iter().find(|(_, words)| contains(words, key))).map(|(side, _)| *side);
    if transposed {
        // The item is the row's label: the column of the rule is a placeholder that the reader replaces.
        return side.map_or(Role::Unknown, |side| Role::Amount(Column::Total, Some(side)));
    }
    let items: Vec<&String> =
        keys.iter().filter(|key| !contains(words::BUDGET_SIDE, key) && !contains(words::FINAL_SIDE, key)).collect();
    let rule = |key: &String| schema.columns.iter().find(|rule| contains(rule.words, key));
    let (Some(leaf), above) = (items.last(), items.get(..items.len().saturating_sub(1)).unwrap_or_default()) else {
        return Role::Unknown;
    };
    if contains(schema.ignored, leaf) {
        return Role::Ignored;
    }
    let parent = contains(words::GENERIC, leaf).then(|| above.iter().rev().find_map(|key| rule(key))).flatten();
    match parent.or_else(|| rule(leaf)) {
        Some(rule) => Role::Amount(rule.column, side.or(Some(Side::Final))),
        None => Role::Unknown,
    }
}

/// `2021年决算数` next to `2022年决算数`: the table is of the latest year that has a 决算, the others are for comparison.
/// Where years differ and none says 决算, whose the columns are is not known.
fn leave_other_years(heads: &mut [Head]) {
    let year = |head: &Head| head.printed.split('/').rev().find_map(|level| split_year(&key(level)).0);
    let of_accounts = |head: &&Head| head.printed.split('/').any(|level| names_accounts(&header_key(level)));
    let own = heads.iter().filter(of_accounts).filter_map(year).max();
    let differ = heads.iter().filter_map(year).max() != heads.iter().filter_map(year).min();
    for head in heads.iter_mut().filter(|head| matches!(head.role, Role::Amount(..))) {
        match (own, year(head)) {
            (Some(own), Some(year)) if year != own => head.role = Role::Ignored,
            (None, Some(_)) if differ => head.role = Role::Unknown,
            _ => {}
        }
    }
}

/// Whether a header or a label says 决算.
fn names_accounts(key: &str) -> bool {
    contains(words::FINAL_SIDE, key)
}

/// Two columns that claim to be the same one come from a header that was misread or says less than it should: reading
/// either could give a wrong number, so neither is read.
fn doubt_repeated(heads: &mut [Head]) {
    let claims: Vec<(usize, Role)> = heads.iter().map(|head| (head.lane, head.role.clone())).collect();
    for head in heads.iter_mut().filter(|head| matches!(head.role, Role::Amount(..))) {
        let same = |claim: &&(usize, Role)| claim.0 == head.lane && claim.1 == head.role;
        if claims.iter().filter(same).nth(1).is_some() {
            head.role = Role::Unknown;
        }
    }
}

/// An item that has items of its own below it in some columns says nothing of the others: there a header was misread.
fn doubt_half_groups(heads: &mut [Head], paths: &[Vec<String>]) {
    let items = |path: &Vec<String>| -> Vec<String> {
        let keys = path.iter().map(|text| header_key(text));
        keys.filter(|key| !contains(words::BUDGET_SIDE, key) && !contains(words::FINAL_SIDE, key)).collect()
    };
    let items: Vec<Vec<String>> = paths.iter().map(items).collect();
    let unknown: Vec<bool> = heads.iter().map(|head| head.role == Role::Unknown).collect();
    for (head, own) in heads.iter_mut().zip(&items) {
        let half = |other: &Vec<String>| other.len() > own.len() && other.starts_with(own);
        // 小计 beside an item that is not known, or beside none, may belong to another group than that one.
        let strange = own.split_last().filter(|(leaf, above)| contains(words::GENERIC, leaf) && !above.is_empty());
        let beside = |(other, unknown): (&Vec<String>, &bool)| {
            strange.is_some_and(|(_, above)| other.starts_with(above) && (*unknown || other.len() == above.len()))
        };
        if matches!(head.role, Role::Amount(..))
            && !own.is_empty()
            && (items.iter().any(half) || items.iter().zip(&unknown).any(beside))
        {
            head.role = Role::Unknown;
        }
    }
}

/// The same items twice, one list after the other, are one side each: a group header whose extent an unruled page
/// leaves open cannot take a column of the other side.
fn share_out_sides(heads: &mut [Head]) {
    let amounts: Vec<(Column, Option<Side>)> = heads
        .iter()
        .filter_map(|head| match head.role {
            Role::Amount(column, side) => Some((column, side)),
            _ => None,
        })
        .collect();
    let (left, right) = amounts.split_at(amounts.len() / 2);
    let columns = |half: &[(Column, Option<Side>)]| half.iter().map(|(column, _)| *column).collect::<Vec<_>>();
    let (Some((_, first)), Some((_, last))) = (left.first(), right.last()) else { return };
    if left.len() < 2 || columns(left) != columns(right) || first == last {
        return;
    }
    let (first, last) = (*first, *last);
    let mut position = 0;
    for head in heads {
        if let Role::Amount(_, side) = &mut head.role {
            *side = if position < amounts.len() / 2 { first } else { last };
            position += 1;
        }
    }
}

/// A header's key, without its year, its unit and footnote marks.
pub(crate) fn header_key(text: &str) -> String {
    let key = key(text);
    let (bare, _) = split_unit(key.trim_matches(['*', ':']));
    split_year(bare).1.to_owned()
}

/// `决算数(万元)`, `金额/元`, `金额(单位:元)` → the key without its unit, and the unit.
pub(crate) fn split_unit(key: &str) -> (&str, Option<Unit>) {
    let bracketed = key.strip_suffix(')').and_then(|open| open.rsplit_once('('));
    let Some((bare, unit)) = bracketed.or_else(|| key.rsplit_once('/')) else { return (key, None) };
    let unit = unit.trim_start_matches("金额").trim_start_matches("单位").trim_start_matches(':');
    match Unit::parse(unit) {
        Some(unit) if !bare.is_empty() => (bare, Some(unit)),
        _ => (key, None),
    }
}

/// `2022年度预算数` → the year, and the key without it; `2022年初预算数` → the year, and `年初预算数`.
pub(super) fn split_year(key: &str) -> (Option<u16>, &str) {
    let digits = key.get(..4).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
    let year = digits.and_then(|digits| digits.parse().ok());
    let dated = year.and_then(|_| key.get(4..)).filter(|rest| rest.starts_with('年'));
    let ends = |rest: &&str| rest.starts_with("年初") || rest.starts_with("年末");
    let rest = dated.filter(ends).or(dated.and_then(|rest| rest.strip_prefix('年')));
    let rest = rest.map(|rest| rest.strip_prefix('度').unwrap_or(rest)).filter(|rest| !rest.is_empty());
    rest.map_or((None, key), |rest| (year, rest))
}

/// Whether a list of words holds a key.
pub(crate) fn contains(words: &[&str], key: &str) -> bool {
    words.contains(&key)
}

/// A printed text without the spaces that only spread it (`合    计`).
pub(crate) fn clean(text: &str) -> String {
    if !text.contains(char::is_whitespace) {
        return text.to_owned();
    }
    let chars: Vec<char> = text.trim().chars().collect();
    let wide = |c: Option<&char>| c.is_some_and(|c| u32::from(*c) > 0x2E7F);
    let keep = |(index, c): (usize, &char)| {
        let before = chars.get(..index).and_then(|chars| chars.iter().rfind(|c| !c.is_whitespace()));
        let after = chars.get(index..).and_then(|chars| chars.iter().find(|c| !c.is_whitespace()));
        (!c.is_whitespace() || !(wide(before) || wide(after))).then_some(*c)
    };
    chars.iter().enumerate().filter_map(keep).collect()
}
