//! Damaged copies of a good document: the command ends cleanly, says what it could not read, and gives no number
//! that the good document does not state.

// A test that cannot go on fails.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// table, side, code, label, column, value
type Fact = [String; 6];

fn testdata() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata")
}

fn facts(folder: &Path) -> BTreeSet<Fact> {
    let mut reader = csv::Reader::from_path(folder.join("facts.csv")).unwrap();
    let columns = reader.headers().unwrap().clone();
    let at = |name: &str| columns.iter().position(|column| column == name).unwrap();
    let wanted = ["table_id", "side", "code", "label", "column_id", "value"].map(at);
    reader.records().map(Result::unwrap).map(|row| wanted.map(|column| row[column].to_owned())).collect()
}

/// Reads `bytes` as a file called `name`: exit status, standard error, facts.
fn read(name: &str, bytes: &[u8]) -> (Option<i32>, String, BTreeSet<Fact>) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("damaged").join(name);
    // What an earlier run of the test left would be added to.
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let pdf = folder.join("damaged.pdf");
    std::fs::write(&pdf, bytes).unwrap();
    let out = folder.join("out");
    let juesuan = env!("CARGO_BIN_EXE_juesuan");
    let output = Command::new(juesuan).arg("csv").arg(&pdf).arg("--out").arg(&out).output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned(), facts(&out))
}

fn good() -> Vec<u8> {
    std::fs::read(testdata().join("shenzhen.pdf")).unwrap()
}

#[test]
fn what_is_no_pdf_is_said_in_one_line() {
    for (name, bytes) in [("empty", &b""[..]), ("noise", &[1, 2, 3, 4][..]), ("head", b"%PDF-1.7\n")] {
        let (status, said, facts) = read(name, bytes);
        assert_eq!((status, said.lines().count()), (Some(1), 1), "{name}: {said}");
        assert!(said.contains("damaged.pdf") && facts.is_empty(), "{name}: {said}");
    }
}

#[test]
fn a_truncated_document_gives_nothing_that_it_does_not_state() {
    let (good, stated) = (good(), facts(&testdata().join("shenzhen")));
    for tenths in 1..10 {
        let (status, said, facts) = read(&format!("cut-{tenths}"), &good[..good.len() * tenths / 10]);
        assert!(matches!(status, Some(0 | 1)), "{tenths} tenths: {status:?} {said}");
        let invented: Vec<&Fact> = facts.difference(&stated).collect();
        assert!(invented.is_empty(), "{tenths} tenths: {invented:?}");
    }
}

#[test]
fn junk_around_a_document_changes_nothing() {
    let (good, stated) = (good(), facts(&testdata().join("shenzhen")));
    let (before, after) = (&b"HTTP/1.1 200 OK\r\n\r\n"[..], &b"\n<!-- served in 3 ms -->\n"[..]);
    let (status, said, read) = read("junk", &[before, &good, after].concat());
    assert_eq!((status, read == stated), (Some(0), true), "{said}");
}
