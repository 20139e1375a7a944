//! Links of a page: those to files are attachments, those to other pages are navigation.

/// Endings of files that departments attach.
const FILES: &[&str] =
    &["pdf", "doc", "docx", "xls", "xlsx", "zip", "rar", "7z", "wps", "et", "ofd", "csv", "txt", "rtf", "xlsm", "docm"];

/// What a link leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// A file: an attachment.
    File,
    /// A place in the same page, as the entries of a 目录.
    Here,
    /// Another page.
    Elsewhere,
}

/// What a link leads to, by its address and its text.
pub(crate) fn target(address: &str, text: &str) -> Target {
    let address = address.trim();
    if address.is_empty() || address.starts_with('#') {
        return Target::Here;
    }
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let ends = |name: &str| {
        let ending = name.trim().rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        ending.is_some_and(|ending| FILES.contains(&ending.as_str()))
    };
    // Downloads by a script have the file's name in their text, or in the query.
    let in_query = || address.split(['=', '&', '?']).skip(1).any(ends);
    if ends(path) || ends(text) || in_query() { Target::File } else { Target::Elsewhere }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_files_are_attachments() {
        assert_eq!(target("./P0202.PDF", "附件"), Target::File);
        assert_eq!(target("/download?id=3", "部门决算.xlsx"), Target::File);
        assert_eq!(target("/get.jsp?file=a.docx&x=1", "下载"), Target::File);
        assert_eq!(target("#block-2", "一、部门职责"), Target::Here);
        assert_eq!(target("/index.html", "首页"), Target::Elsewhere);
    }
}
