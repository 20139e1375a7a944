//! `juesuan completions` and `juesuan man`: from the same definitions as parsing and help.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

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
            if !args.force {
                let files = foreign(folder);
                if !files.is_empty() {
                    return Err(Stop::Foreign { folder: folder.clone(), files });
                }
            }
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

/// Files in a folder that would be replaced and are no pages of this manual.
fn foreign(folder: &Path) -> Vec<String> {
    let program = Args::command();
    let commands = program.get_subcommands().map(|command| format!("juesuan-{}.1", command.get_name()));
    let names = std::iter::once("juesuan.1".to_owned()).chain(commands);
    let is_page = |text: &str| text.contains("\n.TH juesuan") || text.starts_with(".TH juesuan");
    let is_foreign = |name: &String| {
        let path = folder.join(name);
        path.exists() && !(path.is_file() && fs::read_to_string(path).is_ok_and(|text| is_page(&text)))
    };
    names.filter(is_foreign).collect()
}
