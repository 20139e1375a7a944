//! How a command ends, and how it writes files: under a temporary name first, then renamed.

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde_json::value::RawValue;

use crate::failure::Failure;
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
    /// Standard input is to be both a document and a list of documents.
    StdinTwice,
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
            Self::NoInput | Self::StdinTwice => 2,
        }
    }

    pub(crate) fn message(&self, lang: Lang) -> String {
        match self {
            Self::Output { path: Some(path), source } => {
                let what = lang.pick("无法写入", "cannot be written");
                format!("{}: {what}: {}", path.display(), cause(source, lang))
            }
            Self::Output { path: None, source } => {
                let what = lang.pick("无法写到标准输出", "standard output cannot be written");
                format!("{what}: {}", cause(source, lang))
            }
            Self::List { path, source } => {
                let failure = Failure::from(io::Error::from(source.kind()));
                format!(
                    "{}: {}",
                    lang.pick("文件清单", "list of files"),
                    failure.line(&path.display().to_string(), lang)
                )
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
            Self::StdinTwice => lang
                .pick(
                    "标准输入不能既是文件又是文件清单；请去掉 - 或 --files-from -",
                    "standard input cannot be a document and a list of documents; leave out - or --files-from -",
                )
                .to_owned(),
        }
    }
}

/// Why something could not be written, and what to do about it. Libraries wrap the error of the system in their own.
fn cause(error: &io::Error, lang: Lang) -> String {
    let mut innermost = error;
    let mut source: Option<&(dyn Error + 'static)> = error.get_ref().map(|inner| inner as _);
    while let Some(inner) = source {
        innermost = inner.downcast_ref().unwrap_or(innermost);
        source = inner.source();
    }
    match innermost.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            lang.pick("磁盘已满；请腾出空间后重新运行", "the disk is full; make room and run again").to_owned()
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            lang.pick("没有写入权限；请换一个位置", "permission denied; choose another place").to_owned()
        }
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            lang.pick("文件夹不存在；请先建立", "there is no such folder; make it first").to_owned()
        }
        _ => format!("{innermost}{}", lang.pick("；请检查磁盘", "; check the disk")),
    }
}

/// A file that appears under its name when it is complete, and not before; else it leaves nothing behind.
pub(crate) struct Replacement {
    path: PathBuf,
    temporary: PathBuf,
    file: BufWriter<File>,
    complete: bool,
}

impl Replacement {
    pub(crate) fn create(path: &Path) -> Result<Self, Stop> {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".partial");
        let temporary = path.with_file_name(name);
        let file = File::create(&temporary).map_err(Stop::to_file(path))?;
        Ok(Self { path: path.to_owned(), temporary, file: BufWriter::new(file), complete: false })
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
        write(&mut self.file).map_err(Stop::to_file(&self.path))
    }

    /// Gives the complete file its name.
    pub(crate) fn finish(mut self) -> Result<(), Stop> {
        let written = self.file.flush().and_then(|()| self.file.get_ref().sync_data());
        let named = written.and_then(|()| fs::rename(&self.temporary, &self.path));
        self.complete = named.is_ok();
        named.map_err(Stop::to_file(&self.path))
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        if !self.complete {
            // Where it cannot be removed, the next run writes over it.
            let _ = fs::remove_file(&self.temporary);
        }
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
