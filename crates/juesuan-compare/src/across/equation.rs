//! Printed numbers of several documents → a check: exact sums in 元, the rounding envelope, doubts, and the words.

use juesuan_model::checks::{Status, Words};
use rust_decimal::Decimal;

use super::{Cited, CrossCheck, Rule};
use crate::entry::Entry;
use crate::figure::Figure;
use crate::words::{title, words};

/// A number on one side.
#[derive(Debug, Clone)]
pub(super) struct Term {
    /// In 元; nothing where the unit is not known.
    pub(super) value: Option<Decimal>,
    /// How far it may be off.
    pub(super) half: Decimal,
    /// Why it may have been misread.
    pub(super) doubt: Option<String>,
    pub(super) cited: Cited,
}

impl Term {
    pub(super) fn of(entry: &Entry, figure: &Figure) -> Self {
        let cited = Cited {
            document: entry.document.clone(),
            account: entry.account,
            what: title(figure),
            value: Some(figure.value),
            unit: figure.unit,
            at: figure.at,
            verdict: figure.verdict,
        };
        Self { value: figure.yuan(), half: figure.half, doubt: figure.doubt.clone(), cited }
    }
}

/// What a check is about.
pub(super) struct About {
    pub(super) department: String,
    pub(super) years: Vec<u16>,
    pub(super) subject: Words,
}

/// A check that could not be run.
pub(super) fn skipped(rule: &Rule, about: About, cells: Vec<Cited>, why: &Words) -> CrossCheck {
    let message = words(format!("{}：{}", about.subject.zh, why.zh), format!("{}: {}", about.subject.en, why.en));
    CrossCheck {
        id: rule.id,
        formula: words(rule.zh, rule.en),
        status: Status::Skipped,
        severity: rule.severity,
        department: about.department,
        years: about.years,
        left: None,
        right: None,
        difference: None,
        tolerance: None,
        cells,
        message,
    }
}

/// One number against the sum of others. `excuse` is why a miss is no failure.
pub(super) fn equal(rule: &Rule, about: About, left: &Term, right: &[Term], excuse: Option<Words>) -> CrossCheck {
    let cells: Vec<Cited> = std::iter::once(left).chain(right).map(|term| term.cited.clone()).collect();
    let sums = || {
        let sum = |terms: &[Term]| terms.iter().try_fold(Decimal::ZERO, |sum, term| sum.checked_add(term.value?));
        let (one, other) = (left.value?, sum(right)?);
        let tolerance = right.iter().try_fold(left.half, |sum, term| sum.checked_add(term.half))?;
        Some((one, other, one.checked_sub(other)?, tolerance))
    };
    let Some((one, other, difference, tolerance)) = sums() else {
        let why =
            words("金额单位不明，或数字超出可计算范围", "an amount's unit is not known, or the numbers are too large");
        return skipped(rule, about, cells, &why);
    };
    let shown = |value: Decimal| value.normalize();
    let (one_shown, other_shown) = (shown(one), shown(other));
    let holds = difference.abs() <= tolerance;
    let sign = match (holds, difference.is_zero()) {
        (true, true) => "=",
        (true, false) => "≈",
        (false, _) => "≠",
    };
    let Words { zh, en, .. } = &about.subject;
    let fact = format!("{one_shown} {sign} {other_shown}");
    let (apart, within) = (shown(difference), shown(tolerance));
    let message = match (holds, difference.is_zero()) {
        (true, true) => words(format!("{zh}：{fact} 元"), format!("{en}: {fact} 元")),
        (true, false) => words(
            format!("{zh}：{fact} 元，差 {apart}，在四舍五入范围（{within}）内"),
            format!("{en}: {fact} 元, {apart} apart, within rounding ({within})"),
        ),
        (false, _) => words(
            format!("{zh}：{fact} 元，差 {apart}，超出四舍五入范围（{within}）"),
            format!("{en}: {fact} 元, {apart} apart, beyond rounding ({within})"),
        ),
    };
    let doubt = std::iter::once(left).chain(right).find_map(|term| {
        let doubt = term.doubt.as_ref()?;
        let Cited { document, at, .. } = &term.cited;
        Some(words(
            format!("数字读取存疑（{document} 第{}页：{doubt}）", at.page),
            format!("{document} page {} was not read without doubt ({doubt})", at.page),
        ))
    });
    let (status, message) = match (holds, doubt.or(excuse)) {
        (true, _) => (Status::Pass, message),
        (false, None) => (Status::Fail, message),
        (false, Some(why)) => {
            let zh = format!("{}，不作判断。{}", why.zh, message.zh);
            (Status::Skipped, words(zh, format!("not judged: {}. {}", why.en, message.en)))
        }
    };
    CrossCheck {
        id: rule.id,
        formula: words(rule.zh, rule.en),
        status,
        severity: rule.severity,
        department: about.department,
        years: about.years,
        left: Some(one_shown),
        right: Some(other_shown),
        difference: Some(apart),
        tolerance: Some(within),
        cells,
        message,
    }
}

#[cfg(test)]
mod tests {
    use juesuan_model::Verdict;
    use juesuan_model::diagnostic::Severity;
    use juesuan_model::place::Place;

    use super::*;

    const RULE: Rule = Rule { id: "x.test", zh: "相等", en: "equal", severity: Severity::Error };

    fn term(value: &str, half: &str) -> Term {
        let cited = Cited {
            document: "a".to_owned(),
            account: 1,
            what: Words::default(),
            value: None,
            unit: None,
            at: Place::default(),
            verdict: Verdict::Verified,
        };
        Term { value: Some(value.parse().unwrap()), half: half.parse().unwrap(), doubt: None, cited }
    }

    fn check(left: &Term, right: &[Term], excuse: Option<Words>) -> Status {
        let about = About { department: String::new(), years: Vec::new(), subject: Words::default() };
        equal(&RULE, about, left, right, excuse).status
    }

    #[test]
    fn sides_may_be_apart_by_rounding_and_no_more() {
        let parts = [term("33.33", "0.005"), term("66.67", "0.005")];
        assert_eq!(check(&term("100.00", "0.005"), &parts, None), Status::Pass);
        assert_eq!(check(&term("100.015", "0.005"), &parts, None), Status::Pass);
        assert_eq!(check(&term("100.02", "0.005"), &parts, None), Status::Fail);
    }

    #[test]
    fn a_miss_in_doubt_is_no_failure() {
        let mut doubtful = term("5", "0");
        doubtful.doubt = Some("digits".to_owned());
        assert_eq!(check(&doubtful, &[term("6", "0")], None), Status::Skipped);
        assert_eq!(check(&doubtful, &[term("5", "0")], None), Status::Pass);
        assert_eq!(check(&term("5", "0"), &[term("6", "0")], Some(Words::default())), Status::Skipped);
        let mut unknown = term("5", "0");
        unknown.value = None;
        assert_eq!(check(&unknown, &[term("5", "0")], None), Status::Skipped);
    }
}
