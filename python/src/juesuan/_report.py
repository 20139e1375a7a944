"""The report of a document as Python objects: its JSON with attributes, exact decimals and places."""

from __future__ import annotations

import html
import json
import os
from decimal import Decimal
from typing import Any, BinaryIO, Dict, Iterable, Iterator, List, Mapping, NamedTuple, Optional, Sequence, Tuple, Union

from juesuan import _native
from juesuan._errors import translated

Source = Union[str, "os.PathLike[str]", bytes, bytearray, memoryview, BinaryIO]

# Texts that are numbers in these fields of the report's JSON.
_DECIMALS = frozenset({"value", "left", "right", "difference", "tolerance", "number", "to"})


class Place(NamedTuple):
    """Where something is printed: a page from 1, and its box in points, origin at the top left of the page."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


class Address(NamedTuple):
    """Where something stands in a file without pages: a sheet from 1 (0 where there is none) and an address."""

    sheet: int
    address: str


class Node(Mapping[str, Any]):
    """A part of a report: attributes and keys are those of the JSON. An absent attribute is ``None`` where the JSON
    leaves it out; a name that no report knows is an :class:`AttributeError`."""

    __slots__ = ("_data",)

    def __init__(self, data: Dict[str, Any]) -> None:
        object.__setattr__(self, "_data", data)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        # `from`, `class` and the like are Python's own words: `from_` means `from`.
        key = name[:-1] if name.endswith("_") else name
        if key not in self._data and key not in _known_names():
            raise AttributeError(f"no part of a report is called {key!r}")
        return _wrap(key, self._data.get(key))

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError("a report cannot be changed")

    def __getitem__(self, name: str) -> Any:
        return _wrap(name, self._data[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)

    def __dir__(self) -> List[str]:
        return sorted([*super().__dir__(), *self._data])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and self._data == other._data

    def __hash__(self) -> int:
        return hash(json.dumps(self._data, sort_keys=True))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={_short(value)}" for name, value in list(self._data.items())[:6])
        return f"{type(self).__name__}({shown}{', …' if len(self._data) > 6 else ''})"

    def __reduce__(self) -> Tuple[Any, ...]:
        return (type(self), (self._data,))

    def to_dict(self) -> Dict[str, Any]:
        """The same as plain dictionaries, lists and strings, as in the JSON."""
        copy: Dict[str, Any] = json.loads(json.dumps(self._data))
        return copy


def _short(value: Any) -> str:
    if isinstance(value, list):
        return f"[{len(value)}]"
    if isinstance(value, dict):
        return repr(value["text"]) if "text" in value else str(value["value"]) if "value" in value else "{…}"
    return repr(value)


def _is_place(value: List[Any]) -> bool:
    numbers = len(value) == 5 and all(isinstance(part, (int, float)) for part in value)
    return numbers or len(value) == 2 and isinstance(value[0], int) and isinstance(value[1], str)


def _wrap(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return Node(value)
    if isinstance(value, list):
        if name == "at" and _is_place(value):
            return Place(*value) if len(value) == 5 else Address(*value)
        return [_wrap("", part) for part in value]
    if isinstance(value, str) and name in _DECIMALS:
        try:
            return Decimal(value)
        except ArithmeticError:
            return value
    return value


_names: Optional[frozenset[str]] = None


def _known_names() -> "frozenset[str]":
    """Every name that a report's JSON can have, from its schema."""
    global _names
    if _names is None:
        found = set()
        waiting: List[Any] = [json.loads(_native.report_schema())]
        while waiting:
            part = waiting.pop()
            if isinstance(part, dict):
                found.update(part.get("properties", {}))
                waiting.extend(part.values())
            elif isinstance(part, list):
                waiting.extend(part)
        _names = frozenset(found)
    return _names


class Tables(Node):
    """The nine statutory tables by their ids; ``None`` for one that the document lacks."""

    __slots__ = ()


class ArrowTable:
    """A table of the contract. Whatever speaks the Arrow PyCapsule interface takes it without a copy:
    ``polars.from_arrow(t)``, ``pyarrow.table(t)``, ``duckdb.from_arrow(pyarrow.table(t))``."""

    __slots__ = ("_report", "name")

    def __init__(self, report: "Report", name: str) -> None:
        self._report = report
        self.name = name

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        with translated():
            return self._report._native.arrow_stream(self.name)

    def __repr__(self) -> str:
        return f"ArrowTable({self.name!r})"


class Report(Node):
    """Everything that was read from one document. Its parts are those of the JSON: ``tables``, ``narrative``,
    ``checks``, ``diagnostics``, ``glossary`` …; and a few that are put together here."""

    __slots__ = ("_native",)

    def __init__(self, native: "_native.NativeReport") -> None:
        super().__init__(json.loads(native.json()))
        object.__setattr__(self, "_native", native)

    @property
    def name(self) -> str:
        """The file's name."""
        return self._native.name

    @property
    def tables(self) -> Tables:
        """The nine statutory tables."""
        return Tables(self._data["tables"])

    @property
    def facts(self) -> List[Dict[str, Any]]:
        """Every number of the nine tables: the rows of the contract's ``facts``."""
        return self.records("facts")

    @property
    def forms(self) -> List[Node]:
        """The performance self-assessment forms: of projects, then of departments."""
        return [*self.project_self_assessments, *self.department_self_assessments]

    @property
    def statements(self) -> List[Node]:
        """The amounts that the narrative states."""
        return [Node(statement) for statement in self._data["narrative"]["statements"]]

    @property
    def findings(self) -> List["Finding"]:
        """The checks that fail: what the department printed inconsistently."""
        places = self._native.check_places()
        checks = self._data["checks"]
        return [Finding(check, at) for check, at in zip(checks, places) if check["status"] == "fail"]

    def arrow(self, table: str) -> ArrowTable:
        """A table of the contract for Arrow: ``facts``, ``tables``, ``statements`` …"""
        if table not in dict(_native.schemas()):
            with translated():
                self._native.arrow_stream(table)
        return ArrowTable(self, table)

    def records(self, table: str) -> List[Dict[str, Any]]:
        """The rows of a table of the contract as dictionaries; numbers are ints, floats (points) or decimals."""
        with translated():
            columns, rows = self._native.records(table)
        kinds = dict(columns)
        decimal = {name for name, kind in kinds.items() if kind == "decimal"}
        names = [name for name, _ in columns]

        def value(name: str, cell: Any) -> Any:
            return Decimal(cell) if name in decimal and cell is not None else cell

        return [{name: value(name, cell) for name, cell in zip(names, row)} for row in rows]

    def to_json(self) -> str:
        """The report as the command prints it with ``--compact``."""
        with translated():
            return self._native.json()

    def page_image(self, page: int, *, boxes: Iterable[Any] = (), dots: float = 108.0) -> "PageImage":
        """A page of a PDF as a PNG picture; ``boxes`` are places that are framed on it."""
        frames = [tuple(at[-4:]) for at in boxes if len(at) >= 4 and (len(at) == 4 or at[0] == page)]
        with translated():
            return PageImage(self._native.page_image(page, dots, frames))

    def audit(self, *, chinese: bool = True) -> str:
        """The audit page of the document: HTML with everything inside."""
        with translated():
            return self._native.audit(chinese)

    def xlsx(self) -> bytes:
        """The tables as they are printed, as an Excel workbook."""
        with translated():
            return self._native.xlsx()

    def __reduce__(self) -> Tuple[Any, ...]:
        return (_restored, self._native.state())

    def __repr__(self) -> str:
        department = (self._data.get("department") or {}).get("text")
        return f"<Report {self.name!r}: {department or '?'} {self._data.get('year') or '?'}, {self._data['verdict']}>"

    def _repr_html_(self) -> str:
        def cell(value: object) -> str:
            return f"<td>{html.escape('' if value is None else str(value))}</td>"

        heads = [table["head"] for table in self._data["tables"].values() if table] + self._data["missing_tables"]
        heads.sort(key=lambda head: int(head["order"]))
        rows = "".join(
            "<tr>" + cell(head["title"]["text"]) + cell(head.get("first_page")) + cell(head.get("unit"))
            + cell(head["rows"]) + cell(head["status"]) + cell(head["verdict"]) + "</tr>"
            for head in heads
        )
        findings = "".join(f"<li>{html.escape(finding.message['zh'])}</li>" for finding in self.findings[:10])
        return (
            f"<p><b>{html.escape(repr(self)[1:-1])}</b> · {len(self._data['diagnostics'])} diagnostics, "
            f"{len(self.findings)} findings</p><table><tr><th>table</th><th>page</th><th>unit</th><th>rows</th>"
            f"<th>status</th><th>verdict</th></tr>{rows}</table><ul>{findings}</ul>"
        )


class Finding(Node):
    """A check that fails, with the places of its cells."""

    __slots__ = ("_places",)

    def __init__(self, data: Dict[str, Any], places: Sequence[Sequence[float]] = ()) -> None:
        super().__init__(data)
        object.__setattr__(self, "_places", [Place(int(at[0]), *at[1:]) for at in places])

    @property
    def cells(self) -> List[Place]:
        """Where the numbers that enter the check are printed, the suspected one first."""
        return list(self._places)

    def __reduce__(self) -> Tuple[Any, ...]:
        return (Finding, (self._data, [tuple(at) for at in self._places]))


class PageImage(bytes):
    """A PNG picture that a notebook shows."""

    def _repr_png_(self) -> bytes:
        return bytes(self)


def _restored(data: bytes, name: str, password: Optional[str]) -> Report:
    with translated():
        return Report(_native.read_bytes(data, name, password, []))


def read(
    source: Source,
    *,
    name: Optional[str] = None,
    password: Optional[str] = None,
    limits: Optional[Mapping[str, int]] = None,
) -> Report:
    """Read a document: a path, its bytes, or an open binary file.

    ``limits`` bounds the cost: ``{"pages": 500, "file_bytes": 10**8, "seconds": 30}``.

    Raises :class:`JuesuanError` when nothing of the file can be given, :class:`TypeError` for a source of another type.
    """
    given = sorted((limits or {}).items())
    with translated():
        if isinstance(source, (bytes, bytearray, memoryview)):
            return Report(_native.read_bytes(bytes(source), name or "", password, given))
        if isinstance(source, (str, os.PathLike)):
            return Report(_native.read_path(os.fspath(source), password, given))
        if hasattr(source, "read"):
            data = source.read()
            if not isinstance(data, bytes):
                raise TypeError("the file must be opened in binary mode")
            named = name or os.path.basename(str(getattr(source, "name", "")))
            return Report(_native.read_bytes(data, named, password, given))
    raise TypeError(f"a path, bytes or a binary file is read, not {type(source).__name__}")
