"""Failures of the native part → a small hierarchy of exceptions with code, path and remedy."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Dict, Iterator, Optional, Type

from juesuan._native import NativeError


class JuesuanError(Exception):
    """Why something could not be done. ``code`` is stable, ``remedy`` says what helps."""

    def __init__(self, code: str, message: str, path: Optional[str] = None, remedy: str = "") -> None:
        super().__init__(code, message, path, remedy)
        self.code = code
        self.message = message
        self.path = path
        self.remedy = remedy

    def __str__(self) -> str:
        where = f"{self.path}: " if self.path else ""
        what_helps = f"; {self.remedy}" if self.remedy else ""
        return f"{where}{self.message}{what_helps}"


class NotFound(JuesuanError):
    """There is no such file, or it is a folder."""


class UnsupportedFormat(JuesuanError):
    """The bytes are of no format that is read. The error names the format where it is known."""


class Encrypted(JuesuanError):
    """The file is locked: a password is needed, or its encryption is not supported."""


class Damaged(JuesuanError):
    """The file is empty or damaged beyond reading."""


class LimitExceeded(JuesuanError):
    """Reading the file would cost more than a limit allows."""


class Unreadable(JuesuanError):
    """The file cannot be fetched from where it lies, or a page cannot be drawn."""


class NoTable(JuesuanError, KeyError):
    """No table of the contract has this name."""


class InternalError(JuesuanError):
    """The reader stopped at a fault of its own. Please report the file."""


_CLASSES: Dict[str, Type[JuesuanError]] = {
    "not_found": NotFound,
    "not_a_file": NotFound,
    "unknown_format": UnsupportedFormat,
    "unsupported_format": UnsupportedFormat,
    "locked": Encrypted,
    "unsupported_encryption": Encrypted,
    "empty": Damaged,
    "damaged": Damaged,
    "limit": LimitExceeded,
    "file": Unreadable,
    "no_picture": Unreadable,
    "no_such_table": NoTable,
    "internal": InternalError,
}


def error_of(code: str, message: str, path: Optional[str] = None, remedy: str = "") -> JuesuanError:
    """The exception for a code."""
    return _CLASSES.get(code, JuesuanError)(code, message, path, remedy)


@contextmanager
def translated() -> Iterator[None]:
    """Turns the native failure into an exception of the hierarchy."""
    try:
        yield
    except NativeError as failure:
        raise error_of(*failure.args) from None
    except BaseException as panic:
        if type(panic).__name__ == "PanicException":
            raise InternalError("internal", str(panic), None, "report the file to juesuan's issue tracker") from None
        raise
