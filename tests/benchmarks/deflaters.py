"""Deflate libraries and levels on what docgen deflates, against zlib's level 6."""

import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from combined import records
from documents import HOUSEHOLD, PERSON_WITH_OPINIONS, lean_letter, letter, review_form
from measure import Figure, markdown, measure, number, repeated, section
from rivals import PYTHON, install

from docgen.render import compile_template, deflate

DOCUMENTS = ((letter, HOUSEHOLD), (review_form, PERSON_WITH_OPINIONS), (lean_letter, HOUSEHOLD))
MANY = 30
USUAL = "zlib 6"
ROOM = 0.03
"""How much larger a file may be than one of zlib 6."""


class Library(NamedTuple):
    """A module, its levels, and how it makes a raw stream of data at a level."""

    name: str
    module: str
    levels: Iterable[int]
    call: Callable[[Any, int, bytes], bytes]


def _like_zlib(module: Any, level: int, data: bytes) -> bytes:
    return bytes(module.compress(data, level, wbits=-zlib.MAX_WBITS))


LIBRARIES = [
    Library("zlib", "zlib", range(1, 10), _like_zlib),
    Library("libdeflate", "deflate", range(1, 13), lambda module, level, data: module.deflate_compress(data, level)),
    Library("zlib-ng", "zlib_ng.zlib_ng", range(1, 10), _like_zlib),
    Library("isal", "isal.isal_zlib", range(4), _like_zlib),
]


class Document(NamedTuple):
    """A part that changes, the size of all else in its file, and whether that file may be only so much larger."""

    name: str
    xml: bytes
    rest: int
    bound: bool = True

    def growth(self, size: int, other: int) -> float:
        """Of the file, when the part takes `size` bytes instead of `other`."""
        return (self.rest + size) / (self.rest + other) - 1


class Row(NamedTuple):
    """One library at one level: its time and its size for each document."""

    name: str
    figures: list[Figure]
    sizes: list[int]


def report(folder: Path, rounds: int) -> str:
    install()
    sys.path.append(str(PYTHON))  # after docgen's own packages, which stay what they are
    documents = list(_documents(folder))
    missing: list[str] = []
    rows = [row for library in LIBRARIES for row in _rows(library, documents, missing)]
    measure([figure for row in rows for figure in row.figures], rounds)
    used = f"libdeflate {deflate.LEVEL}" if any(row.name.startswith("libdeflate") for row in rows) else USUAL
    title = "Deflate: CPU, size of the part (and of its file) against zlib 6"
    return section(title, _table(rows, documents, used), missing)


def _documents(folder: Path) -> Iterator[Document]:
    for make, values in DOCUMENTS:
        compiled = compile_template(make(folder / f"{make.__name__}.docx", "jinja"))
        (xml,) = compiled.parts(values)
        rest = len(compiled.package.joined([b""]))
        yield Document(make.__name__.replace("_", " "), xml, rest)
        if make is letter:  # as they follow each other in a combined file
            letters = [compiled.parts(household)[0] for compiled, household in records(compiled, MANY)]
            yield Document(f"{MANY} letters", b"".join(letters), rest, bound=False)


def _rows(library: Library, documents: list[Document], missing: list[str]) -> Iterator[Row]:
    try:
        module = import_module(library.module)
    except ImportError as error:
        missing.append(f"{library.name}: {error}")
        return
    for level in library.levels:
        name, work = f"{library.name} {level}", partial(library.call, module, level)
        samplers = [repeated(partial(work, document.xml), 0.005) for document in documents]
        yield Row(name, [Figure(name, sampler) for sampler in samplers], [len(work(each.xml)) for each in documents])


def _table(rows: list[Row], documents: list[Document], used: str) -> str:
    heading = [f"{document.name}, {len(document.xml):,} B" for document in documents]
    (usual,) = (row.sizes for row in rows if row.name == USUAL)
    lines = [[row.name, *_cells(row, usual, documents), _verdict(row, usual, documents, used)] for row in rows]
    return markdown([["library, level", *heading, f"files ≤ {ROOM:+.0%}"], *lines])


def _cells(row: Row, usual: list[int], documents: list[Document]) -> Iterator[str]:
    for figure, size, other, document in zip(row.figures, row.sizes, usual, documents, strict=True):
        yield f"{number(figure.median)} µs {size / other - 1:+.1%} ({document.growth(size, other):+.1%})"


def _verdict(row: Row, usual: list[int], documents: list[Document], used: str) -> str:
    pairs = zip(documents, row.sizes, usual, strict=True)
    fits = all(document.growth(size, other) <= ROOM for document, size, other in pairs if document.bound)
    return ("ok" if fits else "over") + (", in use" if row.name == used else "")
