"""A program beside :func:`juesuan.read_many`: requests on standard input, answers on standard output.

A request is a line of JSON: ``{"source": [name, [[name, path], …], password, limits], "lengths": [LENGTH or null, …],
"what": null}``, with a file and a length for each file of the document, and the bytes of those that are sent.

An answer is a line of JSON: ``{"lengths": [4 numbers]}`` and the four parts of a report (with a ``what``: one length, and
what the document gives to a comparison or a workbook), or ``{"error": [code, message, path, remedy, chinese]}``. The
process ends with its parent, and takes no more memory than it may.

It is started by its path, without the package around it, of which it needs the native part alone: most of what Python
does to import the rest would be done for nothing in each worker.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from types import ModuleType
from typing import Any, BinaryIO, Dict, List, Optional, Tuple

if __name__ == "__main__":
    package = ModuleType("juesuan")
    package.__path__ = [os.path.dirname(os.path.abspath(__file__))]
    sys.modules["juesuan"] = package

from juesuan import _native

# How often a worker looks whether its parent is still there.
_WATCH = 0.2


def main() -> None:
    given = {name: int(value) for name, _, value in (argument.partition("=") for argument in sys.argv[1:])}
    # Whatever else prints must not stand among the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    # An interruption is for the parent: it decides what becomes of its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory(given.get("--megabytes"))
    if "--parent" in given and hasattr(os, "getppid"):
        threading.Thread(target=_end_with, args=(given["--parent"],), daemon=True).start()
    try:
        serve(sys.stdin.buffer, answers)
    except BrokenPipeError:
        os._exit(0)


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answers every request, in order."""
    for line in iter(requests.readline, b""):
        request = json.loads(line)
        sent = [None if length is None else requests.read(length) for length in request["lengths"]]
        head, parts = answer(request["source"], sent, request["what"])
        answers.write(json.dumps(head).encode() + b"\n")
        for part in parts:
            answers.write(part)
        answers.flush()


def answer(source: List[Any], sent: List[Optional[bytes]], what: Optional[str]) -> Tuple[Dict[str, Any], List[bytes]]:
    """The line about one document, and what was asked of it."""
    name, named, password, limits = source
    files = [(own, path, data) for (own, path), data in zip(named, sent)]
    origin = (name, files, password, [(limit, value) for limit, value in limits])
    try:
        if what is None:
            sha256, *texts = _native.read(origin).parts()
            parts = [sha256.encode(), *texts]
        else:
            parts = [_native.gathered(origin, what).encode()]
    except _native.NativeError as failure:
        return {"error": list(failure.args)}, []
    return {"lengths": [len(part) for part in parts]}, parts


def _limit_memory(megabytes: Optional[int]) -> None:
    try:
        import resource

        if megabytes:
            resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    except (ImportError, OSError, ValueError):
        # Where it cannot be set, the limits of the reader still hold.
        pass


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH)
    os._exit(1)


if __name__ == "__main__":
    main()
