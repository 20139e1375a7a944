#!/usr/bin/env python3
"""A folder of documents: copies of testdata/, and hostile files among them.

    bench/make-documents.py FOLDER --good 200 --hostile 20

Every copy ends in a comment with its number, so that no two have the same hash. The names of the hostile files begin
with `hostile-`, followed by what is wrong with them. The same arguments give the same bytes. Standard library only.
"""

import argparse
import functools
import random
import zlib
from pathlib import Path

TESTDATA = Path(__file__).resolve().parent.parent / "testdata"


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of the objects 1, 2, …, of which the first is its catalogue."""
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return bytes(out) + b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def page(content: bytes, *more: bytes, resources: bytes = b"") -> bytes:
    """A PDF with one page."""
    head = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << %s >> >>" % resources
    return pdf(CATALOGUE, PAGES, head, content, *more)


@functools.cache
def flate_bomb() -> bytes:
    """Five megabytes that decode to a gigabyte of blanks."""
    packer, packed = zlib.compressobj(1), bytearray()
    for _ in range(1024):
        packed += packer.compress(b" " * (1 << 20))
    return page(stream(bytes(packed + packer.flush()), b"/Filter /FlateDecode"))


@functools.cache
def operator_bomb() -> bytes:
    """Twelve million operators in a hundred kilobytes."""
    packed = zlib.compress(b"0 0 m 9 9 l S\n" * 4_000_000, 9)
    return page(stream(packed, b"/Filter /FlateDecode"))


def billion_forms() -> bytes:
    """Ten levels of forms that each paint the next ten times."""
    forms = []
    for level in range(5, 15):
        resources = b"/Resources << /XObject << /F %d 0 R >> >>" % (level + 1)
        entries = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + (resources if level < 14 else b"")
        forms.append(stream(b"/F Do " * 10 if level < 14 else b"0 0 9 9 re f", entries))
    return page(stream(b"/F Do"), *forms, resources=b"/XObject << /F 5 0 R >>")


def hostile(kind: str, chance: random.Random, good: bytes) -> bytes:
    """A file that is none, or that should not be opened."""
    match kind:
        case "empty":
            return b""
        case "random":
            return chance.randbytes(50_000)
        case "random-behind-a-head":
            return b"%PDF-1.7\n" + chance.randbytes(50_000)
        case "page-of-the-web":
            return b"<!DOCTYPE html><html><body>404 Not Found</body></html>"
        case "cut":
            return good[: chance.randrange(200, len(good) // 8)]
        case "locked":
            entries = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]"
            keys = (chance.randbytes(32).hex().encode(), chance.randbytes(32).hex().encode())
            return pdf(CATALOGUE, PAGES, b"<< /Type /Page /Parent 2 0 R >>", trailer=entries % keys)
        case "flate-bomb":
            return flate_bomb()
        case "operator-bomb":
            return operator_bomb()
        case "billion-forms":
            return billion_forms()
        case "nested":
            return pdf(b"<< /Type /Catalog /Pages 2 0 R /Deep %s %s >>" % (b"[" * 200_000, b"]" * 200_000), PAGES)
        case "circle-of-pages":
            return pdf(CATALOGUE, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>")
        case "circle-of-tables":
            table = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 /Root 1 0 R /Prev 9 >>\n"
            return b"%PDF-1.7\n" + table + b"startxref\n9\n%%EOF\n"
        case "million-pages":
            kids = b"3 0 R " * 1_000_000
            return pdf(CATALOGUE, b"<< /Type /Pages /Count 1000000 /Kids [%s] >>" % kids, b"<< /Type /Page >>")
    raise ValueError(kind)


KINDS = [
    "cut", "random", "locked", "flate-bomb", "empty", "operator-bomb", "page-of-the-web", "billion-forms",
    "random-behind-a-head", "nested", "circle-of-pages", "circle-of-tables", "million-pages",
]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--good", type=int, default=200)
    parser.add_argument("--hostile", type=int, default=20)
    args = parser.parse_args()
    chance = random.Random(2024)
    # A scan is rightly reported as unreadable: it is none of the good.
    originals = [path for path in sorted(TESTDATA.glob("*.pdf")) if path.stem != "scan"]
    contents = [path.read_bytes() for path in originals]
    for number in range(args.good):
        which = number % len(originals)
        folder = args.folder / f"{number // 1000:03}"
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{number:06}-{originals[which].name}"
        (folder / name).write_bytes(contents[which] + b"\n%% copy %d\n" % number)
    for number in range(args.hostile):
        kind = KINDS[number % len(KINDS)]
        folder = args.folder / f"{(number * args.good // args.hostile) // 1000:03}"
        folder.mkdir(parents=True, exist_ok=True)
        good = chance.choice(contents)
        (folder / f"hostile-{kind}-{number:02}.pdf").write_bytes(hostile(kind, chance, good))


if __name__ == "__main__":
    main()
