//! Provenance: the glyphs inside the box of a value or a text give again what is printed there.
//!
//! Over `testdata`, and over the rendered and real documents of `../shared/corpus` where they are at hand.

#![allow(missing_docs, clippy::disallowed_fields, clippy::unwrap_used, clippy::indexing_slicing)] // a test that cannot go on fails

use std::path::{Path, PathBuf};

use juesuan_extract::layout::{Block, analyze};
use juesuan_extract::{Document, Layout, Page};
use juesuan_model::Report;
use juesuan_model::key::key;
use juesuan_model::number::{self, CellValue};
use serde_json::Value;

/// Boxes are given in hundredths of a point.
const ROUNDING: f32 = 0.01;

/// What a report says is printed in a box.
struct Printed {
    path: String,
    text: Option<String>,
    value: Option<String>,
    page: usize,
    bbox: [f32; 4],
}

/// Everything of a report that has a text or a value, and a place.
fn printed(value: &Value, path: &str, found: &mut Vec<Printed>) {
    match value {
        Value::Object(fields) => {
            let string = |name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
            if let Some(Value::Array(at)) = fields.get("at")
                && (fields.contains_key("text") || fields.contains_key("value"))
            {
                #[allow(clippy::cast_possible_truncation)]
                let edge = |index: usize| at[index].as_f64().unwrap() as f32;
                found.push(Printed {
                    path: path.to_owned(),
                    text: string("text"),
                    value: string("value"),
                    page: usize::try_from(at[0].as_u64().unwrap()).unwrap(),
                    bbox: [edge(1), edge(2), edge(3), edge(4)],
                });
            }
            fields.iter().for_each(|(name, field)| printed(field, &format!("{path}.{name}"), found));
        }
        Value::Array(items) => items.iter().for_each(|item| printed(item, path, found)),
        _ => {}
    }
}

/// The text of the glyphs inside a box, read again from the glyphs alone.
fn read_again(page: &Page, [x0, y0, x1, y1]: [f32; 4]) -> String {
    let mut alone = Page::new(page.number, page.width, page.height);
    let inside = |glyph: &&juesuan_extract::Glyph| {
        let middle = glyph.bbox.center();
        (x0 - ROUNDING..=x1 + ROUNDING).contains(&middle.x) && (y0 - ROUNDING..=y1 + ROUNDING).contains(&middle.y)
    };
    alone.glyphs = page.glyphs.iter().filter(inside).cloned().collect();
    let layout = analyze(&alone);
    let lines = layout.blocks.iter().flat_map(|block| match block {
        Block::Line(line) => vec![line.text.clone()],
        Block::Grid(grid) => grid.cells.iter().map(juesuan_extract::layout::Cell::text).collect(),
        _ => Vec::new(),
    });
    key(&lines.chain(layout.aside.iter().map(|line| line.text.clone())).collect::<String>())
}

/// Whether the glyphs of the box say what the report says.
fn agrees(printed: &Printed, again: &str) -> bool {
    let Some(text) = &printed.text else {
        return match (number::read(again), &printed.value) {
            (CellValue::Number(number) | CellValue::Percent(number), Some(value)) => number.to_string() == *value,
            // A weight in a label that a page break cuts: `满意度` | `指标（10）`.
            (_, Some(_)) if printed.path.ends_with(".level1_weight") && !again.contains(char::is_numeric) => true,
            (_, Some(value)) => again.replace(',', "").contains(value),
            (_, None) => true,
        };
    };
    let text = key(text);
    let chars: Vec<char> = text.chars().collect();
    let sorted = |text: &str| {
        let mut chars: Vec<char> = text.chars().collect();
        chars.sort_unstable();
        chars
    };
    // The union of a text's lines holds their other words, too.
    again.contains(&text)
        // A sign in a column of its own (`90%` | `≥`) is put before the number.
        || sorted(again) == sorted(&text)
        // Of a text over two pages, the part on the first.
        || (1..chars.len()).any(|len| again.ends_with(&chars[..len].iter().collect::<String>()))
        // What an amount is of may begin in a heading; its last words stand in the sentence.
        || printed.path.ends_with(".subject") && again.contains(&chars[chars.len() - 2..].iter().collect::<String>())
}

fn check(path: &Path, counted: &mut usize, wrong: &mut Vec<String>) {
    let document = Document::open(std::fs::read(path).unwrap()).unwrap();
    let pages: Vec<Page> = document.pages().map(Result::unwrap).collect();
    let layouts: Vec<Layout> = pages.iter().map(analyze).collect();
    let report = Report::read(&layouts);
    let mut all = Vec::new();
    printed(&serde_json::to_value(&report).unwrap(), "", &mut all);
    *counted += all.len();
    for printed in all {
        let again = printed.page.checked_sub(1).map_or_else(String::new, |page| read_again(&pages[page], printed.bbox));
        if !agrees(&printed, &again) {
            let Printed { path: field, text, value, page, bbox } = printed;
            let said = text.or(value).unwrap();
            wrong.push(format!(
                "{}: {field} on page {page} {bbox:?}: “{said}”, the box holds “{again}”",
                path.display()
            ));
        }
    }
}

fn folder(path: PathBuf) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        entries.flat_map(|path| if path.is_dir() { folder(path) } else { vec![path] }).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "pdf"));
    files.sort();
    files
}

fn assert_all(files: &[PathBuf]) {
    let (mut counted, mut wrong) = (0, Vec::new());
    files.iter().for_each(|path| check(path, &mut counted, &mut wrong));
    println!("{} of {counted} texts and values are not what their box holds", wrong.len());
    assert!(counted > 1_000 && wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn boxes_hold_what_was_read_from_them() {
    assert_all(&folder(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata")));
}

#[test]
fn boxes_of_the_corpus_hold_what_was_read_from_them() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    if !corpus.is_dir() {
        eprintln!("skipped: no corpus at {}", corpus.display());
        return;
    }
    assert_all(&[folder(corpus.join("rendered")), folder(corpus.join("real"))].concat());
}
