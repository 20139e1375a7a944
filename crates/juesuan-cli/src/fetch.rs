//! A path or standard input → the bytes of one document, whatever lies there: of a file not more than the limit, of a
//! pipe only for so long, of a device or a socket nothing.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use juesuan::Fetched;

use crate::failure::Failure;

/// The pieces of a document as they follow a request to a worker.
pub(crate) fn pieces(fetched: &Fetched) -> Vec<&[u8]> {
    match fetched {
        Fetched::File(bytes) => vec![bytes],
        Fetched::Together(files) => files.iter().map(|(_, bytes)| bytes.as_slice()).collect(),
    }
}

/// How much of a document is fetched, and for how long something without an end of its own is waited for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    /// One byte more is read, which is enough to see that it is too long.
    pub(crate) bytes: u64,
    /// `None` for as long as it takes.
    pub(crate) seconds: Option<u64>,
}

/// Seconds that a named pipe is waited for where nobody has said how long.
pub(crate) const PATIENCE: u64 = 30;

/// The bytes of a file, or of what a named pipe gives.
pub(crate) fn path(path: &Path, bounds: Bounds) -> Result<Vec<u8>, Failure> {
    let metadata = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && is_address(path) => return Err(Failure::address()),
        metadata => metadata?,
    };
    if metadata.is_file() {
        return Ok(file(path, metadata.len(), bounds.bytes)?);
    }
    if metadata.is_dir() {
        return Err(io::Error::from(io::ErrorKind::IsADirectory).into());
    }
    if !is_pipe(&metadata) {
        return Err(Failure::device());
    }
    let path = path.to_owned();
    let seconds = bounds.seconds.unwrap_or(PATIENCE);
    within(seconds, move || up_to(bounds.bytes, File::open(path)?))
}

/// Whether a path is a web address, with one slash or two.
fn is_address(path: &Path) -> bool {
    let text = path.to_string_lossy();
    let scheme = text.split_once(":/").map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| ["http", "https", "ftp"].iter().any(|known| scheme.eq_ignore_ascii_case(known)))
}

/// The bytes of standard input.
pub(crate) fn stdin(bounds: Bounds) -> Result<Vec<u8>, Failure> {
    match bounds.seconds {
        Some(seconds) => within(seconds, move || up_to(bounds.bytes, io::stdin().lock())),
        None => Ok(up_to(bounds.bytes, io::stdin().lock())?),
    }
}

fn file(path: &Path, size: u64, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(limit)).unwrap_or(0).saturating_add(1));
    File::open(path)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn up_to(limit: u64, stream: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Opening and reading a pipe block without end: a thread of its own does it, and is left behind where it does not end.
fn within(seconds: u64, read: impl FnOnce() -> io::Result<Vec<u8>> + Send + 'static) -> Result<Vec<u8>, Failure> {
    let (sender, receiver) = sync_channel(1);
    thread::Builder::new().spawn(move || {
        // Nobody listens any more when it took too long.
        let _ = sender.send(read());
    })?;
    match receiver.recv_timeout(Duration::from_secs(seconds)) {
        Ok(read) => Ok(read?),
        Err(RecvTimeoutError::Timeout) => Err(Failure::timed_out(seconds)),
        Err(RecvTimeoutError::Disconnected) => Err(io::Error::from(io::ErrorKind::BrokenPipe).into()),
    }
}

#[cfg(unix)]
fn is_pipe(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    metadata.file_type().is_fifo()
}

#[cfg(not(unix))]
fn is_pipe(_: &fs::Metadata) -> bool {
    false
}
