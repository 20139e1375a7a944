"""Documents → answers, and answers → rows of the tabular contract. Both jobs use this.

Each task has a `juesuan.Reader`: a process beside it that is replaced when a document hangs or kills it, so that a hostile
file costs its own row and nothing else.
"""

import json
from decimal import Decimal
from pathlib import Path

import juesuan
import pyarrow as pa

TABLES = [
    "documents", "tables", "facts", "projects", "project_funds", "indicators", "statements", "checks",
]  # fmt: skip

# One row per document: what came of it.
ANSWERS = pa.schema(
    [
        ("document", pa.string()),
        ("kind", pa.string()),
        # The year of the accounts; 0 where there is none. Results are partitioned by it.
        ("of_year", pa.int64()),
        # Why nothing of it could be read: the code, and what helps.
        ("error", pa.string()),
        ("remedy", pa.string()),
        ("records", pa.string()),
    ]
)


def answer(reader: juesuan.Reader, name: str, content: bytes) -> dict:
    """The row of ANSWERS for a document."""
    report = reader.read(content, name=name)
    if isinstance(report, juesuan.JuesuanError):
        row = {"kind": "unreadable", "of_year": 0, "error": report.code, "remedy": report.remedy}
        records = juesuan.unread_records(name, content)
    else:
        row = {"kind": report.kind, "of_year": report.year or 0, "error": None, "remedy": None}
        records = {table: report.records(table) for table in TABLES}
    # Amounts as text, so that they stay exact.
    kept = json.dumps({table: records[table] for table in TABLES}, ensure_ascii=False, default=str)
    return {"document": name, **row, "records": kept}


def name_in(folder: str, path: str) -> str:
    """A document's name in all results: its path inside the folder, as `juesuan csv FOLDER` has it."""
    path = path.removeprefix("file://").removeprefix("file:")
    return str(Path(path).relative_to(Path(folder).resolve()))


def schemas() -> dict[str, pa.Schema]:
    """The schemas of the contract's tables: those of any report."""
    report = juesuan.read(b"<html><p>none</p></html>", name="none.html")
    return {table: pa.table(report.arrow(table)).schema for table in TABLES}


def rows(schema: pa.Schema, table: str, year: int, records: str) -> list[dict]:
    """The rows of one table in a document's answer, each with the year by which it is partitioned."""
    found = []
    for row in json.loads(records)[table]:
        for field in schema:
            if pa.types.is_decimal(field.type) and row[field.name] is not None:
                row[field.name] = Decimal(row[field.name])
        found.append({**row, "of_year": year})
    return found
