//! One paragraph's body → statements and counts: every figure goes to the item that its own words name.
//!
//! The state of a sentence ends with it. What a later sentence says of an item is added to that item's statement only
//! where the sentence names it (`与2023年度相比，收入支出总计增加…`) or begins without any subject right after a
//! sentence with a single amount.

use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::value::{Text, Unit};

use super::codes::{code_before, item_with_code};
use super::figures::{Figure, Kind, Oddity, figures, holds_figure};
use super::naming::leads_on;
use super::phrases::reason;
use super::plain::Plain;
use super::respective::joined;
use super::sections::Body;
use super::sentences::{Clause, clauses, figures_in, segments, sentences};
use super::state::{Before, Reason, Sentence};
use super::subjects::{self, Name, is_money, money_end};
use super::types::{Base, CountStatement, Statement};
use super::units::Units;
use super::vocabulary::{BEFORE_FIGURE, CLASSIFICATION_ENDS, ITEM_AND_AMOUNT, ITEM_EXPLAINED, NAMED_BUDGET, OF_WHICH};

/// What has been read, and what later paragraphs need to know of earlier ones.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) statements: Vec<Statement>,
    /// The subjects of the statements, each as it is compared with others.
    pub(super) subjects: Vec<Name>,
    pub(super) counts: Vec<CountStatement>,
    pub(super) sentences: Vec<Text>,
    /// How many figures may still be read, and whether there were more.
    pub(super) left: usize,
    pub(super) exhausted: bool,
    /// The fiscal year, where it is known.
    pub(super) year: Option<u16>,
    pub(super) doubts: Vec<Diagnostic>,
    /// The units that the text declares, and the one that holds in this paragraph.
    pub(super) units: Units,
    pub(super) unit: Option<Unit>,
    /// Names of departments and units met before a year.
    pub(super) names: Vec<String>,
    /// The budget named last, under this heading.
    pub(super) budget: Option<(String, Base)>,
    /// What 预算 alone means in this narrative, where that is known.
    pub(super) usual_budget: Option<Base>,
    /// The classification item of a paragraph that holds nothing else: what follows in its section is of it.
    pub(super) item: Option<(String, String)>,
}

impl Reading {
    /// A reading of these texts. 预算 alone is the one budget that they name with a figure, its amount or how far it was
    /// used, if that is one only: `严格按照年度预算管理` says nothing of amounts.
    pub(super) fn of<'t>(texts: impl Iterator<Item = &'t str> + Clone) -> Self {
        let figure = |text: &str, end: usize| {
            let after = text.get(end..).unwrap_or_default().trim_start_matches(BEFORE_FIGURE);
            after.starts_with(|c: char| c.is_ascii_digit())
        };
        let names = |group: &str| {
            let named = |text: &str| {
                let mut ends = NAMED_BUDGET.captures_all(text).filter_map(|found| Some(found.name(group)?.end));
                ends.any(|end| figure(text, end))
            };
            texts.clone().any(named)
        };
        let usual_budget = match (names("initial"), names("adjusted")) {
            (true, false) => Some(Base::InitialBudget),
            (false, true) => Some(Base::AdjustedBudget),
            _ => None,
        };
        Self { usual_budget, ..Self::default() }
    }

    /// Reads a body, and adds what it states.
    pub(super) fn read(&mut self, body: &Body<'_, '_>, plain: &Plain<'_, '_>) {
        let start = plain.scanned_offset(body.start);
        self.unit = self.units.of_paragraph(&plain.text);
        let mut figures = figures(&plain.text, start);
        if figures.len() > self.left {
            figures.truncate(self.left);
            self.exhausted = true;
            let message = "the narrative states more figures than are read: the rest is left out";
            self.doubts.push(Diagnostic::new(
                Code::LimitReached,
                Severity::Error,
                Some(plain.place(start..start)),
                message,
            ));
        }
        self.left = self.left.saturating_sub(figures.len());
        if self.budget.as_ref().is_some_and(|(section, _)| *section != body.section) {
            self.budget = None;
        }
        let own = item(plain, start, body.start > 0);
        let named_here = own.is_some();
        let item = own
            .or_else(|| is_classification(&body.heading).then(|| body.heading.clone()))
            .or_else(|| self.item.take().filter(|(section, _)| *section == body.section).map(|(_, item)| item));
        let goes_on = figures.is_empty() || named_here && figures.len() == 1;
        self.item = item.clone().filter(|_| goes_on).map(|item| (body.section.clone(), item));
        let first = self.statements.len();
        let mut paragraph = Paragraph {
            section: &body.section,
            plain,
            figures: &figures,
            first,
            item,
            heading: &body.heading,
            parts: BTreeSet::new(),
            against_some_budget: BTreeSet::new(),
            all: self,
        };
        let mut before = Rc::new(Before::default());
        for range in sentences(&plain.text, start) {
            let figured = figures_in(&figures, &range).iter().any(|f| matches!(f.kind, Kind::Amount { .. }));
            let found = paragraph.sentence(range.clone(), &before);
            // What says nothing of amounts leaves it to the sentence after it to go on, unless it turns to another item.
            if figured || !found.statements.is_empty() || paragraph.turns_from(&before, range) {
                before = Rc::new(found);
            }
        }
    }
}

/// What a paragraph is about: the classification item (`社会保障和就业支出（类）…（项）`) up to its first mark or its amount, an
/// item with its code (`小学教育（2050202）`), or the head of a numbered item (`1.因公出国（境）费用。`).
fn item(plain: &Plain<'_, '_>, start: usize, numbered: bool) -> Option<String> {
    let text = plain.get(start..plain.text.len());
    let near = text.char_indices().nth(LONGEST_ITEM).map_or(text.len(), |(at, _)| at);
    let mut end = text.get(..near)?.find(['。', ':', '，', ';'])?;
    let mut words = text.get(..end)?;
    if let Some(found) = ITEM_AND_AMOUNT.captures(words).and_then(|found| found.name("item")) {
        end = found.end;
        words = text.get(..end)?;
    } else if let Some(explained) = item_explained(words) {
        return Some(plain.printed(start..start + explained).text);
    } else if let Some(item) = item_with_code(words) {
        return Some(plain.printed(start..start + item).text);
    } else if let Some(code) = code_before(words) {
        // `2050202普通教育——小学教育：年初预算…`
        return Some(plain.printed(start + code..start + end).text);
    }
    let head = numbered && text.get(end..)?.starts_with('。') && words.chars().count() <= LONGEST_HEAD;
    let named = is_classification(words) || head && !holds_figure(words);
    named.then(|| plain.printed(start..start + end).text)
}

/// Where the item ends that some words name before they explain it (`“…（项）”主要用于道路清扫`).
fn item_explained(words: &str) -> Option<usize> {
    let ends = CLASSIFICATION_ENDS.iter().filter_map(|end| Some(words.rfind(end)? + end.len()));
    let end = ends.max()?;
    let rest = words.get(end..)?;
    let quote = rest.chars().next().filter(|c| *c == '”').map_or(0, char::len_utf8);
    let rest = rest.get(quote..)?;
    (ITEM_EXPLAINED.iter().any(|word| rest.starts_with(word)) && !holds_figure(rest)).then_some(end + quote)
}

/// A classification item in full (类, 款, 项) is at most this many characters long.
const LONGEST_ITEM: usize = 120;

/// An amount's words are looked for in this many bytes before it: no subject is longer.
const LONGEST_WORDS: usize = 1200;

/// An item that a later sentence of the paragraph names again is looked for among this many statements.
const RECENT: usize = 200;

/// The head of a numbered item is at most this many characters long.
const LONGEST_HEAD: usize = 30;

fn is_classification(text: &str) -> bool {
    CLASSIFICATION_ENDS
        .iter()
        .any(|end| text.ends_with(end) || text.ends_with(&end.replace('(', "（").replace(')', "）")))
}

/// The reader of one paragraph.
pub(super) struct Paragraph<'r, 'p, 'a> {
    pub(super) section: &'r str,
    pub(super) plain: &'r Plain<'p, 'a>,
    pub(super) figures: &'r [Figure],
    /// The heading above it, without its number.
    pub(super) heading: &'r str,
    /// The paragraph's first statement.
    pub(super) first: usize,
    /// What bare nouns (`支出决算为`) are of.
    pub(super) item: Option<String>,
    /// The paragraph's statements that are parts of another (其中, or in brackets).
    pub(super) parts: BTreeSet<usize>,
    /// Those compared with a budget that nothing tells more of.
    pub(super) against_some_budget: BTreeSet<usize>,
    pub(super) all: &'r mut Reading,
}

impl Paragraph<'_, '_, '_> {
    /// Reads a sentence; gives what the next one may refer to.
    fn sentence(&mut self, range: Range<usize>, before: &Rc<Before>) -> Before {
        // `其中：` goes on with the sentence before, and so with its comparison.
        let base = before.base.filter(|_| self.plain.get(range.clone()).starts_with(OF_WHICH));
        let number = self.all.sentences.len();
        let stated = (self.all.statements.len(), self.all.counts.len());
        let mut state = Sentence { number, before: Rc::clone(before), base, opening: true, ..Sentence::default() };
        let mut earlier = 0;
        for segment in segments(&self.plain.text, range.clone()) {
            earlier = state.touched.len();
            self.segment(&mut state, segment);
        }
        self.close_reason(&mut state);
        self.bracketed_shares(&mut state);
        self.imply_bases(&state);
        if stated != (self.all.statements.len(), self.all.counts.len()) {
            self.all.sentences.push(self.plain.printed(range));
        }
        let last = state.touched.get(earlier..).unwrap_or_default();
        Before { statements: latest(&state.touched), in_last_segment: latest(last), base: state.base }
    }

    /// Whether a sentence begins with the name of a sum of money that the sentence before stated nothing of
    /// (`因公出国（境）费本年度未安排`).
    fn turns_from(&mut self, before: &Before, sentence: Range<usize>) -> bool {
        let text = self.plain.get(sentence.clone());
        let words = text.get(..text.find(['，', ':', ';']).unwrap_or(text.len())).unwrap_or_default();
        let Some(end) = money_end(words).filter(|_| reason(words, 0..words.len()).is_none()) else { return false };
        let subject = subjects::subject(self.plain, sentence.start..sentence.start + end, &mut self.all.names);
        let name = Name::of(&subject.text);
        let known = |index: &usize| {
            let of = self.all.statements.get(*index).map_or("", |statement| statement.subject.text.as_str());
            of.contains(&subject.text) || self.is_of(*index, &name)
        };
        is_money(&subject.text) && !before.statements.iter().rev().take(RECENT).any(known)
    }

    fn segment(&mut self, state: &mut Sentence, segment: Range<usize>) {
        let goes_on = !figures_in(self.figures, &segment).iter().any(|f| f.kind != Kind::Bare);
        match &mut state.reason {
            Some(reason) if goes_on && only_explains(self.plain.get(segment.clone())) => {
                reason.range.end = segment.end;
                return;
            }
            _ => self.close_reason(state),
        }
        state.in_parts &= state.in_list;
        state.previous = state.touched.last().copied();
        state.current = None;
        state.outturn = None;
        state.named = None;
        state.in_reason = false;
        state.lead = None;
        state.outside.clear();
        state.clauses_before.clear();
        state.first_clause = true;
        let clauses = joined(clauses(&self.plain.text, segment.clone(), self.figures), &self.plain.text, self.figures);
        for clause in clauses {
            self.clause(state, &clause);
            if let Some(reason) = &mut state.reason {
                reason.range.end = segment.end;
            }
        }
    }

    fn clause(&mut self, state: &mut Sentence, clause: &Clause) {
        while state.outside.len() < clause.depth {
            state.outside.push((state.current, state.last_count.clone()));
        }
        while state.outside.len() > clause.depth {
            (state.current, state.last_count) = state.outside.pop().unwrap_or_default();
        }
        state.clause = clause.range.clone();
        if self.plain.get(clause.range.clone()).starts_with(OF_WHICH) {
            state.in_parts = true;
            state.in_list |= state.first_clause || clause.mark == Some(':');
        }
        state.first_clause = false;
        let figures = figures_in(self.figures, &clause.range);
        let mut at = clause.range.start;
        let mut figured = false;
        let respectively = !figures.is_empty()
            && (self.respectively(state, clause.range.clone()) || self.rates_in_order(state, clause.range.clone()));
        if respectively {
            figured = true;
            at = clause.range.end;
        }
        for figure in figures.iter().filter(|_| !respectively) {
            let words = self.after_reason(state, self.near(at..figure.whole.start));
            match &figure.kind {
                Kind::Amount { unit, .. } => {
                    let unit = Some(*unit).filter(|_| figure.oddity != Some(Oddity::UnitApart));
                    self.amount(state, words, figure, unit);
                }
                Kind::Percent => self.percent(state, words, figure),
                Kind::Count(unit) => self.count(state, words, figure, unit, clause.range.end),
                Kind::Bare => {
                    if !self.bare(state, words, figure, clause.range.end) {
                        continue;
                    }
                }
            }
            figured = true;
            at = figure.whole.end;
        }
        if !figured || at < clause.range.end {
            let words = self.after_reason(state, self.near(at..clause.range.end));
            if !(figured && words.is_empty()) {
                self.claim(state, words);
            }
        }
        self.take_lead(state, clause, figured);
        let words = self.plain.get(clause.range.clone());
        state.opening &= state.led_in || state.based.is_some() || words.is_empty() || words == "其中";
        state.led_in = false;
        if figured {
            state.clauses_before.clear();
        } else {
            state.clauses_before.push(clause.range.clone());
        }
    }

    /// Remembers the name before the colon with which a segment opens: the accounts behind it are of that
    /// (`②车辆购置费：预算20.00万元，决算17.10万元`).
    fn take_lead(&mut self, state: &mut Sentence, clause: &Clause, figured: bool) {
        let words = self.plain.get(clause.range.clone());
        let names = !figured && clause.mark == Some(':') && clause.depth == 0 && state.clauses_before.is_empty();
        if names && !leads_on(words) {
            let subject = subjects::subject(self.plain, clause.range.clone(), &mut self.all.names);
            state.lead = Some(subject.text).filter(|name| is_money(name) && !subjects::is_bare(name));
        }
    }

    /// The words nearest to the end of a range.
    fn near(&self, range: Range<usize>) -> Range<usize> {
        let mut start = range.start.max(range.end.saturating_sub(LONGEST_WORDS));
        while !self.plain.text.is_char_boundary(start) {
            start += 1;
        }
        start..range.end
    }

    /// The paragraph's statements that later words may name again.
    pub(super) fn recent(&self) -> Range<usize> {
        let end = self.all.statements.len();
        self.first.max(end.saturating_sub(RECENT))..end
    }

    /// Takes the phrase that announces a reason out of some words, with what it is said of. Gives the words after it.
    fn after_reason(&mut self, state: &mut Sentence, words: Range<usize>) -> Range<usize> {
        let Some(phrase) = reason(&self.plain.text, words.clone()) else { return words };
        let of = self.claim(state, words.start..phrase.start);
        let compared = |index: &usize| {
            self.all.statements.get(*index).is_some_and(|s| s.comparison.is_some() || s.completion.is_some())
        };
        let newest = |indices: &[usize]| indices.iter().rev().copied().find(compared);
        // Words that name something else (`完成情况与效益主要是`) explain nothing that was compared.
        let target = if of.is_some() || self.plain.get(words.start..phrase.start).chars().count() > 2 {
            of
        } else if state.touched.is_empty() {
            newest(&state.before.statements)
        } else {
            state.current.filter(compared).or_else(|| newest(&state.touched))
        };
        if !state.in_reason {
            state.explained = target.or(state.explained);
            state.reason = target.map(|target| Reason { target, range: phrase.end..words.end });
        }
        state.in_reason = true;
        state.current = None;
        state.named = None;
        phrase.end..words.end
    }

    fn close_reason(&mut self, state: &mut Sentence) {
        let Some(Reason { target, range }) = state.reason.take() else { return };
        let text = self.plain.get(range.clone());
        let marks = |c: char| matches!(c, ':' | '，' | ';');
        let start = range.start + (text.len() - text.trim_start_matches(marks).len());
        let end = start + text.trim_matches(marks).len();
        if let Some(statement) = self.all.statements.get_mut(target)
            && statement.reason.is_none()
            && start < end
        {
            statement.reason = Some(self.plain.printed(start..end));
        }
    }

    /// Changes without a base have the one that the rest of the sentence names, or that of what they explain; a rate of
    /// growth, where the sentence names none, is year-on-year.
    fn imply_bases(&mut self, state: &Sentence) {
        for index in &state.touched {
            let explained = state.explained.and_then(|explained| self.all.statements.get(explained));
            let explained = explained.and_then(|explained| explained.comparison.as_ref()?.base);
            let Some(statement) = self.all.statements.get_mut(*index) else { continue };
            if self.against_some_budget.contains(index) {
                continue;
            }
            if let Some(comparison) = statement.comparison.as_mut().filter(|comparison| comparison.base.is_none()) {
                let year_on_year = comparison.change_percent.as_ref().map(|_| Base::PriorYear);
                comparison.base = state.base.or(explained).or(year_on_year);
                comparison.base_implied = comparison.base.is_some();
            }
        }
    }
}

/// These indices once each, in the order in which they came last.
fn latest(indices: &[usize]) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    let mut found: Vec<usize> = indices.iter().rev().copied().filter(|index| seen.insert(*index)).collect();
    found.reverse();
    found
}

/// Whether a segment without figures only goes on explaining: it compares nothing.
fn only_explains(text: &str) -> bool {
    !text.contains("持平") && reason(text, 0..text.len()).is_none()
}
