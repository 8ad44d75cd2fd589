"""Rows that stand twice: by the key of their table, also across sheets and files."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

from docgen.problems import Cell, Problem, Severity
from docgen.schema import Record, Table
from docgen.text import Text

Pair = tuple[tuple[str, str], tuple[str, str]]
_NONE: Mapping[str, Container[Pair]] = {}


def repeats(
    tables: Mapping[str, Table], rows: Mapping[str, Sequence[Record]], told: Mapping[str, Container[Pair]] = _NONE
) -> list[Problem]:
    """One problem for each two sheets that hold the same rows, so that a copy left in the folder is one line; none of
    those that were `told`, by their tables."""
    return [
        problem
        for table in tables.values()
        for problem in _of_table(table, rows.get(table.name, ()), told.get(table.name, ()))
    ]


def _of_table(table: Table, rows: Iterable[Record], told: Container[Pair]) -> Iterator[Problem]:
    if not table.key or table.bulk:
        return
    first: dict[tuple[Any, ...], Record] = {}
    found: dict[Pair, list[tuple[Record, Record]]] = {}
    for row in rows:
        key = tuple(row.get(name) for name in table.key)
        if (row.bad and any(not row.is_set(name) for name in table.key)) or all(part is None for part in key):
            continue
        earlier = first.setdefault(key, row)
        if earlier is not row:
            found.setdefault((_sheet(earlier.origin), _sheet(row.origin)), []).append((earlier, row))
    yield from (_problem(table, pairs) for sheets, pairs in found.items() if sheets not in told)


def _sheet(cell: Cell) -> tuple[str, str]:
    return cell.file, cell.sheet


def _problem(table: Table, pairs: list[tuple[Record, Record]]) -> Problem:
    earlier, row = pairs[0]
    titles = "、".join(table.column(name).title for name in table.key)
    return Problem(
        code="repeat",
        severity=Severity.ERROR,
        text=Text(
            "{n} rows stand here that stand elsewhere too; the first is {earlier}",
            "有{n}行与别处重复，第一处：{earlier}",
        ).format(n=len(pairs), earlier=earlier.origin),
        where=row.origin,
        hint=Text(
            "Delete one of the two, or let them differ in: {titles}",
            "请删去其中一处；如果不是同一件事，应在这些列上有区别：{titles}",
        ).format(titles=titles),
        table=table.name,
    )
