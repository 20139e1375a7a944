//! A report written as JSON and read again is the same JSON, for every document of `testdata/`.

// A test that cannot go on fails.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use juesuan::{Format, Report};

fn documents() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "pdf"));
    paths.sort();
    paths
}

#[test]
fn a_report_written_and_read_again_is_the_same() {
    let documents = documents();
    assert!(documents.len() >= 14, "{documents:?}");
    for path in documents {
        let report = juesuan::read_path(&path).unwrap();
        let written = serde_json::to_string(&report).unwrap();
        let read: Report = serde_json::from_str(&written).unwrap();
        assert!(serde_json::to_string(&read).unwrap() == written, "{}", path.display());
        assert_eq!(read.checks.len(), report.checks.len());
        assert_eq!(read.files, report.files);
        let file = report.files.first().unwrap();
        assert_eq!((file.format, path.ends_with(&file.name)), (Format::Pdf, true));
    }
}
