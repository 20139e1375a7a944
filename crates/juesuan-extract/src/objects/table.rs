//! The cross-reference of a file: where each object stands. In: the bytes from the header on. Out: places by object
//! number, and the trailer. Only what the file says; whether it is true shows when an object is read.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Object};
use memchr::memmem;

use super::budget::Budget;
use super::indirect;
use super::syntax::{BYTES_PER_VALUE, Parser, integer};
use crate::content::lexer::Token;

/// Decoded size at which a cross-reference stream or an object stream is refused.
pub(super) const MAX_STREAM: usize = 8 << 20;

/// What an entry of a cross-reference stream costs: that of a table is three words.
const VALUES_PER_ENTRY: usize = 3;

/// Where an object stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Nowhere: it has been deleted.
    Free,
    /// At an offset in the file.
    At(usize),
    /// In the object stream of this number.
    In(u32),
}

/// What a file says of its objects.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) places: BTreeMap<u32, Place>,
    pub(super) trailer: Dictionary,
    /// Whether all its sections could be read.
    pub(super) complete: bool,
}

/// Reads all sections, the newest first: what it says counts. `None` where not even that can be read.
pub(super) fn read(bytes: &[u8], budget: &Budget) -> Option<Table> {
    let mut table = Table { complete: true, ..Table::default() };
    let mut next = Some(last_start(bytes)?);
    let mut seen = BTreeSet::new();
    while let Some(offset) = next.filter(|offset| seen.insert(*offset)) {
        let Some(section) = section(bytes, offset, budget) else {
            table.complete = false;
            break;
        };
        let hidden = offset_of(&section.trailer, b"XRefStm").filter(|_| section.is_table);
        next = offset_of(&section.trailer, b"Prev");
        // What is hidden in a stream from readers that know tables only is free in the table.
        let (free, used): (Vec<_>, Vec<_>) = section.places.into_iter().partition(|(_, place)| *place == Place::Free);
        table.add(used);
        if let Some(offset) = hidden {
            match self::section(bytes, offset, budget) {
                Some(section) => table.add(section.places),
                None => table.complete = false,
            }
        }
        table.add(free);
        for (key, value) in &section.trailer {
            if !table.trailer.has(key) {
                table.trailer.set(key.clone(), value.clone());
            }
        }
    }
    (!seen.is_empty() && !table.places.is_empty()).then_some(table)
}

impl Table {
    fn add(&mut self, places: Vec<(u32, Place)>) {
        for (number, place) in places {
            self.places.entry(number).or_insert(place);
        }
    }
}

/// One section of a cross-reference.
struct Section {
    places: Vec<(u32, Place)>,
    trailer: Dictionary,
    is_table: bool,
}

fn section(bytes: &[u8], offset: usize, budget: &Budget) -> Option<Section> {
    let mut parser = Parser::new(bytes, offset, budget);
    if parser.takes(b"xref") { table(parser) } else { stream(bytes, offset, budget) }
}

/// A table: rows of an offset, a generation and `n` or `f`; before them the number of the first, and how many.
fn table(mut parser: Parser<'_>) -> Option<Section> {
    let mut places = Vec::new();
    let mut number = 0_u32;
    let mut integers: Vec<i64> = Vec::with_capacity(4);
    loop {
        let (token, text) = parser.token()?;
        match token {
            Token::Number(_) => {
                // Two of them were the head of a part without rows.
                if integers.len() == 4 {
                    integers.drain(..2);
                }
                integers.push(integer(text)?);
            }
            Token::Keyword(kind @ (b"n" | b"f")) => {
                let offset = match *integers.as_slice() {
                    [offset, _] => offset,
                    [first, _, offset, _] => {
                        number = u32::try_from(first).ok()?;
                        offset
                    }
                    _ => return None,
                };
                integers.clear();
                // Offset 0 is how careless writers mark numbers that are not used.
                let place = match usize::try_from(offset).ok()? {
                    offset @ 1.. if kind == b"n" => Place::At(offset),
                    _ => Place::Free,
                };
                places.push((number, place));
                number = number.saturating_add(1);
            }
            Token::Keyword(b"trailer") => break,
            _ => return None,
        }
    }
    let Some(Object::Dictionary(trailer)) = parser.object() else { return None };
    Some(Section { places, trailer, is_table: true })
}

/// A stream: entries of a kind and two fields, each of a width that the dictionary states.
fn stream(bytes: &[u8], offset: usize, budget: &Budget) -> Option<Section> {
    let (_, Object::Stream(stream)) = indirect::read(bytes, offset, None, budget, |_| None)? else { return None };
    let size = |object: &Object| usize::try_from(object.as_i64().ok()?).ok();
    let integers = |key: &[u8]| -> Option<Vec<usize>> {
        stream.dict.get(key).and_then(Object::as_array).ok()?.iter().map(size).collect()
    };
    let [kind, first, second] = *integers(b"W")?.as_slice() else { return None };
    let width = kind.checked_add(first)?.checked_add(second).filter(|width| (1..=24).contains(width))?;
    let ranges = integers(b"Index").unwrap_or_else(|| vec![0, usize::MAX]);
    let content = stream.get_plain_content_with_limit(MAX_STREAM).ok()?;
    budget.spend(content.len() / BYTES_PER_VALUE);
    let mut entries = content.chunks_exact(width);
    let mut places = Vec::new();
    for range in ranges.chunks_exact(2) {
        let [start, count] = *range else { break };
        for (number, entry) in (start..).zip(entries.by_ref().take(count)) {
            let (Ok(number), true) = (u32::try_from(number), budget.spend(VALUES_PER_ENTRY)) else { break };
            let (head, rest) = entry.split_at_checked(kind)?;
            let (first, _) = rest.split_at_checked(first)?;
            let field = big_endian(first)?;
            let place = match if kind == 0 { 1 } else { big_endian(head)? } {
                0 => Place::Free,
                1 if field > 0 => Place::At(field),
                2 => Place::In(u32::try_from(field).ok()?),
                _ => Place::Free,
            };
            places.push((number, place));
        }
    }
    Some(Section { places, trailer: stream.dict, is_table: false })
}

fn big_endian(bytes: &[u8]) -> Option<usize> {
    bytes.iter().try_fold(0_usize, |value, &byte| Some(value.checked_mul(256)? | usize::from(byte)))
}

fn offset_of(trailer: &Dictionary, key: &[u8]) -> Option<usize> {
    usize::try_from(trailer.get(key).ok()?.as_i64().ok()?).ok()
}

/// The number behind the last `startxref`.
fn last_start(bytes: &[u8]) -> Option<usize> {
    let keyword = b"startxref";
    let rest = bytes.get(memmem::rfind(bytes, keyword)? + keyword.len()..)?.trim_ascii_start();
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(rest.get(..digits)?).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Option<Vec<(u32, Place)>> {
        Some(read(text.as_bytes(), &Budget::new(1_000, 1_000))?.places.into_iter().collect())
    }

    #[test]
    fn the_newest_section_counts() {
        let old = "xref\n0 3\n0000000000 65535 f \n0000000017 00000 n\n0000000081 00000 n\ntrailer<</Root 1 0 R>>\n";
        let new = format!(
            "{old}xref 1 1 0000000500 00000 n 7 1 0000000000 00001 n trailer<</Prev 0>> startxref {}",
            old.len()
        );
        let expected = [(0, Place::Free), (1, Place::At(500)), (2, Place::At(81)), (7, Place::Free)];
        assert_eq!(places(&new).unwrap(), expected);
        assert!(read(new.as_bytes(), &Budget::new(1_000, 1_000)).unwrap().trailer.has(b"Root"));
        assert_eq!(last_start(b"startxref\n12\n%%EOF startxref 345 %%EOF"), Some(345));
        assert_eq!(last_start(b"startxref\n%%EOF"), None);
    }

    #[test]
    fn a_section_that_cannot_be_read_is_noted() {
        let text = "xref 1 1 0000000500 00000 n trailer<</Prev 9>> startxref 0";
        assert!(!read(text.as_bytes(), &Budget::new(1_000, 1_000)).unwrap().complete);
        for none in ["", "xref 1 1 0000000500 00000 n startxref 0", "xref 1 x n trailer<<>> startxref 0"] {
            assert_eq!(places(none), None, "{none}");
        }
    }

    #[test]
    fn streams_have_entries_of_stated_widths() {
        let text = "5 0 obj<</W[1 2 1]/Index[3 2 9 1]/Length 12>>stream\n\x01\x01\x02\x00\x02\x00\x04\x01\x00\x00\x00\x00endstream startxref 0";
        assert_eq!(places(text).unwrap(), [(3, Place::At(258)), (4, Place::In(4)), (9, Place::Free)]);
    }
}
