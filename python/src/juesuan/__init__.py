"""Read Chinese departmental final accounts (部门决算) into typed data.

>>> import juesuan
>>> report = juesuan.read("决算.pdf")              # doctest: +SKIP
>>> report.tables.income.rows[0].total.value       # doctest: +SKIP
Decimal('9344.79')

Every number is exact and carries its place. What was in doubt is in ``report.diagnostics``; what the department printed
inconsistently is in ``report.findings``. Nothing of a file can be read: a :class:`JuesuanError` says why and what to do.
"""

from juesuan import model
from juesuan._errors import (
    Changed,
    Damaged,
    Encrypted,
    InternalError,
    JuesuanError,
    LimitExceeded,
    NoPicture,
    NotAPdf,
    NotFound,
    NoTable,
    TimedOut,
    Unreadable,
    UnsupportedFormat,
)
from juesuan._frames import to_pandas, to_polars
from juesuan._files import LeftOut, audit, compare, xlsx
from juesuan._many import read_many
from juesuan._native import __version__, schemas
from juesuan._reader import Reader, unread_records
from juesuan._report import Account, ArrowTable, Check, PageImage, Report, read
from juesuan._together import read_together
from juesuan.model import Address, CellRef, Node, Place

__all__ = [
    "Account",
    "Address",
    "ArrowTable",
    "CellRef",
    "Changed",
    "Check",
    "Damaged",
    "Encrypted",
    "InternalError",
    "JuesuanError",
    "LeftOut",
    "LimitExceeded",
    "NoPicture",
    "NoTable",
    "Node",
    "NotAPdf",
    "NotFound",
    "PageImage",
    "Place",
    "Reader",
    "Report",
    "TimedOut",
    "Unreadable",
    "UnsupportedFormat",
    "__version__",
    "audit",
    "compare",
    "model",
    "read",
    "read_many",
    "read_together",
    "schemas",
    "to_pandas",
    "to_polars",
    "unread_records",
    "xlsx",
]
