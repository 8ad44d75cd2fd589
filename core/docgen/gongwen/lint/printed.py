"""Rules that need pages: the document as LibreOffice prints it, read back from the PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from docgen.gongwen.lint.document import Paragraph
from docgen.gongwen.lint.findings import Draft, Hit, Rule
from docgen.problems import DocgenError, Severity
from docgen.text import Text

_MM = 25.4 / 72
_NUMBER_OFF = 2.0  # mm: typefaces draw a dash at various heights
_FOOT = 262.0  # mm from the paper's top: the foot of 版心


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


Pages = list[list[Line]]


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
        return [list(_lines(page)) for page in document]
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


def _pages_of(draft: Draft, paragraph: Paragraph) -> list[int]:
    """The pages, from 0, on which a line begins as the paragraph does."""
    start = "".join(paragraph.text.split())[:12]
    return [at for at, page in enumerate(draft.pages or []) if any(each.text.startswith(start) for each in page)]


def _mark_edge(draft: Draft) -> Iterator[Hit]:
    mark = draft.parts.mark
    if mark is None or not draft.pages or draft.parts.kind == "函":
        return
    text = "".join(mark.text.split())
    wanted = 37 + (20 if text.endswith("令") else 35)
    lines = [each for each in draft.pages[0] if each.text and (each.text in text or text in each.text)]
    if lines and abs(lines[0].top - wanted) > 3:  # ink begins below the edge of the type
        found = Text("{mm:.0f} mm below the paper's edge", "距纸边{mm:.0f} mm").format(mm=lines[0].top)
        yield Hit(mark.place, found)


def _body_begins(draft: Draft) -> Iterator[Hit]:
    body = draft.parts.body
    found = _pages_of(draft, body[0]) if body else []
    if found and found[0]:
        yield Hit(body[0].place, Text("page {n}", "第{n}页").format(n=found[0] + 1))


def _lonely(draft: Draft) -> Iterator[Hit]:
    date, body = draft.parts.date, draft.parts.body
    if date is None or not body or not draft.pages:
        return
    at = next(iter(_pages_of(draft, date)), 0)
    end = "".join(body[-1].text.split())[-6:]
    if at and end not in "".join(each.text for each in draft.pages[at]):
        yield Hit(date.place, Text("page {n} without text", "第{n}页没有正文").format(n=at + 1))


def _record_page(draft: Draft) -> Iterator[Hit]:
    record = [each for each in draft.parts.record if not each.plain.startswith("主题词")]
    found = _pages_of(draft, record[-1]) if record else []
    if found and draft.pages and (at := found[-1]) != len(draft.pages) - 1:
        yield Hit(
            record[-1].place, Text("page {n} of {all}", "第{n}页，共{all}页").format(n=at + 1, all=len(draft.pages))
        )


def _odd_end(draft: Draft) -> Iterator[Hit]:
    if draft.parts.record and draft.pages and len(draft.pages) % 2:
        yield Hit(draft.parts.record[-1].place, Text("{n} pages", "共{n}页").format(n=len(draft.pages)))


def _number_height(draft: Draft) -> Iterator[Hit]:
    """Of upright pages; GW281 tells of those that lie across."""
    if any(section.landscape for section in draft.document.sections):
        return
    for at, page in enumerate(draft.pages or [], start=1):
        for each in page:
            if re.fullmatch(r"—\d{1,4}—", each.text) and each.dash and abs(each.dash - _FOOT - 7) > _NUMBER_OFF:
                below = Text("{mm:.1f} mm below the text area", "版心下{mm:.1f} mm").format(mm=each.dash - _FOOT)
                yield Hit(Text("page {n}", "第{n}页").format(n=at), below)
                return


_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.NOTE
RULES = (
    Rule(
        "GW107",
        _E,
        "pages",
        "7.2.4",
        Text("发文机关标志 stands too high or too low", "发文机关标志的位置不对"),
        Text("35 mm below the top of the text area (20 for a 令)", "上边缘距版心上边缘35 mm（命令20 mm）"),
        _mark_edge,
        official=True,
    ),
    Rule(
        "GW212",
        _E,
        "pages",
        "7.3.3",
        Text("there is no text on the first page", "首页没有正文"),
        Text("text on page 1", "首页必须显示正文"),
        _body_begins,
        official=True,
    ),
    Rule(
        "GW243",
        _E,
        "pages",
        "7.3.5.5",
        Text("署名 and date stand on a page without text", "署名、日期所在的页没有正文"),
        Text("text on the same page", "与正文同处一面"),
        _lonely,
        official=True,
    ),
    Rule(
        "GW254",
        _W,
        "pages",
        "7.4",
        Text("版记 is not on the last page", "版记不在最后一页"),
        Text("the last page", "最后一面"),
        _record_page,
        official=True,
    ),
    Rule(
        "GW254",
        _I,
        "pages",
        "practice",
        Text(
            "版记 stands on an odd page: printed on both sides, its back is blank", "版记在单数页：双面印刷时背面空白"
        ),
        Text("an even page", "双数页"),
        _odd_end,
        official=True,
    ),
    Rule(
        "GW263",
        _W,
        "pages",
        "7.5",
        Text("the page number stands too high or too low", "页码的高低不对"),
        Text("7 mm below the text area", "一字线上距版心下边缘7 mm"),
        _number_height,
    ),
)
