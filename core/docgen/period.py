"""Periods of a project: weeks, days, ranges, and how people type them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from docgen.problems import UsageError
from docgen.text import Text

_DIGITS = {han: value for value, han in enumerate("〇一二三四五六七八九")}
_NUMBER = r"\d{1,3}|[一-九]?十[一-九]?|[一-九]".replace("一-九", "一二三四五六七八九")
_FORMS = Text(
    "Write one of: week-3, week-2..week-3, 2013-11-16..2013-11-22, day-2013-11-22, 第3期",
    "写法：第3周（week-3）、week-2..week-3、2013-11-16..2013-11-22、day-2013-11-22、第3期",
)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both included; `label` as a reader calls it (第3周)."""

    start: date
    end: date
    label: Text

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return f"{self.start}..{self.end}"

    @property
    def chinese(self) -> str:
        """As documents print it: 2013年11月16日—22日."""
        first, last = self.start, self.end
        if first == last:
            return chinese_date(first)
        if first.year != last.year:
            return f"{chinese_date(first)}—{chinese_date(last)}"
        tail = f"{last.day}日" if first.month == last.month else f"{last.month}月{last.day}日"
        return f"{chinese_date(first)}—{tail}"


@dataclass(frozen=True, slots=True)
class Weeks:
    """The project's weeks: the first from `start` to the first `ends_on` (0 is Monday), then seven days each."""

    start: date
    ends_on: int

    def week(self, number: int) -> Period:
        """Week `number`, from 1. Raises UsageError for a week before the first."""
        if number < 1:
            raise self.too_early(Text("week {n}", "第{n}周").format(n=number))
        first_end = self.start + timedelta(days=(self.ends_on - self.start.weekday()) % 7)
        end = first_end + timedelta(weeks=number - 1)
        begin = self.start if number == 1 else end - timedelta(days=6)
        return Period(begin, end, Text("week {n}", "第{n}周").format(n=number))

    def number(self, day: date) -> int:
        """The number of the week that `day` lies in; below 1 before the start."""
        first_end = self.week(1).end
        return 1 + max((day - first_end).days + 6, 0) // 7 if day >= self.start else 0

    def named(self, start: date, end: date) -> Period | None:
        """The week that has just these days, if there is one."""
        number = self.number(end)
        week = self.week(number) if number > 0 else None
        return week if week and (week.start, week.end) == (start, end) else None

    def too_early(self, what: Text) -> UsageError:
        """The error for a period before the project."""
        return UsageError(
            Text("{what} is before the project starts on {day}", "{what}在工作启动日（{day}）之前").format(
                what=what, day=self.start
            ),
            hint=Text("Week 1 is {week}.", "第1周是{week}。").format(week=self.week(1)),
        )


def chinese_date(day: date) -> str:
    """2013年11月22日 (GB/T 9704-2012, 7.3.5.4: Arabic digits, no leading zero)."""
    return f"{day.year}年{day.month}月{day.day}日"


def parse_period(text: str, weeks: Weeks, issue: Callable[[int], Period | None]) -> Period:
    """The period that `text` names: week-3, 第3周, week-2..week-3, a day, a range of days, 第3期.

    `issue` gives the period of a registered issue number. Raises UsageError that shows the forms.
    """
    typed = unicodedata.normalize("NFKC", text).strip().replace(" ", "")
    parts = re.split(r"\.\.|至|~|—", typed)
    spans = [_parse_span(part, weeks, issue) for part in parts]
    if len(spans) > 2 or any(span is None for span in spans):
        raise wrong_period(text)
    first, last = spans[0], spans[-1]
    assert first is not None and last is not None  # noqa: PT018 - narrowed above
    if last.end < first.start:
        raise UsageError(Text("{text} ends before it begins", "“{text}”的结束早于开始").format(text=text), hint=_FORMS)
    if last.end < weeks.start:
        raise weeks.too_early(Text(text, f"“{text}”"))
    label = Text("{a} to {b}", "{a}至{b}").format(a=first.label, b=last.label) if len(spans) > 1 else first.label
    return weeks.named(first.start, last.end) or Period(first.start, last.end, label)


def wrong_period(text: str) -> UsageError:
    """The error for a period that could not be understood."""
    return UsageError(Text("{text!r} is not a period", "看不懂期间“{text}”").format(text=text), hint=_FORMS)


def _parse_span(text: str, weeks: Weeks, issue: Callable[[int], Period | None]) -> Period | None:
    if match := re.fullmatch(rf"week-?(\d{{1,3}})|第?({_NUMBER})周", text, re.IGNORECASE):
        return weeks.week(_number(match[1] or match[2]))
    if match := re.fullmatch(rf"第({_NUMBER})期|issue-?(\d{{1,3}})", text, re.IGNORECASE):
        return _issue_period(_number(match[1] or match[2]), issue)
    if match := re.fullmatch(r"(?:day-?)?(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?", text, re.IGNORECASE):
        return _day_period(int(match[1]), int(match[2]), int(match[3]), text)
    return None


def _issue_period(number: int, issue: Callable[[int], Period | None]) -> Period:
    period = issue(number)
    if period is None:
        raise UsageError(
            Text("issue {n} is not in the register", "登记簿里没有第{n}期").format(n=number),
            hint=Text("`docgen register` lists what is there.", "用 docgen register 查看已登记的期号。"),
        )
    return period


def _day_period(year: int, month: int, day: int, text: str) -> Period:
    try:
        the_day = date(year, month, day)
    except ValueError:
        raise UsageError(
            Text("{text} is not a day of the calendar", "“{text}”不是日历上的日期").format(text=text), hint=_FORMS
        ) from None
    return Period(the_day, the_day, Text(the_day.isoformat(), chinese_date(the_day)))


def _number(text: str) -> int:
    """A number below 100 in digits or Chinese numerals: 3, 三, 十二, 二十."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _DIGITS[text]
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
