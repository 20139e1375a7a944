//! Numbers over the years → an SVG chart of curves, with a legend. No script, no font of its own.

use std::fmt::Write as _;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A curve: its name, and a number a year where there is one.
pub(super) struct Curve {
    pub(super) name: String,
    pub(super) values: Vec<Option<Decimal>>,
}

/// Colours that print apart from one another.
const COLOURS: [&str; 10] =
    ["#1f5fa8", "#c4431c", "#2b8a3e", "#8a4fbf", "#b8860b", "#00838f", "#ad1457", "#5d4037", "#455a64", "#7cb342"];

const WIDTH: f64 = 680.0;
const HEIGHT: f64 = 300.0;
const LEFT: f64 = 84.0;
const RIGHT: f64 = 24.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = 36.0;
/// Lines across the chart.
const STEPS: u32 = 4;

/// The chart. Its picture is only as exact as it is wide: the numbers stand in the tables.
pub(super) fn svg(title: &str, unit: &str, years: &[u16], curves: &[Curve]) -> String {
    let values = || curves.iter().flat_map(|curve| curve.values.iter().flatten().copied());
    let highest = values().max().unwrap_or_default().max(Decimal::ZERO);
    let lowest = values().min().unwrap_or_default().min(Decimal::ZERO);
    let span = highest.saturating_sub(lowest);
    let span = if span.is_zero() { Decimal::ONE } else { span };
    let y = |value: Decimal| {
        let share = value.saturating_sub(lowest).checked_div(span).and_then(|share| share.to_f64()).unwrap_or(0.0);
        HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)
    };
    #[allow(clippy::cast_precision_loss)] // a few years
    let x = |index: usize| {
        let steps = years.len().saturating_sub(1).max(1) as f64;
        LEFT + index as f64 / steps * (WIDTH - LEFT - RIGHT)
    };
    #[allow(clippy::cast_precision_loss)] // a few lines
    let total = HEIGHT + 20.0 * curves.len() as f64;
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write!(
        text,
        "<figure><figcaption>{title}（{unit}）</figcaption><svg role=\"img\" aria-label=\"{title}\" viewBox=\"0 0 {WIDTH:.0} {total:.0}\">"
    );
    for step in 0..=STEPS {
        let value = span
            .checked_mul(Decimal::from(step))
            .and_then(|part| part.checked_div(Decimal::from(STEPS)))
            .map_or(lowest, |part| lowest.saturating_add(part));
        let (at, right) = (y(value), WIDTH - RIGHT);
        let label = super::shown::grouped(&value.round_dp(u32::from(span < Decimal::TEN)).to_string());
        let _ = write!(
            text,
            "<line class=\"grid\" x1=\"{LEFT:.0}\" y1=\"{at:.1}\" x2=\"{right:.0}\" y2=\"{at:.1}\"/><text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\">{label}</text>",
            LEFT - 6.0,
            at + 4.0
        );
    }
    for (index, year) in years.iter().enumerate() {
        let _ = write!(
            text,
            "<text x=\"{:.1}\" y=\"{:.0}\" text-anchor=\"middle\">{year}</text>",
            x(index),
            HEIGHT - BOTTOM + 18.0
        );
    }
    for (number, (curve, colour)) in curves.iter().zip(COLOURS.iter().cycle()).enumerate() {
        let mut open = false;
        let mut path = String::new();
        for (index, value) in curve.values.iter().enumerate() {
            match value {
                Some(value) => {
                    let _ = write!(path, "{}{:.1} {:.1} ", if open { "L" } else { "M" }, x(index), y(*value));
                    let _ = write!(
                        text,
                        "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"3\" fill=\"{colour}\"/>",
                        x(index),
                        y(*value)
                    );
                    open = true;
                }
                // A year without a number breaks the curve.
                None => open = false,
            }
        }
        #[allow(clippy::cast_precision_loss)] // a few curves
        let row = HEIGHT + 20.0 * number as f64 + 8.0;
        let _ = write!(
            text,
            "<path d=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/><rect x=\"{LEFT:.0}\" y=\"{:.0}\" width=\"12\" height=\"12\" fill=\"{colour}\"/><text x=\"{:.0}\" y=\"{row:.0}\">{}</text>",
            path.trim_end(),
            row - 10.0,
            LEFT + 18.0,
            curve.name
        );
    }
    text.push_str("</svg></figure>");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_without_a_number_breaks_the_curve() {
        let number = |value: i64| Some(Decimal::from(value));
        let curve = Curve { name: "甲局".to_owned(), values: vec![number(100), None, number(300), number(200)] };
        let svg = svg("支出", "元", &[2020, 2021, 2022, 2023], &[curve]);
        let path = svg.split("<path d=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(path.matches('M').count(), 2, "{path}");
        assert_eq!(path.matches('L').count(), 1, "{path}");
        assert_eq!(svg.matches("<circle").count(), 3);
    }

    #[test]
    fn nothing_but_zeros_is_drawn_too() {
        let curve = Curve { name: String::new(), values: vec![Some(Decimal::ZERO); 2] };
        assert!(!svg("", "元", &[2020, 2021], &[curve]).contains("NaN"));
    }
}
