//! Lines of one wrapped header that an unruled grid shows as cells one below the other (`本年收入合`, `计`), since its
//! rows of header lines are as far apart as its header rows. Only their words tell that they are one text.
//!
//! In: a cell of a grid's header. Out: the cells whose texts are one header word together.

use juesuan_document::layout::{Cell, Grid, GridKind, TextLine};

use super::header_words::{clean, header_key, is_header_word};
use super::schema::Schema;

/// No header wraps over more lines.
const MOST_LINES: usize = 5;

/// A first line of a wrapped header is at least so long where it is a header word alone.
const SHORTEST_LINE: usize = 4;

/// The cells of one column, or of one group of columns, that make one header word with this cell; nothing where a group
/// may stand over its column (`项目`, `支出`).
pub(super) fn run<'g>(grid: &'g Grid, cell: &'g Cell, first_row: usize, schema: &Schema) -> Option<Vec<&'g Cell>> {
    let chain = chain(grid, cell, first_row);
    if chain.len() < 2 {
        return None;
    }
    let at = chain.iter().position(|other| other.row == cell.row)?;
    let runs = (2..=MOST_LINES.min(chain.len())).rev().flat_map(|length| chain.windows(length).enumerate());
    let holds = |(start, run): &(usize, &[&Cell])| (*start..start + run.len()).contains(&at);
    let whole = |run: &[&Cell]| {
        let known = |text: &str| is_header_word(&header_key(text), schema);
        let group = |part: &&Cell| clean(&part.text()).chars().count() < SHORTEST_LINE;
        let apart = || run.iter().all(|part| known(&clean(&part.text()))) && run.first().is_some_and(group);
        known(&text(run)) && !apart()
    };
    runs.filter(holds).map(|(_, run)| run).find(|run| whole(run)).map(<[_]>::to_vec)
}

/// A group's header and the header right below it, in one cell of an unruled grid because both are centred over one
/// column (`本年支出` over `合计`, `基本支出`, `项目支出`): together they are no header word, each alone is one.
pub(super) fn stacked(grid: &Grid, cell: &Cell, schema: &Schema) -> Option<[String; 2]> {
    let known = |text: &str| is_header_word(&header_key(text), schema);
    if grid.kind != GridKind::Aligned || cell.lines.len() < 2 || known(&clean(&cell.text())) {
        return None;
    }
    let join = |lines: &[TextLine]| clean(&lines.iter().map(|line| line.text.as_str()).collect::<String>());
    let levels = (1..cell.lines.len()).filter_map(|at| cell.lines.split_at_checked(at));
    levels.map(|(group, header)| [join(group), join(header)]).find(|levels| levels.iter().all(|level| known(level)))
}

/// The text of a run of cells.
pub(super) fn text(run: &[&Cell]) -> String {
    clean(&run.iter().map(|cell| cell.text()).collect::<String>())
}

/// The cells right above and right below a cell that take exactly its columns, with it, from the top.
fn chain<'g>(grid: &'g Grid, cell: &'g Cell, first_row: usize) -> Vec<&'g Cell> {
    let beside = |row: usize| {
        let found = grid.cell_at(row, cell.column).filter(|other| other.columns() == cell.columns())?;
        let is_text = found.lines.iter().all(|line| !line.text.chars().any(|c| c.is_ascii_digit()));
        (row >= first_row && !found.lines.is_empty() && is_text).then_some(found)
    };
    let mut chain = vec![cell];
    while let Some(above) =
        chain.first().filter(|_| chain.len() < MOST_LINES).and_then(|top| beside(top.row.checked_sub(1)?))
    {
        chain.insert(0, above);
    }
    let below = chain.len() + MOST_LINES - 1;
    while let Some(next) =
        chain.last().filter(|_| chain.len() < below).and_then(|bottom| beside(bottom.row + bottom.row_span))
    {
        chain.push(next);
    }
    chain
}

#[cfg(test)]
mod tests {
    use juesuan_document::Rect;

    use super::*;
    use crate::tables::TableId;

    #[test]
    fn a_group_right_over_its_middle_column_is_no_wrapped_text() {
        let schema = TableId::GeneralBudgetExpenditure.schema();
        let stacked = |kind: GridKind, texts: &[&str]| {
            let area = Rect { x0: 0.0, y0: 0.0, x1: 60.0, y1: 30.0 };
            let lines = texts.iter().map(|text| TextLine::evenly(text, area)).collect();
            let cell = Cell::new(0, 0, area, lines);
            let grid = Grid::new(kind, vec![0.0, 30.0], vec![0.0, 60.0], vec![cell.clone()]);
            stacked(&grid, &cell, schema)
        };
        let levels = Some(["本年支出".to_owned(), "基本支出".to_owned()]);
        assert_eq!(stacked(GridKind::Aligned, &["本年支出", "基本支出"]), levels);
        assert_eq!(stacked(GridKind::Ruled, &["本年支出", "基本支出"]), None);
        assert_eq!(stacked(GridKind::Aligned, &["本年支出", "合计"]), None);
        assert_eq!(stacked(GridKind::Aligned, &["本年支", "出合计"]), None);
    }
}
