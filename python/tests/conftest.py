"""What several tests need: the command, beside whose results those of the wheel are put."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Callable

import pytest

ROOT = Path(__file__).resolve().parents[2]

#: Runs the command and gives what it prints.
Command = Callable[..., bytes]


@pytest.fixture(scope="session")
def command() -> Command:
    """The newest of target/release/juesuan and target/debug/juesuan, or $JUESUAN; without one the test is skipped."""
    built = [ROOT / "target" / profile / "juesuan" for profile in ("release", "debug")]
    there = sorted((path for path in built if path.exists()), key=lambda path: path.stat().st_mtime)
    found = os.environ.get("JUESUAN") or (str(there[-1]) if there else None)
    if found is None:
        pytest.skip("the command is not built")

    def run(*arguments: object) -> bytes:
        # Ends with 1 where a document cannot be read.
        done = subprocess.run([str(found), *map(str, arguments)], capture_output=True, check=False)
        assert done.returncode in (0, 1), done.stderr.decode()
        return done.stdout

    return run
