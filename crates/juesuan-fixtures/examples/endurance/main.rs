//! What the whole program endures: damaged copies of good documents, files that broke other readers, bombs.
//!
//! | command | what is read |
//! | --- | --- |
//! | `mutations --count 100000 testdata ../shared/corpus/text-layer` | damaged copies of these documents |
//! | `files ../shared/corpus/hostile ../shared/corpus/text-layer` | these files as they are |
//! | `bombs` | small files that ask for gigabytes, hours or endless loops |
//!
//! Each behind `cargo run --profile proof -p juesuan-fixtures --example endurance --`. Every document is read in this
//! process from its bytes to CSV. The run ends with status 1 when one makes the program panic, takes over 10 s or over
//! 512 MB; those are kept in `--folder`. What ends the process at once (an abort, a stack overflow) is the document
//! whose name stands in `FOLDER/current`. Mutation `i` of a seed is always the same for the same sources: `mutations
//! --seed S --first I --count 1` reads it again.

// A tool for developers: without its sources it cannot go on.
#![allow(clippy::expect_used)]

mod bombs;
mod damage;
mod measure;
mod random;

use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use clap::{Parser, Subcommand};
use damage::Source;
use measure::Outcome;
use random::Random;

const MAX_TIME: Duration = Duration::from_secs(10);
const MAX_MEGABYTES: u64 = 512;

/// Reads hard documents and says what they cost.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    what: What,
    /// Where finds are kept.
    #[arg(long, global = true, default_value = "target/endurance")]
    folder: PathBuf,
    /// Keep every document, not only finds.
    #[arg(long, global = true)]
    keep: bool,
}

#[derive(Subcommand)]
enum What {
    /// Damaged copies of documents.
    Mutations {
        /// PDF files, and folders of them.
        #[arg(required = true)]
        sources: Vec<PathBuf>,
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Number of the first copy.
        #[arg(long, default_value_t = 0)]
        first: u64,
        /// How many copies.
        #[arg(long, default_value_t = 1000)]
        count: u64,
    },
    /// Documents as they are.
    Files {
        /// PDF files, and folders of them.
        #[arg(required = true)]
        sources: Vec<PathBuf>,
    },
    /// Hand-made bombs, each with its cost.
    Bombs {
        /// Only the one of this name.
        #[arg(default_value = "")]
        only: String,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    std::fs::create_dir_all(&arguments.folder).expect("the folder can be written");
    std::panic::set_hook(Box::new(|panic| eprintln!("{panic}")));
    let mut run = Run::new(arguments.folder, arguments.keep);
    match arguments.what {
        What::Mutations { sources, seed, first, count } => {
            let sources: Vec<Source> = pdf_files(&sources).iter().flat_map(|path| damage::sources(path)).collect();
            for number in first..first + count {
                run.read(format!("{seed}-{number}"), &damage::mutate(&sources, &mut Random::new(seed, number)));
                if (number + 1).is_multiple_of(1000) {
                    println!("{run}");
                }
            }
        }
        What::Files { sources } => {
            for path in pdf_files(&sources) {
                let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                run.read(name, &std::fs::read(&path).expect("the file can be read"));
            }
        }
        // Each in a process of its own: memory that one bomb leaves behind is not the next one's.
        What::Bombs { only } if only.is_empty() => {
            let program = std::env::current_exe().expect("this program has a file");
            let endured =
                |name: &str| Command::new(&program).args(["bombs", name]).status().is_ok_and(|end| end.success());
            run.finds += bombs::ALL.iter().filter(|(name, _)| !endured(name)).count() as u64;
            return ExitCode::from(u8::from(run.finds > 0));
        }
        What::Bombs { only } => {
            for (name, make) in bombs::ALL.iter().filter(|(name, _)| *name == only) {
                let (outcome, time, megabytes) = run.read((*name).to_owned(), &make());
                println!("{name}: {outcome:?}, {time:.2?}, {megabytes} MB");
            }
            return ExitCode::from(u8::from(run.finds > 0));
        }
    }
    println!("{run}");
    ExitCode::from(u8::from(run.finds > 0))
}

/// What the documents of a run came to.
struct Run {
    folder: PathBuf,
    keep: bool,
    started: Instant,
    read: u64,
    refused: u64,
    finds: u64,
    slowest: (Duration, String),
    largest: (u64, String),
}

impl Run {
    fn new(folder: PathBuf, keep: bool) -> Self {
        let (started, slowest, largest) = (Instant::now(), Default::default(), Default::default());
        Self { folder, keep, started, read: 0, refused: 0, finds: 0, slowest, largest }
    }

    fn read(&mut self, name: String, bytes: &[u8]) -> (Outcome, Duration, u64) {
        // Its name first, so that it is there whatever happens.
        std::fs::write(self.folder.join("current"), &name).expect("the folder can be written");
        let (outcome, time, megabytes) = measure::read(bytes);
        match outcome {
            Outcome::Read => self.read += 1,
            Outcome::Refused => self.refused += 1,
            Outcome::Panicked => {}
        }
        let find = outcome == Outcome::Panicked || time > MAX_TIME || megabytes > MAX_MEGABYTES;
        if find {
            self.finds += 1;
            println!("find: {name}: {outcome:?}, {time:.1?}, {megabytes} MB");
        }
        if find || self.keep {
            std::fs::write(self.folder.join(&name).with_extension("pdf"), bytes).expect("the folder can be written");
        }
        if time > self.slowest.0 {
            self.slowest = (time, name.clone());
        }
        if megabytes > self.largest.0 {
            self.largest = (megabytes, name);
        }
        (outcome, time, megabytes)
    }
}

impl Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { read, refused, finds, slowest, largest, started, .. } = self;
        write!(
            f,
            "{} documents in {:.0?}: {read} read, {refused} refused, {finds} finds; ",
            read + refused,
            started.elapsed()
        )?;
        write!(f, "slowest {:.2?} ({}), largest {} MB ({})", slowest.0, slowest.1, largest.0, largest.1)
    }
}

/// The files given and those in the folders given, sorted within each folder.
fn pdf_files(given: &[PathBuf]) -> Vec<PathBuf> {
    let is_pdf = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "pdf");
    let within = |folder: &Path| {
        let entries = std::fs::read_dir(folder).expect("the folder can be read");
        let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(is_pdf).collect();
        files.sort();
        files
    };
    given.iter().flat_map(|path| if path.is_dir() { within(path) } else { vec![path.clone()] }).collect()
}
