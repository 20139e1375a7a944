#!/usr/bin/env bash
# Both jobs in local mode over a few hundred documents with hostile ones among them, compared with one machine.
# Needs Python 3.11 or later and, for Spark, Java 17 or later.  Usage: examples/cluster/run.sh [WORK FOLDER]
set -euo pipefail
cd "$(dirname "$0")"
work=$(mkdir -p "${1:-/tmp/juesuan-cluster}" && cd "${1:-/tmp/juesuan-cluster}" && pwd)
# The command, for one machine, and the wheel. Others than those built here: JUESUAN=COMMAND, WHEEL=FILE.
[ -n "${JUESUAN:-}" ] || cargo build --release -p juesuan-cli
juesuan=${JUESUAN:-$(cd ../.. && pwd)/target/release/juesuan}

[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet -r requirements.txt
"$work/venv/bin/pip" install --quiet --force-reinstall --no-deps "${WHEEL:-../../python}"
export PYSPARK_PYTHON=$work/venv/bin/python DO_NOT_TRACK=true
python=$work/venv/bin/python

rm -rf "$work"/{documents,one-machine,spark,daft}
python3 ../../bench/make-documents.py "$work/documents" --good 300 --hostile 26
echo "one machine"
# Ends with 1: the hostile documents are named.
time "$juesuan" parquet --quiet "$work/documents" --out "$work/one-machine" 2> "$work/named.txt" || [ $? = 1 ]
for job in spark daft; do
  echo "$job"
  time "$python" "${job}_job.py" "$work/documents" "$work/$job"
done
"$python" compare.py "$work/documents" "$work/one-machine" "$work/spark" "$work/daft"
