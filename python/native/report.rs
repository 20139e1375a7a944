//! A report: read in this process, or read in a worker and handed over as parts. Both give the same to Python: JSON,
//! records, the places of checks, Arrow streams; and, from the document itself, pictures, the audit page, the workbook.

use std::collections::BTreeMap;
use std::path::PathBuf;

use juesuan::audit::{Audit, Mark, Pictures};
use juesuan::{Place, ReadOptions, Rect, Report, SourceFile};
use juesuan_export::contract::{SCHEMAS, typed};
use juesuan_export::value::Schema;
use juesuan_export::{Kind, Record, Records, Source, Value, records};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyBytes, PyCapsule};

use crate::arrow;
use crate::failure::Failure;
use crate::gather::{What, language};
use crate::origin::{File, Origin};
use crate::work::done;

/// A report and where it comes from.
#[pyclass(frozen, module = "juesuan._native")]
pub(crate) struct NativeReport {
    origin: Origin,
    /// Of the bytes that were read.
    sha256: String,
    content: Content,
}

enum Content {
    /// Read in this process.
    Read(Box<Report>),
    /// Read in another one: the texts of [`NativeReport::parts`], as they came.
    Handed { json: PyBackedBytes, records: PyBackedBytes, places: PyBackedBytes },
}

/// The records of one table, wherever they come from.
pub(crate) struct TableRows {
    pub(crate) schema: &'static Schema,
    pub(crate) rows: Vec<Record>,
}

/// Columns with their kinds, and rows.
type Table<'py> = (Vec<(&'static str, &'static str)>, Vec<Vec<Bound<'py, PyAny>>>);

/// The parts of a report: the hash of its bytes, JSON, records, places of checks.
type Parts<'py> = (String, Bound<'py, PyBytes>, Bound<'py, PyBytes>, Bound<'py, PyBytes>);

/// A file as Python gave it.
type GivenBack<'py> = (String, Option<PathBuf>, Option<Bound<'py, PyBytes>>);

impl NativeReport {
    /// Reads a document.
    pub(crate) fn read(py: Python<'_>, origin: Origin) -> PyResult<Self> {
        let options = origin.options()?;
        done(py, move || {
            let shown = origin.shown();
            let read = || {
                let fetched = origin.fetch(options.limits.file_bytes)?;
                let sha256 = fetched.sha256();
                let report = fetched.read(&options)?;
                Ok((sha256, Content::Read(Box::new(report))))
            };
            let (sha256, content) = read().map_err(|failure: Failure| failure.at(shown))?;
            Ok(Self { origin, sha256, content })
        })
    }

    /// A report that was read elsewhere.
    pub(crate) fn handed(
        origin: Origin,
        sha256: String,
        json: PyBackedBytes,
        records: PyBackedBytes,
        places: PyBackedBytes,
    ) -> Self {
        Self { origin, sha256, content: Content::Handed { json, records, places } }
    }

    fn all_records(&self) -> Result<Vec<TableRows>, Failure> {
        match &self.content {
            Content::Read(report) => {
                let all = records(&Source::new(&self.origin.name, &self.sha256), report);
                Ok(all.into_iter().map(|Records { schema, rows, .. }| TableRows { schema, rows }).collect())
            }
            Content::Handed { records, .. } => {
                let tables: BTreeMap<String, Vec<Record>> =
                    serde_json::from_slice(records).map_err(|error| damaged(&error.to_string()))?;
                if let Some(lacking) = SCHEMAS.iter().find(|schema| !tables.contains_key(schema.name)) {
                    return Err(damaged(lacking.name));
                }
                let rows = SCHEMAS.iter().zip(typed(tables));
                Ok(rows.map(|(schema, rows)| TableRows { schema, rows }).collect())
            }
        }
    }

    fn records_of(&self, table: &str) -> Result<TableRows, Failure> {
        let found = self.all_records()?.into_iter().find(|records| records.schema.name == table);
        found.ok_or_else(|| {
            let names: Vec<&str> = SCHEMAS.iter().map(|schema| schema.name).collect();
            let remedy = format!("the tables are {}", names.join(", "));
            let chinese = format!("没有 {table} 表；可用的表：{}", names.join("、"));
            Failure::new("no_such_table", format!("there is no table {table:?}"), remedy).chinese(chinese)
        })
    }

    /// The files that could be read, in order; they matter where there are several.
    fn files(&self) -> Result<Vec<SourceFile>, Failure> {
        if self.origin.files.len() == 1 {
            return Ok(Vec::new());
        }
        match &self.content {
            Content::Read(report) => Ok(report.files.clone()),
            Content::Handed { json, .. } => {
                let mut report: serde_json::Value = serde_json::from_slice(json).map_err(|_| damaged("json"))?;
                let files = report.get_mut("files").map(serde_json::Value::take).unwrap_or_default();
                serde_json::from_value(files).map_err(|_| damaged("files"))
            }
        }
    }

    /// What is needed to go back to the document.
    fn again(&self) -> PyResult<(Origin, String, ReadOptions)> {
        Ok((self.origin.clone(), self.sha256.clone(), self.origin.options()?))
    }
}

#[pymethods]
impl NativeReport {
    /// The document's name in all results.
    #[getter]
    fn name(&self) -> &str {
        &self.origin.name
    }

    /// The paths of the files that it was read from; none for one whose bytes were given.
    #[getter]
    fn paths(&self) -> Vec<Option<String>> {
        self.origin.files.iter().map(File::shown).collect()
    }

    /// SHA-256 of the bytes that were read.
    #[getter]
    fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The report as JSON, as the command prints it with --compact.
    fn json(&self, py: Python<'_>) -> PyResult<String> {
        match &self.content {
            Content::Read(report) => Ok(py.detach(|| serde_json::to_string(report)).map_err(|_| Failure::defect())?),
            Content::Handed { json, .. } => Ok(text(json)?.to_owned()),
        }
    }

    /// The places of the cells of each check, account by account, as JSON.
    fn check_places(&self) -> PyResult<String> {
        match &self.content {
            Content::Read(report) => {
                let of_account = |report: &Report| -> Vec<Vec<Place>> {
                    report.checks.iter().map(|check| check.cells.iter().map(|cell| cell.at).collect()).collect()
                };
                let places: Vec<_> = report.accounts().map(of_account).collect();
                Ok(serde_json::to_string(&places).map_err(|_| Failure::defect())?)
            }
            Content::Handed { places, .. } => Ok(text(places)?.to_owned()),
        }
    }

    /// What another process needs to have this report: the hash of its bytes, JSON, records, places of checks.
    fn parts<'py>(&self, py: Python<'py>) -> PyResult<Parts<'py>> {
        let bytes = |text: &[u8]| PyBytes::new(py, text);
        if let Content::Handed { json, records, places } = &self.content {
            return Ok((self.sha256.clone(), bytes(json), bytes(records), bytes(places)));
        }
        let records = py.detach(|| {
            let all = self.all_records()?;
            let by_table: BTreeMap<&str, &Vec<Record>> =
                all.iter().map(|records| (records.schema.name, &records.rows)).collect();
            serde_json::to_vec(&by_table).map_err(|_| Failure::defect())
        })?;
        let (json, places) = (self.json(py)?, self.check_places()?);
        Ok((self.sha256.clone(), bytes(json.as_bytes()), bytes(&records), bytes(places.as_bytes())))
    }

    /// What the document is read from again: name, files (each with name, path, bytes), password, limits.
    #[allow(clippy::type_complexity)] // a tuple of Python's
    fn origin<'py>(&self, py: Python<'py>) -> (String, Vec<GivenBack<'py>>, Option<String>, Vec<(String, u64)>) {
        let Origin { name, files, password, limits } = self.origin.clone();
        let file = |File { name, path, bytes }| (name, path, bytes.map(|bytes| PyBytes::new(py, &bytes)));
        (name, files.into_iter().map(file).collect(), password, limits)
    }

    /// A table of the contract: its columns with their kinds, and its rows; decimals as texts.
    fn records<'py>(&self, py: Python<'py>, table: &str) -> PyResult<Table<'py>> {
        let records = py.detach(|| self.records_of(table))?;
        let kind = |kind| match kind {
            Kind::Integer => "integer",
            Kind::Points => "points",
            Kind::Decimal => "decimal",
            _ => "text",
        };
        let columns = records.schema.columns.iter().map(|column| (column.name, kind(column.kind))).collect();
        let cell = |value: &Value| match value {
            Value::None => Ok(py.None().into_bound(py)),
            Value::Integer(number) => number.into_bound_py_any(py),
            Value::Points(number) => number.into_bound_py_any(py),
            other => other.to_string().into_bound_py_any(py),
        };
        let rows: PyResult<Vec<Vec<_>>> = records.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        Ok((columns, rows?))
    }

    /// A table of the contract as an Arrow stream in a capsule.
    fn arrow_stream<'py>(&self, py: Python<'py>, table: &str) -> PyResult<Bound<'py, PyCapsule>> {
        let stream = py.detach(|| {
            let records = self.records_of(table)?;
            arrow::stream(&records).map_err(|error| Failure::new("no_such_decimal", error.to_string(), "use records()"))
        })?;
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }

    /// A page as a PNG picture with boxes drawn on it.
    fn page_image<'py>(
        &self,
        py: Python<'py>,
        page: u32,
        dots: f32,
        boxes: Vec<(f32, f32, f32, f32)>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        const RED: [u8; 3] = [179, 38, 30];
        let (origin, sha256, _) = self.again()?;
        let files = self.files()?;
        let picture = done(py, move || {
            let found = origin.file_of(page, &files);
            let (at, page) = found.ok_or_else(|| {
                let failure = Failure::new("no_picture", format!("no file has page {page}"), "see the report's files");
                failure.chinese(format!("没有文件有第 {page} 页；请看报告的 files")).at(origin.shown())
            })?;
            let marks: Vec<Mark> =
                boxes.into_iter().map(|(x0, y0, x1, y1)| Mark::new(Rect { x0, y0, x1, y1 }, RED)).collect();
            let undrawn = |error: juesuan::audit::PictureError| {
                let failure = Failure::new("no_picture", error.to_string(), "only pages of a PDF can be drawn");
                failure.chinese(format!("{error}；只能画 PDF 的页")).at(origin.shown())
            };
            let bytes = origin.fetch_again(&sha256)?.of_file(at).unwrap_or_default();
            let pictures = Pictures::open(bytes, origin.password.as_deref()).map_err(undrawn)?;
            pictures.draw(page, dots, &marks).map_err(undrawn)
        })?;
        Ok(PyBytes::new(py, &picture.png))
    }

    /// The audit page, as HTML.
    fn audit(&self, py: Python<'_>, chinese: bool) -> PyResult<String> {
        let language = language(chinese);
        let (origin, sha256, options) = self.again()?;
        done(py, move || {
            let fetched = origin.fetch_again(&sha256)?;
            let document = fetched.clone().open(&options)?;
            let report = juesuan::report_of(&document, &options)?;
            let pictures = fetched.pictures(&document, origin.password.as_deref());
            Ok(Audit { document: &document, report: &report, pictures: &pictures, name: &origin.name, language }.html())
        })
    }

    /// What the report gives to a comparison or a workbook, as JSON.
    pub(crate) fn gathered(&self, py: Python<'_>, what: &str) -> PyResult<String> {
        let what = What::named(what)?;
        let source = Source::new(&self.origin.name, &self.sha256);
        if let Content::Read(report) = &self.content {
            return Ok(py.detach(|| what.of(&source, report))?);
        }
        let (origin, sha256, options) = self.again()?;
        done(py, move || what.of(&source, &origin.fetch_again(&sha256)?.read(&options)?))
    }
}

/// A part as the text that it is.
fn text(part: &[u8]) -> Result<&str, Failure> {
    std::str::from_utf8(part).map_err(|error| damaged(&error.to_string()))
}

/// What was handed over is not what a report gives.
fn damaged(what: &str) -> Failure {
    Failure::new("changed", format!("the report was not handed over whole ({what})"), "read the document again")
        .chinese("报告没有完整传来；请重新读取文件")
}
