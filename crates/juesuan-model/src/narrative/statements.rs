//! One paragraph's body → statements and counts: every figure goes to the item that its own words name.
//!
//! The state of a sentence ends with it. What a later sentence says of an item is added to that item's statement only
//! where the sentence names it (`与2023年度相比，收入支出总计增加…`) or begins without any subject right after a
//! sentence with a single amount.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::value::{Amount, Number, Text, Unit};

use super::figures::{Figure, Kind, figures, holds_figure};
use super::phrases::{Against, Claim, Role, claim, lead, reason};
use super::plain::Plain;
use super::sections::Body;
use super::sentences::{Clause, clauses, segments, sentences};
use super::subjects::{self, Account, Likeness, Subject, account, is_bare, is_dependent, join, likeness};
use super::types::{Base, Comparison, Completion, CountStatement, Direction, Share, Statement};
use super::vocabulary::{ACTIVITY, CLASSIFICATION_ENDS, COUNT_JOINS, COUNTED_ENDS, REVIEW};

/// What has been read, and what later paragraphs need to know of earlier ones.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) statements: Vec<Statement>,
    pub(super) counts: Vec<CountStatement>,
    pub(super) doubts: Vec<Diagnostic>,
    /// Names of departments and units met before a year.
    names: Vec<String>,
    /// The budget named last, under this heading.
    budget: Option<(String, Base)>,
}

impl Reading {
    /// Reads a body, and adds what it states.
    pub(super) fn read(&mut self, body: &Body<'_, '_>, plain: &Plain<'_, '_>) {
        let start = plain.scanned_offset(body.start);
        let figures = figures(&plain.text, start);
        if self.budget.as_ref().is_some_and(|(section, _)| *section != body.section) {
            self.budget = None;
        }
        let item = item(plain, start, body.start > 0)
            .or_else(|| is_classification(&body.heading).then(|| body.heading.clone()));
        let first = self.statements.len();
        let mut paragraph = Paragraph { section: &body.section, plain, figures: &figures, first, item, all: self };
        let mut before = Before::default();
        for range in sentences(&plain.text, start) {
            before = paragraph.sentence(range, before);
        }
    }
}

/// What a paragraph is about: the classification item (`社会保障和就业支出（类）…（项）`) up to its first mark, or the
/// head of a numbered item (`1.因公出国（境）费用。`).
fn item(plain: &Plain<'_, '_>, start: usize, numbered: bool) -> Option<String> {
    let text = plain.get(start..plain.text.len());
    let end = text.find(['。', ':', '，', ';'])?;
    let words = text.get(..end)?;
    let head = numbered && text.get(end..)?.starts_with('。') && words.chars().count() <= LONGEST_HEAD;
    let named = is_classification(words) || head && !holds_figure(words);
    named.then(|| plain.printed(start..start + end).text)
}

/// The head of a numbered item is at most this many characters long.
const LONGEST_HEAD: usize = 30;

fn is_classification(text: &str) -> bool {
    CLASSIFICATION_ENDS
        .iter()
        .any(|end| text.ends_with(end) || text.ends_with(&end.replace('(', "（").replace(')', "）")))
}

struct Paragraph<'r, 'p, 'a> {
    section: &'r str,
    plain: &'r Plain<'p, 'a>,
    figures: &'r [Figure],
    /// The paragraph's first statement.
    first: usize,
    /// What bare nouns (`支出决算为`) are of.
    item: Option<String>,
    all: &'r mut Reading,
}

/// What is known in the middle of a sentence.
struct Sentence {
    text: Text,
    before: Before,
    /// Those of this one.
    touched: Vec<usize>,
    /// The statement that a change, a share or a completion without subject belongs to.
    current: Option<usize>,
    /// The item named last without a figure (`项目支出增加，较上年增加…`).
    named: Option<Subject>,
    /// What bare nouns are of, where a fuller subject said it.
    topic: Option<String>,
    /// The budget stated of that topic.
    budget: Option<(Base, Amount)>,
    /// What the sentence compares with, and whether it says so for all that follows (`与2023年度相比，`).
    base: Option<Base>,
    introduced: bool,
    /// Nothing was named yet: a change without subject may belong to the sentence before.
    opening: bool,
    /// What was counted or carried out last, and what was carried out: `涉及` refers to them.
    thing: Option<String>,
    activity: Option<String>,
    /// The statement that waits for its percentage after a budget's amount.
    completing: Option<usize>,
    /// The base and its amount that a change follows (`比年初预算数10.5万元减少…`).
    based: Option<(Option<Base>, Amount)>,
    reason: Option<Reason>,
    in_reason: bool,
    /// The clauses just before, back to the last figure.
    clauses_before: Vec<Range<usize>>,
    /// The current statements outside the open brackets.
    outside: Vec<Option<usize>>,
    last_count: Option<String>,
}

impl Sentence {
    /// Makes a statement the one that what follows without subject belongs to.
    fn touch(&mut self, index: usize) {
        self.current = Some(index);
        self.touched.retain(|known| *known != index);
        self.touched.push(index);
    }
}

/// What a sentence leaves to the next.
#[derive(Default)]
struct Before {
    /// The statements that it made or added to.
    statements: Vec<usize>,
    /// What it compares with.
    base: Option<Base>,
}

struct Reason {
    target: usize,
    range: Range<usize>,
}

impl Paragraph<'_, '_, '_> {
    /// Reads a sentence; gives what the next one may refer to.
    fn sentence(&mut self, range: Range<usize>, before: Before) -> Before {
        // `其中：` goes on with the sentence before, and so with its comparison.
        let base = before.base.filter(|_| self.plain.get(range.clone()).starts_with("其中"));
        let mut state = Sentence {
            text: self.plain.printed(range.clone()),
            before,
            touched: Vec::new(),
            current: None,
            named: None,
            topic: None,
            budget: None,
            base,
            introduced: false,
            opening: true,
            thing: None,
            activity: None,
            completing: None,
            based: None,
            reason: None,
            in_reason: false,
            clauses_before: Vec::new(),
            outside: Vec::new(),
            last_count: None,
        };
        for segment in segments(&self.plain.text, range) {
            self.segment(&mut state, segment);
        }
        self.close_reason(&mut state);
        self.imply_bases(&state);
        Before { statements: state.touched, base: state.base }
    }

    fn segment(&mut self, state: &mut Sentence, segment: Range<usize>) {
        let goes_on = !self.figures.iter().any(|f| segment.contains(&f.whole.start) && f.kind != Kind::Bare);
        match &mut state.reason {
            Some(reason) if goes_on && only_explains(self.plain.get(segment.clone())) => {
                reason.range.end = segment.end;
                return;
            }
            _ => self.close_reason(state),
        }
        state.current = None;
        state.named = None;
        state.in_reason = false;
        state.outside.clear();
        state.clauses_before.clear();
        for clause in clauses(&self.plain.text, segment.clone(), self.figures) {
            self.clause(state, &clause);
            if let Some(reason) = &mut state.reason {
                reason.range.end = segment.end;
            }
        }
    }

    fn clause(&mut self, state: &mut Sentence, clause: &Clause) {
        while state.outside.len() < clause.depth {
            state.outside.push(state.current);
        }
        while state.outside.len() > clause.depth {
            state.current = state.outside.pop().flatten();
        }
        let figures = self.figures;
        let mut at = clause.range.start;
        let mut figured = false;
        for figure in figures.iter().filter(|f| f.whole.start >= clause.range.start && f.whole.end <= clause.range.end)
        {
            let words = self.after_reason(state, at..figure.whole.start);
            match &figure.kind {
                Kind::Amount { unit, complete } => self.amount(state, words, figure, *unit, *complete),
                Kind::Percent => self.percent(state, words, figure),
                Kind::Count(unit) => self.count(state, words, figure, unit, clause.range.end),
                Kind::Bare => {
                    if !self.bare_rate(state, words, figure, clause.range.end) {
                        continue;
                    }
                }
            }
            figured = true;
            at = figure.whole.end;
        }
        if !figured || at < clause.range.end {
            let words = self.after_reason(state, at..clause.range.end);
            if !(figured && words.is_empty()) {
                self.claim(state, words);
            }
        }
        let words = self.plain.get(clause.range.clone());
        let leads_in = !figured && matches!(claim(words, 0..words.len()), Claim::Introduced { .. });
        state.opening &= leads_in || state.based.is_some() || words.is_empty() || words == "其中";
        if figured {
            state.clauses_before.clear();
        } else {
            state.clauses_before.push(clause.range.clone());
        }
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

    fn amount(&mut self, state: &mut Sentence, words: Range<usize>, figure: &Figure, unit: Unit, complete: bool) {
        let amount = Amount::new(figure.value, Some(unit), self.plain.place(figure.digits.clone()));
        if !complete {
            let message = format!("{}万 is printed without 元; read as 万元", figure.value);
            self.doubt(Code::WordingSlip, figure.whole.clone(), message);
        }
        let lead = lead(&self.plain.text, words, false);
        match lead.role {
            Role::Change { direction } => {
                let comparison = Comparison { direction, change: Some(amount), ..Comparison::default() };
                self.change(state, lead.subject, lead.compared, comparison);
            }
            Role::Completion { against } => {
                let target = self.owner(state, lead.subject);
                let base = self.named_budget(against);
                let completion = Completion { base, budget: Some(amount), percent: None };
                state.completing = target;
                if let Some(statement) = target.and_then(|target| self.all.statements.get_mut(target)) {
                    statement.completion.get_or_insert(completion);
                }
            }
            Role::BaseAmount => {
                let subject = self.subject(state, lead.subject);
                if !subject.is_empty() {
                    state.current = self.find(&subject.text);
                    state.named = Some(subject);
                }
                state.based = Some((self.resolve(lead.compared), amount));
            }
            _ => self.value(state, lead.subject, amount),
        }
    }

    fn value(&mut self, state: &mut Sentence, words: Range<usize>, amount: Amount) {
        let mut subject = self.subject(state, words);
        if subject.is_empty() {
            subject = state.named.take().unwrap_or(subject);
        }
        let kind = account(&subject.text).map(|(account, _)| account);
        let budget = match kind {
            Some(Account::Budget(base)) => Some(base),
            Some(Account::SomeBudget) => self.resolve(Some(Against::SomeBudget)),
            _ => None,
        };
        if let Some(topic) = subjects::topic(&subject.text)
            && !state.topic.as_deref().is_some_and(|known| subjects::same_topic(known, topic))
        {
            state.topic = Some(topic.to_owned());
            state.budget = None;
        }
        if let Some(base) = budget {
            self.all.budget = Some((self.section.to_owned(), base));
            state.budget = Some((base, amount.clone()));
        }
        let at = amount.at;
        let index = self.push(state, subject, Statement { value: Some(amount), budget, at, ..Statement::default() });
        state.touch(index);
    }

    fn percent(&mut self, state: &mut Sentence, words: Range<usize>, figure: &Figure) {
        let number = Number::new(figure.value, self.plain.place(figure.digits.clone()));
        let lead = lead(&self.plain.text, words, true);
        match lead.role {
            Role::Change { direction } => {
                let comparison = Comparison { direction, change_percent: Some(number), ..Comparison::default() };
                self.change(state, lead.subject, lead.compared, comparison);
            }
            Role::CompletionOf => {
                let statement = state.completing.take().and_then(|target| self.all.statements.get_mut(target));
                if let Some(completion) = statement.and_then(|statement| statement.completion.as_mut()) {
                    completion.percent.get_or_insert(number);
                }
            }
            Role::Completion { against } => {
                let base = self.named_budget(against.or(Some(Against::SomeBudget)));
                let budget = state.budget.clone().filter(|(kind, _)| Some(*kind) == base).map(|(_, amount)| amount);
                let Some(target) = self.owner(state, lead.subject) else { return };
                let completion = Completion { base, budget, percent: Some(number) };
                if let Some(statement) = self.all.statements.get_mut(target) {
                    statement.completion.get_or_insert(completion);
                }
            }
            Role::Share { of } => {
                let Some(target) = self.owner(state, lead.subject) else { return };
                let of = Some(self.plain.printed(of)).filter(|of| !of.is_empty());
                if let Some(statement) = self.all.statements.get_mut(target) {
                    statement.share.get_or_insert(Share { percent: number, of });
                }
            }
            _ => {}
        }
    }

    /// `增长13.95。`: a rate whose percent sign is missing.
    fn bare_rate(&mut self, state: &mut Sentence, words: Range<usize>, figure: &Figure, end: usize) -> bool {
        let lead = lead(&self.plain.text, words.clone(), true);
        let bare = figure.whole.end == end && matches!(lead.role, Role::Change { .. });
        let changed = state.current.and_then(|current| self.all.statements.get(current)?.comparison.as_ref());
        let waits = changed.is_some_and(|c| c.change.is_some() && c.change_percent.is_none());
        if bare && waits {
            let message = format!("{} is printed without a percent sign; read as a rate", figure.value);
            self.doubt(Code::WordingSlip, figure.whole.clone(), message);
            self.percent(state, words, figure);
        }
        bare && waits
    }

    fn count(&mut self, state: &mut Sentence, words: Range<usize>, figure: &Figure, unit: &str, end: usize) {
        let dependent = is_dependent(self.plain.get(words.clone()));
        let joins = COUNT_JOINS.iter().any(|word| self.plain.get(words.clone()).ends_with(word));
        let mut subject = if dependent {
            subjects::subject(self.plain, words, &mut self.all.names)
        } else {
            self.subject(state, words)
        };
        let after = self.plain.get(figure.whole.end..end);
        let noun = COUNTED_ENDS.iter().filter_map(|end| after.find(end)).min().unwrap_or(after.len());
        if (subject.is_empty() || joins) && noun > 0 {
            subject = self.subject(state, figure.whole.end..figure.whole.end + noun);
        }
        if subject.is_empty() {
            subject.text = state.last_count.clone().unwrap_or_default();
        }
        if subject.is_empty() {
            return;
        }
        state.last_count = Some(subject.text.clone());
        if state.outside.is_empty() && !dependent {
            state.thing = Some(subject.text.clone());
        }
        let unit = self.plain.printed(figure.digits.end..figure.digits.end + unit.len()).text;
        self.all.counts.push(CountStatement {
            section: self.section.to_owned(),
            subject: Text::new(subject.text, self.plain.place(subject.range)),
            count: Number::new(figure.value, self.plain.place(figure.digits.clone())),
            unit,
            sentence: state.text.clone(),
        });
    }

    /// Adds a change, or a rate of change, to the statement that it belongs to.
    fn change(&mut self, state: &mut Sentence, words: Range<usize>, against: Option<Against>, mut given: Comparison) {
        let subject = self.subject(state, words);
        let stated = self.resolve(against);
        if let Some((base, amount)) = state.based.take() {
            given.base = base;
            given.base_amount = Some(amount);
        }
        given.base = stated.or(given.base);
        given.base_implied = given.base.is_none() && state.base.is_some() && !state.introduced;
        if given.base.is_some() {
            state.base = given.base;
        }
        // Only a rate follows its change; a second change, or another base, is another comparison.
        let target = self.changed(state, &subject);
        let open = target.and_then(|target| self.all.statements.get(target)).is_some_and(|statement| {
            statement.comparison.as_ref().is_none_or(|known| {
                known.change_percent.is_none()
                    && (given.change.is_none() || known.change.is_none())
                    && (given.base.is_none() || known.base.is_none() || known.base == given.base)
            })
        });
        let base = state.base.filter(|_| given.base.is_none());
        let index = match target {
            Some(target) if open => target,
            Some(target) => {
                let known = self.all.statements.get(target).cloned().unwrap_or_default();
                let at = known.value.as_ref().map_or(known.at, |value| value.at);
                let again = Statement { value: known.value, at, ..Statement::default() };
                let subject = Subject { text: known.subject.text, range: subject.range };
                self.push(state, subject, again)
            }
            None => self.push(state, subject, Statement::default()),
        };
        state.touch(index);
        let Some(statement) = self.all.statements.get_mut(index) else { return };
        if statement.value.is_none()
            && let Some(at) = given.change.as_ref().map(|c| c.at).or(given.change_percent.as_ref().map(|p| p.at))
            && statement.comparison.is_none()
        {
            statement.at = at;
        }
        match &mut statement.comparison {
            Some(known) => {
                known.base = known.base.or(given.base);
                known.direction = known.direction.or(given.direction);
                known.change = known.change.take().or(given.change);
                known.change_percent = known.change_percent.take().or(given.change_percent);
            }
            none => {
                given.base = given.base.or(base);
                *none = Some(given);
            }
        }
    }

    /// The statement that a change belongs to; none where it opens a new one.
    fn changed(&self, state: &mut Sentence, subject: &Subject) -> Option<usize> {
        if subject.is_empty() {
            if let Some(named) = state.named.take() {
                let known = if state.in_reason { None } else { self.find(&named.text) };
                state.named = Some(named);
                return known;
            }
            return state.current.or_else(|| self.single_before(state));
        }
        let current = state.current.filter(|current| {
            self.all.statements.get(*current).is_some_and(|s| likeness(&s.subject.text, &subject.text).is_some())
        });
        current.or_else(|| if state.in_reason { None } else { self.find(&subject.text) })
    }

    /// The statement that a share or a completion belongs to: the current one, or one of the subject that it names.
    fn owner(&mut self, state: &mut Sentence, words: Range<usize>) -> Option<usize> {
        let subject = self.subject(state, words);
        if subject.is_empty() {
            return state.current.or_else(|| self.single_before(state));
        }
        let known = state.current.filter(|current| {
            self.all.statements.get(*current).is_some_and(|s| likeness(&s.subject.text, &subject.text).is_some())
        });
        let index = known.unwrap_or_else(|| self.push(state, subject, Statement::default()));
        state.touch(index);
        Some(index)
    }

    /// The only amount of the sentence before, budgets aside, for a sentence that begins without a subject.
    fn single_before(&self, state: &Sentence) -> Option<usize> {
        if !state.opening {
            return None;
        }
        let stated =
            |index: &usize| self.all.statements.get(*index).is_some_and(|s| s.value.is_some() && s.budget.is_none());
        let mut found = state.before.statements.iter().copied().filter(stated);
        found.next().filter(|_| found.next().is_none())
    }

    /// The paragraph's statement of an item, the latest of the likest. A bare 决算数 is the outturn stated last.
    fn find(&self, subject: &str) -> Option<usize> {
        let bare = is_bare(subject);
        let mut best: Option<(Likeness, usize)> = None;
        for (index, statement) in self.all.statements.iter().enumerate().skip(self.first) {
            if statement.value.is_none() || statement.budget.is_some() {
                continue;
            }
            let like = if bare {
                (account(&statement.subject.text).is_some()).then_some(Likeness::Similar)
            } else {
                likeness(&statement.subject.text, subject)
            };
            if let Some(like) = like
                && best.is_none_or(|(known, _)| like >= known)
            {
                best = Some((like, index));
            }
        }
        best.map(|(_, index)| index)
    }

    /// Reads words without a figure; gives the statement that they are about.
    fn claim(&mut self, state: &mut Sentence, words: Range<usize>) -> Option<usize> {
        match claim(&self.plain.text, words.clone()) {
            Claim::Compared { subject, against, direction } => {
                let base = self.resolve(Some(against));
                let given = Comparison { base, direction: Some(direction), ..Comparison::default() };
                self.compare(state, subject, given)
            }
            Claim::Flat => {
                let (base, amount) = state.based.take()?;
                let direction = Some(Direction::Flat);
                let given = Comparison { base, base_amount: Some(amount), direction, ..Comparison::default() };
                self.compare(state, words.start..words.start, given)
            }
            Claim::Moved { subject, against, direction } => {
                let subject = self.subject(state, subject);
                let base = self.resolve(against);
                state.base = base.or(state.base);
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
                if !subject.is_empty() {
                    state.current = self.find(&subject.text);
                    state.named = Some(subject);
                }
                None
            }
            Claim::None => {
                let found = self.find_named(state, words.clone());
                self.note(state, words);
                found
            }
        }
    }

    /// Words that only name an item (`公务接待费支出` before `减少的主要原因`).
    fn find_named(&mut self, state: &mut Sentence, words: Range<usize>) -> Option<usize> {
        if words.is_empty() {
            return None;
        }
        let subject = self.subject(state, words);
        let statements = &self.all.statements;
        let like =
            |index: &usize| statements.get(*index).is_some_and(|s| likeness(&s.subject.text, &subject.text).is_some());
        (self.first..statements.len()).rev().find(like)
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
            state.current.or_else(|| self.single_before(state))?
        } else {
            match self.changed(state, &subject) {
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
            let name = self.subject(state, words.start + name.start()..words.start + name.end());
            self.item = Some(name.text);
        } else if let Some(found) = ACTIVITY.captures(text)
            && let Some(object) = found.name("object").or(found.name("action"))
        {
            let range = words.start + object.start()..words.start + object.end();
            let named = found.name("object").is_some();
            let activity = self.subject(state, range).text;
            if named && self.item.is_none() {
                self.item = Some(activity.clone());
            }
            state.thing = Some(activity.clone());
            state.activity = Some(activity);
        }
        if let Some((Account::Budget(base), _)) = account(text) {
            self.all.budget = Some((self.section.to_owned(), base));
        }
    }

    /// The subject in some words, completed where it depends on what was said before.
    fn subject(&mut self, state: &Sentence, words: Range<usize>) -> Subject {
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
        } else if is_bare(&subject.text)
            && let Some(topic) = state.topic.as_ref().or(self.item.as_ref())
        {
            subject.text = join(topic, &subject.text);
        }
        subject.range.start = subject.range.start.max(joined.start);
        subject
    }

    fn push(&mut self, state: &mut Sentence, subject: Subject, mut statement: Statement) -> usize {
        let mut subject = match state.named.take() {
            Some(named) if subject.is_empty() => named,
            _ => subject,
        };
        if subject.is_empty()
            && let Some(of) = state.topic.as_ref().or(self.item.as_ref())
        {
            subject.text.clone_from(of);
        }
        let place = self.plain.place(subject.range);
        statement.section.clear();
        statement.section.push_str(self.section);
        statement.subject = Text::new(subject.text, place);
        statement.sentence = state.text.clone();
        if statement.at.page == 0 {
            statement.at = place;
        }
        self.all.statements.push(statement);
        self.all.statements.len() - 1
    }

    fn resolve(&self, against: Option<Against>) -> Option<Base> {
        match against? {
            Against::Base(base) => Some(base),
            Against::SomeBudget => self.all.budget.as_ref().map(|(_, base)| *base),
        }
    }

    /// The budget that is meant, remembered for later words that say only 预算.
    fn named_budget(&mut self, against: Option<Against>) -> Option<Base> {
        let base = self.resolve(against)?;
        self.all.budget = Some((self.section.to_owned(), base));
        Some(base)
    }

    /// Changes without a base have the one that the rest of the sentence names; a rate of growth, where the sentence
    /// names none, is year-on-year.
    fn imply_bases(&mut self, state: &Sentence) {
        for index in &state.touched {
            let Some(statement) = self.all.statements.get_mut(*index) else { continue };
            if let Some(comparison) = statement.comparison.as_mut().filter(|comparison| comparison.base.is_none()) {
                let year_on_year = comparison.change_percent.as_ref().map(|_| Base::PriorYear);
                comparison.base = state.base.or(year_on_year);
                comparison.base_implied = comparison.base.is_some();
            }
        }
    }

    fn doubt(&mut self, code: Code, range: Range<usize>, message: String) {
        self.all.doubts.push(Diagnostic::new(code, Severity::Info, Some(self.plain.place(range)), message));
    }
}

/// Whether a segment without figures only goes on explaining: it compares nothing.
fn only_explains(text: &str) -> bool {
    !text.contains("持平") && reason(text, 0..text.len()).is_none()
}
