"""Whether a job has accounted for every document, and gives the rows that one machine gives.

    compare.py FOLDER ONE_MACHINE JOB…

ONE_MACHINE is the output of `juesuan parquet FOLDER`. Ends with 1 where something differs.
"""

import sys
from pathlib import Path

import duckdb
from documents import TABLES

folder, one_machine, *jobs = map(Path, sys.argv[1:])
inputs = len(list(folder.rglob("*.pdf")))
different = 0
for job in jobs:
    answers = duckdb.sql(f"select document, kind from '{job}/answers/*.parquet'")
    count, distinct, unread = duckdb.sql(
        "select count(*), count(distinct document), count(*) filter (kind = 'unreadable') from answers"
    ).fetchall()[0]
    print(f"{job.name}: {inputs} documents, {count} answers for {distinct} of them, {unread} of these: unreadable")
    different += (count, distinct) != (inputs, inputs)
    for table in TABLES:
        one = f"select * from '{one_machine}/{table}.parquet'"
        many = f"select * exclude of_year from read_parquet('{job}/{table}/**/*.parquet', hive_partitioning = true)"
        rows, missing, extra = (
            duckdb.sql(f"select count(*) from ({sql})").fetchall()[0][0]
            for sql in (one, f"{one} except all {many}", f"{many} except all {one}")
        )
        print(f"  {table:14}{rows:8} rows, {missing} missing, {extra} extra")
        different += missing + extra
sys.exit(1 if different else 0)
