//! Lattices and pieces of text → grids of kind [`GridKind::Ruled`], and the pieces that are left over.
//!
//! Text is given to cells piece by piece *before* lines are built, so neighbouring cells never interleave.

use std::collections::BTreeMap;

use crate::geometry::{Point, Rect};
use crate::layout::frame::Ink;
use crate::layout::lattice::{Lattice, Span};
use crate::layout::lines::{Piece, lines_of};
use crate::layout::split::split_rows;
use crate::layout::{Cell, Grid, GridKind, TextLine};

/// A lattice whose cells hold their text.
pub(super) struct Filled<'p> {
    pub(super) lattice: Lattice,
    /// The pieces of each cell, in the order of [`Lattice::spans`].
    pub(super) cells: Vec<Vec<Piece<'p>>>,
}

/// Gives every piece that stands in a lattice to one of its cells; returns the others.
pub(super) fn fill<'p>(lattices: Vec<Lattice>, pieces: Vec<Piece<'p>>) -> (Vec<Filled<'p>>, Vec<Piece<'p>>) {
    let mut filled: Vec<Filled<'p>> =
        lattices.into_iter().map(|lattice| Filled { cells: vec![Vec::new(); lattice.spans.len()], lattice }).collect();
    // Smaller lattices first: a table inside a cell of another keeps its own text.
    filled.sort_by(|a, b| area(&a.lattice.bbox()).total_cmp(&area(&b.lattice.bbox())));
    let mut outside = Vec::new();
    for piece in pieces {
        let home = filled.iter_mut().find_map(|table| home(&table.lattice, &piece).map(|cell| (table, cell)));
        match home.and_then(|(table, cell)| table.cells.get_mut(cell)) {
            Some(cell) => cell.push(piece),
            None => outside.push(piece),
        }
    }
    filled.sort_by(|a, b| {
        let (a, b) = (a.lattice.bbox(), b.lattice.bbox());
        a.y0.total_cmp(&b.y0).then(a.x0.total_cmp(&b.x0))
    });
    (filled, outside)
}

fn area(rect: &Rect) -> f32 {
    rect.width() * rect.height()
}

/// The cell that holds most of a piece; of equal shares the one where it starts.
fn home(lattice: &Lattice, piece: &Piece<'_>) -> Option<usize> {
    let bbox = lattice.bbox();
    let y = piece.middle();
    if y < bbox.y0 || y > bbox.y1 || piece.x1() < bbox.x0 || piece.x0() > bbox.x1 {
        return None;
    }
    let mut shares: Vec<(Option<usize>, f32)> = Vec::new();
    for ink in &piece.inks {
        let cell = lattice.cell_at(Point { x: ink.bbox.center().x, y });
        let width = ink.bbox.width().max(0.01);
        match shares.iter_mut().find(|(candidate, _)| *candidate == cell) {
            Some((_, share)) => *share += width,
            None => shares.push((cell, width)),
        }
    }
    let mut best: Option<(Option<usize>, f32)> = None;
    for (cell, share) in shares {
        if best.is_none_or(|(_, most)| share > most * 1.001) {
            best = Some((cell, share));
        }
    }
    best.and_then(|(cell, _)| cell)
}

impl<'p> Filled<'p> {
    /// Whether the lattice draws a table at all: a single box, a frame or an empty drawing does not.
    pub(super) fn is_table(&self) -> bool {
        let filled = self.cells.iter().filter(|cell| !cell.is_empty()).count();
        self.lattice.xs.len() > 2 && (filled > 1 || filled == 1 && self.lattice.spans.len() > 2)
    }

    /// All its text, for a lattice that is no table.
    pub(super) fn into_pieces(self) -> Vec<Piece<'p>> {
        self.cells.into_iter().flatten().collect()
    }

    /// Adds text that runs at a right angle to the main text where it lies wholly inside one cell.
    pub(super) fn adopts(&self, run: &TextLine) -> Option<usize> {
        let cell = self.lattice.cell_at(run.bbox.center())?;
        let area = self.lattice.area(self.lattice.spans.get(cell)?);
        let slack = run.size * 0.5;
        let inside = run.bbox.x0 >= area.x0 - slack
            && run.bbox.x1 <= area.x1 + slack
            && run.bbox.y0 >= area.y0 - slack
            && run.bbox.y1 <= area.y1 + slack;
        inside.then_some(cell)
    }

    /// The grid, with `crosswise` lines added to the given cells.
    pub(super) fn into_grid(self, lines: Vec<(usize, TextLine)>) -> Grid {
        let mut crosswise: BTreeMap<usize, Vec<TextLine>> = BTreeMap::new();
        for (cell, line) in lines {
            crosswise.entry(cell).or_default().push(line);
        }
        let Self { lattice, cells } = self;
        let mut grid_cells = Vec::with_capacity(cells.len());
        for (index, (span, pieces)) in lattice.spans.iter().zip(cells).enumerate() {
            let mut lines = lines_of(pieces);
            lines.extend(crosswise.remove(&index).unwrap_or_default());
            grid_cells.push(cell(span, lattice.area(span), lines));
        }
        split_rows(Grid::new(GridKind::Ruled, lattice.ys, lattice.xs, grid_cells))
    }
}

fn cell(span: &Span, area: Rect, lines: Vec<TextLine>) -> Cell {
    Cell::new(span.rows.start, span.columns.start, area, lines).spanning(span.rows.len(), span.columns.len())
}

/// Whether any ink stands in a box.
pub(super) fn inked(inks: &[Ink<'_>]) -> impl Fn(Rect) -> bool + use<> {
    let mut points: Vec<Point> = inks
        .iter()
        .filter(|ink| !ink.blank)
        .map(|ink| Point { x: ink.bbox.center().x, y: ink.middle() })
        .filter(|point| !point.y.is_nan())
        .collect();
    // A page may draw thousands of boxes: only the ink at the height of each is looked at.
    points.sort_by(|a, b| a.y.total_cmp(&b.y));
    move |rect| {
        let from = points.partition_point(|point| point.y < rect.y0);
        let mut near = points.iter().skip(from).take_while(|point| point.y <= rect.y1);
        near.any(|point| rect.contains(*point))
    }
}
