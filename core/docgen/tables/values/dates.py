"""Dates and months of every shape that people write: 2013.11.22, 20131122, 11月22日, 二〇一三年十一月, 11.22-11.25."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from docgen.tables.values.cells import CellError, Doubtful, folded, short
from docgen.tables.values.numerals import NUMERAL, chinese_int
from docgen.text import Text

_YEARS = 5
_EXCEL_EPOCH = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)  # 1954 to 2119: a plain number in a date column is an Excel serial
_LIKE = Text("Write it like 2013-11-22.", "写成 2013-11-22 这样的形式。")

_CLOCK = re.compile(r"\s+\d{1,2}:\d\d(:\d\d)?$")
_WEEKDAY = re.compile(r"\(?(星期|周)[一二三四五六日天]\)?$")
_NUMERAL = re.compile(rf"({NUMERAL})(?=[年月日号])")
_FULL = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?|(\d{4})(\d{2})(\d{2})")
_SHORT_YEAR = re.compile(r"(\d{2})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?")

_MONTH_DAY = re.compile(r"(\d{1,2})月(\d{1,2})[日号]?|(\d{1,2})[-/](\d{1,2})|(\d{1,2})\.(\d{2})")
_DAY = re.compile(r"(\d{1,2})[日号]")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_TH = "(?:st|nd|rd|th)?"
_ENGLISH = re.compile(  # as folded: without blanks
    rf"(?:(\d{{1,2}}){_TH}[-.]?({_MONTH})|({_MONTH})\.?(\d{{1,2}}){_TH})[-.,]*(\d{{4}})", re.IGNORECASE
)
_TO = re.compile(r"[-—–~至到]+")


def read_date(raw: Any, year: int, month: int | None = None, *, any_year: bool = False) -> date:
    """The day that a cell says; `year` and `month` complete one that lacks them. Raises CellError, also for a day far
    from that year unless it may be of `any_year`; for a range of days Doubtful with the first of them."""
    if isinstance(raw, datetime):
        day = raw.date()
    elif isinstance(raw, date):
        day = raw
    else:
        day = _serial(raw) or _of_text(raw, year, month)
    return day if any_year else near(day, year)


def near(day: date, year: int) -> date:
    """A day of the project's time: a year far off is a slip of the keys."""
    if abs(day.year - year) > _YEARS:
        raise CellError(Text("the year is far from {year}", "年份与{year}年相差太远").format(year=year))
    return day


def _serial(raw: Any) -> date | None:
    """The day of a number that Excel shows as a date only when the cell is formatted so."""
    if isinstance(raw, int | float) and _SERIALS.start <= raw < _SERIALS.stop:
        return _EXCEL_EPOCH + timedelta(days=int(raw))
    return None


def _of_text(raw: Any, year: int, month: int | None) -> date:
    text = _in_digits(_CLOCK.sub("", short(raw)))
    day = day_of(_WEEKDAY.sub("", text), year, month)
    if day is None and (first := _first_of_range(text, year, month)):
        near(first, year)
        said = Text("these are several days; the first counts", "这里写了多天，按第一天计")
        raise Doubtful(
            said, first, Text("Write one day, or give the end its own column.", "只写一天，或另设一列写结束日期。")
        )
    if day is None and _DAY.fullmatch(text):
        raise CellError(Text("the month is missing", "缺少月份"), _LIKE)
    if day is None:
        raise CellError(Text("a date is needed", "应为日期"), _LIKE)
    return day


def _in_digits(text: str) -> str:
    """The text folded, with Chinese numerals before 年, 月 and 日 as digits."""
    return _NUMERAL.sub(_as_digits, folded(text))


def _as_digits(match: re.Match[str]) -> str:
    number = chinese_int(match[1])
    return match[1] if number is None else str(number)


def day_of(text: str, year: int, month: int | None = None) -> date | None:
    """The day that a folded text says in digits; None if it says none."""
    if match := _FULL.fullmatch(text):
        parts = [int(group) for group in match.groups() if group]
    elif match := _SHORT_YEAR.fullmatch(text):
        parts = [2000 + int(match[1]), int(match[2]), int(match[3])]
    elif match := _MONTH_DAY.fullmatch(text):
        parts = [year, *(int(group) for group in match.groups() if group)]
    elif match := _ENGLISH.fullmatch(text):
        day, name, of_year = match[1] or match[4], match[2] or match[3], match[5]
        parts = [int(of_year), _MONTHS.index(name[:3].lower()) + 1, int(day)]
    elif (match := _DAY.fullmatch(text)) and month:
        parts = [year, month, int(match[1])]
    else:
        return None
    try:
        return date(*parts)
    except ValueError:
        return None


def _first_of_range(text: str, year: int, month: int | None) -> date | None:
    """The first day of a range (11.22-11.25, 11月20日至22日)."""
    for dash in _TO.finditer(text):
        first = day_of(text[: dash.start()], year, month)
        rest = text[dash.end() :]
        if first and (day_of(rest, first.year) or day_of(f"{rest.rstrip('日号')}日", first.year, first.month)):
            return first
    return None


class Ambiguous(CellError):
    """A month typed as a number, 1970.1: the first days of both months that it may be."""

    def __init__(self, year: int) -> None:
        super().__init__(
            Text("January or October? The cell lost a zero", "1月还是10月？单元格丢了末尾的零"),
            Text("Set the cell to text and type 1970.01 or 1970.10.", "把单元格设为文本，再填 1970.01 或 1970.10。"),
        )
        self.choices = (date(year, 1, 1), date(year, 10, 1))


_LOST_ZERO = re.compile(r"(\d{4})\.1").fullmatch
_YEAR_MONTH = re.compile(r"(\d{4})(?:[-./年](\d{1,2})(?:[-./月](?:\d{1,2}[日号]?)?)?|(\d{2})(?:\d{2})?)")


def read_month(raw: Any) -> date:
    """The first day of the month that a cell says. Raises CellError, Ambiguous for 1970.1 typed as a number."""
    if day := raw if isinstance(raw, date) else _serial(raw):
        return date(day.year, day.month, 1)
    if isinstance(raw, float) and (match := _LOST_ZERO(str(raw))):
        raise Ambiguous(int(match[1]))
    match = _YEAR_MONTH.fullmatch(_in_digits(_CLOCK.sub("", short(raw))))
    try:
        return date(int(match[1]), int(match[2] or match[3]), 1)  # type: ignore[index]
    except (TypeError, ValueError):
        raise CellError(Text("a month such as 1970.10 is needed", "应为年月，如 1970.10")) from None


def may_have_lost_zero(text: str) -> bool:
    """Whether a text may be what is left of 1970.10: so files of text keep a number."""
    return bool(_LOST_ZERO(text))
