//! Which borders of tables are one: the grids of a document → their column borders, numbered alike where a grid goes on
//! from the one before it ([`Grid::tracks`]).
//!
//! A table or a form that a page cuts is several grids. Borders that stand one below the other are one border, whatever
//! the page; a page that is set off sideways is put back first.

use crate::layout::{Block, Grid, Layout, Surface};

/// Borders that are one lie this close, in points.
const ALIGNED: f32 = 4.0;

/// No more than so many borders of a grid that goes on are new.
const MISSED: usize = 1;

/// A grid that shares no more borders than these is another table: every table has a left and a right one.
const SIDES: usize = 2;

/// Nothing goes on from tables with more borders: each grid is looked up among all of them.
const MOST: usize = 1_000;

/// Numbers the column borders of all grids.
pub(super) fn set(layouts: &mut [Layout]) {
    let mut first = 0;
    for ruler in rulers(layouts) {
        for (layout, block, borders) in &ruler.grids {
            let block = layouts.get_mut(*layout).and_then(|layout| layout.blocks.get_mut(*block));
            if let Some(Block::Grid(grid)) = block {
                grid.tracks = borders.iter().map(|border| ruler.number(first, *border)).collect();
            }
        }
        first = ruler.number(first, f32::INFINITY);
    }
}

fn rulers(layouts: &[Layout]) -> Vec<Ruler> {
    let mut rulers: Vec<Ruler> = Vec::new();
    for (at, layout) in layouts.iter().enumerate() {
        for (index, block) in layout.blocks.iter().enumerate() {
            let Block::Grid(grid) = block else { continue };
            let near = rulers.last_mut().filter(|ruler| {
                let between = layouts.get(ruler.layout.saturating_add(1)..at).unwrap_or_default();
                between.iter().all(is_blank) && layouts.get(ruler.layout).is_some_and(|l| l.file == layout.file)
            });
            match near.filter(|ruler| ruler.goes_on(grid)) {
                Some(ruler) => ruler.add(at, index, grid),
                None => {
                    let mut ruler = Ruler::default();
                    ruler.add(at, index, grid);
                    rulers.push(ruler);
                }
            }
        }
    }
    rulers
}

/// Whether a page holds nothing but what stands in margins. A picture is something that is not read.
fn is_blank(layout: &Layout) -> bool {
    let in_margin = |block: &Block| matches!(block, Block::Line(line) if layout.in_margin(line));
    layout.surface == Surface::Page && !layout.has_pictures && layout.blocks.iter().all(in_margin)
}

/// The borders of grids that go on from one another.
#[derive(Debug, Default)]
struct Ruler {
    /// Where they stand, from left to right.
    borders: Vec<f32>,
    /// The grids: layout, block, and where their borders stand on the ruler.
    grids: Vec<(usize, usize, Vec<f32>)>,
    /// The layout of the last of them, and its left and right side on the ruler.
    layout: usize,
    sides: (f32, f32),
}

impl Ruler {
    /// How far a grid must be moved to stand below the last one, where it is as wide.
    fn sideways(&self, grid: &Grid) -> f32 {
        let (left, right) = self.sides;
        if (right - left - grid.bbox.width()).abs() < ALIGNED { left - grid.bbox.x0 } else { 0.0 }
    }

    /// The border of the ruler that stands where another does.
    fn known(&self, border: f32) -> Option<f32> {
        let after = self.borders.partition_point(|known| *known < border);
        let near = self.borders.get(after.saturating_sub(1)..).unwrap_or_default().iter().take(2);
        let distance = |known: &f32| (known - border).abs();
        near.copied().filter(|known| distance(known) < ALIGNED).min_by(|a, b| distance(a).total_cmp(&distance(b)))
    }

    /// Whether a grid, or its first row, has the borders of those before it. That of a broken cell may be missing.
    fn goes_on(&self, grid: &Grid) -> bool {
        if self.borders.len() > MOST {
            return false;
        }
        let shift = self.sideways(grid);
        let shares = |borders: &mut dyn Iterator<Item = f32>| {
            let (mut all, mut known) = (0_usize, 0_usize);
            for border in borders {
                all = all.saturating_add(1);
                known = known.saturating_add(usize::from(self.known(border + shift).is_some()));
            }
            known > SIDES && known.saturating_add(MISSED) >= all
        };
        shares(&mut grid.column_edges.iter().copied()) || shares(&mut grid.row(0).iter().map(|cell| cell.area.x0))
    }

    fn add(&mut self, layout: usize, block: usize, grid: &Grid) {
        let shift = if self.grids.is_empty() { 0.0 } else { self.sideways(grid) };
        let on_ruler = |edge: &f32| self.known(edge + shift).unwrap_or(edge + shift);
        let borders: Vec<f32> = grid.column_edges.iter().map(on_ruler).collect();
        self.borders.extend(&borders);
        self.borders.sort_by(f32::total_cmp);
        self.borders.dedup();
        self.grids.push((layout, block, borders));
        self.layout = layout;
        self.sides = (grid.bbox.x0 + shift, grid.bbox.x1 + shift);
    }

    /// The number of a border, where the ruler's are counted from the given one.
    fn number(&self, first: u32, border: f32) -> u32 {
        let at = self.borders.partition_point(|known| *known < border);
        first.saturating_add(u32::try_from(at).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::GridKind;

    /// The tracks of grids with these borders, one on each page.
    fn tracks(grids: &[&[f32]]) -> Vec<Vec<u32>> {
        let page = |(number, borders): (u32, &&[f32])| {
            let mut page = Layout::new(number, 600.0, 842.0);
            let grid = Grid::new(GridKind::Ruled, vec![100.0, 120.0], borders.to_vec(), Vec::new());
            page.blocks.push(Block::Grid(grid));
            page
        };
        let mut pages: Vec<Layout> = (1..).zip(grids).map(page).collect();
        set(&mut pages);
        let grids = pages.iter().flat_map(|page| &page.blocks);
        grids.filter_map(|block| if let Block::Grid(grid) = block { Some(grid.tracks.clone()) } else { None }).collect()
    }

    #[test]
    fn a_grid_that_goes_on_has_the_borders_of_the_one_before() {
        let found = tracks(&[&[50.0, 150.0, 250.0, 350.0], &[51.0, 149.0, 350.0], &[50.0, 150.0, 252.0, 350.0]]);
        assert_eq!(found, [vec![0, 1, 2, 3], vec![0, 1, 3], vec![0, 1, 2, 3]]);
    }

    #[test]
    fn a_blank_page_between_is_passed_over() {
        let borders = [50.0, 150.0, 350.0];
        let around = |blank: Layout| {
            let page = |number| {
                let mut page = Layout::new(number, 600.0, 842.0);
                let grid = Grid::new(GridKind::Ruled, vec![100.0, 120.0], borders.to_vec(), Vec::new());
                page.blocks.push(Block::Grid(grid));
                page
            };
            let mut pages = [page(1), blank, page(3)];
            set(&mut pages);
            let tracks = pages.iter().flat_map(|page| &page.blocks);
            let tracks =
                tracks.filter_map(|block| if let Block::Grid(grid) = block { Some(grid.tracks.clone()) } else { None });
            tracks.collect::<Vec<_>>()
        };
        assert_eq!(around(Layout::new(2, 600.0, 842.0)), [[0, 1, 2]; 2]);
        let mut picture = Layout::new(2, 600.0, 842.0);
        picture.has_pictures = true;
        assert_eq!(around(picture), [[0, 1, 2], [3, 4, 5]]);
    }

    #[test]
    fn a_page_that_is_set_off_sideways_is_put_back() {
        let found = tracks(&[&[50.0, 150.0, 350.0], &[80.0, 180.0, 380.0], &[80.0, 180.0, 380.0]]);
        assert_eq!(found, [[0, 1, 2]; 3]);
    }

    #[test]
    fn a_new_border_finds_its_place_among_the_others() {
        let found = tracks(&[&[50.0, 150.0, 350.0], &[50.0, 100.0, 150.0, 350.0]]);
        assert_eq!(found, [vec![0, 2, 3], vec![0, 1, 2, 3]]);
    }

    #[test]
    #[allow(clippy::cast_precision_loss)]
    fn a_table_with_too_many_borders_is_not_gone_on_from() {
        let borders: Vec<f32> = (0..=MOST).map(|at| 10.0 * at as f32).collect();
        let of = |columns: usize| tracks(&[&borders[..=columns], &borders[..=columns]]);
        assert!(of(MOST - 1).windows(2).all(|pair| pair[0] == pair[1]));
        assert!(of(MOST).windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn other_tables_share_no_border() {
        let found = tracks(&[&[50.0, 150.0, 350.0], &[50.0, 200.0, 350.0], &[50.0, 60.0, 70.0, 150.0, 350.0]]);
        assert_eq!(found, [vec![0, 1, 2], vec![3, 4, 5], vec![6, 7, 8, 9, 10]]);
    }
}
