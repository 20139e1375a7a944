//! Prints the lines and grids of a PDF's pages: `cargo run --example layout -- FILE [PAGE]`.
//!
//! A grid is printed row by row: `|` between cells, `/` between the lines of a cell, `<n>` after a cell that covers
//! n columns, `^` under a cell that covers several rows, `~` where there is no cell.

use std::error::Error;

use juesuan_extract::Document;
use juesuan_extract::layout::{Block, Grid, analyze};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("usage: layout FILE [PAGE]")?;
    let only: Option<u32> = arguments.next().map(|page| page.parse()).transpose()?;
    let document = Document::open(std::fs::read(path)?)?;
    for number in 1..=document.page_count() {
        if only.is_some_and(|only| only != number) {
            continue;
        }
        let layout = analyze(&document.page(number)?);
        println!("== page {number} {:.0}x{:.0} {:?}", layout.width, layout.height, layout.turn);
        for block in &layout.blocks {
            match block {
                Block::Line(line) => println!(
                    "{:6.1} {:6.1} {:5.1} {:5.1}  {}",
                    line.bbox.x0, line.baseline, line.bbox.x1, line.size, line.text
                ),
                Block::Grid(grid) => print_grid(grid),
                _ => {}
            }
        }
        for line in &layout.aside {
            println!("aside: {}", line.text);
        }
        for diagnostic in &layout.diagnostics {
            println!("{:?}: {}", diagnostic.code, diagnostic.message);
        }
    }
    Ok(())
}

fn print_grid(grid: &Grid) {
    println!("GRID {:?} {}x{}", grid.kind, grid.rows(), grid.columns());
    for row in 0..grid.rows() {
        let mut texts = Vec::new();
        let mut column = 0;
        while column < grid.columns() {
            let Some(cell) = grid.cell_at(row, column) else {
                texts.push("~".to_owned());
                column += 1;
                continue;
            };
            let lines: Vec<&str> = cell.lines.iter().map(|line| line.text.as_str()).collect();
            let mut text = if cell.row == row { lines.join("/") } else { "^".to_owned() };
            if cell.column_span > 1 {
                text.push_str(&format!(" <{}>", cell.column_span));
            }
            texts.push(text);
            column = cell.columns().end.max(column + 1);
        }
        println!("R| {}", texts.join(" | "));
    }
}
