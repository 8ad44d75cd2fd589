"""The pages of a document as LibreOffice prints it, read back from the PDF: lines of text and rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from docgen.problems import DocgenError
from docgen.text import Text

_MM = 25.4 / 72
_RULE = (50.0, 3.0)  # mm: a rule is longer than the first and thinner than the second


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its text, its upper and lower edge and that of its first dash in millimetres from the paper's
    top."""

    text: str
    top: float
    bottom: float
    dash: float | None = None

    def joined(self, other: Line) -> Line:
        """Both in one."""
        dash = self.dash if self.dash is not None else other.dash
        return Line(self.text + other.text, min(self.top, other.top), max(self.bottom, other.bottom), dash)

    def beside(self, other: Line) -> bool:
        """Whether both stand on one line: the lower one begins above the other's middle."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared > 0.5 * min(self.bottom - self.top, other.bottom - other.top)


class Stroke(NamedTuple):
    """A horizontal rule: the height of its middle, its ends, in millimetres from the paper's top and left edge."""

    height: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Page:
    """What a page bears, from top to bottom."""

    lines: list[Line]
    strokes: list[Stroke]


Pages = list[Page]


def read_pages(path: Path) -> Pages | Text:
    """The lines of each page; or, in words, why they cannot be had."""
    from docgen.pdf import find_libreoffice, to_pdf

    try:
        pdfium = import_module("pypdfium2")
    except ImportError:
        return Text(
            "pypdfium2 is not installed (pip install 'docgen[preview]')",
            "没有安装 pypdfium2（pip install 'docgen[preview]'）",
        )
    if find_libreoffice() is None:
        return Text("LibreOffice is not on this machine", "这台电脑没有安装 LibreOffice")
    try:
        document = pdfium.PdfDocument(to_pdf(path, blank_pages=False))
    except DocgenError as error:
        return error.text
    try:
        return [Page(list(_lines(page)), _strokes(page)) for page in document]
    finally:
        document.close()


def _lines(page: Any) -> Iterator[Line]:
    """The lines of a page, joined from pieces of one typeface each."""
    height, text = page.get_height(), page.get_textpage()
    line: Line | None = None
    for at in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(at)
        words = "".join(text.get_text_bounded(left, bottom, right, top).split())
        upper = (height - top) * _MM
        piece = Line(words, upper, (height - bottom) * _MM, upper if words.startswith("—") else None)
        if line and line.beside(piece):
            line = line.joined(piece)
            continue
        if line:
            yield line
        line = piece
    if line:
        yield line


def _strokes(page: Any) -> list[Stroke]:
    """The rules of a page, those of a double one apart."""
    height, path = page.get_height(), import_module("pypdfium2.raw").FPDF_PAGEOBJ_PATH
    found = set[Stroke]()
    for item in page.get_objects(filter=(path,)):
        left, bottom, right, top = (points * _MM for points in item.get_bounds())
        if right - left > _RULE[0] and top - bottom < _RULE[1]:
            found.add(Stroke(round(height * _MM - (top + bottom) / 2, 1), round(left, 1), round(right, 1)))
    return sorted(found)
