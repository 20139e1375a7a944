//! Why a document could not be read: a stable code, and one line for people with file, page, cause and remedy.

use std::io;

use juesuan::{Error, ErrorCode};
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
    /// No format that is known.
    UnknownFormat,
    /// A known format that is not read.
    UnsupportedFormat,
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
    /// The time for one document was used up. How much that is depends on the machine: it is tried again.
    Time,
    /// The worker ended on this document: out of memory, or a defect.
    Died,
    /// A web address where a file is meant.
    Address,
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
        #[cfg(feature = "ocr")]
        if juesuan::ocr::install::find(None).is_none() {
            let how = juesuan::ocr::install::HOW;
            let zh = format!("全部页面没有文字层（扫描件），且未安装文字识别模型；请先安装：{how}");
            let en =
                format!("no page has a text layer (a scan), and no recognition model is installed; install one: {how}");
            return Self::new(Code::Scan, zh, en);
        }
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
        Self::new(Code::Time, zh, format!("not read within {seconds} s; raise --time-limit if the file is trusted"))
    }

    /// What lies there is no file.
    pub(crate) fn device() -> Self {
        let zh = "不是文件，而是管道、设备或套接字；请给出文件";
        Self::new(Code::File, zh, "no file but a pipe, a device or a socket; name a file")
    }

    /// A web address: nothing is fetched from a network.
    pub(crate) fn address() -> Self {
        let zh = "这是网址；本程序不联网，请先下载再读取（例如 curl -O 网址）";
        Self::new(
            Code::Address,
            zh,
            "a web address; nothing is fetched from a network: download it first (curl -O URL)",
        )
    }

    /// A worker's answer that this process will not hold.
    pub(crate) fn answer_too_long(megabytes: u64) -> Self {
        let zh = format!("结果超过 {megabytes} MB，未保留；请检查该文件");
        Self::new(Code::Limit, zh, format!("its result is longer than {megabytes} MB and was not kept; check the file"))
    }

    /// A document sent with a request that is longer than a document may be.
    pub(crate) fn too_many_bytes(maximum: u64) -> Self {
        let zh = format!("超出文件字节数上限（{maximum}）；文件可信时可用 --limit 提高");
        let en = format!("exceeds the limit on file size in bytes ({maximum}); raise --limit if the file is trusted");
        Self::new(Code::Limit, zh, en)
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

    /// Cause and remedy, in both languages.
    #[cfg(any(feature = "compare", feature = "xlsx"))]
    pub(crate) fn words(&self) -> juesuan::checks::Words {
        juesuan::checks::Words::new(self.message_zh.clone(), self.message.clone())
    }

    /// Whether another attempt may well succeed on the same bytes.
    pub(crate) fn is_passing(&self) -> bool {
        matches!(self.code, Code::NotFound | Code::File | Code::Time | Code::Died)
    }

    /// Whether the input could not even be fetched: nothing is known of what it holds now.
    pub(crate) fn is_absent(&self) -> bool {
        matches!(self.code, Code::NotFound | Code::File | Code::Address)
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
        Error::from(error).into()
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let code = match error.code() {
            ErrorCode::NotFound => Code::NotFound,
            ErrorCode::File => Code::File,
            ErrorCode::Empty => Code::Empty,
            ErrorCode::UnknownFormat => Code::UnknownFormat,
            ErrorCode::UnsupportedFormat => Code::UnsupportedFormat,
            ErrorCode::Locked => Code::Locked,
            ErrorCode::UnsupportedEncryption => Code::UnsupportedEncryption,
            ErrorCode::Limit => Code::Limit,
            ErrorCode::Time => Code::Time,
            _ => Code::Damaged,
        };
        // The remedies of this program are its options.
        let (zh, en) = match code {
            Code::Locked => ("请用 --password 给出正确的密码", "give the right password with --password"),
            Code::Limit => ("文件可信时可用 --limit 提高", "raise it with --limit if the file is trusted"),
            _ => (error.remedy_in_chinese(), error.remedy()),
        };
        let zh = format!("{}；{zh}", error.cause_in_chinese());
        Self { page: error.page(), ..Self::new(code, zh, format!("{}; {en}", error.cause())) }
    }
}
