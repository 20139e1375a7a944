//! Tables without ruling lines (or with a few horizontal ones): text outside ruled grids → grids of kind
//! [`GridKind::Aligned`].
//!
//! | module | in | out |
//! | --- | --- | --- |
//! | [`atoms`] | pieces of text | atoms (text without any gap) in rows by baseline |
//! | [`regions`] | atoms by row | runs of rows whose numbers stand in columns: the bodies of tables |
//! | [`columns`] | a body | its columns |
//! | [`header`] | the rows above a body, its columns | header cells with the columns they span |
//! | [`solid`] | rows above a body | the same, with header texts apart that nearly touch |
//! | [`leaves`] | header texts, columns | the texts that head one column each |
//! | [`spans`] | header texts, columns | the columns each text stands over |
//! | [`body`] | a body, its columns | its cells by row |
//! | [`wrapped`] | a body's rows, its columns | the rows that go on with numbers which wrap inside their digits |
//! | [`halves`] | a grid | the grid with columns joined that were torn in two |

mod atoms;
mod body;
mod columns;
mod halves;
mod header;
mod leaves;
mod regions;
mod solid;
mod spans;
mod wrapped;

use crate::geometry::Rect;
use crate::layout::aligned::atoms::{Row, rows};
use crate::layout::aligned::regions::bodies;
use crate::layout::lines::Piece;
use crate::layout::{Cell, Grid, GridKind};
use crate::page::{Orientation, Rule};

/// A page with more pieces than this is a drawing or an attack; it is not searched for unruled tables.
const MAX_PIECES: usize = 12_000;

/// What stands between rows of text besides text: it ends tables and keeps lines apart.
pub(super) struct Surroundings<'a> {
    /// Ruled grids, which no unruled table reaches across.
    pub(super) grids: &'a [Rect],
    pub(super) rules: &'a [Rule],
}

impl Surroundings<'_> {
    /// Whether a ruled grid stands between two heights.
    fn has_grid_between(&self, above: f32, below: f32) -> bool {
        self.grids.iter().any(|grid| grid.y1 > above && grid.y0 < below)
    }

    /// Whether a horizontal rule runs between two heights over most of a stretch.
    fn has_rule_between(&self, above: f32, below: f32, x0: f32, x1: f32) -> bool {
        self.rules.iter().any(|rule| {
            rule.orientation == Orientation::Horizontal
                && (above..=below).contains(&rule.position)
                && rule.end.min(x1) - rule.start.max(x0) > 0.6 * (x1 - x0)
        })
    }
}

/// A header or body block and the grid positions it takes.
struct Placed {
    rows: std::ops::Range<usize>,
    columns: std::ops::Range<usize>,
    lines: Vec<crate::layout::TextLine>,
}

/// The unruled tables among pieces of text, and the pieces that belong to none.
pub(super) fn find<'p>(pieces: Vec<Piece<'p>>, around: &Surroundings<'_>) -> (Vec<Grid>, Vec<Piece<'p>>) {
    if pieces.len() > MAX_PIECES {
        return (Vec::new(), pieces);
    }
    let rows = rows(&pieces);
    let mut grids = Vec::new();
    let mut taken = vec![false; rows.len()];
    let mut free_from = 0;
    for mut range in bodies(&rows, around) {
        range.start = body::first_row(&rows, &range, free_from);
        let Some(body_rows) = rows.get(range.clone()) else { continue };
        let Some(mut columns) = columns::columns(body_rows) else { continue };
        let above = rows.get(free_from..range.start).unwrap_or_default();
        let header = header::header(above, body_rows, &mut columns, around);
        range.end = body::last_row(&rows, &range, &columns, around);
        let start = range.start - header.rows_used;
        let Some(body_rows) = rows.get(range.clone()) else { continue };
        let body = body::body(body_rows, &columns, around);
        let header_rows = header.edges.len();
        grids.push(halves::joined(grid(&columns.edges(), header, body), header_rows));
        taken.iter_mut().take(range.end).skip(start).for_each(|row| *row = true);
        free_from = range.end;
    }
    let in_table: Vec<usize> = rows.iter().zip(&taken).filter(|(_, taken)| **taken).map(|(row, _)| row.band).collect();
    let rest = pieces.into_iter().filter(|piece| in_table.binary_search(&piece.band).is_err()).collect();
    (grids, rest)
}

/// Puts header and body together.
fn grid(column_edges: &[f32], header: header::Header, body: body::Body) -> Grid {
    let mut row_edges = header.edges;
    let header_rows = row_edges.len();
    row_edges.extend(body.edges);
    let edge = |edges: &[f32], i: usize| edges.get(i).copied().unwrap_or_default();
    let shifted = body
        .cells
        .into_iter()
        .map(|cell| Placed { rows: cell.rows.start + header_rows..cell.rows.end + header_rows, ..cell });
    let cells = header
        .cells
        .into_iter()
        .chain(shifted)
        .map(|placed| {
            let area = Rect {
                x0: edge(column_edges, placed.columns.start),
                x1: edge(column_edges, placed.columns.end),
                y0: edge(&row_edges, placed.rows.start),
                y1: edge(&row_edges, placed.rows.end),
            };
            Cell::new(placed.rows.start, placed.columns.start, area, placed.lines)
                .spanning(placed.rows.len(), placed.columns.len())
        })
        .collect();
    Grid::new(GridKind::Aligned, row_edges, column_edges.to_vec(), cells)
}

/// All rows' common font size: the middle one.
fn usual_size(rows: &[Row<'_, '_>]) -> f32 {
    let mut sizes: Vec<f32> = rows.iter().flat_map(|row| row.atoms.iter().map(|atom| atom.size)).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(10.0)
}
