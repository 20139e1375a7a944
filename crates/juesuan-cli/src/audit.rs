//! `juesuan audit`, `juesuan open`: one document as a page on which a person can check every number.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use juesuan::audit::{Audit, Pictures};
use juesuan::{Document, Report};

use crate::answer::{Form, Task};
use crate::args::{AuditArgs, OpenPageArgs, ReadArgs};
use crate::batch::{self, Order, Session};
use crate::input;
use crate::lang::Lang;
use crate::lock::Lock;
use crate::output::{Outcome, Stop, write_result};
use crate::replacement::Replacement;
use crate::{remark, separate};

pub(crate) fn run(args: &AuditArgs, session: Session) -> Result<Outcome, Stop> {
    write(&args.input, &args.out, args.force, session)
}

/// Writes the page to the folder of temporary files and opens it.
pub(crate) fn open(args: &OpenPageArgs, session: Session) -> Result<Outcome, Stop> {
    let page = std::env::temp_dir().join(format!("juesuan-{}.html", std::process::id()));
    let outcome = write(&args.input, &page, false, session)?;
    if page.is_file() {
        println!("{}", page.display());
        browse(page.as_os_str());
    }
    Ok(outcome)
}

/// The page of the only document; a file that cannot be read leaves none. A file that is no page of ours is kept.
fn write(input: &ReadArgs, out: &Path, force: bool, session: Session) -> Result<Outcome, Stop> {
    let inputs = input::collect(input)?;
    if inputs.len() > 1 {
        return Err(Stop::SeveralInputs { count: inputs.len() });
    }
    separate::outputs_from_inputs([out.to_owned()], &inputs, input)?;
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if out.exists() {
        if !force && !is_ours(out) {
            let name = out.file_name().unwrap_or_default().to_string_lossy().into_owned();
            return Err(Stop::Foreign { folder: folder.to_owned(), files: vec![name] });
        }
        remark::replaced(out, session);
    }
    let _lock = Lock::of_file(out)?;
    let task = Task { form: Form::Audit { lang: session.lang }, options: input.read_options() };
    batch::run(&inputs, &task, &input.pace(Order::OfInputs), session, |_, answer| {
        if answer.result.get() == "null" {
            return Ok(());
        }
        let mut page = Replacement::create(out)?;
        page.write(|file| write_result(&answer.result, file))?;
        page.finish()
    })
}

/// Whether a file begins as our pages do.
fn is_ours(path: &Path) -> bool {
    /// The mark stands in the first lines.
    const HEAD: u64 = 512;
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    path.is_file() && read.is_ok() && String::from_utf8_lossy(&head).contains(juesuan::audit::page::MARK)
}

/// The page, as HTML.
pub(crate) fn render(
    name: &str,
    document: &Document,
    report: &Report,
    pictures: &[Option<Pictures>],
    lang: Lang,
) -> String {
    Audit { document, report, pictures, name, language: lang.into() }.html()
}

/// Asks the system to show a page; where it has no browser, its path or address was printed.
pub(crate) fn browse(page: &OsStr) {
    let (program, first): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let quiet = || Stdio::null();
    let started = Command::new(program).args(first).arg(page).stdin(quiet()).stdout(quiet()).stderr(quiet()).spawn();
    if let Err(error) = started {
        let _ = writeln!(std::io::stderr(), "juesuan: {program}: {error}");
    }
}
