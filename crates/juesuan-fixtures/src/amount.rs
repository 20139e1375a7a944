//! Money: exact sums of fen (分), shown in the unit that a document declares.

use rust_decimal::{Decimal, RoundingStrategy};
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

/// The unit that a table or a form declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// 元
    Yuan,
    /// 万元, with two decimals
    TenThousandYuan,
}

impl Unit {
    /// The name as documents print it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Unit::Yuan => "元",
            Unit::TenThousandYuan => "万元",
        }
    }
}

/// An amount of money in fen (分, 0.01 元).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Amount(i64);

impl Amount {
    pub(crate) const ZERO: Amount = Amount(0);

    pub(crate) fn fen(fen: i64) -> Self {
        Amount(fen)
    }

    /// `parts` per thousand of this amount, cut to whole 百元 (0.01 万元) so that it prints exactly in 万元.
    pub(crate) fn per_mille(self, parts: i64) -> Self {
        Amount(self.0 * parts / 1000 / 10_000 * 10_000)
    }

    pub(crate) fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The number that is printed: two decimals in `unit`.
    pub(crate) fn in_unit(self, unit: Unit) -> Decimal {
        let scale = match unit {
            Unit::Yuan => 2,
            Unit::TenThousandYuan => 6,
        };
        rounded(Decimal::new(self.0, scale), 2)
    }

    /// 100 × `self` ÷ `whole`; zero where the whole is nothing, as documents print it.
    pub(crate) fn percent_of(self, whole: Amount, decimals: u32) -> Decimal {
        let percent = Decimal::new(self.0, 0) * Decimal::ONE_HUNDRED;
        rounded(percent.checked_div(Decimal::new(whole.0, 0)).unwrap_or_default(), decimals)
    }
}

/// So many decimals, halves away from zero, as spreadsheets round.
pub(crate) fn rounded(number: Decimal, decimals: u32) -> Decimal {
    let mut number = number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    number.rescale(decimals);
    number
}

impl Add for Amount {
    type Output = Amount;
    fn add(self, other: Amount) -> Amount {
        Amount(self.0 + other.0)
    }
}

impl Sub for Amount {
    type Output = Amount;
    fn sub(self, other: Amount) -> Amount {
        Amount(self.0 - other.0)
    }
}

impl Neg for Amount {
    type Output = Amount;
    fn neg(self) -> Amount {
        Amount(-self.0)
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Amount>>(amounts: I) -> Amount {
        amounts.fold(Amount::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_in_the_unit_with_two_decimals() {
        let amount = Amount::fen(123_456_789);
        assert_eq!(amount.in_unit(Unit::Yuan).to_string(), "1234567.89");
        assert_eq!(amount.in_unit(Unit::TenThousandYuan).to_string(), "123.46");
        assert_eq!(Amount::ZERO.in_unit(Unit::TenThousandYuan).to_string(), "0.00");
    }

    #[test]
    fn percents_round_half_up_and_a_zero_whole_gives_zero() {
        assert_eq!(Amount::fen(1).percent_of(Amount::fen(8), 2).to_string(), "12.50");
        assert_eq!(Amount::fen(2).percent_of(Amount::fen(3), 2).to_string(), "66.67");
        assert_eq!(Amount::fen(1).percent_of(Amount::ZERO, 2).to_string(), "0.00");
    }
}
