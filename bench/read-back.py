#!/usr/bin/env python3
"""What other programs read from our files: DuckDB, pyarrow, openpyxl and LibreOffice against our CSV.

    cargo build --release -p juesuan-cli
    pip install duckdb pyarrow openpyxl        # and soffice, for the part of LibreOffice
    bench/read-back.py [FOLDER OF PDFS]

Ends with 1 where a value differs.
"""

import csv
import shutil
import subprocess
import sys
import tempfile
import warnings
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parent.parent
TABLES = ["documents", "tables", "facts", "projects", "project_funds", "indicators", "statements", "checks"]


def juesuan(*arguments):
    # Ends with 1 where a document is a scan.
    subprocess.run([ROOT / "target/release/juesuan", *arguments, "--quiet"], stderr=subprocess.DEVNULL)


def same(text: str, value) -> bool:
    """Whether a value is what the CSV says."""
    if value is None or value == "":
        return text == ""
    if isinstance(value, (int, float, Decimal)):
        # Excel's numbers are binary, with fifteen decimal digits.
        return text != "" and Decimal(text) == (Decimal(repr(value)) if isinstance(value, float) else value)
    return text == str(value)


def compare(reader: str, table: str, expected: list[list[str]], found: list) -> int:
    different = abs(len(expected) - len(found))
    for line, row in zip(expected, found):
        different += sum(not same(text, value) for text, value in zip(line, row, strict=True))
    print(f"{reader:12}{table:15}{len(found):8} rows, {different} values differ")
    return different


def sheets(path: Path) -> dict[str, list]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = openpyxl.load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book}


def main() -> int:
    folder, different = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "testdata", 0
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch)
        juesuan("csv", folder, "--out", out)
        juesuan("parquet", folder, "--out", out)
        juesuan("xlsx", "--long", folder, "--out", out / "long.xlsx")
        juesuan("xlsx", folder, "--out", out / "printed.xlsx")
        books = {"openpyxl": sheets(out / "long.xlsx")}
        sheets(out / "printed.xlsx")
        if shutil.which("soffice"):
            for name in ("long", "printed"):
                arguments = ["--headless", "--convert-to", "ods", "--outdir", out, out / f"{name}.xlsx"]
                subprocess.run(["soffice", *arguments], check=True, capture_output=True)
                arguments = ["--headless", "--convert-to", "xlsx", "--outdir", out / "back", out / f"{name}.ods"]
                subprocess.run(["soffice", *arguments], check=True, capture_output=True)
            books["LibreOffice"] = sheets(out / "back/long.xlsx")
        for table in TABLES:
            with open(out / f"{table}.csv", newline="") as file:
                expected = list(csv.reader(file))[1:]
            parquet = out / f"{table}.parquet"
            found = [list(row.values()) for row in pq.read_table(parquet).to_pylist()]
            different += compare("pyarrow", table, expected, found)
            different += compare("DuckDB", table, expected, duckdb.sql(f"from '{parquet}'").fetchall())
            for reader, book in books.items():
                different += compare(reader, table, expected, book[table])
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
