//! `juesuan xlsx`: one workbook of one or more documents.

use std::fs::File;
use std::io::{self, Cursor, Read, Write};
use std::path::Path;

#[cfg(feature = "serve")]
use juesuan_export::Record;
#[cfg(feature = "serve")]
use juesuan_export::contract::typed;
use juesuan_export::workbook::{Contents, Part};
use juesuan_export::xlsx::AUTHOR;

use crate::answer::{Answer, Form, Task};
use crate::args::XlsxArgs;
use crate::batch::{self, Order, Session};
use crate::failure::Failure;
use crate::input;
#[cfg(feature = "serve")]
use crate::lang::Lang;
use crate::lock::Lock;
use crate::output::{Outcome, Stop};
use crate::remark;
use crate::replacement::{Replacement, remove_leftovers};
use crate::separate;

pub(crate) fn run(args: &XlsxArgs, session: Session) -> Result<Outcome, Stop> {
    let mut inputs = input::collect(&args.input)?;
    let is_ours = workbook_of_ours(&args.out);
    // A workbook of an earlier run in the folder that is read is no document.
    if is_ours && !args.input.inputs.iter().any(|named| separate::is_same(&args.out, named)) {
        inputs.retain(|input| !input.paths().iter().any(|path| separate::is_same(&args.out, path)));
    }
    if inputs.is_empty() {
        return Err(Stop::NoInput);
    }
    separate::outputs_from_inputs([args.out.clone()], &inputs, &args.input)?;
    let folder = args.out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = args.out.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let is_there = args.out.is_file();
    if is_there && !is_ours && !args.force {
        return Err(Stop::Foreign { folder: folder.to_owned(), files: vec![name] });
    }
    let _lock = Lock::of_file(&args.out)?;
    remove_leftovers(folder, |leftover| leftover == name);
    if is_there {
        remark::replaced(&args.out, session);
    }
    let task = Task { form: Form::Sheets { lang: session.lang }, options: args.input.read_options() };
    let mut file = Replacement::create(&args.out)?;
    let mut contents = Contents::new(inputs.len() > 1, args.long, session.lang.into());
    let outcome = batch::run(&inputs, &task, &args.input.pace(Order::OfInputs), session, |_, answer| {
        contents.take(part(&answer).map_err(io::Error::from).map_err(Stop::to_file(&args.out))?);
        Ok(())
    })?;
    // In memory first: an error of the disk is then the system's own.
    let bytes = bytes(contents).map_err(Stop::to_file(&args.out))?;
    file.write(|out| out.write_all(&bytes))?;
    file.finish()?;
    Ok(outcome)
}

/// Whether a file is a workbook that this program has written and nobody has changed: it says so itself. Other programs
/// write their own name, or the time.
pub(crate) fn workbook_of_ours(path: &Path) -> bool {
    const LONGEST: u64 = 1 << 16;
    let properties = || -> Option<String> {
        // Opening a pipe would wait for ever.
        let file = File::open(Some(path).filter(|path| path.is_file())?).ok()?;
        let mut archive = zip::ZipArchive::new(file).ok()?;
        let mut text = String::new();
        archive.by_name("docProps/core.xml").ok()?.take(LONGEST).read_to_string(&mut text).ok()?;
        Some(text)
    };
    properties().is_some_and(|text| {
        let says = |element: &str| text.contains(element);
        says(&format!("<cp:lastModifiedBy>{AUTHOR}</cp:lastModifiedBy>"))
            && says("<dcterms:modified xsi:type=\"dcterms:W3CDTF\">2020-01-01T00:00:00Z</dcterms:modified>")
    })
}

/// What a document that was read as [`Form::Sheets`] gives. Why nothing of it was read is in the manifest, in the words of
/// the command.
fn part(answer: &Answer) -> serde_json::Result<Part> {
    let part: Part = serde_json::from_str(answer.result.get())?;
    let failure = answer.manifest.error.as_ref().map(Failure::words);
    Ok(Part { failure, ..part })
}

/// The workbook's bytes.
fn bytes(contents: Contents) -> io::Result<Vec<u8>> {
    let book = contents.book().map_err(io::Error::other)?;
    let mut bytes = Cursor::new(Vec::new());
    book.save(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes.into_inner())
}

/// The workbook of documents that were read as [`Form::Sheets`].
#[cfg(feature = "serve")]
pub(crate) fn of_answers(answers: Vec<Answer>, lang: Lang) -> io::Result<Vec<u8>> {
    let mut contents = Contents::new(answers.len() > 1, false, lang.into());
    for answer in answers {
        contents.take(part(&answer)?);
    }
    bytes(contents)
}

/// The records of a document that was read as [`Form::Sheets`].
#[cfg(feature = "serve")]
pub(crate) fn records_of(answer: &Answer) -> serde_json::Result<Vec<Vec<Record>>> {
    Ok(typed(part(answer)?.records))
}
