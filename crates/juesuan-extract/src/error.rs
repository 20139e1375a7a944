//! Why a PDF, or one of its pages, could not be read. Each message says the cause and what to do, in one line.

use crate::limits::Limit;

/// Why a document or a page could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No bytes at all.
    #[error("the file is empty; fetch it again")]
    Empty,
    /// Bytes that are not a PDF (a web page, an office document, a picture ...).
    #[error("not a PDF: no PDF header or objects; check what was downloaded")]
    NotPdf,
    /// A PDF whose structure cannot be made out, even by scanning for its objects.
    #[error("the PDF is damaged beyond reading ({reason}); fetch it again or repair it with another program")]
    Damaged {
        /// What is missing or wrong.
        reason: String,
    },
    /// The document needs a password that was not given, or another one.
    #[error("the PDF is locked with a user password; give the right password")]
    Encrypted,
    /// The document is encrypted in a way that is not supported.
    #[error("the PDF uses an unsupported encryption ({reason}); save it without encryption first")]
    UnsupportedEncryption {
        /// Which method.
        reason: String,
    },
    /// A limit of [`crate::Limits`] was exceeded.
    #[error("the PDF exceeds the limit on {limit} ({maximum}); raise it if the file is trusted")]
    LimitExceeded {
        /// Which limit.
        limit: Limit,
        /// Its value, in the unit of the limit.
        maximum: u64,
    },
    /// There is no such page.
    #[error("no page {page}: the document has {count} pages, numbered from 1")]
    PageOutOfRange {
        /// The page asked for.
        page: u32,
        /// How many pages there are.
        count: u32,
    },
    /// The page cannot be read at all; other pages may be.
    #[error("page {page} is damaged ({reason}); the other pages can still be read")]
    PageDamaged {
        /// Page, from 1.
        page: u32,
        /// What is wrong with it.
        reason: String,
    },
}
