//! The indicator tree: rows → lines with their columns → indicators, rows that a page break cut in two joined.

use crate::diagnostic::Diagnostic;
use crate::place::Place;
use crate::value::Text;

use super::doubt;
use super::funds::number;
use super::levels::{parted, resolve, split_weight};
use super::quantity::{measured, points};
use super::sheet::{Cell, Column, Columns, Row, append, joined, stated};
use super::types::{Indicator, Remainder};
use super::vocabulary::{
    COUNTS_ROWS, INDICATOR_COLUMNS, IndicatorColumn, NOT_APPLICABLE, explains, has, head, is_block, is_level, lists,
    names_both_levels, of_label,
};

/// The columns of a row that heads the indicators. Their levels may be named by the row below: `绩效指标`, `年度指标值`,
/// `实际完成值` stand over `一级指标`, `二级指标`, `三级指标`, `指标性质`, `指标值`, `度量单位`.
pub(super) fn columns(row: &Row, below: Option<&Row>) -> Option<Columns<IndicatorColumn>> {
    let mut columns = Columns::named(row, INDICATOR_COLUMNS);
    let assessed = |columns: &Columns<IndicatorColumn>| {
        columns.has(IndicatorColumn::Actual) || columns.has(IndicatorColumn::Score)
    };
    if !assessed(&columns) {
        return None;
    }
    let levels = [IndicatorColumn::Level1, IndicatorColumn::Level2, IndicatorColumn::Level3];
    let named = |columns: &Columns<IndicatorColumn>| levels.iter().any(|level| columns.has(*level));
    let known = match below.and_then(columns_below) {
        _ if named(&columns) => columns.known(),
        // A row of the head right above a whole header is no part of it.
        Some(below) if named(&below) && !assessed(&below) && !is_head(row) => columns.known() + below.known(),
        _ => return None,
    };
    if known < 3 {
        return None;
    }
    columns.adopt(IndicatorColumn::Deviation, explains);
    columns.adopt(IndicatorColumn::Levels, names_both_levels);
    if !levels[..2].iter().any(|level| columns.has(*level)) && !columns.has(IndicatorColumn::Levels) {
        columns.lead(row, |cell| names_both_levels(&cell.text), Some(IndicatorColumn::Levels));
        // What stands on the left of the indicators' names says what they are of, however it is called.
        let is_unknown = |cell: &Cell| !is_block(&cell.text) && !has(COUNTS_ROWS, &cell.text);
        if !columns.has(IndicatorColumn::Levels) && columns.has(IndicatorColumn::Level3) {
            columns.lead(row, is_unknown, None);
        }
    }
    weights_of_levels(&mut columns);
    Some(columns)
}

/// Whether a row has a label of the form's head that no column is called.
fn is_head(row: &Row) -> bool {
    row.printed().any(|cell| head(&cell.text).is_some() && of_label(INDICATOR_COLUMNS, &cell.label).is_none())
}

/// A second header row: `指标性质`, `指标值`, `度量单位` under 年度指标值.
pub(super) fn columns_below(row: &Row) -> Option<Columns<IndicatorColumn>> {
    let columns = Columns::named(row, INDICATOR_COLUMNS);
    (columns.known() > 0 && columns.known() == row.printed().count()).then_some(columns)
}

/// A 分值 right beside 一级 or 二级指标 is the level's, when the line has one of its own further right; of two
/// columns with one name the first counts.
fn weights_of_levels(columns: &mut Columns<IndicatorColumn>) {
    use IndicatorColumn::{Level1, Level1Weight, Level2, Weight};
    let weights = columns.columns.iter().filter(|column| column.what == Some(Weight)).count();
    let mut seen = Vec::new();
    let mut before = None;
    let mut left = weights;
    for column in &mut columns.columns {
        if column.what == Some(Weight) {
            left -= 1;
            column.what = match before {
                Some(Level1) if left > 0 => Some(Level1Weight),
                Some(Level2) if left > 0 => None,
                _ => Some(Weight),
            };
        }
        before = column.what;
        if let Some(what) = column.what {
            if seen.contains(&what) {
                column.what = None;
            }
            seen.push(what);
        }
    }
}

/// Whether a row is no line of the indicators but a remark beneath them (`说明`): one text over most of the columns, those
/// of the levels among them.
pub(super) fn is_remark(row: &Row, columns: &Columns<IndicatorColumn>) -> bool {
    let levels = [IndicatorColumn::Level1, IndicatorColumn::Level2, IndicatorColumn::Level3];
    let is_level = |column: &Column<IndicatorColumn>| column.what.is_some_and(|what| levels.contains(&what));
    row.printed().any(|cell| {
        columns.covered(cell) * 2 > columns.columns.len()
            && columns.columns.iter().any(|column| is_level(column) && column.is_under(cell))
            && !lists(NOT_APPLICABLE, &cell.label)
    })
}

/// A row of the indicators, or the part of one that stands on one page.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Where it is printed.
    at: Place,
    /// The cells of 一级 and 二级指标.
    pub(super) levels: [Option<Cell>; 2],
    /// Whether it is the first line of its grid.
    pub(super) opens_grid: bool,
    /// Whether it is the rest of the line before it.
    pub(super) continues: bool,
    fields: Vec<Field>,
    remainder: Vec<Remainder>,
}

#[derive(Debug)]
struct Field {
    column: IndicatorColumn,
    text: Text,
    full: bool,
    /// The header, where it is the text of several cells: no figure is.
    several: Option<Text>,
}

impl Line {
    /// Reads a row. Nothing when it prints nothing of its own.
    pub(super) fn read(row: &Row, columns: &Columns<IndicatorColumn>, opens_grid: bool) -> Option<Self> {
        let (sorted, outside) = columns.sort(row);
        let mut line = Self { opens_grid, at: row.place(), ..Self::default() };
        let both = columns.has(IndicatorColumn::Levels) || !columns.has(IndicatorColumn::Level2);
        for (column, cells) in columns.columns.iter().zip(&sorted) {
            match column.what {
                Some(IndicatorColumn::Levels | IndicatorColumn::Level1) if both => {
                    line.levels = cells.first().map_or_else(Default::default, |cell| parted(cell));
                }
                Some(IndicatorColumn::Level1) => line.levels[0] = cells.first().map(|cell| (*cell).clone()),
                Some(IndicatorColumn::Level2) => line.levels[1] = cells.first().map(|cell| (*cell).clone()),
                Some(what) => line.fields.extend(joined(cells).map(|text| Field {
                    column: what,
                    text,
                    full: cells.iter().any(|cell| cell.full),
                    several:
                        (cells.iter().filter(|cell| !cell.text.is_empty()).count() > 1).then(|| column.header.clone()),
                })),
                None => line.remainder.extend(
                    joined(&cells.iter().copied().filter(|cell| cell.own).collect::<Vec<_>>())
                        .map(|text| Remainder { label: Some(column.header.clone()), text }),
                ),
            }
        }
        let strays =
            outside.iter().filter(|cell| cell.own && cell.borders.start > columns.left() && !cell.text.is_empty());
        line.remainder.extend(strays.map(|cell| Remainder { label: None, text: cell.text() }));
        let inside = sorted.iter().flatten().any(|cell| cell.own && !cell.text.is_empty());
        inside.then_some(line)
    }

    fn text(&self, column: IndicatorColumn) -> Option<&Text> {
        self.fields.iter().find(|field| field.column == column).map(|field| &field.text)
    }

    fn has_points(&self) -> bool {
        [IndicatorColumn::Weight, IndicatorColumn::Score]
            .iter()
            .any(|column| self.text(*column).is_some_and(|text| matches!(points(&text.text), Ok(Some(_)))))
    }

    fn names_what_it_measures(&self) -> bool {
        [IndicatorColumn::Level3, IndicatorColumn::Target, IndicatorColumn::Actual]
            .iter()
            .any(|column| self.text(*column).is_some())
    }

    /// Whether this line, the first of its grid, is the rest of the one before: every line has its points once.
    fn is_rest_of(&self, before: &Self) -> bool {
        let named = |above_blank: bool| {
            self.levels.iter().zip(&before.levels).any(|(cell, above)| {
                let (above, may_go_on) = above.as_ref().map_or(("", true), |above| (&above.text, above.full));
                let differs =
                    |cell: &&Cell| !cell.text.is_empty() && cell.text != above && (is_level(&cell.text) || !may_go_on);
                above.is_empty() == above_blank && cell.as_ref().filter(differs).is_some()
            })
        };
        let completes = |(cell, above): (&Option<Cell>, &Option<Cell>)| match (cell, above) {
            (Some(cell), Some(above)) if !cell.text.is_empty() => is_level(&format!("{}{}", above.text, cell.text)),
            _ => true,
        };
        // Levels and a remark alone make no line where lines have points: a name was cut, or set below the break.
        let bare = before.has_points() && !self.has_points() && !self.names_what_it_measures();
        if bare && (!named(false) || self.levels.iter().zip(&before.levels).all(completes)) {
            return true;
        }
        let full = |field: &Field| before.fields.iter().any(|above| above.column == field.column && above.full);
        let shared = |field: &Field| before.text(field.column).is_some();
        let name = self.text(IndicatorColumn::Level3).is_some();
        let twice_named = name && before.text(IndicatorColumn::Level3).is_some();
        let value = [IndicatorColumn::Target, IndicatorColumn::Actual].iter().any(|c| self.text(*c).is_some());
        let cut = self.fields.iter().filter(|field| shared(field)).all(full);
        // A level's name under a blank cell is new, or it is what was missing there.
        !named(false)
            && (!named(true) || cut)
            && match (before.has_points(), self.has_points()) {
                (true, true) => false,
                (true, false) => cut || !(twice_named && value),
                (false, true) => cut || !twice_named,
                (false, false) => cut && !name && self.fields.iter().all(shared),
            }
    }

    fn append(&mut self, rest: Self) {
        for field in rest.fields {
            match self.fields.iter_mut().find(|own| own.column == field.column) {
                Some(own) => {
                    let mut text = Some(own.text.clone());
                    append(&mut text, field.text);
                    own.text = text.unwrap_or_default();
                }
                None => self.fields.push(field),
            }
        }
        self.remainder.extend(rest.remainder);
    }
}

/// The indicators of all lines of a form, what has no field, and what is in doubt.
pub(super) fn indicators(
    mut lines: Vec<Line>,
    remainder: &mut Vec<Remainder>,
    doubts: &mut Vec<Diagnostic>,
) -> Vec<Indicator> {
    for index in 1..lines.len() {
        if let [before, line] = lines.get_mut(index - 1..=index).unwrap_or_default()
            && line.opens_grid
        {
            line.continues = line.is_rest_of(before);
        }
    }
    let levels = resolve(&lines);
    let mut whole: Vec<(Line, [Option<Text>; 2])> = Vec::new();
    for (line, levels) in lines.into_iter().zip(levels) {
        match whole.last_mut() {
            Some((before, _)) if line.continues => before.append(line),
            _ => whole.push((line, levels)),
        }
    }
    let mut indicators: Vec<Indicator> =
        whole.into_iter().map(|(line, levels)| indicator(line, levels, remainder, doubts)).collect();
    carry_weights(&mut indicators);
    weights_of_names(&mut indicators);
    indicators
}

/// Where no column holds the weights, names may: `验收合格率（15分）`. The names stay as printed.
fn weights_of_names(indicators: &mut [Indicator]) {
    if indicators.iter().any(|indicator| indicator.weight.is_some()) {
        return;
    }
    for indicator in indicators {
        let name = indicator.level3.as_ref().filter(|name| name.text.contains('分'));
        let weight = name.and_then(|name| Some(crate::value::Number::new(split_weight(&name.text).1?, name.at)));
        indicator.weight = weight;
    }
}

/// The weight beside a 一级指标 stands on one page of those that its cell is on; it is that of all lines under it.
fn carry_weights(indicators: &mut [Indicator]) {
    let name = |indicator: &Indicator| indicator.level1.as_ref().map(|level| level.text.clone());
    for group in indicators.chunk_by_mut(|a, b| a.level1.is_some() && name(a) == name(b)) {
        let mut weights = group.iter().filter_map(|indicator| indicator.level1_weight.clone());
        let Some(first) = weights.next() else { continue };
        if weights.all(|weight| weight.value == first.value) {
            for indicator in group.iter_mut() {
                indicator.level1_weight.get_or_insert_with(|| first.clone());
            }
        }
    }
}

fn indicator(
    line: Line,
    [level1, level2]: [Option<Text>; 2],
    remainder: &mut Vec<Remainder>,
    doubts: &mut Vec<Diagnostic>,
) -> Indicator {
    let get = |column| stated(line.text(column).cloned());
    let mut points = |column| {
        let text = get(column)?;
        let mut fields = line.fields.iter().filter(|field| field.column == column);
        if let Some(header) = fields.find_map(|field| field.several.as_ref()) {
            doubts.push(doubt::several(header, &text));
            return None;
        }
        number(&text, doubts)
    };
    let mut indicator = Indicator {
        at: line.at,
        weight: points(IndicatorColumn::Weight),
        score: points(IndicatorColumn::Score),
        level1_weight: points(IndicatorColumn::Level1Weight),
        level2: stated(level2),
        level3: get(IndicatorColumn::Level3),
        target: target(&line).map(measured),
        adjusted_target: get(IndicatorColumn::AdjustedTarget).map(measured),
        actual: get(IndicatorColumn::Actual).map(measured),
        deviation: get(IndicatorColumn::Deviation),
        ..Indicator::default()
    };
    if let Some(text) = stated(level1) {
        let (name, weight) = split_weight(&text.text);
        indicator.level1_weight =
            weight.map(|value| crate::value::Number::new(value, text.at)).or(indicator.level1_weight);
        indicator.level1 = Some(Text::new(name, text.at)).filter(|name| !name.is_empty());
    }
    let marks = [&indicator.level3, &indicator.deviation].into_iter().flatten();
    let measured = [&indicator.target, &indicator.actual].into_iter().flatten().map(|measured| &measured.text);
    indicator.not_applicable = marks.chain(measured).any(|text| has(NOT_APPLICABLE, &text.text));
    remainder.extend(line.remainder);
    indicator
}

/// The target; of a split one the parts in their order.
fn target(line: &Line) -> Option<Text> {
    let parts = [IndicatorColumn::TargetNature, IndicatorColumn::Target, IndicatorColumn::TargetUnit];
    let mut target = None;
    for part in parts.into_iter().filter_map(|column| stated(line.text(column).cloned())) {
        append(&mut target, part);
    }
    target
}
