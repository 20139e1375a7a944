//! Numbers of headings and list items that leave one out: a page may be missing.
//!
//! In: the lines, parts, contents and narrative of a document. Out: doubts, each at the heading or item after the gap.

use std::collections::BTreeMap;

use crate::contents::ContentsEntry;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::flow::Item;
use crate::key::key;
use crate::narrative::Narrative;
use crate::numbering::{Numbering, Style, numbering, unnumbered};
use crate::parts::{Part, PartKind};
use crate::value::Text;

/// So many numbers a missing page may take with it, in a list of items or where the contents list them.
const MOST_LEFT_OUT: usize = 12;

/// So many where the contents do not list the headings: numbering that jumps further is as often the department's own.
const MOST_UNLISTED: usize = 1;

/// So many characters of an item are quoted.
const QUOTED: usize = 34;

/// What tells whether a number is really not there.
struct Evidence {
    /// The titles of the contents, with the first place of each among them.
    listed: BTreeMap<String, usize>,
    /// The levels of the contents' entries.
    levels: Vec<usize>,
    /// The numbers that open lines outside the contents, with their pages.
    printed: Vec<(Numbering, u32)>,
}

/// Numbers of parts, sections and items of the narrative that leave one out between two pages.
pub(crate) fn gaps(
    items: &[Item<'_>],
    parts: &[Part],
    contents: &[ContentsEntry],
    narrative: &Narrative,
) -> Vec<Diagnostic> {
    let in_contents =
        |index: usize| parts.iter().any(|part| part.kind == PartKind::Contents && part.items.contains(&index));
    let lines = items.iter().enumerate().filter(|(index, _)| !in_contents(*index));
    let titles = contents.iter().map(|entry| key(&entry.text.text)).enumerate();
    let evidence = Evidence {
        // The first of equal titles stays.
        listed: titles.rev().map(|(at, title)| (title, at)).collect(),
        levels: contents.iter().map(|entry| entry.level).collect(),
        printed: lines.filter_map(|(_, item)| Some((numbering(&item.line()?.text)?, item.page()))).collect(),
    };
    let of_parts = parts.iter().filter(|part| part.kind != PartKind::Contents);
    let headings: Vec<&Text> = of_parts.filter_map(|part| part.heading.as_ref()).collect();
    let mut doubts = evidence.gaps(&headings, MOST_UNLISTED);
    let mut levels = vec![narrative.sections.as_slice()];
    while let Some(sections) = levels.pop() {
        let own = sections.iter().filter(|section| (1..=2).contains(&section.level));
        let headings: Vec<&Text> = own.map(|section| &section.heading).collect();
        doubts.extend(evidence.gaps(&headings, MOST_UNLISTED));
        for section in sections {
            let is_item = |text: &&Text| numbering(&text.text).is_some_and(|number| number.style == Style::Arabic);
            // The items of a list are counted on: no department leaves numbers out of it.
            let items: Vec<&Text> = section.paragraphs.iter().filter(is_item).collect();
            doubts.extend(evidence.gaps(&items, MOST_LEFT_OUT));
        }
        levels.extend(sections.iter().filter(|section| section.level < 3).map(|section| section.children.as_slice()));
    }
    doubts
}

impl Evidence {
    /// The gaps between headings that follow one another; `most` numbers may be missing where the contents do not list them.
    fn gaps(&self, headings: &[&Text], most: usize) -> Vec<Diagnostic> {
        let gap = |pair: &[&Text]| {
            let [above, below] = pair else { return None };
            let (from, to) = (numbering(&above.text)?, numbering(&below.text)?);
            let most = match self.contents_agree(above, below) {
                Some(true) => return None,
                Some(false) => MOST_LEFT_OUT,
                None => most,
            };
            let mut between = from.value.checked_add(1)?..to.value;
            let (first, last) = (above.at.page, below.at.page);
            // What stands there with that number was not taken for a heading.
            let there = |value: u32| {
                let same = |(number, page): &(Numbering, u32)| {
                    number.style == from.style && number.value == value && (first..=last).contains(page)
                };
                self.printed.iter().any(same)
            };
            let missing = from.style == to.style && first < last && !between.is_empty() && between.len() <= most;
            (missing && between.all(|value| !there(value))).then(|| doubt(above, below))
        };
        headings.windows(2).filter_map(gap).collect()
    }

    /// Whether the contents list the second heading right after the first; nothing where they do not list both.
    fn contents_agree(&self, above: &Text, below: &Text) -> Option<bool> {
        let at = |text: &Text| self.listed.get(&key(unnumbered(&text.text))).copied();
        let (from, to) = (at(above)?, at(below)?);
        let level = self.levels.get(to)?;
        let between = self.levels.get(from.checked_add(1)?..to)?;
        Some(between.iter().all(|own| own > level))
    }
}

fn doubt(above: &Text, below: &Text) -> Diagnostic {
    let brief = |text: &Text| text.text.chars().take(QUOTED).collect::<String>();
    let message = format!(
        "“{}” is followed by “{}” on a later page: what stands between them may be missing",
        brief(above),
        brief(below)
    );
    Diagnostic::new(Code::PartMissing, Severity::Warning, Some(below.at), message)
}
