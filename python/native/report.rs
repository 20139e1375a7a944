//! A report: read in this process, or read in a worker and handed over as text. Both give the same to Python: JSON,
//! records, the places of checks, Arrow streams; and, from the document itself, pictures, the audit page, the workbook.

use std::collections::BTreeMap;

use juesuan::audit::{Audit, Mark, Pictures};
use juesuan::{Place, ReadOptions, Rect, Report};
use juesuan_export::contract::{SCHEMAS, typed};
use juesuan_export::value::Schema;
use juesuan_export::{Kind, Record, Records, Source, Value, records};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyCapsule};

use crate::arrow;
use crate::failure::Failure;
use crate::gather::{What, language};
use crate::origin::{Origin, hash, opened};
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
    /// Read in another one: the texts of [`NativeReport::parts`].
    Handed { json: String, records: String, places: String },
}

/// The records of one table, wherever they come from.
pub(crate) struct TableRows {
    pub(crate) schema: &'static Schema,
    pub(crate) rows: Vec<Record>,
}

/// Columns with their kinds, and rows.
type Table<'py> = (Vec<(&'static str, &'static str)>, Vec<Vec<Bound<'py, PyAny>>>);

impl NativeReport {
    /// Reads a document.
    pub(crate) fn read(py: Python<'_>, origin: Origin) -> PyResult<Self> {
        let options = origin.options()?;
        done(py, move || {
            let shown = origin.shown();
            let read = || {
                let bytes = origin.fetch(options.limits.file_bytes)?;
                let sha256 = hash(&bytes);
                let report = Report::of(&opened(bytes, &options)?);
                Ok((sha256, Content::Read(Box::new(report))))
            };
            let (sha256, content) = read().map_err(|failure: Failure| failure.at(shown))?;
            Ok(Self { origin, sha256, content })
        })
    }

    /// A report that was read elsewhere.
    pub(crate) fn handed(origin: Origin, sha256: String, json: String, records: String, places: String) -> Self {
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
                    serde_json::from_str(records).map_err(|error| damaged(&error.to_string()))?;
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

    /// The path that it was read from.
    #[getter]
    fn path(&self) -> Option<String> {
        self.origin.shown()
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
            Content::Handed { json, .. } => Ok(json.clone()),
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
            Content::Handed { places, .. } => Ok(places.clone()),
        }
    }

    /// What another process needs to have this report: the hash of its bytes, JSON, records, places of checks.
    fn parts(&self, py: Python<'_>) -> PyResult<(String, String, String, String)> {
        let records = match &self.content {
            Content::Read(_) => py.detach(|| {
                let all = self.all_records()?;
                let by_table: BTreeMap<&str, &Vec<Record>> =
                    all.iter().map(|records| (records.schema.name, &records.rows)).collect();
                serde_json::to_string(&by_table).map_err(|_| Failure::defect())
            })?,
            Content::Handed { records, .. } => records.clone(),
        };
        Ok((self.sha256.clone(), self.json(py)?, records, self.check_places()?))
    }

    /// What the document is read from again: name, path, bytes, password, limits.
    #[allow(clippy::type_complexity)] // a tuple of Python's
    fn origin<'py>(
        &self,
        py: Python<'py>,
    ) -> (String, Option<std::path::PathBuf>, Option<Bound<'py, PyBytes>>, Option<String>, Vec<(String, u64)>) {
        let Origin { name, path, bytes, password, limits } = self.origin.clone();
        (name, path, bytes.map(|bytes| PyBytes::new(py, &bytes)), password, limits)
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
        let picture = done(py, move || {
            let marks: Vec<Mark> =
                boxes.into_iter().map(|(x0, y0, x1, y1)| Mark::new(Rect { x0, y0, x1, y1 }, RED)).collect();
            let undrawn = |error: juesuan::audit::PictureError| {
                let failure = Failure::new("no_picture", error.to_string(), "only pages of a PDF can be drawn");
                failure.chinese(format!("{error}；只能画 PDF 的页")).at(origin.shown())
            };
            let pictures = Pictures::open(origin.fetch_again(&sha256)?, origin.password.as_deref()).map_err(undrawn)?;
            pictures.draw(page, dots, &marks).map_err(undrawn)
        })?;
        Ok(PyBytes::new(py, &picture.png))
    }

    /// The audit page, as HTML.
    fn audit(&self, py: Python<'_>, chinese: bool) -> PyResult<String> {
        let language = language(chinese);
        let (origin, sha256, options) = self.again()?;
        done(py, move || {
            let bytes = origin.fetch_again(&sha256)?;
            let document = opened(bytes.clone(), &options)?;
            let report = Report::of(&document);
            let pictures = Pictures::open(bytes, origin.password.as_deref()).ok();
            let pictures = pictures.as_ref();
            Ok(Audit { document: &document, report: &report, pictures, name: &origin.name, language }.html())
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
        done(py, move || what.of(&source, &Report::of(&opened(origin.fetch_again(&sha256)?, &options)?)))
    }
}

/// What was handed over is not what a report gives.
fn damaged(what: &str) -> Failure {
    Failure::new("changed", format!("the report was not handed over whole ({what})"), "read the document again")
        .chinese("报告没有完整传来；请重新读取文件")
}
