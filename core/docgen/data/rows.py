"""Rows of a table, to be filtered, sorted and grouped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any, Generic, TypeVar, overload

from docgen.schema import BadCell, Record, Table, path_to

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
        self._rows = list(rows)
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
        return self._with(self._rows[index]) if isinstance(index, slice) else self._rows[index]

    def values(self, name: str) -> list[Any]:
        """What stands in a column, row by row; None where it is blank or could not be read."""
        try:
            return list(map(attrgetter(name), self._rows))
        except BadCell:
            return [row.get(name) for row in self._rows]

    def where(self, test: Callable[[R], object] | None = None, /, **equal: object) -> Rows[R]:
        """The rows that pass `test` and whose columns equal `equal`; a cell that could not be read equals nothing."""
        rows: Iterable[R] = self._rows
        for name, value in equal.items():
            rows = [row for row in rows if _equals(row, name, value)]
        return self._with(rows if test is None else (row for row in rows if _passes(test, row)))

    def sort(self, *names: str) -> Rows[R]:
        """The rows in the order of these columns; blank and unreadable cells come last."""
        return self._with(sorted(self._rows, key=lambda row: [_sort_key(row.get(name)) for name in names]))

    @overload
    def by(self, key: str) -> Groups[Any, R]: ...
    @overload
    def by(self, key: type[Record]) -> Groups[Any, R]: ...
    def by(self, key: str | type[Record]) -> Groups[Any, R]:
        """The rows grouped by a column, or by the row of another table that they refer to, near or far.

        Rows that lead nowhere are under None. Raises ValueError when no reference leads to that table.
        """
        path = (key,) if isinstance(key, str) else self._path(key)
        lists: dict[Any, list[R]] = {}
        for row in self._rows:
            lists.setdefault(follow(row, path), []).append(row)
        groups: Groups[Any, R] = Groups(self._with(()))
        groups.update({found: self._with(rows) for found, rows in lists.items()})
        return groups

    def get(self, **equal: object) -> R | None:
        """The only row whose columns equal `equal`; None when there is none, or more than one."""
        found = self.where(**equal)
        return found[0] if len(found) == 1 else None

    def _path(self, target: type[Record]) -> tuple[str, ...]:
        path = path_to(self.table, target.__table__.name, self._tables)
        if path is None:
            raise ValueError(f"{self.table.name} does not refer to {target.__table__.name}")
        return path

    def _with(self, rows: Iterable[R]) -> Rows[R]:
        return Rows(self.table, rows, self._tables)


def follow(row: Record, path: Iterable[str]) -> Any:
    """What the references `path` lead to, from `row`; None where one is blank or could not be resolved."""
    value: Any = row
    for name in path:
        if value is None:
            return None
        value = value.get(name)
    return value


def _equals(row: Record, name: str, value: object) -> bool:
    return row.is_set(name) and row.get(name) == value


def _passes(test: Callable[[R], object], row: R) -> bool:
    """A row whose tested cell could not be read does not pass; the cell is a problem already."""
    try:
        return bool(test(row))
    except BadCell:
        return False


def _sort_key(value: Any) -> tuple[bool, Any]:
    return (value is None, value)
