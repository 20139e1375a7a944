"""A worker process and its parent: one document at a time, within a time and memory limit that a hostile file cannot get
round. In: a document. Out: what was asked of it, or the error. A worker that hangs or dies is replaced."""

from __future__ import annotations

import marshal
import os
import subprocess
import sys
import threading
import time
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple, Union

from juesuan._errors import InternalError, JuesuanError, LimitExceeded, TimedOut, error_of
from juesuan._report import Origin, shown_of

# A longer answer is not held: it comes of a file that was made to be read for ever.
_LONGEST_ANSWER = 256 << 20
# Of the line before an answer.
_LONGEST_LINE = 1 << 20
# As much memory a worker keeps that it does not need.
_KEPT_MEMORY = 32 << 20
# A wait longer than a system takes is waited for in parts.
_LONGEST_WAIT = 3600.0
_WORKER = str(Path(__file__).resolve().with_name("worker.py"))

#: The four parts of a report; or the one text that a document gives to a file; in UTF-8.
Texts = Tuple[bytes, ...]


@dataclass(frozen=True)
class Allowance:
    """What one document may cost."""

    seconds: float
    megabytes: int


class _Watch:
    """Ends a worker whose document has had its time. One thread for all documents of a worker: it sleeps until the time
    of the one that it saw last is over, and no document that ends before wakes it."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._changed = threading.Condition()
        self._process: Optional["subprocess.Popen[bytes]"] = None
        self._end_of_time = 0.0
        self._begun = False
        self._idle = False
        self._closed = False

    def begin(self, process: "subprocess.Popen[bytes]") -> None:
        """A document is given to the process."""
        with self._changed:
            self._process, self._end_of_time = process, time.monotonic() + self._seconds
            if not self._begun:
                self._begun = True
                threading.Thread(target=self._run, daemon=True).start()
            elif self._idle:
                self._changed.notify()

    def end(self) -> bool:
        """The document is done with; whether its time was used up, and its process is ended."""
        with self._changed:
            late, self._process = self._process is None, None
            return late

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify()

    def _run(self) -> None:
        with self._changed:
            while not self._closed:
                left = self._end_of_time - time.monotonic()
                if self._process is None:
                    self._idle = True
                    self._changed.wait()
                    self._idle = False
                elif left > 0:
                    self._changed.wait(min(left, _LONGEST_WAIT))
                else:
                    process, self._process = self._process, None
                    process.kill()


class Worker:
    """A worker process, started when it is first needed."""

    def __init__(self, allowance: Allowance) -> None:
        self._allowance = allowance
        self._process: Optional["subprocess.Popen[bytes]"] = None
        self._closed = False
        self._lock = threading.Lock()
        self._watch = _Watch(allowance.seconds)
        # Its thread knows the watch alone: a worker that nobody has closed still goes, and its process with it.
        weakref.finalize(self, self._watch.close)
        self._ending: Optional["weakref.finalize[Any, Worker]"] = None

    def read(self, origin: Origin, what: Optional[str] = None) -> Union[Texts, JuesuanError]:
        """Reads one document: its report, or what it gives to a file."""
        name, files, password, limits = origin
        shown = shown_of(origin)
        sent = [data for _, _, data in files if data is not None]
        lengths = [None if data is None else len(data) for _, _, data in files]
        # A class made of `str` or `int` is not marshalled, and may have been given.
        named = [(str(own), None if path is None else str(path)) for own, path, _ in files]
        allowed = [(limit, int(value)) for limit, value in limits]
        source = (str(name), named, None if password is None else str(password), allowed)
        request = marshal.dumps((source, lengths, what))
        try:
            process = self._started()
        except OSError as error:
            message, remedy = f"no worker can be started ({error})", "see that Python can start itself"
            return InternalError("defect", message, shown, remedy, f"无法启动读取进程（{error}）；请检查 Python 能否启动自身")
        self._watch.begin(process)
        answer: Union[Texts, JuesuanError, None] = None
        whole = late = False
        try:
            answer = self._ask(process, request, sent, shown)
            whole = True
        except LimitExceeded as error:
            answer = error
        except (OSError, ValueError, EOFError):
            pass
        finally:
            late = self._watch.end()
            if late or not whole:
                # What is left of its answer must not be taken for the next one. It may also have answered in the moment
                # in which its time was over.
                self.end()
        return self._failure(late, shown) if answer is None else answer

    def _failure(self, late: bool, shown: str) -> JuesuanError:
        seconds, megabytes = self._allowance.seconds, self._allowance.megabytes
        if late:
            message, remedy = f"not read within {seconds:g} s", "raise seconds if the file is trusted"
            return TimedOut("time", message, shown, remedy, f"{seconds:g} 秒内未能读完；文件可信时可提高 seconds")
        message = f"its reader died (more than {megabytes} MB of memory, or a defect)"
        chinese = f"读取中途退出（内存超过 {megabytes} MB，或程序出错）；文件可信时可提高 megabytes"
        return InternalError("died", message, shown, "raise megabytes if the file is trusted", chinese)

    def _ask(
        self, process: "subprocess.Popen[bytes]", request: bytes, sent: List[bytes], shown: str
    ) -> Union[Texts, JuesuanError]:
        requests, answers = process.stdin, process.stdout
        if requests is None or answers is None:
            raise EOFError
        for data in (b"%d\n" % len(request), request, *sent):
            requests.write(data)
        requests.flush()
        kind, *said = answers.readline(_LONGEST_LINE).decode().split()
        lengths = [int(length) for length in said]
        if sum(lengths) > _LONGEST_ANSWER:
            megabytes = _LONGEST_ANSWER >> 20
            message, chinese = f"its report is longer than {megabytes} MB", f"结果超过 {megabytes} MB，未保留；请检查该文件"
            raise LimitExceeded("limit", f"{message} and was not kept", shown, "check the file", chinese)
        parts = tuple(answers.read(length) for length in lengths)
        if [len(part) for part in parts] != lengths:
            raise EOFError
        if kind == "report":
            return parts
        code, message, path, remedy, chinese = (part.decode("utf-8", "surrogatepass") for part in parts)
        return error_of(code, message, path or None, remedy, chinese)

    def _started(self) -> "subprocess.Popen[bytes]":
        with self._lock:
            if self._closed:
                raise OSError("the run was ended")
            if self._process is None:
                # By itself: a worker needs neither the rest of the package nor what is installed beside it.
                command = [sys.executable, "-I", "-S", _WORKER]
                command += [f"--parent={os.getpid()}", f"--megabytes={self._allowance.megabytes}"]
                pipe = subprocess.PIPE
                self._process = subprocess.Popen(
                    command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=_environment()
                )
                self._ending = weakref.finalize(self, _end, self._process)
            return self._process

    def end(self) -> None:
        """Ends the process; the next document is read in a new one."""
        with self._lock:
            self._process, ending = None, self._ending
        if ending is not None:
            ending()

    def close(self) -> None:
        """Ends the process for good."""
        self._watch.close()
        with self._lock:
            self._closed = True
            process = self._process
        if process is not None:
            process.kill()


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        try:
            if pipe is not None:
                pipe.close()
        except OSError:
            pass


def _environment() -> Dict[str, str]:
    """The worker reads in one thread, and keeps what memory one document needed for the next: it would be given back and
    asked for again some hundred times a document. What a large one needed is given back."""
    return {
        **os.environ,
        "MALLOC_ARENA_MAX": "1",
        "MALLOC_TRIM_THRESHOLD_": str(_KEPT_MEMORY),
        "MALLOC_MMAP_THRESHOLD_": str(_KEPT_MEMORY // 2),
    }
