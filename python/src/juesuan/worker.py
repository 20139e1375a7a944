"""A program beside :func:`juesuan.read_many`: requests on standard input, answers on standard output.

A request is a line with a length, so many bytes of ``marshal``, and the bytes of the files that are sent. Marshalled are
``(source, lengths, what)``: the source is ``(name, [(name, path), …], password, limits)``, and there is a length for each
of its files, ``None`` for one that has a path.

An answer is a line, ``report LENGTH …`` or ``error LENGTH …``, and as many texts in UTF-8: the four parts of a report
(with a ``what``: what the document gives to a comparison or a workbook), or code, message, path, remedy and both in
Chinese. The process ends with its parent, and takes no more memory than it may.

It is started by its path, without the package around it, of which it needs the native part alone; and it imports as
little as it can. What Python does to import the rest would be done for nothing in each worker.
"""

from __future__ import annotations

import _thread
import marshal
import os
import signal
import sys
import time

# Types are for those who check them: `typing` is half of what there would be to import.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, BinaryIO, List, Optional, Tuple

if __name__ == "__main__":
    package = type(sys)("juesuan")
    package.__path__ = [os.path.dirname(os.path.abspath(__file__))]
    sys.modules["juesuan"] = package

from juesuan import _native

# How often a worker looks whether its parent is still there.
_WATCH = 0.2
_STACK = 8 << 20


def main() -> None:
    given = {name: int(value) for name, _, value in (argument.partition("=") for argument in sys.argv[1:])}
    # Whatever else prints must not stand among the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    # An interruption is for the parent: it decides what becomes of its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory(given.get("--megabytes"))
    # Reading has the stack of a program's main thread, which Python's own does not have everywhere.
    _thread.stack_size(_STACK)
    _thread.start_new_thread(_serve_and_end, (sys.stdin.buffer, answers))
    while os.getppid() == given["--parent"]:
        time.sleep(_WATCH)
    os._exit(1)


def _serve_and_end(requests: BinaryIO, answers: BinaryIO) -> None:
    try:
        serve(requests, answers)
    finally:
        # Also where nobody is there any more to take an answer.
        os._exit(0)


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answers every request, in order."""
    for line in iter(requests.readline, b""):
        source, lengths, what = marshal.loads(requests.read(int(line)))
        sent = [None if length is None else requests.read(length) for length in lengths]
        kind, parts = answer(source, sent, what)
        answers.write(" ".join([kind, *(str(len(part)) for part in parts)]).encode() + b"\n")
        for part in parts:
            answers.write(part)
        answers.flush()


def answer(source: Tuple[Any, ...], sent: List[Optional[bytes]], what: Optional[str]) -> Tuple[str, List[bytes]]:
    """What came of one document: a kind of answer, and its texts."""
    name, named, password, limits = source
    origin = (name, [(own, path, data) for (own, path), data in zip(named, sent)], password, limits)
    try:
        return "report", _native.handed_over(origin, what)
    except _native.NativeError as failure:
        return "error", [(text or "").encode("utf-8", "surrogatepass") for text in failure.args]


def _limit_memory(megabytes: Optional[int]) -> None:
    try:
        import resource

        if megabytes:
            resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    except (ImportError, OSError, ValueError):
        # Where it cannot be set, the limits of the reader still hold.
        pass


if __name__ == "__main__":
    main()
