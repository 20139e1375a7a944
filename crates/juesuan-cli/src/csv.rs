//! `juesuan csv`: the tables of the contract as CSV files.

use std::fs;

use juesuan_export::contract::SCHEMAS;
use juesuan_export::{Record, csv, records, unreadable};

use crate::args::CsvArgs;
use crate::input;
use crate::lang::Lang;
use crate::output::{Outcome, Replacement, Stop};
use crate::read::read;

pub(crate) fn run(args: &CsvArgs, lang: Lang) -> Result<Outcome, Stop> {
    let inputs = input::collect(&args.input)?;
    let options = args.input.open_options();
    fs::create_dir_all(&args.out).map_err(Stop::to_file(&args.out))?;
    let mut rows: Vec<Vec<Record>> = vec![Vec::new(); SCHEMAS.len()];
    let mut all_read = true;
    for input in &inputs {
        let (source, reading) = read(input, &options);
        let (records, failure) = match reading {
            Ok(reading) => (records(&reading.source, &reading.report), reading.failure(input)),
            Err(failure) => (unreadable(&source), Some(failure)),
        };
        if let Some(failure) = failure {
            eprintln!("juesuan: {}", failure.line(lang));
            all_read = false;
        }
        for (rows, records) in rows.iter_mut().zip(records) {
            rows.extend(records.rows);
        }
    }
    for (schema, rows) in SCHEMAS.iter().zip(&rows) {
        let path = args.out.join(schema.name).with_extension("csv");
        Replacement::create(&path)?.fill(|out| {
            if args.bom {
                out.write_all("\u{feff}".as_bytes())?;
            }
            csv::write_header(schema, &mut *out)?;
            csv::write_records(rows, out)
        })?;
    }
    Ok(Outcome::of(all_read))
}
