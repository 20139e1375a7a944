//! What stands in brackets or behind a colon without words of its own: shares of listed amounts, the amount that
//! something is compared with, amounts of a list.

use std::ops::Range;

use rust_decimal::Decimal;

use super::figures::{Figure, Kind};
use super::naming::leads_on;
use super::phrases::{Lead, Role, ends_in_prior};
use super::state::Sentence;
use super::statements::Paragraph;
use super::subjects::is_money;
use super::types::{Base, Share};
use super::vocabulary::PRIOR_ALONE;
use crate::value::Number;

/// Rates are shares only where there are so many of them.
const FEWEST_SHARES: usize = 2;

impl Paragraph<'_, '_, '_> {
    /// The words before the bracket or colon right before a place.
    fn clause_before(&self, state: &Sentence, mark: char, at: usize) -> Option<Range<usize>> {
        let end = self.plain.text.get(..at)?.strip_suffix(mark)?.len();
        state.clauses_before.last().filter(|clause| clause.end == end).cloned()
    }

    /// `比去年（8.00万元）减少1.00万元`: an amount in brackets right behind the year that something is compared with is
    /// what that was.
    pub(super) fn base_in_bracket(&self, state: &Sentence, words: Range<usize>) -> Option<Lead> {
        let clause = self.clause_before(state, '(', words.start).filter(|_| words.is_empty())?;
        let compared = ends_in_prior(self.plain.get(clause))?;
        Some(Lead { subject: words, role: Role::BaseAmount, compared: Some(compared) })
    }

    /// `（上年同期：1.00万元）`: the words before the colon say of which year the amount is.
    pub(super) fn year_before_colon(&self, state: &Sentence, words: Range<usize>) -> Range<usize> {
        let clause = self.clause_before(state, ':', words.start).filter(|_| words.is_empty());
        let alone = clause.filter(|clause| PRIOR_ALONE.contains(&self.plain.get(clause.clone())));
        alone.map_or(words, |clause| clause.start..clause.end)
    }

    /// Whether a number without a unit is all that stands behind the name of a sum and a colon (`事业收入：3.00`).
    pub(super) fn is_listed(&self, state: &Sentence, words: Range<usize>) -> bool {
        let clause = self.clause_before(state, ':', words.start).filter(|_| words.is_empty());
        let name = clause.map(|clause| self.plain.get(clause));
        name.is_some_and(|name| is_money(name) && !leads_on(name))
    }

    /// Remembers a rate that stands in brackets right behind an amount, without a word.
    pub(super) fn note_bracketed(&self, state: &mut Sentence, words: &Range<usize>, figure: &Figure, rate: Number) {
        if !words.is_empty() || !self.plain.text.get(..figure.whole.start).is_some_and(|before| before.ends_with('(')) {
            return;
        }
        let amount = self.figure_before(words.start).filter(|before| matches!(before.kind, Kind::Amount { .. }));
        let behind = amount.filter(|amount| amount.whole.end + '('.len_utf8() == figure.whole.start);
        let current = state.current.and_then(|current| Some((current, self.all.statements.get(current)?)));
        if let (Some(amount), Some((index, statement))) = (behind, current)
            && statement.value.as_ref().is_some_and(|value| value.value == amount.value)
        {
            state.bracketed.push((index, rate));
        }
    }

    /// `甲费6.00万元（60%）、乙费4.00万元（40%）`: rates in brackets behind the amounts of a list are their shares, where
    /// each is what its amount is of the sum of all.
    pub(super) fn bracketed_shares(&mut self, state: &mut Sentence) {
        let rates = std::mem::take(&mut state.bracketed);
        if rates.len() < FEWEST_SHARES {
            return;
        }
        let amount = |(index, _): &(usize, Number)| self.all.statements.get(*index)?.value.clone();
        let Some(amounts) = rates.iter().map(amount).collect::<Option<Vec<_>>>() else { return };
        let sum = amounts.iter().try_fold(Decimal::ZERO, |sum, amount| sum.checked_add(amount.value));
        let one_unit = amounts.windows(2).all(|pair| matches!(pair, [a, b] if a.unit == b.unit));
        let Some(sum) = sum.filter(|sum| one_unit && *sum > Decimal::ZERO) else { return };
        let is_share = |value: Decimal, rate: Decimal| {
            let share = value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(sum)?;
            // Half a unit of the last place that the rate prints.
            Some(share.checked_sub(rate)?.abs() <= Decimal::new(5, rate.scale().saturating_add(1)))
        };
        if amounts.iter().zip(&rates).all(|(amount, (_, rate))| is_share(amount.value, rate.value) == Some(true)) {
            for (index, percent) in rates {
                if let Some(statement) = self.all.statements.get_mut(index) {
                    statement.share.get_or_insert(Share { percent, of: None });
                }
            }
        }
    }

    /// The base of a change right behind the amount of the year before (`5.00万元（去年6.00万元），减少1.00万元`).
    pub(super) fn prior_of(&self, state: &mut Sentence, target: Option<usize>) -> Option<(Base, crate::value::Amount)> {
        let (_, amount) = state.prior.take().filter(|(of, _)| target == Some(*of))?;
        Some((Base::PriorYear, amount))
    }
}

#[cfg(test)]
mod tests {
    use super::super::plain::tests::page;
    use super::super::read_of_year;
    use super::super::tests::{line, narrative, says, says_all};
    use crate::flow::flow;

    #[test]
    fn rates_in_brackets_are_shares_where_they_are_those_of_the_sum() {
        let expected = [
            "收入 = 100.00万元",
            "财政拨款收入 = 60.00万元 | share 60%",
            "事业收入 = 29.96万元 | share 30.0%",
            "其他收入 = 10.04万元 | share 10.04%",
        ];
        says(
            "收入100.00万元，包括财政拨款收入60.00万元（60%）、事业收入29.96万元（30.0%）、其他收入10.04万元（10.04%）。",
            &expected,
        );
        // Rates of another whole, and a rate alone.
        for text in [
            "收入100.00万元，包括财政拨款收入60.00万元（61%）、事业收入40.00万元（39%）。",
            "财政拨款收入60.00万元（60%），事业收入20.00万元。",
        ] {
            assert!(narrative(&[text]).statements.iter().all(|statement| statement.share.is_none()), "{text}");
        }
    }

    #[test]
    fn the_year_before_may_stand_in_brackets() {
        says(
            "公务接待费7.00万元，比去年（8.00万元）减少1.00万元，下降12.5%。",
            &["公务接待费 = 7.00万元 | prior_year 8.00万元 decrease 1.00万元 12.5%", "公务接待费上年决算数 = 8.00万元"],
        );
        for (before, change) in [("去年6.00万元", "减少1.00万元"), ("上年同期：6.00万元", "减少1.00万元")]
        {
            let pages = [page(&[&format!("会议费5.00万元（{before}），{change}。")])];
            let found = read_of_year(&flow(&pages), Some(2024));
            let lines: Vec<String> = found.statements.iter().map(line).collect();
            assert_eq!(
                lines,
                ["会议费 = 5.00万元 | prior_year 6.00万元 decrease 1.00万元", "2023年会议费 = 6.00万元"],
                "{before}"
            );
        }
    }

    #[test]
    fn the_former_and_the_latter_are_the_two_amounts_before() {
        says(
            "收入总计8.00万元，支出总计6.00万元，前者比上年增加1.00万元，增长14.29%，后者比上年减少2.00万元。",
            &[
                "收入总计 = 8.00万元 | prior_year increase 1.00万元 14.29%",
                "支出总计 = 6.00万元 | prior_year decrease 2.00万元",
            ],
        );
        says(
            "基本支出6.00万元、项目支出4.00万元。前者占支出合计的60%，后者占40%。",
            &["基本支出 = 6.00万元 | share 60% 支出合计", "项目支出 = 4.00万元 | share 40%"],
        );
        // Of three amounts none is the former: that is said.
        let three = narrative(&["甲费3.00万元、乙费2.00万元、丙费1.00万元，前者比上年增加1.00万元。"]);
        assert!(three.statements.iter().take(3).all(|statement| statement.comparison.is_none()));
        assert!(three.doubts.iter().any(|doubt| doubt.message.contains("前者")), "{:?}", three.doubts);
    }

    #[test]
    fn what_was_passed_is_read_and_said() {
        for (text, expected) in [
            ("公务接待费5.00万元，同比增长超20%。", "公务接待费 = 5.00万元 | prior_year increase 20%"),
            ("公务接待费5.00万元，比上年增长超过12%。", "公务接待费 = 5.00万元 | prior_year increase 12%"),
            ("公务接待费5.00万元，比上年增加超3.00万元。", "公务接待费 = 5.00万元 | prior_year increase 3.00万元"),
        ] {
            says(text, &[expected]);
            let doubts = narrative(&[text]).doubts;
            assert!(doubts.iter().any(|doubt| doubt.message.contains("超")), "{doubts:?}");
        }
        says("项目支出5.00万元，预算执行率超95%。", &["项目支出 = 5.00万元 | of ? 95%"]);
    }

    #[test]
    fn dots_lead_to_the_amount_of_a_list() {
        for dots in ["……", "..........", "⋯⋯", "······", "…………"] {
            says(&format!("财政拨款收入{dots}123.45万元"), &["财政拨款收入 = 123.45万元"]);
        }
        // The unit of a list stands in the line that leads to it.
        says_all(
            &["收入构成如下（单位：万元）：", "1.财政拨款收入……123.45", "2.事业收入……10.05", "其他收入：6.50"],
            &["财政拨款收入 = 123.45万元", "事业收入 = 10.05万元", "其他收入 = 6.50万元"],
        );
        let without = narrative(&["财政拨款收入……123.45"]);
        assert_eq!(without.statements[0].value.as_ref().and_then(|value| value.unit), None);
        assert!(!without.doubts.is_empty());
        // An ellipsis after words and a page number say no amount.
        for text in ["办公费、水电费等……", "第一部分　概况……12"] {
            assert!(narrative(&[text]).statements.is_empty(), "{text}");
        }
    }
}
