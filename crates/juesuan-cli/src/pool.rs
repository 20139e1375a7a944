//! A worker process and its parent: one document at a time, within a time and memory limit that a hostile file cannot
//! get round.

use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use crate::answer::{Answer, Task};
use crate::failure::Failure;
use crate::input::{Input, Origin};
use crate::worker::{Request, flags};

/// What one document may cost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allowance {
    pub(crate) seconds: u64,
    pub(crate) megabytes: u64,
}

/// Reads documents, in this process or in a worker.
pub(crate) enum Reader<'a> {
    Here(&'a Task),
    Apart { task: &'a Task, allowance: Allowance, worker: Option<Worker> },
}

impl Reader<'_> {
    /// Reads one document. A worker that does not answer is ended, and a new one reads the next document.
    pub(crate) fn read(&mut self, input: &Input) -> Answer {
        match self {
            Self::Here(task) => Answer::to(&input.name, input.bytes(task.options.limits.file_bytes), task),
            Self::Apart { task, allowance, worker } => match ask(input, task, *allowance, worker) {
                Ok(answer) => answer,
                Err(failure) => {
                    *worker = None;
                    Answer::failed(&input.source(task.options.limits.file_bytes), task.form, failure)
                }
            },
        }
    }
}

fn ask(input: &Input, task: &Task, allowance: Allowance, slot: &mut Option<Worker>) -> Result<Answer, Failure> {
    // A path that is no Unicode cannot be said in JSON; its bytes can.
    let path = match &input.origin {
        Origin::File(path) => path.to_str(),
        Origin::Stdin | Origin::Bytes(_) => None,
    };
    let bytes = if path.is_none() { Some(input.bytes(task.options.limits.file_bytes)?) } else { None };
    let request =
        Request { name: Some(input.name.clone()), path: path.map(Into::into), bytes: bytes.as_ref().map(Vec::len) };
    let worker = match slot {
        Some(worker) => worker,
        None => slot.insert(Worker::start(task, allowance).map_err(Failure::from)?),
    };
    let died = |_| Failure::died(allowance.megabytes);
    worker.send(&request, bytes.as_deref()).map_err(died)?;
    match worker.answers.recv_timeout(Duration::from_secs(allowance.seconds)) {
        Ok(line) => serde_json::from_str(&line).map_err(|_| Failure::died(allowance.megabytes)),
        Err(RecvTimeoutError::Timeout) => Err(Failure::timed_out(allowance.seconds)),
        Err(RecvTimeoutError::Disconnected) => Err(Failure::died(allowance.megabytes)),
    }
}

/// A running worker. Ended when dropped.
pub(crate) struct Worker {
    child: Child,
    requests: BufWriter<ChildStdin>,
    answers: Receiver<String>,
}

impl Worker {
    fn start(task: &Task, allowance: Allowance) -> io::Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("worker").args(flags(task, allowance));
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
        let output = BufReader::new(child.stdout.take().ok_or_else(closed)?);
        let (sender, answers) = channel();
        // Reading blocks without a time limit, so it has a thread of its own; it ends with the worker's output.
        thread::spawn(move || {
            for line in output.lines() {
                let Ok(line) = line else { break };
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Ok(Self { child, requests, answers })
    }

    fn send(&mut self, request: &Request, bytes: Option<&[u8]>) -> io::Result<()> {
        serde_json::to_writer(&mut self.requests, request)?;
        self.requests.write_all(b"\n")?;
        self.requests.write_all(bytes.unwrap_or_default())?;
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
