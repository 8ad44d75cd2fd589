"""Web pages that office systems save as .xls: their tables as sheets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docgen.problems import Cell, DocgenError
from docgen.tables.readers.delimited import decoded
from docgen.tables.readers.package import SAVE_AS, too_big
from docgen.tables.readers.room import MAX_COLUMNS, MAX_ROWS
from docgen.tables.readers.sheet import Sheet
from docgen.text import Text

MAX_BYTES = 128 << 20
MAX_CELLS = 4_000_000

Merge = tuple[int, int, int, int]


def read_html(data: bytes, path: Path) -> Iterator[Sheet]:
    """The tables of the page with these bytes; those inside others are part of a cell. Raises DocgenError when it has
    none."""
    from lxml import etree, html

    if len(data) > MAX_BYTES:
        raise too_big(path.name)
    page = decoded(data, path.name).encode("utf-8", "replace")
    try:
        root = html.document_fromstring(page, html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True))
    except etree.LxmlError:
        root = html.Element("html")
    tables = [table for table in root.iter("table") if next(table.iterancestors("table"), None) is None]
    grids = [grid for grid in (_grid(table, path.name) for table in tables) if grid[0]]
    if not grids:
        text = Text("this is a web page without a table", "这是一个没有表格的网页文件")
        raise DocgenError(text, hint=SAVE_AS, where=Cell(path.name))
    for number, (rows, merges) in enumerate(grids, 1):
        yield Sheet("" if len(grids) == 1 else str(_NAME.format(n=number)), rows, merges, typed=False)


_NAME = Text("table {n}", "表{n}")


def _grid(table: Any, file: str) -> tuple[list[list[Any]], list[Merge]]:
    """The cells of a table where they stand: one that spans others moves them aside."""
    lines = [line for line in table.iter("tr") if next(line.iterancestors("table")) is table]
    taken: dict[int, set[int]] = {}
    rows: list[list[Any]] = []
    merges: list[Merge] = []
    room = MAX_CELLS
    for top, line in enumerate(lines):
        row: list[Any] = []
        covered = taken.pop(top, set())
        for cell in line.iterchildren("td", "th"):
            while len(row) in covered:
                row.append("")
            left = len(row)
            down = min(_span(cell, "rowspan", MAX_ROWS), len(lines) - top)
            across = _span(cell, "colspan", MAX_COLUMNS)
            room -= down * across
            if room < 0:
                raise too_big(file)
            row += [_text(cell), *[""] * (across - 1)]
            for below in range(top + 1, top + down):
                taken.setdefault(below, set()).update(range(left, left + across))
            if down * across > 1:
                merges.append((top, left, top + down - 1, left + across - 1))
        rows.append(row)
    width = max(map(len, rows), default=0)
    if width * len(rows) > MAX_CELLS:
        raise too_big(file)
    return [row + [""] * (width - len(row)) for row in rows], merges


def _span(cell: Any, name: str, most: int) -> int:
    typed = cell.get(name, "1").strip()
    number = int(typed[:9]) if typed.isdecimal() and typed.isascii() else 1
    return min(max(number, 1), most)


_BREAK = "\u2028"


def _text(cell: Any) -> str:
    """The words of a cell, a new line for each <br> and paragraph; white space of the source is none of it."""
    for element in cell.iter("br", "p", "div"):
        element.tail = _BREAK + (element.tail or "")
    lines = (" ".join(line.split()) for line in "".join(cell.itertext()).split(_BREAK))
    return "\n".join(line for line in lines if line)
