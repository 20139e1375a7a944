//! The `juesuan` command: arguments in, results on standard output or in files, everything else on standard error.
//!
//! | module | in | out |
//! | --- | --- | --- |
//! | [`args`] | the command line | [`args::Args`] |
//! | [`input`] | files, folders, patterns, lists | the documents to read, in a stable order |
//! | [`answer`] | one document | what is asked of it, or why there is none |
//! | [`batch`] | many documents | their answers, side by side and in order |
//! | [`pool`], [`worker`] | – | the two ends of a worker process |
//! | [`dataset`] | answers | a folder of results to which documents are added |
//! | [`holding`], [`naming`], [`earlier`] | that folder | what it holds, which input is which document, rows that stay |
//! | [`spool`] | answers | the journal of a run, which can be killed and gone on with |
//! | [`fetch`], [`mod@line`] | files, pipes, other processes | bytes, never more than is allowed |
//! | [`lock`], [`replacement`], [`separate`] | places | files that nobody else writes, that appear whole, that are no inputs |
//! | [`json`], [`csv`], [`rows`], [`check`], [`inspect`], `audit`, `compare`, `across`, `find`, `schema`, `xlsx`, `parquet` | answers | what each command writes |
//! | `serve` | a browser on this machine | a page on which documents are dropped |
//! | [`manual`], [`chinese`] | – | shell completions, the manual page, the command line in Chinese |
//! | [`failure`], [`remark`], [`interrupt`], [`lang`], [`text`], [`progress`] | – | what is said to people, in Chinese and English |
#![forbid(unsafe_code)]

#[cfg(feature = "compare")]
mod across;
mod answer;
mod args;
#[cfg(feature = "audit")]
mod audit;
mod batch;
mod check;
mod chinese;
#[cfg(feature = "compare")]
mod compare;
mod csv;
mod dataset;
mod earlier;
mod failure;
mod fetch;
#[cfg(feature = "compare")]
mod find;
mod holding;
mod input;
mod inspect;
mod interrupt;
mod json;
mod lang;
mod limits;
mod line;
mod lock;
mod manual;
mod naming;
#[cfg(feature = "ocr")]
mod ocr_model;
mod output;
#[cfg(feature = "parquet")]
mod parquet;
mod pool;
mod progress;
mod remark;
mod replacement;
mod rows;
#[cfg(feature = "schema")]
mod schema;
mod separate;
#[cfg(feature = "serve")]
mod serve;
mod spool;
mod text;
mod together;
mod worker;
#[cfg(feature = "xlsx")]
mod xlsx;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

use crate::args::{Args, Command};
use crate::batch::Session;
use crate::lang::Lang;
use crate::output::{Outcome, Stop};

fn main() -> ExitCode {
    let given: Vec<OsString> = std::env::args_os().collect();
    let args = match Args::try_parse_from(&given) {
        Ok(args) => args,
        Err(error) => return refused(&error, &given),
    };
    let session = Session { lang: args.lang(), quiet: args.quiet };
    if !matches!(args.command, Command::Worker(_)) {
        interrupt::watch(session.lang);
    }
    let done = match &args.command {
        Command::Json(args) => json::run(args, session),
        Command::Csv(args) => csv::run(args, session),
        Command::Rows(args) => rows::run(args, session),
        Command::Check(args) => check::run(args, session),
        Command::Inspect(args) => inspect::run(args, session),
        #[cfg(feature = "audit")]
        Command::Audit(args) => audit::run(args, session),
        #[cfg(feature = "audit")]
        Command::Open(args) => audit::open(args, session),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(args, session),
        #[cfg(feature = "compare")]
        Command::Compare(args) => compare::run(args, session),
        #[cfg(feature = "compare")]
        Command::Find(args) => find::run(args, session),
        #[cfg(feature = "schema")]
        Command::Schema(args) => schema::run(args),
        #[cfg(feature = "xlsx")]
        Command::Xlsx(args) => xlsx::run(args, session),
        #[cfg(feature = "parquet")]
        Command::Parquet(args) => parquet::run(args, session),
        #[cfg(feature = "ocr")]
        Command::OcrModel(args) => ocr_model::run(args, session.lang),
        Command::Completions(args) => manual::completions(args),
        Command::Man(args) => manual::man(args, session.lang),
        Command::Worker(args) => worker::run(args, session),
    };
    match done {
        Ok(Outcome::Read) => ExitCode::SUCCESS,
        Ok(Outcome::NotAllRead | Outcome::ChecksFailed) => ExitCode::from(1),
        // Whoever reads our output has seen enough.
        Err(Stop::Output { source, .. }) if source.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(stop) => {
            eprintln!("juesuan: {}", stop.message(session.lang));
            ExitCode::from(stop.status())
        }
    }
}

/// Shows the help that is asked for, or what is wrong with the command line.
fn refused(error: &clap::Error, given: &[OsString]) -> ExitCode {
    let asked = !error.use_stderr();
    match chinese::language(given) {
        Lang::En => drop(error.print()),
        Lang::Zh => {
            let said = chinese::said(given, error);
            // An output that is closed has seen enough.
            let _ = if asked { write!(io::stdout(), "{said}") } else { write!(io::stderr(), "{said}") };
        }
    }
    if asked { ExitCode::SUCCESS } else { ExitCode::from(2) }
}
