//! Long work → its result, while Python goes on: its lock is released, Ctrl-C is heard, and a panic stays a failure.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use pyo3::prelude::*;

use crate::failure::Failure;

/// How often Ctrl-C is looked for: soon enough for a person, too seldom to cost anything.
const WATCH: Duration = Duration::from_millis(50);

/// Of a thread that reads: as much as a program's main thread has, whatever thread of Python asks.
const STACK: usize = 8 << 20;

/// Does the work in a thread of its own. When Python is interrupted, the thread is left to end by itself; it is bounded
/// by the limits of reading.
pub(crate) fn done<T: Send + 'static>(
    py: Python<'_>,
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> PyResult<T> {
    let (sender, receiver) = sync_channel(1);
    let reading = thread::Builder::new().name("juesuan".to_owned()).stack_size(STACK).spawn(move || {
        let result = caught(work);
        // Nobody listens any more when Python was interrupted.
        let _ = sender.send(result);
    });
    reading.map_err(Failure::from)?;
    // The receiver goes out with the lock and comes back with it.
    let mut receiver = receiver;
    loop {
        let (heard, back) = py.detach(move || (receiver.recv_timeout(WATCH), receiver));
        receiver = back;
        match heard {
            Ok(result) => return Ok(result?),
            Err(RecvTimeoutError::Timeout) => py.check_signals()?,
            Err(RecvTimeoutError::Disconnected) => return Err(Failure::defect().into()),
        }
    }
}

/// Does the work in this thread: in a worker nobody interrupts it, and what a thread has learnt of a document serves it
/// for the next.
pub(crate) fn done_here<T: Send>(py: Python<'_>, work: impl FnOnce() -> Result<T, Failure> + Send) -> PyResult<T> {
    Ok(py.detach(|| caught(work))?)
}

fn caught<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(Failure::defect()))
}
