//! The native part of the Python package: bytes → report, as JSON, as Arrow streams, as pictures and pages.
//!
//! `src/juesuan` gives it its Python face. Whatever can go wrong leaves here as `NativeError(code, message, path,
//! remedy)`; a panic becomes one as well.

mod arrow;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use juesuan::audit::{Audit, Language, Mark, Pictures};
use juesuan::{Document, Rect, ReadOptions, Report};
use juesuan_export::contract::SCHEMAS;
use juesuan_export::{Kind, Records, Source, Value, records};
use pyo3::exceptions::PyException;
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyCapsule};
use sha2::{Digest, Sha256};

pyo3::create_exception!(_native, NativeError, PyException, "A failure with code, message, path and remedy.");

/// A failure as the Python side takes it.
fn failure(code: &str, message: impl Into<String>, path: Option<String>, remedy: &str) -> PyErr {
    NativeError::new_err((code.to_owned(), message.into(), path, remedy.to_owned()))
}

fn unread(error: &juesuan::Error) -> PyErr {
    let path = error.path().map(|path| path.display().to_string());
    failure(error.code().as_str(), error.cause(), path, error.remedy())
}

/// Runs work without the interpreter's lock; a panic is a failure of its own.
fn guarded<T: Send>(py: Python<'_>, work: impl FnOnce() -> Result<T, juesuan::Error> + Send) -> PyResult<T> {
    match py.detach(|| catch_unwind(AssertUnwindSafe(work))) {
        Ok(done) => done.map_err(|error| unread(&error)),
        Err(_) => Err(internal()),
    }
}

fn internal() -> PyErr {
    failure("internal", "the reader stopped at a fault of its own", None, "report the file to juesuan's issue tracker")
}

/// A report that was read, and the bytes it was read from.
#[pyclass(frozen, module = "juesuan._native")]
struct NativeReport {
    name: String,
    password: Option<String>,
    bytes: Arc<[u8]>,
    document: Document,
    report: Report,
}

impl NativeReport {
    fn all_records(&self) -> Vec<Records> {
        let hash = Sha256::digest(&self.bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        records(&Source::new(self.name.clone(), hash), &self.report)
    }

    fn pictures(&self) -> PyResult<Pictures> {
        Pictures::open(self.bytes.to_vec(), self.password.as_deref())
            .map_err(|error| failure("no_picture", error.to_string(), None, "only pages of a PDF can be drawn"))
    }
}

#[pymethods]
impl NativeReport {
    /// The file's name.
    #[getter]
    fn name(&self) -> &str {
        &self.name
    }

    /// The report as JSON, as the command prints it with --compact.
    fn json(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| serde_json::to_string(&self.report)).map_err(|_| internal())
    }

    /// The boxes of the cells of each check, in the order of the report's checks.
    fn check_places(&self) -> Vec<Vec<(u32, f64, f64, f64, f64)>> {
        let place = |at: juesuan::Place| {
            let [x0, y0, x1, y1] = at.rounded();
            (at.page, x0, y0, x1, y1)
        };
        self.report.checks.iter().map(|check| check.cells.iter().map(|cell| place(cell.at)).collect()).collect()
    }

    /// What the report is read from again when it is unpickled.
    fn state(&self, py: Python<'_>) -> (Py<PyBytes>, String, Option<String>) {
        (PyBytes::new(py, &self.bytes).unbind(), self.name.clone(), self.password.clone())
    }

    /// A table of the contract: its columns with their kinds, and its rows; decimals as texts.
    fn records<'py>(&self, py: Python<'py>, table: &str) -> PyResult<(Vec<(&'static str, &'static str)>, Vec<Vec<Bound<'py, PyAny>>>)> {
        let records = self.all_records();
        let found = records.iter().find(|records| records.schema.name == table).ok_or_else(|| no_table(table))?;
        let kind = |kind| match kind {
            Kind::Integer => "integer",
            Kind::Points => "points",
            Kind::Decimal => "decimal",
            _ => "text",
        };
        let columns = found.schema.columns.iter().map(|column| (column.name, kind(column.kind))).collect();
        let cell = |value: &Value| match value {
            Value::None => Ok(py.None().into_bound(py)),
            Value::Integer(number) => number.into_bound_py_any(py),
            Value::Points(number) => number.into_bound_py_any(py),
            other => other.to_string().into_bound_py_any(py),
        };
        let rows: PyResult<Vec<Vec<_>>> = found.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        Ok((columns, rows?))
    }

    /// A table of the contract as an Arrow stream in a capsule.
    fn arrow_stream<'py>(&self, py: Python<'py>, table: &str) -> PyResult<Bound<'py, PyCapsule>> {
        let records = self.all_records();
        let found = records.iter().find(|records| records.schema.name == table).ok_or_else(|| no_table(table))?;
        let stream = arrow::stream(found).map_err(|error| failure("arrow", error.to_string(), None, ""))?;
        PyCapsule::new(py, stream, Some(c"arrow_array_stream".into()))
    }

    /// A page as a PNG picture with boxes drawn on it.
    #[pyo3(signature = (page, dots, boxes))]
    fn page_image(&self, py: Python<'_>, page: u32, dots: f32, boxes: Vec<(f32, f32, f32, f32)>) -> PyResult<Py<PyBytes>> {
        const RED: [u8; 3] = [179, 38, 30];
        let marks: Vec<Mark> =
            boxes.into_iter().map(|(x0, y0, x1, y1)| Mark::new(Rect { x0, y0, x1, y1 }, RED)).collect();
        let pictures = self.pictures()?;
        let drawn = py.detach(|| catch_unwind(AssertUnwindSafe(|| pictures.draw(page, dots, &marks))));
        let drawn = drawn.map_err(|_| internal())?;
        drawn.map(|picture| PyBytes::new(py, &picture.png).unbind()).map_err(|error| failure("no_picture", error.to_string(), None, ""))
    }

    /// The audit page, as HTML.
    fn audit(&self, py: Python<'_>, chinese: bool) -> PyResult<String> {
        let language = if chinese { Language::Chinese } else { Language::English };
        let pictures = self.pictures().ok();
        py.detach(|| {
            catch_unwind(AssertUnwindSafe(|| {
                let pictures = pictures.as_ref();
                Audit { document: &self.document, report: &self.report, pictures, name: &self.name, language }.html()
            }))
        })
        .map_err(|_| internal())
    }

    /// The tables as they are printed, as an Excel workbook.
    fn xlsx(&self, py: Python<'_>) -> PyResult<Py<PyBytes>> {
        let made = py.detach(|| {
            let mut taken = std::collections::BTreeSet::new();
            let mut book = juesuan_export::xlsx::Book::new();
            for sheet in juesuan_export::printed::sheets(&self.report, &mut taken) {
                book.add_sheet(&sheet)?;
            }
            let mut file = std::io::Cursor::new(Vec::new());
            book.save(&mut file)?;
            Ok::<_, juesuan_export::xlsx::Error>(file.into_inner())
        });
        made.map(|file| PyBytes::new(py, &file).unbind()).map_err(|error| failure("workbook", error.to_string(), None, ""))
    }
}

fn no_table(table: &str) -> PyErr {
    let names: Vec<&str> = SCHEMAS.iter().map(|schema| schema.name).collect();
    failure("no_such_table", format!("there is no table {table:?}: there are {}", names.join(", ")), None, "")
}

/// Reads a document from its bytes.
#[pyfunction]
#[pyo3(signature = (bytes, name, password, limits))]
fn read_bytes(
    py: Python<'_>,
    bytes: Vec<u8>,
    name: String,
    password: Option<String>,
    limits: Vec<(String, u64)>,
) -> PyResult<NativeReport> {
    let options = options(&name, password.as_deref(), &limits)?;
    guarded(py, move || {
        let bytes: Arc<[u8]> = bytes.into();
        let document = juesuan::open(bytes.to_vec(), &options)?;
        let report = Report::of(&document);
        Ok(NativeReport { name, password, bytes, document, report })
    })
}

/// Reads a document from a file.
#[pyfunction]
#[pyo3(signature = (path, password, limits))]
fn read_path(
    py: Python<'_>,
    path: PathBuf,
    password: Option<String>,
    limits: Vec<(String, u64)>,
) -> PyResult<NativeReport> {
    let shown = path.display().to_string();
    if path.as_os_str().is_empty() || path.is_dir() {
        return Err(failure("not_a_file", "not a file", Some(shown), "name a file; read_many takes folders"));
    }
    let most = limits.iter().find(|(name, _)| name == "file_bytes").map_or(MOST_BYTES, |(_, value)| *value);
    let bytes = std::fs::metadata(&path).and_then(|about| {
        if about.len() > most { Ok(None) } else { std::fs::read(&path).map(Some) }
    });
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    match bytes {
        Ok(Some(bytes)) => read_bytes(py, bytes, name, password, limits).map_err(|error| with_path(py, error, shown)),
        Ok(None) => Err(failure("limit", format!("the file is larger than {most} bytes"), Some(shown), "raise the limit file_bytes")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(failure("not_found", "no such file", Some(shown), "check the path"))
        }
        Err(error) => Err(failure("file", error.to_string(), Some(shown), "check the file")),
    }
}

/// A file larger than this is no disclosure.
const MOST_BYTES: u64 = 1 << 30;

/// The same failure about a file.
fn with_path(py: Python<'_>, error: PyErr, path: String) -> PyErr {
    let arguments = error.value(py).getattr("args").and_then(|args| args.extract::<(String, String, Option<String>, String)>());
    match arguments {
        Ok((code, message, _, remedy)) => failure(&code, message, Some(path), &remedy),
        Err(_) => error,
    }
}

fn options(name: &str, password: Option<&str>, given: &[(String, u64)]) -> PyResult<ReadOptions> {
    let mut limits = juesuan::Limits::default();
    for (limit, value) in given {
        let small = u32::try_from(*value).unwrap_or(u32::MAX);
        limits = match limit.as_str() {
            "pages" => limits.pages(small),
            "file_bytes" => limits.file_bytes(*value),
            "seconds" => limits.time(Some(std::time::Duration::from_secs(*value))),
            _ => return Err(failure("usage", format!("no limit is called {limit:?}"), None, "pages, file_bytes, seconds")),
        };
    }
    let options = ReadOptions::default().name(name).limits(limits);
    Ok(match password {
        Some(password) => options.password(password),
        None => options,
    })
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
    module.add_function(wrap_pyfunction!(read_bytes, module)?)?;
    module.add_function(wrap_pyfunction!(read_path, module)?)?;
    module.add_function(wrap_pyfunction!(schemas, module)?)?;
    module.add_function(wrap_pyfunction!(report_schema, module)?)?;
    module.add("NativeError", py.get_type::<NativeError>())?;
    module.add("__version__", env!("CARGO_PKG_VERSION"))
}
