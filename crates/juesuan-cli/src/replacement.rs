//! A file that appears under its name when it is complete, and not before: bytes → a temporary file → its place.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::output::Stop;

/// How the names of temporary files end.
const ENDING: &str = ".partial";

/// The temporary files of this process, so that they can be removed when it is interrupted.
static OPEN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// A file in the making. Dropped before its end, it leaves nothing behind.
pub(crate) struct Replacement {
    file: BufWriter<File>,
    ready: Ready,
}

/// A complete file that does not yet bear its name. Dropped, it is removed.
pub(crate) struct Ready {
    path: PathBuf,
    temporary: PathBuf,
    kept: bool,
}

impl Replacement {
    pub(crate) fn create(path: &Path) -> Result<Self, Stop> {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        // No other process and no other file of this one has the same.
        let mut name = OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(format!(".{}-{number}{ENDING}", std::process::id()));
        let temporary = path.with_file_name(name);
        let created = OpenOptions::new().write(true).create_new(true).open(&temporary);
        let file = BufWriter::new(created.map_err(Stop::to_file(path))?);
        OPEN.lock().unwrap_or_else(PoisonError::into_inner).insert(temporary.clone());
        Ok(Self { file, ready: Ready { path: path.to_owned(), temporary, kept: false } })
    }

    /// Where it will appear.
    #[cfg(feature = "parquet")]
    pub(crate) fn path(&self) -> &Path {
        &self.ready.path
    }

    /// Another handle to it, for a writer that wants one of its own.
    #[cfg(feature = "parquet")]
    pub(crate) fn handle(&self) -> io::Result<File> {
        self.file.get_ref().try_clone()
    }

    /// Writes more of it.
    pub(crate) fn write(&mut self, write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> Result<(), Stop> {
        write(&mut self.file).map_err(Stop::to_file(&self.ready.path))
    }

    /// All of it is on the disk.
    pub(crate) fn complete(mut self) -> Result<Ready, Stop> {
        let written = self.file.flush().and_then(|()| self.file.get_ref().sync_data());
        written.map_err(Stop::to_file(&self.ready.path))?;
        Ok(self.ready)
    }

    /// Gives the complete file its name.
    pub(crate) fn finish(self) -> Result<(), Stop> {
        self.complete()?.appear()
    }
}

impl Ready {
    /// Its name without the folder.
    pub(crate) fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Where it lies until it appears.
    pub(crate) fn temporary(&self) -> &Path {
        &self.temporary
    }

    /// From now on it stays even when the process ends before it has its name.
    pub(crate) fn keep(&mut self) {
        self.kept = true;
        forget(&self.temporary);
    }

    /// Gives it its name.
    pub(crate) fn appear(mut self) -> Result<(), Stop> {
        fs::rename(&self.temporary, &self.path).map_err(Stop::to_file(&self.path))?;
        self.keep();
        Ok(())
    }
}

impl Drop for Ready {
    fn drop(&mut self) {
        if !self.kept {
            // Where it cannot be removed, the next run does.
            let _ = fs::remove_file(&self.temporary);
            forget(&self.temporary);
        }
    }
}

fn forget(temporary: &Path) {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner).remove(temporary);
}

/// Removes the temporary files of this process, which is about to end.
pub(crate) fn remove_all() {
    for temporary in OPEN.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        let _ = fs::remove_file(temporary);
    }
}

/// Removes what runs that were killed have left of files of these names. Only under the lock of the place.
pub(crate) fn remove_leftovers(folder: &Path, is_ours: impl Fn(&str) -> bool) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        if name.to_str().and_then(made_for).is_some_and(&is_ours) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The name of the file that a temporary file was to become.
fn made_for(temporary: &str) -> Option<&str> {
    let (name, number) = temporary.strip_prefix('.')?.strip_suffix(ENDING)?.rsplit_once('.')?;
    let (process, count) = number.split_once('-')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(process) && is_number(count)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_appears_when_it_is_complete_and_leaves_nothing_behind_before() {
        let folder = std::env::temp_dir().join(format!("juesuan-replacement-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let names = || {
            let mut names: Vec<String> =
                fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
            names.sort();
            names
        };
        let path = folder.join("a.csv");
        let (mut one, two) = (Replacement::create(&path).unwrap(), Replacement::create(&path).unwrap());
        assert_eq!(names().len(), 2, "two files of one name do not share a temporary one");
        one.write(|out| out.write_all(b"1")).unwrap();
        drop(two);
        one.finish().unwrap();
        assert_eq!(names(), ["a.csv"]);
        fs::write(folder.join(".a.csv.12-3.partial"), "").unwrap();
        fs::write(folder.join(".b.csv.12-3.partial"), "").unwrap();
        remove_leftovers(&folder, |name| name == "a.csv");
        assert_eq!(names(), [".b.csv.12-3.partial", "a.csv"], "only what is ours");
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn temporary_names_are_told_from_others() {
        assert_eq!(made_for(".facts.csv.7-0.partial"), Some("facts.csv"));
        for other in ["facts.csv.7-0.partial", ".facts.csv.partial", ".facts.csv.x-1.partial", ".facts.csv.7-0.part"] {
            assert_eq!(made_for(other), None, "{other}");
        }
    }
}
