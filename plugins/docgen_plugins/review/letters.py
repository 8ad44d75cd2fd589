"""征求意见函: to each department, with the list of those whom the townships let pass."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from docgen import TO_FILL_IN, Access, Dataset, DocgenError, Generator, Numbering, Problem, Text, parameter
from docgen.gongwen import Office, title_lines
from docgen.records import Department
from docgen_plugins.review.differences import differences
from docgen_plugins.review.options import Options, in_words, typed_day
from docgen_plugins.review.papers import SUBJECT, month, place, posts
from docgen_plugins.review.people import Person, persons


@dataclass(frozen=True)
class Letter:
    """To whom, and by when an answer is asked for."""

    department: Department
    deadline: date | None


def _document(letters: Generator, row: Letter) -> str:
    """What the register calls them: 联审函 2013-11-15."""
    return f"{letters.alias} {row.deadline.isoformat()}" if row.deadline else letters.alias


class ReviewLetters(Generator):
    """One 函 a department; they share a 文号, that of this deadline."""

    name = "review letters"
    alias = "联审函"
    title = Text("letters that ask the departments (征求意见函)", "征求意见函")
    template = "review/征求意见函.docx"
    access = Access.RESTRICTED
    numbering = Numbering("文号", given=True, document=_document)
    filename = (
        "资格联审/征求意见函/{{ 部门 }}_征求意见函_"
        "{% if 草稿 %}草稿{% else %}{{ 机关代字 }}{{ 年份 }}-{{ 期号 }}{% endif %}"
    )

    deadline: str = parameter(
        Text(
            "The last day to answer, else [options.review] 反馈期限.",
            "反馈期限；不写则用 [options.review] 的反馈期限。",
        ),
        str,
        default="",
    )

    def rows(self, data: Dataset) -> list[Letter]:
        """One for each department."""
        day = typed_day(self.deadline) or Options(data.settings).day("反馈期限")
        if not data.once(_listed):
            raise DocgenError(_NOBODY, hint=_FIRST_REVIEW)
        return [Letter(department, day) for department in data[Department]]

    def left_out(self, data: Dataset) -> Iterable[Problem]:
        """Where conclusions and opinions do not agree."""
        return differences(data)

    def context(self, row: Letter, data: Dataset) -> dict[str, Any]:
        """The letter, and its list."""
        office, options = Office(data.settings), Options(data.settings)
        subject, listed = options.text("对象", SUBJECT), data.once(_listed)
        title = f"关于征求{subject}初步人选\n审查意见的函"
        return {
            **office.context(),
            "标题": title.replace("\n", ""),
            "标题行": [*([office.issuer] if office.redhead == "无" else []), *title_lines(title)],
            "部门": row.department.name,
            "主送": row.department.full_name,
            "审查内容": row.department.duty or TO_FILL_IN,
            "对象": subject,
            "反馈期限": in_words(row.deadline),
            "人数": len(listed),
            "名单": listed,
            "紧急程度": "",
            "抄送": "",
            **{name: options.text(name) for name in ("联系人", "联系电话")},
        }


_NOBODY = Text(
    "no candidate has passed the review of the townships, so there is no list to send",
    "没有乡镇初审通过的人选，没有名单可送审",
)
_FIRST_REVIEW = Text(
    "Write what the townships say under 乡镇初审 of 候选人.", "请先在“候选人”表的“乡镇初审”一列填写初审意见。"
)


def _listed(data: Dataset) -> list[dict[str, Any]]:
    passed = [person for person in data.once(persons) if person.passed_township]
    return [{"序号": number, **_line(person)} for number, person in enumerate(passed, 1)]


def _line(person: Person) -> dict[str, str]:
    row = person.first
    who = {"姓名": row.name, "性别": row.sex, "出生年月": month(row.born), "身份证号": row.resident_id}
    return {**place(row), **who, "拟任职务": posts(person.rows)}
