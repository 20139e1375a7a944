//! What an output folder holds of earlier runs: which files in it are ours and unchanged, and which documents they tell
//! of. In: a folder that is locked. Out: the documents by name; at the end, new files take the place of the old together.
//!
//! The marker `.juesuan.json` lists the files with their hashes. It is written before new files get their names, with
//! the names they still have: whoever finds it after a crash finishes what was begun.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use juesuan_export::contract::SCHEMAS;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::failure::Failure;
use crate::output::Stop;
use crate::replacement::{Ready, Replacement, remove_leftovers};

/// Name of the marker in the output folder.
pub(crate) const MARKER: &str = ".juesuan.json";
/// Name of the list of all documents.
pub(crate) const MANIFEST: &str = "manifest.jsonl";

/// What is known of a document that the folder tells of: a line of its manifest.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Held {
    pub(crate) document: String,
    pub(crate) sha256: String,
    /// Where the input lies, seen from the folder; none for standard input.
    #[serde(default)]
    pub(crate) path: Option<String>,
    /// Program and settings that read it.
    #[serde(default)]
    pub(crate) reader: String,
    #[serde(default)]
    pub(crate) error: Option<Failure>,
}

/// The marker.
#[derive(Debug, Serialize, Deserialize)]
struct Marker {
    juesuan: String,
    format: String,
    /// A hash over the names of all tables and columns: rows of another contract are not mixed with ours.
    columns: String,
    /// Whether cells that a spreadsheet would run stand as they are.
    #[serde(default)]
    raw_cells: bool,
    files: BTreeMap<String, Stamp>,
    /// Files that are complete but may still bear their temporary names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pending: BTreeMap<String, String>,
}

/// By what a file of ours is known again.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp {
    bytes: u64,
    sha256: String,
}

/// What a folder holds.
pub(crate) struct Holding {
    folder: PathBuf,
    format: &'static str,
    /// By name. Empty when the folder holds nothing of ours.
    pub(crate) documents: BTreeMap<String, Held>,
    /// Whether cells that a spreadsheet would run stand as they are.
    pub(crate) raw_cells: bool,
    /// Files that are replaced although they are not ours: because it was asked for.
    pub(crate) foreign: Vec<String>,
}

impl Holding {
    /// Looks at a folder. `names` are the files that will be written into it.
    pub(crate) fn open(folder: &Path, format: &'static str, names: &[String], force: bool) -> Result<Self, Stop> {
        let failed = |source| Stop::Output { path: Some(folder.join(MARKER)), source };
        let marker = match fs::read(folder.join(MARKER)) {
            Ok(text) => match serde_json::from_slice::<Marker>(&text) {
                Ok(marker) => Some(marker),
                Err(_) if force => None,
                // Of this name, and no list of ours: somebody else's, or changed since.
                Err(_) => return Err(Stop::Foreign { folder: folder.to_owned(), files: vec![MARKER.to_owned()] }),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(failed(error)),
        };
        if let Some(marker) = &marker {
            finish_pending(folder, marker).map_err(failed)?;
        }
        remove_leftovers(folder, |name| name == MARKER || names.iter().any(|known| known == name));
        let there = names.iter().filter(|name| folder.join(name).symlink_metadata().is_ok());
        let is_ours = |name: &&String| {
            let stamp = marker.as_ref().and_then(|marker| marker.files.get(*name));
            stamp.is_some_and(|stamp| Stamp::of(&folder.join(name)).is_ok_and(|found| found == *stamp))
        };
        let foreign: Vec<String> = there.filter(|name| !is_ours(name)).cloned().collect();
        let mut holding =
            Self { folder: folder.to_owned(), format, documents: BTreeMap::new(), raw_cells: false, foreign };
        let goes_on = |marker: &&Marker| marker.format == format && marker.columns == columns();
        if let Some(other) = marker.as_ref().filter(|marker| !goes_on(marker))
            && !force
        {
            return Err(Stop::OtherResults { folder: folder.to_owned(), format: other.format.clone() });
        }
        if !holding.foreign.is_empty() && !force {
            return Err(Stop::Foreign { folder: folder.to_owned(), files: holding.foreign });
        }
        let whole = |marker: &&Marker| marker.files.keys().all(|name| folder.join(name).exists());
        if let Some(marker) = marker.as_ref().filter(goes_on).filter(whole)
            && holding.foreign.is_empty()
        {
            holding.raw_cells = marker.raw_cells;
            holding.documents = documents(&folder.join(MANIFEST)).map_err(failed)?;
        } else if marker.is_some() && !force {
            // Some of our files are gone: what they said of the other documents cannot be had again.
            let gone = marker.map(|marker| marker.files.into_keys().filter(|name| !folder.join(name).exists()));
            return Err(Stop::Gone { folder: folder.to_owned(), files: gone.into_iter().flatten().collect() });
        }
        Ok(holding)
    }

    /// A file of an earlier run, to be gone on with.
    pub(crate) fn file(&self, name: &str) -> Option<PathBuf> {
        (!self.documents.is_empty()).then(|| self.folder.join(name))
    }

    /// Lets complete files take the place of what was there, all or none of them, whatever happens in between.
    pub(crate) fn replace(&self, mut ready: Vec<Ready>, raw_cells: bool) -> Result<(), Stop> {
        let mut marker = Marker {
            juesuan: env!("CARGO_PKG_VERSION").to_owned(),
            format: self.format.to_owned(),
            columns: columns(),
            raw_cells,
            files: BTreeMap::new(),
            pending: BTreeMap::new(),
        };
        for file in &mut ready {
            let stamp = Stamp::of(file.temporary()).map_err(Stop::to_file(file.temporary()))?;
            let temporary = file.temporary().file_name().unwrap_or_default().to_string_lossy().into_owned();
            marker.files.insert(file.name(), stamp);
            marker.pending.insert(file.name(), temporary);
        }
        ready.iter_mut().for_each(Ready::keep);
        marker.write(&self.folder)?;
        for file in ready {
            file.appear()?;
        }
        marker.pending.clear();
        marker.write(&self.folder)
    }
}

impl Marker {
    fn write(&self, folder: &Path) -> Result<(), Stop> {
        let path = folder.join(MARKER);
        let mut file = Replacement::create(&path)?;
        file.write(|out| {
            serde_json::to_writer_pretty(&mut *out, self)?;
            out.write_all(b"\n")
        })?;
        file.finish()
    }
}

impl Stamp {
    fn of(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let (mut sum, mut bytes, mut buffer) = (Sha256::new(), 0_u64, vec![0; 1 << 16]);
        loop {
            let read = file.read(&mut buffer)?;
            let Some(piece) = buffer.get(..read).filter(|piece| !piece.is_empty()) else { break };
            sum.update(piece);
            bytes = bytes.saturating_add(read as u64);
        }
        let sha256 = sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self { bytes, sha256 })
    }
}

/// Gives files their names that a run had completed when it was killed.
fn finish_pending(folder: &Path, marker: &Marker) -> io::Result<()> {
    for (name, temporary) in &marker.pending {
        // Both are names of files in this folder, whatever somebody has written into the marker.
        let plain = |name: &str| Path::new(name).file_name().is_some_and(|file| file == name);
        let from = folder.join(temporary);
        if plain(name) && plain(temporary) && from.is_file() {
            fs::rename(from, folder.join(name))?;
        }
    }
    Ok(())
}

fn documents(manifest: &Path) -> io::Result<BTreeMap<String, Held>> {
    let mut documents = BTreeMap::new();
    for line in BufReader::new(File::open(manifest)?).lines() {
        let held: Held = serde_json::from_str(&line?)?;
        documents.insert(held.document.clone(), held);
    }
    Ok(documents)
}

/// A hash over the names of all tables and columns.
fn columns() -> String {
    let names: Vec<&str> = SCHEMAS
        .iter()
        .flat_map(|schema| std::iter::once(schema.name).chain(schema.columns.iter().map(|column| column.name)))
        .collect();
    let mut sum = juesuan::sha256(names.join("\n").as_bytes());
    sum.truncate(16);
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("juesuan-holding-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn names() -> Vec<String> {
        ["a.csv", MANIFEST].map(str::to_owned).into()
    }

    fn file(folder: &Path, name: &str, text: &str) -> Ready {
        let mut file = Replacement::create(&folder.join(name)).unwrap();
        file.write(|out| out.write_all(text.as_bytes())).unwrap();
        file.complete().unwrap()
    }

    fn fill(folder: &Path) {
        let holding = Holding::open(folder, "csv", &names(), false).unwrap();
        let ready = vec![
            file(folder, "a.csv", "document\nx\n"),
            file(folder, MANIFEST, "{\"document\":\"x\",\"sha256\":\"1\"}\n"),
        ];
        holding.replace(ready, false).unwrap();
    }

    #[test]
    fn what_was_written_is_known_again_and_nothing_else_is_touched() {
        let folder = folder("known");
        fill(&folder);
        let open = |format, force| Holding::open(&folder, format, &names(), force);
        assert_eq!(open("csv", false).unwrap().documents["x"].sha256, "1");
        assert!(matches!(open("parquet", false), Err(Stop::OtherResults { .. })));

        fs::write(folder.join("a.csv"), "document\nmine\n").unwrap();
        assert!(matches!(open("csv", false), Err(Stop::Foreign { files, .. }) if files == ["a.csv"]));
        let forced = open("csv", true).unwrap();
        assert!(forced.documents.is_empty() && forced.foreign == ["a.csv"], "it begins anew");

        fs::remove_file(folder.join("a.csv")).unwrap();
        assert!(matches!(open("csv", false), Err(Stop::Gone { files, .. }) if files == ["a.csv"]));
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn files_of_the_same_names_from_elsewhere_are_not_replaced() {
        let folder = folder("foreign");
        fs::write(folder.join("a.csv"), "mine").unwrap();
        assert!(matches!(Holding::open(&folder, "csv", &names(), false), Err(Stop::Foreign { .. })));
        assert_eq!(fs::read_to_string(folder.join("a.csv")).unwrap(), "mine");
        fs::remove_file(folder.join("a.csv")).unwrap();
        fs::write(folder.join(MARKER), "mine").unwrap();
        let open = |force| Holding::open(&folder, "csv", &names(), force);
        assert!(matches!(open(false), Err(Stop::Foreign { files, .. }) if files == [MARKER]));
        assert!(open(true).is_ok());
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_run_that_was_killed_between_two_files_is_finished() {
        let folder = folder("killed");
        fill(&folder);
        // As it is when the second of two new files did not get its name any more.
        let new = "document\ny\n";
        fs::write(folder.join(".a.csv.1-1.partial"), new).unwrap();
        let mut marker: Marker = serde_json::from_slice(&fs::read(folder.join(MARKER)).unwrap()).unwrap();
        marker.files.insert("a.csv".to_owned(), Stamp::of(&folder.join(".a.csv.1-1.partial")).unwrap());
        marker.pending.insert("a.csv".to_owned(), ".a.csv.1-1.partial".to_owned());
        marker.write(&folder).unwrap();
        Holding::open(&folder, "csv", &names(), false).unwrap();
        assert_eq!(fs::read_to_string(folder.join("a.csv")).unwrap(), new);
        fs::remove_dir_all(&folder).unwrap();
    }
}
