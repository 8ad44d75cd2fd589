"""What a cell is to a template: it prints as a clerk expects, and is still a date or a number to filters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, NamedTuple, NoReturn, Self

from docgen.period import chinese_date
from docgen.problems import Problem
from docgen.schema import BadCell
from docgen.text import Language, written_language


class Day(date):
    """A date that prints as 2013年12月16日."""

    written_in = "zh"

    def __str__(self) -> str:
        return chinese_date(self)


class Month(Day):
    """A date of which the cell shows no day; it prints as 2013年12月."""

    def __str__(self) -> str:
        return f"{self.year}年{self.month}月"


class Moment(datetime):
    """A date with a time that prints as 2013年12月16日9时30分."""

    written_in = "zh"

    def __str__(self) -> str:
        from docgen.render.filters.dates import date_time  # takes long, and few values need it

        return str(date_time(self))


class Clock(time):
    """A time of day that prints as 9时30分."""

    written_in = "zh"

    def __str__(self) -> str:
        from docgen.render.filters.dates import time_of_day

        return str(time_of_day(self))


class EnglishDay(date):
    """A date that prints as December 16, 2013."""

    def __str__(self) -> str:
        return in_english(self)


class EnglishMonth(EnglishDay):
    """A date of which the cell shows no day; it prints as December 2013."""

    def __str__(self) -> str:
        return in_english(self, "MMMM y")


class EnglishMoment(datetime):
    """A date with a time that prints as December 16, 2013, 9:30 AM."""

    def __str__(self) -> str:
        return f"{in_english(self.date())}, {in_english(self.time(), 'short')}"


class EnglishClock(time):
    """A time of day that prints as 9:30 AM."""

    def __str__(self) -> str:
        return in_english(self, "short")


def in_english(value: date | time, style: str = "long") -> str:
    """A day or a time of day in English words, of a style of the filter `date`."""
    from docgen.render.filters import date as date_filter  # takes long, and few values need it

    return str(date_filter(value, style, "en"))


class EnglishYesNo(int):
    """TRUE and FALSE of a workbook, which print as yes and no."""

    def __str__(self) -> str:
        return "yes" if self else "no"


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


class Printed(NamedTuple):
    """The classes of values that print as a clerk of one language expects."""

    day: type[date]
    month: type[date]
    moment: type[datetime]
    clock: type[time]
    yes_no: type[int]
    comma: str


_PRINTED: Mapping[Language, Printed] = {
    "zh": Printed(Day, Month, Moment, Clock, YesNo, "、"),
    "en": Printed(EnglishDay, EnglishMonth, EnglishMoment, EnglishClock, EnglishYesNo, ", "),
}


def printed() -> Printed:
    """The classes of the language that documents are in now."""
    return _PRINTED[written_language()]


def dated(value: Any) -> Any:
    """A date, a date with a time or a time of day as one that prints in the language of the documents; anything else as
    it is."""
    own = printed()
    if isinstance(value, datetime):
        moment = own.moment.fromisoformat(value.isoformat())
        return moment if moment.time() != time() else own.day(value.year, value.month, value.day)
    if isinstance(value, date):
        return own.day(value.year, value.month, value.day)
    return own.clock.fromisoformat(value.isoformat()) if isinstance(value, time) else value
