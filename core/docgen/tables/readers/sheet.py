"""A sheet as a grid of values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from docgen.tables.readers.marks import Marks


@dataclass(frozen=True)
class Sheet:
    """The values of one sheet. `rows[0][0]` is A1; `merges` are (top, left, bottom, right), from 0, inclusive. One that
    is not `visible` people have hidden, or never see. `marks` say what stands beside the values. Of a long text file
    `rows` are only the first, and `rest` gives the others, once; its values are not `typed`: a number is the text that
    was shown."""

    name: str
    rows: list[list[Any]]
    merges: list[tuple[int, int, int, int]]
    visible: bool = True
    marks: Marks = field(default_factory=Marks)
    rest: Iterator[list[Any]] = field(default_factory=lambda: iter(()))
    typed: bool = True

    def whole(self) -> Sheet:
        """The sheet with all its rows at once."""
        return replace(self, rows=[*self.rows, *self.rest], rest=iter(()))

    def below(self, row: int) -> Iterator[tuple[int, list[Any]]]:
        """The rows after `row` (from 0), with their numbers."""
        yield from enumerate(self.rows[row + 1 :], row + 1)
        yield from enumerate(self.rest, len(self.rows))


MAX_MERGES = 200_000


def sound_merges(merges: list[tuple[int, int, int, int]], rows: list[list[Any]]) -> list[tuple[int, int, int, int]]:
    """The merges as far as they lie on the `rows`. Those that would cover more cells than there are lie over one
    another, which no spreadsheet allows, and are left out; so are the last of far too many."""
    height, width = len(rows), max(map(len, rows), default=0)
    room, sound = height * width, []
    for top, left, bottom, right in merges[:MAX_MERGES]:
        down, across = min(bottom, height - 1), min(right, width - 1)
        room -= max(down - top + 1, 0) * max(across - left + 1, 0)
        if top <= down and left <= across and (down, across) != (top, left) and room >= 0:
            sound.append((top, left, down, across))
    return sound
