//! The stored number of a cell → an exact decimal, without what binary fractions leave behind.

use std::str::FromStr;

use rust_decimal::{Decimal, RoundingStrategy};

/// Workbooks keep so many digits; what stands behind them is an artefact of binary fractions.
const DIGITS: u32 = 15;

/// The number that a text stores: `16784.91`, `1.0E-2`, `1234.5600000000001`.
pub(crate) fn parse(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let exact = Decimal::from_str(text).or_else(|_| Decimal::from_scientific(text)).ok();
    let value = match exact {
        Some(value) => value,
        // More digits than a decimal holds: through the binary fraction that the workbook means.
        None => return of_float(text.parse().ok()?),
    };
    round(value)
}

/// The number that a binary fraction stores.
pub(crate) fn of_float(value: f64) -> Option<Decimal> {
    if !value.is_finite() {
        return None;
    }
    /// What is smaller is what sums leave behind that should be zero; a decimal cannot hold it either.
    const NOTHING: f64 = 1e-20;
    if value.abs() < NOTHING {
        return Some(Decimal::ZERO);
    }
    // To fifteen digits.
    Decimal::from_scientific(&format!("{value:.14e}")).ok().map(|value| value.normalize())
}

fn round(value: Decimal) -> Option<Decimal> {
    let value = value.round_sf_with_strategy(DIGITS, RoundingStrategy::MidpointAwayFromZero)?;
    Some(value.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn artefacts_of_binary_fractions_go() {
        for (stored, shown) in [
            ("1234.5600000000001", "1234.56"),
            ("0.30000000000000004", "0.3"),
            ("1.2E2", "120"),
            ("-1.5E-3", "-0.0015"),
            ("120791.59", "120791.59"),
            ("1e-40", "0"),
        ] {
            assert_eq!(parse(stored).map(|value| value.to_string()).as_deref(), Some(shown), "{stored}");
        }
        assert_eq!(of_float(0.1 + 0.2).map(|value| value.to_string()).as_deref(), Some("0.3"));
        assert_eq!(parse("1E+300"), None);
        assert_eq!(of_float(f64::NAN), None);
    }
}
