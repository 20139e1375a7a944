//! A folder of results: documents are added to it day by day, whatever happens in between, and nothing of anybody
//! else's is ever touched.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test that cannot go on fails

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::Value;
use support::{Folder, Ran, column, document, juesuan, run, run_with};

fn csv(folder: &Folder, inputs: &[&str], out: &str, more: &[&str]) -> Ran {
    let mut command = juesuan();
    command.arg("csv").args(inputs.iter().map(|input| folder.path(input)));
    run(command.arg("--out").arg(folder.path(out)).arg("--no-times").args(more))
}

fn documents(folder: &Folder, out: &str) -> Vec<String> {
    column(&folder.read(&format!("{out}/documents.csv")), "document")
}

/// All files of a folder, hidden ones too.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())).collect()
}

/// Five days of arrivals, on some of which the run is killed at any moment and started again: at the end the folder is
/// byte for byte that of one run over everything.
#[test]
fn five_days_of_arrivals_with_kills_in_between_are_as_one_run() {
    let folder = Folder::new("five-days");
    let names = ["shenzhen", "three-line", "borderless", "gbk-not-embedded", "budget"];
    for day in 1..=5_usize {
        for (index, name) in names.iter().enumerate().take(2 + day % 3) {
            folder.copy(name, &format!("in/{day}/{index}-{name}.pdf"));
        }
        if day == 3 {
            // A document of the first day is published anew.
            folder.copy("budget", "in/1/0-shenzhen.pdf");
        }
        for after in [40, 160].map(Duration::from_millis) {
            let mut command = juesuan();
            command.arg("csv").arg(folder.path("in")).arg("--out").arg(folder.path("out"));
            let mut killed = command.args(["--no-times", "--quiet", "--jobs", "2"]).spawn().unwrap();
            std::thread::sleep(after * u32::try_from(day).unwrap());
            killed.kill().unwrap();
            killed.wait().unwrap();
        }
        // A worker of the killed run may hold nothing that this one needs.
        let ran = csv(&folder, &["in"], "out", &[]);
        assert_eq!(ran.status, Some(0), "day {day}: {}", ran.err);
    }
    let at_once = csv(&folder, &["in"], "once", &[]);
    assert_eq!(at_once.status, Some(0), "{}", at_once.err);
    assert_eq!(documents(&folder, "out").len(), 16);
    assert_eq!(
        files(&folder.path("out")),
        files(&folder.path("once")),
        "no journal and no temporary file stays either"
    );
}

#[test]
fn a_second_run_adds_replaces_what_changed_and_keeps_what_is_gone() {
    let folder = Folder::new("adds");
    folder.copy("budget", "1/a.pdf");
    folder.copy("three-line", "1/b.pdf");
    folder.copy("shenzhen", "2/c.pdf");
    assert_eq!(csv(&folder, &["1"], "out", &[]).status, Some(0));
    let of_b = |facts: &str| facts.lines().filter(|line| line.starts_with("b.pdf,")).count();
    let facts = of_b(&folder.read("out/facts.csv"));
    assert!(facts > 50, "{facts}");

    let added = csv(&folder, &["2"], "out", &[]);
    assert!(added.err.contains("1 documents added, 0 replaced, 0 removed, 2 kept"), "{}", added.err);
    assert_eq!(documents(&folder, "out"), ["a.pdf", "b.pdf", "c.pdf"]);
    assert_eq!(of_b(&folder.read("out/facts.csv")), facts);

    folder.copy("borderless", "1/a.pdf");
    fs::remove_file(folder.path("1/b.pdf")).unwrap();
    let changed = csv(&folder, &["1"], "out", &[]);
    assert!(changed.err.contains("1 replaced (a.pdf), 0 removed, 2 kept"), "{}", changed.err);
    assert_eq!(of_b(&folder.read("out/facts.csv")), facts, "what is gone stays");

    let pruned = csv(&folder, &["1", "2"], "out", &["--prune"]);
    assert!(pruned.err.contains("1 removed (b.pdf), 2 kept"), "{}", pruned.err);
    assert_eq!(documents(&folder, "out"), ["a.pdf", "c.pdf"]);

    // Named, and not there: said, and what was read before stays.
    fs::remove_file(folder.path("2/c.pdf")).unwrap();
    let missing = csv(&folder, &["2/c.pdf"], "out", &[]);
    assert_eq!(missing.status, Some(1));
    assert!(missing.err.contains("no such file") && missing.err.contains("is kept"), "{}", missing.err);
    assert_eq!(documents(&folder, "out"), ["a.pdf", "c.pdf"]);
}

#[test]
fn another_document_of_the_same_name_joins_under_its_path() {
    let folder = Folder::new("same-name");
    folder.copy("budget", "1/a.pdf");
    let second = folder.copy("three-line", "2/a.pdf");
    csv(&folder, &["1"], "out", &[]);
    csv(&folder, &["2"], "out", &[]);
    assert_eq!(documents(&folder, "out"), [second.display().to_string(), "a.pdf".to_owned()]);
    let again = csv(&folder, &["2", "1"], "out", &[]);
    assert!(again.err.contains("2 of 2 documents were read before"), "{}", again.err);
    let from_stdin = |name: &str| {
        let mut command = juesuan();
        run_with(command.args(["csv", "-", "--out"]).arg(folder.path("piped")), &fs::read(document(name)).unwrap())
    };
    from_stdin("budget");
    from_stdin("three-line");
    assert_eq!(documents(&folder, "piped"), ["-", " -#2"], "guarded: it begins with a sign");
}

#[test]
fn files_of_others_are_replaced_only_by_force() {
    let folder = Folder::new("foreign");
    folder.copy("budget", "a.pdf");
    folder.file("out/facts.csv", "mine");
    let refused = csv(&folder, &["a.pdf"], "out", &[]);
    assert_eq!((refused.status, folder.read("out/facts.csv").as_str()), (Some(2), "mine"));
    assert!(refused.err.contains("facts.csv") && refused.err.contains("--force"), "{}", refused.err);
    let forced = csv(&folder, &["a.pdf"], "out", &["--force"]);
    assert_eq!(forced.status, Some(0));
    assert!(forced.err.contains("--force replaces facts.csv"), "{}", forced.err);

    let changed = folder.read("out/tables.csv").replace("budget", "x") + "mine\n";
    folder.file("out/tables.csv", &changed);
    assert_eq!(csv(&folder, &["a.pdf"], "out", &[]).status, Some(2));
    assert_eq!(folder.read("out/tables.csv"), changed);

    let workbook = |more: &[&str]| {
        run(juesuan().arg("xlsx").arg(folder.path("a.pdf")).arg("--out").arg(folder.path("b.xlsx")).args(more))
    };
    folder.file("b.xlsx", "mine");
    assert_eq!((workbook(&[]).status, folder.read("b.xlsx").as_str()), (Some(2), "mine"));
    assert_eq!(workbook(&["--force"]).status, Some(0));
    let again = workbook(&[]);
    assert_eq!(again.status, Some(0), "our own: {}", again.err);
    assert!(again.err.contains("replaces the workbook"), "{}", again.err);
    folder.file("man/juesuan.1", "mine");
    assert_eq!(run(juesuan().args(["man", "--out"]).arg(folder.path("man"))).status, Some(2));
    assert_eq!(folder.read("man/juesuan.1"), "mine");
}

#[test]
fn no_output_is_an_input() {
    let folder = Folder::new("own");
    let own = folder.copy("budget", "own.pdf");
    let before = fs::read(&own).unwrap();
    let refused = |command: &mut std::process::Command| {
        let ran = run(command);
        assert_eq!(ran.status, Some(2), "{}", ran.err);
        assert!(ran.err.contains("it is to be read"), "{}", ran.err);
        assert_eq!(fs::read(&own).unwrap(), before);
    };
    refused(juesuan().arg("xlsx").arg(&own).arg("--force").arg("--out").arg(&own));
    refused(
        juesuan().arg("xlsx").arg(&own).arg("--force").arg("--out").arg(
            folder.path("../").join("./").join(folder.path("own.pdf").strip_prefix(std::env::temp_dir()).unwrap()),
        ),
    );
    fs::create_dir_all(folder.path("out")).unwrap();
    fs::hard_link(&own, folder.path("out/facts.csv")).unwrap();
    refused(juesuan().arg("csv").arg(&own).arg("--force").arg("--out").arg(folder.path("out")));
    #[cfg(unix)]
    {
        let append = fs::OpenOptions::new().append(true).open(&own).unwrap();
        let mut command = juesuan();
        command.arg("json").arg(&own).stdout(append).stderr(Stdio::piped()).stdin(Stdio::null());
        let ran = command.spawn().unwrap().wait_with_output().unwrap();
        assert_eq!((ran.status.code(), fs::read(&own).unwrap() == before), (Some(2), true));
    }
}

/// Two runs into one place: one of them waits for its turn, and says so.
#[test]
fn single_documents_lock_their_place_too() {
    let folder = Folder::new("lock");
    folder.copy("budget", "a.pdf");
    fs::create_dir_all(folder.path("out")).unwrap();
    for (lock, arguments) in [("out/.juesuan.lock", ["csv", "out"]), (".b.xlsx.lock", ["xlsx", "b.xlsx"])] {
        let file = fs::File::create(folder.path(lock)).unwrap();
        file.lock().unwrap();
        let go =
            || run(juesuan().arg(arguments[0]).arg(folder.path("a.pdf")).arg("--out").arg(folder.path(arguments[1])));
        let busy = go();
        assert_eq!(busy.status, Some(1));
        assert!(busy.err.contains("another run writes to it"), "{}", busy.err);
        drop(file);
        assert_eq!(go().status, Some(0));
        assert!(!folder.path(lock).exists());
    }
}

#[test]
fn a_damaged_journal_is_set_aside_and_named_and_the_run_goes_on() {
    let folder = Folder::new("journal");
    folder.copy("budget", "in/a.pdf");
    folder.copy("three-line", "in/b.pdf");
    csv(&folder, &["in"], "good", &[]);
    folder.file("out/.juesuan-run.jsonl", "0123456789abcdef {\"key\":\nnonsense\n");
    let ran = csv(&folder, &["in"], "out", &[]);
    assert_eq!(ran.status, Some(0));
    assert_eq!(ran.err.lines().filter(|line| line.contains("are damaged: it was set aside")).count(), 1, "{}", ran.err);
    assert_eq!(files(&folder.path("out")), files(&folder.path("good")));
}

/// A file that is replaced while it is read: the answer bears the hash of the bytes that were read, never of others.
#[test]
fn inputs_that_change_and_vanish_during_a_run_cost_no_other_document() {
    let folder = Folder::new("changing");
    for index in 0..12 {
        folder.copy("budget", &format!("in/{index:02}.pdf"));
    }
    let (one, two) = (fs::read(document("budget")).unwrap(), fs::read(document("three-line")).unwrap());
    let mut command = juesuan();
    command.arg("csv").arg(folder.path("in")).arg("--out").arg(folder.path("out")).args(["--quiet", "--jobs", "2"]);
    let mut running = command.spawn().unwrap();
    fs::remove_file(folder.path("in/11.pdf")).unwrap();
    for round in 0.. {
        if running.try_wait().unwrap().is_some() {
            break;
        }
        // As downloaders do it: a new file takes the place of the old.
        let new = folder.file("new", if round % 2 == 0 { &two } else { &one });
        fs::rename(new, folder.path(&format!("in/{:02}.pdf", round % 11))).unwrap();
    }
    assert!(matches!(running.wait().unwrap().code(), Some(0 | 1)));
    let after = csv(&folder, &["in"], "out", &[]);
    assert_eq!(after.status, Some(0), "{}", after.err);
    let fresh = csv(&folder, &["in"], "fresh", &[]);
    assert_eq!(fresh.status, Some(0));
    let rows = |out: &str| -> Vec<String> {
        let text = folder.read(&format!("{out}/facts.csv"));
        text.lines().filter(|line| !line.starts_with("11.pdf,")).map(str::to_owned).collect()
    };
    assert_eq!(rows("out"), rows("fresh"), "nothing stale");
}

#[test]
fn parquet_is_added_to_as_csv_is() {
    let folder = Folder::new("parquet-adds");
    folder.copy("yuan-full-width", "1/a.pdf");
    folder.copy("shenzhen", "2/b.pdf");
    let parquet = |inputs: &[&str], out: &str| {
        let inputs = inputs.iter().map(|input| folder.path(input));
        let ran = run(juesuan().arg("parquet").args(inputs).args(["--no-times", "--out"]).arg(folder.path(out)));
        assert_eq!(ran.status, Some(0), "{}", ran.err);
    };
    parquet(&["1"], "out");
    parquet(&["2"], "out");
    parquet(&["1", "2"], "once");
    for (name, bytes) in files(&folder.path("once")) {
        // The input's path as it was given differs in nothing here.
        assert!(files(&folder.path("out"))[&name] == bytes, "{name}");
    }
    let other = csv(&folder, &["1"], "out", &[]);
    assert_eq!(other.status, Some(2), "one folder, one format: {}", other.err);
}

#[test]
fn cells_that_a_spreadsheet_would_run_are_guarded_and_a_switch_turns_it_off() {
    let folder = Folder::new("guarded");
    folder.copy("budget", "=1+1.pdf");
    csv(&folder, &["=1+1.pdf"], "out", &[]);
    assert_eq!(documents(&folder, "out"), [" =1+1.pdf"]);
    let line: Value = serde_json::from_str(&folder.read("out/manifest.jsonl")).unwrap();
    assert_eq!(line["document"], "=1+1.pdf", "in JSON as it is");
    // The document stays the same one when the switch is set later.
    csv(&folder, &["=1+1.pdf"], "out", &["--raw-cells"]);
    assert_eq!(documents(&folder, "out"), ["=1+1.pdf"]);
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_neither_hang_the_collecting_nor_defeat_the_time_limit() {
    let folder = Folder::new("fifo");
    folder.copy("budget", "in/a.pdf");
    for name in ["in/b.pdf", "in/pipe", "alone.pdf"] {
        assert!(std::process::Command::new("mkfifo").arg(folder.path(name)).status().unwrap().success());
    }
    let started = Instant::now();
    let ran = csv(&folder, &["in"], "out", &[]);
    assert_eq!(ran.status, Some(1));
    assert!(ran.err.contains("b.pdf: no file but a pipe"), "{}", ran.err);
    let alone = run(juesuan().args(["json", "--time-limit", "1"]).arg(folder.path("alone.pdf")));
    assert_eq!(alone.status, Some(1));
    assert!(alone.err.contains("not read within 1 s"), "{}", alone.err);
    let device = run(juesuan().args(["json", "/dev/zero"]));
    assert!(device.err.contains("a device"), "{}", device.err);
    assert!(started.elapsed() < Duration::from_secs(25), "{:?}", started.elapsed());
    // A pipe that somebody writes into is read, as a shell gives it for <(…).
    let pipe = folder.path("alone.pdf");
    let writer = std::thread::spawn(move || fs::write(pipe, fs::read(document("budget")).unwrap()));
    assert_eq!(run(juesuan().args(["json", "--quiet"]).arg(folder.path("alone.pdf"))).status, Some(0));
    writer.join().unwrap().unwrap();
}

#[test]
fn a_worker_bounds_its_requests_and_answers_the_next() {
    let mut requests = vec![b'x'; 3 << 20];
    requests.extend(format!("\n{}\n", document("budget").display()).as_bytes());
    requests.extend(b"{\"bytes\":2147483648,\"name\":\"big.pdf\"}\n%PDF");
    let ran = run_with(juesuan().arg("worker"), &requests);
    let answers: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let codes: Vec<&Value> = answers.iter().map(|answer| &answer["manifest"]["error"]["code"]).collect();
    assert_eq!(codes, [&"request".into(), &Value::Null, &Value::from("limit")]);
}

/// The workers of a parent that was killed without a chance to end them.
#[cfg(target_os = "linux")]
#[test]
fn workers_end_with_their_parent() {
    let folder = Folder::new("orphans");
    folder.copy("budget", "a.pdf");
    let mut command = juesuan();
    command.args(["worker", "--time-limit", "600"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut parent = command.spawn().unwrap();
    let mut pipe = parent.stdin.take().unwrap();
    use std::io::{BufRead, BufReader, Write};
    writeln!(pipe, "{}", folder.path("a.pdf").display()).unwrap();
    let mut line = String::new();
    BufReader::new(parent.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let flag = format!("--parent={}", parent.id());
    let count = || {
        let processes =
            fs::read_dir("/proc").unwrap().filter_map(|entry| fs::read(entry.ok()?.path().join("cmdline")).ok());
        processes.filter(|line| line.split(|byte| *byte == 0).any(|argument| argument == flag.as_bytes())).count()
    };
    assert_eq!(count(), 1);
    parent.kill().unwrap();
    parent.wait().unwrap();
    let started = Instant::now();
    while count() > 0 && started.elapsed() < Duration::from_secs(10) {
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(count(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn an_interrupted_run_says_how_to_go_on_and_leaves_only_its_journal() {
    let folder = Folder::new("interrupted");
    for index in 0..30 {
        folder.copy("shenzhen", &format!("in/{index}.pdf"));
    }
    let mut command = juesuan();
    command.arg("csv").arg(folder.path("in")).arg("--out").arg(folder.path("out")).args(["--no-times", "--jobs", "1"]);
    let running = command.stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(500));
    let interrupt = std::process::Command::new("kill").args(["-INT", &running.id().to_string()]).status().unwrap();
    assert!(interrupt.success());
    let output = running.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(said.contains("run the same command again to go on"), "{said}");
    let left: Vec<String> = files(&folder.path("out")).into_keys().filter(|name| name != ".juesuan.lock").collect();
    assert_eq!(left, [".juesuan-run.jsonl"]);
}
