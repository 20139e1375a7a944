//! Rows that a page break cut in two → one row. (Rows of the indicators are joined in `indicators`, by their points.)

use super::indicators;
use super::sheet::{Cell, Row, append};
use super::vocabulary::{
    CLOSING, FUND_COLUMNS, GOAL_COLUMNS, INDICATOR_COLUMNS, SUM, TOTAL, fund, has, head, is_block, lists, look_up,
};

/// Joins the two halves of each cut row of a form.
pub(super) fn join(rows: &[Row]) -> Vec<Row> {
    let mut joined: Vec<Row> = Vec::with_capacity(rows.len());
    let (mut inside, mut before_last) = (false, false);
    for (index, row) in rows.iter().enumerate() {
        if row.opens_grid
            && !before_last
            && let Some(above) = joined.last_mut()
            && let Some(whole) = whole(above, row)
        {
            *above = whole;
        } else {
            joined.push(row.clone());
        }
        before_last = inside;
        if let Some(last) = joined.last() {
            inside = indicators::columns(last, rows.get(index + 1)).is_some()
                || inside && !last.printed().any(|cell| lists(TOTAL, &cell.label) || lists(SUM, &cell.label));
        }
    }
    joined
}

/// The row that two halves make: a word was cut, or what one half prints the other leaves blank.
fn whole(above: &Row, below: &Row) -> Option<Row> {
    let pairs: Vec<(&Cell, &Cell)> =
        below.printed().map(|cell| Some((partner(above, cell)?, cell))).collect::<Option<_>>()?;
    let cut = |(above, below): &(&Cell, &Cell)| {
        !above.text.is_empty() && !is_word(&above.text) && is_word(&format!("{}{}", above.text, below.text))
    };
    let blank = pairs.iter().all(|(above, _)| above.text.is_empty());
    let words = |row: &Row| row.printed().filter(|cell| is_word(&cell.text)).count();
    let only_words = |row: &Row| row.printed().all(|cell| is_word(&cell.text) || is_block(&cell.text));
    let complete = match (words(above), words(below)) {
        (0, _) => only_words(below) && above.printed().next().is_some(),
        (_, 0) => true,
        _ => only_words(above) && only_words(below),
    };
    if pairs.is_empty() || !(pairs.iter().any(cut) || blank && complete) {
        return None;
    }
    let mut whole = above.clone();
    for (above, below) in pairs {
        if let Some(cell) = whole.cells.iter_mut().find(|cell| cell.id == above.id) {
            let mut text = Some(cell.text()).filter(|text| !text.is_empty());
            append(&mut text, below.text());
            cell.set_text(text.unwrap_or_default());
        }
    }
    Some(whole)
}

/// The cell of the row above between the same borders.
fn partner<'r>(above: &'r Row, cell: &Cell) -> Option<&'r Cell> {
    above.cells.iter().find(|a| a.borders == cell.borders)
}

/// Whether the form's vocabulary has the text.
fn is_word(text: &str) -> bool {
    head(text).is_some()
        || look_up(CLOSING, text).is_some()
        || look_up(FUND_COLUMNS, text).is_some()
        || look_up(GOAL_COLUMNS, text).is_some()
        || look_up(INDICATOR_COLUMNS, text).is_some()
        || fund(text).is_some()
        || has(TOTAL, text)
}
