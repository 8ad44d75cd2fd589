"""The columns of a sheet that feed a table: how their cells are read, quickly where nothing is odd."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from docgen.schema import Column, Kind, Record
from docgen.tables.readers.marks import Marks
from docgen.tables.values.amounts import read_shown_share
from docgen.tables.values.dates import may_have_lost_zero, read_month
from docgen.tables.values.formats import GENERAL, is_percent
from docgen.tables.values.parsers import CLEAN, parser
from docgen.tables.values.seen import SEEN, matters, seen

_REMEMBERED = 10_000
UNKNOWN = object()
"""The value of a text that was not read yet."""
_ALL_DIFFER = frozenset({Kind.PHONE, Kind.EMAIL})


class Field:
    """A column of a sheet. `parse` reads a text; `known` are the values of texts that came before, of a key column only
    of the last, so that a change is noticed; `clean` tells texts that mean just themselves."""

    __slots__ = (
        "clean",
        "column",
        "index",
        "known",
        "marks",
        "name",
        "own",
        "parse",
        "read",
        "room",
        "shared",
        "until",
    )

    def __init__(self, index: int, column: Column, clock: tuple[int, int | None], marks: Marks, typed: bool) -> None:
        self.index = index
        self.column = column
        self.name = column.name
        self.own = False  # whether the record has a slot for it
        self.marks = marks
        self.parse = parser(column, *clock)
        if column.kind is Kind.YEARMONTH and not typed:
            self.parse = _month_of_text
        self.clean = None if column.fill else CLEAN.get(column.kind)
        self.known: dict[str, Any] = {}
        self.shared: dict[str, str] = {}  # texts that mean themselves, to be kept once each
        if not (column.required or column.fill or marks.uncomputed):
            self.known[""] = None
        self.room = 1 if column.fill else 0 if column.kind in _ALL_DIFFER else _REMEMBERED
        self.read: Callable[[Any], Any] = self.parse  # what is no text
        styled = column.kind in SEEN and (index in marks.spans or marks.texts)
        self.until = -1 if styled else 1 << 30  # the last row of which `read` minds the number format

    def number(self, row: int, cell: Any) -> Any:
        """The value of a number, a date or a truth in `row` (from 0), as a person sees it. Raises CellError."""
        if row > self.until:
            self.look(row)
        return self.read(cell)

    def look(self, row: int) -> None:
        """Mind the number format that begins in `row`."""
        format, self.until = self.marks.format_from(row, self.index)
        if self.marks.texts:
            self.until = row
        text, kind = self.marks.texts.get((row, self.index)), self.column.kind
        if kind is Kind.PERCENT and is_percent(format):
            self.read = read_shown_share
        elif text is None and (format == GENERAL or not matters(kind, format)):
            self.read = self.parse
        else:
            self.read = partial(self._as_seen, format, text)

    def _as_seen(self, format: str, text: str | None, cell: Any) -> Any:
        return self.parse(seen(cell, self.column.kind, format, text))

    def put(self, record: Record, value: Any) -> None:
        """Put the value into the record."""
        if self.own:
            setattr(record, self.name, value)
        else:
            record.put(self.column, value)


def _month_of_text(raw: Any) -> date:
    """A file of text keeps 1970.10 as 1970.1, if it was a number."""
    return read_month(float(raw) if isinstance(raw, str) and may_have_lost_zero(raw.strip()) else raw)
