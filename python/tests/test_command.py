"""The wheel gives what the command gives: reports, facts of the corpus, comparisons, workbooks, audit pages."""

from __future__ import annotations

import csv
import json
import os
import warnings
from decimal import Decimal
from pathlib import Path
from typing import Any, Dict, List

import juesuan
import pytest
from conftest import Command

ROOT = Path(__file__).resolve().parents[2]
TESTDATA = ROOT / "testdata"
# Not part of the repository; beside it where the team works.
CORPUS = Path(os.environ.get("JUESUAN_CORPUS") or ROOT.parent / "shared" / "corpus")
DOCUMENTS = sorted(path for path in TESTDATA.glob("*.pdf") if path.stem != "scan")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_report_is_the_commands_json(command: Command, path: Path) -> None:
    assert juesuan.read(path).to_dict() == json.loads(command("json", path))


def test_reports_of_workers_are_the_same(command: Command) -> None:
    for path, answer in zip(DOCUMENTS[:3], juesuan.read_many(DOCUMENTS[:3], jobs=2)):
        assert isinstance(answer, juesuan.Report)
        assert answer == juesuan.read(path)
        assert answer.records("checks") == juesuan.read(path).records("checks")


def value(text: str, kind: str) -> Any:
    """A cell of the CSV as Arrow has it."""
    if text == "":
        return None
    # CSV has a space before what a spreadsheet would take for a formula.
    if kind == "string" and text[0] == " " and text.lstrip()[:1] in tuple("=+-@\t＝＋－＠"):
        return text[1:]
    return {"int64": int, "double": float, "string": str}.get(kind, Decimal)(text)


def facts_of_command(command: Command, folder: Path, out: Path, kinds: Dict[str, str]) -> Dict[str, List[Any]]:
    command("csv", "--quiet", folder, "--out", out)
    by_document: Dict[str, List[Any]] = {}
    with open(out / "facts.csv", encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            typed = {name: value(text, kinds[name]) for name, text in row.items()}
            by_document.setdefault(row["document"], []).append(typed)
    return by_document


@pytest.mark.parametrize("which", ["testdata", "corpus"])
def test_facts_through_arrow_are_those_of_the_csv(command: Command, which: str, tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    folder = TESTDATA if which == "testdata" else CORPUS
    if not folder.is_dir():
        pytest.skip("there is no ../shared/corpus, and $JUESUAN_CORPUS names none")
    schema = pyarrow.table(juesuan.read(TESTDATA / "shenzhen.pdf").arrow("facts")).schema
    kinds = {field.name: str(field.type) for field in schema}
    wanted = facts_of_command(command, folder, tmp_path, kinds)
    with open(tmp_path / "manifest.jsonl", encoding="utf-8") as file:
        errors = {line["document"]: (line["error"] or {}).get("code") for line in map(json.loads, file)}
    compared = 0
    for answer in juesuan.read_many(folder, jobs=2):
        if isinstance(answer, juesuan.TimedOut):
            # How much can be read in a time depends on the machine.
            wanted = {name: rows for name, rows in wanted.items() if not str(answer.path).endswith(name)}
        elif isinstance(answer, juesuan.Report) and errors.get(answer.name) != "time":
            rows = pyarrow.table(answer.arrow("facts")).to_pylist()
            assert rows == wanted.pop(answer.name, []), answer.name
            compared += len(rows)
    assert not wanted and compared > 1000


@pytest.mark.parametrize("ending", ["csv", "html", "xlsx"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_comparison_is_the_commands(command: Command, ending: str, lang: str, tmp_path: Path) -> None:
    names = tmp_path / "names.csv"
    names.write_text("澜川市水文监测站,澜川市水文中心\n", encoding="utf-8")
    ours, theirs = tmp_path / f"ours.{ending}", tmp_path / f"theirs.{ending}"
    with pytest.warns(juesuan.LeftOut, match="scan.pdf"):
        juesuan.compare(TESTDATA, ours, names=names, chinese=lang == "zh", jobs=2)
    command("compare", "--lang", lang, "--quiet", TESTDATA, "--names", names, "--out", theirs)
    assert ours.read_bytes() == theirs.read_bytes()


@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_workbook_is_the_commands(command: Command, long: bool, lang: str, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for path in DOCUMENTS[:3]:
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 and nothing")
    ours, theirs = tmp_path / "ours.xlsx", tmp_path / "theirs.xlsx"
    with pytest.warns(juesuan.LeftOut, match="broken.pdf"):
        juesuan.xlsx(folder, ours, long=long, chinese=lang == "zh", jobs=2)
    more = ["--long"] if long else []
    command("xlsx", "--lang", lang, "--quiet", *more, folder, "--out", theirs)
    assert ours.read_bytes() == theirs.read_bytes()


def test_one_document_as_a_workbook_and_a_page(command: Command, tmp_path: Path) -> None:
    path = TESTDATA / "shenzhen.pdf"
    command("xlsx", "--lang", "zh", "--quiet", path, "--out", tmp_path / "theirs.xlsx")
    assert juesuan.read(path).xlsx() == (tmp_path / "theirs.xlsx").read_bytes()
    command("audit", "--lang", "zh", "--quiet", path, "--out", tmp_path / "theirs.html")
    assert juesuan.audit(path, tmp_path / "ours.html").read_bytes() == (tmp_path / "theirs.html").read_bytes()


def test_reports_and_paths_give_the_same_comparison(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        paths = [TESTDATA / "shenzhen.pdf", TESTDATA / "three-line.pdf"]
        by_path = juesuan.compare(paths, tmp_path / "a.csv").read_bytes()
        reports = [juesuan.read(path) for path in paths]
        assert juesuan.compare(reports, tmp_path / "b.csv").read_bytes() == by_path
        handed = [answer for answer in juesuan.read_many(paths) if isinstance(answer, juesuan.Report)]
        assert juesuan.compare(handed, tmp_path / "c.csv").read_bytes() == by_path


def test_only_files_of_ours_are_replaced_and_documents_never(tmp_path: Path) -> None:
    source = tmp_path / "a.pdf"
    source.write_bytes(DOCUMENTS[0].read_bytes())
    for write, name in ((juesuan.compare, "a.html"), (juesuan.compare, "a.csv"), (juesuan.xlsx, "a.xlsx"), (juesuan.audit, "b.html")):
        out = tmp_path / name
        first = write(source, out).read_bytes()
        assert write(source, out).read_bytes() == first
        out.write_text("mine")
        with pytest.raises(FileExistsError):
            write(source, out)
        assert out.read_text() == "mine"
        assert write(source, out, force=True).read_bytes() == first
        out.unlink()
    page = tmp_path / "page.html"
    page.write_bytes((ROOT / "python" / "examples" / "ferry.html").read_bytes())
    for write in (juesuan.compare, juesuan.audit):
        with pytest.raises(ValueError, match="one of the documents"):
            write(page, page, force=True)
    # The comparison of an earlier run in the folder is no document.
    page.unlink()
    kept = juesuan.compare(tmp_path, tmp_path / "years.html").read_bytes()
    assert juesuan.compare(tmp_path, tmp_path / "years.html").read_bytes() == kept


def test_a_comparison_says_what_it_cannot_write(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=".xlsx, .html or .csv"):
        juesuan.compare(TESTDATA, tmp_path / "a.pdf")
    with pytest.raises(juesuan.NotFound):
        juesuan.compare(tmp_path, tmp_path / "a.csv")
    names = tmp_path / "names.csv"
    names.write_text("only one\n")
    with pytest.raises(juesuan.JuesuanError) as failure:
        juesuan.compare(DOCUMENTS[0], tmp_path / "a.csv", names=names)
    assert failure.value.code == "names" and "每行写一对" in failure.value.chinese
