//! What is said of the items that were listed just before, each in its turn: shares, changes, rates
//! (`购置费和接待费分别为6.00万元和2.00万元，较上年分别减少1.00万元和增加0.50万元，下降14.29%和增长33.33%`). Where there are not as
//! many as items, nobody can tell whose they are: none is read.

use std::ops::Range;

use super::figures::{Figure, Kind};
use super::phrases::{Against, Role, lead};
use super::respective::{Aside, Said, is_rate, pieces, unit_of};
use super::sentences::figures_in;
use super::state::Sentence;
use super::statements::Paragraph;
use super::types::{Base, Comparison, Direction, Share};
use crate::value::Amount;

impl Paragraph<'_, '_, '_> {
    /// `较上年分别增加3.00万元、减少1.00万元`: changes or rates of what was listed; false where the parts say nothing of
    /// the kind.
    pub(super) fn changes(
        &mut self,
        state: &mut Sentence,
        figures: &[Figure],
        parts: &[Range<usize>],
        against: Option<Against>,
    ) -> bool {
        let Some(said) = self.all_said(figures, parts, self.all.unit) else { return false };
        let percent = |said: &Said<'_>| Some(said.figure?.kind == Kind::Percent);
        let mut kinds = said.iter().filter_map(percent);
        // `分别增加3.00万元、增长5%` says two things of one item.
        let of_one_kind = kinds.next().is_some_and(|first| kinds.all(|kind| kind == first));
        if !of_one_kind || said.iter().any(|said| said.direction.is_none()) {
            return false;
        }
        let own = || {
            let (first, figure) = (parts.first()?, said.first()?.figure?);
            lead(&self.plain.text, first.start..figure.whole.start, figure.kind == Kind::Percent).compared
        };
        let base = self.resolve(against.or_else(own)).or(state.base);
        if let Some(listed) = self.listed_to_change(state, parts.len()) {
            self.change_listed(state, &listed, said, base);
        }
        true
    }

    /// The statements that so many changes are of.
    fn listed_to_change(&self, state: &Sentence, count: usize) -> Option<Vec<usize>> {
        if state.listed_last() {
            return Some(state.listed.clone()).filter(|listed| listed.len() == count);
        }
        if state.touched.is_empty() {
            return self.listed_before(state, count);
        }
        let open = |index: &usize| {
            self.all
                .statements
                .get(*index)
                .is_some_and(|s| s.value.is_some() && s.comparison.is_none() && !s.is_budget())
        };
        let all: Vec<usize> = state.touched.iter().copied().filter(open).collect();
        let parts: Vec<usize> = all.iter().copied().filter(|index| self.parts.contains(index)).collect();
        [all, parts].into_iter().find(|listed| listed.len() == count && count > 1)
    }

    /// A change or a rate for each of what was listed, as said: `增长6.67%、下降8.24%、下降19.79%`.
    pub(super) fn change_listed(
        &mut self,
        state: &mut Sentence,
        listed: &[usize],
        said: Vec<Said<'_>>,
        base: Option<Base>,
    ) {
        state.base = base.or(state.base);
        state.listed.clear();
        for (index, said) in listed.iter().zip(said) {
            let mut given = Comparison { base, direction: said.direction, ..Comparison::default() };
            match said.figure {
                Some(figure) if figure.kind == Kind::Percent => given.change_percent = Some(self.number(figure)),
                Some(figure) => {
                    let at = self.plain.place(figure.digits.clone());
                    given.change = Some(Amount::new(figure.value, unit_of(figure, self.all.unit), at));
                }
                None => {}
            }
            if let Some((Aside::Rate, figure)) = &said.aside {
                given.change_percent = Some(self.number(figure));
            }
            let Some(statement) = self.all.statements.get_mut(*index) else { continue };
            let mut target = *index;
            match &mut statement.comparison {
                None => statement.comparison = Some(given),
                Some(known) if waits(known) && given.change.is_none() && known.agrees(&given) => {
                    known.change_percent = given.change_percent;
                }
                // Compared with something else already: a row of its own.
                Some(_) => {
                    target = self.again(state, *index, 0..0);
                    if let Some(statement) = self.all.statements.get_mut(target) {
                        statement.comparison = Some(given);
                    }
                }
            }
            state.touch(target);
            state.listed.push(target);
        }
    }

    /// `…较上年分别减少1.00万元和增加0.50万元，下降14.29%和增长33.33%`: rates of the changes that 分别 told apart just before,
    /// without saying so again.
    pub(super) fn rates_in_order(&mut self, state: &Sentence, clause: Range<usize>) -> bool {
        if state.listed.len() < 2 || !state.listed_last() {
            return false;
        }
        let figures = figures_in(self.figures, &clause);
        let parts = pieces(&self.plain.text, clause, figures);
        let rate = |part: &Range<usize>| is_rate(&self.plain.text, part, figures_in(figures, part));
        let Some(rates) = parts.iter().map(rate).collect::<Option<Vec<(&Figure, Direction)>>>() else { return false };
        let waiting = |index: &usize| {
            let known = self.all.statements.get(*index).and_then(|statement| statement.comparison.as_ref());
            Some((*index, known.filter(|known| waits(known))?.direction?))
        };
        let waiting: Vec<(usize, Direction)> = state.listed.iter().filter_map(waiting).collect();
        if waiting.is_empty() || rates.is_empty() {
            return false;
        }
        if waiting.iter().map(|(_, direction)| direction).eq(rates.iter().map(|(_, direction)| direction)) {
            for ((index, _), (figure, _)) in waiting.into_iter().zip(rates) {
                let rate = self.number(figure);
                let statement = self.all.statements.get_mut(index);
                if let Some(comparison) = statement.and_then(|statement| statement.comparison.as_mut()) {
                    comparison.change_percent = Some(rate);
                }
            }
        }
        true
    }

    /// `收入减少3.00万元，支出减少1.00万元，降幅分别为8.82%、6.00%`: rates of the changes stated last.
    pub(super) fn rates_of_changes(&mut self, state: &Sentence, figures: &[Figure], parts: &[Range<usize>]) -> bool {
        let changed = |index: &usize| {
            let comparison = self.all.statements.get(*index).and_then(|statement| statement.comparison.as_ref());
            comparison.is_some_and(|comparison| comparison.change.is_some() && comparison.change_percent.is_none())
        };
        let changed: Vec<usize> = state.touched.iter().copied().filter(changed).collect();
        let Some(rates) = percents(figures, parts) else { return false };
        if changed.len() != rates.len() {
            return false;
        }
        for (index, figure) in changed.into_iter().zip(rates) {
            let rate = self.number(figure);
            let statement = self.all.statements.get_mut(index);
            if let Some(comparison) = statement.and_then(|statement| statement.comparison.as_mut()) {
                comparison.change_percent = Some(rate);
            }
        }
        true
    }

    /// The statements that so many rates are of: those of this sentence, or else those of the one before, the whole left
    /// out where it stands there with its parts.
    pub(super) fn listed_before(&self, state: &Sentence, count: usize) -> Option<Vec<usize>> {
        if !state.touched.is_empty() {
            return self.just_listed(state, count);
        }
        let valued = |index: &usize| self.all.statements.get(*index).is_some_and(|known| known.value.is_some());
        let all: Vec<usize> = state.before.statements.iter().copied().filter(valued).collect();
        let parts: Vec<usize> = all.iter().copied().filter(|index| self.parts.contains(index)).collect();
        [all, parts].into_iter().find(|listed| listed.len() == count && count > 1)
    }

    /// The statements that so many shares are of: those that 分别 told apart, or else the latest of the sentence.
    pub(super) fn just_listed(&self, state: &Sentence, count: usize) -> Option<Vec<usize>> {
        if state.listed.len() == count {
            return Some(state.listed.clone());
        }
        let latest = state.touched.get(state.touched.len().checked_sub(count)?..)?;
        let open = |index: &usize| {
            self.all.statements.get(*index).is_some_and(|known| known.value.is_some() && known.share.is_none())
        };
        (state.listed.is_empty() && latest.iter().all(open)).then(|| latest.to_vec())
    }

    /// `，分别占84.16%和15.84%`: a share for each of the items listed just before.
    pub(super) fn shares(
        &mut self,
        listed: &[usize],
        figures: &[Figure],
        parts: &[Range<usize>],
        said_before: bool,
    ) -> bool {
        let Some(percents) = percents(figures, parts) else { return false };
        let (Some(first), Some(part)) = (percents.first(), parts.first()) else { return false };
        let lead = lead(&self.plain.text, part.start..first.whole.start, true);
        let of = match lead.role {
            Role::Share { of } => Some(self.plain.printed(of)).filter(|of| !of.is_empty()),
            _ if said_before => None,
            _ => return false,
        };
        for (index, figure) in listed.iter().zip(percents) {
            let percent = self.number(figure);
            if let Some(statement) = self.all.statements.get_mut(*index) {
                statement.share.get_or_insert(Share { percent, of: of.clone() });
            }
        }
        true
    }
}

/// The percentages of parts that hold one each, and nothing else.
fn percents<'f>(figures: &'f [Figure], parts: &[Range<usize>]) -> Option<Vec<&'f Figure>> {
    let percent = |part: &Range<usize>| match figures_in(figures, part) {
        [figure] if figure.kind == Kind::Percent => Some(figure),
        _ => None,
    };
    parts.iter().map(percent).collect()
}

/// Whether a change lacks its rate.
fn waits(comparison: &Comparison) -> bool {
    comparison.change.is_some() && comparison.change_percent.is_none()
}

impl Comparison {
    /// Whether a rate may be of this change.
    fn agrees(&self, rate: &Self) -> bool {
        self.direction == rate.direction && (rate.base.is_none() || rate.base == self.base)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::says;

    #[test]
    fn changes_and_rates_go_to_the_items_listed_before_them_in_their_order() {
        let both = [
            "购置费 = 6.00万元 | prior_year decrease 1.00万元 14.29%",
            "接待费 = 2.00万元 | prior_year increase 0.50万元 33.33%",
        ];
        for text in [
            "购置费和接待费分别为6.00万元和2.00万元，较上年分别减少1.00万元和增加0.50万元，下降14.29%和增长33.33%。",
            "购置费、接待费分别为6.00万元、2.00万元，分别比上年减少1.00万元、增加0.50万元，下降14.29%、增长33.33%。",
            "购置费和接待费分别为6.00万元和2.00万元，与上年相比，分别减少1.00万元、增加0.50万元，分别下降14.29%、增长33.33%。",
            "购置费、接待费分别为6.00万元、2.00万元，较上年分别减少1.00万元（下降14.29%）和增加0.50万元（增长33.33%）。",
            "购置费6.00万元、接待费2.00万元，较上年分别减少1.00万元、增加0.50万元，分别下降14.29%和增长33.33%。",
            "购置费、接待费，分别为6.00万元、2.00万元。较上年分别减少1.00万元、增加0.50万元，下降14.29%、增长33.33%。",
        ] {
            says(text, &both);
        }
    }

    #[test]
    fn shares_may_stand_in_brackets_behind_their_amounts() {
        says(
            "基本支出和项目支出分别为6.00万元（占60%）和4.00万元（占40%）。",
            &["基本支出 = 6.00万元 | share 60%", "项目支出 = 4.00万元 | share 40%"],
        );
    }

    #[test]
    fn changes_of_other_items_than_were_listed_are_given_to_none() {
        let all = ["购置费 = 6.00万元", "接待费 = 2.00万元", "会议费 = 1.00万元"];
        says("购置费、接待费和会议费分别为6.00万元、2.00万元和1.00万元，较上年分别减少1.00万元、增加0.50万元。", &all);
        let changed =
            ["购置费 = 6.00万元 | prior_year decrease 1.00万元", "接待费 = 2.00万元 | prior_year increase 0.50万元"];
        // One rate for two items, and rates that run the other way.
        for rates in ["下降14.29%", "增长14.29%和下降33.33%"] {
            let text = "购置费和接待费分别为6.00万元和2.00万元，较上年分别减少1.00万元和增加0.50万元";
            says(&format!("{text}，{rates}。"), &changed);
        }
    }
}
