"""A paper a person: 个人联审表, and 取消资格告知书 for those whose disqualification is recorded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from docgen import Access, Dataset, DocgenError, Generator, Problem, Text, UsageError, did_you_mean, parameter
from docgen.records import Areas, Candidate, Department
from docgen_plugins.review.contradictions import held_back, refuse_contradicted
from docgen_plugins.review.differences import differences
from docgen_plugins.review.options import Options, in_words
from docgen_plugins.review.people import CANCELLED, OBJECTS, PENDING, Person, persons
from docgen_plugins.review.reasons import Reasons
from docgen_plugins.review.room import FORM, Overflow, form_room, refuse

PLACES = Text(
    "PLACES: townships and communities; without any, all",
    "PLACES（地方）：乡镇（街道）、社区，可写几个；不写则全部",
)
ROOMY, MOST = 7, 12
"""So many departments fit in the usual type, and so many in small type."""
REMARK_LINES = 3


class ForPeople(Generator):
    """Papers about people who apply in the places that are named."""

    access = Access.RESTRICTED

    places: tuple[str, ...] = parameter(PLACES, tuple)

    def people(self, data: Dataset) -> list[Person]:
        """Those who apply there."""
        areas = Areas(self.places, data)
        return [person for person in data.once(persons) if areas.hold(person.first)]

    def left_out(self, data: Dataset) -> Iterable[Problem]:
        """Where conclusions and opinions do not agree."""
        return differences(data)


class ReviewForms(ForPeople):
    """个人联审表, one page a person, a print file a community: for the group all that is recorded, for a department
    its own row and the basic data only."""

    name = "review forms"
    alias = "联审表"
    title = Text("review form of each person (个人联审表)", "个人联审表")
    template = "review/个人联审表.docx"
    filename = "资格联审/个人联审表{% if 审查部门 %}（{{ 审查部门 }}）{% endif %}/{{ 次序 }}-{{ 乡镇 }}/{{ 社区 }}"
    together = True

    for_: str = parameter(
        Text("A department: its own row only, to be filled in.", "只给一个部门：只印本部门一行，留空填写。"),
        str,
        default="",
    )

    def rows(self, data: Dataset) -> list[Person]:
        """Those whom the township let pass. Raises UsageError for a department that is none, DocgenError for more of
        them than the page holds."""
        departments = list(data[Department])
        self.own = _department(self.for_, departments) if self.for_ else None
        self.shown = [self.own] if self.own else departments
        if len(self.shown) > MOST:
            text = Text("the form has room for {n} departments", "表格只放得下{n}个部门").format(n=MOST)
            raise DocgenError(text, hint=Text("Use --for.", "请用 --for 按部门生成。"), where=departments[MOST].origin)
        return [person for person in self.people(data) if person.passed_township]

    def context(self, row: Person, data: Dataset) -> dict[str, Any]:
        """The person, and what is recorded, as far as the reader may see it."""
        about = dict.fromkeys(_FOR_THE_GROUP, "") if self.own else _about(row, data)
        known = {**_basic(row), **about}
        grid = [_line(row, department, blank=bool(self.own)) for department in self.shown]
        refuse(_too_long(row, known, grid))
        return {
            **known,
            "审查部门": self.own.name if self.own else "",
            "填表部门": self.own.full_name if self.own else "",
            "审查": grid,
            "行高": "单" if self.own else "宽" if len(grid) <= ROOMY else "窄",
            "反馈期限": in_words(Options(data.settings).day("反馈期限")) if self.own else "",
            "对象": data.once(_options).text("对象", SUBJECT),
        }


SUBJECT = "社区党组织班子成员"
"""Whose candidates they are, where [options.review] 对象 says nothing else."""


def _options(data: Dataset) -> Options:
    return Options(data.settings)


def _department(typed: str, departments: list[Department]) -> Department:
    names = {name: each for each in departments for name in (each.name, each.full_name, *(each.aliases or ()))}
    if typed in names:
        return names[typed]
    text = Text("there is no department {name}", "部门表里没有“{name}”").format(name=typed)
    known = Text("Known: {names}", "现有：{names}").format(names="、".join(each.name for each in departments))
    raise UsageError(text, hint=did_you_mean(typed, names) or known)


def _basic(person: Person) -> dict[str, str]:
    """What every department may see, in full-width brackets."""
    row = person.first
    known = {
        **place(row),
        "编号": row.number or "",
        "姓名": row.name,
        "性别": row.sex,
        "民族": row.ethnicity or "",
        "出生年月": month(row.born),
        "身份证号": row.resident_id or "",
        "文化程度": row.education or "",
        "政治面貌": row.party,
        "入党时间": month(row.joined_party),
        "产生方式": row.nominated_by or "",
        "现职": row.occupation or "",
        "住址": row.address or "",
        "户籍地": row.registered_at or "",
        "拟任职务": posts(person.rows),
    }
    return {name: text.translate(_WIDE) for name, text in known.items()}


_WIDE = str.maketrans("()", "（）")


def place(row: Candidate) -> dict[str, str]:
    """Township and community, and the township's place in the official order."""
    return {"次序": f"{row.township.order:02d}", "乡镇": row.township.name, "社区": row.community.name}


def posts(rows: Iterable[Candidate]) -> str:
    """书记、委员."""
    return "、".join(dict.fromkeys(row.post for row in rows))


def month(day: date | None) -> str:
    """1970年10月; nothing where there is no day."""
    return f"{day.year}年{day.month}月" if day else ""


_FOR_THE_GROUP = ("初审意见", "有关情况", "结论", "依据")


def _about(person: Person, data: Dataset) -> dict[str, str]:
    """What is for the group only: township, objections with their reasons, conclusion."""
    decided = next((row for row in person.concluded if row.decision == person.outcome), None)
    return {
        "初审意见": person.first.township_review,
        "有关情况": "；".join(_remarks(person)),
        "结论": person.outcome if decided else "",
        "依据": data.once(Reasons).basis(decided.reason if decided else None),
    }


def _remarks(person: Person) -> list[str]:
    """检察有异议：受过刑事处罚. A wide sheet has one remark for all, which is that of those who object."""
    return [
        f"{department.name}{review.opinion}" + (f"：{review.remark}" if review.remark else "")
        for department, reviews in person.newest.items()
        for review in reviews
        if review.opinion in (OBJECTS, PENDING)
    ]


def _line(person: Person, department: Department, *, blank: bool) -> dict[str, str]:
    reviews = [] if blank else person.newest.get(department, [])
    review = reviews[0] if reviews and person.opinion(department) else None
    return {
        "部门": department.name,
        "审查内容": department.duty or "",
        "意见": person.opinion(department) if review else "",
        "经办人": (review.handler if review else "") or "",
        "负责人": (review.approver if review else "") or "",
        "日期": _day(review.reviewed_on) if review else "",
    }


def _day(day: date | None) -> str:
    return f"{day.year}.{day.month}.{day.day}" if day else ""


def _too_long(person: Person, values: Mapping[str, str], grid: list[dict[str, str]]) -> Iterable[Overflow]:
    """The texts that would be cut: of the person's row, or of the department's."""
    for name in FORM.keys() & values.keys():
        room = form_room(name, REMARK_LINES if name == "有关情况" else 2)
        if not room.holds(values[name]):
            yield Overflow(person.first.origin, name, room)
    for line in grid:
        for name, text in line.items():
            room = form_room(name, small=len(grid) > ROOMY)
            if not room.holds(text):
                yield Overflow(person.first.origin, f"{line['部门']}{name}", room)


class ReviewNotices(ForPeople):
    """取消资格告知书, one a person whose disqualification people recorded; what opinions suggest makes none, nor does a
    record that they contradict."""

    name = "review notices"
    alias = "取消资格告知书"
    title = Text("notice of disqualification to each person (取消资格告知书)", "取消资格告知书")
    template = "review/取消资格告知书.docx"
    filename = "资格联审/取消资格告知书/{{ 次序 }}-{{ 乡镇 }}/{{ 编号 }}{{ 社区 }}{{ 姓名 }}_取消资格告知书"

    def rows(self, data: Dataset) -> list[Person]:
        """Those with a recorded 取消资格."""
        return [person for person in self.people(data) if _cancelled(person)]

    def left_out(self, data: Dataset) -> Iterable[Problem]:
        """Where conclusions and opinions do not agree, of those whom no notice is held back from."""
        held = held_back((row for person in self.rows(data) for row in person.rows), data)
        return differences(data, but=held)

    def context(self, row: Person, data: Dataset) -> dict[str, Any]:
        """Whom it is to, which rule, and where to say one's view. Raises DocgenError with what contradicts it."""
        refuse_contradicted(held_back(row.rows, data), Text("notice", "告知书"))
        cancelled = _cancelled(row)
        first, reasons, options = cancelled[0], data.once(Reasons), data.once(_options)
        return {
            **place(first),
            "编号": first.number or "",
            "姓名": first.name,
            "拟任职务": posts(cancelled),
            "对象": options.text("对象", SUBJECT),
            "规定": reasons.bar(first.reason).removesuffix("的"),
            "情形": reasons.detail(first.reason),
            "申述期限": options.text("申述期限"),
            "受理单位": options.text("受理单位", f"{data.settings.issuer}办公室"),
            "联系人": options.text("联系人"),
            "联系电话": options.text("联系电话"),
            "落款": data.settings.issuer,
        }


def _cancelled(person: Person) -> tuple[Candidate, ...]:
    return tuple(row for row in person.rows if row.get("decision") == CANCELLED)
