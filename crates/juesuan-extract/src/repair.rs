//! Files that the object layer refuses although their objects are whole: a missing header, and encryption stated in
//! ways it does not look for. In: the bytes. Out: the bytes with a header before them or an update behind them.

use crate::objects::{Dictionary, Object};

/// Bytes that have PDF objects but no header, with one before them.
pub(crate) fn with_header(bytes: &[u8]) -> Option<Vec<u8>> {
    let has = |pattern: &[u8]| bytes.windows(pattern.len()).any(|window| window == pattern);
    let headless = !has(b"%PDF-") && has(b"obj") && (has(b"/Page") || has(b"/Catalog"));
    headless.then(|| [b"%PDF-1.4\n", bytes].concat())
}

/// Appends an update to the file that states its encryption as the object layer expects it: as an object of its own,
/// in a file with an identifier. Without an encryption dictionary, the update states that nothing is encrypted.
/// `None` when the bytes cannot be written, which does not happen to dictionaries that were read.
pub(crate) fn with_encryption(bytes: &[u8], trailer: &Dictionary, encryption: Option<&Dictionary>) -> Option<Vec<u8>> {
    // Offsets count from the header, junk before it does not.
    let header = bytes.windows(5).position(|window| window == b"%PDF-").unwrap_or(0);
    let number = trailer.get(b"Size").and_then(Object::as_i64).ok().filter(|size| (1..1 << 31).contains(size))?;
    let mut trailer = trailer.clone();
    trailer.remove(b"Encrypt");
    for key in [b"Length".as_slice(), b"Filter", b"DecodeParms", b"W", b"Index", b"Type", b"XRefStm"] {
        trailer.remove(key);
    }
    trailer.set("Size", number + 1);
    if let Some(previous) = start_of_cross_reference(bytes) {
        trailer.set("Prev", previous);
    }
    if trailer.get(b"ID").is_err() {
        let empty = || Object::string_literal(Vec::new());
        trailer.set("ID", vec![empty(), empty()]);
    }
    let mut file = bytes.to_vec();
    file.push(b'\n');
    let object_at = file.len() - header;
    if let Some(encryption) = encryption {
        trailer.set("Encrypt", (number as u32, 0));
        file.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        lopdf::Writer::write_object(&mut file, &Object::Dictionary(encryption.clone())).ok()?;
        file.extend_from_slice(b"\nendobj\n");
    }
    let table_at = file.len() - header;
    if encryption.is_some() {
        file.extend_from_slice(format!("xref\n{number} 1\n{object_at:010} 00000 n \n").as_bytes());
    } else {
        file.extend_from_slice(b"xref\n0 1\n0000000000 65535 f \n");
    }
    file.extend_from_slice(b"trailer\n");
    lopdf::Writer::write_object(&mut file, &Object::Dictionary(trailer)).ok()?;
    file.extend_from_slice(format!("\nstartxref\n{table_at}\n%%EOF\n").as_bytes());
    Some(file)
}

/// The number behind the last `startxref`.
fn start_of_cross_reference(bytes: &[u8]) -> Option<i64> {
    let keyword = b"startxref";
    let at = bytes.windows(keyword.len()).rposition(|window| window == keyword)?;
    let rest = bytes.get(at + keyword.len()..)?.trim_ascii_start();
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(rest.get(..digits)?).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_without_a_header_get_one() {
        assert!(with_header(b"1 0 obj<</Type/Catalog>>endobj").is_some());
        assert_eq!(with_header(b"%PDF-1.4 1 0 obj<</Type/Catalog>>endobj"), None);
        assert_eq!(with_header(b"<html>/Page obj"), Some(b"%PDF-1.4\n<html>/Page obj".to_vec()));
        assert_eq!(with_header(b"PK\x03\x04"), None);
    }

    #[test]
    fn the_last_cross_reference_is_found() {
        assert_eq!(start_of_cross_reference(b"startxref\n12\n%%EOF startxref 345 %%EOF"), Some(345));
        assert_eq!(start_of_cross_reference(b"startxref\n%%EOF"), None);
    }
}
