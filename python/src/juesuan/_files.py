"""Documents → one file: a comparison, a workbook, an audit page. As the commands do, a file is written whole or not at
all, takes the place of an earlier one of ours only, and is never one of the documents."""

from __future__ import annotations

import os
import warnings
import zipfile
from pathlib import Path
from typing import Any, Iterable, List, Mapping, NamedTuple, Optional, Union

from juesuan import _native
from juesuan._errors import JuesuanError, NotFound, translated
from juesuan._inputs import Input, PathLike, Paths, collected
from juesuan._kept import sha256_of
from juesuan._many import Progress, answers_of
from juesuan._report import File, Report, read

#: Documents by their paths, or reports that were read.
Documents = Union[Paths, Report, Iterable[Report]]

# The mark of a page, and the head of a CSV file, stand in its first bytes.
_HEAD = 512
# A longer list of properties is not ours.
_PROPERTIES = 1 << 16
# A longer list of names is none.
_NAMES = 16 << 20


class LeftOut(UserWarning):
    """A document is not in the file that was written; the warning says which and why."""


class Gathered(NamedTuple):
    """What came of a document: what it gives to the file, or why it gives nothing."""

    name: str
    given: Optional[str]
    chinese: str = ""
    english: str = ""
    sha256: str = ""


def compare(
    documents: Documents,
    out: PathLike,
    *,
    names: Optional[PathLike] = None,
    chinese: bool = True,
    force: bool = False,
    jobs: Optional[int] = None,
    limits: Optional[Mapping[str, int]] = None,
    password: Optional[str] = None,
    seconds: float = 30,
    megabytes: int = 1024,
    progress: Progress = False,
    together: bool = False,
) -> Path:
    """Put the accounts of many documents side by side, in 元: departments and years, growth, who exceeds the budget.

    The ending of ``out`` says what is written: ``.xlsx``, ``.html`` or ``.csv``. ``names`` is a CSV file that says which
    names are one: ``old name,new name`` on each line. What is not compared is a :class:`LeftOut` warning. With
    ``together`` the files of each folder are one document.
    """
    kind = {".csv": "csv", ".html": "html", ".htm": "html", ".xlsx": "xlsx"}.get(Path(out).suffix.lower())
    if kind is None:
        raise ValueError(f"{os.fspath(out)}: a comparison is a file that ends in .xlsx, .html or .csv")
    listed = None if names is None else _names(names)
    path = _to_write(out, force, _ours(Path(out), kind))
    cost = {"jobs": jobs, "limits": limits, "password": password, "seconds": seconds, "megabytes": megabytes}
    gathered = _gathered(documents, "accounts", path, together, progress, cost)
    with translated():
        rows: List[_native.Gathered] = [(one.name, one.given, (one.chinese, one.english)) for one in gathered]
        data, left_out = _native.compared(rows, listed, kind, chinese)
    for document, zh, en in left_out:
        warnings.warn(f"{document}: {zh if chinese else en}", LeftOut, stacklevel=2)
    return _written(path, data)


def xlsx(
    documents: Documents,
    out: PathLike,
    *,
    long: bool = False,
    chinese: bool = True,
    force: bool = False,
    jobs: Optional[int] = None,
    limits: Optional[Mapping[str, int]] = None,
    password: Optional[str] = None,
    seconds: float = 30,
    megabytes: int = 1024,
    progress: Progress = False,
    together: bool = False,
) -> Path:
    """Write the tables of one or more documents as they are printed, as a workbook with an index; with ``long`` the
    numbers of all documents together, a sheet for each table of the contract. With ``together`` the files of each folder
    are one document."""
    path = _to_write(out, force, _ours(Path(out), "xlsx"))
    cost = {"jobs": jobs, "limits": limits, "password": password, "seconds": seconds, "megabytes": megabytes}
    what = f"{'records' if long else 'sheets'}.{'zh' if chinese else 'en'}"
    gathered = _gathered(documents, what, path, together, progress, cost)
    parts: List[str] = []
    for one in gathered:
        if one.given is None:
            warnings.warn(f"{one.name}: {one.chinese if chinese else one.english}", LeftOut, stacklevel=2)
        with translated():
            parts.append(one.given or _native.unread(one.name, one.sha256, (one.chinese, one.english)))
    with translated():
        return _written(path, _native.workbook(parts, long, chinese))


def audit(
    document: Union[Report, PathLike],
    out: PathLike,
    *,
    chinese: bool = True,
    force: bool = False,
    limits: Optional[Mapping[str, int]] = None,
    password: Optional[str] = None,
) -> Path:
    """Write the page on which a person can check every number of a document."""
    path = _to_write(out, force, _ours(Path(out), "audit"))
    report = document if isinstance(document, Report) else read(document, limits=limits, password=password)
    if any(_is_same(path, one) for one in report.paths):
        raise _is_read(path)
    return _written(path, report.audit(chinese=chinese).encode())


def _gathered(
    documents: Documents, what: str, out: Path, together: bool, progress: Progress, cost: Mapping[str, Any]
) -> List[Gathered]:
    """What each document gives to the file, or why it gives nothing."""
    given = [documents] if isinstance(documents, (str, os.PathLike, Report)) else list(documents)
    reports = [one for one in given if isinstance(one, Report)]
    paths = [one for one in given if not isinstance(one, Report)]
    if reports and paths:
        raise TypeError("reports and paths are not taken together")
    if reports:
        return [_of_report(report, what, out) for report in reports]
    inputs = collected(paths, together, lambda one: not _is_earlier(one, out, paths))
    if not inputs:
        raise NotFound("not_found", "there is no document", None, "name files or folders", "没有文件；请给出文件或文件夹")
    gathered: List[Gathered] = []
    for origin, answer in answers_of(inputs, what=what, progress=progress, **cost):
        name, files = origin[:2]
        if isinstance(answer, JuesuanError):
            english = f"{answer.message}; {answer.remedy}" if answer.remedy else answer.message
            gathered.append(Gathered(name, None, answer.chinese or english, english, _sha256(files)))
        else:
            gathered.append(Gathered(name, answer[0].decode()))
    return gathered


def _sha256(files: List[File]) -> str:
    """The hash of what could not be read; nothing where there is nothing."""
    try:
        return sha256_of(files)
    except OSError:
        return ""


def _of_report(report: Report, what: str, out: Path) -> Gathered:
    if any(_is_same(out, path) for path in report.paths):
        raise _is_read(out)
    return Gathered(report.name, report.gathered(what))


def _is_earlier(one: Input, out: Path, named: List[PathLike]) -> bool:
    """Whether an input is the output of an earlier run in the folder that is read: that is no document."""
    if one.bytes is not None or not _is_same(out, one.path):
        return False
    if any(_is_same(out, path) for path in named) or not any(_ours(out, kind) for kind in ("csv", "html", "xlsx")):
        raise _is_read(out)
    return True


def _is_same(one: PathLike, other: PathLike) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False


def _is_read(path: Path) -> ValueError:
    return ValueError(f"{path}: it is one of the documents and would be lost; write to another file")


def _names(path: PathLike) -> str:
    with open(path, "rb") as file:
        return file.read(_NAMES).decode()


def _ours(path: Path, kind: str) -> bool:
    """Whether a file is one that this program has written, and no other has changed since."""
    if not path.is_file():
        return False
    try:
        if kind == "xlsx":
            with zipfile.ZipFile(path) as book, book.open("docProps/core.xml") as properties:
                text = properties.read(_PROPERTIES).decode("utf-8", "replace")
            # Other programs write their own name, or the time.
            by = f"<cp:lastModifiedBy>{_native.AUTHOR}</cp:lastModifiedBy>"
            at = '<dcterms:modified xsi:type="dcterms:W3CDTF">2020-01-01T00:00:00Z</dcterms:modified>'
            return by in text and at in text
        with open(path, "rb") as file:
            head = file.read(_HEAD).decode("utf-8", "replace")
    except (OSError, KeyError, zipfile.BadZipFile, RuntimeError):
        return False
    if kind == "csv":
        return head.startswith(_native.COMPARE_HEAD)
    return (_native.AUDIT_MARK if kind == "audit" else _native.COMPARE_MARK) in head


def _to_write(out: PathLike, force: bool, ours: bool) -> Path:
    path = Path(out)
    if path.exists() and not (force or ours):
        raise FileExistsError(f"{path}: this program has not written it; give force=True to replace it")
    if not path.parent.is_dir():
        raise FileNotFoundError(f"{path.parent}: there is no such folder")
    return path


def _written(path: Path, data: bytes) -> Path:
    beside = path.with_name(f"{path.name}.part-{os.getpid()}")
    try:
        with open(beside, "xb") as file:
            file.write(data)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    return path
