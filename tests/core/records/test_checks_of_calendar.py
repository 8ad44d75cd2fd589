"""E36 to W42: dates, stages and the daily reports."""

from datetime import date

import pytest
from office import (
    BLISS,
    DAY,
    STONE,
    WATER,
    Case,
    candidate,
    names,
    office,
    problems,
    review,
    row,
    rules_of,
    settings,
    unreadable,
    votes,
)

from docgen.data import run_checks
from docgen.records import (
    Community,
    DailyReport,
    GoodExample,
    Inspection,
    IssuedDocument,
    Recommendation,
    ScheduleEntry,
    Township,
)
from docgen.records.checks import calendar

BEFORE, AFTER = date(2013, 11, 10), date(2013, 11, 25)
LARGE = row(Township, 4, name="蒲阳镇", communities=19)
SATURDAY = date(2013, 11, 23)


def window(stage: str, **values: object) -> ScheduleEntry:
    """From 11 to 20 November."""
    given = {"begins": date(2013, 11, 11), "ends": date(2013, 11, 20), **values}
    made: ScheduleEntry = row(ScheduleEntry, 2, stage=stage, **given)
    return made


def report(number: int, day: int, **values: object) -> DailyReport:
    made: DailyReport = row(DailyReport, number, **{"township": LARGE, "day": date(2013, 11, day), **values})
    return made


def issue(number: int, day: date, **values: object) -> IssuedDocument:
    given = {"series": "信息专报", "year": 2013, "kind": "信息专报", "state": "已印发", **values}
    made: IssuedDocument = row(IssuedDocument, number, number=number, day=day, **given)
    return made


def example(number: int | None, day: date = DAY) -> GoodExample:
    made: GoodExample = row(GoodExample, 9, township=STONE, title="一户一签", day=day, issue=number)
    return made


def electing(day: date) -> Community:
    made: Community = row(Community, 5, township=STONE, name="枕霞社区", election_day=day)
    return made


FOUND: list[Case] = [
    (calendar.outside_window, [window("推荐报名（一户一票）"), candidate(applied_on=BEFORE)]),
    (calendar.outside_window, [window("市级复审"), candidate(decided_on=AFTER)]),
    (calendar.outside_window, [window("市级复审"), review(reviewed_on=AFTER)]),
    (calendar.outside_window, [window("届满民主评议"), votes(5, held_on=BEFORE)]),
    (calendar.outside_window, [window("推荐报名"), row(Recommendation, township=STONE, community=BLISS, day=AFTER)]),
    (calendar.outside_window, [window("选举大会"), electing(AFTER)]),
    (calendar.outside_window, [window("公示"), row(Inspection, township=STONE, day=AFTER)]),
    (calendar.outside_window, [window("选举大会", ends=AFTER), window("选举大会", township=STONE), electing(AFTER)]),
    (calendar.window_upside_down, [window("公示", ends=BEFORE)]),
    (calendar.in_the_future, [candidate(applied_on=date(2013, 12, 17))]),
    (calendar.in_the_future, [report(2, 4), row(DailyReport, 3, township=STONE, day=date(2014, 1, 1))]),
    (calendar.going_back, [report(2, 4, stage="公示"), report(3, 5, stage="乡镇初审")]),
    (calendar.going_back, [report(2, 4, done=3), report(3, 5, done=2)]),
    (calendar.going_back, [report(2, 4, done=0), report(3, 5, done=1, newly_done=2)]),
    (calendar.going_back, [report(2, 4, township=STONE, done=2)]),
    (calendar.reported_twice, [report(2, 4), report(3, 4)]),
    (calendar.not_reported, [LARGE, WATER, *(report(n, n, township=WATER) for n in (4, 5)), report(6, 4)]),
    (calendar.not_reported, [LARGE, report(4, 4), WATER]),
    (calendar.issue_or_week, [issue(1, BEFORE), example(3)]),
    (calendar.issue_or_week, [issue(1, BEFORE), example(1, day=DAY)]),
    (calendar.issue_or_week, [issue(1, AFTER), issue(2, AFTER, state="作废"), example(3)]),
]
LEFT_ALONE: list[Case] = [
    (calendar.outside_window, [window("市级复审"), candidate(applied_on=BEFORE, decided_on=DAY), review()]),
    (calendar.outside_window, [window("选举大会", township=WATER), electing(AFTER)]),
    (calendar.outside_window, [window("选举大会"), window("选举大会", begins=AFTER, ends=AFTER), electing(AFTER)]),
    (calendar.outside_window, [unreadable(window("选举大会"), "ends"), electing(AFTER)]),
    (calendar.window_upside_down, [window("公示"), window("公示", ends=date(2013, 11, 11))]),
    (calendar.in_the_future, [candidate(applied_on=date(2013, 12, 16)), electing(date(2013, 12, 20))]),
    (calendar.going_back, [report(2, 4, stage="公示"), report(3, 5, stage="乡镇初审", note="重新组织推荐")]),
    (calendar.going_back, [report(2, 4, stage="乡镇初审", done=0), report(3, 5, stage="公示", done=1, newly_done=1)]),
    (calendar.going_back, [report(2, 4, done=1), report(3, 5, township=WATER, done=0), report(4, 5, stage="其他")]),
    (calendar.reported_twice, [report(2, 4), report(3, 4, township=WATER)]),
    (calendar.reported_twice, [report(n, 4, community=place) for n, place in enumerate((BLISS, BLISS, None), 2)]),
    (calendar.reported_twice, [report(2, 4), report(3, 5)]),
    (calendar.not_reported, [LARGE, WATER, report(2, 4), report(3, 4, township=WATER), report(4, 9)]),
    (calendar.issue_or_week, [issue(1, AFTER), example(1), example(2), example(None)]),
]
WITH_RULES = [("工作日", electing(SATURDAY), electing(AFTER)), ("周末", electing(AFTER), electing(SATURDAY))]


@pytest.mark.parametrize(("check", "rows"), FOUND, ids=names(FOUND))
def test_found(check, rows):
    assert [problem.where for problem in problems(*rows, checks=[check])] == [rows[-1].origin]


@pytest.mark.parametrize(("check", "rows"), LEFT_ALONE, ids=names(LEFT_ALONE))
def test_left_alone(check, rows):
    assert problems(*rows, checks=[check]) == []


def test_every_rule_is_tried_on_wrong_and_on_right_rows():
    tried = rules_of(calendar) - {calendar.election_day}
    assert {check for check, _ in FOUND} == {check for check, _ in LEFT_ALONE} == tried


@pytest.mark.parametrize(("days", "wrong", "right"), WITH_RULES)
def test_w42_election_day_is_one_that_the_office_allows(days, wrong, right):
    rules = settings(basis="有效票", election_days=days)
    found = problems(right, wrong, checks=[calendar.election_day], rules=rules)
    assert [problem.where for problem in found] == [wrong.origin]
    assert str(wrong.election_day) in found[0].text.zh
    assert problems(right, wrong, checks=[calendar.election_day]) == []


def test_w39_lists_the_days_that_a_township_missed_once_for_it():
    everybody = [report(n, n, township=WATER) for n in (4, 5, 6, 7, 8)]
    (found,) = problems(LARGE, WATER, *everybody, report(9, 5), checks=[calendar.not_reported])
    assert found.text.zh == "漏报4天：2013-11-04、2013-11-06、2013-11-07、2013-11-08"


def test_stages_are_those_of_docgen_toml():
    rows = [report(2, 4, stage="海选"), report(3, 5, stage="宣传")]
    for stages, count in ((["宣传", "海选"], 1), (["海选", "宣传"], 0)):
        assert len(problems(*rows, checks=[calendar.going_back], rules=settings(stages=stages))) == count


def test_what_lies_in_the_future_depends_on_the_day_that_the_data_is_looked_at():
    for today, count in ((DAY, 0), (BEFORE, 1)):
        data = office(candidate(applied_on=DAY), today=today)
        assert len(run_checks(data, [calendar.in_the_future])) == count
