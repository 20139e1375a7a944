"""The parts of a report as Python objects: one class for each definition of the report's JSON Schema.

In: the schema, which the native part carries. Out: classes with an attribute for each property. Their types are in
``model.pyi``, which ``tools/stubs.py`` writes from the same schema.

A number is a :class:`decimal.Decimal` that knows its place and unit, a text is a :class:`str` that knows its place, a
place is a named tuple. Everything else is a :class:`Node`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Callable, Dict, List, Literal, Tuple, Type

from juesuan import _native
from juesuan._parts import Address, CellRef, Node, Part, Place, Printed, Written, place, python_name

__all__ = ["Address", "CellRef", "Node", "Part", "Place", "Printed", "Written", "definitions", "place"]

Wrap = Callable[[Any], Any]


def _decimal(value: Any) -> Any:
    return None if value is None else Decimal(value)


def _same(value: Any) -> Any:
    return value


_PREFIX = "#/$defs/"
_SCHEMA: Dict[str, Any] = json.loads(_native.report_schema())
_CLASSES: Dict[str, Type[Any]] = {}


def is_decimal(schema: Any) -> bool:
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
    if is_decimal(schema):
        return _decimal
    if "items" in schema and schema["items"]:
        inner = _wrap(schema["items"])
        return lambda value: [] if value is None else [inner(one) for one in value]
    return _same


def names_of(schema: Mapping[str, Any]) -> List[str]:
    """The texts that a value can be, where there are only so many."""
    options = [option.get("const") for option in schema.get("oneOf", [])]
    return [str(option) for option in options] if all(isinstance(option, str) for option in options) else []


def _attribute(name: str, schema: Dict[str, Any]) -> property:
    wrap = _wrap(schema)
    return property(lambda self: wrap(self._data.get(name)), doc=schema.get("description"))


def base_of(schema: Mapping[str, Any]) -> Type[Part]:
    """What the class of a definition is: a number, a text, or any other part."""
    properties, required = schema.get("properties", {}), set(schema.get("required", []))
    if "at" in properties and is_decimal(properties.get("value")):
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
            body[python_name(property_name)] = _attribute(property_name, part)
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

# For annotations: `def of(unit: model.Unit) -> …`.
for _name, _definition in _SCHEMA["$defs"].items():
    if _name not in _CLASSES and names_of(_definition):
        globals()[_name] = Literal[tuple(names_of(_definition))]
