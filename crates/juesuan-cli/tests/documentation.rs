//! `docs/outputs.md` and its Chinese counterpart name everything that the program writes.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test that cannot go on fails

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use juesuan::tables::{Column, TableId};
use juesuan_export::contract::SCHEMAS;
use serde_json::Value;
use support::{document, juesuan, run, run_with};

fn page() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/outputs.md")).unwrap()
}

fn chinese_page() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/outputs.zh-CN.md")).unwrap()
}

/// What stands in backquotes in the first cells of the tables below a heading.
fn named_below(page: &str, heading: &str) -> BTreeSet<String> {
    let below = page.lines().skip_while(|line| !line.starts_with(heading)).skip(1);
    below
        .take_while(|line| !line.starts_with('#'))
        .filter_map(|line| line.strip_prefix("| ")?.split(" |").next())
        .flat_map(|cell| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<String>>())
        .collect()
}

#[test]
fn every_column_of_every_table_is_named_under_its_table_and_no_other() {
    for page in [page(), chinese_page()] {
        for schema in SCHEMAS {
            let named = named_below(&page, &format!("### {}:", schema.name));
            let columns: BTreeSet<String> = schema.columns.iter().map(|column| column.name.to_owned()).collect();
            assert_eq!(named, columns, "{}", schema.name);
        }
    }
}

#[test]
fn every_table_of_the_accounts_and_its_columns_are_named() {
    let page = page();
    let named = named_below(&page, "### Tables and their columns");
    let tables: BTreeSet<String> = TableId::ALL.iter().map(|table| table.as_str().to_owned()).collect();
    assert_eq!(named, tables);
    let section = page.split("### Tables and their columns").nth(1).unwrap();
    for column in Column::ALL {
        assert!(section.contains(&format!("`{}` ", column.as_str())), "{}", column.as_str());
    }
}

#[test]
fn every_key_of_the_manifest_and_of_an_answer_is_named() {
    let page = page();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<String>>();
    let ran = run_with(juesuan().arg("worker"), format!("{}\n", document("budget").display()).as_bytes());
    let answer: Value = serde_json::from_str(&ran.out).unwrap();
    let answers: BTreeSet<String> = ["manifest".to_owned(), "result".to_owned()].into();
    assert_eq!(keys(&answer), answers);
    let mut manifest = keys(&answer["manifest"]);
    manifest.insert("input".to_owned());
    let named = named_below(&page, "## manifest.jsonl");
    assert!(manifest.is_subset(&named), "{:?}", manifest.difference(&named));
}

#[test]
fn every_command_and_every_answer_of_a_worker_is_named() {
    let page = page();
    let help = run(juesuan().args(["worker", "--help"])).out;
    let answers = help.lines().filter_map(|line| line.trim().strip_prefix("- ")?.split(':').next());
    for answer in answers.filter(|name| !matches!(*name, "zh" | "en" | "off" | "auto" | "only")) {
        assert!(named_below(&page, "## juesuan worker").contains(answer), "{answer}");
    }
    for command in ["csv", "parquet", "xlsx", "json", "check", "compare", "find", "schema", "serve", "worker"] {
        assert!(page.contains(&format!("`juesuan {command}")), "{command}");
    }
}
