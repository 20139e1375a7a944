//! Where a document comes from → its bytes, now and again later, and how it is opened.

use std::fs::{self, File};
use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;

use juesuan::{Document, Limits, ReadOptions};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use sha2::{Digest, Sha256};

use crate::failure::Failure;

/// Limits by name, as they were given.
pub(crate) type GivenLimits = Vec<(String, u64)>;

/// A document's source.
#[derive(Clone)]
pub(crate) struct Origin {
    /// Its name in all results.
    pub(crate) name: String,
    pub(crate) path: Option<PathBuf>,
    /// Those that were given instead of a path.
    pub(crate) bytes: Option<Arc<[u8]>>,
    pub(crate) password: Option<String>,
    pub(crate) limits: GivenLimits,
}

impl Origin {
    /// The path as people read it.
    pub(crate) fn shown(&self) -> Option<String> {
        self.path.as_ref().map(|path| path.display().to_string())
    }

    /// How it is opened; a limit of another name is an error.
    pub(crate) fn options(&self) -> PyResult<ReadOptions> {
        let options = ReadOptions::default().name(&self.name).limits(limits(&self.limits)?);
        Ok(match &self.password {
            Some(password) => options.password(password),
            None => options,
        })
    }

    /// Its bytes: of a file not more than one beyond the limit, which is enough to see that it is too long.
    pub(crate) fn fetch(&self, limit: u64) -> Result<Vec<u8>, Failure> {
        if let Some(bytes) = &self.bytes {
            return Ok(bytes.to_vec());
        }
        let path = self.path.clone().unwrap_or_default();
        if path.as_os_str().is_empty() {
            return Err(Failure::new("not_found", "an empty path", "name a file").chinese("路径为空；请给出文件"));
        }
        let about = fs::metadata(&path)?;
        if about.is_dir() {
            let failure = Failure::new("not_found", "a folder, not a file", "read_many takes folders");
            return Err(failure.chinese("这是文件夹，不是文件；read_many 可读文件夹"));
        }
        if !about.is_file() {
            let failure =
                Failure::new("file", "no file but a pipe, a device or a socket", "name a file, or give its bytes");
            return Err(failure.chinese("不是文件，而是管道、设备或套接字；请给出文件或其字节"));
        }
        if about.len() > limit {
            let message = format!("exceeds the limit on file size in bytes ({limit})");
            let failure = Failure::new("limit", message, "raise the limit file_bytes if the file is trusted");
            return Err(failure.chinese(format!("超出文件字节数上限（{limit}）；文件可信时可提高 file_bytes")));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0).saturating_add(1));
        File::open(&path)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Its bytes once more, with which nothing may have happened since.
    pub(crate) fn fetch_again(&self, sha256: &str) -> Result<Vec<u8>, Failure> {
        let bytes = self.fetch(u64::MAX).map_err(|failure| failure.at(self.shown()))?;
        if hash(&bytes) == sha256 {
            return Ok(bytes);
        }
        let failure = Failure::new("changed", "the file has changed since it was read", "read it again");
        Err(failure.chinese("文件在读取之后变了；请重新读取").at(self.shown()))
    }
}

/// The bytes as the neutral document.
pub(crate) fn opened(bytes: Vec<u8>, options: &ReadOptions) -> Result<Document, Failure> {
    Ok(juesuan::open(bytes, options)?)
}

/// SHA-256 in hexadecimal.
pub(crate) fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn limits(given: &[(String, u64)]) -> PyResult<Limits> {
    given.iter().try_fold(Limits::default(), |limits, (name, value)| {
        let known = || format!("no limit is called {name:?}: they are {}", Limits::NAMES.join(", "));
        limits.named(name, *value).ok_or_else(|| PyValueError::new_err(known()))
    })
}
