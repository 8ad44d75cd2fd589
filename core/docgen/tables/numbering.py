"""The running numbers beside the rows of a sheet (序号). They tell no row from another; where they jump, one may be
lost or stand twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from docgen.problems import Cell, Problem, Severity
from docgen.schema import Kind
from docgen.tables.header import Header
from docgen.tables.layout.body import BodyRow
from docgen.tables.letters import column_letter
from docgen.tables.values.cells import folded
from docgen.text import Text

_TITLES = {"序号", "no", "no."}
_LONGEST = 8  # digits; longer ones are codes
_JUMPS = Text("the numbers jump: {now} after {before}", "序号不连续：{before}之后是{now}")
_OFTEN = Text(
    "the numbers jump in {n} places, first here: {now} after {before}", "序号有{n}处不连续，第一处：{before}之后是{now}"
)
_HINT = Text(
    "They count for nothing. See whether a row is lost or stands twice.", "序号不影响读入。请看是否漏了行或重复了行。"
)


def watch_numbers(rows: Iterable[BodyRow], header: Header, where: Cell, problems: list[Problem]) -> Iterator[BodyRow]:
    """The `rows` under `header`, as they come; after the last one a warning is added to `problems` if their running
    numbers jump. Each group may begin with 1 again, a row without a number is passed over."""
    index = _numbered(header)
    if index is None:
        yield from rows
        return
    before: int | None = None
    jumps: list[tuple[int, int, int]] = []
    for row in rows:
        now = _number(row.cells[index]) if row.why is None and index < len(row.cells) else None
        if now is not None:
            if before is not None and now not in (before + 1, 1):
                jumps.append((row.number + 1, before, now))
            before = now
        yield row
    if jumps:
        problems.append(_warning(header, index, where, jumps))


def _numbered(header: Header) -> int | None:
    """The column of running numbers; one that a table needs, or has for a code, is something else."""
    for heading in header.headings:
        column = header.columns.get(heading.index)
        is_free = column is None or (column.kind is Kind.INT and not column.required)
        if is_free and folded(str(heading)).lower() in _TITLES:
            return heading.index
    return None


def _number(cell: Any) -> int | None:
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, int) and not isinstance(cell, bool):
        return cell
    text = folded(cell).rstrip(".、") if isinstance(cell, str) else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _LONGEST else None


def _warning(header: Header, index: int, where: Cell, jumps: list[tuple[int, int, int]]) -> Problem:
    row, before, now = jumps[0]
    text = (_JUMPS if len(jumps) == 1 else _OFTEN).format(n=len(jumps), before=before, now=now)
    place = replace(where, row=row, column=column_letter(index))
    return Problem("numbering", Severity.WARNING, text, place, _HINT, value=str(now), table=header.table.name)
