"""Documents → answers of `juesuan worker`, and answers → rows of the tabular contract.

Both jobs use this and nothing else of ours: an engine needs only a process that it can write to and read from.
"""

import json
import subprocess
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

TABLES = [
    "documents", "tables", "facts", "projects", "project_funds", "indicators", "statements", "checks",
]  # fmt: skip

# One row per document: what `juesuan worker` said of it.
ANSWERS = pa.schema(
    [
        ("document", pa.string()),
        ("kind", pa.string()),
        # The year of the accounts; 0 where there is none. Results are partitioned by it.
        ("of_year", pa.int64()),
        ("manifest", pa.string()),
        ("records", pa.string()),
    ]
)

class Worker:
    """A running `juesuan worker`. It answers every document, whatever becomes of it: within its time limit the
    document is read in a process of its own, which is replaced when it hangs or dies."""

    def __init__(self, command: str, seconds: int = 30, megabytes: int = 1024):
        self.process = subprocess.Popen(
            [command, "worker", f"--time-limit={seconds}", f"--memory-limit={megabytes}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def read(self, name: str, content: bytes) -> dict:
        """The row of ANSWERS for a document."""
        request = json.dumps({"bytes": len(content), "name": name})
        self.process.stdin.write(request.encode() + b"\n" + content)
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        manifest = answer["manifest"]
        return {
            "document": name,
            "kind": manifest["kind"],
            "of_year": manifest["year"] or 0,
            "manifest": json.dumps(manifest, ensure_ascii=False),
            "records": json.dumps(answer["result"], ensure_ascii=False),
        }

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait()


def name_in(folder: str, path: str) -> str:
    """A document's name in all results: its path inside the folder, as `juesuan csv FOLDER` has it."""
    path = path.removeprefix("file://").removeprefix("file:")
    return str(Path(path).relative_to(Path(folder).resolve()))


def schemas(command: str, document: Path, folder: Path) -> dict[str, pa.Schema]:
    """The schemas of the contract's tables, from the Parquet files that one machine writes of any document."""
    subprocess.run([command, "parquet", "--quiet", document, "--out", folder], check=True)
    return {table: pq.read_schema(folder / f"{table}.parquet") for table in TABLES}


def rows(schema: pa.Schema, table: str, year: int, records: str) -> list[dict]:
    """The rows of one table in a document's answer, each with the year by which it is partitioned."""
    found = []
    for values in json.loads(records)[table]:
        row = dict(zip(schema.names, values), of_year=year)
        for field in schema:
            # Amounts are strings in JSON, so that they stay exact.
            if pa.types.is_decimal(field.type) and row[field.name] is not None:
                row[field.name] = Decimal(row[field.name])
        found.append(row)
    return found
