//! Tables drawn as text, for the tests of this module: `<` continues the cell to the left, `^` the cell above.

use juesuan_document::Rect;
use juesuan_document::layout::{Block, Cell, Grid, GridKind, Layout, TextLine};

use crate::flow::flow;
use crate::tables::{Fact, TablesRead};

const WIDTH: f32 = 60.0;
const HEIGHT: f32 = 20.0;

/// A page of lines and tables, from top to bottom.
pub(super) enum Drawn<'a> {
    Line(&'a str),
    Table(&'a [&'a str]),
}

/// A grid of rows whose cells are split by `|`.
pub(super) fn grid(rows: &[&str], top: f32) -> Grid {
    let texts: Vec<Vec<&str>> = rows.iter().map(|row| row.split('|').map(str::trim).collect()).collect();
    let columns = texts.first().map_or(0, Vec::len);
    let edges = |count: usize, step: f32, from: f32| (0..=count).map(|i| from + step * i as f32).collect::<Vec<f32>>();
    let (xs, ys) = (edges(columns, WIDTH, 50.0), edges(texts.len(), HEIGHT, top));
    let mut cells: Vec<Cell> = Vec::new();
    for (row, line) in texts.iter().enumerate() {
        assert_eq!(line.len(), columns, "row {row} of the sketch");
        for (column, text) in line.iter().enumerate() {
            let grown = match *text {
                "<" => cells.iter_mut().rfind(|cell| cell.row == row),
                "^" => cells.iter_mut().find(|cell| cell.columns().contains(&column) && cell.rows().end == row),
                _ => None,
            };
            if let Some(cell) = grown {
                cell.column_span = cell.column_span.max(column + 1 - cell.column);
                cell.row_span = cell.row_span.max(row + 1 - cell.row);
                cell.area = Rect { x1: xs[cell.columns().end], y1: ys[cell.rows().end], ..cell.area };
            } else if *text != "^" && *text != "<" {
                let area = Rect { x0: xs[column], y0: ys[row], x1: xs[column + 1], y1: ys[row + 1] };
                cells.push(Cell::new(row, column, area, Vec::new()));
            }
        }
    }
    for cell in &mut cells {
        let text = texts[cell.row][cell.column];
        if !text.is_empty() {
            let inner = Rect {
                x0: cell.area.x0 + 2.0,
                y0: cell.area.y0 + 2.0,
                x1: cell.area.x1 - 2.0,
                y1: cell.area.y0 + 12.0,
            };
            cell.lines.push(TextLine::evenly(text, inner));
        }
    }
    Grid::new(GridKind::Ruled, ys, xs, cells)
}

/// Pages of drawn lines and tables.
pub(super) fn layouts(pages: &[&[Drawn<'_>]]) -> Vec<Layout> {
    let mut number = 0;
    let page = |drawn: &&[Drawn<'_>]| {
        number += 1;
        let mut layout = Layout::new(number, 842.0, 1500.0);
        let mut y = 200.0;
        for piece in *drawn {
            match piece {
                Drawn::Line(text) => {
                    let bbox = Rect { x0: 100.0, y0: y, x1: 300.0, y1: y + 10.0 };
                    layout.blocks.push(Block::Line(TextLine::evenly(text, bbox)));
                    y += 20.0;
                }
                Drawn::Table(rows) => {
                    layout.blocks.push(Block::Grid(grid(rows, y)));
                    y += HEIGHT * rows.len() as f32 + 10.0;
                }
            }
        }
        layout
    };
    pages.iter().map(page).collect()
}

/// Reads drawn pages.
pub(super) fn read(pages: &[&[Drawn<'_>]]) -> TablesRead {
    read_layouts(&layouts(pages))
}

/// Reads pages.
pub(super) fn read_layouts(layouts: &[Layout]) -> TablesRead {
    read_of(layouts, None)
}

/// Reads pages of a department's document.
pub(super) fn read_of(layouts: &[Layout], department: Option<&str>) -> TablesRead {
    let items = flow(layouts);
    let everywhere = 0..items.len();
    let Ok(out) = super::read(
        &items,
        &|_| false,
        std::slice::from_ref(&everywhere),
        true,
        None,
        department,
        &crate::clock::endless,
    );
    out
}

/// `side code-or-label column value` of each fact.
pub(super) fn brief(facts: &[Fact]) -> Vec<String> {
    let fact = |fact: &Fact| {
        let name = fact.code.as_ref().or(fact.label.as_ref()).map(|text| text.text.as_str()).unwrap_or_default();
        let side = fact.side.map(|side| side.as_str()).unwrap_or_default();
        let value = fact.amount.value.to_string();
        [side, name, fact.column.as_str(), &value]
            .into_iter()
            .filter(|piece| !piece.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    };
    facts.iter().map(fact).collect()
}
