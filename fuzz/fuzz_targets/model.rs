//! The model: any pages of lines and grids, in the words of final accounts.
#![no_main]

use arbitrary::Arbitrary;
use juesuan_extract::Rect;
use juesuan_extract::layout::{Block, Cell, Grid, GridKind, Layout, TextLine};
use juesuan_fuzz::vocabulary::WORDS;
use juesuan_model::Report;

#[derive(Arbitrary, Debug)]
enum Piece {
    Line { words: Words, indent: u8, size: u8 },
    Grid { columns: u8, aligned: bool, cells: Vec<(Words, u8, u8)> },
    Page,
}

#[derive(Arbitrary, Debug)]
struct Words(Vec<Word>);

#[derive(Arbitrary, Debug)]
enum Word {
    Known(u8),
    Amount(i32, u8),
    Char(char),
}

impl Words {
    fn text(&self) -> String {
        let mut text = String::new();
        for word in self.0.iter().take(30) {
            match word {
                Word::Known(index) => text += WORDS[usize::from(*index) % WORDS.len()],
                Word::Amount(amount, decimals) => {
                    text += &format!("{:.*}", usize::from(decimals % 4), f64::from(*amount) / 100.0);
                }
                Word::Char(char) => text.push(*char),
            }
        }
        text
    }
}

libfuzzer_sys::fuzz_target!(|pieces: Vec<Piece>| {
    let mut layouts = vec![Layout::new(1, 600.0, 800.0)];
    let mut y = 50.0;
    for piece in pieces.iter().take(400) {
        let number = layouts.len() as u32 + 1;
        let Some(page) = layouts.last_mut() else { return };
        page.has_text = true;
        match piece {
            Piece::Page => {
                layouts.push(Layout::new(number, 600.0, 800.0));
                y = 50.0;
            }
            Piece::Line { words, indent, size } => {
                let (text, x0, height) = (words.text(), f32::from(*indent), f32::from(8 + size % 20));
                // Damaged fonts have glyphs without width, and lines over one another.
                let width = if *size % 16 == 15 { 0.0 } else { height * text.chars().count() as f32 };
                page.blocks.push(Block::Line(TextLine::evenly(&text, Rect { x0, y0: y, x1: x0 + width, y1: y + height })));
                y += if *indent % 16 == 15 { 0.0 } else { height + 4.0 };
            }
            Piece::Grid { columns, aligned, cells } => {
                let columns = usize::from(columns % 12) + 1;
                let kind = if *aligned { GridKind::Aligned } else { GridKind::Ruled };
                page.blocks.push(Block::Grid(grid(columns, kind, cells, y)));
                y += 20.0 * (cells.len() / columns + 1) as f32;
            }
        }
    }
    let _ = Report::read(&layouts);
});

/// Cells in rows; those that a span covers are left out.
fn grid(columns: usize, kind: GridKind, cells: &[(Words, u8, u8)], top: f32) -> Grid {
    let rows = cells.len().min(600).div_ceil(columns).max(1);
    let mut covered = vec![false; rows * columns];
    let mut placed = Vec::new();
    for (index, (words, row_span, column_span)) in cells.iter().take(600).enumerate() {
        let (row, column) = (index / columns, index % columns);
        let row_span = (usize::from(row_span % 4) + 1).min(rows - row);
        let column_span = (usize::from(column_span % 4) + 1).min(columns - column);
        let places: Vec<usize> =
            (row..row + row_span).flat_map(|row| (column..column + column_span).map(move |column| row * columns + column)).collect();
        if places.iter().any(|&place| covered[place]) {
            continue;
        }
        places.iter().for_each(|&place| covered[place] = true);
        let (x0, y0) = (40.0 * column as f32, top + 20.0 * row as f32);
        let area = Rect { x0, y0, x1: x0 + 40.0 * column_span as f32, y1: y0 + 20.0 * row_span as f32 };
        let text = words.text();
        let x1 = if row_span == 3 { x0 } else { area.x1 };
        let lines = if text.is_empty() { Vec::new() } else { vec![TextLine::evenly(&text, Rect { x1, y1: y0 + 10.0, ..area })] };
        placed.push(Cell::new(row, column, area, lines).spanning(row_span, column_span));
    }
    let edges = |count: usize, from: f32, step: f32| (0..=count).map(|at| from + step * at as f32).collect();
    Grid::new(kind, edges(rows, top, 20.0), edges(columns, 0.0, 40.0), placed)
}
