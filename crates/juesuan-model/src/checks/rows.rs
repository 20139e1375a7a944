//! Rows of one table against the rows of another that list the same codes: a part is no more than the whole, a code of
//! the one stands in the other, and the numbers of two neighbouring rows are not exchanged.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Books;
use super::basic::three_public;
use super::cross::THREE_PUBLIC_CODES;
use super::finding::{Finding, Found, Relation, Rule, Term};
use super::ledger::{Line, Sheet};
use super::types::Words;
use crate::diagnostic::Severity;
use crate::tables::{Column, Side, TableId};

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "x.t3_t5_rows",
        zh: "一般公共预算财政拨款支出决算表每行各栏不大于支出决算表同一科目；其科目都列于支出决算表",
        en: "each row of the general budget table is at most the same code of the expenditure table, which lists all its codes",
        severity: Severity::Error,
        find: |books| parts(books, TableId::GeneralBudgetExpenditure),
    },
    Rule {
        id: "x.t3_t8_rows",
        zh: "政府性基金支出每行不大于支出决算表同一科目；其科目都列于支出决算表",
        en: "each row of the government fund table is at most the same code of the expenditure table, which lists all its codes",
        severity: Severity::Error,
        find: |books| parts(books, TableId::GovernmentFund),
    },
    Rule {
        id: "x.t3_t9_rows",
        zh: "国有资本经营预算支出每行不大于支出决算表同一科目；其科目都列于支出决算表",
        en: "each row of the state capital table is at most the same code of the expenditure table, which lists all its codes",
        severity: Severity::Error,
        find: |books| parts(books, TableId::StateCapital),
    },
    Rule {
        id: "x.units",
        zh: "同一科目在各表的金额量级一致（单位没有写错）",
        en: "the amounts of the same codes are of one size in all tables: no unit is wrong",
        severity: Severity::Error,
        find: units,
    },
    Rule {
        id: "x.rows_exchanged",
        zh: "相邻两行的数字没有互换（与他表同一科目核对）",
        en: "the numbers of two neighbouring rows are not exchanged, as the same codes of another table show",
        severity: Severity::Error,
        find: exchanged,
    },
];

/// Tables whose amounts for the same codes are of one size.
const OF_ONE_SIZE: &[(TableId, TableId)] = &[
    (TableId::Income, TableId::Expenditure),
    (TableId::Income, TableId::GeneralBudgetExpenditure),
    (TableId::Expenditure, TableId::GeneralBudgetExpenditure),
    (TableId::Expenditure, TableId::GovernmentFund),
];

/// 万元 over 元, the step between two units.
const STEP: i64 = 10_000;

/// So many rows that are a step apart show that one of two tables prints amounts of another unit than it says.
const STEPS_APART: usize = 2;

fn units(books: &Books<'_>) -> Found {
    let mut found = Vec::new();
    for (first, second) in OF_ONE_SIZE {
        let (Ok(one), Ok(other)) = (books.ledger.table(*first), books.ledger.table(*second)) else { continue };
        let shared: Vec<(Term, Term)> = one
            .coded()
            .filter_map(|line| Some((line.term(Column::Total)?, other.code(line.code?)?.term(Column::Total)?)))
            .filter(|(a, b)| !a.value.is_zero() && !b.value.is_zero())
            .collect();
        let apart: Vec<&(Term, Term)> = shared.iter().filter(|(a, b)| is_a_step_apart(a, b)).collect();
        let Some((a, b)) = apart.first().copied().or(shared.first()) else { continue };
        let holds = apart.len() < STEPS_APART || apart.len() * 2 < shared.len();
        let message = Words::new(
            format!(
                "《{}》与《{}》同一科目的金额{}",
                first.chinese(),
                second.chinese(),
                if holds { "量级一致" } else { "相差一万倍，其中一张的金额单位有误" }
            ),
            format!(
                "the amounts of {} and {} for the same codes are {}",
                first.english(),
                second.english(),
                if holds {
                    "of one size"
                } else {
                    "ten thousand times apart: one of them prints another unit than it says"
                }
            ),
        );
        let cells = vec![a.cell.clone(), b.cell.clone()];
        found.push(Finding::Claim { holds, severity: None, cells, message });
    }
    Ok(found)
}

/// Whether one amount is ten thousand times the other, within their rounding.
fn is_a_step_apart(a: &Term, b: &Term) -> bool {
    let (small, large) = if a.value.abs() < b.value.abs() { (a, b) } else { (b, a) };
    let scale = Decimal::from(STEP);
    let scaled = small.value.checked_mul(scale).zip(small.half.checked_mul(scale));
    scaled.is_some_and(|(value, half)| (value.saturating_sub(large.value)).abs() <= half.saturating_add(large.half))
}

/// The columns that both tables of expenditure print.
const SPENT: &[Column] = &[Column::Total, Column::Basic, Column::Project];

fn parts(books: &Books<'_>, part: TableId) -> Found {
    let whole = books.ledger.table(TableId::Expenditure)?;
    let part_sheet = books.ledger.table(part)?;
    let mut found = Vec::new();
    for line in part_sheet.coded().filter(|line| !line.is_silent()) {
        let code = line.code.unwrap_or_default();
        let Some(other) = whole.code(code) else {
            // A table that breaks its codes off at a level lacks all below it.
            let as_deep = whole.coded().any(|other| other.code.is_some_and(|other| other.len() == code.len()));
            let term = SPENT.iter().find_map(|column| line.term(*column)).filter(|_| as_deep);
            let Some(term) = term.filter(|term| !term.value.is_zero()) else { continue };
            let message = Words::new(
                format!("《{}》列有 {}，《支出决算表》没有", part.chinese(), line.title()),
                format!("{} lists {}, {} does not", part.english(), line.title(), TableId::Expenditure.english()),
            );
            found.push(Finding::Claim {
                holds: false,
                severity: Some(Severity::Warning),
                cells: vec![term.cell],
                message,
            });
            continue;
        };
        for column in SPENT {
            let (left, right) = (line.term(*column), other.term(*column));
            // A column that the whole leaves blank in a row with figures holds nothing there.
            let blank = right.is_none() && !other.is_silent() && whole.has(*column);
            let Some(left) = left.filter(|_| right.is_some() || blank) else { continue };
            // Below zero (a refund) a part may be more than the whole.
            if left.value.is_sign_negative() || right.as_ref().is_some_and(|right| right.value.is_sign_negative()) {
                continue;
            }
            let subject = Words::in_column(&line.title(), *column);
            let (relation, right) = (Relation::AtMost, right.into_iter().collect());
            found.push(Finding::Balance { subject, relation, left: vec![left], right, unread: None });
        }
    }
    Ok(found)
}

/// Tables that list the same codes, with the column of each that mostly agrees.
const ALIKE: &[(TableId, TableId)] = &[
    (TableId::Income, TableId::Expenditure),
    (TableId::Income, TableId::GeneralBudgetExpenditure),
    (TableId::Expenditure, TableId::GeneralBudgetExpenditure),
];

fn exchanged(books: &Books<'_>) -> Found {
    let mut found = Vec::new();
    for (first, second) in ALIKE {
        let (Ok(first_sheet), Ok(second_sheet)) = (books.ledger.table(*first), books.ledger.table(*second)) else {
            continue;
        };
        let finding = crossed(first_sheet, second_sheet, *first, *second);
        found.extend(finding);
    }
    found.extend(displaced(books));
    Ok(found)
}

/// Items by economic code whose amount other tables print as well: by function, out of basic expenditure.
const BY_FUNCTION: &[(&str, &str)] = &[("30108", "2080505"), ("30109", "2080506"), ("30113", "2210201")];

/// Items of the basic expenditure table that another table prints as well, where the row itself says otherwise and a row
/// beside it, under the same class, prints the very amount: the two were exchanged.
fn displaced(books: &Books<'_>) -> Vec<Finding> {
    let Ok(detail) = books.ledger.table(TableId::GeneralBudgetBasicExpenditure) else { return Vec::new() };
    let mut known: Vec<(&str, Term)> = Vec::new();
    if let Ok(general) = books.ledger.table(TableId::GeneralBudgetExpenditure) {
        let basic = |code: &str| general.code(code)?.term(Column::Basic);
        known.extend(BY_FUNCTION.iter().filter_map(|(code, function)| Some((*code, basic(function)?))));
    }
    if let Ok(table) = books.ledger.table(TableId::ThreePublic) {
        let spent = |column: Column| three_public(table, Side::Final, column);
        known.extend(THREE_PUBLIC_CODES.iter().filter_map(|(code, column)| Some((*code, spent(*column)?))));
    }
    known.into_iter().filter_map(|(code, there)| moved(detail, code, &there)).collect()
}

/// The row beside an item that prints what another table says of the item.
fn moved(detail: &Sheet<'_>, code: &str, there: &Term) -> Option<Finding> {
    let class = code.get(..3)?;
    let rows: Vec<&Line<'_>> = detail.children(class);
    let at = rows.iter().position(|line| line.code == Some(code))?;
    let own = rows.get(at)?;
    let here = own.term(Column::Final)?;
    if here.value == there.value || !is_telling(there.value) {
        return None;
    }
    let beside = [at.checked_sub(1), at.checked_add(1)].into_iter().flatten().filter_map(|at| rows.get(at));
    let same = |line: &&Line<'_>| line.term(Column::Final).filter(|term| term.value == there.value);
    let (other, term) = beside.filter_map(|line| Some((line, same(line)?))).next()?;
    let message = Words::new(
        format!("“{}”与“{}”两行的数字互换：他表印出的金额在相邻一行", own.title(), other.title()),
        format!(
            "the numbers of {} and {} are exchanged: what another table prints of the one stands in the other's row",
            own.title(),
            other.title()
        ),
    );
    Some(Finding::Claim {
        holds: false,
        severity: None,
        cells: vec![here.cell, term.cell, there.cell.clone()],
        message,
    })
}

/// So many digits make a number that two rows do not have in common by chance.
const TELLING_DIGITS: usize = 4;

/// Two neighbouring rows of one table whose totals are each the other's in the other table: both exactly, or one exactly
/// while the other is nearer to its neighbour's as well.
fn crossed(first: &Sheet<'_>, second: &Sheet<'_>, one: TableId, other: TableId) -> Vec<Finding> {
    let codes: BTreeMap<&str, &Line<'_>> = second.coded().filter_map(|line| Some((line.code?, line))).collect();
    let rows: Vec<&Line<'_>> = first.coded().collect();
    let total = |line: &Line<'_>| line.term(Column::Total);
    let mut found = Vec::new();
    for pair in rows.windows(2) {
        let [a, b] = pair else { continue };
        let partner = |line: &Line<'_>| line.code.and_then(|code| codes.get(code)).and_then(|line| total(line));
        let (Some(left), Some(right), Some(left_there), Some(right_there)) =
            (total(a), total(b), partner(a), partner(b))
        else {
            continue;
        };
        if !crosses([left.value, right.value], [left_there.value, right_there.value]) {
            continue;
        }
        let message = Words::new(
            format!(
                "“{}”与“{}”两行的数字，在《{}》与《{}》中互换",
                a.title(),
                b.title(),
                one.chinese(),
                other.chinese()
            ),
            format!(
                "the numbers of {} and {} are exchanged between {} and {}",
                a.title(),
                b.title(),
                one.english(),
                other.english()
            ),
        );
        let cells = vec![left.cell, right.cell, left_there.cell, right_there.cell];
        found.push(Finding::Claim { holds: false, severity: None, cells, message });
    }
    found
}

fn is_telling(value: Decimal) -> bool {
    let digits = value.normalize().mantissa().unsigned_abs().to_string();
    digits.trim_end_matches('0').len() >= TELLING_DIGITS
}

/// Whether two numbers stand crosswise to two others.
fn crosses(here: [Decimal; 2], there: [Decimal; 2]) -> bool {
    let ([a, b], [a_there, b_there]) = (here, there);
    let apart = |x: Decimal, y: Decimal| x.saturating_sub(y).abs();
    let telling = is_telling;
    if a == b || a_there == b_there || a == a_there || b == b_there {
        return false;
    }
    let one = a == b_there && telling(a) && apart(b, a_there) < apart(b, b_there)
        || b == a_there && telling(b) && apart(a, b_there) < apart(a, a_there);
    a == b_there && b == a_there || one
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crossing(here: [i64; 2], there: [i64; 2]) -> bool {
        crosses(here.map(Decimal::from), there.map(Decimal::from))
    }

    #[test]
    fn rows_cross_where_both_numbers_or_one_telling_number_do() {
        assert!(crossing([10, 20], [20, 10]));
        assert!(crossing([81_237, 515], [520, 81_237]));
        assert!(!crossing([81_237, 515], [81_237, 515]));
        // Equal by chance: round numbers, and one that is its own neighbour's.
        assert!(!crossing([5_000, 515], [520, 5_000]));
        assert!(!crossing([81_237, 90_000], [520, 81_237]));
    }
}
