//! A PDF in, the report as JSON out: `cargo run -p dump-json -- 决算.pdf > 决算.json`

use std::error::Error;
use std::io::{self, Write};

use juesuan_extract::Document;
use juesuan_model::Report;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os().nth(1).ok_or("usage: dump-json FILE.pdf")?;
    let document = Document::open(std::fs::read(path)?)?;
    let report = Report::read(&document.layouts());
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &report)?;
    writeln!(out)?;
    Ok(())
}
