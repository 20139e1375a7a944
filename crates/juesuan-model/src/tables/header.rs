//! A grid's header: a grid and a schema → what each column is for, by the texts above it.

use juesuan_document::Origin;
use juesuan_document::layout::Grid;

use super::header_rows::{header_end, numbers_columns};
use super::header_words::{
    clean, contains, header_key, is_bracketed_name, is_header_word, is_name_word, side_word, year_of,
};
use super::ids::{Column, Side};
use super::misread_header;
use super::schema::{ColumnRule, Schema, Shape, three_public_item, words};
use super::types::PrintedColumn;
use super::wrapped;
use crate::key::{cell_key, key};
use crate::number::{self, CellValue};

/// A column without a known header is of labels or codes from this many cells on: fewer may be remarks.
const SUBJECTS: usize = 3;

/// Of so many cells one may be something else.
const NEARLY_ALL: usize = 8;

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
    /// Whether it is the right half of the column before it: one header over two columns of which each row uses one.
    pub(crate) half: bool,
    /// The word that its lowest header was misread from in a picture.
    pub(crate) mended: Option<String>,
}

impl Head {
    /// A column of figures as it is printed.
    pub(crate) fn column(&self) -> Option<PrintedColumn> {
        let Role::Amount(column, side) = self.role.clone() else { return None };
        if self.half {
            return None;
        }
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
            Role::Amount(column, side) if !head.half => Some((head.lane, column, side)),
            _ => None,
        };
        self.heads.iter().filter_map(amount).collect()
    }
}

/// Reads the header of a grid, starting at a row. `year` is the document's, where it is known.
pub(crate) fn read(grid: &Grid, first_row: usize, schema: &Schema, year: Option<u16>) -> Header {
    let end = header_end(grid, first_row, schema);
    // What numbers the columns is no text of theirs.
    let worded: Vec<usize> = (first_row..end).filter(|row| !numbers_columns(grid, *row)).collect();
    let paths: Vec<Vec<String>> = (0..grid.columns()).map(|column| path(grid, column, &worded, end, schema)).collect();
    let keys_of = |path: &Vec<String>| path.iter().map(|text| header_key(text)).collect();
    let all_keys: Vec<Vec<String>> = paths.iter().map(keys_of).collect();
    let transposed = is_transposed(&all_keys, schema);
    let mut heads = Vec::with_capacity(paths.len());
    let (mut lane, mut lane_has_amounts, mut lane_side) = (0, false, None);
    let mut numbers_lead = false;
    let side_by_side = matches!(schema.shape, Shape::TwoSided | Shape::Lanes) || repeats(&all_keys);
    // The first list of a row is that of the income, wherever it is printed.
    let exchanged = schema.shape == Shape::TwoSided && expenditure_leads(&all_keys);
    let list_of = |lane: usize| if exchanged { 1_usize.saturating_sub(lane) } else { lane };
    for (column, (path, keys)) in paths.iter().zip(&all_keys).enumerate() {
        let mut role = subject_role(keys);
        // `编码 | 项目 | 合计 | 基本 | 项目`: in one list the second 项目 is 项目支出, where figures stand below it.
        if role == Some(Role::Name)
            && lane_has_amounts
            && !side_by_side
            && keys.last().is_some_and(|leaf| leaf == "项目")
            && subject_by_rows(grid, column, end).is_none()
        {
            role = None;
        }
        // 收入 and 支出 head the labels of a two-sided table as well as its figures.
        let over_labels = schema.shape == Shape::TwoSided
            && keys.last().is_some_and(|leaf| contains(words::INCOME, leaf) || contains(words::EXPENDITURE, leaf));
        let worded = amount_role(keys, schema, lane_side, transposed);
        // What no list names is known by what stands below it.
        if role.is_none() && !keys.is_empty() && (worded == Role::Unknown || worded == Role::Ignored && over_labels) {
            // A list has one column of each kind; another one is a remark, unless a second list begins with it.
            let in_lane =
                |role: &Role| heads.iter().any(|head: &Head| head.lane == list_of(lane) && head.role == *role);
            role = subject_by_rows(grid, column, end)
                .filter(|role| if lane_has_amounts { side_by_side } else { !in_lane(role) });
        }
        // 行次 may stand before the items: then each lane begins with it.
        numbers_lead |= heads.is_empty() && role == Some(Role::LineNumber);
        let leads = |role: &Role| match role {
            Role::Code | Role::Name => true,
            Role::LineNumber => numbers_lead,
            _ => false,
        };
        let starts_lane = role.as_ref().is_some_and(leads) && lane_has_amounts;
        if starts_lane && side_by_side {
            lane += 1;
            lane_has_amounts = false;
        }
        let list = list_of(lane);
        if schema.shape == Shape::TwoSided {
            lane_side = two_sided(keys, list);
        }
        let of_unit = |key: &String| contains(words::UNIT_NAME, key);
        if schema.shape == Shape::BudgetAndFinal && keys.last().is_some_and(of_unit) {
            role = Some(Role::Name);
        }
        if keys.iter().any(|key| contains(words::OTHER_LISTS, key)) {
            role = Some(Role::Name);
        }
        let role = role.unwrap_or_else(|| amount_role(keys, schema, lane_side, transposed));
        lane_has_amounts |= !leads(&role);
        let half = column > 0 && are_halves(grid, column - 1, first_row, end);
        heads.push(Head { role, printed: path.join("/"), lane: list, half, mended: None });
    }
    let recognised = |column: usize| {
        let mut cells = (first_row..end).filter_map(|row| grid.cell_at(row, column));
        cells.any(|cell| matches!(cell.origin(), Origin::Recognised { .. }))
    };
    let mut all_keys = all_keys;
    misread_header::mend(&mut heads, &mut all_keys, schema, recognised, |keys, lane| {
        let side = (schema.shape == Shape::TwoSided).then(|| two_sided(keys, lane)).flatten();
        amount_role(keys, schema, side, transposed)
    });
    if schema.shape == Shape::BudgetAndFinal {
        doubt_half_groups(&mut heads, &all_keys);
        share_out_sides(&mut heads);
    }
    leave_other_classification(&mut heads);
    leave_other_years(&mut heads, year);
    leave_other_figures(&mut heads);
    prefer_own_year(&mut heads);
    if !transposed {
        doubt_repeated(&mut heads);
    }
    Header { rows: end - first_row, heads, transposed }
}

/// Whether the same header stands two or three times side by side: the list is printed in as many columns.
fn repeats(keys: &[Vec<String>]) -> bool {
    let subject = |keys: &Vec<String>| matches!(subject_role(keys), Some(Role::Code | Role::Name));
    [2, 3].iter().any(|times| {
        let width = keys.len() / times;
        let mut lists = keys.chunks(width.max(1));
        let Some(first) = lists.next().filter(|first| first.len() * times == keys.len() && first.len() > 1) else {
            return false;
        };
        first.first().is_some_and(subject) && !first.last().is_some_and(subject) && lists.all(|list| list == first)
    })
}

/// Whether a column and the next are halves of one: the same header cells stand over both, in each row one of them has a
/// text at most, and both are used.
fn are_halves(grid: &Grid, left: usize, first_row: usize, end: usize) -> bool {
    let cell = |row, column| grid.cell_at(row, column);
    let one_header = (first_row..end).all(|row| match (cell(row, left), cell(row, left + 1)) {
        (Some(a), Some(b)) => (a.row, a.column) == (b.row, b.column),
        _ => false,
    });
    let text = |row, column| cell(row, column).is_some_and(|cell| !cell.lines.is_empty());
    let used = |column| (end..grid.rows()).any(|row| text(row, column));
    let both = || (end..grid.rows()).any(|row| text(row, left) && text(row, left + 1));
    first_row < end && one_header && used(left) && used(left + 1) && !both()
}

/// Whether the group headers say that 支出 stands on the left and 收入 on the right.
fn expenditure_leads(keys: &[Vec<String>]) -> bool {
    let under = |keys: Option<&Vec<String>>, words: &[&str]| {
        keys.is_some_and(|keys| keys.len() > 1 && keys.first().is_some_and(|key| contains(words, key)))
    };
    under(keys.first(), words::EXPENDITURE) && under(keys.last(), words::INCOME)
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
fn is_transposed(keys: &[Vec<String>], schema: &Schema) -> bool {
    let item = |keys: &Vec<String>| keys.iter().any(|key| schema.names(key) || three_public_item(key).is_some());
    schema.shape == Shape::BudgetAndFinal && !keys.iter().any(item)
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
        let below = row == end;
        if below {
            let keys: Vec<String> = path.iter().map(|text| header_key(text)).collect();
            let of_others = cell.row < end && cell.column != column;
            if path.is_empty() || of_others || subject_role(&keys).is_some() {
                continue;
            }
        }
        let run = wrapped::run(grid, cell, first_row, schema);
        let text = match &run {
            Some(run) if run.first().is_some_and(|first| first.row < cell.row) => continue,
            Some(run) => wrapped::text(run),
            None => clean(&cell.text()),
        };
        let key = header_key(&text);
        if below && !is_header_word(&key, schema) {
            continue;
        }
        let number = matches!(number::read(&text), CellValue::Number(_));
        if key.is_empty() || number || contains(words::COLUMN_NUMBERS, &key) || path.last() == Some(&text) {
            continue;
        }
        match wrapped::stacked(grid, cell, schema) {
            Some(levels) if run.is_none() => path.extend(levels),
            _ => path.push(text),
        }
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
    (is_name_word(leaf) || is_bracketed_name(leaf) || closing).then_some(Role::Name)
}

/// What a column without a known header holds, where nearly all of it is labels or codes.
fn subject_by_rows(grid: &Grid, column: usize, first: usize) -> Option<Role> {
    let below = grid.cells.iter().filter(|cell| cell.row >= first && cell.column == column && !cell.lines.is_empty());
    let (mut all, mut labels, mut codes) = (0_usize, 0_usize, 0_usize);
    for text in below.map(cell_key) {
        all += 1;
        codes += usize::from(matches!(text.len(), 3 | 5 | 7) && text.bytes().all(|b| b.is_ascii_digit()));
        labels += usize::from(text.chars().filter(|c| c.is_alphabetic()).count() >= 2);
    }
    let nearly = |count: usize| count >= SUBJECTS && count * NEARLY_ALL >= all * (NEARLY_ALL - 1);
    if nearly(codes) {
        return Some(Role::Code);
    }
    nearly(labels).then_some(Role::Name)
}

fn amount_role(keys: &[String], schema: &Schema, side: Option<Side>, transposed: bool) -> Role {
    // A header of which a glyph is not known names no column, whatever the rest of it says.
    if keys.is_empty() || keys.iter().any(|key| key.contains('\u{FFFD}')) {
        return Role::Unknown;
    }
    if schema.shape == Shape::BudgetAndFinal {
        return budget_and_final(keys, schema, transposed);
    }
    // A list has no column of a budget: what stands under one is left out.
    let listed = matches!(schema.shape, Shape::List | Shape::Lanes);
    if listed && keys.iter().any(|key| side_word(key) == Some(Side::Budget)) {
        return Role::Ignored;
    }
    // The lowest: a group header whose extent an unruled page leaves open may seem to stand over another group.
    let group = keys.iter().rfind(|key| contains(schema.groups, key));
    let rule = |key: &String| {
        schema.named(key).find(|rule| {
            (rule.side.is_none() || side.is_none() || rule.side == side)
                && group.is_none_or(|group| rule.groups.is_empty() || contains(rule.groups, group))
        })
    };
    let role = |rule: &ColumnRule| Role::Amount(rule.column, side.or(rule.side));
    let (leaf, above) = match keys.split_last() {
        Some((leaf, above)) => (leaf, above),
        None => return Role::Unknown,
    };
    // 结余 under 年末结转和结余 is a part of it; alone it is the balance.
    if contains(schema.ignored, leaf)
        && !(above.is_empty() && schema.columns.iter().any(|rule| contains(rule.words, leaf)))
    {
        return Role::Ignored;
    }
    if contains(words::GENERIC, leaf)
        && let Some(found) = above.iter().rev().find(|key| !contains(words::NEUTRAL, key)).and_then(rule)
    {
        return role(found);
    }
    // `项目支出/其中：基本建设`: a part of the column that the group names.
    if leaf.starts_with("其中")
        && !above.is_empty()
        && !schema.names(leaf)
        && above.iter().any(|key| rule(key).is_some())
    {
        return Role::Ignored;
    }
    let own_group = group.is_some_and(|group| schema.columns.iter().any(|rule| contains(rule.groups, group)));
    match rule(leaf) {
        Some(found) => role(found),
        // Under a group whose columns are the table's own, a word of no column at all may be one of them.
        None if own_group && !schema.names(leaf) => Role::Unknown,
        None if group.is_some() || contains(words::NEUTRAL, leaf) => Role::Ignored,
        None => Role::Unknown,
    }
}

/// The side is one word of the path, the item the deepest of the others.
fn budget_and_final(keys: &[String], schema: &Schema, transposed: bool) -> Role {
    let side = keys.iter().find_map(|key| side_word(key));
    if transposed {
        // The item is the row's label: the column of the rule is a placeholder that the reader replaces.
        return side.map_or(Role::Unknown, |side| Role::Amount(Column::Total, Some(side)));
    }
    let items: Vec<&String> = keys.iter().filter(|key| side_word(key).is_none()).collect();
    let rule = |key: &String| {
        let by_class =
            || three_public_item(key).and_then(|item| schema.columns.iter().find(|rule| rule.column == item));
        schema.named(key).next().or_else(by_class)
    };
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

/// Codes and names of the government's classification before those of the departments', for the same figures: the rows
/// are those of the departments', as the contract has their codes.
fn leave_other_classification(heads: &mut [Head]) {
    let says = |head: &Head, words: &[&str]| {
        matches!(head.role, Role::Code | Role::Name)
            && head.printed.split('/').any(|level| words.iter().any(|word| key(level).contains(word)))
    };
    if heads.iter().any(|head| says(head, words::OWN_CLASSIFICATION)) {
        heads
            .iter_mut()
            .filter(|head| says(head, words::OTHER_CLASSIFICATION))
            .for_each(|head| head.role = Role::Ignored);
    }
}

/// `2021年决算数` next to `2022年决算数`: the table is of the document's year, or else of the latest year that has a 决算;
/// the others are for comparison. Where years differ and none says 决算, whose the columns are is not known.
fn leave_other_years(heads: &mut [Head], document: Option<u16>) {
    let year = |head: &Head| head.printed.split('/').rev().find_map(|level| year_of(&key(level)));
    let years: Vec<Option<u16>> = heads.iter().map(year).collect();
    let said = || years.iter().flatten().copied();
    let of_accounts =
        |head: &Head| head.printed.split('/').any(|level| side_word(&header_key(level)) == Some(Side::Final));
    let of_document = document.filter(|own| said().any(|year| year == *own));
    let in_accounts = || heads.iter().zip(&years).filter_map(|(head, year)| year.filter(|_| of_accounts(head)));
    let own = of_document.or_else(|| in_accounts().max());
    let differ = said().max() != said().min();
    for (head, year) in heads.iter_mut().zip(&years).filter(|(head, _)| matches!(head.role, Role::Amount(..))) {
        match (own.or(document.filter(|_| !differ)), *year) {
            (Some(own), Some(year)) if year != own => head.role = Role::Ignored,
            (None, Some(_)) if differ => head.role = Role::Unknown,
            _ => {}
        }
    }
}

/// `上年决算数`, `增减额`: figures beside the table's own.
fn leave_other_figures(heads: &mut [Head]) {
    for head in heads.iter_mut().filter(|head| matches!(head.role, Role::Amount(..) | Role::Unknown)) {
        let other = |level: &str| {
            let key = header_key(level);
            contains(words::OTHER_FIGURES, &key)
                || words::OTHER_YEAR
                    .iter()
                    .find_map(|word| key.strip_prefix(word))
                    .is_some_and(|rest| side_word(rest) == Some(Side::Final))
        };
        if head.printed.split('/').any(other) {
            head.role = Role::Ignored;
        }
    }
}

/// `2023年支出合计` beside `本年支出合计`: the one that says 本年 is the table's.
fn prefer_own_year(heads: &mut [Head]) {
    let says_own = |head: &Head| {
        head.printed.split('/').any(|level| words::OWN_YEAR.iter().any(|word| key(level).starts_with(word)))
    };
    let dated = |head: &Head| head.printed.split('/').any(|level| year_of(&key(level)).is_some());
    let own: Vec<(usize, Role)> =
        heads.iter().filter(|head| says_own(head)).map(|head| (head.lane, head.role.clone())).collect();
    for head in heads.iter_mut().filter(|head| matches!(head.role, Role::Amount(..)) && dated(head) && !says_own(head))
    {
        if own.iter().any(|(lane, role)| *lane == head.lane && *role == head.role) {
            head.role = Role::Ignored;
        }
    }
}

/// Two columns that claim to be the same one come from a header that was misread or says less than it should: reading
/// either could give a wrong number, so neither is read.
fn doubt_repeated(heads: &mut [Head]) {
    let whole = heads.iter().filter(|head| !head.half);
    let claims: Vec<(usize, Role)> = whole.map(|head| (head.lane, head.role.clone())).collect();
    for head in heads.iter_mut().filter(|head| matches!(head.role, Role::Amount(..))) {
        let same = |claim: &&(usize, Role)| claim.0 == head.lane && claim.1 == head.role;
        if claims.iter().filter(same).nth(1).is_some() {
            head.role = Role::Unknown;
        }
    }
}

/// An item that has items of its own below it in some columns says nothing of the others: there a header was misread.
fn doubt_half_groups(heads: &mut [Head], keys: &[Vec<String>]) {
    let items = |keys: &Vec<String>| keys.iter().filter(|key| side_word(key).is_none()).cloned().collect();
    let items: Vec<Vec<String>> = keys.iter().map(items).collect();
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
