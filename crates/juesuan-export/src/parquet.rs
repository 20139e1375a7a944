//! Records → Parquet, for DuckDB, Polars and Spark.
//!
//! Text is `STRING`, counts are `INT64`, points are `DOUBLE`, amounts are `DECIMAL(38, 10)`: exact, also for 亿元. Every
//! column may be null. The same records give the same bytes, and can be read back.

use std::fs::File;
use std::io::{self, Write};
use std::sync::Arc;

use ::parquet::basic::{Compression, LogicalType, Repetition, Type as PhysicalType};
use ::parquet::data_type::{
    ByteArray, ByteArrayType, DataType, DoubleType, FixedLenByteArray, FixedLenByteArrayType, Int64Type,
};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use ::parquet::record::reader::RowIter;
use ::parquet::record::{Field, Row};
use ::parquet::schema::types::{Type, TypePtr};
use rust_decimal::Decimal;

use crate::value::{Column, Kind, Record, Schema, Value};

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The writer failed.
    #[error("the Parquet file cannot be written: {0}")]
    Parquet(#[from] ParquetError),
}

/// A number that no column of amounts can hold, because it has more than [`SCALE`] decimals or too many digits: a cell of
/// a workbook may hold any. It is not rounded; its field is null.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeftOut {
    /// The document, as the first column of every table names it.
    pub document: String,
    /// The column.
    pub column: &'static str,
    /// The number.
    pub number: Decimal,
}

/// Decimals of every amount.
pub const SCALE: u32 = 10;
/// Digits of every amount.
const PRECISION: i32 = 38;
/// Bytes of every amount.
const WIDTH: usize = 16;
/// Records in one row group.
const GROUP: usize = 65_536;

/// A Parquet file of one table in the making. Memory does not grow beyond one row group.
pub struct ParquetWriter<W: Write + Send> {
    schema: &'static Schema,
    writer: SerializedFileWriter<W>,
    rows: Vec<Record>,
    left_out: Vec<LeftOut>,
}

impl<W: Write + Send> ParquetWriter<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn new(schema: &'static Schema, out: W) -> Result<Self, Error> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("juesuan ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let writer = SerializedFileWriter::new(out, message(schema)?, Arc::new(properties))?;
        Ok(Self { schema, writer, rows: Vec::new(), left_out: Vec::new() })
    }

    /// Adds records.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn write(&mut self, records: impl IntoIterator<Item = Record>) -> Result<(), Error> {
        for mut record in records {
            self.leave_out(&mut record);
            self.rows.push(record);
            if self.rows.len() >= GROUP {
                self.write_group()?;
            }
        }
        Ok(())
    }

    /// The numbers since this was last asked for whose fields are null. Whoever writes the file has to say so.
    pub fn left_out(&mut self) -> Vec<LeftOut> {
        std::mem::take(&mut self.left_out)
    }

    fn leave_out(&mut self, record: &mut Record) {
        let document = record.first().map(ToString::to_string).unwrap_or_default();
        for (column, value) in self.schema.columns.iter().zip(record) {
            if let Value::Decimal(number) = *value
                && fixed(number).is_none()
            {
                self.left_out.push(LeftOut { document: document.clone(), column: column.name, number });
                *value = Value::None;
            }
        }
    }

    /// Ends the file and gives back where it was written.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub fn finish(mut self) -> Result<W, Error> {
        self.write_group()?;
        Ok(self.writer.into_inner()?)
    }

    fn write_group(&mut self) -> Result<(), Error> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let rows = std::mem::take(&mut self.rows);
        let mut group = self.writer.next_row_group()?;
        for (index, column) in self.schema.columns.iter().enumerate() {
            let values = rows.iter().map(|row| row.get(index).unwrap_or(&Value::None));
            write_column(column, values, &mut group)?;
        }
        group.close()?;
        Ok(())
    }
}

/// Reads back what was written, one row group at a time.
///
/// # Errors
/// When the file is no Parquet file.
pub fn read_records(file: File) -> Result<impl Iterator<Item = io::Result<Record>>, Error> {
    let reader: Box<dyn FileReader> = Box::new(SerializedFileReader::new(file)?);
    Ok(RowIter::from_file_into(reader).map(|row| record(row.map_err(io::Error::other)?)))
}

fn record(row: Row) -> io::Result<Record> {
    let value = |(name, field): (String, Field)| match field {
        Field::Null => Ok(Value::None),
        Field::Str(text) => Ok(Value::Text(text)),
        Field::Long(number) => u64::try_from(number).map(Value::Integer).map_err(io::Error::other),
        Field::Double(number) => Ok(Value::Points(number)),
        Field::Decimal(number) => {
            exact(number.data()).map(Value::Decimal).ok_or_else(|| io::Error::other(format!("no amount in {name}")))
        }
        _ => Err(io::Error::other(format!("a value of an unknown kind in {name}"))),
    };
    row.into_columns().into_iter().map(value).collect()
}

/// The number that [`fixed`] was given.
fn exact(bytes: &[u8]) -> Option<Decimal> {
    let (mut mantissa, mut scale) = (i128::from_be_bytes(bytes.try_into().ok()?), SCALE);
    while scale > 0 && mantissa % 10 == 0 {
        (mantissa, scale) = (mantissa / 10, scale - 1);
    }
    Decimal::try_from_i128_with_scale(mantissa, scale).ok()
}

fn write_column<'a, W: Write + Send>(
    column: &Column,
    values: impl Iterator<Item = &'a Value>,
    group: &mut SerializedRowGroupWriter<'_, W>,
) -> Result<(), Error> {
    match column.kind {
        Kind::Text => write_values::<ByteArrayType, W>(values, group, |value| match value {
            Value::None => Ok(None),
            other => Ok(Some(ByteArray::from(other.to_string().into_bytes()))),
        }),
        Kind::Integer => write_values::<Int64Type, W>(values, group, |value| match value {
            Value::Integer(number) => Ok(i64::try_from(*number).ok()),
            _ => Ok(None),
        }),
        Kind::Points => write_values::<DoubleType, W>(values, group, |value| match value {
            Value::Points(number) => Ok(Some(*number)),
            _ => Ok(None),
        }),
        Kind::Decimal => write_values::<FixedLenByteArrayType, W>(values, group, |value| match value {
            Value::Decimal(number) => Ok(fixed(*number).map(|bytes| FixedLenByteArray::from(bytes.to_vec()))),
            _ => Ok(None),
        }),
    }
}

fn write_values<'a, T: DataType, W: Write + Send>(
    values: impl Iterator<Item = &'a Value>,
    group: &mut SerializedRowGroupWriter<'_, W>,
    convert: impl Fn(&Value) -> Result<Option<T::T>, Error>,
) -> Result<(), Error> {
    let (mut present, mut levels) = (Vec::new(), Vec::new());
    for value in values {
        let value = convert(value)?;
        levels.push(i16::from(value.is_some()));
        present.extend(value);
    }
    if let Some(mut writer) = group.next_column()? {
        writer.typed::<T>().write_batch(&present, Some(&levels), None)?;
        writer.close()?;
    }
    Ok(())
}

/// A number times 10^[`SCALE`] as a big-endian integer; `None` when it has more decimals.
fn fixed(number: Decimal) -> Option<[u8; WIDTH]> {
    let number = number.normalize();
    let missing = SCALE.checked_sub(number.scale())?;
    number.mantissa().checked_mul(10_i128.checked_pow(missing)?).map(i128::to_be_bytes)
}

fn message(schema: &Schema) -> Result<TypePtr, Error> {
    let fields = schema.columns.iter().map(field).collect::<Result<Vec<TypePtr>, ParquetError>>()?;
    Ok(Arc::new(Type::group_type_builder(schema.name).with_fields(fields).build()?))
}

fn field(column: &Column) -> Result<TypePtr, ParquetError> {
    let of = |kind| Type::primitive_type_builder(column.name, kind).with_repetition(Repetition::OPTIONAL);
    let field = match column.kind {
        Kind::Text => of(PhysicalType::BYTE_ARRAY).with_logical_type(Some(LogicalType::String)),
        Kind::Integer => of(PhysicalType::INT64),
        Kind::Points => of(PhysicalType::DOUBLE),
        Kind::Decimal => of(PhysicalType::FIXED_LEN_BYTE_ARRAY)
            .with_length(16)
            .with_precision(PRECISION)
            .with_scale(10)
            .with_logical_type(Some(LogicalType::decimal(10, PRECISION))),
    };
    field.build().map(Arc::new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::SCHEMAS;

    #[test]
    fn amounts_are_exact_or_refused() {
        let of = |text: &str| fixed(text.parse().unwrap()).map(i128::from_be_bytes);
        assert_eq!(of("1.50"), Some(15_000_000_000));
        assert_eq!(of("-0.0000000001"), Some(-1));
        assert_eq!(of("0.00000000010"), Some(1), "trailing zeros are no decimals");
        assert_eq!(of("0.00000000001"), None);
        for text in ["1.5", "-0.0000000001", "0", "7922816251426433759354395033.5"] {
            let number: Decimal = text.parse().unwrap();
            assert_eq!(exact(&fixed(number).unwrap()), Some(number), "{text}");
        }
    }

    #[test]
    fn a_number_that_no_column_holds_is_null_and_said() {
        let schema =
            SCHEMAS.iter().find(|schema| schema.columns.iter().any(|column| column.kind == Kind::Decimal)).unwrap();
        let at = schema.columns.iter().position(|column| column.kind == Kind::Decimal).unwrap();
        let number: Decimal = "0.12345678901".parse().unwrap();
        let mut record: Record = schema.columns.iter().map(|_| Value::None).collect();
        record[0] = Value::Text("某局".to_owned());
        record[at] = Value::Decimal(number);
        let mut writer = ParquetWriter::new(schema, Vec::new()).unwrap();
        writer.write([record]).unwrap();
        let said = LeftOut { document: "某局".to_owned(), column: schema.columns[at].name, number };
        assert_eq!(writer.left_out(), [said]);
        assert!(writer.left_out().is_empty(), "once");
        assert!(writer.finish().unwrap().ends_with(b"PAR1"));
    }

    #[test]
    fn every_table_of_the_contract_has_a_schema_and_an_empty_file() {
        for schema in SCHEMAS {
            let file = ParquetWriter::new(schema, Vec::new()).unwrap().finish().unwrap();
            assert!(file.starts_with(b"PAR1") && file.ends_with(b"PAR1"), "{}", schema.name);
        }
    }
}
