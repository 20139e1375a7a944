//! The goals: 预期目标 and 实际完成情况, with their texts beneath or beside them.

use super::sheet::{Columns, Row, append, joined};
use super::types::SelfAssessment;
use super::vocabulary::{GOAL_COLUMNS, GOAL_SIDES, GoalColumn, has, is_block, look_up};

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
    let columns = Columns::named(row, GOAL_COLUMNS);
    if columns.known() > 0 && columns.known() == columns.columns.len() {
        return Some(Goals::Header(columns));
    }
    let mut printed = row.printed().peekable();
    let mut found = false;
    while let Some(cell) = printed.next() {
        let side = !under_way && has(GOAL_SIDES, &cell.text);
        let what = look_up(GOAL_COLUMNS, &cell.text).or(side.then_some(GoalColumn::Expected));
        let text = printed.peek().filter(|next| look_up(GOAL_COLUMNS, &next.text).is_none() && !is_block(&next.text));
        if let (Some(what), Some(text)) = (what, text) {
            append(field(form, what), text.text());
            found = true;
            printed.next();
        }
    }
    found.then_some(Goals::Beside)
}

/// Whether a row names goals, alone or with their texts.
pub(super) fn is_header(row: &Row) -> bool {
    let columns = Columns::named(row, GOAL_COLUMNS);
    columns.has(GoalColumn::Expected) && columns.has(GoalColumn::Actual)
}

/// Reads a row beneath the columns' names.
pub(super) fn text(row: &Row, columns: &Columns<GoalColumn>, form: &mut SelfAssessment) -> Vec<usize> {
    let (sorted, _) = columns.sort(row);
    let mut taken = Vec::new();
    for (column, cells) in columns.columns.iter().zip(&sorted) {
        let own: Vec<_> = cells.iter().filter(|cell| cell.own).copied().collect();
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
