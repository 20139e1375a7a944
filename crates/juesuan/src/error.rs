//! Why a file could not be read: the errors of all sources → one error with a stable code, the file, the cause and the
//! remedy, in English and Chinese.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use juesuan_extract::Limit;

/// Why a file could not be read.
///
/// ```
/// use juesuan::ErrorCode;
/// let error = juesuan::read_path("no/such/file.pdf").unwrap_err();
/// assert_eq!(error.code(), ErrorCode::NotFound);
/// assert_eq!(error.to_string(), "no/such/file.pdf: no such file; check the path");
/// ```
#[derive(Debug)]
pub struct Error(Box<Failure>);

#[derive(Debug)]
struct Failure {
    code: ErrorCode,
    path: Option<PathBuf>,
    page: Option<u32>,
    cause: Words,
    remedy: Words,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// The same in both languages.
#[derive(Debug)]
struct Words {
    en: String,
    zh: String,
}

fn words(en: impl Into<String>, zh: impl Into<String>) -> Words {
    Words { en: en.into(), zh: zh.into() }
}

/// The stable names of errors, for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ErrorCode {
    /// No such file.
    NotFound,
    /// The file cannot be fetched from where it lies.
    File,
    /// No bytes.
    Empty,
    /// Bytes of no format that is known.
    UnknownFormat,
    /// A known format that is not read; the error names it.
    UnsupportedFormat,
    /// A file that is damaged beyond reading.
    Damaged,
    /// A password is needed.
    Locked,
    /// A way of encryption that is not supported.
    UnsupportedEncryption,
    /// A limit was exceeded.
    Limit,
    /// The time allowed was not enough. How much can be read in a time depends on the machine: try again.
    Time,
}

impl ErrorCode {
    /// The name in snake case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::File => "file",
            Self::Empty => "empty",
            Self::UnknownFormat => "unknown_format",
            Self::UnsupportedFormat => "unsupported_format",
            Self::Damaged => "damaged",
            Self::Locked => "locked",
            Self::UnsupportedEncryption => "unsupported_encryption",
            Self::Limit => "limit",
            Self::Time => "time",
        }
    }
}

impl Error {
    fn new(code: ErrorCode, cause: Words, remedy: Words) -> Self {
        Self(Box::new(Failure { code, path: None, page: None, cause, remedy, source: None }))
    }

    fn because(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.0.source = Some(Box::new(source));
        self
    }

    /// The same error about a file.
    #[must_use]
    pub(crate) fn at(mut self, path: &Path) -> Self {
        self.0.path = Some(path.to_owned());
        self
    }

    /// What went wrong, as a stable name for programs.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        self.0.code
    }

    /// The file, where it was read from a path.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.0.path.as_deref()
    }

    /// The page concerned, from 1, where it is not the whole file.
    #[must_use]
    pub fn page(&self) -> Option<u32> {
        self.0.page
    }

    /// What went wrong, in English.
    #[must_use]
    pub fn cause(&self) -> &str {
        &self.0.cause.en
    }

    /// What to do about it, in English.
    #[must_use]
    pub fn remedy(&self) -> &str {
        &self.0.remedy.en
    }

    /// What went wrong, in Chinese.
    #[must_use]
    pub fn cause_in_chinese(&self) -> &str {
        &self.0.cause.zh
    }

    /// What to do about it, in Chinese.
    #[must_use]
    pub fn remedy_in_chinese(&self) -> &str {
        &self.0.remedy.zh
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.0.path {
            write!(f, "{}: ", path.display())?;
        }
        if let Some(page) = self.0.page {
            write!(f, "page {page}: ")?;
        }
        write!(f, "{}; {}", self.cause(), self.remedy())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        let (code, cause, remedy) = match error.kind() {
            io::ErrorKind::NotFound => {
                (ErrorCode::NotFound, words("no such file", "没有这个文件"), words("check the path", "请检查路径"))
            }
            io::ErrorKind::PermissionDenied => {
                let remedy = words("check the file's permissions", "请检查文件权限");
                (ErrorCode::File, words("permission denied", "没有读取权限"), remedy)
            }
            io::ErrorKind::IsADirectory => {
                let remedy = words("check its permissions", "请检查权限");
                let cause = words("a folder that cannot be listed", "这是文件夹，无法列出其中的文件");
                (ErrorCode::File, cause, remedy)
            }
            _ => {
                let cause = words(error.to_string(), format!("无法读取文件（{error}）"));
                (ErrorCode::File, cause, words("check the disk", "请检查磁盘"))
            }
        };
        Self::new(code, cause, remedy).because(error)
    }
}

impl From<juesuan_extract::Error> for Error {
    fn from(error: juesuan_extract::Error) -> Self {
        use juesuan_extract::Error as Pdf;
        let repair = words("fetch it again or repair it with another program", "请重新下载，或用其他软件修复");
        let (code, cause, remedy) = match &error {
            Pdf::Empty => {
                (ErrorCode::Empty, words("the file is empty", "空文件"), words("fetch it again", "请重新下载"))
            }
            Pdf::NotPdf => {
                let cause = words("not a PDF: no PDF header or objects", "不是 PDF 文件");
                (ErrorCode::UnknownFormat, cause, words("check what was downloaded", "请检查下载到的内容"))
            }
            Pdf::Encrypted => {
                let cause = words("the PDF is locked with a user password", "PDF 已加密");
                (ErrorCode::Locked, cause, words("give the right password", "请给出正确的密码"))
            }
            Pdf::UnsupportedEncryption { reason } => {
                let cause = format!("the PDF uses an unsupported encryption ({reason})");
                let cause = words(cause, format!("不支持的加密方式（{reason}）"));
                (
                    ErrorCode::UnsupportedEncryption,
                    cause,
                    words("save it without encryption first", "请先另存为不加密的文件"),
                )
            }
            Pdf::LimitExceeded { limit: Limit::Time, maximum } => {
                let cause = words(format!("not read within {maximum} ms"), format!("{maximum} 毫秒内未能读完"));
                (ErrorCode::Time, cause, words("allow more time", "请放宽时间"))
            }
            Pdf::LimitExceeded { limit, maximum } => {
                let cause = format!("the PDF exceeds the limit on {limit} ({maximum})");
                let cause = words(cause, format!("超出{}上限（{maximum}）", limit_in_chinese(*limit)));
                (ErrorCode::Limit, cause, words("raise it if the file is trusted", "文件可信时可提高上限"))
            }
            Pdf::Damaged { reason } => {
                let cause = format!("the PDF is damaged beyond reading ({reason})");
                (ErrorCode::Damaged, words(cause, format!("PDF 已损坏，无法读取（{reason}）")), repair)
            }
            other => (ErrorCode::Damaged, words(other.to_string(), format!("PDF 已损坏（{other}）")), repair),
        };
        let mut error = Self::new(code, cause, remedy).because(error);
        if let Some(Pdf::PageDamaged { page, .. }) = error.0.source.as_deref().and_then(|source| source.downcast_ref())
        {
            error.0.page = Some(*page);
        }
        error
    }
}

impl From<juesuan_office::Error> for Error {
    fn from(error: juesuan_office::Error) -> Self {
        use juesuan_office::Error as Office;
        let code = match &error {
            Office::Encrypted(_) => ErrorCode::Locked,
            Office::Unsupported(_) => ErrorCode::UnsupportedFormat,
            Office::TooLarge { .. } => ErrorCode::Limit,
            _ => ErrorCode::Damaged,
        };
        let cause = words(error.cause(), error.cause_in_chinese());
        let remedy = words(error.remedy(), error.remedy_in_chinese());
        Self::new(code, cause, remedy).because(error)
    }
}

fn limit_in_chinese(limit: Limit) -> &'static str {
    match limit {
        Limit::FileBytes => "文件字节数",
        Limit::StreamBytes => "单个数据流解码字节数",
        Limit::TotalBytes => "全部数据流解码字节数",
        Limit::Objects => "对象数",
        Limit::Pages => "页数",
        Limit::Nesting => "嵌套层数",
        Limit::OperatorsPerPage => "单页操作符数",
        Limit::Operators => "全部页面操作符数",
        Limit::GlyphsPerPage => "单页字形数",
        Limit::Glyphs => "全部页面字形数",
        Limit::RulesPerPage => "单页线条数",
        Limit::Time => "读取时间（毫秒）",
        _ => "读取",
    }
}
