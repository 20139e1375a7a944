//! Whole reports of the documents of four layouts, as they were when they were last looked through:
//! `testdata/NAME/report.json`, without places. What the documents say is held by `testdata.rs`; this test shows what
//! else a change of the reader changes. Renew with `UPDATE_REPORTS=1 cargo test -p juesuan-cli --test reports`.

// A test that cannot go on fails.
#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::Command;

#[test]
fn reports_are_as_committed() {
    let testdata = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata");
    for name in ["shenzhen", "shanghai-split-codes", "borderless", "continuation"] {
        let output = Command::new(env!("CARGO_BIN_EXE_juesuan"))
            .args(["json", "--no-places", "--quiet"])
            .arg(testdata.join(name).with_extension("pdf"))
            .output()
            .unwrap();
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        let read = String::from_utf8(output.stdout).unwrap();
        let committed = testdata.join(name).join("report.json");
        if std::env::var_os("UPDATE_REPORTS").is_some() {
            std::fs::write(&committed, &read).unwrap();
        }
        let expected = std::fs::read_to_string(&committed).unwrap();
        let differs = expected.lines().zip(read.lines()).position(|(expected, read)| expected != read);
        assert_eq!(differs.map(|line| line + 1), None, "{name}: the first line of report.json that differs");
        assert_eq!(expected.lines().count(), read.lines().count(), "{name}");
    }
}
