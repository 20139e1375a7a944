//! `juesuan completions` and `juesuan man`: from the same definitions as parsing and help.

use std::fs;
use std::io::{self, Write};

use clap::CommandFactory;

use crate::args::{Args, CompletionArgs, ManArgs};
use crate::output::{Outcome, Stop};

pub(crate) fn completions(args: &CompletionArgs) -> Result<Outcome, Stop> {
    // Into memory first: the generator takes a closed output for a defect.
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "juesuan", &mut text);
    io::stdout().write_all(&text).map_err(Stop::to_stdout)?;
    Ok(Outcome::Read)
}

pub(crate) fn man(args: &ManArgs) -> Result<Outcome, Stop> {
    match &args.out {
        Some(folder) => {
            let made = fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(Args::command(), folder));
            made.map_err(Stop::to_file(folder))?;
        }
        None => {
            let mut text = Vec::new();
            clap_mangen::Man::new(Args::command()).render(&mut text).map_err(Stop::to_stdout)?;
            io::stdout().write_all(&text).map_err(Stop::to_stdout)?;
        }
    }
    Ok(Outcome::Read)
}
