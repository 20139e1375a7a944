//! How many values the objects of a file hold, counted before they are parsed: a few bytes of a bomb become hundreds
//! of bytes of objects, and lopdf parses all objects when it opens a file. In: the bytes. Out: the number of values.
//!
//! The object streams of encrypted files cannot be looked into here; for them only the size of a stream is bounded.

use lopdf::{Dictionary, Object, Stream};

/// Decoded size up to which the values of an object stream are counted; larger ones are refused when parsed.
const MAX_COUNTED: usize = 16 << 20;
/// How far before its data the dictionary of an object stream begins at most.
const MAX_DICTIONARY: usize = 2048;

/// Values in objects and object streams.
pub(crate) fn count(bytes: &[u8]) -> u64 {
    let mut values = 0_u64;
    let mut from = 0;
    loop {
        let keyword = find(bytes, from, b"stream");
        let before = bytes.get(from..keyword.unwrap_or(bytes.len())).unwrap_or_default();
        values = values.saturating_add(count_values(before));
        // What follows a stream without end is not parsed as objects either.
        let Some((start, end)) = keyword.and_then(|at| Some((at + 6, find(bytes, at, b"endstream")?))) else {
            return values;
        };
        let dictionary = before.get(before.len().saturating_sub(MAX_DICTIONARY)..).unwrap_or_default();
        let has = |key: &[u8]| find(dictionary, 0, key).is_some();
        // `#` may spell any letter of the name.
        if has(b"ObjStm") || (has(b"#") && has(b"/First")) {
            let data = bytes.get(start..end).unwrap_or_default();
            values = values.saturating_add(object_stream_values(data, has(b"Flate") || has(b"/Fl")));
        }
        from = end + b"endstream".len();
    }
}

fn find(bytes: &[u8], from: usize, word: &[u8]) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(word.len()).position(|window| window == word).map(|at| from + at)
}

fn object_stream_values(data: &[u8], deflated: bool) -> u64 {
    let data = data.strip_prefix(b"\r").unwrap_or(data);
    let data = data.strip_prefix(b"\n").unwrap_or(data);
    let mut dictionary = Dictionary::new();
    if deflated {
        dictionary.set("Filter", Object::Name(b"FlateDecode".to_vec()));
    }
    let stream = Stream::new(dictionary, data.to_vec());
    stream.get_plain_content_with_limit(MAX_COUNTED).map_or(0, |content| count_values(&content))
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

    #[test]
    fn values_are_counted() {
        // Both brackets of a dictionary count; a count that is too high by so little does no harm.
        assert_eq!(count_values(b"1 0 [2 3] (abc) <</A/B/C 5>>"), 12);
        assert_eq!(count_values(b""), 0);
        assert_eq!(count(b"1 2 stream 3 4 5 endstream 6"), 3);
    }

    #[test]
    fn object_streams_are_looked_into() {
        assert_eq!(count(b"<</Type/ObjStm>>stream\n1 2 3 4 endstream"), 4 + 4);
        assert_eq!(count(b"<</Type/Other>>stream\n1 2 3 4 endstream"), 4);
    }
}
