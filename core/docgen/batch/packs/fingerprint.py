"""What the packs of a place are made of, as a digest: while it is the same, the place need not even be planned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

from docgen.batch.contexts import digest
from docgen.batch.guard.watch import Watch
from docgen.data import Dataset, Rows
from docgen.schema import Chunk, Record, Spool, Table, attributes

_PLAIN = frozenset((str, int, float, bool, type(None)))


class Fingerprints:
    """The digests of places whose rows are of the table `each`. Where the rows stand is no part of it: a row more above
    them changes nothing that they print. `around` gives all that is no data: settings, code, the day, what was asked
    for."""

    def __init__(self, data: Dataset, each: Table, watch: Watch, around: Callable[[], object]) -> None:
        self.data, self.each, self.watch, self.around = data, each, watch, around
        self.are_sound = True  # as far as is known

    def of(self, rows: Rows[Any]) -> str:
        """The digest of a place with these rows; "" where rows of any table lead to other places."""
        if any(column.to == self.each.name for table in self.data.tables.values() for column in table.columns):
            return ""
        return digest((self._others, list(_facts(rows.chunks()))))

    @contextmanager
    def made_alone(self) -> Iterator[None]:
        """What a place prints is made inside. They are not sound if the whole table is looked at meanwhile: what a
        place prints may depend on the rows of others."""
        looks = self.data.store.looks[self.each.name]
        try:
            yield
        finally:
            self.are_sound &= self.data.store.looks[self.each.name] == looks

    @cached_property
    def _others(self) -> str:
        """What all places depend on: the other tables, and what their texts are searched for."""
        tables = sorted(self.data.store.rows.items())
        chunks = [(name, list(_chunks(rows))) for name, rows in tables if name != self.each.name]
        others = [(name, _places(some), list(_facts(some))) for name, some in chunks]
        return digest((repr(self.around()), others, [_fact(each) for each in self.watch.protected.facts()]))


def _places(chunks: Iterable[Chunk]) -> list[Any]:
    """Where the rows stand, by which references name them."""
    return [(chunk.lore.sheet.file, chunk.lore.sheet.sheet, list(chunk.numbers)) for chunk in chunks]


def _chunks(rows: Sequence[Record]) -> Iterator[Chunk]:
    if isinstance(rows, Spool):
        yield from rows.chunks()
        return
    for _, same in groupby(rows, lambda row: (id(row.__class__), row.origin.file, row.origin.sheet)):
        yield Chunk.of(list(same))


def _facts(chunks: Iterable[Chunk]) -> Iterator[Any]:
    """All that stands in the rows, column by column, as plain data."""
    if not (every := list(chunks)):
        return
    whole = Chunk.joined(every)
    for name in attributes(whole.record):
        values = list(whole.column(name))
        yield values if _PLAIN.issuperset(map(type, values)) else _as_facts(values)
    for at, (bad, extra) in whole.own.items():
        yield at, [(name, problem.text.en) for name, problem in bad.items()], [(k, _fact(v)) for k, v in extra.items()]


def _as_facts(values: Sequence[Any]) -> list[Any]:
    """They as plain data; those that come again are looked at once."""
    facts = {id(value): _fact(value) for value in {id(value): value for value in values}.values()}
    return [facts[id(value)] for value in values]


def _fact(value: Any) -> Any:
    """A value as plain data that differs when the value does; a row of another table is named by its place."""
    if value.__class__ in _PLAIN:
        return value
    if isinstance(value, Record):
        return "row", value._lore.sheet.file, value._lore.sheet.sheet, value._row
    if isinstance(value, tuple | frozenset):
        return tuple(map(_fact, sorted(value) if isinstance(value, frozenset) else value))
    return value.__class__.__qualname__, value.isoformat() if isinstance(value, date) else str(value), repr(value)
