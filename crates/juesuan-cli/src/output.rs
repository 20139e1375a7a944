//! How a command ends, and how it writes files: under a temporary name first, then renamed.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde_json::value::RawValue;

use crate::lang::Lang;

/// How a command ended that ran to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Every input was read.
    Read,
    /// Some input could not be read, and was named.
    NotAllRead,
    /// Every input was read; some check failed.
    ChecksFailed,
}

impl Outcome {
    pub(crate) fn of(all_read: bool) -> Self {
        if all_read { Self::Read } else { Self::NotAllRead }
    }
}

/// Why a command stopped before its end.
#[derive(Debug)]
pub(crate) enum Stop {
    /// A result could not be written; no path for standard output.
    Output { path: Option<PathBuf>, source: io::Error },
    /// A list of inputs could not be read.
    List { path: PathBuf, source: io::Error },
    /// Another run writes to the same folder.
    Busy { path: PathBuf },
    /// There is nothing to read where the command line points to.
    NoInput,
}

impl Stop {
    pub(crate) fn to_stdout(source: io::Error) -> Self {
        Self::Output { path: None, source }
    }

    pub(crate) fn to_file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Output { path: Some(path.to_owned()), source }
    }

    pub(crate) fn status(&self) -> u8 {
        match self {
            Self::Output { .. } | Self::List { .. } | Self::Busy { .. } => 1,
            Self::NoInput => 2,
        }
    }

    pub(crate) fn message(&self, lang: Lang) -> String {
        match self {
            Self::Output { path: Some(path), source } => {
                format!("{}: {}: {source}", path.display(), lang.pick("无法写入", "cannot be written"))
            }
            Self::Output { path: None, source } => {
                format!("{}: {source}", lang.pick("无法写到标准输出", "standard output cannot be written"))
            }
            Self::List { path, source } => {
                format!("{}: {}: {source}", path.display(), lang.pick("无法读取文件清单", "the list cannot be read"))
            }
            Self::Busy { path } => {
                let what = lang.pick("另一次运行正在写入；请等待其结束", "another run writes to it; wait for its end");
                format!("{}: {what}", path.display())
            }
            Self::NoInput => lang
                .pick(
                    "没有找到 PDF；请给出文件、文件夹或 --files-from",
                    "no PDF found; name files, folders or --files-from",
                )
                .to_owned(),
        }
    }
}

/// A file that appears under its name when it is complete, and not before.
pub(crate) struct Replacement {
    path: PathBuf,
    temporary: PathBuf,
    file: BufWriter<File>,
}

impl Replacement {
    pub(crate) fn create(path: &Path) -> Result<Self, Stop> {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".partial");
        let temporary = path.with_file_name(name);
        let file = File::create(&temporary).map_err(Stop::to_file(&temporary))?;
        Ok(Self { path: path.to_owned(), temporary, file: BufWriter::new(file) })
    }

    /// Where it will appear.
    #[cfg(feature = "parquet")]
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Another handle to it, for a writer that wants one of its own.
    #[cfg(feature = "parquet")]
    pub(crate) fn handle(&self) -> io::Result<File> {
        self.file.get_ref().try_clone()
    }

    /// Writes more of it.
    pub(crate) fn write(&mut self, write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> Result<(), Stop> {
        write(&mut self.file).map_err(Stop::to_file(&self.temporary))
    }

    /// Gives the complete file its name.
    pub(crate) fn finish(mut self) -> Result<(), Stop> {
        let named = self.file.flush().and_then(|()| fs::rename(&self.temporary, &self.path));
        named.map_err(Stop::to_file(&self.path))
    }
}

/// Writes the result of an answer: text as it is, data as JSON on a line of its own, nothing where there is none.
pub(crate) fn write_result(result: &RawValue, out: &mut impl Write) -> io::Result<()> {
    match result.get() {
        "null" => Ok(()),
        text if text.starts_with('"') => out.write_all(serde_json::from_str::<String>(text)?.as_bytes()),
        data => out.write_all(data.as_bytes()).and_then(|()| out.write_all(b"\n")),
    }
}
