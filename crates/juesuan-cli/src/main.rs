//! The `juesuan` command: arguments in, results on standard output or in files, everything else on standard error.
//!
//! | module | in | out |
//! | --- | --- | --- |
//! | [`args`] | the command line | [`args::Args`] |
//! | [`input`] | files, folders, patterns, lists | the documents to read, in a stable order |
//! | [`read`] | one document | its report, or why there is none |
//! | [`failure`], [`lang`] | – | what is said to people, in Chinese and English |
//! | one module per command | reports | JSON, CSV, rows ... |
#![forbid(unsafe_code)]

mod args;
mod csv;
mod failure;
mod input;
mod json;
mod lang;
mod output;
mod read;
mod rows;

use std::io;
use std::process::ExitCode;

use clap::Parser;

use crate::args::{Args, Command};
use crate::output::{Outcome, Stop};

fn main() -> ExitCode {
    let args = Args::parse();
    let lang = args.lang();
    let done = match &args.command {
        Command::Json(command) => json::run(command, lang),
        Command::Csv(command) => csv::run(command, lang),
        Command::Rows(command) => rows::run(command, lang),
    };
    match done {
        Ok(Outcome::Read) => ExitCode::SUCCESS,
        Ok(Outcome::NotAllRead) => ExitCode::from(1),
        // Whoever reads our output has seen enough.
        Err(Stop::Output { source, .. }) if source.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(stop) => {
            eprintln!("juesuan: {}", stop.message(lang));
            ExitCode::from(stop.status())
        }
    }
}
