"""The tutorials in docs/ run as they stand, and give what they say behind each arrow."""

from __future__ import annotations

import ast
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Dict, List

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ["python.md", "python.zh-CN.md", "from-pdfplumber.md", "from-pdfplumber.zh-CN.md"]


def blocks(page: str) -> List[str]:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def lacking(block: str) -> List[str]:
    """The packages that a block says it needs, and that are not here."""
    needs = re.match(r"# needs (.*)", block)
    return [name for name in needs.group(1).split(", ") if find_spec(name) is None] if needs else []


def run(block: str, names: Dict[str, Any]) -> int:
    """Runs a block statement by statement, and says how many results it compared."""
    compared = 0
    for statement in ast.parse(block).body:
        line = block.splitlines()[(statement.end_lineno or 1) - 1]
        code = ast.unparse(statement)
        if isinstance(statement, ast.Expr) and "# → " in line:
            value = eval(code, names)
            wanted = line.partition("# → ")[2].strip()
            assert wanted in (str(value), repr(value)), f"{code} gives {value!r}"
            compared += 1
        else:
            exec(code, names)
    return compared


@pytest.mark.parametrize("page", PAGES)
def test_a_page_runs_and_gives_what_it_says(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: Dict[str, Any] = {}
    compared = sum(run(block, names) for block in blocks(page) if not lacking(block))
    assert compared > 0


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_points_at_is_there(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    links = [target for target in re.findall(r"\]\(([^)]+)\)", text) if "://" not in target]
    named = [Path("..", name) for name in re.findall(r"`((?:python|bench|testdata)/[^`]+)`", text)]
    for target in [*links, *named]:
        assert (ROOT / "docs" / target).exists(), f"{page} points at {target}"
