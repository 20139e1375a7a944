//! The lines and cells of a scanned document: `rows MODEL FILE [PAGE]`.
use juesuan_extract::{Document, layout::Block};
use juesuan_ocr::{Recogniser, Wording};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [model, file, rest @ ..] = arguments.as_slice() else { return Err("rows MODEL FILE [PAGE]".into()) };
    let recogniser = Recogniser::open(model.as_ref())?;
    let document = Document::open(std::fs::read(file)?)?;
    let pages: Vec<u32> = match rest.first() {
        Some(page) => vec![page.parse()?],
        None => (1..=document.page_count()).collect(),
    };
    for number in pages {
        let page = juesuan_ocr::recognise(&document, document.page(number)?, &recogniser, &Wording::default());
        let layout = juesuan_extract::layout::analyze(&page);
        println!("== page {} {:?}", layout.page, layout.turn);
        for block in &layout.blocks {
            match block {
                Block::Line(line) => {
                    println!("{:.0} {:.0} [{:.1}] {}", line.bbox.x0, line.baseline, line.size, line.text)
                }
                Block::Grid(grid) => {
                    println!("-- {:?} {} x {}", grid.kind, grid.rows(), grid.columns());
                    for row in 0..grid.rows() {
                        let cells = grid.cells.iter().filter(|cell| cell.row == row);
                        println!("  {}", cells.map(|cell| cell.text()).collect::<Vec<_>>().join(" | "));
                    }
                }
                _ => {}
            }
        }
        for doubt in &layout.diagnostics {
            println!("! {}", doubt.message);
        }
    }
    Ok(())
}
