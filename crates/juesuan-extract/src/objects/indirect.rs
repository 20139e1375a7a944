//! An indirect object of a file: `12 0 obj`, a value, and the data of a stream.

use lopdf::{Dictionary, Object, Stream};
use memchr::memmem;

use super::budget::Budget;
use super::syntax::Parser;

/// Bytes that cost as much to search as a value costs to make.
const SEARCHED_PER_VALUE: usize = 4 << 10;

/// The entry that marks a stream whose data the file does not hold to their end. No name of PDF begins so.
pub(crate) const CUT: &str = "juesuan:cut";

/// Reads the indirect object at an offset, if it has the expected number: its generation, and what it is. `integer`
/// says what stands in the object of a number, where that is an integer: the length of a stream may be elsewhere.
/// Pictures come without data.
pub(super) fn read(
    bytes: &[u8],
    offset: usize,
    expected: Option<u32>,
    budget: &Budget,
    integer: impl Fn(u32) -> Option<i64>,
) -> Option<(u16, Object)> {
    read_object(bytes, offset, expected, budget, integer, false)
}

/// The same for a picture, with its data. Whoever asks for it counts what is copied.
pub(super) fn read_picture(
    bytes: &[u8],
    offset: usize,
    expected: u32,
    budget: &Budget,
    integer: impl Fn(u32) -> Option<i64>,
) -> Option<(u16, Object)> {
    read_object(bytes, offset, Some(expected), budget, integer, true)
}

fn read_object(
    bytes: &[u8],
    offset: usize,
    expected: Option<u32>,
    budget: &Budget,
    integer: impl Fn(u32) -> Option<i64>,
    with_picture: bool,
) -> Option<(u16, Object)> {
    if budget.exceeded().is_some() {
        return None;
    }
    let mut parser = Parser::new(bytes, offset, budget);
    let (number, generation) = parser.header()?;
    if expected.is_some_and(|expected| expected != number) {
        return None;
    }
    let object = match parser.object()? {
        Object::Dictionary(mut dictionary) if parser.takes(b"stream") => {
            let start = data_start(bytes, parser.position());
            // Pictures are looked at only where somebody asks for them.
            let picture = dictionary.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image");
            let data = if picture && !with_picture {
                Vec::new()
            } else if picture {
                let (end, _) = data_end(bytes, start, length(&dictionary, integer), budget);
                bytes.get(start..end)?.to_vec()
            } else {
                let (end, is_cut) = data_end(bytes, start, length(&dictionary, integer), budget);
                if is_cut {
                    dictionary.set(CUT, true);
                }
                let data = bytes.get(start..end)?;
                budget.copy(data.len()).then(|| data.to_vec())?
            };
            Object::Stream(Stream::new(dictionary, data))
        }
        object => object,
    };
    Some((generation, object))
}

/// Where data begin: on the line below the word `stream`.
fn data_start(bytes: &[u8], behind_word: usize) -> usize {
    let rest = bytes.get(behind_word..).unwrap_or_default();
    let spaces = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let end_of_line = match rest.get(spaces..).unwrap_or_default() {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => return behind_word,
    };
    behind_word + spaces + end_of_line
}

fn length(dictionary: &Dictionary, integer: impl Fn(u32) -> Option<i64>) -> Option<usize> {
    let length = match dictionary.get(b"Length").ok()? {
        Object::Reference((number, _)) => integer(*number)?,
        object => object.as_i64().ok()?,
    };
    usize::try_from(length).ok()
}

/// Where data end: after the stated length if that is true, else at the next word that ends them. Where none does, the
/// file was cut.
fn data_end(bytes: &[u8], start: usize, length: Option<usize>, budget: &Budget) -> (usize, bool) {
    let stated = length.and_then(|length| start.checked_add(length)).filter(|end| *end <= bytes.len());
    let follows = |end: &usize| {
        let rest = bytes.get(*end..).unwrap_or_default().trim_ascii_start();
        rest.starts_with(b"endstream") || rest.starts_with(b"endobj")
    };
    if let Some(end) = stated.filter(follows) {
        return (end, false);
    }
    let rest = bytes.get(start..).unwrap_or_default();
    let found = memmem::find(rest, b"endstream");
    budget.spend(found.unwrap_or(rest.len()) / SEARCHED_PER_VALUE);
    let Some(found) = found.or_else(|| memmem::find(rest, b"endobj")) else {
        return (stated.unwrap_or(bytes.len()), true);
    };
    let data = rest.get(..found).unwrap_or_default();
    let data = data.strip_suffix(b"\n").unwrap_or(data);
    (start + data.strip_suffix(b"\r").unwrap_or(data).len(), false)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The data of the stream in object 1, where the length that object 9 states is 4.
    fn data(text: &str) -> Option<String> {
        let budget = Budget::new(100, 100);
        assert_eq!(read(text.as_bytes(), 0, Some(2), &budget, |_| None), None);
        let (_, object) = read(text.as_bytes(), 0, Some(1), &budget, |number| (number == 9).then_some(4))?;
        Some(String::from_utf8(object.as_stream().ok()?.content.clone()).unwrap())
    }

    #[test]
    fn data_are_as_long_as_stated_if_that_is_true() {
        for (text, expected) in [
            ("1 0 obj<</Length 4>>stream\nabcdendstream", "abcd"),
            ("1 0 obj<</Length 9 0 R>>stream\r\nabcd\nendstream", "abcd"),
            ("1 0 obj<</Length 15>>stream\nab endstream cd\nendstream", "ab endstream cd"),
            ("1 0 obj<</Length 99>>stream\nabcd\r\nendstream", "abcd"),
            ("1 0 obj<</Length 1>>stream \nabcd\nendstream", "abcd"),
            ("1 0 obj<<>>stream\nabcd\nendobj", "abcd"),
            ("1 0 obj<</Length 99>>stream\nabcd", "abcd"),
            ("1 0 obj<</Subtype/Image/Length 4>>stream\nabcd\nendstream", ""),
        ] {
            assert_eq!(data(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(data("1 0 obj<</Length 4>>endobj"), None);
    }
}
