"""Sheets of a form or a plugin that hold the same rows: a backup copy left in data/ would print everybody twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from docgen.problems import Problem, Severity
from docgen.schema import Column, Kind, Record, Table
from docgen.text import Text

Sheet = tuple[str, str]
Pair = tuple[Sheet, Sheet]

COPY = "copy"
"""The code of what is said here."""

_NUMBERED = frozenset({Kind.CODE, Kind.ID})
_DAYS = frozenset({Kind.DATE, Kind.YEARMONTH})
_TELL_APART = _DAYS | _NUMBERED
"""What is never the same of two rows by chance, so that rows which differ in it are two."""
_NUMBERS = "序号"
_LOOKED_AT = 20  # rows of one name in a sheet
_SHORT = 10  # characters


@dataclass
class Copies:
    """What is wrong with sheets that hold the same rows: `errors` by table, where most are the same, with the pairs of
    sheets; `warnings` where some are."""

    errors: dict[str, list[Problem]] = field(default_factory=dict)
    warnings: list[Problem] = field(default_factory=list)
    pairs: dict[str, set[Pair]] = field(default_factory=dict)

    @property
    def problems(self) -> list[Problem]:
        """All of them."""
        return [*(problem for problems in self.errors.values() for problem in problems), *self.warnings]


def copies(tables: Mapping[str, Table], rows: Mapping[str, Sequence[Record]]) -> Copies:
    """The sheets of the tables of forms and plugins that hold the same rows."""
    found = Copies()
    for table in tables.values():
        if (table.named or table.foreign) and not table.bulk:
            _of_table(table, rows.get(table.name, ()), found)
    return found


def _of_table(table: Table, rows: Sequence[Record], found: Copies) -> None:
    sheets: dict[Sheet, int] = {}
    for row in rows:
        sheets[_sheet(row)] = sheets.get(_sheet(row), 0) + 1
    if len(sheets) < 2:
        return
    shared: dict[Pair, list[Record]] = {}
    certain: dict[Pair, int] = {}
    for first, row in _shared(table, rows):
        pair = (_sheet(first), _sheet(row))
        shared.setdefault(pair, []).append(row)
        certain[pair] = certain.get(pair, 0) + (not _differ_in_days(table, first, row))
    for pair, same in shared.items():
        if 2 * certain[pair] >= min(sheets[sheet] for sheet in pair):
            found.errors.setdefault(table.name, []).append(_problem(table, pair, same, Severity.ERROR))
            found.pairs.setdefault(table.name, set()).add(pair)
        elif not table.key:  # else it is told that they have one key
            found.warnings.append(_problem(table, pair, same, Severity.WARNING))


def _sheet(row: Record) -> Sheet:
    return row.origin.file, row.origin.sheet


def _shared(table: Table, rows: Iterable[Record]) -> Iterator[tuple[Record, Record]]:
    """Each row that stands in an earlier sheet too, once for each of these, with that one, which stands for no other
    then."""
    index, is_same = _how_to_compare(table)
    earlier: dict[Any, dict[Sheet, list[Record]]] = {}
    for row in rows:
        if (key := index(row)) is None:
            continue
        sheets = earlier.setdefault(key, {})
        for sheet, others in sheets.items():
            if sheet == _sheet(row):
                continue
            for at, other in enumerate(others[-_LOOKED_AT:], max(len(others) - _LOOKED_AT, 0)):
                if is_same(other, row):
                    del others[at]
                    yield other, row
                    break
        sheets.setdefault(_sheet(row), []).append(row)


def _how_to_compare(table: Table) -> tuple[Callable[[Record], Any], Callable[[Record, Record], bool]]:
    """What rows are looked up by, and when two that are found so are the same."""
    if table.key:
        rest = [column for column in table.columns if column.name not in table.key and column.title != _NUMBERS]
        return lambda row: _values(row, table.key), lambda first, second: not rest or _are_alike(first, second, rest)
    others = [column for column in table.columns if column.title != _NUMBERS]
    name = next((column for column in others if column.kind is Kind.NAME), None)
    if name is None:
        names = tuple(column.name for column in others)
        return lambda row: _values(row, names), lambda _first, _second: True
    rest = [column for column in others if column is not name]
    return lambda row: _values(row, (name.name,)), lambda first, second: not rest or _are_one(first, second, rest)


def _values(row: Record, names: Iterable[str]) -> tuple[Any, ...] | None:
    """The values of these columns; None if one cannot be read, or all are blank."""
    if row.bad and any(not row.is_set(name) for name in names):
        return None
    found = tuple(row.get(name) for name in names)
    return None if all(value is None for value in found) else found


def _are_alike(first: Record, second: Record, columns: Sequence[Column]) -> bool:
    """Whether half of what both rows say is the same; rows of one key that have little else in common are no copies."""
    same, differ = _compared(first, second, columns)
    return len(same) >= len(differ)


def _are_one(first: Record, second: Record, columns: Sequence[Column]) -> bool:
    """Whether two rows of one name are of one person: something else is the same too, and no number differs, nor a day
    unless the number is the same."""
    same, differ = _compared(first, second, columns)
    is_numbered = any(column.kind in _NUMBERED for column in same)
    apart = _NUMBERED if is_numbered else _TELL_APART
    is_told_apart = any(column.kind in apart or _is_long(first, second, column) for column in differ)
    return bool(same) and len(same) >= len(differ) and not is_told_apart


def _is_long(first: Record, second: Record, column: Column) -> bool:
    """Whether a column says much of one of them: what a matter is about, not a post or a village."""
    return max(len(str(row.get(column.name))) for row in (first, second)) > _SHORT


def _differ_in_days(table: Table, first: Record, second: Record) -> bool:
    """Whether two rows of one person have another day: the next month's, or a copy that was changed."""
    days = [column for column in table.columns if column.kind in _DAYS]
    return not table.key and bool(_compared(first, second, days)[1])


def _compared(first: Record, second: Record, columns: Iterable[Column]) -> tuple[list[Column], list[Column]]:
    """The columns in which both rows say something: the same, and not the same."""
    same: list[Column] = []
    differ: list[Column] = []
    for column in columns:
        one, other = first.get(column.name), second.get(column.name)
        if one is not None and other is not None:
            (same if one == other else differ).append(column)
    return same, differ


def _problem(table: Table, pair: Pair, same: Sequence[Record], severity: Severity) -> Problem:
    other = " / ".join(filter(None, pair[0]))
    text = (_COPY if severity is Severity.ERROR else _SOME).format(n=len(same), other=other, table=table.name)
    where = same[0].origin
    return Problem(COPY, severity, text, where, _MOVE if severity is Severity.ERROR else _LOOK, table=table.name)


_COPY = Text(
    "{n} rows of this sheet stand in {other} too, and both feed the table {table}: they would count and print twice",
    "这张工作表有{n}行与 {other} 里的相同，两张都读入了“{table}”表，会重复计入、重复印出",
)
_MOVE = Text(
    "Move one of the two to another folder, a backup too; if both are wanted, put them into one sheet without the "
    "repeats.",
    "请把其中一份移到别的文件夹（备份也不要和数据放在一起）；两份都要的，请合成一份，去掉重复的行。",
)
_SOME = Text(
    "{n} rows of this sheet stand in {other} too (table {table})", "这张工作表有{n}行与 {other} 里的相同（“{table}”表）"
)
_LOOK = Text("If these are the same people, delete one of the two rows.", "如果是同样的人，请删去其中一处。")
