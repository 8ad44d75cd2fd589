"""E20 to E27: the joint review and what the city concludes from it (domain.md §1.3, §3.5, §6 C)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from docgen import Cell, Dataset, Finding, Severity, Text, check
from docgen.records.join import candidates
from docgen.records.people import Candidate, Review
from docgen.records.places import Department
from docgen.records.work import Petition

_ACCEPTED, _CANCELLED, _OBJECTS = "合格", "取消资格", "有异议"
_EVIDENCE_ELSEWHERE = ("R1", "R2")  # the admonition talk and the appraisal; R3 and R4 need a department's word

Opinions = dict[Candidate, list[Review]]


def opinions(data: Dataset) -> Opinions:
    """The rows of 联审结果 by candidate; of a person with two posts by each of the two rows."""
    people, found = data.once(candidates), Opinions()
    last: Cell | None = None
    rows: tuple[Candidate, ...] = ()
    for review in data[Review]:
        if review.origin != last:  # a wide sheet has one person a row
            last, rows = review.origin, people.find(review).rows
        for row in rows:
            found.setdefault(row, []).append(review)
    return found


def required(data: Dataset) -> list[Department]:
    """The departments whose opinion each candidate needs; none where there is no list of departments."""
    return [row for row in data[Department] if row.get("required")] if data.has(Department) else []


@check(
    "E14",
    Severity.ERROR,
    Text("all departments have answered, but 复审结论 is blank", "各部门意见已齐，复审结论没有填"),
    needs=(Candidate, Review, Department),
    hint=Text(
        "Fill in 合格, 取消资格 or 待核: else the three do not add up to those reviewed.",
        "请填合格、取消资格或待核，否则三项之和不等于参审人数。",
    ),
)
def reviewed_without_decision(data: Dataset) -> Iterator[Finding]:
    needed = set(required(data))
    for candidate, rows in data.once(opinions).items():
        answered = {row.get("department") for row in rows if row.get("opinion")}
        if needed and needed <= answered and candidate.is_set("decision") and candidate.decision is None:
            text = Text("reviewed by all, without a conclusion: {who}", "各部门意见已齐，没有复审结论：{who}")
            yield Finding(rows[0], text.format(who=candidate.origin))


@check(
    "E20",
    Severity.ERROR,
    Text("a candidate lacks departments in 联审结果", "人选在联审结果里缺部门"),
    needs=(Candidate, Review),
    hint=Text("Ask the departments, or complete the sheet.", "请向部门催要意见，或补全联审表。"),
)
def departments_missing(data: Dataset) -> Iterator[Finding]:
    """Of a candidate who passed the township each required department has a row; a conclusion needs opinions."""
    rows, needed = data.once(opinions), required(data)
    for candidate in data[Candidate]:
        theirs = rows.get(candidate, [])
        if candidate.get("decision") and not any(row.get("opinion") for row in theirs):
            text = Text("there is a decision, but no opinion of a department", "有复审结论，但没有部门联审意见")
            yield Finding(candidate, text, column="decision")
        elif theirs and (lacking := _lacking(theirs, needed)):
            yield Finding(candidate, Text("no row of {lacking}", "缺{lacking}的意见").format(lacking=lacking))


def _lacking(rows: list[Review], needed: list[Department]) -> str:
    there = {row.get("department") for row in rows}
    readable = all(row.is_set("department") for row in rows)
    return "、".join(row.get("name", "") for row in needed if row not in there) if readable else ""


@check(
    "E21",
    Severity.ERROR,
    Text("复审结论 without a township's pass", "没有通过乡镇初审，却有复审结论"),
    needs=(Candidate,),
    hint=Text(
        "The township reviews first; mend 初审意见 or 复审结论.", "先乡镇初审、后市级复审，请核对初审意见和复审结论。"
    ),
)
def decided_without_township(data: Dataset) -> Iterator[Finding]:
    for row in data[Candidate].where(lambda row: row.decision and row.township_review != _ACCEPTED):
        text = Text("初审意见 is {review}, yet 复审结论 is filled in", "初审意见为{review}，却填了复审结论")
        yield Finding(row, text.format(review=row.township_review), column="decision")


@check(
    "E22",
    Severity.ERROR,
    Text("有异议 or 待核 without 情况说明", "有异议、待核而没有情况说明"),
    needs=(Review,),
    hint=Text("Ask the department for its reasons.", "请部门补写情况说明。"),
)
def objection_without_reasons(data: Dataset) -> Iterator[Finding]:
    for row in data[Review].where(lambda row: row.opinion in (_OBJECTS, "待核") and row.remark is None):
        text = Text("{department}: {opinion} without 情况说明", "{department}{opinion}，没有情况说明")
        department = row.department.name if row.get("department") else ""
        yield Finding(row, text.format(department=department, opinion=row.opinion), column="remark")


@check(
    "E23",
    Severity.ERROR,
    Text(
        "合格, although a required department objects, still verifies or has not answered",
        "必审部门有异议、待核或未反馈，却为合格",
    ),
    needs=(Candidate, Review, Department),
    hint=Text(
        "A blank is no 无异议: ask the department, or mend 复审结论.", "空白不等于无异议：请催要意见，或改正复审结论。"
    ),
)
def accepted_against_departments(data: Dataset) -> Iterator[Finding]:
    needed, rows = set(required(data)), data.once(opinions)
    for candidate in data[Candidate].where(decision=_ACCEPTED):
        theirs = [row for row in rows.get(candidate, ()) if row.get("department") in needed and row.is_set("opinion")]
        newest = {row.department: row for row in sorted(theirs, key=_round)}
        against = [f"{d.name}{row.opinion or '未反馈'}" for d, row in newest.items() if row.opinion != "无异议"]
        if against:
            text = Text("合格, but: {against}", "复审结论为合格，但{against}")
            yield Finding(candidate, text.format(against="、".join(against)), column="decision")


def _round(row: Review) -> int:
    return int(row.get("round", 1))


@check(
    "E24",
    Severity.ERROR,
    Text("a disqualification without a reason", "取消资格没有原因"),
    needs=(Candidate,),
    hint=Text("Fill in the code of the reason (R1 to R4).", "请填原因代码（R1—R4）。"),
)
def cancelled_without_reason(data: Dataset) -> Iterator[Finding]:
    for row in data[Candidate].where(decision=_CANCELLED, reason=None):
        text = Text("取消资格 without 取消原因", "复审结论为取消资格，但没有填取消原因")
        yield Finding(row, text, column="reason")


@check(
    "E24",
    Severity.ERROR,
    Text("a disqualification to which no department objects", "取消资格没有部门异议为依据"),
    needs=(Candidate, Review),
    hint=Text("Reasons R3 and R4 need a department's objection in writing.", "R3、R4 类原因须有部门的书面异议。"),
)
def cancelled_without_objection(data: Dataset) -> Iterator[Finding]:
    rows = data.once(opinions)
    for candidate in data[Candidate].where(decision=_CANCELLED):
        theirs = rows.get(candidate, [])
        readable = theirs and all(row.is_set("opinion") for row in theirs)
        elsewhere = (candidate.get("reason") or "R1").startswith(_EVIDENCE_ELSEWHERE)
        if readable and not elsewhere and not any(row.opinion == _OBJECTS for row in theirs):
            text = Text("取消资格, but no department objects", "复审结论为取消资格，但没有部门提出异议")
            yield Finding(candidate, text, column="decision")


@check(
    "W25",
    Severity.WARNING,
    Text(
        "a department's answer is dated before it was asked, or after the conclusion",
        "部门审查日期早于送审、报名，或晚于复审结论",
    ),
    needs=(Candidate, Review),
    hint=Text("Mend the date that is wrong.", "请改正有误的日期。"),
)
def review_out_of_order(data: Dataset) -> Iterator[Finding]:
    for candidate, rows in data.once(opinions).items():
        applied_on, decided_on = candidate.get("applied_on"), candidate.get("decided_on")
        for row in rows:
            reviewed_on, sent_on = row.get("reviewed_on"), row.get("sent_on")
            if reviewed_on is None:
                continue
            if any(day and reviewed_on < day for day in (sent_on, applied_on)):
                yield Finding(row, Text("before it was asked for", "早于送审日期或报名日期"), column="reviewed_on")
            elif decided_on and reviewed_on > decided_on and _round(row) == 1:
                text = Text("after the conclusion of {day}", "晚于复审结论（{day}）").format(day=decided_on)
                yield Finding(row, text, column="reviewed_on")


@check(
    "E26",
    Severity.ERROR,
    Text("two different opinions of one department on one person in one round", "同一轮里一个部门对一人有两种意见"),
    needs=(Candidate, Review),
    hint=Text("Leave the right one, or number the rounds.", "请保留正确的一行，或者填明轮次。"),
)
def two_opinions(data: Dataset) -> Iterator[Finding]:
    for rows in data.once(opinions).values():
        first: dict[object, Review] = {}
        for row in rows:
            if row.get("opinion") and row.get("department"):
                other = first.setdefault((row.department, _round(row)), row)
                if other.opinion != row.opinion:
                    text = Text("{a} here, {b} in {other}", "这里是{a}，{other} 是{b}")
                    yield Finding(row, text.format(a=row.opinion, b=other.opinion, other=other.origin))


@check(
    "E27",
    Severity.ERROR,
    Text("合格, although an inquiry is open or was closed later", "信访件未办结，或办结在复审结论之后，却为合格"),
    needs=(Candidate, Petition),
    hint=Text("Finish the inquiry first, or mend the conclusion.", "请先办结信访件，或改正复审结论。"),
)
def accepted_with_open_petition(data: Dataset) -> Iterator[Finding]:
    """A petition that came after the conclusion is another matter, unless it is still open."""
    people = data.once(candidates)
    for petition in data[Petition].where(lambda row: row.subject):
        for row in people.find(petition, "subject").rows:
            if row.get("decision") != _ACCEPTED or not petition.is_set("conclusion"):
                continue
            if petition.conclusion in (None, "调查中") or _closed_late(petition, row.get("decided_on")):
                text = Text("not closed when {who} was concluded as 合格", "{who} 的复审结论为合格时，此件尚未办结")
                yield Finding(petition, text.format(who=row.origin), column="conclusion")


def _closed_late(petition: Petition, decided_on: date | None) -> bool:
    received_on, closed_on = petition.get("received_on"), petition.get("closed_on")
    return bool(received_on and closed_on and decided_on and received_on <= decided_on < closed_on)
