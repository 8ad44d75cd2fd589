"""Weeks, and the ways in which people type a period."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen import Period, Text, Weeks, chinese_date, parse_period
from docgen.problems import UsageError

DAY = timedelta(days=1)
WEEKS = Weeks(date(2013, 11, 4), ends_on=4)
ISSUES = {2: WEEKS.week(2), 3: WEEKS.week(3)}


def typed_period(typed: str) -> Period:
    return parse_period(typed, WEEKS, ISSUES.get)


def days(period: Period) -> tuple[str, str]:
    return period.start.isoformat(), period.end.isoformat()


def mistake(typed: str) -> UsageError:
    with pytest.raises(UsageError) as caught:
        typed_period(typed)
    assert caught.value.exit_code == 2
    return caught.value


# -- weeks --


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, ("2013-11-04", "2013-11-08")),
        (2, ("2013-11-09", "2013-11-15")),
        (3, ("2013-11-16", "2013-11-22")),
        (9, ("2013-12-28", "2014-01-03")),
    ],
    ids=["short-first-week", "second", "third", "across-the-year"],
)
def test_a_week_has_its_days(number: int, expected: tuple[str, str]) -> None:
    assert days(WEEKS.week(number)) == expected


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 6), st.integers(0, 4000))
def test_every_day_lies_in_exactly_one_week(start: date, ends_on: int, later: int) -> None:
    weeks = Weeks(start, ends_on)
    day = start + timedelta(days=later)
    number = weeks.number(day)
    week = weeks.week(number)
    assert day in week
    assert week.end.weekday() == ends_on
    assert week.start == (start if number == 1 else weeks.week(number - 1).end + DAY)
    assert weeks.week(number + 1).start == week.end + DAY
    assert weeks.number(week.start) == weeks.number(week.end) == number


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 6), st.integers(1, 4000))
def test_no_week_holds_a_day_before_the_start(start: date, ends_on: int, earlier: int) -> None:
    assert Weeks(start, ends_on).number(start - timedelta(days=earlier)) < 1


# -- what people type --

FORMS = {
    "week": ("week-3", "2013-11-16", "2013-11-22"),
    "week-without-dash": ("Week3", "2013-11-16", "2013-11-22"),
    "week-in-capitals": ("WEEK-3", "2013-11-16", "2013-11-22"),
    "week-blanks": ("  week 3 ", "2013-11-16", "2013-11-22"),
    "zh-week": ("第3周", "2013-11-16", "2013-11-22"),
    "zh-week-short": ("3周", "2013-11-16", "2013-11-22"),
    "zh-week-blanks": ("第 3　周", "2013-11-16", "2013-11-22"),
    "zh-week-full-width": ("第３周", "2013-11-16", "2013-11-22"),
    "zh-numeral": ("第三周", "2013-11-16", "2013-11-22"),
    "zh-ten": ("第十周", "2014-01-04", "2014-01-10"),
    "zh-twelve": ("第十二周", "2014-01-18", "2014-01-24"),
    "zh-twenty": ("第二十周", "2014-03-15", "2014-03-21"),
    "zh-twenty-one": ("第二十一周", "2014-03-22", "2014-03-28"),
    "weeks": ("week-2..week-3", "2013-11-09", "2013-11-22"),
    "zh-weeks": ("第2周至第3周", "2013-11-09", "2013-11-22"),
    "zh-weeks-dash": ("第2周—第3周", "2013-11-09", "2013-11-22"),
    "zh-weeks-tilde": ("第二周～第三周", "2013-11-09", "2013-11-22"),
    "range": ("2013-11-16..2013-11-22", "2013-11-16", "2013-11-22"),
    "range-full-width": ("２０１３－１１－１６．．２０１３－１１－２２", "2013-11-16", "2013-11-22"),
    "range-blanks": ("2013-11-16 .. 2013-11-22", "2013-11-16", "2013-11-22"),
    "week-to-day": ("week-2..2013-11-20", "2013-11-09", "2013-11-20"),
    "day": ("day-2013-11-22", "2013-11-22", "2013-11-22"),
    "day-bare": ("2013-11-22", "2013-11-22", "2013-11-22"),
    "day-dots": ("2013.11.22", "2013-11-22", "2013-11-22"),
    "day-slashes": ("2013/11/9", "2013-11-09", "2013-11-09"),
    "zh-day": ("2013年11月22日", "2013-11-22", "2013-11-22"),
    "zh-day-full-width": ("２０１３年１１月２２日", "2013-11-22", "2013-11-22"),
    "issue": ("第3期", "2013-11-16", "2013-11-22"),
    "issue-numeral": ("第三期", "2013-11-16", "2013-11-22"),
    "issues": ("第2期至第3期", "2013-11-09", "2013-11-22"),
}


@pytest.mark.parametrize(("typed", "start", "end"), FORMS.values(), ids=FORMS)
def test_a_typed_period_is_understood(typed: str, start: str, end: str) -> None:
    assert days(typed_period(typed)) == (start, end)


@settings(deadline=None)
@given(st.dates(date(2013, 11, 4), date(2030, 1, 1)), st.integers(0, 500))
def test_a_period_reads_back_from_what_is_shown_of_it(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    assert days(typed_period(f"{start}..{end}")) == (start.isoformat(), end.isoformat())
    assert typed_period(chinese_date(start)) == typed_period(start.isoformat())


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("第三周", Text("week 3", "第3周")),
        ("week-2..week-3", Text("week 2 to week 3", "第2周至第3周")),
        ("2013.11.9", Text("2013-11-09", "2013年11月9日")),
    ],
    ids=["week", "weeks", "day"],
)
def test_a_period_is_called_as_a_reader_calls_it(typed: str, label: Text) -> None:
    assert typed_period(typed).label == label


def assert_shows_the_forms(error: UsageError) -> None:
    assert error.hint is not None
    for form in ("week-3", "week-2..week-3", "2013-11-16..2013-11-22", "day-2013-11-22", "第3期"):
        assert form in error.hint.en
        assert form in error.hint.zh
    assert "第3周" in error.hint.zh


WRONG = {
    "empty": "",
    "blank": "　",
    "bare-number": "3",
    "no-number": "week",
    "not-a-number": "week-x",
    "no-numeral": "第几周",
    "zh-zero": "第〇周",
    "zh-digit-in-numeral": "第1二周",
    "zh-digit-before-ten": "第2十周",
    "zh-two-tens": "第十十周",
    "zh-two-numerals": "第一二十周",
    "word": "下周",
    "number-too-long": "week-1000",
    "open-end": "week-2..",
    "open-start": "..week-3",
    "three-parts": "week-1..week-2..week-3",
    "one-part-wrong": "week-2..soon",
    "day-without-year": "11月22日",
    "braces": "{week}",
}


@pytest.mark.parametrize("typed", WRONG.values(), ids=WRONG)
def test_a_wrong_period_is_answered_with_the_forms(typed: str) -> None:
    error = mistake(typed)
    assert typed in error.text.zh
    assert_shows_the_forms(error)


BEFORE = {
    "week-zero": ("week-0", "第0周"),
    "day": ("2013-11-03", "2013-11-03"),
    "range": ("2013-10-01..2013-11-03", "2013-10-01..2013-11-03"),
}


@pytest.mark.parametrize(("typed", "named"), BEFORE.values(), ids=BEFORE)
def test_a_period_before_the_project_is_told_where_week_1_lies(typed: str, named: str) -> None:
    error = mistake(typed)
    assert named in error.text.zh
    assert "2013-11-04" in error.text.zh
    assert error.hint is not None
    assert "2013-11-04..2013-11-08" in error.hint.zh


@pytest.mark.parametrize("typed", ["week-3..week-2", "2013-11-22..2013-11-16"], ids=["weeks", "days"])
def test_a_period_that_ends_before_it_begins_is_refused(typed: str) -> None:
    error = mistake(typed)
    assert f"“{typed}”的结束早于开始" in error.text.zh
    assert_shows_the_forms(error)


@pytest.mark.parametrize("typed", ["2013-02-30", "day-2013-13-01", "2013年11月31日"], ids=["leap", "month", "zh"])
def test_a_day_that_no_calendar_has_is_refused(typed: str) -> None:
    error = mistake(typed)
    assert error.text.zh == f"“{typed}”不是日历上的日期"
    assert_shows_the_forms(error)


def test_an_issue_that_is_not_registered_is_told_where_the_issues_stand() -> None:
    error = mistake("第9期")
    assert error.text.zh == "登记簿里没有第9期"
    assert error.hint is not None
    assert "docgen register" in error.hint.zh


# -- as documents print it --


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("2013-11-09", "2013年11月9日"),
        ("week-3", "2013年11月16日—22日"),
        ("2013-11-30..2013-12-06", "2013年11月30日—12月6日"),
        ("week-9", "2013年12月28日—2014年1月3日"),
        ("2013-11-22..2014-11-22", "2013年11月22日—2014年11月22日"),
    ],
    ids=["day", "in-a-month", "across-months", "across-years", "same-month-of-another-year"],
)
def test_documents_print_a_period_without_repeating_year_and_month(typed: str, printed: str) -> None:
    assert typed_period(typed).chinese == printed
