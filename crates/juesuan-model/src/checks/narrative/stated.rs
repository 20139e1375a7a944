//! Statements with what the rules compare them by.

use crate::checks::finding::Term;
use crate::checks::types::{CellRef, Words};
use crate::key::key;
use crate::narrative::{Direction, Narrative, Statement};
use crate::value::{Amount, Number};

/// A statement, its row in `statements.csv` and its names as keys.
#[derive(Debug)]
pub(in crate::checks) struct Stated<'a> {
    /// The statement.
    pub(in crate::checks) statement: &'a Statement,
    row: u32,
    /// The subject's letters, its account (决算) taken off.
    pub(super) name: String,
    /// The heading path as a key.
    pub(super) section: String,
}

/// All statements of a narrative, in the order of the text.
pub(in crate::checks) fn stated(narrative: &Narrative) -> Vec<Stated<'_>> {
    let mut row = 0_u32;
    let number = |statement: &Statement, row: &mut u32| {
        *row = row.saturating_add(u32::from(statement.is_about_amounts()));
        if statement.is_about_amounts() { *row } else { 0 }
    };
    let stated = narrative.statements.iter().map(|statement| Stated {
        statement,
        row: number(statement, &mut row),
        name: name(&statement.subject.text),
        section: key(&statement.section),
    });
    stated.collect()
}

/// Accounts at the end of a subject: what an outturn is called.
const OUTTURN_ENDS: &[&str] = &["支出决算数", "收入决算数", "决算数", "支出决算", "收入决算", "决算", "执行数"];

/// The letters of a subject without its account: `“三公”经费财政拨款支出决算数` → `三公经费财政拨款支出`.
#[must_use]
pub fn name(subject: &str) -> String {
    let letters: String = key(subject).chars().filter(|c| c.is_alphanumeric()).collect();
    let Some(end) = OUTTURN_ENDS.iter().find(|end| letters.ends_with(**end)) else { return letters };
    let bare = letters.trim_end_matches(end);
    match end.chars().take(2).collect::<String>().as_str() {
        // `…支出支出决算` and `…支出决算` are the same.
        word @ ("支出" | "收入") if !bare.ends_with(word) => format!("{bare}{word}"),
        _ => bare.to_owned(),
    }
}

impl Stated<'_> {
    /// One of its printed numbers.
    fn cell(&self, column: &'static str, at: crate::place::Place) -> CellRef {
        CellRef::new("statements", self.row, "", column, at)
    }

    /// Its amount, unless that is a budget or of the year before.
    pub(super) fn outturn(&self) -> Option<Term> {
        if self.statement.is_budget() || self.statement.is_earlier { None } else { self.value() }
    }

    /// Its amount.
    pub(super) fn value(&self) -> Option<Term> {
        let value = self.statement.value.as_ref()?;
        Some(Term::amount(self.cell("value", value.at), value))
    }

    /// The difference from what it is compared with.
    pub(super) fn change(&self) -> Option<Term> {
        let change = self.statement.comparison.as_ref()?.change.as_ref()?;
        Some(Term::amount(self.cell("change", change.at), change))
    }

    /// A percentage.
    pub(super) fn percent(&self, column: &'static str, number: &Number) -> Term {
        Term::number(self.cell(column, number.at), number)
    }

    /// An amount that it is compared with or that it completes. Where another statement prints it, it is that one's.
    pub(super) fn other(&self, all: &[Stated<'_>], amount: &Amount) -> Term {
        let holds = |stated: &&Stated<'_>| stated.statement.value.as_ref().is_some_and(|value| value.at == amount.at);
        let owner = all.iter().find(holds);
        let cell = owner.map_or_else(|| self.cell("base", amount.at), |owner| owner.cell("value", amount.at));
        Term::amount(cell, amount)
    }

    /// The direction of its comparison.
    pub(super) fn direction(&self) -> Option<Direction> {
        self.statement.comparison.as_ref()?.direction
    }

    /// The subject as printed, for messages.
    pub(super) fn title(&self) -> Words {
        let (at, subject) = (self.statement.at, &self.statement.subject.text);
        Words::new(format!("{}“{subject}”", at.in_chinese()), format!("{}, “{subject}”", at.in_english()))
    }

    /// The same, and which of its numbers.
    pub(super) fn title_of(&self, zh: &str, en: &str) -> Words {
        let title = self.title();
        Words::new(format!("{}{zh}", title.zh), format!("{}, {en}", title.en))
    }
}

/// There is no narrative to compare.
pub(super) fn no_narrative() -> Words {
    Words::new("文档中没有读到决算情况说明", "no narrative was found in the document")
}
