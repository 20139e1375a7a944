//! The documents of `testdata/`, read by `juesuan csv`, give the values that were typeset into them.
//!
//! Beside `NAME.pdf` stands the folder `NAME` with the contract's files as the generator
//! (`crates/juesuan-fixtures`) wrote them from its figures; a file that is not there has no rows. Every
//! column of those files is compared, exactly as printed; columns that only the reader knows (boxes,
//! verdicts, counts of warnings) are not in them.

// A test that cannot go on fails.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The columns that name a record in each file; records of one name are compared in their order.
const KEYS: [(&str, &[&str]); 7] = [
    ("documents", &["document"]),
    ("tables", &["table_id", "title"]),
    ("facts", &["table_id", "side", "code", "label", "column_id"]),
    ("projects", &["project_name"]),
    ("project_funds", &["project_name", "fund"]),
    ("indicators", &["project_name", "level1", "level2", "level3"]),
    ("statements", &["section", "value", "base", "change"]),
];

/// Where the reader still falls short: document, words of the difference, and what is wrong. A difference with
/// these words does not fail its document's test; `shortfalls_are_still_there` fails when none is left.
const SHORTFALLS: &[(&str, &str, &str)] = &[
    (
        "budget",
        "statements: read, but not there",
        "a sentence of a budget is read as a statement; the truth lists none",
    ),
    ("three-line", "header is", "a header is given a group that it does not belong to"),
];

type Record = BTreeMap<String, String>;

fn testdata() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata")
}

/// The rows of a file by their names, numbered where several have the same.
fn records(path: &Path, key: &[&str]) -> BTreeMap<(Vec<String>, usize), Record> {
    let mut records = BTreeMap::new();
    if !path.is_file() {
        return records;
    }
    let mut reader = csv::Reader::from_path(path).unwrap();
    for record in reader.deserialize() {
        let record: Record = record.unwrap();
        let name: Vec<String> = key.iter().map(|column| record[*column].clone()).collect();
        let number = (0..).find(|number| !records.contains_key(&(name.clone(), *number))).unwrap();
        records.insert((name, number), record);
    }
    records
}

/// What differs between the expected rows of a file and those that were read, one line each.
fn differences(file: &str, key: &[&str], expected: &Path, read: &Path) -> Vec<String> {
    let path = |folder: &Path| folder.join(file).with_extension("csv");
    let (expected, read) = (records(&path(expected), key), records(&path(read), key));
    let mut differences = Vec::new();
    for ((name, _), wanted) in expected.iter().filter(|(key, _)| !read.contains_key(key)) {
        differences.push(format!("{file}: not read: {} on page {}", name.join(" | "), page(wanted)));
    }
    for (key, given) in &read {
        let name = key.0.join(" | ");
        let Some(wanted) = expected.get(key) else {
            differences.push(format!("{file}: read, but not there: {name} on page {}", page(given)));
            continue;
        };
        for (column, value) in wanted.iter().filter(|(column, value)| given.get(*column) != Some(value)) {
            let read = given.get(column).map_or("no such column", String::as_str);
            differences.push(format!("{file}: {name}: {column} is {value:?}, read {read:?}"));
        }
    }
    differences
}

fn page(record: &Record) -> &str {
    record.get("page").or(record.get("first_page")).map_or("?", String::as_str)
}

/// Reads a document; every difference to its expected values.
fn read(name: &str, purpose: &str) -> Vec<String> {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(purpose).join(name);
    // What an earlier build of this version wrote there would be kept.
    let _ = std::fs::remove_dir_all(&out);
    let pdf = testdata().join(name).with_extension("pdf");
    let juesuan = env!("CARGO_BIN_EXE_juesuan");
    let output = Command::new(juesuan).arg("csv").arg(&pdf).arg("--out").arg(&out).output().unwrap();
    let readable = name != "scan";
    assert_eq!(output.status.code(), Some(i32::from(!readable)), "{}", String::from_utf8_lossy(&output.stderr));
    let expected = testdata().join(name);
    KEYS.iter().flat_map(|(file, key)| differences(file, key, &expected, &out)).collect()
}

/// Fails with every difference of a document that is not among the shortfalls.
fn check(name: &str) {
    let mut differences = read(name, "check");
    differences.retain(|difference| !SHORTFALLS.iter().any(|(of, words, _)| *of == name && difference.contains(words)));
    assert!(differences.is_empty(), "{name}: {} differences\n{}", differences.len(), differences.join("\n"));
}

#[test]
fn shortfalls_are_still_there() {
    for (name, words, why) in SHORTFALLS {
        let there = read(name, "shortfalls").iter().any(|difference| difference.contains(words));
        assert!(there, "{name}: {words}: {why}: no longer so; strike it from SHORTFALLS");
    }
}

macro_rules! documents {
    ($($test:ident: $name:literal,)*) => {
        const NAMES: &[&str] = &[$($name),*];
        $(#[test] fn $test() { check($name); })*
    };
}

documents! {
    shenzhen: "shenzhen",
    shanghai_with_split_codes: "shanghai-split-codes",
    tables_without_ruling_lines: "borderless",
    continuation_pages_without_headers: "continuation",
    three_line_tables: "three-line",
    pages_turned_by_rotate: "rotated-pages",
    content_drawn_sideways: "sideways-content",
    basic_expenditure_in_three_lanes: "three-lanes",
    yuan_in_full_width_digits: "yuan-full-width",
    gbk_font_that_is_not_embedded: "gbk-not-embedded",
    tables_continued_sideways: "continued-sideways",
    a_scan_is_unreadable: "scan",
    a_budget_gives_no_facts: "budget",
    empty_user_password_opens_silently: "encrypted",
}

#[test]
fn every_document_of_testdata_is_read_here() {
    let mut there: Vec<String> = std::fs::read_dir(testdata())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "pdf"))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    let mut here = NAMES.to_vec();
    there.sort();
    here.sort_unstable();
    assert_eq!(there, here);
}
