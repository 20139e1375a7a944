//! The rules over the truth of the corpus, where it is at hand: consistent documents hold, planted errors are found.

use std::path::PathBuf;

use juesuan_extract::Rect;

use super::{Check, CheckInput, Status, run};
use crate::place::Place;
use crate::tables::{Column, Fact, Side, TableId, Tables};
use crate::value::{Amount, Text, Unit};

fn corpus() -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    if path.is_dir() {
        return Some(path);
    }
    eprintln!("skipped: no corpus at {}", path.display());
    None
}

fn documents(corpus: &std::path::Path) -> Vec<PathBuf> {
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

fn facts(document: &std::path::Path) -> Vec<Fact> {
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
            let at = Place { page: get("page").parse().unwrap_or(1), bbox: Rect { x0: 0.0, y0, x1: 1.0, y1: y0 } };
            let text = |name: &str| Some(get(name)).filter(|text| !text.is_empty()).map(|text| Text::new(text, at));
            let column = get("column");
            Fact {
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

fn check(facts: &[Fact]) -> Vec<Check> {
    run(&CheckInput {
        facts,
        tables: &Tables::default(),
        heads: Vec::new(),
        narrative: None,
        projects: &[],
        departments: &[],
        contents: &[],
        year: None,
        department: None,
        diagnostics: &[],
    })
}

#[test]
fn truth_of_tables() {
    let Some(corpus) = corpus() else { return };
    for document in documents(&corpus) {
        let facts = facts(&document);
        let checks = check(&facts);
        let count = |status| checks.iter().filter(|check| check.status == status).count();
        println!(
            "{} pass {} fail {} skipped {}",
            document.file_name().unwrap().display(),
            count(Status::Pass),
            count(Status::Fail),
            count(Status::Skipped)
        );
        for check in checks.iter().filter(|check| check.status == Status::Fail) {
            println!(
                "  FAIL {} {} group {:?} cells {:?}",
                check.id,
                check.message.zh,
                check.group,
                check.cells.first().map(ToString::to_string)
            );
        }
        for check in checks.iter().filter(|check| check.status == Status::Skipped) {
            println!("  skip {} {}", check.id, check.message.zh);
        }
    }
}
