//! A scanned document, read with an installed model. Without one the tests say so and do nothing.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::{Path, PathBuf};

use juesuan_document::layout::Block;
use juesuan_document::{Document, Origin};
use juesuan_ocr::{Mode, Wording, document, install};

fn model() -> Option<PathBuf> {
    let found = install::find(None);
    if found.is_none() {
        eprintln!("skipped: no recognition model; {}", install::HOW);
    }
    found
}

fn scan() -> juesuan_extract::Document {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/scan.pdf");
    juesuan_extract::Document::open(std::fs::read(path).unwrap()).unwrap()
}

/// The texts of all cells.
fn cells(document: &Document) -> Vec<(String, Origin)> {
    let grids = document.layouts.iter().flat_map(|layout| &layout.blocks).filter_map(|block| match block {
        Block::Grid(grid) => Some(grid),
        _ => None,
    });
    let filled = grids.flat_map(|grid| &grid.cells).filter(|cell| !cell.lines.is_empty());
    filled.map(|cell| (cell.text(), cell.origin())).collect()
}

#[test]
fn amounts_of_a_scanned_table_are_read_and_say_that_they_were_recognised() {
    let Some(model) = model() else { return };
    let cells = cells(&document(&scan(), &model, Mode::Auto, &Wording::default()));
    for amount in ["8,129.49", "901.50", "6,690.62", "9,344.79", "9,250.89", "9,419.24"] {
        let Some((_, origin)) = cells.iter().find(|(text, _)| text == amount) else { panic!("{amount} is missing") };
        assert!(matches!(origin, Origin::Recognised { accepted: true, .. }), "{amount}: {origin:?}");
    }
    assert!(cells.iter().all(|(_, origin)| *origin != Origin::Text), "nothing here is text of the file");
}

#[test]
fn switched_off_a_scan_stays_unread() {
    let Some(model) = model() else { return };
    assert_eq!(cells(&document(&scan(), &model, Mode::Off, &Wording::default())), []);
}

#[test]
fn a_model_that_cannot_be_loaded_is_a_doubt_about_the_page() {
    let document = document(&scan(), Path::new("/nowhere"), Mode::Auto, &Wording::default());
    let doubts: Vec<&str> =
        document.layouts.iter().flat_map(|layout| &layout.diagnostics).map(|doubt| doubt.message.as_str()).collect();
    assert!(doubts.iter().any(|doubt| doubt.contains("ocr-model add")), "{doubts:?}");
}
