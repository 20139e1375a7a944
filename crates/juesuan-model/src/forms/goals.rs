//! The goals: 预期目标 and 实际完成情况, with their texts beneath or beside them.

use super::head::year_of_value;
use super::sheet::{Cell, Column, Columns, Row, append, joined};
use super::types::SelfAssessment;
use super::vocabulary::{GOAL_COLUMNS, GoalColumn, is_block, is_goal_side, of_label};

/// What a row says about the goals.
pub(super) enum Goals {
    /// It names columns; the texts stand beneath.
    Header(Columns<GoalColumn>),
    /// Labels and texts stand side by side; they have been read.
    Beside,
}

/// Reads a row that names goals. `under_way` says that goals have been named before: then a text beside 总体目标
/// is not a goal without a name.
pub(super) fn header(row: &Row, under_way: bool, form: &mut SelfAssessment) -> Option<Goals> {
    let columns = columns(row);
    if columns.known() > 0 && columns.known() == columns.columns.len() {
        return Some(Goals::Header(columns));
    }
    let mut printed = row.printed().peekable();
    let mut found = false;
    while let Some(cell) = printed.next() {
        let side = !under_way && is_goal_side(&cell.text);
        let what = of_label(GOAL_COLUMNS, &cell.label).or(side.then_some(GoalColumn::Expected));
        let text = printed.peek().filter(|next| of_label(GOAL_COLUMNS, &next.label).is_none() && !is_block(&next.text));
        if let (Some(what), Some(text)) = (what, text) {
            append(field(form, what), text.text());
            found = true;
            printed.next();
        }
    }
    found.then_some(Goals::Beside)
}

/// The columns that a row names. A 总体目标 right before 实际完成情况 is one, and no label beside them.
fn columns(row: &Row) -> Columns<GoalColumn> {
    let mut columns = Columns::named(row, GOAL_COLUMNS);
    if !columns.has(GoalColumn::Expected)
        && let Some(first) = columns.columns.first().filter(|first| first.what == Some(GoalColumn::Actual))
        && let Some(side) = row.printed().take_while(|cell| cell.borders.start < first.left()).last()
        && row.printed().next().is_some_and(|label| label.id != side.id)
        && is_goal_side(&side.text)
    {
        columns.columns.insert(0, Column::of(side, GoalColumn::Expected));
    }
    columns
}

/// Whether a row names goals, alone or with their texts.
pub(super) fn is_header(row: &Row) -> bool {
    let columns = columns(row);
    columns.has(GoalColumn::Expected) && columns.has(GoalColumn::Actual)
}

/// Reads a row beneath the columns' names.
///
/// Gives the ids of the cells that were read. `year` is that of the form.
pub(super) fn text(
    row: &Row,
    columns: &Columns<GoalColumn>,
    year: Option<u16>,
    form: &mut SelfAssessment,
) -> Vec<usize> {
    let (sorted, outside) = columns.sort(row);
    let mut taken = Vec::new();
    // 财年: what other years plan is no goal of this one.
    let other_year = |cell: &&Cell| cell.own && year_of_value(&cell.text).is_some_and(|at| Some(at) != year);
    if year.is_some() && outside.iter().any(other_year) {
        return taken;
    }
    for (column, cells) in columns.columns.iter().zip(&sorted) {
        let own: Vec<_> = cells.iter().filter(|cell| cell.own && !cell.text.is_empty()).copied().collect();
        // A goal is one text; several cells are a row of something else.
        if own.len() > 1 {
            continue;
        }
        if let (Some(what), Some(text)) = (column.what, joined(&own)) {
            append(field(form, what), text);
            taken.extend(own.iter().map(|cell| cell.id));
        }
    }
    taken
}

fn field(form: &mut SelfAssessment, what: GoalColumn) -> &mut Option<crate::value::Text> {
    match what {
        GoalColumn::Expected => &mut form.expected_goal,
        GoalColumn::Adjusted => &mut form.adjusted_goal,
        GoalColumn::Actual => &mut form.actual_goal,
    }
}
