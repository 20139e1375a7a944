//! Which format a file is, by its first bytes and never by its name.

/// What the first bytes say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Content {
    /// A PDF, also one with something before its header.
    Pdf,
    /// A known format that is not read.
    Unread(Unread),
    /// Bytes without a known signature.
    Unknown,
}

/// A format that is known and not read: its name, and what people can do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unread {
    /// Its name, in the same words for all languages.
    pub(crate) name: &'static str,
    /// What to do, in English.
    pub(crate) remedy: &'static str,
    /// What to do, in Chinese.
    pub(crate) remedy_zh: &'static str,
}

/// How far into a file a PDF header may stand (ISO 32000, annex H: within the first 1,024 bytes).
const HEADER_WITHIN: usize = 1024;

/// The first bytes of formats that are not read.
const UNREAD: &[(&[u8], Unread)] = &[
    (b"PK\x03\x04", Unread { name: "zip (docx, xlsx, ofd)", remedy: SAVE_AS_PDF, remedy_zh: SAVE_AS_PDF_ZH }),
    (
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        Unread { name: "Office 97 (doc, xls, wps, et)", remedy: SAVE_AS_PDF, remedy_zh: SAVE_AS_PDF_ZH },
    ),
    (b"Rar!\x1A\x07", Unread { name: "RAR", remedy: UNPACK, remedy_zh: UNPACK_ZH }),
    (b"7z\xBC\xAF\x27\x1C", Unread { name: "7-Zip", remedy: UNPACK, remedy_zh: UNPACK_ZH }),
];

const SAVE_AS_PDF: &str = "save it as PDF first";
const SAVE_AS_PDF_ZH: &str = "请先另存为 PDF";
const UNPACK: &str = "unpack it first and give the files";
const UNPACK_ZH: &str = "请先解压，再给出其中的文件";

/// Tells the format of a file.
pub(crate) fn recognise(bytes: &[u8]) -> Content {
    let head = bytes.get(..HEADER_WITHIN).unwrap_or(bytes);
    if let Some((_, format)) = UNREAD.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Content::Unread(format.clone());
    }
    if head.windows(5).any(|window| window == b"%PDF-") { Content::Pdf } else { Content::Unknown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_says_what_a_file_is() {
        assert_eq!(recognise(b"%PDF-1.7\n"), Content::Pdf);
        assert_eq!(recognise(b"\r\n\r\n%PDF-1.4\n"), Content::Pdf);
        assert!(matches!(recognise(b"PK\x03\x04\x14\x00"), Content::Unread(_)));
        assert!(matches!(recognise(b"Rar!\x1A\x07\x01\x00"), Content::Unread(format) if format.name == "RAR"));
        assert_eq!(recognise(b"<html>"), Content::Unknown);
        assert_eq!(recognise(b""), Content::Unknown);
    }
}
