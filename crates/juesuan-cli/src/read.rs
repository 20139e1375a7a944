//! One document → its report, or why there is none.

use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

use juesuan_export::Source;
use juesuan_extract::{Document, Layout, OpenOptions};
use juesuan_model::Report;
use juesuan_model::report::DocumentKind;
use sha2::{Digest, Sha256};

use crate::failure::{Cause, Failure};
use crate::input::Input;

/// A document that was opened.
pub(crate) struct Reading {
    pub(crate) source: Source,
    pub(crate) report: Report,
}

impl Reading {
    /// Why the document counts as not read although it was opened.
    pub(crate) fn failure(&self, input: &Input) -> Option<Failure> {
        let scan = self.report.kind == DocumentKind::Unreadable;
        scan.then(|| Failure { input: input.shown(), cause: Cause::Scan })
    }
}

/// The layouts of a document's pages.
pub(crate) fn layouts(input: &Input, options: &OpenOptions) -> Result<Vec<Layout>, Failure> {
    let failed = |cause| Failure { input: input.shown(), cause };
    let bytes = input.bytes(options.limits.file_bytes).map_err(|error| failed(Cause::File(error)))?;
    guarded(|| Document::open_with(bytes, options).map(|document| document.layouts()))
        .and_then(|opened| opened.map_err(Cause::Pdf))
        .map_err(failed)
}

/// Reads a document. The hash is known even where nothing else is.
pub(crate) fn read(input: &Input, options: &OpenOptions) -> (Source, Result<Reading, Failure>) {
    let mut source = Source::new(input.name.clone(), "");
    let failed = |cause| Failure { input: input.shown(), cause };
    let bytes = match input.bytes(options.limits.file_bytes) {
        Ok(bytes) => bytes,
        Err(error) => return (source, Err(failed(Cause::File(error)))),
    };
    source.sha256 = hex(&Sha256::digest(&bytes));
    let report = guarded(|| Document::open_with(bytes, options).map(|document| Report::read(&document.layouts())))
        .and_then(|opened| opened.map_err(Cause::Pdf));
    let reading = report.map(|report| Reading { source: source.clone(), report }).map_err(failed);
    (source, reading)
}

/// The last guard: a panic on one document must not end a run over many.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Cause> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| Cause::Defect)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
