//! Bytes of a text or a web page → characters: by byte order mark, by what they are, by what the page says.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// So far into a page its `meta` element stands.
const PRESCAN: usize = 4096;

/// More undecodable characters than one in so many are no text.
const NO_TEXT: usize = 20;

/// A text and how many of its bytes stand for no character.
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) undecodable: u32,
}

/// Decodes a text. What a page says of its charset counts only where the bytes are no UTF-8: pages are often saved anew
/// under an old `meta`.
pub(crate) fn decode(bytes: &[u8]) -> Decoded {
    let (encoding, mark) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, length),
        None => (guess(bytes), 0),
    };
    let body = bytes.get(mark..).unwrap_or_default();
    let (text, _) = encoding.decode_without_bom_handling(body);
    let undecodable = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    Decoded { undecodable: u32::try_from(undecodable).unwrap_or(u32::MAX), text: text.into_owned() }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some(wide) = without_mark(bytes) {
        return wide;
    }
    if valid_utf8(bytes) {
        return UTF_8;
    }
    let declared = declared(bytes).filter(|encoding| *encoding != UTF_8);
    let candidates = [declared, Some(GB18030), Some(UTF_8)];
    let errors = |encoding: &&'static Encoding| {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count()
    };
    candidates.into_iter().flatten().min_by_key(errors).unwrap_or(GB18030)
}

/// UTF-16 without a mark: every other byte of its ASCII characters is zero.
fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..PRESCAN.min(bytes.len()))?;
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = (head.len() / 16).max(1);
    match (even, odd) {
        (0, odd) if odd > many => Some(UTF_16LE),
        (even, 0) if even > many => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether the bytes are UTF-8. A character cut at the end of what was given does not count.
fn valid_utf8(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    }
}

/// The charset that a page declares.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..PRESCAN.min(bytes.len()))?.to_ascii_lowercase();
    let at = head.windows(8).position(|window| window == b"charset=")?;
    let name: Vec<u8> = head
        .get(at.checked_add(8)?..)?
        .iter()
        .skip_while(|byte| matches!(byte, b'"' | b'\'' | b' '))
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        .copied()
        .collect();
    Encoding::for_label(&name)
}

/// The text that the bytes are, where they are one.
pub(crate) fn plausible_text(bytes: &[u8]) -> Option<String> {
    let Decoded { text, undecodable } = decode(bytes);
    let control = |c: &char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}');
    let odd = text.chars().filter(control).count().saturating_add(undecodable as usize);
    (odd <= text.chars().count() / NO_TEXT).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_tell_more_than_what_a_page_says() {
        let (gbk, ..) = GB18030.encode("<meta charset=utf-8>部门决算：万元");
        assert_eq!(decode(&gbk).text, "<meta charset=utf-8>部门决算：万元");
        let utf8 = "<meta charset=gb2312>部门决算";
        assert_eq!(decode(utf8.as_bytes()).text, utf8);
        assert_eq!(decode(b"\xef\xbb\xbf\xe5\xb1\x80").text, "局");
        let wide: Vec<u8> = "a局1".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&wide).text, "a局1");
    }

    #[test]
    fn a_cut_character_is_counted() {
        assert_eq!(decode("决算".as_bytes().get(..5).unwrap_or_default()).undecodable, 1);
    }

    #[test]
    fn bytes_of_a_program_are_no_text() {
        assert!(plausible_text(&[0, 1, 2, 3, 4, 200, 201, 7, 8]).is_none());
        assert!(plausible_text("决算\t1.00\n".as_bytes()).is_some());
    }
}
