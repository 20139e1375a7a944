//! A worker process and its parent: one document at a time, within a time and memory limit that a hostile file cannot
//! get round. The worker says the hash of the bytes as soon as it has them, so that it is known even of a document on
//! which it then hangs or dies.

use std::io::{self, BufReader, BufWriter, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use juesuan::Fetched;
use juesuan_export::Source;

use crate::answer::{Answer, Task};
use crate::failure::Failure;
use crate::fetch::{Bounds, pieces};
use crate::input::{Input, Origin};
use crate::line::{self, Line};
use crate::worker::{FETCHED, PAGE, Request, flags};

/// What one document may cost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allowance {
    pub(crate) seconds: u64,
    pub(crate) megabytes: u64,
}

/// A longer answer is not held: it comes of a file that was made to be read for ever.
const LONGEST_ANSWER: usize = 256 << 20;

/// Reads documents, in this process or in a worker.
pub(crate) enum Reader<'a> {
    Here(&'a Task),
    Apart { task: &'a Task, allowance: Allowance, worker: Option<Worker> },
}

/// Why there is no answer, and the hash of the bytes where they were fetched.
struct Unanswered {
    failure: Failure,
    sha256: String,
}

impl<T: Into<Failure>> From<T> for Unanswered {
    fn from(failure: T) -> Self {
        Self { failure: failure.into(), sha256: String::new() }
    }
}

impl Reader<'_> {
    /// Reads one document. A worker that does not answer is ended, and a new one reads the next document.
    pub(crate) fn read(&mut self, input: &Input) -> Answer {
        self.read_and_say(input, |_| {})
    }

    /// The same; `fetched` is told the hash of the bytes before they are read in this process.
    pub(crate) fn read_and_say(&mut self, input: &Input, fetched: impl FnOnce(&str)) -> Answer {
        match self {
            Self::Here(task) => {
                let bounds = Bounds { bytes: task.options.limits.file_bytes, seconds: None };
                Answer::to(&input.name, input.bytes(bounds), task, fetched)
            }
            Self::Apart { task, allowance, worker } => ask(input, task, *allowance, worker).unwrap_or_else(|none| {
                *worker = None;
                Answer::failed(&Source::new(&input.name, none.sha256), task.form, none.failure)
            }),
        }
    }
}

fn ask(input: &Input, task: &Task, allowance: Allowance, slot: &mut Option<Worker>) -> Result<Answer, Unanswered> {
    // A path that is no Unicode cannot be said in JSON; its bytes can.
    let path = match &input.origin {
        Origin::File(path) => path.to_str(),
        Origin::Stdin | Origin::Odd(_) | Origin::Bytes(_) | Origin::Together { .. } => None,
    };
    let bounds = Bounds { bytes: task.options.limits.file_bytes, seconds: Some(allowance.seconds) };
    let bytes = if path.is_none() { Some(input.bytes(bounds)?) } else { None };
    let mut request = Request { name: Some(input.name.clone()), path: path.map(Into::into), ..Request::default() };
    match &bytes {
        Some(Fetched::File(bytes)) => request.bytes = Some(bytes.len()),
        Some(Fetched::Together(files)) => {
            request.files = Some(files.iter().map(|(name, bytes)| (name.clone(), bytes.len())).collect());
        }
        None => {}
    }
    let worker = match slot {
        Some(worker) => worker,
        None => slot.insert(Worker::start(task, allowance)?),
    };
    let died = || Failure::died(allowance.megabytes);
    let from_now = || Instant::now().checked_add(Duration::from_secs(allowance.seconds));
    let mut end = from_now();
    worker.send(&request, bytes.as_ref()).map_err(|_| died())?;
    let mut sha256 = String::new();
    loop {
        let left = end.map_or(Duration::MAX, |end| end.saturating_duration_since(Instant::now()));
        let failure = match worker.answers.recv_timeout(left) {
            // Recognising a page takes seconds, and a document may be all scans: each page has its own time.
            Ok(Line::Whole(line)) if line == PAGE => {
                end = from_now();
                continue;
            }
            Ok(Line::Whole(line)) => match line.strip_prefix(FETCHED) {
                Some(sum) => {
                    sha256 = String::from_utf8_lossy(sum).into_owned();
                    continue;
                }
                None => match serde_json::from_slice(&line) {
                    Ok(answer) => return Ok(answer),
                    Err(_) => died(),
                },
            },
            Ok(Line::TooLong) => Failure::answer_too_long(LONGEST_ANSWER as u64 >> 20),
            Ok(Line::End) | Err(RecvTimeoutError::Disconnected) => died(),
            Err(RecvTimeoutError::Timeout) => Failure::timed_out(allowance.seconds),
        };
        return Err(Unanswered { failure, sha256 });
    }
}

/// A running worker. Ended when dropped.
pub(crate) struct Worker {
    child: Child,
    requests: BufWriter<ChildStdin>,
    answers: Receiver<Line>,
}

impl Worker {
    fn start(task: &Task, allowance: Allowance) -> io::Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("worker").args(flags(task, allowance)).arg(format!("--parent={}", std::process::id()));
        if let Some(password) = &task.options.password {
            command.env("JUESUAN_PASSWORD", password);
        }
        #[cfg(feature = "ocr")]
        if let Some(model) = &task.options.recognition.model {
            command.env("JUESUAN_OCR_MODEL", model);
        }
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let closed = || io::Error::from(io::ErrorKind::BrokenPipe);
        let requests = BufWriter::new(child.stdin.take().ok_or_else(closed)?);
        let mut output = BufReader::new(child.stdout.take().ok_or_else(closed)?);
        // At most one line waits here: a worker that says more than it is asked waits, too.
        let (sender, answers) = sync_channel(1);
        // Reading blocks without a time limit, so it has a thread of its own; it ends with the worker's output.
        thread::Builder::new().spawn(move || {
            while let Ok(line) = line::next(&mut output, LONGEST_ANSWER) {
                if line == Line::End || sender.send(line).is_err() {
                    break;
                }
            }
        })?;
        Ok(Self { child, requests, answers })
    }

    fn send(&mut self, request: &Request, bytes: Option<&Fetched>) -> io::Result<()> {
        serde_json::to_writer(&mut self.requests, request)?;
        self.requests.write_all(b"\n")?;
        bytes.map(pieces).unwrap_or_default().iter().try_for_each(|piece| self.requests.write_all(piece))?;
        self.requests.flush()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Errors mean that it has already ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
