"""What a sheet shows beside its values: number formats, struck-out and hidden cells, errors, formulas not computed."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import NamedTuple

from docgen.tables.values.formats import GENERAL, is_percent, shown


class Style(NamedTuple):
    """How a cell is formatted, as far as its meaning goes."""

    format: str = GENERAL
    struck: bool = False


PLAIN = Style()


class Spans:
    """The styles of the cells of one column, as runs of rows that look alike: first, last, number of the style."""

    def __init__(self) -> None:
        self.firsts = array("i")
        self.lasts = array("i")
        self.styles = array("i")

    def add(self, first: int, last: int, style: int) -> None:
        """The cells in these rows (from 0) have this style; rows come in order."""
        if self.lasts and self.lasts[-1] == first - 1 and self.styles[-1] == style:
            self.lasts[-1] = last
        elif not self.lasts or first > self.lasts[-1]:
            self.firsts.append(first)
            self.lasts.append(last)
            self.styles.append(style)

    def at(self, row: int) -> int | None:
        """The number of the style of the cell in `row`."""
        at = bisect_right(self.firsts, row) - 1
        return self.styles[at] if at >= 0 and row <= self.lasts[at] else None

    def until(self, row: int) -> int:
        """The last row, from `row` on, that looks like it."""
        at = bisect_right(self.firsts, row)
        if at and row <= self.lasts[at - 1]:
            return self.lasts[at - 1]
        return self.firsts[at] - 1 if at < len(self.firsts) else _LAST


_LAST = 1 << 30


@dataclass
class Marks:
    """The marks of one sheet; rows and columns count from 0. A file that has none, or whose format keeps them from us,
    has empty ones.

    `styles` are the styles by their numbers, `spans` who has them, by column. `texts` are what single cells show, where
    the file says so itself. `errors` show #REF! and the like, `uncomputed` hold a formula without its value. `struck`
    are struck out in part, `spaced` are blocks of cells (top, left, height, width) whose text has tabs or line breaks.
    """

    styles: Sequence[Style] = ()
    spans: dict[int, Spans] = field(default_factory=dict)
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncomputed: set[tuple[int, int]] = field(default_factory=set)
    struck: set[tuple[int, int]] = field(default_factory=set)
    spaced: dict[tuple[int, int, int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def style_at(self, row: int, column: int) -> Style:
        """The style of a cell."""
        spans = self.spans.get(column)
        number = spans.at(row) if spans else None
        return PLAIN if number is None else self.styles[number]

    def format_at(self, row: int, column: int) -> str:
        """The number format of a cell."""
        return self.style_at(row, column).format

    def format_from(self, row: int, column: int) -> tuple[str, int]:
        """The number format of a cell, and the last row below it that has the same."""
        spans = self.spans.get(column)
        return self.format_at(row, column), spans.until(row) if spans else _LAST

    def percent_at(self, row: int, column: int) -> bool:
        """Whether a cell shows its number in hundredths."""
        return is_percent(self.format_at(row, column))

    def struck_at(self, row: int, column: int) -> bool:
        """Whether a cell, or a part of it, is struck out."""
        return (row, column) in self.struck or self.style_at(row, column).struck

    def shown(self, row: int, column: int, value: float | date | time) -> str | None:
        """What a person sees of the number or date in a cell; None where that is just the value, or not known."""
        known = self.texts.get((row, column))
        if known is not None:
            return known
        code = self.format_at(row, column)
        return None if code == GENERAL else shown(value, code)

    def styled_columns(self) -> Iterable[int]:
        """The columns in which `style_at` may say something."""
        return self.spans.keys()

    @property
    def has_struck(self) -> bool:
        """Whether any cell may be struck out."""
        return bool(self.struck) or any(style.struck for style in self.styles)
