"""Sheets in which people write the words of a document, each line for the period that it names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from docgen import DocgenError, Period, Record, Rows, Settings, parse_period

R = TypeVar("R", bound=Record)


def points_of(
    points: Rows[R], period: Period, settings: Settings, issue: Callable[[int], Period | None] = lambda _: None
) -> Rows[R]:
    """The points, whose columns are called `period` and `number`, that name this very period, in their order; `issue`
    tells the days of 第3期. Raises DocgenError with the row of one that names none."""

    def names(point: R) -> bool:
        try:
            named = parse_period(point["期间"], settings.weeks, issue)
        except DocgenError as error:
            raise DocgenError(error.text, hint=error.hint, where=point.origin) from None
        return (named.start, named.end) == (period.start, period.end)

    return points.where(names).sort("number")
