//! Why a document could not be read, in one line: file, page, cause, remedy.

use std::io;

use juesuan_extract::{Error, Limit};

use crate::lang::Lang;

/// Why one input could not be read. The run goes on with the others.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The input, as it was given.
    pub(crate) input: String,
    pub(crate) cause: Cause,
}

#[derive(Debug)]
pub(crate) enum Cause {
    /// The file cannot be fetched from where it lies.
    File(io::Error),
    /// The PDF cannot be opened.
    Pdf(Error),
    /// Opened, but no page has text: scans throughout.
    Scan,
    /// A defect of this program.
    Defect,
}

impl Cause {
    /// A stable name for programs.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::File(error) if error.kind() == io::ErrorKind::NotFound => "not_found",
            Self::File(_) => "file",
            Self::Pdf(Error::Empty) => "empty",
            Self::Pdf(Error::NotPdf) => "not_pdf",
            Self::Pdf(Error::Encrypted) => "locked",
            Self::Pdf(Error::UnsupportedEncryption { .. }) => "unsupported_encryption",
            Self::Pdf(Error::LimitExceeded { .. }) => "limit",
            Self::Pdf(_) => "damaged",
            Self::Scan => "scan",
            Self::Defect => "defect",
        }
    }

    fn page(&self) -> Option<u32> {
        match self {
            Self::Pdf(Error::PageDamaged { page, .. }) => Some(*page),
            _ => None,
        }
    }

    /// Cause and remedy.
    fn message(&self, lang: Lang) -> String {
        let fixed = |zh: &str, en: &str| lang.pick(zh, en).to_owned();
        match self {
            Self::File(error) => match error.kind() {
                io::ErrorKind::NotFound => fixed("没有这个文件；请检查路径", "no such file; check the path"),
                io::ErrorKind::PermissionDenied => {
                    fixed("没有读取权限；请检查文件权限", "permission denied; check the file's permissions")
                }
                _ => format!("{error}"),
            },
            Self::Scan => fixed(
                "全部页面没有文字层（扫描件）；请先做文字识别（OCR）",
                "no page has a text layer (a scan); run character recognition (OCR) first",
            ),
            Self::Defect => fixed(
                "程序内部出错；请附上该文件报告此问题",
                "this program failed on the file; please report it with the file",
            ),
            Self::Pdf(error) if lang == Lang::Zh => in_chinese(error),
            Self::Pdf(error) => error.to_string(),
        }
    }
}

impl Failure {
    /// The line that people read.
    pub(crate) fn line(&self, lang: Lang) -> String {
        let message = self.cause.message(lang);
        match self.cause.page() {
            Some(page) => format!("{}: {}: {message}", self.input, page_name(page, lang)),
            None => format!("{}: {message}", self.input),
        }
    }
}

fn page_name(page: u32, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("第 {page} 页"),
        Lang::En => format!("page {page}"),
    }
}

fn in_chinese(error: &Error) -> String {
    match error {
        Error::Empty => "空文件；请重新下载".to_owned(),
        Error::NotPdf => "不是 PDF 文件；请检查下载到的内容".to_owned(),
        Error::Damaged { reason } => format!("PDF 已损坏，无法读取（{reason}）；请重新下载，或用其他软件修复"),
        Error::Encrypted => "PDF 已加密；请用 --password 给出正确的密码".to_owned(),
        Error::UnsupportedEncryption { reason } => format!("不支持的加密方式（{reason}）；请先另存为不加密的文件"),
        Error::LimitExceeded { limit, maximum } => {
            format!("超出{}上限（{maximum}）；文件可信时可提高上限", limit_in_chinese(*limit))
        }
        Error::PageDamaged { reason, .. } => format!("该页已损坏（{reason}）；其余页面仍可读取"),
        other => other.to_string(),
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
        Limit::GlyphsPerPage => "单页字形数",
        Limit::RulesPerPage => "单页线条数",
        Limit::Time => "读取时间（毫秒）",
        _ => "读取",
    }
}
