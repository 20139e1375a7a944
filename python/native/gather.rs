//! Many documents → one file: what each gives to a comparison or a workbook, as JSON that a worker can send; and the file.

use std::io::Cursor;

use juesuan::checks::Words;
use juesuan::compare::departments::LeftOut;
use juesuan::compare::{Comparison, Entry, Names, comparison, write};
use juesuan::{Language, Report};
use juesuan_export::Source;
use juesuan_export::workbook::{Contents, Part};
use juesuan_export::xlsx::AUTHOR;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::failure::Failure;

/// What a file is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// The accounts that a comparison shows.
    Accounts,
    /// Printed tables, lists and records for a workbook in a language.
    Sheets(Language),
    /// The same without printed tables, for the long form of a workbook.
    Records(Language),
}

impl What {
    pub(crate) fn named(name: &str) -> PyResult<Self> {
        Ok(match name {
            "accounts" => Self::Accounts,
            "sheets.zh" => Self::Sheets(Language::Chinese),
            "sheets.en" => Self::Sheets(Language::English),
            "records.zh" => Self::Records(Language::Chinese),
            "records.en" => Self::Records(Language::English),
            _ => return Err(PyValueError::new_err(format!("no document gives {name:?}"))),
        })
    }

    /// What a report gives, as JSON.
    pub(crate) fn of(self, source: &Source, report: &Report) -> Result<String, Failure> {
        let json = match self {
            Self::Accounts => {
                let accounts = Entry::all_of(report, &source.name, &source.sha256).into_iter();
                serde_json::to_string(&accounts.map(comparison::compared_only).collect::<Vec<_>>())
            }
            Self::Sheets(language) => serde_json::to_string(&Part::of(source, report, language)),
            Self::Records(language) => {
                serde_json::to_string(&Part { sheets: Vec::new(), ..Part::of(source, report, language) })
            }
        };
        json.map_err(|_| Failure::defect())
    }
}

/// What came of a document: its name; what it gives, or why nothing of it could be read, in Chinese and English.
pub(crate) type Gathered = (String, Option<String>, (String, String));

/// The kinds of file that a comparison is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Csv,
    Html,
    Xlsx,
}

impl Kind {
    pub(crate) fn named(name: &str) -> PyResult<Self> {
        Ok(match name {
            "csv" => Self::Csv,
            "html" => Self::Html,
            "xlsx" => Self::Xlsx,
            _ => return Err(PyValueError::new_err(format!("a comparison is no {name:?}"))),
        })
    }
}

/// The comparison of accounts as a file; and what is not compared: documents, with the reasons in Chinese and English.
pub(crate) fn compared(
    documents: Vec<Gathered>,
    names: Option<&str>,
    kind: Kind,
    chinese: bool,
) -> Result<(Vec<u8>, Vec<(String, String, String)>), Failure> {
    let names = names.map_or_else(|| Ok(Names::default()), Names::read).map_err(|error| {
        Failure::new("names", error.to_string(), "write `old name,new name` on each line").chinese(error.in_chinese())
    })?;
    let (mut entries, mut unread) = (Vec::new(), Vec::new());
    for (document, accounts, (zh, en)) in documents {
        match accounts {
            Some(accounts) => {
                let accounts: Vec<Entry> = serde_json::from_str(&accounts).map_err(|_| Failure::defect())?;
                entries.extend(accounts);
            }
            None => unread.push(LeftOut { document, account: 1, why: Words::new(zh, en) }),
        }
    }
    let mut comparison = Comparison::of(&entries, &names);
    comparison.left_out.extend(unread);
    let language = language(chinese);
    let file = match kind {
        Kind::Csv => write::csv::csv(&comparison).map_err(unwritten)?,
        Kind::Html => write::html::html(&comparison, language).into_bytes(),
        Kind::Xlsx => {
            let mut file = Cursor::new(Vec::new());
            write::xlsx::write(&comparison, language, AUTHOR, &mut file).map_err(unwritten)?;
            file.into_inner()
        }
    };
    let left_out = comparison.left_out.into_iter().map(|left| (left.document, left.why.zh, left.why.en)).collect();
    Ok((file, left_out))
}

/// The workbook of what documents give, in the language in which they gave it.
pub(crate) fn workbook(parts: Vec<String>, long: bool, chinese: bool) -> Result<Vec<u8>, Failure> {
    let mut contents = Contents::new(parts.len() > 1, long, language(chinese));
    for part in parts {
        let part: Part = serde_json::from_str(&part).map_err(|_| Failure::defect())?;
        contents.take(part);
    }
    let mut file = Cursor::new(Vec::new());
    contents.book().and_then(|book| book.save(&mut file)).map_err(unwritten)?;
    Ok(file.into_inner())
}

/// What stands in a workbook for a document that could not be read, as JSON: why, in Chinese and English, and its
/// records.
pub(crate) fn unread(name: String, sha256: String, (zh, en): (String, String)) -> Result<String, Failure> {
    let part = Part::unread(&Source::new(name, sha256), Words::new(zh, en));
    serde_json::to_string(&part).map_err(|_| Failure::defect())
}

/// The language that Python asks for.
pub(crate) fn language(chinese: bool) -> Language {
    if chinese { Language::Chinese } else { Language::English }
}

fn unwritten(error: impl std::fmt::Display) -> Failure {
    Failure::new("unwritten", error.to_string(), "take fewer documents").chinese(format!("{error}；请减少文件"))
}
