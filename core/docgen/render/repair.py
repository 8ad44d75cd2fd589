"""What rendered XML may need before Word reads it; done only for templates and values that need it.

The results are those of docxtpl: line breaks and tabs of a value, the grid of a table whose columns a loop made, the
numbers of drawings that a loop repeats.
"""

from __future__ import annotations

import re
from itertools import count
from typing import Any

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = (b"\n", b"\t", b"\a", b"\f")

_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?>.*?</w:p>", re.DOTALL)
_RUN = re.compile(r"<w:r(?: [^>]*)?>.*?</w:r>", re.DOTALL)
_TEXT = re.compile(r"<w:t(?: [^>]*)?>.*?</w:t>", re.DOTALL)
_PARAGRAPH_STYLE = re.compile(r"<w:pPr>.*?</w:pPr>", re.DOTALL)
_RUN_STYLE = re.compile(r"<w:rPr>.*?</w:rPr>", re.DOTALL)


def has_breaks(xml: bytes) -> bool:
    """Whether any character of `xml` could be a break of a value."""
    return any(sign in xml for sign in _BREAKS)


def with_breaks(xml: bytes) -> bytes:
    """New lines, tabs, new paragraphs (\\a) and new pages (\\f) in texts as Word writes them."""
    return _PARAGRAPH.sub(_break_paragraph, xml.decode()).encode()


def _break_paragraph(paragraph: re.Match[str]) -> str:
    if not any(sign in paragraph[0] for sign in "\n\t\a\f"):
        return paragraph[0]
    style = _first(_PARAGRAPH_STYLE, paragraph[0])
    return _RUN.sub(lambda run: _break_run(run[0], style), paragraph[0])


def _break_run(run: str, paragraph_style: str) -> str:
    style = _first(_RUN_STYLE, run)
    go_on = f'<w:r>{style}<w:t xml:space="preserve">'
    new_paragraph = f"</w:t></w:r></w:p><w:p>{paragraph_style}{go_on}"
    page = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    signs = {
        "\t": f"</w:t></w:r><w:r>{style}<w:tab/></w:r>{go_on}",
        "\a": new_paragraph,
        "\n": '</w:t><w:br/><w:t xml:space="preserve">',
        "\f": f"</w:t></w:r></w:p>{page}<w:p>{paragraph_style}{go_on}",
    }
    table = str.maketrans(signs)
    return _TEXT.sub(lambda text: text[0].translate(table), run)


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""


_DRAWING = re.compile(rb'(<wp:docPr\b[^>]*?\bid=")[^"]*(")')
_FIRST_DRAWING = 1001


def with_shading_patterns(xml: bytes) -> bytes:
    """Shading of docxtpl's RichText with the pattern that the schema asks for (CT_Shd, ISO 29500-1 17.3.5)."""
    return xml.replace(b"<w:shd w:fill=", b'<w:shd w:val="clear" w:fill=')


def with_drawing_numbers(xml: bytes) -> bytes:
    """Drawings numbered one after another, as a loop repeats their numbers."""
    numbers = count(_FIRST_DRAWING)
    return _DRAWING.sub(lambda found: found[1] + str(next(numbers)).encode() + found[2], xml)


_TABLE_PARTS = re.compile(r"<(/?)w:(tbl|tr|tc|gridCol|gridSpan)\b[^>]*>|(\{%)")


def needs_grids(source: str) -> bool:
    """Whether rendering `source` may give a table another number of columns than its grid says: a tag makes or merges
    cells, or the table is uneven as it stands."""
    tables: list[_Table] = []
    for found in _TABLE_PARTS.finditer(source):
        closing, name, block = found.groups()
        if name == "tbl":
            if not closing:
                tables.append(_Table())
            elif tables and tables.pop().uneven:
                return True
        elif tables:
            tables[-1].see(closing, name, block, found[0])
    return False


class _Table:
    """Counts the columns of one table, as its tags go by."""

    def __init__(self) -> None:
        self.grid = self.cells = self.widest = 0
        self.in_row = self.in_cell = self.made_by_tags = False

    @property
    def uneven(self) -> bool:
        return self.made_by_tags or self.grid != self.widest

    def see(self, closing: str, name: str | None, block: str | None, tag: str) -> None:
        if block:
            self.made_by_tags |= self.in_row and not self.in_cell
        elif name == "gridCol":
            self.grid += 1
        elif name == "tr":
            self.in_row, self.cells = not closing, 0
        elif name == "tc":
            self.in_cell = not closing
            self.cells += not closing
            self.widest = max(self.widest, self.cells)
        elif name == "gridSpan":
            self._span(tag)

    def _span(self, tag: str) -> None:
        value = re.search(r'w:val="(\d+)"', tag)
        self.made_by_tags |= value is None
        self.cells += int(value[1]) - 1 if value else 0
        self.widest = max(self.widest, self.cells)


def with_grids(xml: bytes) -> bytes:
    """Each table's grid with as many columns as its widest row has, the table as wide as before."""
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    for table in root.iter(f"{_W}tbl"):
        grid = table.find(f"{_W}tblGrid")
        if grid is not None:
            _widen(table, grid)
            _narrow(table, grid)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _widen(table: Any, grid: Any) -> None:
    columns = grid.findall(f"{_W}gridCol")
    missing = max((len(row.findall(f"{_W}tc")) for row in table.iter(f"{_W}tr")), default=0) - len(columns)
    widths = [float(column.get(f"{_W}w")) for column in columns if column.get(f"{_W}w") is not None]
    if missing <= 0 or sum(widths) <= 0:
        return
    old, new = sum(widths) / len(columns), sum(widths) / (len(columns) + missing)
    for column in columns:
        column.set(f"{_W}w", str(int(float(column.get(f"{_W}w")) * new / old)))
    for _ in range(missing):
        etree.SubElement(grid, f"{_W}gridCol", {f"{_W}w": str(int(new))})


def _narrow(table: Any, grid: Any) -> None:
    columns = grid.findall(f"{_W}gridCol")
    widest = max((sum(map(_span, row.findall(f"{_W}tc"))) for row in table.iter(f"{_W}tr")), default=0)
    extra, left = columns[widest:], columns[:widest]
    if not extra:
        return
    freed = sum(float(column.get(f"{_W}w")) for column in extra)
    for column in extra:
        grid.remove(column)
    for column in left:
        column.set(f"{_W}w", str(int(float(column.get(f"{_W}w")) + int(freed / len(left)))))


def _span(cell: Any) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    return 1 if span is None else int(span.get(f"{_W}val"))
