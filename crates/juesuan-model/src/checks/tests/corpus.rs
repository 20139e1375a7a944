//! The rules over the truth of the corpus, where it is at hand: consistent documents hold, planted errors are found.

use std::path::PathBuf;

use juesuan_extract::Rect;

use super::{causes, check_facts, failing};
use crate::checks::Status;
use crate::place::Place;
use crate::tables::{Column, Fact, Side, TableId};
use crate::value::{Amount, Text, Unit};

pub(super) fn corpus() -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    if path.is_dir() {
        return Some(path);
    }
    eprintln!("skipped: no corpus at {}", path.display());
    None
}

pub(super) fn documents(corpus: &std::path::Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        std::fs::read_dir(corpus.join("rendered")).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found.push(corpus.join("real/A"));
    found
}

/// Fields of CSV files without quoted line breaks.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            c => fields.last_mut().unwrap().push(c),
        }
    }
    fields
}

pub(super) fn facts(document: &std::path::Path) -> Vec<Fact> {
    let text = std::fs::read_to_string(document.join("facts.csv")).unwrap();
    let mut lines = text.lines().map(fields);
    let head = lines.next().unwrap();
    lines
        .enumerate()
        .map(|(index, row)| {
            let get = |name: &str| {
                head.iter().position(|field| field == name).and_then(|at| row.get(at)).cloned().unwrap_or_default()
            };
            #[allow(clippy::cast_precision_loss)]
            let y0 = index as f32;
            let at = Place::new(get("page").parse().unwrap_or(1), Rect { x0: 0.0, y0, x1: 1.0, y1: y0 });
            let text = |name: &str| Some(get(name)).filter(|text| !text.is_empty()).map(|text| Text::new(text, at));
            let column = get("column");
            Fact {
                order: 1,
                table: *TableId::ALL.iter().find(|id| id.as_str() == get("table")).unwrap(),
                row: get("row").parse().unwrap(),
                side: Side::ALL.iter().find(|id| id.as_str() == get("side")).copied(),
                code: text("code"),
                label: text("label"),
                line_no: text("line_no"),
                column: *Column::ALL.iter().find(|id| id.as_str() == column).unwrap(),
                header: String::new(),
                amount: Amount::new(get("value").parse().unwrap(), Unit::parse(&get("unit")), at),
            }
        })
        .collect()
}

/// Planted inconsistencies of tables: the failing rules and the one cell that they come from.
fn planted(document: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match document {
        name if name.ends_with("break_subitem_sum") => (&["t3.row", "t3.tree"], &["expenditure:4::total@9"]),
        name if name.ends_with("break_three_public_sum") => (&["t7.sum"], &["three_public:1:final:total@22"]),
        _ => (&[], &[]),
    }
}

#[test]
fn the_tables_of_consistent_documents_hold_and_planted_errors_are_found() {
    let Some(corpus) = corpus() else { return };
    for document in documents(&corpus) {
        let name = document.file_name().unwrap().display().to_string();
        let checks = check_facts(&facts(&document));
        let (rules, cells) = planted(&name);
        assert_eq!(failing(&checks), rules, "{name}");
        assert_eq!(causes(&checks), cells, "{name}");
        let skipped = checks.iter().filter(|check| check.status == Status::Skipped);
        let read = skipped.filter(|check| check.id.starts_with('t') && !check.message.zh.contains("没有读到《"));
        assert_eq!(read.count(), 0, "{name}");
    }
}
