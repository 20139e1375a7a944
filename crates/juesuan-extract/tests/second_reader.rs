//! What another reader sees in the same documents: the same characters, each as often.
#![cfg(feature = "pdf")]
#![allow(clippy::unwrap_used, reason = "helpers of tests may fail like the tests themselves")]

use std::collections::BTreeMap;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use juesuan_extract::{Document, GlyphText};

/// How often each character that is no white space is painted.
type Characters = BTreeMap<char, usize>;

fn count(characters: impl Iterator<Item = char>) -> Characters {
    let mut counts = Characters::new();
    for char in characters.filter(|char| !char.is_whitespace()) {
        *counts.entry(char).or_default() += 1;
    }
    counts
}

fn ours(bytes: &[u8]) -> Option<Characters> {
    let mut all = String::new();
    for page in Document::open(bytes).ok()?.pages() {
        for glyph in page.ok()?.glyphs {
            match glyph.text {
                GlyphText::Char(char) => all.push(glyph.printed.unwrap_or(char)),
                GlyphText::Str(text) => all.push_str(&text),
                _ => {}
            }
        }
    }
    Some(count(all.chars()))
}

/// `None` where pdf-extract panics or gives up, which it does on most Chinese documents in the wild.
fn theirs(bytes: &[u8]) -> Option<Characters> {
    let bytes = bytes.to_vec();
    let text = catch_unwind(|| pdf_extract::extract_text_from_mem(&bytes)).ok()?.ok()?;
    Some(count(text.chars()))
}

fn documents() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = entries.filter(|path| path.extension().is_some_and(|end| end == "pdf")).collect();
    paths.sort();
    paths
}

#[test]
fn another_reader_sees_the_same_characters() {
    let mut not_read = Vec::new();
    for path in documents() {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let Some(theirs) = theirs(&bytes) else {
            not_read.push(name);
            continue;
        };
        let ours = ours(&bytes).unwrap();
        assert_eq!(ours.is_empty(), name == "scan");
        assert_eq!(ours, theirs, "{name}");
    }
    assert_eq!(not_read, ["gbk-not-embedded"]);
}
