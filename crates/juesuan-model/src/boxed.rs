//! Text in boxes: page layouts → the same with the cells of such boxes as lines.
//!
//! A text may be laid out in a ruled box, its headings in the column on the left. To the readers of tables its sentences
//! are malformed numbers, and the readers of text pass over grids.

use juesuan_document::Layout;
use juesuan_document::layout::{Block, Break, Cell, Grid, Surface};

use crate::key::key;
use crate::narrative::states_account;
use crate::number::{self, CellValue};
use crate::numbering::is_numbered;

/// A box of text has no more columns: headings and text.
const COLUMNS: usize = 2;

/// Of the characters of such a box at least so many of ten stand in cells that hold sentences.
const IN_SENTENCES: usize = 6;

/// The layouts with their boxes of text opened; nothing where none has any.
pub(crate) fn opened(layouts: &[Layout]) -> Option<Vec<Layout>> {
    let boxed = |block: &Block| matches!(block, Block::Grid(grid) if is_text(grid));
    let has = |layout: &Layout| layout.surface == Surface::Page && layout.blocks.iter().any(boxed);
    if !layouts.iter().any(has) {
        return None;
    }
    let mut layouts = layouts.to_vec();
    for layout in layouts.iter_mut().filter(|layout| has(layout)) {
        let blocks = std::mem::take(&mut layout.blocks);
        let open = |block| match block {
            Block::Grid(grid) if is_text(&grid) => grid.cells.iter().flat_map(lines).collect(),
            block => vec![block],
        };
        layout.blocks = blocks.into_iter().flat_map(open).collect();
    }
    Some(layouts)
}

/// Whether a grid states an account in sentences, and has numbered headings or nothing beside them.
fn is_text(grid: &Grid) -> bool {
    if grid.columns() > COLUMNS {
        return false;
    }
    let (mut all, mut in_sentences, mut stated) = (0_usize, 0_usize, false);
    for cell in &grid.cells {
        let text = cell.text();
        let length = text.chars().count();
        let sentence = text.contains('。');
        let heading = grid.columns() == 1 || cell.column > 0 || cell.column_span > 1 || is_numbered(&key(&text));
        if !sentence && length > 0 && (!heading || !matches!(number::read(&text), CellValue::Text)) {
            return false;
        }
        all = all.saturating_add(length);
        in_sentences = in_sentences.saturating_add(if sentence { length } else { 0 });
        stated |= sentence && states_account(&text);
    }
    stated && in_sentences.saturating_mul(10) >= all.saturating_mul(IN_SENTENCES)
}

/// The lines of a cell, each with the identity of the cell. A paragraph goes on as long as no sentence ends with a line.
fn lines(cell: &Cell) -> impl Iterator<Item = Block> + '_ {
    let mut ended = true;
    cell.lines.iter().map(move |line| {
        let mut line = line.clone();
        line.id = cell.id;
        line.breaks = if ended { Break::Opens } else { Break::Continues };
        ended = line.text.trim_end().ends_with('。');
        Block::Line(line)
    })
}

#[cfg(test)]
mod tests {
    use juesuan_document::Rect;
    use juesuan_document::layout::{GridKind, TextLine};

    use super::*;

    fn page(rows: &[[&str; 2]]) -> Layout {
        let (xs, ys) =
            (vec![50.0, 150.0, 500.0], (0..=rows.len()).map(|row| 100.0 + 20.0 * row as f32).collect::<Vec<f32>>());
        let cell = |row: usize, column: usize, text: &str| {
            let area = Rect { x0: xs[column], y0: ys[row], x1: xs[column + 1], y1: ys[row + 1] };
            Cell::new(row, column, area, vec![TextLine::evenly(text, area)])
        };
        let cells = rows.iter().enumerate().flat_map(|(row, [left, right])| [cell(row, 0, left), cell(row, 1, right)]);
        let cells = cells.collect();
        let mut layout = Layout::new(1, 595.0, 842.0);
        layout.blocks.push(Block::Grid(Grid::new(GridKind::Ruled, ys, xs, cells)));
        layout
    }

    #[test]
    fn a_text_in_a_box_is_a_text() {
        let text = [
            ["一、收入决算情况", "本年收入合计9.00万元，比上年增加1.00万元。"],
            ["二、支出决算情况", "本年支出合计8.00万元，其中：基本支出8.00万元。"],
        ];
        let opened = opened(&[page(&text)]).expect("a box of text");
        let lines: Vec<&Break> = opened[0]
            .blocks
            .iter()
            .filter_map(|block| if let Block::Line(line) = block { Some(&line.breaks) } else { None })
            .collect();
        assert_eq!(lines, [&Break::Opens; 4]);
    }

    #[test]
    fn tables_and_forms_are_none() {
        for rows in [
            [["一、收入", "9.00"], ["二、支出", "本年支出合计8.00万元，其中：基本支出8.00万元。"]],
            [["存在问题", "本年收入合计9.00万元，比上年增加1.00万元。"], ["改进措施", "本年支出合计8.00万元。"]],
            [["一、职责", "负责某项工作。"], ["二、机构", "设有三个科室。"]],
        ] {
            assert!(opened(&[page(&rows)]).is_none(), "{rows:?}");
        }
    }
}
