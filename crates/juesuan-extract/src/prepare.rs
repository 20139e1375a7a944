//! Before lopdf parses every object of a file: the elements of the structure tree, most of the objects of a tagged file
//! and none that this reader uses, are overwritten with null; the values of all other objects are counted, since a few
//! bytes of a bomb become hundreds of bytes of objects. In: the bytes. Out: the number of values.
//!
//! The object streams of encrypted files cannot be looked into here; for them only the size of a stream is bounded.

use lopdf::{Dictionary, Object, Stream};
use memchr::memmem;

/// Decoded size up to which the values of an object stream are counted; larger ones are refused when parsed.
const MAX_COUNTED: usize = 16 << 20;
/// How far before its data the dictionary of an object stream begins at most.
const MAX_DICTIONARY: usize = 2048;
/// The type of an element of the structure tree.
const ELEMENT: &[u8] = b"/StructElem";

/// Overwrites the elements of the structure tree and counts the values of all other objects and object streams.
pub(crate) fn prepare(bytes: &mut [u8]) -> u64 {
    let mut values = 0_u64;
    let mut rest = bytes;
    loop {
        let keyword = memmem::find(rest, b"stream");
        let (before, stream) = rest.split_at_mut(keyword.unwrap_or(rest.len()));
        values = values.saturating_add(without_elements(before));
        // What follows a stream without end is not parsed as objects either.
        let Some(end) = memmem::find(stream, b"endstream") else { return values };
        let (stream, after) = stream.split_at_mut(end);
        let dictionary = before.get(before.len().saturating_sub(MAX_DICTIONARY)..).unwrap_or_default();
        let has = |key: &[u8]| memmem::find(dictionary, key).is_some();
        // `#` may spell any letter of the name.
        if has(b"ObjStm") || (has(b"#") && has(b"/First")) {
            let data = stream.strip_prefix(b"stream").unwrap_or(stream);
            let content = object_stream(data, has(b"Flate") || has(b"/Fl"));
            match object_start(before).filter(|_| is_all_elements(dictionary, &content)) {
                Some(start) => {
                    overwrite(before.get_mut(start..).unwrap_or_default());
                    stream.fill(b' ');
                }
                None => values = values.saturating_add(count_values(&content)),
            }
        }
        rest = after.get_mut(b"endstream".len()..).unwrap_or_default();
    }
}

/// Overwrites the elements of the structure tree among objects that are no streams; counts the values of the others.
fn without_elements(objects: &mut [u8]) -> u64 {
    let mut values = 0_u64;
    let mut rest = objects;
    while let Some(at) = memmem::find(rest, ELEMENT) {
        let (before, element) = rest.split_at_mut(at);
        let end = memmem::find(element, b"endobj");
        let (element, after) = element.split_at_mut(end.unwrap_or(element.len()));
        // An element without end, or one that another object begins in, is damage: nothing is overwritten there.
        let whole = end.is_some() && memmem::find(element, b" obj").is_none();
        match object_start(before).filter(|_| whole && before.trim_ascii_end().ends_with(b"/Type")) {
            Some(start) => {
                let (others, beginning) = before.split_at_mut(start);
                values = values.saturating_add(count_values(others));
                overwrite(beginning);
                element.fill(b' ');
            }
            None => values = values.saturating_add(count_values(before)).saturating_add(count_values(element)),
        }
        rest = after;
    }
    values.saturating_add(count_values(rest))
}

/// Where the object begins that the bytes end in: behind the last `1 0 obj`.
fn object_start(bytes: &[u8]) -> Option<usize> {
    let keyword = memmem::rfind(bytes, b" obj")?;
    bytes.get(..keyword)?.last().filter(|byte| byte.is_ascii_digit())?;
    Some(keyword + b" obj".len())
}

/// Puts null in the place of an object.
fn overwrite(object: &mut [u8]) {
    object.fill(b' ');
    for (byte, null) in object.iter_mut().zip(b" null") {
        *byte = *null;
    }
}

/// Whether an object stream has as many elements of the structure tree as objects.
fn is_all_elements(dictionary: &[u8], content: &[u8]) -> bool {
    let number = |at: usize| {
        let digits = dictionary.get(at + b"/N".len()..)?.trim_ascii_start();
        let length = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
        std::str::from_utf8(digits.get(..length)?).ok()?.parse().ok()
    };
    let objects: Option<usize> = memmem::rfind_iter(dictionary, b"/N").find_map(number);
    objects.is_some_and(|objects| objects > 0 && memmem::find_iter(content, ELEMENT).count() == objects)
}

/// The decoded content of an object stream; empty where it cannot be decoded.
fn object_stream(data: &[u8], deflated: bool) -> Vec<u8> {
    let data = data.strip_prefix(b"\r").unwrap_or(data);
    let data = data.strip_prefix(b"\n").unwrap_or(data);
    let mut dictionary = Dictionary::new();
    if deflated {
        dictionary.set("Filter", Object::Name(b"FlateDecode".to_vec()));
    }
    let stream = Stream::new(dictionary, data.to_vec());
    stream.get_plain_content_with_limit(MAX_COUNTED).unwrap_or_default()
}

/// Values in PDF syntax: beginnings of words, strings, arrays and dictionaries.
fn count_values(bytes: &[u8]) -> u64 {
    let mut within_word = false;
    let mut count = 0;
    for &byte in bytes {
        let opens = matches!(byte, b'(' | b'<' | b'[' | b'/');
        let word = !matches!(byte, b'\0' | b'\t' | b'\n' | 0x0C | b'\r' | b' ' | b')' | b'>' | b']');
        count += u64::from(opens || (word && !within_word));
        within_word = word && byte != b'[';
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prepared(text: &[u8]) -> (String, u64) {
        let mut bytes = text.to_vec();
        let values = prepare(&mut bytes);
        (String::from_utf8(bytes).unwrap(), values)
    }

    #[test]
    fn values_are_counted() {
        // Both brackets of a dictionary count; a count that is too high by so little does no harm.
        assert_eq!(count_values(b"1 0 [2 3] (abc) <</A/B/C 5>>"), 12);
        assert_eq!(count_values(b""), 0);
        assert_eq!(prepared(b"1 2 stream 3 4 5 endstream 6").1, 3);
    }

    #[test]
    fn object_streams_are_looked_into() {
        assert_eq!(prepared(b"<</Type/ObjStm>>stream\n1 2 3 4 endstream").1, 4 + 4);
        assert_eq!(prepared(b"<</Type/Other>>stream\n1 2 3 4 endstream").1, 4);
    }

    #[test]
    fn structure_elements_become_null() {
        let (text, values) =
            prepared(b"1 0 obj <</A 1>> endobj 2 0 obj\n<</Type /StructElem/K[1 2]>>\nendobj 3 0 obj 7");
        assert_eq!(
            text.split_whitespace().collect::<Vec<_>>().join(" "),
            "1 0 obj <</A 1>> endobj 2 0 obj null endobj 3 0 obj 7"
        );
        assert_eq!(values, 8 + 3 + 5);
        for kept in [
            "1 0 obj <</Type/Other/S/StructElem>> endobj",
            "1 0 obj <</Type/StructElem/K 2 2 0 obj <</Type/Page>> endobj",
            "1 0 obj <</Type/StructElem/K 2 >> 2 0 R",
        ] {
            assert_eq!(prepared(kept.as_bytes()).0, kept);
        }
    }

    #[test]
    fn object_streams_of_structure_elements_become_null() {
        let file = |count: u32| {
            format!("9 0 obj<</Type/ObjStm/N {count}/First 4>>stream\n8 0 <</Type/StructElem>>\nendstream endobj")
        };
        let (text, _) = prepared(file(1).as_bytes());
        assert_eq!(text.split_whitespace().collect::<Vec<_>>(), ["9", "0", "obj", "null", "endstream", "endobj"]);
        assert_eq!(prepared(file(2).as_bytes()).0, file(2));
    }
}
