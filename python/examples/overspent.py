#!/usr/bin/env python3
"""Who overspent its 三公 budget? One line for each document of a folder, with the page to look at.

    python/examples/overspent.py testdata
"""

from __future__ import annotations

import sys
from decimal import Decimal
from typing import NamedTuple, Optional, Sequence

import juesuan
from juesuan import model

#: Units in 元. Nothing stops a sum of 元 and 万元 but the program that makes it.
YUAN: dict[model.Unit, Decimal] = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}


class Spending(NamedTuple):
    """What a department planned and spent, in 元."""

    budget: Decimal
    final: Decimal
    page: int


def in_yuan(amount: Optional[model.Amount]) -> Optional[Decimal]:
    """An amount in 元; nothing where it is not printed, or its unit is not."""
    return None if amount is None or amount.unit is None else amount * YUAN[amount.unit]


def spending(report: juesuan.Account) -> Optional[Spending]:
    """The total of the 三公 table; nothing where it cannot be told."""
    table = report.tables.three_public
    if table is None or table.final.total is None:
        return None
    budget, final = in_yuan(table.budget.total), in_yuan(table.final.total)
    return None if budget is None or final is None else Spending(budget, final, table.final.total.at.page)


def line(report: juesuan.Account) -> str:
    """What is said of one account."""
    who = f"{report.department or '?'} {report.year or '?'}"
    spent = spending(report)
    if spent is None:
        return f"{who}\tno 三公 table with both totals"
    verdict = "over" if spent.final > spent.budget else "within"
    doubtful = "" if report.verdict == "verified" else f" ({report.verdict})"
    return f"{who}\t{verdict}: {spent.final:,.2f} of {spent.budget:,.2f} 元, page {spent.page}{doubtful}"


def main(paths: Sequence[str]) -> int:
    failed = 0
    for answer in juesuan.read_many(paths):
        if isinstance(answer, juesuan.JuesuanError):
            failed += 1
            print(f"{answer.path}\t{answer.code}: {answer.remedy}")
            continue
        for account in (answer, *answer.further):
            print(line(account))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
