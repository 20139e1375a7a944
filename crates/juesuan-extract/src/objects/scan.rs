//! Where objects stand in a file whose cross-reference is lost or wrong: found by looking for `12 0 obj` everywhere
//! but in the data of streams. In: the bytes from the header on. Out: offsets, of several objects of one number the
//! last.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object};
use memchr::memmem;

use super::budget::Budget;
use super::indirect;
use super::syntax::Parser;

/// How many trailers are looked at, from the end of the file on.
const MAX_TRAILERS: usize = 16;

/// What stands in a file.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// Where each object begins.
    pub(super) objects: BTreeMap<u32, usize>,
    /// The object streams among them, in the order of the file.
    pub(super) packed: Vec<u32>,
    /// Cross-reference streams: their dictionaries are trailers.
    references: Vec<usize>,
}

/// Looks through a file; beyond `maximum` objects, no further.
pub(super) fn scan(bytes: &[u8], maximum: usize) -> Scan {
    let mut scan = Scan::default();
    let mut from = 0;
    let mut streams = memmem::find_iter(bytes, b"stream").peekable();
    let mut words = memmem::find_iter(bytes, b"obj").peekable();
    while let Some(word) = words.next() {
        let Some((number, offset)) = header_before(bytes, word).filter(|_| word >= from) else { continue };
        if scan.objects.len() > maximum {
            break;
        }
        scan.objects.insert(number, offset);
        // The data of its stream begin before it ends and before the next object does.
        while streams.next_if(|stream| *stream < word).is_some() {}
        let Some(&stream) = streams.peek().filter(|stream| words.peek().is_none_or(|next| next > *stream)) else {
            continue;
        };
        let dictionary = bytes.get(word..stream).unwrap_or_default();
        if memmem::find(dictionary, b"/ObjStm").is_some() {
            scan.packed.retain(|packed| *packed != number);
            scan.packed.push(number);
        } else if memmem::find(dictionary, b"/XRef").is_some() {
            scan.references.push(offset);
        }
        from = end_of_data(bytes, dictionary, stream);
    }
    scan
}

/// Number and offset of the object whose `obj` stands here; the word ends `endobj`, too.
fn header_before(bytes: &[u8], word: usize) -> Option<(u32, usize)> {
    let before = bytes.get(word.saturating_sub(32)..word)?;
    let without_digits =
        |bytes: &[u8]| bytes.len() - bytes.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let generation = before.trim_ascii_end();
    let between = generation.get(..without_digits(generation))?;
    let number = between.trim_ascii_end();
    let start = without_digits(number);
    let is_header = between.len() < generation.len() && number.len() < between.len() && start < number.len();
    let number = std::str::from_utf8(number.get(start..).filter(|_| is_header)?).ok()?.parse().ok()?;
    Some((number, word - (before.len() - start)))
}

/// Where the data of a stream end whose word `stream` stands here: after the length that its dictionary states, if
/// that is true; else right at their beginning, and objects are looked for in them.
fn end_of_data(bytes: &[u8], dictionary: &[u8], stream: usize) -> usize {
    let start = stream + b"stream".len();
    let stated = memmem::rfind(dictionary, b"/Length").and_then(|at| {
        let digits = dictionary.get(at + b"/Length".len()..)?.trim_ascii_start();
        let count = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let length: usize = std::str::from_utf8(digits.get(..count)?).ok()?.parse().ok()?;
        let end = start.checked_add(length)?;
        // The end of the line behind `stream` comes on top.
        let behind = bytes.get(end..)?;
        memmem::find(behind.get(..behind.len().min(16))?, b"endstream").map(|_| end)
    });
    stated.unwrap_or(start)
}

impl Scan {
    /// The trailers of the file, the last first.
    pub(super) fn trailers(&self, bytes: &[u8], budget: &Budget) -> Vec<Dictionary> {
        let behind_word = |at: usize| match Parser::new(bytes, at + b"trailer".len(), budget).object()? {
            Object::Dictionary(dictionary) => Some((at, dictionary)),
            _ => None,
        };
        let of_stream = |&at: &usize| match indirect::read(bytes, at, None, budget, |_| None)?.1 {
            Object::Stream(stream) => Some((at, stream.dict)),
            _ => None,
        };
        let words = memmem::rfind_iter(bytes, b"trailer").take(MAX_TRAILERS).filter_map(behind_word);
        let streams = self.references.iter().rev().take(MAX_TRAILERS).filter_map(of_stream);
        let mut trailers: Vec<_> = words.chain(streams).collect();
        trailers.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        trailers.into_iter().map(|(_, dictionary)| dictionary).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_object_of_a_number_counts() {
        let text = b"%PDF 1 0 obj 5 endobj x2 0 obj 12 0 R endobj\n1\n0\nobj 6 endobj a3 4obj 7 obj";
        let found: Vec<_> = scan(text, 10).objects.into_iter().collect();
        assert_eq!(found, [(1, 45), (2, 23), (3, 63)]);
        assert_eq!(scan(text, 0).objects.len(), 1);
    }

    #[test]
    fn data_of_streams_are_passed_over() {
        let text = |length: usize| {
            format!("1 0 obj<</Length {length}>>stream\n5 0 obj 7 endobj\nendstream 2 0 obj<</Type/ObjStm>>stream")
        };
        let found = |length| scan(text(length).as_bytes(), 10).objects.into_keys().collect::<Vec<_>>();
        assert_eq!(found(16), [1, 2]);
        assert_eq!(found(900), [1, 2, 5]);
        assert_eq!(scan(text(16).as_bytes(), 10).packed, [2]);
    }

    #[test]
    fn trailers_are_the_last_first() {
        let text = b"trailer<</A 1>> 5 0 obj<</Type/XRef/A 2>>stream\nendstream trailer<</A 3>>";
        let trailers = scan(text, 10).trailers(text, &Budget::new(100, 100));
        let values: Vec<_> = trailers.iter().map(|trailer| trailer.get(b"A").unwrap().as_i64().unwrap()).collect();
        assert_eq!(values, [3, 2, 1]);
    }
}
