//! Answers about documents → files to take away: a workbook, the CSV tables, an archive of everything.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Component, Path};

use juesuan_export::contract::SCHEMAS;
use juesuan_export::csv::{self, Cells};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::shelf::Shelf;
use crate::xlsx;

type Archive = ZipWriter<BufWriter<File>>;

/// One workbook of all documents, or of one.
pub(super) fn workbook(shelf: &Shelf, only: Option<u64>) -> io::Result<Vec<u8>> {
    xlsx::of_answers(shelf.answers(only)?, shelf.lang)
}

/// The CSV tables in an archive.
pub(super) fn tables(shelf: &Shelf) -> io::Result<File> {
    archive(shelf, |archive| add_tables(shelf, archive, ""))
}

/// The audit page and the workbook of each document, the workbook of all, the CSV tables.
pub(super) fn everything(shelf: &Shelf) -> io::Result<File> {
    archive(shelf, |archive| {
        let mut taken = BTreeSet::new();
        for (name, page) in shelf.pages(None) {
            add(archive, &inside("audit", &name, ".html", &mut taken), &page?)?;
        }
        let answers = shelf.answers(None)?;
        for answer in answers {
            let name = answer.manifest.document.clone();
            let workbook = xlsx::of_answers(vec![answer], shelf.lang)?;
            add(archive, &inside("workbooks", &name, ".xlsx", &mut taken), &workbook)?;
        }
        add(archive, "all.xlsx", &workbook(shelf, None)?)?;
        add_tables(shelf, archive, "csv/")
    })
}

/// An archive in a file without a name, to be read from its beginning.
fn archive(shelf: &Shelf, fill: impl FnOnce(&mut Archive) -> io::Result<()>) -> io::Result<File> {
    let mut archive = ZipWriter::new(BufWriter::new(shelf.room.unnamed()?));
    fill(&mut archive)?;
    let mut file = archive.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(file)
}

fn add(archive: &mut Archive, name: &str, bytes: &[u8]) -> io::Result<()> {
    archive.start_file(name, SimpleFileOptions::default())?;
    archive.write_all(bytes)
}

/// The tables of the contract, with the mark by which Excel knows UTF-8.
fn add_tables(shelf: &Shelf, archive: &mut Archive, folder: &str) -> io::Result<()> {
    let mut files: Vec<Vec<u8>> = Vec::new();
    for schema in SCHEMAS {
        let mut file = "\u{feff}".as_bytes().to_vec();
        csv::write_header(schema, &mut file)?;
        files.push(file);
    }
    for answer in shelf.answers(None)? {
        for (file, records) in files.iter_mut().zip(xlsx::records_of(&answer)?) {
            csv::write_records(&records, Cells::Guarded, file)?;
        }
    }
    for (schema, file) in SCHEMAS.iter().zip(&files) {
        add(archive, &format!("{folder}{}.csv", schema.name), file)?;
    }
    Ok(())
}

/// A name in an archive that leads out of no folder, that every system knows, and that no other file there has.
fn inside(folder: &str, name: &str, ending: &str, taken: &mut BTreeSet<String>) -> String {
    /// What some system does not allow in names.
    const ODD: &[char] = &['\\', ':', '*', '?', '"', '<', '>', '|'];
    let clean =
        |part: &str| part.chars().map(|c| if c.is_control() || ODD.contains(&c) { '_' } else { c }).collect::<String>();
    let parts = Path::new(name).components().filter_map(|part| match part {
        Component::Normal(part) => part.to_str().map(clean),
        _ => None,
    });
    let path = std::iter::once(folder.to_owned()).chain(parts).collect::<Vec<String>>().join("/");
    let numbered = (2_u32..).map(|number| format!("{path} ({number}){ending}"));
    let mut names = std::iter::once(format!("{path}{ending}")).chain(numbered);
    names.find(|name| taken.insert(name.to_lowercase())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_the_archive_and_none_is_twice() {
        let mut taken = BTreeSet::new();
        let mut name = |name: &str| inside("audit", name, ".html", &mut taken);
        assert_eq!(name("../../etc/passwd"), "audit/etc/passwd.html");
        assert_eq!(name("/2023/a.pdf"), "audit/2023/a.pdf.html");
        assert_eq!(name("2023/A.pdf"), "audit/2023/A.pdf (2).html");
        assert_eq!(name("c:\\a?.pdf"), "audit/c__a_.pdf.html");
    }
}
