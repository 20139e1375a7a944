//! A PDF in, the report as JSON out: `cargo run -p dump-json -- 决算.pdf > 决算.json`

use std::error::Error;
use std::io::{self, BufWriter, Write};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os().nth(1).ok_or("usage: dump-json FILE.pdf")?;
    let report = juesuan::read_path(path)?;
    // Standard output alone would be written to line by line.
    let mut out = BufWriter::new(io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, &report)?;
    writeln!(out)?;
    out.flush()?;
    Ok(())
}
