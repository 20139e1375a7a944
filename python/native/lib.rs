//! The native part of the Python package: a document → its report, as JSON, as records, as Arrow streams, as pictures
//! and pages. `src/juesuan` gives it its Python face.
//!
//! | module | in | out |
//! | --- | --- | --- |
//! | `origin` | paths or bytes, limits, a password | the bytes; the neutral document |
//! | `work` | long work | its result, while Python goes on |
//! | `report` | a document, or a report from another process | what Python asks of a report |
//! | `part` | a report | one of its parts as JSON |
//! | `arrow` | records of the contract | an Arrow stream |
//! | `gather` | many documents | a comparison, a workbook |
//! | `failure` | an error | `NativeError(code, message, path, remedy, chinese)` |

mod arrow;
mod failure;
mod gather;
mod origin;
mod part;
mod report;
mod work;

use std::path::PathBuf;

use juesuan_export::contract::SCHEMAS;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::PyBytes;

use failure::{Failure, NativeError};
use gather::{Gathered, Kind, What};
use origin::{File, GivenLimits, Origin};
use report::NativeReport;
use work::{done, done_here};

/// A file as Python gives it: name, path, bytes.
type GivenFile = (String, Option<PathBuf>, Option<PyBackedBytes>);

/// A document as Python gives it: name, files, password, limits.
type Given = (String, Vec<GivenFile>, Option<String>, GivenLimits);

fn origin((name, files, password, limits): Given) -> Origin {
    let file = |(name, path, bytes): GivenFile| File { name, path, bytes: bytes.map(|bytes| bytes.as_ref().into()) };
    Origin { name, files: files.into_iter().map(file).collect(), password, limits }
}

/// Reads a document.
#[pyfunction]
fn read(py: Python<'_>, source: Given) -> PyResult<NativeReport> {
    let origin = origin(source);
    let options = origin.options()?;
    done(py, move || NativeReport::read(origin, &options))
}

/// A report that was read in another process: where its document is, and the parts of the report.
#[pyfunction]
fn handed(source: Given, parts: (String, PyBackedBytes, PyBackedBytes, PyBackedBytes)) -> NativeReport {
    let (sha256, json, records, places) = parts;
    NativeReport::handed(origin(source), sha256, json, records, places)
}

/// Reads a document in a worker: the parts of its report; or what it gives to a comparison or a workbook, as JSON.
#[pyfunction]
fn handed_over<'py>(py: Python<'py>, source: Given, what: Option<&str>) -> PyResult<Vec<Bound<'py, PyBytes>>> {
    let what = what.map(What::named).transpose()?;
    let origin = origin(source);
    let options = origin.options()?;
    let texts = done_here(py, || NativeReport::handed_over(origin, &options, what))?;
    Ok(texts.iter().map(|text| PyBytes::new(py, text)).collect())
}

/// The comparison of documents as a file, and what is not compared: documents with reasons, in Chinese and English.
#[pyfunction]
#[allow(clippy::type_complexity)] // a tuple of Python's
fn compared<'py>(
    py: Python<'py>,
    documents: Vec<Gathered>,
    names: Option<String>,
    kind: &str,
    chinese: bool,
) -> PyResult<(Bound<'py, PyBytes>, Vec<(String, String, String)>)> {
    let kind = Kind::named(kind)?;
    let (file, left_out) = done(py, move || gather::compared(documents, names.as_deref(), kind, chinese))?;
    Ok((PyBytes::new(py, &file), left_out))
}

/// What stands in a workbook for a document that could not be read: why, in Chinese and English.
#[pyfunction]
fn unread(name: String, sha256: String, why: (String, String)) -> PyResult<String> {
    Ok(gather::unread(name, sha256, why)?)
}

/// The workbook of what documents give.
#[pyfunction]
fn workbook(py: Python<'_>, parts: Vec<String>, long: bool, chinese: bool) -> PyResult<Bound<'_, PyBytes>> {
    Ok(PyBytes::new(py, &done(py, move || gather::workbook(parts, long, chinese))?))
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
    module.add_function(wrap_pyfunction!(handed_over, module)?)?;
    module.add_function(wrap_pyfunction!(compared, module)?)?;
    module.add_function(wrap_pyfunction!(workbook, module)?)?;
    module.add_function(wrap_pyfunction!(unread, module)?)?;
    module.add_function(wrap_pyfunction!(archive, module)?)?;
    module.add_function(wrap_pyfunction!(schemas, module)?)?;
    module.add_function(wrap_pyfunction!(report_schema, module)?)?;
    module.add("LIMITS", juesuan::Limits::NAMES.to_vec())?;
    module.add("FILE_BYTES", juesuan::Limits::default().file_bytes)?;
    // By which a file is known that this program has written.
    module.add("AUDIT_MARK", juesuan::audit::page::MARK)?;
    module.add("COMPARE_MARK", juesuan::compare::write::html::GENERATOR)?;
    module.add("COMPARE_HEAD", juesuan::compare::write::csv::COLUMNS.join(","))?;
    module.add("AUTHOR", juesuan_export::xlsx::AUTHOR)?;
    module.add("NativeError", py.get_type::<NativeError>())?;
    module.add("__version__", env!("CARGO_PKG_VERSION"))
}
