//! Words without a figure: comparisons in words, what introduces a comparison, what later words refer to.

use std::ops::Range;

use super::phrases::{Claim, claim};
use super::state::Sentence;
use super::statements::Paragraph;
use super::subjects::{self, Account, Name, Subject, account, is_bare, is_dependent, is_money, join};
use super::types::{Comparison, Direction, Statement};
use super::vocabulary::{ACTIVITY, BOTH_ACCOUNTS, NO_ITEMS, OF_WHICH, REVIEW, SUMS_OF_LEAD};

impl Paragraph<'_, '_, '_> {
    /// Reads words without a figure; gives the statement that they are about.
    pub(super) fn claim(&mut self, state: &mut Sentence, words: Range<usize>) -> Option<usize> {
        match claim(&self.plain.text, words.clone()) {
            Claim::Compared { subject, against, direction } => {
                let base = self.resolve(Some(against));
                let given = Comparison { base, direction: Some(direction), ..Comparison::default() };
                self.compare(state, subject, given)
            }
            Claim::Flat => {
                // `支出5.12万元，没有变化`: against what is not said.
                let (base, base_amount) = match state.based.take() {
                    Some((base, amount)) => (base, Some(amount)),
                    None if state.current.is_some() && !state.in_reason => (None, None),
                    None => return None,
                };
                let direction = Some(Direction::Flat);
                let given = Comparison { base, base_amount, direction, ..Comparison::default() };
                self.compare(state, words.start..words.start, given)
            }
            Claim::Unchanged { subject } => {
                let base = state.base.filter(|_| state.introduced)?;
                let subject = self.subject(state, subject);
                let comparison =
                    Comparison { base: Some(base), direction: Some(Direction::Flat), ..Comparison::default() };
                let at = self.plain.place(subject.range.clone());
                let statement = Statement { comparison: Some(comparison), at, ..Statement::default() };
                let index = self.push(state, subject, statement);
                state.touch(index);
                Some(index)
            }
            Claim::Moved { subject, against, direction } => {
                let subject = self.subject(state, subject);
                let base = self.resolve(against);
                state.base = base.or(state.base);
                if !subject.is_empty() && !is_money(&subject.text) {
                    return None; // `厉行节约`, `人员增加`
                }
                let known = if subject.is_empty() { state.current } else { self.find(&subject.text) };
                if !subject.is_empty() {
                    state.current = known.filter(|_| !state.in_reason);
                    state.named = Some(subject);
                }
                if let (Some(_), Some(statement)) = (base, known.and_then(|i| self.all.statements.get_mut(i))) {
                    statement.comparison.get_or_insert(Comparison { base, direction, ..Comparison::default() });
                }
                known
            }
            Claim::Introduced { subject, against } => {
                let subject = self.subject(state, subject);
                state.base = self.resolve(Some(against));
                state.introduced = true;
                state.led_in = true;
                if !subject.is_empty() {
                    state.current = self.find(&subject.text);
                    state.named = Some(subject);
                }
                None
            }
            Claim::None => {
                let found = self.find_named(state, words.clone());
                self.name_part(state, words.clone());
                self.note(state, words);
                found
            }
        }
    }

    /// `其中其他优抚支出（科目编码：2080899），增长100%`: a part that is named without an amount is what follows is said of.
    fn name_part(&mut self, state: &mut Sentence, words: Range<usize>) {
        if state.in_reason || !self.plain.get(words.clone()).starts_with(OF_WHICH) {
            return;
        }
        let subject = self.subject(state, words);
        if is_money(subject.text.split(['(', '（']).next().unwrap_or_default()) {
            state.current = None;
            state.named = Some(subject);
        }
    }

    /// Words that only name an item (`公务接待费支出` before `减少的主要原因`).
    fn find_named(&mut self, state: &mut Sentence, words: Range<usize>) -> Option<usize> {
        if words.is_empty() {
            return None;
        }
        let name = Name::of(&self.subject(state, words).text);
        self.recent().rev().find(|index| self.is_of(*index, &name))
    }

    /// `决算数小于预算数`, `与上年决算数持平`
    fn compare(&mut self, state: &mut Sentence, words: Range<usize>, given: Comparison) -> Option<usize> {
        let subject = self.subject(state, words);
        state.base = given.base.or(state.base);
        let target = if subject.is_empty() {
            // `主要变动情况：与上年决算数持平` names nothing: it is the reason's text.
            if state.in_reason {
                return state.reason.as_ref().map(|reason| reason.target);
            }
            self.compared_item(state, given.base).or_else(|| self.single_before(state))?
        } else {
            match self.changed(state, &subject, given.base) {
                Some(known) => known,
                None => self.push(state, subject, Statement::default()),
            }
        };
        let statement = self.all.statements.get_mut(target)?;
        match &mut statement.comparison {
            None => statement.comparison = Some(given),
            Some(known) if known.base == given.base => known.direction = known.direction.or(given.direction),
            // Said of another base: a statement of its own, for the words to be checked.
            Some(_) if given.direction != Some(Direction::Flat) => {
                let subject = Subject { text: statement.subject.text.clone(), range: 0..0 };
                let at = statement.at;
                self.push(state, subject, Statement { comparison: Some(given), at, ..Statement::default() });
            }
            Some(_) => {}
        }
        state.touch(target);
        Some(target)
    }

    /// Remembers what words without a figure name: a review's project, an activity, a budget.
    fn note(&mut self, state: &mut Sentence, words: Range<usize>) {
        let text = self.plain.get(words.clone());
        if let Some(name) = REVIEW.captures(text).and_then(|found| found.name("name")) {
            let name = self.subject(state, words.start + name.start..words.start + name.end);
            self.item = Some(name.text);
        } else if let Some(found) = ACTIVITY.captures(text)
            && let Some(object) = found.name("object").or(found.name("action"))
        {
            let range = words.start + object.start..words.start + object.end;
            let named = found.has("object");
            let activity = self.subject(state, range).text;
            if named && self.item.is_none() {
                self.item = Some(activity.clone());
            }
            state.thing = Some(activity.clone());
            state.activity = Some(activity);
        }
        // A reason (`主要原因是年中预算调整`) does not say which budget the figures are compared with.
        if !state.in_reason
            && let Some((Account::Budget(base), _)) = account(text)
        {
            self.all.budget = Some((self.section.to_owned(), base));
        }
    }

    /// The subject in some words, completed where it depends on what was said before.
    pub(super) fn subject(&mut self, state: &Sentence, words: Range<usize>) -> Subject {
        let mut range = words;
        let at_clause_start = state.clauses_before.last().is_some_and(|before| before.end < range.start);
        let mut earlier =
            state.clauses_before.iter().rev().map(|clause| (clause.start, self.plain.get(clause.clone())));
        if at_clause_start && let Some((start, _)) = earlier.next().filter(|(_, text)| text.ends_with('的')) {
            // `在…项目中，由…供应商中标或成交的，采购金额`
            let within = earlier.next().filter(|(_, text)| text.starts_with('在') && text.ends_with('中'));
            range.start = within.map_or(start, |(start, _)| start);
        }
        let joined = range.clone();
        let mut subject = subjects::subject(self.plain, range, &mut self.all.names);
        if subject.text.contains("的，") {
            subject.text = subject.text.replace("的，", "的");
        }
        if is_dependent(&subject.text) {
            let whole = subject.text.starts_with('共');
            let of = if whole { state.activity.as_ref().or(state.thing.as_ref()) } else { state.thing.as_ref() };
            subject.text = format!("{}{}", of.map_or("", String::as_str), subject.text.trim_start_matches('共'));
        } else if let both = BOTH_ACCOUNTS.find(&subject.text).is_some_and(|both| both.start == 0)
            && (both || is_bare(&subject.text))
        {
            // In a bracket behind an amount it is of what that amount is of (`接待费3.00万元（预算4.00万元）`).
            let outer = state.outside.last().and_then(|(current, _)| self.all.statements.get((*current)?));
            let outer = outer.map(|outer| outer.subject.text.as_str()).filter(|outer| !is_bare(outer));
            let outer = outer.map(|outer| subjects::topic(outer).unwrap_or(outer));
            let topic = outer.or(state.lead.as_deref()).or(state.topic.as_deref()).or(self.item.as_deref());
            if let Some(topic) = topic {
                subject.text = if both { format!("{topic}{}", subject.text) } else { join(topic, &subject.text) };
            }
        } else if SUMS_OF_LEAD.contains(&subject.text.as_str())
            && let Some(lead) = &state.lead
        {
            subject.text = join(lead, &subject.text);
        }
        if let Some(of) = self.former_or_latter(state, &subject.text) {
            subject.text = of;
        }
        subject.range.start = subject.range.start.max(joined.start);
        if NO_ITEMS.contains(&subject.text.as_str()) {
            subject.text.clear();
        }
        subject
    }
}
