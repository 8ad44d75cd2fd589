"""Lists: 联审总表 with a column a department, 取消资格和待核人员名单, and the public list of those accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from docgen import (
    Access,
    Cell,
    Dataset,
    Generator,
    Problem,
    Severity,
    Text,
    mask_id,
    name_key,
    parameter,
    unlisted_names,
)
from docgen.records import Areas, Candidate, Community, Department, Township
from docgen_plugins.review.contradictions import held_back, refuse_contradicted
from docgen_plugins.review.differences import differences
from docgen_plugins.review.options import Options
from docgen_plugins.review.papers import PLACES, SUBJECT, ForPeople, month, place, posts
from docgen_plugins.review.people import (
    ACCEPTED,
    CANCELLED,
    OBJECTS,
    PENDING,
    Person,
    by_community,
    by_post,
    identity,
    in_order,
)
from docgen_plugins.review.reasons import Reasons
from docgen_plugins.review.room import ROSTER, Overflow, refuse, roster_room, spans

ELSEWHERE = "另见台账"
"""Printed for a note that is longer than its column."""


class ReviewTable(ForPeople):
    """联审总表: a row a person, a column a department, across."""

    name = "review table"
    alias = "联审总表"
    title = Text("wide table of the review (联审总表)", "联审总表")
    template = "review/联审总表.docx"
    filename = "资格联审/联审总表{% if 范围 %}_{{ 范围 }}{% endif %}"

    def rows(self, data: Dataset) -> list[list[Person]]:
        """One document of all whom the township let pass."""
        return [[person for person in self.people(data) if person.passed_township]]

    def left_out(self, data: Dataset) -> Iterable[Problem]:
        """Differences, and notes that are too long for their column."""
        yield from super().left_out(data)
        for person in self.people(data):
            if not roster_room("备注").holds(_note(person)):
                yield Problem("no-room", Severity.WARNING, _NOTE_ELSEWHERE, person.first.origin)

    def context(self, row: list[Person], data: Dataset) -> dict[str, Any]:
        """The departments and the people. Raises DocgenError with the rows whose texts do not fit."""
        departments = list(data[Department])
        widths = spans(len(departments)) if departments else []
        lines = [{"序号": n, **_line(person, departments, widths)} for n, person in enumerate(row, 1)]
        refuse(_too_long(row, lines))
        heads = [{"名称": each.name, "跨": wide} for each, wide in zip(departments, widths, strict=True)]
        subject = Options(data.settings).text("对象", SUBJECT)
        return {
            "部门": heads,
            "名单": lines,
            "人数": data.mark_missing(len(lines), Candidate),
            "对象": subject,
            "范围": "".join(self.places),
        }


_NOTE_ELSEWHERE = Text(
    "备注 is too long for its column, which says 另见台账", "备注太长，联审总表的备注栏印为“另见台账”"
)


def _line(person: Person, departments: list[Department], widths: list[int]) -> dict[str, Any]:
    row, note = person.first, _note(person)
    cells = zip(departments, widths, strict=True)
    return {
        **place(row),
        "姓名": row.name,
        "身份证号": row.resident_id,
        "拟任职务": posts(person.rows),
        "意见": [{"意见": person.opinion(each), "跨": wide} for each, wide in cells],
        "结论": person.outcome if person.concluded else "",
        "备注": note if roster_room("备注").holds(note) else ELSEWHERE,
    }


def _note(person: Person) -> str:
    """The code of the reason, and what the list of candidates adds."""
    said = (row.get(name) for row in person.rows for name in ("reason", "note"))
    return "；".join(dict.fromkeys(filter(None, said)))


def _too_long(people: list[Person], lines: list[dict[str, Any]]) -> Iterator[Overflow]:
    for person, line in zip(people, lines, strict=True):
        for name in ROSTER:
            if not roster_room(name).holds(str(line[name] or "")):
                yield Overflow(person.first.origin, name, roster_room(name))


class ReviewAnnex(ForPeople):
    """取消资格人员名单 and 待核人员名单, IDs masked."""

    name = "review annex"
    alias = "联审附件"
    title = Text("lists of those disqualified and pending (取消资格、待核名单)", "取消资格和待核人员名单")
    template = "review/取消资格和待核人员名单.docx"
    filename = "资格联审/取消资格和待核人员名单{% if 范围 %}_{{ 范围 }}{% endif %}"

    def context(self, row: None, data: Dataset) -> dict[str, Any]:
        """Both lists, in the official order, in each community by post."""
        by_office, reasons = by_post(data), data.once(Reasons)
        people = sorted(self.people(data), key=lambda person: by_office(person.rows))
        cancelled = _numbered(_cancelled(person, reasons) for person in people if person.outcome == CANCELLED)
        pending = _numbered(_pending(person) for person in people if person.outcome == PENDING)
        nobody = data.mark_missing("无。", Candidate)
        return {
            "取消名单": cancelled,
            "取消名单人数": data.mark_missing(len(cancelled), Candidate),
            "取消名单无人": nobody,
            "待核名单": pending,
            "待核名单人数": data.mark_missing(len(pending), Candidate),
            "待核名单无人": nobody,
            "对象": Options(data.settings).text("对象", SUBJECT),
            "范围": "".join(self.places),
        }


def _numbered(lines: Iterable[dict[str, str]]) -> list[dict[str, Any]]:
    return [{"序号": number, **line} for number, line in enumerate(lines, 1)]


def _masked(person: Person, rows: Iterable[Candidate]) -> dict[str, str]:
    row = person.first
    hidden = mask_id(row.resident_id) if row.resident_id else ""
    return {**place(row), "姓名": row.name, "身份证号": hidden or "", "拟任职务": posts(rows)}


def _cancelled(person: Person, reasons: Reasons) -> dict[str, str]:
    rows = [row for row in person.concluded if row.decision == CANCELLED]
    code = rows[0].reason
    objecting = (each.name for each in person.newest if OBJECTS in person.opinion(each))
    known = {"代码": code or "未填", "原因": reasons.words(code), "部门": "、".join(objecting) or "—"}
    return {**_masked(person, rows), **known}


def _pending(person: Person) -> dict[str, str]:
    doubts = [f"{each.name}{said}" for each in person.newest if (said := person.opinion(each)) in (OBJECTS, PENDING)]
    silent = [each.name for each in person.newest if not person.opinion(each)]
    state = "已作待核结论" if person.concluded else "尚未作出结论"
    doubts += [f"{'、'.join(silent)}未反馈"] if silent else []
    return {**_masked(person, person.rows), "情况": "；".join([state, *doubts])}


@dataclass(frozen=True)
class Listed:
    """Who is accepted in a township, and what contradicts the conclusions recorded there."""

    township: Township
    rows: list[Candidate]
    held: list[Problem]

    @property
    def origin(self) -> Cell:
        """The row of the township."""
        return self.township.origin


class ReviewList(Generator):
    """公示名单, one a township: those accepted, and nothing of the others; none where a conclusion is contradicted."""

    name = "review list"
    alias = "联审公示"
    title = Text("public list of those accepted (公示名单)", "联审合格人选公示名单")
    template = "review/公示名单.docx"
    access = Access.PUBLIC
    publishes: ClassVar = {
        Candidate: ("township", "community", "name", "sex", "born", "party", "post", "decision", "status"),
        Community: ("township",),
        Township: ("group",),
    }
    filename = "资格审查公示/{{ 次序 }}-{{ 乡镇 }}"

    places: tuple[str, ...] = parameter(PLACES, tuple)

    def rows(self, data: Dataset) -> list[Listed]:
        """Each township with those who are accepted and have not withdrawn."""
        here = data[Candidate].where(Areas(self.places, data).hold)
        groups: dict[Township, list[Candidate]] = {}
        for row in in_order(data, here.where(decision=ACCEPTED).where(lambda row: row.status not in _OUT)):
            groups.setdefault(row.township, []).append(row)
        theirs = here.where(lambda row: row.get("status") != WITHDRAWN).by("township")
        return [Listed(each, rows, held_back(theirs[each], data)) for each, rows in groups.items()]

    def left_out(self, data: Dataset) -> Iterable[Problem]:
        """Where conclusions and opinions do not agree, in townships that no list is held back from; and whose names
        no list of strokes has."""
        listed = self.rows(data)
        yield from differences(data, but=[problem for each in listed for problem in each.held])
        for each in listed:
            yield from unlisted_names(data, each.rows, "name")

    def context(self, row: Listed, data: Dataset) -> dict[str, Any]:
        """A line a person, in each community by 姓氏笔画. Raises DocgenError with what contradicts conclusions recorded
        in the township."""
        township, options = row.township, Options(data.settings)
        refuse_contradicted(row.held, Text("public list of {name}", "{name}公示名单").format(name=township.name))
        groups: dict[object, list[Candidate]] = {}
        for each in row.rows:
            groups.setdefault(identity(each), []).append(each)
        by_office = by_community(data)
        people = sorted(groups.values(), key=lambda rows: (by_office(rows[0]), name_key(rows[0].name)))
        namesakes = Counter((rows[0].community, rows[0].name) for rows in people)
        return {
            **place(row.rows[0]),
            "名单": _numbered(_public(rows, namesakes) for rows in people),
            "人数": len(people),
            "对象": options.text("对象", SUBJECT),
            "公示期": options.text("公示期"),
            "举报电话": township.group.hotline,
            "落款": data.settings.issuer,
        }


WITHDRAWN = "自愿放弃"
_OUT = (WITHDRAWN, CANCELLED)


def _public(rows: list[Candidate], namesakes: Counter[tuple[Community, str]]) -> dict[str, str]:
    """Where two people of a community have one name, the last four characters of the ID tell them apart."""
    row = rows[0]
    alone = namesakes[(row.community, row.name)] == 1 or not row.resident_id
    last = "" if alone else f"（身份证号后四位{row.resident_id[-4:]}）"
    return {
        "社区": row.community.name,
        "姓名": row.name + last,
        "性别": row.sex,
        "出生年月": month(row.born),
        "政治面貌": row.party,
        "拟任职务": posts(rows),
    }
