"""Rows of a table, to be filtered, sorted and grouped."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, Generic, TypeVar, overload

from docgen.data.view import View
from docgen.problems import Cell
from docgen.schema import BAD, BadCell, Chunk, Kind, Record, Table, path_to, uncut
from docgen.strokes import name_key

R = TypeVar("R", bound=Record)
K = TypeVar("K")


class Groups(dict[K, "Rows[R]"], Generic[K, R]):
    """Rows by key; a key that no row has gives no rows."""

    def __init__(self, empty: Rows[R]) -> None:
        super().__init__()
        self._empty = empty

    def __missing__(self, key: K) -> Rows[R]:
        return self._empty


class Rows(Generic[R]):
    """Rows of one table in their order. Each method gives new rows and leaves these as they are."""

    def __init__(self, table: Table, rows: Iterable[R], tables: Mapping[str, Table]) -> None:
        self.table = table
        self._rows: Any = rows if isinstance(rows, View) else list(rows)
        self._tables = tables

    def __iter__(self) -> Iterator[R]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __bool__(self) -> bool:
        return bool(self._rows)

    @overload
    def __getitem__(self, index: int) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> Rows[R]: ...
    def __getitem__(self, index: int | slice) -> R | Rows[R]:
        found: R = self._rows[index]
        return self._with(found) if isinstance(index, slice) else found

    def values(self, name: str) -> list[Any]:
        """What stands in a column, row by row; None where it is blank or could not be read."""
        if isinstance(self._rows, View):
            values = self._rows.column(name)
            return list(values) if self._rows.is_readable else [None if value is BAD else value for value in values]
        try:
            return list(map(attrgetter(name), self._rows))
        except BadCell:
            return [row.get(name) for row in self._rows]

    def columns(self, *names: str) -> Iterator[tuple[Any, ...]]:
        """What stands in these columns, row by row: of a long table quicker than to look at its rows."""
        if not isinstance(self._rows, View):
            return zip(*map(self.values, names), strict=True)
        columns = [self._rows.column(name) for name in names]
        if not self._rows.is_readable:
            columns = [(None if value is BAD else value for value in column) for column in columns]
        return zip(*columns, strict=True)

    def where(self, test: Callable[[R], object] | None = None, /, **equal: object) -> Rows[R]:
        """The rows that pass `test` and whose columns equal `equal`; a cell that could not be read equals nothing."""
        rows = self
        for name, value in equal.items():
            rows = rows._at(at for at, cell in enumerate(rows._cells(name)) if cell is not BAD and cell == value)
        return rows if test is None else rows._at(at for at, row in enumerate(rows) if _passes(test, row))

    def sort(self, *names: str, key: Callable[..., Any] | None = None) -> Rows[R]:
        """The rows in the order of these columns (names by 姓氏笔画; "-votes" from the largest), or of what `key` gives
        for what stands there; blank and unreadable cells come last, of a key they are None."""
        if not names:
            return self
        order = list(range(len(self)))
        if key:
            order.sort(key=[key(*row) for row in zip(*map(self.values, names), strict=True)].__getitem__)
        else:
            for name in reversed(names):
                self._sort(order, name.removeprefix("-"), name.startswith("-"))
        return self._at(order)

    def _sort(self, order: list[int], name: str, reverse: bool) -> None:
        """Put the places in the order of a column; those that are equal stay as they are. Rows that are referred to
        have the order of their sheet."""
        column = next((each for each in self.table.columns if each.name == name), None)
        by_name, by_row = column is not None and column.kind is Kind.NAME, column is not None and bool(column.to)
        key: Callable[[Any], Any] = name_key if by_name else _place if by_row else _itself
        filled: list[tuple[bool, Any]] = [
            ((value is None) != reverse, value if value is None else key(value)) for value in self.values(name)
        ]
        order.sort(key=filled.__getitem__, reverse=reverse)

    @overload
    def by(self, key: str) -> Groups[Any, R]: ...
    @overload
    def by(self, key: type[Record]) -> Groups[Any, R]: ...
    def by(self, key: str | type[Record]) -> Groups[Any, R]:
        """The rows grouped by a column, or by the row of another table that they refer to, near or far.

        Rows that lead nowhere are under None. Raises ValueError when no reference leads to that table.
        """
        path = (key,) if isinstance(key, str) else self._path(key)
        found: dict[Any, array[int]] = {}
        for at, value in enumerate(follow_each(self, path)):
            found.setdefault(value, array("I")).append(at)
        groups: Groups[Any, R] = Groups(self._with(()))
        groups.update({value: self._at(places) for value, places in found.items()})
        return groups

    def joined(self, others: Iterable[Rows[R]]) -> Rows[R]:
        """These rows and then those of the others, which are of the same table."""
        every = [self, *others]
        if all(isinstance(rows._rows, View) for rows in every):
            return self._with(View.joined([rows._rows for rows in every]))
        return self._with(row for rows in every for row in rows)

    def chunks(self) -> Iterator[Chunk]:
        """The rows by column, as they are for everybody."""
        if isinstance(self._rows, View):
            yield from self._rows.chunks()
        else:
            sources = [uncut(row) for row in self._rows]
            yield from (Chunk.of(list(same)) for _, same in groupby(sources, lambda row: row._lore.sheet))

    def sheets(self) -> Iterator[tuple[Cell, Sequence[int]]]:
        """Where the rows stand: some numbers at a time, with their sheet."""
        if isinstance(self._rows, View):
            return self._rows.sheets()
        return ((row.origin, (row.origin.row or 0,)) for row in self._rows)

    def get(self, **equal: object) -> R | None:
        """The only row whose columns equal `equal`; None when there is none, or more than one."""
        found = self.where(**equal)
        return found[0] if len(found) == 1 else None

    def _path(self, target: type[Record]) -> tuple[str, ...]:
        path = path_to(self.table, target.__table__.name, self._tables)
        if path is None:
            raise ValueError(f"{self.table.name} does not refer to {target.__table__.name}")
        return path

    def _cells(self, name: str) -> Iterable[Any]:
        """The values of a column; BAD for those that could not be read."""
        if isinstance(self._rows, View):
            return self._rows.column(name)
        return (row.get(name) if row.is_set(name) else BAD for row in self._rows)

    def _at(self, places: Iterable[int]) -> Rows[R]:
        """Those of the rows."""
        if isinstance(self._rows, View):
            return self._with(self._rows.at(array("I", places)))
        return self._with(map(self._rows.__getitem__, places))

    def _with(self, rows: Iterable[R]) -> Rows[R]:
        return Rows(self.table, rows, self._tables)


def follow_each(rows: Rows[R], path: Sequence[str]) -> Iterable[Any]:
    """What the references `path` lead to from each row; None where one is blank or could not be resolved."""
    if not path:
        return rows
    return (follow(value, path[1:]) for value in rows.values(path[0]))


def follow(row: Record | None, path: Iterable[str]) -> Any:
    """What the references `path` lead to, from `row`; None where one is blank or could not be resolved."""
    value: Any = row
    for name in path:
        if value is None:
            return None
        value = value.get(name)
    return value


def _place(row: Record) -> tuple[str, str, int]:
    """Where a row stands."""
    return row.origin.file, row.origin.sheet or "", row.origin.row or 0


def _itself(value: Any) -> Any:
    return value


def _passes(test: Callable[[R], object], row: R) -> bool:
    """A row whose tested cell could not be read does not pass; the cell is a problem already."""
    try:
        return bool(test(row))
    except BadCell:
        return False
