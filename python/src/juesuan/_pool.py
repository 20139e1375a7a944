"""A worker process and its parent: one document at a time, within a time and memory limit that a hostile file cannot get
round. In: a document. Out: what was asked of it, or the error. A worker that hangs or dies is replaced."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple, Union

from juesuan._errors import InternalError, JuesuanError, LimitExceeded, TimedOut, error_of
from juesuan._report import Origin, shown_of

# A longer answer is not held: it comes of a file that was made to be read for ever.
_LONGEST_ANSWER = 256 << 20
# Of the line before an answer.
_LONGEST_LINE = 1 << 20
_WORKER = str(Path(__file__).resolve().with_name("worker.py"))

#: The four parts of a report; or the one text that a document gives to a file; in UTF-8.
Texts = Tuple[bytes, ...]


@dataclass(frozen=True)
class Allowance:
    """What one document may cost."""

    seconds: float
    megabytes: int


class Worker:
    """A worker process, started when it is first needed."""

    def __init__(self, allowance: Allowance) -> None:
        self._allowance = allowance
        self._process: Optional["subprocess.Popen[bytes]"] = None
        self._closed = False
        self._lock = threading.Lock()

    def read(self, origin: Origin, what: Optional[str] = None) -> Union[Texts, JuesuanError]:
        """Reads one document: its report, or what it gives to a file."""
        name, files, password, limits = origin
        shown = shown_of(origin)
        sent = [data for _, _, data in files if data is not None]
        lengths = [None if data is None else len(data) for _, _, data in files]
        source = [name, [[own, path] for own, path, _ in files], password, limits]
        request = {"source": source, "lengths": lengths, "what": what}
        try:
            process = self._started()
        except OSError as error:
            message, remedy = f"no worker can be started ({error})", "see that Python can start itself"
            return InternalError("defect", message, shown, remedy, f"无法启动读取进程（{error}）；请检查 Python 能否启动自身")
        timed_out = threading.Event()

        def end() -> None:
            timed_out.set()
            process.kill()

        watch = threading.Timer(self._allowance.seconds, end)
        watch.daemon = True
        watch.start()
        try:
            return self._ask(process, request, sent, shown)
        except (OSError, ValueError, EOFError):
            self.end()
            seconds, megabytes = self._allowance.seconds, self._allowance.megabytes
            if timed_out.is_set():
                message, remedy = f"not read within {seconds:g} s", "raise seconds if the file is trusted"
                return TimedOut("time", message, shown, remedy, f"{seconds:g} 秒内未能读完；文件可信时可提高 seconds")
            message = f"its reader died (more than {megabytes} MB of memory, or a defect)"
            chinese = f"读取中途退出（内存超过 {megabytes} MB，或程序出错）；文件可信时可提高 megabytes"
            return InternalError("died", message, shown, "raise megabytes if the file is trusted", chinese)
        except LimitExceeded as error:
            self.end()
            return error
        finally:
            watch.cancel()

    def _ask(
        self, process: "subprocess.Popen[bytes]", request: Dict[str, Any], sent: List[bytes], shown: str
    ) -> Union[Texts, JuesuanError]:
        requests, answers = process.stdin, process.stdout
        if requests is None or answers is None:
            raise EOFError
        requests.write(json.dumps(request).encode() + b"\n")
        for data in sent:
            requests.write(data)
        requests.flush()
        head = json.loads(answers.readline(_LONGEST_LINE))
        if "error" in head:
            return error_of(*head["error"])
        lengths: List[int] = head["lengths"]
        if sum(lengths) > _LONGEST_ANSWER:
            megabytes = _LONGEST_ANSWER >> 20
            message, chinese = f"its report is longer than {megabytes} MB", f"结果超过 {megabytes} MB，未保留；请检查该文件"
            raise LimitExceeded("limit", f"{message} and was not kept", shown, "check the file", chinese)
        parts: List[bytes] = []
        for length in lengths:
            part = answers.read(length)
            if len(part) != length:
                raise EOFError
            parts.append(part)
        return tuple(parts)

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
            return self._process

    def end(self) -> None:
        """Ends the process; the next document is read in a new one."""
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                try:
                    if pipe is not None:
                        pipe.close()
                except OSError:
                    pass

    def close(self) -> None:
        """Ends the process for good."""
        with self._lock:
            self._closed = True
            process = self._process
        if process is not None:
            process.kill()


def _environment() -> Dict[str, str]:
    """The worker reserves no memory for threads."""
    return {**os.environ, "MALLOC_ARENA_MAX": "2"}
