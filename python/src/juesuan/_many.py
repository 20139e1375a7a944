"""Many documents: read side by side in worker processes, one report or one error for each, in order."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import closing
from typing import Callable, Dict, Generator, Iterator, List, Mapping, Optional, Tuple, Union

from juesuan._errors import InternalError, JuesuanError
from juesuan._inputs import Input, PathLike, Paths, collected
from juesuan._kept import Kept
from juesuan._pool import Allowance, Texts, Worker
from juesuan._report import Origin, Report, given_limits, parts_of, restored, shown_of

# So many documents a job may be read before the first of them is taken: memory stays flat.
_AHEAD = 16
# Characters of reports that may wait for an earlier one. Beyond that no other document is begun.
_WAITING = 64 << 20

Answer = Union[Report, JuesuanError]
#: What came of a document, before it is made a report.
Raw = Tuple[Origin, Union[Texts, JuesuanError]]
Progress = Union[bool, Callable[[int, int], object]]


class _Run:
    """What the threads of a run share: which document comes next, and the answers that are there."""

    def __init__(
        self,
        inputs: List[Input],
        origins: Callable[[Input], Origin],
        kept: Optional[Kept],
        ahead: int,
        what: Optional[str],
    ) -> None:
        self.inputs = inputs
        self._origin_of = origins
        self._kept = kept
        self._what = what
        self._ahead = ahead
        self._changed = threading.Condition()
        self._answers: Dict[int, Raw] = {}
        self._next = 0
        self._taken = 0
        self._waiting = 0
        self._stopped = False

    def work(self, worker: Worker) -> None:
        """What each thread does: documents, until there are no more."""
        while True:
            with self._changed:
                while not self._stopped and self._must_wait():
                    self._changed.wait()
                if self._stopped or self._next >= len(self.inputs):
                    break
                index = self._next
                self._next += 1
            origin = self._origin_of(self.inputs[index])
            try:
                answer = self._answer(worker, origin)
            except Exception as error:  # A thread that dies would leave the others waiting.
                message, chinese = f"it could not be read: {error!r}", f"无法读取（{error!r}）；请报告此问题"
                answer = InternalError("defect", message, shown_of(origin), "please report it", chinese)
            with self._changed:
                self._answers[index] = (origin, answer)
                self._waiting += _length(answer)
                self._changed.notify_all()
        worker.close()

    def _must_wait(self) -> bool:
        # The one that all others wait for never does.
        early = self._next - self._taken
        return early >= self._ahead or (early > 0 and self._waiting > _WAITING)

    def _answer(self, worker: Worker, origin: Origin) -> Union[Texts, JuesuanError]:
        name, files = origin[:2]
        if self._kept is not None:
            found = self._kept.find(name, files)
            if found is not None:
                return found
        answer = worker.read(origin, self._what)
        if self._kept is not None and not self._stopped:
            self._kept.keep(name, files, answer)
        return answer

    def take(self, index: int) -> Raw:
        """The answer about a document, as soon as it is there."""
        with self._changed:
            while index not in self._answers:
                # A wait without an end is not interrupted by Ctrl-C on every system.
                self._changed.wait(0.5)
            origin, answer = self._answers.pop(index)
            self._waiting -= _length(answer)
            self._taken = index + 1
            self._changed.notify_all()
        return origin, answer

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify_all()


def _length(answer: Union[Texts, JuesuanError]) -> int:
    return 0 if isinstance(answer, JuesuanError) else sum(map(len, answer))


def read_many(
    paths: Paths,
    *,
    jobs: Optional[int] = None,
    limits: Optional[Mapping[str, int]] = None,
    password: Optional[str] = None,
    seconds: float = 30,
    megabytes: int = 1024,
    progress: Progress = False,
    out: Optional[PathLike] = None,
    together: bool = False,
) -> Iterator[Answer]:
    """Read many documents side by side, and yield a :class:`Report` or a :class:`JuesuanError` for each, in order.

    ``paths`` is a folder (searched through), a zip archive, a file, or several of them. Each document is read in one of
    ``jobs`` worker processes, for at most ``seconds`` and within ``megabytes``: one that hangs or crashes costs only
    itself. An error says which document it is about in ``path``.

    ``progress`` is called with how many are done and how many there are; ``True`` says it on standard error. With
    ``out``, a folder, each report is kept as soon as it is there: the same call goes on where an earlier one was ended,
    and reads nothing twice that has not changed.

    With ``together`` the files of each folder are one disclosure, as :func:`juesuan.read_together` reads them, and so are
    those that are named one by one.
    """
    answers = answers_of(
        collected(paths, together),
        jobs=jobs,
        limits=limits,
        password=password,
        seconds=seconds,
        megabytes=megabytes,
        progress=progress,
        out=out,
    )
    return _reports(answers)


def _reports(answers: Generator[Raw, None, None]) -> Iterator[Answer]:
    with closing(answers):
        for origin, answer in answers:
            yield answer if isinstance(answer, JuesuanError) else restored(origin, parts_of(answer))


def answers_of(
    inputs: List[Input],
    *,
    jobs: Optional[int],
    limits: Optional[Mapping[str, int]],
    password: Optional[str],
    seconds: float,
    megabytes: int,
    progress: Progress,
    out: Optional[PathLike] = None,
    what: Optional[str] = None,
) -> Generator[Raw, None, None]:
    """What comes of each document: the parts of its report, or ``what`` it gives to a file; or the error."""
    if jobs is not None and (not isinstance(jobs, int) or jobs < 1):
        raise ValueError(f"jobs is a whole number from 1, not {jobs!r}")
    if not seconds > 0 or not megabytes > 0:
        raise ValueError("seconds and megabytes are above 0")
    given = given_limits(limits)

    def origin_of(one: Input) -> Origin:
        files = one.files or (one,)
        return (one.name, [(file.name, file.path if file.bytes is None else None, file.bytes) for file in files], password, given)

    # Here, not at the first document: what is wrong is said at the call.
    kept = None if out is None else Kept(out, (given, password))
    jobs = min(jobs or os.cpu_count() or 1, max(len(inputs), 1))
    run = _Run(inputs, origin_of, kept, jobs * _AHEAD, what)
    return _run(run, kept, jobs, Allowance(seconds, megabytes), _said(progress))


def _run(
    run: _Run, kept: Optional[Kept], jobs: int, allowance: Allowance, progress: Callable[[int, int], object]
) -> Generator[Raw, None, None]:
    workers = [Worker(allowance) for _ in range(jobs)]
    threads = [threading.Thread(target=run.work, args=(worker,), daemon=True) for worker in workers]
    try:
        for thread in threads:
            thread.start()
        for index in range(len(run.inputs)):
            answer = run.take(index)
            progress(index + 1, len(run.inputs))
            yield answer
    finally:
        run.stop()
        for worker in workers:
            worker.close()
        for thread in threads:
            thread.join()
        for worker in workers:
            worker.end()
        if kept is not None:
            kept.close()


def _said(progress: Progress) -> Callable[[int, int], object]:
    if callable(progress):
        return progress
    if not progress:
        return lambda done, of: None

    def say(done: int, of: int) -> None:
        end = "\n" if done == of or not sys.stderr.isatty() else "\r"
        print(f"juesuan: {done}/{of}", end=end, file=sys.stderr, flush=True)

    return say
