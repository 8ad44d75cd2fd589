"""From one value to another: dates, percents, numbers."""

from __future__ import annotations

import re
from typing import Any

from docgen.period import chinese_date
from docgen.render.filters.base import Unfit, printed, template_filter
from docgen.render.filters.dates import as_day, is_day, moment, without_year
from docgen.render.filters.values import read
from docgen.text import Text

_BOTH_PERCENT = Text("% at both ends or at neither", "两端都带%或都不带%")
_BOTH_DATES = Text("dates at both ends or at neither", "两端都是日期或都不是日期")
_A_RANGE = Text("a range that does not end before it begins", "先小后大、先后不颠倒的区间")
_NUMBER = r"[\d〇一二三四五六七八九十]+"
_WRITTEN_DATE = re.compile(
    rf"(?=\S+[年月日])(?:{_NUMBER}年)?(?:{_NUMBER}月)?(?:{_NUMBER}日)?(?:{_NUMBER}时)?(?:{_NUMBER}分)?"
)
_PART = re.compile(rf"{_NUMBER}\D")


@template_filter(
    "区间",
    Text(
        "From the value to the one in brackets. % stands at both ends (GB/T 15835-2011); year and month of a date are "
        'not repeated; one value if both are equal. The dash may be told: 区间(上限, "～").',
        "从前者到括号里的后者。两端都写%（GB/T 15835-2011），日期不重复年月，两端相同只写一个。"
        '连接号可另写：区间(上限, "～")。',
    ),
    "{{ 0.3|百分数|区间(0.5|百分数) }}，{{ '2013-11-16'|区间('2013-11-22') }}，"
    "{{ '2013-11-16'|月日|区间('2013-11-22'|月日, '至') }}",
    "30%—50%，2013年11月16日—22日，11月16日至22日",
)
def span(value: Any, end: Any, dash: str = "—") -> str:
    """30%—50%, of two numbers, texts or dates. Raises DocgenError when it ends before it begins."""
    first, last = _written(value), _written(end)
    if first.endswith("%") != last.endswith("%"):
        raise Unfit(_BOTH_PERCENT, end)
    if is_day(first) != is_day(last) and not (_WRITTEN_DATE.fullmatch(first) and _WRITTEN_DATE.fullmatch(last)):
        raise Unfit(_BOTH_DATES, end)
    if _backwards(first, last):
        raise Unfit(_A_RANGE, end)
    if first == last:
        return first
    return f"{first}{printed(dash)}{_rest(first, last)}"


def _written(value: Any) -> str:
    """A date as documents print it, unless its text is written out already; other values as they are."""
    text = printed(value).strip() if not is_day(value) or isinstance(value, str) else ""
    if _WRITTEN_DATE.fullmatch(text) or not is_day(value):
        return text
    return chinese_date(as_day(value))


def _rest(first: str, last: str) -> str:
    """What of the last date the first does not say: 11月16日—22日."""
    if not (_WRITTEN_DATE.fullmatch(first) and _WRITTEN_DATE.fullmatch(last)):
        return last
    parts, before = _PART.findall(last), _PART.findall(first)
    if parts[0][-1] != "年":
        before = [part for part in before if part[-1] != "年"]
    while len(parts) > 1 and before and parts[0] == before[0]:
        parts, before = parts[1:], before[1:]
    return "".join(parts)


def _backwards(first: str, last: str) -> bool:
    if _WRITTEN_DATE.fullmatch(first) and _WRITTEN_DATE.fullmatch(last):
        start, end = moment(first), moment(last)
        if start and end:
            return end < start
        before, after = start or without_year(first), end or without_year(last)
        return bool(before and after and before.month == after.month and after.day < before.day)
    try:
        return read(first.rstrip("%")).value > read(last.rstrip("%")).value
    except Unfit:
        return False
