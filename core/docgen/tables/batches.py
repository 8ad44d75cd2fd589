"""Many rows of a sheet at once, column by column: a fraction of what it costs cell by cell.

Only plain rows are read so: where a cell is blank that may not be, says "as above", or cannot be read, the batch is
left to RowReader, which goes row by row and knows what to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from docgen.schema import Chunk, Column, Kind, Lore, Record
from docgen.tables.fields import UNKNOWN, Field
from docgen.tables.values.cells import LONGEST, CellError, says_something
from docgen.tables.values.parsers import ALL_CLEAN

SMALLEST, LARGEST = 8, 256
"""How many rows are tried together: half as many after some that were not plain, twice as many after others."""
_FEW = 4  # times fewer different cells than cells
_NAMES = 50_000
"""Names of people that are kept once each: many have the same."""

Numbered = tuple[int, list[Any]]
Values = Sequence[Any]


class Batches:
    """Reads rows into records of a sheet by its `fields`; `absent` are the columns that it lacks, with their values."""

    def __init__(self, record: type[Record], fields: Sequence[Field], absent: Mapping[str, Any], lore: Lore) -> None:
        self.fields = fields
        self.lore = lore
        self.width = max((f.index for f in fields), default=-1) + 1
        self.record, self.absent = record, dict(absent)

    @staticmethod
    def fit(fields: Iterable[Field], absent: Iterable[Column], record: type[Record]) -> bool:
        """Whether all columns are slots of the record."""
        names = record.column_names()
        return all(f.own for f in fields) and all(column.name in names for column in absent)

    def read(self, rows: Sequence[Numbered]) -> Chunk | None:
        """The rows by column, None if they are to be read one by one."""
        first, last = rows[0][0] - 1, rows[-1][0] - 1
        lengths = {len(cells) for _, cells in rows}
        if len(lengths) > 1 or lengths.pop() < self.width:
            return None
        columns = list(zip(*(cells for _, cells in rows), strict=True))
        read: list[Values] = []
        for f in self.fields:
            values = _values(f, columns[f.index], first, last)
            if values is None:
                return None
            read.append(values)
        for f, values in zip(self.fields, read, strict=True):
            if f.column.fill:
                f.known.clear()
                f.known[columns[f.index][-1]] = values[-1]
        named = {f.name: values for f, values in zip(self.fields, read, strict=True)}
        return Chunk(self.record, self.lore, [number for number, _ in rows], named, self.absent, {})


def _values(f: Field, cells: Values, first: int, last: int) -> Values | None:
    """What the cells of a column mean, in these rows; None if one of them is not plain."""
    different = set(cells)
    kinds = set(map(type, different))
    if len(different) * _FEW > len(cells) and kinds == {str} and (found := _clean(f, cells)):
        return found
    kinds.discard(str)
    if len(kinds) > 1 or (kinds and not _looks_the_same(f, first, last)):  # True is 1 is 1.0
        return None
    meant: dict[Any, Any] = {}
    for cell in different:
        meant[cell] = value = _text(f, cell) if cell.__class__ is str else _number(f, cell)
        if value is UNKNOWN:
            return None
    return list(map(meant.__getitem__, cells))


def _clean(f: Field, cells: Values) -> Values | None:
    """The cells of a column, if all of them mean just themselves."""
    is_clean = None if f.column.fill else ALL_CLEAN.get(f.column.kind)
    if is_clean is None or not is_clean("\n".join(cells), len(cells)):
        return None
    if "" in cells:
        return [cell or None for cell in cells] if "" in f.known else None
    return (
        list(map(f.shared.setdefault, cells, cells)) if len(f.shared) < _NAMES and f.column.kind is Kind.NAME else cells
    )


def _looks_the_same(f: Field, first: int, last: int) -> bool:
    """Whether numbers in these rows have one format."""
    if f.column.fill:
        return False
    if first > f.until:
        f.look(first)
    return last <= f.until


def _text(f: Field, cell: str) -> Any:
    value = f.known.get(cell, UNKNOWN)
    if value is UNKNOWN:
        if f.clean and f.clean(cell):
            value = cell
        elif says_something(cell) and cell[0] != "#" and "E+" not in cell and len(cell) <= LONGEST:
            try:
                value = f.parse(cell)
            except CellError:
                return UNKNOWN
        else:
            return UNKNOWN
        if not f.column.fill and len(f.known) < f.room:
            f.known[cell] = value
    return value


def _number(f: Field, cell: Any) -> Any:
    if cell is None:
        return UNKNOWN
    try:
        return f.read(cell)
    except CellError:
        return UNKNOWN
