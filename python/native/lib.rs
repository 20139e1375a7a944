//! The native part of the Python package: a document → its report, as JSON, as records, as Arrow streams, as pictures
//! and pages. `src/juesuan` gives it its Python face.
//!
//! | module | in | out |
//! | --- | --- | --- |
//! | `origin` | a path or bytes, limits, a password | the bytes; the neutral document |
//! | `work` | long work | its result, while Python goes on |
//! | `report` | a document, or a report from another process | what Python asks of a report |
//! | `arrow` | records of the contract | an Arrow stream |
//! | `failure` | an error | `NativeError(code, message, path, remedy)` |

mod arrow;
mod failure;
mod origin;
mod report;
mod work;

use std::path::PathBuf;

use juesuan_export::contract::SCHEMAS;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::PyBytes;

use failure::{Failure, NativeError};
use origin::{GivenLimits, Origin};
use report::NativeReport;

/// A source as Python gives it: name, path, bytes, password, limits.
type Given = (String, Option<PathBuf>, Option<PyBackedBytes>, Option<String>, GivenLimits);

fn origin((name, path, bytes, password, limits): Given) -> Origin {
    Origin { name, path, bytes: bytes.map(|bytes| bytes.as_ref().into()), password, limits }
}

/// Reads a document.
#[pyfunction]
fn read(py: Python<'_>, source: Given) -> PyResult<NativeReport> {
    NativeReport::read(py, origin(source))
}

/// A report that was read in another process: where its document is, and the parts of the report.
#[pyfunction]
fn handed(source: Given, parts: (String, String, String, String)) -> NativeReport {
    let (sha256, json, records, places) = parts;
    NativeReport::handed(origin(source), sha256, json, records, places)
}

/// The files of a zip archive by name, each with its bytes; without bytes where it cannot be unpacked. `None` where the
/// bytes are no archive of files.
#[pyfunction]
#[allow(clippy::type_complexity)] // a list of Python's
fn archive<'py>(py: Python<'py>, bytes: &[u8]) -> PyResult<Option<Vec<(String, Option<Bound<'py, PyBytes>>)>>> {
    let Some(entries) = py.detach(|| juesuan::archive(bytes)) else { return Ok(None) };
    let entry = |(name, bytes): (String, Option<Vec<u8>>)| (name, bytes.map(|bytes| PyBytes::new(py, &bytes)));
    Ok(Some(entries.map_err(Failure::from)?.into_iter().map(entry).collect()))
}

/// The tables of the contract, and their columns.
#[pyfunction]
fn schemas() -> Vec<(&'static str, Vec<&'static str>)> {
    SCHEMAS.iter().map(|schema| (schema.name, schema.columns.iter().map(|column| column.name).collect())).collect()
}

/// The JSON Schema of a report.
#[pyfunction]
fn report_schema() -> String {
    juesuan::schema::report().to_value().to_string()
}

/// The native module.
#[pymodule]
fn _native(py: Python<'_>, module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<NativeReport>()?;
    module.add_function(wrap_pyfunction!(read, module)?)?;
    module.add_function(wrap_pyfunction!(handed, module)?)?;
    module.add_function(wrap_pyfunction!(archive, module)?)?;
    module.add_function(wrap_pyfunction!(schemas, module)?)?;
    module.add_function(wrap_pyfunction!(report_schema, module)?)?;
    module.add("LIMITS", juesuan::Limits::NAMES.to_vec())?;
    module.add("FILE_BYTES", juesuan::Limits::default().file_bytes)?;
    module.add("NativeError", py.get_type::<NativeError>())?;
    module.add("__version__", env!("CARGO_PKG_VERSION"))
}
