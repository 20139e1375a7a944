//! Where a document comes from → its bytes, now and again later, and how it is opened. A document is one file, or several
//! that are one disclosure.

use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;

use juesuan::{Fetched, Limits, ReadOptions, SourceFile};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::failure::Failure;

/// Limits by name, as they were given.
pub(crate) type GivenLimits = Vec<(String, u64)>;

/// A document's source.
#[derive(Clone)]
pub(crate) struct Origin {
    /// Its name in all results.
    pub(crate) name: String,
    /// The files that it is made of: one, or several that are one disclosure.
    pub(crate) files: Vec<File>,
    pub(crate) password: Option<String>,
    pub(crate) limits: GivenLimits,
}

/// A file of a document.
#[derive(Clone)]
pub(crate) struct File {
    /// Its name among the files of a disclosure.
    pub(crate) name: String,
    pub(crate) path: Option<PathBuf>,
    /// Those that were given instead of a path.
    pub(crate) bytes: Option<Arc<[u8]>>,
}

impl Origin {
    /// How a failure names it: by the path of its only file, by its own name where there are several.
    pub(crate) fn shown(&self) -> Option<String> {
        match self.files.as_slice() {
            [file] => file.shown(),
            _ => Some(self.name.clone()),
        }
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
    pub(crate) fn fetch(&self, limit: u64) -> Result<Fetched, Failure> {
        if let [file] = self.files.as_slice() {
            return Ok(Fetched::File(file.fetch(limit)?));
        }
        let files = self.files.iter().map(|file| Ok((file.name.clone(), file.fetch(limit)?)));
        Ok(Fetched::Together(files.collect::<Result<_, Failure>>()?))
    }

    /// Its bytes once more, with which nothing may have happened since.
    pub(crate) fn fetch_again(&self, sha256: &str) -> Result<Fetched, Failure> {
        let fetched = self.fetch(u64::MAX)?;
        if fetched.sha256() == sha256 {
            return Ok(fetched);
        }
        let failure = Failure::new("changed", "the file has changed since it was read", "read it again");
        Err(failure.chinese("文件在读取之后变了；请重新读取").at(self.shown()))
    }

    /// The position of the file that a page stands in, and the page's number there. `read` are the files that could be
    /// read, in order. `None` where no file has the page, or two files of one name cannot be told apart.
    pub(crate) fn file_of(&self, page: u32, read: &[SourceFile]) -> Option<(usize, u32)> {
        if self.files.len() == 1 {
            return Some((0, page));
        }
        let at = read.iter().rposition(|file| (1..=page).contains(&file.first_page))?;
        let (before, of_page) = (read.get(..at)?, read.get(at)?);
        let called = |files: &[SourceFile]| files.iter().filter(|file| file.name == of_page.name).count();
        let named = self.files.iter().enumerate().filter(|(_, file)| file.name == of_page.name);
        let own: Vec<usize> = named.map(|(at, _)| at).collect();
        // One that could not be read is not among those that were.
        if own.len() != called(read) {
            return None;
        }
        let page = page.checked_sub(of_page.first_page)?.checked_add(1)?;
        Some((*own.get(called(before))?, page))
    }
}

impl File {
    /// The path as people read it.
    pub(crate) fn shown(&self) -> Option<String> {
        self.path.as_ref().map(|path| path.display().to_string())
    }

    /// Its bytes, as [`Origin::fetch`] has them.
    fn fetch(&self, limit: u64) -> Result<Vec<u8>, Failure> {
        match &self.bytes {
            Some(bytes) => Ok(bytes.to_vec()),
            None => self.fetch_from_path(limit).map_err(|failure| failure.at(self.shown())),
        }
    }

    fn fetch_from_path(&self, limit: u64) -> Result<Vec<u8>, Failure> {
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
        fs::File::open(&path)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

fn limits(given: &[(String, u64)]) -> PyResult<Limits> {
    given.iter().try_fold(Limits::default(), |limits, (name, value)| {
        let known = || format!("no limit is called {name:?}: they are {}", Limits::NAMES.join(", "));
        limits.named(name, *value).ok_or_else(|| PyValueError::new_err(known()))
    })
}

#[cfg(test)]
mod tests {
    use juesuan::Format;

    use super::*;

    fn file(name: &str) -> File {
        File { name: name.to_owned(), path: None, bytes: None }
    }

    fn read(name: &str, first_page: u32, pages: u32) -> SourceFile {
        let mut file = SourceFile::new(name, Format::Pdf);
        (file.first_page, file.pages) = (first_page, pages);
        file
    }

    #[test]
    fn a_page_is_found_in_its_file() {
        let files = vec![file("a.pdf"), file("broken.pdf"), file("b.pdf"), file("b.pdf")];
        let origin = Origin { name: "x".to_owned(), files, password: None, limits: Vec::new() };
        let all = [read("a.pdf", 1, 3), read("b.pdf", 4, 2), read("b.pdf", 6, 1)];
        let found = |page| origin.file_of(page, &all);
        assert_eq!([found(3), found(4), found(6)], [Some((0, 3)), Some((2, 1)), Some((3, 1))]);
        assert_eq!(found(0), None);
        // Which of the two it is cannot be known.
        assert!(origin.file_of(4, &[read("a.pdf", 1, 3), read("b.pdf", 4, 2)]).is_none());
    }
}
