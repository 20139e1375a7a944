//! 年末结转和结余 of one year = 年初结转和结余 of the next.

use juesuan_model::checks::{RowRole, Words};
use juesuan_model::diagnostic::Severity;
use juesuan_model::tables::{Column, Side, TableId};

use super::equation::{About, Term, equal, skipped};
use super::{Books, CrossCheck, Rule};
use crate::departments::Department;
use crate::entry::Entry;
use crate::figure::{Figure, Key, RowKey};
use crate::words::{title, words};

const RULE: Rule = Rule {
    id: "x.carried",
    zh: "上年年末结转和结余＝本年年初结转和结余",
    en: "the closing balance of one year = the opening balance of the next",
    severity: Severity::Warning,
};

/// Keys of a closing balance and of the opening balance that it becomes.
fn pairs() -> Vec<(Key, Key)> {
    let (income, spending) = (Some(Side::Income), Some(Side::Expenditure));
    let role = |table, side, role, column| Key::Cell { table, side, row: RowKey::Role(role), column };
    let (t1, t4) = (TableId::IncomeExpenditureSummary, TableId::FiscalAppropriationSummary);
    let mut pairs = vec![
        (role(t1, spending, RowRole::Closing, Column::Final), role(t1, income, RowRole::Opening, Column::Final)),
        (role(t4, spending, RowRole::Closing, Column::Total), role(t4, income, RowRole::Opening, Column::Final)),
    ];
    for fund in [Column::GeneralBudget, Column::GovernmentFund, Column::StateCapital] {
        let name = format!("年初/{}", fund.chinese());
        let opening = Key::Cell { table: t4, side: income, row: RowKey::Name(name), column: Column::Final };
        pairs.push((role(t4, spending, RowRole::Closing, fund), opening));
    }
    for table in [TableId::GeneralBudgetExpenditure, TableId::GovernmentFund, TableId::StateCapital] {
        let of = |column| role(table, None, RowRole::Total, column);
        pairs.push((of(Column::ClosingBalance), of(Column::OpeningBalance)));
    }
    pairs
}

pub(super) fn run(books: &Books<'_>) -> Vec<CrossCheck> {
    let mut all = Vec::new();
    for department in books.departments {
        let years: Vec<u16> = department.accounts.keys().copied().collect();
        for (year, next) in years.iter().zip(years.iter().skip(1)) {
            let (Some(before), Some(after)) = (books.account(department, *year), books.account(department, *next))
            else {
                continue;
            };
            if year.checked_add(1) == Some(*next) {
                all.extend(pairs().iter().filter_map(|pair| carried(department, [*year, *next], before, after, pair)));
            } else {
                let subject = words("结转和结余", "balances");
                let why = words(
                    format!("{year} 年与 {next} 年之间缺少文件"),
                    format!("the documents between {year} and {next} are not there"),
                );
                all.push(skipped(&RULE, about(department, [*year, *next], subject), Vec::new(), &why));
            }
        }
    }
    all
}

fn about(department: &Department, years: [u16; 2], subject: Words) -> About {
    About { department: department.name.clone(), years: years.into(), subject }
}

fn carried(
    department: &Department,
    years: [u16; 2],
    before: &Entry,
    after: &Entry,
    (closing, opening): &(Key, Key),
) -> Option<CrossCheck> {
    let (closing, opening) = (before.only(closing), after.only(opening));
    let subject = |figure: &Figure| {
        let Words { zh, en, .. } = title(figure);
        let [year, next] = years;
        words(format!("{year}→{next} {zh}"), format!("{year} to {next}, {en}"))
    };
    match (closing, opening) {
        (Some(closing), Some(opening)) => {
            let (left, right) = (Term::of(after, opening), Term::of(before, closing));
            Some(equal(&RULE, about(department, years, subject(opening)), &left, &[right], None))
        }
        (Some(one), None) | (None, Some(one)) => {
            let entry = if closing.is_some() { before } else { after };
            let why =
                words("另一年没有印出或没有读到这个数字", "the other year prints no such number, or none was read");
            let cited = Term::of(entry, one).cited;
            Some(skipped(&RULE, about(department, years, subject(one)), vec![cited], &why))
        }
        (None, None) => None,
    }
}
