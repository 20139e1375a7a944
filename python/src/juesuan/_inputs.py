"""Paths, folders and archives → the documents to read, in a stable order and with the names that the command gives."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Callable, Dict, Iterable, Iterator, List, Optional, Tuple, Union

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
    #: Several files that are one disclosure; ``path`` is then their folder, if they have one.
    files: Tuple["Input", ...] = ()

    @property
    def shown(self) -> str:
        """The input as the user knows it. No two documents have the same."""
        if self.files:
            return self.path or self.name
        return self.path if self.bytes is None else f"{self.path}/{self.name}"

    @property
    def own_name(self) -> str:
        """Its name in its folder."""
        return self.name.rpartition("/")[2]

    @property
    def paths(self) -> List[str]:
        """The files of the system that it is read from."""
        return [one.path for one in self.files or (self,) if one.bytes is None]


def collected(
    paths: Paths, together: bool = False, wanted: Callable[[Input], bool] = lambda one: True
) -> List[Input]:
    """All documents that are named, each once, in the order given; those of a folder by name. A file that does not exist
    is among them: it fails when it is read. With ``together`` the files of each folder are one document, and those that
    are named one by one. Files that are not ``wanted`` are left out."""
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
    once: Dict[Tuple[str, str], Input] = {}
    for found_one in found:
        place = (os.path.abspath(found_one.path), found_one.name if found_one.bytes is not None else "")
        once.setdefault(place, found_one)
    inputs = [one_input for one_input in once.values() if wanted(one_input)]
    if together:
        inputs = _disclosures(inputs, [os.fsdecode(one) for one in given])
    names: Dict[str, int] = {}
    for one_input in inputs:
        names[one_input.name] = names.get(one_input.name, 0) + 1
    return [replace(one, name=one.shown) if names[one.name] > 1 else one for one in inputs]


def _disclosures(inputs: List[Input], named: List[str]) -> List[Input]:
    """The files of each folder, of each folder of an archive, and those that are named one by one as one document each,
    in the order in which the first of each was found. A folder keeps its name however many files it holds."""
    homes: Dict[Tuple[str, str], List[Input]] = {}
    for one in inputs:
        if one.bytes is not None:
            home = ("packed", one.name.rpartition("/")[0])
        elif one.path in named:
            home = ("named", "")
        else:
            home = ("folder", os.path.dirname(one.path))
        homes.setdefault(home, []).append(one)
    return [_disclosure(files, *home, named) for home, files in homes.items()]


def _disclosure(files: List[Input], kind: str, home: str, named: List[str]) -> Input:
    name = {"packed": home, "named": "+".join(one.own_name for one in files)}.get(kind) or _name_of_folder(home, named)
    if len(files) == 1:
        return files[0] if kind == "named" else replace(files[0], name=name)
    inside = tuple(replace(one, name=one.own_name) for one in files)
    return Input(name, os.path.abspath(home) if kind == "folder" else "", files=inside)


def _name_of_folder(folder: str, named: List[str]) -> str:
    """A folder by its path inside the one that was given; that one by its own name."""
    inside = [_inside(root, folder) for root in named if _is_in(folder, root)]
    shortest = min(inside, key=len, default=".")
    return os.path.basename(os.path.abspath(folder)) if shortest == "." else shortest


def _is_in(folder: str, root: str) -> bool:
    return Path(folder) == Path(root) or Path(root) in Path(folder).parents


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
