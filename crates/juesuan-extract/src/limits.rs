//! How much a document may cost to read: safe defaults, all of them settable.

use std::fmt;
use std::time::Duration;

/// Upper bounds on what reading one document may cost, safe for files of unknown origin by default.
///
/// What a document exceeds is named: as [`crate::Error::LimitExceeded`] where nothing can be given, and as a
/// [`crate::DiagnosticCode::LimitReached`] on a page whose first part is given.
///
/// ```
/// use juesuan_extract::Limits;
/// let limits = Limits::default().pages(50).glyphs_per_page(20_000);
/// assert_eq!(limits.pages, 50);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Size of the file, in bytes.
    pub file_bytes: u64,
    /// Decoded size of any one stream, in bytes.
    pub stream_bytes: u64,
    /// Decoded size of all streams together, in bytes.
    pub total_bytes: u64,
    /// Number of indirect objects.
    pub objects: u32,
    /// Number of values (numbers, names, strings, ...) within the objects that are read, each of which takes some hundred
    /// memory.
    pub values: u32,
    /// Number of pages.
    pub pages: u32,
    /// Nesting of forms within forms, and of saved graphics states (32 times as many of those).
    pub nesting: u32,
    /// Operators executed for one page, those of its forms included, and bytes of the texts that they show.
    pub operators_per_page: u64,
    /// The same for all pages together.
    pub operators: u64,
    /// Painted glyphs on one page.
    pub glyphs_per_page: u32,
    /// Painted glyphs of all pages that [`crate::Document::layouts`] gives. A page that begins within it is read whole.
    pub glyphs: u32,
    /// Pieces of ruling lines on one page, before they are merged.
    pub rules_per_page: u32,
    /// Text lines and table cells of all pages that [`crate::Document::layouts`] gives.
    pub pieces: u32,
    /// Time spent inside the reader for the whole document, layout analysis included; `None`, the default, for no limit.
    /// All other limits count work: with them alone, a file gives the same on every machine. A document that takes longer
    /// than this gives nothing with [`crate::Document::document_in_time`]. The facade allows as much again for the report.
    pub time: Option<Duration>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 256 << 20,
            stream_bytes: 64 << 20,
            total_bytes: 1 << 30,
            objects: 1_000_000,
            values: 2_000_000,
            pages: 20_000,
            nesting: 32,
            operators_per_page: 8_000_000,
            operators: 100_000_000,
            glyphs_per_page: 200_000,
            glyphs: 6_000_000,
            rules_per_page: 200_000,
            pieces: 800_000,
            time: None,
        }
    }
}

/// A maximum as a number: so are limits given by name.
trait Maximum {
    fn of(value: u64) -> Self;
    fn value(&self) -> Option<u64>;
}

impl Maximum for u64 {
    fn of(value: u64) -> Self {
        value
    }

    fn value(&self) -> Option<u64> {
        Some(*self)
    }
}

impl Maximum for u32 {
    fn of(value: u64) -> Self {
        Self::try_from(value).unwrap_or(Self::MAX)
    }

    fn value(&self) -> Option<u64> {
        Some((*self).into())
    }
}

/// In milliseconds.
impl Maximum for Option<Duration> {
    fn of(value: u64) -> Self {
        Some(Duration::from_millis(value))
    }

    fn value(&self) -> Option<u64> {
        self.map(|time| u64::try_from(time.as_millis()).unwrap_or(u64::MAX))
    }
}

/// Builds the setter of each limit, and those by name.
macro_rules! setters {
    ($($name:ident: $type:ty, $doc:literal;)*) => {
        impl Limits {
            $(
                #[doc = $doc]
                #[must_use]
                pub fn $name(mut self, maximum: $type) -> Self {
                    self.$name = maximum;
                    self
                }
            )*

            /// The names of all limits.
            pub const NAMES: &[&str] = &[$(stringify!($name),)*];

            /// Sets the limit of this name, `time` in milliseconds; `None` where no limit is called so.
            ///
            /// ```
            /// use juesuan_extract::Limits;
            /// assert_eq!(Limits::default().named("pages", 50), Some(Limits::default().pages(50)));
            /// assert_eq!(Limits::default().named("sheets", 50), None);
            /// ```
            #[must_use]
            pub fn named(self, name: &str, maximum: u64) -> Option<Self> {
                $(
                    if name == stringify!($name) {
                        return Some(self.$name(Maximum::of(maximum)));
                    }
                )*
                None
            }

            /// The limits that are set, by name; `time` in milliseconds.
            #[must_use]
            pub fn by_name(&self) -> Vec<(&'static str, u64)> {
                let all = [$((stringify!($name), self.$name.value()),)*];
                all.into_iter().filter_map(|(name, maximum)| Some((name, maximum?))).collect()
            }
        }
    };
}

setters! {
    file_bytes: u64, "Sets [`Limits::file_bytes`](#structfield.file_bytes).";
    stream_bytes: u64, "Sets [`Limits::stream_bytes`](#structfield.stream_bytes).";
    total_bytes: u64, "Sets [`Limits::total_bytes`](#structfield.total_bytes).";
    objects: u32, "Sets [`Limits::objects`](#structfield.objects).";
    values: u32, "Sets [`Limits::values`](#structfield.values).";
    pages: u32, "Sets [`Limits::pages`](#structfield.pages).";
    nesting: u32, "Sets [`Limits::nesting`](#structfield.nesting).";
    operators_per_page: u64, "Sets [`Limits::operators_per_page`](#structfield.operators_per_page).";
    operators: u64, "Sets [`Limits::operators`](#structfield.operators).";
    glyphs_per_page: u32, "Sets [`Limits::glyphs_per_page`](#structfield.glyphs_per_page).";
    glyphs: u32, "Sets [`Limits::glyphs`](#structfield.glyphs).";
    rules_per_page: u32, "Sets [`Limits::rules_per_page`](#structfield.rules_per_page).";
    pieces: u32, "Sets [`Limits::pieces`](#structfield.pieces).";
    time: Option<Duration>, "Sets [`Limits::time`](#structfield.time).";
}

/// One of [`Limits`], as named in errors and diagnostics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Limit {
    /// [`Limits::file_bytes`](Limits#structfield.file_bytes)
    FileBytes,
    /// [`Limits::stream_bytes`](Limits#structfield.stream_bytes)
    StreamBytes,
    /// [`Limits::total_bytes`](Limits#structfield.total_bytes)
    TotalBytes,
    /// [`Limits::objects`](Limits#structfield.objects)
    Objects,
    /// [`Limits::values`](Limits#structfield.values)
    Values,
    /// [`Limits::pages`](Limits#structfield.pages)
    Pages,
    /// [`Limits::nesting`](Limits#structfield.nesting)
    Nesting,
    /// [`Limits::operators_per_page`](Limits#structfield.operators_per_page)
    OperatorsPerPage,
    /// [`Limits::operators`](Limits#structfield.operators)
    Operators,
    /// [`Limits::glyphs_per_page`](Limits#structfield.glyphs_per_page)
    GlyphsPerPage,
    /// [`Limits::glyphs`](Limits#structfield.glyphs)
    Glyphs,
    /// [`Limits::rules_per_page`](Limits#structfield.rules_per_page)
    RulesPerPage,
    /// [`Limits::pieces`](Limits#structfield.pieces)
    Pieces,
    /// [`Limits::time`](Limits#structfield.time)
    Time,
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FileBytes => "file size in bytes",
            Self::StreamBytes => "decoded bytes of one stream",
            Self::TotalBytes => "decoded bytes of all streams",
            Self::Objects => "objects",
            Self::Values => "values within objects",
            Self::Pages => "pages",
            Self::Nesting => "nesting depth",
            Self::OperatorsPerPage => "operators on a page",
            Self::Operators => "operators on all pages",
            Self::GlyphsPerPage => "glyphs on a page",
            Self::Glyphs => "glyphs on all pages",
            Self::RulesPerPage => "ruling lines on a page",
            Self::Pieces => "text lines and table cells of all pages",
            Self::Time => "reading time in milliseconds",
        })
    }
}
