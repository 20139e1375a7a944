//! The values of a report: amounts and texts, each with its place.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::place::Place;

/// The unit that amounts are printed in (金额单位).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Unit {
    /// 元
    #[serde(rename = "元")]
    Yuan,
    /// 万元: ten thousand yuan
    #[serde(rename = "万元")]
    TenThousandYuan,
    /// 亿元: a hundred million yuan
    #[serde(rename = "亿元")]
    HundredMillionYuan,
}

impl Unit {
    /// The unit as printed.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::TenThousandYuan => "万元",
            Self::HundredMillionYuan => "亿元",
        }
    }

    /// How many yuan one unit is.
    ///
    /// ```
    /// assert_eq!(juesuan_model::Unit::TenThousandYuan.in_yuan(), 10_000.into());
    /// ```
    #[must_use]
    pub fn in_yuan(self) -> Decimal {
        Decimal::from(match self {
            Self::Yuan => 1_i64,
            Self::TenThousandYuan => 10_000,
            Self::HundredMillionYuan => 100_000_000,
        })
    }

    /// Reads `元`, `万元`, `亿元`, also with `人民币` before it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().trim_start_matches("人民币") {
            "元" => Some(Self::Yuan),
            "万元" => Some(Self::TenThousandYuan),
            "亿元" => Some(Self::HundredMillionYuan),
            _ => None,
        }
    }
}

/// An amount of money as printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Amount {
    /// The printed number, with its printed decimals.
    pub value: Decimal,
    /// The unit that the table or the text declares; absent where it declares none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// Where the number is printed.
    pub at: Place,
    /// The text says about so much (`9800多万元`, `近3亿元`): the true amount is near it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub about: bool,
}

impl Amount {
    /// An amount at a place.
    #[must_use]
    pub fn new(value: Decimal, unit: Option<Unit>, at: Place) -> Self {
        Self { value, unit, at, about: false }
    }
}

/// A printed number that is no money: a count, a percentage, a score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Number {
    /// The printed number, with its printed decimals and without a percent sign.
    pub value: Decimal,
    /// Where it is printed.
    pub at: Place,
}

impl Number {
    /// A number at a place.
    #[must_use]
    pub fn new(value: Decimal, at: Place) -> Self {
        Self { value, at }
    }
}

/// A printed text, its layout line breaks removed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Text {
    /// The text as printed.
    pub text: String,
    /// Where it is printed; of a text over two pages, its part on the first.
    pub at: Place,
}

impl Text {
    /// A text at a place.
    #[must_use]
    pub fn new(text: impl Into<String>, at: Place) -> Self {
        Self { text: text.into(), at }
    }

    /// Whether nothing is printed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}
