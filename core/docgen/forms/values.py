"""What a cell is to a template: it prints as a clerk expects, and is still a date or a number to filters."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, NoReturn

from docgen.period import chinese_date
from docgen.problems import Problem
from docgen.render.filters.dates import date_time, time_of_day
from docgen.schema import BadCell
from docgen.tables.cells import CellError, is_blank, plain
from docgen.text import Text

_EXACT = 10**15
_ODD = re.compile(r"^\s|\s$|[\r\u200b-\u200d\u2060\ufeff]").search
_FAILED = re.compile(r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|#+)").fullmatch
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+\d\d").fullmatch  # an ID that was typed as a number and saved as CSV
_LOST = (
    Text("the number is so long that its last digits are lost", "数字太长，末几位已丢失"),
    Text("Set the cell to text and type it again.", "把单元格设为文本，重新录入。"),
)


class Day(date):
    """A date that prints as 2013年12月16日."""

    def __str__(self) -> str:
        return chinese_date(self)


class Moment(datetime):
    """A date with a time that prints as 2013年12月16日9时30分."""

    def __str__(self) -> str:
        return str(date_time(self))


class Clock(time):
    """A time of day that prints as 9时30分."""

    def __str__(self) -> str:
        return str(time_of_day(self))


class YesNo(int):
    """TRUE and FALSE of a workbook, which print as 是 and 否."""

    def __str__(self) -> str:
        return "是" if self else "否"


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


def _text(raw: str) -> str | None:
    if not raw:
        return None
    if _ODD(raw):
        if is_blank(raw):
            return None
        raw = plain(raw)
    if raw[0] == "#" and _FAILED(raw):
        hint = Text("Mend it in the workbook.", "请在表格里改正。")
        raise CellError(Text("the cell shows an error: {value}", "单元格显示错误值：{value}").format(value=raw), hint)
    if "E+" in raw and _SCIENTIFIC(raw):
        raise CellError(*_LOST)
    return raw


def _number(raw: float) -> int | float:
    """15 digits are what Excel keeps: 0.1 + 0.2 is 0.3, and a longer whole number has lost its end."""
    if abs(raw) >= _EXACT:
        raise CellError(*_LOST)
    return int(raw) if raw.is_integer() else float(f"{raw:.15g}")


def _duration(raw: timedelta) -> str:
    """As Excel shows it: 30:00."""
    minutes, seconds = divmod(round(raw.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")


_READERS: dict[type, Callable[[Any], Any]] = {
    type(None): lambda _: None,
    float: _number,
    int: lambda raw: raw,
    bool: YesNo,
    date: dated,
    datetime: dated,
    time: dated,
    timedelta: _duration,
}
