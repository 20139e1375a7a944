#!/usr/bin/env python3
"""What a long run must show: its rate with one and two jobs, flat memory, kills that change nothing, hostile files.

    cargo build --release -p juesuan-cli
    bench/ten-thousand.py [--count 10000] [--work /tmp/juesuan-ten-thousand]

Documents are copies of testdata/ (see make-documents.py). Ends with 1 where something is not as it must be. Linux;
standard library only.
"""

import argparse
import json
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
JUESUAN = HERE.parent / "target/release/juesuan"
FILES = [f"{table}.csv" for table in (
    "documents", "tables", "facts", "projects", "project_funds", "indicators", "statements", "checks",
)] + ["manifest.jsonl"]  # fmt: skip


def make(folder: Path, good: int, hostile: int) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    arguments = [folder, "--good", str(good), "--hostile", str(hostile)]
    subprocess.run([sys.executable, HERE / "make-documents.py", *arguments], check=True)
    return folder


def start(documents: Path, out: Path, jobs: int = 2) -> subprocess.Popen:
    arguments = ["csv", "--quiet", "--no-times", f"--jobs={jobs}", documents, "--out", out]
    return subprocess.Popen([JUESUAN, *arguments], stderr=subprocess.PIPE, text=True)


def memory(pid: int) -> int:
    """Resident memory of a process in kB; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)


def children(pid: int) -> list[int]:
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:
        return []


def whole_run(documents: Path, out: Path, jobs: int) -> tuple[float, list[int], int]:
    """Seconds, the memory of the main process every half second, and the most that a worker took."""
    began, main, workers = time.monotonic(), [], 0
    process = start(documents, out, jobs)
    while process.poll() is None:
        main.append(memory(process.pid))
        workers = max([workers, *map(memory, children(process.pid))])
        time.sleep(0.5)
    assert process.returncode == 0, process.stderr.read()
    return time.monotonic() - began, [kilobytes for kilobytes in main if kilobytes], workers


def differing(one: Path, other: Path) -> list[str]:
    return [name for name in FILES if (one / name).read_bytes() != (other / name).read_bytes()]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--work", type=Path, default=Path("/tmp/juesuan-ten-thousand"))
    args = parser.parse_args()
    work, count, wrong = args.work, args.count, []

    some = make(work / "some", count // 5, 0)
    for jobs in (1, 2):
        shutil.rmtree(work / f"some-{jobs}", ignore_errors=True)
        seconds, _, _ = whole_run(some, work / f"some-{jobs}", jobs)
        print(f"{count // 5} documents, {jobs} jobs: {seconds:.0f} s, {count / 5 / seconds:.0f} a second", flush=True)
    wrong += differing(work / "some-1", work / "some-2")

    documents = make(work / "documents", count, 0)
    for out in ("undisturbed", "killed"):
        shutil.rmtree(work / out, ignore_errors=True)
    seconds, main, workers = whole_run(documents, work / "undisturbed", 2)
    tenths = [max(main[len(main) * i // 10 : len(main) * (i + 1) // 10]) // 1024 for i in range(10)]
    print(f"{count} documents, 2 jobs: {seconds:.0f} s, {count / seconds:.0f} a second")
    print(f"  memory in MB by tenths of the run: main {tenths}, a worker at most {workers // 1024}", flush=True)

    chance, kills = random.Random(), 0
    while kills < 10:
        process = start(documents, work / "killed")
        try:
            process.wait(chance.uniform(0, seconds / 6))
            print("  ended before it was killed")
            break
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            kills += 1
    last = start(documents, work / "killed")
    last.communicate()
    changed = differing(work / "undisturbed", work / "killed")
    kept = (work / "killed/.juesuan-run.jsonl").read_text().splitlines()[1:]
    twice = len(kept) - len({json.dumps(json.loads(line)["key"]) for line in kept})
    wrong += changed + ["read twice"] * (twice > 0) + ["exit status"] * (last.returncode != 0)
    print(f"killed {kills} times: files that differ: {changed or 'none'}, documents read twice: {twice}", flush=True)

    mixed, good = make(work / "mixed", 200, 20), make(work / "good", 200, 0)
    for out in ("mixed-out", "good-out"):
        shutil.rmtree(work / out, ignore_errors=True)
    said = start(mixed, work / "mixed-out").communicate()[1]
    whole_run(good, work / "good-out", 2)
    named = {line.split(": ")[1] for line in said.splitlines() if "/hostile-" in line}
    disturbed = []
    for name in FILES[:-1]:
        lines = (work / "mixed-out" / name).read_text().splitlines()
        if [line for line in lines if "/hostile-" not in line] != (work / "good-out" / name).read_text().splitlines():
            disturbed.append(name)
    print(f"20 hostile among 200 good: {len(named)} named; tables in which the good ones differ: {disturbed or 'none'}")
    wrong += disturbed + ["named"] * (len(named) != 20)
    print("wrong:", wrong or "nothing")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
