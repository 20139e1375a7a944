//! The functions of the facade: bytes or a path → the report, or the neutral document.

use std::path::Path;
use std::time::Instant;

use juesuan_document::{Diagnostic, DiagnosticCode, Document};
use juesuan_extract::Limit;
use juesuan_model::Report;

use crate::error::Error;
use crate::options::ReadOptions;
use crate::sources;

/// Reads a document from its bytes.
///
/// # Errors
/// When nothing of the file can be given: it is empty, of a format that is not read, damaged beyond reading, locked, or
/// exceeds a limit. A page that cannot be read is no error: it is named in [`Report::unreadable_pages`].
pub fn read(bytes: impl Into<Vec<u8>>) -> Result<Report, Error> {
    read_with(bytes, &ReadOptions::default())
}

/// Reads a document from its bytes, with a password, other limits, or a name.
///
/// # Errors
/// As [`read()`].
pub fn read_with(bytes: impl Into<Vec<u8>>, options: &ReadOptions) -> Result<Report, Error> {
    report_of(&open(bytes, options)?, options)
}

/// What a document says: [`Report::of`], within the time that the options allow. Making the report may take as long as
/// reading the pages did; of what is not done then nothing is given, since how much it is would depend on the machine.
///
/// ```
/// use juesuan::ReadOptions;
/// let options = ReadOptions::default();
/// let document = juesuan::open("<p>某市某局2023年度部门决算</p>".as_bytes().to_vec(), &options)?;
/// assert_eq!(juesuan::report_of(&document, &options)?.year, Some(2023));
/// # Ok::<(), juesuan::Error>(())
/// ```
///
/// # Errors
/// [`ErrorCode::Time`](crate::ErrorCode::Time) when the time is over.
pub fn report_of(document: &Document, options: &ReadOptions) -> Result<Report, Error> {
    let Some(allowed) = options.limits.time else { return Ok(Report::of(document)) };
    let started = Instant::now();
    Report::of_while(document, &|| started.elapsed() <= allowed).ok_or_else(|| {
        let maximum = u64::try_from(allowed.as_millis()).unwrap_or(u64::MAX);
        juesuan_extract::Error::LimitExceeded { limit: Limit::Time, maximum }.into()
    })
}

/// Reads a document from a file.
///
/// # Errors
/// As [`read()`], and when the file cannot be fetched. The error names the file.
pub fn read_path(path: impl AsRef<Path>) -> Result<Report, Error> {
    read_path_with(path, &ReadOptions::default())
}

/// Reads a document from a file, with a password or other limits.
///
/// # Errors
/// As [`read_path`].
pub fn read_path_with(path: impl AsRef<Path>, options: &ReadOptions) -> Result<Report, Error> {
    let path = path.as_ref();
    let mut options = options.clone();
    if options.name.is_none() {
        options.name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    }
    let bytes = std::fs::read(path).map_err(|error| Error::from(error).at(path))?;
    read_with(bytes, &options).map_err(|error| error.at(path))
}

/// Reads several files as one disclosure: the text in one, the tables in another, the forms in a third. The text is then
/// checked against the tables. Pages are numbered on from file to file; [`Report::files`] says where each begins.
///
/// ```
/// # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../testdata");
/// let report = juesuan::read_together([format!("{folder}/shenzhen.pdf")])?;
/// assert_eq!(report.files.len(), 1);
/// # Ok::<(), juesuan::Error>(())
/// ```
///
/// A file that cannot be read is left out, and an error among [`Report::diagnostics`] names it.
///
/// # Errors
/// As [`read_path`], for a file that cannot be fetched, and where none of the files can be read.
pub fn read_together<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> Result<Report, Error> {
    let mut files = Vec::new();
    for path in paths {
        let path = path.as_ref();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        files.push((name, std::fs::read(path).map_err(|error| Error::from(error).at(path))?));
    }
    let options = ReadOptions::default();
    report_of(&open_together(files, &options)?, &options)
}

/// The lines and cells of several files that are one disclosure, each with its name: what [`read_together`] reads. A file
/// that cannot be read is left out, and said so in [`Document::diagnostics`].
///
/// ```
/// use juesuan::{ReadOptions, Report};
/// let text = "<p>某市某局2023年度部门决算</p>".as_bytes().to_vec();
/// let files = [("text.html".to_owned(), text), ("tables.rar".to_owned(), b"Rar!\x1A\x07\x01\x00".to_vec())];
/// let document = juesuan::open_together(files, &ReadOptions::default())?;
/// assert_eq!(document.files.len(), 1);
/// assert!(Report::of(&document).diagnostics.iter().any(|doubt| doubt.message.contains("tables.rar")));
/// # Ok::<(), juesuan::Error>(())
/// ```
///
/// # Errors
/// That of the first file, where none of them can be read; [`ErrorCode::Empty`](crate::ErrorCode::Empty) for no files.
pub fn open_together(
    files: impl IntoIterator<Item = (String, Vec<u8>)>,
    options: &ReadOptions,
) -> Result<Document, Error> {
    let mut documents = Vec::new();
    let mut left_out = Vec::new();
    for (name, bytes) in files {
        match open(bytes, &options.clone().name(&name)) {
            Ok(document) => documents.push(document),
            Err(error) => left_out.push((name, error)),
        }
    }
    if documents.is_empty() {
        let none = || Error::from(juesuan_extract::Error::Empty);
        return Err(left_out.into_iter().next().map_or_else(none, |(_, error)| error));
    }
    let mut document = Document::together(documents);
    document.diagnostics.extend(left_out.into_iter().map(|(name, error)| {
        let message = format!("{name} is not read: {}; {}", error.cause(), error.remedy());
        Diagnostic::new(DiagnosticCode::IncompleteFile, 0, None, 1, message)
    }));
    Ok(document)
}

/// The files of an archive by name; `None` for a file that cannot be unpacked.
pub type Entries = Vec<(String, Option<Vec<u8>>)>;

/// The files of a zip archive, by name, each with its bytes; without bytes where it cannot be unpacked. `None` where the
/// bytes are no archive of files: a Word file is none, though it is packed as one.
///
/// # Errors
/// When the archive cannot be opened, or holds more than the limits allow.
#[must_use]
pub fn archive(bytes: &[u8]) -> Option<Result<Entries, Error>> {
    sources::archive(bytes)
}

/// The lines and cells of a file, before anything is said about what they mean: pages of a PDF, sheets of a workbook,
/// or one flowing text, all in the same neutral form.
///
/// ```
/// use juesuan::{ReadOptions, Report};
/// # let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../testdata/shenzhen.pdf");
/// let document = juesuan::open(std::fs::read(path)?, &ReadOptions::default())?;
/// println!("{} pages", document.layouts.len());
/// let report = Report::of(&document);
/// # assert_eq!(report.pages as usize, document.layouts.len());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`read()`].
pub fn open(bytes: impl Into<Vec<u8>>, options: &ReadOptions) -> Result<Document, Error> {
    let mut document = sources::open(bytes.into(), options)?;
    let pages = u32::try_from(document.layouts.len()).unwrap_or(u32::MAX);
    if let Some(file) = document.files.first_mut() {
        (file.first_page, file.pages) = (1, pages);
        if let Some(name) = &options.name {
            name.clone_into(&mut file.name);
        }
    }
    Ok(document)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::time::Duration;

    use super::*;
    use crate::ErrorCode;

    const PAGE: &str = "<p>某市某局2023年度部门决算</p><p>第二部分 2023年度部门决算表</p><p>收入决算表</p><p>单位：万元</p>\
        <table><tr><td>科目编码</td><td>科目名称</td><td>本年收入合计</td></tr>\
        <tr><td>201</td><td>一般公共服务支出</td><td>5.00</td></tr></table>\
        <p>第三部分 2023年度部门决算情况说明</p><p>2023年度收入总计5.00万元。</p>";

    #[test]
    fn whenever_the_time_ends_nothing_is_given() {
        let document = open(PAGE.as_bytes().to_vec(), &ReadOptions::default()).unwrap();
        let asked = Cell::new(0_u32);
        let has_time = |most: u32| {
            asked.set(asked.get() + 1);
            asked.get() <= most
        };
        assert_eq!(Report::of_while(&document, &|| has_time(u32::MAX)), Some(Report::of(&document)));
        // Each step, the table and the paragraph.
        let questions = asked.replace(0);
        assert!(questions >= 8, "{questions}");
        for most in 0..questions {
            assert_eq!(Report::of_while(&document, &|| has_time(most)), None, "{most}");
            assert_eq!(asked.replace(0), most + 1, "what is left after the end is not read");
        }
    }

    #[test]
    fn a_time_that_is_over_is_an_error_that_names_it() {
        let mut options = ReadOptions::default();
        let document = open(PAGE.as_bytes().to_vec(), &options).unwrap();
        options.limits = options.limits.time(Some(Duration::ZERO));
        assert_eq!(report_of(&document, &options).unwrap_err().code(), ErrorCode::Time);
        options.limits = options.limits.time(Some(Duration::from_secs(600)));
        assert_eq!(report_of(&document, &options).unwrap(), Report::of(&document));
    }
}
