//! Shares, completion and growth rates recomputed from the stated amounts; words of comparison against the amounts.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::amounts::{counterpart, narrative};
use super::stated::{Stated, name};
use super::subjects::whole;
use crate::checks::Books;
use crate::checks::finding::{Finding, Rule, Term};
use crate::checks::types::Words;
use crate::diagnostic::Severity;
use crate::narrative::{Base, Direction};
use crate::value::Amount;

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "n.percent",
        zh: "占比、完成率按所列金额重新计算相符",
        en: "shares and completion rates agree with the stated amounts",
        severity: Severity::Warning,
        find: |books| {
            let all = narrative(books)?;
            let completed = all.iter().filter_map(|stated| completion(all, stated));
            Ok(completed.chain(all.iter().filter_map(|stated| share(books, all, stated))).collect())
        },
    },
    Rule {
        id: "n.change",
        zh: "增减额、增减率按所列金额重新计算相符；基数为零没有增减率",
        en: "differences and growth rates agree with the stated amounts; a zero base has no growth rate",
        severity: Severity::Warning,
        find: |books| {
            let all = narrative(books)?;
            Ok(all.iter().flat_map(|stated| change(books, all, stated)).collect())
        },
    },
    Rule {
        id: "n.words",
        zh: "大于、小于、等于、增加、减少、持平与所比较的两个金额一致",
        en: "greater, less, equal, increase, decrease and flat agree with the two amounts that they compare",
        severity: Severity::Warning,
        find: |books| {
            let all = narrative(books)?;
            Ok(all.iter().filter_map(|stated| words(all, stated)).collect())
        },
    },
];

fn completion(all: &[Stated<'_>], stated: &Stated<'_>) -> Option<Finding> {
    let completion = stated.statement.completion.as_ref()?;
    let percent = stated.percent("completion_percent", completion.percent.as_ref()?);
    let part = vec![stated.outturn()?];
    let whole = vec![stated.other(all, completion.budget.as_ref()?)];
    Some(Finding::Ratio {
        subject: stated.title_of("完成率", "completion rate"), part, whole, percent, or_cut: false
    })
}

fn share(books: &Books<'_>, all: &[Stated<'_>], stated: &Stated<'_>) -> Option<Finding> {
    let share = stated.statement.share.as_ref()?;
    let part = vec![stated.outturn()?];
    let percent = stated.percent("share_percent", &share.percent);
    let whole = match &share.of {
        Some(of) => named_whole(books, all, stated, &name(&of.text))?,
        None => leading(all, stated).map(|whole| vec![whole]).or_else(|| of_three_public(books, stated))?,
    };
    Some(Finding::Ratio { subject: stated.title_of("占比", "share"), part, whole, percent, or_cut: false })
}

/// What `占…的` names: an amount that the narrative states once under that name, or a number of the tables.
fn named_whole(books: &Books<'_>, all: &[Stated<'_>], stated: &Stated<'_>, name: &str) -> Option<Vec<Term>> {
    let top = |stated: &Stated<'_>| stated.section.split('/').next().map(str::to_owned);
    let same = |other: &&Stated<'_>| other.name == name && other.outturn().is_some();
    let near = all.iter().filter(same).filter(|other| top(other) == top(stated));
    near.filter_map(Stated::outturn).next_back().map(|term| vec![term]).or_else(|| whole(&books.ledger, name))
}

/// The amount that a sentence begins with, of which all others are shares (`本年收入合计…，其中：…占…`). One that is
/// smaller than its share is another amount.
fn leading(all: &[Stated<'_>], stated: &Stated<'_>) -> Option<Term> {
    let same = |other: &&Stated<'_>| other.statement.sentence == stated.statement.sentence;
    let first = all.iter().find(same)?;
    let is_whole = first.statement.share.is_none() && !std::ptr::eq(first.statement, stated.statement);
    let part = stated.outturn()?;
    first.outturn().filter(|whole| is_whole && whole.value.abs() >= part.value.abs())
}

/// `“三公”经费支出决算中，因公出国（境）费…占…`: shares of the table's total.
fn of_three_public(books: &Books<'_>, stated: &Stated<'_>) -> Option<Vec<Term>> {
    stated.section.contains("三公").then(|| whole(&books.ledger, "三公经费"))?
}

fn change(books: &Books<'_>, all: &[Stated<'_>], stated: &Stated<'_>) -> Vec<Finding> {
    let findings = || {
        let comparison = stated.statement.comparison.as_ref()?;
        let change = stated.change()?;
        let signed = match comparison.direction? {
            Direction::Increase => change.clone(),
            Direction::Decrease => change.clone().negated(),
            Direction::Flat => return None,
        };
        let mut found = Vec::new();
        let value = || stated.outturn().map(|value| vec![value]).or_else(|| counterpart(books, stated));
        let base = match &comparison.base_amount {
            Some(base) => {
                let base = stated.other(all, base);
                if let Some(value) = value() {
                    found.push(Finding::equal(
                        stated.title_of("增减额", "difference"),
                        value,
                        vec![base.clone(), signed],
                    ));
                }
                vec![base]
            }
            None => {
                let mut base = value()?;
                base.push(signed.negated());
                base
            }
        };
        if let Some(percent) = &comparison.change_percent {
            let percent = stated.percent("change_percent", percent);
            let subject = stated.title_of("增减率", "rate of change");
            found.push(Finding::Ratio { subject, part: vec![change], whole: base, percent, or_cut: false });
        }
        Some(found)
    };
    findings().unwrap_or_default()
}

fn words(all: &[Stated<'_>], stated: &Stated<'_>) -> Option<Finding> {
    let direction = stated.direction()?;
    let comparison = stated.statement.comparison.as_ref()?;
    let value = stated.outturn();
    let base = comparison.base_amount.as_ref().or_else(|| {
        // The budget that the same item completes, where it is the one compared with.
        let completion = stated.statement.completion.as_ref()?;
        let same = comparison.base.is_some_and(|base| base != Base::PriorYear) && comparison.base == completion.base;
        completion.budget.as_ref().filter(|_| same)
    });
    // Of amounts that are about so much nobody knows which is greater.
    let about = |amount: &Amount| amount.about;
    if base.is_some_and(about) || stated.statement.value.as_ref().is_some_and(about) {
        return None;
    }
    let (order, cells) = if let (Some(value), Some(base)) = (&value, base) {
        let base = stated.other(all, base);
        let difference = value.value.saturating_sub(base.value);
        let order = if difference.abs() <= value.half.saturating_add(base.half) && difference.is_zero() {
            Ordering::Equal
        } else {
            difference.cmp(&Decimal::ZERO)
        };
        (order, vec![value.cell.clone(), base.cell])
    } else {
        let completion = stated.statement.completion.as_ref()?;
        if comparison.base.is_none_or(|base| base == Base::PriorYear) || comparison.base != completion.base {
            return None;
        }
        let percent = completion.percent.as_ref()?;
        let order = percent.value.cmp(&Decimal::ONE_HUNDRED);
        if order == Ordering::Equal && direction != Direction::Flat {
            // 100.00 % may be a little more or less.
            return None;
        }
        (order, vec![stated.percent("completion_percent", percent).cell])
    };
    let (zh, en, expected) = match direction {
        Direction::Increase => ("大于、增加", "greater or increase", Ordering::Greater),
        Direction::Decrease => ("小于、减少", "less or decrease", Ordering::Less),
        Direction::Flat => ("持平", "equal or flat", Ordering::Equal),
    };
    let (is_zh, is_en) = match order {
        Ordering::Greater => ("大于", "greater"),
        Ordering::Less => ("小于", "less"),
        Ordering::Equal => ("等于", "equal"),
    };
    let Words { zh: title_zh, en: title_en } = stated.title();
    let message = Words::new(
        format!("{title_zh}：正文称{zh}，所列数字为{is_zh}"),
        format!("{title_en}: the text says {en}, the figures are {is_en}"),
    );
    // 增加0万元 is how some templates say that nothing changed.
    let nothing = order == Ordering::Equal && comparison.change.as_ref().is_some_and(|change| change.value.is_zero());
    Some(Finding::Claim { holds: order == expected || nothing, severity: None, cells, message })
}
