//! Records of the contract → an Arrow stream: text, 64-bit integers, 64-bit floats for points, exact decimals.

use std::sync::Arc;

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{ArrayRef, Decimal128Array, Float64Array, Int64Array, RecordBatch, RecordBatchIterator, StringArray};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use juesuan_export::{Column, Kind, Records, Value};
use rust_decimal::Decimal;

/// Digits of a decimal column, as in the Parquet files.
const PRECISION: u8 = 38;

/// Decimals of a decimal column, as in the Parquet files.
const SCALE: i8 = 10;

/// A table of records as a stream of one batch.
pub(crate) fn stream(records: &Records) -> Result<FFI_ArrowArrayStream, ArrowError> {
    let columns = records.schema.columns;
    let arrays: Result<Vec<ArrayRef>, ArrowError> =
        columns.iter().enumerate().map(|(index, column)| array(column, index, records)).collect();
    let fields: Vec<Field> =
        columns.iter().map(|column| Field::new(column.name, data_type(column.kind), true)).collect();
    let schema = Arc::new(Schema::new(fields));
    let batch = RecordBatch::try_new(Arc::clone(&schema), arrays?)?;
    Ok(FFI_ArrowArrayStream::new(Box::new(RecordBatchIterator::new([Ok(batch)], schema))))
}

fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Integer => DataType::Int64,
        Kind::Points => DataType::Float64,
        Kind::Decimal => DataType::Decimal128(PRECISION, SCALE),
        _ => DataType::Utf8,
    }
}

fn array(column: &Column, index: usize, records: &Records) -> Result<ArrayRef, ArrowError> {
    let values = records.rows.iter().map(|row| row.get(index).unwrap_or(&Value::None));
    Ok(match column.kind {
        Kind::Integer => Arc::new(Int64Array::from_iter(values.map(|value| match value {
            Value::Integer(number) => i64::try_from(*number).ok(),
            _ => None,
        }))),
        Kind::Points => Arc::new(Float64Array::from_iter(values.map(|value| match value {
            Value::Points(number) => Some(*number),
            _ => None,
        }))),
        Kind::Decimal => {
            let numbers: Result<Vec<Option<i128>>, ArrowError> = values
                .map(|value| match value {
                    Value::Decimal(number) => scaled(*number).map(Some).ok_or_else(|| {
                        ArrowError::ComputeError(format!("{} has {number}: more than {SCALE} decimals", column.name))
                    }),
                    _ => Ok(None),
                })
                .collect();
            Arc::new(Decimal128Array::from(numbers?).with_precision_and_scale(PRECISION, SCALE)?)
        }
        _ => Arc::new(StringArray::from_iter(values.map(|value| match value {
            Value::None => None,
            other => Some(other.to_string()),
        }))),
    })
}

/// A number times 10^[`SCALE`]; `None` when it has more decimals.
fn scaled(number: Decimal) -> Option<i128> {
    let number = number.normalize();
    let missing = u32::try_from(SCALE).ok()?.checked_sub(number.scale())?;
    number.mantissa().checked_mul(10_i128.checked_pow(missing)?)
}
