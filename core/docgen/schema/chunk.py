"""Rows by column: a fraction of the room and the time that records take, which are made when somebody looks at them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, repeat
from operator import attrgetter
from typing import Any

from docgen.problems import Problem
from docgen.schema.record import Lore, Record
from docgen.schema.slots import maker

BAD = ...
"""Stands in a column for a cell that could not be read."""

_ABSENT = object()

Own = tuple[dict[str, Problem], dict[str, Any]]
"""What is known of one row alone: its bad cells, and what stands in columns that its class does not declare."""


class Chunk:
    """Rows of one sheet: their `numbers`, the values of each attribute of their class (those of `same` have one for
    all), and what is known of some alone, by their place in the chunk."""

    __slots__ = ("columns", "lore", "numbers", "own", "record", "same")

    def __init__(
        self,
        record: type[Record],
        lore: Lore,
        numbers: Sequence[int],
        columns: Mapping[str, Sequence[Any]],
        same: Mapping[str, Any],
        own: Mapping[int, Own],
    ) -> None:
        self.record, self.lore, self.numbers = record, lore, numbers
        self.columns, self.same, self.own = columns, same, own

    @classmethod
    def of(cls, rows: Sequence[Record]) -> Chunk:
        """Rows of one sheet as a chunk."""
        own = {at: (dict(row._lore.bad), dict(row._lore.extra)) for at, row in enumerate(rows) if row._lore.own}
        columns = {name: _column(rows, name, own) for name in attributes(rows[0].__class__)}
        numbers = [row._row or 0 for row in rows]
        return cls(rows[0].__class__, Lore(rows[0]._lore.sheet, block=rows[0]._lore.block), numbers, columns, {}, own)

    @classmethod
    def joined(cls, chunks: Sequence[Chunk]) -> Chunk:
        """Chunks of one sheet as one."""
        first, starts = chunks[0], [0]
        for each in chunks:
            starts.append(starts[-1] + len(each))
        same = {name: v for name, v in first.same.items() if all(each.same.get(name, _ABSENT) is v for each in chunks)}
        names = (name for name in attributes(first.record) if name not in same)
        columns = {name: list(chain.from_iterable(each.column(name) for each in chunks)) for name in names}
        own = {start + at: its for start, each in zip(starts, chunks, strict=False) for at, its in each.own.items()}
        numbers = list(chain.from_iterable(each.numbers for each in chunks))
        return cls(first.record, first.lore, numbers, columns, same, own)

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[Record]:
        return iter(self.rows())

    def column(self, name: str) -> Iterable[Any]:
        """The values of an attribute; BAD for those that could not be read."""
        return self.columns[name] if name in self.columns else repeat(self.same[name], len(self))

    def rows(self) -> list[Record]:
        """The rows, made anew."""
        names = attributes(self.record)
        columns = [self.columns[name] if name in self.columns else repeat(self.same[name]) for name in names]
        made = _maker(self.record, names)(self.lore, zip(self.numbers, *columns, strict=False))
        for at, own in self.own.items():
            _put_own(made[at], *own)
        return made

    def at(self, places: Sequence[int]) -> Chunk:
        """Those of the rows."""
        columns = {name: picked(values, places) for name, values in self.columns.items()}
        own = {to: self.own[at] for to, at in enumerate(places) if at in self.own} if self.own else {}
        return Chunk(self.record, self.lore, picked(self.numbers, places), columns, self.same, own)

    def cells(self, name: str, places: Sequence[int]) -> Iterable[Any]:
        """The values of an attribute in those of the rows."""
        return picked(self.columns[name], places) if name in self.columns else repeat(self.same[name], len(places))

    def put(self, values: Mapping[int, Mapping[str, Any]]) -> Chunk:
        """The same with other values of some rows, by their numbers and the names of attributes."""
        found = [(at, values[number]) for at, number in enumerate(self.numbers) if number in values]
        columns = dict(self.columns)
        for name in {name for _, own in found for name in own}:
            columns[name] = cells = list(self.column(name))
            for at, own in found:
                cells[at] = own.get(name, cells[at])
        same = {name: value for name, value in self.same.items() if name not in columns}
        return Chunk(self.record, self.lore, self.numbers, columns, same, self.own)


def picked(values: Sequence[Any], places: Sequence[int]) -> Sequence[Any]:
    """The values in these places."""
    if isinstance(places, range) and places.step == 1:
        return values[places.start : places.stop]
    return [values[at] for at in places]


@lru_cache(maxsize=64)
def attributes(record: type[Record]) -> tuple[str, ...]:
    """The names of what a class has a slot for, in their order."""
    return tuple(column.name for column in record.__table__.columns if column.name in record.column_names())


@lru_cache(maxsize=64)
def _maker(record: type[Record], names: tuple[str, ...]) -> Callable[[Lore, Iterable[tuple[Any, ...]]], list[Record]]:
    return maker(record, names, {})


def _column(rows: Sequence[Record], name: str, own: Mapping[int, Own]) -> list[Any]:
    if not own:
        return list(map(attrgetter(name), rows))
    return [BAD if name in row._lore.bad else getattr(row, name) for row in rows]


def _put_own(row: Record, bad: Mapping[str, Problem], extra: Mapping[str, Any]) -> None:
    """Give a row what is known of it alone; what could not be read has no value."""
    lore = row._own()
    lore.bad.update(bad)
    lore.extra.update(extra)
    for name in bad:
        if name in row._names:
            delattr(row, name)
