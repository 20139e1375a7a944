//! Tables whose subjects stand side by side and whose columns stand one below the other (`2010301 | 2050202 | …` as the
//! header, `基本支出` and `项目支出` as labels): layouts → the same layouts with these grids turned, so that every reader
//! finds a row for each subject. Cells keep their identities, texts and places.

use juesuan_document::layout::{Block, Grid, Layout};

use crate::key::key;
use crate::tables;

/// So many codes in one row, and so many words of columns in the first column, turn a table.
const CODES: usize = 3;
const COLUMNS: usize = 2;

/// The codes stand in one of the first so many rows.
const HEADER_ROWS: usize = 4;

/// A table has at most so many cells to be turned.
const MOST_CELLS: usize = 20_000;

/// The layouts with their turned tables upright; none where nothing is turned.
pub(crate) fn upright(layouts: &[Layout]) -> Option<Vec<Layout>> {
    let turned = |block: &Block| matches!(block, Block::Grid(grid) if is_turned(grid));
    if !layouts.iter().any(|layout| layout.blocks.iter().any(turned)) {
        return None;
    }
    let mut layouts = layouts.to_vec();
    for block in layouts.iter_mut().flat_map(|layout| &mut layout.blocks) {
        if let Block::Grid(grid) = block
            && is_turned(grid)
        {
            *grid = grid.transposed();
        }
    }
    Some(layouts)
}

/// Whether codes of subjects are the header of a grid and words of columns its labels.
fn is_turned(grid: &Grid) -> bool {
    if grid.cells.len() > MOST_CELLS || grid.columns() <= CODES {
        return false;
    }
    let is_code = |text: &str| {
        let bare = key(text);
        let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
        let alone = digits == bare.len() || bare.get(digits..).is_some_and(|rest| !rest.contains(['.', ',']));
        matches!(digits, 3 | 5 | 7) && bare.starts_with('2') && alone
    };
    let codes = |row: usize| grid.row(row).iter().filter(|cell| cell.column > 0 && is_code(&cell.text())).count();
    let first = || grid.cells.iter().filter(|cell| cell.column == 0 && !cell.lines.is_empty());
    let columns = || first().filter(|cell| tables::is_column_of_lists(&cell.text())).count();
    (0..grid.rows().min(HEADER_ROWS)).any(|row| codes(row) >= CODES)
        && columns() >= COLUMNS
        && !first().any(|cell| is_code(&cell.text()))
}

#[cfg(test)]
mod tests {
    use juesuan_document::Rect;
    use juesuan_document::layout::{Cell, TextLine};

    use super::*;
    use crate::report::Report;

    /// A page with a title and a grid of texts.
    fn page(rows: &[&[&str]]) -> Layout {
        let mut cells = Vec::new();
        for (r, row) in rows.iter().enumerate() {
            for (c, text) in row.iter().enumerate() {
                let lines = if text.is_empty() { Vec::new() } else { vec![TextLine::evenly(text, Rect::default())] };
                cells.push(Cell::new(r, c, Rect::default(), lines));
            }
        }
        let mut layout = Layout::new(1, 842.0, 595.0);
        for (text, y) in [("某局2023年度部门决算", 20.0), ("支出决算表", 100.0), ("单位：万元", 120.0)]
        {
            let bbox = Rect { x0: 100.0, y0: y, x1: 300.0, y1: y + 10.0 };
            layout.blocks.push(Block::Line(TextLine::evenly(text, bbox)));
        }
        layout.blocks.push(Block::Grid(Grid::of_cells(rows.len(), rows.first().map_or(0, |row| row.len()), cells)));
        layout
    }

    const TURNED: &[&[&str]] = &[
        &["科目编码", "合计", "205", "20502", "2050202"],
        &["科目名称", "", "教育支出", "普通教育", "小学教育"],
        &["本年支出合计", "7.00", "7.00", "7.00", "7.00"],
        &["基本支出", "5.00", "5.00", "5.00", "5.00"],
        &["项目支出", "2.00", "2.00", "2.00", "2.00"],
    ];

    #[test]
    fn codes_across_and_columns_down_are_turned() {
        let report = Report::read(&[page(TURNED)]);
        let facts: Vec<String> = report
            .facts
            .iter()
            .map(|fact| {
                let code = fact.code.as_ref().map_or("", |code| code.text.as_str());
                format!("{code} {} {}", fact.column.as_str(), fact.amount.value)
            })
            .collect();
        assert_eq!(facts.len(), 12, "{facts:?}");
        for fact in [" total 7.00", "205 basic 5.00", "20502 total 7.00", "2050202 project 2.00"] {
            assert!(facts.iter().any(|found| found == fact), "{fact}: {facts:?}");
        }
    }

    #[test]
    fn an_ordinary_list_stays_as_it_is() {
        let upright: &[&[&str]] = &[
            &["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
            &["205", "教育支出", "7.00", "5.00", "2.00"],
            &["20502", "普通教育", "7.00", "5.00", "2.00"],
        ];
        assert!(super::upright(&[page(upright)]).is_none());
        assert!(super::upright(&[page(TURNED)]).is_some());
    }
}
