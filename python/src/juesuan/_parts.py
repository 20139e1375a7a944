"""What the parts of a report are made of: places, numbers and texts that know theirs, and nodes with attributes."""

from __future__ import annotations

import json
import keyword
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, ClassVar, Dict, NamedTuple, Optional, Tuple, Union


class Place(NamedTuple):
    """Where something is printed: a page from 1, and its box in points, origin at the top left of the page."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


class Address(NamedTuple):
    """Where something stands in a file without pages: a sheet from 1 (0 where there is none) and an address."""

    page: int
    address: str


class CellRef(str):
    """A cell of a table that a check uses: ``table:row:side:column@page``. ``at`` is its place where that is known."""

    at: Optional[Union[Place, Address]]

    def __new__(cls, text: str, at: Optional[Union[Place, Address]] = None) -> "CellRef":
        made = super().__new__(cls, text)
        made.at = at
        return made

    def _part(self, index: int) -> str:
        return self.rpartition("@")[0].split(":")[index]

    @property
    def table(self) -> str:
        return self._part(0)

    @property
    def row(self) -> str:
        return self._part(1)

    @property
    def side(self) -> str:
        return self._part(2)

    @property
    def column(self) -> str:
        return self._part(3)

    @property
    def page(self) -> int:
        return int(self.rpartition("@")[2])

    def __reduce__(self) -> Tuple[Any, ...]:
        return (CellRef, (str(self), self.at))


class Part:
    """What all parts of a report can do: attributes, and the JSON that they were made of."""

    __slots__ = ()
    _data: Mapping[str, Any]
    _schema: ClassVar[Mapping[str, Any]] = {}

    def to_dict(self) -> Dict[str, Any]:
        """The same as plain dictionaries, lists and strings, as in the JSON."""
        copy: Dict[str, Any] = json.loads(json.dumps(self._data))
        return copy

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError("a report cannot be changed")

    def __delattr__(self, name: str) -> None:
        raise AttributeError("a report cannot be changed")

    def __getitem__(self, name: Any) -> Any:
        if name not in self._data:
            raise KeyError(name)
        return getattr(self, python_name(name))

    def __reduce__(self) -> Tuple[Any, ...]:
        return (type(self), (self._data,))


class Node(Part, Mapping[str, Any]):
    """A part of a report: attributes and keys are those of the JSON. An attribute that the JSON leaves out is ``None``,
    or an empty list."""

    __slots__ = ("_data",)

    def __init__(self, data: Dict[str, Any]) -> None:
        object.__setattr__(self, "_data", data)

    __getitem__ = Part.__getitem__

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and self._data == other._data

    def __hash__(self) -> int:
        return hash(json.dumps(self._data, sort_keys=True, default=dict))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={_short(value)}" for name, value in list(self._data.items())[:8])
        return f"{type(self).__name__}({shown}{', …' if len(self._data) > 8 else ''})"


class Printed(Part, Decimal):
    """A number as it is printed: an exact :class:`decimal.Decimal` with its place. What is computed from it is a plain
    decimal. Beware: a printed 0 is false, so ask for a missing one with ``is None``."""

    __slots__ = ("_data",)

    def __new__(cls, data: Dict[str, Any]) -> "Printed":
        made = super().__new__(cls, data["value"])
        object.__setattr__(made, "_data", data)
        return made

    @property
    def value(self) -> Decimal:
        """The number without its place."""
        return Decimal(self._data["value"])

    def __repr__(self) -> str:
        return f"{type(self).__name__}('{self}'{_extras(self._data, 'value')})"

    def __copy__(self) -> "Printed":
        return self

    def __deepcopy__(self, _memo: Dict[int, Any]) -> "Printed":
        return self


class Written(Part, str):
    """A text as it is printed: a :class:`str` with its place."""

    def __new__(cls, data: Dict[str, Any]) -> "Written":
        made = super().__new__(cls, data["text"])
        object.__setattr__(made, "_data", data)
        return made

    @property
    def text(self) -> str:
        """The text without its place."""
        return str(self)

    def __getitem__(self, name: Any) -> Any:
        return Part.__getitem__(self, name) if isinstance(name, str) else str.__getitem__(self, name)


def _short(value: Any) -> str:
    if isinstance(value, list):
        return f"[{len(value)}]"
    if isinstance(value, dict):
        return repr(value["text"]) if "text" in value else str(value["value"]) if "value" in value else "{…}"
    return repr(value)


def _extras(data: Mapping[str, Any], main: str) -> str:
    at = data.get("at")
    others = "".join(f", {name}={_short(value)}" for name, value in data.items() if name not in (main, "at"))
    return others + (f", page={at[0]}" if at else "")


def python_name(name: str) -> str:
    """`from` and the like are Python's own words: there, `from_`."""
    return f"{name}_" if keyword.iskeyword(name) else name


def place(value: Any) -> Any:
    """A place of the JSON as a tuple with names."""
    if value is None:
        return None
    return Place(*value) if len(value) == 5 else Address(*value)
