"""The grid of a table whose columns a loop made (ISO 29500-1 17.4.48)."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from docgen.render.xml import W, parsed, serialized

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
    root = parsed(xml)
    for table in root.iter(f"{W}tbl"):
        grid = table.find(f"{W}tblGrid")
        rows = [row for row in table.iter(f"{W}tr") if next(row.iterancestors(f"{W}tbl")) is table]
        if grid is not None and rows:
            widest = max(map(_width, rows))
            _widen(grid, widest)
            _narrow(grid, widest)
    return serialized(root)


def _width(row: Any) -> int:
    """The columns of the grid that a row takes."""
    spans = [_number(cell.find(f"{W}tcPr/{W}gridSpan"), 1) for cell in row.findall(f"{W}tc")]
    around = [_number(row.find(f"{W}trPr/{W}{name}"), 0) for name in ("gridBefore", "gridAfter")]
    return sum(spans) + sum(around)


def _number(element: Any, default: int) -> int:
    return default if element is None else int(element.get(f"{W}val"))


def _widen(grid: Any, widest: int) -> None:
    columns = grid.findall(f"{W}gridCol")
    missing = widest - len(columns)
    total = sum(map(_wide, columns))
    if missing <= 0 or total <= 0:
        return
    old, new = total / len(columns), total / widest
    for column in columns:
        column.set(f"{W}w", str(int(_wide(column) * new / old)))
    for _ in range(missing):
        etree.SubElement(grid, f"{W}gridCol", {f"{W}w": str(int(new))})


def _narrow(grid: Any, widest: int) -> None:
    columns = grid.findall(f"{W}gridCol")
    extra, left = columns[widest:], columns[:widest]
    if not extra or not left:
        return
    freed = sum(map(_wide, extra))
    for column in extra:
        grid.remove(column)
    for column in left:
        column.set(f"{W}w", str(int(_wide(column) + int(freed / len(left)))))


def _wide(column: Any) -> float:
    return float(column.get(f"{W}w") or 0)
