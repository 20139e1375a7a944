#!/usr/bin/env python3
"""What the wheel costs beside the command, and whether its memory stays flat.

    bench/wheel.py times COMMAND        juesuan.read beside `COMMAND json --compact`, and read_many beside
                                        `COMMAND json --jsonl --jobs 2`, over copies of testdata/
    bench/wheel.py memory [READS]       peak memory after the first tenth and at the end; 2,000 reads if nothing is said

Seconds are of the processor, of this process and of those that it starts: they depend less than the clock on what else
the machine does. Needs the wheel (pip install ./python), built in the same profile as the command.
"""

import os
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
ROUNDS = 7


def processor() -> float:
    """Seconds of this process and of its children that have ended."""
    return sum(os.times()[:4])


def best(*works) -> list[tuple[float, float]]:
    """Seconds of the processor and of the clock for each; all take turns, so that none has the better time of day."""
    found: list[list[tuple[float, float]]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for work, times in zip(works, found):
            before, started = processor(), time.perf_counter()
            work()
            times.append((processor() - before, time.perf_counter() - started))
    return [(min(cost for cost, _ in times), min(clock for _, clock in times)) for times in found]


def times(command: str) -> None:
    def run(*arguments: object) -> None:
        subprocess.run([command, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)

    # A clock of the processor ticks a hundred times a second: each document so often that a tick is nothing.
    often = 20

    def ours() -> None:
        for path in DOCUMENTS * often:
            juesuan.read(path).to_json()

    def theirs() -> None:
        for path in DOCUMENTS * often:
            run("json", "--compact", path)

    # What the command needs to start is not reading.
    def start() -> None:
        for _ in DOCUMENTS * often:
            run("--version")

    (read, read_clock), (whole, whole_clock), (begun, begun_clock) = best(ours, theirs, start)
    said(f"{len(DOCUMENTS)} documents one by one, {often} times: read", (read, read_clock), (whole - begun, whole_clock - begun_clock))
    with tempfile.TemporaryDirectory() as folder:
        make = [sys.executable, str(ROOT / "bench" / "make-documents.py"), folder, "--good", str(COPIES), "--hostile", "0"]
        subprocess.run(make, check=True)

        def many() -> None:
            for answer in juesuan.read_many(folder, jobs=2):
                assert isinstance(answer, juesuan.Report)

        def jsonl() -> None:
            run("json", "--jsonl", "--quiet", "--jobs", 2, folder)

        said(f"{COPIES} documents, two jobs: read_many", *best(many, jsonl))


def said(what: str, ours: tuple[float, float], theirs: tuple[float, float]) -> None:
    print(
        f"{what} {ours[0]:.2f} s ({ours[1]:.2f} s by the clock), the command {theirs[0]:.2f} s ({theirs[1]:.2f} s): "
        f"{ours[0] / theirs[0]:.2f} of it ({ours[1] / theirs[1]:.2f})"
    )


def peak() -> float:
    """Megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def memory(reads: int) -> None:
    early = 0.0
    for number in range(reads):
        report = juesuan.read(DOCUMENTS[number % len(DOCUMENTS)])
        assert report.to_dict() and report.records("documents") and report.records("facts") is not None
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
