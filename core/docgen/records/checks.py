"""Checks across the office's tables (domain.md §6; the codes are its numbers)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docgen import Dataset, Record, Severity, Text, check
from docgen.records.people import AdmonitionTalk, Appraisal, Candidate, Incumbent, Review
from docgen.records.places import Community, Township
from docgen.records.rules import Bands
from docgen.records.work import DailyReport

Finding = tuple[Record | None, Text]


@check(
    "E03",
    Severity.ERROR,
    Text("one person applied in two communities", "同一身份证号在两个社区报名"),
    needs=(Candidate,),
)
def same_id_twice(data: Dataset) -> Iterator[Finding]:
    for resident_id, rows in data[Candidate].by("resident_id").items():
        if resident_id and len(rows.by("community")) > 1:
            first = rows[0]
            other = next(row for row in rows if row.get("community") != first.get("community"))
            yield (
                other,
                Text("the same ID stands in {other}", "同一身份证号已见于 {other}").format(other=first.origin),
            )


@check(
    "E05",
    Severity.ERROR,
    Text("two names for one ID", "同一身份证号有两个姓名"),
    needs=(Candidate,),
)
def one_id_two_names(data: Dataset) -> Iterator[Finding]:
    for resident_id, rows in data[Candidate].by("resident_id").items():
        other = next((row for row in rows if row.get("name") != rows[0].get("name")), None)
        if resident_id and other:
            text = Text("the same ID stands with another name in {other}", "同一身份证号以另一姓名见于 {other}")
            yield other, text.format(other=rows[0].origin)


@check(
    "E10",
    Severity.ERROR,
    Text("a township's number of communities is not its rows", "乡镇的社区数与社区表不符"),
    needs=(Township, Community),
)
def community_count(data: Dataset) -> Iterator[Finding]:
    rows = data[Community].by(Township)
    for township in data[Township]:
        stated, found = township.get("communities"), len(rows[township])
        if stated not in (None, found):
            yield (
                township,
                Text("社区数 says {a}, the table 社区 has {b} rows", "社区数填{a}，社区表有{b}行").format(
                    a=stated, b=found
                ),
            )


@check(
    "E11",
    Severity.ERROR,
    Text("the votes of an appraisal do not add up", "民主评议票数不平"),
    needs=(Appraisal,),
)
def votes_add_up(data: Dataset) -> Iterator[Finding]:
    for row in data[Appraisal]:
        valid = row.get("valid", row.get("returned", 0) - row.get("invalid", 0))
        names = ("satisfied", "rather", "dissatisfied", "abstained")
        parts = sum(row.get(name, 0) for name in names)
        readable = all(row.is_set(name) for name in (*names, "valid", "returned", "invalid"))
        if readable and parts != valid:
            yield (
                row,
                Text("the opinions add up to {a}, valid votes are {b}", "各项票数之和{a}，有效票{b}").format(
                    a=parts, b=valid
                ),
            )
        if readable and valid <= 0:
            yield row, Text("without a valid vote there is no rate", "没有有效票，无法计算不满意率")
        chain = [row.get(name) for name in ("returned", "handed_out", "present", "expected")]
        numbers = [number for number in chain if number is not None]
        if numbers != sorted(numbers):
            yield row, Text("收回 ≤ 发出 ≤ 实到 ≤ 应到 does not hold", "应满足 收回≤发出≤实到≤应到")


def _person(row: Any) -> tuple[Any, Any, str]:
    return row.township, row.community, row.name


@check(
    "E20",
    Severity.ERROR,
    Text("a decided candidate has no opinion of a department", "有复审结论的人选缺部门意见"),
    needs=(Candidate, Review),
)
def decided_without_review(data: Dataset) -> Iterator[Finding]:
    reviewed = {row.get("resident_id") for row in data[Review].where(lambda row: row.opinion)}
    for row in data[Candidate].where(lambda row: row.decision and row.resident_id):
        if row.resident_id not in reviewed:
            yield (
                row,
                Text("there is a decision, but no opinion of a department", "有复审结论，但没有部门联审意见"),
            )


@check(
    "E24",
    Severity.ERROR,
    Text("a disqualification without a reason", "取消资格没有原因"),
    needs=(Candidate,),
)
def cancelled_without_reason(data: Dataset) -> Iterator[Finding]:
    for row in data[Candidate].where(decision="取消资格"):
        if not row.get("reason"):
            yield row, Text("取消资格 without 取消原因", "复审结论为取消资格，但没有填取消原因")


@check(
    "E29",
    Severity.WARNING,
    Text("in the band of the talk, but no talk", "在诫勉区间而无诫勉谈话"),
    needs=(Appraisal, AdmonitionTalk),
)
def band_without_talk(data: Dataset) -> Iterator[Finding]:
    talks = {_person(row) for row in data[AdmonitionTalk].where(_person)}
    for row in data[Appraisal].where(Bands.of(data.settings).to_talk).where(_person):
        if _person(row) not in talks:
            yield (
                row,
                Text("dissatisfaction is in the band, there is no talk yet", "不满意率在诫勉区间，尚无诫勉谈话记录"),
            )


@check(
    "E30",
    Severity.ERROR,
    Text("a talk outside the band", "诫勉谈话对象不在诫勉区间"),
    needs=(Appraisal, AdmonitionTalk),
)
def talk_outside_band(data: Dataset) -> Iterator[Finding]:
    band = {_person(row) for row in data[Appraisal].where(Bands.of(data.settings).to_talk).where(_person)}
    for row in data[AdmonitionTalk].where(_person):
        if _person(row) not in band:
            yield row, Text("no appraisal of this person lies in the band", "没有此人在诫勉区间的民主评议")


@check(
    "W26",
    Severity.WARNING,
    Text("an emergency plan without its day", "应急预案没有完成日期"),
    needs=(Township,),
)
def plan_without_day(data: Dataset) -> Iterator[Finding]:
    for row in data[Township].where(plan_done=True):
        if row.is_set("plan_done_on") and row.plan_done_on is None:
            yield row, Text("it counts from the first week on", "未填预案完成日期，按第1周起计入")


@check(
    "E36",
    Severity.ERROR,
    Text("a measure without its day", "处理情形没有处理日期"),
    needs=(Incumbent,),
)
def measure_without_day(data: Dataset) -> Iterator[Finding]:
    for row in data[Incumbent].where(lambda row: row.measure not in (None, "无")):
        if row.is_set("measure_on") and row.measure_on is None:
            yield row, Text("处理情形 is filled in, 处理日期 is not", "填了处理情形，没有填处理日期")


@check(
    "E39",
    Severity.ERROR,
    Text("two daily reports of one township for one day", "同一乡镇同一天有两份日信息"),
    needs=(DailyReport,),
)
def reported_twice(data: Dataset) -> Iterator[Finding]:
    seen: dict[tuple[Any, Any], Record] = {}
    for row in data[DailyReport].where(lambda row: row.township and row.community is None):
        key = (row.get("day"), row.township)
        if key[0] and key in seen:
            yield row, Text("reported already in {other}", "与 {other} 重复").format(other=seen[key].origin)
        seen.setdefault(key, row)
