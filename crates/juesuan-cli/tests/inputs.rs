//! Which documents are read, what is said about those that cannot be, and how the command ends.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test that cannot go on fails

mod support;

use std::fs;

use support::{Folder, column, document, juesuan, run, run_with};

#[test]
fn a_document_is_read_from_a_file_or_from_standard_input() {
    let named = run(juesuan().arg("json").arg(document("shenzhen")));
    assert_eq!((named.status, named.err.as_str()), (Some(0), ""));
    let piped = run_with(juesuan().args(["json", "-"]), &fs::read(document("shenzhen")).unwrap());
    assert_eq!(piped.status, Some(0));
    // Only the file's name tells the two apart.
    assert_eq!(piped.out.replacen("\"name\": \"-\"", "\"name\": \"shenzhen.pdf\"", 1), named.out);
}

#[test]
fn folders_patterns_and_lists_name_documents_in_a_stable_order() {
    let folder = Folder::new("order");
    folder.copy("budget", "in/b/2.PDF");
    folder.copy("budget", "in/b/10.pdf");
    folder.copy("budget", "in/a.pdf");
    folder.copy("budget", "in/no-extension");
    folder.file("in/notes.txt", "no document");
    folder.copy("budget", "in/.hidden.pdf");
    let names = |command: &mut std::process::Command| {
        let _ = fs::remove_dir_all(folder.path("out"));
        let ran = run(command.arg("--out").arg(folder.path("out")));
        assert_eq!(ran.status, Some(0), "{}", ran.err);
        column(&folder.read("out/documents.csv"), "document")
    };
    assert_eq!(names(juesuan().arg("csv").arg(folder.path("in"))), ["a.pdf", "b/10.pdf", "b/2.PDF", "no-extension"]);
    assert_eq!(names(juesuan().arg("csv").arg(folder.path("in/b/*"))), ["10.pdf", "2.PDF"]);
    let list = format!("{}\r\n\n{}\n", folder.path("in/b/2.PDF").display(), folder.path("in/a.pdf").display());
    let list = folder.file("list.txt", list);
    assert_eq!(names(juesuan().args(["csv", "--files-from"]).arg(list)), ["2.PDF", "a.pdf"]);
}

#[test]
fn documents_of_the_same_name_bear_their_paths() {
    let folder = Folder::new("same");
    let (one, two) = (folder.copy("budget", "1/doc.pdf"), folder.copy("budget", "2/doc.pdf"));
    let ran = run(juesuan().args(["json", "--jsonl"]).args([&one, &two, &one]));
    let names: Vec<String> = ran
        .out
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["document"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(names, [one.display().to_string(), two.display().to_string()], "each once");
}

/// A name may hold what no line and no Unicode can.
#[cfg(target_os = "linux")]
#[test]
fn names_of_any_bytes_are_told_apart_and_said_on_one_line() {
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::new("names");
    let mut list = Vec::new();
    for name in [&b"\xff.pdf"[..], b"\xfe.pdf", b"\\xFE.pdf", "部门 决算.pdf".as_bytes(), b"two\nlines\x1b[31m.pdf"]
    {
        let path = folder.path("in").join(std::ffi::OsStr::from_bytes(name));
        fs::create_dir_all(folder.path("in")).unwrap();
        fs::write(&path, fs::read(document("budget")).unwrap()).unwrap();
        list.extend(path.as_os_str().as_bytes());
        list.push(0);
    }
    let names = ["\\x5CxFE.pdf", "\\xFE.pdf", "\\xFF.pdf", "two\nlines\x1b[31m.pdf", "部门 决算.pdf"];
    let ran = run(juesuan().arg("csv").arg(folder.path("in")).arg("--out").arg(folder.path("out")));
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    assert_eq!(column(&folder.read("out/documents.csv"), "document"), names);
    assert!(ran.err.lines().all(|line| line.starts_with("juesuan: ")), "{}", ran.err);
    assert!(ran.err.contains("two\\x0Alines\\x1B[31m.pdf") && !ran.err.contains('\x1b'), "{}", ran.err);
    let mut listed = juesuan();
    listed.args(["csv", "--files-from", "-", "--out"]).arg(folder.path("listed"));
    assert_eq!(run_with(&mut listed, &list).status, Some(0));
    let mut listed = column(&folder.read("listed/documents.csv"), "document");
    listed.sort_by_key(|name| names.iter().position(|known| known == name));
    assert_eq!(listed, names);
}

#[test]
fn one_file_under_two_spellings_is_read_once() {
    let folder = Folder::new("spellings");
    folder.copy("budget", "a.pdf");
    let ran = run(juesuan().current_dir(folder.path("")).args(["json", "--jsonl", "a.pdf", "./a.pdf", "*.pdf", "."]));
    assert_eq!(ran.out.lines().count(), 1, "{}", ran.err);
}

#[test]
fn what_cannot_be_read_is_named_with_cause_and_remedy() {
    let folder = Folder::new("unread");
    let mut truncated = fs::read(document("shenzhen")).unwrap();
    truncated.truncate(40);
    let cases = [
        (folder.file("empty.pdf", ""), "empty", "fetch it again"),
        (folder.file("page.pdf", [1_u8, 2, 3, 4]), "not", "check"),
        (folder.file("cut.pdf", truncated), "damaged", "fetch it again"),
        (document("scan"), "no page has a text layer", "ocr-model"),
        (folder.path("nowhere.pdf"), "no such file", "check the path"),
    ];
    for (path, cause, remedy) in cases {
        let ran = run(juesuan().arg("json").arg(&path));
        assert_eq!(ran.status, Some(1), "{}", path.display());
        let line = ran.err.trim_end();
        assert!(line.starts_with(&format!("juesuan: {}: ", path.display())), "{line}");
        assert!(line.contains(cause) && line.contains(remedy) && !line.contains('\n'), "{line}");
    }
}

#[test]
fn messages_follow_the_locale_and_the_option() {
    let missing = |command: &mut std::process::Command| run(command.args(["json", "nowhere.pdf"])).err;
    assert!(missing(juesuan().env("LANG", "zh_CN.UTF-8")).contains("没有这个文件"));
    assert!(missing(juesuan().env("LANG", "zh_CN.UTF-8").args(["--lang", "en"])).contains("no such file"));
    assert!(missing(juesuan().env("LC_ALL", "C").env("LANG", "zh_CN.UTF-8")).contains("no such file"));
}

#[test]
fn a_document_that_is_no_final_account_is_read_with_a_warning() {
    let folder = Folder::new("budget");
    let csv = |quiet: &[&str]| {
        run(juesuan().arg("csv").arg(document("budget")).arg("--out").arg(folder.path("out")).args(quiet))
    };
    let ran = csv(&[]);
    assert_eq!(ran.status, Some(0));
    assert!(ran.err.contains("warning") && ran.err.contains("预算"), "{}", ran.err);
    assert_eq!(folder.read("out/facts.csv").lines().count(), 1, "no facts");
    assert_eq!(csv(&["--quiet"]).err, "");
}

#[test]
fn wrong_usage_ends_with_two() {
    for arguments in [&["json"][..], &["csv", "a.pdf"], &["nonsense"], &["json", "--limit", "sheets=3", "a.pdf"]] {
        assert_eq!(run(juesuan().args(arguments)).status, Some(2), "{arguments:?}");
    }
    let ran = run_with(juesuan().args(["json", "-", "--files-from", "-"]), b"a.pdf\n");
    assert_eq!(ran.status, Some(2), "one standard input for two purposes");
    let folder = Folder::new("no-pdf");
    assert_eq!(run(juesuan().arg("json").arg(folder.path(""))).status, Some(2), "an empty folder");
}

#[test]
fn a_limit_that_is_exceeded_is_named() {
    let ran = run(juesuan().args(["json", "--limit", "pages=1"]).arg(document("shenzhen")));
    assert_eq!(ran.status, Some(1));
    assert!(ran.err.contains("limit on pages (1)"), "{}", ran.err);
}

#[test]
fn what_cannot_be_written_is_said_with_a_remedy_and_leaves_nothing_behind() {
    let folder = Folder::new("unwritable");
    folder.file("file", "");
    let cases = [("nowhere/a.xlsx", "no such folder"), ("file/a.xlsx", "no such folder")];
    for (out, cause) in cases {
        let ran = run(juesuan().arg("xlsx").arg(document("budget")).arg("--quiet").arg("--out").arg(folder.path(out)));
        assert_eq!((ran.status, ran.err.lines().count()), (Some(1), 1), "{}", ran.err);
        assert!(ran.err.contains(cause), "{}", ran.err);
    }
    // A folder stands where the workbook should go.
    folder.copy("budget", "book.xlsx/a.pdf");
    let ran = run(juesuan().arg("xlsx").arg(document("budget")).arg("--out").arg(folder.path("book.xlsx")));
    assert_eq!(ran.status, Some(1));
    let left = fs::read_dir(folder.path("")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(left.filter(|name| name.starts_with('.')).count(), 0, "no temporary file, no lock");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named_in_both_languages() {
    let full = |lang: &str| {
        let mut command = juesuan();
        command.args(["json", "--lang", lang]).arg(document("budget"));
        command.stdout(fs::OpenOptions::new().write(true).open("/dev/full").unwrap());
        let output = command.stderr(std::process::Stdio::piped()).spawn().unwrap().wait_with_output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (status, said) = full("en");
    assert!(status == Some(1) && said.contains("the disk is full"), "{said}");
    assert!(full("zh").1.contains("磁盘已满"));
}

#[cfg(unix)]
#[test]
fn a_closed_output_is_success() {
    let mut command = juesuan();
    command.arg("rows").arg(document("shenzhen")).stdout(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

const TEXT: &str = "<p>某市某局2023年度部门决算</p><p>目录</p><p>第一部分 某局概况</p>\
    <p>第二部分 2023年度部门决算表</p><p>一、收入决算表</p>\
    <p>第三部分 2023年度部门决算情况说明</p><p>第一部分 某局概况</p><p>一、主要职能</p><p>负责测试。</p>\
    <p>第三部分 2023年度部门决算情况说明</p><p>一、收入决算情况说明</p>\
    <p>2023年度收入合计300.00万元，其中：财政拨款收入299.00万元，占99.67%。</p>";

const TABLES: &str = "<p>收入决算表</p><p>公开02表</p><p>部门：某市某局 金额单位：万元</p><table>\
    <tr><td>功能分类科目编码</td><td>科目名称</td><td>本年收入合计</td><td>财政拨款收入</td><td>其他收入</td></tr>\
    <tr><td></td><td>合计</td><td>300.00</td><td>299.00</td><td>1.00</td></tr>\
    <tr><td>201</td><td>一般公共服务支出</td><td>300.00</td><td>299.00</td><td>1.00</td></tr></table>";

#[test]
fn the_files_of_a_folder_are_read_as_one_disclosure() {
    let folder = Folder::new("together");
    folder.file("in/2023/text.html", TEXT);
    folder.file("in/2023/zz-tables.html", TABLES);
    folder.file("in/2023/forms.rar", "Rar!\u{1A}\u{7}\u{1}");
    folder.copy("budget", "in/other/budget.pdf");
    let out = folder.path("out");
    let together = |times: usize| {
        for _ in 0..times {
            let ran = run(juesuan().args(["csv", "--together"]).arg(folder.path("in")).arg("--out").arg(&out));
            assert_eq!(ran.status, Some(0), "{}", ran.err);
        }
        folder.read("out/documents.csv")
    };
    let documents = together(2);
    assert_eq!(column(&documents, "document"), ["2023", "other"]);
    assert_eq!(column(&documents, "verdict")[0], "doubtful", "a file of it is not read");
    let facts = folder.read("out/facts.csv");
    assert_eq!(column(&facts, "document"), ["2023"; 6]);
    assert_eq!(column(&facts, "place")[0], "zz-tables.html: table 1 row 2 cell 3");
    let checked: Vec<(String, String)> = {
        let checks = folder.read("out/checks.csv");
        column(&checks, "check_id").into_iter().zip(column(&checks, "status")).collect()
    };
    assert!(
        checked.iter().any(|(id, status)| id.starts_with("n.") && status == "pass"),
        "the text is checked against the tables: {checked:?}"
    );
    assert!(folder.read("out/diagnostics.csv").contains("forms.rar is not read"), "what is left out is said");

    // A file that joins a folder changes its disclosure and makes no other.
    fs::remove_file(folder.path("in/2023/forms.rar")).unwrap();
    let documents = together(1);
    assert_eq!(column(&documents, "document"), ["2023", "other"]);
    assert_ne!(column(&documents, "verdict")[0], "doubtful");

    // The same in a process of its own, and for files that are named.
    let named = || {
        let mut command = juesuan();
        command
            .args(["json", "--together"])
            .args([folder.path("in/2023/text.html"), folder.path("in/2023/zz-tables.html")]);
        command
    };
    let here = run(&mut named());
    let apart = run(named().args(["--time-limit", "60"]));
    assert_eq!((here.status, &here.out), (Some(0), &apart.out));
    assert!(here.out.contains("\"name\": \"zz-tables.html\""));
}

#[test]
fn a_text_without_its_tables_misses_none() {
    let folder = Folder::new("text-alone");
    let path = folder.file("text.html", TEXT);
    let ran = run(juesuan().arg("csv").arg(path).arg("--out").arg(folder.path("out")));
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    assert_eq!(column(&folder.read("out/documents.csv"), "tables_missing"), ["0"]);
    assert!(folder.read("out/diagnostics.csv").contains("tables_elsewhere"));
}
