//! The same number in two documents: an account that was published twice says the same.

use juesuan_model::diagnostic::Severity;

use super::equation::{About, Term, equal};
use super::{Books, CrossCheck, Rule};
use crate::entry::Entry;
use crate::figure::Figure;
use crate::words::{title, words};

const RULE: Rule = Rule {
    id: "x.again",
    zh: "同一部门同一年度的同一个数字，在两份文件中相同",
    en: "the same number of one department and year is the same in two documents",
    severity: Severity::Warning,
};

pub(super) fn run(books: &Books<'_>) -> Vec<CrossCheck> {
    let mut all = Vec::new();
    for department in books.departments {
        for (year, index) in &department.again {
            let (Some(first), Some(second)) = (books.account(department, *year), books.entries.get(*index)) else {
                continue;
            };
            let figures = first.by_key();
            for (key, figure) in second.by_key() {
                let (Some(second_figure), Some(Some(first_figure))) = (figure, figures.get(key)) else { continue };
                let name = title(first_figure);
                let subject = words(format!("{year} {}", name.zh), format!("{year}, {}", name.en));
                let about = About { department: department.name.clone(), years: vec![*year], subject };
                let (left, right) = (term(first, first_figure), term(second, second_figure));
                all.push(equal(&RULE, about, &left, &[right], None));
            }
        }
    }
    all
}

/// Counts and scores have no unit: they are compared as printed.
fn term(entry: &Entry, figure: &Figure) -> Term {
    Term { value: figure.compared(), ..Term::of(entry, figure) }
}
