//! Whose each place is: everything of a report that holds a printed number → by the identity of its line or cell, and by
//! its box, where a text goes on over several lines.

use std::collections::{BTreeMap, BTreeSet};

use juesuan_document::{Id, Layout, PlaceIndex, Surface};
use rust_decimal::Decimal;

use super::figures::Figure;
use crate::forms::{Measured, SelfAssessment};
use crate::narrative::Statement;
use crate::place::Place;
use crate::report::Report;
use crate::tables::{Fact, Subject, TableHead};
use crate::value::{Amount, Number, Text};

/// Who took a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// A fact of the nine tables.
    Fact,
    /// A cell of a table that is kept raw.
    RawCell,
    /// A field of a performance form.
    FormField,
    /// A statement of the narrative.
    Statement,
    /// A named other: a code, a row number, a heading, a note, a count.
    Other,
}

/// A claim: these digits, at this place.
#[derive(Debug)]
struct Claim {
    owner: Owner,
    at: Place,
    digits: String,
    /// A text holds its numbers among others; amounts inside a label are none of its own.
    amounts: bool,
}

/// So many claims at one height of a page are looked at for one figure; beyond that it counts as not taken.
const MOST_CLAIMS: usize = 400;

/// Everything that is claimed.
#[derive(Debug, Default)]
pub(super) struct Owners {
    claims: Vec<Claim>,
    by_id: BTreeMap<Id, Vec<usize>>,
    by_place: PlaceIndex,
    /// The position of the table that a cell belongs to.
    tables: BTreeMap<Id, u32>,
    /// Cells that hold codes, with the code.
    pub(super) codes: BTreeMap<Id, String>,
    /// Cells whose figures a table read and holds in no column of its own.
    beside: BTreeSet<Id>,
    /// The digits of all fields of forms: a field that is put together from several cells of a file without pages
    /// has the identity of the first only.
    form_digits: BTreeSet<String>,
}

fn digits_of(text: &str) -> String {
    let full = |c: char| match c {
        '\u{FF10}'..='\u{FF19}' => char::from_u32(u32::from(c) - 0xFEE0),
        c => Some(c).filter(char::is_ascii_digit),
    };
    text.chars().filter_map(full).collect()
}

impl Owners {
    /// Collects the claims of a report.
    /// `beside` are figures that tables read and hold in no column: counts, columns beyond the contract's.
    pub(super) fn of(report: &Report, beside: &[Place]) -> Self {
        let mut owners = Self::default();
        owners.tables(report);
        owners.beside.extend(beside.iter().map(|at| at.id).filter(|id| id.is_some()));
        owners.narrative(report);
        for form in &report.project_self_assessments {
            let texts = [&form.code, &form.name, &form.implementing_unit, &form.budget_unit];
            texts.into_iter().flatten().for_each(|text| owners.text(Owner::FormField, text));
            owners.form(&form.assessment);
        }
        for form in &report.department_self_assessments {
            form.name.iter().for_each(|text| owners.text(Owner::FormField, text));
            owners.form(&form.assessment);
        }
        owners
    }

    fn claim(&mut self, owner: Owner, at: Place, digits: String, amounts: bool) {
        if digits.is_empty() {
            return;
        }
        let index = self.claims.len();
        if at.id.is_some() {
            self.by_id.entry(at.id).or_default().push(index);
        }
        if at.page > 0 && at.address.is_none() {
            self.by_place.insert(&at, index);
        }
        self.claims.push(Claim { owner, at, digits, amounts });
    }

    fn value(&mut self, owner: Owner, value: Decimal, at: Place) {
        self.claim(owner, at, digits_of(&value.to_string()), true);
    }

    fn amount(&mut self, owner: Owner, amount: Option<&Amount>) {
        if let Some(amount) = amount {
            self.value(owner, amount.value, amount.at);
        }
    }

    fn number(&mut self, owner: Owner, number: Option<&Number>) {
        if let Some(number) = number {
            self.value(owner, number.value, number.at);
        }
    }

    fn text(&mut self, owner: Owner, text: &Text) {
        self.claim(owner, text.at, digits_of(&text.text), owner != Owner::Other);
    }

    fn tables(&mut self, report: &Report) {
        let positions: BTreeMap<_, u32> =
            report.tables.heads().into_iter().filter_map(|head| Some((head.table?, head.order))).collect();
        let position = |fact: &Fact| fact.order;
        for fact in report.facts.iter().chain(report.further_tables.iter().flat_map(|table| &table.facts)) {
            self.value(Owner::Fact, fact.amount.value, fact.amount.at);
            self.tables.insert(fact.amount.at.id, position(fact));
            for (text, is_code) in [(&fact.code, true), (&fact.label, false), (&fact.line_no, false)] {
                self.subject(text.as_ref(), is_code, position(fact));
            }
        }
        for (table, subject) in report.tables.subjects() {
            let position = positions.get(&table).copied().unwrap_or_default();
            let Subject { code, name, line_no, .. } = subject;
            for (text, is_code) in [(code, true), (name, false), (line_no, false)] {
                self.subject(text.as_ref(), is_code, position);
            }
        }
        let heads = report.table_heads();
        heads.into_iter().for_each(|head| self.head(head));
        for table in &report.other_tables {
            for cell in &table.cells {
                self.claim(Owner::RawCell, cell.at, digits_of(&cell.text), true);
                self.tables.insert(cell.at.id, table.head.order);
            }
        }
    }

    fn subject(&mut self, text: Option<&Text>, is_code: bool, position: u32) {
        let Some(text) = text else { return };
        if text.at.id.is_some() && self.tables.insert(text.at.id, position).is_some() && !is_code {
            return;
        }
        if is_code {
            self.codes.insert(text.at.id, text.text.clone());
        }
        // An amount inside a label is none of its own; a code or a 行次 is all number.
        let is_number = !text.text.chars().any(char::is_alphabetic);
        self.claim(Owner::Other, text.at, digits_of(&text.text), is_number);
    }

    fn head(&mut self, head: &TableHead) {
        for text in head.notes.iter().chain(&head.reason).chain([&head.title]).chain(&head.form_no) {
            self.claim(Owner::Other, text.at, digits_of(&text.text), true);
        }
    }

    fn narrative(&mut self, report: &Report) {
        let narrative = &report.narrative;
        for statement in &narrative.statements {
            self.statement(statement);
        }
        for count in &narrative.counts {
            self.number(Owner::Other, Some(&count.count));
        }
        if let Some(performance) = &narrative.blocks.performance {
            for review in performance.department.iter().chain(&performance.reviews) {
                self.amount(Owner::Statement, review.adjusted_budget.as_ref());
                self.amount(Owner::Statement, review.executed.as_ref());
                self.number(Owner::Statement, review.completion.as_ref());
                let texts = [&review.results, &review.problems, &review.measures];
                texts.into_iter().flatten().for_each(|text| self.text(Owner::Statement, text));
            }
            for evaluation in &performance.key_evaluations {
                self.number(Owner::Statement, evaluation.score.as_ref());
            }
        }
    }

    fn statement(&mut self, statement: &Statement) {
        const OWNER: Owner = Owner::Statement;
        // What the year before was belongs to the statement that is compared with it.
        self.amount(OWNER, statement.value.as_ref().filter(|_| !statement.is_earlier));
        if let Some(comparison) = &statement.comparison {
            self.amount(OWNER, comparison.base_amount.as_ref());
            self.amount(OWNER, comparison.change.as_ref());
            self.number(OWNER, comparison.change_percent.as_ref());
        }
        if let Some(completion) = &statement.completion {
            self.amount(OWNER, completion.budget.as_ref());
            self.number(OWNER, completion.percent.as_ref());
        }
        self.number(OWNER, statement.share.as_ref().map(|share| &share.percent));
    }

    fn form(&mut self, form: &SelfAssessment) {
        const OWNER: Owner = Owner::FormField;
        let before = self.claims.len();
        let texts = [
            &form.title,
            &form.form_no,
            &form.expected_goal,
            &form.adjusted_goal,
            &form.actual_goal,
            &form.conclusion,
            &form.problems,
            &form.measures,
        ];
        texts.into_iter().flatten().for_each(|text| self.text(OWNER, text));
        for number in [&form.year, &form.total_weight, &form.total_score] {
            self.number(OWNER, number.as_ref());
        }
        for fund in &form.funds {
            self.text(OWNER, &fund.label);
            for amount in [&fund.initial_budget, &fund.adjusted_budget, &fund.executed] {
                self.amount(OWNER, amount.as_ref());
            }
            for number in [&fund.weight, &fund.execution_rate, &fund.score] {
                self.number(OWNER, number.as_ref());
            }
            fund.reason.iter().for_each(|text| self.text(OWNER, text));
        }
        for line in &form.indicators {
            let texts = [&line.level1, &line.level2, &line.level3, &line.deviation];
            texts.into_iter().flatten().for_each(|text| self.text(OWNER, text));
            let measured: [&Option<Measured>; 3] = [&line.target, &line.adjusted_target, &line.actual];
            measured.into_iter().flatten().for_each(|measured| self.text(OWNER, &measured.text));
            for number in [&line.level1_weight, &line.weight, &line.score] {
                self.number(OWNER, number.as_ref());
            }
        }
        for remainder in &form.remainder {
            self.text(OWNER, &remainder.text);
            remainder.label.iter().for_each(|text| self.text(OWNER, text));
        }
        let digits: Vec<String> = self.claims.iter().skip(before).map(|claim| claim.digits.clone()).collect();
        self.form_digits.extend(digits);
    }

    /// The position of the table that a cell belongs to.
    pub(super) fn table_of(&self, id: Id) -> Option<u32> {
        self.tables.get(&id).copied()
    }

    /// The owner of a figure at a place.
    pub(super) fn take(&self, layout: &Layout, at: Place, figure: &Figure, is_amount: bool) -> Option<Owner> {
        let fits = |claim: &&Claim| claim.digits.contains(&figure.digits) && (claim.amounts || !is_amount);
        let of = |index: &usize| self.claims.get(*index);
        let by_id = self.by_id.get(&at.id).into_iter().flatten().take(MOST_CLAIMS);
        let on_page = layout.surface == Surface::Page;
        let here = |claim: &&Claim| !on_page || claim.at.holds(&at);
        // Claims on a cell hold for the whole of it; those on a line for their own part.
        let own = by_id.filter_map(of).filter(fits).find(|claim| here(claim) || claim.at.rounded() == at.rounded());
        if let Some(claim) = own {
            return Some(claim.owner);
        }
        if self.beside.contains(&at.id) {
            return Some(Owner::Other);
        }
        if !on_page {
            let of_form = self.form_digits.contains(&figure.digits);
            return of_form.then_some(Owner::FormField).filter(|_| at.address.is_some() && is_amount);
        }
        let near = self.by_place.near(&at).iter().take(MOST_CLAIMS);
        near.filter_map(of).filter(fits).find(here).map(|claim| claim.owner)
    }
}
