//! What the text says of the year before = what the document of that year prints: in the same cell of a table where the
//! statement restates one, else in the statement of the same subject.

use std::collections::BTreeMap;

use juesuan_model::Verdict;
use juesuan_model::checks::Words;
use juesuan_model::diagnostic::Severity;
use rust_decimal::Decimal;

use super::equation::{About, Term, equal, skipped};
use super::{Books, Cited, CrossCheck, Rule};
use crate::departments::Department;
use crate::entry::{Basis, Claim, Earlier, Entry};
use crate::words::words;

const RULE: Rule = Rule {
    id: "x.prior_year",
    zh: "情况说明所述或所含的上年数＝上年文件印出的数字",
    en: "the number of the year before that the text states or implies = what that year's document prints",
    severity: Severity::Warning,
};

pub(super) fn run(books: &Books<'_>) -> Vec<CrossCheck> {
    let mut all = Vec::new();
    for department in books.departments {
        for (year, index) in &department.accounts {
            let Some(now) = books.entries.get(*index) else { continue };
            let before = year.checked_sub(1).and_then(|before| Some((before, books.account(department, before)?)));
            match before {
                Some((before, entry)) => all.extend(compare(department, [before, *year], entry, now)),
                None => all.extend(without_year_before(department, *year, now)),
            }
        }
    }
    all
}

/// One line for all that a text says of a year whose document is not there.
fn without_year_before(department: &Department, year: u16, now: &Entry) -> Option<CrossCheck> {
    let said = now.claims.iter().filter(|claim| claim.earlier.is_some()).count();
    (said > 0).then(|| {
        let why = words(
            format!("没有上年的文件；{said} 处表述未核对"),
            format!("the document of the year before is not there; {said} statements were not compared"),
        );
        skipped(&RULE, about(department, vec![year], words(year.to_string(), year.to_string())), Vec::new(), &why)
    })
}

fn about(department: &Department, years: Vec<u16>, subject: Words) -> About {
    About { department: department.name.clone(), years, subject }
}

/// What the statements of one subject say of their own year.
enum Said<'a> {
    Once(&'a Claim),
    /// Different amounts, as in different sections.
    Differently,
}

/// The statements of a narrative by subject.
fn by_name(entry: &Entry) -> BTreeMap<&str, Said<'_>> {
    let mut found: BTreeMap<&str, Said<'_>> = BTreeMap::new();
    for claim in &entry.claims {
        let Some(value) = claim.stated else { continue };
        let differs = match found.get(claim.name.as_str()) {
            Some(Said::Once(known)) => {
                let apart = known.stated.and_then(|known| known.checked_sub(value)).map(|apart| apart.abs());
                apart.is_none_or(|apart| apart > known.half.saturating_add(claim.half))
            }
            Some(Said::Differently) => true,
            None => false,
        };
        if differs {
            found.insert(&claim.name, Said::Differently);
        } else {
            found.entry(&claim.name).or_insert(Said::Once(claim));
        }
    }
    found
}

fn compare(department: &Department, [before, year]: [u16; 2], earlier: &Entry, now: &Entry) -> Vec<CrossCheck> {
    let figures = earlier.by_key();
    let (said_before, said_now) = (by_name(earlier), by_name(now));
    let mut all = Vec::new();
    for claim in &now.claims {
        let Some(of_before) = &claim.earlier else { continue };
        let subject =
            words(format!("{before}→{year} “{}”", claim.subject), format!("{before} to {year}, “{}”", claim.subject));
        let about = || about(department, vec![before, year], subject.clone());
        let left = implied(now, claim, of_before);
        let in_table = claim.of.as_ref().and_then(|key| figures.get(key).copied().flatten());
        if let Some(figure) = in_table {
            all.push(equal(&RULE, about(), &left, &[Term::of(earlier, figure)], None));
            continue;
        }
        // The same words may mean different sums in different sections.
        let once_now = claim.stated.is_none() || matches!(said_now.get(claim.name.as_str()), Some(Said::Once(_)));
        let why = match said_before.get(claim.name.as_str()) {
            Some(Said::Once(same)) if once_now && claim.of.is_none() => {
                all.push(equal(&RULE, about(), &left, &[stated(earlier, same)], None));
                continue;
            }
            Some(_) if claim.of.is_none() => {
                words("同一说法出现多次且数字不同，无法对应", "the same words stand for several amounts")
            }
            _ => {
                words("上年的文件没有印出或没有读到这个数字", "the year before prints no such number, or none was read")
            }
        };
        all.push(skipped(&RULE, about(), vec![left.cited], &why));
    }
    all
}

/// The amount of the year before, as a text gives it.
fn implied(entry: &Entry, claim: &Claim, earlier: &Earlier) -> Term {
    let (zh, en) = match earlier.basis {
        Basis::Stated => ("所述上年数", "the number of the year before that it states"),
        Basis::Change => ("由增减额推算的上年数", "the number of the year before by its difference"),
        Basis::Flat => ("称与上年持平", "said to be that of the year before"),
        Basis::Rate => ("由增减率推算的上年数", "the number of the year before by its rate"),
    };
    let what = words(format!("情况说明“{}”{zh}", claim.subject), format!("narrative, “{}”: {en}", claim.subject));
    term(entry, claim, what, earlier.value, earlier.half, earlier.at)
}

/// An amount that a text states of its own year.
fn stated(entry: &Entry, claim: &Claim) -> Term {
    let what = words(format!("情况说明“{}”", claim.subject), format!("narrative, “{}”", claim.subject));
    term(entry, claim, what, claim.stated.unwrap_or_default(), claim.half, claim.at)
}

fn term(
    entry: &Entry,
    claim: &Claim,
    what: Words,
    value: Decimal,
    half: Decimal,
    at: juesuan_model::place::Place,
) -> Term {
    let (document, account) = (entry.document.clone(), entry.account);
    let unit = Some(juesuan_model::Unit::Yuan);
    let cited =
        Cited { document, account, what, value: Some(value.normalize()), unit, at, verdict: Verdict::Unverified };
    Term { value: Some(value), half, doubt: claim.doubt.clone(), cited }
}
