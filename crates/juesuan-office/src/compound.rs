//! A compound file (the container of Office 97–2003) → its streams, within the limits.

use std::io::{Cursor, Read};

use crate::error::Error;
use crate::kind::Kind;
use crate::limits::Limits;

/// An opened compound file.
pub(crate) struct Compound<'b> {
    file: cfb::CompoundFile<Cursor<&'b [u8]>>,
    kind: Kind,
    left: u64,
}

impl<'b> Compound<'b> {
    /// Opens a compound file.
    pub(crate) fn open(bytes: &'b [u8], kind: Kind, limits: &Limits) -> Result<Self, Error> {
        let file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|error| Error::damaged(kind, error))?;
        Ok(Self { file, kind, left: limits.unpacked })
    }

    /// A stream, where there is one; as much of it as can be read.
    pub(crate) fn stream(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        if !self.file.is_stream(name) {
            return Ok(None);
        }
        let stream = self.file.open_stream(name).map_err(|error| Error::damaged(self.kind, error))?;
        let mut bytes = Vec::new();
        let read = stream.take(self.left.saturating_add(1)).read_to_end(&mut bytes);
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.left =
            self.left.checked_sub(length).ok_or(Error::TooLarge { kind: self.kind, what: "bytes of its streams" })?;
        match read {
            Err(error) if bytes.is_empty() => Err(Error::damaged(self.kind, error)),
            _ => Ok(Some(bytes)),
        }
    }
}

/// Reads small numbers from bytes of a file: nothing where the bytes end before.
pub(crate) trait Numbers {
    /// A byte.
    fn byte(&self, at: usize) -> Option<u8>;
    /// Two bytes.
    fn short(&self, at: usize) -> Option<u16>;
    /// Four bytes.
    fn long(&self, at: usize) -> Option<u32>;
    /// A binary fraction of eight bytes.
    fn double(&self, at: usize) -> Option<f64>;
}

impl Numbers for [u8] {
    fn byte(&self, at: usize) -> Option<u8> {
        self.get(at).copied()
    }

    fn short(&self, at: usize) -> Option<u16> {
        self.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
    }

    fn long(&self, at: usize) -> Option<u32> {
        self.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
    }

    fn double(&self, at: usize) -> Option<f64> {
        self.get(at..at.checked_add(8)?)?.try_into().ok().map(f64::from_le_bytes)
    }
}
