//! Failures of Rust → `NativeError(code, message, path, remedy, chinese)`, which Python turns into its own exceptions.

use juesuan::Error;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;

pyo3::create_exception!(
    _native,
    NativeError,
    PyException,
    "A failure with code, message, path, remedy, and both in Chinese."
);

/// Why something could not be done.
#[derive(Debug)]
pub(crate) struct Failure {
    /// A stable name for programs, as in the command.
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) path: Option<String>,
    pub(crate) remedy: String,
    /// Message and remedy in Chinese.
    chinese: String,
}

impl Failure {
    pub(crate) fn new(code: &'static str, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { code, message: message.into(), path: None, remedy: remedy.into(), chinese: String::new() }
    }

    /// A defect of this program.
    pub(crate) fn defect() -> Self {
        Self::new("defect", "this program failed on the file", "please report it with the file")
            .chinese("程序内部出错；请附上该文件报告此问题")
    }

    /// Says message and remedy in Chinese, too.
    pub(crate) fn chinese(mut self, chinese: impl Into<String>) -> Self {
        self.chinese = chinese.into();
        self
    }

    /// The same failure about a file.
    pub(crate) fn at(mut self, path: Option<String>) -> Self {
        self.path = self.path.or(path);
        self
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let page = error.page().map(|page| format!("page {page}: ")).unwrap_or_default();
        let path = error.path().map(|path| path.display().to_string());
        let message = format!("{page}{}", error.cause());
        let page = error.page().map(|page| format!("第 {page} 页：")).unwrap_or_default();
        let chinese = format!("{page}{}；{}", error.cause_in_chinese(), error.remedy_in_chinese());
        Self { path, ..Self::new(error.code().as_str(), message, error.remedy()).chinese(chinese) }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Error::from(error).into()
    }
}

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> Self {
        let Failure { code, message, path, remedy, chinese } = failure;
        NativeError::new_err((code, message, path, remedy, chinese))
    }
}
