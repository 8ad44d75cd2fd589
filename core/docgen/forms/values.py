"""What a cell is to a template: it prints as a clerk expects, and is still a date or a number to filters."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, NoReturn, Self

from docgen.period import chinese_date
from docgen.problems import Problem
from docgen.schema import BadCell


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
