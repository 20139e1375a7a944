//! A report: read in this process, or read in a worker and handed over as parts. Both give the same to Python: JSON,
//! records, the places of checks, Arrow streams; and, from the document itself, pictures, the audit page, the workbook.
//! A worker hands over JSON and what JSON leaves out; records are made of them when they are asked for.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::OnceLock;

use juesuan::audit::{Audit, Mark, Pictures};
use juesuan::layout::Address;
use juesuan::{Place, ReadOptions, Rect, Report, SourceFile};
use juesuan_export::contract::{BEYOND_JSON, SCHEMAS, records_of};
use juesuan_export::{Kind, Record, Records, Source, Value};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyBytes, PyCapsule, PyDict, PyString};
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::arrow;
use crate::failure::Failure;
use crate::gather::{What, language};
use crate::origin::{File, Origin};
use crate::part::part;
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
    /// Read in another one: the texts of [`NativeReport::parts`], as they came; and the report without what JSON leaves
    /// out, since its tables were asked for.
    Handed { json: PyBackedBytes, records: PyBackedBytes, places: PyBackedBytes, report: OnceLock<Box<Report>> },
}

/// The parts of a report: the hash of its bytes, JSON, the records that JSON lacks, places of checks.
type Parts<'py> = (String, Bound<'py, PyBytes>, Bound<'py, PyBytes>, Bound<'py, PyBytes>);

/// A file as Python gave it.
type GivenBack<'py> = (String, Option<PathBuf>, Option<Bound<'py, PyBytes>>);

impl NativeReport {
    /// Reads a document.
    pub(crate) fn read(origin: Origin, options: &ReadOptions) -> Result<Self, Failure> {
        let shown = origin.shown();
        let read = || {
            let fetched = origin.fetch(options.limits.file_bytes)?;
            let sha256 = fetched.sha256();
            let report = fetched.read(options)?;
            Ok((sha256, Content::Read(Box::new(report))))
        };
        let (sha256, content) = read().map_err(|failure: Failure| failure.at(shown))?;
        Ok(Self { origin, sha256, content })
    }

    /// A report that was read elsewhere.
    pub(crate) fn handed(
        origin: Origin,
        sha256: String,
        json: PyBackedBytes,
        records: PyBackedBytes,
        places: PyBackedBytes,
    ) -> Self {
        Self { origin, sha256, content: Content::Handed { json, records, places, report: OnceLock::new() } }
    }

    fn source(&self) -> Source {
        Source::new(&self.origin.name, &self.sha256)
    }

    fn records_of(&self, table: &str) -> Result<Records, Failure> {
        let schema = *SCHEMAS.iter().find(|schema| schema.name == table).ok_or_else(|| {
            let names: Vec<&str> = SCHEMAS.iter().map(|schema| schema.name).collect();
            let remedy = format!("the tables are {}", names.join(", "));
            let chinese = format!("没有 {table} 表；可用的表：{}", names.join("、"));
            Failure::new("no_such_table", format!("there is no table {table:?}"), remedy).chinese(chinese)
        })?;
        match &self.content {
            Content::Read(report) => Ok(records_of(schema, &self.source(), report)),
            Content::Handed { records, .. } if BEYOND_JSON.contains(&schema) => {
                let rows = field(records, table)?.ok_or_else(|| damaged(table))?;
                Ok(Records::restored(schema, parsed(rows.get().as_bytes())?))
            }
            Content::Handed { json, report, .. } => {
                if report.get().is_none() {
                    // Another thread may have been quicker.
                    let _ = report.set(parsed(json)?);
                }
                let report = report.get().ok_or_else(Failure::defect)?;
                Ok(records_of(schema, &self.source(), report))
            }
        }
    }

    /// The files that could be read, in order; they matter where there are several.
    fn files(&self) -> Result<Vec<SourceFile>, Failure> {
        if self.origin.files.len() == 1 {
            return Ok(Vec::new());
        }
        match &self.content {
            Content::Read(report) => Ok(report.files.clone()),
            Content::Handed { json, .. } => {
                let files = field(json, "files")?.ok_or_else(|| damaged("files"))?;
                parsed(files.get().as_bytes())
            }
        }
    }

    /// JSON, the records that JSON lacks, places of checks.
    fn texts(&self, report: &Report) -> Result<[Vec<u8>; 3], Failure> {
        let source = self.source();
        let lacking: BTreeMap<&str, Vec<Record>> =
            BEYOND_JSON.iter().map(|schema| (schema.name, records_of(schema, &source, report).rows)).collect();
        let texts = || {
            let json = serde_json::to_vec(report)?;
            Ok([json, serde_json::to_vec(&lacking)?, check_places(report)?.into_bytes()])
        };
        texts().map_err(|_: serde_json::Error| Failure::defect())
    }

    /// What a worker gives of a document that it reads: the parts of the report, or what it gives to a file.
    pub(crate) fn handed_over(
        origin: Origin,
        options: &ReadOptions,
        what: Option<What>,
    ) -> Result<Vec<Vec<u8>>, Failure> {
        let read = Self::read(origin, options)?;
        let Content::Read(report) = &read.content else { return Err(Failure::defect()) };
        if let Some(what) = what {
            return Ok(vec![what.of(&read.source(), report)?.into_bytes()]);
        }
        let [json, records, places] = read.texts(report)?;
        Ok(vec![read.sha256.clone().into_bytes(), json, records, places])
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

    /// A part of the report as JSON, by its name there; `None` where JSON leaves it out.
    fn part(&self, name: &str) -> PyResult<Option<String>> {
        match &self.content {
            Content::Read(report) => Ok(part(report.as_ref(), name).map_err(|_| Failure::defect())?),
            Content::Handed { json, .. } => Ok(field(json, name)?.map(|part| part.get().to_owned())),
        }
    }

    /// The places of the cells of checks as JSON: each place once; then, account by account and check by check, which of
    /// them its cells have.
    fn check_places(&self) -> PyResult<String> {
        match &self.content {
            Content::Read(report) => Ok(check_places(report).map_err(|_| Failure::defect())?),
            Content::Handed { places, .. } => Ok(text(places)?.to_owned()),
        }
    }

    /// What another process needs to have this report: the hash of its bytes, JSON, the records that JSON lacks, places of
    /// checks.
    fn parts<'py>(&self, py: Python<'py>) -> PyResult<Parts<'py>> {
        let bytes = |text: &[u8]| PyBytes::new(py, text);
        match &self.content {
            Content::Read(report) => {
                let [json, records, places] = py.detach(|| self.texts(report))?;
                Ok((self.sha256.clone(), bytes(&json), bytes(&records), bytes(&places)))
            }
            Content::Handed { json, records, places, .. } => {
                Ok((self.sha256.clone(), bytes(json), bytes(records), bytes(places)))
            }
        }
    }

    /// What the document is read from again: name, files (each with name, path, bytes), password, limits.
    #[allow(clippy::type_complexity)] // a tuple of Python's
    fn origin<'py>(&self, py: Python<'py>) -> (String, Vec<GivenBack<'py>>, Option<String>, Vec<(String, u64)>) {
        let Origin { name, files, password, limits } = self.origin.clone();
        let file = |File { name, path, bytes }| (name, path, bytes.map(|bytes| PyBytes::new(py, &bytes)));
        (name, files.into_iter().map(file).collect(), password, limits)
    }

    /// The rows of a table of the contract.
    fn records<'py>(&self, py: Python<'py>, table: &str) -> PyResult<Vec<Bound<'py, PyDict>>> {
        let records = py.detach(|| self.records_of(table))?;
        let decimal = py.import("decimal")?.getattr("Decimal")?;
        let columns: Vec<(Bound<'py, PyString>, Kind)> =
            records.schema.columns.iter().map(|column| (PyString::intern(py, column.name), column.kind)).collect();
        let cell = |value: &Value, kind: Kind| match value {
            Value::None => Ok(py.None().into_bound(py)),
            Value::Integer(number) => number.into_bound_py_any(py),
            Value::Points(number) => number.into_bound_py_any(py),
            Value::Text(text) if kind != Kind::Decimal => text.into_bound_py_any(py),
            number => decimal.call1((number.to_string(),)),
        };
        let row = |record: &Record| {
            let row = PyDict::new(py);
            for ((name, kind), value) in columns.iter().zip(record) {
                row.set_item(name, cell(value, *kind)?)?;
            }
            Ok(row)
        };
        records.rows.iter().map(row).collect()
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
        let source = self.source();
        if let Content::Read(report) = &self.content {
            return Ok(py.detach(|| what.of(&source, report))?);
        }
        let (origin, sha256, options) = self.again()?;
        done(py, move || what.of(&source, &origin.fetch_again(&sha256)?.read(&options)?))
    }
}

/// See [`NativeReport::check_places`]. Most cells are in several checks.
fn check_places(report: &Report) -> Result<String, serde_json::Error> {
    let mut places: Vec<Place> = Vec::new();
    let mut known: HashMap<(u32, [u32; 4], Option<Address>), usize> = HashMap::new();
    let mut number = |at: Place| {
        let Rect { x0, y0, x1, y1 } = at.bbox;
        *known.entry((at.page, [x0, y0, x1, y1].map(f32::to_bits), at.address)).or_insert_with(|| {
            places.push(at);
            places.len().saturating_sub(1)
        })
    };
    let mut of_account = |report: &Report| -> Vec<Vec<usize>> {
        report.checks.iter().map(|check| check.cells.iter().map(|cell| number(cell.at)).collect()).collect()
    };
    let accounts: Vec<_> = report.accounts().map(&mut of_account).collect();
    serde_json::to_string(&(places, accounts))
}

/// A part as the text that it is.
fn text(part: &[u8]) -> Result<&str, Failure> {
    std::str::from_utf8(part).map_err(|error| damaged(&error.to_string()))
}

/// A field of a JSON object, as it stands there.
fn field<'a>(json: &'a [u8], name: &str) -> Result<Option<&'a RawValue>, Failure> {
    let fields: BTreeMap<&str, &RawValue> =
        serde_json::from_slice(json).map_err(|error| damaged(&error.to_string()))?;
    Ok(fields.get(name).copied())
}

fn parsed<T: DeserializeOwned>(json: &[u8]) -> Result<T, Failure> {
    serde_json::from_slice(json).map_err(|error| damaged(&error.to_string()))
}

/// What was handed over is not what a report gives.
fn damaged(what: &str) -> Failure {
    Failure::new("changed", format!("the report was not handed over whole ({what})"), "read the document again")
        .chinese("报告没有完整传来；请重新读取文件")
}
