"""E01: what must be filled in because of what another column says (the 条件 of domain.md §2.3). A cell that must never
be blank is a problem of reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from docgen import Check, Dataset, Finding, Record, Severity, Text, check
from docgen.records.outreach import BULLETIN, LETTER, Distribution, Household, IssuedDocument
from docgen.records.people import AdmonitionTalk, Candidate, Incumbent
from docgen.records.places import Township
from docgen.records.work import Inspection, Petition


def _needed(record: type[Record], name: str, because: Text, when: Callable[[Any], object]) -> Check:
    """The column `name` must be filled in where `when` holds."""
    title = record.__table__.column(name).title

    def find(data: Dataset) -> Iterator[Finding]:
        for row in data[record].where(when):
            if row.is_set(name) and row.get(name) is None:
                yield Finding(row, text, column=name)

    text = Text("{title} is blank, though {why}", "{why}，但没有填“{title}”").format(title=title, why=because)
    table = record.__table__.name
    rule = Text("{table}: {title} is needed where {why}", "{table}：{why}的，应填“{title}”")
    rule = rule.format(table=table, title=title, why=because)
    return check("E01", Severity.ERROR, rule, needs=(record,), hint=_FILL_IN.format(title=title))(find)


_FILL_IN = Text("Fill in {title}.", "请补填“{title}”。")
_MEASURE = Text("处理情形 is filled in", "填了处理情形")
_RECTIFIES = Text("参选意向 is 整改后参选", "参选意向为整改后参选")


def _measured(row: Incumbent) -> bool:
    return row.measure not in (None, "无")


def _rectifies(row: AdmonitionTalk) -> bool:
    return row.outcome == "整改后参选"


NEEDED = (
    _needed(Incumbent, "measure_on", _MEASURE, _measured),
    _needed(Incumbent, "measure_basis", _MEASURE, _measured),
    _needed(
        Candidate,
        "joined_party",
        Text("政治面貌 is a Party member's", "政治面貌为中共党员"),
        lambda row: (row.party or "").startswith("中共"),
    ),
    _needed(AdmonitionTalk, "remedy", _RECTIFIES, _rectifies),
    _needed(AdmonitionTalk, "remedy_by", _RECTIFIES, _rectifies),
    _needed(
        Inspection,
        "remedy_by",
        Text("处理意见 is 限期整改", "处理意见为限期整改"),
        lambda row: row.ruling == "限期整改",
    ),
    _needed(
        Petition,
        "closed_on",
        Text("there is a 调查结论", "有调查结论"),
        lambda row: row.conclusion not in (None, "调查中"),
    ),
    _needed(Distribution, "planned", Text("物料 is 公开信", "物料为公开信"), lambda row: row.material == LETTER),
    _needed(
        IssuedDocument,
        "full_number",
        Text("文种 is not 信息专报", "文种不是信息专报"),
        lambda row: row.kind != BULLETIN,
    ),
)


@check(
    "E01",
    Severity.ERROR,
    Text("户: neither 地址 nor 小组 says where the household is", "户：地址和小组都没有填"),
    needs=(Household,),
    hint=Text("Fill in one of the two: the letter cannot be delivered.", "请至少填一项，否则公开信无法投递。"),
)
def household_without_place(data: Dataset) -> Iterator[Finding]:
    for row in data[Household].where(address=None, group=None):
        yield Finding(row, Text("neither 地址 nor 小组 is filled in", "地址和小组都没有填"))


@check(
    "W01",
    Severity.WARNING,
    Text("乡镇(街道): an emergency plan without its day", "乡镇(街道)：应急预案没有完成日期"),
    needs=(Township,),
    hint=Text("Fill in 预案完成日期.", "请补填“预案完成日期”。"),
)
def plan_without_day(data: Dataset) -> Iterator[Finding]:
    for row in data[Township].where(plan_done=True, plan_done_on=None):
        text = Text("without 预案完成日期 it counts from the first week on", "未填预案完成日期，按第1周起计入")
        yield Finding(row, text, column="plan_done_on")
