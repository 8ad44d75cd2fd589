"""Rows that stand twice: by the key of their table, also across sheets and files; of the tables of forms and plugins
that have no key, those of a sheet that are the same in all cells."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

from docgen.problems import Cell, Problem, Severity
from docgen.schema import Record, Table
from docgen.text import Text

Pair = tuple[tuple[str, str], tuple[str, str]]
_NONE: Mapping[str, Container[Pair]] = {}
SAME = "same-rows"
"""The code of what is said of rows that are the same in all cells."""
_NUMBERS = "序号"
_SHOWN = 8


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
    if table.bulk:
        return
    if not table.key:
        yield from _of_no_key(table, rows) if table.named or table.foreign else ()
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


# -- without a key --


def _of_no_key(table: Table, rows: Iterable[Record]) -> Iterator[Problem]:
    """A warning for each sheet with rows that are the same in all cells but the number."""
    sheets: dict[tuple[str, str], list[Record]] = {}
    for row in rows:
        sheets.setdefault(_sheet(row.origin), []).append(row)
    names = [column.name for column in table.columns if column.title != _NUMBERS]
    for found in sheets.values():
        alike = _alike(found, lambda row: tuple(_comparable(row.get(name)) for name in names))
        same = [group for some in alike for group in _alike(some, _others)]  # few rows have to be asked for the rest
        if same:
            yield _warning(table, same)


def _alike(rows: Iterable[Record], key: Callable[[Record], tuple[Any, ...]]) -> Iterator[list[Record]]:
    """The rows that have one key, where there are several; none that are blank, or have a cell that cannot be read."""
    groups: dict[tuple[Any, ...], dict[int, Record]] = {}
    for row in rows:
        if not row.bad:
            groups.setdefault(key(row), {}).setdefault(row.origin.row or 0, row)
    for values, group in groups.items():
        if len(group) > 1 and not (values and all(value is None for value in values)):
            yield [*group.values()]


def _others(row: Record) -> tuple[Any, ...]:
    """What stands in columns that the table does not have."""
    return tuple((title, str(cell)) for title, cell in row.extra.items() if title != _NUMBERS)


def _comparable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _warning(table: Table, same: Sequence[Sequence[Record]]) -> Problem:
    """What is said of a sheet in which the rows of each of these groups are the same."""
    shown = [[str(row.origin.row) for row in group] for group in same[:_SHOWN]]
    more = " …" if len(same) > _SHOWN else ""
    en, zh = "; ".join(map(" = ".join, shown)) + more, "；".join(f"第{'、'.join(each)}行" for each in shown) + more
    text = _SAME.format(rows=Text(en, zh))
    return Problem(SAME, Severity.WARNING, text, same[0][1].origin, _WHO, table=table.name)


_SAME = Text("rows of this sheet are the same in all cells: {rows}", "这张工作表里有各格都相同的行：{rows}")
_WHO = Text(
    "If they are one person or matter, delete one of them; else write something by which one can tell them apart.",
    "如果是同一个人、同一件事，请删去重复的行；如果不是，请填写能区分的内容。",
)
