"""Packages of an .xlsx that are right, but not as Excel lays them out: parts under other names, in other encodings,
with a count of strings that is wrong.

Calamine looks for parts under Excel's names, reads UTF-8, and takes memory for as many strings as the part says it has.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from itertools import count

from docgen.opc import Relation, Relations, is_utf8, parsed, relations_of, serialized
from docgen.tables.readers.package import Package

ROOT = "_rels/.rels"
BOOK, STRINGS, STYLES = "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"
_OTHER_ENCODING = re.compile(rb"""[^<]*<\?xml[^>]*\bencoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_DECLARED = re.compile(rb"""<(?:\w+:)?sst\b[^>]*?\suniqueCount\s*=\s*["'](\d+)""")
_SHORTEST_STRING = len("<si/>")


def lay_out(package: Package) -> Package:
    """The package as Excel lays it out: itself, if it already is, or is no .xlsx. Raises DocgenError when it is
    damaged, XMLSyntaxError for XML that is none."""
    way = _way_to_book(package)
    book = posixpath.normpath(way).lstrip("/")
    if not book.endswith(".xml") or book not in package:
        return package
    lines = list(_lines(package, book))
    names = [book, *(name for name, _ in lines)]
    if not any(line.kind.endswith("/worksheet") for _, line in lines):
        return package
    finds = way in (BOOK, f"/{BOOK}") and all(map(_is_found, lines))
    if finds and not any(_is_odd(package, name) for name in names):
        return package
    return _build_usual(package, book, lines)


def _way_to_book(package: Package) -> str:
    """Where the package says that its workbook lies; "" if it does not."""
    ways = (line.target for line in Relations("", package.xml(ROOT)) if line.kind.endswith("/officeDocument"))
    return next(ways, "")


def _lines(package: Package, book: str) -> Iterator[tuple[str, Relation]]:
    """The parts that the workbook leads to, with what leads there."""
    for line in Relations(book, package.xml(relations_of(book))):
        name = posixpath.normpath(line.part(book).replace("\\", "/"))
        if not line.external and name in package:
            yield name, line


def _is_found(named: tuple[str, Relation]) -> bool:
    """Whether calamine finds the part that a line leads to."""
    name, line = named
    return line.target in (f"/{name}", name.removeprefix("xl/")) and _own_name(line) in ("", name)


def _own_name(line: Relation) -> str:
    """The name under which calamine looks for what the line leads to; "" if it takes any."""
    return {"sharedStrings": STRINGS, "styles": STYLES}.get(line.kind.rpartition("/")[2], "")


def _is_odd(package: Package, name: str) -> bool:
    """Whether a part is not in UTF-8, or says that it has more strings than it has room for."""
    head = package.head(name)
    if head.startswith(_UTF16) or _OTHER_ENCODING.match(head):
        return True
    declared = _DECLARED.search(head)
    return declared is not None and int(declared[1]) * _SHORTEST_STRING > package.size(name)


def _build_usual(package: Package, book: str, lines: list[tuple[str, Relation]]) -> Package:
    """The workbook, its sheets, strings and styles under Excel's names, each written anew."""
    root, relations = Relations(""), Relations(BOOK)
    root.add("rId1", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument", BOOK)
    parts = {BOOK: _rewrite_part(package, book)}
    numbers = count(1)
    for name, line in lines:
        if name.endswith(".xml") and line.id not in relations.ids:
            own = _own_name(line) or f"xl/worksheets/sheet{next(numbers)}.xml"
            relations.add(line.id, line.kind, own)
            parts[own] = _rewrite_part(package, name)
    return package.rebuild({ROOT: root.xml(), relations_of(BOOK): relations.xml(), **parts})


def _rewrite_part(package: Package, name: str) -> bytes:
    """A part in UTF-8, without a count of its strings."""
    data = b"".join(package.pieces(name))
    root = parsed(data)
    if is_utf8(root) and "uniqueCount" not in root.attrib:
        return data
    root.attrib.pop("uniqueCount", None)
    return serialized(root)
