//! What a run has done so far, in its output folder, so that a run that was killed goes on where it stood.
//!
//! One line per document is added as soon as its answer is there; results are made of these lines at the end, in the
//! order of the inputs. A line that was cut by a crash is no JSON and does not count. A file that has changed since,
//! and one that failed for a passing reason, is read again.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use crate::answer::Answer;
use crate::failure::Failure;
use crate::input::{Input, Origin};
use crate::output::Stop;

/// Name of the file in the output folder.
const NAME: &str = ".juesuan-run.jsonl";

/// By what a document is known again: where it lies, its size, and when it was last written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Key(String, String, u64, u128);

impl Key {
    /// `None` for what cannot be known again.
    fn of(input: &Input) -> Option<Self> {
        let Origin::File(path) = &input.origin else { return None };
        let metadata = path.metadata().ok()?;
        let modified = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some(Self(path.to_str()?.to_owned(), input.name.clone(), metadata.len(), modified.as_nanos()))
    }
}

/// The first line: results of another version or of other settings are not gone on with.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Head {
    juesuan: String,
    settings: String,
}

/// The line of a document.
#[derive(Serialize)]
struct Line<'a> {
    key: &'a Option<Key>,
    /// Whether it failed for a passing reason, and is read again in the next run.
    again: bool,
    answer: &'a Answer,
}

/// What of a line is needed to know the document again.
#[derive(Deserialize)]
struct Entry {
    key: Option<Key>,
    again: bool,
}

/// What of a line is the result.
#[derive(Deserialize)]
struct Kept {
    answer: Answer,
}

trait Storage: Read + Write + Seek {}
impl<T: Read + Write + Seek> Storage for T {}

/// The answers of a run, each written once.
pub(crate) struct Spool {
    storage: Box<dyn Storage>,
    end: u64,
    /// Where the line of each document begins.
    known: BTreeMap<Key, u64>,
    /// The same for documents that cannot be known again, by input.
    unknown: BTreeMap<String, u64>,
}

impl Spool {
    /// In memory: for a single document there is nothing to go on with.
    pub(crate) fn in_memory() -> Self {
        let storage = Box::new(Cursor::new(Vec::new()));
        Self { storage, end: 0, known: BTreeMap::new(), unknown: BTreeMap::new() }
    }

    /// In a folder, with what an earlier run with the same settings has left there.
    pub(crate) fn in_folder(folder: &Path, settings: &str) -> Result<Self, Stop> {
        let path = folder.join(NAME);
        let failed = |source| Stop::Output { path: Some(path.clone()), source };
        let file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Stop::Busy { path: folder.to_owned() }),
            // Some network file systems have no locks.
            Err(TryLockError::Error(_)) => {}
        }
        let head = Head { juesuan: env!("CARGO_PKG_VERSION").to_owned(), settings: settings.to_owned() };
        Self::load(file, &head).map_err(failed)
    }

    fn load(mut file: File, head: &Head) -> io::Result<Self> {
        let mut known = BTreeMap::new();
        let mut reader = BufReader::new(&mut file);
        let mut line = Vec::new();
        let mut end = reader.read_until(b'\n', &mut line)? as u64;
        if serde_json::from_slice::<Head>(&line).is_ok_and(|found| found == *head) && line.ends_with(b"\n") {
            loop {
                line.clear();
                let length = reader.read_until(b'\n', &mut line)? as u64;
                if length == 0 || !line.ends_with(b"\n") {
                    break;
                }
                if let Ok(Entry { key: Some(key), again }) = serde_json::from_slice(&line) {
                    if again {
                        known.remove(&key)
                    } else {
                        known.insert(key, end)
                    };
                }
                end = end.saturating_add(length);
            }
            file.set_len(end)?;
        } else {
            file.set_len(0)?;
            file.seek(SeekFrom::Start(0))?;
            let mut line = serde_json::to_vec(head)?;
            line.push(b'\n');
            file.write_all(&line)?;
            end = line.len() as u64;
        }
        Ok(Self { storage: Box::new(file), end, known, unknown: BTreeMap::new() })
    }

    /// Whether the document needs no more reading.
    pub(crate) fn has(&self, input: &Input) -> bool {
        Key::of(input).is_some_and(|key| self.known.contains_key(&key))
    }

    /// Keeps an answer.
    pub(crate) fn keep(&mut self, input: &Input, answer: &Answer) -> io::Result<()> {
        let key = Key::of(input);
        let again = answer.manifest.error.as_ref().is_some_and(Failure::is_passing);
        let mut line = serde_json::to_vec(&Line { key: &key, again, answer })?;
        line.push(b'\n');
        self.storage.seek(SeekFrom::Start(self.end))?;
        self.storage.write_all(&line)?;
        match key {
            Some(key) => self.known.insert(key, self.end),
            None => self.unknown.insert(input.shown(), self.end),
        };
        self.end = self.end.saturating_add(line.len() as u64);
        Ok(())
    }

    /// The answer about an input, as it was kept.
    pub(crate) fn answer(&mut self, input: &Input) -> io::Result<Answer> {
        let known = Key::of(input).and_then(|key| self.known.get(&key));
        let offset = known.or_else(|| self.unknown.get(&input.shown())).copied().ok_or(io::ErrorKind::NotFound)?;
        self.storage.seek(SeekFrom::Start(offset))?;
        let mut line = Vec::new();
        BufReader::new(&mut self.storage).read_until(b'\n', &mut line)?;
        let kept: Kept = serde_json::from_slice(&line)?;
        Ok(kept.answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Form;

    fn answer(name: &str, failure: Failure) -> Answer {
        Answer::failed(&juesuan_export::Source::new(name, "ab"), Form::Records, failure)
    }

    fn folder(name: &str) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("juesuan-spool-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn what_was_kept_is_there_again_unless_it_was_cut_or_may_pass() {
        let folder = folder("again");
        let inputs: Vec<Input> = ["a.pdf", "b.pdf", "c.pdf"].map(|name| folder.join(name)).map(Input::file).into();
        for input in &inputs {
            std::fs::write(input.shown(), "%PDF").unwrap();
        }
        let mut spool = Spool::in_folder(&folder, "x").unwrap();
        spool.keep(&inputs[0], &answer("a.pdf", Failure::scan())).unwrap();
        spool.keep(&inputs[1], &answer("b.pdf", Failure::timed_out(1))).unwrap();
        spool.keep(&inputs[2], &answer("c.pdf", Failure::scan())).unwrap();
        let cut = spool.end - 3;
        drop(spool);
        File::options().write(true).open(folder.join(NAME)).unwrap().set_len(cut).unwrap();

        let mut spool = Spool::in_folder(&folder, "x").unwrap();
        assert_eq!(inputs.iter().map(|input| spool.has(input)).collect::<Vec<_>>(), [true, false, false]);
        assert_eq!(spool.answer(&inputs[0]).unwrap().manifest.sha256, "ab");
        assert!(matches!(Spool::in_folder(&folder, "x"), Err(Stop::Busy { .. })));
        drop(spool);

        let other = Spool::in_folder(&folder, "y").unwrap();
        assert!(!other.has(&inputs[0]), "other settings begin anew");
        drop(other);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
