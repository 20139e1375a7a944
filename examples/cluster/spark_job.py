"""A folder of PDFs → the tables of the contract as partitioned Parquet, with PySpark.

    spark_job.py FOLDER OUT [--master local[2]]

`binaryFile` reads the documents, `mapInArrow` hands them to a `juesuan.Reader` in each task. The answers are kept
first (OUT/answers): reading PDFs is what costs, and the tables are made from them as often as one likes.
"""

import argparse
from pathlib import Path

import juesuan
import pyarrow as pa
from documents import ANSWERS, TABLES, answer, name_in, rows, schemas
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

parser = argparse.ArgumentParser()
parser.add_argument("folder")
parser.add_argument("out", type=Path)
parser.add_argument("--master", default="local[2]")
args = parser.parse_args()
folder = str(Path(args.folder).resolve())

spark = (
    SparkSession.builder.master(args.master)
    .appName("juesuan")
    # Whole documents are in a batch: few at a time.
    .config("spark.sql.execution.arrow.maxRecordsPerBatch", 8)
    # Some dozens of documents a task: a task that is lost costs little.
    .config("spark.sql.files.maxPartitionBytes", 4 << 20)
    .config("spark.sql.files.openCostInBytes", 64 << 10)
    .config("spark.ui.enabled", "false")
    .getOrCreate()
)
spark.sparkContext.setLogLevel("ERROR")
spark.sparkContext.addPyFile(str(Path(__file__).with_name("documents.py")))


def read(batches):
    """Documents → answers."""
    with juesuan.Reader() as reader:
        for batch in batches:
            documents = zip(batch.column("path").to_pylist(), batch.column("content").to_pylist())
            answers = [answer(reader, name_in(folder, path), content) for path, content in documents]
            yield pa.RecordBatch.from_pylist(answers, schema=ANSWERS)


documents = (
    spark.read.format("binaryFile")
    .option("recursiveFileLookup", "true")
    .option("pathGlobFilter", "*.pdf")
    .load(folder)
    .select("path", "content")
)


def without_bytes() -> list[str]:
    """Files without a byte, which Spark leaves out: they are answered, too."""
    jvm, found = spark._jvm, []
    root = jvm.org.apache.hadoop.fs.Path(folder)
    files = root.getFileSystem(spark._jsc.hadoopConfiguration()).listFiles(root, True)
    while files.hasNext():
        status = files.next()
        if status.getLen() == 0 and status.getPath().getName().endswith(".pdf"):
            found.append(status.getPath().toString())
    return found


empty = spark.createDataFrame([(path, b"") for path in without_bytes()], "path string, content binary")
kept = str(args.out / "answers")
documents.union(empty).mapInArrow(read, from_arrow_schema(ANSWERS)).write.mode("overwrite").parquet(kept)

typed = schemas()
for table in TABLES:
    schema = typed[table].append(pa.field("of_year", pa.int64()))

    def table_rows(batches, table=table, schema=schema):
        """Answers → the rows of one table."""
        for batch in batches:
            years, records = batch.column("of_year").to_pylist(), batch.column("records").to_pylist()
            found = [row for year, text in zip(years, records) for row in rows(typed[table], table, year, text)]
            yield pa.RecordBatch.from_pylist(found, schema=schema)

    of_table = spark.read.parquet(kept).mapInArrow(table_rows, from_arrow_schema(schema))
    of_table.write.mode("overwrite").partitionBy("of_year").parquet(str(args.out / table))
spark.stop()
