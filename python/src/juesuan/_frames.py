"""Tables of the contract as data frames, for beginners. Neither pandas nor Polars is needed by the package itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from juesuan._report import Report

if TYPE_CHECKING:
    import pandas
    import polars


def to_pandas(report: Report, table: str = "facts") -> "pandas.DataFrame":
    """A table of the contract as a pandas frame; amounts are :class:`decimal.Decimal`."""
    import pandas

    records = report.records(table)
    from juesuan._native import schemas

    return pandas.DataFrame.from_records(records, columns=dict(schemas())[table])


def to_polars(report: Report, table: str = "facts") -> "polars.DataFrame":
    """A table of the contract as a Polars frame, without a copy."""
    import polars

    frame: Any = polars.from_arrow(report.arrow(table))  # type: ignore[arg-type]
    return frame  # type: ignore[no-any-return]
