//! Titles of the nine under which no table stands: the part of tables in, what is missing there out.
//!
//! A picture of the table, an embedded workbook or a frame of a web page leaves nothing else.

use std::collections::BTreeSet;
use std::ops::Range;

use super::around::title_at;
use super::find::Source;
use super::nine::TableId;
use crate::flow::Item;
use crate::key::key;
use crate::value::Text;

/// The titles, in order: one of each kind of which no table was found. Where no table was found at all the file may hold
/// the text alone, and nothing is said here.
pub(super) fn alone(
    items: &[Item<'_>],
    skip: &dyn Fn(usize) -> bool,
    tables: &[Range<usize>],
    sources: &[Source<'_>],
) -> Vec<(TableId, Text)> {
    let mut found: Vec<(TableId, Text)> = Vec::new();
    let mut known: BTreeSet<TableId> = sources.iter().filter_map(|source| source.id).collect();
    if known.is_empty() {
        return found;
    }
    // Tables of these titles that are kept raw are there all the same.
    let raw: BTreeSet<String> = sources.iter().map(|source| key(&source.title.text)).collect();
    for range in tables {
        let lines = items.get(range.clone()).unwrap_or_default();
        for at in 0..lines.len() {
            if lines.get(at).is_none_or(|item| item.grid().is_some()) || skip(range.start.saturating_add(at)) {
                continue;
            }
            let Some((title, text, _)) = title_at(lines, at) else { continue };
            let Some(id) = title.id else { continue };
            if !known.contains(&id) && !raw.contains(&key(&title.text)) && stands_alone(lines, at) {
                known.insert(id);
                found.push((id, text));
            }
        }
    }
    found
}

/// Whether neither a grid nor a sentence stands between a title and the next one.
fn stands_alone(lines: &[Item<'_>], at: usize) -> bool {
    let next = at.saturating_add(1);
    for (index, item) in lines.iter().enumerate().skip(next) {
        if item.grid().is_some() || item.key().contains('。') {
            return false;
        }
        if title_at(lines, index).is_some_and(|(title, ..)| !title.text.is_empty()) {
            return true;
        }
    }
    true
}
