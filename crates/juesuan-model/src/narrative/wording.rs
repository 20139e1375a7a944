//! Patterns of narratives, each compiled when it is first needed: scanned text in, what a pattern finds in it out.

use std::ops::Range;
use std::sync::LazyLock;

use regex_automata::Input;
use regex_automata::meta::{Config, Regex};
use regex_automata::util::captures::Captures;

/// A pattern, with words one of which it cannot do without: most texts are passed over by looking for those.
pub(super) struct Wording {
    pub(super) needs: &'static [&'static str],
    pub(super) pattern: LazyLock<Regex>,
}

/// What a pattern found: ranges of bytes of the text that was searched.
pub(super) struct Found(Captures);

impl Found {
    pub(super) fn range(&self) -> Range<usize> {
        self.0.get_match().map_or(0..0, |whole| whole.range())
    }

    /// What a named group of the pattern matched.
    pub(super) fn name(&self, group: &str) -> Option<Range<usize>> {
        self.0.get_group_by_name(group).map(|span| span.range())
    }

    pub(super) fn has(&self, group: &str) -> bool {
        self.name(group).is_some()
    }

    /// How many groups matched anything.
    pub(super) fn groups(&self) -> usize {
        self.0.iter().skip(1).flatten().count()
    }
}

impl Wording {
    fn may_match(&self, text: &str) -> bool {
        self.needs.is_empty() || self.needs.iter().any(|word| text.contains(word))
    }

    pub(super) fn captures(&self, text: &str) -> Option<Found> {
        if !self.may_match(text) {
            return None;
        }
        let mut captures = self.pattern.create_captures();
        self.pattern.captures(text, &mut captures);
        captures.is_match().then_some(Found(captures))
    }

    /// The last of the matches that follow one another.
    pub(super) fn last_captures(&self, text: &str) -> Option<Found> {
        self.captures_all(text).last()
    }

    /// All matches that follow one another.
    pub(super) fn captures_all<'w, 't>(&'w self, text: &'t str) -> impl Iterator<Item = Found> + use<'w, 't> {
        self.may_match(text).then(|| self.pattern.captures_iter(text)).into_iter().flatten().map(Found)
    }

    pub(super) fn find(&self, text: &str) -> Option<Range<usize>> {
        self.find_at(text, 0)
    }

    pub(super) fn find_at(&self, text: &str, start: usize) -> Option<Range<usize>> {
        if !self.may_match(text) || start > text.len() {
            return None;
        }
        self.pattern.find(Input::new(text).range(start..)).map(|found| found.range())
    }
}

/// Compiles a pattern that is looked for in most sentences.
pub(super) fn often(pattern: &str) -> Regex {
    // One that begins where the text begins needs no search that finds where it begins.
    compile(pattern, !pattern.starts_with('^'))
}

/// Compiles one that few texts need: what makes its search faster takes longer to prepare than it saves.
pub(super) fn rarely(pattern: &str) -> Regex {
    compile(pattern, false)
}

/// Without the searches that pay in long texts only: a whole document is read in less time than it takes to prepare
/// them.
#[allow(clippy::expect_used)] // constants, each compiled by a test
fn compile(pattern: &str, automata: bool) -> Regex {
    let config = Config::new().onepass(false).auto_prefilter(false).hybrid(automata);
    Regex::builder().configure(config).build(pattern).expect("a constant pattern")
}
