//! `juesuan json`: the typed report.

use std::io::{self, BufWriter, Write};

use crate::args::JsonArgs;
use crate::input;
use crate::lang::Lang;
use crate::output::{Outcome, Stop};
use crate::read::read;

pub(crate) fn run(args: &JsonArgs, lang: Lang) -> Result<Outcome, Stop> {
    let inputs = input::collect(&args.input)?;
    let options = args.input.open_options();
    let mut out = BufWriter::new(io::stdout().lock());
    let mut all_read = true;
    for input in &inputs {
        let failure = match read(input, &options).1 {
            Ok(reading) => {
                serde_json::to_writer_pretty(&mut out, &reading.report)
                    .map_err(io::Error::from)
                    .and_then(|()| out.write_all(b"\n"))
                    .map_err(Stop::to_stdout)?;
                reading.failure(input)
            }
            Err(failure) => Some(failure),
        };
        if let Some(failure) = failure {
            eprintln!("juesuan: {}", failure.line(lang));
            all_read = false;
        }
    }
    out.flush().map_err(Stop::to_stdout)?;
    Ok(Outcome::of(all_read))
}
