//! The stages of a reading, per page, over the documents of `testdata/`: open → glyphs → rows and grids → report.
//!
//! `cargo bench -p juesuan-fixtures`. For the whole program against `pdftotext -layout`, see `bench/ratios.py`.

#![allow(clippy::expect_used)] // a document that is missing should stop the bench

use std::path::Path;

use divan::Bencher;
use divan::counter::ItemsCount;
use juesuan_extract::layout::analyze;
use juesuan_extract::{Document, Layout};
use juesuan_model::Report;

const DOCUMENTS: [&str; 4] = ["shenzhen", "shanghai-split-codes", "borderless", "continuation"];

fn main() {
    divan::main();
}

fn bytes(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata").join(name).with_extension("pdf");
    std::fs::read(path).expect("the document is committed")
}

fn open(name: &str) -> Document {
    Document::open(bytes(name)).expect("the document opens")
}

fn pages(name: &str) -> ItemsCount {
    ItemsCount::new(open(name).page_count())
}

#[divan::bench(args = DOCUMENTS)]
fn open_document(bencher: Bencher<'_, '_>, name: &str) {
    bencher.counter(pages(name)).with_inputs(|| bytes(name)).bench_values(|bytes| Document::open(bytes).is_ok());
}

#[divan::bench(args = DOCUMENTS)]
fn glyphs(bencher: Bencher<'_, '_>, name: &str) {
    let counter = pages(name);
    bencher.counter(counter).with_inputs(|| open(name)).bench_refs(|document| document.pages().count());
}

#[divan::bench(args = DOCUMENTS)]
fn rows_and_grids(bencher: Bencher<'_, '_>, name: &str) {
    let pages: Vec<_> = open(name).pages().filter_map(Result::ok).collect();
    bencher.counter(ItemsCount::new(pages.len())).bench_local(|| pages.iter().map(analyze).collect::<Vec<Layout>>());
}

#[divan::bench(args = DOCUMENTS)]
fn report(bencher: Bencher<'_, '_>, name: &str) {
    let layouts = open(name).layouts();
    bencher.counter(ItemsCount::new(layouts.len())).bench_local(|| Report::read(&layouts));
}
