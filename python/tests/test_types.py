"""Types: the stubs are in step with the schema and the classes; mypy --strict and pyright accept package and example."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from juesuan import _native

ROOT = Path(__file__).resolve().parents[1]
TESTDATA = ROOT.parent / "testdata"
# The tests take for granted what is in their documents.
TYPED = ["src", "examples", "tools"]


def test_the_stubs_are_in_step_with_the_schema() -> None:
    subprocess.run([sys.executable, ROOT / "tools" / "stubs.py", "--check"], check=True)


def test_the_stubs_of_the_native_part_name_what_it_has() -> None:
    stub = ast.parse((ROOT / "src" / "juesuan" / "_native.pyi").read_text(encoding="utf-8"))
    declared = {node.name for node in stub.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    annotated = [node.target for node in stub.body if isinstance(node, ast.AnnAssign)]
    declared |= {target.id for target in annotated if isinstance(target, ast.Name)}
    given = {name for name in vars(_native) if not name.startswith("__")} | {"__version__"}
    assert declared == given
    report = next(node for node in stub.body if isinstance(node, ast.ClassDef) and node.name == "NativeReport")
    methods = {node.name for node in report.body if isinstance(node, ast.FunctionDef)}
    assert methods == {name for name in vars(_native.NativeReport) if not name.startswith("__")}


@pytest.mark.skipif(find_spec("mypy") is None, reason="mypy is not installed")
def test_mypy_strict_accepts_all() -> None:
    subprocess.run([sys.executable, "-m", "mypy", *TYPED], cwd=ROOT, check=True)


def test_pyright_accepts_all() -> None:
    # The package fetches the program itself when it is first called.
    version = [sys.executable, "-m", "pyright", "--version"]
    if find_spec("pyright") is None or subprocess.run(version, capture_output=True).returncode:
        pytest.skip("pyright cannot be had")
    subprocess.run([sys.executable, "-m", "pyright", "--pythonpath", sys.executable], cwd=ROOT, check=True)


def test_a_wrong_name_is_found(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    program = tmp_path / "wrong.py"
    program.write_text("import juesuan\nreport = juesuan.read('a.pdf')\nreport.tables.incomes\n")
    ran = subprocess.run([sys.executable, "-m", "mypy", program], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 1 and '"Tables" has no attribute "incomes"' in ran.stdout


def test_the_example_says_who_overspent() -> None:
    documents = [str(TESTDATA / name) for name in ("shenzhen.pdf", "budget.pdf")]
    program = [sys.executable, str(ROOT / "examples" / "overspent.py"), *documents]
    ran = subprocess.run(program, capture_output=True, text=True, check=True)
    first, second = ran.stdout.splitlines()
    assert first.startswith("澜川市河湖湿地管理局") and " 元, page " in first
    assert "no 三公 table" in second
