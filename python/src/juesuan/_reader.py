"""Documents one by one, each read in a process beside this one: for an engine that hands over documents itself."""

from __future__ import annotations

import hashlib
import json
from types import TracebackType
from typing import Any, Dict, List, Mapping, Optional, Type

from juesuan import _native
from juesuan._errors import JuesuanError, translated
from juesuan._many import Answer
from juesuan._pool import Allowance, Worker
from juesuan._report import Source, origin_of, parts_of, restored


class Reader:
    """Reads documents in a worker process, which is replaced when it hangs or dies: no document ends the program.

    >>> with juesuan.Reader(seconds=30, megabytes=1024) as reader:     # doctest: +SKIP
    ...     answer = reader.read(content, name="决算.pdf")
    """

    def __init__(
        self,
        *,
        seconds: float = 30,
        megabytes: int = 1024,
        limits: Optional[Mapping[str, int]] = None,
        password: Optional[str] = None,
    ) -> None:
        if not seconds > 0 or not megabytes > 0:
            raise ValueError("seconds and megabytes are above 0")
        self._worker = Worker(Allowance(seconds, megabytes))
        self._limits = limits
        self._password = password

    def read(self, source: Source, *, name: Optional[str] = None) -> Answer:
        """A :class:`Report`, or the :class:`JuesuanError` that says why there is none."""
        origin = origin_of(source, name, self._password, self._limits)
        answer = self._worker.read(origin)
        return answer if isinstance(answer, JuesuanError) else restored(origin, parts_of(answer))

    def close(self) -> None:
        """Ends the process."""
        self._worker.close()
        self._worker.end()

    def __enter__(self) -> "Reader":
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self.close()


def unread_records(name: str, content: bytes) -> Dict[str, List[Dict[str, Any]]]:
    """The rows of the contract, by table, that stand for a document that could not be read: none is silently missing."""
    with translated():
        part = json.loads(_native.unread(name, hashlib.sha256(content).hexdigest(), ("", "")))
    rows: Dict[str, List[List[Any]]] = part["records"]
    return {table: [dict(zip(columns, row)) for row in rows[table]] for table, columns in _native.schemas()}
