//! The bytes of one document, of one file or of several that are one disclosure → what it is known by, the neutral
//! document, the pictures of its pages.

use std::fmt::Write;

use juesuan_document::Document;
use juesuan_model::Report;
use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::options::ReadOptions;
use crate::read::{open, open_together, report_of};

/// The bytes of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// Of its only file.
    File(Vec<u8>),
    /// Of several files that are one disclosure, each with its name.
    Together(Vec<(String, Vec<u8>)>),
}

impl Fetched {
    /// What the document is known by. For several files the hash of the lines that `sha256sum` would print of them.
    ///
    /// ```
    /// use juesuan::Fetched;
    /// assert!(Fetched::File(b"abc".to_vec()).sha256().starts_with("ba7816bf"));
    /// ```
    #[must_use]
    pub fn sha256(&self) -> String {
        match self {
            Self::File(bytes) => sha256(bytes),
            Self::Together(files) => {
                let lines: String = files.iter().map(|(name, bytes)| format!("{}  {name}\n", sha256(bytes))).collect();
                sha256(lines.as_bytes())
            }
        }
    }

    /// The bytes of the file at a position.
    #[must_use]
    pub fn of_file(self, at: usize) -> Option<Vec<u8>> {
        match self {
            Self::File(bytes) => (at == 0).then_some(bytes),
            Self::Together(files) => files.into_iter().nth(at).map(|(_, bytes)| bytes),
        }
    }

    /// The lines and cells of the document.
    ///
    /// # Errors
    /// As [`open`] and [`open_together`].
    pub fn open(self, options: &ReadOptions) -> Result<Document, Error> {
        match self {
            Self::File(bytes) => open(bytes, options),
            Self::Together(files) => open_together(files, options),
        }
    }

    /// What the document says, within the time that the options allow.
    ///
    /// # Errors
    /// As [`open`] and [`report_of`].
    pub fn read(self, options: &ReadOptions) -> Result<Report, Error> {
        report_of(&self.open(options)?, options)
    }

    /// The pages of the document's files as pictures, in the order of [`Document::files`]; nothing of a file that is no
    /// PDF, or that cannot be told from another one of its name.
    #[cfg(feature = "audit")]
    #[must_use]
    pub fn pictures(self, document: &Document, password: Option<&str>) -> Vec<Option<juesuan_audit::Pictures>> {
        let open = |bytes: Vec<u8>| juesuan_audit::Pictures::open(bytes, password).ok();
        let mut files = match self {
            Self::File(bytes) => return vec![open(bytes)],
            Self::Together(files) => files,
        };
        let read = |name: &str| document.files.iter().filter(|file| file.name == name).count();
        let given: Vec<String> = files.iter().map(|(name, _)| name.clone()).collect();
        let mut pictures = Vec::new();
        for file in &document.files {
            // A file that could not be read is not among those that were.
            let all_read = given.iter().filter(|name| **name == file.name).count() == read(&file.name);
            let at = files.iter().position(|(name, _)| *name == file.name).filter(|_| all_read);
            pictures.push(at.map(|at| files.remove(at).1).and_then(open));
        }
        pictures
    }
}

/// SHA-256 in hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_files_are_known_by_the_lines_of_sha256sum() {
        let files = [("a.pdf", b"abc".to_vec()), ("b.pdf", Vec::new())].map(|(name, bytes)| (name.to_owned(), bytes));
        let lines = format!("{}  a.pdf\n{}  b.pdf\n", sha256(b"abc"), sha256(b""));
        assert_eq!(Fetched::Together(files.into()).sha256(), sha256(lines.as_bytes()));
    }

    #[cfg(feature = "audit")]
    #[test]
    fn each_page_is_drawn_from_its_own_file() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../testdata");
        let pdf = |name: &str| std::fs::read(format!("{folder}/{name}.pdf")).unwrap();
        let html = "<p>某市某局2023年度部门决算</p>".as_bytes().to_vec();
        let named = |name: &str, bytes: Vec<u8>| (name.to_owned(), bytes);
        let rar = named("x.rar", b"Rar!\x1A\x07\x01\x00".to_vec());
        let files = vec![named("text.html", html), rar.clone(), named("tables.pdf", pdf("three-line"))];
        let options = ReadOptions::default();
        let fetched = Fetched::Together(files);
        let document = fetched.clone().open(&options).unwrap();
        let pictures = fetched.pictures(&document, None);
        assert_eq!(pictures.iter().map(Option::is_some).collect::<Vec<_>>(), [false, true]);
        // Which of two files of one name was read cannot be known.
        let twice = Fetched::Together(vec![named("x.rar", pdf("three-line")), rar]);
        let document = twice.clone().open(&options).unwrap();
        assert!(twice.pictures(&document, None).iter().all(Option::is_none));
    }
}
