//! Figures → the statements that they belong to: amounts, changes, rates, completions and shares.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::place::Place;
use crate::value::{Amount, Number, Text, Unit};

use rust_decimal::Decimal;

use super::figures::{Figure, Kind, Oddity};
use super::phrases::{Against, Role, lead};
use super::state::Sentence;
use super::statements::Paragraph;
use super::subjects::{self, Account, Likeness, Name, Subject, account, is_bare, is_money, is_stock};
use super::types::{Base, Comparison, Completion, Direction, Share, Statement};
use super::vocabulary::{
    A_YEAR, BARE_FLOWS, COMPARES_ANEW, FORMER_AND_LATTER, NAMELESS_SUBJECTS, PASSED, PRIOR_ALONE, RATE_ENDS,
    SAID_AGAIN, SUMS_ALONE, SUMS_OF_COUNTED,
};

/// Before the amount of what was said to have grown.
const REACHES: &str = "达到";

/// `收入总计9.00万元（-1.00万元，-10.00%）`: signed in a bracket right behind an amount, a figure is how that has changed.
fn is_fall(state: &Sentence, words: &Range<usize>, value: rust_decimal::Decimal) -> bool {
    words.is_empty() && !state.outside.is_empty() && value.is_sign_negative()
}

impl Paragraph<'_, '_, '_> {
    pub(super) fn amount(&mut self, state: &mut Sentence, words: Range<usize>, figure: &Figure, unit: Option<Unit>) {
        let mut amount = Amount::new(figure.value, unit, self.plain.place(figure.digits.clone()));
        amount.about = figure.oddity == Some(Oddity::About) || self.was_passed(&words, figure);
        self.doubts_of(figure);
        let came_from = self.came_from(words.clone(), figure.whole.end);
        let came_from = came_from.or_else(|| self.base_in_bracket(state, words.clone()));
        let mut lead = came_from.unwrap_or_else(|| lead(&self.plain.text, words.clone(), false));
        if is_fall(state, &words, amount.value) {
            amount.value = amount.value.abs();
            lead.role = Role::Change { direction: Some(Direction::Decrease) };
        }
        match lead.role {
            Role::Change { direction } => {
                let comparison = Comparison { direction, change: Some(amount), ..Comparison::default() };
                self.change(state, lead.subject, lead.compared, comparison);
            }
            Role::Completion { against } => {
                let said = lead.subject.end..words.end;
                let target = self.owner(state, lead.subject);
                let base = self.named_budget(against);
                self.budget_row(state, target, said, against, &amount);
                let completion = Completion { base, budget: Some(amount), percent: None };
                state.completing = target;
                if let Some(statement) = target.and_then(|target| self.all.statements.get_mut(target)) {
                    statement.completion.get_or_insert(completion);
                }
            }
            Role::BaseAmount => {
                let said = lead.subject.end..words.end;
                let subject = self.subject(state, lead.subject);
                if !subject.is_empty() {
                    state.current = self.find(&subject.text);
                    state.named = Some(subject);
                }
                if !self.budget_row(state, state.current, said.clone(), lead.compared, &amount) {
                    state.budget_to_name = lead.compared.map(|against| (said, against, amount.clone()));
                }
                // What a stock was at the beginning of the year is no budget.
                let current = state.current.and_then(|current| self.all.statements.get(current));
                let stock = current.is_some_and(|statement| is_stock(&statement.subject.text));
                let base = match lead.compared {
                    Some(Against::StartOfYear) if stock => Some(Base::PriorYear),
                    compared => self.resolve(compared).or(state.base),
                };
                state.based = Some((base, amount));
            }
            Role::Reached { direction } => {
                let (base, base_amount) =
                    state.based.take().map_or((None, None), |(base, amount)| (base, Some(amount)));
                self.value(state, lead.subject, amount, figure.whole.end);
                let reached = state.current.and_then(|current| self.all.statements.get_mut(current));
                if let Some(statement) = reached {
                    let given = Comparison { base, base_amount, direction, ..Comparison::default() };
                    statement.comparison.get_or_insert(given);
                }
            }
            _ => self.value(state, lead.subject, amount, figure.whole.end),
        }
    }

    /// Whether a figure is only what was passed (`增长超20%`), which is said.
    fn was_passed(&mut self, words: &Range<usize>, figure: &Figure) -> bool {
        let said = self.plain.get(words.clone());
        let Some(passed) = PASSED.iter().find(|word| said.ends_with(**word)) else { return false };
        let message = format!("“{passed}{}” is not exact", self.plain.get(figure.whole.clone()));
        self.doubt(Code::WordingSlip, figure.whole.clone(), message);
        true
    }

    /// A figure as a number with its place.
    pub(super) fn number(&self, figure: &Figure) -> Number {
        Number::new(figure.value, self.plain.place(figure.digits.clone()))
    }

    /// What is odd about an amount, said.
    fn doubts_of(&mut self, figure: &Figure) {
        let message = match (figure.oddity, &figure.kind) {
            (Some(Oddity::UnitApart), _) => {
                format!(
                    "“{}”: the unit stands on both sides of the number; none is given",
                    self.plain.get(figure.whole.clone())
                )
            }
            (_, Kind::Amount { unit, complete: false }) => {
                let unit = unit.as_str();
                let scale = unit.trim_end_matches('元');
                format!("{}{scale} is printed without 元; read as {unit}", figure.value)
            }
            (_, Kind::Bare) if self.all.unit.is_some() || self.all.units.contradicted => return,
            // Without its unit an amount says little: that is more than a slip.
            (_, Kind::Bare) => {
                let message = format!("the amount {} is printed without a unit; none is given", figure.value);
                let at = Some(self.plain.place(figure.whole.clone()));
                self.all.doubts.push(Diagnostic::new(Code::WordingSlip, Severity::Warning, at, message));
                return;
            }
            _ => return,
        };
        self.doubt(Code::WordingSlip, figure.whole.clone(), message);
    }

    fn value(&mut self, state: &mut Sentence, words: Range<usize>, amount: Amount, end: usize) {
        let words = self.year_before_colon(state, words);
        // `上年7.00万元` after an amount is what the same was the year before.
        let alone = PRIOR_ALONE.contains(&self.plain.get(words.clone()).trim_end_matches('为'));
        let prior = self.all.year.and_then(|year| year.checked_sub(1)).filter(|_| alone && state.current.is_some());
        let year = prior.or_else(|| self.other_year(&words));
        let at = words.end;
        let said = self.plain.get(words.clone());
        let sums = SUMS_ALONE.contains(&said) || BARE_FLOWS.contains(&said.trim_end_matches('为'));
        let blank = said.is_empty();
        // `上年7.00万元` names nothing of its own.
        let own = self.subject(state, if prior.is_some() { words.end..words.end } else { words.clone() });
        let named = self.named_after(state, words.clone(), end);
        let named = named.or_else(|| if blank { self.named_before(state, at) } else { None });
        let named = named.or_else(|| if sums { self.summed(state, words.start) } else { None });
        let named = named.or_else(|| if own.is_empty() { self.used_for(state, end) } else { None });
        let mut subject = named.unwrap_or(own);
        // `66万8200元，即66.82万元`
        let again = state.current.filter(|_| SAID_AGAIN.contains(&subject.text.as_str()));
        if let Some(known) = again.and_then(|current| self.all.statements.get(current)) {
            subject.text.clone_from(&known.subject.text);
        }
        // `购置公务用车1辆，支出15.80万元`
        if BARE_FLOWS.contains(&subject.text.as_str())
            && let Some(counted) = &state.last_count
        {
            subject.text = format!("{}{}", counted.text, subject.text);
        }
        // `投入监测资金3.05亿元，2019年安排7200万元`: of the year alone, the same.
        let dated = A_YEAR.find(said).is_some_and(|found| found.start == 0);
        let same = state.current.filter(|current| dated && subject.is_empty() && !self.parts.contains(current));
        if let Some(known) = same.filter(|_| year.is_none()).and_then(|current| self.all.statements.get(current)) {
            subject.text.clone_from(&known.subject.text);
        }
        // `2023年为3.00万元` goes on with what was stated of this year, and leaves it the one that is compared.
        let of_this_year = state.current.filter(|_| year.is_some() && subject.is_empty());
        if let Some(known) = of_this_year.and_then(|current| self.all.statements.get(current)) {
            subject.text.clone_from(&known.subject.text);
        }
        // `增长8.50%，达到3.00万元`: what grew without an amount has it here.
        let reached = subject.is_empty() && self.plain.get(at.saturating_sub(REACHES.len())..at) == REACHES;
        let open = state.current.filter(|_| reached).and_then(|current| self.all.statements.get_mut(current));
        if let Some(statement) = open.filter(|statement| statement.value.is_none()) {
            statement.at = amount.at;
            statement.value = Some(amount);
            return;
        }
        if let Some(year) = year.filter(|_| !subject.is_empty()) {
            subject.text = format!("{year}年{}", subject.text);
        }
        if subject.is_empty() {
            subject = state.named.take().unwrap_or(subject);
        }
        // `自评项目4个，金额310.00万元`
        if SUMS_OF_COUNTED.contains(&subject.text.as_str())
            && let Some(counted) = state.last_count.as_ref().filter(|_| self.follows_count(at, said.len()))
        {
            subject.text = format!("{}{}", counted.text, subject.text);
        }
        // `车辆10台，共计256.30万元`
        if subject.is_empty()
            && let Some(counted) = &state.last_count
        {
            subject.text.clone_from(&counted.text);
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
        if let Some(current) = of_this_year.filter(|_| prior.is_some()) {
            state.prior = Some((current, amount.clone()));
        }
        let at = amount.at;
        let index = self.push(state, subject, Statement { value: Some(amount), budget, at, ..Statement::default() });
        state.touch(index);
        if of_this_year.is_some() {
            state.current = of_this_year;
            return;
        }
        if kind.is_none_or(|kind| kind == Account::Outturn) {
            state.outturn = Some(index);
        }
    }

    pub(super) fn percent(&mut self, state: &mut Sentence, words: Range<usize>, figure: &Figure) {
        let mut number = self.number(figure);
        if self.follows_change(&words) {
            let statement = state.current.and_then(|current| self.all.statements.get_mut(current));
            let comparison = statement.and_then(|statement| statement.comparison.as_mut());
            if let Some(comparison) = comparison.filter(|c| c.change.is_some() && c.change_percent.is_none()) {
                // The direction says what a minus would say again.
                let falls = comparison.direction == Some(Direction::Decrease);
                let value = if falls { number.value.abs() } else { number.value };
                comparison.change_percent = Some(Number::new(value, number.at));
                return;
            }
        }
        self.was_passed(&words, figure);
        let said = words.clone();
        let mut lead = lead(&self.plain.text, words, true);
        if is_fall(state, &said, number.value) {
            number.value = number.value.abs();
            lead.role = Role::Change { direction: Some(Direction::Decrease) };
        }
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
                // `完成100%` says of no budget: only one that was named here can be meant.
                let base = match against {
                    Some(_) => self.named_budget(against),
                    None => self.budget_named_here(),
                };
                let compared = state.based.as_ref().filter(|(kind, _)| *kind == base).map(|(_, amount)| amount.clone());
                let budget = state.budget.clone().filter(|(kind, _)| Some(*kind) == base).map(|(_, amount)| amount);
                let budget = compared.or(budget);
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
            Role::Other => self.note_bracketed(state, &said, figure, number),
            _ => {}
        }
    }

    /// A number without a unit: a rate (`增长16.40。`), a share (`占76.23;`), the amount that is compared with
    /// (`较2016年决算数23.26增加…`) or an amount (`其他支出58.22，`). Integers are none of them, but for amounts where the
    /// text declares their unit.
    pub(super) fn bare(&mut self, state: &mut Sentence, words: Range<usize>, figure: &Figure, end: usize) -> bool {
        let text = &self.plain.text;
        let ended = figure.whole.end == end;
        let decimal = figure.value.scale() > 0;
        let declared = self.all.unit.is_some();
        let rate = lead(text, words.clone(), true);
        let amount = lead(text, words.clone(), false);
        let said = self.plain.get(words.clone());
        let changed = state.current.and_then(|current| self.all.statements.get(current)?.comparison.as_ref());
        let waits = changed.is_some_and(|c| c.change.is_some() && c.change_percent.is_none());
        let named = RATE_ENDS.iter().any(|word| said.ends_with(word));
        let is_rate = ended
            && match rate.role {
                Role::Change { .. } => waits && (named || !declared) || decimal && named,
                Role::Share { .. } => decimal && figure.value <= Decimal::ONE_HUNDRED,
                _ => false,
            };
        if is_rate {
            let message = format!("{} is printed without a percent sign; read as a rate", figure.value);
            self.doubt(Code::WordingSlip, figure.whole.clone(), message);
            self.percent(state, words, figure);
            return true;
        }
        let of_money = || is_money(self.plain.get(amount.subject.clone()));
        let is_amount = (decimal || declared)
            && match amount.role {
                Role::BaseAmount => true,
                Role::Completion { against } => declared && against.is_some(),
                Role::Change { .. } if amount.compared.is_some() => ended && !named,
                Role::Change { .. } => declared && ended && !named && (decimal || of_money()),
                Role::Value => {
                    ended && (is_money(said) || said.ends_with('为') || self.is_listed(state, words.clone()))
                }
                _ => false,
            };
        if is_amount {
            self.amount(state, words, figure, self.all.unit);
        }
        is_amount
    }

    /// Adds a change, or a rate of change, to the statement that it belongs to.
    fn change(&mut self, state: &mut Sentence, words: Range<usize>, against: Option<Against>, mut given: Comparison) {
        let subject = self.subject(state, words);
        let mut target = self.changed(state, &subject, self.resolve(against));
        let of = target.and_then(|target| self.all.statements.get(target)).map_or("", |s| s.subject.text.as_str());
        let stated = match against {
            Some(Against::StartOfYear) if is_stock(of) || is_stock(&subject.text) => Some(Base::PriorYear),
            _ => self.resolve(against),
        };
        if let Some((base, amount)) = state.based.take()
            && (stated.is_none() || stated == base)
        {
            given.base = base;
            given.base_amount = Some(amount);
        }
        given.base = stated.or(given.base);
        if let Some((base, amount)) = self.prior_of(state, target).filter(|_| given.base.is_none()) {
            (given.base, given.base_amount) = (Some(base), Some(amount));
        }
        given.base_implied = given.base.is_none() && state.base.is_some() && !state.introduced;
        if given.base.is_some() {
            state.base = given.base;
        }
        // In a reason a change without subject is of what is being told there, which no words name, unless it says anew
        // what it compares (`与上年相比`).
        let anew = || COMPARES_ANEW.iter().any(|word| self.plain.get(state.clause.clone()).starts_with(*word));
        let told = target.is_none() && subject.is_empty() && state.in_reason && state.named.is_none();
        let told = told && !state.introduced && !anew();
        // A comparison with something else, without subject, after a reason or a semicolon goes on with what was compared.
        if target.is_none() && subject.is_empty() && stated.is_some() && !told {
            let reason = state.reason.as_ref().map(|reason| reason.target);
            let other = |index: &usize| {
                let known = self.all.statements.get(*index).and_then(|statement| statement.comparison.as_ref());
                let base = known.and_then(|known| known.base);
                let alone = || {
                    let statement = self.all.statements.get(*index);
                    statement.is_some_and(|s| s.comparison.is_none() && s.value.is_some() && !s.is_budget())
                };
                base.map_or_else(|| self.against_some_budget.contains(index) || alone(), |base| stated != Some(base))
            };
            target = reason.or(state.previous).filter(other);
        }
        // Only a rate follows its change; a second change, or another base, is another comparison.
        let unnamed = target.is_some_and(|target| self.against_some_budget.contains(&target));
        let open = target.and_then(|target| self.all.statements.get(target)).is_some_and(|statement| {
            statement.comparison.as_ref().is_none_or(|known| {
                known.change_percent.is_none()
                    && (given.change.is_none() || known.change.is_none())
                    && (given.base.is_none() || known.base == given.base || known.base.is_none() && !unnamed)
            })
        });
        let some_budget = against == Some(Against::SomeBudget) && stated.is_none();
        let base = state.base.filter(|_| given.base.is_none() && !some_budget);
        let index = match target {
            Some(target) if open => target,
            Some(target) => self.again(state, target, subject.range),
            None if told => {
                let told = self.told(state);
                self.add(state, told, Statement::default())
            }
            None => self.push(state, subject, Statement::default()),
        };
        state.touch(index);
        if let Some((said, against, amount)) = state.budget_to_name.take() {
            self.budget_row(state, Some(index), said, Some(against), &amount);
        }
        if some_budget {
            self.against_some_budget.insert(index);
        }
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

    /// A further statement of the same amount, for another comparison.
    pub(super) fn again(&mut self, state: &mut Sentence, target: usize, range: Range<usize>) -> usize {
        let known = self.all.statements.get(target);
        let subject = Subject { text: known.map_or_else(String::new, |known| known.subject.text.clone()), range };
        let value = known.and_then(|known| known.value.clone());
        let at = value.as_ref().map_or_else(|| known.map_or(Place::default(), |known| known.at), |value| value.at);
        self.push(state, subject, Statement { value, at, ..Statement::default() })
    }

    /// The statement that a change belongs to; none where it opens a new one.
    pub(super) fn changed(&self, state: &mut Sentence, subject: &Subject, base: Option<Base>) -> Option<usize> {
        if subject.is_empty() {
            if let Some(named) = state.named.take() {
                let known = if state.in_reason { None } else { self.find(&named.text) };
                state.named = Some(named);
                return known;
            }
            return self.compared_item(state, base).or_else(|| self.single_before(state));
        }
        let current = state.current.filter(|current| self.is_of(*current, &Name::of(&subject.text)));
        current.or_else(|| if state.in_reason { None } else { self.find(&subject.text) })
    }

    /// The statement that a share or a completion belongs to: the current one, or one of the subject that it names.
    fn owner(&mut self, state: &mut Sentence, words: Range<usize>) -> Option<usize> {
        let refers = FORMER_AND_LATTER.contains(&self.plain.get(words.clone()));
        let subject = self.subject(state, words);
        if subject.is_empty() {
            return self.compared_item(state, None).or_else(|| self.single_before(state));
        }
        let known = state.current.filter(|current| self.is_of(*current, &Name::of(&subject.text)));
        let known = known.or_else(|| self.find(&subject.text).filter(|_| refers));
        let index = known.unwrap_or_else(|| self.push(state, subject, Statement::default()));
        state.touch(index);
        Some(index)
    }

    /// The statement that words without subject are about: budgets are what outturns are compared with, so where a
    /// budget was stated last, the outturn before it (`支出决算为3万元，全年预算4万元，与上年持平`). Against another
    /// budget it is the budget itself that is compared (`全年预算4万元，比年初预算增加1万元`).
    pub(super) fn compared_item(&self, state: &Sentence, base: Option<Base>) -> Option<usize> {
        let current = state.current?;
        let budget = self.all.statements.get(current).filter(|statement| statement.is_budget());
        let other =
            |budget: &&Statement| base.is_some_and(|base| base != Base::PriorYear && budget.budget != Some(base));
        match budget {
            Some(budget) if !other(&budget) => state.outturn.or(Some(current)),
            _ => Some(current),
        }
    }

    /// The only amount of the sentence before, budgets aside where there is another, for a sentence that begins without a subject.
    pub(super) fn single_before(&self, state: &Sentence) -> Option<usize> {
        if !state.opening {
            return None;
        }
        let stated =
            |index: &usize| self.all.statements.get(*index).is_some_and(|s| s.value.is_some() && !s.is_budget());
        let single = |statements: &[usize]| {
            let mut found = statements.iter().copied().filter(stated);
            found.next().filter(|_| found.next().is_none())
        };
        // The whole, where that sentence goes on to its parts.
        let wholes: Vec<usize> = state.before.statements.iter().copied().filter(|i| !self.parts.contains(i)).collect();
        let any = || Some(*state.before.statements.first()?).filter(|_| state.before.statements.len() == 1);
        // Among parts only, the one that was stated last.
        let last = || single(&state.before.in_last_segment).filter(|_| wholes.is_empty());
        single(&wholes).or_else(|| single(&state.before.statements)).or_else(last).or_else(any)
    }

    /// The paragraph's statement of an item, the latest of the likest. A bare 决算数 is the outturn stated last.
    pub(super) fn find(&self, subject: &str) -> Option<usize> {
        let bare = is_bare(subject);
        let name = Name::of(subject);
        let recent = self.recent();
        let statements = self.all.statements.get(recent.clone()).unwrap_or_default();
        let names = self.all.subjects.get(recent.clone()).unwrap_or_default();
        let totals_stated = names.iter().any(|name| name.is_total_of_all_funds);
        let mut best: Option<((bool, Likeness), usize)> = None;
        for ((index, statement), own) in recent.zip(statements).zip(names) {
            let is_budget = statement.budget.is_some() || own.account == Some(Account::SomeBudget);
            if statement.value.is_none() || is_budget {
                continue;
            }
            let like = if bare {
                own.account.is_some().then_some(Likeness::Similar)
            } else {
                own.likeness(&name).filter(|_| !(totals_stated && own.is_of_other_fund(&name)))
            };
            let whole = !bare || !self.parts.contains(&index);
            if let Some(like) = like.map(|like| (whole, like))
                && best.is_none_or(|(known, _)| like >= known)
            {
                best = Some((like, index));
            }
        }
        best.map(|(_, index)| index)
    }

    /// Whether a statement is of the item that a name names.
    pub(super) fn is_of(&self, statement: usize, name: &Name) -> bool {
        self.all.subjects.get(statement).is_some_and(|own| own.likeness(name).is_some())
    }

    /// Adds a statement, of what the text is about where it has no subject.
    pub(super) fn push(&mut self, state: &mut Sentence, subject: Subject, statement: Statement) -> usize {
        let mut subject = match state.named.take() {
            Some(named) if subject.is_empty() => named,
            _ => subject,
        };
        if subject.is_empty()
            && let Some(of) = state.topic.as_ref().or(self.item.as_ref())
        {
            subject.text.clone_from(of);
        }
        if subject.is_empty() || is_bare(&subject.text) || NAMELESS_SUBJECTS.contains(&subject.text.as_str()) {
            subject.text = self.of_heading(&subject.text);
        }
        self.add(state, subject, statement)
    }

    pub(super) fn add(&mut self, state: &Sentence, subject: Subject, mut statement: Statement) -> usize {
        let place = self.plain.place(subject.range);
        statement.section.clear();
        statement.section.push_str(self.section);
        statement.subject = Text::new(subject.text, place);
        statement.sentence = state.number;
        if statement.at.page == 0 {
            statement.at = place;
        }
        statement.is_part = state.in_parts || !state.outside.is_empty();
        if statement.is_part {
            self.parts.insert(self.all.statements.len());
        }
        self.all.subjects.push(Name::of(&statement.subject.text));
        self.all.statements.push(statement);
        self.all.statements.len() - 1
    }

    fn doubt(&mut self, code: Code, range: Range<usize>, message: String) {
        self.all.doubts.push(Diagnostic::new(code, Severity::Info, Some(self.plain.place(range)), message));
    }
}
