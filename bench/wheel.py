#!/usr/bin/env python3
"""What the wheel costs beside the command, and whether its memory stays flat.

    bench/wheel.py times COMMAND        juesuan.read beside `COMMAND json --compact`, and read_many beside
                                        `COMMAND json --jsonl --jobs 2`, over copies of testdata/
    bench/wheel.py memory [READS]       peak memory after the first tenth and at the end; 2,000 reads if nothing is said

Needs the wheel (pip install ./python), built in the same profile as the command.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import juesuan

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [path for path in sorted((ROOT / "testdata").glob("*.pdf")) if path.stem != "scan"]
COPIES = 300
# The best of so many: other work on the machine only ever adds.
ROUNDS = 5


def best(work) -> float:
    found = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        found.append(time.perf_counter() - started)
    return min(found)


def times(command: str) -> None:
    def run(*arguments: object) -> None:
        subprocess.run([command, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)

    # What the command needs to start is not reading.
    start = best(lambda: run("--version"))
    ours = theirs = 0.0
    for path in DOCUMENTS:
        ours += best(lambda: juesuan.read(path).to_json())
        theirs += best(lambda: run("json", "--compact", path)) - start
    print(f"{len(DOCUMENTS)} documents one by one: read {ours:.3f} s, the command {theirs:.3f} s ({ours / theirs:.2f} of it)")
    with tempfile.TemporaryDirectory() as folder:
        make = [sys.executable, str(ROOT / "bench" / "make-documents.py"), folder, "--good", str(COPIES), "--hostile", "0"]
        subprocess.run(make, check=True)

        def many() -> None:
            for answer in juesuan.read_many(folder, jobs=2):
                assert isinstance(answer, juesuan.Report)

        ours, theirs = best(many), best(lambda: run("json", "--jsonl", "--quiet", "--jobs", 2, folder))
    print(f"{COPIES} documents, two jobs: read_many {ours:.2f} s, the command {theirs:.2f} s ({ours / theirs:.2f} of it)")


def peak() -> float:
    """Megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def memory(reads: int) -> None:
    early = 0.0
    for number in range(reads):
        report = juesuan.read(DOCUMENTS[number % len(DOCUMENTS)])
        assert report.to_dict() and report.records("facts")
        if number + 1 == max(reads // 10, 1):
            early = peak()
    print(f"peak memory after {max(reads // 10, 1)} reads {early:.0f} MB, after {reads} {peak():.0f} MB")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["times", command]:
            times(command)
        case ["memory", *given]:
            memory(int(given[0]) if given else 2000)
        case _:
            sys.exit(__doc__)
