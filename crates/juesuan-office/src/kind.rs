//! The first bytes of a file → what kind of file it is. Names and extensions say nothing here.

use std::io::{Cursor, Read, Seek};

use crate::charset;

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Kind {
    /// PDF.
    Pdf,
    /// Word since 2007.
    Docx,
    /// Excel since 2007.
    Xlsx,
    /// Word 97–2003.
    Doc,
    /// Word 6 and 95.
    OldDoc,
    /// Excel 97–2003.
    Xls,
    /// A web page.
    Html,
    /// Plain text.
    Text,
    /// A zip archive of files.
    Zip,
    /// An Office file that needs a password.
    EncryptedOffice,
    /// A RAR archive.
    Rar,
    /// A 7-Zip archive.
    SevenZip,
    /// A text of WPS before it used the formats of Word.
    Wps,
    /// A workbook of WPS before it used the formats of Excel.
    Et,
    /// OFD, the Chinese format for fixed pages.
    Ofd,
    /// An OpenDocument file.
    OpenDocument,
    /// PowerPoint.
    Presentation,
    /// A binary workbook (`xlsb`).
    Xlsb,
    /// Rich text format.
    Rtf,
    /// A web archive (MHTML).
    Mhtml,
    /// A picture.
    Picture,
    /// Nothing: a file without bytes.
    Empty,
    /// Something else.
    Unknown,
}

impl Kind {
    /// Its name in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Docx => "Word (docx)",
            Self::Xlsx => "Excel (xlsx)",
            Self::Doc => "Word 97–2003 (doc)",
            Self::OldDoc => "Word 6 or 95 (doc)",
            Self::Xls => "Excel 97–2003 (xls)",
            Self::Html => "HTML",
            Self::Text => "text",
            Self::Zip => "zip",
            Self::EncryptedOffice => "Office",
            Self::Rar => "rar",
            Self::SevenZip => "7z",
            Self::Wps => "wps",
            Self::Et => "et",
            Self::Ofd => "ofd",
            Self::OpenDocument => "OpenDocument",
            Self::Presentation => "PowerPoint",
            Self::Xlsb => "Excel binary workbook (xlsb)",
            Self::Rtf => "RTF",
            Self::Mhtml => "web archive (mht)",
            Self::Picture => "a picture",
            Self::Empty => "an empty file",
            Self::Unknown => "this kind of file",
        }
    }

    /// The same in Chinese.
    #[must_use]
    pub fn name_in_chinese(self) -> &'static str {
        match self {
            Self::Picture => "图片",
            Self::Empty => "空文件",
            Self::Unknown => "未知格式",
            Self::Text => "文本",
            Self::Mhtml => "网页存档（mht）",
            other => other.name(),
        }
    }

    /// What to do with a file of this kind, which is not read.
    #[must_use]
    pub fn remedy(self) -> &'static str {
        match self {
            Self::Rar | Self::SevenZip => "unpack it, and give the files or the folder",
            Self::OldDoc | Self::Wps | Self::OpenDocument | Self::Rtf | Self::Mhtml => {
                "open it with WPS or Word and save it as docx or PDF"
            }
            Self::Et | Self::Xlsb => "open it with WPS or Excel and save it as xlsx",
            Self::Ofd => "open it with an OFD reader and save it as PDF",
            Self::Presentation => "save it as PDF",
            Self::Picture => "put it into a PDF, which is read by character recognition",
            Self::EncryptedOffice => "open it with its password and save it without one",
            Self::Zip => "unpack it, or give it to the command, which reads the files in it",
            Self::Empty => "get the file again",
            _ => "give PDF, docx, doc, xlsx, xls, HTML or text",
        }
    }

    /// The same in Chinese.
    #[must_use]
    pub fn remedy_in_chinese(self) -> &'static str {
        match self {
            Self::Rar | Self::SevenZip => "请先解压，再给出其中的文件或文件夹",
            Self::OldDoc | Self::Wps | Self::OpenDocument | Self::Rtf | Self::Mhtml => {
                "请用 WPS 或 Word 打开，另存为 docx 或 PDF"
            }
            Self::Et | Self::Xlsb => "请用 WPS 或 Excel 打开，另存为 xlsx",
            Self::Ofd => "请用 OFD 阅读器打开，另存为 PDF",
            Self::Presentation => "请另存为 PDF",
            Self::Picture => "请放进 PDF，再做文字识别",
            Self::EncryptedOffice => "请用密码打开，另存为不加密的文件",
            Self::Zip => "请先解压，或用命令行读取压缩包",
            Self::Empty => "请重新下载",
            _ => "请给出 PDF、docx、doc、xlsx、xls、HTML 或文本文件",
        }
    }
}

/// What kind of file these bytes are.
///
/// ```
/// use juesuan_office::{Kind, recognise};
/// assert_eq!(recognise(b"%PDF-1.7\n"), Kind::Pdf);
/// assert_eq!(recognise("<p>部门决算</p>".as_bytes()), Kind::Html);
/// assert_eq!(recognise(b"Rar!\x1a\x07\x01\x00"), Kind::Rar);
/// ```
#[must_use]
pub fn recognise(bytes: &[u8]) -> Kind {
    const STARTS: &[(&[u8], Kind)] = &[
        (b"%PDF-", Kind::Pdf),
        (b"Rar!\x1a\x07", Kind::Rar),
        (b"7z\xbc\xaf\x27\x1c", Kind::SevenZip),
        (b"{\\rtf", Kind::Rtf),
        (b"\x89PNG", Kind::Picture),
        (b"\xff\xd8\xff", Kind::Picture),
        (b"GIF8", Kind::Picture),
        (b"BM", Kind::Picture),
        (b"II*\0", Kind::Picture),
        (b"MM\0*", Kind::Picture),
        (b"MIME-Version:", Kind::Mhtml),
    ];
    if bytes.is_empty() {
        return Kind::Empty;
    }
    if let Some((_, kind)) = STARTS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return if *kind == Kind::Picture && bytes.starts_with(b"BM") { bitmap(bytes) } else { *kind };
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return package(bytes);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return compound(bytes);
    }
    // Some producers write a few bytes before the header.
    if bytes.get(..1024.min(bytes.len())).is_some_and(|head| head.windows(5).any(|window| window == b"%PDF-")) {
        return Kind::Pdf;
    }
    text(bytes)
}

fn bitmap(bytes: &[u8]) -> Kind {
    // Its length stands behind the name; a text may begin with these letters too.
    let length = bytes.get(2..6).and_then(|length| length.try_into().ok()).map(u32::from_le_bytes);
    if length.map(|length| length as usize) == Some(bytes.len()) { Kind::Picture } else { text(bytes) }
}

/// What a zip archive holds.
fn package(bytes: &[u8]) -> Kind {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return broken_package(bytes) };
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("word/document.xml") {
        return Kind::Docx;
    }
    if has("xl/workbook.xml") {
        return Kind::Xlsx;
    }
    if has("xl/workbook.bin") {
        return Kind::Xlsb;
    }
    if has("ppt/presentation.xml") {
        return Kind::Presentation;
    }
    if has("OFD.xml") {
        return Kind::Ofd;
    }
    if has("mimetype") && has("META-INF/manifest.xml") {
        return Kind::OpenDocument;
    }
    if has("[Content_Types].xml") {
        return by_content_types(&mut archive).unwrap_or(Kind::Zip);
    }
    Kind::Zip
}

/// Main parts may have other names: the list of content types tells.
fn by_content_types<R: Read + Seek>(archive: &mut zip::ZipArchive<R>) -> Option<Kind> {
    const LONGEST: u64 = 1 << 20;
    let mut text = String::new();
    archive.by_name("[Content_Types].xml").ok()?.take(LONGEST).read_to_string(&mut text).ok()?;
    let kinds =
        [("wordprocessingml.", Kind::Docx), ("spreadsheetml.", Kind::Xlsx), ("presentationml.", Kind::Presentation)];
    kinds.into_iter().find(|(word, _)| text.contains(word)).map(|(_, kind)| kind)
}

/// A zip archive whose directory is lost: names stand before each file as well.
fn broken_package(bytes: &[u8]) -> Kind {
    const SEARCHED: usize = 1 << 20;
    let head = bytes.get(..SEARCHED.min(bytes.len())).unwrap_or_default();
    let has = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
    if has(b"word/") {
        Kind::Docx
    } else if has(b"xl/") {
        Kind::Xlsx
    } else {
        Kind::Zip
    }
}

/// What a compound file (the container of Office 97–2003) holds.
fn compound(bytes: &[u8]) -> Kind {
    let Ok(file) = cfb::CompoundFile::open(Cursor::new(bytes)) else { return broken_compound(bytes) };
    let has = |name: &str| file.exists(name);
    if has("EncryptedPackage") || has("EncryptionInfo") {
        Kind::EncryptedOffice
    } else if has("WordDocument") {
        Kind::Doc
    } else if has("Workbook") || has("Book") {
        Kind::Xls
    } else if has("PowerPoint Document") {
        Kind::Presentation
    } else if has("WPSDocument") || has("MM") {
        Kind::Wps
    } else if has("ETDocument") {
        Kind::Et
    } else {
        Kind::Unknown
    }
}

/// A compound file whose directory is damaged: the names of its streams stand in it as UTF-16.
fn broken_compound(bytes: &[u8]) -> Kind {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if has("EncryptedPackage") {
        Kind::EncryptedOffice
    } else if has("WordDocument") {
        Kind::Doc
    } else if has("Workbook") {
        Kind::Xls
    } else {
        Kind::Unknown
    }
}

/// A web page, a text, or something else.
fn text(bytes: &[u8]) -> Kind {
    /// So much of a file is enough to tell.
    const SEARCHED: usize = 64 << 10;
    /// A text may quote tags of paragraphs, but not these.
    const OF_PAGES: &[&str] = &["<!doctype html", "<html", "<body", "<table", "</head>", "<meta "];
    let head = bytes.get(..SEARCHED.min(bytes.len())).unwrap_or_default();
    let Some(text) = charset::plausible_text(head) else { return Kind::Unknown };
    let text = text.to_ascii_lowercase();
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if start.starts_with("mime-version:") || start.starts_with("from: <saved by") {
        return Kind::Mhtml;
    }
    let tag =
        start.strip_prefix('<').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!'));
    if tag && text.contains('>') || OF_PAGES.iter().any(|tag| text.contains(tag)) {
        return Kind::Html;
    }
    // A PDF without header may be all text.
    if text.contains("endobj") || text.contains("%%eof") {
        return Kind::Pdf;
    }
    // A text that is read here is Chinese.
    let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    if text.contains(chinese) { Kind::Text } else { Kind::Unknown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_tells_not_names() {
        assert_eq!(recognise(b""), Kind::Empty);
        assert_eq!(recognise("某局\t1.00\n".as_bytes()), Kind::Text);
        assert_eq!(recognise("  <!DOCTYPE html><html>".as_bytes()), Kind::Html);
        assert_eq!(recognise("目标\t<p>完成预算</p>\n".as_bytes()), Kind::Text);
        assert_eq!(recognise(&[0x00, 0x01, 0x02, 0x03, 0x00, 0xff]), Kind::Unknown);
        assert_eq!(recognise(b"7z\xbc\xaf\x27\x1c\x00"), Kind::SevenZip);
        // `BM` begins a bitmap only with its length behind it.
        assert_eq!(recognise("BMW 1.00 局".as_bytes()), Kind::Text);
    }

    #[test]
    fn containers_are_told_apart_by_what_they_hold() {
        use crate::package_tests::{compound, package};
        for (stream, kind) in [
            ("EncryptedPackage", Kind::EncryptedOffice),
            ("WordDocument", Kind::Doc),
            ("Workbook", Kind::Xls),
            ("ETDocument", Kind::Et),
        ] {
            assert_eq!(recognise(&compound(&[(stream, b"x")])), kind, "{stream}");
        }
        for (part, kind) in [
            ("word/document.xml", Kind::Docx),
            ("xl/workbook.xml", Kind::Xlsx),
            ("OFD.xml", Kind::Ofd),
            ("a.pdf", Kind::Zip),
        ] {
            assert_eq!(recognise(&package(&[(part, "x")])), kind, "{part}");
        }
        assert_eq!(
            crate::read(&compound(&[("EncryptedPackage", b"x")])),
            Err(crate::Error::Encrypted(Kind::EncryptedOffice))
        );
    }

    #[test]
    fn what_is_not_read_says_what_to_do() {
        for kind in [Kind::Rar, Kind::SevenZip, Kind::Wps, Kind::Et] {
            let message = crate::Error::Unsupported(kind).to_string();
            assert!(message.contains(kind.name()) && message.contains(kind.remedy()), "{message}");
        }
    }
}
