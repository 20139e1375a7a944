"""The parts of a report as Python objects: one class for each definition of the report's JSON Schema.

In: the schema, which the native part carries. Out: classes with an attribute for each property. Their types are in
``model.pyi``, which ``tools/stubs.py`` writes from the same schema.

A number is a :class:`decimal.Decimal` that knows its place and unit, a text is a :class:`str` that knows its place, a
place is a named tuple. Everything else is a :class:`Node`.
"""

from __future__ import annotations

import json
import keyword
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Callable, ClassVar, Dict, List, NamedTuple, Optional, Tuple, Type

from juesuan import _native

Wrap = Callable[[Any], Any]


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

    at: Optional[Any]

    def __new__(cls, text: str, at: Optional[Any] = None) -> "CellRef":
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
    _data: Dict[str, Any]
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
        return getattr(self, _python_name(name))

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
        return hash(json.dumps(self._data, sort_keys=True))

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

    _data: Dict[str, Any]

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


def _python_name(name: str) -> str:
    """`from` and the like are Python's own words: there, `from_`."""
    return f"{name}_" if keyword.iskeyword(name) else name


def place(value: Any) -> Any:
    """A place of the JSON as a tuple with names."""
    if value is None:
        return None
    return Place(*value) if len(value) == 5 else Address(*value)


def _decimal(value: Any) -> Any:
    return None if value is None else Decimal(value)


def _same(value: Any) -> Any:
    return value


_PREFIX = "#/$defs/"
_SCHEMA: Dict[str, Any] = json.loads(_native.report_schema())
_CLASSES: Dict[str, Type[Any]] = {}


def _is_decimal(schema: Any) -> bool:
    """Numbers are texts in the JSON, so that they stay exact; the schema says which texts are numbers."""
    return isinstance(schema, dict) and str(schema.get("pattern", "")).startswith("^-?\\d+")


def _wrap(schema: Any) -> Wrap:
    """How a value of this schema becomes a Python object."""
    if not isinstance(schema, dict):
        return _same
    reference = schema.get("$ref")
    if reference is not None:
        name = str(reference)[len(_PREFIX) :] if str(reference).startswith(_PREFIX) else "Report"
        if name == "Place":
            return place
        if name == "CellRef":
            return CellRef
        if "properties" not in _definition_of(name):
            return _same
        # A class may refer to itself, or to one that is made later.
        return lambda value: None if value is None else _CLASSES.get(name, _same)(value)
    options = [option for option in schema.get("anyOf", []) if option.get("type") != "null"]
    if len(options) == 1:
        return _wrap(options[0])
    if _is_decimal(schema):
        return _decimal
    if "items" in schema and schema["items"]:
        inner = _wrap(schema["items"])
        return lambda value: [] if value is None else [inner(one) for one in value]
    return _same


def _attribute(name: str, schema: Dict[str, Any]) -> property:
    wrap = _wrap(schema)
    return property(lambda self: wrap(self._data.get(name)), doc=schema.get("description"))


def base_of(schema: Mapping[str, Any]) -> Type[Part]:
    """What the class of a definition is: a number, a text, or any other part."""
    properties, required = schema.get("properties", {}), set(schema.get("required", []))
    if "at" in properties and _is_decimal(properties.get("value")):
        return Printed
    if required == {"text", "at"} and properties["text"].get("type") == "string":
        return Written
    return Node


def _class(name: str, schema: Mapping[str, Any]) -> Type[Any]:
    base = base_of(schema)
    body: Dict[str, Any] = {
        "__doc__": schema.get("description"),
        "__module__": __name__,
        "_schema": schema,
    }
    if base is not Written:
        body["__slots__"] = ()
    for property_name, part in schema.get("properties", {}).items():
        if not (base is Printed and property_name == "value" or base is Written and property_name == "text"):
            body[_python_name(property_name)] = _attribute(property_name, part)
    return type(name, (base,), body)


def _definition_of(name: str) -> Mapping[str, Any]:
    """A definition of the schema. Where it has several forms (a number or a date), the attributes of all of them."""
    schema: Dict[str, Any] = _SCHEMA if name == "Report" else _SCHEMA["$defs"][name]
    forms = [form for form in schema.get("oneOf", []) if "properties" in form]
    if not forms:
        return schema
    merged = {attribute: part for form in forms for attribute, part in form["properties"].items()}
    return {"description": schema.get("description"), "properties": merged}


def definitions() -> List[Tuple[str, Mapping[str, Any]]]:
    """The definitions that become classes, by name."""
    every = [(name, _definition_of(name)) for name in ["Report", *sorted(_SCHEMA["$defs"])]]
    return [(name, schema) for name, schema in every if "properties" in schema]


for _name, _definition in definitions():
    _CLASSES[_name] = globals()[_name] = _class(_name, _definition)
