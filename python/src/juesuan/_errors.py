"""Failures of the native part → a small hierarchy of exceptions with code, path, remedy and words in Chinese.

``JuesuanError``
    ``NotFound``, ``Encrypted``, ``LimitExceeded`` (``TimedOut``), ``NoTable``, ``NoPicture``, ``Changed``
    ``Unreadable``: ``NotAPdf``, ``UnsupportedFormat``, ``Damaged``
    ``InternalError``
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any, Dict, Iterator, Optional, Tuple, Type

from juesuan._native import NativeError


class JuesuanError(Exception):
    """Why something could not be done. ``code`` is stable and that of the command, ``remedy`` says what helps;
    ``chinese`` says both in Chinese."""

    def __init__(
        self, code: str, message: str, path: Optional[str] = None, remedy: str = "", chinese: str = ""
    ) -> None:
        super().__init__(code, message, path, remedy, chinese)
        self.code = code
        self.message = message
        self.path = path
        self.remedy = remedy
        self.chinese = chinese

    def __str__(self) -> str:
        where = f"{self.path}: " if self.path else ""
        what_helps = f"; {self.remedy}" if self.remedy else ""
        return f"{where}{self.message}{what_helps}"

    def __reduce__(self) -> Tuple[Any, ...]:
        return (type(self), self.args)


class NotFound(JuesuanError):
    """There is no such file, or it is a folder."""


class Unreadable(JuesuanError):
    """The file is there, and nothing of it can be given."""


class NotAPdf(Unreadable):
    """The bytes are of no format that is known: no PDF, nor Word, Excel or HTML."""


class UnsupportedFormat(Unreadable):
    """The bytes are of a known format that is not read. The message names it."""


class Damaged(Unreadable):
    """The file is empty or damaged beyond reading."""


class Encrypted(JuesuanError):
    """The file is locked: a password is needed, or its encryption is not supported."""


class LimitExceeded(JuesuanError):
    """Reading the file would cost more than a limit allows."""


class TimedOut(LimitExceeded):
    """The time for one document was used up. How much can be read in a time depends on the machine: try again."""


class NoTable(JuesuanError, KeyError):
    """No table of the contract has this name."""

    __str__ = JuesuanError.__str__


class NoPicture(JuesuanError):
    """The page cannot be drawn: there is no such page, or the file is no PDF."""


class Changed(JuesuanError):
    """The file is no longer the one that the report was read from."""


class InternalError(JuesuanError):
    """The reader failed at a fault of its own. Please report the file."""


_CLASSES: Dict[str, Type[JuesuanError]] = {
    "not_found": NotFound,
    "file": Unreadable,
    "empty": Damaged,
    "damaged": Damaged,
    "unknown_format": NotAPdf,
    "unsupported_format": UnsupportedFormat,
    "locked": Encrypted,
    "unsupported_encryption": Encrypted,
    "limit": LimitExceeded,
    "time": TimedOut,
    "no_such_table": NoTable,
    "no_picture": NoPicture,
    "changed": Changed,
    "died": InternalError,
    "defect": InternalError,
}


def error_of(
    code: str, message: str, path: Optional[str] = None, remedy: str = "", chinese: str = ""
) -> JuesuanError:
    """The exception for a code."""
    return _CLASSES.get(code, JuesuanError)(code, message, path, remedy, chinese)


@contextmanager
def translated() -> Iterator[None]:
    """Turns the native failure into an exception of the hierarchy."""
    try:
        yield
    except NativeError as failure:
        raise error_of(*failure.args) from None
    except BaseException as panic:
        # PyO3's own, for a defect outside the guarded work; it is no Exception.
        if type(panic).__name__ == "PanicException":
            chinese = "程序内部出错；请附上该文件报告此问题"
            raise InternalError("defect", str(panic), None, "please report it with the file", chinese) from None
        raise
