//! Writes the test documents of `testdata/`: the accounts of a fictional department, typeset in the layouts of
//! several regions and PDF producers, each with its expected values as contract CSVs.
//!
//! `cargo run -p juesuan-fixtures -- write testdata --font NotoSerifCJK-Regular.ttc`; the documents are
//! committed, so that only who changes them needs a font (Debian: `fonts-noto-cjk`, SIL Open Font License).

// The generator's only inputs are its own constants and a font file: what cannot be is a mistake in here.
#![allow(clippy::expect_used, clippy::indexing_slicing)]

mod account;
mod amount;
mod budget;
mod catalogue;
mod documents;
mod face;
mod flow;
mod forms;
mod house;
mod narrator;
mod parts;
mod pdf;
mod plain_pdf;
mod projects;
mod rewrite;
mod scan;
mod series;
mod statutory;
mod tables;
mod truth;
mod typeset;
mod wording;

use clap::Parser;
use std::path::{Path, PathBuf};

/// Typesets the test documents of juesuan with their expected values.
#[derive(Parser)]
enum Command {
    /// Write every document as NAME.pdf and its expected values into the folder NAME.
    Write {
        /// The folder to write into (`testdata`).
        folder: PathBuf,
        /// A Chinese font that may be embedded.
        #[arg(
            long,
            env = "JUESUAN_FIXTURE_FONT",
            default_value = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
        )]
        font: PathBuf,
        /// Which font of a collection: 2 is the simplified Chinese one of Noto CJK.
        #[arg(long, default_value_t = 2)]
        font_index: u32,
        /// Only documents whose name contains this.
        #[arg(long, default_value = "")]
        only: String,
    },
    /// Write five years of a department with three units, as `juesuan compare` and `check --across` are tried on.
    Series {
        /// The folder to write into.
        folder: PathBuf,
        /// With the eight breaks that checks across documents must find.
        #[arg(long)]
        broken: bool,
    },
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    match Command::parse() {
        Command::Write { folder, font, font_index, only } => write(&folder, &font, font_index, &only),
        Command::Series { folder, broken } => write_series(&folder, broken),
    }
}

/// The series, with its mapping file and its expected values.
fn write_series(folder: &Path, broken: bool) -> Result<(), Box<dyn std::error::Error>> {
    std::fs::create_dir_all(folder)?;
    let breaks: &[series::Break] = if broken { &series::BREAKS } else { &[] };
    for mut document in series::documents(breaks) {
        std::fs::write(folder.join(&document.name), &document.pdf)?;
        document.truth.write(&folder.join(document.name.trim_end_matches(".pdf")), &document.entry)?;
    }
    std::fs::write(folder.join("names.csv"), format!("old name,new name\n{}\n", series::RENAMED.join(",")))?;
    Ok(())
}

fn write(folder: &Path, font: &Path, font_index: u32, only: &str) -> Result<(), Box<dyn std::error::Error>> {
    let face = face::Face::open(font, font_index)?;
    std::fs::create_dir_all(folder)?;
    for (name, make) in documents::ALL.into_iter().filter(|(name, _)| name.contains(only)) {
        let mut fixture = make(name, &face);
        std::fs::write(folder.join(format!("{name}.pdf")), &fixture.pdf)?;
        fixture.truth.write(&folder.join(name), &fixture.entry)?;
        println!(
            "{name}: {} pages, {} bytes, {} facts",
            fixture.entry.pages,
            fixture.pdf.len(),
            fixture.truth.facts.len()
        );
    }
    Ok(())
}
