"""Paths, folders and archives → the documents to read, in a stable order and with the names that the command gives."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Dict, Iterable, Iterator, List, Optional, Set, Tuple, Union

from juesuan import _native
from juesuan._errors import translated

PathLike = Union[str, "os.PathLike[str]"]
Paths = Union[PathLike, Iterable[PathLike]]

# Endings of documents. Those that are not read are among them: each is named with its remedy then.
_ENDINGS = frozenset(
    ".pdf .docx .docm .doc .xlsx .xlsm .xls .html .htm .wps .et .ofd .rar .7z".split()
)
# Larger archives are to be unpacked by hand.
_LARGEST_ARCHIVE = 256 << 20


@dataclass(frozen=True)
class Input:
    """One document to read."""

    #: Its name in all results: its file name; its path inside the folder where a folder was given.
    name: str
    path: str
    #: The bytes of a file in an archive.
    bytes: Optional[bytes] = None

    @property
    def shown(self) -> str:
        """The input as the user knows it. No two documents have the same."""
        return self.path if self.bytes is None else f"{self.path}/{self.name}"


def collected(paths: Paths) -> List[Input]:
    """All documents that are named, each once, in the order given; those of a folder by name. A file that does not exist
    is among them: it fails when it is read."""
    given = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    found: List[Input] = []
    for one in given:
        if not isinstance(one, (str, os.PathLike)):
            raise TypeError(f"paths are read, not {type(one).__name__}")
        path = os.fsdecode(one)
        if os.path.isdir(path):
            found.extend(_in_folder(path, path))
        else:
            found.extend(_packed(path) or [Input(os.path.basename(path), path)])
    return _named_apart(found)


def _named_apart(inputs: List[Input]) -> List[Input]:
    once: List[Input] = []
    seen: Set[Tuple[str, str]] = set()
    names: Dict[str, int] = {}
    for one in inputs:
        place = (os.path.abspath(one.path), one.name if one.bytes is not None else "")
        if place not in seen:
            seen.add(place)
            once.append(one)
            names[one.name] = names.get(one.name, 0) + 1
    return [replace(one, name=one.shown) if names[one.name] > 1 else one for one in once]


def _in_folder(root: str, folder: str) -> Iterator[Input]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
    except OSError:
        # What cannot be listed is taken for a file, and named when it fails.
        yield Input(_inside(root, folder), folder)
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        # A link to a folder is not followed: it could lead back here.
        if entry.is_dir():
            if not entry.is_symlink():
                yield from _in_folder(root, entry.path)
            continue
        packed = _packed(entry.path)
        if packed is not None:
            inner = _inside(root, folder)
            prefix = "" if inner == "." else f"{inner}/"
            yield from (replace(one, name=prefix + one.name) for one in packed)
        elif _is_named(entry.name) or _head(entry.path, 5) == b"%PDF-":
            yield Input(_inside(root, entry.path), entry.path)


def _inside(root: str, path: str) -> str:
    return Path(os.path.relpath(path, root)).as_posix()


def _is_named(name: str) -> bool:
    return os.path.splitext(name)[1].lower() in _ENDINGS


def _head(path: str, length: int) -> bytes:
    # Opening a pipe would wait for somebody to write into it.
    if not os.path.isfile(path):
        return b""
    try:
        with open(path, "rb") as file:
            return file.read(length)
    except OSError:
        return b""


def _packed(path: str) -> Optional[List[Input]]:
    """The documents in a zip archive, which is a folder; ``None`` for every other file."""
    if _head(path, 4) != b"PK\x03\x04" or os.path.getsize(path) > _LARGEST_ARCHIVE:
        return None
    own = Input(os.path.basename(path), path)
    try:
        with open(path, "rb") as file, translated():
            entries = _native.archive(file.read())
    except Exception:
        # It stands for itself, and says what to do when it is read.
        return [own]
    if entries is None:
        return None
    return [replace(own, name=f"{own.name}/{name}", bytes=data) for name, data in entries if _is_named(name)]
