//! How a file is read: password, limits, name.

use juesuan_extract::Limits;

/// How a file is read.
///
/// ```
/// use juesuan::{Limits, ReadOptions};
/// let options = ReadOptions::default().name("决算.pdf").password("1234").limits(Limits::default().pages(500));
/// assert_eq!(options.name.as_deref(), Some("决算.pdf"));
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReadOptions {
    /// The file's name, as the report shall give it. What a file is, its content says, never its name.
    pub name: Option<String>,
    /// The password of locked files.
    pub password: Option<String>,
    /// How much reading the file may cost.
    pub limits: Limits,
    /// Which scanned pages are recognised, and with which model.
    #[cfg(feature = "ocr")]
    pub recognition: Recognition,
}

/// Which scanned pages are recognised, and with which model.
#[cfg(feature = "ocr")]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Recognition {
    /// Which pages.
    pub mode: juesuan_ocr::Mode,
    /// The folder of the model; without one it is sought where `juesuan ocr-model add` puts it.
    pub model: Option<std::path::PathBuf>,
}

#[cfg(feature = "ocr")]
impl Recognition {
    /// Recognition of these pages with the model of this folder.
    #[must_use]
    pub fn new(mode: juesuan_ocr::Mode, model: Option<std::path::PathBuf>) -> Self {
        Self { mode, model }
    }
}

/// The password is not shown.
impl std::fmt::Debug for ReadOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let password = self.password.as_ref().map(|_| "***");
        let Self { name, limits, .. } = self;
        f.debug_struct("ReadOptions").field("name", name).field("password", &password).field("limits", limits).finish()
    }
}

impl ReadOptions {
    /// Sets the file's name.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the password.
    #[must_use]
    pub fn password(mut self, password: impl Into<String>) -> Self {
        self.password = Some(password.into());
        self
    }

    /// Sets the limits.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets which scanned pages are recognised, and with which model.
    #[cfg(feature = "ocr")]
    #[must_use]
    pub fn recognition(mut self, recognition: Recognition) -> Self {
        self.recognition = recognition;
        self
    }
}
