"""Codes of rows that have none in their sheet: given once, kept, never given to another."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from hashlib import sha256
from itertools import count
from typing import NamedTuple

from docgen.problems import Cell
from docgen.register.store import Store
from docgen.schema import BadCell, Record
from docgen.state import read_rows

Natural = tuple[str, str, str, Sequence[str]]
"""What names a record without a code: group, place, how codes begin that are given there, and its own values."""

Given = tuple[Cell, str]
"""A row, and the code that was given to it."""

_TABLE = """CREATE TABLE IF NOT EXISTS given_code (
    code    TEXT PRIMARY KEY,
    "group" TEXT NOT NULL,
    place   TEXT NOT NULL,
    record  TEXT NOT NULL
)"""
_ALL = "SELECT * FROM given_code ORDER BY rowid"  # by position: registers of older versions name two columns otherwise
_INSERT = "INSERT INTO given_code VALUES (?, ?, ?, ?)"
_FORM = re.compile(r"(.+)-(\d+)")


class _Line(NamedTuple):
    """A code that was given: to a record of which a digest is kept."""

    code: str
    group: str
    place: str
    record: str


class Codes:
    """The codes given so far, in the register. It holds no name and no address, but a digest of them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def assign(self, wanted: Sequence[Natural], taken: Collection[str], *, keep: bool = True) -> list[str]:
        """The code of each record: the one that it has, else the next of its place, such as B0403-001, which is
        none of those `taken` on the roll. Of several that look alike each has its own, in their order. Unless they are
        to be kept, codes are those that would be given, and nothing is written."""
        codes, new = _codes(wanted, taken, self.known())
        if new and keep:
            with self._store.writing() as db:
                db.execute(_TABLE)
                known = read_rows(_Line, db.execute(_ALL))  # another run may have given some
                codes, new = _codes(wanted, taken, known)
                db.executemany(_INSERT, new)
        return codes

    def known(self) -> list[_Line]:
        """The codes given so far, in their order."""
        return self._store.select(_Line, "given_code", _ALL)

    def given(
        self,
        rows: Iterable[Record],
        natural: Callable[[Record], Natural],
        taken: Callable[[], Collection[str]],
        *,
        keep: bool = True,
    ) -> list[tuple[Record, str]]:
        """A code for each of the `rows`, which have none. A row that has a cell which `natural` cannot read gets none:
        it has no letter."""
        named: list[tuple[Record, Natural]] = []
        for row in rows:
            with suppress(BadCell):
                named.append((row, natural(row)))
        if not named:
            return []
        codes = self.assign([name for _, name in named], taken(), keep=keep)
        return [(row, code) for (row, _), code in zip(named, codes, strict=True)]


def _codes(wanted: Iterable[Natural], taken: Collection[str], known: Sequence[_Line]) -> tuple[list[str], list[_Line]]:
    """The code of each record, and the lines to be kept of those that are new."""
    on_roll = {code.upper() for code in taken}
    kept: dict[tuple[str, str, str], list[str]] = {}
    for code, group, place, record in reversed(known):
        if code not in on_roll:  # one that stands on the roll by now names the row where it stands
            kept.setdefault((group, place, record), []).append(code)
    fresh = _Fresh({*on_roll, *(line[0] for line in known)})
    codes: list[str] = []
    new: list[_Line] = []
    for group, place, beginning, values in wanted:
        record = sha256("\0".join(values).encode()).hexdigest()[:32]
        if before := kept.get((group, place, record)):
            codes.append(before.pop())
        else:
            codes.append(fresh.next(beginning))
            new.append(_Line(codes[-1], group, place, record))
    return codes, new


class _Fresh:
    """Codes that nobody has."""

    def __init__(self, used: set[str]) -> None:
        self._used = used
        self._highest: dict[str, int] = {}
        for match in filter(None, map(_FORM.fullmatch, used)):
            self._highest[match[1]] = max(self._highest.get(match[1], 0), int(match[2]))
        self._numbers: dict[str, count[int]] = {}

    def next(self, beginning: str) -> str:
        """The next code with that beginning."""
        numbers = self._numbers.setdefault(beginning, count(self._highest.get(beginning, 0) + 1))
        return f"{beginning}-{next(numbers):03}"
