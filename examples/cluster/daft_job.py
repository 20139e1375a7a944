"""A folder of PDFs → the tables of the contract as partitioned Parquet, with Daft.

    daft_job.py FOLDER OUT

The same two steps as spark_job.py. On a cluster, `daft.set_runner_ray(ADDRESS)` runs the same job on Ray.
"""

import argparse
import os
from pathlib import Path

import daft
import juesuan
import pyarrow as pa
from daft import DataType, col
from daft.functions import unnest
from documents import ANSWERS, TABLES, answer, name_in, rows, schemas

# Daft's own processes find documents.py, whatever folder this was started in. On Ray, give this folder as `working_dir`.
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(Path(__file__).parent), os.environ.get("PYTHONPATH")]))

parser = argparse.ArgumentParser()
parser.add_argument("folder")
parser.add_argument("out", type=Path)
args = parser.parse_args()
folder = str(Path(args.folder).resolve())


@daft.cls(max_concurrency=2, use_process=False)
class Reader:
    """Documents → answers: one reader for as long as the instance lives."""

    def __init__(self):
        self.reader = juesuan.Reader()

    @daft.method.batch(return_dtype=DataType.from_arrow_type(pa.struct(ANSWERS)), batch_size=8)
    def read(self, paths, contents):
        documents = zip(paths.to_pylist(), contents.to_pylist())
        answers = [answer(self.reader, name_in(folder, path), content) for path, content in documents]
        return daft.Series.from_arrow(pa.array(answers, pa.struct(ANSWERS)))


documents = daft.read_blob(f"{folder}/**/*.pdf")
kept = args.out / "answers"
answers = documents.select(Reader().read(col("path"), col("content")).alias("answer")).select(unnest(col("answer")))
answers.write_parquet(kept, write_mode="overwrite")

typed = schemas()
for table in TABLES:
    row_type = pa.struct(typed[table].append(pa.field("of_year", pa.int64())))

    @daft.func.batch(return_dtype=DataType.list(DataType.from_arrow_type(row_type)))
    def table_rows(years, records, table=table, row_type=row_type):
        found = [rows(typed[table], table, year, text) for year, text in zip(years.to_pylist(), records.to_pylist())]
        return daft.Series.from_arrow(pa.array(found, pa.list_(row_type)))

    found = daft.read_parquet(f"{kept}/*.parquet").select(table_rows(col("of_year"), col("records")).alias("row"))
    found = found.explode(col("row")).where(~col("row").is_null()).select(unnest(col("row")))
    found.write_parquet(args.out / table, write_mode="overwrite", partition_cols=["of_year"])
