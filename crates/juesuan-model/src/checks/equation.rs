//! Findings → checks: units, exact sums, the rounding envelope, and the words for it all.

use rust_decimal::Decimal;

use super::Books;
use super::doubts::Doubts;
use super::finding::{Finding, Relation, Rule, Term};
use super::types::{CellRef, Check, Entry, Operation, Sides, Status, Words};
use crate::value::Unit;

/// A check with what the search for causes needs.
#[derive(Debug)]
pub(super) struct Evaluated {
    /// The check.
    pub(super) check: Check,
    /// The cells of an equation, with the sign that they have in left minus right. Empty for claims and ratios.
    pub(super) signs: Vec<(CellRef, i8)>,
    /// How the sides stand to each other.
    pub(super) relation: Relation,
    /// Left minus right, in yuan or as printed.
    pub(super) residual: Decimal,
    /// The tolerance in the same unit.
    pub(super) envelope: Decimal,
}

/// Applies a rule to a document.
pub(super) fn apply(rule: &Rule, books: &Books<'_>, doubts: &Doubts<'_>) -> Vec<Evaluated> {
    let nothing = || Words::new("文档中没有可供核对的数字", "the document has no figures to compare");
    let findings = match (rule.find)(books) {
        Ok(findings) if findings.is_empty() => vec![Finding::skipped(nothing())],
        Ok(findings) => findings,
        Err(why) => vec![Finding::skipped(why)],
    };
    findings.into_iter().map(|finding| evaluate(rule, finding, doubts)).collect()
}

fn evaluate(rule: &Rule, finding: Finding, doubts: &Doubts<'_>) -> Evaluated {
    let blank = Check {
        id: rule.id.into(),
        formula: Words::new(rule.zh, rule.en),
        status: Status::Skipped,
        severity: rule.severity,
        left: None,
        right: None,
        difference: None,
        tolerance: None,
        sides: None,
        cells: Vec::new(),
        pages: Vec::new(),
        message: Words::default(),
        group: None,
    };
    let mut done = match finding {
        Finding::Balance { subject, relation, left, right, unread } => {
            balance(blank, &subject, relation, &left, &right, unread)
        }
        Finding::Ratio { subject, part, whole, percent, or_cut } => {
            ratio(blank, &subject, &part, &whole, &percent, or_cut)
        }
        Finding::Product { subject, weight, percent, score } => product(blank, &subject, &weight, &percent, &score),
        Finding::Claim { holds, severity, cells, message } => {
            let status = if holds { Status::Pass } else { Status::Fail };
            let severity = severity.unwrap_or(blank.severity);
            alone(Check { status, severity, cells, message, ..blank })
        }
        Finding::Skipped { cells, why } => alone(Check { cells, message: why, ..blank }),
    };
    if done.check.status == Status::Fail
        && let Some(doubt) = doubts.about(&done.check.cells)
    {
        done.check.status = Status::Skipped;
        done.check.sides = None;
        done.check.message = Words::new(
            format!(
                "数字读取存疑（{}：{}），不作判断。{}",
                doubt.at.in_chinese(),
                doubt.diagnostic.in_chinese(),
                done.check.message.zh
            ),
            format!(
                "not judged: {} was not read without doubt ({}). {}",
                doubt.at.in_english(),
                doubt.diagnostic.message,
                done.check.message.en
            ),
        );
    }
    done.check.pages = done.check.cells.iter().map(|cell| cell.at.page).filter(|page| *page > 0).collect();
    done.check.pages.sort_unstable();
    done.check.pages.dedup();
    done
}

fn alone(check: Check) -> Evaluated {
    Evaluated { check, signs: Vec::new(), relation: Relation::Equal, residual: Decimal::ZERO, envelope: Decimal::ZERO }
}

/// The sum of the terms; nothing when it is beyond all numbers.
fn sum(terms: &[Term]) -> Option<Decimal> {
    terms.iter().try_fold(Decimal::ZERO, |sum, term| {
        if term.minus { sum.checked_sub(term.value) } else { sum.checked_add(term.value) }
    })
}

/// How far the sum may be off by rounding.
fn halves(terms: &[Term]) -> Option<Decimal> {
    terms.iter().try_fold(Decimal::ZERO, |sum, term| sum.checked_add(term.half))
}

/// The numbers of a side, as they are said of a fail.
fn entries(terms: &[Term]) -> Vec<Entry> {
    terms.iter().map(|term| entry(term, if term.minus { Operation::Minus } else { Operation::Plus })).collect()
}

fn entry(term: &Term, operation: Operation) -> Entry {
    Entry { operation, cell: term.cell.clone(), value: term.printed, unit: term.unit }
}

fn cells(terms: &[&[Term]]) -> Vec<CellRef> {
    let mut cells: Vec<CellRef> = Vec::new();
    for term in terms.iter().copied().flatten() {
        if !cells.iter().any(|cell| cell.is(&term.cell)) {
            cells.push(term.cell.clone());
        }
    }
    cells
}

fn beyond() -> Words {
    Words::new("数字超出可计算范围", "the numbers are too large to compute with")
}

fn balance(
    blank: Check,
    subject: &Words,
    relation: Relation,
    left: &[Term],
    right: &[Term],
    unread: Option<Words>,
) -> Evaluated {
    let Words { zh, en } = subject;
    // The stated side, which mostly is a single number, comes first.
    let cells = if right.len() == 1 { cells(&[right, left]) } else { cells(&[left, right]) };
    let check = Check { cells, ..blank };
    let terms = || left.iter().chain(right);
    let unit = terms().next().and_then(|term| term.unit);
    if terms().any(|term| term.unit.is_none() != unit.is_none()) {
        let why = Words::new("金额单位不明，无法比较", "an amount's unit is not known");
        return alone(Check { message: why, ..check });
    }
    let sides = || {
        let (left_sum, right_sum) = (sum(left)?, sum(right)?);
        let envelope = halves(left)?.checked_add(halves(right)?)?;
        Some((left_sum, right_sum, left_sum.checked_sub(right_sum)?, envelope))
    };
    let Some((left_sum, right_sum, residual, envelope)) = sides() else {
        return alone(Check { message: beyond(), ..check });
    };
    let holds = relation.holds(residual, envelope);
    // What is not printed is not zero: it was left blank, or left out.
    let blank_side = relation == Relation::Equal && (left.is_empty() || right.is_empty());
    let unread = unread.or_else(|| {
        blank_side.then(|| Words::new("一边没有印出或没有读到数字", "one side prints no number, or none was read"))
    });
    let per = unit.map_or(Decimal::ONE, Unit::in_yuan);
    let shown = |value: Decimal| value.checked_div(per).unwrap_or(value).normalize();
    let (shown_left, shown_right) = (shown(left_sum), shown(right_sum));
    let (difference, tolerance) = (shown(residual), shown(envelope));
    let sign = match (relation, holds) {
        (Relation::Equal, true) if residual.is_zero() => "=",
        (Relation::Equal, true) => "≈",
        (Relation::Equal, false) => "≠",
        (Relation::AtMost, true) => "≤",
        (Relation::AtMost, false) => ">",
    };
    let unit = unit.map_or("", Unit::as_str);
    let fact = format!("{shown_left} {sign} {shown_right}");
    let message = match (holds, residual.is_zero() || relation == Relation::AtMost) {
        (true, true) => Words::new(format!("{zh}：{fact} {unit}"), format!("{en}: {fact} {unit}")),
        (true, false) => Words::new(
            format!("{zh}：{fact} {unit}，差 {difference}，在四舍五入范围（{tolerance}）内"),
            format!("{en}: {fact} {unit}, {difference} apart, within rounding ({tolerance})"),
        ),
        (false, _) => Words::new(
            format!("{zh}：{fact} {unit}，差 {difference}，超出四舍五入范围（{tolerance}）"),
            format!("{en}: {fact} {unit}, {difference} apart, beyond rounding ({tolerance})"),
        ),
    };
    let (status, message) = match (holds, unread) {
        (true, _) => (Status::Pass, message),
        (false, None) => (Status::Fail, message),
        (false, Some(unread)) => {
            let why = format!("{}，不作判断。{}", unread.zh, message.zh);
            (Status::Skipped, Words::new(why, format!("not judged: {}. {}", unread.en, message.en)))
        }
    };
    let sign = |term: &Term, on_left: bool| (term.cell.clone(), if term.minus == on_left { -1 } else { 1 });
    let signs = left.iter().map(|term| sign(term, true)).chain(right.iter().map(|term| sign(term, false))).collect();
    let sides = (status == Status::Fail).then(|| Sides {
        at_most: relation == Relation::AtMost,
        left: entries(left),
        right: entries(right),
    });
    let check = Check {
        status,
        sides,
        left: Some(shown_left),
        right: Some(shown_right),
        difference: Some(difference),
        tolerance: Some(tolerance),
        message,
        ..check
    };
    Evaluated { check, signs, relation, residual, envelope }
}

fn ratio(blank: Check, subject: &Words, part: &[Term], whole: &[Term], percent: &Term, or_cut: bool) -> Evaluated {
    let Words { zh, en } = subject;
    let check = Check { cells: cells(&[std::slice::from_ref(percent), part, whole]), ..blank };
    let shares = match share(part, whole) {
        Share::Bounded(shares) => shares,
        Share::Beyond => return alone(Check { message: beyond(), ..check }),
        Share::OfNothing => {
            // A rate of nothing may be printed as nothing.
            let status = if percent.value.is_zero() { Status::Pass } else { Status::Fail };
            let message = Words::new(
                format!("{zh}：基数为零，没有比率，印为 {}%", percent.value),
                format!("{en}: the base is zero and has no rate; {}% is printed", percent.value),
            );
            return alone(Check { status, right: Some(percent.value), message, ..check });
        }
        Share::Unbounded => {
            let why = Words::new(
                format!("{zh}：基数小于四舍五入的误差，无法计算比率"),
                format!("{en}: the base is smaller than its rounding; it has no certain rate"),
            );
            return alone(Check { message: why, ..check });
        }
    };
    let [low, exact, high] = shares;
    let below = if or_cut { percent.half.saturating_add(percent.half) } else { percent.half };
    let spread = (exact.saturating_sub(low)).max(high.saturating_sub(exact));
    let difference = exact.saturating_sub(percent.value);
    let holds = percent.value >= low.saturating_sub(below) && percent.value <= high.saturating_add(percent.half);
    let decimals = percent.value.scale().saturating_add(2);
    let [shown, spread, difference] = [exact, spread, difference].map(|value| value.round_dp(decimals).normalize());
    let tolerance = spread.saturating_add(if difference.is_sign_positive() { below } else { percent.half });
    let printed = percent.value;
    let message = if holds {
        Words::new(format!("{zh}：{printed}% ≈ {shown}%"), format!("{en}: {printed}% ≈ {shown}%"))
    } else {
        Words::new(
            format!("{zh}：所列金额计算为 {shown}%，印为 {printed}%"),
            format!("{en}: the stated amounts give {shown}%, {printed}% is printed"),
        )
    };
    let status = if holds { Status::Pass } else { Status::Fail };
    let sides = (status == Status::Fail).then(|| {
        let mut left = entries(part);
        left.extend(entries(whole));
        if let Some(first) = left.get_mut(part.len()) {
            first.operation = Operation::Over;
        }
        Sides { at_most: false, left, right: vec![entry(percent, Operation::Plus)] }
    });
    let (left, right) = (Some(shown), Some(printed));
    let (difference, tolerance) = (Some(difference), Some(tolerance));
    alone(Check { status, sides, left, right, difference, tolerance, message, ..check })
}

fn product(blank: Check, subject: &Words, weight: &Term, percent: &Term, score: &Term) -> Evaluated {
    let Words { zh, en } = subject;
    let check = Check { cells: vec![score.cell.clone(), weight.cell.clone(), percent.cell.clone()], ..blank };
    let times = |percent: Decimal| weight.value.checked_mul(percent)?.checked_div(Decimal::ONE_HUNDRED);
    let (Some(exact), Some(spread)) = (times(percent.value), times(percent.half)) else {
        return alone(Check { message: beyond(), ..check });
    };
    let difference = exact.saturating_sub(score.value);
    // Cut off, a score is up to a whole unit of its last place too low.
    let halves = if difference.is_sign_positive() { score.half.saturating_add(score.half) } else { score.half };
    let tolerance = spread.saturating_add(halves);
    let status = if difference.abs() <= tolerance { Status::Pass } else { Status::Fail };
    let (exact, printed) = (exact.normalize(), score.value);
    let sign = if status == Status::Pass { "≈" } else { "≠" };
    let formula = format!("{} × {}% = {exact} {sign} {printed}", weight.value, percent.value);
    let message = Words::new(format!("{zh}：{formula}"), format!("{en}: {formula}"));
    let sides = (status == Status::Fail).then(|| Sides {
        at_most: false,
        left: vec![entry(weight, Operation::Plus), entry(percent, Operation::Times)],
        right: vec![entry(score, Operation::Plus)],
    });
    let (left, right) = (Some(exact), Some(printed));
    let (difference, tolerance) = (Some(difference.normalize()), Some(tolerance.normalize()));
    alone(Check { status, sides, left, right, difference, tolerance, message, ..check })
}

/// A percentage and how certain it is.
enum Share {
    /// The least, the printed and the greatest that the rounding of the amounts allows.
    Bounded([Decimal; 3]),
    /// The base is zero as printed.
    OfNothing,
    /// Rounding can turn the base into nothing.
    Unbounded,
    /// Beyond all numbers.
    Beyond,
}

/// 100 × part ÷ whole.
fn share(part: &[Term], whole: &[Term]) -> Share {
    let sums = || Some([(sum(part)?, halves(part)?), (sum(whole)?, halves(whole)?)]);
    let Some([(part_sum, part_half), (whole_sum, whole_half)]) = sums() else { return Share::Beyond };
    if whole_sum.is_zero() {
        return Share::OfNothing;
    }
    if whole_sum.abs() <= whole_half {
        return Share::Unbounded;
    }
    let percent = |part: Decimal, whole: Decimal| part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole);
    let range = |sum: Decimal, half: Decimal| [sum.saturating_sub(half), sum.saturating_add(half)];
    let corners: Option<Vec<Decimal>> = range(part_sum, part_half)
        .into_iter()
        .flat_map(|part| range(whole_sum, whole_half).map(|whole| percent(part, whole)))
        .collect();
    let bounds = || {
        let corners = corners?;
        Some([*corners.iter().min()?, percent(part_sum, whole_sum)?, *corners.iter().max()?])
    };
    bounds().map_or(Share::Beyond, Share::Bounded)
}
