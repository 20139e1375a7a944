#!/usr/bin/env python3
"""Processor time of `juesuan json`, `pdftotext -layout` and PyMuPDF's get_text() over the same files in the same run.

    cargo build --release -p juesuan-cli
    pip install pymupdf        # and apt install poppler-utils: what is not there is left out
    bench/ratios.py [--bin target/release/juesuan] [--rounds 5] FOLDER...

juesuan and pdftotext are a process for each file, start and end included. PyMuPDF is one process for all files, and
its start and import do not count: that favours it. Of the rounds, in which the programs take turns file by file, the
least time of each file counts: whatever else the machine does only adds. Linux, macOS; standard library only.
"""

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

MUPDF = """
import sys, time, pymupdf
pymupdf.TOOLS.mupdf_display_errors(False)
for line in sys.stdin:
    began = time.process_time()
    try:
        with pymupdf.open(line.rstrip("\\n")) as document:
            for page in document:
                page.get_text()
    except Exception:
        pass
    print(time.process_time() - began, flush=True)
"""


def spent(command: list[str]) -> tuple[float, int]:
    """Seconds of processor time, and the peak memory in kB."""
    with open(os.devnull, "r+b") as nothing:
        process = subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing)
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


class MuPdf:
    """PyMuPDF in a process of its own that says what each file took."""

    def __init__(self) -> None:
        pipe = subprocess.PIPE
        self.process = subprocess.Popen([sys.executable, "-c", MUPDF], stdin=pipe, stdout=pipe, text=True)

    def spent(self, path: Path) -> float:
        self.process.stdin.write(f"{path}\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[ROOT / "testdata"])
    parser.add_argument("--bin", type=Path, default=ROOT / "target/release/juesuan")
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    files = sorted(path for folder in args.folders for path in (folder.rglob("*.pdf") if folder.is_dir() else [folder]))
    programs = {"juesuan json": lambda path: spent([args.bin, "json", "--compact", "-q", path])}
    if shutil.which("pdftotext"):
        programs["pdftotext -layout"] = lambda path: spent(["pdftotext", "-layout", path, os.devnull])
    if importlib.util.find_spec("pymupdf"):
        mupdf = MuPdf()
        programs["PyMuPDF get_text()"] = lambda path: (mupdf.spent(path), 0)
    least = {name: {} for name in programs}
    largest = (0, None)
    for _ in range(args.rounds):
        for path in files:
            for name, run in programs.items():
                seconds, memory = run(path)
                least[name][path] = min(seconds, least[name].get(path, seconds))
                if name == "juesuan json":
                    largest = max(largest, (memory, path), key=lambda pair: pair[0])
    own = least["juesuan json"]
    print(f"{len(files)} files, least of {args.rounds} rounds, processor time")
    for name, times in least.items():
        total = sum(times.values())
        each = sorted(times[path] / max(own[path], 1e-6) for path in files)
        middle = each[len(each) // 2] if each else 0.0
        line = f"{name:20} {total * 1000:9.0f} ms"
        print(line + (f"   {total / sum(own.values()):5.2f} x juesuan, middle file {middle:5.2f} x" if times is not own else ""))
    print(f"peak memory of juesuan {largest[0] / 1024:.0f} MB ({largest[1]})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
