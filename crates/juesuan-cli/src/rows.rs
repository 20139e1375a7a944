//! `juesuan rows`: the text lines and grids that the pages show, one JSON object a row, for people who debug and for
//! other programs.

use std::io::{self, BufWriter, Write};

use juesuan::Rect;
use juesuan::layout::{Block, Grid, GridKind, Layout, TextLine};
use serde::Serialize;

use crate::answer::{Form, Task};
use crate::args::RowsArgs;
use crate::batch::{self, Order, Session};
use crate::input;
use crate::output::{Outcome, Stop, write_result};
use crate::separate;

/// One row: a text line, or a row of a grid.
#[derive(Debug, Serialize)]
struct Row<'a> {
    /// Only where there are several documents.
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<&'a str>,
    page: u32,
    /// `line`, `ruled` (a grid by its ruling lines) or `aligned` (a grid by the alignment of its text).
    kind: &'static str,
    /// The grid on its page, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    grid: Option<usize>,
    /// The row in its grid, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<usize>,
    #[serde(rename = "box")]
    bbox: [f64; 4],
    cells: Vec<RowCell>,
}

/// A cell of a row. A cell over several rows stands in the first of them.
#[derive(Debug, Serialize)]
struct RowCell {
    /// From 1.
    column: usize,
    rows: usize,
    columns: usize,
    text: String,
    /// Of the text; of the cell where it is blank.
    #[serde(rename = "box")]
    bbox: [f64; 4],
}

pub(crate) fn run(args: &RowsArgs, session: Session) -> Result<Outcome, Stop> {
    let inputs = input::collect(&args.input)?;
    separate::stdout_from_inputs(&inputs)?;
    let task = Task { form: Form::Rows { named: inputs.len() > 1 }, options: args.input.read_options() };
    let mut out = BufWriter::new(io::stdout().lock());
    let outcome = batch::run(&inputs, &task, &args.input.pace(Order::OfInputs), session, |_, answer| {
        write_result(&answer.result, &mut out).map_err(Stop::to_stdout)
    })?;
    out.flush().map_err(Stop::to_stdout)?;
    Ok(outcome)
}

/// The rows of a document as JSON lines.
pub(crate) fn render(document: Option<&str>, layouts: &[Layout]) -> io::Result<String> {
    let mut text = Vec::new();
    for layout in layouts {
        write_page(document, layout, &mut text)?;
    }
    String::from_utf8(text).map_err(io::Error::other)
}

fn write_page(document: Option<&str>, layout: &Layout, out: &mut impl Write) -> io::Result<()> {
    let mut grids = 0;
    for block in &layout.blocks {
        match block {
            Block::Line(line) => write_row(&line_row(document, layout, line), out)?,
            Block::Grid(grid) => {
                grids += 1;
                for row in 0..grid.rows() {
                    write_row(&grid_row(document, layout, (grids, grid), row), out)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn write_row(row: &Row<'_>, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, row)?;
    out.write_all(b"\n")
}

fn line_row<'a>(document: Option<&'a str>, layout: &Layout, line: &TextLine) -> Row<'a> {
    let bbox = hundredths(layout.on_page(line.bbox));
    let cell = RowCell { column: 1, rows: 1, columns: 1, text: line.text.clone(), bbox };
    Row { document, page: layout.page, kind: "line", grid: None, row: None, bbox, cells: vec![cell] }
}

fn grid_row<'a>(document: Option<&'a str>, layout: &Layout, (number, grid): (usize, &Grid), row: usize) -> Row<'a> {
    let kind = if grid.kind == GridKind::Ruled { "ruled" } else { "aligned" };
    let edge = |index: usize| grid.row_edges.get(index).copied().unwrap_or_default();
    let bbox = hundredths(layout.on_page(Rect { y0: edge(row), y1: edge(row.saturating_add(1)), ..grid.bbox }));
    let cells = grid.row(row).iter().map(|cell| RowCell {
        column: cell.column.saturating_add(1),
        rows: cell.row_span,
        columns: cell.column_span,
        text: cell.text(),
        bbox: hundredths(layout.on_page(cell.text_box())),
    });
    let (grid, row) = (Some(number), Some(row.saturating_add(1)));
    Row { document, page: layout.page, kind, grid, row, bbox, cells: cells.collect() }
}

fn hundredths(Rect { x0, y0, x1, y1 }: Rect) -> [f64; 4] {
    [x0, y0, x1, y1].map(|edge| (f64::from(edge) * 100.0).round() / 100.0)
}
