//! Files, folders, patterns, lists, standard input → the documents to read, in a stable order.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::args::ReadArgs;
use crate::failure::Failure;
use juesuan::Fetched;

use crate::fetch::{self, Bounds};
use crate::output::Stop;
use crate::text::escaped;
use crate::together;

/// One document to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Input {
    /// The document's name in all results: its file name; its path inside the folder where a folder was given.
    pub(crate) name: String,
    /// Where it comes from.
    pub(crate) origin: Origin,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    File(PathBuf),
    Stdin,
    /// Something in a folder that is named like a document and is none: a pipe, a socket, a device.
    Odd(PathBuf),
    /// Sent with a request to a worker, or unpacked from an archive.
    Bytes(Vec<u8>),
    /// Several files that are one disclosure, each under its name in it, and the folder that they lie in.
    Together {
        folder: Option<PathBuf>,
        files: Vec<Input>,
    },
}

impl Input {
    /// A file under its own name.
    pub(crate) fn file(path: PathBuf) -> Self {
        let name = unicode(Path::new(path.file_name().unwrap_or(path.as_os_str())));
        Self { name, origin: Origin::File(path) }
    }

    pub(crate) fn stdin() -> Self {
        Self { name: "-".to_owned(), origin: Origin::Stdin }
    }

    /// The input as the user knows it. No two files have the same.
    pub(crate) fn shown(&self) -> String {
        match &self.origin {
            Origin::File(path) | Origin::Odd(path) => unicode(path),
            Origin::Stdin => "-".to_owned(),
            Origin::Bytes(_) | Origin::Together { .. } => self.name.clone(),
        }
    }

    /// The same for messages, which are of one line.
    pub(crate) fn on_a_line(&self) -> String {
        escaped(&self.shown())
    }

    /// The document's bytes; not more than one beyond the limit, which is enough to see that it is too long.
    pub(crate) fn bytes(&self, bounds: Bounds) -> Result<Fetched, Failure> {
        match &self.origin {
            Origin::Together { files, .. } => {
                let fetched = files.iter().map(|file| Ok((file.name.clone(), file.bytes_of_one(bounds)?)));
                Ok(Fetched::Together(fetched.collect::<Result<_, Failure>>()?))
            }
            _ => Ok(Fetched::File(self.bytes_of_one(bounds)?)),
        }
    }

    fn bytes_of_one(&self, bounds: Bounds) -> Result<Vec<u8>, Failure> {
        match &self.origin {
            Origin::File(path) => fetch::path(path, bounds),
            Origin::Stdin => fetch::stdin(bounds),
            // Disclosures are made of files, never of disclosures.
            Origin::Odd(_) | Origin::Together { .. } => Err(Failure::device()),
            Origin::Bytes(sent) => Ok(sent.clone()),
        }
    }

    /// The files of the system that it is read from.
    pub(crate) fn paths(&self) -> Vec<&Path> {
        match &self.origin {
            Origin::File(path) => vec![path],
            Origin::Together { files, .. } => files.iter().flat_map(Self::paths).collect(),
            Origin::Stdin | Origin::Odd(_) | Origin::Bytes(_) => Vec::new(),
        }
    }

    /// Whether its bytes can be had more than once.
    pub(crate) fn is_file(&self) -> bool {
        match &self.origin {
            Origin::File(path) => path.is_file(),
            Origin::Bytes(_) => true,
            Origin::Together { files, .. } => files.iter().all(Self::is_file),
            Origin::Stdin | Origin::Odd(_) => false,
        }
    }
}

/// All documents that the command line names, each once, in the order of the command line; those of a folder or a
/// pattern by name. A file that does not exist is among them: it fails when it is read, and is named then.
pub(crate) fn collect(args: &ReadArgs) -> Result<Vec<Input>, Stop> {
    let is_stdin = |path: &Path| path == Path::new("-");
    if args.files_from.as_deref().is_some_and(is_stdin) && args.inputs.iter().any(|path| is_stdin(path)) {
        return Err(Stop::StdinTwice);
    }
    let mut found = Found::default();
    for path in &args.inputs {
        found.add(path);
    }
    if let Some(list) = &args.files_from {
        for path in listed(list).map_err(|source| Stop::List { path: list.clone(), source })? {
            found.add(&path);
        }
    }
    if found.inputs.is_empty() {
        return Err(Stop::NoInput);
    }
    if args.together {
        found.inputs = together::disclosures(std::mem::take(&mut found.inputs), &args.inputs);
    }
    Ok(found.named_apart())
}

/// Bytes of a list of files: a million long names. What is longer has no end, or is no list.
const LONGEST_LIST: u64 = 256 << 20;

/// The names in a list of files: one a line, or each ended by a NUL as by `find -print0`.
fn listed(list: &Path) -> io::Result<Vec<PathBuf>> {
    let stream: Box<dyn Read> =
        if list == Path::new("-") { Box::new(io::stdin().lock()) } else { Box::new(File::open(list)?) };
    let mut text = Vec::new();
    stream.take(LONGEST_LIST.saturating_add(1)).read_to_end(&mut text)?;
    if text.len() as u64 > LONGEST_LIST {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let names: Vec<&[u8]> = if text.contains(&0) {
        text.split(|byte| *byte == 0).collect()
    } else {
        text.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line)).collect()
    };
    Ok(names.into_iter().filter(|name| !name.is_empty()).map(path_of).collect())
}

/// A path from the bytes of its name.
#[cfg(unix)]
pub(crate) fn path_of(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(name))
}

#[cfg(not(unix))]
pub(crate) fn path_of(name: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(name).into_owned())
}

/// A path as text that no other path has: with `/` on every system, `\xFF` for a byte that is no Unicode, and `\x5C` for
/// the backslash of a name that itself holds such a text.
pub(crate) fn unicode(path: &Path) -> String {
    let mut text = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        if cfg!(windows) {
            text.push_str(&chunk.valid().replace('\\', "/"));
        } else {
            text.push_str(&chunk.valid().replace("\\x", "\\x5Cx"));
        }
        text.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02X}")));
    }
    text
}

#[derive(Default)]
struct Found {
    inputs: Vec<Input>,
}

impl Found {
    fn add(&mut self, path: &Path) {
        if path == Path::new("-") {
            self.inputs.push(Input::stdin());
        } else if path.is_dir() {
            self.add_folder(path, path);
        } else if let Some(entries) = packed(path) {
            self.inputs.extend(entries);
        } else if let Some(matches) = pattern(path) {
            for path in matches {
                self.add(&path);
            }
        } else {
            self.inputs.push(Input::file(path.to_owned()));
        }
    }

    /// The documents below a folder, by name. What cannot be listed is taken for a file, and named when it fails.
    fn add_folder(&mut self, root: &Path, folder: &Path) {
        let Ok(entries) = fs::read_dir(folder) else {
            let name = inside(root, folder);
            self.inputs.push(Input { name, origin: Origin::File(folder.to_owned()) });
            return;
        };
        let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.sort();
        for path in paths {
            let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if hidden {
                continue;
            }
            // A link to a folder is not followed: it could lead back here.
            let is_folder = path.is_dir();
            if is_folder && !path.is_symlink() {
                self.add_folder(root, &path);
            } else if let Some(entries) = packed(&path).filter(|_| !is_folder) {
                let folder = inside(root, path.parent().unwrap_or(root));
                self.inputs.extend(entries.into_iter().map(|mut entry| {
                    if !folder.is_empty() {
                        entry.name = format!("{folder}/{}", entry.name);
                    }
                    entry
                }));
            } else if !is_folder && is_document(&path) {
                let name = inside(root, &path);
                // A link that leads nowhere is named as missing.
                let is_odd = path.exists() && !path.is_file();
                let origin = if is_odd { Origin::Odd(path) } else { Origin::File(path) };
                self.inputs.push(Input { name, origin });
            }
        }
    }

    /// The inputs without repetitions. Those that would bear the same name bear their path instead.
    fn named_apart(self) -> Vec<Input> {
        let mut inputs: Vec<Input> = Vec::with_capacity(self.inputs.len());
        let mut seen = BTreeSet::new();
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        for input in self.inputs {
            let place = match &input.origin {
                Origin::File(path) | Origin::Odd(path) => std::path::absolute(path).ok(),
                Origin::Bytes(_) => Some(PathBuf::from(&input.name)),
                Origin::Together { folder, .. } => folder.clone(),
                Origin::Stdin => None,
            };
            if seen.insert(place) {
                *names.entry(input.name.clone()).or_default() += 1;
                inputs.push(input);
            }
        }
        for input in &mut inputs {
            if names.get(&input.name).is_some_and(|count| *count > 1) {
                input.name = match &input.origin {
                    Origin::Together { folder: Some(folder), .. } => unicode(folder),
                    _ => input.shown(),
                };
            }
        }
        inputs
    }
}

/// The files that a pattern matches, by name; `None` for a plain path.
fn pattern(path: &Path) -> Option<Vec<PathBuf>> {
    let text = path.to_str()?;
    if path.exists() || !text.contains(['*', '?', '[']) {
        return None;
    }
    let matches: Vec<PathBuf> = glob::glob(text).ok()?.filter_map(Result::ok).collect();
    (!matches.is_empty()).then_some(matches)
}

/// A path inside a folder, with `/` on every system.
fn inside(root: &Path, path: &Path) -> String {
    unicode(path.strip_prefix(root).unwrap_or(path))
}

/// The documents in a zip archive, which is a folder; `None` for every other file. One that cannot be unpacked stands
/// for itself, and says what to do when it is read.
fn packed(path: &Path) -> Option<Vec<Input>> {
    /// Larger archives are to be unpacked by hand.
    const LARGEST: u64 = 256 << 20;
    // Opening a pipe would wait for somebody to write into it.
    let mut file = File::open(Some(path).filter(|path| path.is_file())?).ok()?;
    let mut head = [0; 4];
    file.read_exact(&mut head).ok()?;
    if &head != b"PK\x03\x04" {
        return None;
    }
    let bytes = fs::read(path).ok().filter(|bytes| bytes.len() as u64 <= LARGEST)?;
    let entries = juesuan::archive(&bytes)?;
    let own = Input::file(path.to_owned());
    let Ok(entries) = entries else { return Some(vec![own]) };
    let documents = entries.into_iter().filter(|(name, _)| is_named(Path::new(name)));
    let input = |(name, bytes): (String, Option<Vec<u8>>)| Input {
        name: format!("{}/{name}", own.name),
        origin: bytes.map_or_else(|| own.origin.clone(), Origin::Bytes),
    };
    Some(documents.map(input).collect())
}

/// Endings of documents. Those that are not read are among them: each is named with its remedy then.
pub(crate) const ENDINGS: &[&str] =
    &["pdf", "docx", "docm", "doc", "xlsx", "xlsm", "xls", "html", "htm", "wps", "et", "ofd", "rar", "7z"];

/// Whether a file is named as documents are.
pub(crate) fn is_named(path: &Path) -> bool {
    let named = |extension: &std::ffi::OsStr| ENDINGS.iter().any(|ending| extension.eq_ignore_ascii_case(ending));
    path.extension().is_some_and(named)
}

/// A file that is named as documents are, whatever it holds, or one that begins as a PDF does, whatever its name.
fn is_document(path: &Path) -> bool {
    if is_named(path) {
        return true;
    }
    let mut head = [0; 5];
    // Opening a pipe would wait for somebody to write into it.
    path.is_file() && File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok_and(|()| &head == b"%PDF-")
}
