"""Several files that are one disclosure (the text in one, the tables in another) → one report of all of them."""

from __future__ import annotations

import os
from typing import Iterable, List, Mapping, Optional, Union, cast

from juesuan import _native
from juesuan._errors import NotFound, translated
from juesuan._inputs import PathLike, collected
from juesuan._report import File, Report, Source, file_of, given_limits

#: A folder; several files; or files under the names that they bear in the report.
Together = Union[PathLike, Iterable[Source], Mapping[str, Source]]


def read_together(
    sources: Together,
    *,
    name: Optional[str] = None,
    password: Optional[str] = None,
    limits: Optional[Mapping[str, int]] = None,
) -> Report:
    """Read several files as one disclosure: the text in one, the tables in another. The text is then checked against the
    tables.

    ``sources`` is a folder, several files (paths, bytes, open binary files), or a mapping of names to them. Pages are
    numbered on from file to file; ``report.files`` says where each begins. A file that cannot be read is left out, and an
    error among ``report.diagnostics`` names it.

    Raises :class:`JuesuanError` when a file is not there or none can be read. A folder with documents in several folders
    below it is a :class:`ValueError`: ``read_many(folder, together=True)`` reads each of them.
    """
    given = given_limits(limits)
    if isinstance(sources, (str, os.PathLike)):
        own, files = _of_folder(sources)
    else:
        # One byte more than is allowed is enough to see that it is too long.
        files = _of_sources(sources, dict(given).get("file_bytes", _native.FILE_BYTES) + 1)
        own = "+".join(file[0] for file in files)
    if not files:
        raise NotFound("not_found", "there is no document", None, "name files or a folder", "没有文件；请给出文件或文件夹")
    with translated():
        return Report(_native.read((name or own, files, password, given)))


def _of_folder(path: PathLike) -> "tuple[str, List[File]]":
    found = collected(path, together=True)
    if len(found) > 1:
        raise ValueError(f"{os.fspath(path)} holds {len(found)} disclosures: read_many(…, together=True) reads each")
    if not found:
        return ("", [])
    files = found[0].files or (found[0],)
    return (found[0].name, [(one.name, one.path if one.bytes is None else None, one.bytes) for one in files])


def _of_sources(sources: Union[Iterable[Source], Mapping[str, Source]], most: int) -> List[File]:
    if isinstance(sources, (bytes, bytearray, memoryview)) or hasattr(sources, "read"):
        raise TypeError("several files are read together: read() reads one")
    if isinstance(sources, Mapping):
        named = cast("Mapping[str, Source]", sources)
        return [file_of(source, name, most) for name, source in named.items()]
    return [file_of(source, None, most) for source in sources]
