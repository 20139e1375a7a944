#!/usr/bin/env python3
"""Writes ``src/juesuan/model.pyi``: the types of all parts of a report, from the schema that the classes are made of.

    tools/stubs.py            writes the file
    tools/stubs.py --check    ends with 1 where the file is not what would be written

Needs the package to be installed. ``tests/test_types.py`` checks that the file is in step.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any, Iterator, List, Mapping, Sequence

from juesuan import _native, model

STUB = Path(__file__).resolve().parents[1] / "src" / "juesuan" / "model.pyi"

HEAD = '''"""The parts of a report. Written by tools/stubs.py from the report's JSON Schema: do not edit."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

from juesuan._parts import Address as Address, CellRef as CellRef, Node as Node, Part as Part, Place as Place
from juesuan._parts import Printed as Printed, Written as Written, place as place

def base_of(schema: Mapping[str, Any]) -> type[Part]: ...
def definitions() -> list[tuple[str, Mapping[str, Any]]]: ...
def is_decimal(schema: Any) -> bool: ...
def names_of(schema: Mapping[str, Any]) -> list[str]: ...
def python_name(name: str) -> str: ...
'''

# What an account gives in another form: the findings themselves, where the JSON has their number.
REPLACED = {"Report": ["findings"]}

# Longer lines are broken.
WIDTH = 120


class Types:
    """Schemas → Python's types, for a report's definitions."""

    def __init__(self, definitions: Mapping[str, Any]) -> None:
        self._definitions = definitions
        self._classes = dict(model.definitions())

    def literals(self) -> Iterator[str]:
        """An alias for each definition that lists names."""
        for name, schema in sorted(self._definitions.items()):
            names = model.names_of(schema)
            if names and name not in self._classes:
                line = f"{name} = Literal[{', '.join(map(json_text, names))}]"
                if len(line) > WIDTH:
                    line = f"{name} = Literal[\n" + "".join(f"    {json_text(one)},\n" for one in names) + "]"
                yield line

    def of(self, schema: Any) -> str:
        """The type of a value; with ``None`` where the schema allows it."""
        if not isinstance(schema, dict):
            return "Any"
        if "$ref" in schema:
            return self._of_reference(str(schema["$ref"]).rpartition("/")[2])
        if "anyOf" in schema:
            options = [self.of(option) for option in schema["anyOf"] if option.get("type") != "null"]
            return " | ".join([*options, "None"] if len(options) < len(schema["anyOf"]) else options)
        kinds = schema.get("type")
        if isinstance(kinds, list):
            of_each = [self.of({**schema, "type": kind}) for kind in kinds if kind != "null"]
            return " | ".join([*of_each, "None"] if "null" in kinds else of_each)
        if model.is_decimal(schema):
            return "Decimal"
        if kinds == "array":
            return f"Sequence[{self.of(schema.get('items'))}]"
        return {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}.get(str(kinds), "Any")

    def _of_reference(self, name: str) -> str:
        if name == "Place":
            return "Place | Address"
        if name in ("#", ""):
            return "Report"
        if name == "CellRef" or name in self._classes or model.names_of(self._definitions[name]):
            return name
        return self.of(self._definitions[name])

    def of_attribute(self, schema: Any, required: bool) -> str:
        """The type of an attribute. What the JSON leaves out is ``None``, or an empty list."""
        of = self.of(schema)
        if of.startswith("Sequence["):
            return of.removesuffix(" | None")
        return of if required or of.endswith("None") or of == "Any" else f"{of} | None"


def json_text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def class_of(types: Types, name: str, schema: Mapping[str, Any]) -> str:
    """The stub of one class."""
    base = model.base_of(schema)
    # A number and a text are their value themselves.
    own = {model.Printed: ["value"], model.Written: ["text"]}.get(base, REPLACED.get(name, []))
    required: Sequence[str] = schema.get("required", [])
    lines = [f"class {name}({base.__name__}):"]
    # By name: the order in the schema depends on how it was built.
    for attribute, part in sorted(schema["properties"].items()):
        if attribute not in own:
            of = types.of_attribute(part, attribute in required)
            lines += ["    @property", f"    def {model.python_name(attribute)}(self) -> {of}: ..."]
    return "\n".join(lines if len(lines) > 1 else [*lines, "    ..."])


def stub() -> str:
    """The whole file."""
    types = Types(json.loads(_native.report_schema())["$defs"])
    classes = [class_of(types, name, schema) for name, schema in model.definitions()]
    return "\n\n".join([HEAD.rstrip(), "\n".join(types.literals()), *classes]) + "\n"


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--check", action="store_true")
    wanted = stub()
    if not arguments.parse_args().check:
        STUB.write_text(wanted, encoding="utf-8")
        return 0
    if STUB.exists() and STUB.read_text(encoding="utf-8") == wanted:
        return 0
    print(f"{STUB} is not in step with the schema: run tools/stubs.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
