"""An .ods package: the marks of its sheets, and how much room they would take (OpenDocument 1.3, part 3, chapter 9)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from docgen.tables.readers.marks import Marks, Spans, Style
from docgen.tables.readers.package import Package, has_password, too_big
from docgen.tables.readers.room import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, check_room, check_text
from docgen.tables.values.cells import LONGEST

CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_NAME = f"{_TEXT}style-name"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_LINE, _SPAN, _SPACES = f"{_TEXT}p", f"{_TEXT}span", f"{_TEXT}s"
_SIGNS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_MAX_MARKED = 1_000_000
"""Cells with marks of their own that repeat others."""
_NUMBERS = ("float", "percentage", "currency", "date", "time")
_STYLES = (Style("0%"), Style(struck=True), Style("0%", struck=True))

Merge = tuple[int, int, int, int]
Block = tuple[int, int, int, int]
"""The first row and column, how many rows and columns."""


def marks_of(package: Package) -> dict[str, tuple[Marks, list[Merge]]]:
    """The marks and merges of every sheet, by its name. Raises DocgenError when the package has a password, or a sheet
    would take more room than any office's; XMLSyntaxError or ValueError for XML that is none."""
    if b"encryption-data" in package.xml(_MANIFEST):
        raise has_password(package.file)
    found: dict[str, tuple[Marks, list[Merge]]] = {}
    struck: set[str] = set()
    sheet = _Sheet(package.file, "", struck)
    for event, element in _events(package):
        if element.tag == f"{_TABLE}table" and event == "start":
            sheet = _Sheet(package.file, element.get(f"{_TABLE}name", ""), struck)
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
        parser.feed(piece)
        yield from parser.read_events()
    parser.close()


@dataclass
class _Sheet:
    """Gathers the marks of one sheet, row by row."""

    file: str
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
    repeated: int = 0
    struck_columns: list[tuple[int, int]] = field(default_factory=list)

    def take(self, element: Any) -> None:
        """A style, a column or a row that has ended."""
        if element.tag == f"{_STYLE}style":
            self._take_style(element)
        elif element.tag == f"{_TABLE}table-column":
            count = _repeated(element, "number-columns-repeated", MAX_COLUMNS)
            if _is_hidden(element):
                self.marks.hidden_columns.update(range(self.columns, min(self.columns + count, MAX_COLUMNS)))
            if element.get(f"{_TABLE}default-cell-style-name") in self.struck_styles:
                self.struck_columns.append((self.columns, self.columns + count))
            self.columns += count
        elif element.tag == f"{_TABLE}table-row":
            self._take_row(element)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]

    def _take_style(self, style: Any) -> None:
        if any(map(_strikes, style)):
            self.struck_styles.add(style.get(f"{_STYLE}name"))

    def _take_row(self, element: Any) -> None:
        count = _repeated(element, "number-rows-repeated", MAX_ROWS)
        if _is_hidden(element):
            self.hidden.append((self.row, self.row + count))
        column = filled = 0
        for cell in element.iter(*_CELLS):
            across = _repeated(cell, "number-columns-repeated", MAX_COLUMNS)
            text = "\n".join(map(_text_of, cell.findall(_LINE)))
            if self._take_cell(cell, (self.row, column, count, across), text):
                filled += across
                self.width = max(self.width, column + across)
                self.text += len(text) * across * count
            column += across
            if self.width > MAX_COLUMNS or self.filled + filled * count > MAX_CELLS:
                raise too_big(self.file, self.name)
        self.row += count
        if filled:
            self.filled += filled * count
            self.height = self.row

    def _take_cell(self, cell: Any, block: Block, text: str) -> bool:
        """Whether the cell, which repeats throughout the block, holds something; its marks are kept."""
        top, left, _, _ = block
        down, across = (int(cell.get(f"{_TABLE}number-{way}-spanned", 1)) for way in ("rows", "columns"))
        if down > 1 or across > 1:
            self.merges.append((top, left, top + down - 1, left + across - 1))
        kind = cell.get(f"{_OFFICE}value-type")
        if kind is None and not text:
            if cell.get(f"{_TABLE}formula"):
                self.marks.uncomputed.update(self._places(block))
            return False
        self._note_text(cell, block, kind, text)
        self._note_style(cell, block, kind)
        return True

    def _note_text(self, cell: Any, block: Block, kind: str | None, text: str) -> None:
        if cell.get(f"{_CALC}value-type") == "error":
            self.marks.errors.update(dict.fromkeys(self._places(block), text))
        elif kind in _NUMBERS:
            if text not in ("", cell.get(f"{_OFFICE}value")):
                self.marks.texts.update(dict.fromkeys(self._places(block), text))
        elif ("\t" in text or "\n" in text) and _tells_text(cell):
            self.marks.spaced[block] = text

    def _note_style(self, cell: Any, block: Block, kind: str | None) -> None:
        top, left, down, across = block
        percent, struck = kind == "percentage", bool(self.struck_styles) and self._is_struck(cell, left)
        if percent or struck:
            number = _STYLES.index(Style("0%" if percent else Style().format, struck))
            for column in range(left, left + across):
                self.marks.spans[column].add(top, top + down - 1, number)
        elif self.struck_styles and any(span.get(_NAME) in self.struck_styles for span in cell.iter(_SPAN)):
            self.marks.struck.update(self._places(block))

    def _is_struck(self, cell: Any, column: int) -> bool:
        """Whether the style of the cell, or of its column where it has none, strikes it out."""
        name = cell.get(f"{_TABLE}style-name")
        if name is None:
            return any(first <= column < after for first, after in self.struck_columns)
        return name in self.struck_styles

    def _places(self, block: Block) -> Iterator[tuple[int, int]]:
        """The cells of a block. Raises DocgenError when so many repeat that no office made them."""
        top, left, down, across = block
        self.repeated += down * across - 1
        if self.repeated > _MAX_MARKED:
            raise too_big(self.file, self.name)
        return product(range(top, top + down), range(left, left + across))

    def finish(self, package: Package) -> None:
        """Raise DocgenError when the sheet would take too much room."""
        check_room(package.file, self.name, self.height, self.width, self.filled)
        check_text(package.file, self.name, self.text, package.size(CONTENT))
        for first, after in self.hidden:
            self.marks.hidden_rows.update(range(first, min(after, self.height)))


def _strikes(properties: Any) -> bool:
    """LibreOffice writes the style of the line, or only its type."""
    line = properties.get(f"{_STYLE}text-line-through-style") or properties.get(f"{_STYLE}text-line-through-type")
    return line not in (None, "none")


def _tells_text(cell: Any) -> bool:
    """Whether the text of the cell is all that it says, and has a tab or a line break."""
    return cell.get(f"{_OFFICE}string-value") is None and next(cell.iter(*_SIGNS), None) is not None


def _text_of(element: Any) -> str:
    """The text of a paragraph: blanks, tabs and line breaks are elements of their own (6.1.2)."""
    if not len(element):
        return element.text or ""
    return (element.text or "") + "".join(_sign(child) + (child.tail or "") for child in element)


def _sign(child: Any) -> str:
    if child.tag == _SPACES:
        count = int(child.get(f"{_TEXT}c", 1))
        return " " * (count if count <= LONGEST else _refuse())
    return _SIGNS.get(child.tag) or (_text_of(child) if isinstance(child.tag, str) else "")


def _repeated(element: Any, name: str, most: int) -> int:
    count = int(element.get(f"{_TABLE}{name}", 1))
    return count if 0 < count <= most else _refuse()


def _refuse() -> int:
    raise ValueError


def _is_hidden(element: Any) -> bool:
    return element.get(f"{_TABLE}visibility") in ("collapse", "filter")
