"""Sheets in which people write the words of a document, each line for the period that it names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from docgen import Access, DocgenError, Kind, Period, Record, Rows, Settings, column, parse_period

R = TypeVar("R", bound=Record)


def period_column(*aliases: str) -> Any:
    """期间: the period that a line is for."""
    return column("期间", "周次", *aliases, kind=Kind.CODE, required=True, fill=True, access=Access.INTERNAL)


def part_column(options: Mapping[str, str] | Iterable[str]) -> Any:
    """栏目: the part of the document; `options` are those of an enum."""
    return column("栏目", "类别", kind=Kind.ENUM, options=options, required=True, fill=True, access=Access.INTERNAL)


def number_column() -> Any:
    """序号: the place of a line among those of its part."""
    return column("序号", "顺序", kind=Kind.INT, access=Access.INTERNAL)


def content_column(*, required: bool = True) -> Any:
    """内容: the words."""
    return column("内容", "要点", required=required, access=Access.INTERNAL)


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
