"""What a cell is to a template: it prints as a clerk expects, and is still a date or a number to filters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, NoReturn, Self

from docgen.period import chinese_date
from docgen.problems import Problem
from docgen.schema import BadCell
from docgen.tables.values.cells import check_readable, is_blank, lost_digits, plain
from docgen.tables.values.formats import is_month, shown

_EXACT = 10**15


class Day(date):
    """A date that prints as 2013年12月16日."""

    def __str__(self) -> str:
        return chinese_date(self)


class Month(Day):
    """A date of which the cell shows no day; it prints as 2013年12月."""

    def __str__(self) -> str:
        return f"{self.year}年{self.month}月"


class Moment(datetime):
    """A date with a time that prints as 2013年12月16日9时30分."""

    def __str__(self) -> str:
        from docgen.render.filters.dates import date_time  # takes long, and few values need it

        return str(date_time(self))


class Clock(time):
    """A time of day that prints as 9时30分."""

    def __str__(self) -> str:
        from docgen.render.filters.dates import time_of_day

        return str(time_of_day(self))


class YesNo(int):
    """TRUE and FALSE of a workbook, which print as 是 and 否."""

    def __str__(self) -> str:
        return "是" if self else "否"


class Shown(float):
    """A number that prints as its cell shows it: 32.5%, 12.50, 000123."""

    text: str

    def __new__(cls, value: float, text: str) -> Self:
        self = super().__new__(cls, value)
        self.text = text
        return self

    def __getnewargs__(self) -> tuple[float, str]:  # type: ignore[override]
        return float(self), self.text

    def __str__(self) -> str:
        return self.text


class Unusable:
    """A value that cannot be used. Whatever a template does with it raises BadCell, which names its place."""

    __slots__ = ("problem",)

    def __init__(self, problem: Problem) -> None:
        self.problem = problem

    def _fail(self, *_args: Any) -> NoReturn:
        raise BadCell(self.problem)


for _name in "str html format bool iter len contains eq ne lt le gt ge hash add radd sub rsub mul int float".split():
    setattr(Unusable, f"__{_name}__", Unusable._fail)


def dated(value: Any) -> Any:
    """A date, a date with a time or a time of day as one that prints in Chinese; anything else as it is."""
    if isinstance(value, datetime):
        moment = Moment.fromisoformat(value.isoformat())
        return moment if moment.time() != time() else Day(value.year, value.month, value.day)
    if isinstance(value, date):
        return Day(value.year, value.month, value.day)
    return Clock.fromisoformat(value.isoformat()) if isinstance(value, time) else value


def cell_value(raw: Any) -> Any:
    """The value of a cell, None for a blank one. Raises CellError for one that holds nothing that can be used."""
    if raw.__class__ is str:
        return _text(raw)
    read: Callable[[Any], Any] = _READERS.get(raw.__class__, plain)
    return read(raw)


def formatted_value(raw: Any, format: str, text: str | None) -> Any:
    """The value of a cell of that number format, which shows `text`, if the file says so. Raises CellError as
    `cell_value` does."""
    value = cell_value(raw)
    if isinstance(raw, date) and is_month(format):
        return Month(raw.year, raw.month, raw.day)
    if not isinstance(raw, int | float) or isinstance(raw, bool):
        return value
    seen = shown(raw, format) if text is None else text
    return value if seen is None or seen == plain(raw) else Shown(raw, seen)


def _text(raw: str) -> str | None:
    if not raw or is_blank(raw):
        return None
    check_readable(raw.strip())
    return plain(raw)


def _number(raw: float) -> int | float:
    """15 digits are what Excel keeps: 0.1 + 0.2 is 0.3, and a longer whole number has lost its end."""
    if abs(raw) >= _EXACT:
        raise lost_digits()
    return int(raw) if raw.is_integer() else float(f"{raw:.15g}")


_READERS: dict[type, Callable[[Any], Any]] = {
    type(None): lambda _: None,
    float: _number,
    int: lambda raw: raw,
    bool: YesNo,
    date: dated,
    datetime: dated,
    time: dated,
    timedelta: plain,
}
