"""Dates and times of day as documents print them. What counts as a date is what counts as one in a table (2013-11-22,
2013.11.22, 二〇一三年十一月二十二日), but its year must stand there: a filter knows of no project."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time
from typing import Any

from docgen.period import chinese_date
from docgen.render.filters.base import Unfit, template_filter
from docgen.render.filters.numerals import one_by_one, spelled
from docgen.tables.values.cells import CellError
from docgen.tables.values.dates import may_have_lost_zero, read_date, read_month
from docgen.text import Text

_A_DATE = Text(
    "a date with its year, such as 2013-11-22, 2013/11/22, 2013.11.22, 20131122, 2013年11月22日 or "
    "二〇一三年十一月二十二日",
    "带年份的日期（如 2013-11-22、2013/11/22、2013.11.22、20131122、2013年11月22日、二〇一三年十一月二十二日）",
)
_A_MONTH = Text(
    "a month with its year, such as 1970-05, 1970.05, 197005 or 1970年5月, or a date",
    "带年份的年月（如 1970-05、1970.05、197005、1970年5月）或日期",
)
_A_TIME = Text("a time of day such as 09:30, 9:30 or 9时30分", "时刻（如 09:30、9:30、9时30分）")
_ON_CALENDAR = Text("year, month and day of a day that the calendar has", "年月日齐全、日历上有的日期")
_ON_CLOCK = Text("a day of the calendar and a time of the clock", "日历和钟表上有的日期和时刻")
_UNAMBIGUOUS = Text("a month without doubt: write 1970.01 or 1970.10", "没有歧义的年月（请写 1970.01 或 1970.10）")

_ISO_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*", re.ASCII)
_CLOCK = re.compile(r"(?:^|(?<=[日号)\s]))\s*(\d{1,2})(?::(\d{2})(?::\d{2})?|[时点](?:(\d{1,2})分|整)?)$", re.ASCII)
_WEEKDAY = re.compile(r"\s*\(?(?:星期|周)[一二三四五六日天]\)?$")
_SHORT = re.compile(r"\d{6}|\d{8}", re.ASCII)
_TOO_LARGE = 10**8
_ANY_YEAR = 2000  # a leap year, for days without one
_WEEKDAYS = "一二三四五六日"


@template_filter(
    "日期",
    Text(
        "Year, month and day in Arabic digits (GB/T 9704, 7.3.5.4).",
        "年月日，阿拉伯数字，不补零（GB/T 9704 7.3.5.4）。",
    ),
    '{{ "2013-12-06"|日期 }}',
    "2013年12月6日",
)
def long_date(value: Any) -> str:
    """2013年12月6日, of a date, a datetime or a text that is one. Raises DocgenError for anything else, as all dates
    do."""
    return chinese_date(as_day(value))


@template_filter(
    "汉字日期",
    Text(
        "The date in Chinese numerals; the year digit by digit, with 〇 (GB/T 15835-2011).",
        "汉字数字的年月日，年份逐位写，零写作〇（GB/T 15835-2011）。",
    ),
    '{{ "2013-12-16"|汉字日期 }}',
    "二〇一三年十二月十六日",
)
def han_date(value: Any) -> str:
    """二〇一三年十二月十六日."""
    day = as_day(value)
    return f"{one_by_one(f'{day.year:04}')}年{spelled(day.month)}月{spelled(day.day)}日"


@template_filter(
    "年月",
    Text(
        'Year and month; with a sign, as forms write it: 年月(".") → 1970.05.',
        "年月；带分隔符时写成表格的样式：1970.05。",
    ),
    '{{ "1970-05-01"|年月 }} {{ "1970.05"|年月(".") }}',
    "1970年5月 1970.05",
)
def year_month(value: Any, separator: str = "") -> str:
    """1970年5月, or with `separator` 1970.05; also of a month without a day (1970.05)."""
    day = _as_month(value)
    return f"{day.year}{separator}{day.month:02}" if separator else f"{day.year}年{day.month}月"


@template_filter("月日", Text("Month and day.", "月和日。"), '{{ "2013-12-06"|月日 }}', "12月6日")
def month_day(value: Any) -> str:
    """12月6日, also of a text that says no year."""
    day = without_year(value) or as_day(value)
    return f"{day.month}月{day.day}日"


@template_filter(
    "日期时间",
    Text("The date and the time of day.", "日期和时刻。"),
    '{{ "2013-12-06 09:30"|日期时间 }}',
    "2013年12月6日9时30分",
)
def date_time(value: Any) -> str:
    """2013年12月6日9时30分, of a datetime or a text with a time. A date alone is refused."""
    return chinese_date(as_day(value)) + _clock(_as_time(value))


@template_filter(
    "时间",
    Text(
        "The time of day (GB/T 15835: 15时8分); the full hour without minutes.", "时刻，不补零（15时8分）；整点不写分。"
    ),
    '{{ "2013-12-06 09:05"|时间 }}，{{ "15:00"|时间 }}',
    "9时5分，15时",
)
def time_of_day(value: Any) -> str:
    """9时5分, of a time, a datetime or a text that is either."""
    return _clock(_as_time(value))


@template_filter("星期", Text("The day of the week.", "星期几。"), '{{ "2013-11-22"|星期 }}', "星期五")
def weekday(value: Any) -> str:
    """星期五."""
    return f"星期{_WEEKDAYS[as_day(value).weekday()]}"


def as_day(value: Any) -> date:
    """The day that `value` is: a date, a datetime, a text or eight digits. Raises Unfit."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = _digits(value) if isinstance(value, int | float) else value
    if not isinstance(text, str) or (isinstance(value, int | float) and len(text) != 8):
        raise Unfit(_A_DATE, value)
    written = _parts(text)[0]
    try:
        year = read_month(written).year
    except CellError:
        raise Unfit(_A_DATE, value) from None
    try:
        return read_date(written, year)
    except CellError:
        raise Unfit(_ON_CALENDAR, value) from None


def moment(text: str) -> datetime | None:
    """The day with its time, or the first day of a month, to tell what comes first; None of what is neither."""
    for read in (as_day, _as_month):
        try:
            day = read(text)
        except Unfit:
            continue
        return datetime.combine(day, _parts(text)[1] or time())
    return None


def is_day(value: Any) -> bool:
    """Whether `value` is a date or a text that says one; a number is none."""
    try:
        as_day(value)
    except Unfit:
        return False
    return not isinstance(value, int | float)


def without_year(value: Any) -> date | None:
    """The day of a text that says month and day only, in a year of no meaning; None of what is none."""
    try:
        return read_date(_parts(value)[0], _ANY_YEAR) if isinstance(value, str) else None
    except CellError:
        return None


def _as_month(value: Any) -> date:
    if isinstance(value, date):
        return value
    text = _digits(value) if isinstance(value, int | float) else value
    if not isinstance(text, str):
        raise Unfit(_A_MONTH, value)
    written = _parts(text)[0]
    if may_have_lost_zero(written):
        raise Unfit(_UNAMBIGUOUS, value)
    try:
        return read_month(written)
    except CellError:
        raise Unfit(_A_MONTH, value) from None


def _digits(number: float) -> str:
    """A date or month that was typed as a number: 20131122, 197005, 1970.05."""
    text = f"{number:.15g}" if abs(number) < _TOO_LARGE else ""
    return text if _SHORT.fullmatch(text) or "." in text else ""


def _parts(text: str) -> tuple[str, time | None]:
    """What a text says of the day, without the day of the week, and its time. Raises Unfit for 25:00."""
    typed = unicodedata.normalize("NFKC", text).strip()
    try:
        if _ISO_TIME.fullmatch(typed):
            found = datetime.fromisoformat(typed)
            return found.date().isoformat(), found.time()
        match = _CLOCK.search(typed)
        clock = time(int(match[1]), int(match[2] or match[3] or 0)) if match else None
    except ValueError:
        raise Unfit(_ON_CLOCK, text) from None
    return _WEEKDAY.sub("", typed[: match.start()].rstrip() if match else typed), clock


def _as_time(value: Any) -> time:
    if isinstance(value, datetime):
        return value.time()
    if isinstance(value, time):
        return value
    day, clock = _parts(value) if isinstance(value, str) else ("", None)
    if clock is None:
        raise Unfit(_A_TIME, value)
    if day:
        as_day(value)
    return clock


def _clock(moment: time) -> str:
    return f"{moment.hour}时{moment.minute}分" if moment.minute else f"{moment.hour}时"
