//! The temporary folder of a page: nobody else can look into it, and it ends with the page.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::TempDir;

/// How the folder's name begins.
const PREFIX: &str = "juesuan-serve-";

/// The file in it that is locked as long as its page runs.
const LOCK: &str = "lock";

/// The folder, until it is closed.
#[derive(Debug)]
pub(super) struct Room {
    kept: Mutex<Option<Kept>>,
}

#[derive(Debug)]
struct Kept {
    folder: TempDir,
    _lock: File,
}

impl Room {
    /// A new folder. Those of pages that were killed are removed.
    pub(super) fn inside(parent: &Path) -> io::Result<Self> {
        remove_leftovers(parent);
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o700));
        }
        let folder = builder.tempdir_in(parent)?;
        // Locked before it has its name: another page that begins now takes an unlocked one for a leftover.
        let unnamed = folder.path().join("lock.new");
        let lock = File::create(&unnamed)?;
        // Some file systems have no locks: then the folder of a killed page stays.
        let _ = lock.try_lock();
        fs::rename(&unnamed, folder.path().join(LOCK))?;
        Ok(Self { kept: Mutex::new(Some(Kept { folder, _lock: lock })) })
    }

    /// Writes a file.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
        // Held while it is written: what is written while the folder is removed would stay.
        self.with(|folder| {
            let path = folder.join(name);
            fs::write(&path, bytes)?;
            Ok(path)
        })
    }

    /// Reads a file.
    pub(super) fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        fs::read(self.with(|folder| Ok(folder.join(name)))?)
    }

    /// A file without a name, which is gone when it is closed.
    pub(super) fn unnamed(&self) -> io::Result<File> {
        self.with(|folder| tempfile::tempfile_in(folder))
    }

    /// Removes all files.
    pub(super) fn clear(&self) -> io::Result<()> {
        self.with(|folder| {
            for entry in fs::read_dir(folder)? {
                let entry = entry?;
                if entry.file_name() != LOCK {
                    fs::remove_file(entry.path())?;
                }
            }
            Ok(())
        })
    }

    /// Removes the folder; from now on nothing is written.
    pub(super) fn close(&self) -> io::Result<()> {
        self.lock().take().map_or(Ok(()), |kept| kept.folder.close())
    }

    fn with<T>(&self, act: impl FnOnce(&Path) -> io::Result<T>) -> io::Result<T> {
        match self.lock().as_ref() {
            Some(kept) => act(kept.folder.path()),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Removes folders of pages that were killed: their lock is free.
fn remove_leftovers(parent: &Path) {
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let is_ours = entry.file_name().to_str().is_some_and(|name| name.starts_with(PREFIX));
        // A link would lead elsewhere.
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if !(is_ours && is_folder) {
            continue;
        }
        if File::open(entry.path().join(LOCK)).is_ok_and(|lock| lock.try_lock().is_ok()) {
            // Where it is another user's, it stays.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_room_leaves_nothing_and_the_next_removes_what_a_killed_one_left() {
        let parent = tempfile::tempdir().unwrap();
        let count = || fs::read_dir(parent.path()).unwrap().count();
        let killed = parent.path().join(format!("{PREFIX}killed"));
        fs::create_dir(&killed).unwrap();
        fs::write(killed.join(LOCK), "").unwrap();
        fs::write(killed.join("1.file"), "secret").unwrap();
        let foreign = parent.path().join(format!("{PREFIX}foreign"));
        fs::create_dir(&foreign).unwrap();

        let room = Room::inside(parent.path()).unwrap();
        assert!(!killed.exists() && foreign.exists());
        let other = Room::inside(parent.path()).unwrap();
        assert_eq!(count(), 3, "a page that runs keeps its own");
        room.write("1.file", b"abc").unwrap();
        assert_eq!(room.read("1.file").unwrap(), b"abc");
        room.clear().unwrap();
        assert!(room.read("1.file").is_err());
        room.close().unwrap();
        assert!(room.write("2.file", b"late").is_err(), "what is read late is not kept");
        other.close().unwrap();
        assert_eq!(count(), 1);
    }
}
