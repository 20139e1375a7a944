//! `juesuan csv`: the tables of the contract as CSV files, and the manifest.

use std::io::Write;
use std::path::Path;

use juesuan_export::contract::SCHEMAS;
use juesuan_export::{Record, csv};
use serde::Serialize;

use crate::answer::Manifest;
use crate::args::CsvArgs;
use crate::batch::Session;
use crate::dataset::{self, Sink};
use crate::input::Input;
use crate::output::{Outcome, Replacement, Stop};

pub(crate) fn run(args: &CsvArgs, session: Session) -> Result<Outcome, Stop> {
    dataset::run(&args.input, &args.out, session, || CsvFiles::create(args))
}

struct CsvFiles {
    files: Vec<Replacement>,
    manifest: ManifestFile,
}

impl CsvFiles {
    fn create(args: &CsvArgs) -> Result<Self, Stop> {
        let mut files = Vec::new();
        for schema in SCHEMAS {
            let mut file = Replacement::create(&args.out.join(schema.name).with_extension("csv"))?;
            file.write(|out| {
                if args.bom {
                    out.write_all("\u{feff}".as_bytes())?;
                }
                csv::write_header(schema, out)
            })?;
            files.push(file);
        }
        Ok(Self { files, manifest: ManifestFile::create(&args.out, !args.no_times)? })
    }
}

impl Sink for CsvFiles {
    fn take(&mut self, input: &Input, manifest: &Manifest, records: Vec<Vec<Record>>) -> Result<(), Stop> {
        for (file, records) in self.files.iter_mut().zip(&records) {
            file.write(|out| csv::write_records(records, out))?;
        }
        self.manifest.take(input, manifest)
    }

    fn finish(self) -> Result<(), Stop> {
        for file in self.files {
            file.finish()?;
        }
        self.manifest.finish()
    }
}

/// `manifest.jsonl`: one line per input.
pub(crate) struct ManifestFile {
    file: Replacement,
    /// Whether the seconds are told: they alone differ from run to run.
    times: bool,
}

#[derive(Serialize)]
struct ManifestLine<'a> {
    input: &'a str,
    #[serde(flatten)]
    manifest: &'a Manifest,
}

impl ManifestFile {
    pub(crate) fn create(folder: &Path, times: bool) -> Result<Self, Stop> {
        Ok(Self { file: Replacement::create(&folder.join("manifest.jsonl"))?, times })
    }

    pub(crate) fn finish(self) -> Result<(), Stop> {
        self.file.finish()
    }

    pub(crate) fn take(&mut self, input: &Input, manifest: &Manifest) -> Result<(), Stop> {
        let seconds = manifest.seconds.filter(|_| self.times).map(|seconds| (seconds * 1000.0).round() / 1000.0);
        let manifest = Manifest { seconds, ..manifest.clone() };
        self.file.write(|out| {
            serde_json::to_writer(&mut *out, &ManifestLine { input: &input.shown(), manifest: &manifest })?;
            out.write_all(b"\n")
        })
    }
}
