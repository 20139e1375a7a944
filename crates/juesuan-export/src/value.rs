//! The values of flat records, and what is said of their columns.

use std::fmt;

use juesuan_model::{Number, Text};
use rust_decimal::Decimal;
use serde::de::Visitor;
use serde::{Deserialize, Serialize};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// Text, also codes: `2010601` is no number.
    Text,
    /// Whole numbers that count: pages, rows.
    Integer,
    /// Exact decimals with their printed decimals.
    Decimal,
    /// PDF points, rounded to hundredths.
    Points,
}

/// One value of a record.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// Nothing is printed, or nothing applies.
    None,
    /// See [`Kind::Text`].
    Text(String),
    /// See [`Kind::Integer`].
    Integer(u64),
    /// See [`Kind::Decimal`].
    Decimal(Decimal),
    /// See [`Kind::Points`].
    Points(f64),
}

/// The values of one record, in the order of the schema's columns.
pub type Record = Vec<Value>;

/// A column: its name in the contract and what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Column {
    /// Name in the header row.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
}

/// One table of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Schema {
    /// The file's name without extension.
    pub name: &'static str,
    /// Its columns in order.
    pub columns: &'static [Column],
}

impl Schema {
    /// Records as they were serialized → with decimals where the columns say so.
    pub(crate) fn typed(&self, rows: Vec<Record>) -> Vec<Record> {
        let of_kinds = |record: Record| -> Record {
            record.into_iter().zip(self.columns).map(|(value, column)| value.of_kind(column.kind)).collect()
        };
        rows.into_iter().map(of_kinds).collect()
    }
}

impl fmt::Display for Value {
    /// As in CSV: exact, without thousands separators; nothing for [`Value::None`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Integer(number) => number.fmt(f),
            Self::Decimal(number) => number.fmt(f),
            Self::Points(number) => number.fmt(f),
        }
    }
}

impl Serialize for Value {
    /// Decimals as strings, so that they stay exact.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::None => serializer.serialize_none(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Integer(number) => serializer.serialize_u64(*number),
            Self::Decimal(number) => serializer.collect_str(number),
            Self::Points(number) => serializer.serialize_f64(*number),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    /// As it was serialized; [`Value::of_kind`] makes decimals of texts again.
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl Visitor<'_> for AnyValue {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a number or nothing")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::None)
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Integer(number))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Points(number))
    }
}

impl Value {
    /// The value in a column of this kind: a text in a column of decimals is a decimal.
    #[must_use]
    pub fn of_kind(self, kind: Kind) -> Self {
        match (kind, self) {
            (Kind::Decimal, Self::Text(text)) => text.parse().map_or(Self::Text(text), Self::Decimal),
            (_, value) => value,
        }
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::None } else { Self::Text(text) }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        text.clone().into()
    }
}

impl From<&Text> for Value {
    fn from(text: &Text) -> Self {
        text.text.as_str().into()
    }
}

impl From<&Number> for Value {
    fn from(number: &Number) -> Self {
        Self::Decimal(number.value)
    }
}

impl From<Decimal> for Value {
    fn from(number: Decimal) -> Self {
        Self::Decimal(number)
    }
}

impl From<u16> for Value {
    fn from(number: u16) -> Self {
        Self::Integer(number.into())
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Integer(number.into())
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Integer(number as u64)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Points(number)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::None, Into::into)
    }
}
