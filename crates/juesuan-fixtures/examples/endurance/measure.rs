//! Reading one document as the command does, and what it cost.

use std::panic::catch_unwind;
use std::process::exit;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use juesuan_export::{Source, csv, printed, records};
use juesuan_extract::Document;
use juesuan_model::Report;

/// How reading a document ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Read,
    /// A typed error.
    Refused,
    Panicked,
}

/// When a file is given up, and the process with it.
const HOPELESS: Duration = Duration::from_secs(120);

/// Reads a document on a thread of its own, with the stack that a thread has by default. Gives the processor time that
/// it took (where the system does not tell: the time on the clock) and the peak memory of the process meanwhile in MB
/// (0 where the system does not tell).
pub(crate) fn read(bytes: &[u8]) -> (Outcome, Duration, u64) {
    // Linux: begin a new peak.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let (started, processor) = (Instant::now(), processor_time());
    let (sender, receiver) = channel();
    let bytes = bytes.to_vec();
    std::thread::spawn(move || sender.send(catch_unwind(|| whole_program(bytes)).unwrap_or(Outcome::Panicked)));
    let outcome = match receiver.recv_timeout(HOPELESS) {
        Ok(outcome) => outcome,
        Err(RecvTimeoutError::Disconnected) => Outcome::Panicked,
        Err(RecvTimeoutError::Timeout) => {
            println!("find: the current file is not read after {HOPELESS:?}");
            exit(1);
        }
    };
    let spent = processor.and_then(|before| processor_time()?.checked_sub(before));
    (outcome, spent.unwrap_or_else(|| started.elapsed()), peak_megabytes())
}

/// What this process has used so far. On a busy machine, the clock says more about the others.
fn processor_time() -> Option<Duration> {
    let status = std::fs::read_to_string("/proc/self/stat").ok()?;
    // Behind the name in brackets; fields 14 and 15 are hundredths of a second in user and system mode.
    let fields: Vec<&str> = status.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u64 = fields.get(11..13)?.iter().filter_map(|field| field.parse::<u64>().ok()).sum();
    Some(Duration::from_millis(10 * ticks))
}

fn whole_program(bytes: Vec<u8>) -> Outcome {
    let Ok(document) = Document::open(bytes) else { return Outcome::Refused };
    let report = Report::read(&document.layouts());
    let json = serde_json::to_vec(&report).expect("every report is JSON");
    let mut taken = std::collections::BTreeSet::new();
    let sheets = printed::sheets(&report, juesuan_export::Language::Chinese, &mut taken);
    let mut written = Vec::new();
    for table in records(&Source::new("mutation", ""), &report) {
        csv::write_records(&table.rows, csv::Cells::default(), &mut written).expect("memory can be written");
    }
    std::hint::black_box((json, sheets, written));
    Outcome::Read
}

fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
    peak.unwrap_or(0) / 1024
}
