#!/usr/bin/env bash
# Instructions that reading the documents takes which bench/instructions.tsv names, counted by callgrind: a slowdown
# shows whatever else the machine does. Ends with status 1 when one takes over 20 % more than bench/instructions.tsv says; `--write` states
# anew. Needs valgrind; without it nothing is counted.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! command -v valgrind >/dev/null; then
  echo "instructions not counted: valgrind is not installed"
  exit 0
fi
cargo build --quiet --release -p dump-json
counts=$(mktemp)
cut -f 1 bench/instructions.tsv | while read -r name; do
  # What the processor can do must not change what is run.
  count=$(valgrind --tool=callgrind --callgrind-out-file=/dev/null target/release/dump-json "testdata/$name.pdf" 2>&1 >/dev/null |
    sed -n 's/.*Collected : //p') || { echo "instructions not counted: valgrind does not run here" >&2; exit 0; }
  printf '%s\t%s\n' "$name" "$count"
done > "$counts"
if [ "${1:-}" = --write ]; then
  mv "$counts" bench/instructions.tsv
else
  join -t $'\t' bench/instructions.tsv "$counts" | awk -F '\t' '
    { printf "%-24s %12d  %+.1f %%\n", $1, $3, 100 * ($3 / $2 - 1) }
    $3 > 1.2 * $2 { slow = 1 }
    END { if (slow) print "slower than bench/instructions.tsv states"; exit slow }'
fi
