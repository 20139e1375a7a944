//! The command line: one definition for parsing, help, completions and the manual page.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use juesuan_extract::OpenOptions;

use crate::lang::Lang;

/// Read Chinese departmental final accounts (部门决算) from PDF.
#[derive(Debug, Parser)]
#[command(
    name = "juesuan",
    version,
    propagate_version = true,
    after_help = "\
Examples:
  juesuan json 决算.pdf > 决算.json
  juesuan csv 2023/ 2024/ --out tables
  juesuan rows 决算.pdf | head

Exit status: 0 read, 1 an input could not be read, 2 wrong usage."
)]
pub(crate) struct Args {
    /// Language of messages; by default that of the locale
    #[arg(long, value_enum, global = true)]
    lang: Option<Lang>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

impl Args {
    pub(crate) fn lang(&self) -> Lang {
        self.lang.unwrap_or_else(Lang::of_locale)
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// The typed report as JSON
    Json(JsonArgs),
    /// The tables of the contract as CSV files
    Csv(CsvArgs),
    /// The rows and grids that the pages show, as JSON lines
    Rows(RowsArgs),
}

/// Which documents to read, and how.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct InputArgs {
    /// Files, folders (searched through), patterns ('*.pdf'), or - for standard input
    #[arg(value_name = "FILE", required_unless_present = "files_from")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Read the names of more inputs from a file, one a line (- for standard input)
    #[arg(long, value_name = "LIST")]
    pub(crate) files_from: Option<PathBuf>,
    /// Password of locked documents
    #[arg(long, value_name = "PASSWORD")]
    pub(crate) password: Option<String>,
}

impl InputArgs {
    pub(crate) fn open_options(&self) -> OpenOptions {
        let options = OpenOptions::default();
        match &self.password {
            Some(password) => options.password(password),
            None => options,
        }
    }
}

#[derive(Debug, clap::Args)]
pub(crate) struct JsonArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
}

#[derive(Debug, clap::Args)]
pub(crate) struct CsvArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Folder for the CSV files, made if it is not there
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Begin each file with a byte order mark, so that Excel takes it for UTF-8
    #[arg(long)]
    pub(crate) bom: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct RowsArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
}
