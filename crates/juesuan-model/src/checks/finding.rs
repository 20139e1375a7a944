//! What a rule is made of: its words, where it applies, and the printed numbers that enter.

use rust_decimal::Decimal;

use super::Books;
use super::printed::margin;
use super::types::{CellRef, Words};
use crate::diagnostic::Severity;
use crate::value::{Amount, Number, Unit};

/// A rule: one item of the list of what must hold.
pub(super) struct Rule {
    /// Stable identifier.
    pub(super) id: &'static str,
    /// What must hold, 中文.
    pub(super) zh: &'static str,
    /// What must hold, in English.
    pub(super) en: &'static str,
    /// How much a fail weighs.
    pub(super) severity: Severity,
    /// Applies the formula wherever the document has what it needs; an error says what it lacks.
    pub(super) find: fn(&Books<'_>) -> Found,
}

/// Where a formula was applied, or why it could not be.
pub(super) type Found = Result<Vec<Finding>, Words>;

/// A printed number on one side of an equation.
#[derive(Debug, Clone)]
pub(super) struct Term {
    /// Where it is printed.
    pub(super) cell: CellRef,
    /// Its value: money in yuan, everything else as printed.
    pub(super) value: Decimal,
    /// Its value as printed.
    pub(super) printed: Decimal,
    /// Half a unit of its last printed place.
    pub(super) half: Decimal,
    /// The unit that it is printed in; absent also where the table declares none.
    pub(super) unit: Option<Unit>,
    /// Whether it is taken off.
    pub(super) minus: bool,
}

impl Term {
    /// A printed amount with its own decimals.
    pub(super) fn amount(cell: CellRef, amount: &Amount) -> Self {
        let exact = Self::rounded(cell, amount.value, amount.unit, amount.value.scale());
        Self { half: margin(amount), ..exact }
    }

    /// A printed amount that is rounded to so many decimals, also where it prints fewer.
    pub(super) fn rounded(cell: CellRef, value: Decimal, unit: Option<Unit>, decimals: u32) -> Self {
        let in_yuan = unit.map_or(Decimal::ONE, Unit::in_yuan);
        let half = half_unit(value, decimals).checked_mul(in_yuan).unwrap_or_default();
        let in_yuan = value.checked_mul(in_yuan).unwrap_or(Decimal::MAX);
        Self { cell, value: in_yuan, printed: value, half, unit, minus: false }
    }

    /// A score, a weight, a percentage.
    pub(super) fn number(cell: CellRef, number: &Number) -> Self {
        Self::rounded(cell, number.value, None, number.value.scale())
    }

    /// The same, taken off.
    pub(super) fn negated(mut self) -> Self {
        self.minus = !self.minus;
        self
    }
}

/// Half a unit of the last place. A zero without decimals says that there is nothing: it is exact.
pub(super) fn half_unit(value: Decimal, decimals: u32) -> Decimal {
    if value.is_zero() && decimals == 0 {
        return Decimal::ZERO;
    }
    Decimal::try_new(5, decimals.saturating_add(1)).unwrap_or_default()
}

/// How the two sides must stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// 等于
    Equal,
    /// 不大于
    AtMost,
}

impl Relation {
    /// Whether sides so far apart, left minus right, still satisfy it.
    pub(super) fn holds(self, residual: Decimal, envelope: Decimal) -> bool {
        match self {
            Self::Equal => residual.abs() <= envelope,
            Self::AtMost => residual <= envelope,
        }
    }
}

/// One application of a rule.
#[allow(clippy::large_enum_variant)] // there are few of them, and each is moved once
#[derive(Debug, Clone)]
pub(super) enum Finding {
    /// Two sums that must agree.
    Balance {
        /// Of what.
        subject: Words,
        /// How the sides stand to each other.
        relation: Relation,
        /// Left side; nothing counts as zero.
        left: Vec<Term>,
        /// Right side.
        right: Vec<Term>,
        /// Something that was not read and would enter; when the sides miss, it is the better explanation.
        unread: Option<Words>,
    },
    /// A percentage that must be one sum's share of another.
    Ratio {
        /// Of what.
        subject: Words,
        /// What is divided.
        part: Vec<Term>,
        /// By what.
        whole: Vec<Term>,
        /// The printed percentage.
        percent: Term,
        /// Whether cutting off decimals is as good as rounding.
        or_cut: bool,
    },
    /// A score that must be a weight times a percentage, rounded or cut.
    Product {
        /// Of what.
        subject: Words,
        /// The points to be had.
        weight: Term,
        /// The percentage.
        percent: Term,
        /// The points given.
        score: Term,
    },
    /// Anything that is not arithmetic.
    Claim {
        /// Whether it holds.
        holds: bool,
        /// How much it weighs if not, where that differs from the rule.
        severity: Option<Severity>,
        /// What it is about.
        cells: Vec<CellRef>,
        /// What was found.
        message: Words,
    },
    /// A formula that cannot be applied here.
    Skipped {
        /// What it is about.
        cells: Vec<CellRef>,
        /// Why.
        why: Words,
    },
}

impl Finding {
    /// Two sums that must be equal.
    pub(super) fn equal(subject: impl Into<Words>, left: Vec<Term>, right: Vec<Term>) -> Self {
        Self::Balance { subject: subject.into(), relation: Relation::Equal, left, right, unread: None }
    }

    /// A formula that cannot be applied.
    pub(super) fn skipped(why: Words) -> Self {
        Self::Skipped { cells: Vec::new(), why }
    }
}
