"""Many documents: one report or one error for each, in order, each document in a process of its own at need."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Callable, Iterable, Iterator, List, Mapping, Optional, Tuple, Union

from juesuan._errors import InternalError, JuesuanError
from juesuan._report import Report, read

_ENDINGS = frozenset({".pdf", ".docx", ".doc", ".xlsx", ".xls", ".html", ".htm"})

Paths = Union[str, "os.PathLike[str]", Iterable[Union[str, "os.PathLike[str]"]]]


@dataclass(frozen=True)
class Unread:
    """A document that could not be read, and why."""

    path: Path
    error: JuesuanError


def _inputs(paths: Paths) -> List[Path]:
    given = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    found: List[Path] = []
    for one in map(Path, given):
        inside = sorted(file for file in one.rglob("*") if file.suffix.lower() in _ENDINGS) if one.is_dir() else [one]
        found.extend(inside)
    return found


def _bounded(megabytes: Optional[int]) -> None:
    if megabytes is None:
        return
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))


def _one(path: str, limits: Optional[Mapping[str, int]]) -> Union[Report, JuesuanError]:
    try:
        return read(path, limits=limits)
    except JuesuanError as error:
        return error


def read_many(
    paths: Paths,
    *,
    jobs: Optional[int] = None,
    limits: Optional[Mapping[str, int]] = None,
    memory: Optional[int] = 4096,
    progress: Optional[Callable[[int, int], None]] = None,
) -> Iterator[Union[Report, Unread]]:
    """Read many documents side by side, and yield a :class:`Report` or an :class:`Unread` for each, in order.

    ``paths`` is a folder (searched through), a path, or paths. ``jobs`` worker processes read; a document that crashes
    its process costs only itself. ``progress`` is called with how many are done and how many there are.
    """
    inputs = _inputs(paths)
    workers = jobs or os.cpu_count() or 1
    at = 0
    while at < len(inputs):
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_bounded, initargs=(memory,)) as pool:
            ahead: List[Tuple[Path, object]] = []
            try:
                next_input = at
                while at < len(inputs):
                    # No more are under way than the workers keep busy: reports are not heaped up.
                    while next_input < len(inputs) and len(ahead) < 2 * workers:
                        ahead.append((inputs[next_input], pool.submit(_one, str(inputs[next_input]), limits)))
                        next_input += 1
                    path, future = ahead.pop(0)
                    answer = future.result()  # type: ignore[attr-defined]
                    at += 1
                    if progress is not None:
                        progress(at, len(inputs))
                    yield Unread(path, answer) if isinstance(answer, JuesuanError) else answer
            except BrokenProcessPool:
                # One of those under way ended its process. The first of them is read alone, to know whether it was it.
                answer = _alone(inputs[at], limits, memory)
                path = inputs[at]
                at += 1
                if progress is not None:
                    progress(at, len(inputs))
                yield Unread(path, answer) if isinstance(answer, JuesuanError) else answer
            finally:
                pool.shutdown(wait=False, cancel_futures=True)


def _alone(path: Path, limits: Optional[Mapping[str, int]], memory: Optional[int]) -> Union[Report, JuesuanError]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_bounded, initargs=(memory,)) as pool:
        try:
            return pool.submit(_one, str(path), limits).result()
        except BrokenProcessPool:
            return InternalError("crashed", "the process that read it ended", str(path), "read it with other limits")


def _write(data: Union[str, bytes], out: Union[str, "os.PathLike[str]"], force: bool) -> Path:
    path = Path(out)
    with open(path, "wb" if force else "xb") as file:
        file.write(data.encode() if isinstance(data, str) else data)
    return path


def audit(source: Union[Report, str, "os.PathLike[str]"], out: Union[str, "os.PathLike[str]"], *, chinese: bool = True, force: bool = False) -> Path:
    """Write the audit page of a document. A file that is there is only replaced with ``force``."""
    report = source if isinstance(source, Report) else read(source)
    return _write(report.audit(chinese=chinese), out, force)


def xlsx(source: Union[Report, str, "os.PathLike[str]"], out: Union[str, "os.PathLike[str]"], *, force: bool = False) -> Path:
    """Write the tables of a document as a workbook. A file that is there is only replaced with ``force``."""
    report = source if isinstance(source, Report) else read(source)
    return _write(report.xlsx(), out, force)
