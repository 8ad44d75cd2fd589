"""What the total rows of a sheet declare, kept apart from the data so that it can be compared with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from docgen.problems import Cell
from docgen.tables.header import Header
from docgen.tables.layout.body import TOTAL, BodyRow
from docgen.tables.layout.grid import Lane
from docgen.tables.layout.words import is_total
from docgen.tables.values.cells import folded, is_blank

_COUNTED = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?[\u4e00-\u9fff]{0,2}", re.ASCII)


@dataclass(frozen=True)
class Total:
    """A total row: where it stands, what it is called (合计, 石羊镇小计), its numbers by the titles of their columns,
    by their headers where no column claims them. `above` are the first and the last row of data between it and the
    total row before it, or the header, as Excel numbers them; None if there are none."""

    where: Cell
    label: str
    values: dict[str, int | float]
    above: tuple[int, int] | None


def keep_totals(rows: Iterable[BodyRow], header: Header, where: Cell, totals: list[Total]) -> Iterator[BodyRow]:
    """The `rows` under `header`, as they come; what total rows among them declare is added to `totals`. `where` is the
    sheet."""
    names = {heading.index: str(heading) for heading in header.headings}
    names |= {index: column.title for index, column in header.columns.items()}
    above: tuple[int, int] | None = None
    for row in rows:
        if row.why is None:
            above = (above[0] if above else row.number + 1, row.number + 1)
        elif row.why == TOTAL:
            totals.append(_total(row, header.block.lane, names, replace(where, row=row.number + 1), above))
            above = None
        yield row


def _total(row: BodyRow, lane: Lane, names: dict[int, str], where: Cell, above: tuple[int, int] | None) -> Total:
    inside = enumerate(row.cells[lane.left : lane.right + 1], lane.left)
    cells = [(index, cell) for index, cell in inside if not is_blank(cell)]
    label = next(folded(cell) for _, cell in cells if is_total([cell]))
    numbers = ((names[index], _number(cell)) for index, cell in cells if index in names)
    return Total(where, label, {name: number for name, number in numbers if number is not None}, above)


def _number(cell: Any) -> int | float | None:
    """The number of a cell, with its unit or without: 159人."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return int(cell) if float(cell).is_integer() else cell
    match = _COUNTED.fullmatch(folded(cell)) if isinstance(cell, str) else None
    if match is None:
        return None
    whole = match[1].replace(",", "")
    return float(whole + match[2]) if match[2] else int(whole)
