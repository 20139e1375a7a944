"""``python -m juesuan.worker``: requests on standard input, answers on standard output, for :func:`juesuan.read_many`.

A request is a line of JSON: ``{"source": [name, path, null, password, limits], "bytes": LENGTH or null, "what": null}``,
and the bytes where they are sent. An answer is a line of JSON: ``{"lengths": [4 numbers]}`` and the four parts of a
report (with a ``what``: one length, and what the document gives to a comparison or a workbook), or
``{"error": [code, message, path, remedy, chinese]}``. The process ends with its parent, and takes no more memory than it may.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
import time
from typing import Any, BinaryIO, Dict, List, Optional, Tuple

from juesuan import _native

# How often a worker looks whether its parent is still there.
_WATCH = 0.2


def main() -> None:
    arguments = argparse.ArgumentParser(prog="juesuan.worker")
    arguments.add_argument("--parent", type=int)
    arguments.add_argument("--megabytes", type=int)
    given = arguments.parse_args()
    # Whatever else prints must not stand among the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    # An interruption is for the parent: it decides what becomes of its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory(given.megabytes)
    if given.parent and hasattr(os, "getppid"):
        threading.Thread(target=_end_with, args=(given.parent,), daemon=True).start()
    try:
        serve(sys.stdin.buffer, answers)
    except BrokenPipeError:
        os._exit(0)


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answers every request, in order."""
    for line in iter(requests.readline, b""):
        request = json.loads(line)
        sent = None if request["bytes"] is None else requests.read(request["bytes"])
        head, parts = answer(request["source"], sent, request["what"])
        answers.write(json.dumps(head).encode() + b"\n")
        for part in parts:
            answers.write(part)
        answers.flush()


def answer(source: List[Any], sent: Optional[bytes], what: Optional[str]) -> Tuple[Dict[str, Any], List[bytes]]:
    """The line about one document, and what was asked of it."""
    name, path, _, password, limits = source
    origin = (name, path, sent, password, [(limit, value) for limit, value in limits])
    try:
        texts = _native.read(origin).parts() if what is None else (_native.gathered(origin, what),)
        parts = [text.encode() for text in texts]
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
