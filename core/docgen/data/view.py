"""Some rows of a long table, as a document of some access may see them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, overload

from docgen.data.cut import Cut
from docgen.problems import Cell
from docgen.schema import BAD, Chunk, Parts, Record, Spool, attributes


class View(Sequence[Any]):
    """The rows in these `places` of a spool, in their order; made when they are looked at, and cut then."""

    def __init__(self, spool: Spool, places: Sequence[int] | None = None, cut: Cut | None = None) -> None:
        self.spool, self.cut = spool, cut
        self.places: Sequence[int] = range(len(spool)) if places is None else places

    def __len__(self) -> int:
        return len(self.places)

    def __iter__(self) -> Iterator[Record]:
        for chunk in self.chunks():
            yield from map(self.cut.anew, chunk) if self.cut else chunk

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> View: ...
    def __getitem__(self, index: int | slice) -> Record | View:
        if isinstance(index, slice):
            return View(self.spool, self.places[index], self.cut)
        return next(iter(View(self.spool, [self.places[index]], self.cut)))

    def at(self, places: Sequence[int]) -> View:
        """Those of the rows."""
        own = self.places
        return View(self.spool, places if own == range(len(own)) else [own[at] for at in places], self.cut)

    @staticmethod
    def joined(views: Sequence[View]) -> View:
        """The rows of all of them, which are views of one spool."""
        places = array("I", chain.from_iterable(view.places for view in views))
        return View(views[0].spool, places, views[0].cut)

    def chunks(self) -> Iterator[Chunk]:
        """The rows by column, as they are for everybody."""
        return self.spool.chunks(self._parts)

    @property
    def is_readable(self) -> bool:
        """Whether all cells could be read and may be seen."""
        return self.spool.is_readable and not (self.cut and self.cut.hides(self.spool.table.name))

    def column(self, name: str) -> Iterator[Any]:
        """The values of a column, by its attribute; BAD for those that could not be read, or may not be seen."""
        if name not in attributes(self.spool.table.record):  # one that a plugin added, or that nobody declared
            return (row.get(name) if row.is_set(name) else BAD for row in self)
        values = self.spool.column(name, self._parts)
        return self.cut.column(self.spool.table.name, name, values) if self.cut else values

    @cached_property
    def _parts(self) -> Parts | None:
        return None if self.places == range(len(self.spool)) else self.spool.parts(self.places)

    def sheets(self) -> Iterator[tuple[Cell, Sequence[int]]]:
        """Where the rows stand: some numbers at a time, with their sheet."""
        return self.spool.rows_of_sheets(self._parts)
