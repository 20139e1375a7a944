#!/usr/bin/env bash
# The whole program against `pdftotext -layout` over the same files in one run, and its peak memory. On a shared machine,
# compare User + System.
# Needs hyperfine, poppler-utils and GNU time.  Usage: bench/against-pdftotext.sh [FOLDER OF PDFS]
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-testdata}
cargo build --release -p juesuan-cli
juesuan=$PWD/target/release/juesuan
mapfile -d '' files < <(find "$folder" -name '*.pdf' -print0 | sort -z)
list=$(mktemp); out=$(mktemp -d)
printf '%s\n' "${files[@]}" > "$list"
hyperfine --warmup 1 --runs 5 -N --ignore-failure \
  -n juesuan "bash -c 'while IFS= read -r f; do $juesuan json --compact -q \"\$f\" > $out/j 2>/dev/null || true; done < $list'" \
  -n pdftotext "bash -c 'while IFS= read -r f; do pdftotext -layout \"\$f\" $out/t 2>/dev/null || true; done < $list'"
for file in "${files[@]}"; do
  /usr/bin/time -f "%M kB  $file" "$juesuan" json --compact -q "$file" 2>&1 >/dev/null | tail -n 1 || true
done | sort -rn | head -n 3
rm -rf "$out" "$list"
