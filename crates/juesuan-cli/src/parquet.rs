//! `juesuan parquet`: the tables of the contract as Parquet files, and the manifest.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufWriter};

use juesuan_export::contract::SCHEMAS;
use juesuan_export::parquet::{Error, LeftOut, ParquetWriter, read_records};
use juesuan_export::{Record, Schema};

use crate::args::ParquetArgs;
use crate::batch::Session;
use crate::csv::{ManifestFile, ManifestLine};
use crate::dataset::{self, Format, Sink, Target};
use crate::earlier::Earlier;
use crate::holding::Holding;
use crate::lang::Lang;
use crate::output::{Outcome, Stop};
use crate::replacement::{Ready, Replacement};
use crate::text::escaped;

pub(crate) fn run(args: &ParquetArgs, session: Session) -> Result<Outcome, Stop> {
    let format = Format { name: "parquet", extension: "parquet", raw_cells: false };
    let target = Target { folder: &args.out, replace: args.replace, format };
    dataset::run(&args.input, &target, session, |holding, dropped| {
        ParquetFiles::create(args, session.lang, holding, dropped)
    })
}

struct ParquetFiles {
    files: Vec<ParquetFile>,
    manifest: ManifestFile,
}

struct ParquetFile {
    file: Replacement,
    writer: ParquetWriter<BufWriter<File>>,
    earlier: Option<Earlier<Record>>,
    lang: Lang,
}

impl ParquetFiles {
    fn create(args: &ParquetArgs, lang: Lang, holding: &Holding, dropped: &BTreeSet<String>) -> Result<Self, Stop> {
        let files = SCHEMAS.iter().map(|schema| ParquetFile::create(schema, args, lang, holding, dropped));
        let files = files.collect::<Result<Vec<ParquetFile>, Stop>>()?;
        Ok(Self { files, manifest: ManifestFile::create(&args.out, holding, dropped, !args.no_times)? })
    }
}

impl ParquetFile {
    fn create(
        schema: &'static Schema,
        args: &ParquetArgs,
        lang: Lang,
        holding: &Holding,
        dropped: &BTreeSet<String>,
    ) -> Result<Self, Stop> {
        let name = format!("{}.parquet", schema.name);
        let file = Replacement::create(&args.out.join(&name))?;
        let writer = file.handle().map(BufWriter::new);
        let writer = writer.and_then(|out| ParquetWriter::new(schema, out).map_err(io::Error::other));
        let writer = writer.map_err(Stop::to_file(file.path()))?;
        let earlier = match holding.file(&name) {
            Some(path) => {
                let rows = File::open(&path).and_then(|file| read_records(file).map_err(io::Error::other));
                Some(Earlier::new(rows.map_err(Stop::to_file(&path))?, dropped))
            }
            None => None,
        };
        Ok(Self { file, writer, earlier, lang })
    }

    fn write(&mut self, records: Vec<Record>) -> Result<(), Stop> {
        let written: Result<(), Error> = self.writer.write(records);
        for LeftOut { document, column, number, .. } in self.writer.left_out() {
            let document = escaped(&document);
            let what = self.lang.pick(
                "小数位数或总位数超出 Parquet 列的容量，写为空值；CSV 和 JSON 中有完整数值",
                "more decimals or digits than a Parquet column holds: it is null there; CSV and JSON hold it",
            );
            eprintln!("{document}: {}: {column} {number}: {what}", self.lang.pick("警告", "warning"));
        }
        written.map_err(io::Error::other).map_err(Stop::to_file(self.file.path()))
    }
}

impl Sink for ParquetFiles {
    fn take(&mut self, line: &ManifestLine<'_>, records: Vec<Vec<Record>>) -> Result<(), Stop> {
        for (file, records) in self.files.iter_mut().zip(records) {
            file.write(records)?;
        }
        self.manifest.take(line)
    }

    fn keep(&mut self, document: &str) -> Result<(), Stop> {
        for file in &mut self.files {
            while let Some(earlier) = &mut file.earlier
                && let Some(row) = earlier.next_of(document).map_err(Stop::to_file(file.file.path()))?
            {
                file.write(vec![row])?;
            }
        }
        self.manifest.keep(document)
    }

    fn finish(self) -> Result<Vec<Ready>, Stop> {
        let mut ready = Vec::new();
        for ParquetFile { file, writer, earlier, .. } in self.files {
            let whole = earlier.map_or(Ok(()), Earlier::finish);
            let written = whole.and_then(|()| writer.finish().map_err(io::Error::other));
            written.and_then(|out| Ok(out.into_inner()?)).map_err(Stop::to_file(file.path()))?;
            ready.push(file.complete()?);
        }
        ready.push(self.manifest.finish()?);
        Ok(ready)
    }
}
