//! Rows of one table against the rows of another that list the same codes: a part is no more than the whole, a code of
//! the one stands in the other, and the numbers of two neighbouring rows are not exchanged.

use std::collections::BTreeMap;

use super::Books;
use super::finding::{Finding, Found, Relation, Rule};
use super::ledger::{Line, Sheet, column_name, table_name};
use super::types::Words;
use crate::diagnostic::Severity;
use crate::tables::{Column, TableId};

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
        id: "x.rows_exchanged",
        zh: "相邻两行的数字没有互换（与他表同一科目核对）",
        en: "the numbers of two neighbouring rows are not exchanged, as the same codes of another table show",
        severity: Severity::Error,
        find: exchanged,
    },
];

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
                format!("《{}》列有 {}，《支出决算表》没有", table_name(part), line.title()),
                format!("{} lists {}, the expenditure table does not", part.as_str(), line.title()),
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
            if let (Some(left), Some(right)) = (line.term(*column), other.term(*column))
                // Below zero (a refund) a part may be more than the whole.
                && !left.value.is_sign_negative() && !right.value.is_sign_negative()
            {
                let subject = format!("{}（{}）", line.title(), column_name(*column));
                let relation = Relation::AtMost;
                found.push(Finding::Balance { subject, relation, left: vec![left], right: vec![right], unread: None });
            }
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
    Ok(found)
}

/// Two neighbouring rows of one table whose totals are each the other's in the other table.
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
        let crosses = left.value == right_there.value && right.value == left_there.value;
        if left.value == right.value || !crosses {
            continue;
        }
        let message = Words::new(
            format!(
                "“{}”与“{}”两行的数字，在《{}》与《{}》中互换",
                a.title(),
                b.title(),
                table_name(one),
                table_name(other)
            ),
            format!(
                "the numbers of {} and {} are exchanged between {} and {}",
                a.title(),
                b.title(),
                one.as_str(),
                other.as_str()
            ),
        );
        let cells = vec![left.cell, right.cell, left_there.cell, right_there.cell];
        found.push(Finding::Claim { holds: false, severity: None, cells, message });
    }
    found
}
