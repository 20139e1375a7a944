#!/usr/bin/env python3
"""Size and time of audit pages: 30 pages take at most 5 MB and 3 s.

    bench/audit-page.py target/release/juesuan FILE.pdf...

Longer documents may take as much more as they have more pages. Ends with 1 where one takes more. The time is that of the
whole command on this machine, the best of three.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time

PAGES, MEGABYTES, SECONDS = 30, 5.0, 3.0


def measured(binary, path):
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "page.html")
        times = []
        for _ in range(3):
            started = time.monotonic()
            subprocess.run([binary, "audit", path, "--out", out, "--quiet"], check=True)
            times.append(time.monotonic() - started)
        with open(out, encoding="utf-8") as file:
            html = file.read()
        pages = len(json.loads(re.search(r'id="sheets">(.*?)</script>', html, re.S).group(1)))
        return pages, os.path.getsize(out) / 1e6, min(times)


def main():
    binary, *paths = sys.argv[1:]
    over = 0
    for path in paths:
        pages, megabytes, seconds = measured(binary, path)
        share = max(1.0, pages / PAGES)
        fits = megabytes <= MEGABYTES * share and seconds <= SECONDS * share
        over += not fits
        print(f"{'ok  ' if fits else 'OVER'} {pages:4} pages {megabytes:6.2f} MB {seconds:6.2f} s  {path}", flush=True)
    print(f"{len(paths) - over} of {len(paths)} within {MEGABYTES:g} MB and {SECONDS:g} s for {PAGES} pages")
    sys.exit(1 if over else 0)


main()
