//! Budgets in the words of a comparison: which one is meant, and the row that each is of its own.

use std::ops::Range;

use crate::value::Amount;

use super::phrases::Against;
use super::state::Sentence;
use super::statements::Paragraph;
use super::subjects::{self, Name, Subject, account, is_bare, is_money, join};
use super::types::{Base, Statement};
use super::vocabulary::{BEFORE_FIGURE, COMPARING, PERFORMANCE};

impl Paragraph<'_, '_, '_> {
    /// A budget that is stated only to be compared with (`比年初预算数12.00万元减少`) is a row of its own as well, as the
    /// contract has it. `said` are the words of the comparison, `of` is what is compared. False where nothing says of
    /// what the budget is.
    pub(super) fn budget_row(
        &mut self,
        state: &Sentence,
        of: Option<usize>,
        said: Range<usize>,
        against: Option<Against>,
        amount: &Amount,
    ) -> bool {
        let budget = self.resolve(against);
        let is_budget = |base| matches!(base, Base::InitialBudget | Base::AdjustedBudget);
        if !budget.map_or(against == Some(Against::SomeBudget), is_budget) {
            return true;
        }
        let words = self.plain.get(said.clone());
        let Some((_, before)) = account(words.trim_end_matches(BEFORE_FIGURE)) else { return true };
        let noun = said.start + before.len();
        let mut topic = before;
        while let Some(rest) = COMPARING.iter().find_map(|word| topic.strip_prefix(word)) {
            topic = rest;
        }
        let start = noun - topic.len();
        let named = subjects::subject(self.plain, start..noun, &mut self.all.names);
        let compared = of.and_then(|of| self.all.statements.get(of)).map(|statement| statement.subject.text.as_str());
        let compared = compared.map(|text| subjects::topic(text).unwrap_or(text).to_owned());
        let noun = subjects::subject(self.plain, noun..said.end, &mut self.all.names);
        let named = Some(named).filter(|named| is_money(&named.text));
        // The row's place is that of its own words: without 完成 and 比, which may stand on the page before.
        let range = named.as_ref().map_or(noun.range.start, |named| named.range.start)..noun.range.end;
        let topic = named.map(|named| named.text).or(compared);
        let Some(topic) = topic.filter(|topic| !is_bare(topic)) else { return false };
        let subject = Subject { text: join(&topic, &noun.text), range };
        let name = Name::of(&subject.text);
        let same = |known: &Amount| (known.value, known.unit) == (amount.value, amount.unit);
        let stated = |index: usize| {
            let budget = self.all.statements.get(index).filter(|statement| statement.is_budget());
            budget.and_then(|budget| budget.value.as_ref()).is_some_and(same) && self.is_of(index, &name)
        };
        if !self.recent().any(stated) {
            let statement = Statement { value: Some(amount.clone()), budget, at: amount.at, ..Statement::default() };
            self.add(state, subject, statement);
        }
        true
    }

    pub(super) fn resolve(&self, against: Option<Against>) -> Option<Base> {
        match against? {
            Against::Base(base) => Some(base),
            Against::StartOfYear => Some(Base::InitialBudget),
            Against::SomeBudget => self.budget_named_here().or(self.usual_budget()),
        }
    }

    /// The budget that this section named last.
    pub(super) fn budget_named_here(&self) -> Option<Base> {
        self.all.budget.as_ref().map(|(_, base)| *base)
    }

    /// What 预算 means where the section does not say which.
    pub(super) fn usual_budget(&self) -> Option<Base> {
        self.all.usual_budget.filter(|_| !self.section.contains(PERFORMANCE))
    }

    /// The budget that is meant, remembered for later words that say only 预算.
    pub(super) fn named_budget(&mut self, against: Option<Against>) -> Option<Base> {
        let base = self.resolve(against)?;
        self.all.budget = Some((self.section.to_owned(), base));
        Some(base)
    }
}
