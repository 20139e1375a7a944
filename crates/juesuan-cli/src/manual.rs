//! `juesuan completions` and `juesuan man`: from the same definitions as parsing and help.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use clap::CommandFactory;

use crate::args::{Args, CompletionArgs, ManArgs};
use crate::chinese;
use crate::lang::Lang;
use crate::output::{Outcome, Stop};

pub(crate) fn completions(args: &CompletionArgs) -> Result<Outcome, Stop> {
    // Into memory first: the generator takes a closed output for a defect.
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "juesuan", &mut text);
    io::stdout().write_all(&text).map_err(Stop::to_stdout)?;
    Ok(Outcome::Read)
}

pub(crate) fn man(args: &ManArgs, lang: Lang) -> Result<Outcome, Stop> {
    match &args.out {
        Some(folder) => {
            if !args.force {
                let files = foreign(folder);
                if !files.is_empty() {
                    return Err(Stop::Foreign { folder: folder.clone(), files });
                }
            }
            let made = fs::create_dir_all(folder).and_then(|()| pages(folder, lang));
            made.map_err(Stop::to_file(folder))?;
        }
        None => {
            let mut text = Vec::new();
            clap_mangen::Man::new(program(lang)).render(&mut text).map_err(Stop::to_stdout)?;
            io::stdout().write_all(framed(&text, lang).as_bytes()).map_err(Stop::to_stdout)?;
        }
    }
    Ok(Outcome::Read)
}

/// The command line with the words of a language.
fn program(lang: Lang) -> clap::Command {
    match lang {
        Lang::Zh => chinese::command(),
        Lang::En => Args::command(),
    }
}

/// A page with its headings in a language.
fn framed(page: &[u8], lang: Lang) -> String {
    let page = String::from_utf8_lossy(page);
    match lang {
        Lang::Zh => chinese::of_manual(&page),
        Lang::En => page.into_owned(),
    }
}

fn pages(folder: &Path, lang: Lang) -> io::Result<()> {
    clap_mangen::generate_to(program(lang), folder)?;
    if lang == Lang::Zh {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.starts_with("juesuan") && name.ends_with(".1") {
                fs::write(&path, framed(&fs::read(&path)?, lang))?;
            }
        }
    }
    Ok(())
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
