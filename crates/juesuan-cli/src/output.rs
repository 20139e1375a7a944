//! How a command ends, and what it says then; the results that go to standard output.

use std::error::Error;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::value::RawValue;

use crate::failure::Failure;
use crate::lang::Lang;
use crate::text::escaped;

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
    /// Another run writes to the same place.
    Busy { path: PathBuf },
    /// What would be written is also what would be read.
    OutputIsInput { path: PathBuf },
    /// The folder holds files of these names that this program has not written, or that were changed since.
    Foreign { folder: PathBuf, files: Vec<String> },
    /// Files that the folder held are gone, and with them what was read before.
    Gone { folder: PathBuf, files: Vec<String> },
    /// The folder holds results in another format, or of a version with other columns.
    OtherResults { folder: PathBuf, format: String },
    /// There is nothing to read where the command line points to.
    NoInput,
    /// Standard input is to be both a document and a list of documents.
    StdinTwice,
    /// A name does not say which kind of file is wanted.
    #[cfg(feature = "compare")]
    OutputKind { path: PathBuf, known: &'static str },
    /// A file that says which names are one cannot be used.
    #[cfg(feature = "compare")]
    Names { path: PathBuf, zh: String, en: String },
    /// Nothing is looked for.
    #[cfg(feature = "compare")]
    NoQuery,
    /// The page cannot be served there.
    #[cfg(feature = "serve")]
    Listen { address: std::net::SocketAddr, source: io::Error },
    /// A command for one document was given several.
    #[cfg(feature = "audit")]
    SeveralInputs { count: usize },
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
            Self::OutputIsInput { .. } | Self::Foreign { .. } | Self::Gone { .. } | Self::OtherResults { .. } => 2,
            Self::NoInput | Self::StdinTwice => 2,
            #[cfg(feature = "serve")]
            Self::Listen { .. } => 1,
            #[cfg(feature = "audit")]
            Self::SeveralInputs { .. } => 2,
            #[cfg(feature = "compare")]
            Self::OutputKind { .. } | Self::Names { .. } | Self::NoQuery => 2,
        }
    }

    pub(crate) fn message(&self, lang: Lang) -> String {
        match self {
            Self::Output { path: Some(path), source } => {
                let what = lang.pick("无法写入", "cannot be written");
                format!("{}: {what}: {}", shown(path), cause(source, lang))
            }
            Self::Output { path: None, source } => {
                let what = lang.pick("无法写到标准输出", "standard output cannot be written");
                format!("{what}: {}", cause(source, lang))
            }
            Self::List { path, source } => {
                let failure = Failure::from(io::Error::from(source.kind()));
                format!("{}: {}", lang.pick("文件清单", "list of files"), failure.line(&shown(path), lang))
            }
            Self::Busy { path } => {
                let what = lang.pick("另一次运行正在写入；请等待其结束", "another run writes to it; wait for its end");
                format!("{}: {what}", shown(path))
            }
            Self::OutputIsInput { path } => {
                let what = lang.pick(
                    "这是要读取的文件，不能同时是输出；请换一个 --out",
                    "it is to be read and cannot be written too; choose another --out",
                );
                format!("{}: {what}", shown(path))
            }
            Self::Foreign { folder, files } => {
                let (folder, files) = (shown(folder), names(files, lang));
                match lang {
                    Lang::Zh => format!(
                        "{folder}: 会被替换的文件不是本程序写出的，或写出后被改动过：{files}；请换一个 --out，或用 --force 替换"
                    ),
                    Lang::En => format!(
                        "{folder}: would replace files that this program has not written, or that were changed since: {files}; choose another --out, or replace them with --force"
                    ),
                }
            }
            Self::Gone { folder, files } => {
                let (folder, files) = (shown(folder), names(files, lang));
                match lang {
                    Lang::Zh => format!("{folder}: 此前写出的文件不见了：{files}；请放回，或用 --force 重新开始"),
                    Lang::En => format!(
                        "{folder}: files of earlier runs are gone: {files}; put them back, or begin anew with --force"
                    ),
                }
            }
            Self::OtherResults { folder, format } => {
                let (folder, format) = (shown(folder), escaped(format));
                match lang {
                    Lang::Zh => format!(
                        "{folder}: 其中是另一种格式（{format}）或另一版本的结果；请换一个 --out，或用 --force 替换"
                    ),
                    Lang::En => format!(
                        "{folder}: holds results in another format ({format}) or of another version; choose another --out, or replace them with --force"
                    ),
                }
            }
            Self::NoInput => lang
                .pick(
                    "没有找到 PDF；请给出文件、文件夹或 --files-from",
                    "no PDF found; name files, folders or --files-from",
                )
                .to_owned(),
            #[cfg(feature = "compare")]
            Self::OutputKind { path, known } => {
                let what =
                    lang.pick("看不出要写哪种文件；请用这些结尾之一：", "its ending says no kind; end it with one of ");
                format!("{}: {what}{known}", shown(path))
            }
            #[cfg(feature = "compare")]
            Self::Names { path, zh, en } => {
                let what = lang.pick("名称对照表", "names");
                format!("{what}: {}: {}", shown(path), escaped(lang.pick(zh, en)))
            }
            #[cfg(feature = "compare")]
            Self::NoQuery => lang
                .pick("没有说要找什么；请给出数字、代码或词语", "nothing to look for; name a number, a code or a word")
                .to_owned(),
            #[cfg(feature = "serve")]
            Self::Listen { address, source } => match lang {
                Lang::Zh => format!("{address}: 无法在这里提供页面（{source}）；请换一个 --listen"),
                Lang::En => format!("{address}: cannot serve there ({source}); choose another --listen"),
            },
            #[cfg(feature = "audit")]
            Self::SeveralInputs { count } => match lang {
                Lang::Zh => format!("给出了 {count} 个文件；这个命令一次只做一个"),
                Lang::En => format!("{count} files are given; this command takes one"),
            },
            Self::StdinTwice => lang
                .pick(
                    "标准输入不能既是文件又是文件清单；请去掉 - 或 --files-from -",
                    "standard input cannot be a document and a list of documents; leave out - or --files-from -",
                )
                .to_owned(),
        }
    }
}

/// A path on a terminal.
fn shown(path: &Path) -> String {
    escaped(&path.display().to_string())
}

fn names(files: &[String], lang: Lang) -> String {
    let files: Vec<String> = files.iter().map(|file| escaped(file)).collect();
    files.join(lang.pick("、", ", "))
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

/// Writes the result of an answer: text as it is, data as JSON on a line of its own, nothing where there is none.
pub(crate) fn write_result(result: &RawValue, out: &mut impl Write) -> io::Result<()> {
    match result.get() {
        "null" => Ok(()),
        text if text.starts_with('"') => out.write_all(serde_json::from_str::<String>(text)?.as_bytes()),
        data => out.write_all(data.as_bytes()).and_then(|()| out.write_all(b"\n")),
    }
}
