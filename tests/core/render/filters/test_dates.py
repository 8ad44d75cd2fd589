"""Dates, times and ranges of dates."""

import re
from datetime import date, datetime, time
from typing import Any

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.render import filters

DAY = date(2013, 12, 6)

SAME_DAY = {
    "date": DAY,
    "datetime": datetime(2013, 12, 6, 9, 5),
    "ISO": "2013-12-06",
    "ISO with blanks": " 2013-12-06 ",
    "ISO with T": "2013-12-06T09:05:00",
    "as Excel's are written": "2013-12-06 00:00:00",
}


@pytest.mark.parametrize("value", SAME_DAY.values(), ids=SAME_DAY)
def test_dates_are_printed_whatever_they_come_as(value: Any):
    assert filters.long_date(value) == "2013年12月6日"
    assert filters.han_date(value) == "二〇一三年十二月六日"
    assert filters.year_month(value) == "2013年12月"
    assert filters.month_day(value) == "12月6日"
    assert filters.weekday(value) == "星期五"


HAN_DATES = {
    date(2000, 10, 10): "二〇〇〇年十月十日",
    date(2010, 1, 20): "二〇一〇年一月二十日",
    date(1949, 11, 30): "一九四九年十一月三十日",
    date(2013, 12, 31): "二〇一三年十二月三十一日",
}


@pytest.mark.parametrize(("day", "text"), HAN_DATES.items(), ids=str)
def test_dates_in_chinese_numerals(day: date, text: str):
    assert filters.han_date(day) == text


@given(st.dates())
def test_a_printed_date_can_be_read_back(day: date):
    numbers = map(int, re.fullmatch(r"(\d+)年(\d+)月(\d+)日", filters.long_date(day) or "").groups())
    assert date(*numbers) == day
    year, rest = (filters.han_date(day) or "").split("年")
    month, end = rest.rstrip("日").split("月")
    assert year.translate(str.maketrans("〇一二三四五六七八九", "0123456789")) == f"{day.year:04}"
    assert (cn2an.cn2an(month), cn2an.cn2an(end)) == (day.month, day.day)
    assert not set("零○0O") & set(f"{year}{month}{end}")


TIMES = {
    "9时5分": datetime(2013, 12, 6, 9, 5),
    "15时": time(15),
    "0时": datetime(2013, 12, 6),
    "23时59分": "23:59:58",
    "9时30分": "2013-12-06 09:30",
}


@pytest.mark.parametrize(("text", "value"), TIMES.items(), ids=TIMES)
def test_times_have_no_leading_zeros(text: str, value: Any):
    assert filters.time_of_day(value) == text


RANGES = {
    "one month": (date(2013, 11, 16), date(2013, 11, 22), "2013年11月16日—22日"),
    "two months": (date(2013, 11, 30), "2013-12-06", "2013年11月30日—12月6日"),
    "two years": ("2013-12-28", "2014-01-03", "2013年12月28日—2014年1月3日"),
    "one day": (DAY, datetime(2013, 12, 6, 9), "2013年12月6日"),
    "percents": ("30%", "50%", "30%—50%"),
    "numbers": (9, 100, "9—100"),
    "equal numbers": (5, 5, "5"),
    "numbers with words": ("13万元", "17万元", "13万元—17万元"),
}


@pytest.mark.parametrize(("start", "end", "text"), RANGES.values(), ids=RANGES)
def test_ranges(start: Any, end: Any, text: str):
    assert filters.span(start, end) == text
    assert filters.span(start, end, "～") == text.replace("—", "～")
