"""Tables of the contract as data frames, for beginners. Neither pandas nor Polars is needed by the package itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan._native import schemas
from juesuan._report import Report

if TYPE_CHECKING:
    import pandas
    import polars


def to_pandas(report: Report, table: str = "facts") -> "pandas.DataFrame":
    """A table of the contract as a pandas frame; amounts are :class:`decimal.Decimal`, exact as printed."""
    import pandas

    records = report.records(table)
    return pandas.DataFrame.from_records(records, columns=dict(schemas())[table])


def to_polars(report: Report, table: str = "facts") -> "polars.DataFrame":
    """A table of the contract as a Polars frame; amounts are Polars decimals."""
    import polars

    return polars.DataFrame(report.arrow(table))
