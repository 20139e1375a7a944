//! `juesuan parquet`: the tables of the contract as Parquet files, and the manifest.

use std::fs::File;
use std::io::{self, BufWriter};

use juesuan_export::Record;
use juesuan_export::contract::SCHEMAS;
use juesuan_export::parquet::{Error, ParquetWriter};

use crate::answer::Manifest;
use crate::args::ParquetArgs;
use crate::batch::Session;
use crate::csv::ManifestFile;
use crate::dataset::{self, Sink};
use crate::input::Input;
use crate::output::{Outcome, Replacement, Stop};

pub(crate) fn run(args: &ParquetArgs, session: Session) -> Result<Outcome, Stop> {
    dataset::run(&args.input, &args.out, session, || ParquetFiles::create(args))
}

struct ParquetFiles {
    files: Vec<(Replacement, ParquetWriter<BufWriter<File>>)>,
    manifest: ManifestFile,
}

impl ParquetFiles {
    fn create(args: &ParquetArgs) -> Result<Self, Stop> {
        let mut files = Vec::new();
        for schema in SCHEMAS {
            let file = Replacement::create(&args.out.join(schema.name).with_extension("parquet"))?;
            let writer = file.handle().map(BufWriter::new);
            let writer = writer.and_then(|out| ParquetWriter::new(schema, out).map_err(io::Error::other));
            let writer = writer.map_err(Stop::to_file(file.path()))?;
            files.push((file, writer));
        }
        Ok(Self { files, manifest: ManifestFile::create(&args.out, !args.no_times)? })
    }
}

impl Sink for ParquetFiles {
    fn take(&mut self, input: &Input, manifest: &Manifest, records: Vec<Vec<Record>>) -> Result<(), Stop> {
        for ((file, writer), records) in self.files.iter_mut().zip(records) {
            let written: Result<(), Error> = writer.write(records);
            written.map_err(io::Error::other).map_err(Stop::to_file(file.path()))?;
        }
        self.manifest.take(input, manifest)
    }

    fn finish(self) -> Result<(), Stop> {
        for (file, writer) in self.files {
            let written = writer.finish().map_err(io::Error::other).and_then(|out| Ok(out.into_inner()?));
            written.map_err(Stop::to_file(file.path()))?;
            file.finish()?;
        }
        self.manifest.finish()
    }
}
