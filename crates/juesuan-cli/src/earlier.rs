//! Rows of earlier runs that stay: the rows of a file, sorted by document → those of one document after another.

use std::collections::BTreeSet;
use std::io;
use std::iter::Peekable;

use juesuan_export::{Record, Value};
use serde::Deserialize;

/// Something that belongs to a document.
pub(crate) trait OfDocument {
    fn document(&self) -> &str;
}

impl OfDocument for Record {
    fn document(&self) -> &str {
        match self.first() {
            Some(Value::Text(name)) => name,
            _ => "",
        }
    }
}

/// A line of the manifest.
#[derive(Debug)]
pub(crate) struct ManifestLine {
    document: String,
    pub(crate) text: String,
}

impl ManifestLine {
    pub(crate) fn read(text: String) -> io::Result<Self> {
        #[derive(Deserialize)]
        struct Name {
            document: String,
        }
        let Name { document } = serde_json::from_str(&text)?;
        Ok(Self { document, text })
    }
}

impl OfDocument for ManifestLine {
    fn document(&self) -> &str {
        &self.document
    }
}

/// The rows of one file.
pub(crate) struct Earlier<T> {
    rows: Peekable<Box<dyn Iterator<Item = io::Result<T>>>>,
    /// The documents whose rows do not stay.
    dropped: BTreeSet<String>,
}

impl<T: OfDocument> Earlier<T> {
    pub(crate) fn new(rows: impl Iterator<Item = io::Result<T>> + 'static, dropped: &BTreeSet<String>) -> Self {
        let rows: Box<dyn Iterator<Item = io::Result<T>>> = Box::new(rows);
        Self { rows: rows.peekable(), dropped: dropped.clone() }
    }

    /// The next row, when it is one of this document; rows of dropped documents before it are passed over.
    pub(crate) fn next_of(&mut self, document: &str) -> io::Result<Option<T>> {
        while let Some(Ok(row)) = self.rows.peek() {
            if row.document() == document {
                break;
            }
            if row.document() > document {
                return Ok(None);
            }
            if !self.dropped.contains(row.document()) {
                return Err(out_of_order(row.document()));
            }
            self.rows.next();
        }
        self.rows.next().transpose()
    }

    /// After the last document: no row may be left that stays.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.rows.try_for_each(|row| {
            let row = row?;
            if self.dropped.contains(row.document()) { Ok(()) } else { Err(out_of_order(row.document())) }
        })
    }
}

/// Rows are never left out without a word.
fn out_of_order(document: &str) -> io::Error {
    let message = format!("the rows of {} do not stand where they belong", document.escape_debug());
    io::Error::new(io::ErrorKind::InvalidData, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn earlier(names: &[&'static str], dropped: &[&str]) -> Earlier<Record> {
        let rows: Vec<io::Result<Record>> = names.iter().map(|name| Ok(vec![Value::from(*name)])).collect();
        Earlier::new(rows.into_iter(), &dropped.iter().map(|name| (*name).to_owned()).collect())
    }

    fn count(rows: &mut Earlier<Record>, document: &str) -> io::Result<usize> {
        let mut count = 0;
        while rows.next_of(document)?.is_some() {
            count += 1;
        }
        Ok(count)
    }

    #[test]
    fn documents_come_one_after_another_and_dropped_ones_not_at_all() {
        let mut rows = earlier(&["a", "a", "b", "c", "d"], &["b", "d"]);
        assert_eq!(count(&mut rows, "a").unwrap(), 2);
        assert_eq!(count(&mut rows, "aa").unwrap(), 0, "a document without rows");
        assert_eq!(count(&mut rows, "c").unwrap(), 1);
        rows.finish().unwrap();
    }

    #[test]
    fn a_row_that_would_be_lost_is_an_error() {
        assert!(count(&mut earlier(&["a", "c"], &[]), "c").is_err());
        assert!(earlier(&["a"], &[]).finish().is_err());
    }
}
