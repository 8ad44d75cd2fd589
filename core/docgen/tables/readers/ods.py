"""An .ods package: the marks of its sheets, and how much room they would take (OpenDocument 1.3, part 3, chapter 9)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docgen.tables.readers.marks import Marks, Spans, Style
from docgen.tables.readers.package import Package, has_password
from docgen.tables.readers.room import MAX_COLUMNS, MAX_ROWS, check_room, check_text

CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_NUMBERS = ("float", "percentage", "currency", "date", "time")
_STYLES = (Style("0%"), Style(struck=True), Style("0%", struck=True))

Merge = tuple[int, int, int, int]


def marks_of(package: Package) -> dict[str, tuple[Marks, list[Merge]]]:
    """The marks and merges of every sheet, by its name. Raises DocgenError when the package has a password, or a sheet
    would take more room than any office's; XMLSyntaxError or ValueError for XML that is none."""
    if b"encryption-data" in package.xml(_MANIFEST):
        raise has_password(package.file)
    found: dict[str, tuple[Marks, list[Merge]]] = {}
    struck: set[str] = set()
    sheet = _Sheet("", struck)
    for event, element in _events(package):
        if element.tag == f"{_TABLE}table" and event == "start":
            sheet = _Sheet(element.get(f"{_TABLE}name", ""), struck)
        elif element.tag == f"{_TABLE}table":
            sheet.finish(package)
            found[sheet.name] = sheet.marks, sheet.merges
        elif event == "end":
            sheet.take(element)
    return found


def _events(package: Package) -> Iterator[tuple[str, Any]]:
    from lxml import etree

    names = [f"{_TABLE}{name}" for name in ("table", "table-row", "table-column")]
    parser = etree.XMLPullParser(
        ("start", "end"), tag=[*names, f"{_STYLE}style"], resolve_entities=False, no_network=True, load_dtd=False
    )
    for piece in package.pieces(CONTENT) if CONTENT in package else ():
        if b"<!DOCTYPE" in piece:
            package.fail()
        parser.feed(piece)
        yield from parser.read_events()
    parser.close()


@dataclass
class _Sheet:
    """Gathers the marks of one sheet, row by row."""

    name: str
    struck_styles: set[str]
    marks: Marks = field(default_factory=lambda: Marks(_STYLES, defaultdict(Spans)))
    merges: list[Merge] = field(default_factory=list)
    hidden: list[tuple[int, int]] = field(default_factory=list)
    columns: int = 0
    row: int = 0
    height: int = 0
    width: int = 0
    filled: int = 0
    text: int = 0

    def take(self, element: Any) -> None:
        """A style, a column or a row that has ended."""
        if element.tag == f"{_STYLE}style":
            self._take_style(element)
        elif element.tag == f"{_TABLE}table-column":
            count = _repeated(element, "number-columns-repeated", MAX_COLUMNS)
            if _is_hidden(element):
                self.marks.hidden_columns.update(range(self.columns, min(self.columns + count, MAX_COLUMNS)))
            self.columns += count
        elif element.tag == f"{_TABLE}table-row":
            self._take_row(element)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]

    def _take_style(self, style: Any) -> None:
        lines = [part.get(f"{_STYLE}text-line-through-style", "none") for part in style]
        if any(line != "none" for line in lines):
            self.struck_styles.add(style.get(f"{_STYLE}name"))

    def _take_row(self, element: Any) -> None:
        count = _repeated(element, "number-rows-repeated", MAX_ROWS)
        if _is_hidden(element):
            self.hidden.append((self.row, self.row + count))
        column = filled = 0
        for cell in element.iter(*_CELLS):
            across = _repeated(cell, "number-columns-repeated", MAX_COLUMNS)
            text = "\n".join("".join(line.itertext()) for line in cell.findall(f"{_TEXT}p"))
            if self._take_cell(cell, column, text):
                filled += across
                self.width = max(self.width, column + across)
                self.text += len(text) * across * count
            column += across
        self.row += count
        if filled:
            self.filled += filled * count
            self.height = self.row

    def _take_cell(self, cell: Any, column: int, text: str) -> bool:
        """Whether the cell holds something; its marks are kept."""
        place, kind = (self.row, column), cell.get(f"{_OFFICE}value-type")
        down, across = (int(cell.get(f"{_TABLE}number-{way}-spanned", 1)) for way in ("rows", "columns"))
        if down > 1 or across > 1:
            self.merges.append((*place, self.row + down - 1, column + across - 1))
        if cell.get(f"{_CALC}value-type") == "error":
            self.marks.errors[place] = text
        elif kind in _NUMBERS and text not in ("", cell.get(f"{_OFFICE}value")):
            self.marks.texts[place] = text
        elif kind is None and not text and cell.get(f"{_TABLE}formula"):
            self.marks.uncomputed.add(place)
        percent, struck = kind == "percentage", cell.get(f"{_TABLE}style-name") in self.struck_styles
        if percent or struck:
            self.marks.spans[column].add(
                self.row, self.row, _STYLES.index(Style("0%" if percent else Style().format, struck))
            )
        return kind is not None or bool(text)

    def finish(self, package: Package) -> None:
        """Raise DocgenError when the sheet would take too much room."""
        check_room(package.file, self.name, self.height, self.width, self.filled)
        check_text(package.file, self.name, self.text, package.size(CONTENT))
        for first, after in self.hidden:
            self.marks.hidden_rows.update(range(first, min(after, self.height)))


def _repeated(element: Any, name: str, most: int) -> int:
    count = int(element.get(f"{_TABLE}{name}", 1))
    return count if 0 < count <= most else _refuse()


def _refuse() -> int:
    raise ValueError


def _is_hidden(element: Any) -> bool:
    return element.get(f"{_TABLE}visibility") in ("collapse", "filter")
