//! Sets `JUESUAN_BUILD`: the version and a hash of the sources that this program is made of. Answers that are kept
//! are taken for those of the same build only: a reader that was mended reads again.

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let mut files = BTreeSet::new();
    // Beside this crate, in the workspace; alone in a package, which has a version of its own.
    // What else lies beside an unpacked package is none of ours.
    let ours = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().starts_with("juesuan");
    for folder in fs::read_dir("..")?.filter_map(Result::ok).filter(ours).map(|entry| entry.path().join("src")) {
        if folder.is_dir() {
            println!("cargo::rerun-if-changed={}", folder.display());
            collect(&folder, &mut files)?;
        }
    }
    for lock in ["../../Cargo.lock", "Cargo.lock"].map(Path::new).into_iter().filter(|lock| lock.is_file()) {
        println!("cargo::rerun-if-changed={}", lock.display());
        files.insert(lock.to_owned());
    }
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.hash(&mut hasher);
        fs::read(file)?.hash(&mut hasher);
    }
    println!("cargo::rustc-env=JUESUAN_BUILD={} {:016x}", env!("CARGO_PKG_VERSION"), hasher.finish());
    Ok(())
}

/// The files of a folder and of those in it.
fn collect(folder: &Path, files: &mut BTreeSet<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.insert(path);
        }
    }
    Ok(())
}
