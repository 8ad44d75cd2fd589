"""What the register and the sheet 文号登记 say differently."""

from datetime import date

import pytest
from office import DAY, office, row

from docgen import Problem
from docgen.records import IssuedDocument, differences
from docgen.register import Entry


def listed(number: int = 4, **values: object) -> IssuedDocument:
    usual = {"series": "换组", "year": 2013, "number": number, "title": "补充通知", "day": DAY, "state": "已印发"}
    return row(IssuedDocument, number + 2, **{**usual, **values})


def entry(number: int = 4, **values: object) -> Entry:
    usual = {"document": "议事会", "title": "补充通知", "day": DAY}
    return Entry("文号", 2013, number, **{**usual, **values})


def compared(entries: list[Entry], *rows: IssuedDocument) -> list[Problem]:
    return differences(entries, office(*rows), {"文号": "换组"}.__getitem__)


def test_what_agrees_is_not_mentioned():
    assert compared([entry(), entry(5, void="并入")], listed(), listed(5, state="作废")) == []


@pytest.mark.parametrize(
    ("known", "other", "severity", "says"),
    [
        (entry(), listed(title="补充通知（二）"), "error", "标题与登记簿不同：补充通知"),
        (entry(), listed(day=date(2013, 12, 1)), "warning", "成文日期与登记簿不同：2013-11-18"),
        (entry(void="并入"), listed(), "error", "只有一处标为作废"),
        (entry(), listed(state="作废"), "error", "只有一处标为作废"),
    ],
)
def test_what_differs_is_told_with_its_row(known, other, severity, says):
    found = compared([known], other)
    assert [(problem.severity, problem.where) for problem in found][:1] == [(severity, other.origin)]
    assert says in found[0].text.zh
    assert found[0].text.zh.startswith("换组〔2013〕4号")


def test_what_one_of_them_lacks_is_told():
    assert ["登记簿里有" in problem.text.zh for problem in compared([entry()])] == [True]
    assert ["登记簿里没有" in problem.text.zh for problem in compared([], listed())] == [True]


@pytest.mark.parametrize("state", ["占号", "拟稿"])
def test_a_reserved_row_need_not_be_in_the_register(state):
    assert compared([], listed(state=state)) == []


def test_without_the_sheet_nothing_is_compared():
    assert differences([entry()], office(without=[IssuedDocument]), str) == []
