"""联审汇总: the report on the review as of the last day of a period, in numbers only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from docgen import (
    TO_FILL_IN,
    Access,
    Dataset,
    Generator,
    Numbering,
    Period,
    Problem,
    Record,
    Text,
    chinese_date,
    parameter,
)
from docgen.gongwen import Office, signers, title_lines
from docgen.records import (
    Candidate,
    Department,
    Review,
    Township,
    content_column,
    number_column,
    part_column,
    period_column,
    points_of,
)
from docgen_plugins.review.differences import differences
from docgen_plugins.review.options import Options
from docgen_plugins.review.papers import SUBJECT
from docgen_plugins.review.people import ACCEPTED, AGREES, CANCELLED, OBJECTS, PENDING, Person, persons
from docgen_plugins.review.reasons import NO_REASON, Reasons, rule_of

STATE, NEXT = "审查情况", "下步工作"
COUNTED = ("初步人选", "初审通过", "参审", ACCEPTED, CANCELLED, PENDING)


class ReviewPoint(Record, table="联审要点", sheets=("联审汇总要点",), key=("period", "part", "number")):
    """What people write in the report: what they saw in the review, if anything, and what comes next."""

    period: str = period_column()
    part: str = part_column((STATE, NEXT))
    number: int = number_column()
    content: str = content_column()


def _document(summary: Generator, row: Period) -> str:
    """What the register calls it: 联审汇总 2013-11-04..2013-11-22."""
    return f"{summary.alias} {row}"


class ReviewSummary(Generator):
    """One 报告 for a period, as of its last day."""

    name = "review summary"
    alias = "联审汇总"
    title = Text("report on the review (联审汇总)", "联审情况汇总报告")
    template = "review/联审汇总报告.docx"
    access = Access.INTERNAL
    numbering = Numbering("文号", given=True, document=_document)
    publishes: ClassVar = {
        Candidate: (
            *("township", "community", "name", "resident_id"),
            *("township_review", "decision", "decided_on", "reason"),
        ),
        Review: ("township", "community", "name", "resident_id", "department", "round", "opinion", "reviewed_on"),
    }
    filename = "资格联审/联审汇总_{{ 期间 }}_{% if 草稿 %}草稿{% else %}{{ 机关代字 }}{{ 年份 }}-{{ 期号 }}{% endif %}"

    period: Period = parameter(
        Text(
            "PERIOD: week-3, week-1..week-3, 2013-11-04..2013-11-22; the report is as of its last day",
            "PERIOD（期间）：第3周（week-3）、week-1..week-3、2013-11-04..2013-11-22；截至其最后一天",
        ),
        Period,
    )

    def rows(self, data: Dataset) -> list[Period]:
        """One document: for the period."""
        return [self.period]

    def left_out(self, data: Dataset) -> Iterable[Problem]:
        """Where conclusions and opinions do not agree."""
        return differences(data)

    def context(self, row: Period, data: Dataset) -> dict[str, Any]:
        """Head, numbers, tables and people's words."""
        office, options = Office(data.settings), Options(data.settings)
        subject = options.text("对象", SUBJECT)
        title = f"关于全市{subject}初步人选\n资格联审情况的报告"
        people = _as_of(row.end, data)
        points = points_of(data[ReviewPoint], row, data.settings) if data.has(ReviewPoint) else None
        said = {name: [point.content for point in points.where(part=name)] if points else [] for name in (STATE, NEXT)}
        names = options.names("签发人")
        return {
            "期间": row.label.zh,
            **office.context(),
            "标题": title.replace("\n", ""),
            "标题行": [*([office.issuer] if office.redhead == "无" else []), *title_lines(title)],
            "主送": options.text("主送"),
            "抄送": options.text("抄送", ""),
            "签发人": "、".join(names),
            "签发行": tuple(signers(names)),
            "紧急程度": "",
            "结束语": "特此报告。",
            "对象": subject,
            "截止日": chinese_date(row.end),
            **_numbers(people, data),
            STATE: tuple(said[STATE]),
            NEXT: said[NEXT],
        }


def _as_of(day: date, data: Dataset) -> list[Person]:
    """Those who had applied by that day, or been concluded on."""
    people = (replace(person, day=day) for person in data.once(persons))
    return [each for each in people if each.outcome or any((row.applied_on or day) <= day for row in each.rows)]


def _numbers(people: list[Person], data: Dataset) -> dict[str, Any]:
    reviewed = [person for person in people if person.outcome]
    total = _counts(people)
    departments = [_by_department(each, reviewed) for each in data[Department]]
    days = [day for person in reviewed for rows in person.newest.values() for row in rows if (day := row.reviewed_on)]
    rounds = {review.get("round", 1) for person in reviewed for rows in person.newest.values() for review in rows}
    return {
        "乡镇数": data.mark_missing(len(data[Township]), Township),
        "社区数": data.mark_missing(len({person.first.community for person in people}), Candidate),
        "人数": {name: data.mark_missing(number, Candidate) for name, number in total.items()},
        "占比": {word: percent(total[word], total["参审"]) for word in (ACCEPTED, CANCELLED, PENDING)},
        "审查时间": _between(days),
        "轮数": max(rounds, default=1),
        "乡镇表": [_mark_line(line, data) for line in _by_township(people, data)],
        "原因表": _by_reason(reviewed, data),
        "原因合计": percent(total[CANCELLED], total[CANCELLED]),
        "部门表": departments,
        "部门": data.mark_missing("、".join(row["部门"] for row in departments), Department),
        "部门数": data.mark_missing(len(departments), Department),
        "部门合计": {name: sum(row[name] for row in departments) for name in DEPARTMENT_COUNTS},
    }


def _mark_line(line: Mapping[str, Any], data: Dataset) -> dict[str, Any]:
    """The line of a table, a dash for each number where nobody has applied yet."""
    fixed = ("序号", "乡镇")
    return {
        key: value if key in fixed else data.mark_missing(value, Candidate, mark="—") for key, value in line.items()
    }


def _counts(people: Sequence[Person]) -> dict[str, Any]:
    outcomes = [person.outcome for person in people]
    values = (
        len(people),
        sum(person.passed_township for person in people),
        sum(map(bool, outcomes)),
        *(outcomes.count(word) for word in (ACCEPTED, CANCELLED, PENDING)),
    )
    counted: dict[str, Any] = dict(zip(COUNTED, values, strict=True))
    return {**counted, "取消率": percent(counted[CANCELLED], counted["参审"])}


def percent(part: int, whole: int) -> str:
    """9.6%, half up, from whole numbers; a dash of nothing."""
    if not whole:
        return "—"
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%"


def _between(days: Sequence[date]) -> str:
    """2013年11月6日至11月22日."""
    if not days:
        return TO_FILL_IN
    first, last = min(days), max(days)
    until = chinese_date(last).removeprefix(f"{first.year}年")
    return chinese_date(first) if first == last else f"{chinese_date(first)}至{until}"


def _by_township(people: list[Person], data: Dataset) -> list[dict[str, Any]]:
    """Each township, also one where nobody applied; people of none last, so that all are counted."""
    groups: dict[Township | None, list[Person]] = {}
    for person in people:
        groups.setdefault(person.first.get("township"), []).append(person)
    known = [(township.name, groups.get(township, [])) for township in data[Township].sort("order")]
    known += [("乡镇不明", groups[None])] if None in groups else []
    return [{"序号": number, "乡镇": name, **_counts(theirs)} for number, (name, theirs) in enumerate(known, 1)]


def _by_reason(reviewed: list[Person], data: Dataset) -> list[dict[str, Any]]:
    """R1 to R4 with their sums, below each its sub-codes; one without a code is counted too."""
    reasons = data.once(Reasons)
    codes = [_reason(person) for person in reviewed if person.outcome == CANCELLED]
    lines = []
    for rule in (*reasons.bars, *([NO_REASON] if NO_REASON in map(rule_of, codes) else [])):
        theirs = [code for code in codes if rule_of(code) == rule]
        lines.append(_line_of_reason(rule, len(theirs), len(codes), reasons.bar(rule)))
        subs = sorted({code for code in theirs if code and code != rule})
        lines += [_line_of_reason(code, theirs.count(code), len(codes), reasons.words(code), sub=True) for code in subs]
    return lines


def _reason(person: Person) -> str | None:
    return next((row.get("reason") for row in person.concluded if row.decision == CANCELLED), None)


def _line_of_reason(code: str, number: int, whole: int, words: str, *, sub: bool = False) -> dict[str, Any]:
    shown = {"代码": code if sub else "", "条款": "" if sub else code}
    return {**shown, "情形": words.removesuffix("的"), "人数": number, "占比": percent(number, whole)}


DEPARTMENT_COUNTS = ("应审", "已审", AGREES, OBJECTS, PENDING, "未反馈")


def _by_department(department: Department, reviewed: list[Person]) -> dict[str, Any]:
    """Whom it had to review: all if it must, else those for whom it was asked."""
    theirs = [person for person in reviewed if department.required or department in person.newest]
    said = [person.counted(department) for person in theirs]
    answered = sum(map(bool, said))
    values = (len(said), answered, *map(said.count, (AGREES, OBJECTS, PENDING)), len(said) - answered)
    return {"部门": department.name, **dict(zip(DEPARTMENT_COUNTS, values, strict=True))}
