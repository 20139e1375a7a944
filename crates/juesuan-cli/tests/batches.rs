//! Many documents: the same results whatever the number of jobs, bad ones named and the others whole, runs that go on
//! where they were killed, workers.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test that cannot go on fails

mod support;

use std::fs;

use serde_json::Value;
use support::{Folder, column, document, juesuan, run, run_with};

/// Good documents with bad ones between them: a not-PDF, a truncated one, an empty one, a scan.
fn mixed(folder: &Folder) {
    for (index, name) in ["shenzhen", "three-line", "borderless", "gbk-not-embedded", "budget"].iter().enumerate() {
        folder.copy(name, &format!("in/{index}-{name}.pdf"));
    }
    folder.copy("scan", "in/1-scan.pdf");
    folder.file("in/0-empty.pdf", "");
    folder.file("in/2-page.pdf", [1_u8, 2, 3, 4]);
    folder.file("in/3-cut.pdf", &fs::read(document("shenzhen")).unwrap()[..300]);
}

const FILES: &[&str] = &[
    "documents.csv",
    "tables.csv",
    "facts.csv",
    "projects.csv",
    "project_funds.csv",
    "indicators.csv",
    "statements.csv",
    "checks.csv",
    "manifest.jsonl",
];

fn read_all(folder: &Folder, out: &str, jobs: &str) -> Option<i32> {
    let mut command = juesuan();
    command.arg("csv").arg(folder.path("in")).arg("--out").arg(folder.path(out)).args(["--no-times", "--jobs", jobs]);
    run(&mut command).status
}

#[test]
fn bad_files_are_named_and_the_others_are_as_if_alone() {
    let folder = Folder::new("mixed");
    mixed(&folder);
    assert_eq!(read_all(&folder, "out", "2"), Some(1));
    let documents = folder.read("out/documents.csv");
    let kinds: Vec<(String, String)> =
        column(&documents, "document").into_iter().zip(column(&documents, "kind")).collect();
    let unreadable: Vec<&str> =
        kinds.iter().filter(|(_, kind)| kind == "unreadable").map(|(name, _)| name.as_str()).collect();
    assert_eq!(unreadable, ["0-empty.pdf", "1-scan.pdf", "2-page.pdf", "3-cut.pdf"]);
    assert_eq!(kinds.len(), 9);

    let codes: Vec<Value> = folder
        .read("out/manifest.jsonl")
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["error"]["code"].clone())
        .collect();
    let none = Value::Null;
    let expected: [&Value; 9] = [
        &none,
        &"empty".into(),
        &"scan".into(),
        &none,
        &none,
        &"unknown_format".into(),
        &"damaged".into(),
        &none,
        &none,
    ];
    let sorted = |codes: Vec<&Value>| {
        let mut codes: Vec<String> = codes.iter().map(ToString::to_string).collect();
        codes.sort();
        codes
    };
    assert_eq!(sorted(codes.iter().collect()), sorted(expected.to_vec()));

    let alone = run(juesuan().arg("csv").arg(folder.path("in/0-shenzhen.pdf")).arg("--out").arg(folder.path("alone")));
    assert_eq!(alone.status, Some(0), "{}", alone.err);
    let facts = folder.read("out/facts.csv");
    let of_shenzhen: Vec<&str> = facts.lines().filter(|line| line.starts_with("0-shenzhen.pdf,")).collect();
    assert_eq!(of_shenzhen, folder.read("alone/facts.csv").lines().skip(1).collect::<Vec<_>>());
    assert!(of_shenzhen.len() > 300, "{}", of_shenzhen.len());
}

#[test]
fn results_do_not_depend_on_jobs_nor_on_being_cut_off() {
    let folder = Folder::new("resume");
    mixed(&folder);
    read_all(&folder, "one", "1");
    read_all(&folder, "two", "3");

    // Killed in the middle, more than once.
    for after in [60, 200, 500] {
        let mut command = juesuan();
        command.arg("csv").arg(folder.path("in")).arg("--out").arg(folder.path("cut"));
        let mut killed = command.args(["--no-times", "--jobs", "2"]).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(after));
        killed.kill().unwrap();
        killed.wait().unwrap();
    }
    folder.file("cut/.facts.csv.1-1.partial", "document,ta");
    read_all(&folder, "cut", "2");

    for file in FILES {
        let expected = folder.read(&format!("one/{file}"));
        for out in ["two", "cut"] {
            assert_eq!(folder.read(&format!("{out}/{file}")), expected, "{out}/{file}");
        }
    }
    assert!(!folder.path("cut/.facts.csv.1-1.partial").exists());
    assert!(!folder.path("cut/.juesuan-run.jsonl").exists(), "no journal stays");
}

#[test]
fn what_an_earlier_run_could_not_read_is_named_again() {
    let folder = Folder::new("again");
    mixed(&folder);
    let csv = || run(juesuan().arg("csv").arg(folder.path("in")).arg("--out").arg(folder.path("out")));
    csv();
    let again = csv();
    assert_eq!(again.status, Some(1));
    assert!(again.err.contains("9 of 9 documents were read before"), "{}", again.err);
    assert_eq!(again.err.lines().filter(|line| line.contains(".pdf: ")).count(), 4, "{}", again.err);
}

#[test]
fn a_changed_file_is_read_again() {
    let folder = Folder::new("changed");
    folder.copy("three-line", "in/a.pdf");
    folder.copy("budget", "in/b.pdf");
    read_all(&folder, "out", "1");
    folder.file("in/b.pdf", "no longer a PDF");
    assert_eq!(read_all(&folder, "out", "1"), Some(1));
    assert_eq!(column(&folder.read("out/documents.csv"), "kind"), ["final_accounts", "unreadable"]);
}

#[test]
fn json_of_many_is_one_line_each_in_the_order_of_the_inputs() {
    let folder = Folder::new("jsonl");
    mixed(&folder);
    let ran = run(juesuan().args(["json", "--jsonl", "--jobs", "3"]).arg(folder.path("in")));
    assert_eq!(ran.status, Some(1));
    let lines: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let names: Vec<&str> = lines.iter().map(|line| line["document"].as_str().unwrap()).collect();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    assert_eq!(names, sorted);
    assert_eq!(lines[0]["error"]["code"], "empty");
    assert_eq!(lines[1]["kind"], "final_accounts");
    assert_eq!(ran.err.lines().filter(|line| line.contains(".pdf: ")).count(), 5, "four failures, one warning");
}

/// The address space can be limited on Linux; elsewhere only the reader's own limits hold.
#[cfg(target_os = "linux")]
#[test]
fn a_reader_without_memory_costs_its_document_and_not_the_run() {
    let folder = Folder::new("memory");
    folder.copy("shenzhen", "in/a.pdf");
    folder.copy("budget", "in/b.pdf");
    let ran = run(juesuan().args(["json", "--jsonl", "--memory-limit", "1"]).arg(folder.path("in")));
    assert_eq!(ran.status, Some(1));
    let codes: Vec<Value> =
        ran.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["error"]["code"].clone()).collect();
    assert_eq!(codes.len(), 2, "{}", ran.out);
    // What fails first, an allocation or the start of a thread, is up to the system.
    assert!(codes.iter().all(|code| code == "died" || code == "defect"), "{codes:?}");
}

/// A worker with a time limit answers for documents that its own process would not survive.
#[cfg(target_os = "linux")]
#[test]
fn a_guarded_worker_answers_for_a_reader_that_died() {
    let requests = format!("{0}\n{0}\n", document("budget").display());
    let guarded = ["worker", "--time-limit", "60", "--memory-limit"];
    let codes = |megabytes: &str| -> Vec<Value> {
        let ran = run_with(juesuan().args(guarded).arg(megabytes), requests.as_bytes());
        assert_eq!(ran.status, Some(0), "{}", ran.err);
        let answers = ran.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        answers.map(|answer| answer["manifest"]["error"]["code"].clone()).collect()
    };
    assert_eq!(codes("1024"), [Value::Null, Value::Null]);
    let without_memory = codes("1");
    assert!(without_memory.len() == 2 && without_memory.iter().all(|code| code == "died" || code == "defect"));
}

#[test]
fn a_worker_answers_paths_objects_and_bytes_line_by_line() {
    let bytes = fs::read(document("three-line")).unwrap();
    let mut requests = format!("{}\n", document("budget").display()).into_bytes();
    requests.extend(format!("{{\"bytes\":{},\"name\":\"sent.pdf\"}}\n", bytes.len()).as_bytes());
    requests.extend(&bytes);
    requests.extend(b"{\"path\":\"nowhere.pdf\"}\n{\"wrong\":1}\n");
    let ran = run_with(juesuan().arg("worker"), &requests);
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    let answers: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), 4);
    assert_eq!(answers[0]["manifest"]["kind"], "budget");
    assert_eq!(answers[1]["manifest"]["document"], "sent.pdf");
    assert!(answers[1]["result"]["facts"].as_array().unwrap().len() > 100);
    assert_eq!(answers[2]["manifest"]["error"]["code"], "not_found");
    assert_eq!(answers[3]["manifest"]["error"]["code"], "request");
}
