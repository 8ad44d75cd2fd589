"""How much room the fields of the form and of the wide table have; the templates are made with these widths."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from docgen import Cell, DocgenError, Problem, Severity, Text
from docgen.gongwen import width


class Room(NamedTuple):
    """A field so many twips wide, of so many lines, in type so many twips wide."""

    width: int
    lines: int
    type: int

    @property
    def chars(self) -> int:
        """How many 字 fit for sure: a line may end one early, where no punctuation may begin the next."""
        line = self.width // self.type
        return line if self.lines == 1 else self.lines * line - (self.lines - 1)

    def holds(self, text: str) -> bool:
        """Whether all of the text is seen."""
        return width(text) <= self.chars and "\n" not in text


FORM_TYPE, SMALL_TYPE = 210, 160
_FORM_MARGIN, _ROSTER_MARGIN = 120, 60

FORM = {
    "姓名": 2580,
    "性别": 600,
    "民族": 1120,
    "出生年月": 2580,
    "文化程度": 2720,
    "身份证号": 2580,
    "政治面貌": 2720,
    "入党时间": 2580,
    "产生方式": 2720,
    "现职": 7344,
    "住址": 7344,
    "拟任职务": 2900,
    "户籍地": 3144,
    "有关情况": 7344,
    "结论": 2400,
    "依据": 4044,
    "部门": 1000,
    "审查内容": 2044,
    "意见": 1200,
    "经办人": 1050,
    "负责人": 1050,
    "盖章": 1100,
    "日期": 1400,
}
"""The widths of the fields of 个人联审表, in twips. An ID stands on one line also in a wide face that stands in."""

ROSTER = {
    "序号": 480,
    "乡镇": 860,
    "社区": 1000,
    "姓名": 900,
    "身份证号": 1930,
    "拟任职务": 900,
    "结论": 720,
    "备注": 1010,
}
"""The widths of the columns of 联审总表; what they leave of the page is that of the departments."""
UNITS, UNIT = 42, 118
"""The departments' part of 联审总表, so that it can be divided among any number of them."""


def form_room(name: str, lines: int = 2, *, small: bool = False) -> Room:
    """The room of a field of the form."""
    return Room(FORM[name] - _FORM_MARGIN, lines, SMALL_TYPE if small else FORM_TYPE)


def roster_room(name: str) -> Room:
    """The room of a column of the wide table."""
    return Room(ROSTER[name] - _ROSTER_MARGIN, 2, SMALL_TYPE)


def spans(number: int) -> list[int]:
    """How many units each of so many departments gets."""
    edges = [UNITS * place // number for place in range(number + 1)]
    return [end - start for start, end in pairwise(edges)]


class Overflow(NamedTuple):
    """A text that does not fit: of which row, in which field."""

    where: Cell
    name: str
    room: Room


def refuse(found: Iterable[Overflow]) -> None:
    """Raise DocgenError with all texts that do not fit; nothing if there is none."""
    problems = [
        Problem("no-room", Severity.ERROR, _NO_ROOM.format(name=name, n=room.chars), where, _SHORTER)
        for where, name, room in found
    ]
    if problems:
        first = problems[0]
        raise DocgenError(first.text, hint=first.hint, where=first.where, problems=problems)


_NO_ROOM = Text("{name} is too long for its field, which holds {n} characters", "“{name}”太长，表格里只放得下{n}字")
_SHORTER = Text("Shorten it in the workbook.", "请在表格里改短。")
