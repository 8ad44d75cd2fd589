"""Dates, times and ranges of dates."""

import re
from contextlib import suppress
from datetime import date, datetime, time
from typing import Any

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.problems import DocgenError
from docgen.render import filters

DAY = date(2013, 12, 6)

SAME_DAY = {
    "date": DAY,
    "datetime": datetime(2013, 12, 6, 9, 5),
    "ISO": "2013-12-06",
    "ISO with blanks": " 2013-12-06 ",
    "ISO with T": "2013-12-06T09:05:00",
    "ISO with a zone": "2013-12-06T09:05:00+08:00",
    "as Excel's are written": "2013-12-06 00:00:00",
    "strokes": "2013/12/6",
    "strokes with time": "2013/12/6 9:05",
    "dots": "2013.12.6",
    "no zeros": "2013-12-6",
    "eight digits": "20131206",
    "eight digits as a number": 20131206,
    "eight digits as a float": 20131206.0,
    "full-width": "２０１３－１２－０６",
    "written out": "2013年12月6日",
    "号": "2013年12月06号",
    "blanks in between": " 2013 年 12 月 6 日\u3000",
    "Chinese numerals": "二〇一三年十二月六日",
    "Chinese numerals, another zero": "二○一三年十二月六日",
    "day of the week": "2013年12月6日（星期五）",
    "with a time": "2013年12月6日9时5分",
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


MONTHS = [
    "1970.05",
    "1970-5",
    "1970/05",
    "197005",
    197005,
    1970.05,
    "1970年5月",
    "一九七〇年五月",
    "1970.05.01",
    " 1970.05 ",
]


@pytest.mark.parametrize("value", MONTHS, ids=repr)
def test_months_are_printed_whatever_they_come_as(value: Any):
    assert filters.year_month(value) == "1970年5月"
    assert filters.year_month(value, ".") == "1970.05"


def test_month_and_day_need_no_year():
    assert filters.month_day("02月29日") == "2月29日"
    assert filters.month_day("十一月二十二日") == "11月22日"


SHAPES = [
    "{0.year:04}-{0.month}-{0.day}",
    "{0.year:04}/{0.month:02}/{0.day:02}",
    "{0.year:04}.{0.month}.{0.day}",
    "{0:%Y%m%d}",
]


@given(st.dates(date(1000, 1, 1)), st.sampled_from(SHAPES))
def test_a_day_of_any_shape_is_that_day(day: date, shape: str):
    assert filters.long_date(shape.format(day)) == filters.long_date(day)


@given(st.text("0123456789年月日-./: 一十〇T", max_size=20))
def test_any_text_is_a_date_or_is_refused(text: str):
    for name in ("日期", "汉字日期", "年月", "月日", "星期", "时间", "日期时间"):
        with suppress(DocgenError):
            assert filters.FILTERS[name].function(text)


@given(st.dates(date(1000, 1, 1)))
def test_a_printed_date_is_a_date_again(day: date):
    assert filters.long_date(filters.han_date(day)) == filters.long_date(day)
    assert filters.han_date(filters.long_date(day)) == filters.han_date(day)


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
    "8时5分": "8:05",
    "7时": "7点",
    "6时6分": "2013年12月6日6时6分",
    "5时7分": "2013/12/6 5:07:30",
}


@pytest.mark.parametrize(("text", "value"), TIMES.items(), ids=TIMES)
def test_times_have_no_leading_zeros(text: str, value: Any):
    assert filters.time_of_day(value) == text


RANGES = {
    "one month": (date(2013, 11, 16), date(2013, 11, 22), "2013年11月16日—22日"),
    "two months": (date(2013, 11, 30), "2013-12-06", "2013年11月30日—12月6日"),
    "two years": ("2013-12-28", "2014-01-03", "2013年12月28日—2014年1月3日"),
    "one day": (DAY, datetime(2013, 12, 6, 9), "2013年12月6日"),
    "days of any shape": ("2013/11/16", "20131122", "2013年11月16日—22日"),
    "month and day": ("11月16日", "11月22日", "11月16日—22日"),
    "month and day of two months": ("11月16日", "12月2日", "11月16日—12月2日"),
    "month and day over the year": ("12月28日", "1月3日", "12月28日—1月3日"),
    "year once": ("2013年11月16日", "11月22日", "2013年11月16日—22日"),
    "Chinese": ("二〇一三年十一月十六日", "二〇一三年十一月二十二日", "二〇一三年十一月十六日—二十二日"),
    "Chinese, two months": ("二〇一三年十一月十六日", "二〇一三年十二月二日", "二〇一三年十一月十六日—十二月二日"),
    "same Chinese day": ("二〇一三年十一月十六日", "二〇一三年十一月十六日", "二〇一三年十一月十六日"),
    "months": ("2013年11月", "2013年12月", "2013年11月—12月"),
    "times of one day": ("2013年12月6日9时30分", "2013年12月6日11时", "2013年12月6日9时30分—11时"),
    "years of age": ("3年", "5年", "3年—5年"),
    "number and years": ("5", "10年", "5—10年"),
    "percents": ("30%", "50%", "30%—50%"),
    "numbers": (9, 100, "9—100"),
    "equal numbers": (5, 5, "5"),
    "numbers with words": ("13万元", "17万元", "13万元—17万元"),
}


@pytest.mark.parametrize(("start", "end", "text"), RANGES.values(), ids=RANGES)
def test_ranges(start: Any, end: Any, text: str):
    assert filters.span(start, end) == text
    assert filters.span(start, end, "～") == text.replace("—", "～")
