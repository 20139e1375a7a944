//! Why a document could not be read: a stable code, and one line for people with file, page, cause and remedy.

use std::io;

use juesuan_extract::{Error, Limit};
use serde::{Deserialize, Serialize};

use crate::lang::Lang;

/// Why one input could not be read, as it stands in the manifest and in a worker's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Failure {
    /// A stable name for programs.
    pub(crate) code: Code,
    /// The page concerned, from 1; absent when it is the whole document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    /// Cause and remedy.
    message: String,
    /// The same in Chinese.
    message_zh: String,
}

/// The stable names of failures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Code {
    /// No such file.
    NotFound,
    /// The file cannot be fetched from where it lies.
    File,
    /// No bytes.
    Empty,
    /// Something else than a PDF.
    NotPdf,
    /// A PDF that is damaged beyond reading.
    Damaged,
    /// A password is needed.
    Locked,
    /// A way of encryption that is not supported.
    UnsupportedEncryption,
    /// A limit was exceeded.
    Limit,
    /// No page has text.
    Scan,
    /// The time for one document was used up; its worker was ended.
    TimedOut,
    /// The worker ended on this document: out of memory, or a defect.
    Died,
    /// A request to a worker that it does not understand.
    Request,
    /// A defect of this program.
    Defect,
}

impl Failure {
    fn new(code: Code, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { code, page: None, message: en.into(), message_zh: zh.into() }
    }

    pub(crate) fn scan() -> Self {
        let zh = "全部页面没有文字层（扫描件）；请先做文字识别（OCR）";
        Self::new(Code::Scan, zh, "no page has a text layer (a scan); run character recognition (OCR) first")
    }

    /// No page has text, and not because they are pictures.
    pub(crate) fn without_text(over_limit: bool) -> Self {
        if over_limit {
            let zh = "内容超出读取上限，没有读到文字；文件可信时可用 --limit 提高";
            return Self::new(
                Code::Limit,
                zh,
                "no text within the limits of reading; raise --limit if the file is trusted",
            );
        }
        Self::new(
            Code::Damaged,
            "没有一页可读；请重新下载，或用其他软件修复",
            "no page can be read; fetch it again or repair it",
        )
    }

    pub(crate) fn defect() -> Self {
        let zh = "程序内部出错；请附上该文件报告此问题";
        Self::new(Code::Defect, zh, "this program failed on the file; please report it with the file")
    }

    pub(crate) fn timed_out(seconds: u64) -> Self {
        let zh = format!("{seconds} 秒内未能读完；文件可信时可提高 --time-limit");
        Self::new(Code::TimedOut, zh, format!("not read within {seconds} s; raise --time-limit if the file is trusted"))
    }

    pub(crate) fn died(megabytes: u64) -> Self {
        let zh = format!("读取中途退出（内存超过 {megabytes} MB，或程序出错）；文件可信时可提高 --memory-limit");
        let en = format!(
            "its reader died (more than {megabytes} MB of memory, or a defect); raise --memory-limit if the file is trusted"
        );
        Self::new(Code::Died, zh, en)
    }

    pub(crate) fn request(reason: &str) -> Self {
        Self::new(Code::Request, format!("无法理解的请求（{reason}）"), format!("not a request: {reason}"))
    }

    /// Whether another attempt may well succeed on the same bytes.
    pub(crate) fn is_passing(&self) -> bool {
        matches!(self.code, Code::NotFound | Code::File | Code::TimedOut | Code::Died)
    }

    /// Cause and remedy, in Chinese.
    #[cfg(feature = "xlsx")]
    pub(crate) fn chinese(&self) -> &str {
        &self.message_zh
    }

    /// The line that people read.
    pub(crate) fn line(&self, input: &str, lang: Lang) -> String {
        let message = lang.pick(&self.message_zh, &self.message);
        match (self.page, lang) {
            (None, _) => format!("{input}: {message}"),
            (Some(page), Lang::Zh) => format!("{input}: 第 {page} 页: {message}"),
            (Some(page), Lang::En) => format!("{input}: page {page}: {message}"),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => {
                Self::new(Code::NotFound, "没有这个文件；请检查路径", "no such file; check the path")
            }
            io::ErrorKind::PermissionDenied => {
                Self::new(Code::File, "没有读取权限；请检查文件权限", "permission denied; check the file's permissions")
            }
            io::ErrorKind::IsADirectory => Self::new(
                Code::File,
                "这是文件夹，无法列出其中的文件；请检查权限",
                "a folder that cannot be listed; check its permissions",
            ),
            _ => Self::new(
                Code::File,
                format!("无法读取文件（{error}）；请检查磁盘"),
                format!("{error}; check the disk"),
            ),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let (code, zh) = match &error {
            Error::Empty => (Code::Empty, "空文件；请重新下载".to_owned()),
            Error::NotPdf => (Code::NotPdf, "不是 PDF 文件；请检查下载到的内容".to_owned()),
            Error::Encrypted => (Code::Locked, "PDF 已加密；请用 --password 给出正确的密码".to_owned()),
            Error::UnsupportedEncryption { reason } => {
                (Code::UnsupportedEncryption, format!("不支持的加密方式（{reason}）；请先另存为不加密的文件"))
            }
            Error::LimitExceeded { limit, maximum } => {
                let limit = limit_in_chinese(*limit);
                (Code::Limit, format!("超出{limit}上限（{maximum}）；文件可信时可用 --limit 提高"))
            }
            Error::Damaged { reason } => {
                (Code::Damaged, format!("PDF 已损坏，无法读取（{reason}）；请重新下载，或用其他软件修复"))
            }
            other => (Code::Damaged, format!("PDF 已损坏（{other}）")),
        };
        let page = match &error {
            Error::PageDamaged { page, .. } => Some(*page),
            _ => None,
        };
        Self { page, ..Self::new(code, zh, error.to_string()) }
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
