//! One run at a time for one place: a folder or a file that is written → a lock on it until the run ends.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use crate::output::Stop;

/// Name of the lock in a folder. It lies there while a run writes, and after a run that was killed.
pub(crate) const NAME: &str = ".juesuan.lock";

/// How often a lock is taken anew that its last holder has just removed.
const ATTEMPTS: usize = 100;

/// Held until dropped.
#[derive(Debug)]
pub(crate) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// For all files of a folder.
    pub(crate) fn of_folder(folder: &Path) -> Result<Self, Stop> {
        Self::take(folder.join(NAME), folder)
    }

    /// For one file.
    pub(crate) fn of_file(file: &Path) -> Result<Self, Stop> {
        let mut name = std::ffi::OsString::from(".");
        name.push(file.file_name().unwrap_or_default());
        name.push(".lock");
        Self::take(file.with_file_name(name), file)
    }

    fn take(path: PathBuf, place: &Path) -> Result<Self, Stop> {
        for _ in 0..ATTEMPTS {
            let mut options = OpenOptions::new();
            let file = options.read(true).write(true).create(true).truncate(false).open(&path);
            let file = file.map_err(Stop::to_file(place))?;
            match file.try_lock() {
                // Some network file systems have no locks.
                Ok(()) | Err(TryLockError::Error(_)) => {}
                Err(TryLockError::WouldBlock) => break,
            }
            // Its last holder may have removed it between opening and locking: then it locks nothing.
            if is_at(&file, &path) {
                return Ok(Self { path, _file: file });
            }
        }
        Err(Stop::Busy { path: place.to_owned() })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While it is still held. Where it cannot be removed, it is taken again by the next run.
        let _ = fs::remove_file(&self.path);
    }
}

/// Whether a path still leads to an open file.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = |open: &fs::Metadata, there: &fs::Metadata| (open.dev(), open.ino()) == (there.dev(), there.ino());
    matches!((file.metadata(), path.metadata()), (Ok(open), Ok(there)) if same(&open, &there))
}

#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_one_lock_at_a_time_and_nothing_stays() {
        let folder = std::env::temp_dir().join(format!("juesuan-lock-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let first = Lock::of_folder(&folder).unwrap();
        assert!(matches!(Lock::of_folder(&folder), Err(Stop::Busy { .. })));
        let file = Lock::of_file(&folder.join("a.xlsx")).unwrap();
        assert!(matches!(Lock::of_file(&folder.join("a.xlsx")), Err(Stop::Busy { .. })));
        drop((first, file));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
        drop(Lock::of_folder(&folder).unwrap());
        fs::remove_dir_all(&folder).unwrap();
    }
}
