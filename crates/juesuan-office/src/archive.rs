//! A zip archive of files, as a folder: its files with their names, within the limits.

use encoding_rs::GB18030;

use crate::error::Error;
use crate::kind::Kind;
use crate::limits::Limits;
use crate::package::Package;

/// A file of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// Its path in the archive, with `/`. Never absolute, and never outside the archive.
    pub name: String,
    /// Its bytes, or why they could not be unpacked.
    pub bytes: Result<Vec<u8>, Error>,
}

/// The files of a zip archive by name, folders and hidden files left out.
///
/// # Errors
/// Where the archive cannot be opened, or holds more than the limits allow.
pub fn entries(bytes: &[u8], limits: &Limits) -> Result<Vec<Entry>, Error> {
    let mut package = Package::open(bytes, Kind::Zip, limits)?;
    let mut found = Vec::new();
    for (index, name) in package.names().into_iter().enumerate() {
        let name = inside(&readable(&name));
        let hidden = name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX");
        if name.is_empty() || name.ends_with('/') || hidden {
            continue;
        }
        let bytes = match package.at(index) {
            Err(error @ Error::TooLarge { .. }) => return Err(error),
            other => other,
        };
        found.push(Entry { name, bytes });
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// Names of old archives are GBK, which the zip crate takes for code page 437.
fn readable(name: &str) -> String {
    if name.is_ascii() {
        return name.to_owned();
    }
    let old: Option<Vec<u8>> = name.chars().map(code_page_437).collect();
    let Some(bytes) = old else { return name.to_owned() };
    match GB18030.decode_without_bom_handling_and_without_replacement(&bytes) {
        Some(text) => text.into_owned(),
        None => name.to_owned(),
    }
}

/// The byte of a character of code page 437.
fn code_page_437(c: char) -> Option<u8> {
    const UPPER: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";
    if c.is_ascii() {
        return u8::try_from(c).ok();
    }
    let index = UPPER.chars().position(|other| other == c)?;
    u8::try_from(index.checked_add(128)?).ok()
}

/// A path that stays inside the archive.
fn inside(name: &str) -> String {
    let is_folder = name.ends_with(['/', '\\']);
    let parts: Vec<&str> = name.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | "..")).collect();
    let path = parts.join("/");
    if is_folder { format!("{path}/") } else { path }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside() {
        assert_eq!(inside("../../etc/x.pdf"), "etc/x.pdf");
        assert_eq!(inside("a\\b.docx"), "a/b.docx");
        assert_eq!(inside("a/"), "a/");
    }

    #[test]
    fn an_archive_is_a_folder() {
        let bytes =
            crate::package_tests::package(&[("b/二.xlsx", "2"), ("a.pdf", "1"), ("__MACOSX/a.pdf", "x"), ("b/", "")]);
        let found = entries(&bytes, &Limits::default()).unwrap();
        let names: Vec<&str> = found.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names, ["a.pdf", "b/二.xlsx"]);
        assert_eq!(found[0].bytes, Ok(b"1".to_vec()));
        let limits = Limits { unpacked: 1, ..Limits::default() };
        assert!(matches!(entries(&bytes, &limits), Err(Error::TooLarge { .. })));
    }

    #[test]
    fn names_in_gbk_are_readable() {
        // `决算` in GBK, as code page 437 shows it.
        assert_eq!(readable("╛÷╦π.pdf"), "决算.pdf");
        assert_eq!(readable("部门.pdf"), "部门.pdf");
    }
}
