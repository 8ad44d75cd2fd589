"""Dates and times of day: dates, datetimes and ISO text (2013-12-16) to what documents print."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from docgen.period import Period, chinese_date
from docgen.render.filters.base import Unfit, template_filter
from docgen.render.filters.numerals import one_by_one, spelled
from docgen.text import Text

_A_DATE = Text("a date such as 2013-12-16", "日期（如 2013-12-16）")
_A_TIME = Text("a time of day such as 09:30", "时刻（如 09:30）")
_A_RANGE = Text("a range that does not end before it begins", "先后不颠倒的区间")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.*)?", re.ASCII)
_CLOCK = re.compile(r"\d{2}:\d{2}(?::\d{2})?", re.ASCII)
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
    """2013年12月6日, of a date, a datetime or ISO text. Raises DocgenError for anything else, as all dates do."""
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
    '{{ "1970-05-01"|年月 }} {{ "1970-05"|年月(".") }}',
    "1970年5月 1970.05",
)
def year_month(value: Any, separator: str = "") -> str:
    """1970年5月, or with `separator` 1970.05; also of ISO text without a day (1970-05)."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}", value, re.ASCII):
        value = f"{value}-01"
    day = as_day(value)
    return f"{day.year}{separator}{day.month:02}" if separator else f"{day.year}年{day.month}月"


@template_filter("月日", Text("Month and day.", "月和日。"), '{{ "2013-12-06"|月日 }}', "12月6日")
def month_day(value: Any) -> str:
    """12月6日."""
    day = as_day(value)
    return f"{day.month}月{day.day}日"


@template_filter(
    "日期时间",
    Text("The date and the time of day.", "日期和时刻。"),
    '{{ "2013-12-06 09:30"|日期时间 }}',
    "2013年12月6日9时30分",
)
def date_time(value: Any) -> str:
    """2013年12月6日9时30分, of a datetime or ISO text with a time. A date alone is refused."""
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
    """9时5分, of a time, a datetime or ISO text of either."""
    return _clock(_as_time(value))


@template_filter("星期", Text("The day of the week.", "星期几。"), '{{ "2013-11-22"|星期 }}', "星期五")
def weekday(value: Any) -> str:
    """星期五."""
    return f"星期{_WEEKDAYS[as_day(value).weekday()]}"


def as_day(value: Any) -> date:
    """The day that `value` is. Raises Unfit for what is no date, datetime or ISO text."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _ISO.fullmatch(value.strip()):
        return _parsed(value).date()
    raise Unfit(_A_DATE, value)


def is_day(value: Any) -> bool:
    """Whether `value` is a date or looks like one."""
    return isinstance(value, date) or (isinstance(value, str) and _ISO.fullmatch(value.strip()) is not None)


def days(start: Any, end: Any) -> str:
    """2013年11月16日—22日: year and month are not repeated. Raises Unfit when it ends before it begins."""
    first, last = as_day(start), as_day(end)
    if last < first:
        raise Unfit(_A_RANGE, end)
    return Period(first, last, Text("", "")).chinese


def _as_time(value: Any) -> time:
    if isinstance(value, datetime):
        return value.time()
    if isinstance(value, time):
        return value
    text = value.strip() if isinstance(value, str) else ""
    if _CLOCK.fullmatch(text):
        return _parsed(f"2000-01-01 {text}").time()
    if _ISO.fullmatch(text) and ":" in text:
        return _parsed(text).time()
    raise Unfit(_A_TIME, value)


def _parsed(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        raise Unfit(Text("a day of the calendar", "日历上有的日期和时刻"), text) from None


def _clock(moment: time) -> str:
    return f"{moment.hour}时{moment.minute}分" if moment.minute else f"{moment.hour}时"
