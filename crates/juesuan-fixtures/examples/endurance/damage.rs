//! Damaging documents. In: documents and random numbers. Out: the bytes of a damaged one.

use std::ops::Range;
use std::path::Path;

use crate::random::Random;

/// A document to be damaged.
pub(crate) struct Source {
    bytes: Vec<u8>,
    /// What stands between each `obj` and its `endobj`.
    objects: Vec<Range<usize>>,
    /// Numbers, as digits.
    numbers: Vec<Range<usize>>,
}

/// A document as it is, and once more with its streams inflated, so that damage reaches what is in them.
pub(crate) fn sources(path: &Path) -> Vec<Source> {
    let bytes = std::fs::read(path).expect("the source can be read");
    let inflated = lopdf::Document::load_mem(&bytes).ok().filter(|document| document.encryption_state.is_none());
    let inflated = inflated.and_then(|mut document| {
        document.decompress();
        let mut plain = Vec::new();
        document.save_to(&mut plain).ok().map(|()| plain)
    });
    // Pictures and large fonts make every copy slow and teach nothing.
    [Some(bytes), inflated].into_iter().flatten().filter(|bytes| bytes.len() < 4 << 20).map(Source::new).collect()
}

impl Source {
    fn new(bytes: Vec<u8>) -> Self {
        let find = |from: usize, word: &[u8]| {
            bytes.get(from..)?.windows(word.len()).position(|window| window == word).map(|at| from + at)
        };
        let (mut objects, mut from) = (Vec::new(), 0);
        while let Some(start) = find(from, b" obj") {
            let Some(end) = find(start, b"endobj") else { break };
            objects.push(start + 4..end);
            from = end + 6;
        }
        let (mut numbers, mut start) = (Vec::new(), None);
        for (at, byte) in bytes.iter().enumerate() {
            match (byte.is_ascii_digit(), start) {
                (true, None) => start = Some(at),
                (false, Some(first)) => {
                    numbers.push(first..at);
                    start = None;
                }
                _ => {}
            }
        }
        Self { bytes, objects, numbers }
    }
}

/// Bytes that mean something in a PDF.
const MEANINGFUL: &[u8] = b"<>[](){}/%# \n\r\0-+.0159R";
/// Numbers that readers get wrong.
const EXTREME: &[&str] = &[
    "0",
    "-1",
    "1",
    "2",
    "255",
    "65536",
    "2147483647",
    "2147483648",
    "4294967295",
    "9223372036854775807",
    "99999999999999999999",
    "1000000.5",
    "-0.00001",
    "3.5e38",
];

/// A copy of one of the sources with one to four kinds of damage.
pub(crate) fn mutate(sources: &[Source], random: &mut Random) -> Vec<u8> {
    let Some(source) = random.pick(sources) else { return Vec::new() };
    let mut bytes = source.bytes.clone();
    for _ in 0..=random.below(4) {
        match random.below(8) {
            0 => change_bytes(&mut bytes, random, |byte, random| byte ^ (1 << random.below(8))),
            1 => change_bytes(&mut bytes, random, |_, random| random.byte()),
            2 => change_bytes(&mut bytes, random, |_, random| *random.pick(MEANINGFUL).unwrap_or(&0)),
            3 => replace_number(source, &mut bytes, random),
            4 => splice_object(source, sources, &mut bytes, random),
            5 => exchange_references(&mut bytes, source, random),
            6 => {
                let range = some_range(bytes.len(), 1 << random.below(14), random);
                bytes.drain(range);
            }
            _ if random.below(4) == 0 => bytes.truncate(random.below(bytes.len() + 1)),
            _ => {
                let range = some_range(bytes.len(), 1 << random.below(12), random);
                let again = bytes.get(range.clone()).unwrap_or_default().to_vec();
                bytes.splice(range.end..range.end, again);
            }
        }
    }
    bytes
}

fn some_range(length: usize, longest: usize, random: &mut Random) -> Range<usize> {
    let start = random.below(length + 1);
    start..(start + random.below(longest + 1)).min(length)
}

fn change_bytes(bytes: &mut [u8], random: &mut Random, changed: impl Fn(u8, &mut Random) -> u8) {
    for _ in 0..1 << random.below(6) {
        if let Some(byte) = bytes.get_mut(random.below(bytes.len())) {
            *byte = changed(*byte, random);
        }
    }
}

/// Puts `new` where `range` was, when that is still there.
fn replace(bytes: &mut Vec<u8>, range: &Range<usize>, new: &[u8]) {
    if range.end <= bytes.len() {
        bytes.splice(range.clone(), new.iter().copied());
    }
}

fn replace_number(source: &Source, bytes: &mut Vec<u8>, random: &mut Random) {
    if let (Some(range), Some(number)) = (random.pick(&source.numbers), random.pick(EXTREME)) {
        replace(bytes, range, number.as_bytes());
    }
}

/// An object of any source in the place of an object of this one, or behind it under the same number.
fn splice_object(source: &Source, sources: &[Source], bytes: &mut Vec<u8>, random: &mut Random) {
    let other = if random.below(2) == 0 { Some(source) } else { random.pick(sources) };
    let body = other.and_then(|other| other.bytes.get(random.pick(&other.objects)?.clone()));
    let (Some(body), Some(place)) = (body, random.pick(&source.objects)) else { return };
    if random.below(2) == 0 {
        replace(bytes, place, body);
    } else {
        let number = 1 + random.below(source.objects.len());
        bytes.extend_from_slice(format!("\n{number} 0 obj").as_bytes());
        bytes.extend_from_slice(body);
        bytes.extend_from_slice(b"endobj\n");
    }
}

/// Makes some references lead to other objects: loops, fonts that are pages, streams that are dictionaries.
fn exchange_references(bytes: &mut [u8], source: &Source, random: &mut Random) {
    for _ in 0..=random.below(8) {
        let Some(range) = random.pick(&source.numbers).filter(|range| range.len() <= 4) else { continue };
        let is_reference = bytes.get(range.end..range.end + 4).is_some_and(|behind| behind == b" 0 R");
        if let Some(digits) = bytes.get_mut(range.clone()).filter(|_| is_reference) {
            let number = random.below(10_usize.pow(range.len() as u32));
            digits.copy_from_slice(format!("{number:0width$}", width = range.len()).as_bytes());
        }
    }
}
