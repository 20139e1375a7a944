//! A zip package (docx, xlsx, an archive of files) → its parts, unpacked within the limits.

use std::io::{Cursor, Read};

use crate::error::Error;
use crate::kind::Kind;
use crate::limits::Limits;

/// An opened package.
pub(crate) struct Package<'b> {
    archive: zip::ZipArchive<Cursor<&'b [u8]>>,
    kind: Kind,
    left: u64,
}

impl<'b> Package<'b> {
    /// Opens a package.
    pub(crate) fn open(bytes: &'b [u8], kind: Kind, limits: &Limits) -> Result<Self, Error> {
        let archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| Error::damaged(kind, error))?;
        if archive.len() > limits.entries {
            return Err(Error::TooLarge { kind, what: "number of files in it" });
        }
        Ok(Self { archive, kind, left: limits.unpacked })
    }

    /// The names of its parts, in the order of the package.
    pub(crate) fn names(&self) -> Vec<String> {
        let name = |index| self.archive.name_for_index(index).and_then(Result::ok).map(|name| name.into_owned());
        (0..self.archive.len()).map(|index| name(index).unwrap_or_default()).collect()
    }

    /// A part, where there is one.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        self.at(index).map(Some)
    }

    /// The part at a position of the package.
    pub(crate) fn at(&mut self, index: usize) -> Result<Vec<u8>, Error> {
        let kind = self.kind;
        let file = self.archive.by_index(index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(what) if what.contains("assword") => Error::Encrypted(kind),
            error => Error::damaged(kind, error),
        })?;
        let mut bytes = Vec::new();
        // What a package says of its sizes is not believed.
        let read = file.take(self.left.saturating_add(1)).read_to_end(&mut bytes);
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.left = match self.left.checked_sub(length) {
            Some(left) => left,
            None => return Err(Error::TooLarge { kind, what: "bytes after unpacking" }),
        };
        match read {
            Ok(_) => Ok(bytes),
            // What was unpacked before the damage is used: texts and tables tell where they end.
            Err(_) if !bytes.is_empty() => Ok(bytes),
            Err(error) => Err(Error::damaged(kind, error)),
        }
    }

    /// An XML part as text.
    pub(crate) fn xml(&mut self, name: &str) -> Result<Option<String>, Error> {
        Ok(self.part(name)?.map(|bytes| crate::charset::decode(&bytes).text))
    }
}
