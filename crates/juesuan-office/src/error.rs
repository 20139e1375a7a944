//! Why a file could not be read, and what to do about it, in English and Chinese.

use crate::kind::Kind;

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The file needs a password.
    Encrypted(Kind),
    /// No reader for this kind of file.
    Unsupported(Kind),
    /// The file is damaged so that nothing of it can be read.
    Damaged {
        /// What kind of file it says it is.
        kind: Kind,
        /// What is wrong with it.
        what: String,
    },
    /// A limit was reached before anything could be read.
    TooLarge {
        /// What kind of file it is.
        kind: Kind,
        /// Which limit.
        what: &'static str,
    },
}

impl Error {
    /// A damaged file.
    pub(crate) fn damaged(kind: Kind, what: impl ToString) -> Self {
        Self::Damaged { kind, what: what.to_string() }
    }

    /// What went wrong.
    #[must_use]
    pub fn cause(&self) -> String {
        match self {
            Self::Encrypted(kind) => format!("the {} file is encrypted", kind.name()),
            Self::Unsupported(kind) => format!("{} is not read", kind.name()),
            Self::Damaged { kind, what } => format!("the {} file is damaged beyond reading ({what})", kind.name()),
            Self::TooLarge { kind, what } => format!("the {} file exceeds the limit on {what}", kind.name()),
        }
    }

    /// The same in Chinese.
    #[must_use]
    pub fn cause_in_chinese(&self) -> String {
        match self {
            Self::Encrypted(kind) => format!("{} 文件已加密", kind.name_in_chinese()),
            Self::Unsupported(kind) => format!("不支持的格式：{}", kind.name_in_chinese()),
            Self::Damaged { kind, what } => format!("{} 文件已损坏，无法读取（{what}）", kind.name_in_chinese()),
            Self::TooLarge { kind, what } => format!("{} 文件超出读取上限（{what}）", kind.name_in_chinese()),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::Encrypted(_) => Kind::EncryptedOffice.remedy(),
            Self::Unsupported(kind) => kind.remedy(),
            Self::Damaged { .. } => "fetch it again, or open it with the program that made it and save it anew",
            Self::TooLarge { .. } => "raise the limit if the file is trusted",
        }
    }

    /// The same in Chinese.
    #[must_use]
    pub fn remedy_in_chinese(&self) -> &'static str {
        match self {
            Self::Encrypted(_) => Kind::EncryptedOffice.remedy_in_chinese(),
            Self::Unsupported(kind) => kind.remedy_in_chinese(),
            Self::Damaged { .. } => "请重新下载，或用原软件打开后另存",
            Self::TooLarge { .. } => "文件可信时可提高上限",
        }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}; {}", self.cause(), self.remedy())
    }
}

impl std::error::Error for Error {}
