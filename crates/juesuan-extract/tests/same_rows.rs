//! What must not change what is read from a page: where it lies, the order of its content, how its texts and lines
//! are cut up. On every page of `testdata/` and on content streams written by hand.
#![cfg(feature = "pdf")]
#![allow(clippy::unwrap_used, reason = "helpers of tests may fail like the tests themselves")]

#[path = "support/disturb.rs"]
mod disturb;
mod support;

use disturb::{sequence, shift, shuffle};
use juesuan_extract::layout::{Block, analyze};
use juesuan_extract::{Document, Layout, Page};
use support::one_page;

/// What is read: lines, and the cells of grids with their rows, columns and spans.
fn rows(layout: &Layout) -> Vec<String> {
    let mut rows = Vec::new();
    for block in &layout.blocks {
        match block {
            Block::Line(line) => rows.push(line.text.clone()),
            Block::Grid(grid) => rows.extend(
                grid.cells.iter().map(|cell| format!("{:?} {:?} {}", cell.rows(), cell.columns(), cell.text())),
            ),
            _ => {}
        }
    }
    rows
}

fn assert_same_rows(change: impl Fn(&mut Page)) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata");
    let mut compared = 0;
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.extension().is_none_or(|extension| extension != "pdf") {
            continue;
        }
        for page in Document::open(std::fs::read(&path).unwrap()).unwrap().pages().map(Result::unwrap) {
            let mut changed = page.clone();
            change(&mut changed);
            let place = format!("{}, page {}", path.display(), page.number);
            assert_eq!(rows(&analyze(&changed)), rows(&analyze(&page)), "{place}");
            compared += 1;
        }
    }
    assert!(compared > 100, "{compared} pages");
}

#[test]
fn a_page_may_lie_elsewhere() {
    // Whole points, so that no rounding moves a glyph over a threshold; the paper grows with it.
    assert_same_rows(|page| {
        let (dx, dy) = (64.0, 32.0);
        page.width += 2.0 * dx;
        page.height += 2.0 * dy;
        shift(page, dx, dy);
    });
}

#[test]
fn glyphs_may_be_painted_in_any_order() {
    assert_same_rows(|page| shuffle(&mut page.glyphs, page.number.into()));
}

/// A table of content operators: lines first, then texts with their places.
fn table() -> (Vec<String>, Vec<(f32, f32, &'static str)>) {
    let across = [90, 70, 50, 30].map(|y| format!("10 {y} m 190 {y} l S "));
    let down = [10, 70, 130, 190].map(|x| format!("{x} 30 m {x} 90 l S "));
    let cells = ["Code", "Name", "Total", "201", "General services", "1,234.56", "208", "Security", "0.00"];
    let at = |index: usize| (14.0 + 60.0 * (index % 3) as f32, 76.0 - 20.0 * (index / 3) as f32);
    (
        across.into_iter().chain(down).collect(),
        cells.iter().enumerate().map(|(i, text)| (at(i).0, at(i).1, *text)).collect(),
    )
}

fn read(content: &str) -> Vec<String> {
    Document::open(one_page("", "", content, &[])).unwrap().layouts().iter().flat_map(rows).collect()
}

fn shown((x, y, text): &(f32, f32, &str)) -> String {
    format!("BT /F1 6 Tf {x} {y} Td ({text}) Tj ET ")
}

#[test]
fn operators_may_come_in_any_order() {
    let (lines, texts) = table();
    let pieces: Vec<String> = lines.into_iter().chain(texts.iter().map(shown)).collect();
    let expected = read(&pieces.concat());
    assert_eq!(expected.len(), 9);
    assert_eq!(expected[4], "1..2 1..2 General services");
    for seed in 0..50 {
        let mut pieces = pieces.clone();
        shuffle(&mut pieces, seed);
        assert_eq!(read(&pieces.concat()), expected, "seed {seed}");
    }
}

#[test]
fn texts_may_be_cut_into_any_runs() {
    let (lines, texts) = table();
    let whole = lines.concat() + &texts.iter().map(shown).collect::<String>();
    for seed in 0..50 {
        let mut below = sequence(seed);
        let mut content = lines.concat();
        for (x, y, text) in &texts {
            content += &format!("BT /F1 6 Tf {x} {y} Td ");
            let mut rest = *text;
            while !rest.is_empty() {
                let (run, following) = rest.split_at(1 + below(rest.len()));
                content += &match below(3) {
                    0 => format!("({run}) Tj "),
                    1 => format!("[({run})] TJ "),
                    _ => format!("[0 ({run}) 250 -250] TJ "),
                };
                rest = following;
            }
            content += "ET ";
        }
        assert_eq!(read(&content), read(&whole), "seed {seed}");
    }
}

#[test]
fn lines_may_be_drawn_in_pieces() {
    let (_, texts) = table();
    let text: String = texts.iter().map(shown).collect();
    let expected = read(&(table().0.concat() + &text));
    for seed in 0..50 {
        let mut below = sequence(seed);
        let mut content = text.clone();
        let lines = [30, 50, 70, 90].map(|y| (y, 10, 190, true)).into_iter();
        for (across, start, end, horizontal) in lines.chain([10, 70, 130, 190].map(|x| (x, 30, 90, false))) {
            // Strokes, thin areas and dashes that touch, overlap, or leave a hair between them.
            let mut from = start;
            while from < end {
                let to = (from + 1 + below(40) as i32).min(end);
                let (low, high) =
                    (from - below(2) as i32, f64::from(to) - 0.5 * below(2) as f64 * f64::from(u8::from(to < end)));
                content += &match (below(2), horizontal) {
                    (0, true) => format!("{low} {across} m {high} {across} l S "),
                    (0, false) => format!("{across} {low} m {across} {high} l S "),
                    (_, true) => format!("{low} {across} {} 0.5 re f ", high - f64::from(low)),
                    (_, false) => format!("{across} {low} 0.5 {} re f ", high - f64::from(low)),
                };
                from = to;
            }
        }
        assert_eq!(read(&content), expected, "seed {seed}");
    }
}
