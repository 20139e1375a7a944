//! The journal of a run: answers, each kept as soon as it is there, so that a run that was killed goes on where it stood.
//!
//! One line per document, with a checksum of its own before it. What is known again is known by the hash of the bytes
//! that were read, as the answer itself states it; the file may have changed since. A last line that was cut by a
//! crash does not count. Any other line whose checksum is wrong is damage: the journal is set aside, the sound lines
//! are written anew, and the run says so. When the results are complete, the journal is removed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::answer::Answer;
use crate::failure::Failure;
use crate::line::{self, Line};
use crate::output::Stop;

/// Name of the journal in the output folder.
pub(crate) const NAME: &str = ".juesuan-run.jsonl";
/// Name of a journal that was found damaged. It goes with the journal.
pub(crate) const SET_ASIDE: &str = ".juesuan-run.damaged.jsonl";

/// Hexadecimal digits of a line's checksum.
const CHECKSUM: usize = 16;
/// No line is longer: answers are bounded before they are kept.
const LONGEST_LINE: usize = 1 << 30;

/// By what an answer is known again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Key {
    /// The document's name in all results.
    pub(crate) document: String,
    /// Of the bytes that were read.
    pub(crate) sha256: String,
    /// Program and settings that read them.
    pub(crate) reader: String,
}

/// What stands in a line.
#[derive(Serialize)]
struct Written<'a> {
    key: &'a Key,
    /// Whether it failed for a passing reason, and is read again in the next run.
    again: bool,
    answer: &'a Answer,
}

/// What of a line is needed to know the document again.
#[derive(Deserialize)]
struct Entry {
    key: Key,
    again: bool,
}

/// What of a line is the result.
#[derive(Deserialize)]
struct Kept {
    answer: Answer,
}

trait Storage: Read + Write + Seek {}
impl<T: Read + Write + Seek> Storage for T {}

/// The answers of a run, each written once. An answer is found again by where its line begins.
pub(crate) struct Spool {
    storage: Box<dyn Storage>,
    /// The file, and where a damaged one was set aside.
    paths: Option<(PathBuf, PathBuf)>,
    end: u64,
    known: BTreeMap<Key, u64>,
    /// How many lines of an earlier run were damaged.
    pub(crate) damaged: usize,
}

impl Spool {
    /// In memory: for a single document there is nothing to go on with.
    pub(crate) fn in_memory() -> Self {
        let storage = Box::new(Cursor::new(Vec::new()));
        Self { storage, paths: None, end: 0, known: BTreeMap::new(), damaged: 0 }
    }

    /// In a folder that is locked, with what an earlier run has left there.
    pub(crate) fn in_folder(folder: &Path) -> Result<Self, Stop> {
        let (path, aside) = (folder.join(NAME), folder.join(SET_ASIDE));
        let failed = |source| Stop::Output { path: Some(path.clone()), source };
        let mut spool = Self::load(open(&path).map_err(failed)?).map_err(failed)?;
        if spool.damaged > 0 {
            fs::rename(&path, &aside).map_err(failed)?;
            let sound: BTreeSet<u64> = spool.known.values().copied().collect();
            let mut fresh = Self { storage: Box::new(open(&path).map_err(failed)?), ..Self::in_memory() };
            for offset in sound {
                let line = spool.line(offset).map_err(failed)?;
                let Entry { key, .. } = serde_json::from_slice(&line).map_err(io::Error::from).map_err(failed)?;
                let start = fresh.append(&line).map_err(failed)?;
                fresh.known.insert(key, start);
            }
            fresh.damaged = spool.damaged;
            spool = fresh;
        }
        spool.paths = Some((path, aside));
        Ok(spool)
    }

    fn load(mut file: File) -> io::Result<Self> {
        let mut known = BTreeMap::new();
        let (mut end, mut damaged) = (0_u64, 0_usize);
        let length = file.metadata()?.len();
        let mut reader = BufReader::new(&mut file);
        loop {
            let start = end;
            let line = line::next(&mut reader, LONGEST_LINE)?;
            end = reader.stream_position()?;
            let entry = match &line {
                Line::End => break,
                Line::Whole(line) => checked(line).and_then(|text| serde_json::from_slice(text).ok()),
                Line::TooLong => None,
            };
            match entry {
                Some(Entry { key, again: true }) => drop(known.remove(&key)),
                Some(Entry { key, .. }) => drop(known.insert(key, start)),
                // Cut by a crash: it has no end.
                None if end == length && !ends_with_newline(reader.get_mut(), length)? => {
                    end = start;
                    break;
                }
                None => damaged = damaged.saturating_add(1),
            }
        }
        file.set_len(end)?;
        Ok(Self { storage: Box::new(file), paths: None, end, known, damaged })
    }

    /// Whether there is nothing to go on with.
    pub(crate) fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Where the answer is that is known by a key, unless it may be another one next time.
    pub(crate) fn find(&self, key: &Key) -> Option<u64> {
        self.known.get(key).copied()
    }

    /// Keeps an answer, and gives back where.
    pub(crate) fn keep(&mut self, key: &Key, answer: &Answer) -> io::Result<u64> {
        let again = answer.manifest.error.as_ref().is_some_and(Failure::is_passing);
        let start = self.append(&serde_json::to_vec(&Written { key, again, answer })?)?;
        if !again {
            self.known.insert(key.clone(), start);
        }
        Ok(start)
    }

    fn append(&mut self, text: &[u8]) -> io::Result<u64> {
        let mut line = checksum(text).into_bytes();
        line.push(b' ');
        line.extend_from_slice(text);
        line.push(b'\n');
        let start = self.end;
        self.storage.seek(SeekFrom::Start(start))?;
        self.storage.write_all(&line)?;
        self.end = start.saturating_add(line.len() as u64);
        Ok(start)
    }

    /// The answer that was kept there.
    pub(crate) fn answer(&mut self, offset: u64) -> io::Result<Answer> {
        let kept: Kept = serde_json::from_slice(&self.line(offset)?)?;
        Ok(kept.answer)
    }

    fn line(&mut self, offset: u64) -> io::Result<Vec<u8>> {
        self.storage.seek(SeekFrom::Start(offset))?;
        let wrong = || io::Error::new(io::ErrorKind::InvalidData, "the journal was changed by another program");
        match line::next(&mut BufReader::new(&mut self.storage), LONGEST_LINE)? {
            Line::Whole(line) => checked(&line).map(<[u8]>::to_vec).ok_or_else(wrong),
            Line::End | Line::TooLong => Err(wrong()),
        }
    }

    /// After the results have appeared: removes the journal, unless it holds answers about documents that this run was
    /// not about. Gives back how many those are.
    pub(crate) fn finish<'a>(self, documents: impl Iterator<Item = &'a str>) -> usize {
        let done: BTreeSet<&str> = documents.collect();
        let unused = self.known.keys().filter(|key| !done.contains(key.document.as_str())).count();
        if let (0, Some((path, aside))) = (unused, &self.paths) {
            drop(self.storage);
            // Where one cannot be removed, it does no harm.
            let _ = fs::remove_file(path);
            let _ = fs::remove_file(aside);
        }
        unused
    }
}

fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
}

fn ends_with_newline(file: &mut File, length: u64) -> io::Result<bool> {
    let mut last = [0];
    file.seek(SeekFrom::Start(length.saturating_sub(1)))?;
    Ok(file.read(&mut last)? == 1 && &last == b"\n")
}

fn checksum(text: &[u8]) -> String {
    let mut sum = juesuan::sha256(text);
    sum.truncate(CHECKSUM);
    sum
}

/// The text of a line whose checksum is right.
fn checked(line: &[u8]) -> Option<&[u8]> {
    let (sum, text) = line.split_at_checked(CHECKSUM)?;
    let text = text.strip_prefix(b" ")?;
    (checksum(text).as_bytes() == sum).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Form;

    fn answer(name: &str, failure: Failure) -> Answer {
        Answer::failed(&juesuan_export::Source::new(name, "ab"), Form::Records, failure)
    }

    fn key(name: &str) -> Key {
        Key { document: name.to_owned(), sha256: "ab".to_owned(), reader: "x".to_owned() }
    }

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("juesuan-spool-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn three(folder: &Path) -> u64 {
        let mut spool = Spool::in_folder(folder).unwrap();
        spool.keep(&key("a"), &answer("a", Failure::scan())).unwrap();
        spool.keep(&key("b"), &answer("b", Failure::timed_out(1))).unwrap();
        spool.keep(&key("c"), &answer("c", Failure::scan())).unwrap();
        spool.end
    }

    fn known(spool: &Spool) -> [bool; 3] {
        ["a", "b", "c"].map(|name| spool.find(&key(name)).is_some())
    }

    #[test]
    fn what_was_kept_is_there_again_unless_it_was_cut_or_may_pass() {
        let folder = folder("again");
        let end = three(&folder);
        assert_eq!(known(&Spool::in_folder(&folder).unwrap()), [true, false, true]);
        File::options().write(true).open(folder.join(NAME)).unwrap().set_len(end - 3).unwrap();

        let mut spool = Spool::in_folder(&folder).unwrap();
        assert_eq!((known(&spool), spool.damaged), ([true, false, false], 0));
        let offset = spool.find(&key("a")).unwrap();
        assert_eq!(spool.answer(offset).unwrap().manifest.sha256, "ab");
        assert!(spool.find(&Key { reader: "y".to_owned(), ..key("a") }).is_none(), "other settings");
        assert_eq!(spool.finish(["b"].into_iter()), 1, "an answer that was not asked for stays");
        assert_eq!(Spool::in_folder(&folder).unwrap().finish(["a"].into_iter()), 0);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn one_flipped_byte_costs_one_answer() {
        let folder = folder("flipped");
        three(&folder);
        let path = folder.join(NAME);
        let good = fs::read(&path).unwrap();
        for at in [0, 20, 200] {
            let mut bytes = good.clone();
            bytes[at] ^= 1;
            fs::write(&path, &bytes).unwrap();
            let mut spool = Spool::in_folder(&folder).unwrap();
            assert_eq!((known(&spool), spool.damaged), ([false, false, true], 1), "byte {at}");
            let offset = spool.find(&key("c")).unwrap();
            assert_eq!(spool.answer(offset).unwrap().manifest.document, "c");
            assert_eq!(fs::read(folder.join(SET_ASIDE)).unwrap(), bytes, "set aside as it was");
            drop(spool);
            assert_eq!(Spool::in_folder(&folder).unwrap().damaged, 0, "rebuilt");
        }
        fs::remove_dir_all(&folder).unwrap();
    }
}
