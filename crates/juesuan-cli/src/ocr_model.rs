//! `juesuan ocr-model add`: a package in, a checked model in the user's data folder out.

use std::io::{self, Write};

use juesuan::ocr::install;

use crate::args::{OcrModelAction, OcrModelArgs};
use crate::lang::Lang;
use crate::output::{Outcome, Stop};

pub(crate) fn run(args: &OcrModelArgs, lang: Lang) -> Result<Outcome, Stop> {
    let OcrModelAction::Add { package, into } = &args.action;
    let folder = into.clone().or_else(install::data_folder);
    let installed = folder.ok_or(install::InstallError::NoFolder).and_then(|folder| {
        let known = install::add(package, &folder)?;
        Ok((known, folder))
    });
    match installed {
        Ok((known, folder)) => {
            let said = match lang {
                Lang::Zh => format!("已安装文字识别模型 {}：{}", known.name, folder.display()),
                Lang::En => format!("installed the recognition model {} in {}", known.name, folder.display()),
            };
            writeln!(io::stdout(), "{said}").map_err(Stop::to_stdout)?;
            Ok(Outcome::Read)
        }
        Err(error) => {
            let _ = writeln!(io::stderr(), "juesuan: {error}");
            Ok(Outcome::NotAllRead)
        }
    }
}
