"""The object model on the repository's test documents: values, equality with the command's rules, bad input."""

from __future__ import annotations

import copy
import csv
import gc
import io
import json
import pickle
from decimal import Decimal
from pathlib import Path

import juesuan
import pytest

TESTDATA = Path(__file__).resolve().parents[2] / "testdata"
FERRY = Path(__file__).resolve().parents[1] / "examples" / "ferry.html"
DOCUMENTS = sorted(path for path in TESTDATA.glob("*.pdf") if path.stem != "scan")


@pytest.fixture(scope="module")
def shenzhen() -> juesuan.Report:
    return juesuan.read(TESTDATA / "shenzhen.pdf")


def test_a_number_is_exact_and_has_its_place(shenzhen: juesuan.Report) -> None:
    total = shenzhen.tables.income.rows[0].total
    assert total.value == Decimal("9344.79")
    assert total.unit == "万元"
    assert total.at.page == 5 and total.at.x1 > total.at.x0


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_facts_are_those_that_were_typeset(path: Path) -> None:
    truth = path.with_suffix("") / "facts.csv"
    report = juesuan.read(path)
    if not truth.exists():
        assert report.facts == []
        return
    with open(truth, encoding="utf-8", newline="") as file:
        wanted = sorted((row["page"], row["code"], row["label"], row["value"]) for row in csv.DictReader(file))
    given = sorted((str(f["page"]), f["code"] or "", f["label"] or "", str(f["value"])) for f in report.facts)
    assert given == wanted


def test_json_pickle_and_copies_are_equal(shenzhen: juesuan.Report) -> None:
    assert json.loads(shenzhen.to_json()) == shenzhen.to_dict()
    assert pickle.loads(pickle.dumps(shenzhen)) == shenzhen
    assert copy.copy(shenzhen.tables) == shenzhen.tables


def test_tables_of_a_report_from_another_process_are_equal() -> None:
    for path in sorted(TESTDATA.glob("*.pdf")):
        report = juesuan.read(path)
        handed = pickle.loads(pickle.dumps(report))
        for table, _ in juesuan.schemas():
            assert handed.records(table) == report.records(table), (path.name, table)


def test_parts_are_read_when_they_are_asked_for_and_are_those_of_the_whole(shenzhen: juesuan.Report) -> None:
    whole = shenzhen.to_dict()
    for report in (juesuan.read(TESTDATA / "shenzhen.pdf"), pickle.loads(pickle.dumps(shenzhen))):
        assert (report.year, report.further) == (2023, [])
        assert set(report._data._parts) == {"year"}
        assert {name: report._data[name] for name in whole} == whole
        assert "further" not in report
        assert list(report) == list(whole) and len(report) == len(whole)
        assert report == shenzhen and hash(report) == hash(shenzhen)


def test_sources_of_every_kind_give_the_same(shenzhen: juesuan.Report) -> None:
    path = TESTDATA / "shenzhen.pdf"
    data = path.read_bytes()
    for source in (str(path), data, bytearray(data), memoryview(data), io.BytesIO(data)):
        # Bytes have no name of their own, and the report states the file's name.
        assert juesuan.read(source, name="shenzhen.pdf") == shenzhen
    with open(path, "rb") as file:
        assert juesuan.read(file).name == "shenzhen.pdf"


def test_a_report_shows_itself(shenzhen: juesuan.Report) -> None:
    assert "shenzhen.pdf" in repr(shenzhen)
    assert "收入决算表" in shenzhen._repr_html_()
    assert shenzhen.page_image(5, boxes=[shenzhen.tables.income.rows[0].total.at]).startswith(b"\x89PNG")
    assert shenzhen.audit().startswith("<!DOCTYPE html>")
    assert shenzhen.xlsx().startswith(b"PK")


def test_absent_parts_are_none_and_unknown_names_are_errors(shenzhen: juesuan.Report) -> None:
    assert shenzhen.tables.income.rows[0].code is None
    with pytest.raises(AttributeError):
        shenzhen.no_such_part
    with pytest.raises(AttributeError):
        shenzhen.tables.income = None


def test_bad_input_is_an_exception_never_an_end(tmp_path: Path) -> None:
    with pytest.raises(juesuan.NotFound) as missing:
        juesuan.read("no/such/file.pdf")
    assert missing.value.code == "not_found" and missing.value.remedy and missing.value.path
    with pytest.raises(juesuan.Damaged):
        juesuan.read(b"")
    with pytest.raises(juesuan.UnsupportedFormat):
        juesuan.read(b"Rar!\x1a\x07\x00 and more")
    with pytest.raises(juesuan.NotFound):
        juesuan.read(tmp_path)
    with pytest.raises(juesuan.NotFound):
        juesuan.read("")
    for wrong in (7, None, 1.5, ["a.pdf"]):
        with pytest.raises(TypeError):
            juesuan.read(wrong)  # type: ignore[arg-type]
    closed = open(TESTDATA / "shenzhen.pdf", "rb")
    closed.close()
    with pytest.raises(ValueError):
        juesuan.read(closed)
    with pytest.raises(TypeError):
        juesuan.read(io.StringIO("text"))  # type: ignore[arg-type]
    with pytest.raises(juesuan.LimitExceeded):
        juesuan.read(TESTDATA / "shenzhen.pdf", limits={"file_bytes": 10})
    with pytest.raises(juesuan.TimedOut):
        juesuan.read(TESTDATA / "shenzhen.pdf", limits={"time": 0})
    huge = tmp_path / "huge.pdf"
    with open(huge, "wb") as file:
        file.truncate(5 << 30)
    with pytest.raises(juesuan.LimitExceeded):
        juesuan.read(huge)


def test_tables_have_names(shenzhen: juesuan.Report) -> None:
    with pytest.raises(juesuan.NoTable):
        shenzhen.arrow("no_such_table")
    with pytest.raises(juesuan.NoTable):
        shenzhen.records("no_such_table")


def test_arrow_gives_what_the_records_hold(shenzhen: juesuan.Report) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    for table, _ in juesuan.schemas():
        assert pyarrow.table(shenzhen.arrow(table)).to_pylist() == shenzhen.records(table)


def test_frames_and_databases_take_a_table_as_it_is(shenzhen: juesuan.Report) -> None:
    table, values = shenzhen.arrow("facts"), [fact["value"] for fact in shenzhen.facts]
    polars = pytest.importorskip("polars")
    assert polars.DataFrame(table)["value"].to_list() == values
    assert juesuan.to_polars(shenzhen, "facts")["value"].to_list() == values
    pandas, duckdb = pytest.importorskip("pandas"), pytest.importorskip("duckdb")
    assert list(juesuan.to_pandas(shenzhen, "facts")["value"]) == values
    if hasattr(pandas.DataFrame, "from_arrow"):
        assert list(pandas.DataFrame.from_arrow(table)["value"]) == values
    facts = table  # noqa: F841  The query names it.
    assert [value for (value,) in duckdb.sql("select value from facts").fetchall()] == values


def test_many_documents_in_order_with_errors_as_rows(tmp_path: Path) -> None:
    for name in ("a", "c"):
        (tmp_path / f"{name}.pdf").write_bytes((TESTDATA / "three-line.pdf").read_bytes())
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 and nothing")
    seen = []
    answers = list(juesuan.read_many(tmp_path, jobs=2, progress=lambda done, of: seen.append((done, of))))
    assert [type(answer).__name__ for answer in answers] == ["Report", "Damaged", "Report"]
    assert seen == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("kind", [bytearray, memoryview])
def test_a_buffer_may_change_after_it_was_read(kind: type) -> None:
    data = bytearray((TESTDATA / "three-line.pdf").read_bytes())
    report = juesuan.read(kind(data), name="a.pdf")
    data[:] = bytes(len(data))
    # What needs the document again has its own copy.
    assert report.page_image(1, dots=36).startswith(b"\x89PNG")


def test_a_slice_and_a_view_of_other_items_are_their_bytes() -> None:
    data = (TESTDATA / "three-line.pdf").read_bytes()
    wide = memoryview(data + bytes(-len(data) % 4)).cast("I")
    assert juesuan.read(wide, name="a.pdf").facts == juesuan.read(data, name="a.pdf").facts
    with pytest.raises(juesuan.Unreadable):
        juesuan.read(memoryview(data)[::7])


def test_a_file_that_lies_is_an_exception() -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            return b"%PDF-1.7" + bytes(size)

    class Broken(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise OSError("the disk is gone")

    with pytest.raises(juesuan.LimitExceeded):
        juesuan.read(Endless(), limits={"file_bytes": 1000})  # type: ignore[arg-type]
    with pytest.raises(OSError, match="the disk is gone"):
        juesuan.read(Broken())  # type: ignore[arg-type]


def test_what_changed_since_it_was_read_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes((TESTDATA / "three-line.pdf").read_bytes())
    report = juesuan.read(path)
    path.write_bytes((TESTDATA / "shenzhen.pdf").read_bytes())
    for again in (report.audit, lambda: report.page_image(1)):
        with pytest.raises(juesuan.Changed) as failure:
            again()
        assert failure.value.path == str(path) and "变了" in failure.value.chinese
    path.unlink()
    with pytest.raises(juesuan.NotFound):
        report.audit()
    # What was read is still there.
    assert report.facts and report.xlsx().startswith(b"PK")


def test_pictures_of_pages_that_are_not_there() -> None:
    report = juesuan.read(TESTDATA / "three-line.pdf")
    with pytest.raises(juesuan.NoPicture):
        report.page_image(99)
    for wrong in (-1, 1 << 40):
        with pytest.raises(OverflowError):
            report.page_image(wrong)
    with pytest.raises(TypeError):
        report.page_image(1, boxes=["a cell"])
    with pytest.raises(juesuan.NoPicture):
        juesuan.read(FERRY).page_image(1)


def test_many_reports_are_open_at_once() -> None:
    data = "<p>某市某局2023年度部门决算</p>".encode()
    reports = [juesuan.read(data, name=f"{number}.html") for number in range(10_000)]
    assert len({report.name for report in reports}) == 10_000
    assert all(report.year == 2023 for report in reports)


def test_a_reader_answers_and_goes_on(tmp_path: Path) -> None:
    with juesuan.Reader(seconds=30) as reader:
        report = reader.read(FERRY)
        assert isinstance(report, juesuan.Report) and report == juesuan.read(FERRY)
        failure = reader.read(b"", name="empty.pdf")
        assert isinstance(failure, juesuan.Damaged) and failure.chinese
        assert isinstance(reader.read(FERRY.read_bytes(), name="again.html"), juesuan.Report)
    rows = juesuan.unread_records("empty.pdf", b"")
    assert [row["document"] for row in rows["documents"]] == ["empty.pdf"] and rows["facts"] == []
    assert list(rows) == [table for table, _ in juesuan.schemas()]


def test_errors_say_it_in_chinese_and_survive_pickle() -> None:
    with pytest.raises(juesuan.NotFound) as failure:
        juesuan.read("no/such/file.pdf")
    again = pickle.loads(pickle.dumps(failure.value))
    assert (type(again), again.args) == (juesuan.NotFound, failure.value.args)
    assert "；" in again.chinese


def test_a_dropped_report_is_freed() -> None:
    resource = pytest.importorskip("resource")
    path = TESTDATA / "borderless.pdf"

    def peak() -> int:
        for _ in range(30):
            juesuan.read(path)
        gc.collect()
        return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)

    first, second = peak(), peak()
    assert second < first * 1.2
