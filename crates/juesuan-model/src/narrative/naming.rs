//! What an amount is of that its own words do not name: the words around it, its heading, what was counted or told before.

use std::collections::BTreeSet;
use std::ops::Range;

use super::figures::{Figure, Kind};
use super::phrases::{self, Lead, Role};
use super::state::Sentence;
use super::statements::Paragraph;
use super::subjects::{self, Subject, is_bare, is_money, join, money_end};
use super::vocabulary::{
    A_YEAR, BARE_FLOWS, CAME_TO, FORMER_AND_LATTER, HEADING_TAILS, IS_ALL, LEADS_TO_LIST, NAME_FOLLOWS, NOT_SPENT,
    THIS, USED_FOR,
};

/// What stands before a colon or a bracket names an amount where it is at most so long.
const LONGEST_NAME: usize = 24;

/// The words that a change in a reason is told of are cut after so many characters.
const LONGEST_TOLD: usize = 60;

/// Whether words before a colon or a bracket lead to a list or an explanation, and name nothing.
pub(super) fn leads_on(words: &str) -> bool {
    LEADS_TO_LIST.iter().any(|word| words.ends_with(word))
        || words.chars().count() > LONGEST_NAME
        || phrases::reason(words, 0..words.len()).is_some()
}

impl Paragraph<'_, '_, '_> {
    /// `运行维护费由28.00万元降至25.00万元`: the first amount is what it was before.
    pub(super) fn came_from(&self, words: Range<usize>, end: usize) -> Option<Lead> {
        let before = self.plain.get(words.clone()).strip_suffix(['由', '从'])?;
        CAME_TO.find(self.plain.text.get(end..)?)?;
        let subject = words.start..words.start + before.len();
        Some(Lead { subject, role: Role::BaseAmount, compared: None })
    }

    /// `收入8.00万元，支出6.00万元，前者…，后者…`: which of the two amounts is meant, of this sentence or else of the one
    /// before. Of more than two amounts none is the former.
    pub(super) fn former_or_latter(&self, state: &Sentence, words: &str) -> Option<String> {
        let which = FORMER_AND_LATTER.iter().position(|word| *word == words)?;
        let valued = |index: &&usize| self.all.statements.get(**index).is_some_and(|known| known.value.is_some());
        let two = |stated: BTreeSet<usize>| Some(stated).filter(|stated| stated.len() == FORMER_AND_LATTER.len());
        let here = || state.touched.iter().filter(valued).copied();
        let stated = two(here().collect())
            .or_else(|| two(state.before.statements.iter().filter(valued).copied().chain(here()).collect()))?;
        let statement = self.all.statements.get(*stated.iter().nth(which)?)?;
        Some(statement.subject.text.clone())
    }

    /// What an amount without words of its own is of: the words right before the colon or the bracket that it follows
    /// (`行政运行：3.00万元`, `基本支出（3.00万元）`); behind an amount, in brackets, what that is of.
    pub(super) fn named_before(&mut self, state: &Sentence, at: usize) -> Option<Subject> {
        let text = &self.plain.text;
        let before = text.get(..at)?;
        let mark = before.chars().next_back().filter(|c| matches!(c, ':' | '('))?;
        let end = at.checked_sub(mark.len_utf8())?;
        let Some(clause) = state.clauses_before.last().filter(|clause| clause.end == end).cloned() else {
            let outer = state.outside.last().and_then(|(current, _)| *current).filter(|_| mark == '(')?;
            let next = self.figures.partition_point(|figure| figure.whole.end < end);
            let follows = self.figures.get(next).is_some_and(|figure| figure.whole.end == end);
            let text = self.all.statements.get(outer).map(|statement| statement.subject.text.clone())?;
            return follows.then_some(Subject { text, range: at..at });
        };
        let words = self.plain.get(clause.clone());
        let start = if words.starts_with('占') { clause.start + '占'.len_utf8() } else { clause.start };
        if leads_on(words) {
            return None;
        }
        Some(self.subject(state, start..clause.end)).filter(|subject| !subject.is_empty())
    }

    /// What a sum without a name (`合计3.00万元`) is of: the words right before the comma or the bracket in front of it,
    /// where they end with the name of money and no figure stands in them.
    pub(super) fn summed(&mut self, state: &Sentence, at: usize) -> Option<Subject> {
        let mark = self.plain.text.get(..at)?.chars().next_back().filter(|c| matches!(c, '，' | '(' | ':'))?;
        let end = at.checked_sub(mark.len_utf8())?;
        let mut clause = state.clauses_before.last().filter(|clause| clause.end == end)?.clone();
        let words = self.plain.get(clause.clone());
        let unspent = NOT_SPENT.iter().find_map(|word| words.strip_suffix(word));
        let flow = BARE_FLOWS.iter().any(|flow| self.plain.text.get(at..).is_some_and(|text| text.starts_with(flow)));
        clause.end = clause.start + unspent.unwrap_or(words).len();
        let words = self.plain.get(clause.clone());
        let explains = phrases::reason(&self.plain.text, clause.clone()).is_some();
        let named = is_money(words) && !explains && (unspent.is_some() || !flow);
        Some(self.subject(state, clause)).filter(|subject| named && !subject.is_empty())
    }

    /// The last figure that ends before a place.
    pub(super) fn figure_before(&self, at: usize) -> Option<&Figure> {
        self.figures.get(self.figures.partition_point(|figure| figure.whole.end <= at).checked_sub(1)?)
    }

    /// Whether nothing but a mark stands between a count and the words of this many bytes that end at a place.
    pub(super) fn follows_count(&self, at: usize, words: usize) -> bool {
        let start = at.saturating_sub(words);
        self.figure_before(start).is_some_and(|figure| {
            let between = self.plain.text.get(figure.whole.end..start);
            matches!(figure.kind, Kind::Count(_)) && between.is_some_and(|between| matches!(between, "，" | "、"))
        })
    }

    /// Whether a percentage stands right behind an amount, as its rate: `减少0.52万元（-15.29%）`, `降2.50万元、14.97%`.
    pub(super) fn follows_change(&self, words: &Range<usize>) -> bool {
        let sign = self.plain.get(words.clone());
        self.figure_before(words.start).is_some_and(|figure| {
            let between = self.plain.text.get(figure.whole.end..words.start).unwrap_or_default();
            matches!(figure.kind, Kind::Amount { .. }) && matches!(between, "(" | "、") && matches!(sign, "" | "+")
        })
    }

    /// What an amount that names nothing is used for (`25.00万元用于公务用车的燃油`), as its name.
    pub(super) fn used_for(&self, state: &Sentence, end: usize) -> Option<Subject> {
        let after = self.plain.get(end..state.clause.end.max(end));
        after.starts_with(USED_FOR).then(|| {
            let words = end..end + after.len();
            Subject { text: self.plain.printed(words.clone()).text, range: words }
        })
    }

    /// `对2018年310.20万元业务费实施绩效监控`: the name of the amount follows it.
    pub(super) fn named_after(&mut self, state: &Sentence, words: Range<usize>, end: usize) -> Option<Subject> {
        let before = subjects::subject(self.plain, words, &mut self.all.names);
        let after = self.plain.get(end..state.clause.end.max(end));
        // `3.00万元为本年收入`, `128.85万元的年末结转结余中`
        let alone = before.is_empty() || before.text == THIS;
        let is = IS_ALL.iter().find(|word| alone && after.starts_with(**word)).map_or(0, |word| word.len());
        let within = after.strip_prefix('的').filter(|_| alone).and_then(|rest| rest.strip_suffix('中'));
        if let Some(name) = within.filter(|name| is_money(name)) {
            let start = end + '的'.len_utf8();
            return Some(self.subject(state, start..start + name.len())).filter(|subject| !subject.is_empty());
        }
        let (after, end) = (after.get(is..).unwrap_or_default(), end + is);
        // After 为 the rest of the clause is the name.
        let name = if is > 0 { Some(after.len()).filter(|_| is_money(after)) } else { money_end(after) };
        let name = name.filter(|_| NAME_FOLLOWS.contains(&before.text.as_str()))?;
        Some(self.subject(state, end..end + name)).filter(|subject| !subject.is_empty())
    }

    /// The year before the document's that some words open with: what they state is of that year (`2014年…支出决算数`).
    pub(super) fn other_year(&self, words: &Range<usize>) -> Option<u16> {
        let text = self.plain.get(words.clone());
        let found = A_YEAR.find(text).filter(|found| found.start == 0)?;
        let dated = text.get(found.end..).is_none_or(|rest| rest.starts_with(['末', '底', '初']));
        let year = text.get(..4)?.parse().ok()?;
        self.all.year.filter(|own| year < *own && !dated).map(|_| year)
    }

    /// What the heading names, for words that name nothing.
    pub(super) fn of_heading(&self, noun: &str) -> String {
        let mut of = self.heading.trim_start_matches("关于");
        if let Some(year) = A_YEAR.find(of).filter(|year| year.start == 0) {
            of = of.get(year.end..).unwrap_or_default();
        }
        while let Some(rest) = HEADING_TAILS.iter().find_map(|tail| of.strip_suffix(tail)) {
            of = rest;
        }
        let of = if of.is_empty() { self.heading } else { of };
        if is_bare(noun) { join(of, noun) } else { of.to_owned() }
    }

    /// What a change that is told in a reason is of: the words before it there.
    pub(super) fn told(&self, state: &Sentence) -> Subject {
        let clause = state.clauses_before.last().cloned().filter(|words| !words.is_empty());
        let reason = state.reason.as_ref().map(|reason| reason.range.clone());
        let Some(mut range) = clause.or(reason) else { return Subject::default() };
        if let Some(phrase) = phrases::reason(&self.plain.text, range.clone()) {
            range.start = phrase.end;
        }
        let text = self.plain.printed(range.clone()).text;
        let text: String = text.chars().take(LONGEST_TOLD).collect();
        Subject { text, range }
    }
}
