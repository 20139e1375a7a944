"""A folder of reports, each kept as soon as it is there, so that a run that was ended goes on where it stood.

One file a document, written beside and then moved to its place, so that it is whole or not there. A report is known
again by the document's name, the hash of its bytes, and what read it: this program and its settings.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple, Union

from juesuan import _native
from juesuan._errors import JuesuanError, error_of
from juesuan._pool import Texts
from juesuan._report import File

_MAGIC = b"juesuan report 1\n"
_PART = ".part"
# Why a document may well be read in the next run: it is not kept.
_PASSING = frozenset({"not_found", "file", "time", "died"})


class Kept:
    """The reports of a folder, which one run at a time writes to."""

    def __init__(self, folder: Union[str, "os.PathLike[str]"], settings: object) -> None:
        self._folder = Path(folder)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._lock = _locked(self._folder / ".lock")
        self._reader = hashlib.sha256(repr((_native.__version__, _program(), settings)).encode()).hexdigest()[:16]
        for left in self._folder.glob(f"*.juesuan{_PART}"):
            left.unlink()

    def close(self) -> None:
        os.close(self._lock)

    def _file(self, name: str) -> Path:
        # Names hold folders, and may be longer than a file's name.
        short = "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in name)[-40:].lstrip(".")
        digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return self._folder / f"{digest} {short}.juesuan"

    def find(self, name: str, files: List[File]) -> Optional[Union[Texts, JuesuanError]]:
        """The report that was kept of this document, where it is whole and still that of these bytes."""
        file = self._file(name)
        if not file.exists():
            return None
        try:
            text = file.read_bytes()
            head, body = self._split(text)
            key = {"document": name, "sha256": sha256_of(files), "reader": self._reader}
            if head["key"] != key or head["checksum"] != hashlib.sha256(body).hexdigest():
                return None
            if head["error"]:
                return error_of(*head["error"])
            return self._parts(body, head["lengths"])
        except (OSError, ValueError, KeyError, TypeError):
            # Damaged, or not ours: it is read again.
            return None

    @staticmethod
    def _split(text: bytes) -> Tuple[Dict[str, Any], bytes]:
        if not text.startswith(_MAGIC):
            raise ValueError("no report")
        line, _, body = text[len(_MAGIC) :].partition(b"\n")
        return json.loads(line), body

    @staticmethod
    def _parts(body: bytes, lengths: List[int]) -> Texts:
        parts: List[bytes] = []
        start = 0
        for length in lengths:
            parts.append(body[start : start + length])
            start += length
        return tuple(parts)

    def keep(self, name: str, files: List[File], answer: Union[Texts, JuesuanError]) -> None:
        """Keeps what is known of a document, unless it may be another thing next time."""
        if isinstance(answer, JuesuanError):
            if answer.code in _PASSING:
                return
            try:
                sha256 = sha256_of(files)
            except OSError:
                return
            parts: List[bytes] = []
            error: Optional[List[Any]] = list(answer.args)
        else:
            sha256, parts, error = answer[0].decode(), list(answer), None
        body = b"".join(parts)
        head = {
            "key": {"document": name, "sha256": sha256, "reader": self._reader},
            "checksum": hashlib.sha256(body).hexdigest(),
            "lengths": [len(part) for part in parts],
            "error": error,
        }
        file = self._file(name)
        beside = file.with_name(file.name + _PART)
        with open(beside, "wb") as out:
            out.write(_MAGIC + json.dumps(head).encode() + b"\n" + body)
        os.replace(beside, file)


def sha256_of(files: List[File]) -> str:
    """What a document is known by: the hash of its only file; of several, of the lines that ``sha256sum`` prints."""
    hashes = [_hash(path or "" if data is None else data) for _, path, data in files]
    if len(files) == 1:
        return hashes[0]
    lines = "".join(f"{digest}  {name}\n" for digest, (name, _, _) in zip(hashes, files))
    return hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()


def _hash(content: Union[str, bytes]) -> str:
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    digest = hashlib.sha256()
    with open(content, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def _program() -> str:
    """The native part itself: another build may read otherwise."""
    return _hash(str(_native.__file__))


def _locked(path: Path) -> int:
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:
        pass
    except OSError:
        os.close(lock)
        chinese = "另一次运行正在写入；请等它结束"
        raise JuesuanError("busy", "another run writes to it", str(path.parent), "wait for its end", chinese) from None
    return lock
