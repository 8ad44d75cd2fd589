"""The rows of a generator by place: each group makes packs of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from docgen.batch.packs.frozen import Place
from docgen.batch.packs.layout import Together
from docgen.data import Dataset, Rows
from docgen.plugin.generator import Generator
from docgen.schema import Record


@dataclass(frozen=True)
class Group:
    """The rows of a place, and the rows that its township and community have in their tables; None for the one that
    all places share."""

    town: Record | None
    place: Record | None
    rows: Rows[Any]

    @property
    def names(self) -> Place:
        """The township and the community."""
        return name_of(self.town), name_of(self.place)

    @property
    def order(self) -> tuple[int, int]:
        """Where the place stands in the official order, for lists of several runs."""
        return _official_number(self.town), _official_number(self.place)


def grouped(generator: Generator, data: Dataset, together: Together) -> Iterator[Group]:
    """The rows of a generator with packs, in its order; neighbours of one place together."""
    assert generator.packs
    rows = generator.rows(data)
    if not isinstance(rows, Rows):
        assert generator.each
        rows = Rows(data.tables[generator.each.__table__.name], rows, data.tables)

    def key(row: tuple[Record | None, Record | None]) -> tuple[Record | None, Record | None]:
        town, place = row
        return None if together is Together.ALL else town, place if together is Together.PLACE else None

    start = 0
    for (town, place), same in groupby(rows.columns(*generator.packs.place), key):
        end = start + sum(1 for _ in same)
        yield Group(town, place, rows[start:end])
        start = end


def name_of(row: Record | None) -> str:
    """The name of a township or community."""
    return str(row.get("name") or "") if row is not None else ""


def _official_number(row: Record | None) -> int:
    names = row.column_names() if row is not None else ()
    numbers = (row.get(name) for name in ("order", "number") if row is not None and name in names)
    return next((number for number in numbers if isinstance(number, int)), 0)
