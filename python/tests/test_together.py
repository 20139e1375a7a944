"""Several files that are one disclosure: read as the command reads them, and gone back to file by file."""

from __future__ import annotations

import io
import json
import pickle
from pathlib import Path

import juesuan
import pytest
from conftest import Command

ROOT = Path(__file__).resolve().parents[2]
TESTDATA = ROOT / "testdata"
FERRY = ROOT / "python" / "examples" / "ferry.html"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A disclosure in two files, and one beside it that cannot be read."""
    folder = tmp_path / "one"
    folder.mkdir()
    (folder / "a text.html").write_bytes(FERRY.read_bytes())
    (folder / "b tables.pdf").write_bytes((TESTDATA / "three-line.pdf").read_bytes())
    (folder / "c broken.pdf").write_bytes(b"%PDF-1.4 and nothing")
    return folder


def test_several_files_are_one_report(folder: Path) -> None:
    report = juesuan.read_together(folder)
    assert report.name == "one" and report.path is None and len(report.paths) == 3
    assert [(file.name, file.first_page, file.pages) for file in report.files][0] == ("a text.html", 1, 1)
    assert report.pages == 1 + juesuan.read(TESTDATA / "three-line.pdf").pages
    assert any("c broken.pdf" in doubt.message for doubt in report.diagnostics)
    assert pickle.loads(pickle.dumps(report)) == report
    assert report.audit().startswith("<!DOCTYPE html>") and report.xlsx().startswith(b"PK")


def test_a_page_is_drawn_from_its_file(folder: Path) -> None:
    own = juesuan.read(TESTDATA / "three-line.pdf").page_image(2, dots=36)
    report = juesuan.read_together(folder)
    for one in (report, pickle.loads(pickle.dumps(report))):
        assert one.page_image(3, dots=36) == own
        for page in (1, 99):
            with pytest.raises(juesuan.NoPicture):
                one.page_image(page)
    (folder / "b tables.pdf").write_bytes((TESTDATA / "shenzhen.pdf").read_bytes())
    with pytest.raises(juesuan.Changed):
        report.page_image(3)


def test_files_are_named_one_by_one_or_given_as_bytes(folder: Path) -> None:
    paths = sorted(folder.iterdir())[:2]
    named = juesuan.read_together(paths)
    assert named.name == "a text.html+b tables.pdf"
    sent = {path.name: path.read_bytes() for path in paths}
    assert juesuan.read_together(sent) == named
    with open(paths[0], "rb") as text:
        assert juesuan.read_together([text, paths[1]]) == named
    alone = juesuan.read_together([paths[0]])
    assert alone == juesuan.read(paths[0]) and alone.path == str(paths[0])


def test_many_disclosures_are_those_of_the_command(command: Command, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "two" / "deep"
    other.mkdir(parents=True)
    (other / "all.html").write_bytes(FERRY.read_bytes())
    lines = command("json", "--jsonl", "--quiet", "--together", folder, other.parent).decode().splitlines()
    theirs = [json.loads(line) for line in lines]
    answers = [answer for answer in juesuan.read_many([folder, other.parent], together=True, jobs=2)]
    assert [answer.name for answer in answers if isinstance(answer, juesuan.Report)] == ["one", "deep"]
    for answer, wanted in zip(answers, theirs):
        assert isinstance(answer, juesuan.Report) and wanted.pop("document") == answer.name
        assert answer.to_dict() == wanted
    assert answers[0] == juesuan.read_together(folder)
    command("csv", "--quiet", "--together", folder, other.parent, "--out", tmp_path / "out")
    with open(tmp_path / "out" / "manifest.jsonl", encoding="utf-8") as file:
        hashes = {line["document"]: line["sha256"] for line in map(json.loads, file)}
    assert {answer.name: answer.sha256 for answer in answers if isinstance(answer, juesuan.Report)} == hashes


def test_a_run_over_disclosures_goes_on(folder: Path, tmp_path: Path) -> None:
    first = list(juesuan.read_many(folder, together=True, out=tmp_path / "kept"))
    again = list(juesuan.read_many(folder, together=True, out=tmp_path / "kept"))
    assert again == first and len(first) == 1
    (folder / "c broken.pdf").unlink()
    (changed,) = juesuan.read_many(folder, together=True, out=tmp_path / "kept")
    assert isinstance(changed, juesuan.Report) and len(changed.paths) == 2


def test_a_workbook_and_a_comparison_of_disclosures_are_the_commands(command: Command, folder: Path, tmp_path: Path) -> None:
    for ending, write in (("xlsx", juesuan.xlsx), ("csv", juesuan.compare)):
        ours, theirs = tmp_path / f"ours.{ending}", tmp_path / f"theirs.{ending}"
        write(folder, ours, together=True)
        name = "xlsx" if ending == "xlsx" else "compare"
        command(name, "--lang", "zh", "--quiet", "--together", folder, "--out", theirs)
        assert ours.read_bytes() == theirs.read_bytes()
    with pytest.raises(ValueError, match="one of the documents"):
        juesuan.audit(juesuan.read_together(folder), folder / "a text.html", force=True)


def test_what_is_not_one_disclosure_is_said(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "b.html").write_bytes(FERRY.read_bytes())
    with pytest.raises(ValueError, match="2 disclosures"):
        juesuan.read_together(tmp_path)
    with pytest.raises(juesuan.NotFound):
        juesuan.read_together([])
    with pytest.raises(juesuan.NotFound) as failure:
        juesuan.read_together([FERRY, tmp_path / "none.pdf"])
    assert failure.value.path == str(tmp_path / "none.pdf")
    with pytest.raises(juesuan.Damaged):
        juesuan.read_together({"a.pdf": b"", "b.pdf": b""})
    for wrong in (b"%PDF", io.BytesIO(b"%PDF"), [7], 7):
        with pytest.raises(TypeError):
            juesuan.read_together(wrong)  # type: ignore[arg-type]
