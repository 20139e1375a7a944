"""A document → its :class:`Report`: the parts of the JSON, the tables of the contract, pictures and pages."""

from __future__ import annotations

import html
import json
import os
from typing import Any, BinaryIO, Dict, Iterable, Iterator, List, Mapping, Optional, Sequence, Tuple, Union

from juesuan import _native, model
from juesuan._errors import translated
from juesuan._native import NativeReport
from juesuan.model import CellRef, Node, Place

PathLike = Union[str, "os.PathLike[str]"]
Source = Union[PathLike, bytes, bytearray, memoryview, BinaryIO]
#: What a box can be: a place, anything that has one as ``at``, or four edges.
Box = Any

#: Findings that a report shows in a notebook; more are a number.
_SHOWN = 10


class Check(model.Check):
    """A reconciliation. Its cells know where they are printed, the suspected one first."""

    __slots__ = ("_places",)
    _places: List[Any]

    def __init__(self, data: Dict[str, Any], places: Optional[List[Any]] = None) -> None:
        super().__init__(data)
        object.__setattr__(self, "_places", places or [])

    @property
    def cells(self) -> List[CellRef]:
        """The cells that enter it; each has its place as ``at``."""
        places = [model.place(at) for at in self._places]
        return [CellRef(cell, at) for cell, at in zip(self._data["cells"], places or [None] * len(self._data["cells"]))]

    def __reduce__(self) -> Tuple[Any, ...]:
        return (Check, (self._data, self._places))


class Account(model.Report):
    """The accounts of one department and year: a document has one, or further ones beside it."""

    __slots__ = ("_places",)
    _places: List[Any]

    def __init__(self, data: Dict[str, Any], places: Optional[List[Any]] = None) -> None:
        super().__init__(data)
        object.__setattr__(self, "_places", places or [])

    def _check_places(self) -> List[Any]:
        return self._places

    @property
    def checks(self) -> List[Check]:
        """勾稽: what agrees and what does not."""
        places = self._check_places()
        checks = self._data["checks"]
        return [Check(check, at) for check, at in zip(checks, places or [None] * len(checks))]

    @property
    def findings(self) -> List[Check]:
        """Failed checks of weight: what the department printed inconsistently, or what was misread. Those with the same
        ``group`` have one cause; the JSON's number of findings counts causes."""
        return [check for check in self.checks if check.status == "fail" and check.severity != "info"]

    @property
    def forms(self) -> List[Union[model.ProjectSelfAssessment, model.DepartmentSelfAssessment]]:
        """The performance self-assessment forms: of projects, then of departments."""
        return [*self.project_self_assessments, *self.department_self_assessments]

    @property
    def statements(self) -> Sequence[model.Statement]:
        """The amounts that the narrative states."""
        return self.narrative.statements


class ArrowTable:
    """A table of the contract. Whatever speaks the Arrow PyCapsule interface takes it without a copy:
    ``polars.DataFrame(t)``, ``pyarrow.table(t)``, ``pandas.DataFrame.from_arrow(t)``, ``duckdb.sql("from t")``."""

    __slots__ = ("_report", "name")

    def __init__(self, report: "Report", name: str) -> None:
        self._report = report
        self.name = name

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        with translated():
            return self._report._native.arrow_stream(self.name)

    def __repr__(self) -> str:
        return f"<ArrowTable {self.name!r} of {self._report.name!r}>"


class PageImage(bytes):
    """A PNG picture that a notebook shows."""

    def _repr_png_(self) -> bytes:
        return bytes(self)

    def __repr__(self) -> str:
        return f"<PageImage, {len(self)} bytes of PNG>"

    def save(self, path: PathLike) -> None:
        """Write the picture to a file."""
        with open(path, "wb") as file:
            file.write(self)


class _Asked(Mapping[str, Any]):
    """The JSON of a report, each part of it read when it is asked for: of many reports no more than the year or the
    verdict ever is."""

    __slots__ = ("_native", "_parts", "_whole")

    def __init__(self, native: NativeReport) -> None:
        self._native = native
        self._parts: Dict[str, Any] = {}
        self._whole = False

    def __getitem__(self, name: str) -> Any:
        if name not in self._parts:
            with translated():
                part = None if self._whole else self._native.part(name)
            if part is None:
                raise KeyError(name)
            self._parts[name] = json.loads(part)
        return self._parts[name]

    def _all(self) -> Dict[str, Any]:
        if not self._whole:
            with translated():
                # In the order of the JSON; what was given before stays the same object.
                self._parts = {**json.loads(self._native.json()), **self._parts}
            self._whole = True
        return self._parts

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


class Report(Account):
    """Everything that was read from one document. Attributes are those of the JSON (``tables``, ``narrative``,
    ``diagnostics`` …), and a few that are put together here (``facts``, ``forms``, ``statements``, ``findings``)."""

    __slots__ = ("_native", "_all_places", "_tables")
    _native: NativeReport
    _all_places: Optional[List[List[Any]]]
    _tables: Dict[str, List[Dict[str, Any]]]

    def __init__(self, native: NativeReport) -> None:
        for slot, value in (("_native", native), ("_data", _Asked(native)), ("_all_places", None), ("_tables", {})):
            object.__setattr__(self, slot, value)

    def to_dict(self) -> Dict[str, Any]:
        """The same as plain dictionaries, lists and strings, as in the JSON."""
        whole: Dict[str, Any] = json.loads(self.to_json())
        return whole

    def _places_of(self, account: int) -> List[Any]:
        every = self._all_places
        if every is None:
            places, accounts = json.loads(self._native.check_places())
            every = [[[places[at] for at in cells] for cells in checks] for checks in accounts]
            object.__setattr__(self, "_all_places", every)
        return every[account] if account < len(every) else []

    def _check_places(self) -> List[Any]:
        return self._places_of(0)

    @property
    def further(self) -> List[Account]:
        """Where the document holds several accounts: the others."""
        others = self._data.get("further", [])
        return [Account(data, self._places_of(number)) for number, data in enumerate(others, 1)]

    @property
    def name(self) -> str:
        """The document's name in all results."""
        return self._native.name

    @property
    def path(self) -> Optional[str]:
        """The path that it was read from; ``None`` where bytes were given, or several files."""
        paths = self._native.paths
        return paths[0] if len(paths) == 1 else None

    @property
    def paths(self) -> List[str]:
        """The paths of all files that it was read from; of those that were given as bytes there are none."""
        return [path for path in self._native.paths if path is not None]

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes that were read, in hexadecimal; of several files, of what ``sha256sum`` prints of them."""
        return self._native.sha256

    @property
    def facts(self) -> List[Dict[str, Any]]:
        """Every number of the nine tables: the rows of the contract's ``facts``."""
        return self.records("facts")

    def arrow(self, table: str) -> ArrowTable:
        """A table of the contract for Arrow: ``facts``, ``tables``, ``statements`` …"""
        if table not in dict(_native.schemas()):
            with translated():
                self._native.records(table)
        return ArrowTable(self, table)

    def records(self, table: str) -> List[Dict[str, Any]]:
        """The rows of a table of the contract as dictionaries; numbers are ints, floats (points) or decimals."""
        tables = self._tables
        if table not in tables:
            with translated():
                tables[table] = self._native.records(table)
        return [dict(row) for row in tables[table]]

    def to_json(self) -> str:
        """The report as the command prints it with ``--compact``."""
        with translated():
            return self._native.json()

    def page_image(self, page: int, *, boxes: Iterable[Box] = (), dots: float = 108.0) -> PageImage:
        """A page of a PDF as a PNG picture, at so many dots an inch. ``boxes`` are framed on it: places, or what has
        one (numbers, texts, cells of a finding). Those on other pages are left out."""
        frames = [frame for frame in (_frame(box, page) for box in boxes) if frame is not None]
        with translated():
            return PageImage(self._native.page_image(page, dots, frames))

    def audit(self, *, chinese: bool = True) -> str:
        """The audit page of the document: HTML with everything inside."""
        with translated():
            return self._native.audit(chinese)

    def xlsx(self, *, chinese: bool = True) -> bytes:
        """The tables as they are printed, as an Excel workbook with an index and what does not agree."""
        with translated():
            return _native.workbook([self._native.gathered(f"sheets.{'zh' if chinese else 'en'}")], False, chinese)

    def gathered(self, what: str) -> str:
        """What the report gives to a file of many documents: see :func:`juesuan.compare`, :func:`juesuan.xlsx`."""
        with translated():
            return self._native.gathered(what)

    def __reduce__(self) -> Tuple[Any, ...]:
        return (restored, (self._native.origin(), self._native.parts()))

    def __repr__(self) -> str:
        return f"<Report {self.name!r}: {self.department or '?'} {self.year or '?'}, {self.verdict}>"

    def _repr_html_(self) -> str:
        def cell(value: object) -> str:
            return f"<td>{html.escape('' if value is None else str(value))}</td>"

        data, findings = self._data, self.findings
        tables = [table for table in data["tables"].values() if table]
        heads = [table["head"] for table in [*tables, *data.get("further_tables", []), *data["other_tables"]]]
        heads = sorted([*heads, *data["missing_tables"]], key=lambda head: int(head["order"]))
        rows = "".join(
            f"<tr>{cell(head['title']['text'])}{cell(head.get('first_page'))}{cell(head.get('unit'))}"
            f"{cell(head['rows'])}{cell(head['status'])}{cell(head['verdict'])}</tr>"
            for head in heads
        )
        shown = "".join(f"<li>{html.escape(finding.message.zh)}</li>" for finding in findings[:_SHOWN])
        more = f"<li>… {len(findings) - _SHOWN}</li>" if len(findings) > _SHOWN else ""
        return (
            f"<p><b>{html.escape(repr(self)[1:-1])}</b> · {data['pages']} pages, {len(self.forms)} forms, "
            f"{len(self.statements)} statements, {len(data['diagnostics'])} diagnostics, {data['findings']} findings</p>"
            "<table><tr><th>table</th><th>page</th><th>unit</th><th>rows</th><th>status</th><th>verdict</th></tr>"
            f"{rows}</table><ul>{shown}{more}</ul>"
        )


def _frame(box: Box, page: int) -> Optional[Tuple[float, float, float, float]]:
    at = getattr(box, "at", box)
    if isinstance(at, Place):
        return (at.x0, at.y0, at.x1, at.y1) if at.page == page else None
    if at is None or isinstance(at, model.Address):
        return None
    if isinstance(at, (tuple, list)) and len(at) in (4, 5) and all(isinstance(edge, (int, float)) for edge in at):
        x0, y0, x1, y1 = at[-4:]
        return (x0, y0, x1, y1) if len(at) == 4 or at[0] == page else None
    raise TypeError(f"a box is a place, something that has one, or four edges, not {box!r}")


#: A file: its name, its path or its bytes.
File = Tuple[str, Optional[str], Optional[bytes]]
#: A document: its name, its files, password and limits.
Origin = Tuple[str, List[File], Optional[str], List[Tuple[str, int]]]


#: The parts of a report: the hash of its bytes, JSON, the records that JSON lacks, places of checks.
Parts = Tuple[str, bytes, bytes, bytes]


def restored(origin: Origin, parts: Parts) -> Report:
    """A report that was read elsewhere, or earlier."""
    with translated():
        return Report(_native.handed(origin, parts))


def parts_of(answer: Tuple[bytes, ...]) -> Parts:
    """The parts of a report as they come from a worker."""
    sha256, report, records, places = answer
    return (sha256.decode(), report, records, places)


def shown_of(origin: Origin) -> str:
    """How a failure names a document: by the path of its only file, else by its name."""
    name, files = origin[:2]
    return (files[0][1] if len(files) == 1 else None) or name


def given_limits(limits: Optional[Mapping[str, int]]) -> List[Tuple[str, int]]:
    """The limits as the native part takes them; another name or value is an error."""
    given = sorted((limits or {}).items())
    for name, value in given:
        if name not in _native.LIMITS:
            raise ValueError(f"no limit is called {name!r}: they are {', '.join(_native.LIMITS)}")
        if not isinstance(value, int) or value < 0:
            raise ValueError(f"the limit {name} is a whole number, not {value!r}")
    return given


def origin_of(source: Source, name: Optional[str], password: Optional[str], limits: Optional[Mapping[str, int]]) -> Origin:
    """Where a document of one file is, as the native part takes it."""
    given = given_limits(limits)
    # One byte more than is allowed is enough to see that it is too long.
    file = file_of(source, name, dict(given).get("file_bytes", _native.FILE_BYTES) + 1)
    return (file[0], [file], password, given)


def file_of(source: Source, name: Optional[str], most: int) -> File:
    """A file as the native part takes it; of an open one at most so many bytes."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        return (name or "", None, bytes(source))
    if isinstance(source, (str, os.PathLike)):
        path = os.fspath(source)
        if not isinstance(path, str):
            path = os.fsdecode(path)
        return (name or os.path.basename(path), path, None)
    if hasattr(source, "read"):
        data = source.read(most)
        if not isinstance(data, bytes):
            raise TypeError("the file must be opened in binary mode")
        return (name or os.path.basename(str(getattr(source, "name", ""))), None, data)
    raise TypeError(f"a path, bytes or a binary file is read, not {type(source).__name__}")


def read(
    source: Source,
    *,
    name: Optional[str] = None,
    password: Optional[str] = None,
    limits: Optional[Mapping[str, int]] = None,
) -> Report:
    """Read a document: a path, its bytes, or an open binary file.

    ``limits`` bounds the cost, with the names of the command's ``--limit``: ``{"pages": 500, "file_bytes": 10**8,
    "time": 30_000}``; ``time`` is in milliseconds.

    Raises :class:`JuesuanError` when nothing of the file can be given, :class:`TypeError` for a source of another type.
    """
    origin = origin_of(source, name, password, limits)
    with translated():
        return Report(_native.read(origin))
