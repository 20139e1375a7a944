"""Many documents: what a hanging, dying or interrupted run costs, and where it goes on."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
import time
from enum import IntEnum
from pathlib import Path
from typing import Any, List

import juesuan
import pytest
from juesuan import _pool

TESTDATA = Path(__file__).resolve().parents[2] / "testdata"
FERRY = Path(__file__).resolve().parents[1] / "examples" / "ferry.html"

# A worker for which some documents are fatal: the real one, but for these names.
WORKER = """\
    #!{python}
    import os, sys, time
    from juesuan import _native, worker

    real = _native.handed_over

    def handed_over(source, what):
        if source[0].startswith("hangs"):
            time.sleep(1000)
        if source[0].startswith("dies"):
            os.abort()
        return real(source, what)

    _native.handed_over = handed_over
    # Called as `-I -S worker.py …`.
    del sys.argv[1:4]
    worker.main()
"""


@pytest.fixture
def fatal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if sys.platform == "win32":
        pytest.skip("a script is no program here")
    script = tmp_path_factory.mktemp("worker") / "worker.py"
    script.write_text(textwrap.dedent(WORKER).format(python=sys.executable))
    script.chmod(0o755)
    return script


def documents(folder: Path, *names: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name in names:
        shutil.copy(FERRY, folder / name)
    return folder


def kinds(answers: List[Any]) -> List[str]:
    return [type(answer).__name__ for answer in answers]


def test_a_document_that_hangs_costs_only_itself(fatal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = documents(tmp_path / "in", "a.html", "dies.html", "hangs.html", "z.html")
    monkeypatch.setattr(_pool.sys, "executable", str(fatal))
    answers = list(juesuan.read_many(folder, jobs=1, seconds=5))
    assert kinds(answers) == ["Report", "InternalError", "TimedOut", "Report"]
    died, hung = answers[1], answers[2]
    assert isinstance(died, juesuan.JuesuanError) and died.code == "died" and died.chinese
    assert isinstance(hung, juesuan.JuesuanError) and hung.path == str(folder / "hangs.html") and "5 秒" in hung.chinese


def test_memory_is_bounded(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("memory is bounded on Linux only")
    folder = documents(tmp_path / "in", "a.html")
    (answer,) = juesuan.read_many(folder, megabytes=1)
    assert isinstance(answer, juesuan.InternalError) and answer.code == "died"


def test_one_thread_watches_over_all_documents_of_a_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = documents(tmp_path / "in", *(f"{number}.html" for number in range(20)))
    begun: List[Any] = []

    class Counted(threading.Thread):
        def start(self) -> None:
            begun.append(self)
            super().start()

    monkeypatch.setattr(threading, "Thread", Counted)
    assert kinds(list(juesuan.read_many(folder, jobs=1))) == ["Report"] * 20
    assert len(begun) == 2


def test_a_document_in_time_is_not_ended_by_the_time_of_an_earlier_one(tmp_path: Path) -> None:
    with juesuan.Reader(seconds=3) as reader:
        for _ in range(4):
            assert isinstance(reader.read(FERRY), juesuan.Report)
            time.sleep(1)


def test_a_reader_that_nobody_closes_ends_with_its_last_name() -> None:
    before = threading.active_count()
    reader = juesuan.Reader(seconds=600)
    assert isinstance(reader.read(FERRY), juesuan.Report)
    assert workers_of(os.getpid()) and threading.active_count() == before + 1
    del reader
    gc.collect()
    deadline = time.monotonic() + 30
    while (workers_of(os.getpid()) or threading.active_count() > before) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not workers_of(os.getpid()) and threading.active_count() == before


def test_the_answer_of_an_interrupted_document_is_not_that_of_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(self: _pool.Worker, process: Any, request: bytes, *_: Any) -> None:
        process.stdin.write(b"%d\n" % len(request) + request)
        process.stdin.flush()
        raise KeyboardInterrupt

    with juesuan.Reader() as reader:
        reader.read(FERRY)
        with monkeypatch.context() as patched:
            patched.setattr(_pool.Worker, "_ask", interrupted)
            with pytest.raises(KeyboardInterrupt):
                reader.read(FERRY)
        assert reader.read(TESTDATA / "three-line.pdf") == juesuan.read(TESTDATA / "three-line.pdf")


def test_names_and_limits_of_classes_of_their_own_are_taken(tmp_path: Path) -> None:
    class Name(str):
        pass

    class Pages(IntEnum):
        MANY = 100

    folder = documents(tmp_path / "in", "a.html")
    given = [Name(folder / "a.html")]
    answers = list(juesuan.read_many(given, limits={"pages": Pages.MANY}, password=Name("open")))
    assert kinds(answers) == ["Report"]


def test_ctrl_c_ends_a_run_and_its_workers(fatal: Path, tmp_path: Path) -> None:
    folder = documents(tmp_path / "in", "a.html", "hangs.html")
    program = f"""\
        import sys, juesuan
        sys.executable = {str(fatal)!r}
        for answer in juesuan.read_many({str(folder)!r}, jobs=2, seconds=600):
            print(answer, flush=True)
    """
    command = [sys.executable, "-c", textwrap.dedent(program)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None and "a.html" in run.stdout.readline()
        run.send_signal(signal.SIGINT)
        _, said = run.communicate(timeout=60)
    assert "KeyboardInterrupt" in said
    deadline = time.monotonic() + 30
    while (left := workers_of(run.pid)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not left


def workers_of(parent: int) -> List[int]:
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if f"--parent={parent}\0".encode() in entry.read_bytes():
                found.append(int(entry.parent.name))
        except OSError:
            pass
    return found


def test_a_run_goes_on_where_it_was_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = documents(tmp_path / "in", "a.html", "b.html", "c.html")
    read: List[str] = []
    real = _pool.Worker.read

    def counted(self: _pool.Worker, origin: Any, what: Any = None) -> Any:
        read.append(origin[0])
        return real(self, origin, what)

    monkeypatch.setattr(_pool.Worker, "read", counted)
    answers = juesuan.read_many(folder, jobs=1, out=tmp_path / "kept")
    first = next(answers)
    # Another run in the same folder would spoil it.
    with pytest.raises(juesuan.JuesuanError, match="another run"):
        juesuan.read_many(folder, out=tmp_path / "kept")
    answers.close()  # type: ignore[attr-defined]
    again = list(juesuan.read_many(folder, jobs=1, out=tmp_path / "kept"))
    # What was in a worker when the run was ended is read again, what was taken is not.
    assert sorted(set(read)) == ["a.html", "b.html", "c.html"] and read.count("a.html") == 1
    assert again[0] == first
    read.clear()
    (folder / "b.html").write_text(FERRY.read_text(encoding="utf-8").replace("64.00", "63.00"), encoding="utf-8")
    changed = list(juesuan.read_many(folder, jobs=1, out=tmp_path / "kept"))
    assert read == ["b.html"] and changed[0] == again[0] and changed[1] != again[1]


def test_what_is_kept_and_damaged_is_read_again(tmp_path: Path) -> None:
    folder = documents(tmp_path / "in", "a.html")
    (first,) = juesuan.read_many(folder, out=tmp_path / "kept")
    (kept,) = (tmp_path / "kept").glob("*.juesuan")
    kept.write_bytes(kept.read_bytes()[:-9])
    (again,) = juesuan.read_many(folder, out=tmp_path / "kept")
    assert again == first


def test_wrong_arguments_are_said_at_the_call(tmp_path: Path) -> None:
    for wrong in ({"jobs": 0}, {"jobs": 1.5}, {"seconds": 0}, {"megabytes": -1}, {"limits": {"no_such": 1}}):
        with pytest.raises(ValueError):
            juesuan.read_many(tmp_path, **wrong)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        juesuan.read_many([1])  # type: ignore[list-item]
    assert list(juesuan.read_many(tmp_path)) == []
