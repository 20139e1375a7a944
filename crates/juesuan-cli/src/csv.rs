//! `juesuan csv`: the tables of the contract as CSV files, and the manifest.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};

use juesuan_export::contract::SCHEMAS;
use juesuan_export::csv::{self, Cells};
use juesuan_export::{Record, Schema};
use serde::Serialize;

use crate::answer::Manifest;
use crate::args::CsvArgs;
use crate::batch::Session;
use crate::dataset::{self, Format, Sink, Target};
use crate::earlier::{self, Earlier};
use crate::holding::{Holding, MANIFEST};
use crate::output::{Outcome, Stop};
use crate::replacement::{Ready, Replacement};

pub(crate) fn run(args: &CsvArgs, session: Session) -> Result<Outcome, Stop> {
    let format = Format { name: "csv", extension: "csv", raw_cells: args.raw_cells };
    let target = Target { folder: &args.out, replace: args.replace, format };
    dataset::run(&args.input, &target, session, |holding, dropped| CsvFiles::create(args, holding, dropped))
}

struct CsvFiles {
    files: Vec<CsvFile>,
    manifest: ManifestFile,
    cells: Cells,
}

struct CsvFile {
    file: Replacement,
    earlier: Option<Earlier<Record>>,
}

impl CsvFiles {
    fn create(args: &CsvArgs, holding: &Holding, dropped: &BTreeSet<String>) -> Result<Self, Stop> {
        let files = SCHEMAS.iter().map(|schema| CsvFile::create(schema, args, holding, dropped));
        let files = files.collect::<Result<Vec<CsvFile>, Stop>>()?;
        let manifest = ManifestFile::create(&args.out, holding, dropped, !args.no_times)?;
        Ok(Self { files, manifest, cells: cells(args.raw_cells) })
    }
}

fn cells(raw: bool) -> Cells {
    if raw { Cells::Raw } else { Cells::Guarded }
}

impl CsvFile {
    fn create(schema: &Schema, args: &CsvArgs, holding: &Holding, dropped: &BTreeSet<String>) -> Result<Self, Stop> {
        let name = format!("{}.csv", schema.name);
        let path = args.out.join(&name);
        let mut file = Replacement::create(&path)?;
        file.write(|out| {
            if args.bom {
                out.write_all("\u{feff}".as_bytes())?;
            }
            csv::write_header(schema, out)
        })?;
        let earlier = match holding.file(&name) {
            Some(path) => {
                let rows = File::open(&path).map_err(Stop::to_file(&path))?;
                Some(Earlier::new(csv::read_records(rows, cells(holding.raw_cells)), dropped))
            }
            None => None,
        };
        Ok(Self { file, earlier })
    }
}

impl Sink for CsvFiles {
    fn take(&mut self, line: &ManifestLine<'_>, records: Vec<Vec<Record>>) -> Result<(), Stop> {
        for (CsvFile { file, .. }, records) in self.files.iter_mut().zip(&records) {
            file.write(|out| csv::write_records(records, self.cells, out))?;
        }
        self.manifest.take(line)
    }

    fn keep(&mut self, document: &str) -> Result<(), Stop> {
        for CsvFile { file, earlier } in &mut self.files {
            let Some(earlier) = earlier else { continue };
            file.write(|out| {
                while let Some(row) = earlier.next_of(document)? {
                    csv::write_records([&row], self.cells, &mut *out)?;
                }
                Ok(())
            })?;
        }
        self.manifest.keep(document)
    }

    fn finish(self) -> Result<Vec<Ready>, Stop> {
        let mut ready = Vec::new();
        for CsvFile { mut file, earlier } in self.files {
            if let Some(earlier) = earlier {
                file.write(|_| earlier.finish())?;
            }
            ready.push(file.complete()?);
        }
        ready.push(self.manifest.finish()?);
        Ok(ready)
    }
}

/// `manifest.jsonl`: one line per document.
pub(crate) struct ManifestFile {
    file: Replacement,
    earlier: Option<Earlier<earlier::ManifestLine>>,
    /// Whether the seconds are told: they alone differ from run to run.
    times: bool,
}

/// A line of the manifest.
#[derive(Serialize)]
pub(crate) struct ManifestLine<'a> {
    /// As it was given.
    pub(crate) input: &'a str,
    /// Where it lies, seen from the output folder.
    pub(crate) path: Option<&'a str>,
    /// Program and settings that read it.
    pub(crate) reader: &'a str,
    #[serde(flatten)]
    pub(crate) manifest: &'a Manifest,
}

impl ManifestFile {
    pub(crate) fn create(
        folder: &std::path::Path,
        holding: &Holding,
        dropped: &BTreeSet<String>,
        times: bool,
    ) -> Result<Self, Stop> {
        let file = Replacement::create(&folder.join(MANIFEST))?;
        let earlier = match holding.file(MANIFEST) {
            Some(path) => {
                let lines = BufReader::new(File::open(&path).map_err(Stop::to_file(&path))?).lines();
                Some(Earlier::new(lines.map(|line| earlier::ManifestLine::read(line?)), dropped))
            }
            None => None,
        };
        Ok(Self { file, earlier, times })
    }

    pub(crate) fn finish(mut self) -> Result<Ready, Stop> {
        if let Some(earlier) = self.earlier {
            self.file.write(|_| earlier.finish())?;
        }
        self.file.complete()
    }

    pub(crate) fn take(&mut self, line: &ManifestLine<'_>) -> Result<(), Stop> {
        let seconds = line.manifest.seconds.filter(|_| self.times).map(|seconds| (seconds * 1000.0).round() / 1000.0);
        let manifest = Manifest { seconds, ..line.manifest.clone() };
        self.file.write(|out| {
            serde_json::to_writer(&mut *out, &ManifestLine { manifest: &manifest, ..*line })?;
            out.write_all(b"\n")
        })
    }

    pub(crate) fn keep(&mut self, document: &str) -> Result<(), Stop> {
        let Some(earlier) = &mut self.earlier else { return Ok(()) };
        self.file.write(|out| {
            while let Some(line) = earlier.next_of(document)? {
                out.write_all(line.text.as_bytes())?;
                out.write_all(b"\n")?;
            }
            Ok(())
        })
    }
}
